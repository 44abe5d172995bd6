"""What a build made, as text."""

from __future__ import annotations

from evalprep.documents.values import SlotState, State
from evalprep.errors import Place
from evalprep.model.validation import Path
from evalprep.report.built import built_text
from evalprep.report.layout import Style, width
from tests.report.results import NOTICE

PAPER = "01-示例表.docx"
SIGNED = SlotState("signature", "法定代表人（签字）：", "四", State.LEFT)


def place(path: Path) -> Place:
    """Every field on one line."""
    return Place("evalprep.yaml", 7)


def slot(path: str, label: str) -> SlotState:
    """A slot that is open."""
    return SlotState(path, label, "一", State.OPEN)


def text(
    open_slots: tuple[SlotState, ...] = (),
    lacking: tuple[str, ...] = (),
    kept: tuple[str, ...] = (),
    cells: int = 100,
) -> str:
    """The report of one paper."""
    papers = [(PAPER, open_slots, (SIGNED,))]
    return built_text(NOTICE, "甲/申报材料/sample", papers, lacking, kept, place, Style(cells))


def test_the_notice_comes_first_then_the_folder_with_its_papers() -> None:
    lines = text().splitlines()
    assert lines[0] == "示例〔2020〕1号《关于示例的通知》"
    assert "请先确认是否有新通知" in lines[1]
    assert lines[3:5] == ["申报材料在：甲/申报材料/sample", f"  {PAPER}"]


def test_a_full_paper_has_only_signature_and_seal_left() -> None:
    assert "空着" not in text()
    assert "打印后签字、盖章：法定代表人（签字）" in text()


def test_what_the_authority_writes_is_left_to_it() -> None:
    opinion = SlotState("authority", "五、人社局意见：", "五", State.LEFT)
    shown = built_text(NOTICE, "甲", [(PAPER, (), (SIGNED, opinion))], (), (), place, Style(100)).splitlines()
    assert "    打印后签字、盖章：法定代表人（签字）" in shown
    assert "    由受理部门填写，请留空：五、人社局意见" in shown


def test_every_open_slot_is_counted_and_names_its_field_and_line() -> None:
    shown = text((slot("organization.name", "单位名称"), slot("organization.address", "地址")))
    assert "还有 2 处空着：" in shown
    assert "· 单位名称　←　单位名称（evalprep.yaml:7）" in shown
    assert shown.count("　←　") == 2


def test_a_form_that_the_library_lacks_and_a_paper_kept_are_told() -> None:
    shown = text(lacking=("SA-M2  《其他表》",), kept=("01-示例表（手工修改）.docx",))
    assert "没有空白表" in shown
    assert "    · SA-M2  《其他表》" in shown.splitlines()
    assert "保留为：01-示例表（手工修改）.docx" in shown


def test_the_lines_fit_the_window_but_a_path_stays_whole() -> None:
    shown = text((slot("organization.name", "很长的栏目名称" * 5),), ("SA-M2  《其他表》",), cells=50)
    assert [line for line in shown.splitlines() if width(line) > 50] == []
    assert "申报材料在：甲/申报材料/sample" in shown.splitlines()
