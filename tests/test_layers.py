"""The lines between the parts of the package, as docs/architecture.md draws them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "evalprep"
MODULES = sorted(PACKAGE.rglob("*.py"))
MAY_IMPORT = {
    "errors": set(),
    "model": {"errors"},
    "rules": {"errors", "model"},
    "store": {"errors", "model"},
    "documents": {"errors", "model"},
    "intake": {"errors", "model", "rules", "store", "documents"},
    "submission": {"errors", "model", "rules", "store", "documents"},
    "report": {"errors", "model", "rules", "store", "documents"},
    "law": {"errors", "model", "rules", "store", "documents", "intake", "submission", "report"},
    "check": {"errors", "model", "rules", "store", "documents", "intake", "submission", "report", "law"},
    "differences": {
        "errors",
        "model",
        "rules",
        "store",
        "documents",
        "intake",
        "submission",
        "report",
        "law",
        "check",
    },
    "build": {
        "errors",
        "model",
        "rules",
        "store",
        "documents",
        "intake",
        "submission",
        "report",
        "law",
        "check",
    },
    "batch": {
        "errors",
        "model",
        "rules",
        "store",
        "documents",
        "intake",
        "submission",
        "report",
        "law",
        "check",
        "build",
    },
}
ONLY_IN: dict[str, str | tuple[str, ...]] = {
    "typer": "cli/",
    "questionary": "intake/interview/prompts.py",
    "prompt_toolkit": "intake/interview/prompts.py",
    "docx": "documents/",
    "lxml": "documents/",
    "openpyxl": "documents/",
    "markdown_it": "documents/",
    "img2pdf": "documents/",
    "PIL": "documents/",
    "pikepdf": ("documents/", "store/"),
    "yaml": "store/",
    "distributed": "batch/dask.py",
    "multiprocessing": "batch/crews.py",
}


def imported(path: Path) -> set[str]:
    """Every module that a file imports, anywhere in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def part(path: Path) -> str:
    """The part of the package that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_the_parts_inside_it(path: Path) -> None:
    own = part(path)
    if own not in MAY_IMPORT:
        return
    names = {name.split(".")[1] for name in imported(path) if name.startswith("evalprep.")}
    assert names - {own} <= MAY_IMPORT[own]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_library_is_used_in_its_one_place(path: Path) -> None:
    where = path.relative_to(PACKAGE).as_posix()
    for library, home in ONLY_IN.items():
        if library in {name.split(".")[0] for name in imported(path)}:
            assert where.startswith(home), f"{where} imports {library}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_module_knows_a_province(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and ast.get_docstring(node)
        and isinstance(node.body[0], ast.Expr)
    }
    texts = [
        n.value
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in docstrings
    ]
    named = re.compile(r"\b(hunan|jilin|zhejiang|sector)\b|湖南|吉林|浙江|^national$")
    # An example of what a person may type is a hint, not a decision.
    found = [text for text in texts if named.search(text) and "例如" not in text]
    assert not found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_the_command_line_asks_what_day_it_is(path: Path) -> None:
    if part(path) == "cli":
        return
    assert not re.search(r"\b(date\.today|datetime\.now|time\.time)\(", path.read_text(encoding="utf-8"))
