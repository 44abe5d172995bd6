"""The commands that gather what is known of an applicant: `init`, `workbook`, `import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evalprep.cli.options import Jurisdiction, LibraryDir, Number, On, OnePath, call_of
from evalprep.errors import worst


def init(
    path: OnePath = Path(),
    jurisdiction: Jurisdiction = None,
    on: On = None,
    notice: Number = None,
    library: LibraryDir = None,
    answers: Annotated[
        list[Path] | None,
        typer.Option(
            "--answers",
            metavar="文件",
            help="先取这个文件里的回答（写法同项目文件，写几项都行），再问还缺的；可以写几次",
            show_default=False,
            parser=Path,
        ),
    ] = None,
    no_input: Annotated[
        bool, typer.Option("--no-input", help="不提问，只建好项目文件，取 --answers 里的回答")
    ] = False,
) -> None:
    """逐项提问，把资料填进项目文件。

    每答一题就保存；随时可以退出，再运行一次接着填；答错了可以返回上一题。
    还没有定下向哪里申报的，选「还没有定」，或写 -j all：只问各地都要的。
    """
    from evalprep.cli.interview import interview

    interview(path, call_of(on, jurisdiction, notice, library), no_input, answers or ())


def workbook(
    path: OnePath = Path(),
    jurisdiction: Jurisdiction = None,
    on: On = None,
    sheets: Annotated[
        str | None,
        typer.Option(
            "--sheets",
            metavar="部门或表",
            help="只要几张表：写部门（人事、财务、教务、后勤、办公室、负责人）或表名（工作人员,专家）",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="文件",
            help="写到这个 .xlsx 文件；不写就是申报单位文件夹里的 资料表.xlsx",
            show_default=False,
            parser=Path,
        ),
    ] = None,
    notice: Number = None,
    library: LibraryDir = None,
) -> None:
    """写一份 Excel 资料表，给同事填：已有的填好，还缺的标成黄底，写明是哪一条要。

    填好后用 evalprep import 导入。已经有的资料表不会被覆盖。
    """
    from evalprep.cli.workbook import workbook

    workbook(path, call_of(on, jurisdiction, notice, library), sheets, output)


def import_(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="文件… [PATH]",
            help="填好的 Excel、CSV、Word 文件；其中的文件夹或 .yaml 是申报单位，不写就是当前文件夹",
            show_default=False,
            parser=Path,
        ),
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="不逐项问，全部接受；说法不一的留着不动")] = False,
    into: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="清单",
            help="自己的名单看不出是哪一张时写明，例如 工作人员、专家",
            show_default=False,
        ),
    ] = None,
    no_input: Annotated[
        bool, typer.Option("--no-input", help="不提问，只列出会改什么；和 --yes 一起用就直接改")
    ] = False,
    library: LibraryDir = None,
) -> None:
    """读入填好的资料表、自己的名单和官方表格：先列出会新增什么、改什么，同意以后才写进项目文件。

    文件里没有的，项目文件里原样不动；几处说法不一的，列出来由您定，不会自动改。

    退出码：0 都读进来了，4 有没读进来或没有同意的，3 有文件读不了，2 命令有误。
    """
    from evalprep.cli.importing import import_files

    call = call_of(None, library=library)
    raise typer.Exit(worst(import_files(paths, call, into, yes, no_input)))
