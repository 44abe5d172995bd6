"""What has been taken from a form so far: values through their kinds, joined columns through their way back, remarks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pydantic import BaseModel

from evalprep.documents.forms.read import Answer
from evalprep.documents.values import lines_on_paper
from evalprep.intake.answers import complaint, is_long, value_tree
from evalprep.intake.forms.ways import made_of
from evalprep.intake.given import Extract, Given, GivenRow, Origin, Remark, RemarkKind
from evalprep.model.basic import NUMERAL
from evalprep.model.catalogs import Catalogs
from evalprep.model.derived import DERIVED, Around, Derived
from evalprep.model.fields import concrete, pattern, value_at
from evalprep.model.kinds import NIL
from evalprep.model.masking import masked
from evalprep.model.project import Project
from evalprep.model.validation import Path

ANY_DAY = date(1, 1, 1)
"""No value that has a way back looks at the day."""
_MONEY_HEADER = re.compile(r"[（(](万元|元)[）)]")
_SHOWN = 40


@dataclass
class Gathered:
    """The file, what is around it, and what it has given."""

    file: str
    project: Project
    catalogs: Catalogs
    occupations: frozenset[str] = frozenset()
    """Names, without spaces, that are known to be occupations or trades."""
    own_scores: Collection[str] = ()
    values: list[Given] = field(default_factory=list)
    rows: list[GivenRow] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    _derived: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """The sections in which a value that follows from others stands, by its path without numbers and its label."""

    def extract(self) -> Extract:
        """All of it; what follows from other fields is one remark for each column."""
        told = [self._told_of_derived(*key, sections) for key, sections in self._derived.items()]
        return Extract(tuple(self.values), tuple(self.rows), (*self.remarks, *told))

    def origin(self, section: str, at: str) -> Origin:
        """A place of this file."""
        return Origin(self.file, section, at)

    def remark(self, kind: RemarkKind, origin: Origin, text: str, remedy: str = "") -> None:
        """Tell something of a place; numbers of persons are masked, as in every message."""
        self.remarks.append(Remark(kind, origin, masked(text), remedy))

    def follows(self, answer: Answer, path: str) -> None:
        """Note a value that follows from other fields and is not taken."""
        self._derived.setdefault((path, answer.label), []).append(answer.section)

    def _told_of_derived(self, path: str, label: str, sections: Sequence[str]) -> Remark:
        """One remark for a column, whatever the number of its rows and sheets."""
        source = made_of(path)
        told = f"「{label}」（{len(sections)} 处）由{source}得出，不导入" if source else f"「{label}」不导入"
        section = sections[0] if len(set(sections)) == 1 else ""
        return Remark(RemarkKind.DERIVED, self.origin(section, label), told)

    def plain(self, base: Path, key: str, answer: Answer, origin: Origin) -> tuple[Given, ...]:
        """What a field of its own says at a record; nothing, and a remark, where its kind refuses the text."""
        at = concrete(key)
        text = answer.text if is_long((*base, *at)) else _in_one_line(answer.text)
        return self._read((*base, *at), at, _with_unit(text, answer.label), origin)

    def _read(self, whole: Path, at: Path, text: str, origin: Origin) -> tuple[Given, ...]:
        told = complaint(lambda: value_tree(whole, text))
        if told:
            self.remark(
                RemarkKind.HELD_BACK,
                origin,
                f"「{_short(text)}」没有读入：{told}",
                "改好再导入，或在项目里填",
            )
            return ()
        return (Given(at, value_tree(whole, text), origin),)

    def joined(
        self, base: Path, key: str, answer: Answer, origin: Origin, records: Sequence[BaseModel]
    ) -> tuple[Given, ...]:
        """What a joined column says of the fields beside it; `records` are those of the project that it may be of.

        Where one of them prints the same, the project holds it already, and what names it alone is given.
        """
        derived = DERIVED[f"{pattern(base)}.{key}"]
        same = [one for one in records if self._prints(derived, one, answer.text)]
        if same:
            return tuple(
                Given((one,), value_at(same[0], (one,)), origin)
                for one in ("name", "model")
                if f"{pattern(base)}.{one}" in derived.reads and value_at(same[0], (one,)) is not None
            )
        back = derived.back(answer.text, self.occupations)
        if back is None:
            self.follows(answer, f"{pattern(base)}.{key}")
            return ()
        if back.held:
            remedy = "请在项目里分别填写；导入时不猜"
            self.remark(RemarkKind.HELD_BACK, origin, f"{back.held}，没有读入", remedy)
        if back.noted:
            self.remark(RemarkKind.READ_AS, origin, back.noted, "不对就在项目里改")
        return tuple(one for at, value in back.values.items() for one in self._tree(base, at, value, origin))

    def _tree(self, base: Path, key: str, value: object, origin: Origin) -> tuple[Given, ...]:
        """A value that a way back gives, accepted by its kind; of a record inside, its fields."""
        if isinstance(value, Mapping):
            return tuple(
                one
                for inner, text in value.items()
                for one in self._inside(base, key, inner, str(text), origin)
            )
        if isinstance(value, list):
            texts = all(isinstance(one, str) for one in value)
            joined = "、".join(map(str, value))
            if texts:
                return self._read((*base, key), (key,), joined or str(NIL), origin)
            return (Given((key,), value, origin),)
        text = str(value)
        whole = (*base, key)
        return self._read(whole, (key,), text if is_long(whole) else _in_one_line(text), origin)

    def _inside(self, base: Path, key: str, inner: str, text: str, origin: Origin) -> tuple[Given, ...]:
        return self._read((*base, key, inner), (key, inner), _in_one_line(text), origin)

    def _prints(self, derived: Derived, record: BaseModel, text: str) -> bool:
        if derived.write is None:
            return False
        made = derived.write(record, Around(self.project, ANY_DAY, self.catalogs))
        return made is not None and lines_on_paper(str(made)) == lines_on_paper(text)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _with_unit(text: str, label: str) -> str:
    """An amount under a header that names its unit: 300 under 金额（万元） is 300 万元."""
    unit = _MONEY_HEADER.search(label)
    return f"{text} {unit[1]}" if unit and re.fullmatch(NUMERAL, text) else text


def _in_one_line(text: str) -> str:
    """The lines of a text that has one: a break inside Chinese stands for nothing, elsewhere for a blank."""
    line = ""
    for part in lines_on_paper(text):
        line += part if not line or _is_wide(line[-1]) or _is_wide(part[0]) else f" {part}"
    return line


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"
