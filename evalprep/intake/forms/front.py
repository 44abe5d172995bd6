"""Cover and list of contents of a submission that `build` made (封面、目录): they come with the others and give nothing to read."""

from __future__ import annotations

from evalprep.documents.forms.grid import Grid
from evalprep.documents.labels import normalise
from evalprep.documents.package import Package
from evalprep.documents.wordxml import TBL, P, blocks, paragraph_text
from evalprep.intake.given import Extract, Origin, Remark, RemarkKind

COVER, CONTENTS = "封面", "目录"
ENDINGS = {COVER: "申报材料", CONTENTS: "申报材料目录"}
"""The last line of the title."""
LABELS = {
    COVER: ("申报单位（盖章）", "统一社会信用代码", "申报职业（工种）", "联系人", "联系电话", "申报日期"),
    CONTENTS: ("序号", "材料名称", "原件或复印件", "通知条款", "文件"),
}
"""What the cover's only table has in its first column, and that of the list of contents in its first row."""


def front_paper(package: Package) -> str:
    """封面 or 目录; nothing for any other paper, also one that has more tables than these."""
    body = list(blocks(package.body))
    tables = [Grid(one) for one in body if one.tag == TBL]
    if len(tables) != 1:
        return ""
    lines = [line.strip() for one in body if one.tag == P for line in paragraph_text(one).split("\n")]
    rows = [[cell.label for cell in row.own_cells] for row in tables[0].rows]
    column = [row[0] for row in rows if row]
    found = {COVER: column, CONTENTS: rows[0][: len(LABELS[CONTENTS])] if rows else []}
    for paper, ending in ENDINGS.items():
        if ending in lines and found[paper] == [normalise(label) for label in LABELS[paper]]:
            return paper
    return ""


def passed_over(paper: str, file: str) -> Extract:
    """Nothing but the remark that there is nothing to read."""
    told = f"这是 evalprep 做的申报材料{paper}，上面的资料本来就是从项目文件来的，不用读入"
    return Extract(remarks=(Remark(RemarkKind.SKIPPED, Origin(file), told),))
