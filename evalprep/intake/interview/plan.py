"""From verdicts to questions: what the unknown findings miss, the path that most of them wait for first. Pure.

Nobody is asked what nothing needs: a question exists only because something that is unknown names its path: a
requirement, the way to file, a filing window, an item of the scoring table. What a recommended organisation's own file
lacks is told by the findings, and named by none of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from evalprep.intake.interview.questions import (
    AttestQuestion,
    FilesQuestion,
    Question,
    RecordQuestion,
    RowsQuestion,
    ScoreQuestion,
    ValueQuestion,
    Why,
)
from evalprep.intake.interview.unsettled import unsettled
from evalprep.intake.reads import Audience, Reads
from evalprep.model.fields import Shape, field_at, fields, pattern, value_at
from evalprep.model.identifiers import OCCUPATION_CODE
from evalprep.model.project import Project
from evalprep.model.results import CheckResult, Filing, Finding, Outcome
from evalprep.model.validation import Path
from evalprep.model.verdicts import Verdict, Weight
from evalprep.rules.checklist import Ready, ReadyRoute, ReadyRule


@dataclass
class _Waiting:
    """One path, and who waits for it."""

    part: Outcome
    """The part of the first finding that misses the path."""
    either: bool
    first: tuple[Audience, Finding]
    names: dict[tuple[str, str], None] = field(default_factory=dict)
    """Jurisdiction and name of every finding that waits."""


def plan(
    results: Sequence[CheckResult], reads: Reads, project: Project, done: Collection[Path] = ()
) -> tuple[Question, ...]:
    """The questions that the results call for, the best first; `done` are paths that are not asked again.

    `results` are the project's, for the targets of `reads` in the same order.
    """
    waiting = _waiting(results, reads, project)
    asked = [path for path in waiting if path not in done and not _can_wait(path, waiting, project)]
    paths = sorted(asked, key=lambda path: (-len(waiting[path].names), _order(path)))
    return tuple(question for path in paths if (question := _question(path, waiting[path], reads)))


def _can_wait(path: Path, waiting: Collection[Path], project: Project) -> bool:
    """Whether something else must be answered first: the statement before its evidence, whether a thing exists
    before what it is like, and what is unknown before what is known but does not suffice yet, in the same record."""
    if path[0] == "attestations" and path[-1] == "evidence":
        return (*path[:-1], "holds") in waiting
    if any(path[:end] in waiting and value_at(project, path[:end]) is None for end in range(1, len(path))):
        return True
    field = field_at(path)
    if field is None or field.shape is not Shape.VALUE or value_at(project, path) is None:
        return False
    return any(one[:-1] == path[:-1] and value_at(project, one) is None for one in waiting)


def _waiting(results: Sequence[CheckResult], reads: Reads, project: Project) -> dict[Path, _Waiting]:
    waiting: dict[Path, _Waiting] = {}
    for audience, result in zip(reads.audiences, results, strict=True):
        for finding in unsettled(audience, result, project):
            for missing in finding.outcome.missing:
                if missing.path not in waiting:
                    part, either = _part(finding.outcome, missing.path)
                    waiting[missing.path] = _Waiting(part, either, (audience, finding))
                waiting[missing.path].names[result.jurisdiction, finding.name] = None
    return _together(waiting)


def _together(waiting: dict[Path, _Waiting]) -> dict[Path, _Waiting]:
    """An occupation's code and name, where both are missing, are one question, which stands at the code."""
    for path in [path for path in waiting if path[-1] == "name"]:
        beside = (*path[:-1], "code")
        known = field_at(beside)
        if beside in waiting and known is not None and known.kind is OCCUPATION_CODE:
            waiting[beside].names |= waiting.pop(path).names
    return waiting


def _order(path: Path) -> tuple[int, ...]:
    """The place of a path in the registry, row by row."""
    places = []
    for end in [n for n, part in enumerate(path) if isinstance(part, int)] + [len(path)]:
        known = field_at(path[:end])
        places.append(_POSITIONS.get(known.path, len(_POSITIONS)) if known else len(_POSITIONS))
        places += [part for part in path[end : end + 1] if isinstance(part, int)]
    return tuple(places)


_POSITIONS = {path: position for position, path in enumerate(fields())}


def _part(outcome: Outcome, path: Path, either: bool = False) -> tuple[Outcome, bool]:
    """The innermost outcome that misses a path, and whether it is one of several ways of which one is enough."""
    for part in outcome.parts:
        if part.verdict is Verdict.UNKNOWN and any(one.path == path for one in part.missing):
            return _part(part, path, either or outcome.either)
    return outcome, either


def _question(path: Path, waiting: _Waiting, reads: Reads) -> Question | None:
    """The question of a path; None where the project file has no such field, or only a mapping of free keys."""
    known, why = field_at(path), _why(path, waiting)
    if known is None or (known.shape is Shape.MAPPING and pattern(path) == known.path):
        return None
    # A statement that may ease a condition stands in the easing, and is no part of the condition.
    stated = reads.statements.get(str(path[1]), waiting.part.title) if path[0] == "attestations" else None
    if stated is not None and path[-1] == "holds":
        return AttestQuestion(path, stated, why)
    if known.kind is not None and known.kind.name == "file":
        return FilesQuestion(path, stated, why)
    if path[0] == "self_scores":
        item = reads.scores.get(str(path[1]))
        return ScoreQuestion(path, item.item.title, item.max, why) if item else None
    if known.shape is Shape.ROWS and not reads.in_one_line(known.path):
        return RowsQuestion(path, reads.row_columns(known.path), why)
    if known.shape is Shape.RECORD:
        return RecordQuestion(path, reads.record_columns(known.path), why)
    return ValueQuestion(path, why)


def _why(path: Path, waiting: _Waiting) -> Why:
    audience, finding = waiting.first
    ready = audience.checklist.find(finding.id)
    return Why(
        id=finding.id,
        title=finding.title,
        clause=finding.clause,
        subject=finding.subject.label if finding.subject else None,
        message=waiting.part.message,
        either=waiting.either,
        easing=_may_ease(path, ready),
        others=tuple(dict.fromkeys(name for _, name in list(waiting.names)[1:])),
        form=f"《{waiting.part.form}》" if waiting.part.form else "",
        interpretation=finding.interpretation,
        remedy=finding.remedy,
        meaning=_meaning(ready),
    )


def _may_ease(path: Path, ready: Ready | None) -> bool:
    """Whether a path is missed by what eases an entry, and not by the entry itself."""
    if not isinstance(ready, ReadyRule) or ready.condition is None or not ready.rule.eased_by:
        return False
    if path[0] == "attestations":
        return path[1] != ready.rule.id
    return pattern(path) not in ready.condition.reads


def _meaning(ready: Ready | None) -> tuple[str, ...]:
    """How an entry is decided, in lines; of a route with several ways, which leads where."""
    if not isinstance(ready, ReadyRule | ReadyRoute):
        return ()
    own = ready.condition.meaning if ready.condition else ()
    ways = ready.ways if isinstance(ready, ReadyRoute) else ()
    return (*own, *(line for way in ways for line in (f"向{way.authority}：", *way.condition.meaning)))


@dataclass(frozen=True)
class Progress:
    """How far a project is: requirements that must be met, and slots of forms."""

    musts: int
    settled: int
    unmet: int
    open_slots: int | None
    """None where no target needs a form."""

    @property
    def text(self) -> str:
        """必备 31 项：已定 12（其中不符合 1），待补充 19；表格空着 7 处."""
        failed = f"（其中不符合 {self.unmet}）" if self.unmet else ""
        waiting = self.musts - self.settled
        told = f"必备 {self.musts} 项：已定 {self.settled}{failed}" + (
            f"，待补充 {waiting}" if waiting else ""
        )
        if self.open_slots is None:
            return told
        return told + (f"；表格空着 {self.open_slots} 处" if self.open_slots else "；表格各栏都有内容")


def progress(results: Sequence[CheckResult], reads: Reads) -> Progress:
    """The state of the targets of `reads`, in the same order, taken together."""
    every: list[Finding | Filing] = []
    for result in results:
        every += [*result.judged, *result.filing]
    musts = [one for one in every if one.weight is Weight.MUST and one.verdict is not None]
    made = [part for result in results for finding in result.judged for part in _made(finding.outcome)]
    return Progress(
        musts=len(musts),
        settled=sum(finding.verdict is not Verdict.UNKNOWN for finding in musts),
        unmet=sum(finding.verdict is Verdict.UNMET for finding in musts),
        open_slots=sum(len(part.missing) for part in made) if made else None,
    )


def _made(outcome: Outcome) -> Iterator[Outcome]:
    """The outcomes of forms within an outcome."""
    if outcome.form:
        yield outcome
    for part in outcome.parts:
        yield from _made(part)
