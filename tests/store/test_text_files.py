"""Text files in and out: every encoding that Notepad writes, and every way in which a disk says no."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalprep.errors import InputError, OutputError, ProjectError
from evalprep.store.text import (
    Decoded,
    WrittenText,
    decode,
    read_text,
    write_bytes_atomic,
    write_text_atomic,
)

TEXT = "名称: 星海市示例行业协会\n地址: 一路\n"
NOT_ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not stop this user"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project file with Windows line ends, alone in its folder."""
    file = tmp_path / "evalprep.yaml"
    file.write_bytes(TEXT.replace("\n", "\r\n").encode())
    return file


def refusal(
    read: Callable[[], object], error: type[InputError | OutputError] = InputError
) -> tuple[str, str]:
    with pytest.raises(error) as refused:
        read()
    (problem,) = refused.value.problems
    assert problem.remedy and problem.place
    return problem.code, problem.problem


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


# --- reading ---


@pytest.mark.parametrize(
    ("codec", "encoding", "bom"),
    [
        ("utf-8", "utf-8", False),
        ("utf-8-sig", "utf-8", True),
        ("gbk", "gb18030", False),
        ("gb18030", "gb18030", False),
    ],
)
def test_a_file_is_read_in_its_encoding(codec: str, encoding: str, bom: bool, path: Path) -> None:
    path.write_bytes(TEXT.encode(codec))
    read = read_text(path)
    assert (read.text, read.encoding, read.bom) == (TEXT, encoding, bom)


@pytest.mark.parametrize(("bom", "codec"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_notepads_unicode_is_read_in_either_byte_order(bom: bytes, codec: str, path: Path) -> None:
    path.write_bytes(bom + TEXT.encode(codec))
    assert (read_text(path).text, read_text(path).encoding) == (TEXT, codec)


@pytest.mark.parametrize(
    ("data", "newline"),
    [
        (b"a\nb\n", "\n"),
        (b"a\r\nb\r\n", "\r\n"),
        (b"a\rb\r", "\r"),
        (b"a\r\nb\r\nc\n", "\r\n"),
        (b"a\nb\nc\r\n", "\n"),
        (b"a", "\n"),
        (b"", "\n"),
    ],
)
def test_the_line_end_is_that_of_most_lines(data: bytes, newline: str) -> None:
    read = decode(data, "evalprep.yaml")
    assert (read.newline, read.text.split("\n")) == (newline, re.split("\r\n|\r|\n", data.decode()))


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"a: 1\nb: \xff\xff\xff\n", "unknown_encoding", "第 2 行"),
        (b"a\0b", "not_text", "空字节"),
        ("名称: 甲".encode("utf-16-le"), "not_text", "空字节"),
        (b"\xff\xfe\0\0a\0\0\0", "not_text", "空字节"),
        (b"PK\x03\x04....", "not_text", "Word、Excel"),
        (b"\xd0\xcf\x11\xe0....", "not_text", "Word、Excel"),
        (b"%PDF-1.7", "not_text", "PDF"),
    ],
    ids=["undecodable", "nul", "utf-16-without-bom", "utf-32", "docx", "doc", "pdf"],
)
def test_what_is_no_text_is_refused(data: bytes, code: str, words: str, path: Path) -> None:
    path.write_bytes(data)
    told = refusal(lambda: read_text(path))
    assert told[0] == code
    assert words in told[1]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert refusal(lambda: read_text(tmp_path / "没有.yaml")) == ("missing_file", "没有这个文件")
    assert refusal(lambda: read_text(Path("a\0b")))[0] == "missing_file"


def test_a_file_below_a_file_is_missing(path: Path) -> None:
    assert refusal(lambda: read_text(path / "x.yaml"))[0] == "missing_file"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refusal(lambda: read_text(tmp_path)) == ("is_a_folder", "这是文件夹，不是文件")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(lambda: read_text(tmp_path / "pipe"))[0] == "not_a_file"
    assert refusal(lambda: write_bytes_atomic(tmp_path / "pipe", b""), OutputError)[0] == "not_a_file"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
def test_a_device_is_refused() -> None:
    assert refusal(lambda: read_text(Path("/dev/zero")))[0] == "not_a_file"


def test_a_file_over_the_limit_is_refused_unread(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with path.open("wb") as file:
        file.truncate(6 * 1024 * 1024)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("opened"))
    assert refusal(lambda: read_text(path)) == ("too_large", "文件太大：6.0 MB，最多 5.0 MB")


def test_a_file_at_the_limit_is_read(path: Path) -> None:
    size = path.stat().st_size
    assert read_text(path, limit=size).text == TEXT
    assert refusal(lambda: read_text(path, limit=size - 1))[0] == "too_large"


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (PermissionError(errno.EACCES, "denied"), "no_permission"),
        (OSError(errno.EIO, "I/O error"), "unreadable"),
    ],
)
def test_a_file_that_cannot_be_opened_is_told(
    failure: OSError, code: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise failure

    monkeypatch.setattr(Path, "open", refuse)
    assert refusal(lambda: read_text(path))[0] == code


@NOT_ROOT
def test_a_file_without_permission_is_told(path: Path) -> None:
    path.chmod(0)
    assert refusal(lambda: read_text(path))[0] == "no_permission"


def test_complaints_have_the_class_that_the_caller_asks_for(tmp_path: Path) -> None:
    with pytest.raises(ProjectError):
        read_text(tmp_path, error=ProjectError)


# --- writing ---


def test_a_rewrite_keeps_line_ends_and_the_last_version(path: Path) -> None:
    before = path.read_bytes()
    written = write_text_atomic(path, TEXT + "新: 1\n", read_text(path))
    assert path.read_bytes() == (TEXT + "新: 1\n").replace("\n", "\r\n").encode()
    assert written.previous == path.with_name("evalprep.yaml.bak")
    assert written.previous.read_bytes() == before
    assert names(path.parent) == ["evalprep.yaml", "evalprep.yaml.bak"]


def test_without_keeping_there_is_no_last_version(path: Path) -> None:
    assert write_text_atomic(path, "新", read_text(path), keep_previous=False).previous is None
    assert names(path.parent) == ["evalprep.yaml"]


def test_the_same_text_is_not_written_and_the_last_version_stays(path: Path) -> None:
    written = write_text_atomic(path, "第一版\n", read_text(path))
    at = path.stat().st_mtime_ns
    again = write_text_atomic(path, "第一版\n", written.decoded)
    assert (again.previous, path.stat().st_mtime_ns) == (None, at)
    assert path.with_name("evalprep.yaml.bak").read_bytes().decode() == TEXT.replace("\n", "\r\n")


def test_one_write_follows_another(path: Path) -> None:
    like = read_text(path)
    for text in ("一\n", "二\n", "三\n"):
        like = write_text_atomic(path, text, like).decoded
    assert (read_text(path), read_text(path).text) == (like, "三\n")


@pytest.mark.parametrize(
    ("codec", "told"),
    [("gb18030", "GB18030（ANSI）"), ("utf-16", "UTF-16（Unicode）"), ("utf-8", None), ("utf-8-sig", None)],
)
def test_what_is_written_is_utf_8_and_a_change_of_encoding_is_told(
    codec: str, told: str | None, path: Path
) -> None:
    path.write_bytes(TEXT.encode(codec))
    written = write_text_atomic(path, TEXT + "新\n", read_text(path))
    assert path.read_bytes().decode("utf-8-sig") == TEXT + "新\n"
    assert (written.converted_from, read_text(path).bom) == (told, codec == "utf-8-sig")


def test_a_new_file_is_written(tmp_path: Path) -> None:
    written = write_text_atomic(tmp_path / "新.yaml", TEXT)
    assert isinstance(written, WrittenText)
    assert (tmp_path / "新.yaml").read_bytes().decode() == TEXT.replace("\n", os.linesep)
    assert names(tmp_path) == ["新.yaml"]


def test_a_new_file_overwrites_none(path: Path) -> None:
    told = refusal(lambda: write_text_atomic(path, "新"), OutputError)
    assert told == ("changed_elsewhere", "同名的文件已经存在")


def test_a_file_changed_elsewhere_is_not_overwritten(path: Path) -> None:
    like = read_text(path)
    path.write_bytes(path.read_bytes().replace("一路".encode(), "二路".encode()))
    other = path.read_bytes()
    assert refusal(lambda: write_text_atomic(path, "新", like), OutputError) == (
        "changed_elsewhere",
        "文件在别处改动过",
    )
    assert (path.read_bytes(), names(path.parent)) == (other, ["evalprep.yaml"])


def test_a_file_only_touched_elsewhere_is_written(path: Path) -> None:
    like = read_text(path)
    os.utime(path, (0, 0))
    write_text_atomic(path, "新", like)
    assert path.read_text(encoding="utf-8") == "新"


def test_a_file_moved_away_is_not_made_anew(path: Path) -> None:
    like = read_text(path)
    path.unlink()
    assert refusal(lambda: write_text_atomic(path, "新", like), OutputError)[0] == "changed_elsewhere"
    assert names(path.parent) == []


@pytest.mark.skipif(os.name == "nt", reason="no permission bits here")
def test_permissions_are_kept_also_on_the_last_version(path: Path) -> None:
    path.chmod(0o640)
    written = write_text_atomic(path, "新", read_text(path))
    assert written.previous is not None
    assert [stat.S_IMODE(file.stat().st_mode) for file in (path, written.previous)] == [0o640, 0o640]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege here")
def test_a_link_stays_a_link_and_its_file_is_written(path: Path, tmp_path: Path) -> None:
    (tmp_path / "别处").mkdir()
    link = tmp_path / "别处" / "link.yaml"
    link.symlink_to(path)
    written = write_text_atomic(link, "新", read_text(link))
    assert link.is_symlink()
    assert (path.read_text(encoding="utf-8"), written.path) == ("新", path.resolve())
    assert names(tmp_path / "别处") == ["link.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege here")
def test_a_link_in_a_circle_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert refusal(lambda: write_bytes_atomic(tmp_path / "a", b""), OutputError)[0] in (
        "unwritable",
        "missing_folder",
    )


def test_a_read_only_file_is_left_alone(path: Path) -> None:
    like = read_text(path)
    path.chmod(0o444)
    assert refusal(lambda: write_text_atomic(path, "新", like), OutputError) == (
        "read_only_file",
        "文件是只读的",
    )
    assert names(path.parent) == ["evalprep.yaml"]


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (OSError(errno.EIO, "I/O error"), "磁盘读写出错"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "名称或路径太长"),
        (OSError(errno.EMFILE, "Too many open files"), f"系统错误号 {errno.EMFILE}"),
    ],
)
def test_a_failure_is_told_in_chinese_or_by_its_number(
    path: Path, monkeypatch: pytest.MonkeyPatch, failure: OSError, told: str
) -> None:
    refuse_at("fsync", failure, monkeypatch)
    message = refusal(lambda: write_bytes_atomic(path, b""), OutputError)[1]
    assert told in message
    assert failure.strerror not in message


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    assert refusal(lambda: write_bytes_atomic(tmp_path, b""), OutputError)[0] == "is_a_folder"


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    told = refusal(lambda: write_bytes_atomic(tmp_path / "没有" / "a.docx", b""), OutputError)
    assert told == ("missing_folder", "要写入的文件夹不存在")


def test_text_with_broken_characters_is_refused_before_anything_is_written(path: Path) -> None:
    assert refusal(lambda: write_text_atomic(path, "\udc80", read_text(path)), OutputError)[0] == "not_text"
    assert names(path.parent) == ["evalprep.yaml"]


FAILURES = [
    ("open", PermissionError(errno.EACCES, "denied"), "read_only_folder"),
    ("open", OSError(errno.EROFS, "read-only file system"), "read_only_folder"),
    ("fsync", OSError(errno.ENOSPC, "no space left"), "disk_full"),
    ("fsync", OSError(errno.EIO, "I/O error"), "unwritable"),
    ("replace", PermissionError(errno.EACCES, "in use"), "file_in_use"),
]


@pytest.mark.parametrize(
    ("step", "failure", "code"), FAILURES, ids=[f"{row[0]}-{row[2]}" for row in FAILURES]
)
def test_when_the_disk_says_no_nothing_is_changed_and_nothing_left_over(
    step: str, failure: OSError, code: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    like, before = read_text(path), path.read_bytes()
    refuse_at(step, failure, monkeypatch)
    assert refusal(lambda: write_text_atomic(path, "新", like), OutputError)[0] == code
    monkeypatch.undo()
    assert (path.read_bytes(), names(path.parent)) == (before, ["evalprep.yaml"])


def refuse_at(step: str, failure: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one step of a write fail; root may do anything, so real permissions would stop nothing."""
    opened = Path.open

    def refuse(*_: object) -> None:
        raise failure

    def open_no_new_file(self: Path, mode: str = "r") -> IO[bytes]:
        if "x" in mode:
            raise failure
        return opened(self, mode)

    if step == "open":
        monkeypatch.setattr(Path, "open", open_no_new_file)
    else:
        monkeypatch.setattr(os, step, refuse)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_an_interrupted_write_leaves_nothing_over(
    step: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    like, before = read_text(path), path.read_bytes()
    refuse_at(step, KeyboardInterrupt(), monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        write_text_atomic(path, "新", like)
    assert (path.read_bytes(), names(path.parent)) == (before, ["evalprep.yaml"])


@NOT_ROOT
def test_a_read_only_folder_is_told(path: Path) -> None:
    like = read_text(path)
    path.parent.chmod(0o555)
    try:
        assert refusal(lambda: write_text_atomic(path, "新", like), OutputError)[0] == "read_only_folder"
    finally:
        path.parent.chmod(0o755)


def test_bytes_are_written_over_what_was_there(path: Path) -> None:
    before = path.read_bytes()
    assert write_bytes_atomic(path, b"\0\1").previous is None
    assert (path.read_bytes(), names(path.parent)) == (b"\0\1", ["evalprep.yaml"])
    path.write_bytes(before)
    written = write_bytes_atomic(path, b"\2", keep_previous=True)
    assert written.previous is not None
    assert (path.read_bytes(), written.previous.read_bytes()) == (b"\2", before)


LINES = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0\ufeff"), max_size=8), max_size=5
)


@settings(deadline=None, max_examples=100)
@given(LINES, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_what_is_read_is_what_was_written(lines: list[str], newline: str, codec: str) -> None:
    read = decode(newline.join(lines).encode(codec), "evalprep.yaml")
    assert isinstance(read, Decoded)
    assert read.text == "\n".join(lines)
