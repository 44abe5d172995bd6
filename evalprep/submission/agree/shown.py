"""What a contradiction prints of each side: the text as it stands, numbers of persons masked, what differs countable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from evalprep.model.agreement import Contradiction, Side
from evalprep.model.basic import without_spaces
from evalprep.model.derived import DERIVED
from evalprep.model.fields import concrete, fields, label
from evalprep.model.masking import masked
from evalprep.submission.agree.statements import Statement
from evalprep.submission.agree.values import Value, agree

_SIGNS = re.compile(r"[^0-9A-Za-z]")
LONGEST = 60
MOST_PLACES = 4
"""Of how many places of a number that differ each is named."""


def disagreeing(what: str, subject: str, said: Sequence[Statement]) -> Contradiction | None:
    """The contradiction between statements of one field, or None where all may be true together.

    What most places say stands first; of each value and paper one place is enough.
    """
    if all(agree(said[0].value, one.value) for one in said[1:]) and _all_agree(said):
        return None
    often = Counter(_form(one.value) for one in said)
    ordered = sorted(said, key=lambda one: -often[_form(one.value)])
    first: dict[tuple[str, str], Statement] = {}
    for one in ordered:
        first.setdefault((_form(one.value), one.paper), one)
    return Contradiction(what, masked(subject), sides(first.values()))


def _all_agree(said: Sequence[Statement]) -> bool:
    values = list({_form(one.value): one.value for one in said}.values())
    return all(agree(a, b) for at, a in enumerate(values) for b in values[at + 1 :])


def _form(value: Value) -> str:
    return ",".join(sorted(value)) if isinstance(value, frozenset) else str(value)


def label_of(one: Statement) -> str:
    """The field's own name: papers print it under several."""
    if "[]" not in one.path:
        return label(concrete(one.path)) or one.label
    known = fields().get(one.path) or DERIVED.get(one.path)
    return known.label if known else one.label


def sides(said: Iterable[Statement]) -> tuple[Side, ...]:
    """A side for each statement; a number that is masked says where it differs from the first."""
    said = list(said)
    return tuple(
        Side(one.paper, one.where, shown(one.text, said[0].text if number else ""))
        for number, one in enumerate(said)
    )


def shown(text: str, other: str = "") -> str:
    """A text for a message; what masking hides is told by its place where it differs from another text."""
    hidden = masked(text)
    if hidden == text or not other:
        return hidden if len(hidden) <= LONGEST else f"{hidden[:LONGEST]}…"
    return f"{hidden}（{differing(text, other)}）"


def differing(text: str, other: str) -> str:
    """第 17 位不同: the places at which two numbers differ, from 1."""
    one, two = (_SIGNS.sub("", without_spaces(each)).upper() for each in (text, other))
    if len(one) != len(two):
        return f"{len(one)} 位，另一处 {len(two)} 位"
    places = [at for at, (a, b) in enumerate(zip(one, two, strict=True), 1) if a != b]
    if not places:
        return "相同"
    if len(places) > MOST_PLACES:
        return f"有 {len(places)} 位不同"
    return f"第 {'、'.join(map(str, places))} 位不同"
