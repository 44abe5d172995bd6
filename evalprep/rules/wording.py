"""How a judgement is told in Chinese: amounts, what is there against what is asked, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from evalprep.model.fields import field_at
from evalprep.model.kinds import NIL, Kind
from evalprep.model.results import Missing, Outcome
from evalprep.model.validation import PERSONAL
from evalprep.model.verdicts import Interval, Real, Verdict

if TYPE_CHECKING:
    from evalprep.rules.facts import Known
    from evalprep.rules.names import Fact
    from evalprep.rules.thresholds import Judged, Threshold
    from evalprep.rules.world import World


PERCENT = "%"
"""The unit of a ratio."""


def quantity(value: Real, unit: str) -> str:
    """10,000 人次; 2018 年, for a year has no thousands; 66.66%."""
    if isinstance(value, Decimal):
        hundredths = value.quantize(Decimal("0.01"), ROUND_DOWN)
        value = hundredths if hundredths % 1 else int(hundredths)
    shown = str(value) if unit == "年" else f"{value:,}"
    return f"{shown}{unit}" if unit == PERCENT else f"{shown} {unit}".rstrip()


def quoted(words: Iterable[str]) -> str:
    """「培训」「评价」."""
    return f"「{'」「'.join(words)}」"


def extent(interval: Interval, unit: str) -> str:
    """62,300 至 81,000 人次; an open end is 至少."""
    if interval.max is None:
        return f"至少 {quantity(interval.min, unit)}"
    if interval.exact:
        return quantity(interval.min, unit)
    return f"{quantity(interval.min, unit).removesuffix(unit).rstrip()} 至 {quantity(interval.max, unit)}"


def observed(value: Any, kind: Kind[Any] | None) -> Interval | str | bool | None:
    """A value as a finding shows it. What is personal and what is a whole record is only said to be there."""
    if isinstance(value, Interval | bool) or value is None:
        return value
    if value == NIL:
        return str(NIL)
    if isinstance(value, BaseModel) or (kind is not None and kind.name in PERSONAL):
        return "有"
    if isinstance(value, tuple):
        rows = any(isinstance(one, BaseModel) for one in value)
        return f"{len(value)} 条" if rows else "、".join(str(one) for one in value)
    return str(value)


def shown(value: Any, fact: Fact) -> str:
    """A value as a sentence shows it."""
    seen = observed(value, fact.kind)
    if isinstance(seen, Interval):
        return extent(seen, fact.unit)
    return fact.word(seen) if seen not in (None, "") else "空的"


def beside(label: str, told: str) -> str:
    """A number beside what it is of: 面积 832 平方米; after a bracket without a space, which is wide by itself."""
    return f"{label}{told}" if label.endswith("）") else f"{label} {told}"


def bracketed(phrase: str) -> str:
    """A phrase in brackets, in those that it has around it already where there are any."""
    inner = phrase[1:-1]
    depth = 0
    for sign in inner:
        depth += {"（": 1, "）": -1}.get(sign, 0)
        if depth < 0:
            break
    alone = phrase.startswith("（") and phrase.endswith("）") and depth == 0
    return phrase if alone else f"（{phrase}）"


def fact_seen(fact: Fact, known: Known) -> str:
    """What is there, and why: 法人类型：企业."""
    told = shown(known.value, fact)
    told = beside(fact.label, told) if isinstance(known.value, Interval) else f"{fact.label}：{told}"
    return f"{told}（{known.detail}）" if known.detail else told


def fact_message(fact: Fact, known: Known, limit: Threshold, judged: Judged) -> str:
    """What is there, why, what is asked, and how far apart they are."""
    told = fact_seen(fact, known)
    if judged.verdict is Verdict.MET and not isinstance(known.value, Interval):
        return told
    told += f"，要求{limit.words}{_how_far(known, judged, fact.unit)}"
    if judged.verdict is Verdict.UNKNOWN:
        told += f"，{still_open(known)}" + (f"；{known.advice}" if known.advice else "")
    return told


def still_open(known: Known) -> str:
    """That nothing is decided; where nothing that is filled in would decide it, in other words."""
    return "还不能断定" if known.missing else "不能据此断定"


def row_reason(fact: Fact, known: Known, limit: Threshold, judged: Judged) -> str:
    """Why a row does not count: 学历未填; 职称级别为初级，需中级及以上. Nothing where it does."""
    if judged.verdict is Verdict.MET:
        return ""
    if known.value is None or (judged.verdict is Verdict.UNKNOWN and known.value == Interval(0, None)):
        return _not_known(fact, known)
    detail = f"（{known.detail}）" if known.detail else ""
    far = _in_its_own_words(known, judged)
    if "present" in limit.required:
        told = f"{'没有' if limit.required['present'] else '有'}{fact.label}{detail}"
    elif known.value in (NIL, ()):
        told = f"没有{fact.label}{detail}，需{limit.words}"
    else:
        is_ = "：" if isinstance(known.value, bool) else "为 " if isinstance(known.value, Interval) else "为"
        told = f"{fact.label}{is_}{shown(known.value, fact)}{detail}{far}，需{limit.words}"
    return f"{told}，{still_open(known)}" if judged.verdict is Verdict.UNKNOWN else told


def _not_known(fact: Fact, known: Known) -> str:
    """What of a row is blank; where that is not the matter, why the fact is not known."""
    if known.detail:
        return f"{fact.label}：{known.detail}"
    blank = [known_field.label for path in known.missing if (known_field := field_at(path))]
    return f"{'、'.join(dict.fromkeys(blank)) or fact.label}未填"


def _how_far(known: Known, judged: Judged, unit: str) -> str:
    return _in_its_own_words(known, judged) or distance(judged, known.value, unit)


def _in_its_own_words(known: Known, judged: Judged) -> str:
    """，差 1 天满 5 年: how far a fact falls short that can say it more exactly than its unit."""
    short = judged.gap.max if judged.gap and judged.verdict is Verdict.UNMET and not judged.excess else None
    if not short or known.towards is None or not isinstance(known.value, Interval):
        return ""
    return f"，{known.towards(int(known.value.min + short))}"


def distance(judged: Judged, value: Any, unit: str) -> str:
    """，至少差 1,200 人次: how far a number fails; nothing where it does not, or is no number."""
    short = judged.gap.min if judged.gap and judged.verdict is Verdict.UNMET else None
    if not short or not isinstance(value, Interval):
        return ""
    return f"，{'' if value.exact else '至少'}{'多' if judged.excess else '差'} {quantity(short, unit)}"


def unknown_message(fact: Fact, known: Known, missing: Sequence[Missing]) -> str:
    """Why a fact is not known."""
    return f"{fact.label}：{known.detail}，还不能断定" if known.detail else not_filled(fact.label, missing)


def not_filled(label: str, missing: Sequence[Missing], most: int = 3) -> str:
    """「注册登记机构」没有填; the first few names, and how many there are."""
    names = list(dict.fromkeys(one.label for one in missing)) or [label]
    told = "".join(f"「{name}」" for name in names[:most])
    return f"{told}没有填" if len(names) <= most else f"{told}等 {len(names)} 项没有填"


def open_message(outcomes: Sequence[Outcome], world: World) -> str:
    """Why some outcomes are open, in one line: what they miss where it is only not filled in, else what each tells."""
    missing = [asked for outcome in outcomes for asked in outcome.missing]
    blank = all(world.value(asked.path) is None for asked in missing)
    if blank and all(outcome.missing for outcome in outcomes):
        return not_filled("", missing)
    return "；".join(dict.fromkeys(outcome.message for outcome in outcomes))
