"""Where the results of `check` go: in which format, to the screen or into a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evalprep.errors import Problem, UsageError

if TYPE_CHECKING:
    from evalprep.law import Target
    from evalprep.model.results import CheckResult
    from evalprep.store.project import StoredProject

PAPERS = {"docx": "自查报告", "xlsx": "待补充清单"}
"""The formats that are files for Word and Excel, each with the paper that it gives."""
FORMATS = ("text", "json", *PAPERS)


def format_of(wanted: str | None, output: Path | None) -> str:
    """The format that a person named, else the one that the name of the file says, else text."""
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    return wanted or (suffix if suffix in FORMATS else "text")


def refuse_unknown(output_format: str, output: Path | None = None, everywhere: bool = False) -> None:
    """Raise UsageError for a format that is none, and for one that needs a file, or a single target, and has none."""
    if output_format not in FORMATS:
        told, remedy = f"没有「{output_format}」这种格式", f"可以用：{'、'.join(FORMATS)}"
        raise UsageError(Problem("unknown_format", told, remedy))
    if output_format not in PAPERS:
        if output is not None and output.suffix.lower().removeprefix(".") in PAPERS:
            told = f"{output.name} 是 Word 或 Excel 的文件名，写进去的却是 {output_format}"
            raise UsageError(Problem("wrong_suffix", told, "去掉 --format，或换一个文件名"))
        return
    name = f"{PAPERS[output_format]}.{output_format}"
    if everywhere:
        told, remedy = f"-j all 不能写成 {output_format}", "用 -j 写一个地区，例如 -j national"
        raise UsageError(Problem("one_target", told, remedy))
    if output is None:
        told = f"{output_format} 要写到文件里，还没有说写到哪个文件"
        raise UsageError(Problem("no_output", told, f"加上 -o，例如 -o {name}"))
    if output.suffix.lower() != f".{output_format}":
        told = f"--format {output_format} 的文件名应当以 .{output_format} 结尾"
        raise UsageError(Problem("wrong_suffix", told, f"例如 -o {name}"))


def write_paper(
    results: Sequence[tuple[StoredProject, Target, CheckResult]],
    output_format: str,
    output: Path,
    quiet: bool,
) -> None:
    """Write the one result as a paper; raises UsageError for several, FormError for text that no file can hold."""
    from evalprep.build.desk import open_points_workbook, self_check_report

    if len(results) > 1:
        told = f"一份{PAPERS[output_format]}只写一个单位、一个申报去向，这里有 {len(results)} 个结果"
        wanted = "、".join(dict.fromkeys(target.name for _, target, _ in results))
        raise UsageError(Problem("one_target", told, f"一次写一个单位，用 -j 写明一个去向：{wanted}"))
    for stored, target, result in results:
        paper = self_check_report if output_format == "docx" else open_points_workbook
        write(paper(result, stored, target), output, quiet)


def deliver(text: str, output_format: str, output: Path | None, quiet: bool) -> None:
    """Show a result, or write it to a file and say so."""
    from evalprep.cli.console import show, show_data

    if output is None:
        (show_data if output_format == "json" else show)(text)
        return
    write(text.encode(), output, quiet)


def write(content: bytes, output: Path, quiet: bool) -> None:
    """Write a file, keep the one that was there as .bak, and say so."""
    from evalprep.cli.console import say
    from evalprep.store.text import write_bytes_atomic

    written = write_bytes_atomic(output, content, keep_previous=True)
    if not quiet:
        kept = f"（原来的文件留作 {written.previous.name}）" if written.previous else ""
        say(f"已写入 {output}{kept}")
