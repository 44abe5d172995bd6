"""A form map (form.yaml): which label of an official form stands beside which field.

`parse_form_map` turns a form map as read into a `FormMap`, or into every complaint about it. One map fills our
blank and reads a filled form back. Nothing here touches a Word file, so that `check` starts fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, WithJsonSchema

from evalprep.errors import Place
from evalprep.model.kinds import BadValue, Kind

_PATH = re.compile(r"\.?[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*|score\.[A-Za-z0-9-]+")
PLACES = ("right", "below", "same_cell_below", "after_colon", "blank", "paragraph_after")
LEFT_EMPTY = ("signature", "seal", "date", "authority")
MOST_GROUPS = 9
"""How many times the headers of a list may stand side by side."""


def _words(text: str) -> str:
    if not text.strip():
        raise BadValue("不能是空的", "一段文字")
    return text


def _path(text: str) -> str:
    if not _PATH.fullmatch(text):
        raise BadValue("不是字段路径", "字段路径，如 organization.name；组或行里的字段以点开头，如 .position")
    return text


def _closed(name: str, words: tuple[str, ...]) -> Kind[str]:
    listed = "、".join(words)

    def parse(text: str) -> str:
        if text not in words:
            raise BadValue("没有这种写法", f"以下之一：{listed}")
        return text

    return Kind(name, str, f"以下之一：{listed}", parse, choices=words, other_words=False)


def _yes_or_no(text: str) -> bool:
    if text not in ("true", "false"):
        raise BadValue("不是 true 或 false", "true 或 false")
    return text == "true"


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 2 <= int(text[:4]) <= MOST_GROUPS):
        raise BadValue("不是合适的组数", f"2 到 {MOST_GROUPS} 的整数")
    return int(text)


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Words = Annotated[str, Kind("words", str, "一段文字", _words)]
FieldPath = Annotated[str, Kind("path", str, "字段路径", _path)]
AnswerPlace = Annotated[str, _closed("place", PLACES)]
Box = Annotated[str, _closed("box", ("before", "after"))]
LeftEmpty = Annotated[str, _closed("leave", LEFT_EMPTY)]
Keep = Annotated[str, _closed("numbered", ("keep",))]
Replace = Annotated[str, _closed("ellipsis", ("replace",))]
Across = Annotated[str, _closed("order", ("across",))]
Groups = Annotated[int, Kind("groups", int, f"2 到 {MOST_GROUPS} 的整数", _count, json_type="integer")]
Flag = Annotated[
    bool, Kind("flag", bool, "true 或 false", _yes_or_no, lambda on: str(on).lower(), json_type="boolean")
]
WordsList = Annotated[
    tuple[Words, ...],
    BeforeValidator(_as_list),
    WithJsonSchema({"type": ["string", "array"], "items": {"type": "string"}}),
]


class Strict(BaseModel):
    """What every part of a form map is: unchangeable, and without keys that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Origin(Strict):
    """出处: the notice and annex that print the form, and where our layout comes from."""

    notice: Words
    annex: Words
    layout: Words


class Start(Strict):
    """Where a section begins: at a paragraph with this label, at the table with these labels, or at a heading."""

    paragraph: Words | None = None
    table_with: WordsList | None = None
    heading: Words | None = None

    @property
    def words(self) -> str:
        """What messages call the section."""
        return self.paragraph or self.heading or "、".join(self.table_with or ())


class End(Strict):
    """Where a section or list ends: before this heading, before a text that begins so, or with such a text."""

    heading: Words | None = None
    text: Words | None = None
    through: Words | None = None
    """The last text that still belongs to it, such as the note under a table; never a cell among others."""

    @property
    def words(self) -> str:
        """What messages call the end."""
        return self.heading or self.text or self.through or ""


class Slot(Strict):
    """One place for an answer: beside `label`, a `value`, a tick (`choose`), or empty on purpose (`leave`)."""

    label: Words
    place: AnswerPlace = "right"
    column: Words | None = None
    """Instead of a place: the cell where the label's row crosses the column under this header of the same table."""
    each: FieldPath | None = None
    """A list that stands in the one place, an entry a line and numbered; `value` is then the entry's field."""
    value: FieldPath | None = None
    choose: FieldPath | None = None
    leave: LeftEmpty | None = None
    before: Words | None = None
    """For `blank`: the text that follows the blank, such as （盖章）."""
    lead: Words | None = None
    """For `same_cell_below`: the line that introduces this answer inside a cell that several share."""
    box: Box | None = None
    options: dict[str, WordsList] | None = None
    """Each option as printed, with the words of the field that tick it."""

    @property
    def path(self) -> str:
        """The field, or for a slot left empty on purpose who fills it."""
        return self.each or self.value or self.choose or self.leave or ""


class Group(Strict):
    """Labels that repeat: each belongs to the last anchor before it in reading order."""

    anchor: Words
    value: FieldPath | None = None
    slots: tuple[Slot, ...]

    def members(self) -> tuple[Slot, ...]:
        """The group's slots with whole paths: `.position` beside organization.contact.name is organization.contact.position."""
        base = (self.value or "").rpartition(".")[0]
        return tuple(_absolute(slot, base) for slot in self.slots)

    def anchor_slot(self) -> Slot | None:
        """The anchor as a slot of its own, where it has a value."""
        return Slot(label=self.anchor, value=self.value) if self.value else None


class Rows(Strict):
    """A list: under the header row with these labels, one row for each entry of the list field."""

    from_: FieldPath = Field(alias="from")
    columns: dict[str, FieldPath]
    """Each header label, with the field of the entry (`.code`)."""
    until: End | None = None
    """Where the list ends; without it, at the end of the table."""
    numbered: Keep | None = None
    """`keep`: the first column holds 1, 2, 3; numbers stay, and go on when rows are added."""
    ellipsis: Replace | None = None
    """`replace`: a row of 「…」 gives way when the printed rows do not suffice."""
    required: Flag = True
    """Whether a list without entries is still to be filled in."""


class Region(Strict):
    """Some rows of a table: those beside a label that is merged over them."""

    row_label: Words


class SideBySide(Strict):
    """A list in a region whose headers stand there several times: entries fill one row across, then the next."""

    region: Region
    groups: Groups
    order: Across = "across"
    rows: Rows


class Title(Strict):
    """What a repeated section's heading is told apart by: a field of the entry, put before the heading."""

    prepend: FieldPath


class Section(Strict):
    """A part of the form: from `at` to `until`, else to the next section or the end; labels are unique within it."""

    at: Start
    until: End | None = None
    repeat: FieldPath | None = None
    """A list of which each entry has this section on a page of its own; paths that begin with a dot are the entry's."""
    title: Title | None = None
    slots: tuple[Slot, ...] = ()
    groups: tuple[Group, ...] = ()
    rows: Rows | None = None
    tables: tuple[SideBySide, ...] = ()

    def every_slot(self) -> Iterator[Slot]:
        """The slots outside the list, with whole paths, in the order of the map."""
        yield from self.slots
        for group in self.groups:
            anchor = group.anchor_slot()
            yield from (anchor,) if anchor else ()
            yield from group.members()

    def every_list(self) -> Iterator[Rows]:
        """The lists that stand in rows, in the order of the map."""
        yield from (self.rows,) if self.rows else ()
        yield from (table.rows for table in self.tables)

    def printed(self) -> Iterator[str]:
        """The path of every field that the section prints, `[]` after a list: `occupations[].levels`."""
        base = f"{self.repeat}[]" if self.repeat else ""
        yield from (f"{base}{self.title.prepend}",) if self.title else ()
        for slot in self.every_slot():
            if not slot.leave:
                yield _joined(base, slot.path) + (f"[]{slot.value}" if slot.each else "")
        for rows in self.every_list():
            yield from (f"{_joined(base, rows.from_)}[]{path}" for path in rows.columns.values())

    def lists(self) -> Iterator[str]:
        """The path of every list that the section prints, `[]` after a list inside of which it stands."""
        base = f"{self.repeat}[]" if self.repeat else ""
        yield from (self.repeat,) if self.repeat else ()
        yield from (slot.each for slot in self.every_slot() if slot.each)
        yield from (_joined(base, rows.from_) for rows in self.every_list())


class FormMap(Strict):
    """An official form: what it is called, which requirements it serves, and its sections in printed order."""

    form: Words
    title: Words
    serves: tuple[Words, ...]
    source: Origin
    sections: tuple[Section, ...]
    _places: dict[tuple[str, str, str], Place] = PrivateAttr(default_factory=dict)

    def set_places(self, places: Mapping[tuple[str, str, str], Place]) -> None:
        """Remember where each label stands in the map: by its section's words, its group's anchor or "", and itself."""
        self._places.update(places)

    def place_of(self, section: str, label: str = "", anchor: str = "") -> Place | None:
        """Where a label of a section stands in the map's file, else the section; None for a map that no file holds."""
        return self._places.get((section, anchor, label)) or self._places.get((section, "", ""))


def relative(path: str) -> str:
    """The path inside an entry as records take it: `.code` without its dot."""
    return path.removeprefix(".")


def _joined(base: str, path: str) -> str:
    return f"{base}{path}" if path.startswith(".") else path


def _absolute(slot: Slot, base: str) -> Slot:
    changes = {
        key: f"{base}{path}"
        for key, path in (("value", slot.value), ("choose", slot.choose))
        if path and path.startswith(".")
    }
    return slot.model_copy(update=changes) if changes else slot
