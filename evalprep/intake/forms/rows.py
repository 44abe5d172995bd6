"""Rows of a form's lists as rows of the project's lists: people, rule documents, occupations, years, sheets of equipment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from evalprep.documents.forms.read import Answer, Entry
from evalprep.intake.forms.gathered import Gathered
from evalprep.intake.forms.ways import WayBack, way_back
from evalprep.intake.given import Given, GivenRow, Origin, RemarkKind
from evalprep.intake.oneline import line_of
from evalprep.model.derived import DERIVED
from evalprep.model.fields import Shape, attribute, concrete, fields, pattern, value_at
from evalprep.model.identifiers import ID_NUMBER
from evalprep.model.kinds import NIL
from evalprep.model.validation import Path

NAMING = ("id_number", "code", "name")
"""What tells of which record of the project a row may be, the surest first."""


def first_of(listed: str) -> Path:
    """The concrete path of a list's first row, for asking the registry: occupations[].history is occupations, 0, history, 0."""
    return concrete(f"{listed.replace('[]', '[0]')}[0]")


def cell_origin(gathered: Gathered, entry: Entry, answer: Answer) -> Origin:
    """第 3 行·学历."""
    return gathered.origin(entry.section, f"{entry.at}·{answer.label}")


def take_rows(gathered: Gathered, listed: str, entries: Sequence[Entry]) -> None:
    """The entries of a list that the project holds as it is printed."""
    if _is_none(entries) and listed != "occupations":
        origin = gathered.origin(entries[0].section, entries[0].at)
        gathered.values.append(Given(concrete(listed), [], origin))
        return
    for entry in entries:
        take_row(gathered, listed, entry)


def _is_none(entries: Sequence[Entry]) -> bool:
    """Whether 无 is all that a list says."""
    return len(entries) == 1 and all(one.text == NIL for one in entries[0].answers)


def take_row(
    gathered: Gathered,
    listed: str,
    entry: Entry,
    within: tuple[Given, ...] = (),
    further: tuple[Given, ...] = (),
) -> None:
    """One row of a list, after it the rows of lists inside it; `further` are values that stand elsewhere."""
    values = [*row_values(gathered, listed, entry), *further]
    add_row(gathered, listed, values, gathered.origin(entry.section, entry.at), within)


def add_row(
    gathered: Gathered,
    listed: str,
    values: Sequence[Given],
    origin: Origin,
    within: tuple[Given, ...] = (),
) -> None:
    """A row with its values; what is a list of rows inside it becomes rows of their own."""
    if not values:
        return
    inner = [one for one in values if _holds_rows(listed, one)]
    own = tuple(one for one in values if one not in inner)
    gathered.rows.append(GivenRow(listed, own, origin, within))
    named = tuple(one for one in own if one.path[0] in NAMING)
    for one in inner:
        assert isinstance(one.tree, list)
        for record in one.tree:
            assert isinstance(record, Mapping)
            told = tuple(Given((str(key),), value, one.origin) for key, value in record.items())
            gathered.rows.append(GivenRow(f"{listed}[].{one.path[0]}", told, one.origin, named))


def _holds_rows(listed: str, given: Given) -> bool:
    """Whether a value is a list whose items have rows of their own, as 工种 have and 职称 have not."""
    path = f"{listed}[].{given.path[0]}"
    field = fields().get(path)
    is_list = field is not None and field.shape is Shape.ROWS and line_of(path) is None
    return is_list and isinstance(given.tree, list) and bool(given.tree)


def row_values(gathered: Gathered, listed: str, entry: Entry) -> list[Given]:
    """What the cells of a row say of the fields of their record."""
    base = first_of(listed)
    records = _candidates(gathered, listed, entry)
    values: list[Given] = []
    for answer in entry.answers:
        key, origin = answer.path or "", cell_origin(gathered, entry, answer)
        path = f"{pattern(base)}.{key}"
        if path in DERIVED:
            values += gathered.joined(base, key, answer, origin, records)
        elif way_back(path) is WayBack.READ:
            values += gathered.plain(base, key, answer, origin)
        else:
            gathered.follows(answer, path)
    return _without_needless_sex(gathered, values)


def _candidates(gathered: Gathered, listed: str, entry: Entry) -> list[BaseModel]:
    """The records of the project that have what names the row, by the surest name that it has; all where nothing does."""
    rows = value_at(gathered.project, concrete(listed)) if "[]" not in listed else ()
    records = [one for one in rows or () if isinstance(one, BaseModel)]
    texts = {one.path: "".join(one.text.split()) for one in entry.answers}
    for key in NAMING:
        if key in texts and f"{listed}[].{key}" in fields():
            return [one for one in records if _text(one, key) == texts[key]]
    return records


def _text(record: BaseModel, key: str) -> str:
    return "".join(str(attribute(record, key) or "").split())


def _without_needless_sex(gathered: Gathered, values: list[Given]) -> list[Given]:
    """The identity number says the sex: beside it the sex is no field to fill, and told where it says otherwise."""
    number = next((one for one in values if one.path == ("id_number",)), None)
    sex = next((one for one in values if one.path == ("sex",)), None)
    if number is None or sex is None:
        return values
    said = ID_NUMBER.parse(str(number.tree)).sex
    if said != sex.tree:
        told = f"性别写的是「{sex.tree}」，身份证号码是「{said}」的，性别没有读入"
        gathered.remark(RemarkKind.HELD_BACK, sex.origin, told, "核对身份证号码和性别，哪个错了改哪个")
    return [one for one in values if one is not sex]


def specialists(gathered: Gathered, entries: Sequence[Entry]) -> None:
    """Experts and assessors in one list: each goes to the list that its column names."""
    lists = {"专家": "experts", "考评人员": "assessors", "考评员": "assessors"}
    for entry in entries:
        role = next((one for one in entry.answers if one.path == "role"), None)
        listed = lists.get(role.text) if role else None
        if listed is None:
            text = "　".join(one.text for one in entry.answers)
            told = f"「{text}」没有写明是专家还是考评人员，没有读入"
            origin = gathered.origin(entry.section, entry.at)
            gathered.remark(RemarkKind.HELD_BACK, origin, told, "补上再导入")
        else:
            take_row(gathered, listed, _without(entry, "role"))


def of_occupations(gathered: Gathered, listed: str, entries: Sequence[Entry]) -> None:
    """Rows of every occupation's list, each with the occupation's name: 历年培训评价, 参与编制."""
    for entry in entries:
        named = [one for one in entry.answers if one.path == "occupation_name"]
        within = tuple(
            given
            for answer in named
            for given in gathered.plain(
                first_of("occupations"), "name", answer, cell_origin(gathered, entry, answer)
            )
        )
        if within:
            take_row(gathered, listed, _without(entry, "occupation_name"), within)
        else:
            text = "　".join(one.text for one in entry.answers)
            origin = gathered.origin(entry.section, entry.at)
            gathered.remark(
                RemarkKind.HELD_BACK, origin, f"「{text}」没有写明是哪个职业，没有读入", "补上再导入"
            )


def _without(entry: Entry, key: str) -> Entry:
    answers = tuple(one for one in entry.answers if one.path != key)
    return Entry(entry.path, entry.at, entry.section, answers)
