"""The overview page in a browser: it sorts and filters, remembers both in the address, prints whole, and asks no one."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evalprep.model.results import CheckResult, Finding, Waived
from evalprep.model.verdicts import Overall, Verdict
from evalprep.report.overview_page import overview_html
from tests.report.results import finding, missing, result, short_of, window

pytestmark = pytest.mark.needs_chromium
CHROMIUM = shutil.which("chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TABLET, HALF = {"width": 768, "height": 1024}, {"width": 721, "height": 900}
HOSTILE = "<script>document.title='spoiled'</script><img src=x onerror=\"document.title='spoiled'\">"


def of(name: str, *findings: Finding, **more: Any) -> CheckResult:
    return result(*findings, project=f"{name}/evalprep.yaml", organization=name, **more)


WAIVED = replace(finding(3, Verdict.UNMET, "租期不足"), waiver=Waived("等盖章", "李示例", date(2020, 12, 31)))
FEW = (
    of(
        "乙协会",
        finding(1, Verdict.UNMET, "场地不够", **short_of(10, 2, 6)),
        finding(2, Verdict.MET, "人员足够"),
    ),
    of("甲学校", *(finding(number, Verdict.UNMET, "制度没有") for number in range(4, 7)), WAIVED),
    of(
        HOSTILE,
        finding(2, Verdict.UNKNOWN, "人员不清楚", missing=missing("name")),
        overall=Overall.UNDETERMINED,
        track="province",
    ),
)


class Browser:
    """A browser with pages of results; keeps what it was asked for and what went wrong."""

    def __init__(self, context: Any, folder: Path) -> None:
        self._context, self._folder = context, folder
        self.asked: list[str] = []
        self.wrong: list[str] = []

    def show(self, *results: CheckResult, address: str = "") -> Any:
        """The page of results, opened anew."""
        file = self._folder / "汇总.html"
        file.write_text(overview_html(results or FEW), encoding="utf-8")
        page = self._context.new_page()
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda said: self.wrong.append(said.text))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.goto(f"{file.as_uri()}{address}")
        return page


@contextmanager
def started(driver: Any, folder: Path, **more: Any) -> Iterator[Browser]:
    """A browser that nobody used before."""
    context = driver.chromium.launch_persistent_context(
        str(folder / "profile"), executable_path=CHROMIUM, headless=True, args=list(QUIET), **more
    )
    try:
        yield Browser(context, folder)
    finally:
        context.close()


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="module")
def shared(driver: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with started(driver, tmp_path_factory.mktemp("browser"), viewport=WIDE) as found:
        yield found


@pytest.fixture
def browser(shared: Browser) -> Browser:
    shared.asked.clear()
    shared.wrong.clear()
    return shared


def names(page: Any) -> list[str]:
    """The applicants that the table shows, in its order."""
    rows = page.locator(".standings tbody tr:visible th")
    return [text[:3] for text in rows.all_inner_texts()]


def choose(page: Any, name: str, value: str) -> None:
    page.select_option(f"[name={name}]", value)
    page.wait_for_timeout(60)


def search(page: Any, text: str) -> None:
    page.fill("[name=q]", text)
    page.wait_for_timeout(250)


def test_the_page_asks_for_nothing_but_itself_and_nothing_goes_wrong(browser: Browser) -> None:
    page = browser.show()
    search(page, "场地")
    assert [url.rsplit("/", 1)[-1] for url in browser.asked] == ["%E6%B1%87%E6%80%BB.html"]
    assert browser.wrong == []


def test_an_organisation_called_script_stays_text(browser: Browser) -> None:
    page = browser.show()
    assert page.title() == "申报准备情况总览"
    assert page.locator("img").count() == 0
    assert page.get_by_role("link", name=HOSTILE).count() == len(("申报单位", "卡点"))


def test_a_text_narrows_the_page_to_what_holds_it_and_opens_it(browser: Browser) -> None:
    page = browser.show()
    search(page, "场地")
    assert names(page) == ["乙协会"]
    assert page.locator(".findings tr.unmet:visible").all_inner_texts()[0].count("场地不够") == 1
    assert page.locator(".findings tr.met:visible").count() == 0
    assert "1 / 3 个结果，1 条结论" in page.inner_text("#status")


def test_several_words_must_all_be_there(browser: Browser) -> None:
    page = browser.show()
    search(page, "甲学校 场地")
    assert names(page) == []
    search(page, "甲学校 制度")
    assert names(page) == ["甲学校"]


def test_the_name_of_an_applicant_shows_all_its_findings(browser: Browser) -> None:
    page = browser.show()
    search(page, "甲学校")
    assert page.locator(".findings tr.unmet:visible").count() == 4


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("overall", "undetermined", ["<sc"]),
        ("verdict", "met", ["乙协会"]),
        ("verdict", "waived", ["甲学校"]),
        ("target", "sample:province", ["<sc"]),
        ("who", "办公室", ["<sc"]),
    ],
)
def test_a_choice_narrows_the_page(browser: Browser, name: str, value: str, left: list[str]) -> None:
    page = browser.show()
    choose(page, name, value)
    assert names(page) == left
    assert page.locator("details.one:visible").count() == len(left)


def test_a_conclusion_leaves_the_hurdles_of_those_who_have_it(browser: Browser) -> None:
    page = browser.show()
    choose(page, "overall", "undetermined")
    left = page.locator(".hurdles tbody tr:visible td:first-child").all_inner_texts()
    assert [text.split()[1] for text in left] == ["EX-2"]


def test_the_hurdles_are_narrowed_too(browser: Browser) -> None:
    page = browser.show()
    choose(page, "verdict", "unknown")
    assert [
        text.split()[1] for text in page.locator(".hurdles tbody tr:visible td:first-child").all_inner_texts()
    ] == ["EX-2"]


def test_all_comes_back_when_the_filters_are_cleared(browser: Browser) -> None:
    page = browser.show()
    search(page, "没有这样的字")
    assert names(page) == []
    page.get_by_role("button", name="清除筛选").click()
    assert len(names(page)) == 3
    assert not page.locator("#status").is_visible()


def test_a_column_sorts_up_down_and_back_by_the_keyboard(browser: Browser) -> None:
    page = browser.show()
    button = page.get_by_role("button", name="不符合").first
    orders = []
    for _ in range(3):
        button.press("Enter")
        orders.append(names(page))
    assert orders == [["<sc", "乙协会", "甲学校"], ["甲学校", "乙协会", "<sc"], ["乙协会", "甲学校", "<sc"]]


def test_a_sorted_column_says_so_to_readers(browser: Browser) -> None:
    page = browser.show()
    page.get_by_role("button", name="结论").first.press("Enter")
    assert page.locator("[aria-sort=ascending]").inner_text().startswith("结论")


def test_the_address_brings_back_what_was_chosen(browser: Browser) -> None:
    page = browser.show()
    search(page, "甲学校 制度")
    choose(page, "verdict", "unmet")
    page.get_by_role("button", name="不符合").first.press("Enter")
    address = "#" + page.url.partition("#")[2]
    again = browser.show(address=address)
    assert (again.input_value("[name=q]"), again.input_value("[name=verdict]")) == ("甲学校 制度", "unmet")
    assert names(again) == ["甲学校"]
    assert again.locator("[aria-sort=ascending]").count() == 1


@pytest.mark.parametrize("address", ["#", "#sort0=99-", "#verdict=x&sort1=a", "#a99", "#%E0%A4%A"])
def test_an_address_that_means_nothing_shows_all(browser: Browser, address: str) -> None:
    page = browser.show(address=address)
    assert browser.wrong == []
    assert len(names(page)) == 3


def test_a_link_opens_its_applicant_even_while_the_filter_hides_it(browser: Browser) -> None:
    unsure = of("丙公司", finding(1, Verdict.UNKNOWN), overall=Overall.UNDETERMINED)
    page = browser.show(*FEW, unsure)
    choose(page, "overall", "undetermined")
    assert not page.locator("#a1").is_visible()
    hurdle = page.locator(".hurdles tbody tr", has_text="EX-1").first
    hurdle.get_by_role("link", name="乙协会").click()
    assert page.locator("#a1").is_visible()
    assert page.input_value("[name=overall]") == ""


def test_an_address_that_names_an_applicant_opens_it(browser: Browser) -> None:
    page = browser.show(address="#a2")
    assert page.locator("#a2").is_visible()


def test_an_address_that_changes_changes_the_page(browser: Browser) -> None:
    page = browser.show()
    page.evaluate("location.hash = '#verdict=met'")
    page.wait_for_timeout(60)
    assert names(page) == ["乙协会"]


def test_every_control_can_be_reached_by_the_keyboard_and_is_seen_to_be(browser: Browser) -> None:
    page = browser.show()
    reached = []
    for _ in range(45):
        page.keyboard.press("Tab")
        told = "[document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]"
        reached.append(tuple(page.evaluate(told)))
    assert {"INPUT", "SELECT", "BUTTON", "A", "SUMMARY"} <= {tag for tag, _ in reached}
    assert {style for tag, style in reached if tag != "BODY"} == {"solid"}


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("search", ""),
        ("searchbox", "查找"),
        *(("combobox", name) for name in ("单位结论", "逐条结论", "申报去向", "谁来办")),
        *(("table", name) for name in ("申报单位", "卡点")),
        ("columnheader", "卡住几家"),
        ("rowheader", "乙协会"),
        ("heading", "乙协会 示例省"),
    ],
)
def test_readers_of_the_screen_are_told_what_everything_is(browser: Browser, role: Any, name: str) -> None:
    assert browser.show().get_by_role(role, name=name, exact=True).count() == 1


@pytest.mark.parametrize(
    "size", [WIDE, TABLET, HALF, NARROW], ids=["screen", "tablet", "half a screen", "phone"]
)
def test_nothing_stands_beyond_the_edge_of_the_window(browser: Browser, size: dict[str, int]) -> None:
    windows = (window(True, date(2020, 3, 1), date(2020, 3, 30), days_left=3),)
    one = of("很" * 60, finding(1, Verdict.UNMET, "x" * 300, **short_of(10, 2, 6)), windows=windows)
    page = browser.show(one, replace(one, overall=Overall.UNDETERMINED))
    page.set_viewport_size(size)
    page.get_by_role("button", name="全部展开").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("size", [WIDE, TABLET], ids=["screen", "tablet"])
def test_the_header_of_a_long_table_stays_in_sight_below_the_controls(
    browser: Browser, size: dict[str, int]
) -> None:
    page = browser.show(*(of(f"示例{number}") for number in range(60)))
    page.set_viewport_size(size)
    page.evaluate("document.querySelectorAll('.standings tbody tr')[40].scrollIntoView()")
    page.wait_for_timeout(60)
    controls = page.locator("#controls").bounding_box()
    header = page.locator(".standings thead th").first.bounding_box()
    assert abs(controls["y"]) <= 1
    assert abs(header["y"] - controls["height"]) <= 1


def test_what_a_key_reaches_is_not_hidden_below_the_header(browser: Browser) -> None:
    page = browser.show(*(of(f"示例{number}") for number in range(60)))
    page.locator(".standings tbody a").last.focus()
    free = """() => document.activeElement.getBoundingClientRect().top
        - document.querySelector('.standings thead th').getBoundingClientRect().bottom"""
    left = []
    for _ in range(45):
        page.keyboard.press("Shift+Tab")
        left.append(page.evaluate(free))
    assert min(left) >= 0


def test_every_text_stands_out_from_what_is_behind_it(browser: Browser) -> None:
    """At least 4.5 to 1: WCAG 2.1, success criterion 1.4.3."""
    page = browser.show(*FEW, of("丙", finding(7, Verdict.EASED), finding(8, Verdict.NOT_APPLICABLE)))
    page.get_by_role("button", name="全部展开").click()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate(CONTRAST) >= 4.5


CONTRAST = """() => {
  const numbers = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (node) => {
    for (let one = node; one; one = one.parentElement) {
      const colour = numbers(getComputedStyle(one).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const ratios = [...document.querySelectorAll('body *')]
    .filter((node) => [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim()))
    .map((node) => {
      const [a, b] = [light(numbers(getComputedStyle(node).color)), light(behind(node))].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05);
    });
  return Math.min(...ratios);
}"""


def test_without_javascript_the_page_is_whole_and_has_no_control(driver: Any, tmp_path: Path) -> None:
    with started(driver, tmp_path, java_script_enabled=False) as browser:
        page = browser.show()
        assert not page.locator("#controls").is_visible()
        assert page.locator(".standings tbody tr:visible").count() == 3
        page.get_by_role("link", name="甲学校").first.click()
        assert page.locator("#a2").is_visible()
        page.locator("details.one > summary").first.click()
        assert "场地不够" in page.locator("#a1").inner_text()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils")
@pytest.mark.parametrize("scripted", [True, False], ids=["scripted", "plain"])
def test_a_print_shows_every_open_point_no_control_and_repeats_the_header(
    driver: Any, tmp_path: Path, scripted: bool
) -> None:
    open_ = (finding(number, Verdict.UNMET, f"不够第{number}项") for number in range(100, 180))
    many = of("丁", *open_, finding(99, Verdict.MET, "制度齐全"), finding(98, Verdict.UNMET))
    with started(driver, tmp_path, java_script_enabled=scripted) as browser:
        held = (of(f"示例第{number}家", finding(98, Verdict.UNMET)) for number in range(100, 160))
        page = browser.show(many, *held)
        page.pdf(path=str(tmp_path / "print.pdf"), prefer_css_page_size=True)
    told = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "print.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    pages = [re.sub(r"\s", "", one) for one in told.split("\f")]
    whole = "".join(pages)
    assert all(f"不够第{number}项" in whole for number in range(100, 180))
    assert "清除筛选" not in whole
    # What is settled, and who is held back by what holds back many, is printed where it is open on the screen.
    assert "其余1项" in whole
    assert "制度齐全" not in whole
    assert whole.count("示例第123家") == len(("申报单位", "标题", "项目文件"))
    for row, header in (("不够第", "结论条款要求情况、怎么办"), ("通知没有写", "单位申报去向结论")):
        with_rows = [one for one in pages if row in one]
        assert len(with_rows) > 1
        assert all(header in one for one in with_rows)


def test_forty_applicants_with_a_hundred_findings_each_are_narrowed_within_a_second(browser: Browser) -> None:
    findings = [
        finding(number, Verdict.UNMET, f"第 {number} 项不够", **short_of(20, 19, 19)) for number in range(100)
    ]
    page = browser.show(*(of(f"示例单位{number}", *findings) for number in range(40)))
    took = page.evaluate("""() => new Promise((done) => {
      const field = document.querySelector('[name=q]');
      const from = performance.now();
      field.value = 'ex-17';
      field.dispatchEvent(new Event('input', { bubbles: true }));
      new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => done(performance.now() - from))))
        .observe(document.getElementById('status'), { childList: true });
    })""")
    assert took < 1000
    assert "40 条结论" in page.inner_text("#status")
