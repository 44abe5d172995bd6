"""The command line as a whole: which commands there are, in which order, and what `evalprep` alone does.

A command imports what it needs when it runs, so that `--help` imports none of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from evalprep.cli import gather, judge, look_up
from evalprep.cli.chinese import ChineseCommand, ChineseGroup
from evalprep.cli.options import call_of
from evalprep.cli.targets import LIBRARY

app = typer.Typer(
    cls=ChineseGroup,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(cls=ChineseGroup, invoke_without_command=True)
def main(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="显示版本")] = False,
) -> None:
    """社会培训评价组织申报：自查申报条件，填写申报表，准备申报材料。

    先 evalprep init 填写资料，再 evalprep check 自查，最后 evalprep build 生成申报材料。
    """
    from evalprep import __version__
    from evalprep.cli.console import show

    if version:
        show(f"evalprep {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        from evalprep.cli.status import status

        library = os.environ.get(LIBRARY)
        status(Path(), call_of(None, library=Path(library) if library else None))


COMMANDS: dict[str, Callable[..., None]] = {
    "init": gather.init,
    "workbook": gather.workbook,
    "import": gather.import_,
    "check": judge.check,
    "build": judge.build,
    "diff": judge.diff,
    "verify": judge.verify,
    "explain": look_up.explain,
    "list": look_up.list_,
    "schema": look_up.schema,
}
"""In the order of `--help`."""
for name, command in COMMANDS.items():
    app.command(name, cls=ChineseCommand)(command)
