"""What holds of every merge: nothing changes twice, nothing beside it moves, and no order matters."""

from __future__ import annotations

import difflib
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evalprep.intake.given import Extract, GivenRow, Origin
from evalprep.intake.pieces import read_piece
from tests.conftest import ROOT
from tests.intake.merge.said import Kept, extract, kept, row, told, value

EXAMPLES = sorted((ROOT / "examples").glob("*/evalprep.yaml"))
NAMES = ["张示例", "李示例", "王示例"]
NUMBERS = ["339901197204128113", "339901197908038140", "339901196801011023"]
people = st.fixed_dictionaries(
    {"name": st.sampled_from(NAMES)},
    optional={
        "id_number": st.sampled_from(NUMBERS),
        "sex": st.sampled_from(["男", "女"]),
        "education": st.sampled_from(["本科", "大专", "研究生"]),
        "born_on": st.sampled_from(["1972", "1972-04", "1979-08-03"]),
        "duties": st.lists(st.sampled_from(["主任", "考务人员"]), max_size=2, unique=True).map(sorted),
    },
)
equipment = st.fixed_dictionaries(
    {"name": st.sampled_from(["台式电脑", "打印机"])},
    optional={"model": st.sampled_from(["示例一型", "示例二型"]), "quantity": st.sampled_from(["1", "5"])},
)
steady = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def sources(rows: list[dict[str, object]], listed: str, files: int) -> list[Extract]:
    """The rows dealt out to files, in their order."""
    made = [row(listed, number, f"{number % files}.xlsx", **one) for number, one in enumerate(rows, 5)]
    return [Extract((), tuple(one for one in made if one.origin.file == f"{n}.xlsx")) for n in range(files)]


def project_of(folder: Path, listed: str, rows: list[dict[str, object]]) -> Kept:
    project = kept(folder, "# 说明\norganization: {name: 示例会}   # 照登记证书\n")
    source = extract(*(row(listed, number, f"{number}.xlsx", **one) for number, one in enumerate(rows)))
    project.take(project.merged(source).changes)
    return project


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_importing_what_stands_there_changes_nothing(path: Path) -> None:
    merge = Kept(path).merged(read_piece(path))
    assert (merge.changes, merge.conflicts, merge.remarks) == ((), (), ())
    assert merge.same > 300


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_a_whole_project_that_is_imported_into_an_empty_one_says_the_same(path: Path, tmp_path: Path) -> None:
    project = kept(tmp_path, "")
    stored = project.take(project.merged(read_piece(path)).changes)
    assert stored.project == Kept(path).stored.project


@steady
@given(st.lists(people, max_size=4), st.lists(people, max_size=5), st.integers(1, 3))
def test_importing_people_a_second_time_changes_nothing(
    tmp_path: Path, standing: list[dict[str, object]], rows: list[dict[str, object]], files: int
) -> None:
    project = project_of(tmp_path, "staff", standing)
    given_rows = sources(rows, "staff", files)
    project.take(project.merged(*given_rows).changes)
    before = project.text
    assert project.merged(*given_rows).changes == ()
    assert project.text == before


@steady
@given(st.lists(equipment, max_size=4), st.lists(equipment, max_size=5), st.integers(1, 3))
def test_importing_equipment_a_second_time_changes_nothing(
    tmp_path: Path, standing: list[dict[str, object]], rows: list[dict[str, object]], files: int
) -> None:
    project = project_of(tmp_path, "equipment", standing)
    given_rows = sources(rows, "equipment", files)
    project.take(project.merged(*given_rows).changes)
    assert project.merged(*given_rows).changes == ()


def known(project: Kept, listed: str) -> list[str]:
    """The rows of a list, in no order."""
    return sorted(map(repr, getattr(project.stored.project, listed) or ()))


@steady
@given(
    st.sampled_from([("staff", people), ("equipment", equipment)]).flatmap(
        lambda one: st.tuples(st.just(one[0]), st.lists(one[1], max_size=3), st.lists(one[1], max_size=6))
    ),
    st.integers(1, 3),
    st.randoms(use_true_random=False),
)
def test_the_order_of_rows_and_files_does_not_matter(
    tmp_path: Path,
    case: tuple[str, list[dict[str, object]], list[dict[str, object]]],
    files: int,
    chance: random.Random,
) -> None:
    listed, standing, rows = case
    outcomes = []
    given_rows = sources(rows, listed, files)
    for shuffled in (given_rows, list(_shuffled(given_rows, chance))):
        project = project_of(tmp_path, listed, standing)
        merge = project.merged(*shuffled)
        project.take(merge.changes)
        outcomes.append((known(project, listed), len(merge.conflicts)))
    assert outcomes[0] == outcomes[1]


def _shuffled(extracts: list[Extract], chance: random.Random) -> Iterator[Extract]:
    for one in chance.sample(extracts, len(extracts)):
        yield replace(one, rows=tuple(chance.sample(one.rows, len(one.rows))))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_what_is_not_imported_stays_byte_for_byte(path: Path, tmp_path: Path) -> None:
    shutil.copy(path, tmp_path / "evalprep.yaml")
    project = Kept(tmp_path / "evalprep.yaml")
    before = project.text
    first = project.stored.project.staff[0]
    merge = project.merged(
        row("staff", 5, name=first.name, employer="示例单位"),
        row("staff", 6, name="新示例", education="本科"),
    )
    project.take(merge.changes)
    compared = difflib.ndiff(before.splitlines(), project.text.splitlines())
    gone = [line for line in compared if line.startswith("- ")]
    assert [line for line in gone if first.name not in line] == []
    assert "employer: 示例单位" in project.text
    assert "name: 新示例" in project.text


def test_conflicts_are_no_changes(tmp_path: Path) -> None:
    project = kept(tmp_path, "organization: {name: 示例会}\nstaff: [{name: 张示例}, {name: 张示例}]\n")
    merge = project.merged(
        value("organization.name", "示例一会"),
        value("organization.name", "示例二会", "B9"),
        row("staff", name="张示例", sex="男"),
    )
    before = project.text
    project.take(merge.changes)
    assert (told(merge), len(merge.conflicts), project.text) == ([], 2, before)


def test_a_thousand_rows_are_merged_in_a_moment(tmp_path: Path) -> None:
    import time

    rows = [
        GivenRow(
            "staff",
            row("staff", n, name=f"示例{n}", sex="男", education="本科", position="教师").values,
            Origin("a"),
        )
        for n in range(1000)
    ]
    project = kept(tmp_path, "")
    begun = time.perf_counter()
    project.take(project.merged(extract(*rows)).changes)
    assert project.merged(extract(*rows)).same == 4000
    assert time.perf_counter() - begun < 20
