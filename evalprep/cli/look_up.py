"""The commands that look something up: `explain`, `list`, `schema`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from evalprep.cli.options import LibraryDir, call_of


def explain(
    identifier: Annotated[
        str, typer.Argument(metavar="编号", help="条款编号，例如 NAT-E10", show_default=False)
    ],
    library: LibraryDir = None,
) -> None:
    """解释一条要求：出处、怎样判断、看哪些资料、什么算符合。"""
    from evalprep.cli.console import next_step, show, style
    from evalprep.cli.targets import HERE
    from evalprep.report.explained import explained

    call = call_of(None, library=library)
    law = call.law()
    every = (one for name in law.library.jurisdictions() for one in reversed(law.notices(name)))
    show(explained(identifier, every, style(sys.stdout)))
    next_step(f"{call.command('check', HERE)}　看这一条现在符合不符合")


def list_(
    what: Annotated[
        str,
        typer.Argument(metavar="什么", help="jurisdictions、rules、forms 或 occupations", show_default=False),
    ] = "jurisdictions",
    query: Annotated[
        str | None,
        typer.Argument(
            metavar="词", help="occupations：名称、名称的一部分或编码；rules、forms：地区", show_default=False
        ),
    ] = None,
    library: LibraryDir = None,
) -> None:
    """列出申报地区、条款、表格和文稿，或查找职业编码。"""
    from evalprep.cli.console import next_step, show
    from evalprep.cli.listed import listed

    text, step = listed(what, query, call_of(None, library=library))
    show(text)
    next_step(step)


def schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar="名称", help="project、checklist、form、check、diff 或 manifest", show_default=False
        ),
    ] = "project",
) -> None:
    """输出 JSON Schema，供编辑器和程序使用。"""
    from evalprep.cli.console import next_step, show_data
    from evalprep.report.schemas import schema_text

    show_data(schema_text(name))
    next_step(f"evalprep schema {name} > {name}.schema.json　存成文件，供编辑器和程序使用")
