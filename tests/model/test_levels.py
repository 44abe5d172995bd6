from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.model.kinds import BadValue, Kind
from evalprep.model.levels import LEVELS, SKILL_LEVEL, Levels, SkillLevel

FIVE, FOUR, THREE = SkillLevel.LEVEL_5, SkillLevel.LEVEL_4, SkillLevel.LEVEL_3
TWO, ONE = SkillLevel.LEVEL_2, SkillLevel.LEVEL_1
LEVEL_SETS = st.sets(st.sampled_from(list(SkillLevel)), min_size=1).map(Levels)


def complaint(kind: Kind[Any], text: str) -> BadValue:
    with pytest.raises(BadValue) as caught:
        kind.parse(text)
    assert caught.value.problem and caught.value.expected and caught.value.remedy
    return caught.value


def test_the_scale_runs_from_apprentice_to_principal() -> None:
    texts = ["学徒工", "五级", "四级", "三级", "二级", "一级", "特级技师", "首席技师"]
    assert [level.text for level in sorted(SkillLevel)] == texts


@pytest.mark.parametrize(
    "text",
    [
        "三级",
        "3级",
        "３级",
        "三",
        "三级工",
        "高级工",
        "高级",
        "高级技工",
        "三级/高级工",
        "三级／高级工",
        "三级 / 高级工",
        "高级工（三级）",
        "三级(高级工)",
        "三级高级工",
        "国家职业资格三级",
        "国家职业资格三级（高级工）",
        "职业技能等级三级",
        "职业资格证书（三级）",
        "Ⅲ级",
        "三 级",
    ],
)
def test_level_three_is_read_in_every_usual_word(text: str) -> None:
    assert SKILL_LEVEL.parse(text) is THREE


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("初级工", FIVE),
        ("初级", FIVE),
        ("中级", FOUR),
        ("中级工", FOUR),
        ("技师", TWO),
        ("二级/技师", TWO),
        ("二级技师", TWO),
        ("高级技师", ONE),
        ("一级/高级技师", ONE),
        ("学徒", SkillLevel.APPRENTICE),
        ("特级技师", SkillLevel.SPECIAL),
        ("首席技师", SkillLevel.PRINCIPAL),
    ],
)
def test_the_other_levels_are_read_by_number_and_by_name(text: str, level: SkillLevel) -> None:
    assert SKILL_LEVEL.parse(text) is level


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("三级/技师", "对不上"),
        ("一级技师", "不止一个"),
        ("五级-三级", "只能写一个"),
        ("五级、四级", "只能写一个"),
        ("五级/四级", "只能写一个"),
        ("三级以上", "以上"),
        ("六级", "不是技能等级"),
        ("0", "不是技能等级"),
        ("10级", "不是技能等级"),
        ("", "没有写"),
    ],
)
def test_what_is_no_single_level_is_told_why(text: str, reason: str) -> None:
    assert reason in complaint(SKILL_LEVEL, text).problem


@pytest.mark.parametrize(
    "text",
    [
        "五级-三级",
        "三级-五级",
        "5-3",
        "3-5",
        "５－３",
        "3 - 5",
        "5～3",
        "5级~3级",
        "五级至三级",
        "五级到三级",
        "五级～三级",
        "五级—三级",
        "五级——三级",
        "五至三级",
        "五级、四级、三级",
        "三级、四级、五级",
        "五、四、三级",
        "五级，四级，三级",
        "五级；四级；三级",
        "五级、四级和三级",
        "五级/四级/三级",
        "五级 四级 三级",
        "5,4,3",
        "5-4-3",
        "Ⅴ-Ⅲ",
        "初级工-高级工",
        "初级工、中级工、高级工",
        "初级、中级、高级",
        "初、中、高级",
        "初级工/中级工/高级工",
        "五级/初级工至三级/高级工",
        "五级/初级工-三级/高级工",
        "五级（初级工）至三级（高级工）",
        "五级 / 初级工 至 三级 / 高级工",
        "五级/初级工、四级/中级工、三级/高级工",
        "五级/初级工/四级/中级工/三级/高级工",
        "五级至三级（初级工至高级工）",
        "职业技能等级五级至三级",
    ],
)
def test_five_to_three_is_read_in_every_notation(text: str) -> None:
    assert LEVELS.parse(text) == Levels([FIVE, FOUR, THREE])


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("一级/高级技师", [ONE]),
        ("五级", [FIVE]),
        ("5", [FIVE]),
        ("三级/高级工、二级/技师", [THREE, TWO]),
        ("高级工、技师", [THREE, TWO]),
        ("高级工/技师", [THREE, TWO]),
        ("技师（二级）、高级技师（一级）", [TWO, ONE]),
        ("五级、三级", [FIVE, THREE]),
        ("五级-三级、一级", [FIVE, FOUR, THREE, ONE]),
        ("五级到一级", [FIVE, FOUR, THREE, TWO, ONE]),
        ("学徒工、首席技师", [SkillLevel.APPRENTICE, SkillLevel.PRINCIPAL]),
    ],
)
def test_other_sets_are_read(text: str, levels: list[SkillLevel]) -> None:
    assert list(LEVELS.parse(text)) == levels


@pytest.mark.parametrize("text", ["三级以上", "三级及以上", "三级（含）以上", "四级以下"])
def test_an_open_end_is_refused_and_both_ends_asked_for(text: str) -> None:
    told = complaint(LEVELS, text)
    assert "没有说清" in told.problem and "两头都写出来" in told.remedy


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("高级 技师", "分不清"),
        ("5-3-1", "分不清"),
        ("五级一三级", "不止一个等级"),
        ("543", "不是技能等级"),
        ("三级/技师", "对不上"),
        ("五级至三级（初级工至技师）", "对不上"),
        ("五级/四级-三级", "一头写了不止一个"),
        ("五级-", "没有写"),
        ("全部", "不是技能等级"),
        ("六级-三级", "不是技能等级"),
        ("", "没有写"),
    ],
)
def test_what_is_ambiguous_or_no_level_is_told_why(text: str, reason: str) -> None:
    assert reason in complaint(LEVELS, text).problem


@given(LEVEL_SETS)
@settings(deadline=None)
def test_a_set_of_levels_is_read_back_from_file_and_from_paper(levels: Levels) -> None:
    assert LEVELS.parse(LEVELS.write(levels)) == LEVELS.parse(LEVELS.on_paper(levels)) == levels


@given(LEVEL_SETS, st.randoms())
@settings(deadline=None)
def test_the_order_and_the_names_in_a_list_do_not_matter(levels: Levels, random: Any) -> None:
    words = [random.choice([level.text, level.full_name]) for level in levels]
    random.shuffle(words)
    assert LEVELS.parse("、".join(words)) == levels


@pytest.mark.parametrize(
    ("levels", "written", "shown"),
    [
        ([THREE, FOUR, FIVE], "五级-三级", "五级至三级"),
        ([FIVE, FOUR], "五级-四级", "五级至四级"),
        ([FIVE, THREE], "五级、三级", "五级、三级"),
        ([FIVE], "五级", "五级"),
    ],
)
def test_an_unbroken_run_is_written_by_its_ends(levels: list[SkillLevel], written: str, shown: str) -> None:
    assert (LEVELS.write(Levels(levels)), LEVELS.on_paper(Levels(levels))) == (written, shown)


@given(LEVEL_SETS)
@settings(deadline=None)
def test_levels_run_from_the_lowest(levels: Levels) -> None:
    assert list(levels) == sorted(levels)
    assert (levels.lowest, levels.highest) == (min(levels), max(levels))


def test_a_set_of_levels_behaves_as_a_frozen_set() -> None:
    levels = Levels([FIVE, THREE])
    assert set(levels) == levels  # type: ignore[comparison-overlap]
    assert hash(levels) == hash(Levels([THREE, FIVE, FIVE]))
    assert levels & {ONE} == frozenset()
    assert levels <= Levels.between(FIVE, ONE)
    assert pickle.loads(pickle.dumps(levels)) == levels
    with pytest.raises(AttributeError):
        levels.levels = ()  # type: ignore[misc]


def test_a_set_of_levels_is_never_empty() -> None:
    with pytest.raises(BadValue):
        Levels([])


def test_the_same_levels_lie_between_two_ends_in_either_order() -> None:
    assert Levels.between(THREE, FIVE) == Levels.between(FIVE, THREE) == Levels([FIVE, FOUR, THREE])
