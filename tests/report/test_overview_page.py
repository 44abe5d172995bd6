"""The overview as one HTML page: whole without JavaScript, inert whatever a project says, nothing loaded."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from lxml import html

from evalprep.errors import Place, Problem
from evalprep.model.batch import Failed
from evalprep.model.results import CheckResult, Finding, Waived
from evalprep.model.verdicts import Overall, Verdict, Weight
from evalprep.report import overview_page
from evalprep.report.overview_page import overview_html
from tests.report.results import (
    conflict,
    easing,
    filing,
    finding,
    missing,
    referring,
    result,
    row,
    score,
    short_of,
    warned,
    window,
)

HOSTILE = "<script>alert(1)</script>\"' onload='alert(2)&amp;"
BROKEN = Failed(
    "坏/evalprep.yaml", (Problem("x", "「targets」写了两次", "删去一处", Place("坏/evalprep.yaml", 3)),)
)
VOID = {"meta", "input", "br"}


def page(*results: CheckResult, failed: tuple[Failed, ...] = ()) -> html.HtmlElement:
    return html.document_fromstring(overview_html(results, failed))


def text(found: html.HtmlElement) -> str:
    """What can be read, with one blank for every gap."""
    for one in found.iter("script", "style"):
        one.text = ""
    return " ".join(found.text_content().split())


def of(name: str, *findings: Finding) -> CheckResult:
    return result(*findings, project=f"{name}/evalprep.yaml", organization=name)


class Tags(HTMLParser):
    """Holds that every element is closed where it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID and tag not in ("rect", "path"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("rect", "path"):
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_every_element_is_closed() -> None:
    one = finding(1, Verdict.UNMET, **short_of(10, 2, 6), rows=(row("no", "第 1 行", "学历未填"),))
    tags = Tags()
    tags.feed(overview_html([of("甲", one, finding(2, Verdict.MET))], [BROKEN]))
    assert (tags.open, tags.wrong) == ([], [])


def test_what_a_project_says_stays_text() -> None:
    spoiled = finding(
        1,
        Verdict.UNMET,
        HOSTILE,
        remedy=HOSTILE,
        missing=missing(HOSTILE),
        rows=(row("no", HOSTILE, HOSTILE),),
        of=HOSTILE,
        conflicts=(conflict(Verdict.MET, HOSTILE),),
        eased_by=(easing(HOSTILE),),
        parts=(*referring(finding(2, Verdict.UNMET, HOSTILE)),),
    )
    spoiled = replace(
        spoiled, clause=HOSTILE, title=HOSTILE, waiver=Waived(HOSTILE, HOSTILE, date(2020, 12, 31))
    )
    one = result(
        spoiled,
        project=HOSTILE,
        organization=HOSTILE,
        jurisdiction=HOSTILE,
        windows=(window(True, None, None, note=HOSTILE),),
        filing=(filing(Verdict.UNKNOWN, HOSTILE),),
        warnings=(warned(HOSTILE),),
    )
    found = page(one, failed=(Failed(HOSTILE, (Problem("x", HOSTILE, HOSTILE),)),))
    assert len(found.findall(".//script")) == 1
    assert not [name for each in found.iter() for name in each.attrib if name.startswith("on")]
    assert text(found).count("alert(1)") > 15


def test_the_page_may_run_and_show_nothing_but_its_own_script_and_style() -> None:
    found = page(of("甲", finding(1, Verdict.UNMET)))
    policy = found.find(".//meta[@http-equiv]").get("content")
    assert policy.startswith("default-src 'none';")
    for tag in ("script", "style"):
        (own,) = found.findall(f".//{tag}")
        digest = base64.b64encode(hashlib.sha256((own.text or "").encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_nothing_is_loaded_from_elsewhere() -> None:
    found = page(of("甲", finding(1, Verdict.UNMET)))
    assert not found.xpath("//@src | //link | //iframe | //object | //@style")
    assert all(href.startswith("#") for href in found.xpath("//@href"))
    assert not re.search(r"url\((?!#)|@import", found.findtext(".//style") or "")


def test_a_link_leads_to_each_applicant() -> None:
    found = page(of("甲", finding(1, Verdict.UNMET)), of("乙", finding(1, Verdict.UNMET)))
    assert {href[1:] for href in found.xpath("//@href")} == {"a1", "a2"}
    assert all(len(found.xpath(f"//*[@id='{name}']")) == 1 for name in ("a1", "a2"))


def test_the_page_is_chinese_and_says_by_which_notice_of_when() -> None:
    found = page(of("甲"))
    assert found.get("lang") == "zh-CN"
    told = text(found)
    for part in ("示例〔2020〕1号", "2020-01-01", "2020-02-01", "请先确认是否有新通知"):
        assert part in told


def test_without_javascript_no_control_stands_there() -> None:
    found = page(of("甲", finding(1, Verdict.UNMET)))
    (form,) = found.findall(".//form")
    assert "hidden" in form.attrib
    assert not found.xpath("//*[@hidden]//table")
    assert not found.xpath("//button[not(ancestor::form)]")


def test_a_finding_is_told_with_clause_message_place_and_remedy() -> None:
    one = finding(
        1,
        Verdict.UNMET,
        "少一人",
        remedy="再聘一人",
        missing=missing("name"),
        rows=(row("no", "第 1 行", "学历未填"),),
    )
    (line,) = page(of("甲", one)).xpath("//tr[contains(@class, 'unmet')]")
    told = text(line)
    for part in (
        "× 不符合",
        "一1",
        "EX-1",
        "第 1 条",
        "少一人",
        "再聘一人",
        "name（evalprep.yaml:1）",
        "学历未填（evalprep.yaml:9）",
    ):
        assert part in told


@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        (Verdict.MET, "√ 符合"),
        (Verdict.UNKNOWN, "? 待补充"),
        (Verdict.EASED, "~ 可放宽"),
        (Verdict.NOT_APPLICABLE, "- 不适用"),
        (None, "· 提示"),
    ],
)
def test_a_verdict_has_a_word_and_a_sign_beside_its_colour(verdict: Verdict | None, told: str) -> None:
    weight = Weight.NOTE if verdict is None else Weight.MUST
    found = page(of("甲", finding(1, verdict, weight=weight)))
    assert text(found.xpath("//table[contains(@class, 'findings')]/tbody/tr/td")[0]) == told


def test_what_is_waived_is_told_with_who_answers_for_it_until_when_and_stays_unmet() -> None:
    waiver = Waived("等盖章", "李示例", date(2020, 12, 31))
    (line,) = page(of("甲", replace(finding(1, Verdict.UNMET), waiver=waiver))).xpath(
        "//tr[contains(@class, 'unmet')]"
    )
    told = text(line)
    assert told.startswith("× 不符合已豁免")
    assert "已豁免：李示例 负责，至 2020-12-31（理由：等盖章）" in told


def test_the_waived_are_counted_beside_the_verdict_that_they_have() -> None:
    unsure = replace(finding(1, Verdict.UNKNOWN), waiver=Waived("等盖章", "李示例", date(2020, 12, 31)))
    found = page(of("甲", unsure))
    for name, first in (("standings", 3), ("hurdles", 4)):
        (row_,) = found.xpath(f"//table[contains(@class, '{name}')]/tbody/tr")
        cells = [text(cell) for cell in row_.xpath(f"td[position() >= {first} and position() < {first + 2}]")]
        assert cells == ["0", "1 已豁免 1"]


def test_a_hurdle_can_be_filtered_by_the_verdicts_that_it_has_and_by_being_waived() -> None:
    unsure = replace(finding(1, Verdict.UNKNOWN), waiver=Waived("等盖章", "李示例", date(2020, 12, 31)))
    found = page(of("甲", unsure, finding(2, Verdict.UNMET)))
    assert found.xpath("//table[contains(@class, 'hurdles')]/tbody/tr/@data-v") == ["unmet", "unknown waived"]


def test_no_day_is_broken_over_two_lines() -> None:
    open_now = (window(True, date(2020, 3, 1), date(2020, 3, 30), days_left=3),)
    found = page(result(windows=open_now))
    assert found.xpath("//header//time/text()") == ["2020-06-01", "2020-01-01", "2020-02-01"]
    assert found.xpath("//td//time/text()") == ["2020-03-30"]
    assert "time { white-space: nowrap; }" in (found.findtext(".//style") or "")


def test_a_hurdle_leads_to_the_target_that_asks_for_it() -> None:
    found = page(of("甲"), replace(of("甲", finding(1, Verdict.UNMET)), track="province"))
    assert found.xpath("//table[contains(@class, 'hurdles')]//@href") == ["#a2"]


@pytest.mark.parametrize(("number", "folded"), [(3, 0), (4, 1)])
def test_a_hurdle_of_few_names_them_at_once(number: int, folded: int) -> None:
    found = page(*(of(f"示例{at}", finding(1, Verdict.UNMET)) for at in range(number)))
    (cell,) = found.xpath("//table[contains(@class, 'hurdles')]/tbody/tr/td[6]")
    assert len(cell.findall("details")) == folded
    assert len(cell.findall(".//a")) == number


def test_who_is_asked_is_told_where_that_is_known() -> None:
    known, unknown = finding(1, Verdict.UNKNOWN, missing=missing("name")), finding(2, Verdict.UNMET)
    found = page(of("甲", known, unknown))
    told = [[text(one) for one in row_.xpath(".//p[@class='who']")] for row_ in found.xpath("//tbody/tr")]
    assert told == [[], [], ["谁来办：办公室"], [], ["谁来办：办公室"]]


def test_a_place_is_told_as_it_is_seen_from_the_folder_of_the_project() -> None:
    here, there = Place("各单位/甲/evalprep.yaml", 9), Place("各单位/乙/evalprep.yaml", 5)
    rows = (
        replace(row("no", "第 1 行", "学历未填"), place=here),
        replace(row("no", "第 2 行", "缺"), place=there),
    )
    one = finding(1, Verdict.UNMET, rows=rows, missing=(replace(missing("name")[0], place=here),))
    own = replace(of("各单位/甲", one), warnings=(replace(warned("请看"), place=here),))
    told = text(page(own).find(".//div[@id='a1']"))
    for part in (
        "学历未填（evalprep.yaml:9）",
        "缺（各单位/乙/evalprep.yaml:5）",
        "name（evalprep.yaml:9）",
        "请看（evalprep.yaml:9）",
        "项目文件：各单位/甲/evalprep.yaml",
    ):
        assert part in told


def test_a_number_stands_as_a_bar_that_is_hidden_from_readers_and_a_text_that_is_not() -> None:
    (drawn,) = page(of("甲", finding(1, Verdict.UNMET, **short_of(10, 2, 6)))).xpath("//p[@class='bar']")
    assert drawn.find("svg").get("aria-hidden") == "true"
    assert text(drawn) == "现有 2 至 6 人次，要求不少于 10 人次，差 4 至 8 人次"


def test_a_project_that_could_not_be_read_is_told_with_its_problem_and_remedy() -> None:
    found = page(of("甲"), failed=(BROKEN,))
    (section,) = found.xpath("//section[@id='failed']")
    for part in ("没有读成的 1 个项目", "坏/evalprep.yaml:3", "「targets」写了两次", "删去一处"):
        assert part in text(section)
    (link,) = found.xpath("//header//a[@href='#failed']")
    assert text(link) == "没有读成 1 个项目"


def test_no_result_at_all_is_a_page_too() -> None:
    assert "没有读成的 1 个项目" in text(page(failed=(BROKEN,)))
    assert "共 0 个单位、0 个结果" in text(page())


def test_numbers_of_persons_are_hidden_everywhere() -> None:
    phone = "13800001234"
    one = finding(
        1, Verdict.UNMET, phone, remedy=phone, missing=missing(phone), rows=(row("no", phone, phone),)
    )
    told = overview_html(
        [replace(of(phone, one), warnings=(warned(phone),), project=phone)],
        [Failed(phone, (Problem("x", phone, phone, Place(phone, 1)),))],
    )
    assert phone not in told
    assert "138******34" in told


def test_the_standing_tells_the_conclusion_in_words_the_windows_and_the_score() -> None:
    one = result(
        finding(1, Verdict.UNMET),
        windows=(window(True, date(2020, 3, 1), date(2020, 3, 30), days_left=3, note="还有 3 天"),),
        score=score(62, 92),
    )
    told = text(page(one).find(".//div[@id='a1']"))
    for part in (
        "尚不能申报",
        "不符合 1",
        "√ 受理时间：每年的申报期（六）：还有 3 天",
        "自评分：62 至 92 分，合格线 90 分",
    ):
        assert part in told


def test_the_sign_of_the_overall_verdict_stands_beside_its_word() -> None:
    every = [replace(of(one.value), overall=one) for one in Overall]
    cells = page(*every).xpath("//table[contains(@class, 'standings')]/tbody/tr/td[2]")
    assert [text(cell) for cell in cells] == ["√ 可以申报", "× 尚不能申报", "? 资料不全，还不能判断"]


def test_of_very_many_results_only_what_is_not_settled_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview_page, "MOST_IN_FULL", 1)
    own = (finding(1, Verdict.UNMET, "不够"), finding(2, Verdict.MET, "够了"))
    alone, both = overview_html([of("甲", *own)]), overview_html([of("甲", *own), of("乙", *own)])
    assert "够了" in alone
    assert "不够" in both
    assert "够了" not in both
    assert "这里只列没有落实的" in both


def test_forty_applicants_with_a_hundred_findings_each_stay_below_three_megabytes() -> None:
    message = "本职业的专家中符合条件的 19 人，要求不少于 20 人，差 1 人；本职业的专家 20 行中有 1 行不符合"
    kinds = (Verdict.MET, Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN)
    findings = [
        finding(
            number,
            kinds[number % 4],
            message,
            remedy="补足够格的专家；够不上的，把服务等级改低，或不申报这个职业。",
            **(short_of(20, 19, 19) if number % 2 else {}),
        )
        for number in range(100)
    ]
    made = overview_html([of(f"示例单位{number}", *findings) for number in range(40)])
    assert len(made.encode()) < 3_000_000
