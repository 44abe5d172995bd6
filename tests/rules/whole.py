"""A whole checklist from its text, for the tests of what is more than rules: easings, windows, scoring, routes.

Every notice and organisation here is made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from evalprep.errors import ChecklistError, Problem
from evalprep.model.results import CheckResult
from evalprep.rules.checklist import ReadyChecklist, parse_checklist
from evalprep.rules.evaluate import evaluate
from evalprep.store.yaml import parse_yaml
from tests.rules.judging import NOTICE, ON, world

RULES = "rules: [{id: T-1, clause: 一, title: 名称, weight: must, require: {fact: organization.name, present: true}}]\n"
"""A rule for a checklist that is about something else."""


def whole(text: str) -> ReadyChecklist:
    """A checklist from the YAML of its sections; without rules it gets one."""
    rules = "" if text.startswith("rules:") else RULES
    return parse_checklist(parse_yaml(f"{NOTICE}{rules}{text}", "test.yaml", error=ChecklistError), "test")


def refused(text: str) -> list[Problem]:
    """The complaints about a checklist."""
    with pytest.raises(ChecklistError) as caught:
        whole(text)
    return caught.value.problems


def checked(
    text: str | ReadyChecklist, tree: Mapping[str, Any] | None = None, *, on: date = ON
) -> CheckResult:
    """The judgement of a project by a checklist."""
    ready = whole(text) if isinstance(text, str) else text
    return evaluate(ready, None, world(tree, on=on), "test")
