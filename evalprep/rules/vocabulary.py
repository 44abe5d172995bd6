"""The closed vocabulary of checklists: what a notice can say, as pydantic models. No code, no expression strings.

A condition is a mapping with exactly one operator among its keys; the other keys are that operator's arguments.
Values stand here as written; `conditions` reads them by the kind of the field that they are compared with.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from evalprep.model.basic import TEXT, YES_NO

Text = Annotated[str, TEXT]


class Entry(BaseModel):
    """A part of a checklist: frozen, and no key beside those named."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Test(Entry):
    """What a value must be. Several keys must all hold."""

    at_least: Text | None = None
    at_most: Text | None = None
    equals: Text | None = None
    is_in: tuple[Text, ...] | None = Field(default=None, alias="in")
    includes: Text | None = None
    includes_any: tuple[Text, ...] | None = None
    present: Annotated[bool, YES_NO] | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain_value_means_equals(cls, value: Any) -> Any:
        return {"equals": value} if isinstance(value, str) else value

    def requirements(self) -> dict[str, Any]:
        """The tests that are there, by their names in the checklist."""
        named = ((info.alias or name, getattr(self, name)) for name, info in Test.model_fields.items())
        return {name: value for name, value in named if value is not None}


class FactCondition(Test):
    """A fact of the applicant, of the subject or of the row stands a test."""

    fact: Text
    unit: Text | None = None


class CountCondition(Test):
    """The number of rows that satisfy `where` stands a test: an interval where rows are incomplete."""

    count: Text
    where: dict[Text, Test] = {}
    unit: Text | None = None


class EveryCondition(Entry):
    """Every row that satisfies `where` satisfies a condition; over no row at all this is unknown."""

    every: Text
    where: dict[Text, Test] = {}
    satisfies: Condition


class AllCondition(Entry):
    """All of the conditions hold."""

    all: tuple[Condition, ...] = Field(min_length=1)


class AnyCondition(Entry):
    """One of the conditions holds."""

    any: tuple[Condition, ...] = Field(min_length=1)


class WhenCondition(Entry):
    """Where `when` holds, `then` decides; where it does not hold, this is not applicable."""

    when: Condition
    then: Condition


class AttestCondition(Entry):
    """The applicant states it, under the rule's id in `attestations`."""

    attest: Text
    evidence: Annotated[bool, YES_NO] = False
    """Whether a statement without evidence stays unknown."""


class AttachedCondition(Entry):
    """A paper of this kind is there: among the row's `files` inside `every`, else among `attachments`."""

    attached: Text


class PaperCondition(Entry):
    """A dated paper under `finance` is there, for the year that the notice names."""

    paper: Text
    year: Text | None = None


class DeclaredCondition(Entry):
    """A management rule of this kind is declared among `rule_documents`."""

    declared: Text


class WordsCondition(Entry):
    """A text holds one of the words: met; else unknown, for other words may say the same."""

    words: Text
    any_of: tuple[Text, ...] = Field(min_length=1)


class MadeCondition(Entry):
    """A form that `build` fills has no open slot, or `attachments` names the finished paper under `finished`."""

    made: Text
    finished: Text


OPERATORS: dict[str, type[Entry]] = {
    "fact": FactCondition,
    "count": CountCondition,
    "every": EveryCondition,
    "all": AllCondition,
    "any": AnyCondition,
    "when": WhenCondition,
    "attest": AttestCondition,
    "attached": AttachedCondition,
    "paper": PaperCondition,
    "declared": DeclaredCondition,
    "words": WordsCondition,
    "made": MadeCondition,
}


ARGUMENTS = tuple(
    dict.fromkeys(
        info.alias or name for model in OPERATORS.values() for name, info in model.model_fields.items()
    )
)
"""Every key that may stand in a condition."""


def operator(condition: Entry) -> str:
    """The operator's name of a condition."""
    return next(name for name, model in OPERATORS.items() if type(condition) is model)


def _tag(value: Any) -> str | None:
    """The tag of a condition; in brackets, for as a plain word it would pass for the key of that name in a complaint's path."""
    if isinstance(value, Entry):
        return f"«{operator(value)}»"
    return (
        next((f"«{name}»" for name in OPERATORS if name in value), None) if isinstance(value, dict) else None
    )


def refuse(problem: str, expected: str, remedy: str) -> PydanticCustomError:
    told = {"problem": problem, "expected": expected, "remedy": remedy, "kind": "condition"}
    return PydanticCustomError("bad_value", "{problem}", told)


def _one_operator(value: Any) -> Any:
    found = [name for name in OPERATORS if name in value] if isinstance(value, dict) else []
    if len(found) > 1:
        raise refuse(
            f"一个条件里写了 {'、'.join(found)}", "一个条件只用一种判断", "用 all 或 any 把它们分成几条"
        )
    return value


Condition = Annotated[
    Annotated[
        Annotated[FactCondition, Tag("«fact»")]
        | Annotated[CountCondition, Tag("«count»")]
        | Annotated[EveryCondition, Tag("«every»")]
        | Annotated[AllCondition, Tag("«all»")]
        | Annotated[AnyCondition, Tag("«any»")]
        | Annotated[WhenCondition, Tag("«when»")]
        | Annotated[AttestCondition, Tag("«attest»")]
        | Annotated[AttachedCondition, Tag("«attached»")]
        | Annotated[PaperCondition, Tag("«paper»")]
        | Annotated[DeclaredCondition, Tag("«declared»")]
        | Annotated[WordsCondition, Tag("«words»")]
        | Annotated[MadeCondition, Tag("«made»")],
        Discriminator(_tag),
    ],
    BeforeValidator(_one_operator),
]


def parts(condition: Entry) -> tuple[Entry, ...]:
    """The conditions that a condition combines, in the order of its outcome's parts; none where it decides itself."""
    match condition:
        case AllCondition():
            return condition.all
        case AnyCondition():
            return condition.any
        case WhenCondition():
            return condition.when, condition.then
        case _:
            return ()


def within(condition: Entry) -> Iterator[Entry]:
    """A condition and every condition inside it, those that are held row by row too."""
    yield condition
    inside = (condition.satisfies,) if isinstance(condition, EveryCondition) else parts(condition)
    for part in inside:
        yield from within(part)


for _model in (
    EveryCondition,
    AllCondition,
    AnyCondition,
    WhenCondition,
):
    _model.model_rebuild()
