"""The commands. Each imports what it needs when it runs, so that `--help` imports none of it."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from evalprep.cli.chinese import ChineseCommand, ChineseGroup
from evalprep.cli.day import today
from evalprep.cli.options import (
    FailOn,
    Ignore,
    Jobs,
    Jurisdiction,
    LibraryDir,
    Number,
    On,
    OnePath,
    OutFile,
    OutFolder,
    Paths,
    Quiet,
    Scheduler,
    Select,
    WantedFormat,
)
from evalprep.cli.targets import LIBRARY, Call
from evalprep.errors import worst

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
        status(Path(), Call(today(None), library=Path(library) if library else None))


@app.command(cls=ChineseCommand)
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

    interview(path, _call(on, jurisdiction, notice, library), no_input, answers or ())


@app.command(cls=ChineseCommand)
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

    workbook(path, _call(on, jurisdiction, notice, library), sheets, output)


@app.command(cls=ChineseCommand, name="import")
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

    call = _call(None, library=library)
    raise typer.Exit(worst(import_files(paths, call, into, yes, no_input)))


@app.command(cls=ChineseCommand)
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

    call = _call(on, jurisdiction, notice, library)
    chosen = format_of(wanted_format, output)
    wish = Wish(chosen, output, quiet, Workers(jobs, scheduler), fail_on, words(select), words(ignore))
    raise typer.Exit(worst(check_projects(paths, call, wish)))


@app.command(cls=ChineseCommand)
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
    call = _call(on, jurisdiction, notice, library)
    raise typer.Exit(worst(build_projects(paths, call, asked)))


@app.command(cls=ChineseCommand)
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

    call = _call(on, jurisdiction, notice, library)
    raise typer.Exit(compare(states or [], revision, call, wanted_format, output, quiet))


@app.command(cls=ChineseCommand)
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

    raise typer.Exit(worst(verify_folders(folders, _call(None, library=library), quiet)))


@app.command(cls=ChineseCommand)
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

    call = _call(None, library=library)
    law = call.law()
    every = (one for name in law.library.jurisdictions() for one in reversed(law.notices(name)))
    show(explained(identifier, every, style(sys.stdout)))
    next_step(f"{call.command('check', HERE)}　看这一条现在符合不符合")


@app.command(cls=ChineseCommand, name="list")
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

    text, step = listed(what, query, _call(None, library=library))
    show(text)
    next_step(step)


@app.command(cls=ChineseCommand)
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


def words(given: list[str] | None) -> tuple[str, ...]:
    """What an option that may be repeated was given, also with commas between."""
    return tuple(word for one in given or () for word in re.split(r"[,，、\s]+", one.strip(" \t,，、")))


def _call(
    on: str | None, jurisdiction: str | None = None, notice: str | None = None, library: Path | None = None
) -> Call:
    return Call(today(on), on is not None, jurisdiction, notice, library)
