"""What is found at the paths that a project names."""

from __future__ import annotations

from pathlib import Path

import pytest

from evalprep.model.evidence import FileState
from evalprep.store.evidence import examine


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "项目"
    (folder / "附件").mkdir(parents=True)
    (folder / "附件" / "证书.pdf").write_bytes(b"%PDF-1.4 ...")
    (folder / "附件" / "空.pdf").write_bytes(b"")
    (folder / "附件" / "改名.pdf").write_bytes(b"plain text")
    (tmp_path / "外面.pdf").write_bytes(b"%PDF-1.4")
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
