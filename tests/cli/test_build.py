"""`evalprep build`: the papers, and what happens to a folder that is not empty."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from evalprep.documents.forms.formfile import parse_form_map
from evalprep.documents.forms.read import read
from evalprep.store.yaml import read_yaml
from tests.cli.builds import FORM, attach, contents, manifest, unwrapped
from tests.cli.conftest import Run
from tests.conftest import ROOT

DAY = ("--on", "2020-06-01")
KEPT = "01-社会培训评价组织基本情况表（手工修改）.docx"


def built(example: Path) -> Path:
    return example / "申报材料" / "national"


def test_the_example_fills_every_slot_of_its_form(run: Run, example: Path) -> None:
    ran = run("build", example, "-j", "national", *DAY)
    assert ran.code == 0
    assert FORM in ran.out
    assert "空着" not in ran.out
    assert "打印后签字、盖章：法定代表人（签字）、单位名称（公章）" in ran.out


def test_the_filled_form_reads_back_what_the_project_says(run: Run, example: Path) -> None:
    run("build", example, *DAY)
    form = parse_form_map(read_yaml(ROOT / "forms/national/basic-information/form.yaml"))
    found = read((built(example) / FORM).read_bytes(), form)
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


def test_the_manifest_names_each_paper_with_hash_form_and_fields(run: Run, example: Path) -> None:
    run("build", example, *DAY)
    told = manifest(built(example))
    entry = next(one for one in told["files"] if one["name"] == FORM)
    assert entry["sha256"] == hashlib.sha256((built(example) / FORM).read_bytes()).hexdigest()
    assert (entry["form"], entry["serves"]) == ("national/basic-information", ["NAT-F1", "NAT-M1"])
    assert "organization.uscc" in entry["fields"]
    assert told["notice"] == "中就培函〔2020〕16号"


def test_a_paper_changed_by_hand_is_kept_beside_the_new_one(run: Run, example: Path) -> None:
    run("build", example, *DAY)
    (built(example) / FORM).write_bytes(b"changed by hand")
    (built(example) / "备注.txt").write_text("自己放的", encoding="utf-8")
    ran = run("build", example, *DAY)
    assert KEPT in ran.out
    assert "备注.txt" in ran.out
    assert (built(example) / KEPT).read_bytes() == b"changed by hand"
    assert (built(example) / "备注.txt").read_text(encoding="utf-8") == "自己放的"
    assert (built(example) / FORM).read_bytes() != b"changed by hand"


def test_what_is_kept_stays_kept_through_further_builds(run: Run, example: Path) -> None:
    run("build", example, *DAY)
    for content in (b"first change", b"second change"):
        (built(example) / FORM).write_bytes(content)
        run("build", example, *DAY)
    assert {b"first change", b"second change"} <= set(contents(built(example)).values())


@pytest.mark.parametrize(
    "lock",
    ["~$社会培训评价组织基本情况表.docx", f".~lock.{FORM}#", "02-法人登记证书/.~lock.01-法人登记证书.pdf#"],
)
def test_a_folder_with_an_open_file_is_left_alone(run: Run, example: Path, lock: str) -> None:
    run("build", example, *DAY)
    before = contents(built(example))
    (built(example) / lock).write_bytes(b"")
    ran = run("build", example, *DAY)
    assert ran.code == 3
    assert "正在打开" in ran.err
    assert "保存并关闭" in ran.err
    (built(example) / lock).unlink()
    assert contents(built(example)) == before


@pytest.mark.parametrize("of_desk", ["自查", "申报材料/national-PDF"])
def test_a_file_that_is_open_in_another_folder_is_told_before_the_submission_is_changed(
    run: Run, example: Path, of_desk: str
) -> None:
    run("build", example, *DAY)
    before = contents(built(example))
    lock = example / of_desk / ("~$报告.docx" if "PDF" in of_desk else "national/~$报告.docx")
    lock.parent.mkdir(exist_ok=True)
    lock.write_bytes(b"")
    path = example / "evalprep.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("0871-60000002", "0871-60000003"), "utf-8")
    pdf = ["--pdf"] if "PDF" in of_desk else []
    ran = run("build", example, *pdf, *DAY)
    assert (ran.code, contents(built(example))) == (3, before)


def test_a_hand_changed_paper_that_cannot_be_read_is_told(run: Run, example: Path) -> None:
    run("build", example, *DAY)
    (built(example) / FORM).write_bytes(b"damaged")
    ran = run("build", example, *DAY)
    assert f"{KEPT} 读不出来，没有核对" in ran.out.replace("\n", "").replace("    ", "")


def test_a_folder_that_cannot_be_written_is_told(
    run: Run, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.mkdir

    def refuse(self: Path, *given: object, **named: object) -> None:
        if self.name.startswith(".evalprep-"):
            raise PermissionError(13, "Permission denied")
        real(self, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "mkdir", refuse)
    ran = run("build", example, *DAY)
    assert ran.code == 3
    assert "没有写入权限" in ran.err
    assert not (example / "申报材料").exists()


def test_a_failure_half_way_leaves_the_old_folder_whole(
    run: Run, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build", example, *DAY)
    before = contents(example)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    ran = run("build", example, *DAY)
    assert ran.code == 3
    assert "磁盘已满" in ran.err
    assert contents(example) == before


@pytest.mark.parametrize(
    ("out", "said"),
    [
        (".", "这个文件夹里有别的文件"),
        ("附件", "这个文件夹里放着项目的证明材料（"),
        ("附件/申报材料", "这个文件夹里放着项目的证明材料（"),
    ],
)
def test_a_folder_that_holds_the_project_or_its_evidence_is_refused(
    run: Run, example: Path, out: str, said: str
) -> None:
    before = contents(example)
    ran = run("build", example, *DAY, "-o", example / out)
    assert ran.code == 3
    assert said in ran.err
    assert "用 -o 换一个空文件夹" in ran.err
    assert contents(example) == before


def test_the_folder_above_the_project_is_refused(run: Run, example: Path) -> None:
    before = contents(example.parent)
    ran = run("build", example, *DAY, "-o", example / "..", cwd=Path("/"))
    assert ran.code == 3
    assert "这个文件夹里有别的文件" in ran.err
    assert contents(example.parent) == before


def test_a_file_in_the_folders_place_is_refused(run: Run, example: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    ran = run("build", example, *DAY, "-o", tmp_path / "out")
    assert (ran.code, (tmp_path / "out").read_text(encoding="utf-8")) == (3, "mine")


def test_the_finished_form_may_be_registered_where_it_was_made(run: Run, example: Path) -> None:
    """It is handed in then as it is: signed, under the name and in the place that it has."""
    run("build", example, *DAY)
    signed = (example / "附件/法人登记证书.pdf").read_bytes()
    (built(example) / FORM).write_bytes(signed)
    attach(example, "社会培训评价组织基本情况表", f"申报材料/national/{FORM}")
    ran = run("build", example, *DAY)
    assert ran.code == 0
    assert (built(example) / FORM).read_bytes() == signed
    copy = next(one for one in manifest(built(example))["files"] if one["form"])
    assert (built(example) / copy["name"]).read_bytes() == signed
    assert copy["source"] == f"申报材料/national/{FORM}"


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
    ran = run("build", example, *DAY)
    assert ran.code == 0
    assert name in unwrapped(ran.out)
