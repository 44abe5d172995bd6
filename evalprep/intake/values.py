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
from evalprep.intake.asking import Move, Option, Voice, confirmed
from evalprep.intake.consistency import contradiction
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
    """Ask for a value until it is saved (None), kept, cleared, skipped, or the person goes elsewhere.

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
            reply = _typed(desk, path, standing, default, lead)
        if reply is Move.HELP:
            tell_help(desk, question)
        elif reply in (Move.SKIP, Move.CLEAR):
            return _cleared(desk, path)
        elif isinstance(reply, Move):
            if reply is Move.KEEP:
                desk.finish(path)
            return reply
        elif desk.save(reply):
            desk.finish(path)
            return None
        else:
            return Move.SKIP


def tell_help(desk: Desk, question: Question) -> None:
    """Show what stands behind `?`."""
    for text, voice in help_paragraphs(question, desk.project):
        desk.asker.tell(text, voice)


def _cleared(desk: Desk, path: Path) -> Move:
    """What stood there, where something did, is unknown again."""
    if not current_text(desk.project, path):
        return Move.SKIP
    field = field_at(path)
    paths = [path, (*path[:-1], "name")] if field and field.kind is OCCUPATION_CODE else [path]
    edits = [edit for one in paths if current_text(desk.project, one) for edit in clear(desk.tree, one)]
    if not desk.save(edits):
        return Move.KEEP
    desk.finish(path)
    return Move.CLEAR


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
    if standing and all(option.value != standing for option in options):
        options = (*options, Option(standing, standing))
    default = standing or None
    skip = CLEAR if standing else SKIP
    reply = desk.asker.select(f"{lead}{own_label(path)}", options, default=default, skip=skip)
    if isinstance(reply, Move):
        return reply
    if reply == standing:
        return Move.KEEP
    return put_nil(desk.project, path) if reply == NIL else put(desk.tree, path, reply)


def _typed(desk: Desk, path: Path, standing: str, proposed: str, lead: str) -> Edits | Move:
    words = desk.reads.words.get(pattern(path), ())
    if words:
        listed = "　".join(f"{number} {word}" for number, word in enumerate(words, 1))
        desk.asker.tell(f"可以写序号或名称，几项之间用顿号隔开：{listed}", Voice.HINT)

    def check(text: str) -> str | None:
        if is_nil(desk.project, path, text):
            return None
        told = None if text == standing else complaint(lambda: value_tree(path, text, words))
        return told or _contradiction(desk, path, text)

    if proposed and check(proposed) is not None:
        proposed = ""
    tell_default(desk, standing, proposed)
    long = is_long(path)
    reply = desk.asker.text(
        f"{lead}{own_label(path)}",
        default=standing or proposed,
        check=check,
        long=long,
        keep=(lambda text, move: _keep_draft(desk, path, text, move)) if long else None,
    )
    if reply is Move.SKIP and standing:
        return Move.KEEP
    if isinstance(reply, Move):
        return reply
    if reply.strip() == standing:
        return Move.KEEP
    if is_nil(desk.project, path, reply):
        return put_nil(desk.project, path)
    value = keep_rest(tree_at(desk.tree, path), value_tree(path, reply, words))
    return put(desk.tree, path, value)


def _contradiction(desk: Desk, path: Path, text: str) -> str | None:
    field = field_at(path)
    if field is None or field.kind is None or field.shape is not Shape.VALUE:
        return None
    return contradiction(desk.project, path, field.kind.parse(text), desk.on)


def tell_default(desk: Desk, standing: str, proposed: str = "") -> None:
    """Say what Enter alone means where something stands, or is proposed."""
    if standing:
        shown = " ".join(standing.split())
        shown = f"{shown[:40]}……" if len(shown) > 40 else shown
        desk.asker.tell(f"现在填的是「{shown}」：直接回车 = 不改，↑ = 取来修改，- = 清除", Voice.HINT)
    elif proposed:
        desk.asker.tell(f"直接回车 = {proposed}", Voice.HINT)


def _keep_draft(desk: Desk, path: Path, text: str, move: Move | None) -> None:
    """Save what was written of a long text that is left: at once on Ctrl-C, else where the person wants it."""
    told = complaint(lambda: value_tree(path, text))
    wanted = told is None and (
        move is None or confirmed(desk.asker, "这段文字还没写完，先存下来吗", likely=True)
    )
    if wanted and desk.save(put(desk.tree, path, value_tree(path, text))):
        desk.begin(path)
        desk.asker.tell("写到一半的文字已经存下，下次先问这一题。", Voice.SAVED)
    else:
        desk.asker.tell(f"{told or ''}这一题正在写的文字没有保存。", Voice.WRONG)


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
            return _cleared(desk, question.path)
        elif isinstance(reply, Move):
            return reply
        elif reply == standing:
            return Move.KEEP
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
