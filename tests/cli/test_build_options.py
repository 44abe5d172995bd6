"""The options of `evalprep build` that do less: `--list`, `--only`, `--strict`, and what does not go together."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.cli.builds import (
    ASSOCIATION,
    CASES,
    COMPANY,
    FORM,
    MANIFEST,
    SCHOOL,
    Case,
    attach,
    build,
    call,
    change,
    contents,
    copied,
    desk,
    drafts,
    manifest,
    names,
    unwrapped,
)
from tests.cli.conftest import Run

APPLICATION = "01-浙江省职业技能等级认定试点社会培训评价组织申报表（草稿）.docx"
SPECIALISTS = "04-专家等专业人员名单及技能水平证明/01-专家等专业人员名单（草稿）.xlsx"
ASSESSMENT = "浙江省社会培训评价组织评估细则自评表.docx"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where papers are put."""
    return tmp_path / "材料"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return copied(SCHOOL.example, tmp_path)


def folders(out: Path) -> dict[str, dict[str, bytes]]:
    """What lies in each folder of a build."""
    return {one.name: contents(one) for one in (out, drafts(out), desk(out)) if one.exists()}


def differing(before: dict[str, dict[str, bytes]], after: dict[str, dict[str, bytes]]) -> set[str]:
    """The files that are new, gone or other than before."""
    return {
        f"{folder}/{name}"
        for folder in before | after
        for name in before.get(folder, {}) | after.get(folder, {})
        if before.get(folder, {}).get(name) != after.get(folder, {}).get(name)
    }


def joined(text: str) -> str:
    """A text without blanks and line ends, which a console puts where it likes."""
    return "".join(text.split())


# --strict


@pytest.mark.parametrize(
    ("case", "code", "told"),
    [
        (SCHOOL, 1, "还不能交，什么也没有写：尚不能申报"),
        (COMPANY, 4, "还不能交，什么也没有写：资料不全，还不能判断"),
    ],
    ids=["not ready", "undetermined"],
)
def test_strict_refuses_what_may_not_be_handed_in_and_writes_nothing(
    run: Run, tmp_path: Path, case: Case, code: int, told: str
) -> None:
    project = copied(case.example, tmp_path)
    before = contents(tmp_path)
    ran = call(run, project, case, None, "--strict")
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err
    assert contents(tmp_path) == before
    assert {path.name for path in project.iterdir() if path.is_dir()} == {"附件"}


def test_strict_leaves_the_folders_of_an_earlier_build(run: Run, school: Path, out: Path) -> None:
    build(run, school, SCHOOL, out)
    before = folders(out)
    change(school, "  name: 示例市百工职业培训学校", "  name: 示例市另一职业培训学校")
    assert call(run, school, SCHOOL, out, "--strict").code == 1
    assert folders(out) == before


def test_strict_makes_what_is_ready(run: Run, example: Path, out: Path) -> None:
    build(run, example, ASSOCIATION, out, "--strict")
    assert FORM in names(out)


# --list


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.target)
def test_list_names_every_file_that_a_build_then_makes_and_writes_nothing(
    run: Run, tmp_path: Path, out: Path, case: Case
) -> None:
    project = copied(case.example, tmp_path)
    before = contents(tmp_path)
    ran = build(run, project, case, out, "--list")
    assert contents(tmp_path) == before
    assert not out.exists()
    build(run, project, case, out)
    listed = "".join(ran.out.split())
    made = folders(out)
    handed_in = [name.partition("/")[2] or name for name in made.pop(out.name) if name != MANIFEST]
    assert [name for name in handed_in if not re.search(f"{re.escape(joined(name))}(新做|←)", listed)] == []
    others = [name for folder in made.values() for name in folder if name != MANIFEST]
    assert [name for name in others if joined(name) not in listed] == []
    assert f"{len(handed_in)}个文件" in listed


def test_list_tells_how_to_build_and_that_nothing_is_written(run: Run, example: Path, out: Path) -> None:
    ran = build(run, example, ASSOCIATION, out, "--list")
    assert "什么也没有写" in ran.out
    assert f"下一步：evalprep build {example} -j national --on 2020-06-01 -o {out}" in ran.err


# --only


@pytest.mark.parametrize(
    ("wanted", "file"),
    [
        ("zhejiang/application", f"材料/{APPLICATION}"),
        ("浙江省职业技能等级认定试点社会培训评价组织申报表", f"材料/{APPLICATION}"),
        ("《专家等专业人员名单》", f"材料/{SPECIALISTS}"),
        ("社会培训评价组织申报表", f"材料/{APPLICATION}"),
        (APPLICATION, f"材料/{APPLICATION}"),
        ("general/security", "材料-初稿/11-安全保卫制度.docx"),
        ("zhejiang/self-assessment", f"材料-自查/{ASSESSMENT}"),
    ],
    ids=["by id", "by title", "by title in brackets", "by a part of it", "by file", "draft", "noted"],
)
def test_only_one_paper_is_made_anew_and_everything_else_stays(
    run: Run, school: Path, out: Path, wanted: str, file: str
) -> None:
    build(run, school, SCHOOL, out)
    before = folders(out)
    change(school, "  name: 示例市百工职业培训学校", "  name: 示例市另一职业培训学校")
    ran = call(run, school, SCHOOL, out, "--only", wanted)
    assert ran.code in (0, 1), ran.err
    assert differing(before, folders(out)) == {file, f"{file.partition('/')[0]}/{MANIFEST}"}
    assert file.rpartition("/")[2] in unwrapped(ran.out)


def test_only_one_paper_says_what_the_project_says_now(run: Run, school: Path, out: Path) -> None:
    build(run, school, SCHOOL, out)
    before = folders(out)
    change(school, "  name: 示例市百工职业培训学校", "  name: 示例市另一职业培训学校")
    ran = call(run, school, SCHOOL, out, "--only", "zhejiang/application")
    assert differing(before, folders(out)) == {f"材料/{APPLICATION}", f"材料/{MANIFEST}"}
    text = "".join(
        cell.text for table in docx.Document(str(out / APPLICATION)).tables for cell in table._cells
    )
    assert "示例市另一职业培训学校" in text
    # The cover has still the name of before.
    assert ran.code == 1
    assert "对不上" in ran.out


@pytest.mark.parametrize(
    ("wanted", "lead", "folder"),
    [
        ("自评表", "只重新做了一份自查用的，不交，在：", desk),
        ("安全保卫制度", "只写初稿 1 份，在：", drafts),
        ("zhejiang/application", "只重新做了一份，在：", lambda out: out),
    ],
)
def test_only_one_paper_says_what_it_is_and_where(
    run: Run, school: Path, out: Path, wanted: str, lead: str, folder: Callable[[Path], Path]
) -> None:
    ran = call(run, school, SCHOOL, out, "--only", wanted)
    assert f"{lead}{folder(out)}" in ran.out.splitlines()
    assert ran.out.count(str(folder(out))) == 1
    assert ("草稿：" in ran.out) is (wanted == "zhejiang/application")


def test_only_keeps_what_a_person_changed_in_the_others_under_their_names(
    run: Run, school: Path, out: Path
) -> None:
    build(run, school, SCHOOL, out)
    (out / SPECIALISTS).write_bytes(b"")
    (out / "备注.txt").write_bytes(b"mine")
    build(run, school, SCHOOL, out, "--only", "zhejiang/application")
    assert ((out / SPECIALISTS).read_bytes(), (out / "备注.txt").read_bytes()) == (b"", b"mine")
    told = {one["name"]: one["sha256"] for one in manifest(out)["files"]}
    assert told[SPECIALISTS] != ""
    ran = build(run, school, SCHOOL, out)
    assert "01-专家等专业人员名单（草稿）（手工修改）.xlsx" in unwrapped(ran.out)


def test_only_keeps_the_paper_itself_where_a_person_changed_it(run: Run, school: Path, out: Path) -> None:
    build(run, school, SCHOOL, out)
    (out / APPLICATION).write_bytes(b"changed by hand")
    ran = call(run, school, SCHOOL, out, "--only", "zhejiang/application")
    kept = APPLICATION.replace(".docx", "（手工修改）.docx")
    assert (out / kept).read_bytes() == b"changed by hand"
    assert kept in unwrapped(ran.out)


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("zhejiang/aplication", "是不是「zhejiang/application」？"),
        ("专家专业人员名单", "是不是「专家等专业人员名单」？"),
        (
            "完全没有的东西",
            "是其中一份：《浙江省职业技能等级认定试点社会培训评价组织申报表》、《专家等专业人员名单》",
        ),
        ("目录", "不能单独重做：它说的是全部材料"),
        ("制度", "名称里有「制度」的不止一份"),
        ("general/fixed-assets", "已有定稿（或已用别的材料），不再填"),
        ("固定资产清单", "已有定稿（或已用别的材料），不再填"),
    ],
)
def test_only_a_paper_that_is_not_made_is_refused_with_what_can_be_written(
    run: Run, school: Path, out: Path, wanted: str, told: str
) -> None:
    ran = call(run, school, SCHOOL, out, "--only", wanted)
    assert (ran.code, ran.out, out.exists()) == (2, "", False)
    assert told in ran.err


def test_only_a_finished_form_is_refused(run: Run, example: Path, out: Path) -> None:
    attach(example, "社会培训评价组织基本情况表", "附件/法人登记证书.pdf")
    ran = call(run, example, ASSOCIATION, out, "--only", "national/basic-information")
    assert ran.code == 2
    assert "已有定稿" in ran.err
    assert not out.exists()


def test_only_in_a_ready_submission_whose_other_papers_disagree_is_told(
    run: Run, example: Path, out: Path
) -> None:
    build(run, example, ASSOCIATION, out)
    change(example, "  name: 示例省机电技能行业协会", "  name: 示例省另一技能行业协会")
    ran = call(run, example, ASSOCIATION, out, "--only", "national/basic-information")
    assert ran.code == 1
    assert "示例省另一技能行业协会" in ran.out
    assert "示例省机电技能行业协会" in ran.out


def test_only_a_paper_of_one_track_is_made_for_that_track(run: Run, example: Path, out: Path) -> None:
    hunan = Case(ASSOCIATION.example, "hunan", "2020-12-01")
    build(run, example, hunan, out)
    before = contents(out)
    change(example, "    persons: 17900\n", "    persons: 17901\n")
    build(run, example, hunan, out, "--only", "hunan/basic-information")
    after = contents(out)
    assert {name.partition("/")[0] for name in before if before[name] != after[name]} == {"hunan-province"}


# What does not go together


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--only", "表", "--zip"), "--only 只更新一份材料"),
        (("--only", "表", "--pdf"), "--only 只更新一份材料"),
        (("--only", "表", "--strict"), "--only 只更新一份材料"),
        (("--only", "表", "--list"), "--only 只更新一份材料"),
        (("--max-mb", "20"), "要和 --zip 一起用"),
        (("--zip", "--max-mb", "0"), "--max-mb 写的是 0"),
        (("--zip", "--max-mb", "-3"), "--max-mb 写的是 -3"),
        (("--zip", "--max-mb", "nan"), "--max-mb 写的是 nan"),
        (("--zip", "--max-mb", "20M"), "--max-mb"),
    ],
    ids=" ".join,
)
def test_options_that_do_not_go_together_are_refused_before_anything_is_read(
    run: Run, example: Path, out: Path, options: tuple[str, ...], told: str
) -> None:
    ran = call(run, example, ASSOCIATION, out, *options)
    assert (ran.code, ran.out, out.exists()) == (2, "", False)
    assert told in ran.err
