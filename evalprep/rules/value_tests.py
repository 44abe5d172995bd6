"""What a value must be: the tests that a checklist can write beside a fact or a number, and what its parts are made of.

Values stand here as written; `thresholds` reads them by the kind of the field that they are compared with.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from evalprep.model.basic import TEXT, YES_NO

Text = Annotated[str, TEXT]


class Entry(BaseModel):
    """A part of a checklist: frozen, and no key beside those named."""

    # Conditions hold conditions: built one by one each would be built again inside every other.
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class Test(Entry):
    """What a value must be. Several keys must all hold."""

    at_least: Text | None = None
    at_most: Text | None = None
    between: tuple[Text, ...] | None = None
    """Two values, both in."""
    equals: Text | None = None
    is_in: tuple[Text, ...] | None = Field(default=None, alias="in")
    includes: Text | None = None
    includes_any: tuple[Text, ...] | None = None
    includes_all: tuple[Text, ...] | None = None
    only: tuple[Text, ...] | None = None
    """Nothing beside these stands in the list."""
    at_most_one_of: tuple[Text, ...] | None = None
    words: tuple[Text, ...] | None = None
    """The text, or one of a list of texts, holds one of these; else it is unknown, for other words may say the same."""
    present: Annotated[bool, YES_NO] | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain_value_means_equals(cls, value: Any) -> Any:
        return {"equals": value} if isinstance(value, str) else value

    def requirements(self) -> dict[str, Any]:
        """The tests that are there, by their names in the checklist."""
        named = ((info.alias or name, getattr(self, name)) for name, info in Test.model_fields.items())
        return {name: value for name, value in named if value is not None}


TESTS = tuple(info.alias or name for name, info in Test.model_fields.items())
"""The names of the tests."""
