"""Which requirement asks for what: what unknown findings miss, and what the entries of the targets look at. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from evalprep.intake.interview.unsettled import unsettled
from evalprep.intake.reads import Audience, Judged, Reads, conditions, read_by
from evalprep.model.fields import pattern
from evalprep.model.project import Project
from evalprep.model.results import CheckResult
from evalprep.model.validation import Path
from evalprep.rules.checklist import entry
from evalprep.rules.scoring import ReadyItem

FORM = "申报表格"
"""What asks for a field that no entry looks at and a form prints."""
MOST_CLAUSES, MOST_REASONS = 2, 4


@dataclass(frozen=True)
class Need:
    """A finding that cannot be decided yet."""

    id: str
    clause: str
    title: str
    notice: str
    """The notice's number."""

    @property
    def text(self) -> str:
        """ZJ-S4（附件1 一4）专家不少于 20 人〔电工〕."""
        return f"{self.id}（{self.clause}）{self.title}"


@dataclass(frozen=True)
class Asked:
    """What the targets of a workbook ask for."""

    reads: Reads
    needs: Mapping[Path, tuple[Need, ...]] = field(default_factory=dict)
    """By the path that is missing, the findings that wait for it, in the order of the notices."""

    @cached_property
    def patterns(self) -> frozenset[str]:
        """The registry's paths of what is missing."""
        return frozenset(map(pattern, self.needs))

    def wants(self, path: str) -> bool:
        """Whether a rule looks at or a form prints the field of a registry's path, or something below it."""
        return self.reads.holds(path) or path in self.patterns

    @cached_property
    def kinds(self) -> Mapping[str, tuple[str, ...]]:
        """The kinds of papers that the entries look for among the applicant's own, each with the clauses."""
        found: dict[str, dict[str, None]] = {}
        for ready in self._entries():
            for condition in conditions(ready):
                for kind in sorted(condition.attached):
                    found.setdefault(kind, {})[_clause(ready)] = None
        return {kind: tuple(clauses) for kind, clauses in found.items()}

    def clauses(self, path: str) -> str:
        """Which entries look at a field, in short: ZJ-E1 一(一)1; the forms where only they do."""
        found = [_clause(ready) for ready in self._entries() if path in read_by(ready)]
        if not found:
            return FORM if self.reads.holds(path) else ""
        return in_short(tuple(dict.fromkeys(found)))

    def _entries(self) -> Iterator[Judged]:
        for audience in self.reads.audiences:
            yield from audience.entries()


def asked(results: Sequence[CheckResult], reads: Reads, project: Project) -> Asked:
    """What the targets of `reads` ask for, with what their `results`, in the same order, leave unknown."""
    needs: dict[Path, dict[Need, None]] = {}
    for audience, result in zip(reads.audiences, results, strict=True):
        for path, need in _missing(audience, result, project):
            needs.setdefault(path, {})[need] = None
    return Asked(reads, {path: tuple(found) for path, found in needs.items()})


def in_short(clauses: Sequence[str]) -> str:
    """The first of several clauses, a line each, and how many there are."""
    more = [f"等 {len(clauses)} 条"] if len(clauses) > MOST_CLAUSES else []
    return "\n".join((*clauses[:MOST_CLAUSES], *more))


def comment(needs: Sequence[Need]) -> str:
    """What is said of a cell that is asked for: a line for each finding that waits for it."""
    lines = [one.text for one in needs[:MOST_REASONS]]
    more = [f"还有 {len(needs) - MOST_REASONS} 条也要"] if len(needs) > MOST_REASONS else []
    return "\n".join((*lines, *more))


def _missing(audience: Audience, result: CheckResult, project: Project) -> Iterator[tuple[Path, Need]]:
    for finding in unsettled(audience, result, project):
        subject = f"〔{finding.subject.label}〕" if finding.subject else ""
        need = Need(finding.id, finding.clause, f"{finding.title}{subject}", result.notice.number)
        yield from ((missing.path, need) for missing in finding.outcome.missing)


def _clause(ready: Judged) -> str:
    one = ready.item if isinstance(ready, ReadyItem) else entry(ready)
    return f"{one.id} {one.clause}"
