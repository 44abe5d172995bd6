"""Draws forms/national/basic-information/blank.docx: 《社会培训评价组织基本情况表》, 中就培函〔2020〕16号, 附件1.

Words, spaces inside labels and line breaks inside labels are the notice's.
Run from the project's top: `python tools/redraw/national_basic_information.py`.
"""

from __future__ import annotations

from pathlib import Path

from basic_information import Print, basic_information

BLANK = Path(__file__).resolve().parents[2] / "forms/national/basic-information/blank.docx"
NATIONAL = Print(
    mark="附件1",
    promise="四、诚信承诺",
    spaced={
        "名称": "名　称",
        "地址": "地　址",
        "注册登记机构": "注册登记\n机　构",
        "机构性质": "机　构\n性　质",
        "企业": "企　业",
        "联系人": "联 系 人",
        "职务": "职　务",
    },
)


def blank() -> bytes:
    """The blank form as the bytes of a .docx."""
    return basic_information(NATIONAL)


if __name__ == "__main__":
    BLANK.parent.mkdir(parents=True, exist_ok=True)
    BLANK.write_bytes(blank())
