"""The manifest: what is written, that it follows its schema, and what is read of old and of hand-made ones."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import jsonschema
import pytest

from evalprep.errors import InputError
from evalprep.report.schemas import schema_text
from evalprep.submission.folder import MANIFEST, Paper, place
from evalprep.submission.manifest import FileEntry, Manifest, is_ours, manifest_text, read_manifest
from tests.submission.folders import FORM, draft, paper

ABOUT = {
    "tool": "evalprep 0",
    "notice": "示例〔2020〕1号",
    "jurisdiction": "demo",
    "track": None,
    "conclusion": "ready",
    "organization": "示例培训学校",
}
COPY = Paper(
    "02-法人登记证书/01-法人登记证书.pdf",
    b"scan",
    None,
    ("T-2",),
    kind="copy",
    title="法人登记证书",
    materials=("T-M2",),
    source="附件/证书.pdf",
    is_copy=True,
)


def written(folder: Path) -> dict[str, object]:
    told: dict[str, object] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return told


def validate(told: object) -> None:
    schema = json.loads(schema_text("manifest"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(told, schema)


def test_a_manifest_says_what_each_file_is_and_where_it_comes_from(tmp_path: Path) -> None:
    place(tmp_path / "out", [COPY], ABOUT)
    assert written(tmp_path / "out") == {
        "format": "evalprep.manifest/2",
        **ABOUT,
        "files": [
            {
                "name": "02-法人登记证书/01-法人登记证书.pdf",
                "sha256": hashlib.sha256(b"scan").hexdigest(),
                "bytes": 4,
                "kind": "copy",
                "title": "法人登记证书",
                "form": None,
                "source": "附件/证书.pdf",
                "copy": True,
                "materials": ["T-M2"],
                "serves": ["T-2"],
                "fields": [],
            }
        ],
    }


def test_a_written_manifest_follows_its_schema(tmp_path: Path) -> None:
    place(tmp_path / "out", [paper(b"first"), COPY], ABOUT)
    validate(written(tmp_path / "out"))


def test_the_manifest_of_a_draft_that_a_person_put_there_first_follows_the_schema(tmp_path: Path) -> None:
    place(tmp_path / "out", [paper(b"first", "02-表.docx")], ABOUT)
    (tmp_path / "out" / FORM).write_bytes(b"by hand")
    assert place(tmp_path / "out", [draft(b"skeleton")], ABOUT).begun == (FORM,)
    validate(written(tmp_path / "out"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "../a"},
        {"name": "a/../b"},
        {"name": "/a"},
        {"name": "a\\b"},
        {"sha256": "x"},
        {"bytes": -1},
        {"more": 1},
    ],
)
def test_the_schema_refuses_what_is_wrong(tmp_path: Path, wrong: dict[str, object]) -> None:
    place(tmp_path / "out", [COPY], ABOUT)
    told = written(tmp_path / "out")
    files = told["files"]
    assert isinstance(files, list)
    with pytest.raises(jsonschema.ValidationError):
        validate(told | {"files": [files[0] | wrong]})


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    place(tmp_path / "out", [COPY, paper(b"first")], ABOUT)
    manifest = read_manifest(tmp_path / "out")
    assert manifest is not None
    assert (manifest.format, manifest.about) == ("evalprep.manifest/2", ABOUT)
    hashed = hashlib.sha256(b"scan").hexdigest()
    assert manifest.files[0] == COPY.entry(COPY.name, hashed, 4)
    assert (
        manifest_text(manifest.about, manifest.files).encode() == (tmp_path / "out" / MANIFEST).read_bytes()
    )


def test_a_manifest_is_plain_chinese_in_lines_with_one_end(tmp_path: Path) -> None:
    place(tmp_path / "out", [COPY], ABOUT)
    text = (tmp_path / "out" / MANIFEST).read_bytes()
    assert "示例培训学校".encode() in text
    assert (text.endswith(b"}\n"), b"\r" in text) == (True, False)


def hand_made(folder: Path, told: object) -> Path:
    (folder / MANIFEST).write_text(json.dumps(told), encoding="utf-8")
    return folder


def test_a_manifest_of_the_first_version_is_read(tmp_path: Path) -> None:
    old = {"name": FORM, "sha256": "ab", "form": "", "serves": ["T-1"], "fields": ["organization.name"]}
    hand_made(tmp_path, {"format": "evalprep.manifest/1", "on": "2020-06-01", "files": [old]})
    entry = FileEntry(FORM, "ab", serves=("T-1",), fields=("organization.name",))
    assert read_manifest(tmp_path) == Manifest("evalprep.manifest/1", {"on": "2020-06-01"}, (entry,))


def test_a_folder_of_the_first_version_is_exchanged(tmp_path: Path) -> None:
    old = {"name": FORM, "sha256": hashlib.sha256(b"first").hexdigest(), "form": "demo/form"}
    hand_made(tmp_path, {"format": "evalprep.manifest/1", "files": [old]})
    (tmp_path / FORM).write_bytes(b"first")
    assert place(tmp_path, [paper(b"second")], ABOUT).kept == ()
    assert (tmp_path / FORM).read_bytes() == b"second"


def test_a_begun_draft_of_the_first_version_is_known_as_one_when_it_is_made_no_more(tmp_path: Path) -> None:
    old = {"name": FORM, "sha256": hashlib.sha256(b"first").hexdigest(), "form": "demo/form"}
    hand_made(tmp_path, {"format": "evalprep.manifest/1", "files": [old]})
    (tmp_path / FORM).write_bytes(b"by hand")
    placed = place(tmp_path, [draft(b"x", "02-文稿.docx")], ABOUT)
    assert (placed.done_with, placed.kept) == ((FORM,), ())


@pytest.mark.parametrize("told", [{}, [], {"format": 2}, {"format": "other/1"}, "x"])
def test_what_is_not_evalpreps_is_no_manifest(tmp_path: Path, told: object) -> None:
    assert read_manifest(hand_made(tmp_path, told)) is None
    assert not is_ours(tmp_path)


def test_a_folder_without_one_has_no_manifest(tmp_path: Path) -> None:
    assert (read_manifest(tmp_path), read_manifest(tmp_path / "没有")) == (None, None)


@pytest.mark.parametrize(
    "files",
    [
        None,
        [1],
        [{"name": FORM}],
        [{"name": 1, "sha256": "x"}],
        *(
            [{"name": name, "sha256": "x"}]
            for name in ("../a", "/a", "a/../../b", "..\\a", "C:\\a", "C:a", "//server/share/a", "", "a\0b")
        ),
    ],
)
def test_a_manifest_that_names_no_files_or_others_is_refused(tmp_path: Path, files: object) -> None:
    hand_made(tmp_path, {"format": "evalprep.manifest/2", "files": files})
    with pytest.raises(InputError, match="文件清单读不出来") as refused:
        read_manifest(tmp_path)
    assert [one.code for one in refused.value.problems] == ["bad_manifest"]
    assert is_ours(tmp_path)


def test_a_manifest_that_the_system_keeps_locked_is_not_taken_for_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(PermissionError):
        read_manifest(tmp_path)
