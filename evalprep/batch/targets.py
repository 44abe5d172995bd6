"""What a project is held against: its law, and the targets that a call or the project names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from evalprep.errors import InputError, Place, Problem, UsageError
from evalprep.law import Law, Target
from evalprep.store.library import default_library
from evalprep.store.project import StoredProject

EVERYWHERE = "all"
"""The jurisdiction that means every one of the library."""


def law_beside(folder: Path | None, library: Path | None = None) -> Law:
    """The law that holds beside a project's folder; a person's own library comes first. Raises InputError."""
    own: Sequence[Path] = [library] if library else []
    try:
        return Law(default_library(own, beside=folder))
    except (OSError, ValueError):
        told, remedy = "打不开这个文件夹：路径太长，或没有权限", "检查路径有没有写错，或换一个文件夹"
        raise InputError(Problem("no_folder", told, remedy, Place(str(library or folder)))) from None


def wanted(law: Law, jurisdiction: str | None, on: date, notice: str | None = None) -> list[Target] | None:
    """The targets that `-j` names, also with blanks and a full-width colon; None where it was not given. Raises UsageError."""
    if jurisdiction is None:
        return None
    if not jurisdiction.strip():
        remedy = f"写地区，或地区:类别；可用：{'、'.join(law.library.jurisdictions())}"
        raise UsageError(Problem("no_target", "-j 后面没有写地区", remedy))
    if jurisdiction.strip() == EVERYWHERE:
        raise UsageError(Problem("only_check", "-j all 只能用于 check 和 init", "写一个地区，或去掉 -j"))
    # As a Chinese keyboard types it.
    name, colon, track = map(str.strip, jurisdiction.replace("：", ":").partition(":"))
    return law.targets(f"{name}{colon}{track}", on, notice)


def targets(
    stored: StoredProject, law: Law, jurisdiction: str | None, on: date, notice: str | None = None
) -> list[Target]:
    """What the project is held against: `-j`, else its own targets; raises UsageError when there is none."""
    named = wanted(law, jurisdiction, on, notice)
    found = law.own_targets(stored, on, notice) if named is None else named
    if not found:
        known = "、".join(law.library.jurisdictions())
        remedy = f"运行 evalprep init {stored.folder} 选定；只看这一个单位的，也可以加上 -j，例如 -j national（可用：{known}）"
        raise UsageError(Problem("no_target", "没有写申报去向", remedy, Place(str(stored.path))))
    return found


def every_target(law: Law, on: date) -> list[Target]:
    """Every track of every jurisdiction that has a notice in force on a day."""
    dormant = without_notice(law, on)
    names = (name for name in law.library.jurisdictions() if name not in dormant)
    return [target for name in names for target in law.targets(name, on)]


def without_notice(law: Law, on: date) -> dict[str, str]:
    """What is told of each jurisdiction that has no notice in force on a day, by its name."""
    told = {}
    for name in law.library.jurisdictions():
        try:
            law.in_force(name, on)
        except UsageError as error:
            told[name] = "；".join(f"{problem.problem}。{problem.remedy}" for problem in error.problems)
    return told
