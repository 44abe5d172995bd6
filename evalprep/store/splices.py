"""A draft to the text of the file to be: what has changed is cut out of the old text and written into it.

Every place is one that the parser names or one that follows from it: the end of a value's last line, the dash of
an item, the comment behind a value. Whatever no change touches is never looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from evalprep.store.draft import Draft, Marker, tree_of
from evalprep.store.nodes import Mapping, Node, Scalar, Sequence
from evalprep.store.render import BLOCK_HEADER, Layout, block, entries, flow, items, key_text

_COMMENT = re.compile(r"[ \t]+#[^\n]*")


@dataclass(frozen=True)
class _Part:
    """An entry or item as it stands: where it begins, where its key or dash ends, where it is over, what becomes of it."""

    start: int
    after: int
    stop: int
    draft: Draft | None


class Splices:
    """One text being rewritten: cuts and insertions, all counted in the text as it was."""

    def __init__(self, text: str, layout: Layout) -> None:
        self.text, self.layout = text, layout
        self.splices: list[tuple[int, int, str]] = []

    def of(self, root: Draft) -> str:
        """The text with what has become of its root."""
        self._root(root)
        result, position = [], 0
        for start, end, new in sorted(self.splices, key=lambda splice: splice[:2]):
            result += [self.text[position:start], new]
            position = max(position, end)
        return "".join(result) + self.text[position:]

    def _splice(self, start: int, end: int, new: str) -> None:
        self.splices.append((start, end, new))

    def _root(self, root: Draft) -> None:
        origin, tree = root.origin, root.tree()
        lines = entries(tree, 0, self.layout) if isinstance(tree, dict) else []
        whole = "\n".join(lines or ["{}"])
        if not isinstance(origin, Mapping):
            self._splice(len(self.text), len(self.text), whole + "\n")
        elif self._has_kept(root) or (origin.flow and origin.entries):
            self._value(root, origin.start.index, 0, in_flow=origin.flow)
        elif origin.flow:
            self._splice(origin.start.index, origin.end.index, whole)
        else:
            parts = self._entries(origin, {})
            self._splice(self._line_start(parts[0].start), parts[-1].stop, whole)

    def _has_kept(self, draft: Draft) -> bool:
        """Whether part of the collection that stands there stays, so that it is mended and not written anew."""
        origin, value = draft.origin, draft.value
        if isinstance(origin, Mapping) and isinstance(value, dict):
            braced = not origin.flow or self.text[origin.start.index] == "{"
            return braced and any(child.origin for child in value.values())
        return (
            isinstance(origin, Sequence) and isinstance(value, list) and any(child.origin for child in value)
        )

    def _value(self, draft: Draft, after: int, column: int, *, in_flow: bool, dash: bool = False) -> None:
        """What becomes of a value whose key or dash stands at `column` and ends at `after`."""
        origin = draft.origin
        if draft.value is Marker.KEPT or origin is None or draft.tree() == tree_of(origin):
            return
        if not self._has_kept(draft):
            self._replace_in_flow(draft, after) if in_flow else self._replace(draft, after, column, dash)
        elif isinstance(origin, Mapping) and isinstance(draft.value, dict):
            self._mapping(origin, draft.value)
        elif isinstance(origin, Sequence) and isinstance(draft.value, list):
            self._sequence(origin, draft.value)

    def _mapping(self, origin: Mapping, drafts: dict[str, Draft]) -> None:
        parts, column = self._entries(origin, drafts), origin.start.column
        kept = {id(part.draft): number for number, part in enumerate(parts) if part.draft}
        new: dict[int, list[str]] = {}
        last = -1
        for key, draft in drafts.items():
            if draft.origin is not None:
                last = kept[id(draft)]
            elif origin.flow:
                new.setdefault(last, []).append(f"{key_text(key)}: {flow(draft.tree())}")
            else:
                new.setdefault(last, []).extend(entries({key: draft.tree()}, column, self.layout))
        self._collection(parts, new, column, flow=origin.flow, dash=False)

    def _sequence(self, origin: Sequence, drafts: list[Draft]) -> None:
        parts, column = self._items(origin, drafts), origin.start.column
        kept = {id(part.draft): number for number, part in enumerate(parts) if part.draft}
        new: dict[int, list[str]] = {}
        last = -1
        for draft in drafts:
            if draft.origin is not None:
                last = kept[id(draft)]
            elif origin.flow:
                new.setdefault(last, []).append(flow(draft.tree()))
            else:
                new.setdefault(last, []).extend(items([draft.tree()], column, self.layout))
        self._collection(parts, new, column, flow=origin.flow, dash=True)

    def _entries(self, mapping: Mapping, drafts: dict[str, Draft]) -> list[_Part]:
        parts = []
        for key, value in mapping.entries:
            colon = self.text.find(":", key.end.index, value.start.index)
            after = key.end.index if colon < 0 else colon + 1
            draft = drafts.get(key.text)
            draft = draft if draft and draft.origin is value else None
            parts.append(_Part(key.start.index, after, self._stop(value, after, mapping.flow), draft))
        return parts

    def _items(self, sequence: Sequence, drafts: list[Draft]) -> list[_Part]:
        by_origin = {id(draft.origin): draft for draft in drafts}
        parts = []
        for number, item in enumerate(sequence.items):
            start = item.start.index
            if not sequence.flow:
                start = self._dash(item, sequence.start.column) if number else sequence.start.index
            after = start if sequence.flow else start + 1
            parts.append(_Part(start, after, self._stop(item, after, sequence.flow), by_origin.get(id(item))))
        return parts

    def _collection(
        self, parts: list[_Part], new: dict[int, list[str]], column: int, *, flow: bool, dash: bool
    ) -> None:
        for part in parts:
            if part.draft:
                self._value(part.draft, part.after, column, in_flow=flow, dash=dash)
        if flow:
            self._new_in_flow(parts, new)
            self._cut_in_flow(parts)
        else:
            self._new_lines(parts, new, column)
            self._cut_lines(parts)

    # --- block style: a line or more for each entry ---

    def _new_lines(self, parts: list[_Part], new: dict[int, list[str]], column: int) -> None:
        for number, lines in new.items():
            if number >= 0:
                self._splice(parts[number].stop, parts[number].stop, "\n" + "\n".join(lines))
                continue
            first = self._first_kept(parts)
            beside_dash = self._moves_up(parts, first)
            if self._leads_line(first.start) and not beside_dash:
                place = self._above_comments(self._line_start(first.start), column)
                self._splice(place, place, "".join(line + "\n" for line in lines))
            else:
                place = parts[0].start if beside_dash else first.start
                self._splice(place, place, "\n".join(lines)[column:] + "\n" + " " * column)

    def _cut_lines(self, parts: list[_Part]) -> None:
        first = self._first_kept(parts)
        if self._moves_up(parts, first):
            self._splice(parts[0].start, first.start, "")
            parts = parts[parts.index(first) :]
        for part in parts:
            line_start = self._line_start(part.start)
            if part.draft:
                continue
            if not self._leads_line(part.start):
                self._splice(len(self.text[: part.start].rstrip(" ")), part.stop, "")
            elif line_start:
                self._splice(line_start - 1, part.stop, "")
            else:
                self._splice(0, part.stop + 1, "")

    def _first_kept(self, parts: list[_Part]) -> _Part:
        return next(part for part in parts if part.draft)

    def _moves_up(self, parts: list[_Part], first: _Part) -> bool:
        """Whether `first` comes to stand beside the dash of its row, since all before it on that line are gone."""
        if first is parts[0] or self._leads_line(parts[0].start):
            return False
        return not self.text[parts[parts.index(first) - 1].stop : first.start].strip()

    def _replace(self, draft: Draft, after: int, column: int, dash: bool) -> None:
        origin = draft.origin
        assert origin is not None
        style = origin.style if isinstance(origin, Scalar) else ""
        head, body = block(draft.tree(), column, self.layout, style, dash=dash)
        start, end = origin.start.index, origin.end.index
        inline = start < end and (
            origin.style not in ("|", ">") if isinstance(origin, Scalar) else origin.flow
        )
        if inline and head and not body:
            self._splice(start, end, head)
            return
        comment = _COMMENT.match(self.text, self._comment_start(origin, inline, after))
        gap = self.text[after:start] if start < end and not (dash and body) else ""
        gap = gap if gap and not gap.strip(" ") else " " * (self.layout.gap - 1 if dash else 1)
        below = "".join("\n" + line for line in body)
        self._splice(
            after,
            self._stop(origin, after, in_flow=False),
            (head and gap + head) + (comment[0] if comment else "") + below,
        )

    def _comment_start(self, origin: Node, inline: bool, after: int) -> int:
        if inline:
            return origin.end.index
        if isinstance(origin, Scalar) and origin.style:
            header = BLOCK_HEADER.match(self.text, origin.start.index)
            return header.end() if header else after
        return after

    # --- flow style: in brackets ---

    def _new_in_flow(self, parts: list[_Part], new: dict[int, list[str]]) -> None:
        for number, texts in new.items():
            if number >= 0:
                self._splice(parts[number].stop, parts[number].stop, "".join(f", {text}" for text in texts))
            else:
                start = next(part for part in parts if part.draft).start
                self._splice(start, start, "".join(f"{text}, " for text in texts))

    def _cut_in_flow(self, parts: list[_Part]) -> None:
        last_kept: _Part | None = None
        for number, part in enumerate(parts):
            if part.draft:
                last_kept = part
                continue
            following = next((later for later in parts[number:] if later.draft), None)
            if following:
                self._splice(part.start, following.start, "")
            elif last_kept:
                self._splice(last_kept.stop, part.stop, "")

    def _replace_in_flow(self, draft: Draft, after: int) -> None:
        origin = draft.origin
        assert origin is not None
        style = origin.style if isinstance(origin, Scalar) else ""
        start, end = origin.start.index, origin.end.index
        new = flow(draft.tree(), style)
        if start == end and self.text[after - 1] != ":":
            new = ": " + new
        elif start == end and not self.text[start - 1].isspace():
            new = " " + new
        self._splice(start, end, new)

    # --- places in the text ---

    def _line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def _leads_line(self, index: int) -> bool:
        return not self.text[self._line_start(index) : index].strip()

    def _dash(self, item: Node, column: int) -> int:
        """Where the dash of a list's item stands: on its line, or above it when only comments are between."""
        line = self._line_start(item.start.index)
        while not self.text.startswith(" " * column + "-", line):
            line = self._line_start(line - 1)
        return line + column

    def _above_comments(self, line: int, column: int) -> int:
        """The start of the comment lines that stand right above `line`; not of those that open the file."""
        place = line
        while place:
            above = self._line_start(place - 1)
            if not self.text.startswith(" " * column + "#", above):
                return place
            place = above
        return line

    def _stop(self, node: Node, after: int, in_flow: bool) -> int:
        """Where the value is over: in brackets its own end, else the end of its last line."""
        if in_flow:
            return node.end.index
        while isinstance(node, Mapping | Sequence) and not node.flow:
            if isinstance(node, Mapping):
                key, node = node.entries[-1]
                after = max(after, key.end.index + 1)
            else:
                node = node.items[-1]
        end = max(node.end.index, after)
        if isinstance(node, Scalar) and node.style in ("|", ">"):
            content = self.text[node.start.index : end]
            keeps = "+" in content.split("\n", 1)[0].split("#")[0]
            end = end - 1 if keeps else node.start.index + len(content.rstrip("\n"))
        return self.text.find("\n", end)
