"""Asking for a single value: by typing it or by choosing it; and for a statement, whether it holds."""

from __future__ import annotations

from evalprep.intake.answers import (
    clear,
    complaint,
    current_text,
    is_long,
    is_nil,
    keep_rest,
    nil_at,
    put,
    put_nil,
    tree_at,
    value_tree,
)
from evalprep.intake.asking import Move, Option, Voice
from evalprep.intake.desk import Desk
from evalprep.intake.occupations import ask_occupation
from evalprep.intake.questions import AttestQuestion, Question, ValueQuestion
from evalprep.intake.wording import help_paragraphs, own_label
from evalprep.model.fields import Field, Shape, field_at, pattern
from evalprep.model.identifiers import OCCUPATION_CODE
from evalprep.model.kinds import NIL
from evalprep.model.validation import Path
from evalprep.store.rewrite import Edit

SKIP, CLEAR = "以后再填", "清除这个答案，以后再填"
Edits = tuple[Edit, ...]


def ask_value(desk: Desk, question: ValueQuestion, *, default: str = "", lead: str = "") -> Move | None:
    """Ask for a value until it is saved (None), skipped, or the person goes elsewhere.

    `default` is offered where nothing stands yet; `lead` precedes the label.
    """
    path, field = question.path, field_at(question.path)
    assert field is not None
    while True:
        standing = current_text(desk.project, path)
        if field.kind is OCCUPATION_CODE:
            reply: Edits | Move = ask_occupation(desk, path, lead)
        elif choices(field):
            reply = _chosen(desk, path, field, standing, lead)
        else:
            reply = _typed(desk, path, standing or default, lead)
        if reply is Move.HELP:
            tell_help(desk, question)
        elif isinstance(reply, Move):
            return _skip(desk, path) if reply is Move.SKIP else reply
        else:
            return None if desk.save(reply) else Move.SKIP


def tell_help(desk: Desk, question: Question) -> None:
    """Show what stands behind `?`."""
    for text, voice in help_paragraphs(question, desk.project):
        desk.asker.tell(text, voice)


def _skip(desk: Desk, path: Path) -> Move:
    """Skipping what was answered makes it unknown again."""
    if current_text(desk.project, path):
        desk.save(clear(desk.tree, path))
    return Move.SKIP


def choices(field: Field) -> tuple[Option, ...]:
    """The closed set of a field's values, where it has one."""
    if field.kind is None or field.shape not in (Shape.VALUE, Shape.MAPPING):
        return ()
    if field.kind.name == "yes_no":
        return (Option("true", "是"), Option("false", "否"))
    return tuple(Option(choice, choice) for choice in field.kind.choices)


def _chosen(desk: Desk, path: Path, field: Field, standing: str, lead: str) -> Edits | Move:
    options = choices(field)
    if nil_at(desk.project, path) is not None and all(option.value != NIL for option in options):
        options = (*options, Option(str(NIL), "无"))
    default = standing if any(option.value == standing for option in options) else None
    skip = CLEAR if standing else SKIP
    reply = desk.asker.select(f"{lead}{own_label(path)}", options, default=default, skip=skip)
    if isinstance(reply, Move):
        return reply
    return put_nil(desk.project, path) if reply == NIL else put(desk.tree, path, reply)


def _typed(desk: Desk, path: Path, default: str, lead: str) -> Edits | Move:
    words = desk.reads.words.get(pattern(path), ())
    if words:
        listed = "　".join(f"{number} {word}" for number, word in enumerate(words, 1))
        desk.asker.tell(f"可以写序号或名称，几项之间用顿号隔开：{listed}", Voice.HINT)

    def check(text: str) -> str | None:
        return None if is_nil(desk.project, path, text) else complaint(lambda: value_tree(path, text, words))

    reply = desk.asker.text(f"{lead}{own_label(path)}", default=default, check=check, long=is_long(path))
    if isinstance(reply, Move):
        return reply
    if is_nil(desk.project, path, reply):
        return put_nil(desk.project, path)
    value = keep_rest(tree_at(desk.tree, path), value_tree(path, reply, words))
    return put(desk.tree, path, value)


def ask_statement(desk: Desk, question: AttestQuestion) -> Move | None:
    """Ask whether a statement of the applicant's holds, and for a word on it where the person wants to add one."""
    options = (Option("true", "是，属实"), Option("note", "是，并写几句说明"), Option("false", "否，不属实"))
    while True:
        standing = current_text(desk.project, question.path)
        default = standing if standing in ("true", "false") else None
        reply = desk.asker.select("是否属实", options, default=default, skip=CLEAR if standing else SKIP)
        if reply is Move.HELP:
            tell_help(desk, question)
        elif reply is Move.SKIP:
            return _skip(desk, question.path)
        elif isinstance(reply, Move):
            return reply
        else:
            return _stated(desk, question, reply)


def _stated(desk: Desk, question: AttestQuestion, reply: str) -> Move | None:
    if not desk.save(put(desk.tree, question.path, "false" if reply == "false" else "true")):
        return Move.SKIP
    if reply != "note":
        return None
    said = ask_value(desk, ValueQuestion((*question.path[:-1], "note")))
    # The statement itself is settled: whoever writes no note has answered all the same.
    return said if said in (Move.BACK, Move.QUIT) else None
