"""One job in, what came of it out; both cross from process to process."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from evalprep.batch.job import Done, Job, Making
from evalprep.batch.work import perform

JOB = Job(Path(), date(2020, 6, 1), "national", call="1")


def test_a_check_is_the_same_after_it_has_crossed(example: Path) -> None:
    job: Job = pickle.loads(pickle.dumps(replace(JOB, path=example)))
    done = perform(job)
    assert [one.target for one in done.judged] == ["national"]
    assert pickle.loads(pickle.dumps(done)) == done


def test_a_build_crosses_too(example: Path, tmp_path: Path) -> None:
    done: Done = perform(replace(JOB, path=example, making=Making(tmp_path / "out")))
    there = pickle.loads(pickle.dumps(done)).made[0].built
    assert there.folder == str(tmp_path / "out")
    assert done.failed is None


def test_a_fault_of_ours_is_part_of_what_came_of_it(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evalprep.check.evaluate", lambda *_: 1 / 0)
    done = perform(replace(JOB, path=example))
    assert done.fault
    assert (done.fault.kind, done.exit_code) == ("ZeroDivisionError", 5)
    assert "Traceback" in done.fault.told
    assert done.failed


def test_from_another_folder_paths_are_told_as_they_were_given(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "坏").mkdir()
    (tmp_path / "坏" / "evalprep.yaml").write_text("organisation: {}\n", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    here = [perform(replace(JOB, path=Path(name))) for name in ("示例协会", "坏")]
    monkeypatch.chdir(tmp_path / "elsewhere")
    there = [perform(replace(JOB, path=Path(name), base=tmp_path)) for name in ("示例协会", "坏")]
    assert there == here
    assert here[0].judged[0].result.project == "示例协会/evalprep.yaml"


def test_the_law_is_read_once_for_a_call_and_again_for_the_next(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []
    from evalprep.law import Law

    whole = Law._checklist
    monkeypatch.setattr(
        Law,
        "_checklist",
        lambda self, file: (None if file in self._checklists else read.append(file), whole(self, file))[1],
    )
    for call in ("a", "a", "b"):
        perform(replace(JOB, path=example, call=call))
    assert len(read) == 2 * len(set(read))
