"""The folder of papers on disk: exchanged whole or not at all; nobody's work is lost.

Only a folder that is missing, empty or ours (its manifest says so) is exchanged. The new one is made whole beside it
(`staging`), with everything in it that a person put there, and then takes its place (`swap`). A paper changed by hand
(its hash differs from the manifest's) is kept, beside the new one where that needs its name, and told. One that the
project names as its evidence keeps its own name, and the new one goes beside it, so that the evidence stays what it
was.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from evalprep.errors import InputError, OutputError, Place, Problem
from evalprep.submission import refusals, swap
from evalprep.submission.manifest import MANIFEST, FileEntry, Manifest, manifest_text, read_manifest
from evalprep.submission.names import folded
from evalprep.submission.paper import Paper
from evalprep.submission.placing import Arrangement, arrange, check_names, merged
from evalprep.submission.staging import Written, settle_folders, stage, write_manifest
from evalprep.submission.standing import Standing, identity, look
from evalprep.submission.swap import Swap, mend

__all__ = ["MANIFEST", "Paper", "Placed", "look_first", "mend", "place"]


@dataclass(frozen=True)
class Placed:
    """What was written, and what of a person's own was kept."""

    folder: Path
    kept: tuple[str, ...]
    """Hand-changed papers, by the name under which they are kept."""
    names: tuple[str, ...] = ()
    """The name that each paper got, in the order of the papers."""
    begun: tuple[str, ...] = ()
    """The first drafts that a person has begun to write: they stay as they are."""
    outdated: tuple[str, ...] = ()
    """Those of them that would look otherwise now: what the project says has changed since."""
    done_with: tuple[str, ...] = ()
    """First drafts that a person wrote in and that are made no more; they stay too."""
    foreign: tuple[str, ...] = ()
    """Files that a person put there, neither ours nor among those above."""


def place(
    folder: Path,
    papers: Iterable[Paper],
    about: Mapping[str, object],
    named: Iterable[Path] = (),
    *,
    check: Callable[[Path], None] | None = None,
    only: Collection[str] | None = None,
    project: Path | None = None,
) -> Placed:
    """Put the papers into a folder, whole or not at all; a link to a folder is followed.

    `about` goes into the manifest; `named` are the files that the project names as evidence, `project` its own
    folder, in which they may lie beside ours. `check` sees the new folder before it counts and may raise
    EvalprepError. With `only`, just the papers of these names are made anew (a name of it that no paper has is made
    no more); all others stay as they are in the folder. Raises OutputError and leaves the folder as it was.
    """
    papers, named = tuple(papers), tuple(named)
    check_names(papers, only)
    try:
        real = refusals.real_folder(folder)
        mend(folder)
        standing = _looked_at(folder, real, named, project)
        known = _known(real, only)
        evidence = frozenset(map(identity, named)) - {None}
        arranged = arrange(standing, papers, known.files, evidence, only)
        fresh = [paper for paper in papers if paper.name not in arranged.begun]
        refusals.refuse_full(folder, real, [paper.length for paper in fresh])

        def entries(written: Written) -> tuple[FileEntry, ...]:
            made = tuple(_entries(papers, arranged, known, written))
            return made if only is None else merged(known.files, made, frozenset(map(folded, only)))

        def fill(new: Path) -> None:
            written = stage(new, standing, papers, arranged)
            settle_folders(new, standing, arranged.folders)
            if check is not None:
                check(new)
            write_manifest(new, standing, manifest_text(about, entries(written)))
            if not look(real).is_as(standing):
                raise _changed_meanwhile(folder)

        _exchange(folder, real, fill)
    except OSError as error:
        raise refusals.unwritable(folder, error) from error
    return _placed(folder, papers, arranged, known)


def look_first(folder: Path, named: Iterable[Path] = (), *, project: Path | None = None) -> None:
    """Refuse what `place` would refuse of a folder, before anything is made: OutputError; nothing is written but that a
    folder which a killed run left aside is put back.
    """
    try:
        real = refusals.real_folder(folder)
        mend(folder)
        _looked_at(folder, real, tuple(named), project)
    except OSError as error:
        raise refusals.unwritable(folder, error) from error


def _looked_at(folder: Path, real: Path, named: Sequence[Path], project: Path | None) -> Standing:
    """What stands in the folder, once it is sure that it may be exchanged. Raises OutputError and OSError."""
    refusals.refuse_place(folder, real)
    refusals.refuse_evidence(folder, real, named, project)
    standing = look(real)
    refusals.refuse_foreign(folder, real, standing)
    refusals.refuse_open_files(folder, standing)
    return standing


def _known(real: Path, only: Collection[str] | None) -> Manifest:
    """What we wrote there before; where that cannot be read, every file counts as a person's own and is kept."""
    try:
        return read_manifest(real) or Manifest()
    except InputError:
        if only is not None:
            raise
        return Manifest()


def _exchange(told: Path, real: Path, fill: Callable[[Path], None]) -> None:
    """Make the new folder and let it take the place of the old; what stops it, an interruption too, takes all back."""
    missing = [path for path in real.parents if not path.exists()]
    change, is_begun = Swap.of(real), False
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        swap.clear(real)
        change.begin()
        is_begun = True
        fill(change.new)
        change.exchange()
    except BaseException as failure:
        is_ousted = is_begun and not change.work.exists()
        _take_back(told, change)
        for path in missing:
            with suppress(OSError):
                path.rmdir()
        if is_ousted and isinstance(failure, FileNotFoundError):
            raise _busy(told) from failure
        raise
    swap.discard(change.work)


def _take_back(told: Path, change: Swap) -> None:
    try:
        change.take_back()
    except OSError as stuck:
        raise swap.not_put_back(told, change) from stuck
    swap.discard(change.work)


def _busy(folder: Path) -> OutputError:
    told, remedy = "同时还有一个 evalprep 在写这个文件夹", "等它写完，再运行一次；这一次什么也没有写"
    return OutputError(Problem("busy", told, remedy, Place(str(folder))))


def _changed_meanwhile(folder: Path) -> OutputError:
    told, remedy = "写的时候，文件夹里有文件被改动了", "保存并关闭打开的文件，再运行一次；原来的文件没有动"
    return OutputError(Problem("changed_meanwhile", told, remedy, Place(str(folder))))


def _entries(
    papers: Iterable[Paper], arranged: Arrangement, known: Manifest, written: Written
) -> Iterable[FileEntry]:
    before = {folded(one.name): one for one in known.files}
    for paper, name in zip(papers, arranged.names, strict=True):
        if paper.name in written:
            yield paper.entry(name, *written[paper.name])
        else:
            # A draft that is theirs keeps the hash of what they began with, which tells whether it is outdated.
            begun = before.get(folded(name))
            yield paper.entry(name, begun.sha256 if begun else "", begun.bytes if begun else None)


def _placed(folder: Path, papers: Iterable[Paper], arranged: Arrangement, known: Manifest) -> Placed:
    before = {folded(one.name): one.sha256 for one in known.files}
    begun = tuple(one for one in papers if one.name in arranged.begun)
    return Placed(
        folder,
        arranged.kept,
        arranged.names,
        tuple(one.name for one in begun),
        tuple(one.name for one in begun if before.get(folded(one.name)) != one.sha256),
        arranged.done_with,
        arranged.foreign,
    )
