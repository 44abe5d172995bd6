"""Which rows of two states of a list are the same: by number, code and name, never by their place alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter

from pydantic import BaseModel

from evalprep.intake.merge.identities import identities
from evalprep.intake.merge.meaning import key_text
from evalprep.model.fields import attribute

Pair = tuple[int | None, int | None]
"""The places of a row before and after; None where it is not there."""
Names = tuple[tuple[str, ...] | None, ...]
"""What a row is called by each identity of its list."""


def paired(listed: str, before: Sequence[BaseModel], after: Sequence[BaseModel]) -> list[Pair]:
    """The rows of a list at a registry's path, each with its other state, in the order of what is there now.

    Equal rows are the same first; then those that one identity after the other, the surest first, joins: of several
    rows of one identity the first with the first. Rows that name nothing are taken in their order.
    """
    old, new = (dict(enumerate(_names(listed, rows))) for rows in (before, after))
    joined: dict[int, int] = {}

    def join(name_of: Callable[[Names], object], fits: Callable[[int, int], bool]) -> None:
        """Join what is left by a name; a row that has none waits for the next."""
        named: dict[object, list[int]] = {}
        for first, names in old.items():
            named.setdefault(name_of(names), []).append(first)
        for second, names in list(new.items()):
            wanted = name_of(names)
            alike = named.get(wanted, []) if wanted is not None else []
            same = next((first for first in alike if fits(first, second)), None)
            if same is not None:
                alike.remove(same)
                joined[second] = same
                del old[same], new[second]

    # Rows that are equal have equal names: only those are compared whole.
    join(lambda names: names, lambda first, second: before[first] == after[second])
    for number in range(len(identities(listed))):
        join(itemgetter(number), lambda first, second: True)
    join(lambda names: None if any(names) else names, lambda first, second: True)
    here: list[Pair] = [(joined.get(second), second) for second in range(len(after))]
    return [*here, *((first, None) for first in old)]


def _names(listed: str, rows: Sequence[BaseModel]) -> list[Names]:
    """Of every row what it has in the columns of each identity; None where one of them is blank."""
    every = [identity.keys for identity in identities(listed)]
    return [tuple(_name(row, keys) for keys in every) for row in rows]


def _name(record: BaseModel, keys: Sequence[str]) -> tuple[str, ...] | None:
    found = [attribute(record, key) for key in keys]
    return None if any(one is None for one in found) else tuple(map(key_text, found))
