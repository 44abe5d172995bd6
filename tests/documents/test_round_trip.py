"""What is filled in is read back equal, whatever the text and however many rows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_samples import NATIONAL, Paper, shipped_blank, shipped_form

from evalprep.documents.forms.fill import Filled, fill
from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.forms.read import Reading, read
from evalprep.documents.values import State

FORM, BLANK = shipped_form(NATIONAL), shipped_blank(NATIONAL)
HUNAN = shipped_form("hunan/basic-information"), shipped_blank("hunan/basic-information")
TEXTS = [slot.path for section in FORM.sections for slot in section.slots if slot.value]
COLUMNS = [
    path.removeprefix(".")
    for section in FORM.sections
    if section.rows
    for path in section.rows.columns.values()
]
KINDS = ["企业", "民办非企业单位", "行业协会", "行业联合会", "技工院校", "技师学院", "机关"]

# Texts that look like parts of the form itself, beside whatever people type.
LOOKALIKES = [
    "名称",
    "地　址",
    "职务",
    "法定代表人",
    "职业编码",
    "一、基本信息",
    "四、诚信承诺",
    "五、市（州）人力资源社会保障局意见：",
    "公章",
    "三、",
    "…",
    "□",
    "☑ 企业",
    "____",
    "=1+1",
]
CHARACTERS = st.sampled_from(
    "甲乙丙工种（）()【】《》“”：:；，。、·—…　 \t\n\rAz09@.-_/&<>\"'□☑√\x00\x07\u200b\u2028１Ａ😀"
)
WRITTEN = st.text(CHARACTERS, max_size=40) | st.sampled_from(LOOKALIKES) | st.text(max_size=20)
KNOWN = st.none() | WRITTEN


def entries() -> st.SearchStrategy[list[Paper]]:
    row = st.fixed_dictionaries(dict.fromkeys(COLUMNS, KNOWN)).map(Paper)
    few = st.lists(row, max_size=6)
    return few | st.integers(0, 40).map(
        lambda count: [Paper({"code": str(number)}) for number in range(count)]
    )


def papers() -> st.SearchStrategy[Paper]:
    texts = st.fixed_dictionaries(dict.fromkeys(TEXTS, KNOWN))
    lists = st.fixed_dictionaries({"occupations": st.none() | entries()})
    words = st.fixed_dictionaries({"organization.form_choice": st.lists(st.sampled_from(KINDS), max_size=2)})
    return st.builds(Paper, texts, lists, words)


def told(reading: Reading) -> dict[str, str]:
    """Everything that was read, by the paths of the slots; rows count on, blank ones left out."""
    ticks = {path: "、".join(labels) for path, labels in reading.choices.items()}
    rows = {
        f"{name}[{index}].{path}": text
        for name, entries in reading.rows.items()
        for index, entry in enumerate(entries)
        for path, text in entry.items()
    }
    return {**reading.values, **ticks, **rows}


def expected(filled: Filled) -> dict[str, str]:
    """Everything that was filled in; an entry of which nothing is known leaves no row to read."""
    texts = {state.path: state.text for state in filled.slots if state.state is State.FILLED}
    indices = sorted({int(path.split("[")[1].split("]")[0]) for path in texts if "[" in path})
    places = {f"occupations[{index}]": f"occupations[{place}]" for place, index in enumerate(indices)}
    return {
        places.get(path.split(".")[0], path.split(".")[0]) + path[len(path.split(".")[0]) :]: text
        for path, text in texts.items()
    }


@pytest.mark.parametrize(("form", "blank"), [(FORM, BLANK), HUNAN], ids=["national", "hunan"])
@settings(deadline=None, max_examples=150)
@given(paper=papers())
def test_what_is_filled_in_is_read_back_equal(form: FormMap, blank: bytes, paper: Paper) -> None:
    filled = fill(blank, form, paper)
    reading = read(filled.content, form)
    assert told(reading) == expected(filled)
    assert reading.unplaced == {}


@settings(deadline=None, max_examples=30)
@given(papers())
def test_filling_a_filled_form_again_changes_no_answer(paper: Paper) -> None:
    """Cells and ticks are overwritten with the same; only part 三, which would be added to, is left out."""
    once = Paper(
        {path: text for path, text in paper.texts.items() if "statements" not in path},
        paper.lists,
        paper.words,
    )
    first = fill(BLANK, FORM, once).content
    assert read(fill(first, FORM, once).content, FORM) == read(first, FORM)
