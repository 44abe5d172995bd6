"""JSON Schemas: of what people write as the models declare it, of what programs read (check, diff, manifest) as published."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from pydantic import TypeAdapter

from evalprep.documents.papermap import PaperMap
from evalprep.errors import Problem, UsageError
from evalprep.model.project import Project
from evalprep.rules.entries import Checklist
from evalprep.rules.value_tests import Test
from evalprep.rules.vocabulary import OPERATORS, FieldsCondition

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MODELS: dict[str, tuple[Any, str]] = {
    "project": (Project, "evalprep 项目文件 evalprep.yaml"),
    "checklist": (Checklist, "evalprep 条件清单"),
    "form": (PaperMap, "evalprep 表格、文稿、名单的 form.yaml"),
}
WRITTEN = ("check", "diff", "manifest")
"""What programs read of ours: their schemas are files beside this module."""


def schema_text(name: str) -> str:
    """The schema of a name as JSON; raises UsageError for a name that is none."""
    if name in WRITTEN:
        return files("evalprep.report").joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
    if name not in MODELS:
        listed = "、".join([*MODELS, *WRITTEN])
        raise UsageError(Problem("unknown_schema", f"没有「{name}」的 JSON Schema", f"可以用：{listed}"))
    return json.dumps(_schema(*MODELS[name]), ensure_ascii=False, indent=2) + "\n"


def _schema(model: Any, title: str) -> dict[str, Any]:
    schema = TypeAdapter(model).json_schema(by_alias=True, mode="validation")
    if model is Checklist:
        _tell_conditions_apart(schema["$defs"])
    return {"$schema": DIALECT} | schema | {"title": title}


def _tell_conditions_apart(models: dict[str, Any]) -> None:
    """What is read by its keys is told apart by them, as `vocabulary.operators` does: a row's fields have no operator's
    name, nor a test's. `use` is a field of venues too; alone with one name it is the operator. A test may be a plain
    value, which means equals.
    """
    tests = [info.alias or name for name, info in Test.model_fields.items()]
    reserved = [name for name in (*OPERATORS, *tests) if name != "use"]
    defined = {"required": ["use"], "maxProperties": 1, "properties": {"use": {"type": "string"}}}
    models[FieldsCondition.__name__] |= {"propertyNames": {"not": {"enum": reserved}}, "not": defined}
    test = models[Test.__name__]
    models[Test.__name__] = {"anyOf": [test, {"type": ["string", "number", "boolean"]}]}
