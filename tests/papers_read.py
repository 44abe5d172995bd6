"""Papers as they are built, all of a notice and track, and as tests read them: independent readers, the validator."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from evalprep.build import build
from evalprep.build.places import Places
from evalprep.law import Law
from evalprep.store.project import StoredProject
from evalprep.submission.folder import MANIFEST
from tests.conftest import VALIDATOR


@dataclass(frozen=True)
class Paper:
    """A built paper: its file, the form that it was made of (none for our own pages), the fields that it prints."""

    file: Path
    form: str
    fields: frozenset[str]

    @property
    def name(self) -> str:
        """The file with its folder."""
        return f"{self.file.parent.name}/{self.file.name}"


def built(stored: StoredProject, law: Law, name: str, on: date, out: Path) -> Iterator[Paper]:
    """Every paper that we make for the targets of a name (`hunan`: both tracks), below a folder: submission, drafts, desk.

    Copies of what the project names are none of ours.
    """
    for target in law.targets(name, on):
        folders = [out / target.folder.replace("/", "-") / one for one in ("材料", "初稿", "自查")]
        build(stored, target, on, law, Places(*folders))
        for folder in folders:
            if folder.exists():
                for one in json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]:
                    if one["kind"] != "copy":
                        yield Paper(folder / one["name"], one["form"] or "", frozenset(one["fields"]))


def text_of(file: Path) -> str:
    """Every text of a Word or Excel file, a line each."""
    if file.suffix == ".xlsx":
        pages = load_workbook(file)
        cells = (cell for page in pages for row in page.iter_rows(values_only=True) for cell in row)
        return "\n".join(unescape(str(cell)) for cell in cells if cell is not None)
    return "\n".join(_texts(docx.Document(str(file)).iter_inner_content()))


def _texts(blocks: Iterable[Paragraph | Table]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for cell in dict.fromkeys(cell for row in block.rows for cell in row.cells):
                yield from _texts(cell.iter_inner_content())


def complaints(files: Iterable[Path]) -> dict[str, list[str]]:
    """What the Open XML validator says of files that it does not find valid."""
    names = list(files)
    with ThreadPoolExecutor(2) as pool:
        told = zip(names, pool.map(_complaints, names), strict=True)
        return {file.name: said for file, said in told if said}


def _complaints(file: Path) -> list[str]:
    checked = subprocess.run([VALIDATOR, str(file)], capture_output=True, text=True, timeout=100, check=False)
    if checked.returncode == 0:
        return []
    return [one["description"] for one in json.loads(checked.stdout)["errors"]]
