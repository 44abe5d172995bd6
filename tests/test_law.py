"""Which notice and track an applicant is held against, and how far its forms are."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from evalprep.check import check
from evalprep.errors import ChecklistError, ProjectError, UsageError
from evalprep.law import Law
from evalprep.model.verdicts import Verdict
from evalprep.store.library import default_library
from evalprep.store.project import load_project
from tests.conftest import ROOT

ON = date(2020, 6, 1)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A library of the user's own with a second national notice that replaces nothing but is newer."""
    folder = tmp_path / "library" / "checklists" / "national"
    folder.mkdir(parents=True)
    text = (ROOT / "checklists/national/2020-16.yaml").read_text(encoding="utf-8")
    newer = text.replace("number: 中就培函〔2020〕16号", "number: 示例〔2025〕1号").replace(
        "issued: 2020-02-26", "issued: 2025-01-01"
    )
    (folder / "2025-1.yaml").write_text(newer, encoding="utf-8")
    return tmp_path / "library"


@pytest.mark.parametrize(
    ("on", "number"),
    [
        (ON, "中就培函〔2020〕16号"),
        (date(2024, 12, 31), "中就培函〔2020〕16号"),
        (date(2025, 1, 1), "示例〔2025〕1号"),
    ],
)
def test_the_newest_notice_issued_by_the_day_counts(own: Path, on: date, number: str) -> None:
    assert Law(default_library([own])).in_force("national", on).notice.number == number


@pytest.mark.parametrize("number", ["中就培函〔2020〕16号", "中就培函[2020]16号"])
def test_a_notice_can_be_picked_by_its_number(own: Path, number: str) -> None:
    picked = Law(default_library([own])).in_force("national", date(2026, 1, 1), number)
    assert picked.notice.number == "中就培函〔2020〕16号"


def test_a_notice_replaced_by_the_day_no_longer_counts(own: Path) -> None:
    path = own / "checklists/national/2025-1.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "issued: 2025-01-01", "issued: 2025-01-01\n  replaced_on: 2026-01-01"
    )
    path.write_text(text, encoding="utf-8")
    law = Law(default_library([own]))
    assert law.in_force("national", date(2025, 12, 31)).notice.number == "示例〔2025〕1号"
    assert law.in_force("national", date(2026, 1, 1)).notice.number == "中就培函〔2020〕16号"


@pytest.mark.parametrize("wanted", ["nationl", "national:", "national:province", ""])
def test_a_target_that_is_none_is_refused_with_what_there_is(wanted: str) -> None:
    with pytest.raises(UsageError, match="national"):
        Law(default_library()).targets(wanted, ON)


def test_a_wrong_target_in_the_project_is_told_with_its_line(example: Path) -> None:
    path = example / "evalprep.yaml"
    text = path.read_text(encoding="utf-8").replace("{jurisdiction: national}", "{jurisdiction: nationl}")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProjectError) as raised:
        Law(default_library()).own_targets(load_project(path), ON)
    (problem,) = raised.value.problems
    assert str(problem.place).startswith("evalprep.yaml:")
    assert "是不是 national" in problem.remedy


def test_equal_targets_count_once(example: Path) -> None:
    path = example / "evalprep.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "[{jurisdiction: national}]", "[{jurisdiction: national}, {jurisdiction: national}]"
    )
    path.write_text(text, encoding="utf-8")
    assert len(Law(default_library()).own_targets(load_project(path), ON)) == 1


def test_where_no_option_of_the_form_fits_the_finished_paper_is_asked_for(example: Path) -> None:
    path = example / "evalprep.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("  kind: 行业协会\n", "  kind: 学会\n"), encoding="utf-8"
    )
    law = Law(default_library())
    (target,) = law.targets("national", ON)
    found = next(f for f in check(load_project(path), target, ON, law).materials if f.id == "NAT-M1")
    assert found.verdict is Verdict.UNKNOWN
    assert "「机构性质」的几个选项都不相符" in found.outcome.message
    assert [one.path for one in found.outcome.missing] == [("attachments", "社会培训评价组织基本情况表")]
    shutil.copy(example / "附件/信用报告.pdf", example / "附件/基本情况表.pdf")
    text = path.read_text(encoding="utf-8") + "  社会培训评价组织基本情况表: [附件/基本情况表.pdf]\n"
    path.write_text(text, encoding="utf-8")
    found = next(f for f in check(load_project(path), target, ON, law).materials if f.id == "NAT-M1")
    assert found.verdict is Verdict.MET


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("number,occupation\n1,电工\n", "qualification"),
        ("number,qualification,occupation,code_2022\n一,机械,电工,\n", "序号"),
    ],
)
def test_a_broken_occupation_table_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    folder = tmp_path / "checklists" / "catalogs"
    folder.mkdir(parents=True)
    (folder / "catalogue-2020.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ChecklistError, match=told):
        _ = Law(default_library([tmp_path])).catalogs
