"""Fields that forms print and no single key holds: joined columns, ticks. Beside the registry, with the same paths.

`reads` names the fields that it is made of; `asks` those that an open slot waits for. Where the way back is clear,
`read` tells the fields that a printed text stands for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from evalprep.model.fields import pattern
from evalprep.model.occupations import Occupation
from evalprep.model.organization import Organization
from evalprep.model.validation import Path


@dataclass(frozen=True)
class Derived:
    """A printed value that is made of several fields of one record."""

    path: str
    label: str
    reads: tuple[str, ...]
    asks: tuple[str, ...]
    write: Callable[[Any], str | None] = lambda record: None
    choices: Callable[[Any], tuple[str, ...]] = lambda record: ()
    read: Callable[[str], Mapping[str, object]] | None = None


def _form_choice(organization: BaseModel) -> tuple[str, ...]:
    """What the applicant may be ticked as, the kind of body before the legal form: a private 技工院校 is a 技工院校."""
    assert isinstance(organization, Organization)
    return tuple(word for word in (organization.kind, organization.legal_form) if word)


def _name_and_trades(occupation: BaseModel) -> str | None:
    """电工（继电保护工、变电站值班工）: the occupation, and in brackets its trades where it has any."""
    assert isinstance(occupation, Occupation)
    if occupation.name is None:
        return None
    trades = [trade.name for trade in occupation.trades or () if trade.name]
    return f"{occupation.name}（{'、'.join(trades)}）" if trades else occupation.name


_TRADES = re.compile(r"(?P<name>.+?)[（(](?P<trades>[^（）()]+)[）)]")


def _read_name_and_trades(text: str) -> Mapping[str, object]:
    found = _TRADES.fullmatch(text.strip())
    if found is None:
        return {"name": text.strip()}
    return {
        "name": found["name"],
        "trades": [{"name": trade} for trade in re.split("[、,，]", found["trades"])],
    }


DERIVED = {
    one.path: one
    for one in (
        Derived(
            "organization.form_choice",
            "机构性质",
            ("kind", "legal_form"),
            ("kind", "legal_form"),
            choices=_form_choice,
        ),
        Derived(
            "occupations[].name_and_trades",
            "职业（工种）名称",
            ("name", "trades"),
            ("name",),
            write=_name_and_trades,
            read=_read_name_and_trades,
        ),
    )
}


def asked_for(path: Path) -> tuple[Path, ...]:
    """The fields of the project file that an open slot waits for."""
    derived = DERIVED.get(pattern(path))
    return tuple((*path[:-1], key) for key in derived.asks) if derived else (path,)


def read_for(path: str) -> tuple[str, ...]:
    """The registry's paths of the fields that a slot's value is made of."""
    derived = DERIVED.get(path)
    base = path.rsplit(".", 1)[0]
    return tuple(f"{base}.{key}" for key in derived.reads) if derived else (path,)
