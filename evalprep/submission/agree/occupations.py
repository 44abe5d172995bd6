"""Occupations: code and name belong together, as the tables of occupations and the rows of one list have them."""

from __future__ import annotations

from collections.abc import Iterator

from evalprep.model.agreement import Contradiction, Side
from evalprep.model.basic import with_hyphens, without_spaces
from evalprep.model.catalogs import DOUBTED
from evalprep.submission.agree.shown import sides
from evalprep.submission.agree.statements import Row, Said
from evalprep.submission.agree.subjects import title


def codes_of_names(said: Said) -> Iterator[Contradiction]:
    """In a changed paper, a code and a name that the table both knows, and not together; where a made one has them so, it holds."""
    made = _made(said)
    told: set[tuple[str, str, str]] = set()
    for row in said.rows("occupations"):
        code, name = _pair(row)
        meant = _meant(said, code, name)
        key = row.table.paper, code, name
        if meant and (code, name) not in made and key not in told:
            told.add(key)
            one, other = row.said["code"], row.said["name"]
            text = f"{code} 在职业分类大典里是「{meant}」"
            there = Side(other.paper, other.where, f"{other.text}；{text}")
            yield Contradiction(one.label, title([row]), (*sides([one]), there))


def _made(said: Said) -> set[tuple[str, str]]:
    """What papers say that nobody changed: it stands so in the project."""
    return {_pair(row) for row in said.rows("occupations") if row.table.paper not in said.changed}


def _pair(row: Row) -> tuple[str, str]:
    return with_hyphens(row.text("code")), without_spaces(row.text("name"))


def _meant(said: Said, code: str, name: str) -> str | None:
    """Whose code it is, where it is not that of this name; None for what the table does not know or may have wrong."""
    catalogs = said.catalogs
    meant = catalogs.names_2022.get(code)
    # Who writes the code or the name of an older table is not wrong: only what today's table knows is held against it.
    known = catalogs.same_names(name) & catalogs.occupation_names
    if not meant or not known or code in DOUBTED or without_spaces(meant) in catalogs.same_names(name):
        return None
    return meant


def one_name_of_a_code(said: Said) -> Iterator[Contradiction]:
    """In a changed paper, two occupations of one list have two codes; trades of one occupation share its code."""
    made = _made(said)
    for table in said.tables:
        if table.listed != "occupations":
            continue
        first: dict[str, Row] = {}
        for row in table.rows:
            code, name = _pair(row)
            if not code or not name:
                continue
            other = first.setdefault(code, row)
            is_made = {_pair(other), (code, name)} <= made
            if not is_made and name not in said.catalogs.same_names(_pair(other)[1]):
                pair = other.said["name"], row.said["name"]
                yield Contradiction(row.said["code"].label, f"职业编码 {code}", sides(pair))
