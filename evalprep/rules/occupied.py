"""What belongs to an occupation: people, venues and lists that name it by code, name, trade or an earlier name.

Texts are compared in one width and without spaces. A text that only resembles a name settles nothing: 维修电工 may
be a trade of 电工 or not, so the row is open until somebody writes the code or the whole name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from evalprep.model.basic import YES_NO, with_hyphens, without_spaces
from evalprep.model.derived_lists import EVERY_OCCUPATION
from evalprep.model.fields import fields
from evalprep.model.organization import Major
from evalprep.model.validation import Path
from evalprep.rules.facts import Collection, Known, computed, occupation_of, row_fact
from evalprep.rules.world import Collected, Row, Scope, World

OWN = frozenset(
    {
        "occupations[].code",
        "occupations[].name",
        "occupations[].trades",
        "occupations[].trades[].name",
    }
)
"""What tells one occupation from another."""

_CODE = re.compile(r"(?<![0-9])([1-8])-?([0-9]{2})-?([0-9]{2})-?([0-9]{2})(?![0-9])(?:\(?[LS](?:/[LS])?\)?)?")
_BRACKETS = re.compile(r"\([^()]*\)")
_SEPARATORS = re.compile("[、,;/]")
_EXCLUDING = re.compile(r"不含|不包括|除外|以外|\(除")
"""Words that take out what stands beside them: 电工（不含）, 焊工（电工除外）."""


@dataclass(frozen=True)
class Written:
    """What an applicant's text names: codes, and names whole or as parts of a list."""

    text: str
    codes: frozenset[str]
    names: frozenset[str]


@lru_cache(maxsize=4096)
def read(text: str) -> Written:
    """`6-31-01-03 电工`, `电工（继电保护工）`, `电工、焊工`: the codes, the whole text, and its parts outside brackets."""
    plain = without_spaces(with_hyphens(text))
    codes = frozenset("-".join(found.groups()) for found in _CODE.finditer(plain))
    words = _CODE.sub("", plain).replace("()", "").strip("-:")
    # What is taken out in brackets may be the name before them, so that nothing is left to match.
    parts = _SEPARATORS.split(words if _EXCLUDING.search(words) else _BRACKETS.sub("", words))
    return Written(text.strip(), codes, frozenset({words, *parts} - {""}))


@dataclass(frozen=True)
class Target:
    """An occupation that texts are held against; what of it is not filled in leaves what does not match open."""

    label: str
    codes: frozenset[str]
    names: frozenset[str]
    trades: frozenset[str] = frozenset()
    unknown_code: tuple[Path, ...] = ()
    unknown_name: tuple[Path, ...] = ()
    unknown_trades: tuple[Path, ...] = ()


def target(world: World, subject: Row | None) -> Target:
    """The occupation of a rule's subject."""
    occupation, path = occupation_of(subject)
    trades = [trade.name for trade in occupation.trades or ()]
    nameless = [(*path, "trades", at, "name") for at, name in enumerate(trades) if name is None]
    return Target(
        occupation.name or occupation.code or "本职业",
        frozenset({str(occupation.code)} if occupation.code else ()),
        world.catalogs.same_names(occupation.name) if occupation.name else frozenset(),
        frozenset(without_spaces(name) for name in trades if name),
        () if occupation.code else ((*path, "code"),),
        () if occupation.name else ((*path, "name"),),
        ((*path, "trades"),) if occupation.trades is None else tuple(nameless),
    )


def target_of(world: World, text: str) -> Target:
    """The occupation, or the several, that a text names."""
    written = read(text)
    names = chain.from_iterable(map(world.catalogs.same_names, _names(world, written)))
    return Target(written.text, written.codes, frozenset(names))


def _names(world: World, written: Written) -> frozenset[str]:
    """The names of a text, with those that its codes have in the 2022 table."""
    tabled = (world.catalogs.names_2022.get(code) for code in written.codes)
    return written.names | {without_spaces(name) for name in tabled if name}


def named(world: World, meant: Target, texts: Iterable[str], path: Path) -> Known:
    """Whether one of the texts at a path names an occupation: yes, no, or open with the reason."""
    return any_yes([_named(world, meant, read(text), path) for text in texts])


def _named(world: World, meant: Target, written: Written, path: Path) -> Known:
    names, tabled = _names(world, written), world.catalogs.occupation_names
    if other := _contradicting(world, meant, written):
        told = f"「{written.text}」里的编码是{other}的，和写的名称对不上，改正其中一个"
        return Known(None, (path,), told)
    # A name of the table is that occupation's, never a trade of another.
    if written.codes & meant.codes or names & meant.names or (names - tabled) & meant.trades:
        return Known(True, detail=f"「{written.text}」")
    if meant.unknown_name and names:
        return Known(None, meant.unknown_name, "职业名称未填")
    if meant.unknown_code and written.codes:
        return Known(None, meant.unknown_code, "职业编码未填")
    if written.codes and all(_is_code_of_another(world, code) for code in written.codes):
        return Known(False)
    if written.codes and not written.names:
        return Known(
            None, (path,), f"编码「{written.text}」不在2022年版大典里，看不出是哪个职业，改写职业名称"
        )
    loose = names - tabled
    if loose and meant.unknown_trades:
        return Known(None, meant.unknown_trades, f"「{written.text}」可能是它的工种，工种未填")
    if any(_alike(one, other) for one in loose for other in meant.names | meant.trades):
        told = f"「{written.text}」和「{meant.label}」相近，看不出是不是同一职业，改写职业编码或全称"
        return Known(None, (path,), told)
    return Known(False)


def _contradicting(world: World, meant: Target, written: Written) -> str:
    """The name that the table has for a text's code, where code and name are two occupations' and one is meant."""
    if len(written.codes) != 1:
        return ""
    (code,) = written.codes
    name = world.catalogs.names_2022.get(code)
    # Names that the table does not have may be trades; between separators code and name are two entries of a list.
    if name is None or not written.names or not written.names <= world.catalogs.occupation_names:
        return ""
    of_code = world.catalogs.same_names(name)
    if of_code & written.names:
        return ""
    by_code = code in meant.codes or bool(of_code & meant.names)
    return name if by_code is not bool(written.names & meant.names) else ""


def _is_code_of_another(world: World, code: str) -> bool:
    """Whether it is known what a code stands for: editions before 2022 gave one occupation other codes."""
    return code in world.catalogs.names_2022 or code in world.codes_applied_for


def _alike(one: str, other: str) -> bool:
    """Whether one name is a part of the other."""
    return one in other or other in one


def any_yes(every: Sequence[Known]) -> Known:
    """Yes when one says yes, else open when one is open, else no; nothing at all says no."""
    for known in every:
        if known.value is True:
            return known
    unsettled = [known for known in every if known.value is None]
    if not unsettled:
        return Known(False)
    missing = dict.fromkeys(path for known in unsettled for path in known.missing)
    told = dict.fromkeys(known.detail for known in unsettled if known.detail)
    return Known(None, tuple(missing), "；".join(told))


def _listed(world: World, subject: Row | None, path: Path) -> Known:
    """Whether the list of texts at a path names the subject; an absent list is unknown, in what is 无 there is none."""
    texts = world.value(path)
    if texts is None:
        return Known(None, (path,))
    return named(world, target(world, subject), () if isinstance(texts, str) else texts, path)


@computed(
    "occupation.in_own_staff_assessment",
    "在本企业职工认定备案的职业之内",
    OWN | {"organization.own_staff_assessment.occupations"},
    kind=YES_NO,
)
def in_own_staff_assessment(world: World, subject: Row | None) -> Known:
    """「备案的职业（工种）」里有一条与本职业的编码、名称、工种或更名前后的名称相同为是；没有开展本企业职工认定，或名单里没有，为否；名单没有填、名称只是相近、工种没有填而可能是工种的，不能断定。"""
    return _listed(world, subject, ("organization", "own_staff_assessment", "occupations"))


@computed(
    "occupation.in_licensed_scope",
    "在办学许可的培训范围之内",
    OWN | {"organization.licensed_scope"},
    kind=YES_NO,
)
def in_licensed_scope(world: World, subject: Row | None) -> Known:
    """「办学许可的培训范围」里有一条与本职业的编码、名称、工种或更名前后的名称相同为是，没有为否；范围没有填、名称只是相近、工种没有填而可能是工种的，不能断定。"""
    return _listed(world, subject, ("organization", "licensed_scope"))


@computed(
    "occupation.in_majors",
    "在有在校生的学科专业范围之内",
    OWN
    | {
        "organization.majors",
        "organization.majors[].enrolled",
        "organization.majors[].occupations",
    },
    kind=YES_NO,
)
def in_majors(world: World, subject: Row | None) -> Known:
    """在校生多于 0 人的专业中，有一个的「对应职业」里有本职业（编码、名称、工种或更名前后的名称相同）为是，都没有为否；专业、在校生人数或对应职业没有填的，不能断定。"""
    majors = world.rows(("organization", "majors"))
    if not majors.complete:
        return Known(None, majors.missing)
    meant = target(world, subject)
    return any_yes([_taught(world, meant, row) for row in majors.rows])


def _taught(world: World, meant: Target, row: Row) -> Known:
    """Whether a major names the occupation and has students."""
    major, path = row.record, (*row.path, "occupations")
    assert isinstance(major, Major)
    if major.enrolled == 0:
        return Known(False)
    names = (
        Known(None, (path,)) if major.occupations is None else named(world, meant, major.occupations, path)
    )
    if major.enrolled is not None or names.value is False:
        return Known(names.value, names.missing, major.name or names.detail if names.value else names.detail)
    return Known(None, ((*row.path, "enrolled"), *names.missing), names.detail if names.value is None else "")


def _serving(listed: str) -> Callable[[World, Row | None], Collected]:
    """The rows of a list whose 服务职业 names the subject; those of which it is open stand among them as doubtful."""

    def collect(world: World, subject: Row | None) -> Collected:
        meant, found = target(world, subject), world.rows((listed,))
        held = [(row, _serves(world, meant, row, (*row.path, "occupations"))) for row in found.rows]
        return Collected(
            tuple(row for row, known in held if known.value is not False),
            found.missing,
            found.lists,
            {row.path: (known.detail, known.missing) for row, known in held if known.value is None},
        )

    return collect


def _serves(world: World, meant: Target, row: Row, path: Path) -> Known:
    texts = world.value(path)
    if texts is None:
        return Known(None, (path,), f"{fields()[f'{path[0]}[].occupations'].label}未填")
    return served(world, meant, texts, path)


def served(world: World, meant: Target, texts: Sequence[str], path: Path) -> Known:
    """Whether one of the texts under 服务职业 names an occupation, or says 全部."""
    if any(without_spaces(text) in EVERY_OCCUPATION for text in texts):
        return Known(True, detail="「全部」")
    return named(world, meant, texts, path)


@row_fact(
    ("experts[].skills[]", "assessors[].skills[]"),
    "related",
    "是否属于本职业或相关职业",
    reads={"occupation"},
    also=OWN | {"occupations[].related_occupations"},
    kind=YES_NO,
    subject="occupations",
)
def related(world: World, scope: Scope) -> Known:
    """职业资格名称与本职业，或与本职业「相关职业」之一，编码、名称、工种或更名前后的名称相同为是，都不同为否；资格名称没有填，或与本职业不同而相关职业没有填的，不能断定。"""
    assert scope.inner is not None
    assert scope.subject is not None
    path: Path = (*scope.inner.path, "occupation")
    text, subject = world.value(path), scope.subject
    if text is None:
        return Known(None, (path,), "职业资格名称未填")
    listed: Path = (*subject.path, "related_occupations")
    others = world.value(listed)
    targets = [target(world, subject), *(target_of(world, other) for other in others or ())]
    found = any_yes([named(world, meant, (text,), path) for meant in targets])
    if found.value is True or others is not None:
        return found
    return Known(None, (listed,), f"「{text}」是不是相关职业，相关职业未填")


@row_fact(
    ("recommends[]",),
    "covers_former_occupations",
    "推荐职业是否包括原组织实施的全部职业",
    reads={"occupations"},
    also={"department.former_occupations"},
    kind=YES_NO,
)
def covers_former_occupations(world: World, scope: Scope) -> Known:
    """「原组织实施的职业（工种）」每一条都在这家机构的「推荐职业」里（编码、名称或更名前后的名称相同）为是，缺一条为否；两边有一边没有填，或名称只是相近的，不能断定。"""
    assert scope.row is not None
    listed: Path = ("department", "former_occupations")
    path: Path = (*scope.row.path, "occupations")
    former, own = world.value(listed), world.value(path)
    if former is None or own is None:
        absent = tuple(at for at, texts in ((listed, former), (path, own)) if texts is None)
        return Known(None, absent)
    if not former:
        return Known(None, (listed,), "原组织实施的职业一条也没有")
    held = [(text, named(world, target_of(world, text), own, path)) for text in former]
    lacking = [text for text, known in held if known.value is False]
    if lacking:
        return Known(False, detail=f"缺{'、'.join(lacking)}")
    unsettled = [known for _, known in held if known.value is None]
    return any_yes(unsettled) if unsettled else Known(True)


FACTS = (in_own_staff_assessment, in_licensed_scope, in_majors)
ROW_FACTS = (*related, *covers_former_occupations)
COLLECTIONS = {
    f"occupation.{listed}": Collection(
        f"本职业的{label}",
        f"{listed}[]",
        _serving(listed),
        "occupations",
        OWN | {f"{listed}[].occupations"},
    )
    for listed, label in (
        ("experts", "专家"),
        ("assessors", "考评人员"),
        ("venues", "场地"),
        ("equipment", "设备"),
    )
}
