"""What the tests of the judgement share: a project from a small tree, a checklist from a few lines, one finding.

Every organisation and person here is made up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from evalprep.errors import ChecklistError
from evalprep.model.catalogs import Catalogs
from evalprep.model.evidence import FileState, named_files
from evalprep.model.fields import PROJECT_WORDING
from evalprep.model.project import Project
from evalprep.model.results import Outcome
from evalprep.model.validation import Source, nearest, validate
from evalprep.rules.checklist import ReadyChecklist, parse_checklist
from evalprep.rules.entries import Checklist, Clause, PassMark, ScoreItem
from evalprep.rules.evaluate import evaluate
from evalprep.rules.references import NoChecklist
from evalprep.rules.world import FormState, World
from evalprep.store.library import read_csv
from evalprep.store.yaml import parse_yaml, read_yaml
from tests.conftest import ROOT

CHECKLISTS = ROOT / "checklists"
ON = date(2020, 6, 1)
NOTICE = "notice: {number: 示例〔2020〕1号, title: 示例通知, issued: 2020-01-01, issuer: 示例中心, area: 示例, verified_on: 2020-02-01}\n"


@cache
def catalogs() -> Catalogs:
    """The occupation tables, as shipped."""
    tables = ("uscc-types", "provinces")
    names = ("occupations-2022", "catalogue-2020", "renames", "access-controlled", *tables)
    return Catalogs.from_rows(*(read_csv(CHECKLISTS / "catalogs" / f"{name}.csv") for name in names))


def checklist_files() -> list[Path]:
    """Every checklist as shipped."""
    return sorted(path for path in CHECKLISTS.glob("*/*.yaml") if not path.name.endswith(".cases.yaml"))


@cache
def shipped(file: Path) -> ReadyChecklist:
    """A checklist as shipped, with those that it refers to."""
    source = read_yaml(file, error=ChecklistError)
    return parse_checklist(source, file.parent.name, others, catalogs().provinces)


def others(name: str) -> ReadyChecklist:
    """The checklist of a file in the library as shipped: `national/2020-16`."""
    file = CHECKLISTS / f"{name}.yaml"
    if file not in checklist_files():
        known = [path.relative_to(CHECKLISTS).with_suffix("").as_posix() for path in checklist_files()]
        raise NoChecklist(name, nearest(name, known))
    return shipped(file)


@cache
def written(file: Path) -> Checklist:
    """A checklist as it is written, before it is compiled."""
    return Checklist.model_validate(read_yaml(file, error=ChecklistError).tree)


@cache
def entries(file: Path) -> dict[str, Clause | ScoreItem | PassMark]:
    """Every entry of a checklist as it is written, by id, in the order of its sections."""
    found = written(file)
    scored = (*found.scoring.items, found.scoring.passing) if found.scoring else ()
    every = (*found.rules, *found.materials, *found.easings, *scored, *found.windows, *found.routes)
    return {one.id: one for one in every}


def national() -> ReadyChecklist:
    """The national checklist."""
    return shipped(CHECKLISTS / "national" / "2020-16.yaml")


def project(tree: Mapping[str, Any] | None = None) -> Project:
    """A project from a tree of texts; the test fails with every complaint where it is none."""
    found, problems = validate(Project, Source("evalprep.yaml", dict(tree or {})), PROJECT_WORDING)
    assert found is not None, "\n".join(map(str, problems))
    return found


def world(
    tree: Mapping[str, Any] | Project | None = None,
    *,
    on: date = ON,
    files: Mapping[str, FileState] | None = None,
    forms: Mapping[str, FormState] | None = None,
    recommended: Mapping[str, World] | None = None,
) -> World:
    """A world with a project; every file that it names is good unless told otherwise."""
    known = tree if isinstance(tree, Project) else project(tree)
    states = {name: FileState.GOOD for _, name in named_files(known)} | dict(files or {})
    return World(
        known, on, files=states, forms=forms or {}, catalogs=catalogs(), recommended=recommended or {}
    )


def checklist(rules: str) -> ReadyChecklist:
    """A checklist from the YAML of its rules."""
    source = parse_yaml(f"{NOTICE}rules:\n{rules}", "test.yaml", error=ChecklistError)
    return parse_checklist(source, "test", others, catalogs().provinces)


def requiring(condition: str, **more: str) -> ReadyChecklist:
    """A checklist of one rule with one condition, in YAML flow style."""
    extra = "".join(f", {key}: {value}" for key, value in more.items())
    return checklist(f"  - {{id: T-1, clause: 一, title: 要求, weight: must{extra}, require: {condition}}}\n")


def outcome(condition: str, tree: Mapping[str, Any] | None = None, **around: Any) -> Outcome:
    """What one condition says of a project."""
    result = evaluate(requiring(condition), None, world(tree, **around), "test")
    return result.findings[0].outcome


def verdict(condition: str, tree: Mapping[str, Any] | None = None, **around: Any) -> str:
    """The verdict of one condition."""
    return str(outcome(condition, tree, **around).verdict)


def every_outcome(found: Outcome) -> Iterator[Outcome]:
    """An outcome and all its parts."""
    yield found
    for part in found.parts:
        yield from every_outcome(part)
