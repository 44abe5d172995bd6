"""Kinds of applicants, as data: what each answers, so that between them every closed choice is made. All made up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from zlib import crc32

from evalprep.intake.answers import nil_at
from evalprep.intake.interview.desk import Desk
from evalprep.intake.oneline import line_of
from evalprep.intake.reads import Reads
from evalprep.law import Target
from evalprep.model.fields import Field, Shape, field_at, fields, pattern
from evalprep.model.validation import Path
from tests.intake.interview.scripted import uscc
from tests.rules.trees import CODES, SAMPLES

PAPER = "附件/件.pdf"
RECOMMENDED = ("甲", "乙")
"""The folders of organisations that are recommended."""
NIL, TEXT = "无", "text"
LEVELS, TENURE = "occupations[].levels", "venues[].tenure"
DRAFTS = 7
"""One in so many fills in what the first drafts print."""
BANDS = ("五级-三级", "四级-一级", "三级-二级", "一级")
"""Level bands (等级范围): up to 三级, with both higher levels, with 二级 only, with 一级 only. Rules tell no others apart."""
TURNS = ((0,), (1, 2, 3))
"""The applicants of a kind, by the places of their bands: one with a single occupation, one with the most that may be."""


@dataclass(frozen=True)
class Applicant:
    """One kind of applicant: what tells it from the others."""

    number: int
    kind: str
    tenure: str
    bands: tuple[str, ...]
    """The level bands of its occupations, one each."""
    bare: bool = False
    """Whether it has nothing of anything: no occupation, nobody, no room."""
    drafts: bool = False
    """Whether it has no paper that is finished, and fills in what the first drafts print."""

    @property
    def name(self) -> str:
        return f"{self.kind} {self.tenure} {'、'.join(self.bands)}"


def applicants(reads: Reads) -> list[Applicant]:
    """Applicants in all pairs of kind, tenure and level band; of what nothing reads one value stands for all."""
    kinds, turns = choices_of("organization.kind"), TURNS if reads.holds(LEVELS) else TURNS[:1]
    pairs = [(k, turn) for k in range(len(kinds)) for turn in range(len(turns))]
    every = [_one(number, *pair, reads) for number, pair in enumerate(pairs)]
    return [*every, replace(every[0], number=len(every), bare=True, drafts=False)]


def _one(number: int, k: int, turn: int, reads: Reads) -> Applicant:
    """Neighbours differ in tenure and in the band that they begin with, so that these come in pairs."""
    kinds, tenures = choices_of("organization.kind"), choices_of(TENURE)
    tenure = tenures[(k + turn) % len(tenures) if reads.holds(TENURE) else 0]
    bands = tuple(BANDS[(k + place) % len(BANDS)] for place in TURNS[turn])
    return Applicant(
        number,
        kinds[k],
        tenure,
        bands if reads.holds(LEVELS) else BANDS[:1],
        drafts=number % DRAFTS == 3,
    )


def choices_of(path: str) -> tuple[str, ...]:
    """All that a closed choice may be, by the registry's path."""
    kind = fields()[path].kind
    assert kind is not None
    return kind.choices


@dataclass
class Answers:
    """What an applicant answers. `given` counts over all walks of a target, so that what was said least comes next."""

    target: Target
    on: date
    given: Counter[tuple[str, str]]
    applicant: Applicant = Applicant(0, "社会培训机构", "自有", BANDS[:1])
    people: int = 0

    def chosen(self, path: Path, options: Sequence[str]) -> str:
        """The option of a closed choice."""
        if pattern(path) == "organization.kind":
            return self.applicant.kind
        if path[-1] == "tenure":
            return self.applicant.tenure
        return self.least(path, options)

    def typed(self, path: Path, desk: Desk) -> list[str]:
        """The texts that may be typed at a path, the best first."""
        candidates = self._texts(path, desk)
        nil = nil_at(desk.project, path) is not None
        if path[-1] == "year" and isinstance(path[-2], int):
            return candidates
        if nil and self.least(path, [TEXT, NIL]) == NIL:
            return [NIL, *candidates]
        first = self.least(path, candidates)
        return [first, *(one for one in candidates if one != first)]

    def least(self, path: Path, options: Sequence[str]) -> str:
        """What was said least until now; each field begins at another option. 无 is said half as often as the rest."""
        place, start = pattern(path), crc32(pattern(path).encode()) % len(options)
        turned = [*options[start:], *options[:start]]
        if self.applicant.bare:
            turned = [one for one in options if one in ("none", NIL, "false")] or turned
        said = min(turned, key=lambda one: self.given[place, one] / SHARES.get(one, 2))
        self.given[place, said] += 1
        return said

    def _texts(self, path: Path, desk: Desk) -> list[str]:
        place, key, known = pattern(path), str(path[-1]), field_at(path)
        assert known is not None
        if place == "occupations[].levels":
            row = path[1]
            assert isinstance(row, int)
            return [self.applicant.bands[row]]
        if key == "id_number":
            self.people += 1
            return [identity(self.people)]
        if key == "occupations" and known.shape is Shape.VALUES and desk.project.occupations:
            return ["1", "全部"] if len(desk.project.occupations) == 1 else ["1、2", "1", "2"]
        if words := desk.reads.words.get(place):
            half = ["、".join(words[start::2]) for start in (0, 1)]
            return [one for one in half if one]
        if known.shape is Shape.ROWS:
            return self._lines(known)
        if key == "year":
            # The last three full years, one after the other; of a single year the last one.
            row = path[-2] if isinstance(path[-2], int) else 2
            return [str(self.on.year - 3 + row), *(str(self.on.year - 4 - more) for more in range(9))]
        if key in self.own:
            return list(self.own[key])
        assert known.kind is not None
        return list(known.kind.choices or SAMPLES[known.kind.name][: len(CODES)])

    def _lines(self, known: Field) -> list[str]:
        line = line_of(known.path)
        if line is None:
            return ["示例甲", "示例乙、示例丙"]
        names = ("电工", "焊工") if line.must_have_level else ("工程师",)
        levels = choices_of(f"{known.path}[].{line.level}")
        pairs = product(names, (0, 1))
        return ["、".join(f"{name} {level}" for level in levels[start::2]) for name, start in pairs]

    def __post_init__(self) -> None:
        notice = self.target.checklist.notice
        area = notice.area if notice.region else "示例省"
        self.own = OWN | {
            "registration_authority": (f"{area}民政厅",),
            "filed_with": (f"{area}人力资源和社会保障厅",),
            "uscc": (uscc(f"52{notice.region or '53'}0000MJX{self.applicant.number:06d}"),),
        }


SHARES = {
    **{NIL: 1, "none": 1, "true": 3, "add": 4, PAPER: 8},
    **{"理论考场": 20, "技能考场": 20, "考核": 8, "检测": 4, "3A": 8},
}
"""How often something is said, where the rest is said twice."""

OWN: dict[str, tuple[str, ...]] = {
    "from": ("2019-01-01",),
    "to": ("2028-12-31", "2023-12-31"),
    "project": RECOMMENDED,
    "since": ("2012-07-01",),
    "trade_since": ("2010-07-01",),
    "started_on": ("2011-03-01",),
    "registered_on": ("2009-05-20",),
    "removed_on": ("2021-06-01",),
    "founded_on": ("2009-05-20",),
    "name": ("示例甲", "示例乙", "示例丙", "示例丁"),
    "major": ("计算机应用技术",),
    "jurisdiction": ("示例地区",),
    "authority": ("示例省人力资源和社会保障厅", "浙江省职业技能鉴定中心", "示例部门"),
}
"""What is typed where any text of the kind would be odd, by the key."""


def identity(number: int) -> str:
    """An identity number of nobody, of a woman and a man by turns, born in 1970 and after."""
    body = f"539901{1970 + number % 20}0704{number % 1000:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]
