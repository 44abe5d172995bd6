"""What each slot of a form holds is known without the Word file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from word_samples import Paper, applicant, form_map, national_form

from evalprep.documents.values import SlotState, State, lines_on_paper, slot_states, ticked
from evalprep.model.project import Project

CHOICE = """
  - at: {heading: 一}
    slots:
      - label: 机构性质
        choose: kind
        box: after
        options: {企业: 企业, 民办非企业单位: 民办非企业单位, 行业协会（学会）: [行业协会, 学会]}
"""


def states(paper: Paper) -> dict[str, SlotState]:
    return {state.path: state for state in slot_states(national_form(), paper)}


def test_every_slot_of_a_complete_applicant_is_filled_or_left() -> None:
    open_ = [state.path for state in slot_states(national_form(), applicant(3)) if state.state is State.OPEN]
    assert open_ == []


def test_signature_and_seal_are_left_on_purpose() -> None:
    left = [
        (state.path, state.label)
        for state in slot_states(national_form(), applicant())
        if state.state == "left"
    ]
    assert left == [("signature", "法定代表人（签字）"), ("seal", "单位名称（公章）")]


def test_a_slot_carries_its_label_section_and_text() -> None:
    state = states(applicant())["organization.contact.position"]
    assert state == SlotState("organization.contact.position", "职务", "一、基本信息", State.FILLED, "秘书长")


def test_a_row_slot_has_its_index_in_its_path() -> None:
    state = states(applicant(2))["occupations[1].code"]
    assert (state.label, state.text) == ("职业编码", "6-31-01-01")


@pytest.mark.parametrize("count", [None, 0])
def test_an_unknown_list_and_a_required_empty_one_are_one_open_slot(count: int | None) -> None:
    rows = [
        (state.path, state.state)
        for state in slot_states(national_form(), applicant(count))
        if "occupations" in state.path
    ]
    assert rows == [("occupations", State.OPEN)]


def test_an_empty_list_that_is_not_required_leaves_nothing_open() -> None:
    form = form_map(
        "  - at: {heading: 一}\n    rows: {from: staff, columns: {姓名: .name}, required: false}\n"
    )
    assert slot_states(form, Paper(lists={"staff": []})) == ()


def test_an_unknown_field_of_a_row_is_open() -> None:
    paper = applicant(1)
    paper.lists["occupations"][0].texts["levels"] = None  # type: ignore[index]
    assert states(paper)["occupations[0].levels"].state is State.OPEN


def test_slots_that_share_a_label_are_told_apart_by_their_leads() -> None:
    assert states(applicant())["statements.strengths"].label == "（二）组织优势和专业优势"


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (["企业"], "企业"),
        (["民办非企业单位"], "民办非企业单位"),
        (["学会"], "行业协会（学会）"),
        (["社会培训机构", "民办非企业单位"], "民办非企业单位"),
        (["民办 非企业单位"], "民办非企业单位"),
        (["事业单位"], None),
        (["非企业"], None),
        ([], None),
    ],
)
def test_the_first_word_that_is_an_option_as_a_whole_ticks_it(words: list[str], option: str | None) -> None:
    slot = form_map(CHOICE).sections[0].slots[0]
    assert ticked(slot, Paper(words={"kind": words})) == option


def test_a_choice_without_a_fitting_option_is_open() -> None:
    assert [state.state for state in slot_states(form_map(CHOICE), Paper(words={"kind": ["机关"]}))] == [
        "open"
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (None, []),
        ("", []),
        ("  \n\t\u3000", []),
        (" 甲 \r\n\r\n乙\u3000", ["甲", "乙"]),
        ("甲\t乙", ["甲 乙"]),
        ("甲\x00\x0b乙\ud800\ufffe", ["甲", "乙"]),
        ("=1+1", ["=1+1"]),
    ],
)
def test_text_for_paper_is_trimmed_lines_that_a_word_file_can_hold(
    text: str | None, lines: list[str]
) -> None:
    assert lines_on_paper(text) == lines


TYPED = st.text(st.characters(exclude_categories=()), max_size=30) | st.text(
    st.sampled_from("甲𠮷䶮😀&<w:p>{{ }}\t\n\r\x00\x07\x0b\x1b\x85\u2028\ud800\udfff\ufeff\ufffe\uffff"),
    max_size=8,
)


@settings(deadline=None)
@given(TYPED)
def test_a_text_that_the_project_file_takes_stands_on_paper_with_every_sign(text: str) -> None:
    """What Word cannot hold is refused when the project is read, so nothing is lost here but spaces and line ends."""
    try:
        name = Project.model_validate({"statements": {"strengths": text}}).statements
    except ValidationError:
        return
    assert name is not None
    assert "".join("".join(lines_on_paper(name.strengths)).split()) == "".join((name.strengths or "").split())


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\ud800", "\ufffe", "\uffff"])
def test_a_sign_that_word_cannot_hold_is_refused_with_its_field(sign: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Project.model_validate({"organization": {"name": f"示例{sign}学校"}})
    assert [error["loc"] for error in caught.value.errors()] == [("organization", "name")]
