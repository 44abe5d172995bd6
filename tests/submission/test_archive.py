"""Zip archives of a submission: below a limit to the byte, the same each time, opened rightly everywhere."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from evalprep.errors import OutputError
from evalprep.submission import archive
from evalprep.submission.archive import alone, megabytes, zip_parts

STEM = "示例学校-申报材料"
PDF, SCAN, NOTE = "02-法人登记证书/01-法人登记证书.pdf", "03-照片/01-理论考场.bmp", "04-说明.txt"


def noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


@pytest.fixture
def scans(tmp_path: Path) -> list[tuple[str, Path | bytes]]:
    """Three files, as they lie in a project and as bytes: one packed already, two that deflating makes smaller."""
    pdf, scan = tmp_path / "a.pdf", tmp_path / "b.bmp"
    pdf.write_bytes(noise(5000))
    scan.write_bytes(b"BM" + noise(700) + bytes(90_000))
    return [(PDF, pdf), (SCAN, scan), (NOTE, "说明".encode() * 50)]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def held(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def content(given: Path | bytes) -> bytes:
    return given if isinstance(given, bytes) else given.read_bytes()


def test_everything_is_in_one_archive_under_one_folder(
    scans: list[tuple[str, Path | bytes]], out: Path
) -> None:
    assert zip_parts(scans, out, STEM, None) == [out / f"{STEM}.zip"]
    expected = {f"{STEM}/{name}": content(given) for name, given in scans}
    assert held(out / f"{STEM}.zip") == expected
    assert list(held(out / f"{STEM}.zip")) == list(expected)


def test_an_archive_is_exactly_as_large_as_was_reckoned(
    scans: list[tuple[str, Path | bytes]], out: Path
) -> None:
    sizes = [alone(name, given, STEM) for name, given in scans]
    (path,) = zip_parts(scans, out, STEM, None)
    assert path.stat().st_size == sum(sizes) - 2 * archive.END


def test_all_files_go_into_one_archive_that_is_just_at_the_limit(
    scans: list[tuple[str, Path | bytes]], out: Path
) -> None:
    (whole,) = zip_parts(scans, out, STEM, None)
    size = whole.stat().st_size
    whole.unlink()
    assert [path.name for path in zip_parts(scans, out, STEM, size)] == [f"{STEM}.zip"]


def test_one_byte_less_makes_two_archives_each_below_the_limit(
    scans: list[tuple[str, Path | bytes]], out: Path
) -> None:
    (whole,) = zip_parts(scans, out, STEM, None)
    limit = whole.stat().st_size - 1
    whole.unlink()
    parts = zip_parts(scans, out, STEM, limit)
    assert [path.name for path in parts] == [f"{STEM}-1.zip", f"{STEM}-2.zip"]
    assert all(path.stat().st_size <= limit for path in parts)
    assert [list(held(path)) for path in parts] == [
        [f"{STEM}/{PDF}", f"{STEM}/{SCAN}"],
        [f"{STEM}/{NOTE}"],
    ]


def test_a_file_goes_into_an_archive_that_is_just_as_large_as_it_needs(
    scans: list[tuple[str, Path | bytes]], out: Path
) -> None:
    limit = alone(*scans[0], STEM)
    (part,) = zip_parts(scans[:1], out, STEM, limit)
    assert part.stat().st_size == limit


def test_every_file_that_does_not_fit_is_named_and_nothing_is_written(
    scans: list[tuple[str, Path | bytes]], out: Path
) -> None:
    limit = alone(*scans[0], STEM) - 1
    with pytest.raises(OutputError) as refused:
        zip_parts([*scans, ("05-表.pdf", noise(6000))], out, STEM, limit)
    assert [str(one.place) for one in refused.value.problems] == [PDF, "05-表.pdf"]
    assert not list(out.iterdir())


def test_what_deflating_makes_smaller_is_deflated_and_nothing_else(
    scans: list[tuple[str, Path | bytes]], out: Path
) -> None:
    (path,) = zip_parts([*scans, ("05-表.docx", bytes(5000))], out, STEM, None)
    with zipfile.ZipFile(path) as opened:
        methods = [one.compress_type for one in opened.infolist()]
    assert methods == [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED]


def test_names_are_marked_as_unicode_and_entries_tell_nothing_of_the_machine(
    scans: list[tuple[str, Path | bytes]], out: Path
) -> None:
    (path,) = zip_parts(scans, out, STEM, None)
    with zipfile.ZipFile(path) as opened:
        for one in opened.infolist():
            assert one.flag_bits & 0x800
            assert (one.create_system, one.external_attr, one.extra) == (3, 0o100644 << 16, b"")
            assert one.date_time == (1980, 1, 1, 0, 0, 0)


def test_the_same_files_make_the_same_bytes_whenever_they_were_saved(
    scans: list[tuple[str, Path | bytes]], out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = zip_parts(scans, out, STEM, None)
    os.utime(tmp_path / "a.pdf", (1_000_000_000, 1_000_000_000))
    (tmp_path / "a.pdf").chmod(0o755)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    (tmp_path / "again").mkdir()
    (second,) = zip_parts(scans, tmp_path / "again", STEM, None)
    assert first.read_bytes() == second.read_bytes()


def test_a_file_is_never_read_into_memory_whole(out: Path, tmp_path: Path) -> None:
    import tracemalloc

    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(40_000_000)
    tracemalloc.start()
    try:
        zip_parts([("large.pdf", large)], out, STEM, None)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", [PDF, SCAN])
def test_a_missing_file_is_told_by_its_name(out: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match="找不到") as refused:
        zip_parts([(name, tmp_path / "gone")], out, STEM, None)
    assert str(refused.value.problems[0].place) == name
    assert not list(out.iterdir())


@pytest.mark.parametrize(
    ("name", "first", "later"),
    [
        ("a.pdf", noise(4000), noise(4001)),
        ("a.pdf", noise(4000), noise(3999)),
        ("a.pdf", noise(4000), b""),
        ("b.bmp", bytes(4000), bytes(4001)),
        ("b.bmp", bytes(4000), noise(4000)),
        ("b.bmp", bytes(4000), bytes(3999)),
    ],
    ids=["longer", "shorter", "empty", "longer picture", "other picture", "shorter picture"],
)
def test_a_file_that_changes_while_it_is_packed_is_refused(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, first: bytes, later: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(first)
    reckoned = archive._parted

    def changed(entries: list[archive._Entry], limit: int) -> list[list[archive._Entry]]:
        file.write_bytes(later)
        return reckoned(entries, limit)

    monkeypatch.setattr(archive, "_parted", changed)
    with pytest.raises(OutputError, match="变了"):
        zip_parts([("01-表.pdf", b"first"), (name, file)], out, STEM, 1_000_000)
    assert not list(out.iterdir())


def test_an_archive_of_before_is_not_touched(scans: list[tuple[str, Path | bytes]], out: Path) -> None:
    before = out / f"{STEM}.zip"
    before.write_bytes(b"before")
    with pytest.raises(OutputError, match="已经有"):
        zip_parts(scans, out, STEM, None)
    assert before.read_bytes() == b"before"


def test_a_folder_that_is_not_there_is_told_plainly(
    scans: list[tuple[str, Path | bytes]], tmp_path: Path
) -> None:
    with pytest.raises(OutputError, match="写不下去"):
        zip_parts(scans, tmp_path / "nowhere", STEM, None)


@pytest.mark.parametrize(
    "command", [["unzip", "-t"], ["7z", "t"], ["bsdtar", "-tf"]], ids=["unzip", "7z", "bsdtar"]
)
def test_other_programs_open_an_archive(
    scans: list[tuple[str, Path | bytes]], out: Path, command: list[str]
) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    (path,) = zip_parts(scans, out, STEM, None)
    done = subprocess.run(
        [*command, path], capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(name in done.stdout for name, _ in scans)


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (812, "812 字节"),
        (99_999, "99999 字节"),
        (100_000, "0.1 MB"),
        (20_000_000, "20 MB"),
        (12_340_000, "12.3 MB"),
    ],
)
def test_a_size_is_told_as_people_read_it(size: int, told: str) -> None:
    assert megabytes(size) == told
