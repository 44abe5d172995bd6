"""`evalprep` alone, `explain`, `list` and `schema`: what they tell."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from evalprep.store.yaml import read_yaml
from tests.cli.conftest import Run
from tests.conftest import EXAMPLE, ROOT


def test_an_empty_folder_gets_the_first_step(run: Run) -> None:
    ran = run()
    assert (ran.code, "还没有项目文件" in ran.out) == (0, True)
    assert "下一步：evalprep init" in ran.err


def test_a_folder_with_a_project_is_told_where_it_stands(run: Run, example: Path) -> None:
    ran = run(cwd=example)
    assert ran.code == 0
    assert "示例省机电技能行业协会" in ran.out
    assert "申报：全国" in ran.out
    assert "结论：" in ran.out
    assert "下一步：" in ran.err


def test_a_project_without_a_target_is_told_to_choose_one(run: Run, example: Path) -> None:
    path = example / "evalprep.yaml"
    text = path.read_text(encoding="utf-8").replace("targets: [{jurisdiction: national}]\n", "")
    path.write_text(text, encoding="utf-8")
    assert "还没有选定申报去向" in run(cwd=example).out
    ran = run("check", example)
    assert ran.code == 2
    assert "加上 -j" in ran.err


def test_a_rule_is_explained_by_clause_threshold_and_fields(run: Run) -> None:
    out = run("explain", "nat-e10").out
    assert "中就培函〔2020〕16号" in out
    assert "一(二)" in out
    assert "不少于 10,000 人次" in out
    assert "occupations[].history[].trained　培训人次" in out
    assert "理解：" in out
    assert "怎么办：" in out


@pytest.mark.parametrize(
    "identifier",
    [
        rule["id"]
        for part in ("rules", "materials", "routes")
        for rule in read_yaml(ROOT / "checklists/national/2020-16.yaml").tree[part]
    ],
)  # type: ignore[index,call-overload]
def test_every_requirement_has_an_explanation(run: Run, identifier: str) -> None:
    ran = run("explain", identifier)
    assert ran.code == 0
    assert f"\n{identifier}  " in ran.out


@pytest.mark.parametrize("arguments", ["", "explain NAT-E1", "list", "list rules", "build", "check"])
def test_every_result_begins_with_its_notice_and_the_call_to_look_for_a_newer_one(
    run: Run, example: Path, arguments: str
) -> None:
    lines = [line.strip() for line in run(*arguments.split(), cwd=example).out.splitlines()]
    lines = lines[1:] if arguments == "list" else lines
    assert lines[0].startswith("中就培函〔2020〕16号")
    assert "2020-02-26 发布，最近一次核对" in lines[1]
    assert "请先确认是否有新通知" in lines[1]


@pytest.mark.parametrize(
    "arguments",
    ["", "explain NAT-E1", "list", "list rules", "list forms", "list occupations 电工", "schema", "check 无"],
)
def test_every_command_ends_with_the_next_step(run: Run, example: Path, arguments: str) -> None:
    assert "\n下一步：" in run(*arguments.split(), cwd=example).err


def test_the_library_of_the_environment_holds_for_the_bare_command(
    run: Run, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "库" / "checklists" / "national"
    own.mkdir(parents=True)
    text = (ROOT / "checklists/national/2020-16.yaml").read_text(encoding="utf-8")
    (own / "2020-16.yaml").write_text(text.replace("2020〕16号", "2020〕99号"), encoding="utf-8")
    monkeypatch.setenv("EVALPREP_LIBRARY", str(tmp_path / "库"))
    assert run(cwd=example).out.startswith("中就培函〔2020〕99号")


def test_the_nearest_rule_is_named(run: Run) -> None:
    assert "是不是 NAT-E1" in run("explain", "NAT-E1X").err


def test_occupations_are_found_by_name_and_by_code(run: Run) -> None:
    assert run("list", "occupations", "电工").out.splitlines()[0].startswith("6-31-01-03  电工")
    assert "车工" in run("list", "occupations", "6-18-01-01").out


def test_an_occupation_renamed_since_tells_its_name_in_the_catalogue(run: Run) -> None:
    assert "原名评茶员" in run("list", "occupations", "评茶师").out


def test_rules_and_forms_are_listed(run: Run) -> None:
    assert "NAT-M6" in run("list", "rules", "national").out
    assert "社会培训评价组织基本情况表" in run("list", "forms").out


@pytest.mark.parametrize("name", ["project", "checklist", "form", "check"])
def test_a_schema_is_a_schema(run: Run, name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(run("schema", name).out))


class EditorLoader(yaml.SafeLoader):
    """YAML as an editor reads it (1.2): numbers and booleans are such, dates are text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("project", EXAMPLE / "evalprep.yaml"),
        ("checklist", ROOT / "checklists/national/2020-16.yaml"),
        ("form", ROOT / "forms/national/basic-information/form.yaml"),
    ],
)
def test_an_editor_finds_no_fault_with_the_shipped_files(run: Run, name: str, path: Path) -> None:
    data = yaml.load(path.read_text(encoding="utf-8"), EditorLoader)
    jsonschema.validate(data, json.loads(run("schema", name).out))


def test_the_project_schema_accepts_the_example_and_refuses_an_unknown_key(run: Run) -> None:
    schema = json.loads(run("schema", "project").out)
    tree = read_yaml(EXAMPLE / "evalprep.yaml").tree
    jsonschema.validate(tree, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"format": "1", "organisation": {}}, schema)
