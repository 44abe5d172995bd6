"""`evalprep build` and evidence that is no good: told, and what makes a submission impossible before anything is written."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from tests.cli.builds import (
    ASSOCIATION,
    MANIFEST,
    attach,
    build,
    call,
    contents,
    manifest,
    names,
    unwrapped,
)
from tests.cli.conftest import Run

KIND = "信用报告"
FOLDER = "06-信用报告或诚信承诺书"
COPY = f"{FOLDER}/01-信用报告.pdf"
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "材料"


def good(project: Path) -> bytes:
    return (project / "附件/法人登记证书.pdf").read_bytes()


def outside(project: Path) -> str:
    (project.parent / "外面.pdf").write_bytes(good(project))
    return "../外面.pdf"


def whole_path(project: Path) -> str:
    return outside(project) and str(project.parent / "外面.pdf")


def link_out(project: Path) -> str:
    outside(project)
    (project / "附件/链接.pdf").symlink_to("../../外面.pdf")
    return "附件/链接.pdf"


def vanished(project: Path) -> str:
    return "附件/没有这个.pdf"


def empty(project: Path) -> str:
    (project / "附件/空.pdf").write_bytes(b"")
    return "附件/空.pdf"


def a_folder(project: Path) -> str:
    (project / "附件/一夹").mkdir()
    return "附件/一夹"


def cut_off(project: Path) -> str:
    (project / "附件/断.pdf").write_bytes(good(project)[:60])
    return "附件/断.pdf"


def with_password(project: Path) -> str:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(project / "附件/加密.pdf", encryption=pikepdf.Encryption(user="one", owner="two"))
    return "附件/加密.pdf"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (outside, "不在项目文件夹里"),
        (whole_path, "不在项目文件夹里"),
        (link_out, "不在项目文件夹里"),
        (vanished, "找不到"),
        (empty, "空"),
        (a_folder, "文件夹"),
        (cut_off, "打不开"),
        (with_password, "密码"),
    ],
)
def test_a_file_that_cannot_be_handed_in_is_told_where_it_is_named_and_left_out(
    run: Run, example: Path, out: Path, given: Callable[[Path], str], said: str
) -> None:
    name = given(example)
    attach(example, KIND, name)
    ran = build(run, example, ASSOCIATION, out)
    # Without blanks: where a path is long, the line breaks within it.
    shown = "".join(ran.out.split())
    assert shown.count(f"：{name}") == 1
    at = shown.index(f"：{name}")
    told = shown[shown.rindex("缺", 0, at) :][: len(name) + 120]
    assert "（evalprep.yaml:" in told
    assert said in told
    assert [one for one in names(out) if one.startswith(FOLDER)] == []
    assert "00-封面（草稿）.docx" in names(out)
    assert "缺 1 份材料" in ran.out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("信用<报告>.pdf", "Windows 放不下"),
        ("CON.pdf", "Windows 放不下"),
        ("信用 报告.pdf .", "Windows 放不下"),
        ("信用报告", "没有后缀"),
        ("法人登记证书.PDF", "只有大小写不同"),
    ],
)
def test_a_name_that_does_not_do_is_told_and_the_copy_has_a_good_one(
    run: Run, example: Path, out: Path, name: str, said: str
) -> None:
    (example / "附件" / name).write_bytes(good(example))
    attach(example, KIND, f"附件/{name}")
    ran = build(run, example, ASSOCIATION, out)
    assert said in ran.out
    (copy,) = (one for one in names(out) if one.startswith(FOLDER))
    assert copy.removesuffix(".pdf") == COPY.removesuffix(".pdf")


def test_two_files_of_one_name_are_both_handed_in_and_told(run: Run, example: Path, out: Path) -> None:
    (example / "另一夹").mkdir()
    (example / "另一夹/法人登记证书.pdf").write_bytes(good(example) + b"\n%another")
    attach(example, KIND, "另一夹/法人登记证书.pdf")
    ran = build(run, example, ASSOCIATION, out)
    assert "在几个文件夹里同名" in unwrapped(ran.out)
    assert (out / COPY).read_bytes() == good(example) + b"\n%another"
    assert (out / "02-法人登记证书/01-法人登记证书.pdf").read_bytes() == good(example)


def test_a_file_that_goes_while_the_folder_is_written_is_told_and_nothing_is_written(
    run: Run, example: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(run, example, ASSOCIATION, out)
    before = contents(out)
    from evalprep.build import assembling

    real = assembling.Assembly._papers

    def gone(self: assembling.Assembly) -> object:
        found = real(self)
        (example / "附件/信用报告.pdf").unlink(missing_ok=True)
        return found

    monkeypatch.setattr(assembling.Assembly, "_papers", gone)
    ran = call(run, example, ASSOCIATION, out)
    assert ran.code == 3
    assert "信用报告.pdf" in ran.err
    assert contents(out) == before


@pytest.mark.parametrize("target", ["附件", "附件/申报材料", "附件/里面/还有"])
def test_a_folder_among_the_evidence_is_refused_before_anything_is_written(
    run: Run, example: Path, target: str
) -> None:
    before = contents(example.parent)
    ran = call(run, example, ASSOCIATION, example / target)
    assert ran.code == 3
    assert "这个文件夹里放着项目的证明材料" in ran.err
    assert contents(example.parent) == before
    assert not (example / "附件/里面").exists()


def test_a_disk_with_too_little_room_is_refused_before_anything_is_written(
    run: Run, example: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(run, example, ASSOCIATION, out)
    before = contents(example.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 1000))
    ran = call(run, example, ASSOCIATION, out)
    assert ran.code == 3
    assert "磁盘空间不够：要" in ran.err
    assert contents(example.parent) == before


@pytest.fixture
def scan(example: Path) -> Path:
    """A scan of 300 MB, which takes no room on the disk."""
    path = example / "附件/信用报告.pdf"
    path.unlink()
    with path.open("wb") as file:
        file.write(b"%PDF-1.4\n")
        file.truncate(300_000_000)
        file.seek(0, os.SEEK_END)
        file.write(b"startxref\n0\n%%EOF\n")
    return path


def test_a_scan_that_fits_into_no_archive_is_refused_before_anything_is_written(
    run: Run, example: Path, out: Path, scan: Path
) -> None:
    ran = call(run, example, ASSOCIATION, out, "--zip", "--max-mb", "20")
    assert ran.code == 3
    assert "信用报告.pdf" in ran.err
    assert "300" in ran.err
    assert "20" in ran.err
    assert [path.name for path in out.parent.glob("材料*")] == []


def test_a_large_scan_is_told(run: Run, example: Path, scan: Path) -> None:
    ran = build(run, example, ASSOCIATION, example / "大", "--list")
    assert "300" in ran.out


# Archives


def test_an_archive_holds_every_file_of_the_folder_under_one_name(run: Run, example: Path, out: Path) -> None:
    ran = build(run, example, ASSOCIATION, out, "--zip")
    (path,) = out.with_name("材料-压缩包").glob("*.zip")
    stem = "示例省机电技能行业协会-申报材料"
    assert path.name == f"{stem}.zip"
    assert f"压缩包：{path}" in ran.out
    with zipfile.ZipFile(path) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    whole = {f"{stem}/{name}": content for name, content in contents(out).items() if name != MANIFEST}
    assert found == whole


def test_an_archive_in_parts_holds_every_file_once_in_order_below_the_limit(
    run: Run, example: Path, out: Path
) -> None:
    for name in ("信用报告", "法人登记证书", "固定资产清单"):
        with (example / f"附件/{name}.pdf").open("r+b") as file:
            content = file.read()
            file.seek(0)
            file.write(
                content[:20] + b"\n%" + os.urandom(300_000).replace(b"\n", b"-") + b"\n" + content[20:]
            )
    build(run, example, ASSOCIATION, out, "--zip", "--max-mb", "0.5")
    parts = sorted(out.with_name("材料-压缩包").glob("*.zip"), key=lambda path: path.name)
    assert [path.name.partition("申报材料")[2] for path in parts] == ["-1.zip", "-2.zip", "-3.zip"]
    assert all(path.stat().st_size <= 500_000 for path in parts)
    packed = [name.partition("/")[2] for path in parts for name in zipfile.ZipFile(path).namelist()]
    assert packed == [one["name"] for one in manifest(out)["files"]]


def test_archives_that_are_left_behind_are_told_by_the_next_build(run: Run, example: Path, out: Path) -> None:
    build(run, example, ASSOCIATION, out, "--zip")
    assert "是以前做的" not in build(run, example, ASSOCIATION, out).out
    attach(example, KIND, "附件/固定资产清单.pdf")
    told = unwrapped(build(run, example, ASSOCIATION, out).out)
    assert f"{out.with_name('材料-压缩包')} 是以前做的，和现在的材料不一样：加上 --zip 再生成一次" in told
    assert "是以前做的" not in build(run, example, ASSOCIATION, out, "--zip").out
