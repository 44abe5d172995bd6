"""The verdict in one plain sentence, for who reads nothing else: can it be handed in, and what is in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from evalprep.model.results import CheckResult, Filing, Finding
from evalprep.model.verdicts import Overall, Verdict, Weight


def applied_for(result: CheckResult, track_title: str | None) -> str:
    """Where it is applied for: 全国; 湖南省（面向全省）."""
    return f"{result.notice.area}{f'（{track_title}）' if track_title else ''}"


def unit(result: CheckResult) -> str:
    """The applicant's name."""
    return result.organization or "（单位名称未填）"


Told = TypeVar("Told", Finding, Filing)


def of_weight(found: Iterable[Told], weight: Weight) -> list[Told]:
    """Those of a weight that have a verdict."""
    return [one for one in found if one.weight is weight and one.verdict is not None]


def plainly(result: CheckResult) -> str:
    """How many of the musts are met, and what follows from it."""
    musts: list[Finding | Filing] = [
        *of_weight(result.judged, Weight.MUST),
        *of_weight(result.filing, Weight.MUST),
    ]
    counted = Counter(one.verdict for one in musts)
    unmet, unknown, other = (counted[one] for one in (Verdict.UNMET, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE))
    told = f"必备的 {len(musts)} 项"
    if result.overall is Overall.READY:
        return f"{told}{f'，除 {other} 项不适用外，' if other else ''}都符合。"
    told += "中，"
    more = f"，{other} 项不适用" if other else ""
    if result.overall is Overall.NOT_READY:
        lacking = f"，{unknown} 项待补充" if unknown else ""
        return f"{told}{unmet} 项不符合{lacking}{more}；改好之前不能申报。"
    return f"{told}没有不符合的，{unknown} 项待补充{more}；补齐了才能判断。"
