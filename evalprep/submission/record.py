"""A project as forms see it: text for paper by path, list entries, and words for ticks."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from evalprep.model.derived import DERIVED
from evalprep.model.fields import Shape, concrete, field_at, pattern, value_at
from evalprep.model.kinds import NIL
from evalprep.model.validation import Path


class ProjectRecord:
    """A project, or one entry of its lists, as `documents.values.Record`."""

    def __init__(self, root: BaseModel, at: Path = ()) -> None:
        self._root, self._at = root, at

    def text(self, path: str) -> str | None:
        """The text of a field as it stands on paper; None when unknown. 无 is printed as 无."""
        full = (*self._at, *concrete(path))
        derived = DERIVED.get(pattern(full))
        if derived is not None:
            record = self._beside(full)
            return derived.write(record) if record is not None else None
        value, field = value_at(self._root, full), field_at(full)
        if value is None or value == ():
            return None
        if value == NIL:
            return str(NIL)
        if field is None or field.kind is None:
            raise KeyError(f"no text for {path}")
        if field.shape is Shape.VALUES:
            return "、".join(field.kind.on_paper(one) for one in value)
        return field.kind.on_paper(value)

    def rows(self, path: str) -> Sequence[ProjectRecord] | None:
        """The entries of a list; None when unknown."""
        full = (*self._at, *concrete(path))
        entries = value_at(self._root, full)
        if entries is None:
            return None
        return [ProjectRecord(self._root, (*full, index)) for index in range(len(entries))]

    def choices(self, path: str) -> Sequence[str]:
        """The words that may tick an option, best first."""
        full = (*self._at, *concrete(path))
        derived = DERIVED.get(pattern(full))
        if derived is not None:
            record = self._beside(full)
            return derived.choices(record) if record is not None else ()
        text = self.text(path)
        return (text,) if text else ()

    def _beside(self, full: Path) -> BaseModel | None:
        found = value_at(self._root, full[:-1])
        return found if isinstance(found, BaseModel) else None
