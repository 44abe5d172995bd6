"""The points of the self-assessment as a form prints them: one number or nothing. 得分由评估专家评定, this is 自评."""

from __future__ import annotations

from collections.abc import Iterable

from evalprep.model.derived import SCORE
from evalprep.model.fields import value_at
from evalprep.model.project import Project
from evalprep.model.results import Missing, Score
from evalprep.model.validation import Path
from evalprep.model.verdicts import Interval
from evalprep.rules.scoring import OWN, ReadyScoring
from evalprep.submission.derived_rows import Made

TOTAL, BONUS = f"{SCORE}.total", f"{SCORE}.bonus"
"""The sum without the bonus, which is held against the pass mark; the bonus."""
COMPUTED = "由数据算出"


def score_values(score: Score | None) -> dict[str, Made]:
    """What `score.<id>`, `score.total` and `score.bonus` print: the points where they are one number, else None.

    An open one waits for the fields that its item misses. Without a scoring table there is nothing.
    """
    if score is None:
        return {}
    plain = [one for one in score.items if not one.bonus]
    bonus = [one for one in score.items if one.bonus]
    return {
        **{f"{SCORE}.{one.id}": _made(one.score, one.missing) for one in score.items},
        # A form's 总分 may be taken for the sum with the bonus: the number says which one it is.
        TOTAL: _made(score.total, (asked for one in plain for asked in one.missing), "（不含加分项）"),
        BONUS: _made(score.bonus, (asked for one in bonus for asked in one.missing)),
    }


def _made(points: Interval, missing: Iterable[Missing], unit: str = "") -> Made:
    if points.exact:
        return Made(points.min, unit=unit)
    return Made(None, tuple(dict.fromkeys(one.path for one in missing)))


def scores_to_come(scoring: ReadyScoring | None, project: Project) -> dict[str, Made]:
    """What the same slots hold before the project is judged, when it is asked how far the form is complete.

    The points are an outcome of that judgement, so only the applicant's own numbers can be missing here; what is
    computed has its own findings, which say what it lacks.
    """
    if scoring is None:
        return {}
    found = {f"{SCORE}.{one.item.id}": Made(COMPUTED) for one in scoring.items}
    for one in scoring.items:
        path: Path = (OWN, one.item.id)
        given = value_at(project, path)
        if one.item.own and (given is None or given > one.max):
            found[f"{SCORE}.{one.item.id}"] = Made(None, (path,))
    return {**found, TOTAL: Made(COMPUTED), BONUS: Made(COMPUTED)}
