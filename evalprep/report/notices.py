"""What every result begins with: the notice, its date, when it was last verified, and the call to look for a newer one."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from evalprep.report.layout import wrap


class Dated(Protocol):
    """A notice as a checklist declares it, or as a result names it."""

    @property
    def number(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def issued(self) -> date: ...
    @property
    def verified_on(self) -> date: ...


def notice_lines(notice: Dated, cells: int) -> list[str]:
    """The lines, at most `cells` wide."""
    told = f"{notice.issued} 发布，最近一次核对 {notice.verified_on}。请先确认是否有新通知。"
    return [*wrap(f"{notice.number}《{notice.title}》", cells), *wrap(told, cells)]
