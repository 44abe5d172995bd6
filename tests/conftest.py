"""What several tests share: the example, and the law of this checkout."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "national-association"
VALIDATOR = (
    Path(os.environ.get("EVALPREP_TOOLS", Path.home() / ".cache" / "evalprep-tools"))
    / "node_modules"
    / ".bin"
    / "ooxml-validator"
)
TOOLS: dict[str, Callable[[], bool]] = {
    "needs_libreoffice": lambda: (
        shutil.which("soffice") is not None and shutil.which("pdftotext") is not None
    ),
    "needs_ooxml_validator": VALIDATOR.exists,
    "needs_chromium": lambda: shutil.which("chromium") is not None,
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A tool that is missing skips its tests on a desk and fails them in CI."""
    for marker, there in TOOLS.items():
        if item.get_closest_marker(marker) and not there():
            told = f"{marker}: not installed (.ci/run installs it)"
            if os.environ.get("CI") == "true":
                pytest.fail(told)
            pytest.skip(told)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the example that a test may change."""
    folder = tmp_path / "示例协会"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("申报材料", "自查"))
    return folder
