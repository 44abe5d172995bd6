"""The cover of a submission (申报材料封面): whose it is, for which occupations, on which notice; seal and date by hand."""

from __future__ import annotations

from collections.abc import Sequence

from evalprep.documents.pages.page import Block, Column, Grid, Line, Page, Span
from evalprep.documents.values import SlotState, State
from evalprep.model.results import NoticeRef

SUBJECT, ORGANIZATION, PAPERS = "职业技能等级认定", "社会培训评价组织", "申报材料"
SEALED, DATED, DATE = "申报单位（盖章）", "申报日期", "　　　　年　　月　　日"
LEFT = (
    SlotState("seal", SEALED, "封面", State.LEFT),
    SlotState("date", DATED, "封面", State.LEFT),
)
"""What is left on the cover for a pen and a seal."""
DRAFT = "草稿"
MOST_OCCUPATIONS, LONGEST_OCCUPATIONS = 8, 70
"""How many are named, and in how many characters; of more the number is told."""
SIZE = 15
"""In points."""


def cover_page(
    organization: str | None,
    uscc: str | None,
    occupations: Sequence[str],
    contact: str | None,
    phone: str | None,
    notice: NoticeRef,
    track_title: str | None = None,
    *,
    ready: bool = True,
) -> Page:
    """The cover on one page; what is not known stays blank. What is left for a pen and a seal is `LEFT`.

    That of a submission which is not `ready` to be handed in has 草稿 at its head.
    """
    rows = (
        (SEALED, organization or ""),
        ("统一社会信用代码", uscc or ""),
        ("申报职业（工种）", occupations_named(occupations)),
        ("联系人", contact or ""),
        ("联系电话", phone or ""),
        (DATED, DATE),
    )
    lines: tuple[Block, ...] = (
        _line(f"（{notice.area}{f'，{track_title}' if track_title else ''}）"),
        _line(f"依据：{notice.number}《{notice.title}》"),
        _line(""),
    )
    block = Grid((Column("", 9, "distribute"), Column("", 19)), rows, size=SIZE, ruled=False)
    return Page(_title(notice), (*lines, block), layout="cover", face="" if ready else DRAFT)


def occupations_named(names: Sequence[str]) -> str:
    """电工、焊工, or the first of many: 电工、焊工、钳工等 30 个."""
    every = list(dict.fromkeys(filter(None, names)))
    named = every[:MOST_OCCUPATIONS]
    while len(named) > 1 and len("、".join(named)) > LONGEST_OCCUPATIONS:
        named.pop()
    more = f"等 {len(every)} 个" if len(every) > len(named) else ""
    return f"{'、'.join(named)}{more}"


def _title(notice: NoticeRef) -> str:
    """A notice to departments and trade associations does not speak of 社会培训评价组织."""
    return "\n".join([SUBJECT, *([ORGANIZATION] if ORGANIZATION in notice.title else []), PAPERS])


def _line(text: str) -> Line:
    return Line((Span(text),), "center")
