"""Two states of one project held against each other: which verdicts changed, which distances moved, by which fields.

Texts of values are for people: identity numbers and phones are masked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evalprep.errors import Place
from evalprep.model.results import CheckResult, Filing, Finding, Subject, Warned
from evalprep.model.validation import Path
from evalprep.model.verdicts import Gap, Interval, Verdict, Weight

RANKS = {
    None: 0,
    Verdict.MET: 0,
    Verdict.NOT_APPLICABLE: 0,
    Verdict.EASED: 1,
    Verdict.UNKNOWN: 2,
    Verdict.UNMET: 3,
}
"""How much each verdict holds back; what is not judged holds nothing back."""


@dataclass(frozen=True)
class State:
    """One of the two states."""

    name: str
    """As a person named it: a file, or `HEAD:甲/evalprep.yaml`."""
    revision: str | None = None
    """The full name of the git commit; None for files as they are."""


@dataclass(frozen=True)
class ChangedField:
    """A value of the project file that is another than before, or a row that came or went: 资料改动."""

    path: Path
    """Where it stands now; where it stood, if it is no longer there."""
    label: str
    before: str | None
    """None where nothing was known, or where the row did not exist."""
    after: str | None
    place_before: Place | None = None
    place_after: Place | None = None
    is_row: bool = False
    is_file: bool = False
    """Whether it is a named file that is in another state, and the name the same."""


@dataclass(frozen=True)
class ChangedVerdict:
    """A requirement that is judged otherwise than before, or judged in one of the states only."""

    before: Finding | Filing | None
    after: Finding | Filing | None
    fields: tuple[ChangedField, ...]
    """The changed fields that it looks at."""

    @property
    def now(self) -> Finding | Filing:
        """As it is judged now; as it was, where it no longer is."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def subject(self) -> Subject | None:
        """Of what it speaks, where it repeats."""
        return self.now.subject if isinstance(self.now, Finding) else None

    @property
    def verdicts(self) -> tuple[Verdict | None, Verdict | None]:
        """Before and after; None where it was not judged."""
        return (self.before.verdict if self.before else None, self.after.verdict if self.after else None)

    @property
    def is_worse(self) -> bool:
        """Whether it holds back more than before."""
        before, after = self.verdicts
        return RANKS[after] > RANKS[before]

    @property
    def is_better(self) -> bool:
        """Whether it holds back less than before."""
        before, after = self.verdicts
        return RANKS[after] < RANKS[before]

    @property
    def is_soft(self) -> bool:
        """Whether it is 原则上."""
        return self.now.weight is Weight.PRINCIPLE


@dataclass(frozen=True)
class MovedDistance:
    """A number that is another than before, under a verdict that is the same: 差距的变化."""

    finding: Finding
    counted: str
    """What is counted; empty where the requirement has one threshold only."""
    asked: str
    unit: str
    before: Interval
    after: Interval
    gap_before: Gap | None
    gap_after: Gap | None
    far_before: str
    """差 3 人; 已达到."""
    far_after: str
    fields: tuple[ChangedField, ...]


@dataclass(frozen=True)
class TargetDifference:
    """The two states against one notice and track."""

    before: CheckResult
    after: CheckResult
    findings: tuple[ChangedVerdict, ...]
    materials: tuple[ChangedVerdict, ...]
    filing: tuple[ChangedVerdict, ...]
    moved: tuple[MovedDistance, ...]
    came: tuple[Warned, ...]
    """The warnings that are new."""
    went: tuple[Warned, ...]

    @property
    def verdicts(self) -> tuple[ChangedVerdict, ...]:
        """Everything that is judged otherwise, in the notice's order."""
        return (*self.findings, *self.materials, *self.filing)

    @property
    def same_overall(self) -> bool:
        """Whether the conclusion as a whole is the same."""
        return self.before.overall is self.after.overall


@dataclass(frozen=True)
class Difference:
    """Two states of a project, held against the same notices on the same day."""

    before: State
    after: State
    fields: tuple[ChangedField, ...]
    """In the order of the file."""
    targets: tuple[TargetDifference, ...]

    @property
    def verdicts(self) -> Iterator[ChangedVerdict]:
        """Every verdict that changed, of all targets."""
        return (one for target in self.targets for one in target.verdicts)

    @property
    def has_another_code(self) -> bool:
        """Whether both states have a 统一社会信用代码 and not the same: they may be of two organisations."""
        return any(
            one.path == ("organization", "uscc") and one.before is not None and one.after is not None
            for one in self.fields
        )

    @property
    def is_worse(self) -> bool:
        """Whether some verdict got worse."""
        return any(one.is_worse for one in self.verdicts)

    @property
    def has_changed(self) -> bool:
        """Whether some verdict is another; distances, warnings and fields alone are none."""
        return any(True for _ in self.verdicts)
