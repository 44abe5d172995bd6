"""Results that wait on disk for a report of all of them."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import Any

import pytest

from evalprep.batch import kept
from evalprep.batch.kept import Kept
from evalprep.errors import OutputError
from evalprep.model.verdicts import Verdict
from tests.report.results import finding, result


def filled(many: int) -> Kept:
    """So many results, each with a project of its own."""
    found = Kept()
    for number in range(many):
        found.add(result(finding(number, Verdict.UNMET), project=f"{number}/evalprep.yaml"))
    return found


@pytest.mark.parametrize("in_memory", [1, 1_000_000], ids=["on disk", "in memory"])
def test_results_come_back_as_they_were_in_their_order(
    in_memory: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "IN_MEMORY", in_memory)
    found = filled(5)
    expected = [
        result(finding(number, Verdict.UNMET), project=f"{number}/evalprep.yaml") for number in range(5)
    ]
    assert list(found) == expected
    assert (found[-1], found[1:3]) == (expected[-1], expected[1:3])


def test_one_can_be_added_after_another_was_read() -> None:
    found = filled(2)
    assert found[0].project == "0/evalprep.yaml"
    found.add(result(project="后来的"))
    assert [one.project for one in found] == ["0/evalprep.yaml", "1/evalprep.yaml", "后来的"]


def test_what_is_not_there_is_an_index_error() -> None:
    with pytest.raises(IndexError):
        filled(2)[2]


def test_nothing_is_left_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "IN_MEMORY", 1)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found = filled(2)
    del found
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Kept()

    def full(data: bytes) -> Any:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(found._file, "write", full)
    with pytest.raises(OutputError) as raised:
        found.add(result())
    assert raised.value.problems[0].code == "no_room"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of files")
def test_a_full_disk_is_told_when_a_result_is_kept_and_not_when_it_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import resource

    monkeypatch.setattr(kept, "IN_MEMORY", 1)
    found = filled(1)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        with pytest.raises(OutputError):
            found.add(result())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert len(found) == 1
