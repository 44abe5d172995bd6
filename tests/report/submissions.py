"""Submissions as they are planned, in a few words; everything in them is made up."""

from __future__ import annotations

from evalprep.model.agreement import Contradiction, Side
from evalprep.model.enclosures import Enclosure, EnclosureKind, Item, Lacking, Submission
from evalprep.model.verdicts import Verdict
from tests.report.results import finding

ABSENT = "还没有附上"
FORM = "01-示例申报表.docx"
COVER = Enclosure("00-封面.docx", "封面", EnclosureKind.COVER)
CONTENTS = Enclosure("00-目录.docx", "目录", EnclosureKind.CONTENTS)


def made(name: str = FORM, title: str = "示例申报表", kind: EnclosureKind = EnclosureKind.FORM) -> Enclosure:
    """A paper that `build` makes."""
    return Enclosure(name, title, kind, form="sample/form", piece=title)


def copied(
    name: str, piece: str, source: str = "附件/证书.pdf", is_copy: bool | None = None, whose: str = ""
) -> Enclosure:
    """A copy of a file of the project."""
    title = f"{piece}（{whose}）" if whose else piece
    return Enclosure(name, title, EnclosureKind.COPY, None, source, piece, whose, is_copy)


def item(
    number: int,
    name: str,
    *enclosures: Enclosure,
    lacking: tuple[Lacking, ...] = (),
    verdict: Verdict = Verdict.MET,
    remedy: str | None = None,
) -> Item:
    """A numbered item with one requirement."""
    asked = finding(number, verdict, remedy=remedy)
    return Item(number, name, f"四(一){number}", (asked,), enclosures, lacking)


def certificate(is_copy: bool | None = True) -> Item:
    """An item with one file in its folder."""
    return item(
        2, "法人登记证书", copied("02-法人登记证书/01-法人登记证书.pdf", "法人登记证书", is_copy=is_copy)
    )


def persons(there: int, absent: int = 0) -> Item:
    """An item with a list that is made and a piece for each person."""
    folder = "04-人员名单和证明"
    lacking = tuple(Lacking(f"技能水平证明（缺示例{n}）", ABSENT) for n in range(absent))
    return item(
        4,
        "人员名单和证明",
        made(f"{folder}/01-人员名单.xlsx", "人员名单", EnclosureKind.LIST),
        *(
            copied(
                f"{folder}/02-技能水平证明/{n:02d}-示例{n}.pdf",
                "技能水平证明",
                f"附件/{n}.pdf",
                None,
                f"示例{n}",
            )
            for n in range(1, there + 1)
        ),
        lacking=lacking,
        verdict=Verdict.UNMET if absent else Verdict.MET,
    )


def submission(*items: Item, ready: bool = True, elsewhere: tuple[str, ...] = ()) -> Submission:
    """With cover and list of contents in front."""
    return Submission(items, ready, (COVER, CONTENTS), elsewhere)


def contradiction() -> Contradiction:
    """An area that two papers have differently."""
    sides = (Side("01-示例申报表.docx", "场地 第 1 行「面积」", "60"), Side("05-场地.xlsx", "第 2 行", "80"))
    return Contradiction("面积", "一号教室", sides)
