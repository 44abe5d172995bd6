"""What a printed text says, in a form that can be compared: through the kind of its field, never word by word.

Half and full width, blanks, units, 五级-三级 for 五级、四级、三级, 2012-03 for a day of that month are no differences.
What cannot be read as its kind says nothing, but for numbers of identity, which are compared as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from evalprep.model.basic import COUNT, NUMBER, NUMERAL, without_spaces
from evalprep.model.dates import PartialDate
from evalprep.model.declared import SEX
from evalprep.model.derived_lists import EVERY_OCCUPATION, LISTS, SERVES_ALL
from evalprep.model.evidence import TO_FILL, TO_WRITE
from evalprep.model.fields import Shape, fields
from evalprep.model.identifiers import IdNumber
from evalprep.model.kinds import NIL, BadValue, Nil

Value = object
"""What is compared: a value of a kind, a frozenset of names, or a text."""

_BLANK = re.compile(r"[-_/\\—–－.…·\s\u3000]*")
"""What people write where there is nothing to write."""
_IDENTITIES = frozenset({"id_number", "uscc", "code", "phone", "email", "certificate", "postcode"})
_YEARS = re.compile(r"([0-9]{1,3})(?:周?岁|年)?")
_UNIT = re.compile(r"[（(](万元|元)[）)]")
_PARTS = re.compile("[、,，;；\n]")


def text_of(text: str) -> str:
    """A text for comparison: one width, no blanks, no full stop at its end."""
    return without_spaces(text).rstrip("。.")


def names_in(text: str) -> frozenset[str]:
    """The names in a text that are divided by 、."""
    return frozenset(filter(None, map(text_of, _PARTS.split(text))))


def _occupations(text: str) -> Value | None:
    return SERVES_ALL if text_of(text) in EVERY_OCCUPATION else names_in(text)


def _years(text: str) -> Value | None:
    found = _YEARS.fullmatch(text_of(text))
    return int(found[1]) if found else None


def _area(text: str) -> Value | None:
    return Decimal(0) if text_of(text) == NIL else NUMBER.parse(text)


_DERIVED: Mapping[str, Callable[[str], Value | None]] = {
    "printed_sex": SEX.parse,
    "age": _years,
    "trade_years": _years,
    "theory_area": _area,
    "practice_area": _area,
    "total_area": _area,
    "occupation_names": _occupations,
    "titles_and_skills": names_in,
    "duty_names": names_in,
    "names": names_in,
    "people": COUNT.parse,
    "count": COUNT.parse,
    "person_times": COUNT.parse,
}
"""By key: how what papers print of several fields is read. What is not here is compared as text."""


def comparable(path: str, text: str, label: str = "") -> Value | None:
    """What a text under a label says of a field (the registry's path, or a derived one); None where it says nothing."""
    if _BLANK.fullmatch(text) or TO_FILL in text or TO_WRITE in text:
        return None
    key = path.rsplit(".", 1)[-1]
    try:
        return _DERIVED[key](text) if key in _DERIVED else _of_field(path, text, label)
    except BadValue:
        return None


def as_written(path: str, text: str, label: str = "") -> Value | None:
    """What `comparable` makes of a text, else the text itself: of two copies of one place every difference counts."""
    if _BLANK.fullmatch(text) or TO_FILL in text or TO_WRITE in text:
        return None
    value = comparable(path, text, label)
    return text_of(text) if value is None else value


def _of_field(path: str, text: str, label: str) -> Value | None:
    field = fields().get(path)
    if field is None or field.kind is None:
        return text_of(text)
    if field.shape is Shape.VALUES:
        return names_in(text)
    try:
        found = field.kind.parse(_with_unit(text, label))
    except BadValue:
        # A number of which some digits are hidden says nothing; a wrong one is just what is looked for.
        return text_of(text) if field.key in _IDENTITIES and "*" not in text else None
    if isinstance(found, Nil):
        return NIL
    return text_of(found) if type(found) is str else found


def _with_unit(text: str, label: str) -> str:
    """An amount under a header that names its unit: 300 under 原值（万元） is 300 万元."""
    unit = _UNIT.search(label)
    return f"{text} {unit[1]}" if unit and re.fullmatch(NUMERAL, text.strip()) else text


def registered(listed: str, key: str) -> str:
    """The registry's path of a column of a list, derived ones too: occupations[].levels of occupation_trades, levels."""
    rows = LISTS[listed].rows if listed in LISTS else f"{listed}[]"
    return f"{rows}.{key}" if rows else f"{listed}[].{key}"


def agree(one: Value, other: Value) -> bool:
    """Whether two values may both be true: a date to the precision that both have; 全部 speaks of no occupation by name."""
    if isinstance(one, PartialDate) and isinstance(other, PartialDate):
        pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
        return all(a == b for a, b in pairs if a is not None and b is not None)
    if isinstance(one, frozenset) != isinstance(other, frozenset):
        return SERVES_ALL in (one, other)
    return one == other


def valid_number(text: str) -> IdNumber | None:
    """The identity number in a text, where it is one by its shape and check digit."""
    try:
        return IdNumber(text)
    except BadValue:
        return None
