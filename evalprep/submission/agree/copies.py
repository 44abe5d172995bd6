"""A paper as a person changed it beside the same paper as it was made since: held against each other place by place.

Two papers may say a thing in different words, two copies of one may not: prose, boxes to tick and rows that nothing
names are compared as well. What is blank in one of them says nothing, as everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from evalprep.documents.forms.read import Answer, Entry
from evalprep.documents.printed import NUMBER
from evalprep.model.agreement import Contradiction, Side
from evalprep.model.masking import masked
from evalprep.submission.agree import shown
from evalprep.submission.agree.same import WITHIN_DAYS
from evalprep.submission.agree.shown import label_of, sides
from evalprep.submission.agree.statements import SHEET, USES, PaperRead, Row, Statement, Table
from evalprep.submission.agree.subjects import NAMES, title
from evalprep.submission.agree.values import Value, agree, as_written, registered, text_of

MOST_CELLS = 3
"""Of a row in which more cells differ the row is told, not cell by cell: it is another one."""
LONGEST, BEFORE = 40, 10
"""Characters that are told of a row, and of a long text before what differs."""

Pair = tuple[Statement, Statement]


def differences(
    by_hand: PaperRead, made: PaperRead, told: Iterable[Contradiction]
) -> Iterator[Contradiction]:
    """What a changed paper says otherwise than its newly made copy, and what no contradiction that was found tells already."""
    known = [one for one in told if {by_hand.name, made.name} <= set(one.papers)]
    both = (by_hand, made)
    for subject, one, other in (*_singles(both), *_ticks(both)):
        if not _is_told((one, other), known):
            yield Contradiction(label_of(one), subject, sides(_cut(one, other)))
    for ours, theirs in _tables(both):
        yield from _of_rows(ours, theirs, known)


def _is_told(pair: Pair, known: Iterable[Contradiction]) -> bool:
    """Whether the place is named, or the same text of the same field: one place of each value is enough."""
    hand = pair[0]
    text = sides((hand,))[0].text
    return any(
        side.paper == hand.paper and (side.where == hand.where or _is_same(one, side, hand, text))
        for one in known
        for side in one.sides
    )


def _is_same(one: Contradiction, side: Side, hand: Statement, text: str) -> bool:
    # A number that is masked has behind it where it differs.
    return one.what == label_of(hand) and side.text.partition("（第")[0] == text


def _differ(one: Statement, other: Statement) -> bool:
    """Whether they say two things; an age that has grown by a year since is none."""
    values = one.value, other.value
    if one.key in WITHIN_DAYS and isinstance(values[0], int) and isinstance(values[1], int):
        return abs(values[0] - values[1]) > 1
    return not agree(*values)


def _cut(one: Statement, other: Statement) -> Pair:
    """Of long texts, from a little before where they begin to differ."""
    both = zip(one.text, other.text, strict=False)
    same = next((at for at, (a, b) in enumerate(both) if a != b), min(len(one.text), len(other.text)))
    if max(len(one.text), len(other.text)) <= shown.LONGEST or same <= BEFORE:
        return one, other
    parts = (replace(each, text=f"…{each.text[same - BEFORE :]}") for each in (one, other))
    return next(parts), next(parts)


def _singles(both: Sequence[PaperRead]) -> Iterator[tuple[str, Statement, Statement]]:
    """Prose too, which other papers may say in other words; one field may stand in several places of a paper."""
    ours, theirs = (_by_field(one.answers) for one in both)
    for (subject, path), answers in ours.items():
        there = theirs.get((subject, path), [])
        for one, other in zip(answers, there, strict=True) if len(answers) == len(there) else ():
            mine, made = _stated(path, one, both[0].name, ""), _stated(path, other, both[1].name, "")
            if mine and made and _differ(mine, made):
                yield subject, mine, made


def _by_field(answers: Iterable[Answer]) -> dict[tuple[str, str], list[Answer]]:
    """Answers by subject and the registry's path: a sheet's occupation, for somebody may have moved or taken out a sheet."""
    answers = list(answers)
    names = _sheet_names(answers)
    found: dict[tuple[str, str], list[Answer]] = {}
    for answer in answers:
        sheet = SHEET.fullmatch(answer.path or "")
        if sheet:
            subject, path = names[sheet["list"], sheet["at"]], registered(sheet["list"], sheet["key"])
        else:
            subject, path = "", answer.path or ""
        found.setdefault((subject, path), []).append(answer)
    return found


def _sheet_names(answers: Iterable[Answer]) -> dict[tuple[str, str], str]:
    """What each sheet is called, 职业 电工, where no other is called so; else which it is."""
    found: dict[tuple[str, str], str] = {}
    for answer in answers:
        if sheet := SHEET.fullmatch(answer.path or ""):
            key = sheet["list"], sheet["at"]
            found.setdefault(key, "")
            if sheet["key"] == "name":
                found[key] = f"职业 {text_of(answer.text)}"
    often = Counter(found.values())
    return {
        key: name if name and often[name] == 1 else f"第 {int(key[1]) + 1} 张" for key, name in found.items()
    }


def _stated(path: str, answer: Answer, paper: str, at: str) -> Statement | None:
    value = as_written(path, answer.text, answer.label)
    return None if value is None else _statement(path, value, answer.text, answer, paper, at)


def _statement(path: str, value: Value, text: str, answer: Answer, paper: str, at: str) -> Statement:
    where = " ".join(filter(None, (answer.section, at)))
    return Statement(path, value, " ".join(text.split()), paper, f"{where}「{answer.label}」", answer.label)


def _ticks(both: Sequence[PaperRead]) -> Iterator[tuple[str, Statement, Statement]]:
    """What is ticked of one field; where nothing is, nothing is said."""
    ours, theirs = ({key: _ticked(answers) for key, answers in _by_field(one.ticks).items()} for one in both)
    for (subject, path), (answer, options) in ours.items():
        there, others = theirs.get((subject, path), (answer, ()))
        if options and others and set(map(text_of, options)) != set(map(text_of, others)):
            yield (
                subject,
                _statement(path, frozenset(options), "、".join(options), answer, both[0].name, ""),
                _statement(path, frozenset(others), "、".join(others), there, both[1].name, ""),
            )


def _ticked(answers: Sequence[Answer]) -> tuple[Answer, tuple[str, ...]]:
    options = (text for one in answers for text in (*(one.ticked or ()), one.text) if text.strip())
    return answers[0], tuple(dict.fromkeys(options))


def _tables(both: Sequence[PaperRead]) -> Iterator[tuple[list[Row], list[Row]]]:
    """The rows of the tables of both that are of one list and stand under one title, in order."""
    ours, theirs = (_by_title(one) for one in both)
    for key, tables in ours.items():
        if len(tables) == len(theirs.get(key, ())):
            yield from zip(tables, theirs[key], strict=True)


def _by_title(paper: PaperRead) -> Mapping[tuple[str, str], list[list[Row]]]:
    found: dict[tuple[str, str], list[list[Row]]] = {}
    for table in paper.tables:
        sheet = SHEET.fullmatch(table.listed or "")
        # The lists on a sheet are of equipment, for one use or another.
        listed = "equipment" if sheet and sheet["key"] in USES else table.listed or ""
        key = sheet["key"] if sheet else listed, table.section
        found.setdefault(key, []).append([_row(listed, one, paper.name) for one in table.entries])
    return found


def _row(listed: str, entry: Entry, paper: str) -> Row:
    row = Row(listed, Table(listed, paper, entry.section, whole=False), entry.at)
    for answer in entry.answers:
        if answer.path and answer.path != NUMBER:
            one = _stated(registered(listed, answer.path), answer, paper, entry.at)
            row.said |= {answer.path: one} if one else {}
    return row


def _of_rows(ours: list[Row], theirs: list[Row], known: Sequence[Contradiction]) -> Iterator[Contradiction]:
    """Rows that are in both, in whatever order, say nothing; the others are compared, those of one name first."""
    if not ours or not theirs:
        return
    are_members_told = _are_members_told(ours[0].table, known)
    for one, other in _paired(*_apart(ours, theirs)):
        pairs = [(one.said[key], other.said[key]) for key in one.said if key in other.said]
        differing = [pair for pair in pairs if _differ(*pair)]
        if len(differing) > MOST_CELLS:
            if not are_members_told:
                yield Contradiction("整行", "", (_whole(one), _whole(other)))
            continue
        for pair in differing:
            if not _is_told(pair, known):
                yield Contradiction(label_of(pair[0]), masked(title([one])), sides(pair))
    if len(ours) != len(theirs) and not are_members_told:
        counted = (Side(one[0].table.paper, one[0].table.section, f"{len(one)} 行") for one in (ours, theirs))
        yield Contradiction("行数", "", tuple(counted))


def _apart(ours: Sequence[Row], theirs: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of each that the other does not have."""
    left, right = list(ours), list(theirs)
    for row in ours:
        twin = next((one for one in right if _texts(one) == _texts(row)), None)
        if twin is not None:
            left.remove(row)
            right.remove(twin)
    return left, right


def _texts(row: Row) -> Mapping[str, str]:
    return {key: row.text(key) for key in row.said}


def _paired(ours: list[Row], theirs: list[Row]) -> list[tuple[Row, Row]]:
    """Those of one name, where it is the only one; then, where as many are left on both sides, in order."""
    pairs = []
    often = [Counter(map(_name, side)) for side in (ours, theirs)]
    for name, count in often[0].items():
        if name and count == often[1][name] == 1:
            pair = (
                next(one for one in ours if _name(one) == name),
                next(o for o in theirs if _name(o) == name),
            )
            pairs.append(pair)
    left, right = ([one for one in side if one not in chain(*pairs)] for side in (ours, theirs))
    return [*pairs, *(zip(left, right, strict=True) if len(left) == len(right) else ())]


def _name(row: Row) -> str:
    return row.text(NAMES[row.listed][0]) if row.listed in NAMES else ""


def _whole(row: Row) -> Side:
    text = masked("，".join(one.text for one in row.said.values()))
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return Side(row.table.paper, f"{row.table.section} {row.at}".strip(), text)


def _are_members_told(table: Table, known: Iterable[Contradiction]) -> bool:
    """Whether it is told already who is on the one and not on the other."""
    return any(
        one.what.endswith("名单") and side.paper == table.paper and side.where.startswith(table.section)
        for one in known
        for side in one.sides
    )
