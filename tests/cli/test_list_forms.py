"""`evalprep list forms`: every paper with its kind, and the requirements that it serves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def listed(run: Run, *more: object) -> list[str]:
    """The lines of the list."""
    ran = run("list", "forms", *more)
    assert ran.code == 0, ran.err
    assert "下一步：evalprep build" in ran.err
    return ran.out.splitlines()


@pytest.mark.parametrize(
    ("area", "kind", "title", "identifier"),
    [
        ("national", "官方表格", "社会培训评价组织基本情况表", "national/basic-information　NAT-F1、NAT-M1"),
        (
            "national",
            "初稿",
            "职业技能等级认定试点工作实施方案及质量管控措施",
            "national/implementation-plan　NAT-M3",
        ),
        ("jilin", "名单", "认定工作机构及人员名单", "jilin/personnel-lists　JL-M6"),
        ("jilin", "缺官方文件", "社会培训评价组织职业技能等级认定机构申请表", "jilin/application　JL-M2"),
    ],
)
def test_a_paper_stands_with_its_kind_title_id_and_what_it_serves(
    run: Run, area: str, kind: str, title: str, identifier: str
) -> None:
    lines = listed(run, area)
    at = next(number for number, line in enumerate(lines) if line.strip() == identifier)
    assert lines[at - 1].split() == [kind, title]


def test_papers_are_grouped_by_area_under_its_chinese_name(run: Run) -> None:
    heads = [line for line in listed(run) if line and not line.startswith(" ")]
    assert [head.rpartition("（")[2].rstrip("）") for head in heads] == [
        "general",
        "hunan",
        "jilin",
        "national",
        "sector",
        "zhejiang",
    ]
    assert "吉林省（jilin）" in heads


def test_of_an_area_the_papers_that_it_shares_with_others_are_listed_too(run: Run) -> None:
    lines = "\n".join(listed(run, "jilin"))
    assert "general/fees" in lines
    assert "general/work-procedure" not in lines
    assert "zhejiang/" not in lines


def test_an_area_without_papers_is_refused_with_those_that_have_some(run: Run) -> None:
    ran = run("list", "forms", "jilim")
    assert ran.code == 2
    assert "没有「jilim」的表格和文稿" in ran.err
    assert "general、hunan、jilin" in ran.err


def test_a_paper_of_the_users_own_library_is_listed_in_its_folder(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "库/forms/example/plan"
    folder.mkdir(parents=True)
    text = "form: example/plan\ntitle: 示例方案\nserves: [EX-M1]\nsource: {notice: 示例, annex: 一, layout: 示例}\nlayout: plan\n"
    (folder / "form.yaml").write_text(text, encoding="utf-8")
    lines = listed(run, "example", "--library", tmp_path / "库")
    assert [line.split() for line in lines] == [["example"], ["初稿", "示例方案"], ["example/plan", "EX-M1"]]
