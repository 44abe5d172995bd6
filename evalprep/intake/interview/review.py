"""What is answered already, by section, so that any of it can be asked for again. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from evalprep.intake.answers import current_text
from evalprep.intake.interview.questions import (
    AttestQuestion,
    FilesQuestion,
    Question,
    RecordQuestion,
    RowsQuestion,
    ScoreQuestion,
    ValueQuestion,
)
from evalprep.intake.interview.wording import heading, own_label, row_name
from evalprep.intake.reads import Reads
from evalprep.model.fields import Field, Shape, field_at, pattern, value_at
from evalprep.model.identifiers import OCCUPATION_CODE
from evalprep.model.kinds import NIL
from evalprep.model.project import Project
from evalprep.model.validation import Path

LONGEST = 24
DEEP = "occupations"
"""The list whose rows are sections of their own: much is asked of each."""


@dataclass(frozen=True)
class Section:
    """Answered questions that belong together."""

    title: str
    questions: tuple[Question, ...]


def sections(project: Project, reads: Reads) -> tuple[Section, ...]:
    """Everything answered that a target reads, in the order of the file."""
    found: dict[Path, list[Question]] = {}
    for question in _answered(project, (), project, reads):
        deep = question.path[0] == DEEP and len(question.path) > 1
        found.setdefault(question.path[: 2 if deep else 1], []).append(question)
    return tuple(Section(_title(path, asked, project), tuple(asked)) for path, asked in found.items())


def _title(path: Path, questions: list[Question], project: Project) -> str:
    if len(path) > 1:
        return f"【{row_name(path, project)}】"
    return heading(questions[0], project) if len(questions) == 1 else f"【{own_label(path)}】"


def question_at(path: Path, reads: Reads) -> Question | None:
    """The question that asks for a path again; None where there is no such field."""
    field = field_at(path)
    if field is None:
        return None
    if path[0] == "attestations" and path[-1] == "holds":
        return AttestQuestion(path, reads.statements.get(str(path[1]), str(path[1])))
    if field.kind is not None and field.kind.name == "file":
        return FilesQuestion(path)
    if path[0] == "self_scores":
        item = reads.scores.get(str(path[-1]))
        return ScoreQuestion(path, item.item.title, item.max) if item else None
    if field.shape is Shape.ROWS and not reads.in_one_line(pattern(path)):
        return RowsQuestion(path, reads.row_columns(pattern(path)))
    if field.shape is Shape.RECORD:
        return RecordQuestion(path, reads.record_columns(pattern(path)))
    return ValueQuestion(path)


def _answered(record: BaseModel, at: Path, project: Project, reads: Reads) -> Iterator[Question]:
    for name, info in type(record).model_fields.items():
        path, value = (*at, info.alias or name), getattr(record, name)
        field = field_at(path)
        if value is None or field is None or not reads.holds(field.path):
            continue
        if isinstance(value, BaseModel):
            yield from _answered(value, path, project, reads)
        elif isinstance(value, dict):
            yield from _keyed(value, path, reads)
        elif _is_asked(field, path, record, reads) and (question := question_at(path, reads)):
            yield question
        if field.shape is Shape.ROWS and isinstance(value, tuple):
            for number, row in enumerate(value):
                yield from _answered(row, (*path, number), project, reads)


def _is_asked(field: Field, path: Path, record: BaseModel, reads: Reads) -> bool:
    """Fields of a row are reached by changing the row, a list in it and an occupation's fields by themselves."""
    in_row = any(isinstance(part, int) for part in path)
    own_list = field.shape is Shape.ROWS and not reads.in_one_line(field.path)
    if in_row and not own_list and (path[0] != DEEP or len(path) > 4):
        return False
    code = field_at((*path[:-1], "code"))
    beside = path[-1] == "name" and code is not None and code.kind is OCCUPATION_CODE
    return not (beside and getattr(record, "code", None) is not None)


def _keyed(values: dict[str, object], path: Path, reads: Reads) -> Iterator[Question]:
    """What stands under free keys: papers, scores, statements and those for single occupations."""
    for key, value in values.items():
        inside = (*path, key)
        if path[0] != "attestations":
            question = None if any(isinstance(part, int) for part in path) else question_at(inside, reads)
            yield from (question,) if question else ()
            continue
        if getattr(value, "holds", None) is not None and (question := question_at((*inside, "holds"), reads)):
            yield question
        if getattr(value, "evidence", None) and (question := question_at((*inside, "evidence"), reads)):
            yield question
        yield from _keyed(getattr(value, "occupations", None) or {}, (*inside, "occupations"), reads)


def present(question: Question, project: Project) -> str:
    """What is answered to a question, in a few characters."""
    value = value_at(project, question.path)
    if isinstance(question, RowsQuestion):
        return f"共 {len(value)} 行" if isinstance(value, tuple) and value else str(NIL)
    if isinstance(value, bool):
        return "是" if value else "否"
    text = " ".join(current_text(project, question.path).split())
    return f"{text[:LONGEST]}……" if len(text) > LONGEST else text


def listed(question: Question, project: Project) -> str:
    """A question with its answer, as a line to choose: 「地址：示例省示例市」."""
    label = own_label(question.path)
    if isinstance(question, AttestQuestion):
        label = question.statement
    elif isinstance(question, ScoreQuestion):
        label = question.title
    elif question.path[0] == "attestations":
        label = f"{question.path[1]} 佐证文件"
    label = f"{label[:LONGEST]}……" if len(label) > LONGEST else label
    return f"{label}：{present(question, project)}"
