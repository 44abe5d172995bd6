"""What the tests of `build` share: the examples, each on its day, and what lies in the folders after."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.conftest import Ran, Run
from tests.conftest import ROOT

MANIFEST = "manifest.json"
PAPERS = ROOT / "tests" / "papers"


@dataclass(frozen=True)
class Case:
    """An example, what it applies for and on which day."""

    example: str
    target: str
    on: str


ASSOCIATION = Case("national-association", "national", "2020-06-01")
"""Ready."""
COMPANY = Case("jilin-company", "jilin", "2022-07-20")
"""Undetermined."""
SCHOOL = Case("zhejiang-training-school", "zhejiang", "2020-12-01")
"""Not ready."""
CASES = (ASSOCIATION, COMPANY, SCHOOL)

FORM = "01-社会培训评价组织基本情况表.docx"
"""The one paper that is made of the association."""
FORM_DRAFT = "01-社会培训评价组织基本情况表（草稿）.docx"


def copied(name: str, into: Path) -> Path:
    """A copy of an example that a test may change."""
    made = shutil.ignore_patterns("申报材料*", "初稿", "自查")
    return Path(shutil.copytree(ROOT / "examples" / name, into / name, ignore=made))


def of_two(folder: Path) -> Path:
    """The example that is ready for the country, and applies for a province too."""
    project = copied(ASSOCIATION.example, folder)
    file = project / "evalprep.yaml"
    text = file.read_text(encoding="utf-8")
    one, two = (
        "targets: [{jurisdiction: national}]",
        "targets: [{jurisdiction: national}, {jurisdiction: zhejiang}]",
    )
    assert one in text
    file.write_text(text.replace(one, two), encoding="utf-8")
    return project


def call(run: Run, project: Path, case: Case, out: Path | None, *more: object) -> Ran:
    """`build` for a case; into a folder of its own where one is named."""
    where = () if out is None else ("-o", out)
    return run("build", project, "-j", case.target, "--on", case.on, *where, *more)


def build(run: Run, project: Path, case: Case, out: Path, *more: object) -> Ran:
    """`build`, which has to succeed."""
    ran = call(run, project, case, out, *more)
    assert ran.code == 0, ran.err
    return ran


def drafts(out: Path) -> Path:
    """Where first drafts are put."""
    return out.with_name(f"{out.name}-初稿")


def desk(out: Path) -> Path:
    """Where the papers for the desk are put."""
    return out.with_name(f"{out.name}-自查")


def names(folder: Path) -> list[str]:
    """Every file of a folder, sorted, those in folders with their way."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of every file of a folder."""
    return {name: (folder / name).read_bytes() for name in names(folder)}


def manifest(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return told


def change(project: Path, old: str, new: str) -> None:
    """Change the project file, in the one place where it says so."""
    path = project / "evalprep.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")


def attach(project: Path, kind: str, file: str) -> None:
    """Name a file as what is attached of a kind, in place of what was."""
    path = project / "evalprep.yaml"
    text = re.sub(rf"^  {kind}: \[.*\]\n", "", path.read_text(encoding="utf-8"), flags=re.M)
    assert text.count("attachments:\n") == 1
    named = f"attachments:\n  {kind}: [{json.dumps(file, ensure_ascii=False)}]\n"
    path.write_text(text.replace("attachments:\n", named), encoding="utf-8")


def unwrapped(text: str) -> str:
    """What is told, each item on one line."""
    return re.sub(r"\n {3,}", "", text)
