"""`evalprep list`: what there is, and the command that goes on from there."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from evalprep.errors import Problem, UsageError

if TYPE_CHECKING:
    from evalprep.cli.targets import Call
    from evalprep.law import Law

KINDS = ("jurisdictions", "rules", "forms", "occupations")


def listed(what: str, query: str | None, call: Call) -> tuple[str, str]:
    """The list, and the next step; raises UsageError for a kind of list that is none, or a query that is missing."""
    from evalprep.cli.console import style
    from evalprep.report import listing
    from evalprep.report.occupations import occupations_text

    if what not in KINDS:
        raise UsageError(Problem("unknown_list", f"不能列出「{what}」", f"可以列出：{'、'.join(KINDS)}"))
    if what == "occupations" and not query:
        remedy = "写名称、名称的一部分或编码，例如 evalprep list occupations 电工"
        raise UsageError(Problem("no_query", "没有写要找的职业", remedy))
    law, look = call.law(), style(sys.stdout)
    names = law.library.jurisdictions()
    if what == "jurisdictions":
        text = listing.jurisdictions_text((one for name in names for one in law.notices(name)), look)
        return text, "evalprep init -j 地区　按那个地区的通知填写资料"
    if what == "rules":
        chosen = (law.in_force(name, call.on) for name in ([query] if query else names))
        return listing.rules_text(chosen, look), "evalprep explain 编号　看一条要求怎样判断"
    if what == "forms":
        papers = [law.paper(name) for name in _forms(query, law, call)]
        areas = {name: law.in_force(name, call.on).notice.area for name in names}
        text = listing.forms_text(papers, {**areas, "general": "几个地区通用"}, look)
        return text, "evalprep build　填写表格和名单，写出初稿"
    return occupations_text(query or "", law.catalogs, look), "把编码和名称填进申报职业：evalprep init"


def _forms(area: str | None, law: Law, call: Call) -> list[str]:
    """The ids of all papers, or of those in a folder and those beside it that its notice calls for; raises UsageError."""
    found = law.library.forms()
    areas = sorted({name.partition("/")[0] for name in found})
    if area is None:
        return found
    with suppress(UsageError):
        area = law.jurisdiction(area)
    if area not in areas:
        told, remedy = f"没有「{area}」的表格和文稿", f"可以写：{'、'.join(areas)}"
        raise UsageError(Problem("unknown_area", told, remedy))
    called: set[str] = set()
    if area in law.library.jurisdictions():
        checklist = law.in_force(area, call.on)
        called = {one for track in (*checklist.tracks, None) for one in checklist.papers(track)}
    return [name for name in found if name in called or name.partition("/")[0] == area]
