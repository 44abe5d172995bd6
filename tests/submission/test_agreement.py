"""Papers against papers: made ones agree, and a change by hand is found with both its places."""

from __future__ import annotations

import copy
from collections.abc import Callable
from decimal import Decimal
from inspect import isfunction
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import DataObject, data, integers, sampled_from

from evalprep.documents.awaited import AwaitedMap
from evalprep.documents.forms.read import Answer, Entry
from evalprep.documents.printed import PrintedTable
from evalprep.model.fields import PROJECT_WORDING
from evalprep.model.project import Project
from evalprep.model.validation import Source, validate
from evalprep.store.yaml import read_yaml
from evalprep.submission.agree import lists, people, same, totals
from evalprep.submission.agree.agreement import RULES, agreement
from evalprep.submission.agree.statements import PaperRead, statements
from evalprep.submission.agree.totals import leases, points
from evalprep.submission.agree.values import agree, comparable
from tests.conftest import ROOT
from tests.submission import hand_changes as hand
from tests.submission.made_papers import File, example, law, make, told

EXAMPLES = ("national-association", "zhejiang-training-school", "jilin-company")
OTHERS = ("association", "department", "recommended-company", "recommended-school")
SCHOOL = (
    "zhejiang/application",
    "zhejiang/specialists",
    "general/fixed-assets",
    "zhejiang/implementation-plan",
    "zhejiang/self-assessment",
)
ASSOCIATION = ("national/basic-information", "national/implementation-plan", "general/fixed-assets")
COMPANY = (
    "jilin/occupation-list",
    "jilin/personnel-lists",
    "jilin/implementation-plan",
    "general/fixed-assets",
)
FORM, LIST, ASSETS, PLAN, SCORES = 1, 2, 3, 4, 5

Folder = tuple[Path, list[File]]


@pytest.mark.parametrize("name", [*EXAMPLES, *OTHERS])
def test_made_papers_never_contradict_themselves(name: str, tmp_path: Path) -> None:
    forms = [one for one in law().library.forms() if not isinstance(law().paper(one), AwaitedMap)]
    files = make(example(name), forms, tmp_path)
    assert told(tmp_path, files) == []


def made(name: str, forms: tuple[str, ...], folder: Path) -> Folder:
    return folder, make(example(name), list(forms), folder)


def changed(folder: Folder, at: int, change: Callable[[Path], None]) -> list[str]:
    """What is told after one paper was changed."""
    change(folder[0] / folder[1][at].name)
    return told(*folder)


CHANGES: dict[str, tuple[int, Callable[[Path], None], str, tuple[str, ...]]] = {
    "a number's last digit": (
        FORM,
        lambda file: hand.in_word(file, "339901197204128113", "339901197204128115"),
        "身份证号码|工作人员 韩示范",
        ("工作人员情况 第 1 行「身份证号码」", "校验码不对"),
    ),
    "a sex": (
        FORM,
        lambda file: hand.in_word(file, "男", "女"),
        "性别|工作人员 韩示范",
        ("工作人员情况 第 1 行「性别」", "第 17 位表示男"),
    ),
    "an age": (
        FORM,
        lambda file: hand.in_word(file, "50", "40"),
        "年龄|工作人员 韩示范",
        ("工作人员情况 第 1 行「年龄」",),
    ),
    "the name of an expert": (
        FORM,
        lambda file: hand.in_word(file, "钱样例", "钱样品"),
        "专家名单|",
        (
            "专家情况 第 2 行:40 人，多出「钱样品」，没有「钱样例」",
            "工作表「专家」 第 4 行:40 人，多出「钱样例」",
        ),
    ),
    "an expert taken out": (
        FORM,
        lambda file: hand.row_out(file, "钱样例"),
        "专家名单|",
        ("专家情况:39 人，没有「钱样例」", "工作表「专家」 第 4 行:40 人，多出「钱样例」"),
    ),
    "an assessor put in": (
        FORM,
        lambda file: hand.row_in(file, "赵模拟", "赵新人"),
        "考评人员名单|",
        ("考评人员情况 第 2 行:22 人，多出「赵新人」",),
    ),
    "an education in the list": (
        LIST,
        lambda file: hand.in_excel(file, "专家", "学历", 3, "本科"),
        "学历|专家 孙样例",
        ("专家情况 第 3 行「学历」:大专", "工作表「专家」 第 5 行「学历」:本科"),
    ),
    "a certificate in the list": (
        LIST,
        lambda file: hand.in_excel(file, "考评人员", "考评员证书号码", 1, "示例考评-0101"),
        "考评员证书号码|考评人员 赵模拟",
        ("示例考评-0101",),
    ),
    "a row of the list taken out": (
        LIST,
        lambda file: hand.excel_row_out(file, "考评人员", "姓名", 2),
        "考评人员名单|",
        ("没有「钱模拟」", "多出「钱模拟」"),
    ),
    "a number in the list": (
        LIST,
        lambda file: hand.in_excel(file, "专家", "序号", 2, 3),
        "序号|",
        ("第 2 行写的是 3",),
    ),
    "a sum": (
        ASSETS,
        lambda file: hand.in_excel(file, "设备", "数量", 10, 143),
        "数量合计|",
        ("工作表「设备」 合计「数量」:143", "上面 9 行相加是 142"),
    ),
    "a quantity above the sum": (
        ASSETS,
        lambda file: hand.in_excel(file, "设备", "数量", 1, 25),
        "数量合计|",
        ("142", "上面 9 行相加是 143"),
    ),
    "a quantity": (
        FORM,
        lambda file: hand.in_word(file, "24", "42", 1),
        "数量|设备 电工技能实训考核装置 示例-DG01",
        ("考核设备 第 1 项「数量」:42", "工作表「设备」 第 3 行「数量」:24"),
    ),
    "a total area": (
        FORM,
        lambda file: hand.in_word(file, "416 平方米", "516 平方米"),
        "合计|职业 电工",
        ("「合计」:516 平方米", "「理论知识考试场地面积」:96 平方米"),
    ),
    "an area that no rooms have": (
        FORM,
        lambda file: hand.in_word(file, "96 平方米", "100 平方米"),
        "理论知识考试场地面积|职业 电工",
        ("100 平方米", "表格「场地」:理论考场的面积：96"),
    ),
    "the area of a room": (
        ASSETS,
        lambda file: hand.in_excel(file, "房屋和场地", "面积（平方米）", 2, 330),
        "面积（平方米）|场地 电工技能考场",
        ("工作表「房屋和场地」 第 4 行「面积（平方米）」:330", "表格「场地」 第 3 行「面积（平方米）」:320"),
    ),
    "the organisation's name": (
        FORM,
        lambda file: hand.in_word(file, "示例市百工职业培训学校", "示例市百工职业技术学校"),
        "单位名称|",
        ("「申报单位」:示例市百工职业技术学校", "示例市百工职业培训学校"),
    ),
    "the organisation's name over a list": (
        LIST,
        lambda file: hand.in_excel(
            file, "专家", "示例市百工职业培训学校专家名单", 0, "示例市百工学校专家名单"
        ),
        "单位名称|",
        ("工作表「专家」「标题」:示例市百工学校",),
    ),
    "a phone": (
        FORM,
        lambda file: hand.in_word(file, "0571-60000002", "0571-60000009"),
        "联系人·联系电话|",
        ("057*-******02", "057*-******09", "第 12 位不同"),
    ),
    "an occupation's code": (
        FORM,
        lambda file: hand.in_word(file, "6-31-01-03", "6-31-01-04"),
        "职业编码|职业 电工",
        ("职业（工种）范围 第 1 行「职业编号」:6-31-01-04", "6-31-01-03"),
    ),
    "an occupation's name": (
        FORM,
        lambda file: hand.in_word(file, "中式烹调师", "中式面点师", 10),
        "职业名称|职业 ",
        ("中式面点师", "中式烹调师"),
    ),
    "an occupation on the cover": (
        0,
        lambda file: hand.in_word(file, "电工、中式烹调师", "电工、中式面点师"),
        "申报职业|",
        ("00-封面.docx:「申报职业（工种）」:电工、中式面点师", "电工、中式烹调师"),
    ),
    "the code on the cover": (
        0,
        lambda file: hand.in_word(file, "52339900MJX000456Q", "52339900MJX000465Q"),
        "统一社会信用代码|",
        ("00-封面.docx:「统一社会信用代码」", "校验码"),
    ),
    "an occupation's levels": (
        FORM,
        lambda file: hand.in_word(file, "五级至二级", "五级至一级"),
        "评价等级范围|职业 中式烹调师（4-03-02-01）",
        ("五级至一级", "五级至二级"),
    ),
    "a member of the staff in the plan": (
        PLAN,
        lambda file: hand.row_out(file, "杨示范"),
        "工作人员名单|",
        ("没有「杨示范」",),
    ),
    "how many hold a post": (
        PLAN,
        lambda file: hand.in_word(file, "韩示范", "韩示范、朱示范", 1),
        "人数|岗位 主任",
        ("写了 2 人：韩示范、朱示范",),
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_by_hand_is_found_with_its_place(name: str, tmp_path: Path) -> None:
    at, change, what, parts = CHANGES[name]
    lines = changed(made("zhejiang-training-school", SCHOOL, tmp_path), at, change)
    found = [line for line in lines if what in line and all(part in line for part in parts)]
    assert found, lines


AGREEING: dict[str, tuple[int, Callable[[Path], None]]] = {
    "a blank says nothing": (LIST, lambda file: hand.in_excel(file, "专家", "学历", 3, None)),
    "a stroke says nothing": (LIST, lambda file: hand.in_excel(file, "专家", "专业/专业方向", 3, "——")),
    "full width": (FORM, lambda file: hand.in_word(file, "示例考评-0001", "示例考评－０００１")),
    "blanks in a name": (LIST, lambda file: hand.in_excel(file, "专家", "姓名", 1, "赵 样 例")),
    "levels one by one": (FORM, lambda file: hand.in_word(file, "五级至三级", "五级、四级、三级")),
    "a unit": (FORM, lambda file: hand.in_word(file, "416 平方米", "416m2")),
    "an area in the list": (
        ASSETS,
        lambda file: hand.in_excel(file, "房屋和场地", "面积（平方米）", 2, "320 ㎡"),
    ),
    "columns moved": (LIST, hand.columns_moved),
    "sheets in another order, a column and a row put in": (LIST, hand.much_moved),
    "numbers taken out": (LIST, lambda file: hand.in_excel(file, "专家", "序号", 5, None)),
}


@pytest.mark.parametrize("name", AGREEING)
def test_another_way_to_write_the_same_is_no_contradiction(name: str, tmp_path: Path) -> None:
    at, change = AGREEING[name]
    assert changed(made("zhejiang-training-school", SCHOOL, tmp_path), at, change) == []


def test_two_people_of_one_name_are_two_in_whatever_order(tmp_path: Path) -> None:
    project = example("zhejiang-training-school")
    assert project.experts is not None
    first, second, *others = project.experts
    second = second.model_copy(update={"name": first.name})
    files = make(project.model_copy(update={"experts": (first, second, *others)}), [SCHOOL[0]], tmp_path)
    turned = make(project.model_copy(update={"experts": (second, first, *others)}), [SCHOOL[1]], tmp_path)
    assert told(tmp_path, [*files, turned[1]]) == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data())
def test_whatever_is_not_known_made_papers_agree(tmp_path: Path, drawn: DataObject) -> None:
    tree = copy.deepcopy(read_yaml(ROOT / "examples" / "zhejiang-training-school" / "evalprep.yaml").tree)
    for _ in range(drawn.draw(integers(1, 25))):
        _forget(tree, drawn)
    project, problems = validate(Project, Source("evalprep.yaml", tree), PROJECT_WORDING)
    if project is not None and project.organization is not None:
        assert told(tmp_path, make(project, [*SCHOOL, "general/registers"], tmp_path)) == [], problems


def _forget(tree: Any, drawn: DataObject) -> None:
    """Take something out of a project file, at whatever depth."""
    if isinstance(tree, dict) and tree:
        key = drawn.draw(sampled_from(sorted(tree)))
        if isinstance(tree[key], dict | list) and tree[key] and drawn.draw(integers(0, 5)):
            _forget(tree[key], drawn)
        else:
            del tree[key]
    elif isinstance(tree, list) and tree:
        at = drawn.draw(integers(0, len(tree) - 1))
        if isinstance(tree[at], dict) and drawn.draw(integers(0, 3)):
            _forget(tree[at], drawn)
        else:
            del tree[at]


def test_one_name_with_nearly_the_same_number_twice_is_told(tmp_path: Path) -> None:
    folder = made("zhejiang-training-school", SCHOOL, tmp_path)
    lines = changed(folder, FORM, lambda file: hand.row_in(file, "339901196801011023", "339901196801011032"))
    [near] = [line for line in lines if line.startswith("身份证号码|专家 赵样例") and "；" in line]
    assert "第 17、18 位不同" in near


def test_one_number_with_two_names_is_told(tmp_path: Path) -> None:
    folder = made("zhejiang-training-school", SCHOOL, tmp_path)
    lines = changed(folder, FORM, lambda file: hand.in_word(file, "339901197308121039", "339901196801011023"))
    assert [line for line in lines if line.startswith("姓名|") and "赵样例" in line and "钱样例" in line]


def test_no_identity_number_or_phone_is_told_whole(tmp_path: Path) -> None:
    folder = made("zhejiang-training-school", SCHOOL, tmp_path)
    lines = changed(folder, FORM, lambda file: hand.in_word(file, "339901197308121039", "339901196801011023"))
    assert not any("339901196801011023" in line or "339901197308121039" in line for line in lines)


def test_a_list_of_some_of_the_staff_has_nobody_else(tmp_path: Path) -> None:
    folder = made("jilin-company", COMPANY, tmp_path)
    lines = changed(folder, 2, lambda file: hand.excel_row_out(file, "专职工作人员", "姓名", 2))
    assert [line.split("|")[0] for line in lines] == ["序号"]
    lines = changed(folder, 2, lambda file: hand.in_excel(file, "专职工作人员", "姓名", 1, "丁新人"))
    assert [line for line in lines if line.startswith("工作人员名单|") and "多出「丁新人」" in line]


def test_a_paper_of_another_organisation_is_not_held_against_ours(tmp_path: Path) -> None:
    folder, files = made("zhejiang-training-school", SCHOOL, tmp_path)
    theirs = make(example("jilin-company"), ["jilin/implementation-plan"], tmp_path / "other")[1]
    (folder / "07-别家的方案.docx").write_bytes((tmp_path / "other" / theirs.name).read_bytes())
    found = agreement(folder, [*files, File("07-别家的方案.docx", None, "copy")], law())
    assert found.contradictions == ()
    assert found.unread == ("07-别家的方案.docx",)


def test_a_scan_is_passed_over_and_a_damaged_paper_is_told(tmp_path: Path) -> None:
    folder, files = made("national-association", ASSOCIATION, tmp_path)
    (folder / "02-证书.pdf").write_bytes(b"%PDF-1.4\n%%EOF")
    (folder / "03-合同.docx").write_bytes(b"no file of Word")
    (folder / files[1].name).write_bytes(b"no file of Word")
    evidence = [File("02-证书.pdf", None, "copy"), File("03-合同.docx", None, "copy")]
    found = agreement(folder, [*files, *evidence], law())
    assert set(found.unread) == {"02-证书.pdf", "03-合同.docx"}
    assert [name for name, _ in found.broken] == [files[1].name]
    assert files[3].name in found.read


def test_points_that_do_not_add_up_are_told(tmp_path: Path) -> None:
    def sheet(total: str, *slots: str) -> PaperRead:
        scores = {"score.A-1": "15", "score.A-2": "20", "score.A-3": "5", "score.total": total}
        return PaperRead(
            "自评表", tuple(Answer(path, text, "表", path) for path, text in scores.items()), (), slots
        )

    def found(paper: PaperRead) -> list[str]:
        return [one.sides[1].text for one in points(statements([paper]))]

    assert found(sheet("41")) == ["各项相加是 40"]
    assert found(sheet("40")) == found(sheet("35（不含加分项）")) == []
    assert found(sheet("41", "score.A-1", "score.A-4")) == [], "an item that is blank may make up for it"


def test_titles_in_another_order_are_the_same(tmp_path: Path) -> None:
    files = make(example("jilin-company"), ["jilin/personnel-lists", "general/registers"], tmp_path)
    other = "电工一级、高级工程师"
    assert (
        changed(
            (tmp_path, files), 1, lambda file: hand.in_excel(file, "专家队伍", "职称或职业资格", 1, other)
        )
        == []
    )
    less = "高级工程师"
    assert changed(
        (tmp_path, files), 1, lambda file: hand.in_excel(file, "专家队伍", "职称或职业资格", 1, less)
    )


@pytest.mark.parametrize(
    ("path", "one", "other", "same"),
    [
        ("occupations[].started_on", "2012-03", "2012年3月15日", True),
        ("occupations[].started_on", "2012", "2012-03-15", True),
        ("occupations[].started_on", "2012-03", "2012-04-15", False),
        ("occupations[].levels", "五级-三级", "五级、四级、三级", True),
        ("occupations[].levels", "五级-三级", "五级、三级", False),
        ("venues[].area", "1,200.50", "1200.5 平方米", True),
        ("organization.registered_capital", "300 万元", "3000000 元", True),
        ("organization.registered_capital", "300 万元", "人民币300万元", True),
        ("experts[].id_number", "339901 19680101 1023", "３３９９０１１９６８０１０１１０２３", True),
        ("staff[].full_time", "是", "√", True),
        ("staff[].full_time", "是", "否", False),
        ("experts[].occupation_names", "电工、车工", "车工，电工", True),
        ("experts[].occupation_names", "全部", "电工", True),
        ("experts[].occupation_names", "车工", "电工", False),
        ("occupations[].total_area", "无", "0 平方米", True),
    ],
)
def test_values_are_compared_by_their_kind(path: str, one: str, other: str, same: bool) -> None:
    values = comparable(path, one), comparable(path, other)
    assert None not in values
    assert agree(*values) is same


@pytest.mark.parametrize("text", ["", "/", "——", "【待填】", "约 300", "330***********1234"])
def test_what_cannot_be_read_says_nothing(text: str) -> None:
    path = "experts[].id_number" if "*" in text else "occupations[].persons"
    assert comparable(path, text) is None


def test_an_amount_has_the_unit_of_its_header() -> None:
    assert agree(
        comparable("equipment[].value", "3", "原值（万元）"), comparable("equipment[].value", "30000 元")
    )
    assert comparable("venues[].area", "12", "面积（平方米）") == Decimal(12)


def test_a_lease_that_ends_before_it_begins_is_told() -> None:
    def told_of(begins: str, ends: str) -> int:
        texts = {"name": "一号楼", "lease.from": begins, "lease.to": ends}
        answers = tuple(Answer(path, text, "场地", path) for path, text in texts.items())
        table = PrintedTable("场地", "venues", (Entry("venues", "第 1 行", "场地", answers),))
        return len(list(leases(statements([PaperRead("方案", (), (table,))]))))

    assert told_of("2024-12-31", "2020-01-01") == 1
    assert told_of("2020-01-01", "2024-12-31") == told_of("2020-01-01", "") == 0


@pytest.mark.parametrize(
    "module", [same, people, lists, totals], ids=lambda one: one.__name__.rsplit(".", 1)[-1]
)
def test_every_rule_is_held(module: ModuleType) -> None:
    public = {
        one
        for name, one in vars(module).items()
        if isfunction(one) and one.__module__ == module.__name__ and not name.startswith("_")
    }
    assert public and public <= set(RULES)
    assert all(one.__doc__ and one.__doc__.strip().count("\n") == 0 for one in public)
