"""How a question reads: its heading, why it is asked, what is expected, and the help behind `?`."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pydantic import BaseModel

from evalprep.intake.answers import current_text, nil_at
from evalprep.intake.interview.asking import Voice
from evalprep.intake.interview.questions import (
    AttestQuestion,
    FilesQuestion,
    Question,
    RecordQuestion,
    RowsQuestion,
    ScoreQuestion,
    ValueQuestion,
    Why,
)
from evalprep.intake.oneline import line_of
from evalprep.intake.reads import NAMING
from evalprep.model.fields import Field, Shape, field_at, pattern, value_at
from evalprep.model.project import Project
from evalprep.model.validation import Path

Paragraph = tuple[str, Voice]

SCORE = "自评分"
MANY, SHORT = 3, 76
"""The interpretation of a question for which so many more wait, or which is longer than two lines, stands behind `?`."""

PLAIN = ("text", "name", "yes_no", "count")
"""Kinds whose notation goes without saying; what does not fit is refused with it."""

EXAMPLE = "例如"
"""How a hint begins that is nothing but an example."""

MOST_NAMED = 6
"""How many of those that wait are named behind `?`."""

LEGEND = (
    "每答一题就存盘，随时可以退出，下次接着填。",
    "选择题：用上下键、数字或选项里的字来选，再按回车。填空题：打字后回车。",
    "没有答过的题，直接回车 = 以后再填；答过的，直接回车 = 不改。",
    "任何一题：< 返回上一题　? 看说明　q 保存并退出，都要再按回车；Ctrl-C 中断",
)


def heading(question: Question, project: Project) -> str:
    """【申报职业 电工】历年培训评价情况."""
    where, what = around(question.path, project), own_label(question.path)
    if isinstance(question, ScoreQuestion):
        where, what = SCORE, question.title
    if isinstance(question, AttestQuestion | FilesQuestion) and question.path[0] == "attestations":
        what = "请本单位说明" if isinstance(question, AttestQuestion) else "佐证文件"
    return f"【{where}】{what}" if where else f"【{what}】"


def own_label(path: Path) -> str:
    """The label of what stands at a path, with the record around it where that lies inside a row: 评价依据的标准·标准种类."""
    field = field_at(path)
    if path[0] == "self_scores":
        return SCORE
    if field is None or pattern(path) != field.path:
        return str(path[-1])
    inside = field_at(path[:-1])
    named = (
        inside is not None
        and inside.shape is Shape.RECORD
        and len(path) > 2
        and inside.label not in field.label
    )
    return f"{inside.label}·{field.label}" if inside and named else field.label


def around(path: Path, project: Project) -> str:
    """Where a field lies: 申报单位; 申报职业 电工; 申报职业 电工·历年培训评价情况第 2 行 2019."""
    if path[0] == "attestations":
        occupation = next((o for o in project.occupations or () if str(o.code) == path[-2]), None)
        whom = f"：{(occupation and occupation.name) or path[-2]}" if len(path) > 3 else ""
        return f"自行说明的事项{whom}"
    rows = [end for end, part in enumerate(path) if isinstance(part, int)]
    if not rows:
        top = field_at(path[:1])
        return top.label if top and len(path) > 1 else ""
    return "·".join(row_name(path[: end + 1], project) for end in rows)


def row_name(path: Path, project: Project) -> str:
    """申报职业第 1 行 电工."""
    listed, record = field_at(path[:-1]), value_at(project, path)
    name = row_text(record, (*NAMING[:4], "occupation")) if isinstance(record, BaseModel) else ""
    return f"{own_label(path[:-1]) if listed else ''}第 {int(path[-1]) + 1} 行 {name}".rstrip()


def row_text(record: BaseModel, columns: tuple[str, ...]) -> str:
    """The first of the columns that is known."""
    known = known_values(record)
    return next((known[key] for key in columns if known.get(key)), "")


def known_values(record: BaseModel) -> dict[str, str]:
    """The known simple values of a record as text, by key."""
    found: dict[str, str] = {}
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        if value is not None and not isinstance(value, BaseModel | tuple | dict):
            found[info.alias or name] = "是" if value is True else "否" if value is False else str(value)
    return found


def paragraphs(question: Question, project: Project, said: Collection[str] = ()) -> Iterator[Paragraph]:
    """The question's block: heading, why, what is expected. An interpretation that was `said` is not repeated."""
    yield heading(question, project), Voice.TITLE
    if question.why:
        yield from ((text, Voice.WHY) for text in _why(question.why, said))
    expected = expectation(question, project)
    if expected:
        yield expected, Voice.HINT
    yield from ((text, Voice.HINT) for text in _standing(question, project))


def _why(why: Why, said: Collection[str]) -> Iterator[str]:
    subject = f"〔{why.subject}〕" if why.subject else ""
    others = f"；另有 {len(why.others)} 条也在等这一项" if why.others else ""
    yield f"为什么问：{why.id} {subject}{_wanted(why)}（{why.clause}）{others}"
    if why.easing:
        yield "这一条不够，但有放宽的情形，符合一种就可以；问的是其中一种"
    elif why.either and len(why.others) < MANY:
        yield "这一条有几种办法，做到一种就可以"
    interpretation = interpretation_of(why)
    if interpretation and interpretation not in said:
        yield f"理解：{interpretation}"


def _wanted(why: Why) -> str:
    """What the requirement wants: its title, or the form that the answer is printed on."""
    if why.draft:
        return f"要印进初稿{why.form}"
    if not why.form:
        return why.title
    return (
        f"要填进{why.form}"
        if why.form in (why.title, f"《{why.title}》")
        else f"{why.title}，要填进{why.form}"
    )


def interpretation_of(why: Why) -> str:
    """The interpretation that stands above the question; empty where it stands behind `?` only.

    Where many wait, what the first of them means by its words matters least.
    """
    text = why.interpretation or ""
    return text if len(text) <= SHORT and len(why.others) < MANY and not why.easing else ""


def expectation(question: Question, project: Project) -> str:
    """What may be answered to a question."""
    match question:
        case AttestQuestion(statement=statement):
            return f"「{statement}」"
        case FilesQuestion(statement=statement):
            proof = f"证明「{statement}」的文件。" if statement else ""
            return f"{proof}把文件拖进窗口，或输入文件名（Tab 键补全）{'' if is_single(question) else '；没有就写「无」'}"
        case ScoreQuestion(most=most):
            return f"最多 {most} 分：照评估细则自己打分，最后由专家评定"
        case RowsQuestion() | RecordQuestion():
            field = field_at(question.path)
            told = (field.hint if field else "", _wanted_years(question))
            return "；".join(text for text in told if text)
    return expected_text(question.path, project)


def _wanted_years(question: RowsQuestion | RecordQuestion) -> str:
    """Of which years a yearly list is to have rows, where the condition says more than that it is not filled in."""
    why = question.why
    yearly = isinstance(question, RowsQuestion) and question.columns[:1] == ("year",)
    told = why.message if why and not why.form and yearly else ""
    return "" if told.endswith("没有填") else told


def is_single(question: FilesQuestion) -> bool:
    """Whether only one file may stand there."""
    field = field_at(question.path)
    return field is not None and field.shape is Shape.VALUE


def expected_text(path: Path, project: Project, *, listed: bool = False) -> str:
    """What may be typed at a path: the field's hint, its kind's notation, and whether 无 may stand there.

    Where words are `listed` below, they are the examples.
    """
    field = field_at(path)
    if field is None:
        return ""
    told = [field.hint] if field.hint and not (listed and field.hint.startswith(EXAMPLE)) else []
    line = line_of(field.path) if field.shape is Shape.ROWS else None
    if line is not None:
        told = [f"写名称、空格、等级，例如 {line.example}"]
    if not told and field.kind is not None and field.kind.name not in PLAIN and not field.kind.choices:
        told.append(f"应为{field.kind.expected}")
    if field.shape in (Shape.VALUES, Shape.ROWS) and line is None:
        told.append("几项之间用顿号隔开")
    text = "；".join(told)
    at = None if is_choice(field) else nil_at(project, path)
    if at is None or "「无」" in text:
        return text
    around = field_at(at)
    whole = f"没有{around.label}的" if around is not None and len(at) < len(path) else "没有就"
    return f"{text}；{whole}写「无」".lstrip("；")


def is_choice(field: Field) -> bool:
    """Whether a value is chosen from a menu, in which 无 stands where it may be said."""
    kind = field.kind
    chosen = kind is not None and (bool(kind.choices) or kind.name == "yes_no")
    return chosen and field.shape in (Shape.VALUE, Shape.MAPPING)


def notation(question: Question, project: Project) -> str:
    """How an answer is written: what is expected, its kind's notation where a hint stands in its place, or the choices."""
    told, field = expectation(question, project), field_at(question.path)
    if isinstance(question, ValueQuestion) and field is not None and field.kind is not None:
        by_kind = f"从这些里选：{'、'.join(field.kind.choices)}" if field.kind.choices else ""
        by_kind = by_kind or (f"应为{field.kind.expected}" if field.kind.expected else "")
        if by_kind and by_kind not in told:
            return f"{told}；{by_kind}".lstrip("；")
    return told


def _standing(question: Question, project: Project) -> Iterator[str]:
    """What stands there already, where it is asked for again."""
    if isinstance(question, FilesQuestion):
        text = current_text(project, question.path)
        if text:
            yield f"现在写的是：{text}"


def help_paragraphs(question: Question, project: Project) -> Iterator[Paragraph]:
    """What stands behind `?`: how the condition is decided, what to do, who else waits."""
    why = question.why
    field = field_at(question.path)
    if why is None:
        text = expected_text(question.path, project) or (f"填写「{field.label}」" if field else "")
        yield text, Voice.HINT
        return
    yield f"{why.id} {why.title}（{why.clause}）", Voice.HINT
    expected = notation(question, project)
    if expected:
        yield f"怎样填：{expected}", Voice.HINT
    if why.form and not isinstance(question, FilesQuestion):
        paper = (
            f"初稿{why.form}，由 evalprep build 印进去"
            if why.draft
            else f"{why.form}，由 evalprep build 填进表里"
        )
        yield f"印在：{paper}", Voice.HINT
    if why.interpretation:
        yield f"理解：{why.interpretation}", Voice.HINT
    if why.message:
        yield f"现在：{why.message}", Voice.HINT
    yield from ((line if n else f"怎样算符合：{line}", Voice.HINT) for n, line in enumerate(why.meaning))
    if why.remedy:
        yield f"怎么办：{why.remedy}", Voice.HINT
    if why.others:
        more = f" 等 {len(why.others)} 条" if len(why.others) > MOST_NAMED else ""
        yield f"也在等这一项：{'、'.join(why.others[:MOST_NAMED])}{more}", Voice.HINT
