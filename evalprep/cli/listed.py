"""`evalprep list`: what there is, and the command that goes on from there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from evalprep.errors import Problem, UsageError

if TYPE_CHECKING:
    from evalprep.cli.targets import Call

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
        forms = (law.form(name) for name in law.library.forms())
        return listing.forms_text(forms, look), "evalprep build　填写这些表格"
    return occupations_text(query or "", law.catalogs, look), "把编码和名称填进申报职业：evalprep init"
