"""`Outcome.shown`: the papers that a requirement asks for, with their files, through every condition that holds others."""

from __future__ import annotations

from typing import Any

import pytest

from evalprep.model.evidence import FileState
from evalprep.model.results import Finding, Shown
from evalprep.rules.evaluate import evaluate
from evalprep.rules.nesting import within
from evalprep.rules.vocabulary import AttachedCondition, PaperCondition
from evalprep.rules.world import FormState
from tests.rules.judging import (
    CHECKLISTS,
    checklist,
    checklist_files,
    outcome,
    requiring,
    shipped,
    world,
    written,
)

A, B = "{attached: 甲}", "{attached: 乙}"
BOTH = "{all: [{attached: 甲}, {attached: 乙}]}"
REPORT_OR_PROMISE = "{any: [{attached: 信用报告}, {attached: 诚信承诺书, draft: general/commitment}]}"
ASSET = "{by: tenure, cases: {自有: {attached: 产权证明}, 租赁: {attached: 租赁合同}}}"


def attachments(*kinds: str) -> dict[str, Any]:
    """A project with a file of each kind attached."""
    return {"attachments": {kind: [f"{kind}.pdf"] for kind in kinds}}


def room(name: str | None, *kinds: str, **more: Any) -> dict[str, Any]:
    """A venue with a file of each kind."""
    told = {"name": name, "files": {kind: [f"{name}-{kind}.pdf"] for kind in kinds}} | more
    return {key: value for key, value in told.items() if value}


def shown(condition: str, tree: dict[str, Any] | None = None, **around: Any) -> list[tuple[str, ...]]:
    """What one condition asks for: whose, what, and the files."""
    found = outcome(condition, tree, **around).shown
    return [(*([one.subject] if one.subject else []), one.piece, *one.files) for one in found]


# One condition


def test_a_kind_of_evidence_is_shown_with_its_files_whatever_their_state() -> None:
    tree = {"attachments": {"甲": ["一.pdf", "二.pdf"]}}
    assert shown(A, tree, files={"二.pdf": FileState.ABSENT}) == [("甲", "一.pdf", "二.pdf")]


@pytest.mark.parametrize("tree", [{}, {"attachments": {"甲": "无"}}], ids=["未填", "无"])
def test_a_paper_that_is_not_there_is_asked_for_without_files(tree: dict[str, Any]) -> None:
    assert shown(A, tree) == [("甲",)]


AUDIT = '{paper: finance.audit, year: "2018"}'


@pytest.mark.parametrize(
    ("audit", "expected"),
    [
        ({"year": "2018", "files": ["审计.pdf"]}, ("2018 年度财务审计报告", "审计.pdf")),
        ({"files": ["审计.pdf"]}, ("2018 年度财务审计报告", "审计.pdf")),
        ({"year": "2019", "files": ["审计.pdf"]}, ("2018 年度财务审计报告",)),
        ("无", ("2018 年度财务审计报告",)),
    ],
    ids=["当年", "没写年度", "别的年度", "无"],
)
def test_a_dated_paper_is_called_by_its_year_and_another_years_report_is_not_it(
    audit: Any, expected: tuple[str, ...]
) -> None:
    assert shown(AUDIT, {"finance": {"audit": audit}}) == [expected]


def test_the_report_of_last_year_is_called_by_that_year() -> None:
    assert shown("{paper: finance.statements, year: 上一年度}") == [("2019 年度财务报表",)]


def test_a_management_rule_is_an_original_with_the_files_of_every_row_of_its_kind() -> None:
    rows = [
        {"name": "财务制度", "kinds": ["财务管理"], "file": "一.pdf"},
        {"name": "考务规则", "kinds": ["考务管理"], "file": "二.pdf"},
        {"name": "资金办法", "kinds": ["财务管理"], "file": "三.pdf"},
    ]
    (found,) = outcome("{declared: 财务管理, shown: true}", {"rule_documents": rows}).shown
    assert found == Shown("财务管理制度", ("一.pdf", "三.pdf"), is_copy=False)


def test_a_management_rule_that_is_not_there_is_asked_for() -> None:
    assert shown("{declared: 财务管理}") == [("财务管理制度",)]


FORM = "{made: sample/form, finished: 申请表}"


@pytest.mark.parametrize("files", [(), ("申请表.pdf",)])
@pytest.mark.parametrize("open_slots", [(), (("organization", "name"),)], ids=["填全", "有空"])
def test_a_form_is_an_original_and_its_files_are_the_finished_paper(files: Any, open_slots: Any) -> None:
    tree = attachments("申请表") if files else {}
    forms = {"sample/form": FormState("申请表", open_slots, frozenset())}
    (found,) = outcome(FORM, tree, forms=forms).shown
    assert found == Shown("申请表", files, form="sample/form", is_copy=False)


def test_a_finished_form_that_does_not_open_is_still_named_beside_the_form_that_is_filled() -> None:
    forms = {"sample/form": FormState("申请表", (), frozenset())}
    found = outcome(FORM, attachments("申请表"), forms=forms, files={"申请表.pdf": FileState.EMPTY})
    assert (found.verdict, found.shown[0].files) == ("met", ("申请表.pdf",))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (A, None),
        ("{attached: 甲, as: 复印件}", True),
        ("{attached: 甲, as: 原件}", False),
        ("{attached: 甲, draft: general/commitment}", False),
        ("{attached: 甲, draft: general/commitment, as: 复印件}", True),
        ("{paper: finance.audit}", None),
        ("{paper: finance.audit, as: 复印件}", True),
    ],
)
def test_what_the_notice_does_not_say_of_copies_stays_open(condition: str, expected: bool | None) -> None:
    assert outcome(condition).shown[0].is_copy is expected


# Conditions of conditions


def test_of_all_conditions_every_paper_is_asked_for() -> None:
    assert shown(BOTH, attachments("乙")) == [("甲",), ("乙", "乙.pdf")]


def test_of_alternatives_those_that_are_there_are_shown() -> None:
    assert shown(REPORT_OR_PROMISE, attachments("诚信承诺书")) == [("诚信承诺书", "诚信承诺书.pdf")]
    both = attachments("诚信承诺书", "信用报告")
    assert [one[0] for one in shown(REPORT_OR_PROMISE, both)] == ["信用报告", "诚信承诺书"]


def test_of_alternatives_of_which_none_is_there_one_paper_is_asked_for() -> None:
    (found,) = outcome(REPORT_OR_PROMISE).shown
    assert found == Shown("信用报告 或 诚信承诺书", is_copy=None)
    same = (
        "{any: [{attached: 甲, as: 复印件}, {any: [{attached: 乙, as: 复印件}, {attached: 丙, as: 复印件}]}]}"
    )
    assert outcome(same).shown == (Shown("甲 或 乙 或 丙", is_copy=True),)


def test_an_alternative_of_several_papers_is_named_whole() -> None:
    assert shown(f"{{any: [{BOTH}, {{attached: 丙}}]}}") == [("甲、乙 或 丙",)]


def test_alternatives_keep_the_form_that_can_be_made() -> None:
    (found,) = outcome(f"{{any: [{A}, {FORM}]}}").shown
    assert (found.piece, found.form, found.files) == ("甲 或 申请表", "sample/form", ())


def test_what_an_alternative_that_is_begun_lacks_is_asked_for_unless_another_is_whole() -> None:
    either = f"{{any: [{BOTH}, {{attached: 丙}}]}}"
    assert shown(either, attachments("甲")) == [("甲", "甲.pdf"), ("乙",)]
    assert shown(either, attachments("甲", "丙")) == [("甲", "甲.pdf"), ("丙", "丙.pdf")]


def test_where_an_alternative_is_met_without_a_paper_none_is_asked_for() -> None:
    either = f"{{any: [{A}, {{fact: organization.name, present: true}}]}}"
    assert shown(either, {"organization": {"name": "示例学校"}}) == []
    assert shown(either) == [("甲",)]


WHEN = f"{{when: {B}, then: {A}}}"


def test_a_condition_on_which_a_paper_depends_is_no_paper_itself() -> None:
    assert shown(WHEN, attachments("乙")) == [("甲",)]
    assert shown(WHEN, {"attachments": {"乙": "无"}}) == []
    assert shown(WHEN) == [("甲",)]


def test_otherwise_is_asked_for_where_the_condition_fails_and_either_while_it_is_open() -> None:
    either = f"{{when: {B}, then: {A}, otherwise: {{attached: 丙}}}}"
    assert shown(either, attachments("乙")) == [("甲",)]
    assert shown(either, {"attachments": {"乙": "无"}}) == [("丙",)]
    assert shown(either) == [("甲 或 丙",)]
    assert shown(either, attachments("甲", "丙")) == [("甲", "甲.pdf"), ("丙", "丙.pdf")]


def test_what_must_not_be_is_no_paper() -> None:
    assert shown(f"{{not: {A}}}", attachments("甲")) == []


# Rows

TENURE = f"{{every: venues, satisfies: {ASSET}}}"


def test_each_row_asks_for_the_papers_of_its_own_case_under_its_own_name() -> None:
    rows = [room("一号楼", "产权证明", tenure="自有"), room("二号楼", tenure="租赁")]
    assert shown(TENURE, {"venues": rows}) == [
        ("一号楼", "产权证明", "一号楼-产权证明.pdf"),
        ("二号楼", "租赁合同"),
    ]


def test_while_it_is_open_which_case_a_row_is_either_paper_shows_it() -> None:
    rows = [room("一号楼", "产权证明"), room("二号楼")]
    assert shown(TENURE, {"venues": rows}) == [
        ("一号楼", "产权证明", "一号楼-产权证明.pdf"),
        ("二号楼", "产权证明 或 租赁合同"),
    ]


def test_a_row_without_a_name_is_called_by_its_number() -> None:
    rows = [room("一号楼", tenure="租赁"), {"tenure": "自有"}]
    assert [one[0] for one in shown(TENURE, {"venues": rows})] == ["一号楼", "第 2 行"]


def test_an_organisation_that_is_recommended_is_called_as_its_own_file_says() -> None:
    rows = [{"project": "../甲"}, {"project": "../乙"}]
    known = {"../甲": world({"organization": {"name": "示例机构"}}), "../乙": world({})}
    asked = "{every: recommends, satisfies: {attached: 工作实施方案}}"
    found = outcome(asked, {"recommends": rows}, recommended=known).shown
    assert [(one.subject, one.measure) for one in found] == [("示例机构", "家"), ("第 2 行", "家")]


def test_rows_that_are_not_meant_show_nothing_and_those_that_may_be_do() -> None:
    asked = "{every: venues, where: {use: 理论考场}, satisfies: {attached: 产权证明}}"
    rows = [room("一号楼", use="理论考场"), room("二号楼", "产权证明", use="办公室"), room("三号楼")]
    assert shown(asked, {"venues": rows}) == [("一号楼", "产权证明"), ("三号楼", "产权证明")]


def test_rows_that_name_one_file_are_kept_apart() -> None:
    rows = [{"name": name, "files": {"技能水平证明": ["合订.pdf"]}} for name in ("示例甲", "示例乙")]
    assert shown("{every: experts, satisfies: {attached: 技能水平证明}}", {"experts": rows}) == [
        ("示例甲", "技能水平证明", "合订.pdf"),
        ("示例乙", "技能水平证明", "合订.pdf"),
    ]


def test_a_number_of_rows_asks_for_papers_until_enough_have_theirs() -> None:
    rows = [
        room("一号楼", "产权证明"),
        room("二号楼"),
        room("三号楼", "产权证明") | {"files": {"产权证明": "无"}},
    ]
    held = "count: venues, satisfies: {attached: 产权证明}"
    there = ("一号楼", "产权证明", "一号楼-产权证明.pdf")
    assert shown(f"{{{held}, at_least: 1}}", {"venues": rows}) == [there]
    assert shown(f"{{{held}, at_least: 2}}", {"venues": rows}) == [there, ("二号楼", "产权证明")]


def test_a_sum_over_rows_shows_their_papers_too() -> None:
    rows = [room("一号楼", "产权证明"), room("二号楼", area="80")]
    found = shown("{sum: venues, of: area, satisfies: {attached: 产权证明}, at_least: 100}", {"venues": rows})
    assert found == [("一号楼", "产权证明", "一号楼-产权证明.pdf"), ("二号楼", "产权证明")]


def test_a_part_of_a_list_shows_its_papers_too() -> None:
    rows = [room("一号楼", "产权证明"), room("二号楼", "产权证明")]
    asked = "{ratio: {count: venues, satisfies: {attached: 产权证明}}, to: {count: venues}, at_least: 50%}"
    assert [one[0] for one in shown(asked, {"venues": rows})] == ["一号楼", "二号楼"]


def test_a_record_of_a_row_asks_for_its_own_papers_and_one_record_is_enough() -> None:
    works = [{"title": "示例教材"}, {"title": "示例题库", "files": {"证明": ["题库.pdf"]}}]
    rows = [{"name": "电工", "contributions": works}, {"name": "焊工", "contributions": works[:1]}]
    asked = "{every: occupations, satisfies: {contributions: {attached: 证明}, name: {present: true}}}"
    assert shown(asked, {"occupations": rows}) == [("电工", "证明", "题库.pdf"), ("焊工", "证明")]


def test_a_number_in_a_name_is_masked_where_it_tells_whose_a_paper_is() -> None:
    person = {"name": "示例甲11010519491231002X", "files": {"证书": ["一.pdf"]}}
    ((whose, *_),) = shown("{every: experts, satisfies: {attached: 证书}}", {"experts": [person]})
    assert whose.startswith("示例甲")
    assert "19491231" not in whose


# Materials

NOTE = "  - {id: T-9, clause: 九, title: 提示, weight: note}\n"


def materials(entries: str, tree: dict[str, Any] | None = None) -> tuple[Finding, ...]:
    """The findings of some materials."""
    return evaluate(checklist(f"{NOTE}materials:\n{entries}"), None, world(tree), "test").materials


STATED = "{id: T-M1, clause: 一, title: 说明, weight: must, require: {attest: 属实, evidence: true}}"
PROVED = {"attestations": {"T-M1": {"holds": "true", "evidence": ["台账.pdf"]}}}


def test_the_evidence_of_a_statement_is_a_paper_where_the_statement_is_a_material() -> None:
    (found,) = materials(f"  - {STATED}\n", PROVED)
    assert found.outcome.shown == (Shown("佐证材料", ("台账.pdf",)),)
    (found,) = materials(f"  - {STATED}\n")
    assert found.outcome.shown == (Shown("佐证材料"),)


def test_the_evidence_of_a_rules_statement_is_no_paper() -> None:
    ready = requiring("{attest: 属实, evidence: true}")
    tree = {"attestations": {"T-1": {"holds": "true", "evidence": ["台账.pdf"]}}}
    (found,) = evaluate(ready, None, world(tree), "test").findings
    assert (found.outcome.verdict, found.outcome.shown) == ("met", ())


def test_another_materials_papers_stand_in_its_own_finding() -> None:
    own = "  - {id: T-M1, clause: 一, title: 证书, name: 登记证书, weight: must, attached: 甲}\n"
    refers = "  - {id: T-M2, clause: 二, title: 全部, weight: must, require: {all: [{rule: T-M1}, {attached: 乙}]}}\n"
    found = materials(own + refers, attachments("甲", "乙"))[1].outcome
    assert found.shown == (Shown("乙", ("乙.pdf",)),)
    part = found.parts[0].parts[0].finding
    assert part is not None
    assert (part.short, part.outcome.shown) == ("登记证书", (Shown("甲", ("甲.pdf",)),))


def test_a_material_that_refers_to_another_notice_has_its_materials_whole() -> None:
    ready = shipped(CHECKLISTS / "hunan" / "2020-40.yaml")
    result = evaluate(ready, "national", world(attachments("法人登记证书")), "hunan")
    (all_of_them,) = result.materials
    assert all_of_them.outcome.shown == ()
    inside = [part.finding for part in all_of_them.outcome.parts]
    assert [one and one.id for one in inside] == [f"NAT-M{number}" for number in range(1, 7)]
    certificate = inside[1]
    assert certificate is not None
    assert certificate.short == "法人登记证书"
    assert certificate.outcome.shown == (Shown("法人登记证书", ("法人登记证书.pdf",), is_copy=True),)


@pytest.mark.parametrize(
    ("kind", "pieces"), [("法人登记证书", ["法人登记证书"]), ("法人证书", ["法人证书", "法人登记证书"])]
)
def test_what_another_notice_asks_for_besides_is_asked_for_once(kind: str, pieces: list[str]) -> None:
    (found,) = materials(
        f"  - {{id: T-M1, clause: 一, title: 证书, weight: must, attached: {kind}, as: 复印件,"
        " conflicts: [{checklist: national/2020-16, rule: NAT-M2, note: 名称不同}]}\n"
    )
    assert [one.piece for one in found.outcome.shown] == pieces


def test_the_promise_of_one_notice_is_made_with_its_form_and_may_be_finished_by_itself() -> None:
    ready = shipped(CHECKLISTS / "zhejiang" / "2020-35.yaml")
    result = evaluate(ready, None, world(attachments("浙江省社会培训评价组织承诺书")), "zhejiang")
    form, promise = (one.outcome.shown[0] for one in result.materials[:2])
    assert form.form == promise.form == "zhejiang/application"
    assert (form.files, promise.files) == ((), ("浙江省社会培训评价组织承诺书.pdf",))


BY_ROWS = {"NAT-M4", "ZJ-M4b", "ZJ-M5a", "HN-M4", "HN-M7", "JL-M5a", "JL-M5b", "JL-M8b", "SEC-M3a"}
BY_ROWS |= {f"SEC-A{number}b" for number in range(1, 13)}
"""Materials that ask for a paper of each row of a list, and the one that is another notice's."""


def test_every_material_of_every_notice_asks_for_papers() -> None:
    """Nothing is known of the applicant here, so a paper of each row is asked of nobody yet."""
    silent = set()
    for file in checklist_files():
        ready = shipped(file)
        for track in ready.tracks or [None]:
            result = evaluate(ready, track, world({}), file.parent.name)
            silent |= {one.id for one in result.materials if not one.outcome.shown}
    assert silent == BY_ROWS


COPIES = {
    "NAT-M2": {"法人登记证书"},
    "NAT-M5": {"场地所有权属证明", "房产租赁协议", "finance.audit"},
    "ZJ-M2": {"法人登记证书"},
    "ZJ-M5a": {"产权证明", "租赁合同"},
    "ZJ-M5c": {"finance.audit"},
    "HN-M5": {"场地所有权属证明", "房产租赁协议", "finance.audit"},
    "JL-M3": {"法人登记证书", "登记许可证"},
    "JL-M5a": {"产权证明", "租赁合同", "出租方产权证明"},
    "JL-M5b": {"产权证明", "租赁合同", "出租方产权证明"},
}
"""The papers of which the notices write 复印件, and no other."""


def test_a_copy_is_asked_for_exactly_where_the_notice_writes_so() -> None:
    said: dict[str, set[tuple[str, str]]] = {}
    for material in (one for file in checklist_files() for one in written(file).materials):
        for one in within(material.require) if material.require else ():
            if isinstance(one, AttachedCondition | PaperCondition) and one.copy_or_original:
                piece = one.attached if isinstance(one, AttachedCondition) else one.paper
                said.setdefault(material.id, set()).add((piece, one.copy_or_original))
    assert said == {
        identifier: {(piece, "复印件") for piece in pieces} for identifier, pieces in COPIES.items()
    }
