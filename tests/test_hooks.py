"""What others call evalprep with: the hook, run by pre-commit itself, and the action, its steps run by bash."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from junitparser import JUnitXml

from tests.conftest import EXAMPLE, ROOT

HOOKS, ACTION = ROOT / ".pre-commit-hooks.yaml", ROOT / "action.yml"
BIN = Path(sys.executable).parent
PACKED = ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "evalprep", "forms", "checklists")
DAY = "2020-06-01"
LEFT = ("__pycache__", "申报材料", "自查", "初稿")
EXPRESSION = re.compile(r"\$\{\{\s*([^}]+?)\s*\}\}")
ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "GITHUB_"))}
ENVIRONMENT |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


def git(folder: Path, *arguments: str) -> str:
    """Call git in a folder; its stdout."""
    own = ("-c", "user.name=示例", "-c", "user.email=example@example.org")
    command = ["git", *own, "-C", str(folder), *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=ENVIRONMENT)
    return done.stdout.strip()


def committed(folder: Path) -> str:
    """Make a repository of a folder; the name of its commit."""
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "示例")
    return git(folder, "rev-parse", "HEAD")


def applicant(folder: Path, *replaced: tuple[str, str]) -> Path:
    """The example, with texts of its project file replaced."""
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(*LEFT))
    project = folder / "evalprep.yaml"
    text = project.read_text("utf-8")
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new, 1)
    project.write_text(text, encoding="utf-8")
    return project


UNMET = ("illegal_list: false", "illegal_list: true")
UNKNOWN = ("  registration_authority: 示例省民政厅\n", "")


def test_pre_commit_takes_the_list_of_hooks() -> None:
    done = subprocess.run([BIN / "pre-commit", "validate-manifest", HOOKS], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("file", "is_checked"),
    [
        ("evalprep.yaml", True),
        ("甲/evalprep.yaml", True),
        ("甲/my-evalprep.yaml", False),
        ("甲/evalprep.yaml.bak", False),
        ("甲/附件/说明.yaml", False),
    ],
)
def test_the_hook_looks_at_project_files_alone(file: str, is_checked: bool) -> None:
    (hook,) = yaml.safe_load(HOOKS.read_text("utf-8"))
    assert bool(re.search(hook["files"], file)) is is_checked


@pytest.mark.slow
def test_pre_commit_installs_the_hook_and_lets_only_ready_projects_pass(tmp_path: Path) -> None:
    source = tmp_path / "evalprep"
    source.mkdir()
    for name in PACKED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns(*LEFT))
        else:
            shutil.copy(ROOT / name, source)
    shutil.copy(HOOKS, source)
    revision = committed(source)
    users = tmp_path / "用户的仓库"
    applicant(users / "甲")
    applicant(users / "乙", UNMET)
    applicant(users / "丙 丁", UNKNOWN)
    committed(users)

    def run_hook(*files: str, more: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        hook = {"id": "evalprep-check", "args": ["--on", DAY, *more]}
        repository = {"repo": str(source), "rev": revision, "hooks": [hook]}
        (users / ".pre-commit-config.yaml").write_text(json.dumps({"repos": [repository]}), encoding="utf-8")
        git(users, "add", "-A")
        # What a person's environment sets (a folder of caches aside) does not reach the hook's.
        own = ENVIRONMENT | {"PRE_COMMIT_HOME": str(tmp_path / "home")}
        return subprocess.run(
            [BIN / "pre-commit", "run", "--files", *files],
            cwd=users,
            env=own,
            capture_output=True,
            text=True,
        )

    ready = run_hook("甲/evalprep.yaml")
    assert ready.returncode == 0, ready.stdout + ready.stderr
    assert "Passed" in ready.stdout
    unmet = run_hook("甲/evalprep.yaml", "乙/evalprep.yaml", "丙 丁/附件/信用报告.pdf")
    assert unmet.returncode == 1
    assert "exit code: 1" in unmet.stdout
    assert "乙/evalprep.yaml" in unmet.stdout
    assert "丙 丁" not in unmet.stdout
    unknown = run_hook("丙 丁/evalprep.yaml")
    assert "exit code: 4" in unknown.stdout
    assert "NAT-E1" in unknown.stdout
    allowed = run_hook("丙 丁/evalprep.yaml", more=("--fail-on", "unmet"))
    assert allowed.returncode == 0, allowed.stdout
    skipped = run_hook("甲/附件/信用报告.pdf")
    assert "Skipped" in skipped.stdout


@dataclass
class Runner:
    """As much of GitHub's runner as a composite action of bash steps needs."""

    folder: Path
    source: Path
    inputs: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    steps: dict[str, dict[str, str]] = field(default_factory=dict)
    log: str = ""

    def run(self) -> int:
        """Run every step until one fails; its exit code."""
        action = yaml.safe_load(ACTION.read_text("utf-8"))
        self.inputs = {name: one.get("default", "") for name, one in action["inputs"].items()} | self.inputs
        for step in action["runs"]["steps"]:
            code = self._step(step)
            if code:
                return code
        return 0

    @property
    def outputs(self) -> dict[str, str]:
        """The outputs of the action."""
        action = yaml.safe_load(ACTION.read_text("utf-8"))
        return {name: self._resolved(one["value"]) for name, one in action["outputs"].items()}

    @property
    def summary(self) -> str:
        """The job's summary."""
        file = self.folder / "summary.md"
        return file.read_text("utf-8") if file.exists() else ""

    def _step(self, step: dict[str, Any]) -> int:
        assert step["shell"] == "bash"
        script, outputs = self.folder / "step.sh", self.folder / f"{step['id']}.out"
        script.write_text(self._resolved(step["run"]), encoding="utf-8")
        outputs.write_text("", encoding="utf-8")
        own = {name: self._resolved(value) for name, value in step.get("env", {}).items()}
        around = ENVIRONMENT | {
            "GITHUB_OUTPUT": str(outputs),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.source),
            "RUNNER_TEMP": str(self.folder / "temp"),
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        done = subprocess.run(
            command,
            cwd=self.folder / "work",
            env=around | self.environment | own,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.log += done.stdout
        self.steps[step["id"]] = _outputs(outputs.read_text("utf-8"))
        return done.returncode

    def _resolved(self, text: str) -> str:
        return EXPRESSION.sub(lambda found: self._value(found[1]), text)

    def _value(self, expression: str) -> str:
        expression, _, otherwise = expression.partition(" || ")
        match expression.split("."):
            case ["inputs", name]:
                return self.inputs[name] or otherwise.strip("'")
            case ["steps", step, "outputs", name]:
                return self.steps.get(step, {}).get(name, "")
        raise AssertionError(expression)


def _outputs(text: str) -> dict[str, str]:
    """name=value, or name<<MARK, lines, MARK."""
    found, lines = {}, iter(text.splitlines())
    for line in lines:
        if "<<" in line:
            name, mark = line.split("<<", 1)
            found[name] = "\n".join(iter(lambda: next(lines), mark))
        else:
            name, value = line.split("=", 1)
            found[name] = value
    return found


# In place of an environment of its own the step gets this one; what it would have installed is written down.
PYTHON = """#!/usr/bin/env bash
case "$1 $2" in
"-m venv")
  mkdir -p "$3/bin"
  printf '#!/usr/bin/env bash\\nprintf "%%s\\\\n" "$@" > "{log}"\\n' > "$3/bin/python"
  chmod +x "$3/bin/python"
  ln -s "{evalprep}" "$3/bin/evalprep" ;;
-c*) exit {old} ;;
esac
"""


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A runner with a checked-out repository of three applicants: 甲 is ready, 乙 is not, 丙 丁 is undetermined."""
    work, programs = tmp_path / "work", tmp_path / "programs"
    applicant(work / "甲")
    applicant(work / "乙", UNMET)
    applicant(work / "丙 丁", UNKNOWN)
    committed(work)
    programs.mkdir()
    install_python(programs, tmp_path)
    found = Runner(tmp_path, tmp_path / "action of ours", {"on": DAY})
    found.environment["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"
    return found


def install_python(programs: Path, folder: Path, old: int = 0) -> None:
    """The stand-in for python3; `old` 1 is one that is too old."""
    script = PYTHON.format(log=folder / "installed", evalprep=BIN / "evalprep", old=old)
    (programs / "python3").write_text(script, encoding="utf-8")
    (programs / "python3").chmod(0o755)


def test_every_input_of_the_action_is_used_and_told() -> None:
    action = yaml.safe_load(ACTION.read_text("utf-8"))
    found = (one.split()[0] for one in EXPRESSION.findall(ACTION.read_text("utf-8")))
    used = {one for one in found if one.startswith("inputs.")}
    assert used == {f"inputs.{name}" for name in action["inputs"]}
    assert all(one["description"] for one in (*action["inputs"].values(), *action["outputs"].values()))
    assert action["runs"]["using"] == "composite"
    assert not any("uses" in step for step in action["runs"]["steps"])


def test_no_script_of_the_action_holds_what_a_caller_writes() -> None:
    action = yaml.safe_load(ACTION.read_text("utf-8"))
    assert not any(EXPRESSION.search(step["run"]) for step in action["runs"]["steps"])


def test_every_variable_that_a_step_is_given_is_used_in_it() -> None:
    action = yaml.safe_load(ACTION.read_text("utf-8"))
    for step in action["runs"]["steps"]:
        own = set(step.get("env", {})) - {"PYTHONUTF8"}
        assert own == {name for name in own if re.search(rf"\$\{{?#?{name}\b", step["run"])}


def test_the_action_installs_itself_from_its_own_folder(runner: Runner) -> None:
    runner.inputs["paths"] = "甲"
    assert runner.run() == 0, runner.log
    installed = (runner.folder / "installed").read_text("utf-8").splitlines()
    assert installed[:3] == ["-m", "pip", "install"]
    assert installed[-1] == str(runner.source)


def test_a_python_that_is_too_old_is_told(runner: Runner) -> None:
    install_python(runner.folder / "programs", runner.folder, old=1)
    assert runner.run() == 3
    assert runner.log.startswith("::error ")
    assert "3.11" in runner.log


@pytest.mark.parametrize(
    ("paths", "fail_on", "code"),
    [
        ("甲", "", 0),
        ("乙", "", 1),
        ("丙 丁", "", 4),
        ("丙 丁", "unmet", 0),
        ("丙 丁", "unknown", 1),
        ("甲\n丙 丁\r\n\n", "", 4),
        ("  甲 \t\n", "", 0),
        (".", "", 1),
        ("", "", 1),
        ("没有的文件夹", "", 3),
        ("甲", "什么", 2),
    ],
)
def test_the_action_ends_as_check_does(runner: Runner, paths: str, fail_on: str, code: int) -> None:
    runner.inputs |= {"paths": paths, "fail-on": fail_on}
    assert runner.run() == code, runner.log
    assert runner.outputs == {
        "exit-code": str(code),
        "ready": "true" if code == 0 else "false",
        "output": "",
    }


def test_the_action_annotates_the_line_and_writes_the_summary(runner: Runner) -> None:
    assert runner.run() == 1
    assert re.search(r"^::error file=乙/evalprep\.yaml,.*NAT-E4", runner.log, re.M), runner.log
    assert runner.summary.startswith("# 申报条件自查")
    assert "| 1 |" in runner.summary or "乙/evalprep.yaml" in runner.summary


def test_the_action_judges_for_the_jurisdiction_and_day_that_are_asked(runner: Runner) -> None:
    runner.inputs |= {"paths": "甲", "jurisdiction": "zhejiang", "on": "2020-12-01", "format": "json"}
    runner.run()
    (result,) = json.loads(runner.log)["results"]
    assert result["jurisdiction"] == "zhejiang"
    assert json.loads(runner.log)["on"] == "2020-12-01"


def test_the_action_writes_a_file_beside_its_annotations(runner: Runner) -> None:
    runner.inputs |= {"output": "自查 结果.xml"}
    assert runner.run() == 1
    assert "::error " in runner.log
    suites = JUnitXml.fromfile(str(runner.folder / "work" / "自查 结果.xml"))
    assert sum(suite.failures for suite in suites) > 0
    assert runner.outputs["output"] == "自查 结果.xml"


def test_a_file_of_another_format_is_written_once(runner: Runner) -> None:
    runner.inputs |= {"output": "结果.txt", "format": "md", "paths": "甲"}
    assert runner.run() == 0, runner.log
    assert (runner.folder / "work" / "结果.txt").read_text("utf-8").startswith("# ")
    assert not (runner.folder / "work" / "结果.txt.bak").exists()
    assert "::" not in runner.log


def test_a_file_that_cannot_be_written_fails_the_action(runner: Runner) -> None:
    runner.inputs |= {"output": "没有/结果.xml", "paths": "甲"}
    assert runner.run() == 3, runner.log
    assert runner.outputs["ready"] == "false"
    assert runner.outputs["output"] == ""


@pytest.mark.parametrize("name", ["paths", "jurisdiction", "on", "fail-on", "format", "output"])
@pytest.mark.parametrize("text", ["$(touch ran)", "`touch ran`", "甲; touch ran", "' ; touch ran; '", "-x"])
def test_what_a_caller_writes_is_never_run(runner: Runner, name: str, text: str) -> None:
    runner.inputs |= {"paths": "甲", name: text}
    code = runner.run()
    assert not (runner.folder / "work" / "ran").exists()
    assert code in ((0, 2, 3) if name == "output" else (2, 3)), runner.log


def manual() -> list[Any]:
    """The YAML of the manual's examples."""
    text = (ROOT / "docs" / "ci.md").read_text("utf-8")
    return [yaml.load(block, yaml.BaseLoader) for block in re.findall(r"```yaml\n(.*?)```", text, re.S)]


def test_the_manual_calls_the_action_by_its_inputs() -> None:
    jobs = [job for one in manual() for job in one.get("jobs", {}).values()]
    called = [step for job in jobs for step in job["steps"] if step.get("uses", "").startswith("这份代码")]
    inputs = yaml.safe_load(ACTION.read_text("utf-8"))["inputs"]
    assert len(called) == 2
    assert all(set(step["with"]) <= set(inputs) for step in called)


def test_the_manual_tells_every_input_and_output() -> None:
    text = (ROOT / "docs" / "ci.md").read_text("utf-8")
    action = yaml.safe_load(ACTION.read_text("utf-8"))
    assert [name for name in (*action["inputs"], *action["outputs"]) if f"| `{name}` |" not in text] == []


def test_the_manual_names_the_hook_by_its_id() -> None:
    (hook,) = yaml.safe_load(HOOKS.read_text("utf-8"))
    (config,) = [one for one in manual() if "repos" in one]
    assert config["repos"][0]["hooks"][0]["id"] == hook["id"]


def test_the_manual_uploads_to_code_scanning_what_the_action_wrote_and_nothing_of_a_broken_run() -> None:
    steps = [step for one in manual() for job in one.get("jobs", {}).values() for step in job["steps"]]
    (upload,) = [step for step in steps if "upload-sarif" in step.get("uses", "")]
    (scan,) = [step for step in steps if step.get("with", {}).get("output", "").endswith(".sarif")]
    assert upload["with"]["sarif_file"] == scan["with"]["output"]
    assert scan["continue-on-error"] == "true"
    (codes,) = re.findall(r"fromJSON\('(.*?)'\)", upload["if"])
    assert json.loads(codes) == ["0", "1", "4"]
    assert upload["if"].endswith(f"steps.{scan['id']}.outputs.exit-code)")


def test_what_the_action_writes_for_code_scanning_are_problems_at_their_lines(runner: Runner) -> None:
    runner.inputs |= {"output": "自查.sarif"}
    assert runner.run() == 1
    log = json.loads((runner.folder / "work" / "自查.sarif").read_text("utf-8"))
    found = [one for run in log["runs"] for one in run["results"]]
    assert {one["kind"] for one in found} == {"fail", "open"}
    uris = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in found}
    assert uris == {"%E4%B9%99/evalprep.yaml", "%E4%B8%99%20%E4%B8%81/evalprep.yaml"}


def test_a_folder_may_be_named_as_an_option(runner: Runner) -> None:
    applicant(runner.folder / "work" / "-q")
    runner.inputs |= {"paths": "-q"}
    assert runner.run() == 0, runner.log
    assert "| -q/evalprep.yaml |" in runner.summary


@pytest.mark.parametrize("name", ["jurisdiction", "fail-on", "format", "output"])
def test_an_empty_input_is_as_one_that_is_not_given(runner: Runner, name: str) -> None:
    runner.inputs |= {"paths": "乙", name: ""}
    assert runner.run() == 1, runner.log
    assert "::error file=乙/evalprep.yaml" in runner.log
