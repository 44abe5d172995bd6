"""材料清单: a line for each material and each rule document, finished or not, with its file."""

from __future__ import annotations

from collections.abc import Sequence

from evalprep.documents.sheets.listsheets import MaterialRow
from evalprep.model.results import Finding, Outcome, RuleAsked, Score, ScoredItem
from evalprep.model.verdicts import Interval, Verdict
from evalprep.report.made import MadePaper
from evalprep.report.materials import material_rows
from tests.report import results as sample

FILE = "附件/制度.pdf"


def rule(verdict: Verdict, *kinds: str, files: tuple[str, ...] = ()) -> Outcome:
    """A rule document that is asked for; met where it is there."""
    asked = RuleAsked(kinds, None, 1, drafted=True, held=verdict is Verdict.MET)
    return Outcome(verdict, kinds[0], "示例", files=files, rule=asked)


def of_rule(number: int, part: Outcome) -> Finding:
    return sample.finding(number, part.verdict, parts=(part,), files=part.files)


def scored(*parts: Outcome) -> Score:
    item = ScoredItem("EX-R2", "附件2 2", "制度", 10, Interval(0, 10), "缺", parts=parts)
    return Score((item,), Interval(0, 10), Interval(0, 0), 9)


def draft(name: str, kind: str) -> MadePaper:
    return MadePaper(name, name, "draft", under=(("规章制度", kind),))


def rows(
    *rules: Finding, made: dict[str, Sequence[MadePaper]] | None = None, score: Score | None = None
) -> list[MaterialRow]:
    material = sample.finding(90, Verdict.MET, files=("附件/登记证书.pdf",))
    return [*material_rows([material], rules, lambda one: (made or {}).get(one, ()), (), score)]


def test_a_finished_rule_document_is_listed_with_its_file() -> None:
    _, row = rows(of_rule(1, rule(Verdict.MET, "财务管理", files=(FILE,))), sample.finding(2, Verdict.MET))
    assert (row.number, row.title, row.kind, row.status, row.files, row.missing) == (
        "2",
        "第 1 条",
        "规章制度",
        "已备齐",
        (FILE,),
        False,
    )


def test_a_rule_document_without_its_file_is_not_told_to_be_ready() -> None:
    made = {"EX-1": [draft("01.docx", "财务管理")]}
    assert rows(of_rule(1, rule(Verdict.MET, "财务管理")), made=made)[1].status == "已登记，缺文件"
    assert rows(of_rule(1, rule(Verdict.MET, "财务管理")))[1].status == "已登记，缺文件"


def test_a_rule_document_that_is_not_there_is_listed_without_a_draft_too() -> None:
    assert [one.status for one in rows(of_rule(1, rule(Verdict.UNMET, "财务管理")))] == ["已备齐", "没有"]
    assert len(rows(of_rule(1, rule(Verdict.NOT_APPLICABLE, "财务管理")))) == 1


def test_rules_that_only_the_scoring_asks_for_stand_last_each_with_its_file_or_draft() -> None:
    score = scored(
        rule(Verdict.UNMET, "监考人员管理"), rule(Verdict.MET, "考生守则", files=(FILE,)), rule(Verdict.MET, "财务管理")
    )  # fmt: skip
    made = {"EX-R2": [draft("01.docx", "监考人员管理"), draft("02.docx", "考生守则")]}
    found = rows(of_rule(1, rule(Verdict.MET, "财务管理", files=(FILE,))), made=made, score=score)
    assert [(one.number, one.title, one.clause, one.status, one.files) for one in found[2:]] == [
        ("3", "监考人员管理制度", "附件2 2（EX-R2）", "初稿，待写完", ("初稿：01.docx",)),
        ("4", "考生守则", "附件2 2（EX-R2）", "已备齐", (FILE,)),
    ]
