"""The day of the judgement: the only place that asks what day it is."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from evalprep.errors import Problem, UsageError


def today(on: str | None) -> date:
    """The day that `--on` names, else today; raises UsageError for one that is none.

    Who wants the same result on any day sets it: `--on`, else SOURCE_DATE_EPOCH, seconds since 1970 (the day in UTC).
    """
    if on is None:
        return _epoch_day() or date.today()
    from evalprep.model.dates import DAY
    from evalprep.model.kinds import BadValue

    try:
        return DAY.parse(on)
    except BadValue as bad:
        told = f"--on 的日期不对：{bad.problem}（写的是「{on}」）"
        raise UsageError(Problem("bad_day", told, f"应为{DAY.expected}")) from None


def _epoch_day() -> date | None:
    """The day of SOURCE_DATE_EPOCH (reproducible-builds.org); what is no such number is told, never passed over."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not seconds:
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError):
        told = f"环境变量 SOURCE_DATE_EPOCH 应为从 1970 年起的秒数，写的是「{seconds}」"
        raise UsageError(Problem("bad_epoch", told, "改成秒数，或去掉这个环境变量，用 --on 写日期")) from None
