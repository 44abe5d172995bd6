"""The arguments and options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evalprep.cli.day import today
from evalprep.cli.formats import CHOICES
from evalprep.cli.targets import LIBRARY, Call

Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATH",
        help="申报单位的文件夹或项目文件，或放着许多申报单位的文件夹；不写就是当前文件夹",
        show_default=False,
        parser=Path,
    ),
]
OnePath = Annotated[
    Path,
    typer.Argument(
        metavar="PATH", help="申报单位的文件夹；不写就是当前文件夹", show_default=False, parser=Path
    ),
]
Jurisdiction = Annotated[
    str | None,
    typer.Option(
        "-j",
        "--jurisdiction",
        metavar="地区[:类别]",
        help="申报去向，例如 national；不写就用项目文件里的 targets",
        show_default=False,
    ),
]
On = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="日期", help="按哪一天判断，例如 2020-06-01；不写就是今天", show_default=False
    ),
]
Number = Annotated[
    str | None,
    typer.Option(
        "--notice", metavar="文号", help="按哪一份通知；不写就用那一天有效的最新一份", show_default=False
    ),
]
LibraryDir = Annotated[
    Path | None,
    typer.Option(
        "--library",
        metavar="文件夹",
        envvar=LIBRARY,
        parser=Path,
        help="自备的条件清单和表格（里面有 checklists/、forms/），同名的优先于自带的",
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="只输出结果，不说明进展和下一步")]
OutFile = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="文件",
        help="把结果写到这个文件；原有的同名文件留作 .bak",
        show_default=False,
        parser=Path,
    ),
]
OutFolder = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="文件夹",
        help="把申报材料放到这个文件夹",
        show_default=False,
        parser=Path,
    ),
]
WantedFormat = Annotated[
    str | None,
    typer.Option("--format", metavar="格式", help=f"{CHOICES}；不写就看 -o 的扩展名", show_default=False),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="程度",
        help="退出码到哪一步才算不过（1）：unmet 有不符合的，unknown 还有待补充的，warning 还有提醒和原则上不符合的",
        show_default=False,
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="编号",
        help="只看这些条款，写编号或编号的开头，例如 NAT-E；可以写几次，或用逗号隔开",
        show_default=False,
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="编号", help="不看这些条款，写法同 --select", show_default=False),
]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        metavar="几个",
        help="许多申报单位的，同时做几个；0 是有几个处理器就几个；不写就一个一个做",
        show_default=False,
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="地址",
        help="交给 Dask 计算集群做，例如 tcp://127.0.0.1:8786（要另装 evalprep[dask]）",
        show_default=False,
    ),
]


def call_of(
    on: str | None, jurisdiction: str | None = None, notice: str | None = None, library: Path | None = None
) -> Call:
    """How a command was called, by the options that most have. Raises UsageError for a day that is none."""
    return Call(today(on), on is not None, jurisdiction, notice, library)
