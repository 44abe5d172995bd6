"""`evalprep check`: the verdicts as people and programs get them."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import Run
from tests.conftest import ROOT

DAY = ("--on", "2020-06-01")


def change(folder: Path, old: str, new: str) -> None:
    """Replace a text that stands once in the project file."""
    path = folder / "evalprep.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_example_is_ready(run: Run, example: Path) -> None:
    ran = run("check", example, "-j", "national", *DAY)
    assert ran.code == 0
    assert "结论：可以申报" in ran.out
    assert f"下一步：evalprep build {example} -j national --on 2020-06-01　" in ran.err


def test_an_unmet_must_is_told_with_distance_place_and_remedy(run: Run, example: Path) -> None:
    text = (example / "evalprep.yaml").read_text(encoding="utf-8")
    small = (
        text.replace("trained: 19", "trained: 9")
        .replace("trained: 2", "trained: 0")
        .replace("assessed: 1", "assessed: 0")
        .replace("assessed: 2", "assessed: 0")
    )
    (example / "evalprep.yaml").write_text(small, encoding="utf-8")
    ran = run("check", example, "-j", "national", *DAY)
    assert ran.code == 1
    assert "结论：尚不能申报" in ran.out
    assert "× NAT-E10" in ran.out
    assert "至少差" in ran.out
    assert "怎么办：" in ran.out


def test_missing_data_is_undetermined_and_told_with_its_line(run: Run, example: Path) -> None:
    change(example, "  registration_authority: 示例省民政厅\n", "")
    ran = run("check", example, "-j", "national", *DAY)
    assert ran.code == 4
    assert "缺：注册登记机构（evalprep.yaml:" in ran.out
    assert f"下一步：evalprep init {example} -j national --on 2020-06-01　" in ran.err


def test_the_target_is_taken_from_the_project_file(run: Run, example: Path) -> None:
    assert run("check", example, *DAY).code == 0


def test_the_json_follows_its_published_schema(run: Run, example: Path) -> None:
    change(example, "  registration_authority: 示例省民政厅\n", "")
    ran = run("check", example, "-j", "national", *DAY, "--format", "json")
    schema = json.loads(files("evalprep.report").joinpath("check.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(ran.out), schema, format_checker=jsonschema.FormatChecker())


def test_the_json_holds_every_requirement_and_material_of_the_notice(run: Run, example: Path) -> None:
    result = json.loads(run("check", example, "-j", "national", *DAY, "--format", "json").out)["results"][0]
    found = {entry["id"] for part in ("findings", "materials", "filing") for entry in result[part]}
    wanted = (
        {f"NAT-E{n}" for n in range(1, 19)}
        | {f"NAT-O{n}" for n in range(1, 4)}
        | {f"NAT-M{n}" for n in range(1, 7)}
    )
    assert wanted | {"NAT-W1", "NAT-W2", "NAT-W3"} == found
    per_occupation = [entry["subject"]["key"] for entry in result["findings"] if entry["id"] == "NAT-E10"]
    assert per_occupation == ["6-31-01-03", "6-18-01-01", "6-18-01-02"]


def test_the_json_tells_interval_threshold_and_gap(run: Run, example: Path) -> None:
    result = json.loads(run("check", example, "-j", "national", *DAY, "--format", "json").out)["results"][0]
    finding = next(entry for entry in result["findings"] if entry["id"] == "NAT-E9")
    assert finding["required"] == {"at_least": 50000}
    assert finding["unit"] == "人次"
    assert finding["gap"] == {
        "min": 50000 - finding["observed"]["max"],
        "max": 50000 - finding["observed"]["min"],
    }
    assert finding["gap"]["max"] <= 0


def test_the_result_begins_with_the_notice_and_the_call_to_look_for_a_newer_one(
    run: Run, example: Path
) -> None:
    lines = run("check", example, "-j", "national", *DAY).out.splitlines()
    assert lines[0].startswith("中就培函〔2020〕16号")
    assert "2020-02-26 发布" in lines[1]
    assert "请先确认是否有新通知" in lines[1]


def test_a_result_can_go_to_a_file(run: Run, example: Path, tmp_path: Path) -> None:
    ran = run("check", example, *DAY, "--format", "json", "-o", tmp_path / "结果.json")
    assert (ran.out, "已写入" in ran.err) == ("", True)
    assert json.loads((tmp_path / "结果.json").read_text(encoding="utf-8"))["format"] == "evalprep.check/1"


def test_quiet_says_nothing_beside_the_result(run: Run, example: Path, tmp_path: Path) -> None:
    assert run("check", example, *DAY, "--quiet").err == ""
    assert run("check", example, *DAY, "--quiet", "-o", tmp_path / "结果.txt").err == ""


def test_a_result_replaces_an_earlier_one_and_keeps_it(run: Run, example: Path, tmp_path: Path) -> None:
    (tmp_path / "结果.txt").write_text("我的笔记", encoding="utf-8")
    ran = run("check", example, *DAY, "-o", tmp_path / "结果.txt")
    assert "结论：可以申报" in (tmp_path / "结果.txt").read_text(encoding="utf-8")
    assert (tmp_path / "结果.txt.bak").read_text(encoding="utf-8") == "我的笔记"
    assert "结果.txt.bak" in ran.err


def linked(example: Path) -> Path:
    (example / "链接.txt").symlink_to(example / "evalprep.yaml")
    return example / "链接.txt"


def hard_linked(example: Path) -> Path:
    (example / "同一个.txt").hardlink_to(example / "evalprep.yaml")
    return example / "同一个.txt"


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    "own",
    [
        lambda example: example / "evalprep.yaml",
        lambda example: example / "附件" / ".." / "evalprep.yaml",
        lambda example: next(path for path in (example / "附件").iterdir() if path.suffix == ".pdf"),
        linked,
        hard_linked,
    ],
)
def test_a_result_never_replaces_the_project_or_its_evidence(
    run: Run, example: Path, own: Callable[[Path], Path], form: str
) -> None:
    output = own(example)
    before = {path: path.read_bytes() for path in example.rglob("*") if path.is_file()}
    ran = run("check", example, *DAY, "--format", form, "-o", output)
    assert ran.code == 3
    assert "不能把结果写到这里" in ran.err
    assert {path: path.read_bytes() for path in example.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("named", ["", "evalprep.yaml"])
def test_a_broken_project_is_not_replaced_by_its_result(run: Run, tmp_path: Path, named: str) -> None:
    broken = tmp_path / "evalprep.yaml"
    broken.write_text("organisation: {}\n", encoding="utf-8")
    assert run("check", tmp_path / named, "--format", "json", "-o", broken).code == 3
    assert broken.read_text(encoding="utf-8") == "organisation: {}\n"


def test_without_a_result_a_program_still_gets_json(run: Run, tmp_path: Path) -> None:
    ran = run("check", tmp_path / "无", "--format", "json")
    assert ran.code == 3
    assert json.loads(ran.out)["results"] == []


@pytest.mark.skipif(sys.platform == "win32", reason="words are quoted for a POSIX shell")
def test_the_next_command_repeats_what_was_given_ready_to_type(
    run: Run, example: Path, tmp_path: Path
) -> None:
    folder = example.rename(tmp_path / "某 单位")
    library = ["--library", ROOT]
    ran = run("check", folder.name, *DAY, "--notice", "中就培函〔2020〕16号", *library, cwd=tmp_path)
    step = re.search(r"下一步：evalprep (.*)　", ran.err.replace("\n  ", " "))
    assert step
    wanted = ["build", folder.name, "-j", "national", *DAY, "--notice", "中就培函〔2020〕16号", *library]
    assert shlex.split(step[1]) == [str(one) for one in wanted]
    assert run(*shlex.split(step[1]), cwd=tmp_path).code == 0


def test_of_several_results_each_names_its_project(run: Run, example: Path, tmp_path: Path) -> None:
    other = shutil.copytree(example, tmp_path / "另一家")
    out = run("check", example, other, *DAY).out
    assert f"项目文件：{other.as_posix()}/evalprep.yaml" in out.replace("\n", "")
    assert "项目文件：" not in run("check", example, *DAY).out


def test_a_target_that_stands_twice_is_judged_once(run: Run, example: Path) -> None:
    change(
        example,
        "targets: [{jurisdiction: national}]",
        "targets: [{jurisdiction: national}, {jurisdiction: national}]",
    )
    ran = run("check", example, *DAY, "--format", "json")
    assert len(json.loads(ran.out)["results"]) == 1


def test_a_wrong_target_of_the_project_is_told_with_its_line(run: Run, example: Path) -> None:
    change(example, "targets: [{jurisdiction: national}]", "targets: [{jurisdiction: nationl}]")
    ran = run("check", example, *DAY)
    assert ran.code == 3
    assert "evalprep.yaml:" in ran.err
    assert "是不是 national" in ran.err


def test_of_several_projects_each_gets_its_result_and_the_worst_code_counts(
    run: Run, example: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "evalprep.yaml").write_text("format: 1\norganisation: {}\n", encoding="utf-8")
    ran = run("check", broken, example, "-j", "national", *DAY)
    assert ran.code == 3
    assert "是不是「organization」" in ran.err
    assert "结论：可以申报" in ran.out


@pytest.fixture
def talkative(tmp_path: Path) -> Path:
    """A library whose notice asks for data about persons, so that a careless report would print them."""
    folder = tmp_path / "库" / "checklists" / "national"
    folder.mkdir(parents=True)
    text = (ROOT / "checklists/national/2020-16.yaml").read_text(encoding="utf-8")
    rule = "{{id: NAT-X{n}, clause: 附, title: 示例, weight: must, require: {{fact: {path}, present: true}}}}"
    paths = ("organization.contact.phone", "organization.legal_representative.phone", "organization.address")
    rules = [rule.format(n=n, path=path) for n, path in enumerate(paths)]
    text = text.replace("\nrules:\n", "\nrules:\n" + "".join(f"  - {one}\n" for one in rules))
    (folder / "2020-16.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "库"


@pytest.mark.parametrize("form", ["text", "json"])
def test_identity_numbers_and_phones_stay_out_of_the_result(
    run: Run, example: Path, talkative: Path, form: str
) -> None:
    path = example / "evalprep.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        re.sub(r"  address: .*", "  address: 样板路 1 号 539901197504129916", text), encoding="utf-8"
    )
    out = run("check", example, *DAY, "--format", form, "--library", talkative).out
    assert "NAT-X2" in out
    assert "样板路 1 号" in out
    for secret in ("539901197504129916", "60000001", "60000002", "13900000000"):
        assert secret not in out.replace("\n", "").replace(" ", "")


def test_a_principle_that_is_not_met_is_told_beside_the_conclusion(run: Run, example: Path) -> None:
    ran = run("check", example, "-j", "national", "--on", "2026-11-20")
    assert ran.code == 0
    assert "结论：可以申报（原则上的条件有 1 项不符合，先问受理单位）" in ran.out
