"""What is found at the paths that a project names."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from evalprep.model.evidence import FileState
from evalprep.store import evidence
from evalprep.store.evidence import examine
from tests.conftest import EXAMPLE

PDF = b"%PDF-1.4\n% made up\nstartxref\n0\n%%EOF\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "项目"
    (folder / "附件").mkdir(parents=True)
    (folder / "附件" / "证书.pdf").write_bytes(PDF)
    (folder / "附件" / "空.pdf").write_bytes(b"")
    (folder / "附件" / "改名.pdf").write_bytes(b"plain text")
    (tmp_path / "外面.pdf").write_bytes(PDF)
    (folder / "附件" / "链接.pdf").symlink_to(tmp_path / "外面.pdf")
    (folder / "附件" / "圈.pdf").symlink_to(folder / "附件" / "圈.pdf")
    return folder


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("附件/证书.pdf", FileState.GOOD),
        ("附件\\证书.pdf", FileState.GOOD),
        ("附件/没有.pdf", FileState.ABSENT),
        ("附件/空.pdf", FileState.EMPTY),
        ("附件/改名.pdf", FileState.UNREADABLE),
        ("附件", FileState.FOLDER),
        ("../外面.pdf", FileState.OUTSIDE),
        ("附件/链接.pdf", FileState.OUTSIDE),
        ("C:\\扫描\\证书.pdf", FileState.OUTSIDE),
        ("附件/圈.pdf", FileState.UNREADABLE),
        ("附件/" + "长" * 3000 + ".pdf", FileState.UNREADABLE),
        ("附件/\0.pdf", FileState.UNREADABLE),
    ],
)
def test_evidence_must_lie_in_the_folder_and_open(folder: Path, name: str, state: FileState) -> None:
    assert examine(folder, [name]) == {name: state}


def test_every_state_but_good_has_a_reason() -> None:
    assert [state for state in FileState if not state.reason] == [FileState.GOOD]


def container(*names: str, comment: bytes = b"") -> bytes:
    """A ZIP file with parts of these names."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name in names:
            file.writestr(name, "made up")
        file.comment = comment
    return data.getvalue()


WORD = container("[Content_Types].xml", "_rels/.rels", "word/document.xml")


def old_office(
    stream: str, *, sector: int = 512, before: int = 0, version_shift: bytes | None = None
) -> bytes:
    """An OLE file whose directory names a stream, after so many sectors of other names; the table stands in between."""
    shift = version_shift or (b"\x09\0" if sector == 512 else b"\x0c\0")
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0"))
    header[30:32] = shift
    header[48:52] = (1).to_bytes(4, "little")
    header[76:80] = (0).to_bytes(4, "little")
    chain = [1 + 2 * n for n in range(before + 1)]
    table = bytearray(b"\xff" * sector)
    for here, following in zip(chain, [*chain[1:], 0xFFFFFFFE], strict=True):
        table[here * 4 : here * 4 + 4] = following.to_bytes(4, "little")
    sectors = [bytes(table)] + [b"\0" * sector] * (2 * before + 1)
    sectors[chain[-1]] = stream.encode("utf-16-le").ljust(sector, b"\0")
    return bytes(header).ljust(sector, b"\0") + b"".join(sectors)


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60 + b"\0\0\0\0IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 200 + b"\xff\xd9"


@pytest.mark.parametrize(
    ("content", "state"),
    [
        pytest.param(PDF, "good", id="a PDF"),
        pytest.param(b"%PDF-1.4\n" + b"x" * 9000 + b"%%EOF", "good", id="a long PDF"),
        pytest.param(PDF + b"\n" * 900, "good", id="a PDF with blanks after its end"),
        pytest.param(b"%PDF-1.4\n" + b"x" * 9000, "unreadable", id="a PDF that was cut off"),
        pytest.param(PDF + b"x" * 9000, "unreadable", id="a PDF whose end stands too far up"),
        pytest.param(WORD, "good", id="a Word file"),
        pytest.param(container("xl/workbook.xml", "[Content_Types].xml"), "good", id="an Excel file"),
        pytest.param(container("[Content_Types].xml", "word/a.xml", comment=b"made up"), "good", id="a Word file with a comment"),
        pytest.param(container("照片.jpg"), "unreadable", id="a ZIP file of something else"),
        pytest.param(container("[Content_Types].xml", "ppt/presentation.xml"), "unreadable", id="slides"),
        pytest.param(container("word/document.xml"), "unreadable", id="a Word file without its list of types"),
        pytest.param(container("[Content_Types].xml", "mine/word/a.xml"), "unreadable", id="a folder that ends like Word's"),
        pytest.param(WORD[:-30], "unreadable", id="a Word file that was cut off"),
        pytest.param(WORD[:60], "unreadable", id="the beginning of a Word file"),
        pytest.param(old_office("WordDocument"), "good", id="an old Word file"),
        pytest.param(old_office("Workbook"), "good", id="an old Excel file"),
        pytest.param(old_office("Book"), "good", id="an older Excel file"),
        pytest.param(old_office("Workbook", sector=4096), "good", id="an old Excel file with long sectors"),
        pytest.param(old_office("WordDocument", before=3), "good", id="an old Word file with a long directory"),
        pytest.param(old_office("PowerPoint Document"), "unreadable", id="old slides"),
        pytest.param(old_office("EncryptedPackage"), "unreadable", id="a file with a password"),
        pytest.param(old_office("WordDocument")[:700], "unreadable", id="an old Word file that was cut off"),
        pytest.param(old_office("WordDocument", version_shift=b"\x3f\0"), "unreadable", id="sectors of no length that there is"),
        pytest.param(PNG, "good", id="a PNG"),
        pytest.param(PNG[:60], "unreadable", id="a PNG that was cut off"),
        pytest.param(JPEG, "good", id="a JPEG"),
        pytest.param(JPEG + b"x" * 9000, "good", id="a JPEG with a phone's additions"),
        pytest.param(JPEG[:20], "unreadable", id="a few bytes of a JPEG"),
        pytest.param(b"GIF89a" + b"\0" * 40, "good", id="a GIF"),
        pytest.param(b"GIF89a", "unreadable", id="the name of a GIF"),
        pytest.param(b"BM" + b"\0" * 12 + b"\x28" + b"\0" * 60, "good", id="a BMP"),
        pytest.param(b"BM" + b"\0" * 12 + b"\x28" + b"\0" * 20, "unreadable", id="the beginning of a BMP"),
        pytest.param("BM 是两个字母".encode() * 9, "unreadable", id="a text that begins as a BMP does"),
        pytest.param(b"II*\0" + b"\0" * 60, "good", id="a TIFF"),
        pytest.param(b"II*\0", "unreadable", id="the beginning of a TIFF"),
        pytest.param(b"<html>", "unreadable", id="a web page"),
    ],
)  # fmt: skip
def test_a_file_must_be_whole_and_of_a_kind_that_opens(tmp_path: Path, content: bytes, state: str) -> None:
    (tmp_path / "a").write_bytes(content)
    assert examine(tmp_path, ["a"]) == {"a": FileState(state)}


def word_file(*runs: str) -> bytes:
    text = "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document><w:p>{text}</w:p></w:document>")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "state"),
    [
        (word_file("第一条　", "【待写：由谁负责。】"), "draft"),
        (word_file("第一条　【", "待", "填：单位名称】"), "draft"),
        (word_file("第一条　由办公室负责。"), "good"),
        (word_file("其他待写的事"), "good"),
        (word_file("<w:delText>【待写：由谁负责。】</w:delText>由办公室负责。"), "good"),
    ],
)
def test_a_first_draft_is_no_paper_until_nothing_in_it_is_open(
    tmp_path: Path, content: bytes, state: str
) -> None:
    (tmp_path / "制度.docx").write_bytes(content)
    assert examine(tmp_path, ["制度.docx"])["制度.docx"] == state


def test_the_papers_of_the_example_open() -> None:
    names = [f"附件/{path.name}" for path in sorted((EXAMPLE / "附件").iterdir())]
    assert set(examine(EXAMPLE, names).values()) == {FileState.GOOD}


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.4\n", container("word/a.xml")[:40], old_office("x")[:512], PNG[:9]],
    ids=["PDF", "Word", "old Office", "PNG"],
)
def test_a_large_file_is_not_read_whole(
    tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "a").open("wb") as file:
        file.write(content)
        file.truncate(1 << 40)
    read: list[int] = []
    at = evidence._at
    monkeypatch.setattr(
        evidence, "_at", lambda file, place, length: read.append(length) or at(file, place, length)
    )  # type: ignore[func-returns-value]
    assert examine(tmp_path, ["a"]) == {"a": FileState.UNREADABLE}
    assert sum(read) < 100_000
