"""What is found at the paths that a project names."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

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
    stream: str,
    *,
    sector: int = 512,
    before: int = 0,
    version_shift: bytes | None = None,
    text: bytes = b"",
) -> bytes:
    """An OLE file whose directory names a stream, after so many sectors of other names; the table stands in between.

    What the stream holds stands at the end.
    """
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
    entry = stream.encode("utf-16-le").ljust(116, b"\0") + len(sectors).to_bytes(4, "little")
    sectors[chain[-1]] = (b"\0" * 128 + entry).ljust(sector, b"\0")
    sectors.append(text.ljust(sector, b"\0"))
    return bytes(header).ljust(sector, b"\0") + b"".join(sectors)


def fib(flags: int) -> bytes:
    """How the text of an old Word file begins (MS-DOC 2.5.2), with some flags."""
    return b"\xec\xa5\xc1\0" + b"\0" * 6 + flags.to_bytes(2, "little")


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
        pytest.param(old_office("EncryptedPackage"), "locked", id="a Word or Excel file with a password"),
        pytest.param(old_office("WordDocument", text=fib(0x0100)), "locked", id="an old Word file with a password"),
        pytest.param(old_office("WordDocument", text=fib(0xFEFF)), "good", id="an old Word file with every other flag"),
        pytest.param(old_office("WordDocument", sector=4096, text=fib(0x0100)), "locked", id="the same with long sectors"),
        pytest.param(old_office("Workbook", text=fib(0x0100)), "good", id="the same bytes in an old Excel file"),
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


def pdf_file(path: Path, *, filler: int = 0, **how: Any) -> Path:
    """A PDF with so many parts that tell nothing, saved in some way."""
    import pikepdf

    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        held = [pdf.make_indirect(pikepdf.Dictionary(Number=n)) for n in range(filler)]
        pdf.Root.Held = pikepdf.Array(held)
        pdf.save(path, **how)
    return path


def passwords(user: str, kind: int) -> dict[str, Any]:
    import pikepdf

    return {
        "encryption": pikepdf.Encryption(owner="made-up", user=user, R=kind, aes=kind > 3, metadata=kind > 3)
    }


def layouts() -> dict[str, dict[str, Any]]:
    """The ways in which a PDF says where its parts are."""
    import pikepdf

    return {
        "list": {"object_stream_mode": pikepdf.ObjectStreamMode.disable},
        "packed": {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        "linear": {"linearize": True, "object_stream_mode": pikepdf.ObjectStreamMode.disable},
        "linear-packed": {"linearize": True, "object_stream_mode": pikepdf.ObjectStreamMode.generate},
    }


@pytest.mark.parametrize("filler", [0, 5000])
@pytest.mark.parametrize("kind", [2, 3, 4, 6])
@pytest.mark.parametrize("layout", list(layouts()))
def test_a_pdf_that_asks_for_a_password_is_locked_and_one_that_opens_is_not(
    tmp_path: Path, layout: str, kind: int, filler: int
) -> None:
    for name, user in (("opens.pdf", ""), ("asks.pdf", "made-up")):
        pdf_file(tmp_path / name, filler=filler, **layouts()[layout], **passwords(user, kind))
    pdf_file(tmp_path / "plain.pdf", filler=filler, **layouts()[layout])
    assert examine(tmp_path, ["opens.pdf", "asks.pdf", "plain.pdf"]) == {
        "opens.pdf": FileState.GOOD,
        "asks.pdf": FileState.LOCKED,
        "plain.pdf": FileState.GOOD,
    }


def test_a_pdf_with_a_password_and_some_bytes_after_its_end_is_locked(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "a.pdf", **passwords("made-up", 6))
    path.write_bytes(path.read_bytes() + b"\n" * 900)
    assert examine(tmp_path, ["a.pdf"]) == {"a.pdf": FileState.LOCKED}


def test_a_damaged_pdf_that_names_an_encryption_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF.replace(b"made up", b"/Encrypt"))
    assert examine(tmp_path, ["a.pdf"]) == {"a.pdf": FileState.UNREADABLE}


def test_a_text_that_speaks_of_encryption_is_no_encryption(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "a.pdf")
    path.write_bytes(path.read_bytes() + b"% /Encrypt\n%%EOF\n")
    assert examine(tmp_path, ["a.pdf"]) == {"a.pdf": FileState.GOOD}


def test_papers_without_a_password_load_no_library_for_pdf(tmp_path: Path) -> None:
    pdf_file(tmp_path / "a.pdf")
    (tmp_path / "b.docx").write_bytes(WORD)
    told = (
        "import sys; from pathlib import Path; from evalprep.store.evidence import examine; "
        "print(sorted(examine(Path(sys.argv[1]), ['a.pdf', 'b.docx']).values()), 'pikepdf' in sys.modules)"
    )
    seen = subprocess.run([sys.executable, "-c", told, str(tmp_path)], capture_output=True, check=True)
    assert seen.stdout.decode().strip() == "[<FileState.GOOD: 'good'>, <FileState.GOOD: 'good'>] False"
