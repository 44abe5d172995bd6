"""`evalprep` alone, `explain`, `list` and `schema`: what they tell."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from evalprep.store.yaml import read_yaml
from tests.cli.conftest import Run
from tests.conftest import EXAMPLE, ROOT
from tests.rules.judging import checklist_files


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


def shipped_ids() -> list[str]:
    """Every id of every checklist, those of score items and pass marks among them."""
    trees: list[Any] = [read_yaml(path).tree for path in checklist_files()]
    parts = ("rules", "materials", "easings", "windows", "routes")
    ids = [one["id"] for tree in trees for part in parts for one in tree.get(part, ())]
    tables = [tree["scoring"] for tree in trees if "scoring" in tree]
    return [*ids, *(one["id"] for table in tables for one in [*table["items"], table["pass"]])]


@pytest.mark.parametrize("identifier", shipped_ids())
def test_every_requirement_has_an_explanation(run: Run, identifier: str) -> None:
    ran = run("explain", identifier)
    assert ran.code == 0
    assert f"\n{identifier}  " in ran.out


@pytest.mark.parametrize("arguments", ["", "explain NAT-E1", "list rules national", "build", "check"])
def test_every_result_begins_with_its_notice_and_the_call_to_look_for_a_newer_one(
    run: Run, example: Path, arguments: str
) -> None:
    lines = [line.strip() for line in run(*arguments.split(), cwd=example).out.splitlines()]
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


@pytest.mark.parametrize(
    "query", ["6-31-01-03", "６－３１－０１－０３", "6 - 31 - 01 - 03", "6—31—01—03", "63101 03"]
)
def test_a_code_is_found_in_any_width_and_with_spaces(run: Run, query: str) -> None:
    assert run("list", "occupations", query).out.splitlines()[0].startswith("6-31-01-03  电工")


def test_a_prefix_of_a_code_lists_its_occupations_in_order(run: Run) -> None:
    codes = [line.split()[0] for line in run("list", "occupations", "6-31-01").out.splitlines()]
    assert codes == sorted(codes)
    assert len(codes) > 5
    assert all(code.startswith("6-31-01-") for code in codes)


@pytest.mark.parametrize("query", ["保育员", " 保 育 员"])
def test_a_former_name_tells_the_name_and_code_of_today(run: Run, query: str) -> None:
    lines = run("list", "occupations", query).out.splitlines()
    assert lines[0] == "「保育员」现名「保育师」，编码 4-10-01-03"
    assert lines[1] == "4-10-01-03  保育师　2020年目录第 58 项（原名保育员）"


def test_an_entry_of_the_catalogue_without_an_occupation_of_its_name_is_told_as_such(run: Run) -> None:
    ran = run("list", "occupations", "育婴员")
    assert ran.code == 0
    assert "2020年目录第 58 项「育婴员」：2022 年版大典里没有同名的职业" in ran.out


@pytest.mark.parametrize("query", ["6-99-99-99", "4-01-02-02", "1-01-01-01"])
def test_a_code_outside_the_table_is_told_plainly_with_the_tables_gaps(run: Run, query: str) -> None:
    ran = run("list", "occupations", query)
    assert ran.code == 2
    told = ran.err.replace("\n  ", "")
    assert f"没有编码 {query}" in told
    assert "编码仍可能是对的" in told
    assert "2015 年版大典的编码与 2022 年版的不同" in told


def test_a_code_of_an_older_edition_that_now_means_something_else_is_warned_of(run: Run) -> None:
    out = run("list", "occupations", "6-04-01-01").out
    assert "开清棉工" in out
    assert "名称对不上时请按名称查" in out
    assert "名称对不上" not in run("list", "occupations", "车工").out


def test_what_is_not_skilled_and_what_is_doubtful_is_told(run: Run) -> None:
    assert "第二大类，不是技能类职业" in run("list", "occupations", "经济学研究").out
    assert "编码可能应为 3-02-02-01" in run("list", "occupations", "保卫管理员").out


def test_every_jurisdiction_is_listed_with_its_notice_and_tracks(run: Run) -> None:
    out = run("list", "jurisdictions").out
    for name in ("hunan", "jilin", "national", "sector", "zhejiang", "hunan:province", "sector:department"):
        assert f"　-j {name}\n" in out
    assert out.count("请先确认是否有新通知") == 5


@pytest.mark.parametrize("jurisdiction", ["hunan", "jilin", "national", "sector", "zhejiang"])
def test_a_project_is_begun_for_every_jurisdiction_and_told_where_it_stands(
    run: Run, tmp_path: Path, jurisdiction: str
) -> None:
    assert run("init", "新单位", "-j", jurisdiction, "--no-input", "--on", "2022-11-20").code == 0
    ran = run(cwd=tmp_path / "新单位")
    assert ran.code == 0
    assert "结论：" in ran.out
    assert run("check", "--on", "2022-11-20").code in (1, 4)


def test_rules_and_forms_are_listed(run: Run) -> None:
    assert "NAT-M6" in run("list", "rules", "national").out
    assert "社会培训评价组织基本情况表" in run("list", "forms").out


@pytest.mark.parametrize("name", ["project", "checklist", "form", "check", "manifest"])
def test_a_schema_is_a_schema(run: Run, name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(run("schema", name).out))


BOOLEAN, TIMESTAMP = "tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"


class OldEditorLoader(yaml.SafeLoader):
    """YAML 1.1 as an editor reads it: numbers are such, and yes, no, on and off booleans; dates are text."""


class EditorLoader(OldEditorLoader):
    """YAML 1.2, in which only true and false are booleans: a record of the project file has the key `on`."""


for _loader, _left in ((OldEditorLoader, {TIMESTAMP}), (EditorLoader, {TIMESTAMP, BOOLEAN})):
    _loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag not in _left]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
EditorLoader.add_implicit_resolver(BOOLEAN, re.compile("true|false"), list("tf"))


@pytest.mark.parametrize(
    ("name", "path"),
    [
        *(("project", path) for path in sorted((ROOT / "examples").glob("*/evalprep.yaml"))),
        *(("checklist", path) for path in checklist_files()),
        ("form", ROOT / "forms/national/basic-information/form.yaml"),
    ],
)
def test_an_editor_finds_no_fault_with_the_shipped_files(run: Run, name: str, path: Path) -> None:
    loader = EditorLoader if name == "project" else OldEditorLoader
    data = yaml.load(path.read_text(encoding="utf-8"), loader)
    jsonschema.validate(data, json.loads(run("schema", name).out))


@pytest.mark.parametrize(
    "require",
    [
        {"count": "staff", "where": ["full_time"]},
        {"count": "staff", "satisfies": {"any": []}},
        {"use": ["middle"]},
        {"fact": "organization.name", "at_leest": 1},
    ],
)
def test_an_editor_is_told_of_a_mistake_in_a_condition(run: Run, require: dict[str, Any]) -> None:
    data = yaml.load((ROOT / "checklists/national/2020-16.yaml").read_text(encoding="utf-8"), OldEditorLoader)
    data["rules"][0]["require"] = require
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, json.loads(run("schema", "checklist").out))


def test_the_project_schema_accepts_the_example_and_refuses_an_unknown_key(run: Run) -> None:
    schema = json.loads(run("schema", "project").out)
    tree = read_yaml(EXAMPLE / "evalprep.yaml").tree
    jsonschema.validate(tree, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"format": "1", "organisation": {}}, schema)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("sign", ["\x1b[2J", "\x07", "\x9b2J", "\u202e"])
def test_what_would_steer_the_terminal_is_never_told_as_it_is(run: Run, tmp_path: Path, sign: str) -> None:
    for name in ("a", f"控{sign}坏"):
        (tmp_path / name).mkdir()
        text = "targets: [{jurisdiction: national}]\n" if name == "a" else "坏: [\n"
        (tmp_path / name / "evalprep.yaml").write_text(text, encoding="utf-8")
    ran = run("check", ".", "--on", "2020-06-01")
    assert "控�" in ran.err
    assert sign not in ran.err + ran.out
