"""Sheets to an Extract: which sheet is what, and what each of them gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from evalprep.documents.sheets.cells import SheetCell, SheetCells
from evalprep.errors import InputError, Problem, UsageError
from evalprep.errors import Place as FilePlace
from evalprep.intake.given import Extract, Given, GivenRow, Remark, RemarkKind
from evalprep.intake.lists.fieldvalues import CellReader
from evalprep.intake.lists.headers import every_list, plain
from evalprep.intake.lists.named import named_rows
from evalprep.intake.lists.occupations import OccupationNames
from evalprep.intake.lists.onelist import read_list
from evalprep.intake.lists.papers import reader_of
from evalprep.intake.lists.papersheet import PaperSheet
from evalprep.intake.lists.remarks import Place, quoted, together
from evalprep.intake.lists.singles import holds_singles, is_own, read_singles
from evalprep.intake.lists.tables import Table, Undecided, which
from evalprep.intake.workbook.layout import MISSING
from evalprep.model.catalogs import Catalogs
from evalprep.model.project import Project
from evalprep.model.validation import Path, Tree

_TEXT_FILES = (".csv", ".txt")


def read_lists(
    sheets: Sequence[SheetCells], file: str, project: Project, catalogs: Catalogs, into: str = ""
) -> Extract:
    """What the sheets of a file say, ours or an applicant's own; `into` is the list that the person named, by path.

    Raises UsageError where no sheet is clear and one may be any of several lists, InputError where nothing is recognised.
    """
    reading = _Reading(file, project, OccupationNames(project, catalogs), into)
    for sheet in sheets:
        reading.sheet(sheet)
    return reading.extract()


@dataclass
class _Reading:
    """A file while it is read."""

    file: str
    project: Project
    occupations: OccupationNames
    into: str
    values: list[Given] = field(default_factory=list)
    rows: list[GivenRow] = field(default_factory=list)
    papers: list[tuple[SheetCells, Place, CellReader, Callable[[PaperSheet], None]]] = field(
        default_factory=list
    )
    """Sheets that speak of rows, read when the rows of all lists are known."""
    remarks: list[Remark] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)
    recognised: bool = False

    def sheet(self, sheet: SheetCells) -> None:
        """One sheet: one of ours, a list, single values, or nothing that is known."""
        place = Place(self.file, sheet.name)
        if not sheet.rows:
            return
        if plain(sheet.name) == MISSING:
            self.recognised = True
        elif sheet.hidden and not _holds_choices(sheet):
            told = "隐藏的工作表，没有导入"
            self.remarks.append(Remark(RemarkKind.SKIPPED, place.at(""), told, "要导入就取消隐藏再保存"))
        elif not sheet.hidden:
            self._seen(sheet, place)

    def _seen(self, sheet: SheetCells, place: Place) -> None:
        cells = CellReader(self.occupations, self.file.lower().endswith(_TEXT_FILES))
        if (read := reader_of(sheet)) is not None:
            self.recognised = True
            self.papers.append((sheet, place, cells, read))
        elif is_own(sheet):
            values, remarks = read_singles(sheet, place, cells)
            self._take(values, (), remarks)
        else:
            self._list(sheet, place, cells)

    def _list(self, sheet: SheetCells, place: Place, cells: CellReader) -> None:
        found = which(sheet, self.file, self.into)
        if isinstance(found, Table):
            listed = read_list(found, place, cells)
            self._take(listed.values, listed.rows, listed.remarks)
        elif holds_singles(sheet):
            values, remarks = read_singles(sheet, place, cells)
            self._take(values, (), remarks)
        elif isinstance(found, Undecided):
            self.undecided.append(found)
        else:
            said = "、".join(quoted(cell.text) for cell in _first_cells(sheet))
            told = f"认不出这张工作表是什么，没有导入，开头是：{said}"
            remedy = "第一行写表头，例如姓名、身份证号码、学历；或者用 evalprep workbook 导出资料表，填在里面"
            self.remarks.append(Remark(RemarkKind.UNRECOGNISED, place.at(""), told, remedy))

    def _take(self, values: Iterable[Given], rows: Iterable[GivenRow], remarks: Iterable[Remark]) -> None:
        self.recognised = True
        self.values += values
        self.rows += rows
        self.remarks += remarks

    def extract(self) -> Extract:
        """All that was read. Raises where nothing was."""
        if not self.recognised and self.undecided:
            raise UsageError(self._which_list(self.undecided[0]))
        if not self.recognised:
            raise InputError(self._nothing())
        for one in self.undecided:
            problem = self._which_list(one)
            place = Place(self.file, one.sheet.name).at("")
            self.remarks.append(Remark(RemarkKind.UNRECOGNISED, place, problem.problem, problem.remedy))
        rows = self._papers()
        return Extract(tuple(self.values), with_papers(self.rows, rows), together(self.remarks))

    def _papers(self) -> list[GivenRow]:
        """Rows that only name a row of the project, or of the lists of this file, and its files."""
        if not self.papers:
            return []
        projects, rows = (self.project, named_rows(self.rows)), []
        for sheet, place, cells, read in self.papers:
            paper = PaperSheet(sheet, place, cells, projects)
            read(paper)
            self._take(paper.given.values(), (), paper.remarks)
            rows += paper.rows
        return rows

    def _which_list(self, one: Undecided) -> Problem:
        names = {listed.rows: listed.name for listed in every_list()}
        choices = [names[rows] for rows in one.lists]
        sheet = f"工作表「{one.sheet.name}」" if one.sheet.name else "这份名单"
        told = f"{sheet}看不出是哪一份名单：{'、'.join(choices)}都有可能"
        remedy = f"加上 --as 说明，例如 --as {choices[0]}；或者把工作表改名为「{choices[0]}」这样的名称"
        return Problem("which_list", told, remedy, FilePlace(self.file))

    def _nothing(self) -> Problem:
        said = "；".join(remark.text for remark in self.remarks[:3]) or "里面是空的"
        remedy = (
            "名单的第一行写表头，例如姓名、身份证号码、学历；或者用 evalprep workbook 导出资料表，填在里面"
        )
        return Problem("nothing_recognised", f"没有认出要导入的资料：{said}", remedy, FilePlace(self.file))


def with_papers(rows: Sequence[GivenRow], papers: Iterable[GivenRow]) -> tuple[GivenRow, ...]:
    """The rows with their files: of each row of papers in the one row that says all that names it, else by itself."""
    found = list(rows)
    said = _Said(rows)
    for paper in papers:
        same = said.at(paper)
        if len(same) == 1:
            row, files = found[same[0]], [one for one in paper.values if one.path[0] == "files"]
            found[same[0]] = replace(row, values=(*row.values, *files))
        else:
            found.append(paper)
    return tuple(found)


class _Said:
    """Rows by each thing that they say."""

    def __init__(self, rows: Sequence[GivenRow]) -> None:
        self._rows = rows
        self._by: dict[tuple[str, Path, str], list[int]] = {}
        for at, row in enumerate(rows):
            for given in row.values:
                self._by.setdefault((row.rows, given.path, str(given.tree)), []).append(at)

    def at(self, paper: GivenRow) -> list[int]:
        """The rows that say all that names the row of a paper."""
        within = {given.path: given.tree for given in paper.within}
        found: list[int] | None = None
        for given in paper.values:
            if given.path[0] != "files":
                here = self._by.get((paper.rows, given.path, str(given.tree)), [])
                found = here if found is None else [at for at in found if at in here]
        return [at for at in found or () if _names(self._rows[at].within, within)]


def _names(within: Iterable[Given], told: Mapping[Path, Tree]) -> bool:
    """Whether what names the row around is the same, by code or by name."""
    said = {given.path: given.tree for given in within}
    return not told or any(said.get(path) == tree for path, tree in told.items())


def _holds_choices(sheet: SheetCells) -> bool:
    """Whether this is the workbook's sheet of long drop-downs."""
    from evalprep.documents.sheets.fillablefile import LISTS

    return sheet.name == LISTS


def _first_cells(sheet: SheetCells) -> list[SheetCell]:
    return [cell for cells in list(sheet.rows.values())[:2] for cell in cells.values()][:4]
