"""Asking for the rows of a list: add, change, remove, none. Each column is saved as it is answered.

A list that is there counts as complete, so that is said; columns that are lists themselves come up as questions later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import BaseModel

from evalprep.intake.answers import nil_at, put, put_nil
from evalprep.intake.interview.asking import Move, Option, Voice, confirmed
from evalprep.intake.interview.desk import Desk
from evalprep.intake.interview.papers import ask_files
from evalprep.intake.interview.questions import FilesQuestion, RecordQuestion, RowsQuestion, ValueQuestion
from evalprep.intake.interview.values import ask_value, proposals, tell_help
from evalprep.intake.interview.wording import expectation, expected_text, known_values, own_label
from evalprep.model.basic import YEAR
from evalprep.model.fields import field_at, pattern, value_at
from evalprep.model.kinds import NIL as NIL_VALUE
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
            desk.finish(question.path)
            return None
        elif reply == NONE:
            if not desk.save(put(desk.tree, question.path, [])):
                return Move.SKIP
            desk.finish(question.path)
            return None
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
    return desk.asker.select(label, options, default=DONE, moves=FEW)


def _row_options(desk: Desk, question: RowsQuestion) -> list[Option]:
    return [
        Option(str(number), f"第 {number + 1} 行 {_summary(row, question.columns)}".rstrip())
        for number, row in enumerate(_rows(desk, question.path))
    ]


def _summary(row: BaseModel, columns: tuple[str, ...]) -> str:
    """What tells a row from the others, two columns at most: 6-31-01-03 电工; 2019 3200."""
    known = known_values(row)
    keys = [key for key in dict.fromkeys((columns[0], "name", *columns[1:])) if key in known]
    keys.sort(key=lambda key: known[key] in ("是", "否"))
    return " ".join(known[key] for key in keys[:2])[:24]


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
    if rows and question.columns[0] == "year":
        year = getattr(rows[-1], "year", None)
        proposed = {"year": YEAR.write(year + 1)} if year is not None else {}
    columns = [(column,) for column in question.columns]
    desk.begin(path)
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
    current = 0
    while 0 <= current < len(columns):
        path = (*at, *columns[current])
        moved = _ask_column(desk, path, proposed.get(str(columns[current][-1]), ""), lead)
        if moved is Move.QUIT or (moved is Move.SKIP and current == 0 and value_at(desk.project, at) is None):
            return moved
        if moved in (Move.SKIP, Move.CLEAR):
            desk.done.add(path)
        if moved is Move.KEEP:
            desk.asker.tell("没有改动。", Voice.SAVED)
        current += -1 if moved is Move.BACK else 1
    return Move.BACK if current < 0 else None


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
    if not confirmed(desk.asker, f"删掉{_row_options(desk, question)[number].title}", likely=False):
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
