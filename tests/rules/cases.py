"""The cases beside a checklist: a small project each, and what an entry says of it.

The head of `checklists/national/2020-16.cases.yaml` describes their keys.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from evalprep.model.evidence import FileState
from evalprep.model.fields import PROJECT_WORDING, concrete
from evalprep.model.project import Project
from evalprep.model.results import CheckResult, Finding, Outcome, ScoredItem, WindowState
from evalprep.model.validation import Path as TreePath
from evalprep.model.validation import Source, Tree, validate
from evalprep.rules.checklist import ReadyChecklist
from evalprep.rules.evaluate import evaluate
from evalprep.rules.ready import ReadyRule
from evalprep.rules.routes import ReadyRoute
from evalprep.rules.windows import ReadyWindow
from evalprep.rules.world import FormState, World
from evalprep.store.yaml import read_yaml
from tests.conftest import ROOT
from tests.rules.judging import checklist_files, entries, shipped, world

KEYS = {
    "rule", "case", "name", "of", "subject", "track", "on", "files", "forms", "base", "project", "without", "recommended",
    "expect", "observed", "gap", "score", "authority", "eased_by",
}  # fmt: skip


NEAR = ("below", "at", "above")
"""The cases beside a threshold, whose answer stands in `expect`."""


@dataclass(frozen=True)
class Answer:
    """What an entry says of a case: the word that `expect` names, and what stands behind it."""

    word: str
    message: str
    outcome: Outcome | None = None
    finding: Finding | None = None
    more: Mapping[str, Any] = field(default_factory=dict)
    """What a case may tell beside the word: score, authority, eased_by."""


def cases_file(checklist: Path) -> Path:
    return checklist.with_suffix(".cases.yaml")


@dataclass(frozen=True)
class Case:
    """One case of a checklist, with the file and index from which its places are told."""

    checklist: Path
    index: int
    source: Source
    day: date

    @property
    def told(self) -> dict[str, Any]:
        return self.source.tree["cases"][self.index]  # type: ignore[index,call-overload,no-any-return]

    @property
    def rule(self) -> str:
        return str(self.told["rule"])

    @property
    def line(self) -> int:
        return self.source.place(("cases", self.index)).line or 0

    @property
    def where(self) -> str:
        return f"{self.source.place(('cases', self.index))} {self.rule} {self.told['name']}"

    @property
    def track(self) -> str | None:
        """The track that the case names, else the first of its entry."""
        tracks = getattr(entries(self.checklist)[self.rule], "tracks", None) or tuple(
            shipped(self.checklist).tracks
        )
        return self.told.get("track") or next(iter(tracks), None)

    @property
    def files(self) -> dict[str, FileState]:
        return {file: FileState(state) for file, state in self.told.get("files", {}).items()}

    @property
    def forms(self) -> dict[str, FormState]:
        return {form: _form(form, state) for form, state in self.told.get("forms", {}).items()}

    @property
    def tree(self) -> dict[str, Any]:
        """The project as written: over its base, without what is taken away."""
        tree = _over(self._named(self.told.get("base")), self.told.get("project", {}))
        for path in self.told.get("without", ()):
            _take(tree, path.split("."), self.where)
        return tree

    def _named(self, name: str | None) -> dict[str, Any]:
        named: Any = self.source.tree
        assert name is None or name in named["projects"], f"{self.where}: no project「{name}」"
        return named["projects"][name] if name else {}  # type: ignore[no-any-return]

    def recommended(self) -> dict[str, World]:
        """The worlds of the recommended organisations, by the path that the project file writes."""
        told: dict[str, Any] = self.told.get("recommended", {})
        trees = {path: self._named(tree) if isinstance(tree, str) else tree for path, tree in told.items()}
        return {
            path: world(self._valid(tree, ("recommended", path)), on=self.day) for path, tree in trees.items()
        }

    def project(self) -> Project:
        """The project; complaints about it name the line of the cases file."""
        return self._valid(self.tree, ("project",))

    def _valid(self, tree: Tree, key: TreePath) -> Project:
        at: TreePath = ("cases", self.index, *key)
        places = {
            path[len(at) :]: place for path, place in self.source.places.items() if path[: len(at)] == at
        }
        found, problems = validate(Project, Source(self.source.file, tree, places), PROJECT_WORDING)
        assert found is not None, "\n".join([self.where, *map(str, problems)])
        return found

    def world(self) -> World:
        return world(
            self.project(), on=self.day, files=self.files, forms=self.forms, recommended=self.recommended()
        )

    def result(self, around: World) -> CheckResult:
        return evaluate(only(shipped(self.checklist), self.rule), self.track, around, "case")

    def answer(self) -> Answer:
        """What the entry says, for the subject that the case names."""
        result = self.result(self.world())
        found = [one for one in result.judged if one.id == self.rule]
        if "subject" in self.told:
            found = [one for one in found if one.subject and one.subject.key == self.told["subject"]]
        others = [
            *(_filed(one) for one in result.filing if one.id == self.rule),
            *(_window(one) for one in result.windows if one.id == self.rule),
            *(_scored(one) for one in (result.score.items if result.score else ()) if one.id == self.rule),
        ]
        answers = [*map(_found, found), *others]
        assert len(answers) == 1, f"{self.where}: {len(answers)} answers; name the subject"
        return answers[0]


def _found(one: Finding) -> Answer:
    eased = {"eased_by": [found.id for found in one.eased_by]}
    return Answer(str(one.verdict or one.outcome.verdict), one.outcome.message, one.outcome, one, eased)


def _filed(one: Any) -> Answer:
    return Answer(str(one.verdict), one.note or one.authority, more={"authority": one.authority})


def _window(one: WindowState) -> Answer:
    return Answer({True: "open", False: "closed", None: "unclear"}[one.open], one.title)


def _scored(one: ScoredItem) -> Answer:
    """`unknown` where something is missing; else full, none or partly by the points that are certain."""
    score = one.score
    if one.missing:
        word = "unknown"
    elif score.max == 0:
        word = "none"
    else:
        word = "full" if score.max == one.max else "partly"
    ends = {"min": str(score.min)} | ({} if score.max is None else {"max": str(score.max)})
    return Answer(word, one.message, more={"score": ends})


def _form(form: str, state: str | list[str]) -> FormState:
    if state == "awaited":
        return FormState(form, (), frozenset(), awaits="向受理单位索取")
    return FormState(
        form, () if state == "complete" else tuple(concrete(path) for path in state), frozenset()
    )


def _over(base: Any, written: Any) -> Any:
    """What is written, over a base: mappings key by key, all else replaced."""
    if not isinstance(base, dict) or not isinstance(written, dict):
        return copy.deepcopy(written)
    both = {key: _over(base[key], written[key]) if key in base else written[key] for key in written}
    return copy.deepcopy({**base, **both})


def _take(tree: Any, path: list[str], where: str) -> None:
    for part in path[:-1]:
        tree = tree[int(part) if isinstance(tree, list) else part]
    last = int(path[-1]) if isinstance(tree, list) else path[-1]
    there = range(len(tree)) if isinstance(tree, list) else tree
    assert last in there, f"{where}: nothing to take away at {'.'.join(path)}"
    del tree[last]


def only(ready: ReadyChecklist, identifier: str) -> ReadyChecklist:
    """A checklist of one entry, with the easings that it names; an easing stands among the rules.

    What belongs to the scoring table needs the whole.
    """
    found = ready.find(identifier)
    if found is None:
        return ready
    return replace(
        ready,
        rules=(found,) if isinstance(found, ReadyRule) else (),
        materials=(),
        easings=ready.easings if isinstance(found, ReadyRule) and found.rule.eased_by else (),
        scoring=None,
        windows=(found,) if isinstance(found, ReadyWindow) else (),
        routes=(found,) if isinstance(found, ReadyRoute) else (),
    )


@cache
def _source(checklist: Path) -> Source:
    file = cases_file(checklist)
    return read_yaml(file, name=file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else file.name)


def cases_of(checklist: Path) -> list[Case]:
    """The cases beside a checklist, in their order."""
    return list(_cases_of(checklist))


def _cases_of(checklist: Path) -> Iterator[Case]:
    source = _source(checklist)
    tree: Any = source.tree
    assert set(tree) <= {"on", "projects", "cases"}, f"{source.file}: {set(tree)}"
    for index, told in enumerate(tree["cases"]):
        assert set(told) <= KEYS, f"{source.place(('cases', index))}: unknown keys {set(told) - KEYS}"
        yield Case(checklist, index, source, date.fromisoformat(told.get("on", tree["on"])))


ALL = [case for file in checklist_files() if cases_file(file).is_file() for case in cases_of(file)]
