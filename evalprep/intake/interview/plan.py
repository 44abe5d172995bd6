"""From verdicts to questions: what the unknown findings miss, the path that most of them wait for first. Pure.

Nobody is asked what nothing needs: a question exists only because something that is unknown names its path: a
requirement, the way to file, a filing window, an item of the scoring table. What a recommended organisation's own file
lacks is told by the findings, and named by none of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

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
from evalprep.intake.reads import Audience, Drafted, Reads, read_by
from evalprep.model.fields import Shape, field_at, fields, pattern, value_at
from evalprep.model.identifiers import OCCUPATION_CODE
from evalprep.model.project import Project
from evalprep.model.results import CheckResult, Finding, Outcome
from evalprep.model.validation import Path
from evalprep.model.verdicts import Verdict
from evalprep.rules.checklist import Ready, ReadyRoute, ReadyRule


@dataclass
class _Waiting:
    """One path, and who waits for it."""

    findings: dict[tuple[str, str], tuple[Audience, Finding]] = field(default_factory=dict)
    """By jurisdiction and name, in turn."""

    @property
    def number(self) -> int:
        """How many wait."""
        return len(self.findings)


def plan(
    results: Sequence[CheckResult], reads: Reads, project: Project, done: Collection[Path] = ()
) -> tuple[Question, ...]:
    """The questions that the results call for, the best first; `done` are paths that are not asked again.

    `results` are the project's, for the targets of `reads` in the same order.
    """
    found = zip(reads.audiences, results, strict=True)
    return _questions(
        ((audience, one) for audience, result in found for one in unsettled(audience, result, project)),
        reads,
        project,
        done,
    )


def plan_drafts(
    drafted: Sequence[Drafted], reads: Reads, project: Project, done: Collection[Path] = ()
) -> tuple[Question, ...]:
    """The questions that only the first drafts call for, the best first.

    `drafted` is what the audiences' drafts wait for, in the same order, and is part of what `reads` holds.
    """
    pairs = zip(reads.audiences, drafted, strict=True)
    found = ((audience, one) for audience, each in pairs for one in each.findings)
    return tuple(_of_draft(one) for one in _questions(found, reads, project, done))


def open_still(
    path: Path, results: Sequence[CheckResult], reads: Reads, project: Project
) -> Iterator[tuple[str, str]]:
    """What waits for a path, though something stands there: each by its name and what it says of it."""
    for audience, result in zip(reads.audiences, results, strict=True):
        for finding in unsettled(audience, result, project):
            if any(one.path == path for one in finding.outcome.missing):
                yield finding.name, _part(finding.outcome, path)[0].message


def _of_draft(question: Question) -> Question:
    why = question.why
    return replace(question, why=replace(why, draft=True, meaning=(), easing=False)) if why else question


def _questions(
    found: Iterable[tuple[Audience, Finding]], reads: Reads, project: Project, done: Collection[Path]
) -> tuple[Question, ...]:
    waiting = _waiting(found)
    asked = [path for path in waiting if path not in done and not _can_wait(path, waiting, project)]
    paths = sorted(asked, key=lambda path: (-waiting[path].number, _order(path)))
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


def _waiting(found: Iterable[tuple[Audience, Finding]]) -> dict[Path, _Waiting]:
    waiting: dict[Path, _Waiting] = {}
    for audience, finding in found:
        for missing in finding.outcome.missing:
            waits = waiting.setdefault(missing.path, _Waiting())
            waits.findings.setdefault((audience.checklist.jurisdiction, finding.name), (audience, finding))
    return _together(waiting)


def _together(waiting: dict[Path, _Waiting]) -> dict[Path, _Waiting]:
    """An occupation's code and name, where both are missing, are one question, which stands at the code."""
    for path in [path for path in waiting if path[-1] == "name"]:
        beside = (*path[:-1], "code")
        known = field_at(beside)
        if beside in waiting and known is not None and known.kind is OCCUPATION_CODE:
            waiting[beside].findings |= {**waiting.pop(path).findings, **waiting[beside].findings}
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
    known = field_at(path)
    if known is None or (known.shape is Shape.MAPPING and pattern(path) == known.path):
        return None
    part, why = _why(path, waiting)
    # A statement that may ease a condition stands in the easing, and is no part of the condition.
    stated = reads.statements.get(str(path[1]), part.title) if path[0] == "attestations" else None
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


STATED = ("attestations{}.holds", "attestations{}.note", "attestations{}.evidence")


def _why(path: Path, waiting: _Waiting) -> tuple[Outcome, Why]:
    """The reason to ask for a path, and the part of it that misses the path."""
    told = _nearest(path, waiting)
    audience, finding = waiting.findings[told]
    part, either = _part(finding.outcome, path)
    ready = audience.checklist.find(finding.id)
    return part, Why(
        id=finding.id,
        title=finding.title,
        clause=finding.clause,
        subject=finding.subject.label if finding.subject else None,
        message=part.message,
        either=either,
        easing=_may_ease(path, ready),
        others=tuple(dict.fromkeys(one[1] for one in waiting.findings if one != told)),
        form=f"《{part.form}》" if part.form else "",
        interpretation=finding.interpretation,
        remedy=finding.remedy,
        meaning=_meaning(ready),
    )


def _nearest(path: Path, waiting: _Waiting) -> tuple[str, str]:
    """The first of those that wait; for a whole list the first that is about the list, and nothing else besides."""
    known = field_at(path)
    if known is None or known.shape is not Shape.ROWS:
        return next(iter(waiting.findings))
    return min(waiting.findings, key=lambda name: _distance(known.path, *waiting.findings[name]))


def _distance(listed: str, audience: Audience, finding: Finding) -> tuple[bool, bool, int]:
    """How far a finding is from a list: whether it is a paper or a score, which only follow from the list; whether it
    looks at lists within the rows; and how many fields elsewhere it looks at, its own statement apart."""
    ready = audience.checklist.find(finding.id)
    if not isinstance(ready, ReadyRule) or ready in audience.checklist.materials:
        return True, True, 0
    reads = {one for one in read_by(ready) if one not in STATED}
    inside = {one for one in reads if one == listed or one.startswith(f"{listed}[]")}
    deep = any(set(one.removeprefix(f"{listed}[]")) & set("[{") for one in inside)
    return False, deep, len(reads - inside)


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
