"""Where everything goes when a folder is exchanged: each paper, and each thing of a person's. Decides, writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import PurePosixPath

from evalprep.errors import OutputError, Place, Problem
from evalprep.submission.manifest import MANIFEST, FileEntry, checked_name
from evalprep.submission.names import folded
from evalprep.submission.paper import Paper
from evalprep.submission.standing import Standing, is_litter

CHANGED, RENEWED = "（手工修改{}）", "（新填写{}）"


@dataclass(frozen=True)
class Arrangement:
    """What the new folder will hold."""

    names: tuple[str, ...]
    """The name that each paper gets."""
    begun: frozenset[str]
    """The first drafts that a person has begun to write: not written anew."""
    carried: Mapping[str, str]
    """What stays of the old folder: the name there, and the name that it gets."""
    folders: tuple[str, ...]
    """Every folder, those above first."""
    renewed: Mapping[str, str]
    """The names of papers that stand in the place of one of ours, which is that in the old folder."""
    kept: tuple[str, ...] = ()
    done_with: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


@dataclass
class _Placing:
    """The arranging under way."""

    standing: Standing
    papers: Sequence[Paper]
    known: Mapping[str, FileEntry]
    """What we wrote into the folder before and may exchange now, by folded name."""
    going_on: Collection[str]
    """The folded names of what we wrote before and leave as it is."""
    evidence: Collection[object]
    """The identities of the files that the project names."""
    carried: dict[str, str] = field(default_factory=dict)
    renewed: dict[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    done_with: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    wanted: frozenset[str] = frozenset()
    """The folded names of the papers, before some get another."""
    given: set[str] = field(default_factory=set)
    """The folded names that files of a person got because a paper needs theirs."""

    def is_unchanged(self, name: str) -> bool:
        """Whether a file is what we wrote there, and may go."""
        entry = self.known.get(folded(name))
        return entry is not None and self.standing.digest(name) == entry.sha256

    def stands_for(self, paper: Paper, name: str) -> bool:
        """Whether the file of this name is what we wrote, or the same as the new paper: nothing is lost with it."""
        return self.is_unchanged(name) or (
            self._same_length(paper, name) and self.standing.digest(name) == paper.sha256
        )

    def _same_length(self, paper: Paper, name: str) -> bool:
        # A scan of a hundred megabytes is not read for nothing.
        return (self.standing.folder / name).stat(follow_symlinks=False).st_size == paper.length

    def is_begun(self, paper: Paper) -> bool:
        """Whether the file in a draft's place is a person's."""
        there = self.standing.by_name.get(folded(paper.name))
        return (
            there is not None
            and self.standing.digest(there) is not None
            and not self.stands_for(paper, there)
        )

    def is_evidence(self, name: str) -> bool:
        """Whether the project names the file."""
        return bool(self.evidence) and self.standing.identity(name) in self.evidence

    def free_beside(self, name: str, taken: Collection[str]) -> str:
        """A name beside one that a paper needs, which nothing has."""
        used = (self.standing.by_name, taken, self.given)
        free = next(one for one in beside(name, CHANGED) if not any(folded(one) in names for names in used))
        self.given.add(folded(free))
        return free


def check_names(papers: Sequence[Paper], only: Collection[str] | None) -> None:
    """Raises ValueError, a fault of ours, for names that lead out of the folder, meet, or are not asked for."""
    names = [folded(checked_name(paper.name)) for paper in papers]
    within = {folder for name in names for folder in _above(name)}
    if len(set(names)) < len(names) or within & set(names):
        raise ValueError(f"papers of the same name: {sorted(names)}")
    if only is not None and not {paper.name for paper in papers} <= set(only):
        raise ValueError("papers that are not to be made anew")


def arrange(
    standing: Standing,
    papers: Sequence[Paper],
    entries: Iterable[FileEntry],
    evidence: Collection[object],
    only: Collection[str] | None,
) -> Arrangement:
    """Where each paper goes, and what of the old folder goes where. Raises OutputError and OSError.

    `entries` are what the old folder's manifest names; `only` as in `folder.place`.
    """
    anew = None if only is None else set(map(folded, only))
    by_name = {folded(one.name): one for one in entries}
    known = {name: one for name, one in by_name.items() if anew is None or name in anew}
    placing = _Placing(standing, papers, known, by_name.keys() - known.keys(), evidence)
    placing.wanted = frozenset(folded(paper.name) for paper in papers)
    begun = frozenset(one.name for one in papers if one.draft and placing.is_begun(one))
    names = tuple(_names(placing, begun))
    # A paper that got the place of one that would have gone on takes it over: what stands there is ours.
    taken = {folded(name): one for name, one in zip(names, papers, strict=True) if one.name not in begun}
    placing.known = known | {name: by_name[name] for name in taken if name in by_name}
    placing.going_on = by_name.keys() - placing.known.keys()
    moved = _moved(placing, taken)
    manifest = MANIFEST if MANIFEST in standing.files else standing.by_name.get(MANIFEST)
    for name in standing.files:
        if name != manifest:
            _settle(placing, name, taken, moved)
    folders = _folders(placing, moved, names)
    _refuse_moved_evidence(placing)
    placing.kept += [moved[one] for one in moved if moved[one] in folders]
    return Arrangement(
        names,
        begun,
        placing.carried,
        folders,
        placing.renewed,
        tuple(dict.fromkeys(placing.kept)),
        tuple(placing.done_with),
        tuple(sorted(placing.foreign)),
    )


def _names(placing: _Placing, begun: Collection[str]) -> Iterator[str]:
    """Each paper's own name, or one beside a hand-changed file that is the project's evidence."""
    wanted = set(placing.wanted)

    def is_free(paper: Paper, name: str) -> bool:
        there = placing.standing.by_name.get(folded(name))
        if there is not None and placing.is_evidence(there) and not placing.stands_for(paper, there):
            return False
        return name == paper.name or folded(name) not in wanted

    for paper in placing.papers:
        options = chain([paper.name], beside(paper.name, RENEWED))
        name = paper.name if paper.name in begun else next(name for name in options if is_free(paper, name))
        if name != paper.name:
            placing.kept.append(placing.standing.by_name[folded(paper.name)])
        wanted.add(folded(name))
        yield name


def _moved(placing: _Placing, taken: Mapping[str, Paper]) -> dict[str, str]:
    """What stands where a paper or the folder of one must stand and is not of that kind: its name, and its new one."""
    above = {folder for name in taken for folder in _above(name)}
    standing, moved = placing.standing, dict[str, str]()
    blocking = (
        *(name for name in standing.folders if folded(name) in taken),
        *(name for name in standing.files if folded(name) in above),
    )
    for name in blocking:
        is_gone = name in standing.files and placing.is_unchanged(name) and not placing.is_evidence(name)
        if not is_gone:
            moved[name] = placing.free_beside(name, taken)
    return moved


def _settle(placing: _Placing, name: str, taken: Mapping[str, Paper], moved: Mapping[str, str]) -> None:
    """Decide about one file of the old folder."""
    key, standing = folded(name), placing.standing
    paper = taken.get(key)
    if paper is not None and standing.digest(name) is not None and placing.stands_for(paper, name):
        placing.renewed[key] = name
    elif paper is not None or name in moved:
        placing.carried[name] = moved[name] if name in moved else placing.free_beside(name, taken)
        placing.kept.append(placing.carried[name])
    elif placing.is_unchanged(name) and not placing.is_evidence(name):
        return
    else:
        placing.carried[name] = _under(name, moved)
        _tell(placing, name, key)


def _tell(placing: _Placing, name: str, key: str) -> None:
    """Note whose a file is that stays."""
    entry = placing.known.get(key)
    if key in placing.wanted or key in placing.going_on or name in placing.kept or is_litter(name):
        return
    if entry is None or placing.is_unchanged(name) or not (placing.standing.folder / name).is_file():
        placing.foreign.append(placing.carried[name])
    elif entry.kind == "draft" or (entry.kind is None and all(one.draft for one in placing.papers)):
        # The first version did not say what a draft was; drafts had a folder of their own.
        placing.done_with.append(name)
    else:
        placing.kept.append(name)


def _folders(placing: _Placing, moved: Mapping[str, str], names: Sequence[str]) -> tuple[str, ...]:
    """Every folder of the new one; one of ours in which only what systems put there is left goes with it."""
    ours = {folder for name in (*placing.known, *placing.going_on) for folder in _above(name)}
    theirs = [_under(one, moved) for one in placing.standing.folders if folded(one) not in ours]
    held = (*names, *(new for new in placing.carried.values() if not is_litter(new)), *theirs)
    folders = {*theirs, *(folder for name in held for folder in _above(name))}
    for old, new in tuple(placing.carried.items()):
        if is_litter(new) and not folders.issuperset(_above(new)):
            del placing.carried[old]
    return tuple(sorted(folders))


def _refuse_moved_evidence(placing: _Placing) -> None:
    for name, new in placing.carried.items():
        if name != new and placing.is_evidence(name):
            told = f"项目的证明材料「{name}」正占着新文件要用的位置"
            remedy = "把它移到别的文件夹，在项目文件里改过来，再运行一次"
            raise OutputError(Problem("evidence_in_place", told, remedy, Place(str(placing.standing.folder))))


def beside(name: str, mark: str) -> Iterator[str]:
    """Names beside a file's: 表（手工修改）.docx, 表（手工修改2）.docx and on."""
    path = PurePosixPath(name)
    for number in ("", *range(2, 10_000)):
        yield path.with_name(f"{path.stem}{mark.format(number)}{path.suffix}").as_posix()


def merged(
    old: Iterable[FileEntry], new: Iterable[FileEntry], gone: Collection[str]
) -> tuple[FileEntry, ...]:
    """The entries of a manifest that goes on: new ones in the place of those of the same name, others by name.

    `gone` are the folded names of what is no more.
    """
    fresh = {folded(one.name): one for one in new}
    files = [
        fresh.pop(folded(one.name), one)
        for one in old
        if folded(one.name) not in gone or folded(one.name) in fresh
    ]
    for one in fresh.values():
        at = next((at for at, other in enumerate(files) if other.name > one.name), len(files))
        files.insert(at, one)
    return tuple(files)


def _under(name: str, moved: Mapping[str, str]) -> str:
    """A name within a folder that gets another name."""
    for folder, new in moved.items():
        if name == folder or name.startswith(f"{folder}/"):
            return new + name[len(folder) :]
    return name


def _above(name: str) -> tuple[str, ...]:
    """The folders that a name lies in, the outermost first."""
    parts = name.split("/")
    return tuple("/".join(parts[:count]) for count in range(1, len(parts)))
