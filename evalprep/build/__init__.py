"""One project in, one submission out: what is handed in, first drafts and the desk's papers, each folder whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from evalprep.build.assembling import DESK_PAPERS, Assembly, ContradictingError, Extras
from evalprep.build.places import Places, places
from evalprep.build.printing import Progress
from evalprep.build.survey import Survey, survey
from evalprep.errors import NotReadyError, OutputError, Problem, UsageError
from evalprep.law import Law, Target
from evalprep.model.agreement import Contradiction
from evalprep.model.validation import nearest
from evalprep.model.verdicts import Overall
from evalprep.report.built import missing_line
from evalprep.report.layout import Style
from evalprep.report.made import Built
from evalprep.report.planned import planned_text
from evalprep.report.verified import contradiction_line
from evalprep.store.project import StoredProject

TOGETHER = frozenset(("封面", "目录", *(Path(name).stem for name in DESK_PAPERS)))
"""What is made of everything together, by title."""
_FILE_NAME = re.compile(r"(?:.*/)?(?:[0-9]+-)?([^/]+?)(?:（草稿）)?\.(?:docx|xlsx)")


def build(
    stored: StoredProject,
    target: Target,
    on: date,
    law: Law,
    into: Places | None = None,
    extras: Extras = Extras(),  # noqa: B008
    *,
    strict: bool = False,
    progress: Progress = lambda told: None,
) -> Built:
    """The submission of one notice and track, with first drafts and desk papers in folders of their own.

    With `strict` one that may not be handed in is refused: NotReadyError. Raises FormError and OutputError; what was
    there before is then whole.
    """
    into = into or places(stored.folder, target)
    found = survey(stored, target, on, law)
    if strict and not found.submission.ready:
        raise _not_ready(found)
    refusals = found.preflight(into.submission, extras.max_mb if extras.zip else None).refusals
    if refusals:
        raise OutputError(refusals)
    try:
        return Assembly(found, into, extras, progress).whole()
    except ContradictingError as error:
        if strict:
            raise _contradicting(error.contradictions) from None
        return Assembly(found.as_draft(), into, extras, progress).whole()


def build_one(
    stored: StoredProject,
    target: Target,
    on: date,
    law: Law,
    form: str,
    into: Places | None = None,
    *,
    progress: Progress = lambda told: None,
) -> Built:
    """One paper anew, named by its id or title; everything else stays as it is. Raises UsageError for none, and as `build`."""
    found = survey(stored, target, on, law)
    assembly = Assembly(found, into or places(stored.folder, target), Extras(), progress)
    return assembly.one(_wanted(form, found))


def _wanted(wanted: str, found: Survey) -> str:
    """The id of a paper that the build makes. Raises UsageError for a word that means none, or one that is there finished."""
    titles = found.can_be_made()
    word = _plain(wanted)
    meant = [form for form, title in titles.items() if word in (form, title)]
    # A part of a title will do, where only one has it.
    meant = meant or [form for form, title in titles.items() if word and word in title]
    if len(meant) == 1:
        return meant[0]
    if word in TOGETHER:
        told = f"「{wanted}」不能单独重做：它说的是全部材料"
        raise UsageError(Problem("made_of_all", told, "去掉 --only，全部重做一次；没有变的文件还是原样"))
    if word in found.finished():
        told = f"「{wanted}」已有定稿（或已用别的材料），不再填"
        raise UsageError(Problem("finished", told, "要重新填的，先把登记的定稿从项目文件里去掉"))
    near = nearest(word, [*titles, *titles.values()])
    listed = "、".join(f"《{titles[form]}》" for form in meant or titles)
    remedy = f"是不是「{near}」？" if near and not meant else f"写全名称，是其中一份：{listed}"
    remedy = remedy if titles else "这个申报去向没有要填的表"
    if meant:
        told = f"名称里有「{wanted}」的不止一份"
        raise UsageError(Problem("several_papers", told, remedy))
    raise UsageError(Problem("no_such_paper", f"这个申报去向没有「{wanted}」这份材料", remedy))


def _plain(wanted: str) -> str:
    """A paper's title, also where the name of its file was written: 01-基本情况表（草稿）.docx."""
    name = wanted.strip().removeprefix("《").removesuffix("》")
    return _FILE_NAME.sub(r"\1", name.rpartition("/")[2]) if _FILE_NAME.fullmatch(name) else name


def _not_ready(found: Survey) -> NotReadyError:
    undetermined = found.result.overall is Overall.UNDETERMINED
    remedy = "先用 evalprep check 看是哪些，照各条的「怎么办」做；要草稿的，去掉 --strict"
    lacks, semicolon, _ = missing_line(found.result, found.submission, ()).partition("；")
    counted = f"（{lacks.removeprefix('草稿：')}）" if semicolon else ""
    told = f"还不能交，什么也没有写：{found.result.conclusion}{counted}"
    return NotReadyError(Problem("not_ready", told, remedy), 4 if undetermined else 1)


def _contradicting(found: Sequence[Contradiction]) -> NotReadyError:
    remedy = "改好项目文件里说法不一的地方，再运行一次"
    told = (f"材料之间对不上，什么也没有写：{contradiction_line(one)}" for one in found)
    return NotReadyError(Problem("contradiction", one, remedy) for one in told)


def planned(stored: StoredProject, target: Target, on: date, law: Law, style: Style) -> str:
    """What a build would make, as text; nothing is written."""
    found = survey(stored, target, on, law)
    return planned_text(
        target.checklist.notice,
        found.result.conclusion,
        found.submission,
        found.sizes(),
        style,
        missing=missing_line(found.result, found.submission, ()),
        drafts=[one.name for one in found.drafts()],
        desk=[*DESK_PAPERS, *found.noted().values()],
        places=found.places(),
    )
