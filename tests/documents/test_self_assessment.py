"""The self-assessment is the notice's 评估细则 with the applicant's own points: drawn by its script, filled, read back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import zhejiang_self_assessment
from word_samples import body_of, shipped_blank, shipped_form, text_of

from evalprep.documents.forms.fill import fill
from evalprep.documents.forms.grid import Grid
from evalprep.documents.forms.read import read
from evalprep.documents.values import State, slot_states
from evalprep.documents.wordxml import w
from evalprep.law import Law
from evalprep.model.project import Project
from evalprep.model.results import Missing, Score, ScoredItem
from evalprep.model.validation import path_text
from evalprep.model.verdicts import Interval
from evalprep.rules.checklist import ReadyChecklist
from evalprep.store.library import Library
from evalprep.submission.completeness import form_state
from evalprep.submission.derived_rows import Made
from evalprep.submission.derived_scores import score_values, scores_to_come
from evalprep.submission.record import ProjectRecord
from tests.conftest import ROOT

FORM = "zhejiang/self-assessment"
DAY = date(2020, 12, 1)
OWN = {"ZJ-R1a": 15, "ZJ-R3a": Decimal("27.5"), "ZJ-R3b": 9, "ZJ-R4": 10}
SCHOOL = Project.model_validate({"organization": {"name": "示例市百工职业培训学校"}})


def item(identifier: str, low: int, high: int, *, bonus: bool = False) -> ScoredItem:
    asked = (Missing(("self_scores", identifier), "自评分", None),) if low != high else ()
    return ScoredItem(identifier, "附件2", "示例", 80, Interval(low, high), "", asked, bonus)


def score(*items: ScoredItem) -> Score:
    plain = [one.score for one in items if not one.bonus]
    bonus = [one.score for one in items if one.bonus]
    return Score(items, sum(plain, Interval.exactly(0)), sum(bonus, Interval.exactly(0)), 90)


def law() -> ReadyChecklist:
    return Law(Library([ROOT])).targets("zhejiang", DAY)[0].checklist


def test_the_blank_is_what_its_script_draws() -> None:
    assert shipped_blank(FORM) == zhejiang_self_assessment.blank()


def test_the_title_says_whose_points_they_are_above_the_words_of_the_notice() -> None:
    text = text_of(body_of(shipped_blank(FORM)))
    assert "浙江省社会培训评价组织评估细则（试行）" in text
    assert "（申报单位自评；得分由评估专家评定）" in text
    assert "注：1-4项合计分数必须在90分以上。" in text


def test_every_item_of_the_scoring_table_has_one_cell_for_its_points() -> None:
    scoring = law().scoring
    assert scoring is not None
    printed = [slot.path for section in shipped_form(FORM).sections for slot in section.every_slot()]
    points = [path for path in printed if path.startswith("score.")]
    assert points == [*(f"score.{one.item.id}" for one in scoring.items), "score.total"]


def test_the_most_points_of_every_item_are_those_of_the_checklist() -> None:
    scoring = law().scoring
    assert scoring is not None
    labels = {slot.path: slot.label for part in shipped_form(FORM).sections for slot in part.every_slot()}
    for one in scoring.items:
        if not one.bonus:
            assert labels[f"score.{one.item.id}"].endswith(f"（{one.max}分）")


def test_what_was_filled_reads_back_equal_and_stands_in_the_column_of_points() -> None:
    values: Mapping[str, Made] = score_values(
        score(
            *(item(one, 7 + at, 7 + at) for at, one in enumerate(("ZJ-R1a", "ZJ-R1b", "ZJ-R2a", "ZJ-R2b"))),
            *(item(one, 20 + at, 20 + at) for at, one in enumerate(("ZJ-R3a", "ZJ-R3b", "ZJ-R4"))),
            item("ZJ-R5", 0, 0, bonus=True),
        )
    )
    filled = fill(shipped_blank(FORM), shipped_form(FORM), ProjectRecord(SCHOOL, DAY, values))
    expected = {
        "organization.name": "示例市百工职业培训学校",
        **dict(
            zip((f"score.ZJ-R{one}" for one in ("1a", "1b", "2a", "2b")), ["7", "8", "9", "10"], strict=True)
        ),
        **{"score.ZJ-R3a": "20", "score.ZJ-R3b": "21", "score.ZJ-R4": "22", "score.ZJ-R5": "0"},
        "score.total": "97（不含加分项）",
    }
    assert read(filled.content, shipped_form(FORM)).values == expected
    assert all(slot.state is State.FILLED for slot in filled.slots)
    grid = Grid(next(body_of(filled.content).iter(w("tbl"))))
    last = [row.cells[-1] for row in grid.rows[2:]]
    written = list(dict.fromkeys(cell.label for cell in last))
    assert written == ["7", "8", "9", "10", "20", "21", "22", "0", "97(不含加分项)"]


def test_points_that_are_no_single_number_stay_blank_and_wait_for_what_the_item_misses() -> None:
    found = score_values(
        score(item("ZJ-R1a", 0, 15), item("ZJ-R1b", 15, 15), item("ZJ-R5", 10, 20, bonus=True))
    )
    record = ProjectRecord(SCHOOL, DAY, found)
    paths = ("score.ZJ-R1a", "score.ZJ-R1b", "score.ZJ-R5", "score.total", "score.bonus")
    assert [record.text(path) for path in paths] == [None, "15", None, None, None]
    assert [path_text(one) for one in record.waits_for("score.total")] == ["self_scores.ZJ-R1a"]
    assert [path_text(one) for one in record.waits_for("score.bonus")] == ["self_scores.ZJ-R5"]


def test_without_a_scoring_table_there_are_no_points() -> None:
    assert score_values(None) == {}
    assert scores_to_come(None, SCHOOL) == {}


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({}, ["ZJ-R1a", "ZJ-R3a", "ZJ-R3b", "ZJ-R4"]),
        ({"ZJ-R1a": 15, "ZJ-R3a": 28}, ["ZJ-R3b", "ZJ-R4"]),
        ({**OWN, "ZJ-R4": 11}, ["ZJ-R4"]),
        (OWN, []),
    ],
)
def test_before_the_judgement_the_form_waits_for_the_applicants_own_points(
    own: dict[str, Any], expected: list[str]
) -> None:
    project = Project.model_validate({"organization": {"name": "示例学校"}, "self_scores": own})
    record = ProjectRecord(project, DAY, scores_to_come(law().scoring, project))
    state = form_state(shipped_form(FORM), record)
    assert [path_text(path) for path in state.open] == [f"self_scores.{one}" for one in expected]
    assert state.unfit == ()
    assert "self_scores" in state.reads


def test_no_slot_is_filled_by_what_only_stands_for_points_to_come() -> None:
    """What `check` takes as complete is never printed: `build` fills from the judgement."""
    project = Project.model_validate({"self_scores": OWN})
    known = ProjectRecord(project, DAY, score_values(score(item("ZJ-R1b", 0, 15))))
    states = {slot.path: slot.state for slot in slot_states(shipped_form(FORM), known)}
    assert states["score.ZJ-R1b"] is State.OPEN


def test_the_words_of_the_table_are_the_notices() -> None:
    grid = Grid(next(body_of(shipped_blank(FORM)).iter(w("tbl"))))
    assert [[cell.label for cell in row.own_cells if cell.label] for row in grid.rows[:4]] == [
        ["评估内容", "评估方法和标准", "得分情况"],
        ["大项", "中项", "小项"],
        [
            "1.机构及岗位设置情况(30分)",
            "职业技能等级认定组织机构(15分)",
            "部门设置和管理职能明确,管理人员岗位职责明确",
            "查阅文件。",
        ],
        [
            "管理人员、工作人员、专家团队组成(15分)",
            "人数、学历、资格证书等符合基本要求",
            "查阅劳动合同、社保关系和资格证书、单位文件或任命书(或聘书),以及相关规定,现场提问其岗位工作职责发现问题不得分。",
        ],
    ]
    assert [cell.label for cell in grid.rows[-2].own_cells] == [
        "5.加分项",
        "可适当放宽申报条件的4类情况",
        "附相关佐证材料,每项加10-20分",
        "",
    ]
