"""`evalprep check`: the verdicts as people and programs get them."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import Run

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
    assert "下一步：evalprep build -j national" in ran.err


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
    assert "✗ NAT-E10" in ran.out
    assert "至少差" in ran.out
    assert "怎么办：" in ran.out


def test_missing_data_is_undetermined_and_told_with_its_line(run: Run, example: Path) -> None:
    change(example, "  registration_authority: 示例省民政厅\n", "")
    ran = run("check", example, "-j", "national", *DAY)
    assert ran.code == 4
    assert "缺：注册登记机构（evalprep.yaml:" in ran.out
    assert "下一步：evalprep init -j national" in ran.err


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
    assert ran.out == ""
    assert json.loads((tmp_path / "结果.json").read_text(encoding="utf-8"))["format"] == "evalprep.check/1"


def test_quiet_says_nothing_beside_the_result(run: Run, example: Path) -> None:
    assert run("check", example, *DAY, "--quiet").err == ""


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


@pytest.mark.parametrize("secret", ["539901", "0871-60000001", "13900000000"])
def test_identity_numbers_and_phones_stay_out_of_the_result(run: Run, example: Path, secret: str) -> None:
    assert secret not in run("check", example, *DAY).out
    assert secret not in run("check", example, *DAY, "--format", "json").out
