"""First drafts (初稿) that `build` writes where the law asks for a paper that the applicant has to write.

A draft never counts. It is wanted until the finished paper is there: attached, or a rule document with its file. In
the rows of `recommends` it is wanted of each recommended organisation, from that organisation's own project.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from evalprep.model.evidence import FileState
from evalprep.model.project import Recommendation
from evalprep.model.results import Outcome
from evalprep.model.verdicts import Verdict
from evalprep.rules.world import Row, Scope, World

TOLD = "evalprep build 会写出初稿"
"""What a message adds where the finished paper is not there."""


Register = tuple[str, str]
"""Where a finished paper is named and as what kind, for people: ("附件", "试点工作实施方案")."""
ATTACHMENTS, RULES, OF_ROW = "附件", "规章制度", "证明文件"


@dataclass(frozen=True)
class Wanted:
    """A paper that is wanted of one organisation, and whether it is there finished."""

    form: str
    of: Row | None
    """The row of `recommends` whose organisation writes it; None for the applicant itself."""
    under: tuple[Register, ...]
    """Where the finished paper is to be named; nothing for a form that `build` fills whole."""
    finished: bool
    files: tuple[str, ...] = ()
    """The finished paper."""

    @property
    def key(self) -> tuple[str, tuple[str | int, ...]]:
        """What makes two wants one paper: the form, and the organisation."""
        return self.form, self.of.path if self.of else ()


Wants = Callable[[World, Scope], Sequence[Wanted]]


@dataclass(frozen=True)
class Draft:
    """A paper of the library that a condition names with `draft`; `wants` tells of whom it is wanted."""

    form: str
    wants: Wants


def paper_draft(
    form: str | None, kind: str, judge: Callable[[World, Scope], Outcome], in_row: bool
) -> tuple[Draft, ...]:
    """The draft of a paper that `attached` looks for; finished when the paper is there and opens."""

    def wants(world: World, scope: Scope) -> Sequence[Wanted]:
        if in_row and scope.row is None:
            return ()
        of = scope.row if scope.row and isinstance(scope.row.record, Recommendation) else None
        found = judge(world, scope)
        where = OF_ROW if in_row else ATTACHMENTS
        return (Wanted(form or "", of, ((where, kind),), found.verdict is Verdict.MET, found.files),)

    return (Draft(form, wants),) if form else ()


def rule_draft(
    form: str | None, kind: str, held: Callable[[World], Iterable[str | None]]
) -> tuple[Draft, ...]:
    """The draft of a management rule that `declared` looks for; finished when a file of the kind opens."""

    def wants(world: World, scope: Scope) -> Sequence[Wanted]:
        files = tuple(file for file in held(world) if file and world.files.get(file) is FileState.GOOD)
        return (Wanted(form or "", None, ((RULES, kind),), bool(files), files),)

    return (Draft(form, wants),) if form else ()


def in_all(parts: Iterable[Sequence[Draft]]) -> tuple[Draft, ...]:
    """The drafts of conditions that must all hold: a paper is finished when each that names it has it."""
    return tuple(
        Draft(form, _together([draft.wants for draft in drafts])) for form, drafts in _by_form(parts).items()
    )


def _together(wants: Sequence[Wants]) -> Wants:
    return lambda world, scope: merged(one for each in wants for one in each(world, scope))


def in_any(parts: Sequence[tuple[Sequence[Draft], Callable[[World, Scope], Outcome]]]) -> tuple[Draft, ...]:
    """The drafts of alternatives: one of them finished is enough; another way that holds makes the paper needless."""
    others = [judge for drafts, judge in parts if not drafts]

    def either(wants: Sequence[Wants]) -> Wants:
        return lambda world, scope: [
            _one_of(same, [judge(world, scope) for judge in others])
            for same in _by_paper(one for each in wants for one in each(world, scope))
        ]

    return tuple(
        Draft(form, either([draft.wants for draft in drafts]))
        for form, drafts in _by_form(drafts for drafts, _ in parts).items()
    )


def for_each_row(drafts: Sequence[Draft], rows: Callable[[World, Scope], Iterable[Row]]) -> tuple[Draft, ...]:
    """The drafts of a condition on rows: wanted as often as rows want them."""

    def over(wants: Wants) -> Wants:
        return lambda world, scope: merged(
            one for row in rows(world, scope) for one in wants(world, Scope(scope.rule, scope.subject, row))
        )

    return tuple(Draft(one.form, over(one.wants)) for one in drafts)


def merged(wanted: Iterable[Wanted]) -> tuple[Wanted, ...]:
    """Wants of one paper made one, in order: finished when all are; what is finished is named no more."""
    return tuple(_all_of(same) for same in _by_paper(wanted))


def _all_of(same: Sequence[Wanted]) -> Wanted:
    waiting = [one for one in same if not one.finished] or same
    under = tuple(dict.fromkeys(name for one in waiting for name in one.under))
    files = tuple(dict.fromkeys(file for one in same if one.finished for file in one.files))
    return Wanted(same[0].form, same[0].of, under, waiting is same and same[0].finished, files)


def _one_of(same: Sequence[Wanted], others: Sequence[Outcome]) -> Wanted:
    there = [one.files for one in same if one.finished]
    there += [one.files for one in others if one.verdict is Verdict.MET]
    files = tuple(dict.fromkeys(file for files in there for file in files))
    return Wanted(same[0].form, same[0].of, same[0].under, bool(there), files)


def _by_paper(wanted: Iterable[Wanted]) -> Iterator[list[Wanted]]:
    found: dict[object, list[Wanted]] = {}
    for one in wanted:
        found.setdefault(one.key, []).append(one)
    return iter(found.values())


def _by_form(parts: Iterable[Sequence[Draft]]) -> dict[str, list[Draft]]:
    found: dict[str, list[Draft]] = {}
    for draft in (one for part in parts for one in part):
        found.setdefault(draft.form, []).append(draft)
    return found
