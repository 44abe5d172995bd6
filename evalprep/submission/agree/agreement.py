"""The papers of a folder in, what they say differently out: each is read back from its file and held against the others.

Read are official forms, lists in Excel, the cover, and those tables of free documents that the library names. What is
only a picture is passed over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from evalprep.documents.forms.formmap import FormMap
from evalprep.documents.papermap import PaperMap
from evalprep.documents.sheets.listmap import ListMap, Table
from evalprep.errors import EvalprepError
from evalprep.model.agreement import Agreement, Contradiction, paper_of
from evalprep.model.basic import without_spaces
from evalprep.model.catalogs import Catalogs
from evalprep.model.enclosures import EnclosureKind
from evalprep.model.identifiers import Uscc
from evalprep.model.kinds import BadValue
from evalprep.submission.agree import copies, lists, occupations, people, same, totals
from evalprep.submission.agree.statements import PaperRead, Said, of_form, statements
from evalprep.submission.names import folded

Rule = Callable[[Said], Iterator[Contradiction]]
RULES: tuple[Rule, ...] = (
    same.singles,
    same.rows,
    people.invalid_numbers,
    people.sex_of_number,
    people.age_of_number,
    people.one_name_with_near_numbers,
    lists.members,
    lists.people_of_posts,
    lists.occupations_of_cover,
    lists.row_numbers,
    occupations.codes_of_names,
    occupations.one_name_of_a_code,
    totals.column_totals,
    totals.areas,
    totals.areas_by_hand,
    totals.areas_of_venues,
    totals.points,
    totals.leases,
)
"""Every rule, in the order in which a reader is told; each is one sentence long."""
NAME, CODE = "organization.name", "organization.uscc"
COVER_LABELS = {
    "申报单位（盖章）": NAME,
    "申报单位": NAME,
    "统一社会信用代码": CODE,
    "联系人": "organization.contact.name",
    "联系电话": "organization.contact.phone",
    "申报职业（工种）": lists.NAMED,
}
LABELLED = {
    EnclosureKind.COVER.value: COVER_LABELS,
    EnclosureKind.CONTENTS.value: {"申报单位": NAME},
}
"""What is read beside its label of those papers that are no forms."""
NOT_HELD = frozenset(("notes", "combined"))
"""Kinds of files that hold nothing to compare."""
_CODE_LIKE = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")
UNREADABLE = "这个文件读不出来，可能正被别的程序打开，或没有读取权限"


class PaperFile(Protocol):
    """A file that stands in a submission's folder."""

    @property
    def name(self) -> str: ...

    @property
    def form(self) -> str | None: ...

    @property
    def kind(self) -> str | None: ...

    @property
    def is_by_hand(self) -> bool:
        """Whether a person has changed it since it was made."""


class Library(Protocol):
    """Where papers' maps come from: `law.Law` is one."""

    @property
    def tables(self) -> Mapping[str, Table]: ...

    @property
    def catalogs(self) -> Catalogs: ...

    def paper(self, identifier: str) -> PaperMap: ...


@dataclass
class _Reader:
    """The reading of a folder's papers under way."""

    folder: Path
    library: Library
    papers: list[PaperRead] = field(default_factory=list)
    copies: list[PaperRead] = field(default_factory=list)
    """Finished forms, which may be another organisation's."""
    free: list[tuple[str, str, PaperRead]] = field(default_factory=list)
    """Documents that may be another organisation's: name, whole text, what their tables say."""
    unread: list[str] = field(default_factory=list)
    broken: list[tuple[str, str]] = field(default_factory=list)

    def read(self, one: PaperFile) -> None:
        """Read a paper, or note why it is not."""
        path, kind = self.folder / one.name, str(one.kind or "")
        if kind in NOT_HELD or not path.is_file():
            return
        if path.suffix.lower() not in (".docx", ".xlsx", ".docm", ".xlsm"):
            self.unread.append(one.name)
            return
        try:
            self._read(one.name, path.read_bytes(), kind, self._map(one.form))
        except EvalprepError as error:
            if kind == EnclosureKind.COPY.value:
                self.unread.append(one.name)
            else:
                self.broken.append((one.name, error.problems[0].problem))
        except OSError:
            self.broken.append((one.name, UNREADABLE))

    def _map(self, form: str | None) -> PaperMap | None:
        """The map of a form; None for one that this library does not have."""
        try:
            return self.library.paper(form) if form else None
        except EvalprepError:
            return None

    def _read(self, name: str, data: bytes, kind: str, form: PaperMap | None) -> None:
        is_word = not name.lower().endswith((".xlsx", ".xlsm"))
        if kind in LABELLED and is_word:
            self._labelled(name, data, LABELLED[kind])
        elif isinstance(form, FormMap) and is_word and self._form(name, data, form, kind):
            return
        elif isinstance(form, ListMap) and not is_word:
            self._list(name, data, form, kind)
        elif is_word:
            self._document(name, data)
        else:
            self._workbook(name, data)

    def _labelled(self, name: str, data: bytes, labels: Mapping[str, str]) -> None:
        from evalprep.documents.package import open_package
        from evalprep.documents.pages.readtables import read_labelled

        found = read_labelled(open_package(data, name), labels)
        self.papers.append(PaperRead(name, tuple(found)))

    def _form(self, name: str, data: bytes, form: FormMap, kind: str) -> bool:
        """Whether a file is this form; a finished paper of another layout is a free document."""
        from evalprep.documents.forms.read import read_package
        from evalprep.documents.package import open_package

        package = open_package(data, name)
        try:
            reading = read_package(package, form, name=name)
        except EvalprepError:
            if kind == EnclosureKind.COPY.value:
                return False
            raise
        slots = (slot.path for section in form.sections for slot in section.slots if slot.value)
        paper = of_form(name, reading, slots)
        if kind == EnclosureKind.COPY.value:
            self.copies.append(paper)
        else:
            self.papers.append(paper)
        return True

    def _list(self, name: str, data: bytes, form: ListMap, kind: str) -> None:
        """A list; a finished one of another layout is somebody's own workbook."""
        from evalprep.documents.sheets.readfile import read_sheets
        from evalprep.documents.sheets.readlist import read_list

        reading = read_list(read_sheets(data, name), form, self.library.tables)
        is_copy, is_other = kind == EnclosureKind.COPY.value, len(reading.missing) == len(form.sheets)
        if is_copy and is_other:
            self._workbook(name, data)
            return
        if reading.missing and not is_copy:
            gone = "".join(f"「{one}」" for one in reading.missing)
            self.broken.append((name, f"找不到工作表{gone}，或表头改得认不出来了"))
        if not is_other:
            self.papers.append(PaperRead(name, reading.answers, reading.tables))

    def _document(self, name: str, data: bytes) -> None:
        from evalprep.documents.package import open_package
        from evalprep.documents.pages.readtables import paper_text, read_tables

        package = open_package(data, name)
        tables = tuple(read_tables(package, self.library.tables))
        self.free.append((name, paper_text(package), PaperRead(name, (), tables)))

    def _workbook(self, name: str, data: bytes) -> None:
        from evalprep.documents.sheets.readfile import read_sheets
        from evalprep.documents.sheets.readlist import read_free_tables, sheets_text

        sheets = read_sheets(data, name)
        tables = tuple(read_free_tables(sheets, self.library.tables))
        self.free.append((name, sheets_text(sheets), PaperRead(name, (), tables)))

    def own(self) -> list[PaperRead]:
        """All that is the applicant's own; a document that does not name it may be another organisation's."""
        names, codes = _said(self.papers, NAME), _said(self.papers, CODE)
        found = list(self.papers)
        for paper in self.copies:
            if _is_another(paper, names, codes):
                self.unread.append(paper.name)
            else:
                found.append(paper)
        names = names or _said(found, NAME)
        for name, text, paper in self.free:
            if paper.tables and names and _is_of(text, names[0], codes):
                found.append(paper)
            else:
                self.unread.append(name)
        return found


def _said(papers: Iterable[PaperRead], path: str) -> list[str]:
    """What papers say of a field, the most frequent first."""
    texts = (without_spaces(one.text) for paper in papers for one in paper.answers if one.path == path)
    return [text for text, _ in Counter(texts).most_common()]


def _is_another(paper: PaperRead, names: Collection[str], codes: Collection[str]) -> bool:
    """Whether a form is another organisation's: its code and its name both are none that the others print."""
    own = _said([paper], NAME), _said([paper], CODE)
    return bool(all(own) and names and codes and not {*own[0]} & {*names} and not {*own[1]} & {*codes})


def _is_of(text: str, name: str, codes: Iterable[str]) -> bool:
    """Whether a document is this organisation's: it has its name, and no other organisation's code alone."""
    printed = set(filter(_is_code, _CODE_LIKE.findall(without_spaces(text.replace("\n", "|")))))
    return name in without_spaces(text) and (not printed or bool(printed & set(codes)))


def _is_code(text: str) -> bool:
    try:
        Uscc(text)
    except BadValue:
        return False
    return True


def _copies(papers: Iterable[PaperRead], changed: Collection[str]) -> Iterator[tuple[PaperRead, PaperRead]]:
    """Each paper that a person changed with the same paper as it was made since, where that lies beside it."""
    papers = list(papers)
    made = {folded(paper_of(one.name)): one for one in papers if one.name not in changed}
    for one in papers:
        if one.name in changed and (other := made.get(folded(paper_of(one.name)))):
            yield one, other


def agreement(folder: Path, papers: Iterable[PaperFile], library: Library) -> Agreement:
    """Whether the papers of a folder agree, read back from their files; those that are not there are passed over.

    Papers of a form are read through its map, whatever kind they are; what cannot be read is told, the others go on.
    """
    reader = _Reader(folder, library)
    papers = list(papers)
    for one in papers:
        reader.read(one)
    own = reader.own()
    changed = {one.name for one in papers if one.is_by_hand}
    said = statements(own, changed, library.catalogs if changed else None)
    found = [one for rule in RULES for one in rule(said)]
    for by_hand, made in _copies(own, changed):
        found += copies.differences(by_hand, made, found)
    return Agreement(
        tuple(dict.fromkeys(found)),
        tuple(paper.name for paper in own),
        tuple(reader.unread),
        tuple(reader.broken),
    )
