"""Sheets of which each entry of a list has one: the title says whose it is, its lists are that entry's.

Equipment stands on the sheet of every occupation that it serves (共用的重复填写), and is one row of the project.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.forms.read import Answer, Entry, Reading
from evalprep.intake.forms.gathered import ANY_DAY, Gathered
from evalprep.intake.forms.rows import add_row, first_of, row_values, take_row
from evalprep.intake.forms.ways import WayBack, way_back
from evalprep.intake.given import Given, Origin, RemarkKind
from evalprep.model.basic import without_spaces
from evalprep.model.derived import DERIVED, Around
from evalprep.model.derived_lists import EVERY_OCCUPATION, LISTS
from evalprep.model.fields import concrete, value_at
from evalprep.model.resources import Equipment

USES = {"assessment_equipment": "考核", "inspection_equipment": "检测"}
"""What the lists of a sheet say of the use of the equipment on them."""


@dataclass
class Sheet:
    """One sheet: whose it is, in values that name an entry of the list, and what it says."""

    listed: str
    index: int
    answers: list[Answer] = field(default_factory=list)
    entries: dict[str, list[Entry]] = field(default_factory=dict)


def sheets(form: FormMap, reading: Reading) -> list[Sheet]:
    """The sheets of a reading that say something, in their order."""
    found: dict[tuple[str, int], Sheet] = {}
    repeated = {section.repeat for section in form.sections if section.repeat}

    def sheet_of(path: str | None) -> tuple[Sheet, str] | None:
        at = concrete(path) if path else ()
        if len(at) < 3 or at[0] not in repeated or not isinstance(at[1], int):
            return None
        key = str(at[0]), at[1]
        return found.setdefault(key, Sheet(*key)), ".".join(map(str, at[2:]))

    for answer in reading.answers:
        if of := sheet_of(answer.path):
            of[0].answers.append(answer)
    for entry in reading.entries:
        if of := sheet_of(entry.path):
            of[0].entries.setdefault(of[1], []).append(entry)
    return [found[key] for key in sorted(found)]


@dataclass
class _Item:
    """A piece of equipment on one sheet or several."""

    values: list[Given]
    origin: Origin
    use: str
    names: dict[str, Origin]
    number: int

    def key(self) -> tuple[object, ...]:
        """What tells it from others; of two alike on one sheet, which of them it is."""
        return (self.use, self.number, *((one.path, str(one.tree)) for one in self.values))


def take_sheets(gathered: Gathered, found: Sequence[Sheet]) -> None:
    """What the sheets say of their entries, and the equipment on them."""
    items: dict[tuple[object, ...], _Item] = {}
    for sheet in found:
        naming = _take_entry(gathered, sheet)
        if not naming:
            continue
        for key, entries in sheet.entries.items():
            listed = f"{sheet.listed}[].{key}"
            if key in USES:
                _take_equipment(gathered, entries, USES[key], naming, items)
            elif listed in LISTS:
                for entry in entries:
                    for answer in entry.answers:
                        gathered.follows(answer, f"{listed}[].{answer.path}")
            else:
                for entry in entries:
                    take_row(gathered, listed, entry, naming)
    for item in items.values():
        _add_item(gathered, item, [_name(sheet) for sheet in found])


def _take_entry(gathered: Gathered, sheet: Sheet) -> tuple[Given, ...]:
    """The entry that a sheet is about, with what the sheet says of it; what names it comes back."""
    base = first_of(sheet.listed)
    values: list[Given] = []
    for answer in sheet.answers:
        assert answer.path
        key = ".".join(map(str, concrete(answer.path)[2:]))
        origin = gathered.origin(answer.section, answer.label)
        path = f"{sheet.listed}[].{key}"
        if path in DERIVED and DERIVED[path].back("", ()) is not None:
            values += gathered.joined(base, key, answer, origin, ())
        elif way_back(path) is WayBack.READ:
            values += gathered.plain(base, key, answer, origin)
        else:
            gathered.follows(answer, path)
    naming = tuple(one for one in values if one.path in (("code",), ("name",)))
    if naming and (len(values) > len(naming) or not _is_listed(gathered, sheet.listed, naming)):
        add_row(gathered, sheet.listed, values, naming[0].origin)
    return naming


def _is_listed(gathered: Gathered, listed: str, naming: Sequence[Given]) -> bool:
    """Whether the form names the entry already."""
    said = [(one.path, one.tree) for row in gathered.rows if row.rows == listed for one in row.values]
    return all((one.path, one.tree) in said for one in naming)


def _name(sheet: Sheet) -> str:
    return next((one.text for one in sheet.answers), "")


def _take_equipment(
    gathered: Gathered,
    entries: Sequence[Entry],
    use: str,
    naming: tuple[Given, ...],
    items: dict[tuple[object, ...], _Item],
) -> None:
    seen: dict[tuple[object, ...], int] = {}
    name = str(naming[-1].tree)
    for entry in entries:
        before = len(gathered.remarks)
        values = row_values(gathered, "equipment", entry)
        if not any(one.path == ("name",) for one in values):
            _tell_of_nameless(gathered, entry, before, use)
            continue
        origin = gathered.origin(entry.section, entry.at)
        item = _Item(values, origin, use, {name: naming[-1].origin}, 0)
        item.number = seen[item.key()] = seen.get(item.key(), -1) + 1
        items.setdefault(item.key(), item).names[name] = naming[-1].origin


def _tell_of_nameless(gathered: Gathered, entry: Entry, before: int, use: str) -> None:
    """One remark for the whole row: without a name nothing of it can be taken.

    A number alone is printed for what the project itself has without a name or a model: that is nothing new.
    """
    del gathered.remarks[before:]
    texts = [one.text for one in entry.answers]
    for one in gathered.project.equipment or ():
        is_open = one.use == use and (one.name is None or one.model is None)
        if (
            is_open
            and [answer.path for answer in entry.answers] == ["quantity"]
            and [str(one.quantity)] == texts
        ):
            return
    origin = gathered.origin(entry.section, entry.at)
    told = f"「{'　'.join(texts)}」里分不清哪里是设备名称、哪里是型号，这一行没有读入"
    gathered.remark(
        RemarkKind.HELD_BACK, origin, told, "照「名称 型号」写，中间空一格，再导入；或在设备清单里填"
    )


def _add_item(gathered: Gathered, item: _Item, sheet_names: Sequence[str]) -> None:
    """A row of the equipment, with its use and the occupations on whose sheets it stands."""
    served: list[str] = [*item.names]
    known = _same_in_project(gathered, item)
    if known is not None and known.occupations is not None and _serves(gathered, known, item, sheet_names):
        served = [*known.occupations]
    elif len(item.names) > 1:
        told = f"「{item.values[0].tree}」在{'、'.join(item.names)}各份里都有，按共用的同一批设备读入"
        gathered.remark(RemarkKind.READ_AS, item.origin, told, "各是各的，就在设备清单里分成几行")
    at = next(iter(item.names.values()))
    further = [Given(("use",), item.use, item.origin), Given(("occupations",), served, at)]
    add_row(gathered, "equipment", [*item.values, *further], item.origin)


def _same_in_project(gathered: Gathered, item: _Item) -> Equipment | None:
    """The one row of the project with the same name, model, quantity and use."""
    said = {str(one.path[0]): str(one.tree) for one in item.values} | {"use": item.use}
    found = [
        one
        for one in gathered.project.equipment or ()
        if all(str(value_at(one, (key,))) == text for key, text in said.items())
    ]
    return found[0] if len(found) == 1 else None


def _serves(gathered: Gathered, known: Equipment, item: _Item, sheet_names: Sequence[str]) -> bool:
    """Whether a row of the project serves exactly those on whose sheets it stands."""
    around = Around(gathered.project, ANY_DAY, gathered.catalogs)
    texts = {without_spaces(one) for one in known.occupations or ()}
    if texts & EVERY_OCCUPATION:
        return {without_spaces(one) for one in sheet_names} == {without_spaces(one) for one in item.names}
    return {without_spaces(around.name_of(one)) for one in known.occupations or ()} == {
        without_spaces(one) for one in item.names
    }
