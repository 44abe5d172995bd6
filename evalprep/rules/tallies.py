"""Rows held one by one: which of a list are meant, which of these count, and `every`.

A row whose cells do not say enough is neither counted nor refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel

from evalprep.model.results import Missing, Outcome, RowNote, Shown
from evalprep.model.verdicts import Verdict, all_of
from evalprep.rules.compiled import Compiled, gathered, once
from evalprep.rules.drafts import for_each_row
from evalprep.rules.facts import Collection
from evalprep.rules.showing import of_row
from evalprep.rules.wording import beside, bracketed
from evalprep.rules.world import Collected, Row, Scope, World

COUNTS = {Verdict.MET: "yes", Verdict.NOT_APPLICABLE: "yes", Verdict.UNMET: "no"}
"""What a row's verdict says of it in a finding; any other is `maybe`."""
OUT = (Verdict.UNMET, Verdict.NOT_APPLICABLE)
"""The verdicts of `where` that pass a row over, and of `satisfies` that keep it from counting."""


@dataclass(frozen=True)
class Tried:
    """A row that is meant, or may be, held against what is asked of it."""

    row: Row
    verdict: Verdict
    reason: str
    missing: tuple[Missing, ...] = ()
    files: tuple[str, ...] = ()
    shown: tuple[Shown, ...] = ()
    """The papers that it is shown by; of a row that does not count none."""

    def note(self, world: World) -> RowNote:
        """How the finding tells of the row."""
        counts = COUNTS.get(self.verdict, "maybe")
        return RowNote(
            world.place(self.row.path), self.row.label, counts, "" if counts == "yes" else self.reason
        )


@dataclass(frozen=True)
class Rows:
    """The rows of a list that a condition means: those that `where` selects."""

    listed: Collection
    where: Compiled | None = None
    satisfies: Compiled | None = None

    @property
    def label(self) -> str:
        """工作人员（专职）."""
        return f"{self.listed.label}{bracketed(self.where.told)}" if self.where else self.listed.label

    @property
    def conditions(self) -> tuple[Compiled, ...]:
        """What each row is held against."""
        return tuple(one for one in (self.where, self.satisfies) if one)

    def collect(self, world: World, scope: Scope) -> Collected:
        """All rows of the list."""
        return self.listed.collect(world, scope.subject)

    def meant(self, collected: Collected, world: World, scope: Scope) -> Iterator[tuple[Row, Outcome]]:
        """The rows that are selected, or may be, each with why that is open."""
        for row in collected.rows:
            selected = _selected(row, collected, self.where, world, scope)
            if selected.verdict not in OUT:
                yield row, selected

    def rows_meant(self, world: World, scope: Scope) -> Iterator[Row]:
        """The rows that are selected, or may be."""
        return (row for row, _ in self.meant(self.collect(world, scope), world, scope))

    def counted(self, collected: Collected, world: World, scope: Scope) -> list[Tried]:
        """The rows that are meant, each with whether it counts: `where` and `satisfies` both hold."""
        return [
            _counts(row, selected, self.satisfies, world, scope)
            for row, selected in self.meant(collected, world, scope)
        ]


MEANT = Outcome(Verdict.MET, "", "")


def _selected(row: Row, collected: Collected, where: Compiled | None, world: World, scope: Scope) -> Outcome:
    """Whether a row is meant: it belongs to the list, and `where` holds."""
    held = where.judge(world, Scope(scope.rule, scope.subject, row)) if where else MEANT
    if held.verdict in OUT or row.path not in collected.doubtful:
        return held
    reason, paths = collected.doubtful[row.path]
    missing = tuple(world.missing(path) for path in paths)
    return _both_open([Outcome(Verdict.UNKNOWN, "", reason, missing=missing), held])


def _counts(row: Row, selected: Outcome, satisfies: Compiled | None, world: World, scope: Scope) -> Tried:
    held = satisfies.judge(world, Scope(scope.rule, scope.subject, row)) if satisfies else MEANT
    if held.verdict in OUT:
        return Tried(row, Verdict.UNMET, held.message)
    both = _both_open([selected, held])
    return Tried(row, both.verdict, both.message, both.missing, held.files, of_row(row, held, world))


def _both_open(held: Sequence[Outcome]) -> Outcome:
    """Two judgements of one row of which neither fails, with what those that are open tell and miss."""
    still = [one for one in held if one.verdict is Verdict.UNKNOWN]
    reason = "；".join(dict.fromkeys(one.message for one in still if one.message))
    missing = once(one for outcome in still for one in outcome.missing)
    return Outcome(Verdict.UNKNOWN if still else Verdict.MET, "", reason, missing=missing)


CITED_AT_MOST = 3


def cited(rows: Rows, tried: Sequence[Tried]) -> str:
    """The works that count, by kind and title: 培训教材《…》. The first few, and how many there are."""
    works = [one.row.record for one in tried if rows.listed.cited and one.verdict is Verdict.MET]
    named = [f"{getattr(one, 'kind', None) or ''}《{title}》" for one in works if (title := _title(one))]
    told = "、".join(named[:CITED_AT_MOST])
    return f"{told}等 {len(works)} 项" if 0 < min(CITED_AT_MOST, len(named)) < len(works) else told


def _title(work: BaseModel) -> str:
    """A work's title without the marks that somebody may have written around it."""
    return str(getattr(work, "title", None) or "").removeprefix("《").removesuffix("》")


def evidence(rows: Rows, tried: Sequence[Tried]) -> tuple[str, ...]:
    """The files that show the rows that count: those that were looked for, and those of the works that are cited."""
    counting = [one for one in tried if one.verdict is Verdict.MET]
    own = ((getattr(one.row.record, "files", None) or {}) if rows.listed.cited else {} for one in counting)
    looked_for = (file for one in counting for file in one.files)
    return tuple(
        dict.fromkeys([*looked_for, *(file for kinds in own for some in kinds.values() for file in some)])
    )


def every(rows: Rows) -> Compiled:
    """Every row that is meant satisfies a condition. Over no row at all this is unknown, never met."""
    satisfies = rows.satisfies
    assert satisfies is not None

    def judge(world: World, scope: Scope) -> Outcome:
        collected = rows.collect(world, scope)
        meant = list(rows.meant(collected, world, scope))
        tried = [_held(row, selected, satisfies, world, scope) for row, selected in meant]
        certain = any(selected.verdict is Verdict.MET for _, selected in meant)
        # A further row may stand there, or none is certain to be meant.
        unsure = () if certain and collected.complete else (Verdict.UNKNOWN,)
        verdict = all_of([*(one.verdict for one in tried), *unsure])
        lists = collected.missing or (() if meant else collected.lists)
        asked = (
            *(world.missing(path) for path in lists),
            # Where no row is certain to be meant, it matters which are, though all that may be satisfy.
            *(one for _, selected in (() if certain else meant) for one in selected.missing),
            *(one for each in tried for one in each.missing),
        )
        missing = once(asked) if verdict is Verdict.UNKNOWN else ()
        # What is known, but not in the words that are looked for, is not asked for again.
        unsettled = "，不能据此断定" if verdict is Verdict.UNKNOWN and not missing else ""
        return Outcome(
            verdict,
            rows.listed.label,
            _told_each(rows.label, tried, collected, certain) + unsettled,
            missing=missing,
            rows=tuple(one.note(world) for one in tried),
            files=tuple(file for one in tried for file in one.files),
            shown=tuple(paper for one in tried for paper in one.shown),
        )

    lead = f"{rows.label}每一行："
    lines = satisfies.meaning
    meaning = (lead + lines[0],) if len(lines) == 1 else (lead, *(f"　{line}" for line in lines))
    every = gathered(
        judge, rows.conditions, meaning, f"{rows.label}每一行{satisfies.told}", rows.listed.reads
    )
    return replace(every, drafts=for_each_row(satisfies.drafts, rows.rows_meant))


def _held(row: Row, selected: Outcome, satisfies: Compiled, world: World, scope: Scope) -> Tried:
    """A row against what all must satisfy. While it is open whether it is meant, what it fails is held against nobody."""
    held = satisfies.judge(world, Scope(scope.rule, scope.subject, row))
    if selected.verdict is Verdict.MET or held.verdict in (Verdict.MET, Verdict.NOT_APPLICABLE):
        return Tried(row, held.verdict, held.message, held.missing, held.files, of_row(row, held, world))
    reason = "；".join(one for one in (selected.message, held.message) if one)
    missing = (*selected.missing, *held.missing)
    return Tried(row, Verdict.UNKNOWN, reason, missing, held.files, of_row(row, held, world))


def _told_each(label: str, tried: Sequence[Tried], collected: Collected, certain: bool) -> str:
    if not tried:
        return f"「{label}」没有填" if not collected.complete else f"{label}一行也没有，无从判断"
    failing = sum(one.verdict is Verdict.UNMET for one in tried)
    asking = sum(one.verdict is Verdict.UNKNOWN for one in tried)
    counted = [f"{number} 行{what}" for number, what in ((failing, "不符合"), (asking, "待补充")) if number]
    told = (
        beside(label, f"{len(tried)} 行中有 {'，'.join(counted)}")
        if counted
        else beside(label, f"{len(tried)} 行{'都' if len(tried) > 1 else ''}符合")
    )
    still = [
        *(() if collected.complete else ("名单还不完整",)),
        *(() if certain else ("是不是都要看这一条，还不能断定",)),
    ]
    return "；".join((told, *still))
