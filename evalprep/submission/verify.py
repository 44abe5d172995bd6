"""A submission's folder later: held against its manifest, and its papers against each other. Nothing is written.

Papers that somebody has changed are read as they stand now, by the form that the manifest names; what a build kept
beside them, by the form of the paper that it is named after.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from evalprep.errors import InputError, Place, Problem
from evalprep.model.agreement import RENEWED, Agreement, Verified, paper_of
from evalprep.model.enclosures import EnclosureKind
from evalprep.store.project import FILE_NAME
from evalprep.submission.agree.agreement import UNREADABLE, Library, agreement
from evalprep.submission.manifest import MANIFEST, FileEntry, Manifest, digest, read_manifest
from evalprep.submission.names import folded
from evalprep.submission.standing import Standing, is_litter, look
from evalprep.submission.swap import mend

NOT_HANDED_IN = ("", "draft", "pdf", "zip")
"""The kinds of files of folders that are not the submission itself; None is what an older manifest says."""
_LOCKS = ("~$", ".~lock.")
"""What Word, WPS and LibreOffice leave beside a file while it is open."""


class PaperFile(Protocol):
    """A paper of a submission, as plan and manifest know it."""

    @property
    def name(self) -> str: ...

    @property
    def form(self) -> str | None: ...

    @property
    def kind(self) -> str | None: ...


@dataclass(frozen=True)
class File:
    """A file that stands in the folder, as it is to be read."""

    name: str
    form: str | None
    kind: str | None
    is_by_hand: bool = False
    """Whether a person has changed it since it was made."""


def submissions(folder: Path) -> tuple[Path, ...]:
    """The folders with a manifest: the folder itself, or those just below it (申报材料 of several targets).

    Raises InputError where there is none, OutputError where what a killed build moved cannot be put back.
    """
    # A build that was killed while it exchanged the folder left the old one beside it.
    mend(folder)
    try:
        if (folder / MANIFEST).is_file():
            return (folder,)
        below = sorted(one for one in folder.iterdir() if one.is_dir() and (one / MANIFEST).is_file())
    except (OSError, ValueError):
        told, remedy = "打不开这个文件夹：没有它，或没有权限", "核对路径，写申报材料里的那个文件夹"
        raise InputError(Problem("no_folder", told, remedy, Place(str(folder)))) from None
    if not below:
        told = "这里没有 manifest.json，不是 evalprep 生成的申报材料"
        remedy = "写申报材料里的那个文件夹；manifest.json 丢了的，用 evalprep build 再生成一次"
        raise InputError(Problem("no_manifest", told, remedy, Place(str(folder))))
    return tuple(below)


def verify(folder: Path, library: Library) -> Verified:
    """A folder against its manifest, and paper against paper.

    Raises InputError for a folder without a manifest that can be read; a paper that cannot be read is told in the result.
    """
    try:
        manifest, standing = read_manifest(folder), look(folder)
    except OSError:
        told, remedy = "文件夹读不出来", "确认磁盘或网络盘已连上、有读取权限，再运行一次"
        raise InputError(Problem("unreadable", told, remedy, Place(str(folder)))) from None
    if manifest is None:
        told = "manifest.json 读不出来，或不是 evalprep 写的"
        remedy = "用 evalprep build 重新生成，或从备份里找回这个文件"
        raise InputError(Problem("no_manifest", told, remedy, Place(str(folder / MANIFEST))))
    return _verify(folder, manifest, standing, library)


def papers_in(folder: Path, papers: Iterable[PaperFile]) -> tuple[File, ...]:
    """The files that stand in a folder, each with the form by which it is read: those of `papers` under their names,
    and what was kept beside one, changed by hand, by the form of that one. Raises OSError for a folder that cannot be
    listed.
    """
    named = {folded(one.name): one for one in papers}
    return tuple(_files(named, _there(look(folder))))


def is_kept(name: str, papers: Iterable[PaperFile]) -> bool:
    """Whether a file is what a build kept beside one of the papers, because a person had changed it."""
    return _original(name, {folded(one.name): one for one in papers}) is not None


def _there(standing: Standing) -> dict[str, str]:
    """The files that count, by folded name."""
    return {folded(name): name for name in standing.files if not _is_passing(name)}


def _verify(folder: Path, manifest: Manifest, standing: Standing, library: Library) -> Verified:
    entries = {folded(one.name): one for one in manifest.files}
    there = _there(standing)
    changed, broken = _changed(standing, entries, there)
    added = [name for key, name in there.items() if key not in entries]
    kept = [name for name in added if _original(name, entries)]
    found = agreement(folder, _files(entries, there, changed), library)
    return Verified(
        str(folder),
        tuple(one.name for key, one in entries.items() if key not in there),
        tuple(changed),
        tuple(added),
        tuple(kept),
        _with(found, broken),
        manifest.about.get("ready") is False,
        ":".join(filter(None, (manifest.about.get(key) for key in ("jurisdiction", "track")))),
        not all(one.kind in NOT_HANDED_IN for one in manifest.files),
        _is_outdated(folder, manifest),
    )


def _is_outdated(folder: Path, manifest: Manifest) -> bool:
    """Whether PDFs or archives are of another submission than the one that lies beside them now."""
    whole = folder.absolute()
    beside = whole.with_name(whole.name.rpartition("-")[0] or whole.name)
    try:
        made_of, there = manifest.about.get("of"), digest(beside / MANIFEST)
    except OSError:
        return False
    return bool(made_of and there) and made_of != there


def _is_passing(name: str) -> bool:
    """Whether a file is no part of what is handed in: the manifest, what systems and open programs leave."""
    last = name.rpartition("/")[2]
    return name.casefold() == MANIFEST or is_litter(name) or last.startswith((*_LOCKS, "."))


def _changed(
    standing: Standing, entries: Mapping[str, FileEntry], there: Mapping[str, str]
) -> tuple[list[str], list[tuple[str, str]]]:
    """The files whose content is no longer what was written, and those that cannot be read."""
    changed, broken = [], []
    for key, one in entries.items():
        if key not in there or not one.sha256:
            continue
        try:
            if standing.digest(there[key]) != one.sha256:
                changed.append(there[key])
        except OSError:
            broken.append((there[key], UNREADABLE))
    return changed, broken


def _original(name: str, entries: Mapping[str, PaperFile]) -> PaperFile | None:
    """The paper beside which a file was kept: one of its name, or of its name as a draft or as none."""
    if folded(name) in entries:
        return None
    bare = folded(paper_of(name))
    return entries.get(bare) or next((e for key, e in entries.items() if folded(paper_of(key)) == bare), None)


def _files(
    entries: Mapping[str, PaperFile], there: Mapping[str, str], changed: Collection[str] = ()
) -> Iterator[File]:
    """Every file of the folder with the form by which it is read, in the manifest's order, others behind."""
    renewed = {folded(paper_of(name)) for name in there.values() if RENEWED in name}
    for key, one in entries.items():
        if key in there:
            # A paper that the project names as evidence keeps its name, and the new one stands beside it.
            is_theirs = key in renewed or there[key] in changed
            yield File(there[key], one.form, one.kind or _kind(one), is_theirs)
    for key, name in there.items():
        if key not in entries:
            after = _original(name, entries)
            kind = (after.kind or _kind(after)) if after else EnclosureKind.COPY.value
            yield File(name, after.form if after else None, kind, after is not None and RENEWED not in name)


def _kind(one: PaperFile) -> str:
    """What an older manifest does not say."""
    return EnclosureKind.FORM.value if one.form else EnclosureKind.COPY.value


def _with(found: Agreement, broken: list[tuple[str, str]]) -> Agreement:
    told = dict([*broken, *found.broken])
    return replace(found, broken=tuple(told.items()))


def project_folder(folder: Path) -> Path | None:
    """The folder of the applicant around a submission's folder: where its project file and its own library lie."""
    whole = Path(os.path.abspath(folder))  # noqa: PTH100 - a link is not followed: the project is where the person is
    return next((one for one in (whole, *whole.parents) if (one / FILE_NAME).is_file()), None)
