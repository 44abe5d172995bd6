"""Evidence: the files that a project names, and what is found where they should be."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from evalprep.model.fields import fields, leaves, pattern
from evalprep.model.project import Project
from evalprep.model.validation import Path

TO_WRITE, TO_FILL = "【待写", "【待填"
"""How the open places of a first draft begin: what the applicant has to write, and what the project file lacks."""


class FileState(StrEnum):
    """What `store` found at a path that the project file names."""

    GOOD = "good"
    ABSENT = "absent"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    OUTSIDE = "outside"
    FOLDER = "folder"
    DRAFT = "draft"
    """A first draft of ours in which something is still to be written."""
    LOCKED = "locked"
    """A PDF, Word or Excel file that asks for a password before it opens: nobody who gets it can read it."""

    @property
    def reason(self) -> str:
        """Why the file does not count."""
        return {
            "good": "",
            "absent": "找不到这个文件；路径要从项目文件夹算起，一条写一个文件",
            "empty": "文件是空的",
            "unreadable": "打不开，或不是 PDF、图片、Word、Excel 文件",
            "outside": "不在项目文件夹里，复制到附件文件夹再登记",
            "folder": "是文件夹，要写到具体的文件",
            "draft": "还是初稿：里面有【待写】或【待填】的地方，写完再登记",
            "locked": "设了打开密码，取消密码后另存一份再登记",
        }[self]


def named_files(project: Project) -> Iterator[tuple[Path, str]]:
    """Every file that a project names, with the path of the naming value, in the order of the file."""
    yield from ((path, value) for path, value in leaves(project) if isinstance(value, str) and _is_file(path))


def _is_file(path: Path) -> bool:
    text = pattern(path)
    for candidate in (text, text.removesuffix("[]"), text.removesuffix("[]").removesuffix("{}")):
        field = fields().get(candidate)
        if field is not None:
            return field.kind is not None and field.kind.name == "file"
    return False
