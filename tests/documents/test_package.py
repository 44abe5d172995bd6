"""What is no plain .docx is refused with a way out; what is, is saved without a clock."""

from __future__ import annotations

import io
import zipfile

import pytest
from word_samples import national_blank, p, word

from evalprep.documents import package
from evalprep.documents.package import open_package, pack
from evalprep.errors import FormError

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)


def refusal(data: bytes) -> str:
    with pytest.raises(FormError) as caught:
        open_package(data, "申请表.docx")
    return str(caught.value)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(name: str, content: bytes) -> bytes:
    return pack({**parts(word(p("甲"))), name: content})


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "空的"),
        (OLE, "旧的 .doc 格式"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (b"{\\rtf1 x", "RTF"),
        (b"%PDF-1.7", "PDF"),
        (b"\xef\xbb\xbf<html>", "网页"),
        ("姓名,电话".encode(), "不是 Word 文档"),
        (b"PK\x03\x04 broken", "损坏"),
        (word(p("甲"))[:-200], "损坏"),
        (pack({"a.txt": b"x"}), "压缩包"),
        (
            changed(
                "_rels/.rels", parts(word())["_rels/.rels"].replace(b"word/document.xml", b"missing.xml")
            ),
            "损坏",
        ),
        (changed("word/document.xml", b"<broken"), "损坏"),
        (changed("word/document.xml", b"<x/>"), "不是 Word 文档"),
        (changed("word/document.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), "损坏"),
    ],
)
def test_what_is_no_docx_is_refused_with_the_file_s_name(data: bytes, told: str) -> None:
    message = refusal(data)
    assert told in message
    assert message.startswith("申请表.docx：")


def test_an_old_doc_is_sent_to_save_as() -> None:
    assert "另存为" in refusal(OLE)


def test_an_excel_file_is_called_one() -> None:
    rels = parts(word())["_rels/.rels"].replace(b"word/document.xml", b"xl/workbook.xml")
    assert "Excel" in refusal(pack({**parts(word()), "_rels/.rels": rels, "xl/workbook.xml": b"<x/>"}))


def test_a_strict_file_is_sent_to_save_as() -> None:
    strict = b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body/></w:document>'
    assert "Strict" in refusal(changed("word/document.xml", strict))


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED_BYTES", 10_000)
    assert "太大" in refusal(changed("word/media/big.bin", bytes(20_000)))


def test_a_directory_that_lies_about_sizes_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED_BYTES", 10_000)
    data = bytearray(changed("word/media/big.bin", bytes(20_000)))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = (
            data.rindex(b"word/media/big.bin", 0, None)
            if mark == b"PK\x01\x02"
            else data.index(b"word/media/big.bin")
        )
        header = data.rindex(mark, 0, at)
        data[header + offset : header + offset + 4] = (5).to_bytes(4, "little")
    refusal(bytes(data))


def test_a_zip_with_a_password_is_called_encrypted() -> None:
    data = bytearray(word(p("甲")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert "密码" in refusal(bytes(data))


def test_a_file_too_large_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_BYTES", 100)
    assert "超过" in refusal(word(p("甲")))


def test_saving_keeps_every_other_part_byte_for_byte() -> None:
    before, after = parts(national_blank()), parts(open_package(national_blank()).save())
    assert list(before) == list(after)
    assert {
        name: content for name, content in before.items() if name != "word/document.xml"
    }.items() <= after.items()


def test_saved_files_carry_no_clock() -> None:
    saved = open_package(national_blank()).save()
    with zipfile.ZipFile(io.BytesIO(saved)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert open_package(saved).save() == saved
