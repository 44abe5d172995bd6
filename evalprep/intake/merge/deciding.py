"""From given values at their places to changes and conflicts: what is said against what stands there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from evalprep.intake.answers import current_text, tree_at
from evalprep.intake.given import Given, Origin
from evalprep.intake.merge.changes import Change, Choice, Conflict, Merge
from evalprep.intake.merge.meaning import (
    Meaning,
    is_files,
    meaning,
    only_takes_away,
    says_less,
    standing,
    whole,
    written,
)
from evalprep.intake.merge.placing import Placed, Said, UnclearRow
from evalprep.intake.merge.wording import file_order, place, row_name, shown, told_apart
from evalprep.intake.oneline import line_of
from evalprep.model.fields import Shape, field_at, label, value_at
from evalprep.model.kinds import NIL
from evalprep.model.project import Project
from evalprep.model.validation import Path, Tree

EMPTIES = "导入的说没有（无），这里已经有内容；没有写进导入文件的，不等于没有"
FEWER = "导入的只有其中一部分；没有写进导入文件的，不等于没有"
LOSES = "照导入的改，原来登记着证明文件的就没有了"
NAMELESS = "导入的没有写名称，不知道说的是哪一项"
DIFFER = "几处说法不一样"
NONE_AND_SOME = "一处说没有（无），另一处有内容"
AGAINST_PROJECT = (EMPTIES, FEWER, LOSES, NAMELESS)
"""Conflicts of one source with what stands in the project: there is nothing to mend in the source."""


@dataclass(frozen=True)
class _Version:
    """One of the things that are said of one value."""

    meaning: Meaning
    tree: Tree
    origins: tuple[Origin, ...]


def decided(project: Project, tree: Tree, found: Placed) -> Merge:
    """The merge of all that was placed; `tree` is the plain value of the project's file."""
    unclear = {(*one.listed, one.number) for one in found.unclear}
    clear = [one for one in found.said if not any(one.path[: len(row)] == row for row in unclear)]
    decider = _Decider(project, tree, found)
    changes, conflicts = decider.decide(clear)
    conflicts += [decider.unclear(one) for one in found.unclear]
    changes.sort(key=lambda change: file_order(change.path))
    return Merge(
        tuple(changes),
        tuple(conflicts),
        decider.same,
        tuple(found.remarks),
        tuple(_now_complete(project, changes)),
    )


class _Decider:
    """Holds values against one project."""

    def __init__(self, project: Project, tree: Tree, found: Placed) -> None:
        self.project, self.tree, self.found = project, tree, found
        self.same = 0

    def decide(self, said: Iterable[Said]) -> tuple[list[Change], list[Conflict]]:
        """Changes and conflicts of values at concrete paths, in the order in which they are said."""
        by_path: dict[Path, list[Given]] = {}
        for one in said:
            by_path.setdefault(one.path, []).append(one.given)
        changes: list[Change] = []
        conflicts: list[Conflict] = []
        denied = {path: givens for path, givens in by_path.items() if self._denies(path, givens, by_path)}
        for path, givens in by_path.items():
            around = next((one for one in denied if one != path and path[: len(one)] == one), None)
            if around is not None:
                continue
            found = self._denied(path, by_path) if path in denied else self._value(path, givens)
            changes += [found] if isinstance(found, Change) else []
            conflicts += [found] if isinstance(found, Conflict) else []
        return changes, conflicts

    def _denies(self, path: Path, givens: Sequence[Given], by_path: Iterable[Path]) -> bool:
        """Whether 无 is said of something of which other values are given."""
        says_none = any(self._meaning(path, given.tree) == NIL for given in givens)
        return says_none and any(len(one) > len(path) and one[: len(path)] == path for one in by_path)

    def _denied(self, path: Path, by_path: dict[Path, list[Given]]) -> Conflict:
        givens = by_path[path]
        below = [
            Said(one, given)
            for one, all_of_it in by_path.items()
            if len(one) > len(path) and one[: len(path)] == path
            for given in all_of_it
        ]
        changes, more = self._tried(below)
        origins = tuple(dict.fromkeys(one.given.origin for one in below))
        none = self._change(path, _Version(NIL, givens[0].tree, tuple(given.origin for given in givens)))
        choices = (
            Choice(none.new, (none,), (none.origin, *none.also)),
            Choice(f"有内容（{len(origins)} 处{more}）", tuple(changes), origins),
        )
        return Conflict(path, none.label, NONE_AND_SOME, none.old, choices)

    def _tried(self, said: Iterable[Said]) -> tuple[list[Change], str]:
        """The changes of one possibility, and a word on what is left out of it because it is contradictory in itself."""
        before = self.same
        changes, conflicts = self.decide(said)
        self.same = before
        return changes, f"；另有 {len(conflicts)} 处说法不一，不带上" if conflicts else ""

    def _value(self, path: Path, givens: Sequence[Given]) -> Change | Conflict | None:
        """What one value comes to; None where it stands there already."""
        old = self._standing(path)
        versions = self._files(path, givens) if is_files(path) else self._versions(path, givens)
        if len(versions) == 1:
            (version,) = versions
            if says_less(version.meaning, old):
                self.same += 1
                return None
            change = self._change(path, version)
            why = self._loss(path, version, old)
            return self._losing(path, version, change, why) if why else change
        return self._conflict(path, versions, DIFFER)

    def _versions(self, path: Path, givens: Sequence[Given]) -> list[_Version]:
        """What is said, each once; who says less than another says the same as he."""
        said = [(self._meaning(path, given.tree), given) for given in givens]
        most = [
            one for one, _ in said if all(says_less(other, one) for other, _ in said if says_less(one, other))
        ]
        found: dict[int, _Version] = {}
        for meant, given in said:
            place = next(place for place, one in enumerate(most) if says_less(meant, one))
            known = found.get(place)
            if known is None:
                found[place] = _Version(meant, given.tree, (given.origin,))
                continue
            fuller = known if says_less(meant, known.meaning) else _Version(meant, given.tree, ())
            found[place] = _Version(fuller.meaning, fuller.tree, (*known.origins, given.origin))
        return list(found.values())

    def _files(self, path: Path, givens: Sequence[Given]) -> list[_Version]:
        """Files come to those that are there: nothing that is registered goes because a list does not have it."""
        some = [given for given in givens if self._meaning(path, given.tree) != NIL]
        none = [given for given in givens if given not in some]
        versions = []
        if some:
            there = tree_at(self.tree, path)
            known = list(there) if isinstance(there, list) else []
            new = [text for given in some for text in _texts(path, given.tree)]
            files = list(dict.fromkeys([*known, *new]))
            versions.append(_Version(self._meaning(path, files), files, tuple(one.origin for one in some)))
        if none:
            versions.append(_Version(NIL, [], tuple(given.origin for given in none)))
        return versions

    def _loss(self, path: Path, version: _Version, old: Meaning) -> str:
        """Why what stands there is not to give way unasked; nothing where it may."""
        if old is None or old == NIL:
            return ""
        if version.meaning == NIL:
            return EMPTIES
        if only_takes_away(version.meaning, old):
            return FEWER
        _, lost = whole(path, tree_at(self.tree, path), written(path, version.tree))
        if any(isinstance(one, dict) and one.get("files") for one in lost):
            return LOSES
        return NAMELESS if lost and _is_nameless(path, version.tree) else ""

    def _losing(self, path: Path, version: _Version, change: Change, why: str) -> Conflict:
        """The import's list, or that with all that it lacks, or what stands there."""
        choices = [Choice(change.new, (change,), version.origins)]
        before = tree_at(self.tree, path)
        tree, lost = whole(path, before, written(path, version.tree))
        if why in (LOSES, NAMELESS) and isinstance(tree, list):
            both = replace(change, tree=[*lost, *tree], new=shown(path, [*lost, *tree]))
            choices.append(Choice(f"都要：{both.new}", (both,), version.origins))
        return Conflict(path, change.label, why, change.old, tuple(choices), change.new_rows)

    def _conflict(self, path: Path, versions: Sequence[_Version], why: str) -> Conflict:
        old = self._standing(path)
        changes = [self._change(path, version) for version in versions]
        choices = tuple(
            Choice(change.new, () if says_less(version.meaning, old) else (change,), version.origins)
            for version, change in zip(versions, changes, strict=True)
        )
        return Conflict(path, changes[0].label, why, changes[0].old, choices, changes[0].new_rows)

    def unclear(self, row: UnclearRow) -> Conflict:
        """A row that may be one of several: which, the person says."""
        path = (*row.listed, row.number)
        name = self.found.new_rows[path]
        title = place((*path, row.given[0].values[0].path[0]), self.project, self.found.new_rows).section
        origins = tuple(given.origin for given in row.given)
        choices = []
        for number in row.maybe:
            changes, more = self._tried(_said(row, number))
            record = value_at(self.project, (*row.listed, number))
            told = "，".join(f"{change.place.field}改为 {change.new}" for change in changes[:4])
            named = f"是已有的第 {number + 1} 行 {row_name((*row.listed, number), record)}".rstrip()
            choices.append(Choice(f"{named}（{told or '没有变化'}{more}）", tuple(changes), origins))
        changes, more = self._tried(_said(row, row.number))
        choices.append(Choice(f"是另外的一行，加在后面{more}", tuple(changes), origins))
        lines = "、".join(f"第 {number + 1} 行" for number in row.maybe)
        why = (
            f"不知道是不是已有的{lines}"
            if lines
            else "有几行名称或号码相同，别的又对不上，分不清是不是同一行"
        )
        return Conflict(path, f"{title} {name}".rstrip(), why, None, tuple(choices))

    def _change(self, path: Path, version: _Version) -> Change:
        before = tree_at(self.tree, path)
        tree, _ = whole(path, before, written(path, version.tree))
        old = self._old(path)
        new = told_apart(old, shown(path, tree), before, tree)
        first, *also = version.origins
        rows = tuple(
            path[: end + 1]
            for end, part in enumerate(path)
            if isinstance(part, int) and path[: end + 1] in self.found.new_rows
        )
        names = self.found.new_rows
        return Change(path, place(path, self.project, names), old, new, tree, first, tuple(also), rows)

    def _old(self, path: Path) -> str | None:
        value = value_at(self.project, path)
        if value is None:
            return None
        if value == NIL or value == ():
            return str(NIL)
        field = field_at(path)
        before = tree_at(self.tree, path)
        if field is not None and field.shape is Shape.ROWS and isinstance(before, list):
            named = shown(path, before)
            return named or f"{len(before)} 行"
        if field is not None and field.shape is Shape.RECORD:
            return "已填"
        return shown(path, current_text(self.project, path))

    def _standing(self, path: Path) -> Meaning:
        return standing(path, value_at(self.project, path), self.found.words)

    def _meaning(self, path: Path, tree: Tree) -> Meaning:
        return meaning(path, tree, self.found.words)


def _said(row: UnclearRow, number: int) -> list[Said]:
    return [Said((*row.listed, number, *given.path), given) for one in row.given for given in one.values]


def _is_nameless(path: Path, tree: Tree) -> bool:
    field = field_at(path)
    line = line_of(field.path) if field is not None else None
    rows = tree if isinstance(tree, list) else []
    return line is not None and any(isinstance(row, dict) and line.name not in row for row in rows)


def _texts(path: Path, tree: Tree) -> list[str]:
    found = written(path, tree)
    return [str(one) for one in found] if isinstance(found, list) else []


def _now_complete(project: Project, changes: Sequence[Change]) -> Iterator[str]:
    """The lists of which nothing was known, and that have rows now."""
    lists = dict.fromkeys(
        change.new_rows[0][:-1] for change in changes if change.new_rows and len(change.new_rows) == 1
    )
    for listed in lists:
        if value_at(project, listed) is None:
            yield label(listed) or str(listed[-1])
