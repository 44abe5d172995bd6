"""The wheel as a user gets it: installed into an environment of its own, with every form and checklist inside."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*command: object, cwd: Path = ROOT) -> str:
    """Run a command that must succeed; its stdout."""
    done = subprocess.run(
        [str(one) for one in command], cwd=cwd, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out)
    return next(out.glob("*.whl"))


def tracked(folder: str) -> dict[str, bytes]:
    """The files of a folder that git tracks, by path."""
    names = run("git", "-c", "core.quotepath=off", "ls-files", folder).splitlines()
    return {name: (ROOT / name).read_bytes() for name in names}


@pytest.mark.parametrize("folder", ["forms", "checklists"])
def test_the_wheel_carries_the_tracked_files_byte_for_byte(wheel: Path, folder: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {
            n.removeprefix("evalprep/"): archive.read(n)
            for n in archive.namelist()
            if n.startswith(f"evalprep/{folder}/")
        }
    assert packed == tracked(folder)
    assert packed


@pytest.mark.slow
def test_the_installed_wheel_lists_the_notices_without_this_checkout(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    bin_folder = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    run(bin_folder / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    listed = run(bin_folder / "evalprep", "list", cwd=tmp_path)
    assert "中就培函〔2020〕16号" in listed
    assert "national/basic-information" in run(bin_folder / "evalprep", "list", "forms", cwd=tmp_path)
    shown = run(bin_folder / "python", "-c", "import evalprep; print(evalprep.__file__)", cwd=tmp_path)
    assert str(tmp_path) in shown
