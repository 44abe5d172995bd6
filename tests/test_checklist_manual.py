"""docs/checklist.md, followed: what it tells to write makes a checklist that works, and its tables name the whole vocabulary."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from evalprep.rules.entries import Checklist, Material, Rule
from evalprep.rules.value_tests import TESTS
from evalprep.rules.vocabulary import OPERATORS, AttachedCondition, PaperCondition
from tests.conftest import ROOT
from tests.rules.cases import Case, cases_of
from tests.rules.test_cases import holds

MANUAL = (ROOT / "docs" / "checklist.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", MANUAL, re.S)
CHECKLIST = "".join(BLOCKS[:-2])
PROJECT, CASES = BLOCKS[-2:]
COMMANDS = re.findall(r"```console\n\$ evalprep (.*?)\n(.*?)```", MANUAL, re.S)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a reader has made by the end of part five."""
    law = tmp_path / "我的库" / "checklists" / "shilizhou"
    law.mkdir(parents=True)
    (law / "2030-5.yaml").write_text(CHECKLIST, encoding="utf-8")
    (tmp_path / "单位").mkdir()
    (tmp_path / "单位" / "evalprep.yaml").write_text(PROJECT, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("command", "shown"), COMMANDS, ids=lambda one: one.split()[0] if one else None)
def test_every_command_prints_what_the_manual_shows(command: str, shown: str, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "evalprep", *command.split()],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode in (0, 1, 4), done.stderr
    position = 0
    for line in shown.splitlines():
        if line.strip() and "……" not in line:
            position = done.stdout.find(line, position)
            assert position >= 0, line


def cases(folder: Path) -> list[Case]:
    file = folder / "我的库" / "checklists" / "shilizhou" / "2030-5.yaml"
    file.with_suffix(".cases.yaml").write_text(CASES, encoding="utf-8")
    return cases_of(file)


def test_the_cases_of_the_manual_hold(folder: Path) -> None:
    found = cases(folder)
    assert found
    for case in found:
        holds(case)


def table(after: str) -> set[str]:
    """The words in the first column of the table after a line."""
    rows = MANUAL.split(after)[1].split("\n\n")[1].splitlines()[2:]
    return {word for row in rows for word in re.findall(r"`(\w+)", row.split("|")[1])}


def test_the_manual_names_every_operator() -> None:
    assert set(OPERATORS) - {"fields"} <= table("判断的写法")


def test_the_manual_names_what_is_said_of_a_paper() -> None:
    said = {info.alias or name for name, info in AttachedCondition.model_fields.items()}
    said |= set(PaperCondition.model_fields) - {"copy_or_original"}
    assert said <= table("判断的写法")


def test_the_manual_tells_what_only_materials_have() -> None:
    assert set(Material.model_fields) - set(Rule.model_fields) == table("材料除了规则的各项")


def test_the_manual_names_every_test() -> None:
    assert set(TESTS) == table("要求的写法")


def test_the_manual_names_every_key_of_a_rule_or_material_and_every_section() -> None:
    keys = {*Material.model_fields, *Checklist.model_fields}
    assert [key for key in keys if not re.search(rf"`{key}`|^\s*-? ?{key}:|`{key}:", MANUAL, re.M)] == []
