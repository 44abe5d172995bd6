"""What a value means, whatever its notation: when two sources say the same, and when one only says less."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from evalprep.intake.oneline import line_of
from evalprep.model.basic import without_spaces
from evalprep.model.contacts import Phones
from evalprep.model.dates import PartialDate
from evalprep.model.fields import Field, Shape, field_at, fields
from evalprep.model.kinds import NIL, BadValue
from evalprep.model.project import Project
from evalprep.model.validation import Path, Tree

Meaning = Hashable
"""A value as the model has it: of lists of texts a set, of 职称 and their like a set of records, 无 as NIL."""


def key_text(value: object) -> str:
    """A value by which rows are told apart, in one width and without blanks."""
    return without_spaces(str(value)).casefold()


@dataclass(frozen=True)
class Words:
    """What the project calls its occupations: a code and its name mean the same in a list of occupations."""

    codes: Mapping[str, str]

    @classmethod
    def of(cls, project: Project) -> Words:
        """The occupations of a project."""
        known = (one for one in project.occupations or () if one.code is not None and one.name is not None)
        return cls({key_text(one.name): key_text(one.code) for one in known})

    def meant(self, text: object) -> str:
        """The code of an occupation's name; any other text as it is."""
        word = key_text(text)
        return self.codes.get(word, word)


def meaning(path: Path, tree: Tree, words: Words) -> Meaning:
    """What a tree means at a concrete path. Raises BadValue where the field's kind refuses it."""
    field = _field(path)
    if field.shape is Shape.ROWS:
        return NIL if tree in ([], str(NIL)) else frozenset(_record(path, one) for one in _listed(tree))
    if field.shape is Shape.RECORD:
        return NIL
    if is_list(path):
        texts = [] if tree == str(NIL) else _listed(tree)
        return NIL if not texts else _texts(field, [_read(field, text) for text in texts], words)
    found: Meaning = _read(field, tree)
    return found


def standing(path: Path, value: Any, words: Words) -> Meaning:
    """What stands in the project at a concrete path, in the same terms; None where it is unknown."""
    if value is None or value == NIL:
        return NIL if value == NIL else None
    field = _field(path)
    if isinstance(value, BaseModel):
        return _known(value)
    if isinstance(value, tuple) and field.shape is Shape.ROWS:
        return frozenset(_known(one) for one in value) if value else NIL
    if isinstance(value, tuple) and not isinstance(value, str) and field.shape is not Shape.VALUE:
        return _texts(field, list(value), words) if value else NIL
    return value if isinstance(value, Hashable) else str(value)


def is_list(path: Path) -> bool:
    """Whether a list of texts stands at a path: also the files of one kind under a free key."""
    field = _field(path)
    return field.shape is Shape.VALUES or (field.shape is Shape.MAPPING and field.key != "self_scores")


def is_files(path: Path) -> bool:
    """Whether a list of files stands at a path: what is imported comes to those that are there."""
    field = _field(path)
    return is_list(path) and field.kind is not None and field.kind.name == "file"


def says_less(one: Meaning, other: Meaning) -> bool:
    """Whether `other` says all that `one` says, and maybe more: 2012-07 and 2012-07-01, a title without its level.

    Texts say the same whatever blanks are in them (张 示例), phones in whatever order.
    """
    if one == other:
        return True
    if isinstance(one, Phones) and isinstance(other, Phones):
        return set(one) == set(other)
    if isinstance(one, str) and isinstance(other, str):
        return "".join(one.split()) == "".join(other.split())
    if isinstance(one, PartialDate) and isinstance(other, PartialDate):
        return one.year == other.year and (
            one.month is None or (one.month == other.month and one.day in (None, other.day))
        )
    if isinstance(one, frozenset) and isinstance(other, frozenset) and one and len(one) == len(other):
        return all(any(_fits(record, held) for held in other) for record in one) and all(
            any(_fits(record, held) for record in one) for held in other
        )
    return False


def _fits(record: object, held: object) -> bool:
    return isinstance(record, frozenset) and isinstance(held, frozenset) and record <= held


def only_takes_away(new: Meaning, old: Meaning) -> bool:
    """Whether some of what stands there would go and nothing come: of a list, of records, of phones."""
    if isinstance(new, Phones) and isinstance(old, Phones):
        return set(new) < set(old)
    if not (isinstance(new, frozenset) and isinstance(old, frozenset)) or len(new) >= len(old):
        return False
    return all(one in old or any(_fits(one, held) for held in old) for one in new)


def written(path: Path, tree: Tree) -> Tree:
    """The tree as the project file writes it. Raises BadValue."""
    field = _field(path)
    if field.shape is Shape.ROWS and tree != str(NIL):
        return [{key: written((*path, 0, key), value) for key, value in row.items()} for row in _listed(tree)]
    if field.shape in (Shape.ROWS, Shape.RECORD):
        return [] if field.shape is Shape.ROWS else str(NIL)
    if field.shape is Shape.MAPPING and isinstance(tree, dict):
        return {key: written((*path, key), value) for key, value in tree.items()}
    if is_list(path):
        return [] if tree == str(NIL) else [_written(field, one) for one in _listed(tree)]
    return _written(field, tree)


def whole(path: Path, standing_tree: Tree, tree: Tree) -> tuple[Tree, list[Tree]]:
    """A list of records that is put in place of another, with all else that stood in those records; and what of the
    other has no place in it.

    A record belongs to the one that says all that it says, else to the only one of its name; of 职业资格 not to one of
    another level, whose certificate is another. What may belong to either of two goes with neither.
    """
    if not (isinstance(standing_tree, list) and isinstance(tree, list)):
        return tree, []
    rest = [row for row in standing_tree if isinstance(row, dict)]
    found: list[Any] = list(tree)
    for belongs in (_says_all, _of_its_name(path)):
        homes = {
            number: [row for row in rest if belongs(row, one)]
            for number, one in enumerate(found)
            if isinstance(one, dict) and one is tree[number]
        }
        for number, rows in homes.items():
            claims = [other for other in homes.values() if any(row in rows for row in other)]
            if len(rows) == len(claims) == 1:
                found[number] = rows[0] | found[number]
                rest.remove(rows[0])
    return found, list(rest)


def _says_all(row: Mapping[str, Any], one: Mapping[str, Any]) -> bool:
    return all(key in row and key_text(row[key]) == key_text(value) for key, value in one.items())


def _of_its_name(path: Path) -> Callable[[Mapping[str, Any], Mapping[str, Any]], bool]:
    line = line_of(_field(path).path)
    name = line.name if line else "name"
    level = line.level if line and line.must_have_level else ""

    def belongs(row: Mapping[str, Any], one: Mapping[str, Any]) -> bool:
        named = name in row and name in one and key_text(row[name]) == key_text(one[name])
        return named and not (level in row and level in one and row[level] != one[level])

    return belongs


def known_values(record: BaseModel) -> dict[Path, Any]:
    """Whatever is known of a record, by path from it; lists whole."""
    found: dict[Path, Any] = {}
    for name, info in type(record).model_fields.items():
        value, key = getattr(record, name), info.alias or name
        if isinstance(value, BaseModel):
            found |= {(key, *path): one for path, one in known_values(value).items()}
        elif isinstance(value, dict):
            found |= {(key, inner): one for inner, one in value.items()}
        elif value is not None:
            found[key,] = value
    return found


def _field(path: Path) -> Field:
    field = field_at(path)
    if field is None:
        raise KeyError(f"no field at {path}")
    return field


def _listed(tree: Tree) -> list[Any]:
    return tree if isinstance(tree, list) else [tree]


def _read(field: Field, tree: Any) -> Any:
    if field.kind is None:
        raise BadValue("这里应当分项填写", field.label, "逐项写")
    return field.kind.read(tree)


def _written(field: Field, tree: Any) -> str:
    assert field.kind is not None
    return field.kind.write(field.kind.read(tree))


def _texts(field: Field, texts: list[Any], words: Words) -> Meaning:
    by_code = field.key == "occupations"
    return frozenset(words.meant(text) if by_code else text for text in texts)


def _record(path: Path, tree: Any) -> Meaning:
    """A record of a list that is one value: its keys with what they mean."""
    found: set[Any] = set()
    for key, value in (tree if isinstance(tree, dict) else {}).items():
        field = fields().get(f"{_field(path).path}[].{key}")
        if field is None:
            raise BadValue(f"没有「{key}」这一项", _field(path).label, "删去它")
        if field.shape is Shape.MAPPING and isinstance(value, dict):
            found |= {((key, kind), frozenset(_listed(one))) for kind, one in value.items()}
        elif field.shape is Shape.VALUE:
            found.add(((key,), _read(field, value)))
        else:
            found.add(((key,), str(value)))
    return frozenset(found)


def _known(record: BaseModel) -> Meaning:
    return frozenset(
        (path, frozenset(map(str, one)) if isinstance(one, tuple) else one)
        for path, one in known_values(record).items()
    )
