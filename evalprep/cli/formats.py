"""The formats of `check`: one table, which is the list of choices, says what each is for, and makes it.

A report is a function from results to text or bytes; what needs all results is made when the last is there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from evalprep.errors import Problem, UsageError

if TYPE_CHECKING:
    from evalprep.batch.kept import Kept
    from evalprep.model.batch import Failed
    from evalprep.model.results import CheckResult

PLAIN = ("", ".txt", ".text", ".log")
"""The ends of file names that mean text."""
SUMMARY = "GITHUB_STEP_SUMMARY"
"""The file that GitHub shows as the summary of a job."""


def _none_yet() -> Kept:
    from evalprep.batch.kept import Kept

    return Kept()


@dataclass
class Reported:
    """What a report is made of."""

    results: Kept = field(default_factory=_none_yet)
    failed: tuple[Failed, ...] = ()
    tracks: dict[tuple[str, str | None], str | None] = field(default_factory=dict)
    """The Chinese titles of tracks."""
    paper: bytes | None = None
    """The paper of a single applicant with a single target."""

    def add(self, results: Iterable[tuple[CheckResult, str | None]], paper: bytes | None = None) -> None:
        """The results of one project, each with its track in Chinese."""
        for result, title in results:
            self.results.add(result)
            if title:
                self.tracks[result.jurisdiction, result.track] = title
        self.paper = paper

    @property
    def is_empty(self) -> bool:
        """Whether there is one project, and nothing came of it."""
        return not self.results and len(self.failed) <= 1


def _json(reported: Reported) -> Iterator[str]:
    from evalprep.report.json_report import check_json

    return check_json(reported.results, reported.failed)


def _md(reported: Reported) -> str:
    from evalprep.report.markdown import markdown_text

    return markdown_text(reported.results, reported.failed)


def _html(reported: Reported) -> str:
    from evalprep.report.overview_page import overview_html

    return overview_html(reported.results, reported.failed, reported.tracks)


def _junit(reported: Reported) -> str:
    from evalprep.report.junit import junit_text

    return junit_text(reported.results, reported.failed)


def _sarif(reported: Reported) -> str:
    from evalprep.report.sarif import sarif_text

    return sarif_text(reported.results, reported.failed, repository())


def _github(reported: Reported) -> str:
    from evalprep.report.github import github_annotations, github_summary

    _summarize(github_summary(reported.results, reported.failed))
    return github_annotations(reported.results, reported.failed, repository())


def _docx(reported: Reported) -> bytes | None:
    return reported.paper


def _xlsx(reported: Reported) -> bytes | None:
    from evalprep.report.overview_sheets import overview_workbook

    if reported.paper is not None or reported.is_empty:
        return reported.paper
    return overview_workbook(reported.results, reported.failed, reported.tracks)


@dataclass(frozen=True)
class Format:
    """One format."""

    told: str
    """What it is for, in a few words."""
    content: Callable[[Reported], str | Iterator[str] | bytes | None]
    """The report, whole or piece by piece; None where there is nothing to write."""
    suffixes: tuple[str, ...] = ()
    """The ends of file names that mean it."""
    fits: tuple[str, ...] = ()
    """The ends of file names that it may have beside them, though they mean another."""
    paper: str = ""
    """What the paper of a single applicant is called, of a format that no screen shows."""
    is_for_one: bool = False
    """Whether there is no report of several."""
    is_for_file: bool = True
    """Whether it can be written with -o."""


FORMATS: Mapping[str, Format] = {
    "text": Format("给人看", lambda reported: None),
    "json": Format("给程序", _json, (".json",)),
    "md": Format("Markdown", _md, (".md", ".markdown")),
    "html": Format("网页，几个单位的汇总", _html, (".html", ".htm")),
    "junit": Format("测试报告", _junit, (".xml",)),
    "sarif": Format("代码扫描", _sarif, (".sarif", ".sarif.json"), (".json",)),
    "github": Format("GitHub Actions 的批注和摘要", _github, is_for_file=False),
    "docx": Format("自查报告", _docx, (".docx",), paper="自查报告", is_for_one=True),
    "xlsx": Format("一个单位是待补充清单，几个是汇总", _xlsx, (".xlsx",), paper="待补充清单"),
}
CHOICES = "、".join(f"{name}（{one.told}）" for name, one in FORMATS.items())


def format_of(wanted: str | None, output: Path | None) -> str:
    """The format that a person named, else the one that the name of the file means, text for one that means none.

    Raises UsageError for a name that means a format that is not ours.
    """
    meant = wanted or meant_by(output)
    if meant is None and output is not None and output.suffix.lower() not in PLAIN:
        known = "、".join(dict.fromkeys(one.suffixes[0] for one in FORMATS.values() if one.suffixes))
        told = f"不会写「{output.suffix}」这种文件：{output.name}"
        raise UsageError(Problem("unknown_suffix", told, f"可以写 {known}，文字写 .txt"))
    return meant or "text"


def meant_by(output: Path | None) -> str | None:
    """The format that the name of a file means; None for a name that means text, or nothing."""
    name = output.name.lower() if output else ""
    ends = {suffix: meant for meant, one in FORMATS.items() for suffix in one.suffixes}
    # The longest end counts: .sarif.json is no .json.
    longest = max((end for end in ends if name.endswith(end)), key=len, default="")
    return ends.get(longest)


def refuse_unfit(wanted: str, output: Path | None = None, everywhere: bool = False) -> None:
    """Raise UsageError for a format that is none, and for one that does not fit the file or what is asked."""
    if wanted not in FORMATS:
        told, remedy = f"没有「{wanted}」这种格式", f"可以用：{'、'.join(FORMATS)}"
        raise UsageError(Problem("unknown_format", told, remedy))
    one, example = FORMATS[wanted], f"{FORMATS[wanted].paper}.{wanted}"
    if one.is_for_one and everywhere:
        told, remedy = f"-j all 不能写成 {wanted}", "用 -j 写一个地区，例如 -j national"
        raise UsageError(Problem("one_target", told, remedy))
    if output is None:
        if one.paper:
            told = f"{wanted} 要写到文件里，还没有说写到哪个文件"
            raise UsageError(Problem("no_output", told, f"加上 -o，例如 -o {example}"))
        return
    if not one.is_for_file:
        told = f"{wanted} 写到屏幕上和 {SUMMARY} 里，不能用 -o"
        raise UsageError(Problem("no_file", told, "去掉 -o；要文件的，另用 --format md 或 html"))
    if str(output) == "-":
        told = "-o 后面要写文件名，「-」不是"
        raise UsageError(Problem("no_file", told, "要写到屏幕上的，去掉 -o，用 --format 说明格式"))
    meant = meant_by(output)
    if one.paper and meant != wanted:
        told = f"--format {wanted} 的文件名应当以 .{wanted} 结尾"
        raise UsageError(Problem("wrong_suffix", told, f"例如 -o {example}"))
    if meant not in (None, wanted) and not output.name.lower().endswith(one.fits or ("/",)):
        kind = "Word 或 Excel 的文件名" if FORMATS[str(meant)].paper else f"{meant} 的文件名"
        told = f"{output.name} 是 {kind}，写进去的却是 {wanted}"
        raise UsageError(Problem("wrong_suffix", told, "去掉 --format，或换一个文件名"))


def repository() -> Path:
    """The top of the git repository that this folder lies in, else this folder."""
    here = Path.cwd()
    return next((one for one in (here, *here.parents) if (one / ".git").exists()), here)


def _summarize(summary: str) -> None:
    """Append to the summary of the job, where GitHub runs one."""
    from evalprep.cli.console import say

    file = os.environ.get(SUMMARY)
    if not file:
        return
    try:
        with Path(file).open("a", encoding="utf-8") as out:
            out.write(summary)
    except OSError:
        say(f"没有写进 {SUMMARY}：文件 {file} 写不了。")
