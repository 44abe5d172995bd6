"""Conditions inside conditions: what a condition of the vocabulary combines, and everything that is inside it."""

from __future__ import annotations

from collections.abc import Iterator

from evalprep.rules.value_tests import Entry, Test
from evalprep.rules.vocabulary import (
    AllCondition,
    AnyCondition,
    ByCondition,
    CountAmount,
    EveryCondition,
    FieldsCondition,
    NotCondition,
    RatioCondition,
    SumAmount,
    WhenCondition,
)


def parts(condition: Entry) -> tuple[Entry, ...]:
    """The conditions that a condition combines as parts of its outcome; none where it decides itself.

    Of `when` and `by` the outcome has only those parts that were looked at.
    """
    match condition:
        case AllCondition():
            return condition.all
        case AnyCondition():
            return condition.any
        case NotCondition():
            return (condition.denied,)
        case WhenCondition():
            return (condition.when, condition.then, *_there(condition.otherwise))
        case ByCondition():
            return (*condition.cases.values(), *_there(condition.otherwise))
        case _:
            return ()


def within(condition: Entry) -> Iterator[Entry]:
    """A condition and every condition inside it, those that are held row by row too; what `use` names is not inside."""
    yield condition
    for part in (*parts(condition), *_of_rows(condition)):
        yield from within(part)


def _of_rows(condition: Entry) -> tuple[Entry, ...]:
    match condition:
        case CountAmount() | SumAmount() | EveryCondition():
            return (*_there(condition.where), *_there(condition.satisfies))
        case RatioCondition():
            return (*_of_rows(condition.ratio), *_of_rows(condition.to))
        case FieldsCondition():
            return tuple(one for one in condition.fields.values() if type(one) is not Test)
        case _:
            return ()


def _there(condition: Entry | None) -> tuple[Entry, ...]:
    return (condition,) if condition is not None else ()
