"""How far a project is, in one line after each answer: counted as `check` heads its sections. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evalprep.model.results import CheckResult, Outcome
from evalprep.model.verdicts import Verdict


@dataclass(frozen=True)
class Progress:
    """Requirements and materials of all weights by verdict, the ways to file, and the open slots of forms."""

    judged: int
    """All that has a verdict; what a notice only says (a note) has none."""
    unmet: int
    waiting: int
    routes_waiting: int
    """How many ways to file are not known yet; they stand apart, as in `check`."""
    open_slots: int | None
    """None where no target needs a form."""

    @property
    def settled(self) -> int:
        """How many have a verdict that is not 待补充."""
        return self.judged - self.waiting

    @property
    def text(self) -> str:
        """共 84 项：已定 12（其中不符合 1），待补充 72；申报途径待定；表格空着 7 处."""
        failed = f"（其中不符合 {self.unmet}）" if self.unmet else ""
        told = f"共 {self.judged} 项：已定 {self.settled}{failed}"
        told += f"，待补充 {self.waiting}" if self.waiting else ""
        told += "；申报途径待定" if self.routes_waiting else ""
        if self.open_slots is None:
            return told
        return told + (f"；表格空着 {self.open_slots} 处" if self.open_slots else "；表格各栏都有内容")


def progress(results: Sequence[CheckResult]) -> Progress:
    """The state of the targets taken together."""
    verdicts = [one.verdict for result in results for one in result.judged if one.verdict is not None]
    routes = [one.verdict for result in results for one in result.filing]
    made = [part for result in results for finding in result.judged for part in _made(finding.outcome)]
    return Progress(
        judged=len(verdicts),
        unmet=verdicts.count(Verdict.UNMET),
        waiting=verdicts.count(Verdict.UNKNOWN),
        routes_waiting=routes.count(Verdict.UNKNOWN),
        open_slots=sum(len(part.missing) for part in made) if made else None,
    )


def _made(outcome: Outcome) -> Iterator[Outcome]:
    """The outcomes of forms within an outcome."""
    if outcome.form:
        yield outcome
    for part in outcome.parts:
        yield from _made(part)
