"""One job in, what came of it out; both cross from process to process."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evalprep.batch.job import Done, Job, Making
from evalprep.batch.work import perform
from evalprep.errors import EvalprepError, InputError, NotReadyError, Problem, UsageError, worst
from evalprep.law import Target
from evalprep.rules.checklist import ReadyChecklist

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


def refusal(code: str) -> UsageError:
    return UsageError(Problem(code, f"说的是 {code}", "改"))


@pytest.mark.parametrize(
    ("refused", "many", "told"),
    [
        ({"province": refusal("no_such_paper")}, 1, []),
        ({"province": refusal("several_papers")}, 1, ["湖南省（面向全省）：说的是 several_papers"]),
        (dict.fromkeys(("national", "province"), refusal("no_such_paper")), 0, ["说的是 no_such_paper"]),
        (
            {
                "national": refusal("no_such_paper"),
                "province": InputError(Problem("x", "读不了", "改")),
            },
            0,
            ["湖南省（面向全省）：读不了"],
        ),
        (
            {
                "national": InputError(Problem("x", "坏了", "改")),
                "province": InputError(Problem("x", "读不了", "改")),
            },
            0,
            ["湖南省（面向全国）：坏了", "湖南省（面向全省）：读不了"],
        ),
    ],
    ids=[
        "one track lacks it",
        "one track has several",
        "no track has it",
        "one lacks it, one fails",
        "both fail",
    ],
)
def test_a_paper_that_one_track_lacks_is_made_for_the_other_and_nothing_else_is_passed_over(
    example: Path,
    monkeypatch: pytest.MonkeyPatch,
    refused: dict[str, EvalprepError],
    many: int,
    told: list[str],
) -> None:
    def build_one(stored: object, target: Target, *rest: object, **more: object) -> None:
        if error := refused.get(target.track or ""):
            raise error

    monkeypatch.setattr("evalprep.build.build_one", build_one)
    done = perform(
        replace(JOB, path=example, on=date(2022, 7, 20), jurisdiction="hunan", making=Making(only="一份"))
    )
    assert ([one.problem for one in done.problems], len(done.made)) == (told, many)
    named = [error for error in refused.values() if any(error.problems[0].problem in one for one in told)]
    assert done.exit_code == worst(error.exit_code for error in named)


def test_where_there_is_one_target_what_is_wrong_with_it_is_told_without_its_name(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(*rest: object, **more: object) -> None:
        raise InputError(Problem("x", "读不了", "改"))

    monkeypatch.setattr("evalprep.build.build", build)
    done = perform(replace(JOB, path=example, making=Making()))
    assert ([one.problem for one in done.problems], done.exit_code) == (["读不了"], 3)


def test_what_is_not_ready_is_withheld_and_no_failure(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(*rest: object, **more: object) -> None:
        raise NotReadyError(Problem("x", "还不能", "改"), 4)

    monkeypatch.setattr("evalprep.build.build", build)
    done = perform(replace(JOB, path=example, making=Making(strict=True)))
    (made,) = done.made
    assert ([one.problem for one in made.withheld], made.exit_code) == (["还不能"], 4)
    assert (done.problems, done.failed) == ((), None)


def test_what_was_judged_before_something_went_wrong_is_there_too(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from evalprep import check

    whole = check.evaluate

    def fails(checklist: ReadyChecklist, track: str, *rest: Any) -> object:
        if track == "province":
            raise InputError(Problem("x", "读不了", "改"))
        return whole(checklist, track, *rest)

    monkeypatch.setattr("evalprep.check.evaluate", fails)
    done = perform(replace(JOB, path=example, on=date(2022, 7, 20), jurisdiction="hunan"))
    assert ([one.target for one in done.judged], done.exit_code) == (["hunan:national"], 3)
