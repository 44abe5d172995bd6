"""The commands that judge and make: `check`, `build`, `diff`, `verify`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from evalprep.cli.options import (
    FailOn,
    Ignore,
    Jobs,
    Jurisdiction,
    LibraryDir,
    Number,
    On,
    OutFile,
    OutFolder,
    Paths,
    Quiet,
    Scheduler,
    Select,
    WantedFormat,
    call_of,
)
from evalprep.errors import worst


def check(
    paths: Paths = None,
    jurisdiction: Jurisdiction = None,
    on: On = None,
    wanted_format: WantedFormat = None,
    output: OutFile = None,
    fail_on: FailOn = None,
    select: Select = None,
    ignore: Ignore = None,
    jobs: Jobs = 1,
    scheduler: Scheduler = None,
    notice: Number = None,
    library: LibraryDir = None,
    quiet: Quiet = False,
) -> None:
    """对照通知逐条自查：哪些符合，哪些不符合、差多少，还缺什么、填在哪一行。

    写 -j all，就把所有地区和类别放在一起比较，最接近的在前。
    -o 自查报告.docx 写成给负责人签字的报告，-o 待补充清单.xlsx 写成分部门的清单，几个单位的是汇总。

    退出码：0 可以申报，1 尚不能申报，4 资料不全，3 文件有误，2 命令有误；几个单位取最重的；-j all 只有 0、3。
    """
    from evalprep.cli.batch import Workers
    from evalprep.cli.checking import Wish, check_projects
    from evalprep.cli.formats import format_of

    call = call_of(on, jurisdiction, notice, library)
    chosen = format_of(wanted_format, output)
    wish = Wish(chosen, output, quiet, Workers(jobs, scheduler), fail_on, words(select), words(ignore))
    raise typer.Exit(worst(check_projects(paths, call, wish)))


def build(
    paths: Paths = None,
    jurisdiction: Jurisdiction = None,
    on: On = None,
    output: OutFolder = None,
    only: Annotated[
        str | None,
        typer.Option(
            "--only",
            metavar="表",
            help="只重新做一份：编号（evalprep list forms）或名称；文件夹里别的不动",
            show_default=False,
        ),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="只列出会做哪些，什么也不写")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="还不能交的，不做草稿，什么也不写")] = False,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="另转成 PDF，合成一个，带书签和页码（要先装好 LibreOffice）")
    ] = False,
    archive: Annotated[bool, typer.Option("--zip", help="另打成压缩包，供上传")] = False,
    max_mb: Annotated[
        float | None,
        typer.Option(
            "--max-mb", metavar="MB", help="一个压缩包最多多少 MB，放不下的分成几个", show_default=False
        ),
    ] = None,
    jobs: Jobs = 1,
    scheduler: Scheduler = None,
    notice: Number = None,
    library: LibraryDir = None,
    quiet: Quiet = False,
) -> None:
    """做成申报材料文件夹：填好的表和名单、附件的副本、封面、目录，照通知的次序编号。

    材料放在申报单位文件夹的「申报材料」里，文稿的初稿放在「初稿」里，本单位自己用的（交前待办、自查报告、待补充清单等）放在「自查」里；
    写了 -o 的，别的放在旁边名字带「-初稿」「-自查」「-PDF」「-压缩包」的文件夹里。还不能交的，文件名带「（草稿）」。
    全部做好、核对过才换掉上一次的；手工改过的文件不会被覆盖。

    退出码：0 做好了，1 材料之间对不上，3 文件有误，2 命令有误；--strict 不能交的 1、资料不全的 4。
    """
    from evalprep.cli.batch import Workers
    from evalprep.cli.building import Asked, build_projects

    workers = Workers(jobs, scheduler)
    asked = Asked(output, only, listed, strict, pdf, archive, max_mb, quiet, workers)
    call = call_of(on, jurisdiction, notice, library)
    raise typer.Exit(worst(build_projects(paths, call, asked)))


def diff(
    states: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="原来 现在",
            help="两个项目文件或文件夹；git 里的旧版本写成「修订:路径」，例如 HEAD:evalprep.yaml",
            show_default=False,
        ),
    ] = None,
    revision: Annotated[
        str | None,
        typer.Option(
            "--rev",
            metavar="修订",
            help="只写一个 PATH（不写就是当前文件夹），和它在 git 里的这个修订比，例如 --rev HEAD",
            show_default=False,
        ),
    ] = None,
    jurisdiction: Jurisdiction = None,
    on: On = None,
    wanted_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="格式",
            help="text、md 或 json；不写就看 -o 的扩展名",
            show_default=False,
        ),
    ] = None,
    output: OutFile = None,
    notice: Number = None,
    library: LibraryDir = None,
    quiet: Quiet = False,
) -> None:
    """比较一个单位的两份资料：哪些结论变了，因为改了哪些资料，差距大了还是小了。

    两份都照同一份通知、同一天判断。git 里的旧版本，附件照现在文件夹里的判断。

    退出码：0 结论都没有变，1 有变差的，4 有变的但没有变差的，3 有读不出来的，2 命令有误。
    """
    from evalprep.cli.diff import compare

    call = call_of(on, jurisdiction, notice, library)
    raise typer.Exit(compare(states or [], revision, call, wanted_format, output, quiet))


def verify(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="文件夹…",
            help="申报材料的文件夹，例如 申报材料/national；不写就逐个核对当前申报单位的",
            show_default=False,
            parser=Path,
        ),
    ] = None,
    library: LibraryDir = None,
    quiet: Quiet = False,
) -> None:
    """核对生成好的申报材料：文件有没有缺、改、多，各份材料的姓名、号码、合计、日期、面积对不对得上。

    手工改过的也照现在的内容核对；只看，不改任何文件。扫描件和图片的内容读不出来，不核对。

    退出码：0 都对得上、没有改过，1 有对不上的或缺文件，4 有改过或多出来的但都对得上，3 有材料读不出来，2 命令有误。
    """
    from evalprep.cli.verify import verify_folders

    raise typer.Exit(worst(verify_folders(folders, call_of(None, library=library), quiet)))


def words(given: list[str] | None) -> tuple[str, ...]:
    """What an option that may be repeated was given, also with commas between; one that was given nothing is empty."""
    return tuple(word for one in given or () for word in re.findall(r"[^,，、\s]+", one) or [""])
