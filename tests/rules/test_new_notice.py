"""A notice that nobody has seen before is YAML and nothing else: other numbers, a ratio, thresholds by occupation and
level, one threshold in place of another, a local list of occupations, a window counted back from an expiry."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.cases import Case, cases_of
from tests.rules.judging import shipped
from tests.rules.test_cases import holds

NEW = Path(__file__).parent / "new_notice" / "2031-7.yaml"


@pytest.mark.parametrize("case", cases_of(NEW), ids=lambda case: f"{case.told['rule']}-{case.told['case']}")
def test_a_new_notice_is_judged_as_its_cases_tell(case: Case) -> None:
    holds(case)


def test_a_new_notice_uses_what_no_shipped_notice_needs() -> None:
    text = NEW.read_text(encoding="utf-8")
    assert all(word in text for word in ("ratio:", "before:", "in: [6-31-01-03", "use: long_standing"))
    assert {ready.rule.id for ready in shipped(NEW).judged(None)} == {
        "XN-E1",
        "XN-E2",
        "XN-E3",
        "XN-O1",
        "XN-M1",
    }
