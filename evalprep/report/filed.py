"""When and where to file, as text: the windows on the day of the judgement, and the authorities."""

from __future__ import annotations

from collections.abc import Iterator

from evalprep.model.results import CheckResult, Filing, WindowState
from evalprep.model.verdicts import Verdict
from evalprep.report.findings import SETTLED, mark
from evalprep.report.layout import Style, wrap

AS_VERDICT = {True: Verdict.MET, False: Verdict.UNMET, None: Verdict.UNKNOWN}
"""An open window has the mark of what is met."""


def when_and_where(result: CheckResult, style: Style) -> list[str]:
    """The windows and the authorities; nothing where the notice names none."""
    lines: list[str] = []
    for window in result.windows:
        lines += _marked(AS_VERDICT[window.open], window.id, _window(window), style)
    for filing in result.filing:
        lines += _marked(filing.verdict, filing.id, _filing(filing), style)
    return ["", "什么时候、到哪里申报", *lines] if lines else []


def _marked(verdict: Verdict | None, identifier: str, text: str, style: Style) -> Iterator[str]:
    first, *others = wrap(f"{identifier}  {text}", style.cells - 4)
    yield f"  {mark(verdict, style)} {first}"
    yield from (f"    {line}" for line in others)


def _window(window: WindowState) -> str:
    """The note says until when or from when, and how many days that is."""
    return f"{window.title}（{window.clause}）：{window.note}"


def _filing(filing: Filing) -> str:
    """The authority; with the verdict where it is not certain."""
    open_ = filing.verdict is not None and filing.verdict not in SETTLED
    verdict = f"（{filing.verdict.label}）" if open_ and filing.verdict else ""
    told = "。".join(part.rstrip("。") for part in (filing.authority, filing.note) if part)
    return f"{filing.title}{verdict}：{told}"
