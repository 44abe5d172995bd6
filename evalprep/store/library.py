"""The library: checklists and forms, first the user's own, then those beside the project, then the packaged ones.

An entry of the same name in an earlier root comes first. A root is a folder with `checklists/` or `forms/`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from evalprep.errors import ChecklistError, InputError, Place, Problem
from evalprep.model.validation import nearest
from evalprep.store.text import read_text

CATALOGS = "catalogs"
_NAME = re.compile(r"[\w-]+(\.[\w-]+)*")


@dataclass(frozen=True)
class FormFiles:
    """The files of one form."""

    folder: Path
    map: Path
    blank: Path | None

    @property
    def outline(self) -> Path:
        """Where the text of a free document stands, for a paper that is one."""
        return self.folder / "outline.md"


@dataclass(frozen=True)
class Library:
    """The roots in which checklists and forms are looked for, the first match winning."""

    roots: Sequence[Path]

    def jurisdictions(self) -> list[str]:
        """The jurisdictions that have a checklist."""
        names = {path.parent.name for root in self.roots for path in _checklists(root / "checklists")}
        return sorted(names)

    def notices(self, jurisdiction: str) -> list[Path]:
        """The checklists of a jurisdiction, by name; raises InputError for one that is none."""
        if jurisdiction not in self.jurisdictions():
            raise InputError(
                _unknown(
                    "no_jurisdiction", f"没有「{jurisdiction}」的条件清单", jurisdiction, self.jurisdictions()
                )
            )
        folders = [root / "checklists" / jurisdiction for root in self.roots]
        return _first_of_each_name(path for folder in folders for path in _checklists_in(folder))

    def checklists(self) -> dict[str, Path]:
        """Every checklist by its name in the library, `national/2020-16`; of two with one name the first root's."""
        found: dict[str, Path] = {}
        for root in self.roots:
            for path in _checklists(root / "checklists"):
                found.setdefault(checklist_name(path), path)
        return found

    def catalog(self, name: str) -> Path:
        """An occupation table; raises InputError when there is none of the name."""
        every = _first_of_each_name(
            p for root in self.roots for p in sorted((root / "checklists" / CATALOGS).glob("*.csv"))
        )
        found = next((path for path in every if path.name == name), None)
        if found is None:
            raise InputError(
                _unknown("no_catalog", f"没有「{name}」这张表", name, [path.name for path in every])
            )
        return found

    def forms(self) -> list[str]:
        """The ids of all forms: national/basic-information."""
        maps = (path for root in self.roots for path in (root / "forms").glob("*/*/form.yaml"))
        return sorted({f"{path.parent.parent.name}/{path.parent.name}" for path in maps})

    def form(self, identifier: str) -> FormFiles:
        """The files of a form; raises InputError for an id that is none."""
        parts = identifier.split("/")
        if len(parts) == 2 and all(_NAME.fullmatch(part) for part in parts):
            for root in self.roots:
                folder = root / "forms" / parts[0] / parts[1]
                if (folder / "form.yaml").is_file():
                    blanks = (folder / name for name in ("blank.docx", "blank.xlsx"))
                    return FormFiles(
                        folder,
                        folder / "form.yaml",
                        next((blank for blank in blanks if blank.is_file()), None),
                    )
        raise InputError(_unknown("no_form", f"没有「{identifier}」这张表格", identifier, self.forms()))

    def tables(self) -> list[Path]:
        """The files of named tables, the first root's first."""
        return [file for root in self.roots if (file := root / "forms" / "tables.yaml").is_file()]


def checklist_name(path: Path) -> str:
    """How other checklists name the one in a file: `national/2020-16`."""
    return f"{path.parent.name}/{path.stem}"


def default_library(own: Sequence[Path] = (), beside: Path | None = None) -> Library:
    """The user's own folders, the one beside the project, then what the package carries.

    An editable checkout keeps `forms/` and `checklists/` next to the package, a wheel inside it.
    """
    for folder in own:
        if not _is_root(folder):
            told = "这个文件夹里没有 checklists 或 forms 文件夹，不是条件清单和表格的库"
            raise InputError(
                Problem("no_library", told, "检查 --library 的路径，或去掉它", Place(str(folder)))
            )
    return Library([*own, *filter(_is_root, [beside] if beside else []), *_packaged()])


def _is_root(folder: Path) -> bool:
    return (folder / "checklists").is_dir() or (folder / "forms").is_dir()


def _packaged() -> list[Path]:
    """The root that came with the package; the folder above it counts only in a checkout, never in site-packages."""
    package = Path(str(files("evalprep")))
    if _is_root(package):
        return [package]
    return (
        [package.parent] if (package.parent / "pyproject.toml").is_file() and _is_root(package.parent) else []
    )


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a table by column, blank lines left out; raises ChecklistError with the line of every bad row."""
    reader = csv.reader(io.StringIO(read_text(path, error=ChecklistError).text), strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for row in reader:
            if row:
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error:
        told, remedy = "从这一行起，双引号没有配对", "补上配对的双引号；文字里的双引号写两遍"
        raise ChecklistError(Problem("bad_row", told, remedy, Place(str(path), line))) from None
    if not rows:
        raise ChecklistError(Problem("empty_table", "表是空的", "第一行写列名", Place(str(path))))
    if problems := _misfits(rows, str(path)):
        raise ChecklistError(problems)
    header = rows[0][1]
    return [dict(zip(header, row, strict=True)) for _, row in rows[1:]]


def _misfits(rows: Sequence[tuple[int, list[str]]], file: str) -> list[Problem]:
    """Columns without a name or with the same one, and rows that are longer or shorter than the header."""
    line, header = rows[0]
    problems = []
    for number, name in enumerate(header):
        if not name.strip() or name in header[:number]:
            told = f"第 {number + 1} 列的列名「{name}」" + ("写了两次" if name.strip() else "是空的")
            problems.append(Problem("bad_header", told, "每一列写一个不同的列名", Place(file, line)))
    for line, row in rows[1:]:
        if len(row) != len(header):
            told = f"这一行有 {len(row)} 列，表头有 {len(header)} 列"
            problems.append(Problem("bad_row", told, "补上或去掉多出的逗号", Place(file, line)))
    return problems


def _checklists(folder: Path) -> Iterator[Path]:
    for jurisdiction in sorted(folder.iterdir()) if folder.is_dir() else ():
        if jurisdiction.name != CATALOGS and jurisdiction.is_dir():
            yield from _checklists_in(jurisdiction)


def _checklists_in(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.glob("*.yaml")) if not path.name.endswith(".cases.yaml"))


def _first_of_each_name(paths: Iterable[Path]) -> list[Path]:
    found: dict[str, Path] = {}
    for path in paths:
        found.setdefault(path.name, path)
    return list(found.values())


def _unknown(code: str, told: str, name: str, known: list[str]) -> Problem:
    near = nearest(name, known)
    return Problem(code, told, f"是不是 {near}？" if near else f"可以用：{'、'.join(known)}")
