"""What README shows is what the commands print."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def recipe(target: str) -> list[str]:
    """The evalprep commands of a make target, its variables filled in."""
    variables = dict(re.findall(r"^(\w+) :?= (.*)$", MAKEFILE, re.M))
    body = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, re.M)
    assert body
    lines = [re.sub(r"\$\((\w+)\)", lambda m: variables[m[1]], line.strip()) for line in body[1].splitlines()]
    return [
        re.sub(r"\$\((\w+)\)", lambda m: variables[m[1]], line).split("/evalprep ", 1)[1] for line in lines
    ]


def test_readme_shows_what_make_demo_prints(tmp_path: Path) -> None:
    out = tmp_path / "out"
    printed = ""
    for command in recipe("demo"):
        arguments = command.split()
        arguments += ["-o", str(out)] if arguments[0] == "build" else []
        done = subprocess.run(
            [sys.executable, "-m", "evalprep", *arguments], cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 0
        printed += (
            done.stdout.replace(f"{out}-自查", "examples/national-association/自查/national").replace(
                str(out), "examples/national-association/申报材料/national"
            )
            + done.stderr
        )
    shown = README.split("```console\n")[2].split("```")[0].splitlines()
    position = 0
    for line in shown:
        if line.strip() and "……" not in line:
            position = printed.find(line, position)
            assert position >= 0, line


def test_readme_names_every_command() -> None:
    done = subprocess.run([sys.executable, "-m", "evalprep", "--help"], capture_output=True, text=True)
    commands = re.findall(r"^  (\w+)  ", done.stdout.split("命令\n")[1].split("选项")[0], re.M)
    assert commands
    assert not [command for command in commands if f"evalprep {command}" not in README]
