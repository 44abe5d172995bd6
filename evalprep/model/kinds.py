"""Kinds of value: how a value is read from text, written to the project file and shown on paper.

A `Kind` is the one place that knows a value's notation. It stands in a model's annotation
(`Annotated[Levels, LEVELS]`), so that validation, messages, interview, workbook and forms all read alike.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

T = TypeVar("T")


class BadValue(ValueError):
    """A text that is no value of its kind: what is wrong with it, what was expected, how to mend it."""

    def __init__(self, problem: str, expected: str, remedy: str = "") -> None:
        self.problem, self.expected, self.remedy = problem, expected, remedy
        super().__init__(problem)


@dataclass(frozen=True)
class Kind(Generic[T]):
    """One kind of value, with its notation in both directions."""

    name: str
    type: type[T] | tuple[type[Any], ...]
    expected: str
    parse: Callable[[str], T]
    """From text as a person writes it; raises BadValue."""
    write: Callable[[T], str] = str
    """To the text that stands in the project file; `parse` reads it back equal."""
    show: Callable[[T], str] | None = None
    """To the text that stands on paper, where that differs."""
    choices: tuple[str, ...] = ()
    """The closed set of texts, in order, where there is one."""
    json_type: str | tuple[str, ...] = "string"
    other_words: bool = True
    """Whether words beside the choices are read too (民非 for 民办非企业单位): an editor then proposes and accepts."""
    joiner: str = ""
    """What stands between several values of one kind; with it a list of texts is read as one value."""

    def on_paper(self, value: T) -> str:
        """The text that stands on a form."""
        return (self.show or self.write)(value)

    def read(self, value: object) -> T:
        """Validate a value of the type, or the text of one; raises BadValue."""
        if type(value) is str:
            return self.parse(value)
        if isinstance(value, self.type):
            return value
        if self.joiner and isinstance(value, list) and all(isinstance(one, str) for one in value):
            return self.parse(self.joiner.join(value))
        if isinstance(value, bool | int | float | date):
            return self.parse(str(value).lower())
        if value is None:
            raise BadValue("这里是空的", self.expected, "填写，或删去这一行")
        raise BadValue("这里应当只有一个值", self.expected, "直接写值，不要写成列表或分项")

    def _validated(self, value: object) -> T:
        try:
            return self.read(value)
        except BadValue as bad:
            context = {
                "problem": bad.problem,
                "expected": bad.expected or self.expected,
                "remedy": bad.remedy,
                "kind": self.name,
            }
            raise PydanticCustomError("bad_value", "{problem}", context) from None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self._validated, serialization=core_schema.plain_serializer_function_ser_schema(self.write)
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        types = [self.json_type] if isinstance(self.json_type, str) else list(self.json_type)
        described: dict[str, Any] = {
            "type": types[0] if len(types) == 1 else types,
            "description": self.expected,
        }
        if self.choices:
            # An editor reads an unquoted 1 as a number; the same choice.
            numbers = [int(choice) for choice in self.choices if "integer" in types and choice.isdigit()]
            described = {"enum": [*self.choices, *numbers], "description": self.expected}
            if self.other_words:
                described = {"anyOf": [described, {"type": types}], "description": self.expected}
        if self.joiner:
            described = {"anyOf": [described, {"type": "array", "items": {"type": types}}]}
        return described


class Nil(StrEnum):
    """无: the thing does not exist; other than absent, which is unknown."""

    NIL = "无"


NIL = Nil.NIL


def or_nil(kind: Kind[T]) -> Kind[T | Nil]:
    """The same kind, with 无 as a further value."""
    types = kind.type if isinstance(kind.type, tuple) else (kind.type,)
    return Kind(
        name=kind.name,
        type=(Nil, *types),
        expected=f"{kind.expected}；没有就写「无」",
        parse=lambda text: NIL if text.strip() == NIL else kind.parse(text),
        write=lambda value: str(value) if isinstance(value, Nil) else kind.write(value),
        show=lambda value: str(value) if isinstance(value, Nil) else kind.on_paper(value),
        choices=(*kind.choices, str(NIL)) if kind.choices else (),
        json_type=kind.json_type,
        joiner=kind.joiner,
    )


def choice(name: str, *choices: str, synonyms: Mapping[str, str] | None = None) -> Kind[str]:
    """A closed set of texts, as the official forms print them; `synonyms` maps other usual words to them."""
    known = {unicodedata.normalize("NFKC", text): text for text in choices}
    known |= {unicodedata.normalize("NFKC", word): meant for word, meant in (synonyms or {}).items()}
    listed = "、".join(choices)

    def parse(text: str) -> str:
        word = unicodedata.normalize("NFKC", text).strip()
        if word in known:
            return known[word]
        near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
        remedy = f"是不是「{known[near[0]]}」？" if near else "从上面的选项中选一个"
        raise BadValue("不在可选的几项之中", f"下列之一：{listed}", remedy)

    return Kind(name, str, f"下列之一：{listed}", parse, choices=choices)
