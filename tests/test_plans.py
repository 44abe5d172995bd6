"""The outlines of plans, reports and letters: the sections that the notice names, in its order, and no promises.

A paper of which the notice says only the name (申请报告, 实施方案) follows the notice's conditions; its clauses stand here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import pytest

from evalprep.build import build
from evalprep.build.places import places
from evalprep.documents.outlines.draft import outline_problems
from evalprep.documents.outlines.outline_map import OutlineMap, parse_outline_map
from evalprep.law import Law
from evalprep.report.made import Built
from evalprep.store.library import default_library
from evalprep.store.project import load_project
from evalprep.store.yaml import read_yaml
from evalprep.submission.names import beside
from evalprep.submission.outline_facts import outline_names
from tests.conftest import ROOT

SECTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "national/implementation-plan": (
        ("一(一)", "单位基本情况"),
        ("一(三)", "组织机构和工作人员"),
        ("一(三)", "专家和考评人员"),
        ("二", "职业（工种）范围和评价依据"),
        ("一(三)", "场地、设备和视频监控"),
        ("三(三)", "评价内容和方式"),
        ("三(三)", "工作目标和进度安排"),
        ("一(三)", "经费保障"),
        ("一(四)(五)、三(三)", "质量管控措施"),
    ),
    "hunan/implementation-plan": (
        ("二(一)1", "单位基本情况"),
        ("二(一)3", "组织机构和工作人员"),
        ("二(一)3", "专家和考评人员"),
        ("一(二)", "职业（工种）范围和评价依据"),
        ("二(一)3", "场地、设备和视频监控"),
        ("三(二)3", "评价内容和方式"),
        ("三(二)3", "工作目标和进度安排"),
        ("二(一)3", "经费保障"),
        ("二(一)4、5，三(二)3", "质量管控措施"),
    ),
    "zhejiang/implementation-plan": (
        ("附件1 五", "申报单位基本情况"),
        ("二", "职业（工种）范围"),
        ("附件1 一", "机构和人员配置"),
        ("附件1 二", "场地和设备"),
        ("附件1 三", "管理制度"),
        ("附件1 四", "评价依据和有关资料"),
        ("四(一)3", "评价内容和方式"),
        ("四(一)3", "工作目标和进度安排"),
        ("一(二)", "经费保障"),
        ("一(三)(四)、四(一)3", "质量管控措施"),
    ),
    "jilin/implementation-plan": (
        ("一(二)3", "申报单位和认定工作机构"),
        ("二(一)", "职业（工种）范围和评价依据"),
        ("三(一)", "认定内容"),
        ("三(二)", "认定方式"),
        ("一(二)3", "人员保障"),
        ("一(二)3", "场地和设备"),
        ("五", "认定流程"),
        ("四(二)4", "工作目标和进度安排"),
        ("一(二)3", "经费保障"),
        ("一(二)4", "质量管控和应急处置"),
        ("一(二)5、七(三)", "接受监督"),
    ),
    "jilin/application-report": (
        ("一(一)", "申报单位基本情况"),
        ("二", "申报的职业（工种）和等级"),
        ("一(二)", "申报条件情况"),
        ("四(二)1", "申请事项"),
    ),
    "sector/department-pilot-plan": (
        ("附件 一", "试点工作目标"),
        ("附件 一", "行业监管服务组织机构设置"),
        ("附件 一", "职业技能等级认定监管工作体系"),
        ("附件 一", "具体实施步骤安排"),
    ),
    "sector/association-pilot-plan": (
        ("附件 一", "行业协会基本情况"),
        ("附件 一", "工作目标"),
        ("附件 一", "组织机构"),
        ("附件 一", "评价内容及方式"),
        ("附件 一", "职业（工种）范围"),
        ("附件 一", "职业技能等级认定工作体系"),
        ("附件 一", "基础设施条件"),
        ("附件 一", "保障措施"),
        ("附件 一", "具体实施步骤安排"),
    ),
    "sector/recommendation-letter": (
        ("附件 二", "社会培训评价组织及其分支机构遴选标准"),
        ("附件 二", "拟推荐的社会培训评价组织及其分支机构名单"),
    ),
    "sector/recommended-list": (
        ("附件 二", "社会培训评价组织名单"),
        ("附件 二", "分支机构名单"),
    ),
    "sector/selection-standard": (
        ("附件 二", "社会培训评价组织遴选标准"),
        ("附件 二", "分支机构遴选标准"),
    ),
    "sector/branches": (
        ("附件 二", "分支机构名单"),
        ("附件 二", "分支机构基本情况"),
    ),
    "sector/centre-letter": (
        ("三(二)", "试点工作方案"),
        ("三(二)", "分支机构"),
    ),
    "sector/implementation-plan": (
        ("三(三)", "社会培训评价组织基本情况"),
        ("附件 三", "组织机构及人员情况"),
        ("附件 三", "进度安排"),
        ("附件 三", "评价规划"),
        ("附件 三", "场地设备情况"),
        ("附件 三", "相关规章制度等质量保证与管控措施"),
    ),
    "sector/recommended-implementation-plan": (
        ("附件 三", "社会培训评价组织及其分支机构的基本情况"),
        ("附件 三", "组织机构及人员情况"),
        ("附件 三", "进度安排"),
        ("附件 三", "评价规划"),
        ("附件 三", "场地设备情况"),
        ("附件 三", "相关规章制度等质量保证与管控措施"),
    ),
    "general/commitment": (),
}
"""Of each outline the clause and the heading of its sections, as the notice orders them."""

PARTS: dict[tuple[str, str], tuple[str, ...]] = {
    ("jilin/implementation-plan", "认定内容"): ("职业能力", "工作业绩", "职业道德和工匠精神"),
    ("jilin/implementation-plan", "认定方式"): ("理论知识考试", "技能操作考核", "综合评审"),
    ("zhejiang/implementation-plan", "申报单位基本情况"): ("登记和信用", "简况", "工作业绩和获奖情况"),
}
"""The parts within a section that a notice names: 吉人社函〔2022〕78号 三, 浙人社办发〔2020〕35号 附件1 五."""

WORK = {"staff", "occupations", "venues", "equipment", "schedule"}
TABLES: dict[str, set[str]] = {
    "national/implementation-plan": WORK
    | {"experts", "assessors", "history", "contributions", "rule_documents"},
    "hunan/implementation-plan": WORK
    | {"experts", "assessors", "history", "contributions", "rule_documents"},
    "zhejiang/implementation-plan": WORK
    | {"posts", "standards", "history", "contributions", "rule_documents"},
    "jilin/implementation-plan": WORK | {"rule_documents"},
    "jilin/application-report": {"occupations", "history", "venues", "rule_documents"},
    "sector/department-pilot-plan": {"recommends", "branches", "schedule"},
    "sector/association-pilot-plan": WORK | {"branches"},
    "sector/recommendation-letter": {"recommends", "branches"},
    "sector/recommended-list": {"recommends", "branches"},
    "sector/branches": {"branches"},
    "sector/centre-letter": {"branches"},
    "sector/implementation-plan": WORK
    | {"experts", "assessors", "supervisors", "history", "contributions", "rule_documents"},
    "sector/recommended-implementation-plan": WORK
    | {"branches", "experts", "assessors", "supervisors", "history", "contributions", "rule_documents"},
}
"""What of the project a paper shows as tables; where the notice asks for a list apart (名单), the plan has none."""

PROMISES = ("保证", "承诺", "确保", "严格", "坚决", "务必")


def outline(form: str) -> str:
    return (ROOT / "forms" / form / "outline.md").read_text(encoding="utf-8")


def form_map(form: str) -> OutlineMap:
    return parse_outline_map(read_yaml(ROOT / "forms" / form / "form.yaml"))


def checklists() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "checklists").glob("*/*[0-9].yaml"))


def built(folder: str, target: str, on: date, out: Path) -> Built:
    law = Law(default_library())
    (found,) = law.targets(target, on)
    return build(load_project(ROOT / folder), found, on, law, places(out, found, out))


def read(out: Path, part: str) -> str:
    """The text of the one draft whose name has this part, its tables after its paragraphs."""
    (file,) = (path for path in beside(out, "初稿").iterdir() if part in path.name)
    paper = docx.Document(str(file))
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])


def headings(text: str, level: int) -> list[str]:
    return re.findall(rf"^{'#' * level} (.+)$", text, re.MULTILINE)


def said(text: str) -> Iterator[str]:
    """The lines that the applicant says: no headings, which are the notice's labels, and no prompts."""
    return (line for line in text.splitlines() if line and line[0] not in "#>")


@pytest.mark.parametrize("form", SECTIONS)
def test_an_outline_has_the_sections_that_the_notice_names_in_its_order(form: str) -> None:
    assert headings(outline(form), 2) == [heading for _, heading in SECTIONS[form]]


@pytest.mark.parametrize(("form", "section"), PARTS)
def test_a_section_has_the_parts_that_the_notice_names_in_its_order(form: str, section: str) -> None:
    text = outline(form).split(f"\n## {section}\n", 1)[1].split("\n## ", 1)[0]
    assert headings(text, 3) == list(PARTS[form, section])


@pytest.mark.parametrize("form", SECTIONS)
def test_a_paper_shows_the_lists_that_it_is_about_each_once(form: str) -> None:
    shown = re.findall(r"^:table (\S+)$", outline(form), re.MULTILINE)
    assert sorted(shown) == sorted(TABLES.get(form, ()))


@pytest.mark.parametrize("form", [form for form in SECTIONS if form != "general/commitment"])
def test_an_outline_promises_nothing_that_the_applicant_has_not_said(form: str) -> None:
    assert [line for line in said(outline(form)) if any(word in line for word in PROMISES)] == []


@pytest.mark.parametrize("form", SECTIONS)
def test_a_part_never_stands_alone_in_its_section(form: str) -> None:
    sections = outline(form).split("\n## ")[1:]
    assert [one.splitlines()[0] for one in sections if len(headings(one, 3)) == 1] == []


@pytest.mark.parametrize("form", SECTIONS)
def test_every_section_and_every_part_of_one_has_something_to_fill_it(form: str) -> None:
    sections = [section.split("\n### ") for section in outline(form).split("\n## ")[1:]]
    parts = [part for section in sections for part in section[1:] or section]
    filling = re.compile(r"^> |^:table |\{", re.MULTILINE)
    assert [one.splitlines()[0] for one in parts if not filling.search(one)] == []


def test_the_commitment_letter_asks_to_confirm_each_sentence_before_anything_is_promised() -> None:
    text = outline("general/commitment")
    first = next(line for line in text.splitlines()[1:] if line)
    assert first.startswith("> 法定代表人逐条核对")
    assert text.rstrip().endswith(":sign")


@pytest.mark.parametrize("form", SECTIONS)
def test_an_outline_is_read_without_complaint(form: str) -> None:
    """Its fields and tables exist, and its marks are those of the language."""
    tables = Law(default_library()).tables
    assert outline_problems(outline(form), form_map(form).layout, outline_names(), tables, form) == ()


@pytest.mark.parametrize("form", SECTIONS)
def test_the_entry_in_the_library_names_its_own_paper_and_the_requirements_that_call_for_it(
    form: str,
) -> None:
    entry = form_map(form)
    called = re.split(r"^  - id: ", checklists(), flags=re.MULTILINE)
    callers = {one.split()[0] for one in called if re.search(rf"draft: {form}\b(?!-)", one)}
    assert (entry.form, entry.title) == (form, headings(outline(form), 1)[0])
    assert callers
    assert callers <= set(entry.serves) <= {one.split()[0] for one in called[1:]}


def test_a_plan_prints_what_the_association_knows_and_asks_for_the_rest(tmp_path: Path) -> None:
    built("tests/papers/association", "sector:association", date(2020, 9, 25), tmp_path / "out")
    text = read(tmp_path / "out", "试点工作方案")
    for known in ("姚样本", "6-04-02-01", "2020年10月上旬", "示例纺织职业培训学校", "每季度召开一次"):
        assert known in text
    assert "【待填：行业影响力】" in text
    assert "【待写：原有职业技能鉴定站一共多少个" in text


def test_each_recommended_organisation_has_its_own_implementation_plan(tmp_path: Path) -> None:
    built("tests/papers/department", "sector:department", date(2020, 9, 25), tmp_path / "out")
    company = read(tmp_path / "out", "工作实施方案及质量管控措施-示例技能评价有限公司")
    school = read(tmp_path / "out", "工作实施方案及质量管控措施-示例样板技师学院")
    assert "示例技能评价有限公司（以下称本单位）拟承担电工、车工共2个职业（工种）" in company
    assert "示例样板技师学院（以下称本单位）拟承担【" in school
    assert "包样本" in company
    assert "包样本" not in school


def test_a_department_recommends_in_its_own_name_with_its_own_standard(tmp_path: Path) -> None:
    built("tests/papers/department", "sector:department", date(2020, 9, 25), tmp_path / "out")
    letter = read(tmp_path / "out", "关于推荐社会培训评价组织的函")
    assert "示例部人事教育司推荐以下社会培训评价组织，承担原来由本部门组织实施的电工、车工" in letter
    assert "机构：具有独立法人资格" in letter


def test_the_company_in_the_examples_has_a_plan_to_go_on_with(tmp_path: Path) -> None:
    built("examples/jilin-company", "jilin", date(2022, 7, 20), tmp_path / "out")
    text = read(tmp_path / "out", "认定工作实施方案")
    for known in ("闭卷笔试", "2022年11月", "公示不少于5个工作日", "认定工作经费预算：60"):
        assert known in text
