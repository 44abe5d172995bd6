"""The papers that conditions ask for (`Outcome.shown`), gathered as the conditions are: all of them, one of them, each row's.

What is not applicable asks for none. Of alternatives those that are there are shown; while none is, they are one paper.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from evalprep.model.kinds import choice
from evalprep.model.people import Person
from evalprep.model.project import Recommendation
from evalprep.model.results import Outcome, Shown
from evalprep.model.verdicts import Verdict
from evalprep.rules.world import Row, World

COPY = "复印件"
COPY_OR_ORIGINAL = choice("copy_or_original", COPY, "原件")
"""How a notice wants a paper handed in."""


def is_copy(written: str | None, own: bool = False) -> bool | None:
    """Whether a copy is asked for: as the checklist says; what the applicant writes itself is an original; else open."""
    if written is not None:
        return written == COPY
    return False if own else None


def all_shown(parts: Collection[Outcome]) -> tuple[Shown, ...]:
    """The papers of conditions that must all hold."""
    return tuple(one for part in parts for one in part.shown)


def one_shown(parts: Collection[Outcome]) -> tuple[Shown, ...]:
    """The papers of alternatives: of those that have files; while none has, one paper that names them all.

    Beside an alternative that is whole nothing is wanting of another. One that is met without a paper makes every
    paper needless.
    """
    asking = [part.shown for part in parts if part.shown]
    there = [shown for shown in asking if any(one.files for one in shown)]
    if there:
        enough = any(map(_is_whole, there))
        return tuple(one for shown in there for one in shown if one.files or not enough or _is_whole(shown))
    if any(part.verdict is Verdict.MET and not part.shown for part in parts):
        return ()
    return (_joined(asking),) if len(asking) > 1 else tuple(one for shown in asking for one in shown)


def _is_whole(shown: Sequence[Shown]) -> bool:
    """Whether no paper of an alternative is wanting; a form is filled by `build`."""
    return all(one.files or one.form for one in shown)


def _joined(asking: Sequence[Sequence[Shown]]) -> Shown:
    """Alternatives of which none is there yet: 信用报告 或 诚信承诺书."""
    every = [one for shown in asking for one in shown]
    named = dict.fromkeys("、".join(dict.fromkeys(one.piece for one in shown)) for shown in asking)
    copies = {one.is_copy for one in every}
    return Shown(
        " 或 ".join(named),
        form=next((one.form for one in every if one.form), None),
        is_copy=copies.pop() if len(copies) == 1 else None,
    )


def of_row(row: Row, held: Outcome, world: World) -> tuple[Shown, ...]:
    """The papers of one row of a list, each named after whose it is; of a record within a row that stays."""
    whose = row.name or _recommended(row, world) or f"第 {row.number} 行"
    kind = type(row.record)
    measure = "人" if issubclass(kind, Person) else "家" if issubclass(kind, Recommendation) else "项"
    return tuple(one if one.subject else replace(one, subject=whose, measure=measure) for one in held.shown)


def _recommended(row: Row, world: World) -> str:
    """What a recommended organisation is called: its name stands in its own file."""
    file = row.record.project if isinstance(row.record, Recommendation) else None
    inner = world.recommended.get(file) if file else None
    organization = inner.project.organization if inner else None
    return (organization.name if organization else None) or ""


def there(shown: Sequence[Shown]) -> tuple[Shown, ...]:
    """The papers that are there, where no more are needed."""
    return tuple(one for one in shown if one.files or one.form)
