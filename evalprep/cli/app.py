"""The commands. Each imports what it needs when it runs, so that `--help` imports none of it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evalprep.cli.chinese import ChineseCommand, ChineseGroup
from evalprep.errors import EvalprepError, Problem, UsageError

if TYPE_CHECKING:
    from evalprep.law import Law, Target
    from evalprep.model.results import CheckResult
    from evalprep.store.project import StoredProject

app = typer.Typer(
    cls=ChineseGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PATH", help="申报单位的文件夹或项目文件；不写就是当前文件夹", show_default=False),
]
OnePath = Annotated[
    Path, typer.Argument(metavar="PATH", help="申报单位的文件夹；不写就是当前文件夹", show_default=False)
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
        envvar="EVALPREP_LIBRARY",
        help="自备的条件清单和表格（里面有 checklists/、forms/），同名的优先于自带的",
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="只输出结果，不说明进展和下一步")]
Out = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="路径", help="写到这个文件或文件夹", show_default=False),
]


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

        status(Path(), _today(None))


@app.command(cls=ChineseCommand)
def init(
    path: OnePath = Path(),
    jurisdiction: Jurisdiction = None,
    on: On = None,
    notice: Number = None,
    library: LibraryDir = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="不提问，只建好项目文件")] = False,
) -> None:
    """逐项提问，把资料填进项目文件。

    每答一题就保存；随时可以退出，再运行一次接着填；答错了可以返回上一题。
    """
    from evalprep.cli.interview import interview

    interview(path, jurisdiction, _today(on), notice, library, no_input)


@app.command(cls=ChineseCommand)
def check(
    paths: Paths = None,
    jurisdiction: Jurisdiction = None,
    on: On = None,
    output_format: Annotated[str, typer.Option("--format", metavar="格式", help="text 或 json")] = "text",
    output: Out = None,
    notice: Number = None,
    library: LibraryDir = None,
    quiet: Quiet = False,
) -> None:
    """对照通知逐条自查：哪些符合，哪些不符合、差多少，还缺什么、填在哪一行。

    退出码：0 可以申报，1 尚不能申报，4 资料不全，3 文件有误，2 命令有误。
    """
    from evalprep.check import check as check_one

    formats = ("text", "json")
    if output_format not in formats:
        raise UsageError(
            Problem("unknown_format", f"没有「{output_format}」这种格式", f"可以用：{'、'.join(formats)}")
        )
    day = _today(on)
    results: list[tuple[Target, CheckResult]] = []
    codes: list[int] = []
    for path in paths or [Path()]:
        try:
            stored, law = _load(path, library)
            results += [
                (target, check_one(stored, target, day, law))
                for target in _targets(stored, law, jurisdiction, day, notice)
            ]
        except EvalprepError as error:
            codes.append(_told(error))
    if results:
        _show_results(results, output_format, output)
    if not quiet:
        _advise(results)
    codes += [{"ready": 0, "not_ready": 1, "undetermined": 4}[result.overall] for _, result in results]
    raise typer.Exit(worst(codes))


@app.command(cls=ChineseCommand)
def build(
    paths: Paths = None,
    jurisdiction: Jurisdiction = None,
    on: On = None,
    output: Out = None,
    notice: Number = None,
    library: LibraryDir = None,
    quiet: Quiet = False,
) -> None:
    """填写官方表格，生成申报材料文件夹；还空着的栏目逐项列出。

    不写 -o 时放在申报单位文件夹的「申报材料」里。手工改过的文件不会被覆盖。
    """
    from evalprep.build import build as build_one
    from evalprep.cli.console import show
    from evalprep.report.built import built_text

    day, codes = _today(on), []
    if output is not None and len(paths or []) > 1:
        raise UsageError(Problem("one_output", "-o 只能用于一个申报单位", "去掉 -o，或一次只写一个 PATH"))
    for path in paths or [Path()]:
        try:
            stored, law = _load(path, library)
            targets = _targets(stored, law, jurisdiction, day, notice)
            for target in targets:
                out = output / target.folder if output and len(targets) > 1 else output
                built = build_one(stored, target, day, law, out)
                papers = [(paper.name, paper.open, paper.left) for paper in built.papers]
                show(built_text(str(built.folder), papers, built.lacking, built.kept, stored.place))
                codes.append(0)
                if not quiet:
                    _after_build(bool([slot for paper in built.papers for slot in paper.open]), target.name)
        except EvalprepError as error:
            codes.append(_told(error))
    raise typer.Exit(worst(codes))


@app.command(cls=ChineseCommand)
def explain(
    identifier: Annotated[
        str, typer.Argument(metavar="编号", help="条款编号，例如 NAT-E10", show_default=False)
    ],
    library: LibraryDir = None,
) -> None:
    """解释一条要求：出处、怎样判断、看哪些资料、什么算符合。"""
    from evalprep.cli.console import show
    from evalprep.report.explained import explained

    law = _law(Path(), library)
    show(
        explained(
            identifier, (one for name in law.library.jurisdictions() for one in reversed(law.notices(name)))
        )
    )


@app.command(cls=ChineseCommand, name="list")
def list_(
    what: Annotated[
        str,
        typer.Argument(metavar="什么", help="jurisdictions、rules、forms 或 occupations", show_default=False),
    ] = "jurisdictions",
    query: Annotated[
        str | None,
        typer.Argument(
            metavar="词", help="occupations：名称、名称的一部分或编码；rules：地区", show_default=False
        ),
    ] = None,
    library: LibraryDir = None,
) -> None:
    """列出申报地区、条款、表格，或查找职业编码。"""
    from evalprep.cli.console import show
    from evalprep.report import listing

    law = _law(Path(), library)
    if what == "jurisdictions":
        show(
            listing.jurisdictions_text(
                one for name in law.library.jurisdictions() for one in law.notices(name)
            )
        )
    elif what == "rules":
        show(
            listing.rules_text(
                law.in_force(name, _today(None))
                for name in ([query] if query else law.library.jurisdictions())
            )
        )
    elif what == "forms":
        show(listing.forms_text(law.form(name) for name in law.library.forms()))
    elif what == "occupations" and query:
        show(listing.occupations_text(query, law.catalogs))
    elif what == "occupations":
        raise UsageError(
            Problem(
                "no_query",
                "没有写要找的职业",
                "写名称、名称的一部分或编码，例如 evalprep list occupations 电工",
            )
        )
    else:
        raise UsageError(
            Problem(
                "unknown_list", f"不能列出「{what}」", "可以列出：jurisdictions、rules、forms、occupations"
            )
        )


@app.command(cls=ChineseCommand)
def schema(
    name: Annotated[
        str, typer.Argument(metavar="名称", help="project、checklist、form 或 check", show_default=False)
    ] = "project",
) -> None:
    """输出 JSON Schema，供编辑器和程序使用。"""
    from evalprep.cli.console import show
    from evalprep.report.schemas import schema_text

    show(schema_text(name))


def worst(codes: list[int]) -> int:
    """Of several exit codes the one that matters most."""
    return next((code for code in (5, 3, 2, 1, 4) if code in codes), 0)


def _today(on: str | None) -> date:
    """The day of the judgement; the only place that asks what day it is."""
    from evalprep.model.dates import DAY
    from evalprep.model.kinds import BadValue

    if on is None:
        return date.today()
    try:
        return DAY.parse(on)
    except BadValue as bad:
        raise UsageError(
            Problem(
                "bad_day",
                f"--on 的日期不对：{bad.problem}（写的是「{on}」）",
                f"应为{bad.expected}。{bad.remedy}",
            )
        ) from None


def _law(folder: Path, library: Path | None) -> Law:
    from evalprep.law import Law
    from evalprep.store.library import Library, default_library

    found: Library = default_library([library] if library else [], beside=folder)
    return Law(found)


def _load(path: Path, library: Path | None) -> tuple[StoredProject, Law]:
    from evalprep.store.project import load_project

    stored = load_project(path)
    return stored, _law(stored.folder, library)


def _targets(
    stored: StoredProject, law: Law, wanted: str | None, on: date, number: str | None
) -> list[Target]:
    targets = law.targets(wanted, on, number) if wanted else law.own_targets(stored.project, on, number)
    if not targets:
        known = "、".join(law.library.jurisdictions())
        remedy = f"加上 -j，例如 -j national（可用：{known}），或在项目文件里写 targets"
        raise UsageError(Problem("no_target", "没有写申报去向", remedy))
    return targets


def _show_results(results: list[tuple[Target, CheckResult]], output_format: str, output: Path | None) -> None:
    from evalprep.cli.console import say, show, style
    from evalprep.report.layout import Style
    from evalprep.report.text import check_text
    from evalprep.store.text import write_bytes_atomic

    if output_format == "json":
        from evalprep.report.json_report import check_json

        text = check_json([result for _, result in results])
    else:
        look = style(sys.stdout) if output is None else Style()
        text = "\n".join(check_text(result, look, target.track_title) for target, result in results)
    if output is None:
        show(text)
    else:
        write_bytes_atomic(output, text.encode())
        say(f"已写入 {output}")


def _advise(results: list[tuple[Target, CheckResult]]) -> None:
    from evalprep.cli.console import next_step

    for target, result in results:
        steps = {
            "ready": (f"evalprep build -j {target.name}　生成申报材料",),
            "not_ready": ("先解决「不符合」的各条（每条下面写了怎么办），再运行 evalprep check",),
            "undetermined": (
                f"evalprep init -j {target.name}　接着填写缺的资料",
                "或直接修改 evalprep.yaml 中列出的各处",
            ),
        }
        next_step(*steps[result.overall])


def _after_build(is_open: bool, name: str) -> None:
    from evalprep.cli.console import next_step

    if is_open:
        next_step(f"evalprep init -j {name}　补齐空着的栏目，再运行一次 evalprep build")
    else:
        next_step("打印，由法定代表人签字，加盖单位公章；其余材料按 evalprep check 的「申报材料」逐项备齐")


def _told(error: EvalprepError) -> int:
    from evalprep.cli.console import complain

    complain(error.problems)
    return error.exit_code
