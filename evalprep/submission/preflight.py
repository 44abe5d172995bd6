"""What is wrong with the evidence and the place of a submission, told before anything is written.

What makes the submission impossible is refused; all else is told, and what cannot be handed in is left out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from evalprep.errors import Place, Problem
from evalprep.model.enclosures import Enclosure, Submission
from evalprep.model.evidence import FileState
from evalprep.store.evidence import locate
from evalprep.submission.archive import MEGABYTE, SMALLER, alone, megabytes, part_limit, too_large
from evalprep.submission.layout import suffix_of
from evalprep.submission.names import fits_windows, folded, windows_length
from evalprep.submission.plan import same_file
from evalprep.submission.swap import STAGED

ON_WINDOWS = os.name == "nt"
LONGEST_PATH = 259
"""In characters: Windows' MAX_PATH without its end mark."""
LONGEST_BELOW = 200
"""In characters, of the folder's name and a file in it: what leaves room for C:\\Users\\… above them."""
LARGE = 50 * MEGABYTE
"""In bytes: more than most platforms take."""
MOST_NAMED = 3


@dataclass(frozen=True)
class Preflight:
    """What is found before a submission is written."""

    refusals: tuple[Problem, ...]
    """Why it cannot be written: all at once, for one error."""
    remarks: tuple[Problem, ...]
    """What is written all the same, and what is left out."""
    size: int
    """How many bytes the copies take."""


@dataclass(frozen=True)
class _Copy:
    """A copy to be made: the file as the project names it, where it lies, and how many bytes it has; None when gone."""

    enclosure: Enclosure
    source: str
    path: Path
    size: int | None
    place: Place


def preflight(
    submission: Submission,
    project: Path,
    target: Path,
    files: Mapping[str, FileState],
    *,
    max_mb: float | None = None,
    stem: str = "",
    places: Mapping[str, Place] | None = None,
) -> Preflight:
    """What is wrong with the files of a submission that goes from the `project`'s folder to `target`.

    `files` are the states of the named files; `max_mb` is the most that a part of the archive called `stem` may have;
    `places` tell where the project names each file. Nothing is written; sizes are looked up, and files read only where
    an archive has to be tried.
    """
    at = places or {}
    copies = [
        _copy(one, project, at.get(one.source, Place(one.source)))
        for one in submission.enclosures
        if one.source is not None
    ]
    limit = part_limit(max_mb) if max_mb is not None else None
    long_paths = list(_long_paths(submission, target))
    refusals = (
        *(_over(copies, limit, stem) if limit is not None else ()),
        *(long_paths if ON_WINDOWS else ()),
    )
    remarks = (
        *_left_out(submission, files, at),
        *(_gone(one) for one in copies if one.size is None),
        *_named_apart(copies),
        *_large(copies),
        *(() if ON_WINDOWS else long_paths),
    )
    return Preflight(refusals, tuple(dict.fromkeys(remarks)), sum(one.size or 0 for one in copies))


def _copy(enclosure: Enclosure, project: Path, place: Place) -> _Copy:
    assert enclosure.source is not None
    path = locate(project, enclosure.source)
    try:
        size: int | None = path.stat().st_size
    except OSError:
        size = None
    return _Copy(enclosure, enclosure.source, path, size, place)


def _over(copies: Sequence[_Copy], limit: int, stem: str) -> Iterator[Problem]:
    """The files that fit into no part."""
    for one in _each_source(copies):
        # Names take some hundred bytes, and deflating may add one in a thousand; what is near the limit has to be tried.
        if one.size is None or one.size * 1.001 + MEGABYTE / 100 <= limit:
            continue
        size = alone(one.enclosure.name, one.path, stem)
        if size > limit:
            yield too_large(one.place, size, limit, one.source)


def _long_paths(submission: Submission, target: Path) -> Iterator[Problem]:
    """The longest path, where it is longer than Windows takes."""
    names = [one.name for one in submission.enclosures]
    longest = max(names, key=windows_length, default="")
    if ON_WINDOWS:
        # While it is made, the folder has a name of its own, which may be longer.
        more = max(0, STAGED - len(target.name))
        length, most = windows_length(str(target.absolute() / longest)) + more, LONGEST_PATH
    else:
        length, most = windows_length(f"{target.name}/{longest}"), LONGEST_BELOW
    if length > most:
        told = f"路径太长：连文件夹一起有 {length} 个字，Windows 打不开（最长的是 {longest}）"
        remedy = "用 -o 换一个名称短、离磁盘根近一些的文件夹"
        yield Problem("path_too_long", told, remedy, Place(str(target)))


def _left_out(
    submission: Submission, files: Mapping[str, FileState], at: Mapping[str, Place]
) -> Iterator[Problem]:
    """Named files that cannot be handed in: each once, whatever it is named for."""
    wanted: dict[str, list[str]] = {}
    reasons: dict[str, str] = {}
    for lacking in (one for item in submission.items for one in item.lacking):
        if lacking.source is not None:
            wanted.setdefault(lacking.source, []).append(lacking.title)
            reasons.setdefault(lacking.source, lacking.reason)
    for source, titles in wanted.items():
        told = f"{_listed(titles)}：{source} {reasons[source]}"
        code = f"file_{files.get(source, FileState.ABSENT).value}"
        yield Problem(code, told, "这一份没有放进申报材料", at.get(source, Place(source)))


def _gone(copy: _Copy) -> Problem:
    told = f"{copy.source} 刚才还在，现在找不到了"
    return Problem("file_vanished", told, "放回原处，网盘里的先下载到本机，再运行一次", copy.place)


def _named_apart(copies: Sequence[_Copy]) -> Iterator[Problem]:
    """Copies that cannot keep the names that they have in the project, with those that they get."""
    sources = _each_source(copies)
    for one in sources:
        if not all(map(fits_windows, _parts(one.source))):
            told = f"{one.source} 这个名称 Windows 放不下，放进去时改叫 {one.enclosure.name}"
            yield Problem("name_not_for_windows", told, "项目里的文件可以不动；方便的话改个名", one.place)
        elif not suffix_of(one.source):
            told = f"{one.source} 没有后缀（.pdf、.jpg、.docx 等），别人双击打不开"
            yield Problem("no_suffix", told, "按它是什么文件补上后缀，项目文件里一起改", one.place)
    cased = _alike(sources, lambda one: folded(same_file(one.source)))
    for same in cased:
        told = f"{_listed([one.source for one in same])} 只有大小写不同，Windows 分不开；放进去时各叫 {_given(same)}"
        yield Problem("names_differ_in_case", told, "方便的话在项目里改个名", same[0].place)
    apart = [one for one in sources if not any(one in same for same in cased)]
    for same in _alike(apart, lambda one: folded(_parts(one.source)[-1])):
        told = f"{_listed([one.source for one in same])} 在几个文件夹里同名；放进去时各叫 {_given(same)}"
        yield Problem("same_name", told, "核对有没有登记错；没有错就不用管", same[0].place)


def _large(copies: Sequence[_Copy]) -> Iterator[Problem]:
    for one in _each_source(copies):
        if one.size is not None and one.size > LARGE:
            told = f"{one.source} 有 {megabytes(one.size)}，多数网上平台不收这么大的文件"
            yield Problem("large_file", told, SMALLER, one.place)


def _each_source(copies: Sequence[_Copy]) -> list[_Copy]:
    """Every file once, under the first of its names."""
    found: dict[str, _Copy] = {}
    for one in copies:
        found.setdefault(same_file(one.source), one)
    return list(found.values())


def _alike(copies: Sequence[_Copy], called: Callable[[_Copy], str]) -> list[list[_Copy]]:
    groups: dict[str, list[_Copy]] = {}
    for one in copies:
        groups.setdefault(called(one), []).append(one)
    return [group for group in groups.values() if len(group) > 1]


def _parts(source: str) -> tuple[str, ...]:
    return PurePosixPath(source.replace("\\", "/")).parts


def _given(copies: Sequence[_Copy]) -> str:
    return _listed([one.enclosure.name for one in copies])


def _listed(names: Sequence[str]) -> str:
    """The first few, and how many there are."""
    every = list(dict.fromkeys(names))
    more = f" 等 {len(every)} 个" if len(every) > MOST_NAMED else ""
    return "、".join(every[:MOST_NAMED]) + more
