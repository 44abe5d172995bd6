"""`evalprep verify`: each folder on stdout, what to do next on stderr, one exit code for all."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path

from evalprep.cli.targets import HAND_IN, HERE, Call, quoted
from evalprep.errors import EvalprepError, InputError, Place, Problem
from evalprep.model.agreement import Verified

MOST_NAMED = 3
MOST_STEPS = 8


def verify_folders(folders: Sequence[Path] | None, call: Call, quiet: bool) -> list[int]:
    """Verify each submission in each folder, those of this folder's project where none is named. The exit codes.

    A folder of many applicants is that of each of them. A folder that cannot be verified does not keep the others.
    """
    from evalprep.cli.console import complain, next_step, say, show, style
    from evalprep.report.verified import verified_text
    from evalprep.submission.verify import submissions, verify

    codes: list[int] = []
    steps: list[str] = []
    urgent: list[str] = []
    ill: list[str] = []
    for folder in chain.from_iterable(map(_each, folders or [HERE])):
        project = _project(folder)
        try:
            law = call.law(project or folder)
            for one in submissions(_meant(folder)):
                found = verify(one, law)
                show(("\n" if codes else "") + verified_text(found, style(sys.stdout)))
                codes.append(exit_code(found))
                (urgent if (why := _wrong(found)) else steps).extend(_steps(found, one, call, project))
                ill += [f"× {one}：{why}"] if why else []
        except EvalprepError as error:
            complain(error.problems)
            codes.append(error.exit_code)
            ill.append(f"× {folder}：{error.problems[0].problem}")
            urgent.append(f"按上面的「怎么办」改好，再运行　{_again(folder, call)}")
    if not quiet:
        # One folder that is not well keeps all from being handed in.
        last = [HAND_IN] if HAND_IN in steps and set(codes) <= {0, 4} else []
        if ill and len(codes) > 1:
            say("", f"不能交的 {len(ill)} 个（共 {len(codes)} 个）：", *ill)
        every = list(dict.fromkeys(step for step in (*urgent, *steps) if step != HAND_IN))
        more = (
            [f"其余 {len(every) - MOST_STEPS} 项，照上面各个文件夹的结论做"]
            if len(every) > MOST_STEPS + 1
            else []
        )
        next_step(*(every[:MOST_STEPS] if more else every), *more, *last)
    return codes


def _wrong(found: Verified) -> str:
    """Why a folder must not be handed in as it is, in a few words; nothing for a draft, which says so itself."""
    if found.agreement.broken:
        return "有材料读不出来"
    if found.agreement.contradictions:
        return "材料之间对不上"
    if found.missing:
        return "少了文件"
    return "是用以前的申报材料做的" if found.outdated else ""


def exit_code(found: Verified) -> int:
    """3 where a paper cannot be read, 1 for a contradiction or a missing file, 4 for changed or added files, else 0."""
    if found.agreement.broken:
        return 3
    if found.agreement.contradictions or found.missing:
        return 1
    return 0 if found.is_as_made and not found.outdated else 4


def _each(folder: Path) -> Sequence[Path]:
    """The applicants in a folder that holds many, and what cannot be looked into; any other folder is itself."""
    from evalprep.batch.find import find_projects
    from evalprep.submission.manifest import MANIFEST

    if os.path.lexists(folder / MANIFEST):
        return [folder]
    return [one if isinstance(one, Path) else Path(one.project) for one in find_projects([folder]).found]


def _project(folder: Path) -> Path | None:
    """The applicant's folder around one; None too where that cannot be looked at, which verifying it tells."""
    from evalprep.submission.verify import project_folder

    with suppress(OSError, ValueError):
        return project_folder(folder)
    return None


def _meant(folder: Path) -> Path:
    """The folder of submissions that is meant by an applicant's folder, or by a file in it. Raises InputError."""
    from evalprep.build.places import SUBMISSION
    from evalprep.store.project import FILE_NAME
    from evalprep.submission.manifest import MANIFEST

    try:
        if folder.is_file():
            return _meant(folder.parent)
        below = folder / SUBMISSION
        if (folder / MANIFEST).is_file() or not ((folder / FILE_NAME).is_file() or below.is_dir()):
            return folder
        if below.is_dir():
            return below
    except (OSError, ValueError):
        return folder
    told, remedy = f"这个单位还没有生成过申报材料（没有「{SUBMISSION}」文件夹）", "先用 evalprep build 生成"
    raise InputError(Problem("no_submission", told, remedy, Place(str(folder))))


def _steps(found: Verified, folder: Path, call: Call, project: Path | None) -> list[str]:
    if not found.is_submission:
        return _steps_beside(found, folder, call, project)
    steps = []
    extras = _extras(folder)
    build = f"{call.command('build', _near(project), found.target or None, options=extras)}　再生成一次"
    if found.agreement.broken:
        names = "、".join(name for name, _ in found.agreement.broken[:MOST_NAMED])
        steps.append(f"用 Word 或 WPS 打开这几份，另存一份好的：{names}")
    touched = {paper for one in found.agreement.contradictions for paper in one.papers}
    if kept := [paper for paper in found.kept if paper in touched]:
        steps.append(f"打开保留的和新填写的对照：{_first(kept)}")
    if changed := [paper for paper in found.changed if paper in touched]:
        steps.append(f"先看生成以后改过的：{_first(changed)}；改错的改回来")
    if kept or changed:
        away = "；保留的那份看完移走" if kept else ""
        steps.append(f"改得对的，用 evalprep init 写进项目资料，再生成一次，不要逐份改{away}")
    elif touched:
        steps.append("用 evalprep init 或 evalprep import 改项目资料，不要逐份改材料")
    if touched or found.missing:
        steps.append(build)
    if steps:
        return [*steps, f"{_again(folder, call)}　再核对一次"]
    if not found.is_as_made:
        steps.append("改过的、多出来的，不是有意的就删去，再生成一次")
        if found.changed and extras:
            steps.append(f"PDF 和压缩包里还是改以前的：改动写进项目资料，加上 {' '.join(extras)} 再生成一次")
    if found.draft:
        return [*steps, f"{call.command('check', _near(project), found.target or None)}　看还缺什么"]
    return [*steps, HAND_IN]


def _steps_beside(found: Verified, folder: Path, call: Call, project: Path | None) -> list[str]:
    """What to do about PDFs, archives, first drafts and the desk's papers: to make them again, or nothing."""
    if found.missing or found.agreement.broken or found.outdated:
        # One build makes them all: a PDF that is made anew makes the archive old, and the other way round.
        extras = _extras(folder.with_name(folder.name.rpartition("-")[0] or folder.name))
        again = call.command("build", _near(project), found.target or None, options=extras)
        unwanted = f"；不要了的，删去 {folder.name}" if found.outdated else ""
        return [f"{again}　再生成一次{unwanted}"]
    return [] if found.draft else [HAND_IN]


def _extras(submission: Path) -> list[str]:
    """The options of a build that makes what lies beside a submission too."""
    from evalprep.build.places import PDF, ZIP
    from evalprep.submission.names import beside

    return [option for word, option in ((PDF, "--pdf"), (ZIP, "--zip")) if beside(submission, word).is_dir()]


def _first(papers: Sequence[str]) -> str:
    return "、".join(papers[:MOST_NAMED]) + (f" 等 {len(papers)} 份" if len(papers) > MOST_NAMED else "")


def _near(project: Path | None) -> Path:
    """A folder as it is typed here: by its way from here where that is shorter."""
    if project is None:
        return HERE
    here = Path.cwd()
    return project.relative_to(here) if project.is_relative_to(here) else project


def _again(folder: Path, call: Call) -> str:
    named = "" if folder == HERE else f" {quoted(str(folder))}"
    return f"evalprep verify{named}{call.library_words}"
