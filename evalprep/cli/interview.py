"""`evalprep init`: the project file made or found, the targets settled, the interview wired to law, judge and terminal."""

from __future__ import annotations

import errno
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from evalprep.cli.targets import EVERYWHERE
from evalprep.errors import OutputError, Place, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evalprep.cli.targets import Call
    from evalprep.intake.interview.asking import Asker, Voice
    from evalprep.law import Law, Target
    from evalprep.model.results import CheckResult
    from evalprep.store.project import StoredProject

NARROWEST = 40


def interview(path: Path, call: Call, no_input: bool, answers: Sequence[Path] = ()) -> None:
    """Make or open the project at a path, take the answers of files and, unless `no_input`, ask for what is missing.

    Raises UsageError without a terminal where there are no answers either, ProjectError for a file that cannot be
    read, InputError for answers that cannot.
    """
    from evalprep.cli.answers import read_answers, with_answers
    from evalprep.cli.console import at_terminal, next_step, say

    if not no_input and not answers:
        _require_terminal()
    given = read_answers(answers)
    file = _project_file(path)
    law = call.law(file.parent)
    wanted = _everywhere(law, call) if call.everywhere else call.wanted(law)
    stored = _opened(file)
    stored = with_answers(stored, given) if given else stored
    if call.jurisdiction and not call.everywhere and not stored.project.targets:
        stored = _with_target(stored, call.jurisdiction)
    if no_input or not at_terminal():
        again = f"或直接修改 {file.name}，再运行 {call.command('check', path, call.jurisdiction)}"
        next_step(f"{call.command('init', path, call.jurisdiction)}　逐项填写", again)
        return
    try:
        _ask(stored, wanted, law, call, path)
    except KeyboardInterrupt:
        say("", "已经存盘的回答都在文件里，再运行一次接着填。")
        raise


def _require_terminal() -> None:
    """Answers are typed by a person: piped text is never taken for them."""
    from evalprep.cli.console import at_terminal

    if not at_terminal():
        told = "逐项提问要在终端窗口里进行，现在的输入或输出不是终端"
        remedy = "直接在终端窗口里运行 evalprep init；已有写好的回答，用 --answers 文件；只想建好项目文件，加上 --no-input"
        raise UsageError(Problem("no_terminal", told, remedy))


def _project_file(path: Path) -> Path:
    from evalprep.store.project import FILE_NAME

    named = path.suffix.lower() in (".yaml", ".yml")
    # os.path answers no where a pathlib question would raise (no permission, a name too long).
    return path if named and not os.path.isdir(path) else path / FILE_NAME  # noqa: PTH112


def _opened(file: Path) -> StoredProject:
    """The project of a file; where there is none, a new one with its schema beside it."""
    from evalprep.batch.find import just_below
    from evalprep.cli.console import say
    from evalprep.report.schemas import schema_text
    from evalprep.store.project import create_project, load_project
    from evalprep.store.text import write_bytes_atomic

    if os.path.lexists(file):
        say(f"接着填写 {file}")
        return load_project(file)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as failure:
        told, remedy = f"建不了文件夹：{_why(failure)}", "换一个能写的地方，或换一个名字"
        raise OutputError(Problem("no_folder", told, remedy, Place(str(file.parent)))) from None
    if many := just_below(file.parent):
        told = f"这个文件夹下面已有 {len(many)} 个申报单位（{many[0].name} 等）"
        say(f"{told}：这里新建的是另一个单位；要填它们的，写它的文件夹，不要这一份的，删去 {file.name}")
    stored = create_project(file)
    write_bytes_atomic(file.with_name("evalprep.schema.json"), schema_text("project").encode())
    say(f"新建了项目文件 {file}（旁边的 evalprep.schema.json 供编辑器提示用，不用管它）")
    return stored


def _why(failure: Exception) -> str:
    """Why a folder cannot be made, in words that are not the system's."""
    if isinstance(failure, FileExistsError | NotADirectoryError):
        return "路径里有同名的文件"
    if isinstance(failure, PermissionError) or getattr(failure, "errno", None) == errno.EROFS:
        return "没有写入权限"
    if getattr(failure, "errno", None) == errno.ENOSPC:
        return "磁盘满了"
    return "路径太长，或有不能用的字符"


def _with_target(stored: StoredProject, name: str) -> StoredProject:
    from evalprep.store.project import save_edits
    from evalprep.store.rewrite import Edit

    jurisdiction, _, track = name.partition(":")
    target = {"jurisdiction": jurisdiction} | ({"track": track} if track else {})
    return save_edits(stored, [Edit(("targets",), [target])])


def _ask(stored: StoredProject, wanted: list[Target] | None, law: Law, call: Call, path: Path) -> None:
    from evalprep.check import check, drafted, reads_of
    from evalprep.cli.console import next_step, say
    from evalprep.intake.interview.common import CommonReads
    from evalprep.intake.interview.desk import Desk
    from evalprep.intake.interview.prompts import TerminalAsker
    from evalprep.intake.interview.session import Interview

    asker = TerminalAsker(teller())
    everywhere = call.everywhere
    targets = wanted or law.own_targets(stored, call.on, call.notice)
    if not targets:
        name = _chosen_target(asker, call.on, law)
        if name is None:
            next_step(f"{call.command('init', path)}　接着填写")
            return
        everywhere = name == EVERYWHERE
        if everywhere:
            targets = _everywhere(law, call)
        else:
            stored, targets = _with_target(stored, name), law.targets(name, call.on, call.notice)
    reads = reads_of(stored, targets, law)
    if everywhere:
        reads = CommonReads(reads.audiences)
        say("", "只问各地现行通知都要的；按哪份通知自查、还要填什么，等选定申报去向再问。", "")
    else:
        _announce(targets)
    desk = Desk(asker, stored, reads, law.catalogs)
    results = Interview(
        desk,
        lambda project: [check(project, target, call.on, law) for target in targets],
        None if everywhere else lambda project: [drafted(project, one, call.on, law) for one in targets],
    ).run()
    if everywhere:
        next_step(*_undecided(call, path))
    else:
        _conclude(results, targets, call, path)


def _everywhere(law: Law, call: Call) -> list[Target]:
    """Every track of every jurisdiction in force; raises UsageError where there is none, or one notice is named."""
    from evalprep.batch.targets import every_target

    if call.notice is not None:
        told = "没有选定申报去向时，问的是各地当天有效的通知都要的，不能指定文号"
        raise UsageError(Problem("all_notices", told, "去掉 --notice，或用 -j 写一个地区"))
    found = every_target(law, call.on)
    if not found:
        raise _no_notice(call.on)
    return found


def _no_notice(on: date) -> UsageError:
    remedy = "用 --on 写另一天，或用 -j 和 --notice 写明按哪一份通知"
    return UsageError(Problem("no_notice", f"{on} 还没有生效的通知", remedy))


def _undecided(call: Call, path: Path) -> tuple[str, str]:
    """What to do before the person knows where to apply: compare, then choose."""
    return (
        f"{call.command('check', path, EVERYWHERE)}　把各地放在一起比较，看哪里最接近",
        f"{call.command('init', path)}　选定申报去向，接着填写",
    )


def _chosen_target(asker: Asker, on: date, law: Law) -> str | None:
    """Where the person applies, as `-j` names it, or `all` while that is not decided; None to leave."""
    from evalprep.intake.interview.asking import Move, Option

    offered = [target for name in law.library.jurisdictions() for target in _in_force(law, name, on)]
    if not offered:
        raise _no_notice(on)
    options = [Option(target.name, _described(target)) for target in offered]
    options.append(Option(EVERYWHERE, "还没有定，先填各地都要的"))
    reply = asker.select("向哪里申报", options, moves=(Move.QUIT,))
    return None if isinstance(reply, Move) else reply


def _in_force(law: Law, jurisdiction: str, on: date) -> list[Target]:
    try:
        return law.targets(jurisdiction, on)
    except UsageError:
        return []


def _described(target: Target) -> str:
    return f"{target.label}　{target.checklist.notice.number}"


def _announce(targets: Sequence[Target]) -> None:
    from evalprep.cli.console import say

    for target in targets:
        notice = target.checklist.notice
        track = f"（{target.track_title}）" if target.track_title else ""
        told = f"{notice.issued} 发布，最近一次核对 {notice.verified_on}，请先确认是否有新通知"
        say("", f"按 {notice.number}《{notice.title}》{track}提问。{told}。", "")


def teller() -> Callable[[str, Voice], None]:
    """How a paragraph is shown: wrapped to the window, what matters bold or in colour, what explains it dim."""
    from evalprep.cli.console import style
    from evalprep.intake.interview.asking import Voice
    from evalprep.report.layout import wrap

    colours = {Voice.TITLE: 1, Voice.WHY: 2, Voice.HINT: 36, Voice.SAVED: 32, Voice.WRONG: 31}
    leads = {Voice.TITLE: "", Voice.WRONG: "× ", Voice.SAVED: ""}

    def tell(text: str, voice: Voice) -> None:
        look = style(sys.stderr)
        lead = leads.get(voice, "  ")
        lines = wrap(text, max(look.cells, NARROWEST), lead, "  ")
        blank = "\n" if voice is Voice.TITLE else ""
        sys.stderr.write(blank + "".join(look.paint(line, colours[voice]) + "\n" for line in lines))
        sys.stderr.flush()

    return tell


def _conclude(results: Sequence[CheckResult], targets: Sequence[Target], call: Call, path: Path) -> None:
    """The verdicts, and what to do now."""
    from evalprep.cli.console import next_step, say

    steps = []
    for result, target in zip(results, targets, strict=True):
        say("", f"{target.label}：{result.conclusion}（判断日 {result.on}）")
        name = "build" if result.overall == "ready" else "check"
        told = "生成申报材料" if name == "build" else "看哪些符合、哪些不符合、还缺什么"
        steps.append(f"{call.command(name, path, target.name)}　{told}")
    if any(result.overall == "undetermined" for result in results):
        steps.append(f"{call.command('init', path, call.jurisdiction)}　接着填写没有填的")
        told = "行数多的、别的部门管的，写一本 Excel 资料表来填，填好导入"
        steps.append(f"{call.command('workbook', path, call.jurisdiction)}　{told}")
    next_step(*steps)
