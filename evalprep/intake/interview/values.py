"""Asking for a single value: by typing it or by choosing it; and for a statement, whether it holds."""

from __future__ import annotations

from collections.abc import Sequence

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
from evalprep.intake.interview.asking import Move, Option, Voice, confirmed
from evalprep.intake.interview.consistency import contradiction, still_to_come
from evalprep.intake.interview.desk import Desk
from evalprep.intake.interview.occupations import ask_occupation
from evalprep.intake.interview.questions import AttestQuestion, Question, ScoreQuestion, ValueQuestion
from evalprep.intake.interview.wording import help_paragraphs, is_choice, own_label
from evalprep.intake.lists import held
from evalprep.intake.lists.occupations import OccupationNames
from evalprep.intake.oneline import TITLES, line_of
from evalprep.intake.several import joined, parts
from evalprep.model.fields import Field, Shape, field_at, pattern, value_at
from evalprep.model.identifiers import OCCUPATION_CODE
from evalprep.model.kinds import NIL, BadValue
from evalprep.model.validation import Path, Tree
from evalprep.store.rewrite import Edit

SKIP, CLEAR = "以后再填", "清除这个答案，以后再填"
Edits = tuple[Edit, ...]
MOST_WORDS = 12
"""How many words are listed before a question."""


def ask_value(
    desk: Desk, question: ValueQuestion | ScoreQuestion, *, default: str = "", lead: str = ""
) -> Move | None:
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
            if told := still_to_come(desk.project, path, desk.on):
                desk.asker.tell(told, Voice.WRONG)
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
    if field.kind is None or not is_choice(field):
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
    words = proposals(desk, path)
    if words:
        desk.asker.tell(_listed(desk, path, words), Voice.HINT)

    def check(text: str) -> str | None:
        if is_nil(desk.project, path, text):
            return None
        told = None if text == standing else complaint(lambda: _meant(desk, path, text, words))
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
    meant = _meant(desk, path, reply, words)
    if isinstance(meant, list) and meant != _as_typed(path, reply):
        desk.asker.tell(f"记作：{joined([_shown(one) for one in meant])}", Voice.SAVED)
    value = keep_rest(path, tree_at(desk.tree, path), meant)
    return put(desk.tree, path, value)


def _meant(desk: Desk, path: Path, text: str, words: Sequence[str]) -> Tree:
    """What the project file holds for a text; 职称 and 职业资格 are read as in a cell of a list: 电工技师 is 电工 二级.

    Raises BadValue.
    """
    field = field_at(path)
    line = line_of(field.path) if field is not None else None
    if line is None or is_nil(desk.project, path, text) or not parts(text):
        return value_tree(path, text, words)
    if line is TITLES:
        return [held.title(part) for part in parts(text)]
    knows = OccupationNames(desk.project, desk.catalogs).knows
    return [held.skill(part, knows) for part in parts(text)]


def _as_typed(path: Path, text: str) -> Tree | None:
    """What the project file would hold were each part of a text taken as it is; None where it cannot be."""
    try:
        return value_tree(path, text)
    except BadValue:
        return None


def _shown(one: Tree) -> str:
    return " ".join(map(str, one.values())) if isinstance(one, dict) else str(one)


def proposals(desk: Desk, path: Path) -> tuple[str, ...]:
    """The words that may be given by their number: those that the rules look for, or the occupations applied for."""
    field = field_at(path)
    if field is not None and field.shape is Shape.VALUES and field.key == "occupations":
        rows = desk.project.occupations or ()
        return tuple(dict.fromkeys(str(row.name or row.code) for row in rows if row.name or row.code))
    return desk.reads.words.get(pattern(path), ())


def _listed(desk: Desk, path: Path, words: tuple[str, ...]) -> str:
    """The words with their numbers; of very many those that no row has yet, and not all at once."""
    lead = "可以写序号："
    numbered = [f"{number} {word}" for number, word in enumerate(words, 1)]
    if len(words) <= MOST_WORDS:
        return lead + "　".join(numbered)
    used = _said_elsewhere(desk, path)
    left = [one for one, word in zip(numbered, words, strict=True) if word not in used]
    more = f"　……（共 {len(words)} 种，写名称的一部分也行）" if len(left) > MOST_WORDS else ""
    return f"{lead}{'　'.join(left[:MOST_WORDS])}{more}"


def _said_elsewhere(desk: Desk, path: Path) -> set[str]:
    """The texts that stand under the same key in the other rows of the list."""
    if len(path) < 2 or not isinstance(path[-2], int):
        return set()
    rows = value_at(desk.project, path[:-2]) or ()
    others = (row for number, row in enumerate(rows) if number != path[-2])
    return {str(text) for row in others for text in value_at(row, path[-1:]) or ()}


def _contradiction(desk: Desk, path: Path, text: str) -> str | None:
    field = field_at(path)
    if field is None or field.kind is None or field.shape not in (Shape.VALUE, Shape.MAPPING):
        return None
    value = field.kind.parse(text)
    item = desk.reads.scores.get(str(path[-1])) if path[0] == "self_scores" else None
    if item is not None and value > item.max:
        return f"这一项最多 {item.max} 分。核对评估细则，写 0 至 {item.max} 的数。"
    return contradiction(desk.project, path, value, desk.on)


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
