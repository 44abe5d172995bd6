"""`evalprep build`: the papers, and what happens to a folder that is not empty."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from evalprep.documents.forms.formfile import parse_form_map
from evalprep.documents.forms.read import read
from evalprep.store.yaml import read_yaml
from tests.cli.conftest import Ran, Run
from tests.conftest import ROOT
from tests.documents.word_samples import p, tbl, tc, tr, word
from tests.documents.word_samples import run as run_of

DAY = ("--on", "2020-06-01")
PAPER = "01-社会培训评价组织基本情况表.docx"


def built(example: Path) -> Path:
    return example / "申报材料" / "national"


def test_the_example_fills_every_slot_of_its_form(run: Run, example: Path) -> None:
    ran = run("build", example, "-j", "national", *DAY)
    assert ran.code == 0
    assert PAPER in ran.out
    assert "空着" not in ran.out
    assert "打印后签字、盖章：法定代表人（签字）、单位名称（公章）" in ran.out


def test_the_filled_form_reads_back_what_the_project_says(run: Run, example: Path) -> None:
    run("build", example, *DAY)
    form = parse_form_map(read_yaml(ROOT / "forms/national/basic-information/form.yaml"))
    found = read((built(example) / PAPER).read_bytes(), form)
    assert found.values["organization.name"] == "示例省机电技能行业协会"
    assert found.values["organization.contact.phone"] == "0871-60000002\n13900000000"
    assert found.choices["organization.form_choice"] == ("行业协会",)
    rows = [
        (row["name_and_trades"], row["code"], row["persons"], row["levels"])
        for row in found.rows["occupations"]
    ]
    assert rows == [
        ("电工", "6-31-01-03", "18600", "五级至二级"),
        ("车工", "6-18-01-01", "17900", "五级至三级"),
        ("铣工", "6-18-01-02", "16200", "五级至三级"),
    ]


def test_an_open_slot_is_listed_with_its_field_and_line(run: Run, example: Path) -> None:
    path = example / "evalprep.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("    persons: 17900\n", ""), encoding="utf-8")
    ran = run("build", example, *DAY)
    assert ran.code == 0
    assert "还有 1 处空着" in ran.out
    assert "申报职业第 2 行·已培训评价人数（人）（evalprep.yaml:" in ran.out
    assert "下一步：evalprep init" in ran.err
    assert "-j national" in ran.err


def test_the_same_project_builds_the_same_bytes(run: Run, example: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        run("build", example, *DAY, "-o", tmp_path / name)
    files = [{p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("one", "two")]
    assert files[0] == files[1]


def test_the_manifest_names_each_paper_with_hash_form_and_fields(run: Run, example: Path) -> None:
    run("build", example, *DAY)
    manifest = json.loads((built(example) / "manifest.json").read_text(encoding="utf-8"))
    entry = next(one for one in manifest["files"] if one["name"] == PAPER)
    assert entry["sha256"] == hashlib.sha256((built(example) / PAPER).read_bytes()).hexdigest()
    assert (entry["form"], entry["serves"]) == ("national/basic-information", ["NAT-F1", "NAT-M1"])
    assert "organization.uscc" in entry["fields"]
    assert manifest["notice"] == "中就培函〔2020〕16号"


def test_a_paper_changed_by_hand_is_kept_beside_the_new_one(run: Run, example: Path) -> None:
    run("build", example, *DAY)
    (built(example) / PAPER).write_bytes(b"changed by hand")
    (built(example) / "备注.txt").write_text("自己放的", encoding="utf-8")
    ran = run("build", example, *DAY)
    kept = "01-社会培训评价组织基本情况表（手工修改）.docx"
    assert kept in ran.out
    assert (built(example) / kept).read_bytes() == b"changed by hand"
    assert (built(example) / "备注.txt").read_text(encoding="utf-8") == "自己放的"
    assert (built(example) / PAPER).read_bytes() != b"changed by hand"


def test_what_is_kept_stays_kept_through_further_builds(run: Run, example: Path) -> None:
    run("build", example, *DAY)
    for content in (b"first change", b"second change"):
        (built(example) / PAPER).write_bytes(content)
        run("build", example, *DAY)
    assert {b"first change", b"second change"} <= {path.read_bytes() for path in built(example).iterdir()}


@pytest.mark.parametrize("lock", ["~$社会培训评价组织基本情况表.docx", f".~lock.{PAPER}#"])
def test_a_folder_with_an_open_file_is_left_alone(run: Run, example: Path, lock: str) -> None:
    run("build", example, *DAY)
    before = {path.name: path.read_bytes() for path in built(example).iterdir()}
    (built(example) / lock).write_bytes(b"")
    ran = run("build", example, *DAY)
    assert ran.code == 3
    assert "正在打开" in ran.err
    assert "保存并关闭" in ran.err
    (built(example) / lock).unlink()
    assert {path.name: path.read_bytes() for path in built(example).iterdir()} == before


def test_a_folder_that_cannot_be_written_is_told(
    run: Run, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    ran = run("build", example, *DAY)
    assert ran.code == 3
    assert "没有写入权限" in ran.err
    assert not built(example).exists()


def test_a_failure_half_way_leaves_the_old_folder_whole(
    run: Run, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build", example, *DAY)
    before = {path.name: path.read_bytes() for path in built(example).iterdir()}

    replace = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if self.name == "fresh":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    ran = run("build", example, *DAY)
    assert ran.code == 3
    assert "磁盘已满" in ran.err
    assert {path.name: path.read_bytes() for path in built(example).iterdir()} == before
    assert [path.name for path in built(example).parent.iterdir()] == ["national"]


@pytest.mark.parametrize("out", [".", "附件", ".."])
def test_a_folder_that_holds_the_project_or_its_evidence_is_refused(
    run: Run, example: Path, out: str
) -> None:
    before = sorted(path.name for path in (example / "附件").iterdir())
    ran = run("build", example, *DAY, "-o", example / out)
    assert ran.code == 3
    assert "这个文件夹里有别的文件" in ran.err
    assert "用 -o 换一个空文件夹" in ran.err
    assert sorted(path.name for path in (example / "附件").iterdir()) == before


def test_a_file_in_the_folders_place_is_refused(run: Run, example: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    ran = run("build", example, *DAY, "-o", tmp_path / "out")
    assert (ran.code, (tmp_path / "out").read_text(encoding="utf-8")) == (3, "mine")


def test_the_finished_form_may_be_registered_where_it_was_made(run: Run, example: Path) -> None:
    run("build", example, *DAY)
    (built(example) / PAPER).write_bytes(b"PK\x03\x04 signed")
    path = example / "evalprep.yaml"
    text = path.read_text(encoding="utf-8")
    assert "attachments:\n" in text
    named = f"attachments:\n  社会培训评价组织基本情况表: [申报材料/national/{PAPER}]\n"
    text = re.sub(r"\n  社会培训评价组织基本情况表:.*", "", text).replace("attachments:\n", named)
    path.write_text(text, encoding="utf-8")
    ran = run("build", example, *DAY)
    assert ran.code == 0
    assert (built(example) / PAPER).read_bytes() == b"PK\x03\x04 signed"
    assert "01-社会培训评价组织基本情况表（新填写）.docx" in ran.out
    assert f"没有覆盖，保留为：{PAPER}" in ran.out


@pytest.mark.parametrize(
    ("name", "said"), [("y" * 300, "太长"), ("loop", "链接"), ("file/out", "不是文件夹")]
)
def test_an_output_that_can_be_no_folder_is_told(
    run: Run, example: Path, tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file").write_bytes(b"mine")
    ran = run("build", example, *DAY, "-o", tmp_path / name)
    assert ran.code == 3
    assert said in ran.err


def test_an_attachment_that_is_a_link_in_a_circle_does_not_stop_a_build(run: Run, example: Path) -> None:
    text = (example / "evalprep.yaml").read_text(encoding="utf-8")
    name = next(iter(re.findall(r"附件/[^],}\n]+", text)))
    (example / name).unlink()
    (example / name).symlink_to(Path(name).name)
    assert run("build", example, *DAY).code == 0


# All papers of a notice


@pytest.fixture
def made(run: Run, tmp_path: Path) -> Path:
    """Where papers are put."""
    return tmp_path / "made"


PLAN = "02-社会培训评价组织职业技能等级认定工作实施方案.docx"


def drafts(made: Path) -> Path:
    """Where the first drafts are put."""
    return made.with_name(f"{made.name}-初稿")


def register(example: Path, file: str) -> None:
    """Name a file as the finished plan."""
    path = example / "evalprep.yaml"
    text = path.read_text(encoding="utf-8")
    named = f"attachments:\n  认定工作实施方案: [{file}]\n"
    path.write_text(text.replace("attachments:\n", named), encoding="utf-8")


def copied(name: str, tmp_path: Path) -> Path:
    """A copy of an example that a test may change."""
    return Path(shutil.copytree(ROOT / "examples" / name, tmp_path / name))


def build(run: Run, project: Path, target: str, on: str, made: Path, *more: object) -> Ran:
    ran = run("build", project, "-j", target, "--on", on, "-o", made, *more)
    assert ran.code == 0, ran.err
    return ran


def unwrapped(text: str) -> str:
    """What is told, each item on one line."""
    return re.sub(r"\n {3,}", "", text)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_association_makes_its_form_and_needs_no_drafts(run: Run, tmp_path: Path, made: Path) -> None:
    ran = build(run, copied("national-association", tmp_path), "national", "2020-06-01", made)
    assert names(made) == ["00-材料清单.xlsx", PAPER, "manifest.json"]
    assert "不再写初稿 6 份：职业技能等级认定试点工作实施方案及质量管控措施、" in unwrapped(ran.out)


def test_the_company_makes_lists_and_apart_the_plan_that_is_not_written_yet(
    run: Run, tmp_path: Path, made: Path
) -> None:
    ran = build(run, copied("jilin-company", tmp_path), "jilin", "2022-07-20", made)
    assert names(made) == [
        "00-材料清单.xlsx",
        "02-认定工作机构及人员名单.xlsx",
        "03-认定职业（工种）一览表.xlsx",
        "manifest.json",
    ]
    assert names(drafts(made)) == [PLAN, "manifest.json"]
    assert f"初稿 1 份在：{drafts(made)}" in unwrapped(ran.out)
    assert "→ 附件「认定工作实施方案」" in unwrapped(ran.out)
    assert "JL-M2  《社会培训评价组织职业技能等级认定机构申请表》：官方表样不在通知里，缺官方文件" in ran.out


def test_the_school_makes_form_list_self_assessment_and_the_rules_that_it_lacks(
    run: Run, tmp_path: Path, made: Path
) -> None:
    build(run, copied("zhejiang-training-school", tmp_path), "zhejiang", "2020-12-01", made)
    assert names(made) == [
        "00-材料清单.xlsx",
        "01-浙江省职业技能等级认定试点社会培训评价组织申报表.docx",
        "02-专家等专业人员名单.xlsx",
        "03-浙江省社会培训评价组织评估细则自评表.docx",
        "manifest.json",
    ]
    assert [name.partition("-")[2] for name in names(drafts(made))] == [
        "安全保卫制度.docx",
        "监考人员管理制度.docx",
        "",
    ]


def test_a_draft_says_on_its_face_that_it_is_one(run: Run, tmp_path: Path, made: Path) -> None:
    build(run, copied("jilin-company", tmp_path), "jilin", "2022-07-20", made)
    draft = Document(str(drafts(made) / PLAN))
    assert "初稿：还有" in draft.sections[0].header.paragraphs[0].text


def test_a_draft_is_written_again_when_the_finished_paper_does_not_open(
    run: Run, tmp_path: Path, made: Path
) -> None:
    example = copied("national-association", tmp_path)
    (example / "附件/试点工作实施方案.pdf").write_bytes(b"")
    ran = build(run, example, "national", "2020-06-01", made)
    assert "01-职业技能等级认定试点工作实施方案及质量管控措施.docx" in names(drafts(made))
    # The measures are there, so only the plan is to be registered.
    assert "→ 附件「试点工作实施方案」\n" in unwrapped(ran.out)


def test_drafts_lie_beside_the_submission_where_no_folder_is_named(run: Run, tmp_path: Path) -> None:
    example = copied("jilin-company", tmp_path)
    assert run("build", example, "-j", "jilin", "--on", "2022-07-20").code == 0
    assert PLAN in names(example / "初稿/jilin")
    assert PLAN not in names(example / "申报材料/jilin")


def test_a_registered_draft_is_still_a_draft(run: Run, tmp_path: Path) -> None:
    example = copied("jilin-company", tmp_path)
    run("build", example, "-j", "jilin", "--on", "2022-07-20")
    register(example, f"初稿/jilin/{PLAN}")
    ran = run("check", example, "-j", "jilin", "--on", "2022-07-20")
    assert f"「认定工作实施方案」：初稿/jilin/{PLAN} 还是初稿" in re.sub(r"\n +", "", ran.out)


def test_a_draft_goes_away_once_the_finished_paper_is_there_and_the_other_names_stay(
    run: Run, tmp_path: Path, made: Path
) -> None:
    example = copied("jilin-company", tmp_path)
    build(run, example, "jilin", "2022-07-20", made)
    before = names(made)
    shutil.copy(example / "附件/申请报告.docx", example / "附件/方案.docx")
    register(example, "附件/方案.docx")
    build(run, example, "jilin", "2022-07-20", made)
    assert (names(made), names(drafts(made))) == (before, ["manifest.json"])


def test_the_list_of_materials_tells_what_stands_where_and_what_is_missing(
    run: Run, tmp_path: Path, made: Path
) -> None:
    build(run, copied("jilin-company", tmp_path), "jilin", "2022-07-20", made)
    sheet = load_workbook(made / "00-材料清单.xlsx").active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    told = {str(row[2]).partition("（JL")[2].rstrip("）"): (row[3], row[4], row[5]) for row in rows if row[2]}
    assert told["-M4"] == ("文稿", "初稿，待写完", f"初稿：{PLAN}")
    assert told["-M2"][:2] == ("官方表格", "缺官方文件")
    assert told["-M3"][1] == "已备齐"
    assert "02-认定工作机构及人员名单.xlsx" in str(told["-M6"][2])


PAPERS = ROOT / "tests" / "papers"


def test_a_department_gets_the_drafts_of_each_organisation_from_its_own_project(
    run: Run, tmp_path: Path, made: Path
) -> None:
    shutil.copytree(PAPERS, tmp_path / "papers")
    ran = build(run, tmp_path / "papers/department", "sector:department", "2020-10-05", made)
    found = names(drafts(made))
    for whose in ("示例技能评价有限公司", "示例样板技师学院"):
        own = [name for name in found if name.endswith(f"-{whose}.docx")]
        assert len(own) == 15
        plan = next(name for name in own if "实施方案" in name)
        text = "".join(one.text for one in Document(str(drafts(made) / plan)).paragraphs)
        assert whose in text
        assert f"{whose}（「推荐的机构」第" in ran.out
    assert any(name.endswith("关于推荐社会培训评价组织的函.docx") for name in found)
    assert "../recommended-company/evalprep.yaml" in ran.out


def test_without_recommended_organisations_their_drafts_are_told_to_be_missing(
    run: Run, tmp_path: Path, made: Path
) -> None:
    shutil.copytree(PAPERS, tmp_path / "papers")
    path = tmp_path / "papers/department/evalprep.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^recommends:\n(?:[ -].*\n)*", "", text, flags=re.M), encoding="utf-8")
    ran = build(run, tmp_path / "papers/department", "sector:department", "2020-10-05", made)
    assert [name for name in names(drafts(made)) if "制度-" in name or "办法-" in name] == []
    assert "还没有登记「推荐的机构」" in ran.out


def test_an_organisation_whose_project_cannot_be_read_is_told_once(
    run: Run, tmp_path: Path, made: Path
) -> None:
    shutil.copytree(PAPERS, tmp_path / "papers")
    shutil.rmtree(tmp_path / "papers/recommended-school")
    ran = build(run, tmp_path / "papers/department", "sector:department", "2020-10-05", made)
    assert len([name for name in names(drafts(made)) if name.endswith("-示例技能评价有限公司.docx")]) == 15
    assert ran.out.count("「推荐的机构」第 2 行的文稿") == 1


def test_the_same_project_builds_the_same_bytes_of_every_kind_of_paper(run: Run, tmp_path: Path) -> None:
    example = copied("jilin-company", tmp_path)
    for name in ("one", "two"):
        build(run, example, "jilin", "2022-07-20", tmp_path / name)
    files = [{p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("one", "two")]
    assert files[0] == files[1]


def test_the_manifest_names_the_fields_of_drafts_and_lists(run: Run, tmp_path: Path, made: Path) -> None:
    build(run, copied("jilin-company", tmp_path), "jilin", "2022-07-20", made)
    papers = [
        one
        for folder in (made, drafts(made))
        for one in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    ]
    fields = {one["form"]: one["fields"] for one in papers}
    assert {"organization.name", "staff", "staff[].duties", "venues[].area"} <= set(
        fields["jilin/implementation-plan"]
    )
    assert {"experts[].name", "experts[].id_number"} <= set(fields["jilin/personnel-lists"])
    assert {one["form"]: one["serves"] for one in papers}["jilin/implementation-plan"] == ["JL-M4"]


# The official file that the notice's text lacks


OFFICIAL = """form: jilin/application
title: 示例申请表
serves: [JL-M2]
source: {notice: 示例, annex: 附件1, layout: 示例}
sections:
  - at: {table_with: [单位名称, 地址]}
    slots: [{label: 单位名称, value: organization.name}, {label: 地址, value: organization.address}]
"""


def own_library(tmp_path: Path, *, blank: bool = True) -> Path:
    """A library of the user's own that holds a fictional official file under the awaited name."""
    folder = tmp_path / "库/forms/jilin/application"
    folder.mkdir(parents=True)
    (folder / "form.yaml").write_text(OFFICIAL, encoding="utf-8")
    if blank:
        rows = (tr(tc(p(run_of(label))), tc(p())) for label in ("单位名称", "地址"))
        (folder / "blank.docx").write_bytes(word(tbl(*rows), p()))
    return tmp_path / "库"


def verdict(run: Run, example: Path, *more: object) -> tuple[str, str]:
    """What the check says of the form."""
    ran = run("check", example, "-j", "jilin", "--on", "2022-07-20", "--format", "json", *more)
    (found,) = (one for one in json.loads(ran.out)["results"][0]["materials"] if one["id"] == "JL-M2")
    return found["verdict"], found["message"]


def test_a_form_whose_official_file_is_awaited_never_counts_as_done(run: Run, tmp_path: Path) -> None:
    said, message = verdict(run, copied("jilin-company", tmp_path))
    assert said == "unknown"
    assert "官方表样不在通知里，缺官方文件：到" in message


def test_the_users_own_official_file_is_filled_once_the_library_holds_it(
    run: Run, tmp_path: Path, made: Path
) -> None:
    example, library = copied("jilin-company", tmp_path), own_library(tmp_path)
    ran = build(run, example, "jilin", "2022-07-20", made, "--library", library)
    assert "缺官方文件" not in ran.out
    table = Document(str(made / "01-示例申请表.docx")).tables[0]
    name = re.search(r"^  name: (.+)$", (example / "evalprep.yaml").read_text(encoding="utf-8"), re.M)
    assert name is not None
    assert table.cell(0, 1).text == name[1]
    assert verdict(run, example, "--library", library)[0] == "met"


def test_a_map_without_its_blank_is_still_awaited(run: Run, tmp_path: Path) -> None:
    example, library = copied("jilin-company", tmp_path), own_library(tmp_path, blank=False)
    said, message = verdict(run, example, "--library", library)
    assert (said, "把官方空白表放进库里" in message) == ("unknown", True)
    ran = run("build", example, "-j", "jilin", "--on", "2022-07-20", "--library", library)
    assert ran.code == 3
    assert "没有空白表" in ran.err


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("layout: plan\n", "同时写了 sections、layout"),
        (None, "看不出这是哪一种表格或文稿"),
    ],
)
def test_an_entry_of_no_kind_or_of_two_is_refused_with_its_file(
    run: Run, tmp_path: Path, more: str | None, told: str
) -> None:
    example, library = copied("jilin-company", tmp_path), own_library(tmp_path)
    file = library / "forms/jilin/application/form.yaml"
    text = OFFICIAL.partition("sections:")[0] if more is None else OFFICIAL + more
    file.write_text(text, encoding="utf-8")
    ran = run("build", example, "-j", "jilin", "--on", "2022-07-20", "--library", library)
    assert ran.code == 3
    assert told in ran.err
    assert "form.yaml:1" in ran.err


def test_a_draft_that_the_library_lacks_is_told_and_the_rest_is_made(run: Run, tmp_path: Path) -> None:
    library = tmp_path / "库"
    law = library / "checklists/example"
    law.mkdir(parents=True)
    head = "number: 示例〔2020〕1号, title: 示例, issued: 2020-01-01, issuer: 示例, area: 示例, verified_on: 2020-02-01"
    rule = "{id: E-1, clause: 一, title: 方案, weight: must, attached: 方案, draft: example/plan}"
    (law / "2020-1.yaml").write_text(
        f"notice: {{{head}}}\nrules: []\nmaterials:\n  - {rule}\n", encoding="utf-8"
    )
    example = copied("jilin-company", tmp_path)
    ran = build(run, example, "example", "2022-07-20", tmp_path / "made", "--library", library)
    assert "附件「方案」：库里没有文稿 forms/example/plan" in ran.out
    assert names(tmp_path / "made") == ["00-材料清单.xlsx", "manifest.json"]


def test_a_rule_that_is_held_of_each_organisation_is_one_line_of_the_list(
    run: Run, tmp_path: Path, made: Path
) -> None:
    shutil.copytree(PAPERS, tmp_path / "papers")
    build(run, tmp_path / "papers/department", "sector:department", "2020-10-05", made)
    sheet = load_workbook(made / "00-材料清单.xlsx").active
    assert sheet is not None
    ids = [str(cell.value).rpartition("（")[2].rstrip("）") for cell in sheet["C"] if cell.value]
    assert ids.count("SEC-E2") == 1
    assert len(ids) == len(set(ids))
