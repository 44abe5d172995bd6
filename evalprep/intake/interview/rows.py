"""Asking for the rows of a list: add, change, remove, none. Each column is saved as it is answered.

A list that is there counts as complete, so that is said; columns that are lists themselves come up as questions later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pydantic import BaseModel

from evalprep.intake.answers import clear, nil_at, put, put_nil
from evalprep.intake.interview.asking import Move, Option, Voice, confirmed
from evalprep.intake.interview.consistency import number_says, said_by_number
from evalprep.intake.interview.desk import Desk
from evalprep.intake.interview.papers import ask_files
from evalprep.intake.interview.questions import FilesQuestion, RecordQuestion, RowsQuestion, ValueQuestion
from evalprep.intake.interview.values import CLEAR, SKIP, ask_value, choices, proposals, tell_help
from evalprep.intake.interview.wording import expectation, expected_text, known_values, own_label
from evalprep.intake.reads import own_fields
from evalprep.model.basic import YEAR
from evalprep.model.fields import field_at, pattern, value_at
from evalprep.model.kinds import NIL as NIL_VALUE
from evalprep.model.validation import PERSONAL, Path
from evalprep.store.rewrite import DELETE, Edit

ADD, CHANGE, REMOVE, DONE, NONE = "add", "change", "remove", "done", "none"
FEW = (Move.BACK, Move.HELP, Move.QUIT)
MOST_SHOWN = 8
PEOPLE = ("staff", "experts", "assessors", "supervisors", "equipment")
"""Lists that are long, and that some department has in a spreadsheet already."""
BY_WORKBOOK = (
    "行数多的，也可以先「以后再填」，退出后用 evalprep workbook 写一本 Excel 资料表来填，或直接导入现成的名单"
)


def ask_rows(desk: Desk, question: RowsQuestion) -> Move | None:
    """Ask for rows until the person says that the list is complete (None), skips it or goes elsewhere."""
    question, added = replace(question, columns=_in_turn(question.columns)), False
    while True:
        rows = _rows(desk, question.path)
        reply = _filled_menu(desk, question, added) if rows else _empty_menu(desk, question)
        if reply is Move.HELP:
            tell_help(desk, question)
        elif reply is Move.SKIP and _says_none(desk, question.path):
            return Move.CLEAR if desk.save(clear(desk.tree, question.path)) else Move.KEEP
        elif isinstance(reply, Move):
            return reply
        elif reply == NONE and _says_none(desk, question.path):
            desk.finish(question.path)
            return Move.KEEP
        elif reply == DONE:
            desk.finish(question.path)
            return None
        elif reply == NONE:
            if not desk.save(put(desk.tree, question.path, [])):
                return Move.SKIP
            desk.finish(question.path)
            return None
        elif _change_list(desk, question, reply) is Move.QUIT:
            return Move.QUIT
        elif reply == REMOVE and _says_none(desk, question.path):
            return None
        added = reply == ADD and len(_rows(desk, question.path)) > len(rows)


def _in_turn(columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns in the order in which a person thinks of them: of what occupation before of which year."""
    return tuple(sorted(columns, key=lambda key: key != "occupation"))


def _says_none(desk: Desk, path: Path) -> bool:
    """Whether it stands there that there is none: an empty list, as opposed to one that is unknown."""
    return value_at(desk.project, path) in ((), NIL_VALUE)


def _rows(desk: Desk, path: Path) -> tuple[BaseModel, ...]:
    found = value_at(desk.project, path)
    return found if isinstance(found, tuple) else ()


def _empty_menu(desk: Desk, question: RowsQuestion) -> str | Move:
    label, skip, default = own_label(question.path), SKIP, None
    if _says_none(desk, question.path):
        skip, default = CLEAR, NONE
        desk.asker.tell("现在填的是「无」：直接回车 = 不改", Voice.HINT)
    elif question.path[0] in PEOPLE:
        desk.asker.tell(BY_WORKBOOK, Voice.HINT)
    if question.path[0] == "record":
        options = (Option(NONE, "没有"), Option(ADD, "有，逐条登记"))
        return desk.asker.select(f"有没有{label}", options, default=default, skip=skip)
    options = (Option(ADD, "登记第 1 行"), Option(NONE, "没有（无）"))
    return desk.asker.select(label, options, default=default, skip=skip)


def _filled_menu(desk: Desk, question: RowsQuestion, added: bool) -> str | Move:
    count = len(_rows(desk, question.path))
    listed = "；".join(option.title for option in _row_options(desk, question)[-MOST_SHOWN:])
    desk.asker.tell(f"已登记 {count} 行：{'……' if count > MOST_SHOWN else ''}{listed}", Voice.HINT)
    if added and count == 1:
        desk.asker.tell("有了行，这份清单就按登记的各行判断；还有的请接着加，加齐为止", Voice.HINT)
    options = (
        Option(ADD, "再加一行"),
        Option(DONE, f"完成，一共 {count} 行"),
        Option(CHANGE, "改某一行"),
        Option(REMOVE, "删某一行"),
    )
    label = "还要再加一行吗" if added else own_label(question.path)
    return desk.asker.select(label, options, default=DONE, moves=FEW)


def _row_options(desk: Desk, question: RowsQuestion) -> list[Option]:
    return [
        Option(
            str(number),
            f"第 {number + 1} 行 {_summary(row, question.columns, pattern(question.path))}".rstrip(),
        )
        for number, row in enumerate(_rows(desk, question.path))
    ]


def _summary(row: BaseModel, columns: tuple[str, ...], listed: str) -> str:
    """What tells a row from the others, two columns at most: 6-31-01-03 电工; 2019 培训人次 3200."""
    inside, known = own_fields(f"{listed}[]."), known_values(row)
    keys = [key for key in dict.fromkeys((columns[0], "name", *columns[1:])) if key in known]
    kinds = {key: field.kind.name for key, field in inside.items() if field.kind is not None}
    keys = [key for key in keys if kinds.get(key) not in PERSONAL]
    keys.sort(key=lambda key: kinds.get(key) == "yes_no")
    texts = [f"{inside[key].label} {known[key]}" if kinds.get(key) == "count" else known[key] for key in keys]
    return " ".join(texts[:2])[:24]


def _change_list(desk: Desk, question: RowsQuestion, action: str) -> Move | None:
    if action == ADD:
        return _add_row(desk, question)
    verb = "改" if action == CHANGE else "删"
    reply = desk.asker.select(f"{verb}哪一行", _row_options(desk, question), moves=(Move.BACK, Move.QUIT))
    if isinstance(reply, Move):
        return reply
    if action == CHANGE:
        row = (*question.path, int(reply))
        return _ask_columns(
            desk, row, list(_all_columns(desk, question, row)), f"第 {int(reply) + 1} 行·", {}
        )
    return _remove(desk, question, int(reply))


def _add_row(desk: Desk, question: RowsQuestion) -> Move | None:
    """A new row: from its first value on the list is unfinished until the person says 完成, in a later run too."""
    path, rows = question.path, _rows(desk, question.path)
    known, number = path in desk.unfinished, len(rows)
    proposed = {}
    if rows and "year" in question.columns[:2]:
        year = getattr(rows[-1], "year", None)
        proposed = {"year": YEAR.write(year + 1)} if year is not None else {}
    columns = [(column,) for column in question.columns]
    desk.begin(path)
    desk.asker.tell(f"{own_label(path)}，第 {number + 1} 行：", Voice.HINT)
    try:
        # A new row whose first column stays empty is not added.
        return _ask_columns(desk, (*path, number), columns, f"第 {number + 1} 行·", proposed)
    finally:
        if not known and len(_rows(desk, path)) == number:
            desk.finish(path)


def _all_columns(desk: Desk, question: RowsQuestion, row: Path) -> Iterator[Path]:
    """Whatever is read of a row that stands there, relative to it: its columns, those of records in it, its files."""
    yield from desk.reads.change_columns(pattern(question.path), question.columns)
    named = value_at(desk.project, (*row, "files"))
    yield from (("files", kind) for kind in named or ()) if isinstance(named, dict) else ()


def _ask_columns(
    desk: Desk, at: Path, columns: Sequence[Path], lead: str, proposed: dict[str, str]
) -> Move | None:
    """The columns of a record, one after the other; `<` goes back one, before the first out of the record."""
    current, step = 0, 1
    while 0 <= current < len(columns):
        path = (*at, *columns[current])
        if said_by_number(desk.project, path):
            current += step
            continue
        moved = _ask_column(desk, path, proposed.get(str(columns[current][-1]), ""), lead)
        if moved is Move.QUIT or (moved is Move.SKIP and current == 0 and value_at(desk.project, at) is None):
            return moved
        if moved in (Move.SKIP, Move.CLEAR) or (moved is None and _is_choice(path)):
            desk.done.add(path)
        if moved is Move.KEEP:
            desk.asker.tell("没有改动。", Voice.SAVED)
        if moved is None and (told := number_says(desk.project, path)):
            desk.asker.tell(told, Voice.SAVED)
        step = -1 if moved is Move.BACK else 1
        current += step
    return Move.BACK if current < 0 else None


def _is_choice(path: Path) -> bool:
    """Whether it is one of a few: whoever has just chosen would choose the same once more, be it 未检."""
    field = field_at(path)
    return field is not None and bool(choices(field))


def _ask_column(desk: Desk, path: Path, proposed: str, lead: str) -> Move | None:
    field = field_at(path)
    if field is not None and field.kind is not None and field.kind.name == "file":
        question = FilesQuestion(path)
        desk.asker.tell(expectation(question, desk.project), Voice.HINT)
        return ask_files(desk, question)
    expected = expected_text(path, desk.project, listed=bool(proposals(desk, path)))
    if expected:
        desk.asker.tell(expected, Voice.HINT)
    return ask_value(desk, ValueQuestion(path), default=proposed, lead=lead)


def _remove(desk: Desk, question: RowsQuestion, number: int) -> Move | None:
    path, count = (*question.path, number), len(_rows(desk, question.path))
    if not confirmed(desk.asker, f"删掉{_row_options(desk, question)[number].title}吗", likely=False):
        return None
    edit = Edit(path, DELETE)
    if count == 1:
        options = (Option("later", "以后再登记"), Option(NONE, "确实一行也没有（无）"))
        if desk.asker.select("删掉后一行也不剩", options, moves=()) == "later":
            edit = Edit(question.path, DELETE)
    if desk.save([edit]):
        desk.forget_row(path)
        if count == 1:
            desk.finish(question.path)
    return None


def ask_record(desk: Desk, question: RecordQuestion) -> Move | None:
    """Whether a thing exists, and if so its columns."""
    label, can_be_nil = own_label(question.path), nil_at(desk.project, question.path) is not None
    options = [Option(ADD, "有，逐项填写")] + ([Option(NONE, "没有（无）")] if can_be_nil else [])
    while True:
        standing = value_at(desk.project, question.path)
        default = None if standing is None else NONE if standing == NIL_VALUE else ADD
        reply = desk.asker.select(f"有没有{label}", options, default=default)
        if reply is Move.HELP:
            tell_help(desk, question)
        elif isinstance(reply, Move):
            return reply
        elif reply == NONE and default == NONE:
            return Move.KEEP
        elif reply == NONE:
            return None if desk.save(put_nil(desk.project, question.path)) else Move.SKIP
        else:
            columns = [(column,) for column in question.columns]
            if (moved := _ask_columns(desk, question.path, columns, "", {})) is not Move.BACK:
                return moved
