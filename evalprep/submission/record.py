"""A project as papers see it: text by path, raw values for workbooks, list entries, words for ticks, and what is awaited.

Beside the fields of the project file it knows what `model.derived` declares: values of several fields, and lists put
together from others. Nothing is guessed: what is unknown is None, and `waits_for` names the fields that would tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from pydantic import BaseModel

from evalprep.model.basic import plain
from evalprep.model.catalogs import Catalogs
from evalprep.model.derived import DERIVED, NUMBER, SCORE, Around, Derived, asked_for
from evalprep.model.fields import Field, Shape, concrete, field_at, pattern, value_at
from evalprep.model.kinds import NIL
from evalprep.model.project import Project
from evalprep.model.validation import Path
from evalprep.submission.derived_rows import LIST_MAKERS, VALUE_MAKERS, DerivedRow, Listed, Made

Extra = Mapping[str, "str | Made | None"]
"""Values that come from outside the project, by path: the points of the self-assessment (`score.ZJ-R1a`)."""


class ProjectRecord:
    """A project on a day, or one entry of its lists, as `documents.values.Record`."""

    def __init__(
        self, project: Project, on: date, extra: Extra | None = None, *, catalogs: Catalogs | None = None
    ) -> None:
        self._around = Around(project, on, catalogs or Catalogs())
        self._extra = extra or {}
        self._row, self._number = DerivedRow(()), 0

    def text(self, path: str) -> str | None:
        """The text of a field as it stands on paper; None when unknown. 无 is printed as 无.

        Raises KeyError for a path that is no printed field.
        """
        made, field = self._found(path)
        return None if made.value in (None, ()) else _printed(made, field, path)

    def value(self, path: str) -> object | None:
        """The value itself: a number, day, text, tuple or 无; None when unknown."""
        return self._found(path)[0].value

    def rows(self, path: str) -> Sequence[ProjectRecord] | None:
        """The entries of a list; None when it is unknown, or open which rows it has."""
        full = self._full(path)
        listed = self._listed(full)
        if listed is None:
            entries = value_at(self._around.project, full)
            known = None if entries is None else () if entries == NIL else entries
            listed = Listed(
                None if known is None else tuple(DerivedRow((*full, at)) for at in range(len(known)))
            )
        if listed.rows is None:
            return None
        return [self._entry(row, number) for number, row in enumerate(listed.rows, 1)]

    def choices(self, path: str) -> Sequence[str]:
        """The words that may tick an option, best first."""
        full = self._full(path)
        derived = DERIVED.get(pattern(full))
        if derived is not None and derived.write is None and pattern(full) not in VALUE_MAKERS:
            record = self._beside(full)
            return derived.choices(record) if record is not None else ()
        text = self.text(path)
        return (text,) if text else ()

    def path_of(self, path: str) -> str:
        """The whole path of a field in the project, where it really stands: equipment[3].quantity."""
        given = self._row.columns.get(path)
        if isinstance(given, Made):
            return _text(given.waits[0]) if given.waits else path
        full = self._full(path)
        return path if full[0] == SCORE else _text(full)

    def waits_for(self, path: str) -> tuple[Path, ...]:
        """The fields of the project file that an open slot waits for: unknown ones, or those that leave it open.

        Empty where all its fields are known, and only the form has no option for what they say.
        """
        at = concrete(path)
        for end in range(1, len(at)):
            if isinstance(at[end], int) and self._listed(self._full_of(at[:end])) is not None:
                rows = self.rows(_text(at[:end])) or ()
                index = at[end]
                assert isinstance(index, int)
                return rows[index].waits_for(_text(at[end + 1 :])) if index < len(rows) else ()
        full = self._full_of(at)
        listed = self._listed(full)
        if listed is None:
            return self._found(path)[0].waits
        # A list put together of others that must not be empty waits for those.
        return listed.waits or (() if listed.rows else asked_for(full))

    def _entry(self, row: DerivedRow, number: int) -> ProjectRecord:
        entry = ProjectRecord(
            self._around.project, self._around.on, self._extra, catalogs=self._around.catalogs
        )
        entry._row, entry._number = row, number
        return entry

    def _full(self, path: str) -> Path:
        return self._full_of(concrete(path))

    def _full_of(self, path: Path) -> Path:
        """The whole path of one below this record; a column of a derived row may stand elsewhere."""
        alias = self._row.columns.get(str(path[0]))
        return alias if isinstance(alias, tuple) else (*self._row.at, *path)

    def _listed(self, full: Path) -> Listed | None:
        make = LIST_MAKERS.get(pattern(full))
        return make(self._around, full) if make else None

    def _found(self, path: str) -> tuple[Made, Field | None]:
        """What stands at a path, and the field whose notation it has, where it is one."""
        given = self._row.columns.get(path)
        if isinstance(given, Made):
            return given, None
        full = self._full(path)
        if path == NUMBER and self._number:
            return Made(self._number), None
        if full[0] == SCORE:
            return self._scored(path), None
        if made := VALUE_MAKERS.get(pattern(full)):
            return made(self._around, full), None
        if derived := DERIVED.get(pattern(full)):
            record = self._beside(full)
            value = derived.write(record, self._around) if derived.write and record is not None else None
            return Made(value, self._deciding(full, derived) if value is None else (), derived.unit), None
        return Made(value_at(self._around.project, full), self._unknown(full, empty=True)), field_at(full)

    def _scored(self, path: str) -> Made:
        given = self._extra.get(path)
        return given if isinstance(given, Made) else Made(given, self._unknown(concrete(path)))

    def _unknown(self, full: Path, *, empty: bool = False) -> tuple[Path, ...]:
        """What a slot asks for and the project does not say; of a list that must not be empty also one that is."""
        lacking = (None, ()) if empty else (None,)
        return tuple(path for path in asked_for(full) if value_at(self._around.project, path) in lacking)

    def _deciding(self, full: Path, derived: Derived) -> tuple[Path, ...]:
        """What an open value of several fields waits for: what is unknown, else what is too vague, such as a year.

        Nothing where all is known, and the form has no option for it.
        """
        vague = asked_for(full) if derived.write else ()
        return self._unknown(full) or self._nameless(full, derived) or vague

    def _nameless(self, full: Path, derived: Derived) -> tuple[Path, ...]:
        """The first field of entries of which nothing is known that the value is made of: a title without a name."""
        beside = derived.path.rpartition(".")[0]
        lists: dict[str, list[str]] = {}
        for path in derived.reads:
            listed, inside, key = path.rpartition("[].")
            if inside and listed.startswith(f"{beside}."):
                lists.setdefault(listed.removeprefix(f"{beside}."), []).append(key)
        found: list[Path] = []
        for listed, keys in lists.items():
            entries = value_at(self._around.project, (*full[:-1], listed)) or ()
            found += [
                (*full[:-1], listed, at, keys[0])
                for at, entry in enumerate(entries)
                if all(value_at(entry, (key,)) is None for key in keys)
            ]
        return tuple(found)

    def _beside(self, full: Path) -> BaseModel | None:
        found = value_at(self._around.project, full[:-1])
        return found if isinstance(found, BaseModel) else None


def _printed(made: Made, field: Field | None, path: str) -> str:
    value = made.value
    if value == NIL:
        return str(NIL)
    if field is not None and field.kind is not None:
        if field.shape is Shape.VALUES and isinstance(value, tuple):
            return "、".join(field.kind.on_paper(one) for one in value)
        return field.kind.on_paper(value)
    if field is not None or not isinstance(value, str | int | Decimal):
        raise KeyError(f"no text for {path}")
    return value if isinstance(value, str) else f"{plain(Decimal(value))}{made.unit}"


def _text(path: Path) -> str:
    """`occupations[0].trades` of a concrete path."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")
