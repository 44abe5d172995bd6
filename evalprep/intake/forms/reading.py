"""A filled official form as an `Extract`: read by the map that fills it, every value with its section and label.

What the form says twice is given twice, so that a difference shows. What no field holds, what was drawn or pasted in
place of text, and what could be read in two ways is told.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from evalprep.documents.forms.formmap import FormMap, Slot
from evalprep.documents.forms.read import Answer, Entry, Reading
from evalprep.documents.package import open_package
from evalprep.intake.forms.front import front_paper, passed_over
from evalprep.intake.forms.gathered import Gathered
from evalprep.intake.forms.rows import of_occupations, specialists, take_rows
from evalprep.intake.forms.sheets import Sheet, sheets, take_sheets
from evalprep.intake.forms.ticks import take_tick
from evalprep.intake.forms.trades import take_trades
from evalprep.intake.forms.ways import WayBack, way_back
from evalprep.intake.forms.which import recognise
from evalprep.intake.given import Extract, Given, RemarkKind
from evalprep.model.basic import without_spaces
from evalprep.model.catalogs import Catalogs
from evalprep.model.derived import DERIVED, SCORE
from evalprep.model.derived_back import name_and_trades
from evalprep.model.derived_lists import LISTS
from evalprep.model.fields import Shape, concrete, fields, pattern, value_at
from evalprep.model.project import Project

_NAMES = frozenset({"name", "trade", "occupation_name"})
"""Columns of lists of occupations that hold the name of one, or of a trade."""


def read_form(
    data: bytes,
    file: str,
    forms: Sequence[FormMap],
    project: Project,
    catalogs: Catalogs,
    *,
    own_scores: Collection[str] = (),
) -> Extract:
    """What a filled Word form says, as the project file would hold it; messages call it `file`.

    `forms` are those that it may be, `project` settles what the form alone leaves open, `own_scores` are the items of
    a scoring table whose points the applicant gives (the others are computed).
    The cover and the list of contents of a submission give only a remark.
    Raises FormError: no .docx that can be read, none of the forms, or one that lacks labels.
    """
    if paper := front_paper(open_package(data, file)):
        return passed_over(paper, file)
    form, reading = recognise(data, file, forms)
    found = sheets(form, reading)
    names = _occupation_names(reading, found, project, catalogs)
    gathered = Gathered(file, project, catalogs, names, own_scores)
    _take_answers(gathered, form, reading, found)
    _take_lists(gathered, reading, found)
    take_sheets(gathered, found)
    _tell_of_objects(gathered, reading)
    return gathered.extract()


def _take_answers(gathered: Gathered, form: FormMap, reading: Reading, found: Sequence[Sheet]) -> None:
    """The answers outside lists and sheets."""
    slots = {slot.path: slot for section in form.sections for slot in section.every_slot() if slot.choose}
    of_sheets = {id(answer) for sheet in found for answer in sheet.answers}
    for answer in reading.answers:
        if id(answer) in of_sheets:
            continue
        if answer.path is None:
            told = f"「{_shown(answer.text)}」不属于表上的任何一项，没有读入"
            origin = gathered.origin(answer.section, answer.label)
            gathered.remark(RemarkKind.UNRECOGNISED, origin, told, "有用的内容请自己填到项目里")
        elif answer.ticked is not None:
            take_tick(gathered, answer, slots[answer.path])
        else:
            _take_answer(gathered, answer, slots.get(answer.path))


def _take_answer(gathered: Gathered, answer: Answer, slot: Slot | None) -> None:
    assert answer.path is not None
    origin = gathered.origin(answer.section, answer.label)
    path = concrete(answer.path)
    if path[0] == SCORE and answer.path.removeprefix(f"{SCORE}.") in gathered.own_scores:
        gathered.values += gathered.plain((), f"self_scores.{path[1]}", answer, origin)
    elif answer.path in DERIVED:
        record = value_at(gathered.project, path[:-1])
        records = [record] if record is not None and not isinstance(record, str) else []
        found = gathered.joined(path[:-1], str(path[-1]), answer, origin, records)
        gathered.values += [Given((*path[:-1], *one.path), one.tree, one.origin) for one in found]
    elif way_back(pattern(path)) is WayBack.READ:
        gathered.values += gathered.plain((), answer.path, answer, origin)
    else:
        gathered.follows(answer, answer.path)


def _take_lists(gathered: Gathered, reading: Reading, found: Sequence[Sheet]) -> None:
    """The lists outside sheets, those of occupations first: other rows name occupations."""
    of_sheets = {id(entry) for sheet in found for entries in sheet.entries.values() for entry in entries}
    lists: dict[str, list[Entry]] = {}
    for entry in reading.entries:
        if id(entry) not in of_sheets:
            lists.setdefault(entry.path, []).append(entry)
    for path in sorted(lists, key=lambda path: not path.startswith("occupation")):
        _take_list(gathered, path, lists[path])


def _take_list(gathered: Gathered, path: str, entries: Sequence[Entry]) -> None:
    field, listed = fields().get(path), LISTS.get(path)
    inside = (listed.rows or "").removesuffix("[]") if listed else ""
    if field is not None and field.shape is Shape.ROWS:
        take_rows(gathered, path, entries)
    elif path == "occupation_trades":
        take_trades(gathered, entries)
    elif path == "specialists":
        specialists(gathered, entries)
    elif "[]" in inside:
        of_occupations(gathered, inside, entries)
    else:
        for entry in entries:
            for answer in entry.answers:
                gathered.follows(answer, f"{path}[].{answer.path}")


def _tell_of_objects(gathered: Gathered, reading: Reading) -> None:
    """Pictures in place of text, and texts in boxes: neither is taken."""
    for one in reading.unread:
        origin = gathered.origin(one.section, one.label)
        if one.text:
            told = f"文本框里的「{_shown(one.text)}」没有读入"
            gathered.remark(RemarkKind.HELD_BACK, origin, told, "把文本框里的字剪切到表格的格子里，再导入")
        else:
            told = f"「{one.label}」这一格里是图片，不是文字，没有读入"
            gathered.remark(RemarkKind.HELD_BACK, origin, told, "照图片把文字打进去，再导入")


def _occupation_names(
    reading: Reading, found: Sequence[Sheet], project: Project, catalogs: Catalogs
) -> frozenset[str]:
    """All names, without spaces, that are known to be occupations or trades: of tables, the project and this form."""
    names = {
        *catalogs.occupation_names,
        *catalogs.renamed,
        *catalogs.renamed.values(),
        *catalogs.catalogue_2020,
    }
    for one in project.occupations or ():
        names |= {one.name or "", *(trade.name or "" for trade in one.trades or ())}
    for entry in reading.entries:
        if entry.path.startswith("occupation") and "[" not in entry.path:
            for answer in entry.answers:
                names |= {answer.text} if answer.path in _NAMES else set()
                if answer.path == "name_and_trades":
                    names |= _both(answer.text)
    names |= {
        answer.text
        for sheet in found
        for answer in sheet.answers
        if answer.path and answer.path.endswith(".name")
    }
    return frozenset(map(without_spaces, names)) - {""}


def _both(text: str) -> set[str]:
    """An occupation and its trades."""
    values = name_and_trades(text).values
    trades = values.get("trades", ())
    assert isinstance(trades, list | tuple)
    return {str(values["name"]), *(str(one["name"]) for one in trades)}


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:60]}…"
