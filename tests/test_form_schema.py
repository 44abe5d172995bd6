"""The JSON Schema of form.yaml: every entry that ships fits it, and an editor sees a slip."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from evalprep.report.schemas import schema_text
from tests.conftest import ROOT

SCHEMA = Draft202012Validator(json.loads(schema_text("form")))
FORMS = sorted((ROOT / "forms").glob("*/*/form.yaml"))


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parent.parent.name}/{path.parent.name}")
def test_every_entry_fits_the_schema(path: Path) -> None:
    assert [error.message for error in SCHEMA.iter_errors(read(path))] == []


@pytest.mark.parametrize(
    "form", ["national/basic-information", "general/risk", "general/registers", "jilin/application"]
)
def test_a_mistyped_key_does_not_fit(form: str) -> None:
    entry = read(ROOT / "forms" / form / "form.yaml")
    assert list(SCHEMA.iter_errors({**entry, "titel": entry.pop("title")}))
