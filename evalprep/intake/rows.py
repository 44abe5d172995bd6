"""Asking for the rows of a list: add, change, remove, none. Each column is saved as it is answered.

A list that is there counts as complete, so that is said; columns that are lists themselves come up as questions later.
"""

from __future__ import annotations

from pydantic import BaseModel

from evalprep.intake.answers import nil_at, put, put_nil
from evalprep.intake.asking import Move, Option, Voice, confirmed
from evalprep.intake.desk import Desk
from evalprep.intake.questions import RecordQuestion, RowsQuestion, ValueQuestion
from evalprep.intake.values import ask_value, tell_help
from evalprep.intake.wording import expected_text, known_values, own_label
from evalprep.model.basic import YEAR
from evalprep.model.fields import value_at
from evalprep.model.validation import Path
from evalprep.store.rewrite import DELETE, Edit

ADD, CHANGE, REMOVE, DONE, NONE = "add", "change", "remove", "done", "none"
FEW = (Move.BACK, Move.HELP, Move.QUIT)
MOST_SHOWN = 8


def ask_rows(desk: Desk, question: RowsQuestion) -> Move | None:
    """Ask for rows until the person says that the list is complete (None), skips it or goes elsewhere."""
    added = False
    while True:
        rows = _rows(desk, question.path)
        reply = _filled_menu(desk, question, added) if rows else _empty_menu(desk, question)
        if reply is Move.HELP:
            tell_help(desk, question)
        elif isinstance(reply, Move):
            return reply
        elif reply == DONE:
            return None
        elif reply == NONE:
            return None if desk.save(put(desk.tree, question.path, [])) else Move.SKIP
        elif _change_list(desk, question, reply) is Move.QUIT:
            return Move.QUIT
        added = reply == ADD and len(_rows(desk, question.path)) > len(rows)


def _rows(desk: Desk, path: Path) -> tuple[BaseModel, ...]:
    found = value_at(desk.project, path)
    return found if isinstance(found, tuple) else ()


def _empty_menu(desk: Desk, question: RowsQuestion) -> str | Move:
    label = own_label(question.path)
    if question.path[0] == "record":
        options = (Option(NONE, "没有"), Option(ADD, "有，逐条登记"))
        return desk.asker.select(f"有没有{label}", options)
    return desk.asker.select(label, (Option(ADD, "登记第 1 行"), Option(NONE, "没有（无）")))


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
    return desk.asker.select(label, options, default=ADD if added else DONE, moves=FEW)


def _row_options(desk: Desk, question: RowsQuestion) -> list[Option]:
    return [
        Option(str(number), f"第 {number + 1} 行 {_summary(row, question.columns)}".rstrip())
        for number, row in enumerate(_rows(desk, question.path))
    ]


def _summary(row: BaseModel, columns: tuple[str, ...]) -> str:
    """What tells a row from the others, two columns at most: 6-31-01-03 电工; 2019 3200."""
    known = known_values(row)
    keys = [key for key in dict.fromkeys((columns[0], "name", *columns[1:])) if key in known]
    return " ".join(known[key] for key in keys[:2])[:24]


def _change_list(desk: Desk, question: RowsQuestion, action: str) -> Move | None:
    if action == ADD:
        return _ask_row(desk, question, len(_rows(desk, question.path)))
    verb = "改" if action == CHANGE else "删"
    reply = desk.asker.select(f"{verb}哪一行", _row_options(desk, question), moves=(Move.BACK, Move.QUIT))
    if isinstance(reply, Move):
        return reply
    if action == CHANGE:
        return _ask_row(desk, question, int(reply))
    return _remove(desk, question, int(reply))


def _ask_row(desk: Desk, question: RowsQuestion, number: int) -> Move | None:
    """The columns of a row; a new one whose first column stays empty is not added."""
    path, rows = (*question.path, number), _rows(desk, question.path)
    proposed = {}
    if number == len(rows) and rows and question.columns[0] == "year":
        year = getattr(rows[-1], "year", None)
        proposed = {"year": YEAR.write(year + 1)} if year is not None else {}
    return _ask_columns(desk, path, question.columns, f"第 {number + 1} 行·", proposed)


def _ask_columns(
    desk: Desk, at: Path, columns: tuple[str, ...], lead: str, proposed: dict[str, str]
) -> Move | None:
    """The columns of a record, one after the other; `<` goes back one, before the first out of the record."""
    current = 0
    while 0 <= current < len(columns):
        path = (*at, columns[current])
        expected = expected_text(path, desk.project)
        if expected:
            desk.asker.tell(expected, Voice.HINT)
        moved = ask_value(desk, ValueQuestion(path), default=proposed.get(columns[current], ""), lead=lead)
        if moved is Move.QUIT or (moved is Move.SKIP and current == 0 and value_at(desk.project, at) is None):
            return moved
        if moved is Move.SKIP:
            desk.done.add(path)
        current += -1 if moved is Move.BACK else 1
    return Move.BACK if current < 0 else None


def _remove(desk: Desk, question: RowsQuestion, number: int) -> Move | None:
    path, count = (*question.path, number), len(_rows(desk, question.path))
    if not confirmed(desk.asker, f"删掉{_row_options(desk, question)[number].title}", likely=False):
        return None
    edit = Edit(path, DELETE)
    if count == 1:
        options = (Option("later", "以后再登记"), Option(NONE, "确实一行也没有（无）"))
        if desk.asker.select("删掉后一行也不剩", options, moves=()) == "later":
            edit = Edit(question.path, DELETE)
    if desk.save([edit]):
        desk.forget_row(path)
    return None


def ask_record(desk: Desk, question: RecordQuestion) -> Move | None:
    """Whether a thing exists, and if so its columns."""
    label, can_be_nil = own_label(question.path), nil_at(desk.project, question.path) is not None
    options = [Option(ADD, "有，逐项填写")] + ([Option(NONE, "没有（无）")] if can_be_nil else [])
    while True:
        reply = desk.asker.select(f"有没有{label}", options)
        if reply is Move.HELP:
            tell_help(desk, question)
        elif isinstance(reply, Move):
            return reply
        elif reply == NONE:
            return None if desk.save(put_nil(desk.project, question.path)) else Move.SKIP
        elif (moved := _ask_columns(desk, question.path, question.columns, "", {})) is not Move.BACK:
            return moved
