"""Draws forms/hunan/basic-information/blank.docx: 《社会培训评价组织基本情况表》, 湘人社函〔2020〕40号, 附件.

Words are the notice's, which prints labels without spaces. Line breaks inside labels are ours, where a column is narrow.
Run from the project's top: `python tools/redraw/hunan_basic_information.py`.
"""

from __future__ import annotations

from pathlib import Path

from basic_information import Print, basic_information

BLANK = Path(__file__).resolve().parents[2] / "forms/hunan/basic-information/blank.docx"
HUNAN = Print(
    mark="附件",
    promise="四、诚信承诺：",
    spaced={"注册登记机构": "注册登记\n机构"},
    opinion="五、市（州）人力资源社会保障局意见：",
)


def blank() -> bytes:
    """The blank form as the bytes of a .docx."""
    return basic_information(HUNAN)


if __name__ == "__main__":
    BLANK.parent.mkdir(parents=True, exist_ok=True)
    BLANK.write_bytes(blank())
