"""From papers as they were read to statements that can be held against each other: of which field, whose, where.

Rows of lists that papers put together (by trade, by occupation, of experts and assessors in one) become rows of the
lists that they are made of, so that the same person, room or occupation is found wherever it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from evalprep.documents.forms.read import Answer, Reading
from evalprep.documents.printed import PrintedTable
from evalprep.model.basic import without_spaces
from evalprep.model.catalogs import Catalogs
from evalprep.model.derived_back import name_and_model, name_and_trades
from evalprep.model.kinds import NIL
from evalprep.submission.agree.values import Value, comparable, registered, text_of

SHEET = re.compile(r"(?P<list>[a-z_]+)\[(?P<at>[0-9]+)\]\.(?P<key>.+)")
USES = {"assessment_equipment": "考核", "inspection_equipment": "检测"}
"""What the lists of an occupation's sheet say of the use of the equipment on them."""
ROLES = {"专家": "experts", "考评人员": "assessors"}
PROSE = "statements."
"""What is written as running text is no datum: two papers may say it in different words."""


@dataclass(frozen=True)
class Statement:
    """What one place of one paper says of one field."""

    path: str
    """The registry's path, or that of a derived value: experts[].id_number, occupations[].total_area."""
    value: Value
    text: str
    paper: str
    where: str
    label: str

    @property
    def key(self) -> str:
        """The field below its row."""
        return self.path.rsplit("[].", 1)[-1]


@dataclass(eq=False)
class Row:
    """A row of a list in one paper: what it says, by key; each of its columns that says something."""

    listed: str
    table: Table
    at: str
    said: dict[str, Statement] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """What it says of a key, comparable; empty where it says nothing."""
        return text_of(self.said[key].text) if key in self.said else ""


@dataclass(eq=False)
class Table:
    """A list as one paper prints it once."""

    listed: str
    paper: str
    section: str
    whole: bool
    """Whether every row of the list belongs here."""
    rows: list[Row] = field(default_factory=list)
    totals: dict[str, Statement] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    """What stands under 序号, row by row, blank ones too."""
    of: str = ""
    """The occupation on whose sheet it stands."""


@dataclass
class Said:
    """All that the papers of a folder say."""

    singles: list[Statement] = field(default_factory=list)
    """Of the applicant itself."""
    tables: list[Table] = field(default_factory=list)
    slots: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By paper: the single fields that it has room for."""
    changed: frozenset[str] = frozenset()
    """The papers that a person has changed: what is in them was not computed, and may be a slip."""
    catalogs: Catalogs = field(default_factory=Catalogs)

    def rows(self, *lists: str) -> Iterator[Row]:
        """The rows of lists, paper by paper."""
        return (row for table in self.tables if table.listed in lists for row in table.rows)


@dataclass(frozen=True)
class PaperRead:
    """One paper as its reader left it."""

    name: str
    answers: tuple[Answer, ...] = ()
    tables: tuple[PrintedTable, ...] = ()
    slots: tuple[str, ...] = ()
    """The single fields that the paper has room for, filled or not."""
    ticks: tuple[Answer, ...] = ()
    """Its places to tick."""


def of_form(name: str, reading: Reading, slots: Iterable[str] = ()) -> PaperRead:
    """An official form as read; the entries of one list in one section are one table."""
    tables: dict[tuple[str, str], PrintedTable] = {}
    for entry in reading.entries:
        key = entry.path, entry.section
        table = tables.get(key) or PrintedTable(entry.section, entry.path)
        tables[key] = replace(table, entries=(*table.entries, entry))
    answers = tuple(one for one in reading.answers if one.path and one.ticked is None)
    ticks = tuple(one for one in reading.answers if one.path and one.ticked is not None)
    return PaperRead(name, answers, tuple(tables.values()), tuple(slots), ticks)


def statements(
    papers: Iterable[PaperRead], changed: Collection[str] = (), catalogs: Catalogs | None = None
) -> Said:
    """What the papers say, all together; `changed` are those that were changed by hand."""
    papers = list(papers)
    gathered = _Gathered(_whole_names(papers))
    for paper in papers:
        gathered.paper(paper)
    return replace(gathered.said, changed=frozenset(changed), catalogs=catalogs or Catalogs())


def _whole_names(papers: Iterable[PaperRead]) -> frozenset[str]:
    """The names, without blanks, that papers print for occupations alone: what stands in brackets in them is no trade."""
    found = set()
    for paper in papers:
        for answer in paper.answers:
            if (sheet := SHEET.fullmatch(answer.path or "")) and sheet["key"] == "name":
                found.add(without_spaces(answer.text))
        for table in paper.tables:
            if table.listed in ("occupations", "occupation_trades"):
                cells = (one for entry in table.entries for one in entry.answers)
                found |= {without_spaces(one.text) for one in cells if one.path == "name"}
    return frozenset(found)


class _Gathered:
    """What has been taken from papers so far."""

    def __init__(self, names: frozenset[str]) -> None:
        self.said = Said()
        self._names = names

    def paper(self, paper: PaperRead) -> None:
        """Take a paper: its single answers, its sheets of one occupation each, its lists."""
        sheets: dict[tuple[str, str], list[Answer]] = {}
        self.said.slots[paper.name] = paper.slots
        for answer in paper.answers:
            assert answer.path is not None
            if sheet := SHEET.fullmatch(answer.path):
                sheets.setdefault((sheet["list"], sheet["at"]), []).append(answer)
            elif not answer.path.startswith(PROSE):
                self.said.singles += self._statements(answer.path, answer, paper.name, "")
        titles = {key: self._sheet(key[0], answers, paper.name) for key, answers in sheets.items()}
        for table in paper.tables:
            if table.listed is None:
                continue
            sheet = SHEET.fullmatch(table.listed)
            if sheet is None:
                self._table(table, table.listed, paper.name)
            elif sheet["key"] in USES:
                title = titles.get((sheet["list"], sheet["at"]), "")
                self._equipment(table, USES[sheet["key"]], title, paper.name)

    def _sheet(self, listed: str, answers: list[Answer], paper: str) -> str:
        """A sheet of one occupation, as a row of its list; its title comes back."""
        table = Table(listed, paper, answers[0].section, whole=False)
        row = Row(listed, table, "")
        for answer in answers:
            found = SHEET.fullmatch(answer.path or "")
            assert found is not None
            for one in self._statements(registered(listed, found["key"]), answer, paper, ""):
                row.said.setdefault(one.key, one)
        table.rows.append(row)
        self.said.tables.append(table)
        return row.text("name")

    def _table(self, printed: PrintedTable, listed: str, paper: str) -> None:
        table = Table(listed, paper, printed.section, printed.whole, numbers=printed.numbers)
        parts = {one: Table(one, paper, printed.section, printed.whole) for one in ROLES.values()}
        for entry in printed.entries:
            row = Row(listed, table, entry.at)
            for answer in entry.answers:
                path = registered(listed, answer.path or "")
                for one in self._statements(path, answer, paper, entry.at):
                    row.said.setdefault(one.key, one)
            if listed != "specialists":
                table.rows.append(row)
            elif (role := ROLES.get(row.text("role"))) is not None:
                _move(row, parts[role], role)
        for answer in printed.totals:
            path = registered(listed, answer.path or "")
            table.totals |= {one.key: one for one in self._statements(path, answer, paper, "合计")}
        self.said.tables += [one for one in (table, *parts.values()) if one.rows or one.totals]
        if listed == "occupation_trades":
            self.said.tables.append(_occupations_of(table))

    def _equipment(self, printed: PrintedTable, use: str, title: str, paper: str) -> None:
        table = Table("equipment", paper, printed.section, whole=False, of=title)
        for entry in printed.entries:
            row = Row("equipment", table, entry.at)
            for answer in entry.answers:
                path = registered("equipment", answer.path or "")
                row.said |= {one.key: one for one in self._statements(path, answer, paper, entry.at)}
            row.said["use"] = Statement("equipment[].use", use, use, paper, "", "用途")
            table.rows.append(row)
        self.said.tables.append(table)

    def _statements(self, path: str, answer: Answer, paper: str, at: str) -> Iterator[Statement]:
        """What an answer says of its field, and of the fields that it is put together of."""
        place = " ".join(filter(None, (answer.section, at)))
        where = f"{place}「{answer.label}」"
        for each, text in ((path, answer.text), *self._made_of(path, answer.text)):
            value = comparable(each, text, answer.label)
            if value is not None:
                yield Statement(each, value, " ".join(text.split()), paper, where, answer.label)

    def _made_of(self, path: str, text: str) -> Iterator[tuple[str, str]]:
        base, _, key = path.rpartition(".")
        back = None
        if key == "name_and_trades":
            back = name_and_trades(text, self._names)
        elif key == "name_and_model":
            back = name_and_model(text)
        for one in ("name", "model") if back else ():
            if back and one in back.values:
                yield f"{base}.{one}", str(back.values[one])


def _move(row: Row, table: Table, listed: str) -> None:
    """A row of a list put together as one of the list that it is from."""
    said = {key: replace(one, path=registered(listed, key)) for key, one in row.said.items() if key != "role"}
    table.rows.append(Row(listed, table, row.at, said))


def _occupations_of(table: Table) -> Table:
    """A list by trades as one of occupations; an occupation's levels are those of its row where it has no trades."""
    found = Table("occupations", table.paper, table.section, table.whole)
    often = Counter(row.text("code") for row in table.rows)
    for row in table.rows:
        if any(
            row.text("code") == other.text("code") and row.text("name") == other.text("name")
            for other in found.rows
        ):
            continue
        alone = row.text("trade") == NIL and often[row.text("code")] == 1
        keys = ("code", "name", "levels") if alone else ("code", "name")
        said = {key: replace(row.said[key], path=f"occupations[].{key}") for key in keys if key in row.said}
        found.rows.append(Row("occupations", found, row.at, said))
    return found
