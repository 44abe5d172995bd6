"""Every notice and track, from an empty project to the last question: nothing is left over that could be asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evalprep.intake.interview.plan import plan
from evalprep.intake.interview.questions import AttestQuestion, ScoreQuestion
from evalprep.law import Target
from evalprep.model.results import CheckResult
from evalprep.model.validation import Path as FieldPath
from evalprep.model.verdicts import Verdict, Weight
from tests.intake.interview.scripted import LAW
from tests.intake.interview.walking import Walker, settled_or_left, walk

ON = date(2022, 7, 20)
TARGETS = [target for name in LAW.library.jurisdictions() for target in LAW.targets(name, ON)]


def still_missed(result: CheckResult) -> list[tuple[str, FieldPath]]:
    """What the musts that are still unknown wait for, each with the requirement's name."""
    judged = [(one.name, one.weight, one.verdict, one.outcome.missing) for one in result.judged]
    judged += [(one.id, one.weight, one.verdict, one.missing) for one in result.filing]
    return [
        (name, one.path)
        for name, weight, verdict, missing in judged
        if weight is Weight.MUST and verdict is Verdict.UNKNOWN
        for one in missing
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("variant", "skips"), [(0, 0), (1, 7)])
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_whoever_answers_everything_is_asked_everything(
    tmp_path: Path, target: Target, variant: int, skips: int
) -> None:
    desk, result, asked = walk(tmp_path, target, ON, Walker(target, ON, variant, skips))
    assert [one for one in still_missed(result) if not settled_or_left(desk, one[1])] == []
    assert plan([result], desk.reads, desk.project, desk.done) == ()
    stated = [question.statement for question in asked if isinstance(question, AttestQuestion)]
    assert set(stated) <= set(desk.reads.statements.values())
    assert {question.path[1] for question in asked if isinstance(question, ScoreQuestion)} <= set(
        desk.reads.scores
    )
