"""Which columns a row is asked for follows from what rules read and forms print."""

from __future__ import annotations

import pytest

from evalprep.intake.reads import Reads, own_fields
from evalprep.model.fields import Shape, fields
from tests.intake.interview.scripted import national_reads, new_project


@pytest.fixture(scope="module")
def reads(tmp_path_factory: pytest.TempPathFactory) -> Reads:
    return national_reads(new_project(tmp_path_factory.mktemp("empty")))


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ("occupations", ("code", "trades", "levels", "is_new", "started_on", "persons")),
        ("occupations[].history", ("year", "trained", "assessed", "person_times")),
        ("occupations[].contributions", ("title", "kind")),
        ("staff", ("name", "full_time")),
        ("experts", ("name",)),
        ("venues", ("name", "video")),
        ("rule_documents", ("name", "kinds")),
        ("record.violations", ("what", "who")),
    ],
)
def test_a_row_is_asked_for_its_name_and_for_what_is_read(
    reads: Reads, rows: str, columns: tuple[str, ...]
) -> None:
    assert reads.row_columns(rows) == columns


@pytest.mark.parametrize("rows", [path for path, field in fields().items() if field.shape is Shape.ROWS])
def test_every_column_beyond_the_first_is_read(reads: Reads, rows: str) -> None:
    first, *others = reads.row_columns(rows)
    assert first in own_fields(f"{rows}[].")
    assert all(reads.holds(f"{rows}[].{key}") for key in others)


def test_columns_that_a_rule_for_each_row_reads_are_left_to_its_verdict(reads: Reads) -> None:
    assert reads.holds("occupations[].access_controlled")
    assert "access_controlled" not in reads.row_columns("occupations")


def test_a_row_is_not_asked_for_what_only_another_notice_reads(reads: Reads) -> None:
    assert not reads.holds("staff[].education")
    assert not reads.holds("occupation")


def test_a_list_of_which_only_names_are_printed_is_asked_in_one_line(reads: Reads) -> None:
    assert reads.is_names("occupations[].trades")
    assert not reads.is_names("occupations[].history")
    assert not reads.is_names("staff")


def test_the_words_that_rules_look_for_are_known(reads: Reads) -> None:
    assert reads.words["rule_documents[].kinds"] == ("财务管理", "综合管理", "质量管控")


def test_without_targets_nothing_is_read() -> None:
    nothing = Reads(())
    assert nothing.patterns == frozenset()
    assert nothing.row_columns("staff") == ("name",)
    assert nothing.record_columns("organization.appraisal_station") == ("since", "name")
