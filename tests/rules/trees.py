"""Project files at random: trees of texts as a person would write them, valid by the registry of fields.

What a field may hold comes from its kind, so that a field that is added is drawn as well.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from hypothesis import strategies as st

from evalprep.model.evidence import FileState
from evalprep.model.fields import Field, Shape, fields, value_at
from evalprep.model.validation import Path
from evalprep.rules.world import FormState
from tests.rules.judging import project

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

WORDS: Mapping[str, tuple[str, ...]] = {
    "rule_documents[].kinds": ("财务管理", "财务制度", "综合管理", "质量管控", "考务管理"),
    "organization.business_scope": ("职业技能培训", "行业调研"),
}
"""What stands in fields whose words the checklist looks for."""

KEYS: Mapping[str, tuple[str, ...]] = {
    "attestations": ("NAT-E2", "NAT-E5", "NAT-E7", "NAT-E12", "NAT-E13", "NAT-E14", "NAT-E15", "NAT-E17", "NAT-E18"),
    "attestations{}.occupations": CODES[:3],
    "attachments": ("法人登记证书", "试点工作实施方案", "质量管控措施", "场地所有权属证明", "房产租赁协议", "固定资产清单", "信用报告", "诚信承诺书", "社会培训评价组织基本情况表"),
    "self_scores": ("NAT-E1",),
}  # fmt: skip
"""The keys of mappings; `files` of a row hold what the checklist looks for."""

GOOD = FileState.GOOD
FILE_STATES = st.fixed_dictionaries(
    {file: st.sampled_from([GOOD, GOOD, GOOD, *FileState]) for file in SAMPLES["file"]}
)


def texts(field: Field) -> tuple[str, ...]:
    """What may stand in a field, or in each place of a list of values; raises KeyError for a kind that is not known here."""
    assert field.kind is not None
    return WORDS.get(field.path) or field.kind.choices or SAMPLES[field.kind.name]


def projects(wanted: Callable[[str], bool] = lambda path: True, *, rows: int = 3) -> st.SearchStrategy[Tree]:
    """Trees of valid projects; only fields at or around a wanted path are drawn."""
    around = {path for path in fields() if any(wanted(other) and within(other, path) for other in fields())}
    return _record("", around, rows)


def within(path: str, around: str) -> bool:
    """Whether a registry's path is another, or lies below it."""
    return path == around or path.startswith((f"{around}.", f"{around}[", f"{around}{{"))


def _record(prefix: str, wanted: set[str], rows: int) -> st.SearchStrategy[Tree]:
    """A record in which at most a few keys are absent: rules are met only where nearly all is said."""
    below = {path.removeprefix(prefix): field for path, field in fields().items() if path.startswith(prefix)}
    own = [
        key
        for key, field in below.items()
        if not set(key) & set(".[{") and field.path in wanted and key != "format"
    ]
    values = st.fixed_dictionaries({key: _value(below[key], wanted, rows) for key in own})
    absent = st.sets(st.sampled_from(own), max_size=max(1, len(own) // 3)) if own else st.just(set())
    return st.builds(
        lambda whole, gone: {key: one for key, one in whole.items() if key not in gone}, values, absent
    )


def _value(field: Field, wanted: set[str], rows: int) -> st.SearchStrategy[Any]:
    value = _there(field, wanted, rows)
    return st.one_of(*[value] * 9, st.just("无")) if field.may_be_nil else value


def _there(field: Field, wanted: set[str], rows: int) -> st.SearchStrategy[Any]:
    if field.shape is Shape.RECORD:
        return _record(f"{field.path}.", wanted, rows)
    if field.shape is Shape.ROWS:
        row = _record(f"{field.path}[].", wanted, rows)
        if field.key == "history":
            return st.lists(row, min_size=1, max_size=8).map(_successive)
        return st.lists(row, min_size=1, max_size=rows)
    if field.shape is Shape.VALUE:
        return st.sampled_from(texts(field))
    if field.shape is Shape.VALUES:
        return st.lists(st.sampled_from(texts(field)), max_size=2)
    keys = KEYS.get(field.path, ("技能水平证明",))
    whole = st.fixed_dictionaries(dict.fromkeys(keys, _mapped(field, wanted, rows)))
    gone = st.sets(st.sampled_from(keys), max_size=2)
    return st.builds(
        lambda found, absent: {key: one for key, one in found.items() if key not in absent}, whole, gone
    )


def _successive(history: list[Tree]) -> list[Tree]:
    """Most rows in successive years, as people have them; those of odd years as they were drawn."""
    years = {
        index: str(2020 - index) for index, row in enumerate(history) if int(row.get("year", "1")) % 2 == 0
    }
    return [row | ({"year": years[index]} if index in years else {}) for index, row in enumerate(history)]


def _mapped(field: Field, wanted: set[str], rows: int) -> st.SearchStrategy[Any]:
    if field.kind is None:
        return _record(f"{field.path}{{}}.", wanted, rows)
    if field.kind.name != "file":
        return st.sampled_from(texts(field))
    some = st.lists(st.sampled_from(SAMPLES["file"]), min_size=1, max_size=2)
    return st.one_of(some, some, some, st.just("无"))


def removable(tree: Any, path: Path = ()) -> Iterator[Path]:
    """The path of every key; rows stay, for a list that is there is complete."""
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in inside:
        if isinstance(key, str):
            yield (*path, key)
        yield from removable(value, (*path, key))


def without(tree: Tree, paths: list[Path]) -> Tree:
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
    """The tree without statements that exclude each other: figures of a year, its start date, what is skilled."""
    mended = copy.deepcopy(tree)
    for occupation in _rows(mended.get("occupations")):
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


FORM = "national/basic-information"
SLOTS: tuple[Path, ...] = (("organization", "name"), ("organization", "address"), ("statements", "strengths"))


def form_state(tree: Tree) -> Mapping[str, FormState]:
    """The national form, as far as a few of its slots go."""
    made = project(tree)
    return {
        FORM: FormState(
            "基本情况表", tuple(path for path in SLOTS if value_at(made, path) is None), frozenset()
        )
    }
