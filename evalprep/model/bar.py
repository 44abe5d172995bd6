"""Where the bar lies (--fail-on, --select, --ignore): which findings count, and which exit code they come to.

A bar changes no verdict and not what the whole comes to; it says what is shown and what fails. What somebody answers
for (豁免) is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from evalprep.errors import Problem, UsageError
from evalprep.model.results import OLD_NOTICE, CheckResult, Filing, Finding, Warned
from evalprep.model.validation import nearest
from evalprep.model.verdicts import Verdict, Weight

FailOn = Literal["unmet", "unknown", "warning"]
FAIL_ON: tuple[FailOn, ...] = ("unmet", "unknown", "warning")
"""The words of --fail-on, each stricter than the one before; without one the bar lies between the first two."""
READY, NOT_READY, UNDETERMINED = 0, 1, 4
SELECTED = "only_selected"
"""The warning of a result of which only a part is shown."""


@dataclass(frozen=True)
class Bar:
    """What fails. Without anything: 1 where a must is unmet, 4 where one is unknown, 0 else."""

    fail_on: FailOn | None = None
    """`unmet`: a must that is unmet, and nothing else; `unknown`: one that is unknown too, as 1; `warning`: also an
    unmet 原则上 and a warning, but for the one that every result carries."""
    select: tuple[str, ...] = ()
    """Ids, or what ids begin with; empty takes all."""
    ignore: tuple[str, ...] = ()
    """The same for what is left out, also where `select` names it."""

    def takes(self, identifier: str) -> bool:
        """Whether the finding, material, authority, window or score item of an id counts."""
        selected = not self.select or any(begins(identifier, word) for word in self.select)
        return selected and not self._ignores(identifier)

    def _ignores(self, identifier: str) -> bool:
        return any(begins(identifier, word) for word in self.ignore)

    def takes_any(self, result: CheckResult) -> bool:
        """Whether anything of a result counts."""
        scored = result.score.items if result.score else ()
        return any(self.takes(one.id) for one in (*_weighed(result), *result.windows, *scored))

    def code(self, result: CheckResult) -> int:
        """The exit code of a whole result (not of what `shown` leaves): 0, 1 or 4."""
        every = _weighed(result)
        verdicts = {one.verdict for one in every if self._counts(one, Weight.MUST)}
        if Verdict.UNMET in verdicts:
            return NOT_READY
        # An empty "all of" proves nothing: where the notice's musts were not judged at all, nobody is ready.
        judged = {one.verdict for one in every if one.weight is Weight.MUST}
        if Verdict.UNKNOWN in verdicts or not judged - {None, Verdict.NOT_APPLICABLE}:
            return {None: UNDETERMINED, "unmet": READY}.get(self.fail_on, NOT_READY)
        return NOT_READY if self.fail_on == "warning" and self._is_doubtful(result) else READY

    def shown(self, result: CheckResult) -> CheckResult:
        """The result with what is selected only, and a warning that says so; `overall` stays that of the whole."""
        score = result.score
        items = tuple(one for one in score.items if self.takes(one.id)) if score else ()
        part = replace(
            result,
            findings=self._taken(result.findings),
            materials=self._taken(result.materials),
            filing=tuple(one for one in result.filing if self.takes(one.id)),
            # When papers are taken is told beside whatever clauses, but where it is left out by name.
            windows=tuple(one for one in result.windows if not self._ignores(one.id)),
            score=replace(score, items=items) if score and items else None,
            warnings=tuple(one for one in result.warnings if self._warns(one, result)),
        )
        if part == result:
            return result
        warnings = (Warned(SELECTED, self._told()), *part.warnings)
        return replace(part, warnings=warnings, whole_conclusion=result.conclusion)

    def refuse_unmatched(self, known: Iterable[str]) -> None:
        """Raise UsageError for every word of --select and --ignore with which no known id begins."""
        ids = list(dict.fromkeys(known))
        problems = [
            Problem(
                "unknown_rule",
                f"{option} 写的「{word}」不是条款编号，也不是哪一条编号的开头",
                _instead(word, ids),
            )
            for option, words in (("--select", self.select), ("--ignore", self.ignore))
            for word in words
            if not any(begins(one, word) for one in ids)
        ]
        if problems:
            raise UsageError(problems)

    def _taken(self, found: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(one for one in found if self.takes(one.id))

    def _counts(self, one: Finding | Filing, weight: Weight) -> bool:
        """Whether it weighs so, is selected, and nobody answers for it."""
        is_waived = isinstance(one, Finding) and one.waiver is not None
        return one.weight is weight and self.takes(one.id) and not is_waived

    def _is_doubtful(self, result: CheckResult) -> bool:
        """Whether something 原则上 is unmet, or a warning tells more than what every result is told."""
        soft = (one.verdict for one in _weighed(result) if self._counts(one, Weight.PRINCIPLE))
        warned = (one.code for one in result.warnings if self._warns(one, result))
        return Verdict.UNMET in soft or any(code != OLD_NOTICE for code in warned)

    def _warns(self, one: Warned, result: CheckResult) -> bool:
        """Whether a warning counts: one about the file always, one about a clause with its clause."""
        ids = {entry.id for entry in _weighed(result)} | {window.id for window in result.windows}
        return one.code not in ids or self.takes(one.code)

    def _told(self) -> str:
        selected = f"只看 {'、'.join(self.select)}" if self.select else "只看一部分条款"
        ignored = f"，不看 {'、'.join(self.ignore)}" if self.ignore else ""
        return f"这里{selected}{ignored}；结论按全部条款得出"


def _weighed(result: CheckResult) -> tuple[Finding | Filing, ...]:
    """Conditions, materials and authorities."""
    return *result.judged, *result.filing


def begins(identifier: str, word: str) -> bool:
    """Whether an id is a word or begins with it; a number is whole, so that NAT-E1 is not NAT-E10."""
    own, wanted = identifier.upper(), word.strip().upper()
    if not wanted or not own.startswith(wanted):
        return False
    rest = own[len(wanted) :]
    return not (wanted[-1].isdigit() and rest[:1].isdigit())


def _instead(word: str, ids: list[str]) -> str:
    near = nearest(word, ids)
    return f"是不是 {near}？" if near else "evalprep list rules 列出全部编号"
