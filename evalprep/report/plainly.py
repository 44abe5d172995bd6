"""The verdict in one plain sentence, for who reads nothing else: can it be handed in, and what is in the way."""

from __future__ import annotations

from evalprep.model.results import CheckResult, Filing, Finding
from evalprep.model.verdicts import Overall, Verdict, Weight


def applied_for(result: CheckResult, track_title: str | None) -> str:
    """Where it is applied for: 全国; 湖南省（面向全省）."""
    return f"{result.notice.area}{f'（{track_title}）' if track_title else ''}"


def unit(result: CheckResult) -> str:
    """The applicant's name."""
    return result.organization or "（单位名称未填）"


def plainly(result: CheckResult) -> str:
    """How many of the musts are met, and what follows from it."""
    every: tuple[Finding | Filing, ...] = (*result.judged, *result.filing)
    musts = [one.verdict for one in every if one.weight is Weight.MUST]
    counted = [one for one in musts if one not in (None, Verdict.NOT_APPLICABLE)]
    unmet, unknown = counted.count(Verdict.UNMET), counted.count(Verdict.UNKNOWN)
    if result.overall is Overall.READY:
        return f"必备的 {len(counted)} 项都符合。"
    if result.overall is Overall.NOT_READY:
        more = f"，{unknown} 项待补充" if unknown else ""
        return f"必备的 {len(counted)} 项中，{unmet} 项不符合{more}；改好之前不能申报。"
    return f"必备的 {len(counted)} 项中，没有不符合的，{unknown} 项待补充；补齐了才能判断。"
