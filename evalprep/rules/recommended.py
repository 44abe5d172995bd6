"""What a recommended organisation's own project file says of it, as facts of the rows of `recommends`.

What that file lacks is told with the file's name, and never asked of the applicant.
"""

from __future__ import annotations

from evalprep.model.basic import YES_NO
from evalprep.model.fields import fields
from evalprep.model.project import Recommendation
from evalprep.model.validation import Path
from evalprep.rules.facts import Known, RowFact, row_fact
from evalprep.rules.world import Row, Scope, World

TOLD = {
    "legal_form": ("organization", "legal_form"),
    "kind": ("organization", "kind"),
    "decoupled": ("organization", "decoupled"),
    "scope": ("organization", "association", "scope"),
}
"""The facts by their short names, with the field of the recommended organisation's file."""


def own_world(world: World, row: Row) -> World | str:
    """The world of the organisation that a row recommends; else why there is none. A file named twice is one organisation's."""
    assert isinstance(row.record, Recommendation)
    file = row.record.project
    if not file:
        return "没有写推荐机构的项目文件"
    others = (one for one in world.rows(("recommends",)).rows if one.path != row.path)
    same = next((one for one in others if getattr(one.record, "project", None) == file), None)
    if same is not None:
        return f"{file}：和第 {same.number} 行是同一个项目文件，不能当作两家"
    return world.recommended.get(file) or f"{file}：{world.refused.get(file, '没有读到这个文件')}"


@row_fact(("recommends[]",), "has_own_file", "推荐机构有自己的项目文件", reads={"project"}, kind=YES_NO)
def has_own_file(world: World, scope: Scope) -> Known:
    """项目文件读得到，和其他各行、本单位都不是同一家的，为是；没有写、读不到、重复的，不能断定。"""
    assert scope.row is not None
    inner = own_world(world, scope.row)
    return Known(None, ((*scope.row.path, "project"),), inner) if isinstance(inner, str) else Known(True)


def _fact(name: str, path: Path) -> RowFact:
    field = fields()[".".join(map(str, path))]

    def compute(world: World, scope: Scope) -> Known:
        """推荐机构自己的项目文件里写的；文件没有写、读不到的，不能断定。"""
        assert scope.row is not None
        inner = own_world(world, scope.row)
        if isinstance(inner, str):
            return Known(None, ((*scope.row.path, "project"),), inner)
        value = inner.value(path)
        told = f"{getattr(scope.row.record, 'project', '')} 里没有写{field.label}，缺的资料填到那里"
        return Known(None, (), told) if value is None else Known(value)

    reads = frozenset({"recommends[].project"})
    return RowFact("recommends[]", name, f"推荐机构{field.label}", None, field.kind, reads, compute)


ROW_FACTS = (*has_own_file, *(_fact(name, path) for name, path in TOLD.items()))
