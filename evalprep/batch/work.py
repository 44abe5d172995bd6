"""One job in, what came of it out: the check or the build of one project, wherever it is worked on."""

from __future__ import annotations

import os
import threading
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from evalprep.batch.job import Done, Fault, Job, Judged, Made, Making
from evalprep.batch.own_files import own_file
from evalprep.batch.targets import EVERYWHERE, every_target, law_beside, targets, without_notice
from evalprep.errors import EvalprepError, NotReadyError, Problem, worst
from evalprep.model.results import CheckResult, NoticeRef
from evalprep.store.project import StoredProject, load_project

if TYPE_CHECKING:
    from evalprep.build.printing import Progress
    from evalprep.law import Law, Target

NO_SUCH_PAPER = "no_such_paper"
"""The code of what is said where a target has no paper of that name."""
_held = threading.local()
"""The law of the last call on this thread: reading it takes as long as some projects, and its caches belong to one."""


def perform(job: Job, progress: Progress = lambda told: None) -> Done:
    """Check or build one project. Raises nothing that is an error: what is wrong, ours too, is part of what came of it."""
    done = Done(job.path)
    try:
        for done in _steps(job, progress):  # noqa: B007
            pass
    except EvalprepError as error:
        done = replace(done, problems=error.problems, exit_code=error.exit_code)
    except Exception as fault:
        told = "".join(traceback.format_exception(fault))
        done = replace(done, fault=Fault(type(fault).__name__, told), exit_code=5)
    return _as_given(done, job.base) if job.base and not job.path.is_absolute() else done


def _steps(job: Job, progress: Progress) -> Iterator[Done]:
    """What is done so far, after each target."""
    stored = load_project(_here(job.path, job))
    done = Done(job.path, own_file=own_file(_here(job.written, job), stored) if job.written else None)
    yield done
    law = _law(job, stored.folder)
    if job.making:
        yield from _build(done, job, job.making, stored, law, progress)
    else:
        yield from _check(done, job, stored, law)


def _check(done: Done, job: Job, stored: StoredProject, law: Law) -> Iterator[Done]:
    from evalprep.check import check

    everywhere = (job.jurisdiction or "").strip() == EVERYWHERE
    every = every_target(law, job.on) if everywhere else _targets(job, stored, law)
    for target in every:
        judged = Judged(check(stored, target, job.on, law), target.name, target.track_title)
        done = replace(done, judged=(*done.judged, judged))
        yield done
    if everywhere:
        yield replace(done, dormant=tuple(without_notice(law, job.on).values()))
    elif job.paper and len(every) == 1:
        yield replace(done, paper=_paper(job.paper, done.judged[0].result, stored, every[0]))


def _paper(wanted: str, result: CheckResult, stored: StoredProject, target: Target) -> bytes:
    from evalprep.build.desk import open_points_workbook, self_check_report

    paper = self_check_report if wanted == "docx" else open_points_workbook
    return paper(result, stored, target)


def _build(
    done: Done, job: Job, making: Making, stored: StoredProject, law: Law, progress: Progress
) -> Iterator[Done]:
    every = _targets(job, stored, law)
    refused: list[EvalprepError] = []
    for target in every:
        try:
            made = _make(job, making, stored, target, law, progress, several=len(every) > 1)
        except NotReadyError as error:
            made = Made(target.name, target.label, _notice(target), withheld=error.problems)
            done = replace(done, made=(*done.made, replace(made, exit_code=error.exit_code)))
        except EvalprepError as error:
            if error.problems[0].code == NO_SUCH_PAPER:
                # A form that only one of several tracks has is made for that track.
                refused.append(error)
            else:
                # One target that cannot be made does not keep the others.
                done = _without(done, target, error, several=len(every) > 1)
        else:
            done = replace(done, made=(*done.made, made))
        yield done
    if refused and len(refused) == len(every):
        raise refused[0]


def _without(done: Done, target: Target, error: EvalprepError, *, several: bool) -> Done:
    """What is done, and why one target is not; where there are several, with its name."""
    lead = f"{target.label}：" if several else ""
    told = tuple(replace(one, problem=f"{lead}{one.problem}") for one in error.problems)
    code = worst([done.exit_code, error.exit_code])
    return replace(done, problems=(*done.problems, *told), exit_code=code)


def _make(
    job: Job,
    making: Making,
    stored: StoredProject,
    target: Target,
    law: Law,
    progress: Progress,
    *,
    several: bool,
) -> Made:
    from evalprep.build import build, build_one, planned
    from evalprep.build.assembling import Extras
    from evalprep.build.places import places

    if making.listed:
        text = planned(stored, target, job.on, law, making.style)
        return Made(target.name, target.label, _notice(target), planned=text)
    output = _here(making.output, job) if making.output else None
    into = places(stored.folder, target, output, several=several)
    if making.only is not None:
        built = build_one(stored, target, job.on, law, making.only, into, progress=progress)
    else:
        extras = Extras(making.pdf, making.zip, making.max_mb)
        built = build(stored, target, job.on, law, into, extras, strict=making.strict, progress=progress)
    return Made(target.name, target.label, _notice(target), built)


def _notice(target: Target) -> NoticeRef:
    one = target.checklist.notice
    return NoticeRef(one.number, one.title, one.area, one.issued, one.verified_on)


def _targets(job: Job, stored: StoredProject, law: Law) -> list[Target]:
    return targets(stored, law, job.jurisdiction, job.on, job.notice)


def _law(job: Job, folder: Path) -> Law:
    """The law beside a project's folder; that without a library of the project's own is kept for the next job."""
    library = _here(job.library, job) if job.library else None
    law, roots = law_beside(folder, library), law_beside(None, library).library.roots
    if list(law.library.roots) != list(roots):
        return law
    key = (job.call, tuple(roots))
    if getattr(_held, "key", None) != key:
        _held.key, _held.law = key, law
    held: Law = _held.law
    return held


def _here(path: Path, job: Job) -> Path:
    """A path of the job as it is found where the job is worked on."""
    return job.base / path if job.base else path


def _as_given(done: Done, base: Path) -> Done:
    """What came of a job of a cluster, with paths as the person gave them."""

    def short(text: str) -> str:
        return text.removeprefix(f"{base}{os.sep}").removeprefix(f"{base.as_posix()}/")

    def place(problem: Problem) -> Problem:
        there = problem.place
        return replace(problem, place=replace(there, file=short(there.file))) if there else problem

    def made(one: Made) -> Made:
        there = one.built
        if there is None:
            return one
        pdf, zips = (
            [replace(file, path=short(file.path)) for file in files] for files in (there.pdf, there.zips)
        )
        built = replace(
            there,
            folder=short(there.folder),
            drafts=short(there.drafts),
            desk=short(there.desk),
            pdf=tuple(pdf),
            zips=tuple(zips),
        )
        return replace(one, built=built)

    judged = (
        replace(one, result=replace(one.result, project=short(one.result.project))) for one in done.judged
    )
    return replace(
        done,
        judged=tuple(judged),
        made=tuple(map(made, done.made)),
        problems=tuple(map(place, done.problems)),
    )
