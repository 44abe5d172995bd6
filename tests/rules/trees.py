"""Project files at random: trees of texts as a person would write them, valid by the registry of fields.

What a field may hold comes from its kind, so that a field that is added is drawn as well; which keys and words
matter comes from the checklist.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from evalprep.model.evidence import FileState
from evalprep.model.fields import Field, Shape, fields, value_at
from evalprep.model.validation import Path as TreePath
from evalprep.rules.entries import ScoreItem
from evalprep.rules.names import Names, resolve
from evalprep.rules.value_tests import Entry
from evalprep.rules.world import FormState
from tests.rules.judging import catalogs, entries, project, shipped, written
from tests.rules.walk import Held, walk

Tree = dict[str, Any]

CODES = ("6-31-01-03", "6-18-01-01", "4-10-01-03", "4-04-05-07", "2-02-10-09")
"""Two of the catalogue, one renamed since, one outside it, one that is no skilled occupation."""

SAMPLES: Mapping[str, tuple[str, ...]] = {
    "text": ("电工", "保育师", "职业技能培训", "财务管理", "咨询服务", "6-31-01-03"),
    "file": ("附件/a.pdf", "附件/b.pdf", "附件/c.pdf"),
    "yes_no": ("true", "false"),
    "uscc": ("51530000MJX000123X",),
    "id_number": ("539901197504129916", "539901197908039888"),
    "occupation_code": CODES,
    "phones": ("13900000000", "0871-60000002"),
    "email": ("contact@example.org",),
    "postcode": ("650000",),
    "name": ("示例甲", "示例乙", "示例丙"),
    "money": ("300 万元", "0 元"),
    "date": ("2009", "2014-01", "2016-05-20", "2021-03"),
    "day": ("2016-01-01", "2020-12-31"),
    "year": ("2018", "2014", "2016", "2020", "2015", "2021"),
    "count": ("0", "1", "3000", "6000", "10000", "30000"),
    "number": ("0", "120.5"),
    "levels": ("五级-三级", "二级、一级"),
}
"""What stands in a field of a kind that has no closed set of texts."""

PLENTY = 7
"""How many texts of a field are drawn from at most: more would make it rare that two rows agree."""


@dataclass(frozen=True)
class Wanted:
    """What the projects of one checklist and track are drawn from: the fields, the keys of mappings, the texts of fields."""

    reads: frozenset[str]
    keys: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, tuple[str, ...]]

    def around(self, path: str) -> bool:
        return path in self.reads


@cache
def wanted(file: Path, track: str | None) -> Wanted:
    """Everything that a checklist looks at, gathered from it, with the words and numbers that it compares with."""
    ready, gathered = shipped(file), _Gathered(defaultdict(set), defaultdict(set))
    judged = {found.rule.id: found for found in (*ready.judged(track), *ready.easings)}
    reads = {read for found in judged.values() if found.condition for read in found.condition.reads}
    reads |= {read for route in ready.routes for way in route.ways for read in way.condition.reads}
    reads |= set(ready.scoring.reads) if ready.scoring else set()
    for identifier, entry in entries(file).items():
        if identifier in judged:
            gathered.look_through(entry, written(file).define)
        elif isinstance(entry, ScoreItem) and entry.own:
            gathered.keys["self_scores"].add(identifier)
    for found in judged.values():
        gathered.keys["attachments"] |= found.condition.attached if found.condition else set()
    keys = {path: tuple(sorted(some)) for path, some in gathered.keys.items()}
    texts = {path: tuple(sorted(some))[:PLENTY] for path, some in gathered.texts.items()}
    plain = {read.removesuffix("{}") for read in reads if not read.startswith("form:")}
    slots = {".".join(map(str, slot)) for slot in SLOTS} if form_files(reads) else set()
    return Wanted(frozenset(plain | slots), {**keys, "attestations{}.occupations": CODES[:3]}, texts)


def form_files(reads: Iterable[str]) -> list[str]:
    """The forms among what is read."""
    return sorted(read.removeprefix("form:") for read in reads if read.startswith("form:"))


@dataclass(frozen=True)
class _Gathered:
    keys: dict[str, set[str]]
    texts: dict[str, set[str]]

    def look_through(self, entry: Any, define: Mapping[str, Entry]) -> None:
        """Gather the keys and texts of one entry."""
        conditions = entry.each if isinstance(entry, ScoreItem) else [entry.require] if entry.require else []
        for condition in conditions:
            for held in walk(condition, Names(subject=getattr(entry, "for_each", None)), define):
                self._look_at(held, entry.id)

    def _look_at(self, held: Held, identifier: str) -> None:
        match held.operator:
            case "attest":
                self.keys["attestations"].add(identifier)
            case "attached" if held.names.row is not None:
                self.keys[f"{held.names.row}.files"].add(held.condition.attached)
            case "declared":
                self.texts["rule_documents[].kinds"].add(held.condition.declared)
            case "fact":
                self._compared(held.name, held.names, held.condition.requirements().values())
            case "words":
                self._compared(held.condition.words, held.names, (held.condition.any_of,))
            case "by":
                self._compared(held.condition.by, held.names, (tuple(held.condition.cases),))

    def _compared(self, name: str, names: Names, values: Iterable[Any]) -> None:
        """Texts and numbers with which a field is compared; what is computed is no field."""
        reads = resolve(name, names).reads
        path = next((one for one in reads if one.split(".")[-1] == name.split(".")[-1]), "")
        field = fields().get(path)
        if field is None or field.kind is None or field.kind.choices or field.kind.name not in COMPARED:
            return
        written = chain.from_iterable(one if isinstance(one, tuple) else (one,) for one in values)
        self.texts[path] |= {one for one in written if isinstance(one, str)}


COMPARED = ("text", "count", "number")
"""The kinds whose samples are those that the checklist compares with, beside those that stand here."""
RECOMMENDED = ("../a/evalprep.yaml", "../b/evalprep.yaml")
"""The files of recommended organisations: of the second nobody knows anything."""

GOOD = FileState.GOOD
FILE_STATES = st.fixed_dictionaries(
    {file: st.sampled_from([GOOD, GOOD, GOOD, *FileState]) for file in SAMPLES["file"]}
)


def texts(field: Field, drawn: Wanted) -> tuple[str, ...]:
    """What may stand in a field, or in each place of a list of values; raises KeyError for a kind that is not known here."""
    assert field.kind is not None
    if field.path == "recommends[].project":
        return RECOMMENDED
    return (*drawn.texts.get(field.path, ()), *(field.kind.choices or SAMPLES[field.kind.name]))


def projects(drawn: Wanted, *, whole: bool = False, rows: int = 2) -> st.SearchStrategy[Tree]:
    """Trees of valid projects; only fields at or around what is wanted are drawn, or all."""
    around = {
        path
        for path in fields()
        if whole or any(drawn.around(other) and within(other, path) for other in fields())
    }
    return _Drawing(drawn, around, rows).record("")


def within(path: str, around: str) -> bool:
    """Whether a registry's path is another, or lies below it."""
    return path == around or path.startswith((f"{around}.", f"{around}[", f"{around}{{"))


@dataclass(frozen=True)
class _Drawing:
    drawn: Wanted
    around: set[str]
    rows: int

    def record(self, prefix: str) -> st.SearchStrategy[Tree]:
        """A record in which at most a few keys are absent: rules are met only where nearly all is said."""
        below = {
            path.removeprefix(prefix): field for path, field in fields().items() if path.startswith(prefix)
        }
        own = [
            key
            for key, field in below.items()
            if not set(key) & set(".[{") and field.path in self.around and key != "format"
        ]
        values = st.fixed_dictionaries({key: self._value(below[key]) for key in own})
        absent = st.sets(st.sampled_from(own), max_size=max(1, len(own) // 3)) if own else st.just(set())
        return st.builds(
            lambda whole, gone: {key: one for key, one in whole.items() if key not in gone}, values, absent
        )

    def _value(self, field: Field) -> st.SearchStrategy[Any]:
        value = self._there(field)
        return st.one_of(*[value] * 9, st.just("无")) if field.may_be_nil else value

    def _there(self, field: Field) -> st.SearchStrategy[Any]:
        if field.shape is Shape.RECORD:
            return self.record(f"{field.path}.")
        if field.shape is Shape.ROWS:
            row = self.record(f"{field.path}[].")
            if field.key == "history":
                return st.lists(row, min_size=1, max_size=8).map(_successive)
            return st.lists(row, min_size=1, max_size=self.rows)
        if field.shape is Shape.VALUE:
            return st.sampled_from(texts(field, self.drawn))
        if field.shape is Shape.VALUES:
            return st.lists(st.sampled_from(texts(field, self.drawn)), max_size=2)
        keys = self.drawn.keys.get(field.path) or ("技能水平证明",)
        whole = st.fixed_dictionaries(dict.fromkeys(keys, self._mapped(field)))
        gone = st.sets(st.sampled_from(keys), max_size=2)
        return st.builds(
            lambda found, absent: {key: one for key, one in found.items() if key not in absent}, whole, gone
        )

    def _mapped(self, field: Field) -> st.SearchStrategy[Any]:
        if field.kind is None:
            return self.record(f"{field.path}{{}}.")
        if field.kind.name != "file":
            return st.sampled_from(texts(field, self.drawn))
        some = st.lists(st.sampled_from(SAMPLES["file"]), min_size=1, max_size=2)
        return st.one_of(some, some, some, st.just("无"))


def _successive(history: list[Tree]) -> list[Tree]:
    """Most rows in successive years, as people have them; those of odd years as they were drawn."""
    years = {
        index: str(2020 - index) for index, row in enumerate(history) if int(row.get("year", "1")) % 2 == 0
    }
    return [row | ({"year": years[index]} if index in years else {}) for index, row in enumerate(history)]


def removable(tree: Any, path: TreePath = ()) -> Iterator[TreePath]:
    """The path of every key; rows stay, for a list that is there is complete."""
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in inside:
        if isinstance(key, str):
            yield (*path, key)
        yield from removable(value, (*path, key))


def without(tree: Tree, paths: list[TreePath]) -> Tree:
    """The tree with some keys taken away."""
    poorer = copy.deepcopy(tree)
    for path in paths:
        around: Any = poorer
        for part in path[:-1]:
            around = (
                around.get(part) if isinstance(around, dict) else around[part] if around is not None else None
            )
        if around is not None:
            around.pop(path[-1], None)
    return poorer


def consistent(tree: Tree) -> Tree:
    """The tree without statements that exclude each other: code and name, figures of a year, its start date, what is skilled,
    one project file recommended as two organisations."""
    mended = copy.deepcopy(tree)
    for occupation in _rows(mended.get("occupations")):
        if catalogs().names_2022.get(occupation.get("code", "")) not in (None, occupation.get("name")):
            occupation.pop("name", None)
        if occupation.get("skilled") == "false":
            del occupation["skilled"]
        history = _rows(occupation.get("history"))
        years = [int(row["year"]) for row in history if "year" in row]
        if years and int(occupation.get("started_on", "0")[:4]) > min(years):
            del occupation["started_on"]
        for row in history:
            _agree(row)
    for row in _rows(mended.get("related_history")):
        _agree(row)
    files = set[str]()
    for row in _rows(mended.get("recommends")):
        if row.get("project") in files:
            del row["project"]
        files |= {row["project"]} if "project" in row else set()
    return mended


def _rows(listed: Any) -> list[Tree]:
    return listed if isinstance(listed, list) else []


def _agree(row: Tree) -> None:
    """Person-times lie between the greater of the two figures and their sum."""
    figures = [int(row[key]) for key in ("trained", "assessed") if key in row]
    if "person_times" in row and figures:
        least, most = max(figures), sum(figures) if len(figures) == 2 else None
        times = max(int(row["person_times"]), least)
        row["person_times"] = str(times if most is None else min(times, most))


SLOTS: tuple[TreePath, ...] = (
    ("organization", "name"),
    ("organization", "address"),
    ("statements", "strengths"),
)


def form_states(tree: Tree, forms: Iterable[str]) -> Mapping[str, FormState]:
    """Some forms, as far as a few slots go."""
    made = project(tree)
    waiting = tuple(path for path in SLOTS if value_at(made, path) is None)
    return {form: FormState(form, waiting, frozenset()) for form in forms}
