"""`draft`: what a first draft is wanted of, and what makes it needless. It never counts."""

from __future__ import annotations

from typing import Any

import pytest

from evalprep.errors import ChecklistError
from evalprep.model.evidence import FileState
from evalprep.report.explained import explained
from evalprep.report.layout import Style
from evalprep.rules.called import wanted
from evalprep.rules.drafts import Wanted
from evalprep.rules.world import World
from tests.rules.judging import CHECKLISTS, checklist, outcome, requiring, shipped, verdict, world

PLAN = "{attached: 实施方案, draft: sample/plan}"
MEASURES = "{attached: 质量管控措施, draft: sample/plan}"
FINANCE = "{declared: 财务管理, draft: general/finance}"


def called(condition: str, tree: dict[str, Any] | None = None, **around: Any) -> list[Wanted]:
    """The papers that one condition wants."""
    return list(wanted(requiring(condition), None, world(tree, **around)))


def waiting(condition: str, tree: dict[str, Any] | None = None, **around: Any) -> list[str]:
    """The papers of which a draft is to be written."""
    return [one.form for one in called(condition, tree, **around) if not one.finished]


def attachments(*kinds: str) -> dict[str, Any]:
    """A project with a file of each kind attached."""
    return {"attachments": {kind: [f"附件/{kind}.pdf"] for kind in kinds}}


@pytest.mark.parametrize("condition", [PLAN, FINANCE])
def test_a_draft_never_counts_and_the_message_tells_of_it(condition: str) -> None:
    found = outcome(condition, {})
    assert found.verdict == "unknown"
    assert found.message.endswith("（evalprep build 会写出初稿）") or (found.rule and found.rule.drafted)
    assert verdict(condition.split(", draft")[0] + "}", {}) == "unknown"


def test_without_a_draft_the_message_tells_of_none() -> None:
    assert "初稿" not in outcome("{attached: 实施方案}", {}).message


def test_what_is_attached_but_does_not_open_is_told_and_not_that_a_draft_is_written() -> None:
    found = outcome(PLAN, attachments("实施方案"), files={"附件/实施方案.pdf": FileState.EMPTY})
    assert "初稿" not in found.message


def test_a_draft_is_wanted_until_the_paper_is_attached_and_opens() -> None:
    assert waiting(PLAN) == ["sample/plan"]
    empty = {"附件/实施方案.pdf": FileState.EMPTY}
    assert waiting(PLAN, attachments("实施方案"), files=empty) == ["sample/plan"]
    (found,) = called(PLAN, attachments("实施方案"))
    assert (found.finished, found.files) == (True, ("附件/实施方案.pdf",))


def test_a_rule_that_is_declared_without_a_file_still_wants_its_draft() -> None:
    named = {"name": "财务管理办法", "kinds": ["财务管理"]}
    assert verdict(FINANCE, {"rule_documents": [named]}) == "met"
    assert waiting(FINANCE, {"rule_documents": [named]}) == ["general/finance"]
    assert waiting(FINANCE, {"rule_documents": [named | {"file": "附件/a.pdf"}]}) == []


def test_two_papers_in_one_draft_are_one_and_it_is_wanted_until_both_are_there() -> None:
    both = f"{{all: [{PLAN}, {MEASURES}]}}"
    (found,) = called(both)
    assert found.under == (("附件", "实施方案"), ("附件", "质量管控措施"))
    (found,) = called(both, attachments("实施方案"))
    assert (found.finished, found.under) == (False, (("附件", "质量管控措施"),))
    assert waiting(both, attachments("实施方案", "质量管控措施")) == []


def test_of_several_spellings_one_is_enough_and_the_first_is_proposed() -> None:
    either = f"{{any: [{FINANCE}, {{declared: 资金管理, draft: general/finance}}]}}"
    (found,) = called(either)
    assert found.under == (("规章制度", "财务管理"),)
    assert waiting(either, {"rule_documents": [{"kinds": ["资金管理"], "file": "附件/a.pdf"}]}) == []


def test_another_way_that_holds_makes_the_draft_needless() -> None:
    either = "{any: [{attached: 信用报告}, {attached: 诚信承诺书, draft: general/commitment}]}"
    assert waiting(either) == ["general/commitment"]
    (found,) = called(either, attachments("信用报告"))
    assert (found.finished, found.files) == (True, ("附件/信用报告.pdf",))


def test_one_of_several_ways_may_ask_for_parts_of_one_draft() -> None:
    parts = ", ".join(f"{{declared: {kind}, draft: sample/rules}}" for kind in ("报名", "收费"))
    either = f"{{any: [{{declared: 工作规程, draft: sample/rules}}, {{all: [{parts}]}}]}}"
    registered = [{"kinds": ["报名"], "file": "附件/a.pdf"}]
    assert waiting(either, {"rule_documents": registered}) == ["sample/rules"]
    registered.append({"kinds": ["收费"], "file": "附件/b.pdf"})
    assert waiting(either, {"rule_documents": registered}) == []


def test_what_does_not_apply_wants_no_draft() -> None:
    when = f"{{when: {{fact: organization.kind, equals: 行业协会}}, then: {PLAN}}}"
    assert waiting(when, {"organization": {"kind": "企业"}}) == []
    assert waiting(when, {"organization": {"kind": "行业协会"}}) == ["sample/plan"]


def test_a_rule_that_is_referred_to_brings_its_draft_along() -> None:
    rules = f"  - {{id: T-1, clause: 一, title: 甲, weight: must, require: {PLAN}}}\n"
    rules += "  - {id: T-2, clause: 一, title: 乙, weight: must, require: {rule: T-1}}\n"
    ready = checklist(rules)
    second = ready.find("T-2")
    assert second is not None
    assert [one.form for one in second.condition.drafts] == ["sample/plan"]  # type: ignore[union-attr]
    assert [one.form for one in wanted(ready, None, world({}))] == ["sample/plan"]


RECOMMENDING = {
    "recommends": [
        {"project": "../甲", "files": {"实施方案": ["附件/甲.pdf"]}},
        {"project": "../乙"},
    ]
}


def of_each(condition: str, around: World | None = None) -> list[tuple[str, int, bool]]:
    """Which paper is wanted of which recommended organisation, and whether it is finished."""
    found = wanted(requiring(condition), None, around or world(RECOMMENDING))
    return [(one.form, one.of.number, one.finished) for one in found if one.of]


def test_in_the_rows_of_recommends_a_draft_is_wanted_of_each_organisation() -> None:
    condition = (
        f"{{every: recommends, satisfies: {{all: [{PLAN}, {{attached: 公示制度, draft: general/notice}}]}}}}"
    )
    assert of_each(condition) == [
        ("sample/plan", 1, True),
        ("general/notice", 1, False),
        ("sample/plan", 2, False),
        ("general/notice", 2, False),
    ]
    (found,) = (one for one in wanted(requiring(condition), None, world(RECOMMENDING)) if one.finished)
    assert found.files == ("附件/甲.pdf",)


def test_without_recommended_organisations_nothing_is_drafted_for_them() -> None:
    condition = f"{{every: recommends, satisfies: {PLAN}}}"
    assert called(condition, {}) == called(condition, {"recommends": []}) == []


def test_rules_of_another_notice_are_drafted_from_the_recommended_organisations_own_project() -> None:
    own = {"rule_documents": [{"kinds": ["财务管理"], "file": "附件/a.pdf"}]}
    around = world(RECOMMENDING, recommended={"../甲": world(own), "../乙": world({})})
    rule = "  - {id: T-1, clause: 一, title: 甲, weight: must, for_each: recommends, "
    rule += "require: {checklist: national/2020-16, rules: [NAT-E3, NAT-E16]}}\n"
    found = wanted(checklist(rule), None, around)
    assert [(one.form, one.of.number if one.of else 0, one.finished) for one in found] == [
        ("general/finance", 1, True),
        ("general/management", 1, False),
        ("general/quality", 1, False),
        ("general/finance", 2, False),
        ("general/management", 2, False),
        ("general/quality", 2, False),
    ]


def test_an_organisation_whose_project_cannot_be_read_is_drafted_nothing_of_its_own_rules() -> None:
    around = world(RECOMMENDING, recommended={"../甲": world({})})
    rule = "  - {id: T-1, clause: 一, title: 甲, weight: must, for_each: recommends, "
    rule += "require: {checklist: national/2020-16, rules: [NAT-E16]}}\n"
    assert [one.of.number for one in wanted(checklist(rule), None, around) if one.of] == [1]


def test_items_of_the_scoring_table_want_their_drafts_too() -> None:
    ready = shipped(CHECKLISTS / "zhejiang" / "2020-35.yaml")
    found = {one.form: one for one in wanted(ready, None, world({}))}
    assert not found["general/invigilators"].finished
    held = {"rule_documents": [{"kinds": ["监考人员管理"], "file": "附件/a.pdf"}]}
    assert {one.form: one for one in wanted(ready, None, world(held))}["general/invigilators"].finished


def test_materials_come_first_in_the_notices_order_then_what_rules_call_for() -> None:
    papers = shipped(CHECKLISTS / "national" / "2020-16.yaml").papers(None)
    assert papers == (
        "national/basic-information",
        "national/implementation-plan",
        "general/fixed-assets",
        "general/commitment",
        "general/finance",
        "general/management",
        "general/quality",
    )


def test_each_track_calls_for_its_own_papers() -> None:
    ready = shipped(CHECKLISTS / "sector" / "2020-41.yaml")
    department, association = ready.papers("department"), ready.papers("association")
    assert set(department) - set(association) >= {
        "sector/department-pilot-plan",
        "sector/recommendation-letter",
        "sector/recommended-implementation-plan",
    }
    assert set(association) - set(department) == {
        "sector/association-pilot-plan",
        "sector/branches",
        "sector/implementation-plan",
    }


def test_explain_tells_of_the_draft() -> None:
    shown = explained("T-1", [requiring(PLAN)], Style(100))
    assert "evalprep build 会写出初稿（forms/sample/plan）；写完、登记定稿才算" in shown


@pytest.mark.parametrize(
    "key", ["attached: 实施方案, draft", "declared: 财务管理, draft", "finished: 表, made"]
)
@pytest.mark.parametrize("form", ["plan", "a/b/c", "../plan", "a b/c"])
def test_an_id_of_a_shape_that_is_no_papers_is_refused_with_its_line(key: str, form: str) -> None:
    with pytest.raises(ChecklistError) as caught:
        requiring(f"{{{key}: {form}}}")
    (problem,) = caught.value.problems
    assert "不是表格或文稿的编号" in problem.problem
    assert problem.place is not None
    assert (problem.place.file, problem.place.line) == ("test.yaml", 3)
