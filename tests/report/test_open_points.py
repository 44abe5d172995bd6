"""The open points of a check: what is to be mended and brought, joined, by whom, and the lists made of them."""

from __future__ import annotations

import io
from typing import Any

import docx
import openpyxl
import pytest

from evalprep.documents.pages.wordfile import write_page
from evalprep.documents.sheets.workbook import write_workbook
from evalprep.errors import Place
from evalprep.model.fields import label
from evalprep.model.people import StaffMember
from evalprep.model.project import Project
from evalprep.model.results import CheckResult, Finding, Missing, Outcome, RuleAsked, Score, ScoredItem
from evalprep.model.validation import Path
from evalprep.model.verdicts import Interval, Overall, Verdict, Weight
from evalprep.report.open_list import open_page, open_sheet
from evalprep.report.open_point import OpenPoint, by_supplier
from evalprep.report.open_points import open_points
from tests.report import results as sample

NOBODY = Project(format=1)


def asked(*path: str | int, line: int = 0) -> Missing:
    """A field that the file does not say."""
    return Missing(path, label(path) or str(path[-1]), Place(sample.FILE, line))


def unknown(number: int, *missing: Missing, **more: Any) -> Any:
    return sample.finding(number, Verdict.UNKNOWN, "没有填", missing=missing, **more)


def points(*findings: Any, project: Project = NOBODY, **more: Any) -> tuple[OpenPoint, ...]:
    return open_points(sample.result(*findings, **more), project)


def people(count: int) -> Project:
    return Project(format=1, staff=tuple(StaffMember(name=f"示例{n}") for n in range(count)))


def test_what_many_rows_share_is_one_point_with_their_names() -> None:
    rows = [asked("staff", n, "education", line=10 + n) for n in range(12)]
    (point,) = points(unknown(1, *rows), project=people(12))
    assert point.what == f"学历：工作人员 12 人（{'、'.join(f'示例{n}' for n in range(12))}）"
    assert point.brief == "学历：工作人员 12 人"
    assert (point.supplier.value, point.bring) == ("人事", "毕业证书")
    assert point.where == "第 10 行起\n共 12 处"


def test_very_many_names_are_cut_but_counted() -> None:
    rows = [asked("staff", n, "education") for n in range(300)]
    (point,) = points(unknown(1, *rows), project=people(300))
    assert "300 人" in point.what
    assert point.what.endswith(" 等）")
    assert len(point.what) < 300


def test_the_same_field_asked_by_several_rules_is_one_point_with_all_clauses() -> None:
    uscc: Path = ("organization", "uscc")
    (point,) = points(*(unknown(n, asked(*uscc, line=5)) for n in (1, 2, 3)))
    assert [one for _, one in point.clauses] == ["EX-1", "EX-2", "EX-3"]
    assert point.clause == point.narrow_clause == "EX-1、EX-2、EX-3"


def test_the_clauses_of_a_few_rules_stand_with_their_ids() -> None:
    (point,) = points(*(unknown(n, asked("organization", "uscc")) for n in (1, 2)))
    assert point.clause == "一1（EX-1）\n一1（EX-2）"
    assert point.narrow_clause == "一1\nEX-1\n一1\nEX-2"


@pytest.mark.parametrize(("count", "cut"), [(12, False), (13, True)])
def test_only_of_more_than_a_dozen_rules_the_ids_are_cut(count: int, cut: bool) -> None:
    (point,) = points(*(unknown(n, asked("organization", "uscc")) for n in range(count)))
    assert ("等 13 条" in point.clause) is cut
    assert point.clause.count("EX-") == 12


def test_what_one_paper_shows_is_brought_in_one_go() -> None:
    (point,) = points(
        unknown(1, asked("organization", "uscc")), unknown(2, asked("organization", "registration_authority"))
    )
    assert point.what == "统一社会信用代码、注册登记机构"
    assert point.bring == "法人登记证书"
    assert [one for _, one in point.clauses] == ["EX-1", "EX-2"]


def test_a_very_long_name_is_cut_where_it_only_tells_a_row_from_the_others() -> None:
    project = Project(format=1, staff=(StaffMember(name="示例" * 5_000),))
    (point,) = points(unknown(1, asked("staff", 0, "education")), project=project)
    assert point.what == f"学历：工作人员 1 人（{'示例' * 15}…）"


def test_papers_of_one_row_are_one_point_for_all_rows_that_lack_them() -> None:
    found = points(
        *(
            unknown(n, *(asked("recommends", row, "files", kind) for row in (0, 1)))
            for n, kind in ((1, "考务管理办法"), (2, "财务制度"))
        )
    )
    assert [one.what for one in found] == [
        "证明文件：考务管理办法、财务制度：推荐的机构 2 项（第 1 行、第 2 行）"
    ]
    assert [one for _, one in found[0].clauses] == ["EX-1", "EX-2"]


def test_what_is_said_to_do_for_several_departments_is_not_told_to_each() -> None:
    papers = [asked("attachments", kind) for kind in ("固定资产清单", "场地所有权属证明")]
    remedy = "分别附上固定资产清单和场地证明。"
    assert [(one.supplier.value, one.bring) for one in points(unknown(1, *papers, remedy=remedy))] == [
        ("财务", "定稿或扫描件，放进附件文件夹"),
        ("后勤", "定稿或扫描件，放进附件文件夹"),
    ]
    assert [one.bring for one in points(unknown(1, papers[0], remedy=remedy))] == [remedy]


def test_how_a_form_is_made_is_not_told_of_a_value_that_it_lacks() -> None:
    leaf = Outcome(Verdict.UNKNOWN, "名单", "还缺", missing=(asked("experts", 0, "specialty"),), form="名单")
    (point,) = points(unknown(1, *leaf.missing, parts=(leaf,), remedy="列成名单，盖章。"))
    assert point.bring == "填写即可"


def test_a_must_is_not_joined_with_what_is_none() -> None:
    found = points(
        unknown(1, asked("organization", "uscc"), weight=Weight.PRINCIPLE),
        unknown(2, asked("organization", "legal_form")),
    )
    assert [(one.what, one.must) for one in found] == [("法人类型", True), ("统一社会信用代码", False)]


def test_points_are_sorted_by_department_then_by_weight() -> None:
    found = points(
        unknown(1, asked("organization", "uscc")),
        unknown(2, asked("venues"), weight=Weight.PRINCIPLE),
        unknown(3, asked("equipment")),
        unknown(4, asked("staff")),
    )
    assert [one.what for one in found] == ["工作人员", "设备", "场地", "统一社会信用代码"]
    assert [supplier.value for supplier, _ in by_supplier(found)] == ["人事", "后勤", "办公室"]


def test_a_statement_is_told_in_its_own_words_with_its_evidence() -> None:
    at = ("attestations", "EX-1")
    leaf = Outcome(
        Verdict.UNKNOWN,
        "能提供稳定的经费保障",
        "需要说明",
        missing=(asked(*at, "holds"), asked(*at, "evidence")),
    )
    (point,) = points(unknown(1, *leaf.missing, parts=(leaf,), remedy="附上预算。"))
    assert point.what == "说明是否属实：能提供稳定的经费保障"
    assert point.bring == "佐证文件；附上预算。"
    assert point.supplier.value == "财务"


def test_a_statement_for_each_occupation_is_one_point() -> None:
    found = [
        unknown(1, asked("attestations", "EX-1", "occupations", code, "holds"), of=name)
        for code, name in (("6-31-01-03", "电工"), ("4-03-02-01", "中式烹调师"))
    ]
    (point,) = points(*found)
    assert point.what.endswith("（电工、中式烹调师）")


def test_of_ways_that_are_enough_each_the_one_that_a_field_settles_is_asked() -> None:
    by_field = Outcome(Verdict.UNKNOWN, "", "没有填", missing=(asked("organization", "kind"),))
    by_word = Outcome(Verdict.UNKNOWN, "", "没有填", missing=(asked("attestations", "EX-1", "holds"),))
    by_both = Outcome(
        Verdict.UNKNOWN, "", "没有填", missing=(asked("organization", "legal_form"), *by_word.missing)
    )
    ways = (by_word, by_both, by_field)
    either = unknown(1, *(one for way in ways for one in way.missing), parts=ways, either=True)
    assert [one.what for one in points(either)] == ["机构类别"]


def test_of_papers_that_are_enough_each_the_one_that_is_named_already_is_asked() -> None:
    ways = tuple(
        Outcome(Verdict.UNKNOWN, "", "打不开", missing=(asked("attachments", kind),), files=files)
        for kind, files in (("信用报告", ()), ("诚信承诺书", ("附件/承诺书.pdf",)))
    )
    either = unknown(1, *(one for way in ways for one in way.missing), parts=ways, either=True)
    assert [one.what for one in points(either)] == ["附件：诚信承诺书"]


def test_attachments_are_named_and_their_remedy_says_where_to_get_them() -> None:
    (point,) = points(unknown(1, asked("attachments", "申请表"), remedy="向受理单位索取。"))
    assert (point.what, point.bring) == ("附件：申请表", "向受理单位索取。")


def rule(*kinds: str, rows: int | None = 2, **more: Any) -> Outcome:
    """A rule document that is not there; without rows the list is not there either."""
    place = Place(sample.FILE, 0 if rows is None else 381)
    wanted = RuleAsked(kinds, place, rows, **more)
    if rows is None:
        return Outcome(Verdict.UNKNOWN, kinds[0], "看不出", missing=(asked("rule_documents"),), rule=wanted)
    return Outcome(Verdict.UNMET, kinds[0], "没有", rule=wanted)


def of_rules(number: int, *outcomes: Outcome, either: bool = False, **more: Any) -> Finding:
    """A requirement that asks for rule documents."""
    missing = tuple(dict.fromkeys(one for outcome in outcomes for one in outcome.missing))
    return sample.finding(number, outcomes[0].verdict, parts=outcomes, missing=missing, either=either, **more)


def scored(*outcomes: Outcome) -> Score:
    """A scoring table that counts rule documents."""
    missing = tuple(dict.fromkeys(one for outcome in outcomes for one in outcome.missing))
    item = ScoredItem("EX-R2", "附件2 2", "制度", 10, Interval(0, 10), "缺", missing=missing, parts=outcomes)
    return Score((item,), Interval(0, 10), Interval(0, 0), 9)


def test_each_rule_document_that_is_not_there_is_a_point_of_its_own() -> None:
    found = points(of_rules(1, rule("安全保卫", drafted=True), rule("考场规则", published=True)))
    assert [(one.what, one.supplier.value, one.bring, one.where, one.amend) for one in found] == [
        (
            "规章制度：考场规则",
            "教务",
            "写好盖章，登记到「规章制度」，种类写「考场规则」；并向社会公开",
            "第 381 行",
            True,
        ),
        (
            "规章制度：安全保卫制度",
            "后勤",
            "写好盖章，登记到「规章制度」，种类写「安全保卫」；初稿在「初稿」文件夹",
            "第 381 行",
            True,
        ),
    ]


def test_while_there_is_no_list_of_rules_each_is_lacking_and_the_list_is_not_asked_for_besides() -> None:
    general = unknown(2, asked("rule_documents"))
    found = points(of_rules(1, rule("财务管理", rows=None), rule("考场规则", rows=None)), general)
    assert [(one.what, one.amend, one.where) for one in found] == [
        ("规章制度：财务管理制度", False, "新加"),
        ("规章制度：考场规则", False, "新加"),
    ]


def test_a_list_of_rules_that_is_asked_for_as_such_is_a_point() -> None:
    assert [one.what for one in points(unknown(1, asked("rule_documents")))] == ["规章制度"]


def test_a_rule_that_only_the_scoring_asks_for_is_no_must_and_is_not_left_out() -> None:
    for rows in (2, None):
        (point,) = points(score=scored(rule("监考人员管理", rows=rows)))
        assert (point.what, point.must, point.amend) == ("规章制度：监考人员管理制度", False, False)
        assert point.bring.startswith("评分要看，缺了扣分；")
        assert point.clauses == (("附件2 2", "EX-R2"),)


def test_a_rule_that_several_ask_for_is_one_point_under_a_kind_that_serves_all() -> None:
    either = of_rules(1, rule("质量管控", rows=None), rule("质量控制", rows=None), either=True)
    (point,) = points(either, score=scored(rule("质量控制", rows=None)))
    assert "种类写「质量控制」" in point.bring
    assert [one for _, one in point.clauses] == ["EX-1", "EX-R2"]
    assert point.must


def test_a_requirement_that_lacks_more_than_rules_is_told_itself_besides() -> None:
    other = Outcome(Verdict.UNMET, "", "没有设备")
    found = points(of_rules(1, rule("财务管理"), other))
    assert [one.what for one in found] == ["规章制度：财务管理制度", "第 1 条"]
    assert [one.what for one in points(of_rules(1, other, rule("财务管理"), either=True))] == ["第 1 条"]


def test_a_rule_that_lacks_its_file_belongs_to_whose_affairs_it_governs() -> None:
    held = Outcome(
        Verdict.UNKNOWN,
        "档案管理",
        "还没有附上文件",
        missing=(asked("rule_documents", 0, "file", line=7),),
        rule=RuleAsked(("档案管理",), Place(sample.FILE, 6), 1, held=True),
    )
    (point,) = points(of_rules(1, held))
    assert (point.supplier.value, point.where) == ("办公室", "第 7 行")


def test_a_finding_that_misses_nothing_that_can_be_filled_in_is_told_itself() -> None:
    (point,) = points(unknown(1, remedy="先问受理单位。"))
    assert point.what == "第 1 条：没有填"
    assert point.bring == "先问受理单位。"


def test_an_unmet_must_is_to_be_mended_and_stands_first() -> None:
    rows = (sample.row("yes", "第 1 行 甲示例", ""), sample.row("no", "第 2 行 乙示例", "学历为高中"))
    message = "工作人员中符合条件的 1 人，要求不少于 2 人，差 1 人；工作人员 2 行中有 1 行不符合"
    wrong = sample.finding(1, Verdict.UNMET, message, rows=rows, remedy="配齐 2 人。")
    first, second = open_points(
        sample.result(unknown(2, asked("organization", "uscc")), wrong),
        NOBODY,
        lambda one: ["staff", "staff[].education"],
    )
    assert (first.amend, second.amend) == (True, False)
    assert first.far == "工作人员中符合条件的 1 人，差 1 人；第 2 行 乙示例：学历为高中"
    assert (first.supplier.value, first.bring, first.where) == ("人事", "配齐 2 人。", "第 9 行")


def test_a_must_that_refers_to_others_names_those_that_fail() -> None:
    inner = [sample.finding(2, Verdict.UNMET), sample.finding(3, Verdict.MET)]
    outer = sample.finding(1, Verdict.UNMET, parts=sample.referring(*inner))
    assert [one.what for one in points(outer)] == ["第 2 条"]


def test_an_unmet_principle_stands_last_and_is_no_must() -> None:
    found = points(
        sample.finding(1, Verdict.UNMET, weight=Weight.PRINCIPLE), unknown(2, asked("self_scores"))
    )
    assert [(one.what, one.must, one.soft) for one in found] == [
        ("自评分", True, False),
        ("第 1 条", False, True),
    ]


def test_what_has_no_line_of_its_own_stands_at_the_list_that_it_is_about() -> None:
    wrong = sample.result(sample.finding(1, Verdict.UNMET), unknown(2))
    reads, lines = {"EX-1": ["attestations"], "EX-2": ["venues[].area"]}, {"attestations": 4, "venues": 8}
    found = open_points(
        wrong, NOBODY, lambda one: reads[one], lambda path: Place(sample.FILE, lines[str(path[0])])
    )
    assert [one.where for one in found] == ["第 4 行", "第 8 行"]
    (other, _) = open_points(wrong, NOBODY, lambda one: reads[one], lambda path: Place(sample.FILE))
    assert other.where == "自行说明的事项"


def test_an_authority_that_does_not_take_it_is_to_be_mended() -> None:
    (point,) = points(filing=(sample.filing(Verdict.UNMET, "换一个受理单位"),))
    assert (point.amend, point.bring) == (True, "换一个受理单位")


def test_identity_numbers_and_phones_are_masked() -> None:
    project = Project(format=1, staff=(StaffMember(name="甲13900000000"),))
    (point,) = points(unknown(1, asked("staff", 0, "education")), project=project)
    assert "13900000000" not in point.what
    (wrong,) = points(sample.finding(2, Verdict.UNMET, "号码 339901197204128113 不对"))
    assert "339901197204128113" not in wrong.far


def test_a_row_of_another_project_is_not_named_after_ours() -> None:
    elsewhere = Missing(("staff", 0, "education"), "学历", Place("../另一家/evalprep.yaml", 7))
    (point,) = points(unknown(1, elsewhere), project=people(1))
    assert point.what == "学历：工作人员 1 人（第 1 行）"
    assert point.where == "../另一家/evalprep.yaml\n第 7 行"


def mixed() -> tuple[CheckResult, tuple[OpenPoint, ...]]:
    result = sample.result(
        sample.finding(1, Verdict.UNMET, "差 1 人", remedy="配齐。"),
        unknown(2, asked("organization", "uscc", line=5)),
        sample.finding(3, Verdict.UNMET, weight=Weight.PRINCIPLE),
    )
    return result, open_points(result, NOBODY)


def test_the_page_tells_what_to_mend_apart_from_what_to_bring() -> None:
    document = docx.Document(io.BytesIO(write_page(open_page(*mixed()))))
    mend, bring, soft = document.tables
    assert [cell.text for cell in soft.rows[1].cells][:3] == ["3", "负责人", "第 3 条"]
    assert [cell.text for cell in mend.rows[1].cells][2:5] == ["第 1 条", "差 1 人", "配齐。"]
    assert [cell.text for cell in bring.rows[1].cells] == [
        "2", "办公室", "统一社会信用代码", "法人登记证书", "一1（EX-2）", "第 5 行",
    ]  # fmt: skip
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "请先确认是否有新通知" in text
    assert "要改 1 项，要补 1 项，原则上 1 项。" in text
    assert "先问受理单位" in text
    section = document.sections[0]
    assert section.page_width > section.page_height


def test_the_page_of_a_result_without_open_points_says_so() -> None:
    result = sample.result(sample.finding(1, Verdict.MET), overall=Overall.READY)
    document = docx.Document(io.BytesIO(write_page(open_page(result, ()))))
    assert document.tables == []
    assert any("没有要改的，也没有要补的" in paragraph.text for paragraph in document.paragraphs)


def test_the_sheet_has_a_row_for_each_point_and_shades_what_is_to_be_mended() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook([open_sheet(*mixed())])))
    (sheet,) = book.worksheets
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert rows[0][:4] == ("序号", "类别", "谁来办", "事项")
    assert [row[1] for row in rows[1:4]] == ["要改", "要补", "原则上"]
    assert rows[1][3] == "第 1 条\n差多少：差 1 人"
    fills = [sheet.cell(row, 2).fill.fill_type for row in (3, 4)]
    assert fills == ["solid", None]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.orientation) == (1, "landscape")


@pytest.mark.parametrize("name", ["=1+1", "甲<w:p>&乙"])
def test_a_name_that_looks_like_a_formula_or_markup_stays_text(name: str) -> None:
    project = Project(format=1, staff=(StaffMember(name="甲示例"),))
    result = sample.result(unknown(1, asked("staff", 0, "education")), organization=name)
    own = open_points(result, project)
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook([open_sheet(result, own)]))).worksheets[0]
    assert (sheet["A1"].data_type, name in sheet["A1"].value) == ("s", True)
    title = docx.Document(io.BytesIO(write_page(open_page(result, own)))).paragraphs[0]
    assert name in title.text
