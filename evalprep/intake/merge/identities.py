"""By what the rows of each list are told apart: people by number, then name; occupations by code, then name; and so on."""

from __future__ import annotations

from dataclasses import dataclass

from evalprep.intake.reads import NAMING
from evalprep.model.fields import fields


@dataclass(frozen=True)
class Identity:
    """Columns that together name a row."""

    keys: tuple[str, ...]
    unique: bool = True
    """Whether no two rows can have the same: then two rows of one source that have are one row said twice."""
    apart: bool = True
    """Whether rows that differ in these columns are two, whatever else they share; else they are two only where there
    are more of the same name."""
    doubts: tuple[str, ...] = ()
    """Columns that one row has one value in: rows of one name that differ in them may well be two."""


_PEOPLE = (Identity(("id_number",)), Identity(("name",), unique=False, doubts=("sex", "born_on")))
SLIPS = 3
"""So many characters of a number may be mistyped, the check character among them, and the number be meant all the same."""
_RECORDS = (
    Identity(("on", "what"), unique=False, apart=False),
    Identity(("what",), unique=False, apart=False),
    Identity(("on",), unique=False, apart=False),
)
_NAMED = (Identity(("name",)),)

_IDENTITIES: dict[str, tuple[Identity, ...]] = {
    **dict.fromkeys(("staff", "experts", "assessors", "supervisors"), _PEOPLE),
    "occupations": (Identity(("code",)), Identity(("name",))),
    "occupations[].history": (Identity(("year", "occupation")), Identity(("year",))),
    "occupations[].trades": _NAMED,
    "occupations[].contributions": (
        Identity(("kind", "title"), unique=False, apart=False),
        Identity(("title",), unique=False),
    ),
    "related_history": (Identity(("occupation", "year")), Identity(("year",), unique=False)),
    "venues": (Identity(("name", "use"), unique=False, apart=False), Identity(("name",), unique=False)),
    "equipment": (Identity(("name", "model"), unique=False), Identity(("name",), unique=False)),
    "rule_documents": _NAMED,
    "branches": (Identity(("uscc",)), Identity(("name",))),
    "recommends": (Identity(("project",)),),
    "supporting_associations": _NAMED,
    "organization.majors": _NAMED,
    "application.prior_filings": (
        Identity(("code",)),
        Identity(("authority", "on"), unique=False, apart=False),
        Identity(("authority",), unique=False, apart=False),
    ),
    **dict.fromkeys(
        ("record.violations", "record.dishonesty", "record.assessment_misconduct", "record.abnormal_list"),
        _RECORDS,
    ),
    "record.annual_inspections": (Identity(("year",)),),
    "plan.schedule": (
        Identity(("when", "what"), unique=False, apart=False),
        Identity(("what",), unique=False, apart=False),
        Identity(("when",), unique=False, apart=False),
    ),
    "waivers": (Identity(("rule",)),),
    "targets": (Identity(("jurisdiction", "track")), Identity(("jurisdiction",), unique=False)),
}
"""In venues one room of two uses stands on two rows; equipment of one name and model may, for two occupations."""


def identities(rows: str) -> tuple[Identity, ...]:
    """The identities of a list at a registry's path, the surest first; never none."""
    if rows in _IDENTITIES:
        return _IDENTITIES[rows]
    inside = [path.removeprefix(f"{rows}[].") for path in fields() if path.startswith(f"{rows}[].")]
    named = next((key for key in NAMING if key in inside), inside[0])
    return (Identity((named,), unique=False),)
