"""Waivers (豁免) in words: who answers for what does not hold, and how many of several are waived."""

from __future__ import annotations

from collections.abc import Iterable

from evalprep.model.results import Filing, Finding, Waived

WAIVED = "已豁免"


def waiver_line(waiver: Waived) -> str:
    """已豁免：李示例 负责，至 2021-06-30（理由：…）; the verdict stays what it is."""
    return f"{WAIVED}：{waiver.owner} 负责，至 {waiver.until}（理由：{waiver.reason}）"


def number_waived(found: Iterable[Finding | Filing]) -> int:
    """How many are waived; an authority never is."""
    return sum(isinstance(one, Finding) and one.waiver is not None for one in found)


def of_which_waived(found: Iterable[Finding | Filing]) -> str:
    """其中已豁免 1; nothing where none is."""
    waived = number_waived(found)
    return f"其中{WAIVED} {waived}" if waived else ""
