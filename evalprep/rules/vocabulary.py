"""The closed vocabulary of checklists: what a notice can say, as pydantic models. No code, no expression strings.

A condition is a mapping with exactly one operator among its keys; the other keys are that operator's arguments.
Inside rows (`where`, `satisfies`, definitions that are used there) a mapping without an operator is a conjunction of
field tests: `{education: {at_least: 大专}, full_time: true}`. Values stand here as written; `conditions` reads them by
the kind of the field that they are compared with.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    Tag,
    model_serializer,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError

from evalprep.model.basic import YES_NO
from evalprep.model.kinds import BadValue, Kind
from evalprep.rules.showing import COPY_OR_ORIGINAL
from evalprep.rules.value_tests import TESTS, Entry, Test, Text

_FORM = re.compile(r"[\w-]+(\.[\w-]+)*/[\w-]+(\.[\w-]+)*")


def _form_id(text: str) -> str:
    if not _FORM.fullmatch(text.strip()):
        raise BadValue("不是表格或文稿的编号", "forms 下的两层文件夹，例如 national/basic-information")
    return text.strip()


FormId = Annotated[str, Kind("form", str, "forms 下的两层文件夹，例如 national/basic-information", _form_id)]
"""A paper of the library by its folder: `national/basic-information`. That the library holds it is seen when it is used."""


HandedInAs = Annotated[Annotated[str, COPY_OR_ORIGINAL] | None, Field(alias="as")]
"""Whether the notice asks for a copy of the paper or for the original; nothing where it does not say."""


class FactAmount(Entry):
    """The number that a fact is."""

    fact: Text
    within_last: Text | None = None
    """`3 年`, for facts that look back over a period."""


class CountAmount(Entry):
    """The number of rows that `where` selects and `satisfies` qualifies: an interval where rows are incomplete."""

    count: Text
    where: Condition | None = None
    """Which rows are meant; what it surely excludes is not told."""
    satisfies: Condition | None = None
    """What a row that is meant must be to count; a row that is not is told with the reason."""


class SumAmount(Entry):
    """The sum of a field over the rows that count."""

    sum: Text
    of: Text
    where: Condition | None = None
    satisfies: Condition | None = None


class FactCondition(Test, FactAmount):
    """A fact of the applicant, of the subject or of the row stands a test."""

    unit: Text | None = None


class CountCondition(Test, CountAmount):
    """A number of rows stands a test."""

    unit: Text | None = None


class SumCondition(Test, SumAmount):
    """A sum over rows stands a test."""

    unit: Text | None = None


class RatioCondition(Test):
    """One number against another: `{ratio: {count: …}, to: {count: …}, at_least: 50%}`."""

    ratio: Amount
    to: Amount


class EveryCondition(Entry):
    """Every row that `where` selects satisfies a condition; over no row at all this is unknown."""

    every: Text
    where: Condition | None = None
    satisfies: Condition


class AllCondition(Entry):
    """All of the conditions hold."""

    all: tuple[Condition, ...] = Field(min_length=1)


class AnyCondition(Entry):
    """One of the conditions holds."""

    any: tuple[Condition, ...] = Field(min_length=1)


class NotCondition(Entry):
    """The condition does not hold: met and unmet change places."""

    denied: Condition = Field(alias="not")


class WhenCondition(Entry):
    """Where `when` holds, `then` decides; where it does not hold, `otherwise`, without which this is not applicable."""

    when: Condition
    then: Condition
    otherwise: Condition | None = None


class ByCondition(Entry):
    """The value of a field says which condition decides; for a value without one, `otherwise`, else not applicable."""

    by: Text
    cases: dict[Text, Condition] = Field(min_length=1)
    otherwise: Condition | None = None


class UseCondition(Entry):
    """A condition of the checklist's `define`."""

    use: Text


class AttestCondition(Entry):
    """The applicant states it, under the rule's id in `attestations`."""

    attest: Text
    evidence: Annotated[bool, YES_NO] = False
    """Whether a statement without evidence stays unknown."""


class AttachedCondition(Entry):
    """A paper of this kind is there: among the row's `files` inside rows, else among `attachments`."""

    attached: Text
    draft: FormId | None = None
    """The paper of the library of which `build` writes a first draft; it never counts."""
    copy_or_original: HandedInAs = None


class PaperCondition(Entry):
    """A dated paper under `finance` is there, for the year that the notice names, or for 上一年度."""

    paper: Text
    year: Text | None = None
    copy_or_original: HandedInAs = None


class DeclaredCondition(Entry):
    """A management rule of this kind is declared among `rule_documents`."""

    declared: Text
    shown: Annotated[bool, YES_NO] = False
    """Whether it stays unknown until its file is there."""
    published: Annotated[bool, YES_NO] = False
    """Whether it must also be made public."""
    draft: FormId | None = None
    """The paper of the library of which `build` writes a first draft; it never counts."""


class WordsCondition(Entry):
    """A text holds one of the words: met; else unknown, for other words may say the same."""

    words: Text
    any_of: tuple[Text, ...] = Field(min_length=1)


class MadeCondition(Entry):
    """A form that `build` fills has no open slot, or `attachments` names the finished paper under `finished`."""

    made: FormId
    finished: Text


class RuleCondition(Entry):
    """Another rule of this checklist is met, or all whose ids begin so."""

    rule: Text


class ChecklistCondition(Entry):
    """Rules of another notice's checklist, by its file in the library, are met."""

    checklist: Text
    rules: tuple[Text, ...] = Field(min_length=1)


class FieldsCondition(Entry):
    """Inside rows: every named field stands its test. What stands under a list of records holds for one of them."""

    fields: dict[Text, FieldTest] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _mapping_is_the_fields(cls, value: Any) -> Any:
        return value if isinstance(value, FieldsCondition) else {"fields": value}

    @model_serializer(mode="wrap")
    def _fields_are_the_mapping(self, handler: SerializerFunctionWrapHandler) -> Any:
        written = handler(self)
        # Looking for the member of a union, pydantic tries this with members that have no fields.
        return written.get("fields", written)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        described = handler.resolve_ref_schema(handler(schema))
        fields = described["properties"]["fields"]
        described.clear()
        described.update(fields, title=cls.__name__, description=(cls.__doc__ or "").strip())
        return described


OPERATORS: dict[str, type[Entry]] = {
    "fact": FactCondition,
    "count": CountCondition,
    "sum": SumCondition,
    "ratio": RatioCondition,
    "every": EveryCondition,
    "all": AllCondition,
    "any": AnyCondition,
    "not": NotCondition,
    "when": WhenCondition,
    "by": ByCondition,
    "use": UseCondition,
    "attest": AttestCondition,
    "attached": AttachedCondition,
    "paper": PaperCondition,
    "declared": DeclaredCondition,
    "words": WordsCondition,
    "made": MadeCondition,
    "rule": RuleCondition,
    "checklist": ChecklistCondition,
}

CONDITIONS: tuple[type[Entry], ...] = (
    *OPERATORS.values(),
    FieldsCondition,
    Test,
    FactAmount,
    CountAmount,
    SumAmount,
)
"""All that conditions are made of."""

ARGUMENTS = tuple(
    dict.fromkeys(
        info.alias or name for model in OPERATORS.values() for name, info in model.model_fields.items()
    )
)
"""Every key that may stand in a condition."""


def operator(condition: Entry) -> str:
    """The operator's name of a condition; `fields` for the field tests of a row, which have none."""
    return next((name for name, model in OPERATORS.items() if type(condition) is model), "fields")


def operators(value: dict[Any, Any]) -> list[str]:
    """The operators among the keys of a mapping.

    `words: [培训]` is a test. `use` is a field of venues too: with anything but one name it is that field.
    """
    found = [name for name in OPERATORS if name in value]
    if "words" in found and not isinstance(value["words"], str):
        found.remove("words")
    if "use" in found and (len(value) > 1 or not isinstance(value["use"], str)):
        found.remove("use")
    return found


def _tag(value: Any) -> str | None:
    """The tag of a condition; in brackets, for as a plain word it would pass for the key of that name in a complaint's path."""
    if isinstance(value, Entry):
        return f"«{operator(value)}»"
    if not isinstance(value, dict):
        return None
    named = next((f"«{name}»" for name in operators(value)), None)
    # What holds a list is no field test: the operator that it was meant to be is told.
    return named or (None if any(isinstance(one, list) for one in value.values()) else "«fields»")


def _field_tag(value: Any) -> str | None:
    """The tag of what stands under a field's name: a test, or a condition on the records of a list."""
    if isinstance(value, str | Test) and not isinstance(value, FactAmount | CountAmount | SumAmount):
        return "«test»"
    if isinstance(value, dict) and not operators(value) and set(TESTS) & set(value):
        return "«test»"
    return _tag(value)


def refuse(problem: str, expected: str, remedy: str) -> PydanticCustomError:
    """A complaint of our own about a part of a checklist."""
    told = {"problem": problem, "expected": expected, "remedy": remedy, "kind": "condition"}
    return PydanticCustomError("bad_value", "{problem}", told)


def _one_operator(value: Any) -> Any:
    found = operators(value) if isinstance(value, dict) else []
    if len(found) > 1:
        raise refuse(
            f"一个条件里写了 {'、'.join(found)}", "一个条件只用一种判断", "用 all 或 any 把它们分成几条"
        )
    return value


_Condition = (
    Annotated[FactCondition, Tag("«fact»")]
    | Annotated[CountCondition, Tag("«count»")]
    | Annotated[SumCondition, Tag("«sum»")]
    | Annotated[RatioCondition, Tag("«ratio»")]
    | Annotated[EveryCondition, Tag("«every»")]
    | Annotated[AllCondition, Tag("«all»")]
    | Annotated[AnyCondition, Tag("«any»")]
    | Annotated[NotCondition, Tag("«not»")]
    | Annotated[WhenCondition, Tag("«when»")]
    | Annotated[ByCondition, Tag("«by»")]
    | Annotated[UseCondition, Tag("«use»")]
    | Annotated[AttestCondition, Tag("«attest»")]
    | Annotated[AttachedCondition, Tag("«attached»")]
    | Annotated[PaperCondition, Tag("«paper»")]
    | Annotated[DeclaredCondition, Tag("«declared»")]
    | Annotated[WordsCondition, Tag("«words»")]
    | Annotated[MadeCondition, Tag("«made»")]
    | Annotated[RuleCondition, Tag("«rule»")]
    | Annotated[ChecklistCondition, Tag("«checklist»")]
    | Annotated[FieldsCondition, Tag("«fields»")]
)
Condition = Annotated[Annotated[_Condition, Discriminator(_tag)], BeforeValidator(_one_operator)]
FieldTest = Annotated[
    Annotated[_Condition | Annotated[Test, Tag("«test»")], Discriminator(_field_tag)],
    BeforeValidator(_one_operator),
]


def _amount_tag(value: Any) -> str | None:
    keys = value if isinstance(value, dict) else value.model_dump() if isinstance(value, Entry) else ()
    return next((f"«{name}»" for name in ("fact", "count", "sum") if name in keys), None)


Amount = Annotated[
    Annotated[FactAmount, Tag("«fact»")]
    | Annotated[CountAmount, Tag("«count»")]
    | Annotated[SumAmount, Tag("«sum»")],
    Discriminator(_amount_tag),
]
"""A number without a test: `{fact: …}`, `{count: …}`, `{sum: …, of: …}`."""
