"""The registry of fields: for each its path, Chinese label, synonyms, kind, and how it is written and read.

The models declare, this module gathers: messages, interview, form slots, facts and `missing` all draw on it.
A path names lists with `[]` and free keys with `{}`: `staff[].education`, `attachments{}`; a concrete path has
numbers and keys in their places: `("staff", 2, "education")`.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from evalprep.model.kinds import NIL, Kind, Nil
from evalprep.model.project import Project
from evalprep.model.validation import Path, Wording, path_text


class Shape(StrEnum):
    """What stands at a path."""

    VALUE = "value"
    VALUES = "values"
    RECORD = "record"
    ROWS = "rows"
    MAPPING = "mapping"


@dataclass(frozen=True)
class Field:
    """One field of the project file."""

    path: str
    label: str
    synonyms: tuple[str, ...]
    hint: str
    shape: Shape
    kind: Kind[Any] | None
    """The kind of the value, or of each value of a list or mapping; None for records."""
    may_be_nil: bool
    """Whether 无 may stand here."""

    @property
    def key(self) -> str:
        """The last key: `education` of `staff[].education`."""
        return self.path.rsplit(".", 1)[-1].removesuffix("[]").removesuffix("{}")


@dataclass(frozen=True)
class _Type:
    shape: Shape
    kind: Kind[Any] | None = None
    model: type[BaseModel] | None = None
    nil: bool = False


def _type(annotation: Any) -> _Type:
    """What an annotation of a model says, None stripped."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _Type(Shape.RECORD, model=annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        kind = next((note for note in annotation.__metadata__ if isinstance(note, Kind)), None)
        if kind is not None:
            return _Type(Shape.VALUE, kind, nil=isinstance(kind.type, tuple) and Nil in kind.type)
        return _type(arguments[0])
    if origin in (Union, types.UnionType):
        members = [_type(member) for member in arguments if member is not type(None)]
        known = [
            member for member in members if member.kind or member.model or member.shape is not Shape.VALUE
        ]
        return _Type(
            known[0].shape, known[0].kind, known[0].model, nil=known[0].nil or len(members) > len(known)
        )
    if origin is tuple:
        element = _type(arguments[0])
        shape = Shape.ROWS if element.shape is Shape.RECORD else Shape.VALUES
        return _Type(shape, element.kind, element.model, nil=True)
    if origin is dict:
        element = _type(arguments[1])
        return _Type(Shape.MAPPING, element.kind, element.model)
    return _Type(Shape.VALUE)


def _walk(model: type[BaseModel], prefix: str) -> Iterator[tuple[Field, type[BaseModel] | None]]:
    for name, info in model.model_fields.items():
        path = f"{prefix}{info.alias or name}"
        found = _declared(info)
        extra: Any = info.json_schema_extra or {}
        field = Field(
            path=path,
            label=info.title or path,
            synonyms=tuple(extra.get("synonyms", ())),
            hint=info.description or "",
            shape=found.shape,
            kind=found.kind,
            may_be_nil=found.nil,
        )
        yield field, found.model
        if found.model is not None:
            yield from _walk(
                found.model, path + {Shape.ROWS: "[].", Shape.MAPPING: "{}."}.get(found.shape, ".")
            )


def _declared(info: FieldInfo) -> _Type:
    kind = next((note for note in info.metadata if isinstance(note, Kind)), None)
    return _Type(Shape.VALUE, kind) if kind else _type(info.annotation)


_REMEMBERED = 1 << 14
"""How many paths are remembered with what the registry says of them: a judgement asks for the same ones over and over."""


@cache
def fields() -> Mapping[str, Field]:
    """Every field of the project file by its path, in the order of the file."""
    return {field.path: field for field, _ in _walk(Project, "")}


@lru_cache(maxsize=_REMEMBERED)
def pattern(path: Path) -> str:
    """The registry's path of a concrete path: `staff[].education` of `("staff", 2, "education")`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += "[]"
        elif text in fields() and fields()[text].shape is Shape.MAPPING:
            text += "{}"
        else:
            text = f"{text}.{part}" if text else part
    return text


def concrete(text: str) -> Path:
    """`staff[2].education` as `("staff", 2, "education")`; keys of a mapping stand behind its dot."""
    path: list[str | int] = []
    for part in text.replace("[", ".[").split("."):
        path.append(int(part[1:-1]) if part.startswith("[") else part)
    return tuple(path)


@lru_cache(maxsize=_REMEMBERED)
def field_at(path: Path) -> Field | None:
    """The field of a concrete path; an element of a list of values has the list's field."""
    text = pattern(path)
    return fields().get(text) or fields().get(text.removesuffix("[]").removesuffix("{}"))


@lru_cache(maxsize=_REMEMBERED)
def label(path: Path) -> str | None:
    """The Chinese name of what stands at a concrete path: 「工作人员第 3 行·学历」, 「联系人·姓名」, 「附件：法人登记证书」."""
    if field_at(path) is None:
        return None
    names: list[str] = []
    for end in range(1, len(path) + 1):
        part, here = path[end - 1], path[:end]
        if isinstance(part, int):
            names[-1:] = [f"{names[-1] if names else path_text(here[:-1])}第 {part + 1} 行"]
        elif _is_key(here):
            names[-1:] = [f"附件：{part}" if path[0] == "attachments" else str(part)]
        elif end == len(path) or _stands_out(here, path):
            names += [_without_repeating(field_at(here), names)]
    return "·".join(name for name in names if name)


def _stands_out(here: Path, path: Path) -> bool:
    """Whether a step on the way to a path tells apart what follows: a list, free keys, a record inside a record."""
    field = field_at(here)
    if field is None:
        return False
    own = field_at(path)
    repeated = own is not None and field.label in own.label
    return field.shape is not Shape.RECORD or (len(here) > 1 and "[]" not in field.path and not repeated)


def _without_repeating(field: Field | None, names: list[str]) -> str:
    return field.label if field and field.label not in names else ""


def _is_key(path: Path) -> bool:
    """Whether the last step is a free key of a mapping."""
    around = field_at(path[:-1]) if len(path) > 1 else None
    return around is not None and around.shape is Shape.MAPPING and pattern(path[:-1]) == around.path


def keys(path: Path) -> Mapping[str, str]:
    """The keys that may stand in the record at a concrete path, each with its label."""
    text = pattern(path)
    prefix = f"{text}." if text else ""
    inside = {p: f for p, f in fields().items() if p.startswith(prefix)}
    return {p[len(prefix) :]: f.label for p, f in inside.items() if not set(p[len(prefix) :]) & set(".[{")}


PROJECT_WORDING = Wording(noun="项目文件", label=label, keys=keys)


def attribute(record: BaseModel, key: str) -> Any:
    """The value under a key of the project file, by alias where the model's attribute has another name."""
    return getattr(record, _attributes(type(record))[key])


@cache
def _attributes(model: type[BaseModel]) -> Mapping[str, str]:
    """The attribute of each key of the project file, the names of the attributes themselves among the keys."""
    members = model.model_fields.items()
    return {info.alias: name for name, info in members if info.alias} | {name: name for name, _ in members}


@cache
def _members(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Key and attribute of every field of a model, in the order of the file."""
    return tuple((info.alias or name, name) for name, info in model.model_fields.items())


def value_at(record: Any, path: Path) -> Any:
    """The value at a concrete path below a record; None where something on the way is unknown, 无 where it does not exist."""
    for part in path:
        # Asking a model whether it equals 无, or is a Mapping, costs more than all else here.
        if record is None or (isinstance(record, str) and record == NIL):
            return record
        if isinstance(part, int):
            record = record[part] if part < len(record) else None
        elif isinstance(record, dict):
            record = record.get(part)
        else:
            record = attribute(record, part)
    return record


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every single value below a record, list or mapping, with its path, in the order of the file; the unknown ones too."""
    inside: Iterable[tuple[str | int, Any]]
    if value is None or isinstance(value, str | int):
        yield path, value
        return
    if isinstance(value, tuple):
        inside = enumerate(value)
    elif isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, BaseModel):
        inside = ((key, getattr(value, name)) for key, name in _members(type(value)))
    else:
        yield path, value
        return
    for key, one in inside:
        yield from leaves(one, (*path, key))
