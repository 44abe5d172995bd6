"""What a checklist consists of: the notice, its rules, materials, routes, easings, windows and scoring.

What an entry requires is a condition of `vocabulary`.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Field, model_validator

from evalprep.model.basic import YES_NO
from evalprep.model.dates import DAY
from evalprep.model.dates import date as day
from evalprep.model.kinds import choice
from evalprep.rules.value_tests import Entry, Text
from evalprep.rules.vocabulary import ARGUMENTS, Condition, refuse

WEIGHT = choice(
    "weight", "must", "principle", "note", synonyms={"必备": "must", "原则上": "principle", "提示": "note"}
)


class Notice(Entry):
    """The notice that a checklist restates: 通知."""

    number: Text
    title: Text
    issued: Annotated[day, DAY]
    issuer: Text
    area: Text
    """Where the notice holds, for people: 全国."""
    region: Text | None = None
    """The first two digits of the administrative division; None where the notice speaks to the whole country."""
    replaced_on: Annotated[day, DAY] | None = None
    verified_on: Annotated[day, DAY]
    """The last day on which a person compared this file with the notice's text."""


def _lists_inline_keys(schema: dict[str, Any]) -> None:
    """Tell editors that a condition's keys may stand beside an entry's own."""
    schema["propertyNames"] = {"enum": [*schema["properties"], *ARGUMENTS]}
    schema["additionalProperties"] = True


class Clause(Entry):
    """What every entry of a checklist has. A condition may stand in line: `{id: …, count: staff, at_least: 1}`."""

    model_config = ConfigDict(json_schema_extra=_lists_inline_keys)

    id: Text
    clause: Text
    title: Text
    weight: Annotated[str, WEIGHT]
    tracks: Annotated[tuple[Text, ...], Field(min_length=1)] | None = None
    interpretation: Text | None = None
    remedy: Text | None = None
    require: Condition | None = None

    @model_validator(mode="before")
    @classmethod
    def _condition_may_stand_in_line(cls, value: Any) -> Any:
        """`{id: …, every: venues, …}` is `{id: …, require: {every: venues, …}}`."""
        if not isinstance(value, dict):
            return value
        inline = [key for key in value if key not in cls.model_fields]
        if not set(ARGUMENTS) & set(inline):
            return value
        if "require" in value:
            told = f"写了 require，又写了 {'、'.join(map(str, inline))}"
            raise refuse(told, "条件只写在一处", "把条件都写进 require，或去掉 require")
        own = {key: content for key, content in value.items() if key in cls.model_fields}
        return own | {"require": {key: value[key] for key in inline}}

    def applies_to(self, track: str | None) -> bool:
        """Whether the entry belongs to a track; an entry without tracks belongs to all."""
        return self.tracks is None or track in self.tracks


class Conflicting(Entry):
    """A rule of another notice that speaks of the same and says something else."""

    checklist: Text
    """The other checklist by its file: `national/2020-16`."""
    rule: Text
    note: Text
    """In what the two differ, for people."""


class Rule(Clause):
    """One requirement. A note may have no condition; with one, its failing is a warning."""

    for_each: Text | None = None
    eased_by: tuple[Text, ...] = ()
    """The easings that may stand in for the requirement: 可适当放宽."""
    conflicts: tuple[Conflicting, ...] = ()
    """What other notices say of the same; the stricter decides, and all stand in the finding."""


class Material(Rule):
    """One paper of the notice's list: 申报材料."""

    name: Text | None = None
    """What the folder and the list of a submission call it, in at most 20 characters: 法人登记证书; else its title, cut."""
    heading: Text | None = None
    """On the first of several materials of one clause and track: what the clause is called."""
    easing_evidence: Annotated[bool, YES_NO] = False
    """Whether the evidence of easings that stand in for a requirement is handed in under it."""


class Easing(Rule):
    """A circumstance in which the notice eases requirements: 放宽条件. It weighs nothing by itself."""

    weight: Annotated[str, WEIGHT] = "note"


class Way(Entry):
    """One way to file: where `when` holds, the applicant goes to this authority."""

    when: Condition
    authority: Text
    note: Text | None = None


class Route(Clause):
    """Where and how to file: 申报途径. With `ways` the first that holds decides; where none is certain it is unknown."""

    authority: Text | None = None
    ways: tuple[Way, ...] = ()


class Span(Entry):
    """Days on which a window is open, both in; an open end has no day. Yearly days are written `03-15`."""

    opens: Text | None = None
    closes: Text | None = None


class Doubt(Entry):
    """Days of which the text does not say whether they are in: 「之前」, 「后」. Both in."""

    starts: Text = Field(alias="from")
    to: Text


class Before(Entry):
    """A window that is counted back from a date of the applicant's: it opens and closes so many days before it."""

    date: Text
    """The fact that holds the date."""
    opens: Text
    closes: Text = "0"


class Window(Clause):
    """When to file: 申报时间. Exactly one of `yearly`, `once` and `before`."""

    weight: Annotated[str, WEIGHT] = "note"
    yearly: tuple[Span, ...] = ()
    once: Span | None = None
    before: Before | None = None
    unclear: Doubt | None = None


class ScoreItem(Entry):
    """One item of a scoring table. Exactly one of `own`, `full_if`, `each` and `bonus` says how it is scored."""

    id: Text
    clause: Text
    title: Text
    max: Text
    """The most points that it can bring."""
    own: Annotated[bool, YES_NO] = False
    """Only an inspector can see it: the applicant's own number, under `self_scores`; unknown until given."""
    full_if: tuple[Text, ...] = ()
    """Rules, by id or by what their ids begin with: full points when all are met, none when one is unmet; notes are passed over."""
    each: tuple[Condition, ...] = ()
    """What each costs `deduct` points when it is unmet, not below 0."""
    deduct: Text | None = None
    bonus: tuple[Text, ...] = ()
    """Easings: each that is met brings between the two `points`."""
    points: tuple[Text, Text] | None = None
    interpretation: Text | None = None


class PassMark(Entry):
    """The total that has to be reached: bonus items are not in it."""

    id: Text
    clause: Text
    title: Text
    weight: Annotated[str, WEIGHT]
    at_least: Text
    interpretation: Text | None = None
    remedy: Text | None = None


class Scoring(Entry):
    """A scoring table, as the applicant's self-assessment: 评估细则（自评）."""

    items: Annotated[tuple[ScoreItem, ...], Field(min_length=1)]
    passing: PassMark = Field(alias="pass")


class Checklist(Entry):
    """One notice as data."""

    notice: Notice
    tracks: dict[Text, Text] = Field(default_factory=dict)
    """Track by name, with its Chinese title; a notice without tracks has one nameless track."""
    define: dict[Text, Condition] = Field(default_factory=dict)
    """Conditions that are used in several places, by name."""
    rules: tuple[Rule, ...]
    materials: tuple[Material, ...] = ()
    easings: tuple[Easing, ...] = ()
    scoring: Scoring | None = None
    windows: tuple[Window, ...] = ()
    routes: tuple[Route, ...] = ()
