"""Facts: what a checklist can ask of an applicant, each with its name, unit, Chinese label and computation.

Every field of the project file is a fact under its path (`organization.uscc`), in a repeated rule under its
subject (`occupation.code`), inside `every` and `where` under its own key (`full_time`). What must be computed is
registered here. A fact that is known only in part is an interval, or None with the fields that are missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from evalprep.model.basic import YES_NO, without_spaces
from evalprep.model.catalogs import CatalogueEntry
from evalprep.model.kinds import Kind
from evalprep.model.occupations import Occupation
from evalprep.model.validation import Path
from evalprep.rules.world import Collected, Row, Scope, World

SUBJECTS = {"occupations": "occupation", "recommends": "recommendation", "branches": "branch"}
"""The lists that a rule can repeat over, each with the name of its subject."""


@dataclass(frozen=True)
class Known:
    """What is known of a fact: its value (None when unknown), and the fields that would say more."""

    value: Any
    missing: tuple[Path, ...] = ()
    detail: str = ""
    """Why the value is what it is."""
    advice: str = ""
    """What would settle it, beside filling in what is missing."""
    towards: Callable[[int], str] | None = field(default=None, compare=False)
    """How far it is from a larger number, where finer words than its unit say so: 差 1 天满 5 年."""


Compute = Callable[..., Known]
"""`(world, subject)`; of a fact that takes a period `(world, subject, years)`; of a row fact `(world, scope)`."""


@dataclass(frozen=True)
class ComputedFact:
    """A fact that stands in no single field: a number where it has a unit, else a value of its kind."""

    name: str
    label: str
    unit: str | None
    kind: Kind[Any] | None
    reads: frozenset[str]
    compute: Compute
    period: bool = False
    """Whether it is computed over the last so many full years before the day (`within_last`)."""

    @property
    def meaning(self) -> str:
        """How it is computed, in Chinese: its docstring."""
        return (self.compute.__doc__ or "").strip()


def computed(
    name: str,
    label: str,
    reads: Iterable[str],
    unit: str | None = None,
    kind: Kind[Any] | None = None,
    period: bool = False,
) -> Callable[[Compute], ComputedFact]:
    """Make a function a computed fact."""
    return lambda compute: ComputedFact(name, label, unit, kind, frozenset(reads), compute, period)


@dataclass(frozen=True)
class RowFact:
    """A fact of one row of a list, used inside `where` and `satisfies` under its short name."""

    pattern: str
    """The registry's path of one row, `staff[]`; of a record within a row `experts[].skills[]`."""
    name: str
    label: str
    unit: str | None
    kind: Kind[Any] | None
    reads: frozenset[str]
    """The registry's whole paths."""
    compute: Callable[[World, Scope], Known]
    subject: str | None = None
    """The list that a rule must repeat over to name it: `occupations`."""

    @property
    def meaning(self) -> str:
        """How it is computed, in Chinese: its docstring."""
        return (self.compute.__doc__ or "").strip()


def row_fact(
    patterns: tuple[str, ...],
    name: str,
    label: str,
    reads: Iterable[str],
    also: Iterable[str] = (),
    unit: str | None = None,
    kind: Kind[Any] | None = None,
    subject: str | None = None,
) -> Callable[[Callable[[World, Scope], Known]], tuple[RowFact, ...]]:
    """Make a function a fact of the rows of several lists; `reads` are paths below the row, `also` whole ones."""

    def below(at: str) -> Iterable[str]:
        return (f"{at}.{one}" for one in reads)

    def made(compute: Callable[[World, Scope], Known]) -> tuple[RowFact, ...]:
        return tuple(
            RowFact(at, name, label, unit, kind, frozenset({*below(at), *also}), compute, subject)
            for at in patterns
        )

    return made


CITED = ("kind", "title", "files")
"""What a finding tells of a work that counts."""


@dataclass(frozen=True)
class Collection:
    """A list of rows that `count`, `sum` and `every` can run over, by name."""

    label: str
    pattern: str
    """The registry's path of one row: the fields that `where` can name lie below it."""
    collect: Callable[[World, Row | None], Collected]
    subject: str | None = None
    """The list that a rule must repeat over to name it: `occupations`."""
    also: frozenset[str] = frozenset()
    """Whole paths that it depends on beside the lists."""
    cited: bool = False
    """Whether a finding names the rows that count, with the files that show them: works that somebody took part in."""

    @property
    def reads(self) -> frozenset[str]:
        """The registry's paths of the lists that are looked through, and of what decides which rows belong."""
        ends = (at for at in range(len(self.pattern)) if self.pattern.startswith("[]", at))
        shown = {f"{self.pattern}.{key}" for key in CITED} if self.cited else frozenset[str]()
        return frozenset(self.pattern[:end] for end in ends) | self.also | shown


def inside(key: str) -> Callable[[World, Row | None], Collected]:
    """The rows of one list of all occupations, one after another: every occupation's `contributions`."""

    def collect(world: World, subject: Row | None) -> Collected:
        occupations = world.rows(("occupations",))
        found = [world.rows((*row.path, key)) for row in occupations.rows]
        return Collected(
            rows=tuple(row for collected in found for row in collected.rows),
            missing=occupations.missing + tuple(path for collected in found for path in collected.missing),
            lists=tuple(path for collected in found for path in collected.lists) or occupations.lists,
        )

    return collect


def of_subject(key: str) -> Callable[[World, Row | None], Collected]:
    """The rows of one list of the subject."""

    def collect(world: World, subject: Row | None) -> Collected:
        assert subject is not None
        return world.rows((*subject.path, key))

    return collect


COLLECTIONS = {
    "contributions": Collection(
        "参与编制情况", "occupations[].contributions[]", inside("contributions"), cited=True
    ),
    "trades": Collection("工种", "occupations[].trades[]", inside("trades")),
    **{
        f"occupation.{key}": Collection(
            label,
            f"occupations[].{key}[]",
            of_subject(key),
            "occupations",
            cited=key == "contributions",
        )
        for key, label in (
            ("contributions", "参与编制情况"),
            ("trades", "工种"),
            ("history", "历年培训评价情况"),
        )
    },
}


def occupation_of(subject: Row | None) -> tuple[Occupation, Path]:
    assert subject is not None
    assert isinstance(subject.record, Occupation)
    return subject.record, subject.path


@computed(
    "occupation.skilled",
    "属于技能类职业",
    {"occupations[].code", "occupations[].name", "occupations[].standard.kind", "occupations[].skilled"},
    kind=YES_NO,
)
def skilled(world: World, subject: Row | None) -> Known:
    """大典第一、二、七、八大类不属于；第三至六大类中，列入2020年水平评价类目录、有国家职业技能标准或自行注明的属于，其余不能断定。"""
    occupation, path = occupation_of(subject)
    if occupation.code is None:
        return Known(None, ((*path, "code"),))
    if occupation.code.major_group not in (3, 4, 5, 6):
        return Known(False, detail=f"编码 {occupation.code} 属于大典第 {occupation.code.major_group} 大类")
    shown = _shown_as_skilled(world, occupation, path)
    if occupation.skilled is False:
        if shown:
            # Two statements that exclude each other settle nothing, whichever was made first.
            return Known(None, ((*path, "skilled"),), f"项目文件注明不是技能类职业，但它{shown}，两处对不上")
        return Known(False, detail="项目文件注明不是技能类职业")
    if shown or occupation.skilled:
        return Known(True, detail=shown or "项目文件注明是技能类职业")
    standard: Path = (*path, "standard", "kind")
    asked: tuple[Path, ...] = (*([standard] if world.value(standard) is None else []), (*path, "skilled"))
    return Known(None, asked, "不在2020年水平评价类目录里，也没有写明国家职业技能标准")


def _entry(world: World, occupation: Occupation) -> tuple[CatalogueEntry | None, str]:
    """The catalogue's entry of an occupation; none, and why, where its code and its name are two occupations'.

    A name that no table has, but that resembles the code's (维修电工 of 电工) or is a trade of it, is left to the code.
    """
    tables, code, name = world.catalogs, occupation.code, without_spaces(occupation.name or "")
    listed = {without_spaces(one): one for one in tables.catalogue_2020}
    by_code = tables.in_catalogue(code, None)
    by_name = tables.in_catalogue(None, listed.get(name) or occupation.name)
    tabled = without_spaces(tables.names_2022.get(code or "", ""))
    if not (name and tabled) or name in tables.same_names(tabled) or (by_code and by_code == by_name):
        return by_name or by_code, ""
    trades = {without_spaces(one.name) for one in occupation.trades or () if one.name}
    another = name in tables.occupation_names or by_name is not None
    if not another and (name in trades or name in tabled or tabled in name):
        return by_code, ""
    if by_code is None and by_name is None:
        return None, ""
    return None, f"编码 {code} 在2022年版大典里是「{tabled}」，名称填的是「{occupation.name}」，对不上"


def _shown_as_skilled(world: World, occupation: Occupation, path: Path) -> str:
    """What shows that an occupation of groups 3 to 6 is a skilled one; nothing where nothing does."""
    entry, _ = _entry(world, occupation)
    if entry is not None:
        return f"列入2020年水平评价类目录第 {entry.number} 项 {entry.occupation}"
    return "有国家职业技能标准" if world.value((*path, "standard", "kind")) == "国家职业技能标准" else ""


@computed(
    "occupation.access_controlled",
    "列入准入类职业资格",
    {"occupations[].access_controlled", "occupations[].code", "occupations[].name"},
    kind=YES_NO,
)
def access_controlled(world: World, subject: Row | None) -> Known:
    """列入准入类目录的，或项目文件注明的，为是；项目文件注明不是、目录里也没有的，为否；都没有，不能断定。"""
    occupation, path = occupation_of(subject)
    stated = occupation.access_controlled
    if {occupation.code, occupation.name} & world.catalogs.access_controlled:
        if stated is False:
            told = "准入类目录里有这个职业，项目文件写的是「否」，两处对不上"
            return Known(None, ((*path, "access_controlled"),), told)
        return Known(True, detail="列入国家职业资格目录准入类")
    return Known(stated, () if stated is not None else ((*path, "access_controlled"),))


@computed(
    "occupation.in_catalogue",
    "列入2020年水平评价类目录",
    {"occupations[].code", "occupations[].name"},
    kind=YES_NO,
)
def in_catalogue(world: World, subject: Row | None) -> Known:
    """名称、曾用名称或2022年编码与中就培函〔2020〕16号附件2的192个职业之一相同；编码和名称不是同一个职业的，不能断定。"""
    occupation, path = occupation_of(subject)
    entry, doubt = _entry(world, occupation)
    if doubt:
        return Known(None, ((*path, "code"), (*path, "name")), doubt)
    if entry is not None:
        return Known(True, detail=f"第 {entry.number} 项 {entry.occupation}")
    asked = tuple((*path, key) for key in ("code", "name") if getattr(occupation, key) is None)
    return Known(None if asked else False, asked)


FACTS = (skilled, access_controlled, in_catalogue)
