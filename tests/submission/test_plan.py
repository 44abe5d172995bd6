"""The plan of a submission: numbers and names by the notice's list, copies and made papers, and what is lacking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.model.enclosures import EnclosureKind, Item, Lacking, Submission
from evalprep.model.evidence import FileState
from evalprep.model.results import CheckResult, EasedBy, Finding, NoticeRef, Outcome, RuleAsked, Shown
from evalprep.model.verdicts import Overall, Verdict, Weight
from evalprep.submission.names import folded, windows_length
from evalprep.submission.plan import MadeForm, front, notes, plan, same_file
from tests.submission.test_names import assert_valid

FORMS = {
    "demo/application": MadeForm("示例申报表", ".docx", EnclosureKind.FORM),
    "demo/people": MadeForm("示例人员名单", ".xlsx", EnclosureKind.LIST),
}
APPLICATION = Shown("示例申报表", form="demo/application", is_copy=False)
PEOPLE = Shown("示例人员名单", form="demo/people", is_copy=False)


def material(
    clause: str,
    *shown: Shown,
    id: str = "T-M1",
    verdict: Verdict | None = Verdict.UNKNOWN,
    weight: Weight = Weight.MUST,
    short: str | None = "示例材料",
    heading: str | None = None,
    message: str = "示例说明",
    parts: tuple[Outcome, ...] = (),
    eased: tuple[str, ...] = (),
) -> Finding:
    """A material that is shown by some papers."""
    outcome = Outcome(verdict or Verdict.UNKNOWN, "示例", message, parts=parts, shown=shown)
    easings = (EasedBy("T-X1", "放宽", "示例放宽", None, "", eased),) if eased else ()
    return Finding(
        id,
        clause,
        "《示例材料》的全名",
        weight,
        verdict,
        outcome,
        eased_by=easings,
        short=short,
        heading=heading,
    )


def result(*materials: Finding, findings: tuple[Finding, ...] = ()) -> CheckResult:
    notice = NoticeRef("示例〔2020〕1号", "示例通知", "示例", date(2020, 1, 1), date(2020, 1, 1))
    day = date(2021, 1, 1)
    return CheckResult("p", "示例学校", "demo", None, day, Overall.READY, notice, findings, materials)


def planned(
    *materials: Finding,
    bad: dict[str, FileState] | None = None,
    ready: bool = True,
    forms: dict[str, MadeForm] = FORMS,
) -> Submission:
    """The plan where all named files are good but those that are said not to be."""
    files = {name: FileState.GOOD for one in materials for shown in one.outcome.shown for name in shown.files}
    return plan(result(*materials), forms, files | (bad or {}), ready=ready)


def names(items: Iterable[Item]) -> list[str]:
    return [one.name for item in items for one in item.enclosures]


def copy(*files: str, piece: str = "示例证书", subject: str = "", is_copy: bool | None = None) -> Shown:
    return Shown(piece, files, subject=subject, is_copy=is_copy)


# Numbers and names of items


def test_each_clause_is_one_number_in_the_order_of_the_list() -> None:
    made = planned(material("一1", id="T-M1"), material("一2", id="T-M2"), material("一1", id="T-M3"))
    assert [(one.number, one.clause, [each.id for each in one.materials]) for one in made.items] == [
        (1, "一1", ["T-M1", "T-M3"]),
        (2, "一2", ["T-M2"]),
    ]


def test_a_note_has_no_number() -> None:
    note = material("附件2", PEOPLE, verdict=None, weight=Weight.NOTE)
    assert [one.clause for one in planned(note, material("一1")).items] == ["一1"]


def test_what_is_not_applicable_keeps_its_number_and_has_no_file() -> None:
    spared = material("一1", copy("a.pdf"), APPLICATION, verdict=Verdict.NOT_APPLICABLE)
    first, second = planned(spared, material("一2", copy("b.pdf"))).items
    assert (first.enclosures, first.lacking, first.is_asked) == ((), (), False)
    assert names([second]) == ["02-示例材料/01-示例证书.pdf"]


def test_a_number_is_called_by_its_heading_then_by_its_short_name_then_by_its_title() -> None:
    headed = [material("一1", short="短名"), material("一1", heading="总名")]
    made = planned(*headed, material("一2", short="短名"), material("一3", short=None))
    assert [one.name for one in made.items] == ["总名", "短名", "《示例材料》的全名"]


def test_a_reference_to_another_notices_materials_is_replaced_by_them() -> None:
    others = [material("三(一)", copy("a.pdf"), id="N-M1"), material("三(二)", copy("b.pdf"), id="N-M2")]
    parts = tuple(replace(one.outcome, finding=one) for one in others)
    merged = (shown for one in others for shown in one.outcome.shown)
    made = planned(material("二(一)", *merged, id="T-M7", parts=parts), material("二(二)"))
    assert [(one.clause, one.materials[0].id) for one in made.items] == [
        ("三(一)", "N-M1"),
        ("三(二)", "N-M2"),
        ("二(二)", "T-M1"),
    ]


def test_a_clause_of_another_notice_is_told_with_that_notices_number() -> None:
    there = replace(material("三(二)", copy("a.pdf"), id="N-M2"), notice="示例〔2019〕2号")
    parts = (replace(there.outcome, finding=there),)
    made = planned(material("三(一)", id="T-M7", parts=parts), material("三(二)"))
    assert [one.clause for one in made.items] == ["示例〔2019〕2号 三(二)", "三(二)"]


def test_a_management_rule_that_is_a_material_has_the_name_in_the_list() -> None:
    def rule(short: str | None, *shown: Shown) -> list[str]:
        asked = material("一1", *shown, short=short)
        outcome = replace(asked.outcome, rule=RuleAsked(("违纪处理",), None))
        return [one.piece for one in planned(replace(asked, outcome=outcome)).items[0].enclosures]

    paper = copy("a.pdf", piece="违纪处理制度")
    assert rule("违纪处理办法", paper) == ["违纪处理办法"]
    assert rule(None, paper) == ["违纪处理制度"]
    assert rule("两种制度", paper, copy("b.pdf", piece="保密制度")) == ["违纪处理制度", "保密制度"]


def test_parts_that_are_findings_only_in_part_replace_nothing() -> None:
    other = material("三(一)", copy("a.pdf"), id="N-M1")
    parts = (Outcome(Verdict.MET, "", ""), replace(other.outcome, finding=other))
    assert [one.clause for one in planned(material("一1", parts=parts)).items] == ["一1"]


def test_numbers_have_three_digits_where_there_are_more_than_99() -> None:
    made = planned(*(material(f"一{one}", copy("a.pdf")) for one in range(100)))
    assert names(made.items[:1]) == ["001-示例材料/01-示例证书.pdf"]


# Where files stand


def test_a_made_paper_alone_under_its_number_is_a_file() -> None:
    made = planned(material("一1", APPLICATION, short="申报表"))
    assert names(made.items) == ["01-示例申报表.docx"]


def test_evidence_alone_under_its_number_is_in_a_folder() -> None:
    made = planned(material("一1", copy("附件/证 书.PDF")))
    assert names(made.items) == ["01-示例材料/01-示例证书.pdf"]


def test_what_is_lacking_knows_the_number_that_is_kept_for_its_piece() -> None:
    pieces = (copy(piece="甲"), copy("b.pdf", piece="乙"), copy("c.pdf", piece="丙"))
    (item,) = planned(material("一1", *pieces), bad={"c.pdf": FileState.ABSENT}).items
    assert names([item]) == ["01-示例材料/02-乙.pdf"]
    assert [(one.title, one.place) for one in item.lacking] == [("甲", 1), ("丙", 3)]
    (alone,) = planned(material("一1", copy(piece="甲"))).items
    assert [one.place for one in alone.lacking] == [None]


def test_a_finished_form_that_cannot_be_used_has_no_place_beside_the_made_one() -> None:
    bad = Shown("示例申报表", ("坏.pdf",), form="demo/application", is_copy=False)
    (item,) = planned(material("一1", bad, PEOPLE), bad={"坏.pdf": FileState.UNREADABLE}).items
    assert names([item]) == ["01-示例材料/01-示例申报表.docx", "01-示例材料/02-示例人员名单.xlsx"]
    assert [one.place for one in item.lacking] == [None]


def test_a_folder_of_files_that_are_two_pieces_each_is_called_by_both() -> None:
    def both(*subjects: str) -> tuple[Shown, ...]:
        plans = (copy(f"{one}.pdf", piece="方案", subject=one) for one in subjects)
        rules = (copy(f"{one}.pdf", piece="措施", subject=one) for one in subjects)
        return (*plans, *rules, copy("c.pdf", piece="清单"))

    assert names(planned(material("一1", *both("甲示例", "乙示例"))).items) == [
        "01-示例材料/01-方案、措施/01-甲示例.pdf",
        "01-示例材料/01-方案、措施/02-乙示例.pdf",
        "01-示例材料/02-清单.pdf",
    ]


def test_several_pieces_have_numbers_and_those_of_several_files_a_folder() -> None:
    subjects = (
        copy("a.pdf", subject="张示例"),
        copy("b.JPG", "c.jpg", subject="李示例"),
    )
    made = planned(
        material("一1", PEOPLE), material("一1", *subjects), material("一1", copy("d.pdf", piece="清单"))
    )
    assert names(made.items) == [
        "01-示例材料/01-示例人员名单.xlsx",
        "01-示例材料/02-示例证书/01-张示例.pdf",
        "01-示例材料/02-示例证书/02-李示例-1.jpg",
        "01-示例材料/02-示例证书/02-李示例-2.jpg",
        "01-示例材料/03-清单.pdf",
    ]


def test_one_piece_of_several_files_needs_no_folder_of_its_own() -> None:
    made = planned(material("一1", copy("a.pdf", subject="张示例"), copy("b.pdf", subject="李示例")))
    assert names(made.items) == ["01-示例材料/01-张示例.pdf", "01-示例材料/02-李示例.pdf"]


def test_ten_files_of_one_are_in_order_by_name() -> None:
    made = planned(material("一1", copy(*(f"{one}.pdf" for one in range(10)))))
    assert names(made.items)[0] == "01-示例材料/01-示例证书-01.pdf"
    assert names(made.items) == sorted(names(made.items))


def test_a_paper_that_comes_later_moves_no_other() -> None:
    asked = [copy("a.pdf", piece="甲"), copy("b.pdf", piece="乙", subject="张示例")]
    asked += [copy("c.pdf", piece="乙", subject="李示例"), copy("d.pdf", piece="丙")]
    whole = planned(material("一1", *asked))
    gone = [replace(one, files=()) if one.files in (("a.pdf",), ("b.pdf",)) else one for one in asked]
    assert names(planned(material("一1", *gone)).items) == [
        name for name in names(whole.items) if not name.endswith(("甲.pdf", "张示例.pdf"))
    ]


def test_a_made_list_stays_in_its_folder_while_the_evidence_is_lacking() -> None:
    made = planned(material("一1", PEOPLE, copy()))
    assert names(made.items) == ["01-示例材料/01-示例人员名单.xlsx"]


def test_a_file_without_a_suffix_gets_none() -> None:
    made = planned(material("一1", copy("附件.d/证书", "附件/扫描件.第1页")))
    assert names(made.items) == ["01-示例材料/01-示例证书-1", "01-示例材料/01-示例证书-2"]


def test_made_papers_carry_the_mark_of_a_draft_and_copies_never() -> None:
    made = planned(material("一1", APPLICATION, copy("a.pdf")), ready=False)
    assert names(made.items) == ["01-示例材料/01-示例申报表（草稿）.docx", "01-示例材料/02-示例证书.pdf"]
    assert [one.name for one in made.front] == ["00-封面（草稿）.docx", "00-目录（草稿）.docx"]
    assert [one.name for one in front(True)] == ["00-封面.docx", "00-目录.docx"]


# Official forms


def test_a_form_that_two_materials_ask_for_is_made_once() -> None:
    pledge = replace(APPLICATION, piece="示例承诺书")
    made = planned(material("一1", APPLICATION, id="T-M1a"), material("一1", pledge, id="T-M1b"))
    (form,) = made.items[0].enclosures
    assert (form.name, form.title, form.kind, form.form, form.materials) == (
        "01-示例申报表.docx",
        "示例申报表",
        EnclosureKind.FORM,
        "demo/application",
        ("T-M1a", "T-M1b"),
    )


def test_a_finished_paper_is_handed_in_instead_of_the_form() -> None:
    finished = replace(APPLICATION, files=("定稿.pdf",))
    (one,) = planned(material("一1", finished)).enclosures[2:]
    assert (one.name, one.kind, one.form, one.source) == (
        "01-示例材料/01-示例申报表.pdf",
        EnclosureKind.COPY,
        "demo/application",
        "定稿.pdf",
    )


def test_a_finished_paper_of_the_whole_form_answers_for_its_parts() -> None:
    finished = replace(APPLICATION, files=("定稿.pdf",))
    pledge = replace(APPLICATION, piece="示例承诺书")
    made = planned(material("一1", finished, id="T-M1a"), material("一1", pledge, id="T-M1b"))
    assert [(one.source, one.materials) for one in made.items[0].enclosures] == [
        ("定稿.pdf", ("T-M1a", "T-M1b"))
    ]
    assert not made.items[0].lacking


def test_a_finished_part_does_not_stand_for_the_whole_form() -> None:
    pledge = replace(APPLICATION, piece="示例承诺书", files=("承诺书.pdf",))
    made = planned(material("一1", APPLICATION), material("一1", pledge))
    assert names(made.items) == ["01-示例材料/01-示例申报表.docx", "01-示例材料/02-示例承诺书.pdf"]


def test_a_form_is_made_while_its_finished_paper_cannot_be_used() -> None:
    finished = replace(APPLICATION, files=("定稿1.pdf", "定稿2.pdf"))
    (item,) = planned(material("一1", finished), bad={"定稿2.pdf": FileState.LOCKED}).items
    assert names([item]) == ["01-示例申报表.docx"]
    assert [(one.source, one.reason) for one in item.lacking] == [
        ("定稿1.pdf", "同一份定稿的其他文件还不能用，整份先不放进去"),
        ("定稿2.pdf", FileState.LOCKED.reason),
    ]


def test_a_finished_part_that_cannot_be_used_leaves_the_made_form_alone() -> None:
    pledge = replace(APPLICATION, piece="示例承诺书", files=("承诺书.pdf",))
    (item,) = planned(material("一1", APPLICATION, pledge), bad={"承诺书.pdf": FileState.EMPTY}).items
    assert names([item]) == ["01-示例申报表.docx"]
    assert item.lacking == (Lacking("示例承诺书", FileState.EMPTY.reason, "承诺书.pdf"),)


def test_a_part_that_is_not_finished_is_answered_by_the_made_form_beside_a_finished_part() -> None:
    pledge = replace(APPLICATION, piece="示例承诺书", files=("承诺书.pdf",))
    third = replace(APPLICATION, piece="示例附表")
    every = enumerate((APPLICATION, pledge, third))
    made = planned(*(material("一1", one, id=f"T-M{number}") for number, one in every))
    assert [one.materials for one in made.items[0].enclosures] == [("T-M0", "T-M2"), ("T-M1",)]


def test_a_form_that_cannot_be_made_is_lacking_for_the_reason_that_its_own_condition_tells() -> None:
    inner = Outcome(Verdict.UNKNOWN, "", "向受理单位索取", shown=(APPLICATION,))
    whole = material("一1", APPLICATION, copy("a.pdf"), message="许多事", parts=(inner,))
    (item,) = planned(whole, forms={}).items
    assert item.lacking == (Lacking("示例申报表", "向受理单位索取"),)
    assert names([item]) == ["01-示例材料/02-示例证书.pdf"]


# Evidence


def test_what_is_not_attached_is_lacking() -> None:
    (item,) = planned(material("一1", copy(subject="张示例"))).items
    assert item.lacking == (Lacking("示例证书（张示例）", "还没有附上"),)


def test_a_file_that_is_not_good_is_lacking_with_the_reason() -> None:
    shown = copy("a.pdf", "b.pdf")
    (item,) = planned(material("一1", shown), bad={"b.pdf": FileState.OUTSIDE}).items
    assert [one.source for one in item.enclosures] == ["a.pdf"]
    assert item.lacking == (Lacking("示例证书", FileState.OUTSIDE.reason, "b.pdf"),)


def test_a_file_whose_state_nobody_looked_up_is_not_handed_in() -> None:
    (item,) = plan(result(material("一1", copy("a.pdf"))), FORMS, {}, ready=True).items
    assert item.lacking == (Lacking("示例证书", FileState.ABSENT.reason, "a.pdf"),)


def test_a_material_that_names_no_paper_is_lacking_as_a_whole() -> None:
    unknown = material("一1", message="还没有登记专家")
    met = material("一2", verdict=Verdict.MET)
    first, second = planned(unknown, met).items
    assert first.lacking == (Lacking("示例材料", "还没有登记专家"),)
    assert not second.lacking


def test_the_same_file_twice_under_one_number_is_one_copy() -> None:
    plans = copy("附件/方案.docx", piece="工作方案"), copy("附件\\方案.docx", piece="质量管控措施")
    (item,) = planned(material("一1", *plans)).items
    (one,) = item.enclosures
    assert (one.name, one.title, one.piece) == (
        "01-示例材料/01-工作方案、质量管控措施.docx",
        "工作方案、质量管控措施",
        "工作方案、质量管控措施",
    )


def test_a_piece_that_is_in_the_file_of_another_takes_no_number() -> None:
    pieces = copy("a.pdf", piece="甲"), copy("a.pdf", piece="乙"), copy("b.pdf", piece="丙")
    made = planned(material("一1", *pieces))
    assert names(made.items) == ["01-示例材料/01-甲、乙.pdf", "01-示例材料/02-丙.pdf"]


def test_a_file_of_two_materials_under_one_number_names_both() -> None:
    made = planned(
        material("一1", copy("a.pdf", is_copy=True), id="T-M1"),
        material("一1", copy("a.pdf", is_copy=False), id="T-M2"),
    )
    (one,) = made.items[0].enclosures
    assert (one.materials, one.is_copy) == (("T-M1", "T-M2"), False)


def test_a_file_under_two_numbers_is_copied_to_each() -> None:
    made = planned(material("一1", copy("a.pdf")), material("一2", copy("a.pdf")))
    assert names(made.items) == ["01-示例材料/01-示例证书.pdf", "02-示例材料/01-示例证书.pdf"]


def test_a_file_of_many_names_the_first_three_and_how_many() -> None:
    four = [copy("a.pdf", subject=one) for one in ("甲室", "乙室", "丙室", "丁室")]
    (three,) = planned(material("一1", *four[:3])).items[0].enclosures
    (every,) = planned(material("一1", *four)).items[0].enclosures
    assert three.title == "示例证书（甲室、乙室、丙室）"
    assert every.title == "示例证书（甲室、乙室、丙室等 4 项）"
    assert every.name == "01-示例材料/01-甲室、乙室、丙室等 4 项.pdf"


def test_people_are_counted_as_people_and_people_with_rooms_as_neither() -> None:
    people = [
        replace(copy("a.pdf", subject=one), measure="人") for one in ("张示例", "李示例", "王示例", "赵示例")
    ]
    rooms = [copy("b.pdf", subject="甲室"), *(replace(one, files=("b.pdf",)) for one in people)]
    first, second = planned(material("一1", *people, *rooms)).items[0].enclosures
    assert first.subject == "张示例、李示例、王示例等 4 人"
    assert second.subject == "甲室、张示例、李示例等 5 项"


def test_whether_a_copy_is_asked_for_stays_as_the_notice_says() -> None:
    asked = [material(f"一{one}", copy("a.pdf", is_copy=one)) for one in (True, False, None)]
    assert [one.is_copy for one in planned(*asked).enclosures[2:]] == [True, False, None]


# Beside the list


def test_files_of_easings_that_no_number_holds_are_told_once() -> None:
    eased = material("二", id="T-E1", verdict=Verdict.EASED, eased=("./a.pdf", "b.pdf", "./b.pdf"))
    made = plan(
        result(material("一1", copy("a.pdf")), findings=(eased,)),
        FORMS,
        {"a.pdf": FileState.GOOD},
        ready=True,
    )
    assert made.elsewhere == ("b.pdf",)


def test_files_of_easings_go_where_the_notice_takes_them() -> None:
    eased = material("二", id="T-E1", verdict=Verdict.EASED, eased=("a.pdf", "b.pdf"))
    other = replace(material("一2", copy("a.pdf")), easing_evidence=True)
    made = plan(
        result(material("一1", copy("c.pdf")), other, findings=(eased,)),
        FORMS,
        dict.fromkeys(("a.pdf", "b.pdf", "c.pdf"), FileState.GOOD),
        ready=True,
    )
    assert [one.source for one in made.items[1].enclosures] == ["a.pdf", "b.pdf"]
    assert (made.items[0].enclosures[0].source, made.elsewhere) == ("c.pdf", ())


def test_files_of_easings_that_nothing_needs_are_not_handed_in() -> None:
    met = material("二", id="T-E1", verdict=Verdict.MET, eased=("b.pdf",))
    assert plan(result(material("一1"), findings=(met,)), FORMS, {}, ready=True).elsewhere == ()


def test_notes_with_a_form_are_papers_for_the_desk() -> None:
    scored = material("附件2", PEOPLE, id="T-F3", verdict=None, weight=Weight.NOTE)
    told = material("附件3", id="T-F4", verdict=None, weight=Weight.NOTE)
    assert [one.id for one in notes(result(scored, told, material("一1", PEOPLE)))] == ["T-F3"]


def test_the_longest_paths_have_120_characters() -> None:
    long = "示例" * 60
    shallow = planned(material("一1", copy("a.pdf", piece=long), short=long))
    deep = planned(material("一1", copy("a.pdf", "b.pdf", piece=long), copy("c.pdf"), short=long))
    assert [len(one) for one in names(shallow.items)] == [120]
    assert [len(one) for one in names(deep.items)][:2] == [120, 120]


# Any list of materials

TEXTS = st.text(max_size=90) | st.sampled_from(
    ["CON", "aux.pdf", "A", "a", "á", "a\u0301", "示例" * 40, "a/b"]
)
SHOWN = st.builds(
    Shown,
    piece=TEXTS,
    files=st.lists(TEXTS, max_size=3).map(tuple),
    form=st.sampled_from([None, None, "demo/application", "demo/people", "demo/none"]),
    subject=TEXTS,
)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["一", "二"]), st.lists(SHOWN, max_size=5), TEXTS), max_size=5),
    st.booleans(),
)
def test_every_path_is_valid_on_windows_and_alone_and_short(
    given: list[tuple[str, list[Shown], str]], ready: bool
) -> None:
    paths = [
        one.name
        for one in planned(
            *(material(clause, *shown, short=short) for clause, shown, short in given), ready=ready
        ).enclosures
    ]
    assert len({folded(one) for one in paths}) == len(paths)
    folders = {
        folded(path.rsplit("/", depth)[0]) for path in paths for depth in (1, 2) if path.count("/") >= depth
    }
    assert not folders & {folded(one) for one in paths}
    for path in paths:
        assert windows_length(path) <= 120
        for part in path.split("/"):
            assert_valid(part, 120)


@settings(deadline=None)
@given(st.lists(SHOWN, max_size=6))
def test_every_named_file_is_handed_in_or_lacking(shown: list[Shown]) -> None:
    bad = {name: FileState.EMPTY for one in shown for name in one.files if len(name) % 2}
    (item,) = planned(material("一", *shown), bad=bad).items
    told = {same_file(one.source) for one in (*item.enclosures, *item.lacking) if one.source is not None}
    assert {same_file(name) for one in shown for name in one.files} == told
