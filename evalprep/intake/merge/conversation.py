"""What a person takes of a merge: everything, one thing after the other, or nothing; and how each conflict is settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evalprep.intake.interview.asking import Asker, Move, Option, Voice
from evalprep.intake.merge.changes import Change, Choice, Conflict, Merge
from evalprep.intake.merge.origins import Origins, places_of
from evalprep.intake.merge.wording import counted
from evalprep.model.validation import Path

ALL, EACH, NONE = "all", "each", "none"
TAKE, REFUSE, TAKE_REST, REFUSE_REST = "take", "refuse", "take rest", "refuse rest"
KEEP, LEAVE = "keep", "leave"
SHORT = 30
"""Characters of a text that a menu shows."""
FEW = 6
"""So many columns of a new row are shown when it is asked for."""


@dataclass(frozen=True)
class Settled:
    """What a person has decided."""

    changes: tuple[Change, ...] = ()
    refused: tuple[Change, ...] = ()
    open: tuple[Conflict, ...] = ()
    """Conflicts that were left as they are."""


def settle(asker: Asker, merge: Merge) -> Settled:
    """Ask what to take. Ctrl-C raises KeyboardInterrupt, and nothing is taken."""
    reply = _how(asker, merge) if merge.changes else ALL
    if reply == NONE:
        return Settled(refused=merge.changes, open=merge.conflicts)
    origins = Origins.of(merge)
    taken, refused = (merge.changes, ()) if reply == ALL else _one_by_one(asker, merge.changes, origins)
    gone = {change.new_rows[0] for change in refused if change.new_rows}
    settled, still_open = list(taken), list[Conflict]()
    for conflict in merge.conflicts:
        if conflict.new_rows and conflict.new_rows[0] in gone:
            continue
        choice = _settled(asker, _still_possible(conflict, settled), origins)
        if choice is None:
            still_open.append(conflict)
        else:
            settled += choice.changes
    return Settled(tuple(settled), tuple(refused), tuple(still_open))


def _how(asker: Asker, merge: Merge) -> str:
    rows, altered = len(merge.new_rows), len(merge.altered)
    told = "、".join([f"新增 {rows} 行"] * bool(rows) + [f"改 {altered} 处"] * bool(altered))
    later = "，说法不一的接着问" if merge.conflicts else ""
    options = (
        Option(ALL, f"全部接受（{told}{later}）"),
        Option(EACH, "逐项决定"),
        Option(NONE, "不导入"),
    )
    return _answer(asker.select("怎样导入", options, default=ALL, moves=()), NONE)


def _one_by_one(
    asker: Asker, changes: Sequence[Change], origins: Origins
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """What is taken and what is refused; a new row is taken or refused whole."""
    taken, refused = list[Change](), list[Change]()
    rest = ""
    units = list(_units(changes))
    for number, unit in enumerate(units, 1):
        if not rest:
            reply = _asked(asker, unit, f"{number}/{len(units)}", origins)
            rest = reply if reply in (TAKE_REST, REFUSE_REST) else ""
        else:
            reply = rest
        (taken if reply in (TAKE, TAKE_REST) else refused).extend(unit)
    return tuple(taken), tuple(refused)


def _units(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """The changes that stand or fall together: those of one new row, with the rows within it."""
    rows: dict[Path, list[Change]] = {}
    for change in changes:
        rows.setdefault(change.new_rows[0] if change.new_rows else change.path, []).append(change)
    yield from rows.values()


def _asked(asker: Asker, unit: Sequence[Change], count: str, origins: Origins) -> str:
    first = unit[0]
    if first.row_is_new:
        label = f"加上{first.place.section}{first.place.row}"
        told = counted([f"{one.place.field} {one.new}" for one in unit], FEW)
    else:
        label = first.label
        told = f"{first.old or '（没有填）'} → {first.new}"
    where = origins.parts(places_of(first)) if first.row_is_new else origins.places(places_of(first))
    asker.tell(f"{count}　{label}：{told}{f'（{where}）' if where else ''}", Voice.HINT)
    options = (
        Option(TAKE, "接受"),
        Option(REFUSE, "不接受"),
        Option(TAKE_REST, "这一项和后面的都接受"),
        Option(REFUSE_REST, "这一项和后面的都不接受"),
    )
    return _answer(asker.select(label, options, default=TAKE, moves=()), REFUSE_REST)


def _still_possible(conflict: Conflict, settled: Sequence[Change]) -> Conflict:
    """The conflict without the ways out that would take back what is settled: a row that another has gone to already."""
    known = {change.path: change.tree for change in settled}
    choices = [
        choice
        for choice in conflict.choices
        if all(known.get(change.path, change.tree) == change.tree for change in choice.changes)
    ]
    return replace(conflict, choices=tuple(choices))


def _settled(asker: Asker, conflict: Conflict, origins: Origins) -> Choice | None:
    """The way out that a person chooses; None where the conflict is left open."""
    asker.tell(f"{conflict.label}：{conflict.why}", Voice.TITLE)
    if conflict.old is not None:
        asker.tell(f"现在：{conflict.old}", Voice.HINT)
    for number, choice in enumerate(conflict.choices, 1):
        asker.tell(f"{number}. {choice.text}{_from(choice, origins)}", Voice.HINT)
    options = [Option(str(number), _in_short(choice.text)) for number, choice in enumerate(conflict.choices)]
    if conflict.old is not None:
        options.append(Option(KEEP, f"保持现在的：{_in_short(conflict.old)}"))
    options.append(Option(LEAVE, "先不定，以后再说"))
    reply = _answer(asker.select("以哪个为准", options, default=LEAVE, moves=()), LEAVE)
    if reply == LEAVE:
        return None
    return Choice("", ()) if reply == KEEP else conflict.choices[int(reply)]


def _in_short(text: str) -> str:
    """What fits into a line of a menu, which cuts off what does not; the whole text stands above it."""
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"


def _from(choice: Choice, origins: Origins) -> str:
    shown = origins.places(choice.origins)
    return f"（{shown}）" if shown else ""


def _answer(reply: str | Move, otherwise: str) -> str:
    """A reply; whoever leaves a question says what changes least."""
    return otherwise if isinstance(reply, Move) else reply
