"""Two states of a project side by side as JSON: `evalprep.diff/1`, for programs. Its words are those of `evalprep.check/1`."""

from __future__ import annotations

import json
from typing import Any

from evalprep.model.differences import (
    ChangedField,
    ChangedVerdict,
    Difference,
    MovedDistance,
    State,
    TargetDifference,
)
from evalprep.model.results import CheckResult, Filing, Finding
from evalprep.model.validation import path_text
from evalprep.model.verdicts import Gap, Interval, Real
from evalprep.report.overview import shown

FORMAT = "evalprep.diff/1"


def differences_json(found: Difference) -> str:
    """The whole comparison as one JSON document; `changed` is worse, otherwise or no, as the exit code says it."""
    changed = "worse" if found.is_worse else "otherwise" if found.has_changed else "no"
    on = found.targets[0].after.on if found.targets else None
    data = {
        "format": FORMAT,
        "on": str(on) if on else None,
        "changed": changed,
        "before": _state(found.before),
        "after": _state(found.after),
        "fields": [_field(one) for one in found.fields],
        "targets": [_target(one) for one in found.targets],
    }
    return json.dumps(_seen(data), ensure_ascii=False, indent=2) + "\n"


def _seen(data: Any) -> Any:
    """The same with every text as it may be seen. A revision of git is nobody's number, though it may look like a phone's."""
    if isinstance(data, dict):
        return {key: value if key == "revision" else _seen(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_seen(value) for value in data]
    return shown(data) if isinstance(data, str) else data


def _state(one: State) -> dict[str, Any]:
    return {"name": one.name, "revision": one.revision}


def _field(one: ChangedField) -> dict[str, Any]:
    kind = "row" if one.is_row else "file" if one.is_file else "value"
    places = {"before": one.place_before, "after": one.place_after}
    return {
        "path": path_text(one.path),
        "label": one.label,
        "kind": kind,
        "before": one.before,
        "after": one.after,
        "places": {key: str(place) if place else None for key, place in places.items()},
    }


def _target(one: TargetDifference) -> dict[str, Any]:
    notice = one.after.notice
    return {
        "jurisdiction": one.after.jurisdiction,
        "track": one.after.track,
        "notice": {
            "number": notice.number,
            "title": notice.title,
            "issued": str(notice.issued),
            "verified_on": str(notice.verified_on),
        },
        "overall": {"before": str(one.before.overall), "after": str(one.after.overall)},
        "score": {"before": _score(one.before), "after": _score(one.after)},
        "findings": [_verdict(each) for each in one.findings],
        "materials": [_verdict(each) for each in one.materials],
        "filing": [_verdict(each) for each in one.filing],
        "distances": [_distance(each) for each in one.moved],
        "warnings": {
            key: [{"code": each.code, "message": each.message} for each in warned]
            for key, warned in (("came", one.came), ("went", one.went))
        },
    }


def _about(one: Finding | Filing) -> dict[str, Any]:
    subject = one.subject if isinstance(one, Finding) else None
    return {
        "id": one.id,
        "clause": one.clause,
        "title": one.title,
        "weight": str(one.weight),
        "subject": dict(vars(subject)) if subject else None,
    }


def _verdict(one: ChangedVerdict) -> dict[str, Any]:
    before, after = (str(verdict) if verdict else None for verdict in one.verdicts)
    change = "worse" if one.is_worse else "better" if one.is_better else "otherwise"
    message = one.now.outcome.message if isinstance(one.now, Finding) else one.now.note
    return {
        **_about(one.now),
        "before": before,
        "after": after,
        "change": change,
        "message": message if one.after is not None else None,
        "fields": [path_text(each.path) for each in one.fields],
    }


def _distance(one: MovedDistance) -> dict[str, Any]:
    return {
        **_about(one.finding),
        "verdict": str(one.finding.verdict),
        "counted": one.counted or None,
        "required": one.asked,
        "unit": one.unit or None,
        "observed": {"before": _ends(one.before), "after": _ends(one.after)},
        "gap": {"before": _ends(one.gap_before), "after": _ends(one.gap_after)},
        "fields": [path_text(each.path) for each in one.fields],
    }


def _score(result: CheckResult) -> dict[str, Any] | None:
    return _ends(result.score.total) if result.score else None


def _ends(ends: Interval | Gap | None) -> dict[str, Any] | None:
    return {"min": _number(ends.min), "max": _number(ends.max)} if ends is not None else None


def _number(value: Real | None) -> int | float | None:
    return value if value is None or isinstance(value, int) else float(value)
