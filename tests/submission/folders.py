"""Folders for the tests of `place`: papers to put there, and what lies there after."""

from __future__ import annotations

from pathlib import Path

from evalprep.submission.folder import MANIFEST, Paper, Placed, place

FORM, KEPT, BESIDE = "01-表.docx", "01-表（手工修改）.docx", "01-表（新填写）.docx"


def paper(content: bytes | Path, name: str = FORM) -> Paper:
    return Paper(name, content, "demo/form", ("T-1",), ("organization.name",))


def draft(content: bytes, name: str = FORM) -> Paper:
    return Paper(name, content, "demo/draft", draft=True)


def put(folder: Path, content: bytes = b"first", *, named: tuple[Path, ...] = ()) -> Placed:
    return place(folder, [paper(content)], {"notice": "示例〔2020〕1号"}, named)


def tree(folder: Path) -> dict[str, bytes | str | None]:
    """Everything in a folder: a file's bytes, a link's target, None for a folder."""

    def content(path: Path) -> bytes | str | None:
        if path.is_symlink():
            return str(path.readlink())
        return None if path.is_dir() else path.read_bytes()

    return {path.relative_to(folder).as_posix(): content(path) for path in folder.rglob("*")}


def papers_in(folder: Path) -> dict[str, bytes | str | None]:
    return {name: content for name, content in tree(folder).items() if name != MANIFEST}


def mixed(folder: Path) -> None:
    """Papers of an earlier build, one of them changed by hand, one that is made no more, and a person's files."""
    earlier = [
        paper(b"one"),
        paper(b"two", "02-表.docx"),
        paper(b"three", "03-证/01-证.pdf"),
        paper(b"four", "03-证/02-证.pdf"),
    ]
    place(folder, earlier, {"notice": "示例〔2020〕1号"})
    (folder / FORM).write_bytes(b"by hand")
    (folder / "我的.txt").write_bytes(b"mine")
    (folder / "03-证" / "便条.txt").write_bytes(b"note")
    (folder / "链接").symlink_to("我的.txt")


NEXT = [paper(b"ONE"), paper(b"TWO", "02-表.docx"), paper(b"FOUR", "04-证/01-证.pdf")]
AFTER = {
    FORM: b"ONE",
    KEPT: b"by hand",
    "02-表.docx": b"TWO",
    "03-证": None,
    "03-证/便条.txt": b"note",
    "04-证": None,
    "04-证/01-证.pdf": b"FOUR",
    "我的.txt": b"mine",
    "链接": "我的.txt",
}
"""What lies in a mixed folder, its manifest apart, once the next papers are in it."""
