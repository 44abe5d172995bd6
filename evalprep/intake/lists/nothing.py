"""无 in one column of a record that may not exist: 财务审计报告, 评价依据的标准."""

from __future__ import annotations

from collections.abc import Iterator

from evalprep.documents.sheets.cells import SheetCell
from evalprep.intake.given import Given, Remark, RemarkKind
from evalprep.intake.lists.headers import Meaning
from evalprep.model.basic import one_width
from evalprep.model.fields import Shape, fields
from evalprep.model.kinds import NIL
from evalprep.model.validation import Path


def missing_record(meaning: Meaning, cell: SheetCell) -> Path:
    """The path of the record that 无 in a cell says not to exist; empty where the cell says nothing of the kind."""
    wanted = meaning.field
    if wanted is None or wanted.may_be_nil or len(meaning.path) < 2 or one_width(cell.text) != NIL:
        return ()
    around = fields()[wanted.path.rpartition(".")[0]]
    return meaning.path[:-1] if around.shape is Shape.RECORD and around.may_be_nil else ()


def drop_contradicted(given: dict[Path, Given]) -> Iterator[Remark]:
    """Take out each 无 for a record of which another cell says something, and tell it."""
    for path, one in list(given.items()):
        below = [other for other in given.values() if other.path[: len(path)] == path and other is not one]
        if below:
            del given[path]
            told = f"这里写「无」，{below[0].origin.at} 却有内容"
            yield Remark(RemarkKind.HELD_BACK, one.origin, told, "只留下对的")
