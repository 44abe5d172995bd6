"""Papers that a person has changed: what nobody computed is looked at harder, and held against the copy that was made since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from evalprep.documents.awaited import AwaitedMap
from evalprep.documents.forms.read import Answer, Entry
from evalprep.documents.outlines.outline_map import OutlineMap
from evalprep.documents.pages.wordfile import write_page
from evalprep.documents.printed import PrintedTable
from evalprep.model.agreement import Contradiction, Side, paper_of
from evalprep.model.enclosures import Submission
from evalprep.model.results import NoticeRef
from evalprep.report.contents import contents_page
from evalprep.submission.agree.agreement import agreement
from evalprep.submission.agree.copies import differences
from evalprep.submission.agree.occupations import codes_of_names, one_name_of_a_code
from evalprep.submission.agree.statements import PaperRead, Said, statements
from evalprep.submission.agree.totals import areas_by_hand
from tests.submission import hand_changes as hand
from tests.submission.made_papers import COVER, File, example, law, make, told

NOTICE = NoticeRef("示例〔2020〕1号", "示例通知", "全国", date(2020, 1, 1), date(2020, 1, 1))
EXAMPLES = ("national-association", "zhejiang-training-school", "jilin-company")
HAND, MADE = "表（手工修改）.docx", "表.docx"


def beside(folder: Path, one: File, mark: str = "（手工修改）") -> File:
    """A copy of a paper as a person kept it."""
    path = folder / one.name
    kept = path.with_name(f"{path.stem}{mark}{path.suffix}")
    kept.write_bytes(path.read_bytes())
    return replace(one, name=kept.name, is_by_hand=True)


# A changed paper by itself


def by_hand(folder: Path, form: str, change: Callable[[Path], None], *others: str) -> list[str]:
    """What is told of a paper that was changed, beside the others as they were made."""
    cover, paper, *files = make(example("zhejiang-training-school"), [form, *others], folder)
    change(folder / paper.name)
    return told(folder, [cover, replace(paper, is_by_hand=True), *files])


@pytest.mark.parametrize(
    ("old", "new", "sum_of_both"),
    [
        ("320 平方米", "330 平方米", "96 + 330 = 426"),
        ("96 平方米", "98 平方米", "98 + 320 = 418"),
        ("416 平方米", "406 平方米", "96 + 320 = 416"),
    ],
)
def test_areas_that_no_longer_add_up_are_told_in_a_changed_paper(
    old: str, new: str, sum_of_both: str, tmp_path: Path
) -> None:
    [line] = by_hand(tmp_path, "zhejiang/application", lambda file: hand.in_word(file, old, new))
    assert line.startswith("合计|职业 电工|") and sum_of_both in line


def sheet(paper: str, theory: str, practice: str, total: str) -> PaperRead:
    """A sheet with the areas of one occupation."""
    texts = {"name": "电工", "theory_area": theory, "practice_area": practice, "total_area": total}
    answers = (Answer(f"occupations[0].{key}", text, "场地", key) for key, text in texts.items())
    return PaperRead(paper, tuple(answers))


def table(paper: str, listed: str, *rows: dict[str, str], whole: bool = True) -> PaperRead:
    entries = tuple(
        Entry(listed, f"第 {at} 行", "表", tuple(Answer(key, text, "表", key) for key, text in row.items()))
        for at, row in enumerate(rows, 1)
    )
    return PaperRead(paper, (), (PrintedTable("表", listed, entries, whole=whole),))


def rooms(theory: str, practice: str) -> PaperRead:
    """A list with one room of both uses, and one for practice alone."""
    uses = ("理论考场", "一号楼", theory), ("技能考场", "一号楼", theory), ("技能考场", "车间", practice)
    return table("场地表", "venues", *({"use": use, "name": name, "area": area} for use, name, area in uses))


@pytest.mark.parametrize(
    ("papers", "many"),
    [
        ([sheet(HAND, "96", "320", "416")], 0),
        ([sheet(HAND, "96", "330", "416")], 1),
        # A room for theory within one for practice counts once.
        ([sheet(HAND, "96", "320", "320")], 0),
        # The list of rooms shows what counts once, and what does not.
        ([sheet(HAND, "96", "416", "416"), rooms("96", "320")], 0),
        ([sheet(HAND, "96", "416", "422"), rooms("96", "320")], 1),
        ([sheet(HAND, "96", "320", "320"), rooms("90", "320")], 1),
        # Another rule tells this.
        ([sheet(HAND, "96", "320", "300")], 0),
        # So it was made.
        ([sheet(HAND, "96", "330", "416"), sheet("另表", "96", "330", "416")], 0),
        # Nobody changed it.
        ([sheet(MADE, "96", "330", "416")], 0),
        ([sheet(HAND, "96", "", "416")], 0),
    ],
)
def test_a_total_below_its_parts_is_told_where_nothing_explains_it(
    papers: list[PaperRead], many: int
) -> None:
    assert len(list(areas_by_hand(statements(papers, [HAND])))) == many


def occupations(paper: str, *rows: tuple[str, str]) -> PaperRead:
    return table(paper, "occupations", *({"code": code, "name": name} for code, name in rows))


def held(*papers: PaperRead) -> Said:
    return statements(papers, [HAND], law().catalogs)


@pytest.mark.parametrize(
    ("rows", "many"),
    [
        ([("6-31-01-04", "电工")], 1),
        ([("6－31－01－04", "电 工")], 1),
        ([("6—31—01—04", "电工")], 1),
        ([("6-31-01-03", "电工")], 0),
        ([("6-31-01-99", "电工")], 0),
        ([("6-31-01-04", "示例工")], 0),
    ],
)
def test_a_code_of_another_occupation_is_told_where_the_table_knows_both(
    rows: list[tuple[str, str]], many: int
) -> None:
    found = list(codes_of_names(held(occupations(HAND, *rows))))
    assert len(found) == many
    assert all("「仪器仪表维修工」" in one.sides[1].text for one in found)
    assert list(codes_of_names(held(occupations(MADE, *rows)))) == []
    assert list(codes_of_names(held(occupations(HAND, *rows), occupations("另表", *rows)))) == []


def test_two_occupations_of_one_code_are_told_in_a_changed_list() -> None:
    rows = ("6-31-01-03", "电工"), ("6-31-01-03", "示例工"), ("6-31-01-03", "电工")
    [found] = one_name_of_a_code(held(occupations(HAND, *rows)))
    assert [side.text for side in found.sides] == ["电工", "示例工"]
    assert list(one_name_of_a_code(held(occupations(MADE, *rows)))) == []
    assert list(one_name_of_a_code(held(occupations(HAND, rows[0], rows[2])))) == []


def test_trades_share_the_code_of_their_occupation() -> None:
    one = {"code": "4-03-02-01", "name": "中式烹调师"}
    trades = {**one, "trade": "甲工种"}, {**one, "trade": "乙工种"}
    assert list(one_name_of_a_code(held(table(HAND, "occupation_trades", *trades)))) == []


# A changed paper beside the same paper as it was made since


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_copy_that_is_the_same_contradicts_nothing(name: str, tmp_path: Path) -> None:
    forms = [
        one for one in law().library.forms() if not isinstance(law().paper(one), AwaitedMap | OutlineMap)
    ]
    files = make(example(name), forms, tmp_path)
    assert told(tmp_path, [*files, *(beside(tmp_path, one) for one in files)]) == []


CHANGES: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "an area within what its rooms allow": (
        "zhejiang/application",
        lambda file: hand.in_word(file, "416 平方米", "320 平方米"),
        "考核场地面积合计|职业 电工|",
    ),
    "a box to tick": (
        "zhejiang/application",
        lambda file: hand.within_word(file, "☐事业单位　☑民办非企业单位", "☑事业单位　☐民办非企业单位"),
        "机构类型|",
    ),
    "the name of a person": (
        "zhejiang/application",
        lambda file: hand.in_word(file, "钱样例", "钱样品"),
        "姓名|专家 钱样例|",
    ),
    "a row taken out of a list of part": (
        "jilin/personnel-lists",
        lambda file: hand.excel_row_out(file, "专职工作人员", "姓名", 2),
        "行数|",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_found_beside_the_paper_as_it_was_made(name: str, tmp_path: Path) -> None:
    form, change, what = CHANGES[name]
    project = example("jilin-company" if form.startswith("jilin") else "zhejiang-training-school")
    cover, paper = make(project, [form], tmp_path)
    kept = beside(tmp_path, paper)
    change(tmp_path / kept.name)
    lines = told(tmp_path, [cover, paper, kept])
    found = [line for line in lines if line.startswith(what) and kept.name in line and paper.name in line]
    assert len(found) == 1, lines


def test_who_is_missing_on_a_copy_is_told_once(tmp_path: Path) -> None:
    cover, paper = make(example("zhejiang-training-school"), ["zhejiang/application"], tmp_path)
    kept = beside(tmp_path, paper)
    hand.row_out(tmp_path / kept.name, "钱样例")
    lines = told(tmp_path, [cover, paper, kept])
    assert [line.split("|")[0] for line in lines if "名单" in line or "行" in line.split("|")[0]] == [
        "专家名单"
    ]


def compared(ours: PaperRead, theirs: PaperRead) -> list[tuple[str, list[str]]]:
    return [
        (one.what, [side.text for side in one.sides])
        for one in differences(replace(ours, name=HAND), replace(theirs, name=MADE), [])
    ]


def prose(text: str) -> PaperRead:
    return PaperRead("", (Answer("statements.strengths", text, "表", "优势"),))


def test_prose_is_compared_between_copies_from_where_it_differs() -> None:
    same = "这一段两份都一样。" * 12
    [(_, texts)] = compared(prose(f"{same}手工"), prose(f"{same}新填"))
    assert [text[-2:] for text in texts] == ["手工", "新填"]
    assert compared(prose("一 样。"), prose("一样")) == compared(prose(""), prose("有")) == []


def test_boxes_are_compared_where_both_have_one_ticked() -> None:
    def ticked(*options: str) -> PaperRead:
        return PaperRead("", (), ticks=(Answer("organization.kind", "", "表", "类型", options),))

    assert [texts for _, texts in compared(ticked("企业"), ticked("学会"))] == [["企业", "学会"]]
    assert compared(ticked("企业"), ticked()) == compared(ticked("学会"), ticked("学会")) == []


def test_sheets_in_another_order_are_compared_with_their_own() -> None:
    def sheets(*names: str) -> PaperRead:
        areas = {"电工": "96", "车工": "120"}
        answers = []
        for at, name in enumerate(names):
            answers += [Answer(f"occupations[{at}].name", name, "场地", "职业")]
            answers += [Answer(f"occupations[{at}].theory_area", areas[name], "场地", "面积")]
        return PaperRead("", tuple(answers))

    assert compared(sheets("电工", "车工"), sheets("车工", "电工")) == []


def test_rows_that_nothing_names_are_compared_in_whatever_order() -> None:
    def steps(*rows: tuple[str, str]) -> PaperRead:
        return table("", "plan.schedule", *({"when": when, "what": what} for when, what in rows))

    first, second, other = ("三月", "报名"), ("四月", "考试"), ("四月", "发证")
    assert compared(steps(first, second), steps(second, first)) == []
    assert [texts for _, texts in compared(steps(first, other), steps(second, first))] == [["发证", "考试"]]
    assert compared(steps(first, second), steps(first)) == [("行数", ["2 行", "1 行"])]


def test_an_age_that_has_grown_by_a_year_is_the_same() -> None:
    def aged(years: str) -> PaperRead:
        return table("", "staff", {"name": "王示例", "age": years})

    assert compared(aged("50"), aged("51")) == []
    assert compared(aged("50"), aged("52")) == [("年龄", ["50", "52"])]


def test_what_another_contradiction_tells_is_not_told_again() -> None:
    sides = Side(HAND, "表「优势」", "手工"), Side(MADE, "表「优势」", "新填")
    known = Contradiction("优势", "", sides)
    pair = replace(prose("手工"), name=HAND), replace(prose("新填"), name=MADE)
    assert list(differences(*pair, [known])) == []
    assert len(list(differences(*pair, []))) == 1


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        ("01-表（手工修改）.docx", "01-表.docx"),
        ("01-表（草稿）（手工修改2）.docx", "01-表.docx"),
        ("02-证/01-表（新填写）.xlsx", "02-证/01-表.xlsx"),
        ("01-表（草稿）.docx", "01-表.docx"),
        ("01-表（一）.docx", "01-表（一）.docx"),
        ("01-（手工修改）表.docx", "01-（手工修改）表.docx"),
    ],
)
def test_a_copy_is_known_by_its_name(name: str, paper: str) -> None:
    assert paper_of(name) == paper


@pytest.mark.parametrize(
    ("papers", "texts", "are_copies"),
    [
        ((HAND, MADE), ("甲", "乙"), True),
        ((COVER, HAND, MADE), ("甲", "乙", "乙"), False),
        ((MADE, "表（新填写）.docx"), ("甲", "乙"), True),
        ((HAND, COVER), ("甲", "乙"), False),
        ((HAND, "表（手工修改2）.docx"), ("甲", "乙"), False),
        ((COVER, HAND, MADE), ("甲", "乙", "甲"), True),
        ((MADE, MADE), ("甲", "乙"), False),
    ],
)
def test_a_contradiction_between_copies_is_known(
    papers: tuple[str, ...], texts: tuple[str, ...], are_copies: bool
) -> None:
    sides = tuple(Side(paper, "", text) for paper, text in zip(papers, texts, strict=True))
    assert Contradiction("甲", "", sides).is_of_copies is are_copies


# What else is read


def test_a_finished_form_is_read_by_its_form_and_compared(tmp_path: Path) -> None:
    cover, paper = make(example("zhejiang-training-school"), ["zhejiang/application"], tmp_path)
    hand.in_word(tmp_path / paper.name, "0571-60000002", "0571-60000009")
    found = agreement(tmp_path, [cover, replace(paper, kind="copy")], law())
    assert found.read == (COVER, paper.name)
    assert [one.what for one in found.contradictions] == ["联系人·联系电话"]


def test_the_applicants_name_on_the_list_of_contents_is_compared(tmp_path: Path) -> None:
    cover, *_ = make(example("zhejiang-training-school"), [], tmp_path)
    contents = File("00-目录.docx", None, "contents")
    page = contents_page(Submission((), ready=True), "示例市百工职业培训学校", NOTICE)
    (tmp_path / contents.name).write_bytes(write_page(page))
    assert agreement(tmp_path, [cover, contents], law()).read == (COVER, contents.name)
    hand.within_word(tmp_path / contents.name, "示例市百工职业培训学校", "示例市百业职业培训学校")
    [line] = told(tmp_path, [cover, contents])
    assert line.startswith("单位名称|") and "00-目录.docx:「申报单位」:示例市百业职业培训学校" in line
