"""The lines of a list as rows of the project: each cell by its column, cells that belong together as one value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from evalprep.documents.sheets.cells import SheetCell
from evalprep.intake.given import Given, GivenRow, Remark, RemarkKind
from evalprep.intake.lists import held
from evalprep.intake.lists.fieldvalues import FROM_FORMULA, CellReader
from evalprep.intake.lists.headers import Meaning, Role
from evalprep.intake.lists.nothing import drop_contradicted, missing_record
from evalprep.intake.lists.remarks import Place, quoted
from evalprep.intake.lists.tables import Table
from evalprep.intake.several import parts
from evalprep.model.basic import one_width
from evalprep.model.fields import Field, fields
from evalprep.model.kinds import NIL, BadValue
from evalprep.model.validation import Path, Tree

_PERIOD = re.compile(r"(.*?[0-9年月日号]) ?(?:至|到|~|～|〜|—+|–|－| - |-(?=[0-9]{4}[-./年]))+ ?(.+)")
_NAMES_SMALL = ("name", "occupation")
"""Keys that name the records of small lists."""
_NAMING = ("name", "title", "what", "occupation")
PEOPLE = ("staff", "experts", "assessors", "supervisors")


@dataclass
class Record:
    """One row while it is put together."""

    given: dict[Path, Given] = field(default_factory=dict)
    within: dict[Path, Given] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    refused: set[Path] = field(default_factory=set)
    """What two cells say differently: a third one settles nothing."""
    small: dict[str, dict[str, tuple[list[Any], SheetCell]]] = field(default_factory=dict)
    """Of small lists told in several columns: key of the list, key in its records, the values."""


@dataclass(frozen=True)
class RecordReader:
    """Reads the rows of one table."""

    table: Table
    place: Place
    cells: CellReader

    def row(
        self, numbers: Sequence[int], within: Sequence[Given] = (), year: str = ""
    ) -> tuple[GivenRow | None, list[Remark]]:
        """The record of one line, or of several that are one row; None where it must stay out, which is told.

        `within` names the row around where no column does; `year` is that of the columns whose header says one.
        """
        record = Record(within={one.path: one for one in within})
        for number in numbers:
            for column, meaning in self.table.columns.items():
                cell = self._cell(number, column, meaning, first=number == numbers[0])
                if cell is not None:
                    self._take(record, meaning, cell, column)
            self._close_small(record)
        record.remarks += drop_contradicted(record.given)
        at = f"第 {numbers[0]} 行"
        if year:
            self._put_year(record, year)
        if told := self._unusable(record, numbers[0]):
            said = "；".join(quoted(str(one)) for one in self._texts(numbers)[:4])
            problem = Remark(
                RemarkKind.HELD_BACK, self.place.at(at), f"{told}，这一行没有导入：{said}", "补上再导入"
            )
            return None, [*record.remarks, problem]
        if not record.given:
            return None, record.remarks
        values = tuple(record.given.values())
        row = GivenRow(self.table.rows, values, self.place.at(at), tuple(record.within.values()))
        return row, record.remarks

    def _put_year(self, record: Record, year: str) -> None:
        """Give the record the year that stands over its figures; without figures of that year there is no record."""
        dated = {one.path for one in self.table.columns.values() if one.year}
        if dated.isdisjoint(record.given):
            record.given.clear()
        elif ("year",) not in record.given:
            origin = next(one.origin for path, one in record.given.items() if path in dated)
            record.given = {("year",): Given(("year",), year, origin), **record.given}

    def within(self, number: int) -> tuple[Given, ...]:
        """What a line says of the row around it."""
        record = Record()
        for column, meaning in self.table.columns.items():
            cell = self._cell(number, column, meaning, first=True)
            if cell is not None and meaning.role is Role.OUTER:
                self._take(record, meaning, cell, column)
        return tuple(record.within.values())

    def naming(self) -> int | None:
        """The column that names the rows."""
        for key in _NAMING:
            if (column := self.table.column_of(key)) is not None:
                return column
        return None

    def _cell(self, row: int, column: int, meaning: Meaning, *, first: bool) -> SheetCell | None:
        """What a person sees at a place; of the further lines of one row only what stands in them."""
        own = self.table.sheet.cell(row, column)
        if own is not None or meaning.role is Role.NUMBER:
            return own
        spread = self.table.sheet.spread(row, column)
        if not first or spread is None or spread.column != column or spread.row <= self.table.last:
            return None
        return spread

    def _take(self, record: Record, meaning: Meaning, cell: SheetCell, column: int) -> None:
        header = self.table.header(column)
        kind = meaning.field.kind.name if meaning.field and meaning.field.kind else ""
        try:
            self._put(record, meaning, cell, header)
        except BadValue as bad:
            record.remarks.append(self.place.held_back(cell, header, bad, kind))
        else:
            if cell.from_formula and meaning.role is not Role.VALUE:
                self.cells.notes.append(FROM_FORMULA)
            record.remarks += [
                Remark(note.kind, self.place.at(cell.address), f"{header}：{note.text}", note.remedy)
                for note in self.cells.notes
            ]

    def _put(self, record: Record, meaning: Meaning, cell: SheetCell, header: str) -> None:
        self.cells.notes.clear()
        match meaning.role:
            case Role.VALUE:
                assert meaning.field is not None
                around = missing_record(meaning, cell)
                path = around or meaning.path
                tree = (
                    str(NIL)
                    if around
                    else self.cells.tree(meaning.field, cell, meaning.unit or self._unit(meaning))
                )
                self._add(record, path, tree, cell, meaning.field, header)
            case Role.INNER:
                self._inner(record, meaning, cell)
            case Role.TITLES_OR_SKILLS:
                self._either(record, cell, header)
            case Role.PERIOD:
                self._period(record, meaning, cell, header)
            case Role.OUTER:
                self._outer(record, cell)
            case _:
                pass

    def _unit(self, meaning: Meaning) -> str:
        is_money = (
            meaning.field is not None
            and meaning.field.kind is not None
            and meaning.field.kind.name == "money"
        )
        return self.table.unit if is_money else ""

    def _add(
        self, record: Record, path: Path, tree: Tree, cell: SheetCell, wanted: Field, header: str
    ) -> None:
        """A value of the row; two columns of one field must say the same, lists and telephone numbers go together."""
        there = record.given.get(path)
        if path in record.refused:
            raise BadValue("前面有几格说的是同一项，内容不一样", "一样的内容", "留下对的一格")
        if there is not None and there.tree != tree:
            kind = wanted.kind.name if wanted.kind else ""
            if isinstance(there.tree, list) and isinstance(tree, list):
                tree = [*there.tree, *(one for one in tree if one not in there.tree)]
            elif kind == "phones" and isinstance(there.tree, str) and isinstance(tree, str):
                assert wanted.kind is not None
                tree = wanted.kind.write(wanted.kind.parse(f"{there.tree}、{tree}"))
            else:
                del record.given[path]
                record.refused.add(path)
                told = f"和 {there.origin.at} 说的是同一项，内容不一样，两格都没有导入"
                raise BadValue(told, "一样的内容", "留下对的一格")
        record.given[path] = Given(path, tree, self.place.at(cell.address))

    def _inner(self, record: Record, meaning: Meaning, cell: SheetCell) -> None:
        """Values of one column of small records, to be put together when the line ends."""
        assert meaning.field is not None
        listed, key = meaning.path
        text = self.cells.text(cell)
        record.small.setdefault(listed, {})[key] = (parts(text), cell)

    def _close_small(self, record: Record) -> None:
        """Names and levels that stand in columns of their own as one list: 电工、钳工 beside 二级、三级."""
        for listed, columns in record.small.items():
            wanted = fields()[f"{self.table.rows}[].{listed}"]
            there = record.given.get((listed,))
            tree: list[Any] | None = list(there.tree) if there and isinstance(there.tree, list) else None
            for key in sorted(columns, key=lambda key: key not in _NAMES_SMALL):
                texts, cell = columns[key]
                try:
                    tree = self._small(wanted, key, texts, tree)
                except BadValue as bad:
                    record.remarks.append(self.place.held_back(cell, self.table.header(cell.column), bad))
                    continue
                there = there or Given((listed,), None, self.place.at(cell.address))
            if tree is not None and there is not None:
                record.given[(listed,)] = Given((listed,), tree, there.origin)
        record.small.clear()

    def _small(self, wanted: Field, key: str, texts: Sequence[str], there: list[Any] | None) -> list[Any]:
        """A small list with one more of its columns: names first, then what stands beside them."""
        none = [one_width(text) for text in texts] == [NIL]
        if none:
            return there or []
        if key in _NAMES_SMALL:
            return [*(there or []), *(self._named(wanted, text) for text in texts)]
        if not there:
            # A level alone, or a name that somebody wrote under the level.
            return [self._named(wanted, text) if key == "level" else {key: text} for text in texts]
        if len(texts) != len(there):
            told = f"前一栏有 {len(there)} 项，这里有 {len(texts)} 个，对不上"
            raise BadValue(told, "一项一个", "合成一格写，例如「电工 二级、钳工 三级」")
        return [self._completed(wanted, one, key, text) for one, text in zip(there, texts, strict=True)]

    def _named(self, wanted: Field, text: str) -> dict[str, Any]:
        return held.skill(text, self.cells.occupations.knows) if wanted.key == "skills" else held.title(text)

    def _completed(self, wanted: Field, one: dict[str, Any], key: str, text: str) -> dict[str, Any]:
        kind = fields()[f"{wanted.path}[].{key}"].kind
        assert kind is not None
        value = kind.write(kind.parse(text))
        if one.get(key, value) != value:
            raise BadValue(f"和前一栏写的「{one[key]}」不一样", kind.expected, "照证书写，两栏要一致")
        return one | {key: value}

    def _either(self, record: Record, cell: SheetCell, header: str) -> None:
        text = self.cells.text(cell)
        if one_width(text) in (NIL, "没有"):
            found: dict[str, list[Any]] = {"titles": [], "skills": []}
        else:
            found = {}
            for part in parts(text):
                key, one = held.either(part, self.cells.occupations.knows)
                found.setdefault(key, []).append(one)
        for key, listed in found.items():
            self._add(record, (key,), listed, cell, fields()[f"{self.table.rows}[].{key}"], header)

    def _period(self, record: Record, meaning: Meaning, cell: SheetCell, header: str) -> None:
        """2019-03-01至2024-02-29 as the first and the last day."""
        text = one_width(self.cells.text(cell))
        found = _PERIOD.fullmatch(text)
        if found is None:
            raise BadValue(
                "看不出从哪一天到哪一天", "两个日期", "写作「2019-03-01至2024-02-29」，两头都写到日"
            )
        assert meaning.field is not None
        for key, part in (("from", found[1]), ("to", found[2])):
            wanted = fields()[f"{meaning.field.path}.{key}"]
            assert wanted.kind is not None
            tree = wanted.kind.write(wanted.kind.parse(part.strip()))
            self._add(record, (*meaning.path, key), tree, cell, wanted, header)

    def _outer(self, record: Record, cell: SheetCell) -> None:
        """What names the row around: code, name, or both."""
        named = self.cells.occupations.read(self.cells.text(cell))
        for key, text in (("code", named.code), ("name", named.name)):
            if text is not None:
                record.within[(key,)] = Given((key,), text, self.place.at(cell.address))

    def _unusable(self, record: Record, number: int) -> str:
        """Why a row says too little to be taken; empty where it is fine. A line with a number of its own is a row."""
        if self.table.headers.sheet.outer and not record.within:
            return f"没有写是哪个{self.table.headers.sheet.outer}"
        if not record.given:
            return ""
        named = self.naming()
        if self.table.rows in PEOPLE and not {("name",), ("id_number",)} & set(record.given):
            return "没有姓名"
        numbers = [at for at, one in self.table.columns.items() if one.role is Role.NUMBER]
        if any(self.table.sheet.cell(number, at) for at in numbers):
            return ""
        return f"「{self.table.header(named)}」空着" if named and not self._is_named(record) else ""

    def _is_named(self, record: Record) -> bool:
        keys = {(key,) for key in (*_NAMING, "id_number", "code", "year")}
        return bool(keys & set(record.given))

    def _texts(self, numbers: Sequence[int]) -> list[str]:
        return [cell.text for number in numbers for cell in self.table.sheet.rows.get(number, {}).values()]


def groups(table: Table, reader: RecordReader, rows: Sequence[int]) -> Iterator[list[int]]:
    """The lines of each row: those that share a merged name are one person; of other lists each line is a row."""
    naming = reader.naming()
    waiting: list[int] = []
    for row in rows:
        if waiting and not (naming and _goes_on(table, naming, waiting[0], row)):
            yield waiting
            waiting = []
        waiting.append(row)
    if waiting:
        yield waiting


def _goes_on(table: Table, naming: int, first: int, row: int) -> bool:
    """Whether a line belongs to the row that begins above it."""
    seen = table.sheet.spread(row, naming)
    merged = table.sheet.cell(row, naming) is None and seen is not None and first <= seen.row < row
    return merged and table.rows in PEOPLE
