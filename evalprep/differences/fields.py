"""Which values of a project file are others than before. Notation, order of rows and place in the file are no change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from evalprep.differences.rows import paired
from evalprep.errors import Place
from evalprep.intake.answers import tree_at
from evalprep.intake.merge.meaning import known_values
from evalprep.intake.merge.wording import file_order, place, row_name, shown, told_apart
from evalprep.intake.oneline import line_of
from evalprep.intake.reads import NAMING
from evalprep.model.differences import ChangedField
from evalprep.model.evidence import FileState, named_files
from evalprep.model.fields import Shape, field_at, keys, label, pattern, value_at
from evalprep.model.kinds import NIL, Nil
from evalprep.model.masking import masked
from evalprep.model.validation import PERSONAL, Path, Tree
from evalprep.store.evidence import examine
from evalprep.store.project import StoredProject

COLUMNS = 5
"""So many columns of a row that came or went are told."""
NOTHING = "无"
READABLE = "能打开"


def changed_fields(before: StoredProject, after: StoredProject) -> tuple[ChangedField, ...]:
    """Every value that changed and every row that came or went, in the order of the file."""
    found = list(_Comparing(before, after).record((), ()))
    return tuple(sorted(found, key=lambda one: file_order(one.path)))


def changed_files(before: StoredProject, after: StoredProject) -> Iterator[ChangedField]:
    """The files that both states name, in whatever row, and that are found otherwise, where the folders differ."""
    if before.folder.absolute() == after.folder.absolute():
        return
    first: dict[str, Path] = {}
    for path, name in named_files(before.project):
        first.setdefault(name, path)
    both = [(path, name) for path, name in named_files(after.project) if name in first]
    old, new = (examine(one.folder, (name for _, name in both)) for one in (before, after))
    for path, name in both:
        if old[name] is not new[name]:
            told = (_state(old[name]), _state(new[name]))
            places = (before.place(first[name]), after.place(path))
            yield ChangedField(path, masked(f"附件 {name}"), *told, *places, is_file=True)


def _state(state: FileState) -> str:
    return state.reason.partition("；")[0].partition("，")[0] or READABLE


@dataclass(frozen=True)
class _Comparing:
    """Both states while they are walked through side by side; a path is where something stood, then where it stands."""

    before: StoredProject
    after: StoredProject

    def record(self, old: Path, new: Path) -> Iterator[ChangedField]:
        """What changed inside a record."""
        for key in keys(new):
            yield from self.value((*old, key), (*new, key))

    def value(self, old: Path, new: Path) -> Iterator[ChangedField]:
        """What changed at one path, or below it."""
        was, now = value_at(self.before.project, old), value_at(self.after.project, new)
        if was == now or _same_set(was, now):
            return
        field = field_at(new)
        shape = Shape.VALUE if field is None else field.shape
        if isinstance(was, dict) or isinstance(now, dict):
            for key in {**(was or {}), **(now or {})}:
                yield from self.value((*old, key), (*new, key))
        elif isinstance(was, BaseModel) or isinstance(now, BaseModel):
            told_as_one = any(isinstance(one, str | Nil) for one in (was, now))
            yield from [self._single(old, new)] if told_as_one else self.record(old, new)
        elif shape is not Shape.ROWS or line_of(pattern(new)):
            yield self._single(old, new)
        elif not (was and now):
            yield self._list(old, new, was, now)
        else:
            yield from self._rows(old, new, was, now)

    def _rows(
        self, old: Path, new: Path, was: tuple[BaseModel, ...], now: tuple[BaseModel, ...]
    ) -> Iterator[ChangedField]:
        for first, second in paired(pattern(new), was, now):
            if first is None:
                row = (*new, second or 0)
                text = _row(self.after, row)
                yield ChangedField(
                    row, _label(self.after, row), None, text, None, self.after.place(row), True
                )
            elif second is None:
                row = (*old, first)
                text = _row(self.before, row)
                place_before = self.before.place(row)
                yield ChangedField(row, _label(self.before, row), text, None, place_before, None, True)
            else:
                yield from self.record((*old, first), (*new, second))

    def _list(self, old: Path, new: Path, was: object, now: object) -> ChangedField:
        """A list that was unknown or empty, or is so now: told as one, for all its rows came or went."""
        texts = (_listed(self.before, old, was), _listed(self.after, new, now))
        path = old if now is None else new
        places = (_at(self.before, old, was), _at(self.after, new, now))
        return ChangedField(path, label(path) or str(path[-1]), *texts, *places)

    def _single(self, old: Path, new: Path) -> ChangedField:
        trees = tree_at(self.before.source.tree, old), tree_at(self.after.source.tree, new)
        was, now = _shown(old, trees[0]), _shown(new, trees[1])
        if was is not None and now is not None:
            now = told_apart(was, now, *trees)
        known = self.after if now is not None else self.before
        path = new if now is not None else old
        return ChangedField(
            path, _label(known, path), was, now, _at(self.before, old, was), _at(self.after, new, now)
        )


def _same_set(was: object, now: object) -> bool:
    """Whether two lists of texts hold the same in another order."""
    if not (isinstance(was, tuple) and isinstance(now, tuple)):
        return False
    return not any(isinstance(one, BaseModel) for one in (*was, *now)) and sorted(map(str, was)) == sorted(
        map(str, now)
    )


def _at(stored: StoredProject, path: Path, value: object) -> Place | None:
    return None if value is None else stored.place(path)


def _shown(path: Path, tree: Tree) -> str | None:
    if isinstance(tree, dict):
        return "已登记"
    return None if tree is None else shown(path, tree)


def _listed(stored: StoredProject, path: Path, rows: object) -> str | None:
    """3 行：张示例、李示例、王示例."""
    if rows is None:
        return None
    if not isinstance(rows, tuple) or not rows:
        return NOTHING
    names = [row_name((*path, number), row) for number, row in enumerate(rows)]
    named = [name for name in names if name]
    more = "等" if len(named) > COLUMNS else ""
    return f"{len(rows)} 行" + (f"：{'、'.join(named[:COLUMNS])}{more}" if named else "")


def _row(stored: StoredProject, row: Path) -> str:
    """学历 本科，职称 高级工程师 副高 等 9 项: what a row says beside its name; no numbers of persons."""
    record = value_at(stored.project, row)
    told = []
    values: Iterable[tuple[Path, Any]] = known_values(record).items()
    for inner, value in values:
        field = field_at((*row, *inner))
        if field is None or inner[0] in NAMING[:2] or isinstance(value, dict) or value in ((), NIL):
            continue
        if field.kind is not None and field.kind.name in (*PERSONAL, "file"):
            continue
        tree = tree_at(stored.source.tree, (*row, *inner))
        if isinstance(tree, str) or (isinstance(tree, list) and all(isinstance(one, str) for one in tree)):
            told.append(f"{field.label} {shown((*row, *inner), tree)}")
    return "，".join(told[:COLUMNS]) + (f" 等 {len(told)} 项" if len(told) > COLUMNS else "")


def _label(stored: StoredProject, path: Path) -> str:
    """工作人员第 3 行 张示例·学历; of a row without what follows the dot."""
    found = place(path, stored.project, {})
    return f"{found.section}{found.row}" if isinstance(path[-1], int) else found.text
