"""Findings of two results side by side: verdicts that are others, distances that moved, warnings that came or went."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from evalprep.differences.readings import Readings
from evalprep.differences.subjects import Numbered
from evalprep.model.differences import ChangedField, ChangedVerdict, MovedDistance
from evalprep.model.results import CheckResult, Filing, Finding, Subject, Warned
from evalprep.model.verdicts import Verdict
from evalprep.report.overview_thresholds import Threshold, thresholds

Key = tuple[str, Subject | str | None, int]
_ROW = re.compile(r"第 \d+ 行")


def changed_verdicts(
    before: Sequence[Finding | Filing], after: Sequence[Finding | Filing], readings: Readings
) -> tuple[ChangedVerdict, ...]:
    """What is judged otherwise, in the notice's order; last what is no longer judged. Notes have no verdict."""
    old, new = _by_key(before, readings.subjects), _by_key(after)
    found = []
    for key in [*new, *(key for key in old if key not in new)]:
        was, now = old.get(key), new.get(key)
        if (was and was.verdict) is not (now and now.verdict):
            found.append(ChangedVerdict(was, now, readings.of(was, now)))
    return tuple(found)


def moved_distances(before: CheckResult, after: CheckResult, readings: Readings) -> tuple[MovedDistance, ...]:
    """The numbers that are others than before, of requirements whose verdict is the same."""
    old = {
        key: one for key, one in _by_key(before.judged, readings.subjects).items() if isinstance(one, Finding)
    }
    found = []
    for key, one in _by_key(after.judged).items():
        was = old.get(key)
        if isinstance(one, Finding) and was is not None and was.verdict is one.verdict:
            found += [
                _moved(one, first, second, readings.of(was, one))
                for first, second in _numbers(was, one)
                if (first.there, first.gap) != (second.there, second.gap)
            ]
    return tuple(found)


def warnings_only_in(one: CheckResult, other: CheckResult) -> tuple[Warned, ...]:
    """The warnings of one result that the other has not; in what row they stand makes no difference."""
    there = Counter(map(_said, other.warnings))
    found = []
    for warned in one.warnings:
        if there[_said(warned)] > 0:
            there[_said(warned)] -= 1
        else:
            found.append(warned)
    return tuple(found)


def _by_key(
    found: Sequence[Finding | Filing], subjects: Mapping[Numbered, Numbered | None] | None = None
) -> Mapping[Key, Finding | Filing]:
    """Each by its id and subject, those of the first state as the second has it, and by its number among the same."""
    keyed: dict[Key, Finding | Filing] = {}
    seen = Counter[tuple[str, Subject | None]]()
    for one in found:
        subject = one.subject if isinstance(one, Finding) else None
        key: Key = (one.id, subject, seen[one.id, subject])
        seen[one.id, subject] += 1
        if subject is not None and subjects is not None:
            # What is gone is no other that has come, though that stands in its place now.
            key = (one.id, *(subjects.get((subject, key[2])) or (f"gone {subject.key}", key[2])))
        keyed[key] = one
    return keyed


def _numbers(before: Finding, after: Finding) -> Iterator[tuple[Threshold, Threshold]]:
    """The thresholds of two findings, by what they count and ask."""
    old: dict[tuple[str, str], list[Threshold]] = {}
    for one in thresholds(before):
        old.setdefault((one.counted, one.asked), []).append(one)
    for one in thresholds(after):
        same = old.get((one.counted, one.asked))
        if same:
            yield same.pop(0), one


def _moved(
    finding: Finding, before: Threshold, after: Threshold, fields: tuple[ChangedField, ...]
) -> MovedDistance:
    return MovedDistance(
        finding,
        after.counted,
        after.asked,
        after.unit,
        before.there,
        after.there,
        before.gap,
        after.gap,
        _far(before),
        _far(after),
        fields,
    )


def _far(one: Threshold) -> str:
    return "" if one.verdict is Verdict.NOT_APPLICABLE else one.far


def _said(warned: Warned) -> tuple[str, str]:
    return warned.code, _ROW.sub("", warned.message)
