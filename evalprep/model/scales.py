"""Ordered scales: what they share, and 学历, 职称, 协会评估等级. (技能等级 is in `levels`.)"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Self, TypeVar

from evalprep.model.basic import one_width
from evalprep.model.kinds import BadValue, Kind
from evalprep.model.validation import nearest


class Scale(Enum):
    """A closed set of values, each with its canonical Chinese text and its rank; the higher rank proves more.

    Values compare by rank. Two of one rank (高中, 中专) are each at least the other, and still not equal.
    """

    text: str
    rank: int

    def __new__(cls, text: str, rank: int) -> Self:
        member = object.__new__(cls)
        member._value_ = text
        member.text, member.rank = text, rank
        return member

    def __str__(self) -> str:
        return self.text

    def at_least(self, other: Self) -> bool:
        """Whether this proves what `other` asks for."""
        return self >= other

    def __lt__(self, other: Self) -> bool:
        return self.rank < other.rank if type(other) is type(self) else NotImplemented

    def __le__(self, other: Self) -> bool:
        return self.rank <= other.rank if type(other) is type(self) else NotImplemented

    def __gt__(self, other: Self) -> bool:
        return self.rank > other.rank if type(other) is type(self) else NotImplemented

    def __ge__(self, other: Self) -> bool:
        return self.rank >= other.rank if type(other) is type(self) else NotImplemented


class Education(Scale):
    """学历. 高中, 中专, 中技 and 职高 are of one rank."""

    LOWER_SECONDARY = "初中", 1
    UPPER_SECONDARY = "高中", 2
    SECONDARY_SPECIALIZED = "中专", 2
    SKILLED_WORKER_SCHOOL = "中技", 2
    VOCATIONAL_HIGH_SCHOOL = "职高", 2
    JUNIOR_COLLEGE = "大专", 3
    BACHELOR = "本科", 4
    MASTER = "硕士", 5
    DOCTOR = "博士", 6


class TitleLevel(Scale):
    """职称级别: the level of a professional title, not its name."""

    TECHNICIAN = "员级", 1
    JUNIOR = "初级", 2
    INTERMEDIATE = "中级", 3
    ASSOCIATE_SENIOR = "副高", 4
    FULL_SENIOR = "正高", 5


class AssociationGrade(Scale):
    """协会评估等级: the grade that the civil affairs department gave a social organisation."""

    A1 = "1A", 1
    A2 = "2A", 2
    A3 = "3A", 3
    A4 = "4A", 4
    A5 = "5A", 5


S = TypeVar("S", bound=Scale)


def scale_texts(scale: type[Scale]) -> tuple[str, ...]:
    """The canonical texts of a scale, from the lowest."""
    return tuple(member.text for member in scale)


def _unknown_choice(text: str, known: Mapping[str, Scale], scale: type[Scale], expected: str) -> BadValue:
    """The complaint about a text that names no value: all choices, and the nearest of the `known` texts."""
    near = nearest(text, list(known)) if len(text) > 2 else None  # of two characters, one alike says nothing
    suggestion = f"是不是「{known[near].text}」？" if near else ""
    return BadValue(
        "不在可选的范围内", expected, f"{suggestion}从这些里选一个：{'、'.join(scale_texts(scale))}"
    )


def refuse_open_end(text: str, expected: str) -> None:
    """Raise BadValue for 大专以上 and its like: a person or body holds one value, a threshold lies in the notice."""
    if found := re.search("及?以[上下]|不低于|至少", text):
        raise BadValue(f"「{found[0]}」是要求的写法，不是已有的等级", expected, "填证书上写的那一级")


def _reader(
    scale: type[S],
    expected: str,
    synonyms: Mapping[str, S],
    trim: str = "",
    aside: str = "(?!)",
    check: Callable[[str], None] | None = None,
) -> Callable[[str], S]:
    """A reader of one scale: canonical texts and synonyms, without what the expression `trim` matches.

    Of several words those that match `aside` say nothing of the value: 本科（函授）.
    One value in two words (`研究生/硕士`, `本科（学士）`) is read where both name the same.
    """
    known: dict[str, S] = {member.text: member for member in scale} | dict(synonyms)

    def read_word(word: str) -> S:
        for candidate in (word, re.sub(trim, "", word)):
            if candidate in known:
                return known[candidate]
        raise _unknown_choice(word, known, scale, expected)

    def read(text: str) -> S:
        text = one_width(text).replace(" ", "").upper()
        refuse_open_end(text, expected)
        if check:
            check(text)
        words = [word for word in re.split("[/()]", text) if word]
        found = {read_word(word) for word in words if len(words) == 1 or not re.fullmatch(aside, word)}
        if len(found) > 1:
            raise BadValue("这里写了不止一个", expected, "只填一个：已取得的最高的那个")
        return found.pop() if found else read_word(text)

    return read


_EDUCATION = "学历，如大专"
_TITLE_LEVEL = "职称的级别，如中级"
_ASSOCIATION_GRADE = "社会组织评估等级，如 4A"

_EDUCATION_SYNONYMS = {
    "初级中学": Education.LOWER_SECONDARY,
    "高级中学": Education.UPPER_SECONDARY,
    "普通高中": Education.UPPER_SECONDARY,
    "普高": Education.UPPER_SECONDARY,
    "中等专业学校": Education.SECONDARY_SPECIALIZED,
    "中等专科": Education.SECONDARY_SPECIALIZED,
    "职业中专": Education.SECONDARY_SPECIALIZED,
    "技校": Education.SKILLED_WORKER_SCHOOL,
    "技工学校": Education.SKILLED_WORKER_SCHOOL,
    "职业高中": Education.VOCATIONAL_HIGH_SCHOOL,
    "大学专科": Education.JUNIOR_COLLEGE,
    "专科": Education.JUNIOR_COLLEGE,
    "高职": Education.JUNIOR_COLLEGE,
    "高职高专": Education.JUNIOR_COLLEGE,
    "高等专科": Education.JUNIOR_COLLEGE,
    "大学本科": Education.BACHELOR,
    "大学": Education.BACHELOR,
    "学士": Education.BACHELOR,
    "大本": Education.BACHELOR,
    "硕士研究生": Education.MASTER,
    "研究生": Education.MASTER,  # proves at least that
    "博士研究生": Education.DOCTOR,
}
_TITLE_SYNONYMS = {
    "技术员级": TitleLevel.TECHNICIAN,
    "助理级": TitleLevel.JUNIOR,
    "助理": TitleLevel.JUNIOR,
    "助级": TitleLevel.JUNIOR,
    "副高级": TitleLevel.ASSOCIATE_SENIOR,
    "高级": TitleLevel.ASSOCIATE_SENIOR,  # without 正 or 副 it proves only the lower
    "正高级": TitleLevel.FULL_SENIOR,
}


_HOW_STUDIED = "(非?全日制|统招|成人|函授|自考|自学考试|业余|夜大|电大|网络|远程|国家开放大学)(高等)?(教育)?"
_DEGREE_FIELD = "(哲|经济|法|教育|文|历史|理|工|农|医|军事|管理|艺术)学(?=学士|硕士|博士)"


def _check_education(word: str) -> None:
    if found := re.search("在读|肄业|结业|未毕业", word):
        raise BadValue(f"「{found[0]}」还不是已取得的学历", _EDUCATION, "填已经取得毕业证书的最高学历")


def _check_title_level(word: str) -> None:
    if found := re.search("师$|员$|教授$|研究员$|助教$", word):
        told = f"「{found.string}」像是职称的名称，这里要填级别"
        raise BadValue(
            told, _TITLE_LEVEL, "名称填在职称名称里；级别如：助理工程师是初级，工程师是中级，高级工程师是副高"
        )


def _grade_synonyms() -> dict[str, AssociationGrade]:
    grades = list(AssociationGrade)
    return {
        text: grade
        for grade, digit in zip(grades, "一二三四五", strict=True)
        for text in ("A" * grade.rank, f"{digit}A")
    }


EDUCATION: Kind[Education] = Kind(
    "education",
    Education,
    _EDUCATION,
    _reader(
        Education,
        _EDUCATION,
        _EDUCATION_SYNONYMS,
        trim=f"^{_HOW_STUDIED}|^{_DEGREE_FIELD}|(学历|毕业|文化程度|文化|学位)$",
        aside=_HOW_STUDIED,
        check=_check_education,
    ),
    choices=scale_texts(Education),
)
"""学历, 初中 to 博士."""

TITLE_LEVEL: Kind[TitleLevel] = Kind(
    "title_level",
    TitleLevel,
    _TITLE_LEVEL,
    _reader(
        TitleLevel,
        _TITLE_LEVEL,
        _TITLE_SYNONYMS,
        trim="(专业技术职称|专业技术职务|专业技术资格|技术职称|职称)$",
        check=_check_title_level,
    ),
    choices=scale_texts(TitleLevel),
)
"""职称级别, 员级 to 正高."""

ASSOCIATION_GRADE: Kind[AssociationGrade] = Kind(
    "association_grade",
    AssociationGrade,
    _ASSOCIATION_GRADE,
    _reader(
        AssociationGrade,
        _ASSOCIATION_GRADE,
        _grade_synonyms(),
        trim="(级|等级)?(社会组织|协会|学会|社会团体)?$",
    ),
    choices=scale_texts(AssociationGrade),
)
"""协会评估等级, 1A to 5A."""
