"""Results for GitHub Actions: annotations at the lines of the project files, and the whole in the job's summary.

An annotation is a workflow command: `::error file=…,line=…,col=…,title=…::message`. Of a step GitHub shows 10 errors,
10 warnings and 10 notices: they go round the applicants, the worst of each first, and what is worst is written first.
How many are beyond that is told by the last notice. The summary is Markdown; GitHub takes 1 MiB of a step, and nothing
at all of more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path

from evalprep.errors import Place
from evalprep.model.batch import Failed
from evalprep.model.results import OLD_NOTICE, CheckResult
from evalprep.model.verdicts import Verdict
from evalprep.report.cases import (
    Case,
    applicant,
    judged,
    problem_place,
    problem_told,
    target_name,
)
from evalprep.report.markdown import OVERVIEW, applicant_section, failed_section, overview_row
from evalprep.report.overview import shown
from evalprep.report.places import beside, from_root

ERROR, WARNING, NOTICE = "error", "warning", "notice"
MOST = 10
"""How many annotations of a level GitHub shows of one step."""
LONGEST_TITLE, LONGEST_MESSAGE = 200, 2000
"""Characters; of a longer message the rest stands in the summary."""
SUMMARY = 1_000_000
"""Bytes, a little less than 1 MiB: the step may write something of its own."""
RANKS: Mapping[object, str] = {
    (Verdict.UNMET, False): ERROR,
    (Verdict.UNKNOWN, False): WARNING,
    (Verdict.UNMET, True): WARNING,
}
"""The level of what has a verdict and is 原则上 or not, worst first."""
UNREADABLE, SECOND_LOOK = "无法判断", "请留意"


@dataclass(frozen=True)
class Annotation:
    """One annotation; of a kind, by which those beyond the limits are counted."""

    level: str
    kind: str
    project: str
    title: str
    message: str
    place: Place

    def command(self, root: Path) -> str:
        """The line; a file outside of the root is named in the message, for GitHub shows no line of it."""
        file = from_root(self.place.file, root)
        found = {"file": file or "", "line": self.place.line, "col": self.place.column}
        told = {name: str(value) for name, value in found.items() if value and file}
        told["title"] = shown(self.title)[:LONGEST_TITLE]
        message = self.message if file else f"{self.place}：{self.message}"
        properties = ",".join(f"{name}={_property(value)}" for name, value in told.items())
        return f"::{self.level} {properties}::{_data(shown(message)[:LONGEST_MESSAGE])}"


def github_annotations(results: Sequence[CheckResult], failed: Sequence[Failed], root: Path) -> str:
    """The commands, a line each; nothing where nothing is to be done."""
    # The same file is judged for each target: what is the same of all is told once.
    every = list(dict.fromkeys([*_annotations(results, failed)]))
    by_level = {
        level: _in_turn([one for one in every if one.level == level]) for level in (ERROR, WARNING, NOTICE)
    }
    kept = {id(one) for found in by_level.values() for one in found[:MOST]}
    if len(kept) < len(every):
        # The last notice of the ten is the one that counts what is not shown.
        kept -= {id(one) for one in by_level[NOTICE][MOST - 1 :]}
    lines = [one.command(root) for one in every if id(one) in kept]
    beyond = [one for one in every if id(one) not in kept]
    return "\n".join([*lines, *([_beyond(beyond)] if beyond else []), ""]) if every else ""


def github_summary(results: Sequence[CheckResult], failed: Sequence[Failed]) -> str:
    """A table of the applicants, then each with what is not settled, and whole where there is room for all of them."""
    rows = _fitting(map(overview_row, results), SUMMARY // 2)
    left = len(results) - len(rows)
    table = "\n".join([*OVERVIEW, *rows, *(["", f"还有 {left} 个结果，没有列在这里。"] if left else [])])
    head = ["# 申报条件自查", *([table] if results else []), *([failed_section(failed)] if failed else [])]
    if len("\n\n".join(head).encode()) > SUMMARY:
        head = [*head[:-1], f"有 {len(failed)} 个项目文件无法判断，见日志。"]
    room = SUMMARY - len("\n\n".join(head).encode())
    fitting = _fitting(map(applicant_section, results), room)
    if len(fitting) < len(results):
        fitting = _fitting((applicant_section(result, whole=False) for result in results), room)
    cut = len(results) - len(fitting)
    more = (
        f"还有 {cut} 个结果的详情没有写在这里：GitHub 的摘要最多 1 MiB。用 --format md 或 html 写到文件里看。"
    )
    return "\n\n".join([*head, *fitting, *([more] if cut else [])]) + "\n"


def _annotations(results: Sequence[CheckResult], failed: Sequence[Failed]) -> Iterator[Annotation]:
    """Worst first: unreadable projects, unmet musts, unknown musts, what is 原则上, what deserves a second look."""
    for project in failed:
        for problem in project.problems:
            title, told, place = "项目文件无法判断", problem_told(problem), problem_place(project, problem)
            yield Annotation(ERROR, UNREADABLE, project.project, title, told, place)
    # In one walk, for a result may have to be fetched from disk.
    ranked: dict[object, list[Annotation]] = {rank: [] for rank in (*RANKS, NOTICE)}
    for result in results:
        for one in judged(result):
            rank = one.verdict, one.is_soft
            if rank in RANKS and not one.waiver:
                ranked[rank].append(_annotation(one, RANKS[rank]))
        ranked[NOTICE] += _second_looks(result)
    yield from chain.from_iterable(ranked.values())


def _second_looks(result: CheckResult) -> Iterator[Annotation]:
    for warned in result.warnings:
        # The age of the notice is told by the summary: here it would stand for every applicant.
        if warned.code != OLD_NOTICE:
            place = beside(result.project, warned.place) if warned.place else Place(result.project)
            yield Annotation(NOTICE, SECOND_LOOK, result.project, SECOND_LOOK, warned.message, place)


def _annotation(one: Case, level: str) -> Annotation:
    soft = "（原则上）" if one.is_soft else ""
    label = f"{one.verdict.label if one.verdict else ''}{soft}"
    told = [
        f"{applicant(one.result)}（{target_name(one.result)}）：{one.message}",
        *([f"缺：{one.missing}"] if one.missing else []),
        *([f"怎么办：{one.remedy}"] if one.remedy else []),
        f"出处：{one.notice} {one.clause}",
    ]
    place = one.places[0] if one.places else Place(one.result.project)
    title = f"{one.name} {label}：{one.title}"
    return Annotation(level, label, one.result.project, title, "\n".join(told), place)


def _in_turn(found: Sequence[Annotation]) -> list[Annotation]:
    """The first of each applicant, then the second of each, and so on: none takes all the room."""
    own: dict[str, list[Annotation]] = {}
    for one in found:
        own.setdefault(one.project, []).append(one)
    return [one for turn in zip_longest(*own.values()) for one in turn if one]


def _beyond(beyond: Sequence[Annotation]) -> str:
    counted = Counter(one.kind for one in beyond)
    told = "，".join(f"{kind} {count}" for kind, count in counted.items())
    message = f"还有 {len(beyond)} 处没有标在这里（{told}），全部在作业摘要（Summary）里"
    return f"::notice title={_property('没有全部标出')}::{_data(message)}"


def _fitting(texts: Iterable[str], room: int) -> list[str]:
    """The first of the texts, as many as fit into so many bytes with a blank line between them."""
    found = list[str]()
    for text in texts:
        room -= len(text.encode()) + 2
        if room < 0:
            break
        found.append(text)
    return found


def _data(text: str) -> str:
    """A text as a command holds it: on one line."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A text as a property of a command holds it."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
