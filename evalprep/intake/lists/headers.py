"""What the headers of a list mean: the registry's labels and synonyms, as offices write them.

ＮＯ． with blanks in it, 原值（万元）, ＊姓名：, 职业资格 over 名称 and 等级, 职称/职业资格.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, lru_cache

from evalprep.intake.oneline import line_of
from evalprep.intake.reads import own_fields
from evalprep.intake.workbook.layout import NUMBER, Column, ListSheet, list_sheets
from evalprep.model.basic import without_spaces
from evalprep.model.fields import Field, Shape, fields

_NUMBERS = (NUMBER, "序", "NO", "NO.", "No", "No.", "no", "项次", "行号")
_AGES = ("年龄", "周岁", "年龄（周岁）", "工龄", "专业工龄", "本专业工龄")
_ORNAMENT = re.compile(r"^[*※●◆★#]+|[*※:：]+$|[(（](?:必填|选填|可不填|\*)[)）]$")
_BRACKETS = re.compile(r"^(.+?)[(（]([^()（）]*)[)）]$")
_UNIT_BEHIND = re.compile(
    r"^(.+?)[/:：,，](?:单位[:：]?)?(元|千元|万元|万|人|人次|万人次|台|套|平方米|m2|亩)$"
)
_GENERIC = ("名称", "等级", "级别", "专业", "编号", "号码", "时间", "日期", "种类", "职业", "类别", "类型")
"""Words that under another header mean something of that header's: 职称 over 专业 is no 所学专业."""
_YEAR_BEFORE = re.compile("((?:19|20)[0-9]{2})年?度?·?([^0-9年].*)")
_SUM_ABOVE = re.compile("(?:近?[一二三四五]年)?(?:合计|小计|总计|累计|共计|平均|年均)")
YEAR_OR_SUM = re.compile(f"(?:19|20)[0-9]{{2}}年?度?|{_SUM_ABOVE.pattern}")
"""What may stand over the figures of a year, or of several years together."""
_LOOSE_ENDS = re.compile("(?:基本)?(?:情况|信息|资料)$")
_JOINED = re.compile(r"[/／、或和及与()（）]")


class Role(StrEnum):
    """What a column is for."""

    VALUE = "value"
    INNER = "inner"
    """A part of small records that the cell beside completes: 职业资格等级 beside 职业资格."""
    TITLES_OR_SKILLS = "titles_or_skills"
    """职称 and 职业资格 in one column."""
    PERIOD = "period"
    """The first and the last day of a lease in one column: 2019-03-01至2024-02-29."""
    OUTER = "outer"
    """What names the row around: the 职业 of a year's figures."""
    NUMBER = "number"
    AGE = "age"
    """What the identity number says."""


@dataclass(frozen=True)
class Meaning:
    """What a header says of its column."""

    role: Role
    path: tuple[str, ...] = ()
    """From the row on; of INNER the key of the small list and the key in it."""
    field: Field | None = None
    unit: str = ""
    """What stands in brackets behind the name: 万元."""

    year: str = ""
    """What the header says of the year of the column's figures: 2019年 over 培训人数."""

    @property
    def same(self) -> tuple[Role, tuple[str, ...], str]:
        """What no two columns may have in common."""
        return self.role, self.path, self.year


@dataclass(frozen=True)
class Headers:
    """What can stand over the columns of one list."""

    sheet: ListSheet
    known: Mapping[str, Meaning]
    """By the header as `plain` has it."""
    _met: dict[tuple[str, str], Meaning | None] = field(default_factory=dict)
    """What was asked before: every cell of twenty rows is asked for each list."""

    def meaning(self, text: str, above: str = "") -> Meaning | None:
        """What a header means, below another where the header has two lines; None where nothing is recognised."""
        if (text, above) not in self._met:
            self._met[text, above] = self._meaning(plain(text), plain(above))
        return self._met[text, above]

    def _meaning(self, text: str, above: str) -> Meaning | None:
        if not above or above == text:
            return self._single(text)
        over = _LOOSE_ENDS.sub("", above)
        together = self._single(f"{over}{text}") or self._single(f"{over}·{text}")
        if together is not None:
            return together
        around = self._single(over)
        if around is not None and around.role is Role.VALUE and text in _GENERIC:
            return None
        if self._has_years and _SUM_ABOVE.fullmatch(over):
            return None
        return self._single(text) or (around if _is_unit(text) else None)

    @property
    def _has_years(self) -> bool:
        """Whether each row of the list is that of a year, which an office may write across."""
        return any(one.path == ("year",) for one in self.sheet.columns)

    def _single(self, text: str) -> Meaning | None:
        if found := self.known.get(text):
            return found
        if self._has_years and (dated := _YEAR_BEFORE.match(text)):
            meant = self._single(dated[2])
            return replace(meant, year=dated[1]) if meant is not None and meant.role is Role.VALUE else None
        for shape in (_BRACKETS, _UNIT_BEHIND):
            if match := shape.match(text):
                return self._with_brackets(match[1], match[2])
        return self._joined(text)

    def _with_brackets(self, name: str, inside: str) -> Meaning | None:
        meant = self.known.get(name)
        if inside in self.known and meant is not None and self.known[inside].same != meant.same:
            return self._joined(f"{name}/{inside}")
        if meant is None:
            return self._joined(f"{name}/{inside}")
        return Meaning(meant.role, meant.path, meant.field, inside)

    def _joined(self, text: str) -> Meaning | None:
        """What a header of several names means: one field where all say the same, 职称 and 职业资格 together."""
        found = [self.known.get(part) for part in _JOINED.split(text) if part]
        if len(found) < 2 or None in found:
            return None
        paths = {one.path[:1] for one in found if one is not None}
        if paths == {("titles",), ("skills",)}:
            return Meaning(Role.TITLES_OR_SKILLS)
        return found[0] if len({one.same for one in found if one is not None}) == 1 else None


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A header for comparing: one width, no blanks, no stars and colons around it."""
    text = without_spaces(text)
    while (bare := _ORNAMENT.sub("", text)) != text and bare:
        text = bare
    return text


def _is_unit(text: str) -> bool:
    return bool(
        re.fullmatch("[(（]?(?:元|千元|万元|万|人|人次|万人次|台|套|台套|平方米|m2|年|月|年月)[)）]?", text)
    )


@cache
def every_list() -> tuple[ListSheet, ...]:
    """Every list that there is."""
    return list_sheets()


@cache
def headers_of(rows: str) -> Headers:
    """What can stand over the columns of the list at a registry's path. Raises KeyError for what is no list."""
    sheet = next((one for one in every_list() if one.rows == rows), None)
    if sheet is None:
        raise KeyError(rows)
    known: dict[str, Meaning] = {}
    for meaning, names in (*_ways(sheet), *_outer(sheet)):
        for name in names:
            known.setdefault(plain(name), meaning)
    for names, role in ((_NUMBERS, Role.NUMBER), (_AGES, Role.AGE)):
        for name in names:
            known.setdefault(plain(name), Meaning(role))
    return Headers(sheet, known)


def _ways(sheet: ListSheet) -> list[tuple[Meaning, Sequence[str]]]:
    """The columns of a list with their names, the direct ones before the parts of small records."""
    direct = [(Meaning(Role.VALUE, one.path, one.field), _names(one)) for one in sheet.columns]
    inside: list[tuple[Meaning, Sequence[str]]] = []
    for key, one in own_fields(f"{sheet.rows}[].").items():
        names = (one.label, *one.synonyms)
        if one.shape is Shape.RECORD and f"{one.path}.from" in fields():
            direct.append((Meaning(Role.PERIOD, (key,), one), names))
        if one.shape is not Shape.ROWS:
            continue
        below = own_fields(f"{one.path}[].")
        if line_of(one.path) is not None:
            values = {part: own for part, own in below.items() if own.shape is Shape.VALUE}
            inside += [
                (Meaning(Role.INNER, (key, part), own), (own.label, *own.synonyms))
                for part, own in values.items()
            ]
        elif "name" in below:
            direct.append((Meaning(Role.VALUE, (key,), one), names))
    return direct + inside


def _names(column: Column) -> tuple[str, ...]:
    """What may stand over a column: not the bare label that the workbook itself had to make plainer."""
    own = column.field.label
    others = (own, *column.field.synonyms)
    return (column.header, *others) if column.header == own else (column.header, *column.field.synonyms)


def _outer(sheet: ListSheet) -> list[tuple[Meaning, Sequence[str]]]:
    """The columns that name the row around a row of a list inside it."""
    if not sheet.outer:
        return []
    around = sheet.rows.rpartition("[].")[0]
    told = (fields()[f"{around}[].{key}"] for key in ("code", "name"))
    found: list[tuple[Meaning, Sequence[str]]] = [
        (Meaning(Role.OUTER, (one.key,), one), (one.label, *one.synonyms)) for one in told
    ]
    return [*found[:1], (found[1][0], (sheet.outer, *found[1][1]))]
