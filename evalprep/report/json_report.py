"""A check as JSON: the public contract `evalprep.check/1`, described by `check.schema.json` beside this file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from textwrap import indent
from typing import Any

from evalprep.errors import Problem
from evalprep.model.batch import Failed
from evalprep.model.masking import masked
from evalprep.model.results import (
    CheckResult,
    Conflict,
    EasedBy,
    Filing,
    Finding,
    Missing,
    Outcome,
    RowNote,
    Score,
    ScoredItem,
    Subject,
    Waived,
    Warned,
    WindowState,
)
from evalprep.model.validation import path_text
from evalprep.model.verdicts import Gap, Interval

FORMAT = "evalprep.check/1"
END = "\n}"


def check_json(results: Sequence[CheckResult], failed: Sequence[Failed] = ()) -> Iterator[str]:
    """All results of one call, as one JSON document, and the projects that could not be judged; piece by piece."""
    head = {"format": FORMAT, "on": str(results[0].on) if results else None}
    yield f"{_indented(head, 0).removesuffix(END)},\n"
    yield from _member("results", map(result_data, results))
    yield ",\n"
    yield from _member("failed", map(_failed, failed))
    yield f"{END}\n"


def _member(name: str, items: Iterable[Any]) -> Iterator[str]:
    """A list of the document, which is never whole in memory; what comes out is what `json.dumps` writes."""
    lead = f'  "{name}": ['
    for item in items:
        yield f"{lead}\n{_indented(item, 4)}"
        lead = ","
    yield f"{lead}]" if lead != "," else "\n  ]"


def _indented(data: Any, by: int) -> str:
    return indent(json.dumps(data, ensure_ascii=False, indent=2), " " * by)


def _failed(one: Failed) -> dict[str, Any]:
    """A project of which there is no result, and why."""
    return {"project": masked(one.project), "problems": [_problem(problem) for problem in one.problems]}


def _problem(one: Problem) -> dict[str, Any]:
    return {
        "code": one.code,
        "place": masked(str(one.place)) if one.place else None,
        "message": masked(one.problem),
        "remedy": masked(one.remedy),
    }


def result_data(result: CheckResult) -> dict[str, Any]:
    """One result as plain data."""
    notice = result.notice
    return {
        "project": result.project,
        "organization": result.organization,
        "jurisdiction": result.jurisdiction,
        "track": result.track,
        "overall": str(result.overall),
        "notice": {
            "number": notice.number,
            "title": notice.title,
            "issued": str(notice.issued),
            "verified_on": str(notice.verified_on),
        },
        "findings": [_finding(finding) for finding in result.findings],
        "materials": [_material(finding) for finding in result.materials],
        "score": _score(result.score) if result.score else None,
        "windows": [_window(window) for window in result.windows],
        "filing": [_filing(filing) for filing in result.filing],
        "warnings": [_warning(warning) for warning in result.warnings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return _judged(finding, finding.outcome, finding.id)


def _judged(finding: Finding, outcome: Outcome, identifier: str) -> dict[str, Any]:
    """A finding, or a part of one in the same shape; a part's id is its finding's with its number: NAT-E1.2."""
    whole = outcome is finding.outcome
    verdict = finding.verdict if whole or finding.verdict is None else outcome.verdict
    return {
        "id": identifier,
        "clause": finding.clause,
        "title": finding.title if whole else outcome.title or finding.title,
        "weight": str(finding.weight),
        "verdict": str(verdict) if verdict else None,
        "subject": _subject(finding.subject),
        "observed": _observed(outcome.observed),
        "required": dict(outcome.required) if outcome.required is not None else None,
        "gap": _ends(outcome.gap),
        "unit": outcome.unit,
        "missing": [_missing(one) for one in outcome.missing],
        "rows": [_row(row) for row in outcome.rows],
        "parts": [_part(finding, part, f"{identifier}.{n}") for n, part in enumerate(outcome.parts, 1)],
        "conflicts": [_conflict(one) for one in finding.conflicts] if whole else [],
        "eased_by": [_easing(one) for one in finding.eased_by] if whole else [],
        "waiver": _waiver(finding.waiver) if whole else None,
        "interpretation": finding.interpretation if whole else None,
        "message": outcome.message,
        "remedy": finding.remedy if whole else None,
    }


def _part(finding: Finding, part: Outcome, identifier: str) -> dict[str, Any]:
    """A part; one that is another rule's finding is told as that finding, with its own id, clause, weight and subject."""
    return _finding(part.finding) if part.finding else _judged(finding, part, identifier)


def _material(finding: Finding) -> dict[str, Any]:
    return _finding(finding) | {"files": list(finding.outcome.files)}


def _conflict(one: Conflict) -> dict[str, Any]:
    """What another notice says of the same, with its own judgement."""
    outcome = one.outcome
    return {
        "id": one.id,
        "clause": one.clause,
        "notice": one.notice,
        "title": one.title,
        "weight": str(one.weight),
        "verdict": str(outcome.verdict),
        "note": one.note,
        "message": outcome.message,
        "observed": _observed(outcome.observed),
        "required": dict(outcome.required) if outcome.required is not None else None,
        "gap": _ends(outcome.gap),
        "unit": outcome.unit,
    }


def _easing(one: EasedBy) -> dict[str, Any]:
    return {
        "id": one.id,
        "clause": one.clause,
        "title": one.title,
        "subject": _subject(one.subject),
        "message": one.message,
        "files": list(one.files),
    }


def _subject(subject: Subject | None) -> dict[str, Any] | None:
    return dict(vars(subject)) if subject else None


def _waiver(one: Waived | None) -> dict[str, Any] | None:
    """Who answers for it while it does not hold; the verdict beside it is what it is."""
    return {"reason": one.reason, "owner": one.owner, "until": str(one.until)} if one else None


def _score(score: Score) -> dict[str, Any]:
    return {
        "items": [_scored(item) for item in score.items],
        "total": _ends(score.total),
        "bonus": _ends(score.bonus),
        "pass_mark": _number(score.pass_mark),
    }


def _scored(item: ScoredItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "clause": item.clause,
        "title": item.title,
        "max": _number(item.max),
        "score": _ends(item.score),
        "bonus": item.bonus,
        "message": item.message,
        "missing": [_missing(one) for one in item.missing],
    }


def _window(window: WindowState) -> dict[str, Any]:
    return {
        "id": window.id,
        "clause": window.clause,
        "title": window.title,
        "open": window.open,
        "opens": str(window.opens) if window.opens else None,
        "closes": str(window.closes) if window.closes else None,
        "days_left": window.days_left,
        "note": window.note,
    }


def _observed(value: Interval | str | bool | None) -> Any:
    return _ends(value) if isinstance(value, Interval) else value


def _ends(ends: Interval | Gap | None) -> dict[str, Any] | None:
    return {"min": _number(ends.min), "max": _number(ends.max)} if ends is not None else None


def _number(value: int | Decimal | None) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value


def _missing(one: Missing) -> dict[str, Any]:
    return {"path": path_text(one.path), "label": one.label, "place": str(one.place) if one.place else None}


def _row(row: RowNote) -> dict[str, Any]:
    return {
        "place": str(row.place) if row.place else None,
        "label": row.label,
        "counts": row.counts,
        "reason": row.reason,
    }


def _filing(filing: Filing) -> dict[str, Any]:
    return {
        "id": filing.id,
        "clause": filing.clause,
        "title": filing.title,
        "weight": str(filing.weight),
        "verdict": str(filing.verdict) if filing.verdict else None,
        "authority": filing.authority,
        "note": filing.note,
    }


def _warning(warning: Warned) -> dict[str, Any]:
    return {
        "code": warning.code,
        "place": str(warning.place) if warning.place else None,
        "message": warning.message,
    }
