"""`build --list`: what would be built, and that nothing was written."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from evalprep.errors import Place
from evalprep.model.enclosures import Lacking, Submission
from evalprep.model.verdicts import Verdict
from evalprep.report.layout import Style, width
from evalprep.report.pieces import size_told
from evalprep.report.planned import MOST_COPIES, NOTHING_WRITTEN, planned_text
from tests.report import submissions as sample
from tests.report.results import NOTICE

CERTIFICATE = "02-法人登记证书/01-法人登记证书.pdf"
WHOLE = sample.submission(sample.item(1, "申报表", sample.made()), sample.certificate())


def text(
    submission: Submission = WHOLE,
    sizes: Mapping[str, int] | None = None,
    cells: int = 100,
    drafts: tuple[str, ...] = (),
    desk: tuple[str, ...] = (),
    missing: str = "",
    places: Mapping[str, Place] | None = None,
) -> str:
    return planned_text(
        NOTICE,
        "可以申报",
        submission,
        sizes or {},
        Style(cells),
        missing=missing,
        drafts=drafts,
        desk=desk,
        places=places,
    )


def test_each_file_is_made_or_copied_from_where_with_its_size() -> None:
    lines = text(sizes={CERTIFICATE: 1_200_000}).splitlines()
    assert f"  {sample.FORM}  新做" in lines
    assert f"  {CERTIFICATE}  ← 附件/证书.pdf（1.2 MB）" in lines
    assert "申报材料会有 2 项、4 个文件，其中照抄附件 1 个（1.2 MB）：" in lines


def test_it_says_first_what_is_missing_and_last_that_nothing_was_written() -> None:
    lines = text(missing="草稿：还不能交").splitlines()
    assert lines[2:4] == ["自查结论：可以申报", "草稿：还不能交"]
    assert lines[-1] == NOTHING_WRITTEN


def test_of_many_copies_the_first_are_listed() -> None:
    shown = text(sample.submission(sample.persons(60)))
    assert shown.count("  ← ") == MOST_COPIES
    assert "    … 等，技能水平证明共 60 个" in shown.splitlines()


def test_files_of_one_number_stand_below_its_folder() -> None:
    lines = text(sample.submission(sample.persons(2))).splitlines()
    at = lines.index("  04-人员名单和证明/")
    assert lines[at + 1] == "    01-人员名单.xlsx  新做"


def test_what_is_lacking_and_what_is_not_asked_are_told_under_their_number() -> None:
    bare = sample.item(3, "方案", lacking=(Lacking("实施方案", sample.ABSENT),), verdict=Verdict.UNMET)
    other = sample.item(4, "推荐函", verdict=Verdict.NOT_APPLICABLE)
    lines = text(sample.submission(bare, other, ready=False)).splitlines()
    at = lines.index("  03-方案")
    assert lines[at + 1 : at + 3] == [f"    缺  实施方案：{sample.ABSENT}", "  04-推荐函  不适用"]


def test_drafts_and_papers_for_the_desk_are_named() -> None:
    lines = text(drafts=("01-方案（初稿）.docx",), desk=("自查报告.docx",)).splitlines()
    assert lines[-6:-2] == [
        "  01-方案（初稿）.docx",
        "",
        "自己看的 1 份：",
        "  自查报告.docx",
    ]


def test_a_finished_form_that_cannot_be_used_is_told_beside_the_one_that_is_filled() -> None:
    bad = (Lacking("示例申报表", "打不开", "附件/坏.pdf"),)
    item = sample.item(1, "申报表", sample.made(), lacking=bad)
    places = {"附件/坏.pdf": Place("evalprep.yaml", 7)}
    told = "    定稿不能用，放的是新填的  示例申报表：附件/坏.pdf 打不开（evalprep.yaml:7）"
    assert told in text(sample.submission(item), places=places).splitlines()


def test_the_lines_fit_the_window() -> None:
    long = sample.copied(f"05-证明/{'很长的名称' * 8}.pdf", "证明", f"附件/{'很长的名称' * 8}.pdf")
    shown = text(sample.submission(sample.item(5, "证明", long)), cells=50, missing="草稿：" + "缺" * 40)
    assert [line for line in shown.splitlines() if width(line) > 50] == []


@pytest.mark.parametrize(
    ("size", "shown"),
    [(0, "1 KB"), (1024, "1 KB"), (44_000, "44 KB"), (1_258_291, "1.3 MB"), (300_000_000, "300.0 MB")],
)
def test_a_size_is_told_in_millions_of_bytes_as_the_limit_of_an_archive_is(size: int, shown: str) -> None:
    assert size_told(size) == shown
