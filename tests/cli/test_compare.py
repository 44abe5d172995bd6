"""`evalprep check -j all`: every jurisdiction and track of the library against each project."""

from __future__ import annotations

import json
import re
import shutil
from importlib.resources import files
from pathlib import Path

import jsonschema

from evalprep.law import Law
from evalprep.store.library import default_library
from tests.cli.conftest import Run
from tests.conftest import ROOT

LATE = ("--on", "2022-11-20")
"""A day on which every notice of the library is in force."""


def targets() -> set[str]:
    """Every jurisdiction and track of the library, as `-j` takes them."""
    law = Law(default_library())
    newest = [law.notices(name)[-1] for name in law.library.jurisdictions()]
    return {
        f"{one.jurisdiction}:{track}" if track else one.jurisdiction
        for one in newest
        for track in one.tracks or ("",)
    }


def shown_targets(out: str) -> list[str]:
    """The targets of the blocks, in their order."""
    return re.findall(r"　-j (\S+)$", out, re.M)


def test_every_jurisdiction_and_track_is_compared_whatever_the_verdict(run: Run, example: Path) -> None:
    ran = run("check", example, "-j", "all", *LATE)
    assert ran.code == 0
    assert set(shown_targets(ran.out)) == targets()
    assert len(targets()) > 5
    assert "尚不能申报" in ran.out


def test_the_result_begins_with_the_call_to_look_for_newer_notices_and_names_each(
    run: Run, example: Path
) -> None:
    out = run("check", example, "-j", "all", *LATE).out
    assert "请先确认是否有新通知" in out.splitlines()[0]
    assert out.count("请先确认是否有新通知") == 1 + len(targets())


def test_the_nearest_comes_first_in_text_and_json_and_in_the_next_step(run: Run, example: Path) -> None:
    ran = run("check", example, "-j", "all", *LATE)
    found = json.loads(run("check", example, "-j", "all", *LATE, "--format", "json").out)["results"]
    order = [
        f"{one['jurisdiction']}:{one['track']}" if one["track"] else one["jurisdiction"] for one in found
    ]
    assert shown_targets(ran.out) == order
    assert f"下一步：evalprep check {example} -j {order[0]} --on 2022-11-20　" in ran.err
    musts = [
        sum(
            e["verdict"] in ("unmet", "unknown")
            for part in ("findings", "materials", "filing")
            for e in one[part]
            if e["weight"] == "must"
        )
        for one in found
        if one["overall"] != "ready"
    ]
    assert musts == sorted(musts)


def test_the_json_is_the_same_document_as_of_one_jurisdiction(run: Run, example: Path) -> None:
    every = json.loads(run("check", example, "-j", "all", *LATE, "--format", "json").out)
    schema = json.loads(files("evalprep.report").joinpath("check.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(every, schema, format_checker=jsonschema.FormatChecker())
    one = json.loads(run("check", example, "-j", "national", *LATE, "--format", "json").out)
    assert one["results"][0] in every["results"]


def test_a_jurisdiction_without_a_notice_on_the_day_is_listed(run: Run, example: Path) -> None:
    ran = run("check", example, "-j", "all", "--on", "2020-03-01")
    assert ran.code == 0
    assert shown_targets(ran.out) == ["national"]
    assert len(re.findall(r"^· \w+ 在 2020-03-01 没有生效的通知。已有的通知：", ran.out, re.M)) == 4


def test_on_a_day_before_all_notices_nothing_is_compared_and_all_are_listed(run: Run, example: Path) -> None:
    ran = run("check", example, "-j", "all", "--on", "2010-03-01")
    assert (ran.code, shown_targets(ran.out)) == (0, [])
    assert ran.out.count("没有生效的通知") == 5


def test_several_projects_have_a_matrix_each_and_a_broken_one_counts(
    run: Run, example: Path, tmp_path: Path
) -> None:
    other = shutil.copytree(example, tmp_path / "另一家")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "evalprep.yaml").write_text("organisation: {}\n", encoding="utf-8")
    ran = run("check", example, broken, other, "-j", "all", *LATE)
    assert ran.code == 3
    assert ran.out.count("  地区、类别") == 2
    assert ran.out.replace("\n", "").count("项目文件：") == 2
    assert len(shown_targets(ran.out)) == 2 * len(targets())


def test_a_broken_project_alone_gives_json_and_exit_code_3(run: Run, tmp_path: Path) -> None:
    ran = run("check", tmp_path / "无", "-j", "all", "--format", "json")
    assert ran.code == 3
    assert json.loads(ran.out)["results"] == []


def test_the_matrix_can_go_to_a_file_but_not_over_the_project(
    run: Run, example: Path, tmp_path: Path
) -> None:
    ran = run("check", example, "-j", "all", *LATE, "-o", tmp_path / "比较.txt")
    assert (ran.code, ran.out) == (0, "")
    assert "地区、类别" in (tmp_path / "比较.txt").read_text(encoding="utf-8")
    before = (example / "evalprep.yaml").read_bytes()
    assert (
        run("check", example, "-j", "all", *LATE, "--format", "text", "-o", example / "evalprep.yaml").code
        == 3
    )
    assert (example / "evalprep.yaml").read_bytes() == before


def test_quiet_says_nothing_beside_the_matrix(run: Run, example: Path) -> None:
    assert run("check", example, "-j", "all", *LATE, "--quiet").err == ""


def test_a_notice_cannot_be_picked_for_all(run: Run, example: Path) -> None:
    ran = run("check", example, "-j", "all", "--notice", "中就培函〔2020〕16号")
    assert ran.code == 2
    assert "去掉 --notice" in ran.err


def test_papers_are_made_for_one_jurisdiction(run: Run, example: Path) -> None:
    ran = run("build", example, "-j", "all")
    assert ran.code == 2
    assert "-j all 只能用于 check 和 init" in ran.err
    assert not (example / "申报材料").exists()


def test_a_jurisdiction_of_the_applicants_own_library_is_compared_too(
    run: Run, example: Path, tmp_path: Path
) -> None:
    own = tmp_path / "库" / "checklists" / "elsewhere"
    own.mkdir(parents=True)
    text = (ROOT / "checklists/national/2020-16.yaml").read_text(encoding="utf-8")
    (own / "2020-99.yaml").write_text(text.replace("2020〕16号", "2020〕99号"), encoding="utf-8")
    assert "elsewhere" in shown_targets(
        run("check", example, "-j", "all", *LATE, "--library", tmp_path / "库").out
    )
