"""Rules made ready to judge: what stands in the checklist, beside its compiled condition."""

from __future__ import annotations

from dataclasses import dataclass

from evalprep.rules.compiled import Compiled
from evalprep.rules.entries import Rule


@dataclass(frozen=True)
class ReadyConflict:
    """What another notice says of the same: the number of that notice, its rule, and in what the two differ."""

    note: str
    notice: str
    rule: Rule


@dataclass(frozen=True)
class ReadyRule:
    """A rule, material or easing with its condition compiled; None for a note without one.

    With conflicts the condition is `all` of the rule's own and of the other notices', in the order of `conflicts`.
    """

    rule: Rule
    condition: Compiled | None
    conflicts: tuple[ReadyConflict, ...] = ()
