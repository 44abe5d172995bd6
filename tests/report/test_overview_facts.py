"""The overview of the examples says what `--format json` says: page and workbook held against it, number by number."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from evalprep.batch.targets import targets
from evalprep.check import check
from evalprep.errors import Place, Problem
from evalprep.law import Law
from evalprep.model.batch import Failed
from evalprep.report.json_report import check_json
from evalprep.report.overview_page import overview_html
from evalprep.report.overview_sheets import overview_workbook
from evalprep.store.library import default_library
from evalprep.store.project import load_project
from tests.conftest import ROOT

ON = date(2022, 7, 20)
EXAMPLES = ("national-association", "zhejiang-training-school", "jilin-company")
WAIVERS = """
waivers:
  - {rule: NAT-E4, reason: 正在申请移出, owner: 李示例, until: 2022-12-31}
  - {rule: NAT-E8, reason: 原则上的, owner: 李示例, until: 2022-12-31}
  - {rule: NAT-E1, reason: 过期的, owner: 李示例, until: 2021-12-31}
"""
EMPTY = "format: 1\ntargets: [{jurisdiction: jilin}]\norganization: {name: 示例什么都不知道公司}\n"
FAILED = Failed("坏", (Problem("x", "「targets」写了两次", "删去一处", Place("坏/evalprep.yaml", 3)),))


@dataclass(frozen=True)
class Overview:
    """The same results three times."""

    told: dict[str, Any]
    page: html.HtmlElement
    book: Any


@pytest.fixture(scope="module")
def overview(tmp_path_factory: pytest.TempPathFactory) -> Overview:
    """The examples, one of them with waivers, one with three targets, and an applicant who knows nothing."""
    folder, law = tmp_path_factory.mktemp("各单位"), Law(default_library())
    found = [
        check(stored, target, ON, law)
        for stored in map(load_project, _made(folder))
        for target in targets(stored, law, None, ON, None)
    ]
    return Overview(
        json.loads("".join(check_json(found, [FAILED]))),
        html.document_fromstring(overview_html(found, [FAILED])),
        load_workbook(io.BytesIO(overview_workbook(found, [FAILED]))),
    )


def _made(folder: Path) -> Iterator[Path]:
    for name in EXAMPLES:
        yield shutil.copytree(ROOT / "examples" / name, folder / name)
    for name, old, new in (
        ("豁免", "illegal_list: false", "illegal_list: true"),
        ("三处", "{jurisdiction: national}", "{jurisdiction: national}, zhejiang, {jurisdiction: jilin}"),
    ):
        made = shutil.copytree(ROOT / "examples" / EXAMPLES[0], folder / name)
        text = (made / "evalprep.yaml").read_text(encoding="utf-8").replace(old, new)
        text = text.replace(", zhejiang,", ", {jurisdiction: zhejiang},")
        text = text.replace("机电技能行业协会", f"{name}协会", 1)
        (made / "evalprep.yaml").write_text(text + (WAIVERS if name == "豁免" else ""), encoding="utf-8")
        yield made
    (folder / "空").mkdir()
    (folder / "空" / "evalprep.yaml").write_text(EMPTY, encoding="utf-8")
    yield folder / "空"


def musts(told: dict[str, Any], verdict: str) -> list[dict[str, Any]]:
    every = (*told["findings"], *told["materials"], *told["filing"])
    return [one for one in every if one["weight"] == "must" and one["verdict"] == verdict]


def table(page: Worksheet) -> list[dict[str, Any]]:
    head = int(str(page.freeze_panes)[1:]) - 1
    header, *rows = page.iter_rows(min_row=head, values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows if row[1] is not None]


def asked(told: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    """By notice and id: who has it unmet, who unknown, and whom it holds back, being a must."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for result in told:
        for one in (*result["findings"], *result["materials"], *result["filing"]):
            if one["weight"] == "note" or one["verdict"] not in ("unmet", "unknown"):
                continue
            key = result["notice"]["number"], one["id"]
            entry = found.setdefault(key, {"unmet": set(), "unknown": set(), "held": set()})
            entry[one["verdict"]].add(result["project"])
            if one["weight"] == "must":
                entry["held"].add(result["project"])
    return found


def by_target(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The results as the first table has them: one target after the other, each with its applicants in their order."""
    targets = list(dict.fromkeys((one["jurisdiction"], one["track"]) for one in told))
    return sorted(told, key=lambda one: targets.index((one["jurisdiction"], one["track"])))


def test_every_applicant_stands_in_page_and_workbook_as_in_the_json(overview: Overview) -> None:
    wanted = [
        [len(musts(one, "unmet")), len(musts(one, "unknown")), sum(bool(f.get("waiver")) for f in own)]
        for one in by_target(overview.told["results"])
        for own in [(*musts(one, "unmet"), *musts(one, "unknown"))]
    ]
    assert len(wanted) == 8
    assert [1, 0, 1] in wanted
    rows = table(overview.book["申报单位"])
    assert [[row["不符合"], row["待补充"], row["已豁免"]] for row in rows] == wanted
    cells = [
        [
            re.findall(r"\d+", cell.text_content())
            for cell in row.xpath("td[position() = 3 or position() = 4]")
        ]
        for row in overview.page.xpath("//table[contains(@class, 'standings')]/tbody/tr")
    ]
    shown = [
        [int(first[0]), int(second[0]), sum(map(int, first[1:] + second[1:]))] for first, second in cells
    ]
    assert shown == wanted


def test_the_overall_verdicts_are_those_of_the_json(overview: Overview) -> None:
    results = overview.told["results"]
    assert overview.page.xpath("//details[contains(@class, 'one')]/@data-o") == [
        one["overall"] for one in results
    ]
    wanted = [one["overall"] for one in by_target(results)]
    assert {"ready", "not_ready", "undetermined"} == set(wanted)
    assert overview.page.xpath("//table[contains(@class, 'standings')]//td/b/@class") == wanted
    labels = {"ready": "可以申报", "not_ready": "尚不能申报", "undetermined": "资料不全，还不能判断"}
    assert [row["结论"] for row in table(overview.book["申报单位"])] == [labels[one] for one in wanted]


def test_every_open_point_holds_back_as_many_as_in_the_json(overview: Overview) -> None:
    wanted = {
        key: (len(one["held"]), len(one["unmet"]), len(one["unknown"] - one["unmet"]))
        for key, one in asked(overview.told["results"]).items()
    }
    rows = table(overview.book["卡点"])
    told = {
        (str(row["条款"]).split("\n")[2], str(row["条款"]).split("\n")[1]): (
            row["卡住几家"],
            row["不符合"],
            row["待补充"],
        )
        for row in rows
    }
    assert told == wanted
    assert len(rows) == len(wanted)
    drawn = [
        tuple(int(cell.get("data-v")) for cell in row.xpath("td[position() > 2 and position() < 6]"))
        for row in overview.page.xpath("//table[contains(@class, 'hurdles')]/tbody/tr")
    ]
    assert drawn == [*told.values()]
    assert [one[0] for one in drawn] == sorted((one[0] for one in drawn), reverse=True)


def test_what_is_waived_is_shown_and_what_is_expired_is_not(overview: Overview) -> None:
    waived = overview.page.xpath("//tr[contains(concat(' ', @class, ' '), ' w ')]")
    assert [row.xpath("string(td[2]/small)") for row in waived] == ["NAT-E4", "NAT-E8"]
    assert "NAT-E1 的豁免 2021-12-31 到期" in overview.page.text_content()


def test_every_finding_stands_on_the_page_and_on_the_sheet_of_its_applicant(overview: Overview) -> None:
    results = overview.told["results"]
    names = dict.fromkeys(one["project"] for one in results)
    for project, sheet in zip(names, overview.book.sheetnames[3:], strict=True):
        wanted = sorted(
            one["id"]
            for result in results
            if result["project"] == project
            for one in (*result["findings"], *result["materials"], *result["filing"])
        )
        assert sorted(str(row["条款"]).split("\n")[1] for row in table(overview.book[sheet])) == wanted
    for result, article in zip(results, overview.page.xpath("//details[@data-n]"), strict=True):
        wanted = sorted(one["id"] for one in (*result["findings"], *result["materials"], *result["filing"]))
        assert sorted(article.xpath(".//table/tbody/tr/td[2]/small/text()")) == wanted


def test_what_is_unknown_is_never_told_as_unmet(overview: Overview) -> None:
    words = {"unmet": "不符合", "unknown": "待补充"}
    for result, article in zip(
        overview.told["results"], overview.page.xpath("//details[@data-n]"), strict=True
    ):
        for verdict, word in words.items():
            wanted = sum(
                one["verdict"] == verdict
                for one in (*result["findings"], *result["materials"], *result["filing"])
            )
            told = article.xpath(".//table/tbody/tr/td[1]/b[1]/text()")
            assert sum(one.endswith(word) for one in told) == wanted


def test_the_project_that_could_not_be_read_is_in_both(overview: Overview) -> None:
    assert [one["project"] for one in overview.told["failed"]] == ["坏"]
    assert [row["项目"] for row in table(overview.book["没有读成的"])] == ["坏"]
    assert "坏/evalprep.yaml:3" in overview.page.get_element_by_id("failed").text_content()
    assert "1 个项目没有读成" in str(overview.book["申报单位"]["A3"].value)


def test_every_notice_is_told_in_both_with_its_days(overview: Overview) -> None:
    notices = {tuple(one["notice"].values()) for one in overview.told["results"]}
    assert len(notices) == 3
    head = overview.page.find(".//header").text_content()
    below = str([cell.value for cell in overview.book["申报单位"]["A"]])
    for number, title, issued, verified in notices:
        told = f"{number}《{title}》，{issued} 发布，最近一次核对 {verified}。"
        assert told in head
        assert f"{told}请先确认是否有新通知。" in below
    assert "请先确认是否有新通知" in head
