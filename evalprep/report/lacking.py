"""What is lacking, as open points: the missing fields, statements and papers of a check, each once.

What many rows share is one point: 「学历：工作人员 12 人（…）」, not twelve; what one paper shows is one point too. Of
several ways that are enough each, the one that fields settle comes before statements and papers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from evalprep.errors import Place
from evalprep.model.fields import field_at, label, pattern, value_at
from evalprep.model.masking import masked
from evalprep.model.project import Project
from evalprep.model.results import CheckResult, Filing, Finding, Missing, Outcome, ScoredItem
from evalprep.model.suppliers import Supplier, proof_of, supplier_of, supplier_of_rule, supplier_of_words
from evalprep.model.validation import Path
from evalprep.model.verdicts import Verdict, Weight
from evalprep.report.open_point import OpenPoint, is_other, where
from evalprep.report.unmet import At, Reads, about, briefly, supplier_of_finding
from evalprep.rules.regulations import RULES, rules_lacking

UNITS = {"staff": "人", "experts": "人", "assessors": "人", "supervisors": "人", "venues": "处"}
COUNTED = "项"
MOST_NAMES, FEW_NAMES = 30, 3
LONGEST_NAME = 30
"""In characters: what tells a row from the others; the name in full stands in the project file."""
JUST_TELL = "填写即可"
EVIDENCE, ATTACHED, SHOWN = "佐证文件", "附件", "证明文件"
OWN_PAPER = "定稿或扫描件，放进附件文件夹"
SHOWN_BY = "扫描件，放进附件文件夹，登记在这一行的「证明文件」里"


@dataclass(frozen=True)
class _Entry:
    """What asks: a finding, an authority or an item of the scoring table."""

    clause: tuple[str, str]
    """The clause and the id: 附件1 一4, ZJ-S4a."""
    title: str
    subject: str = ""
    remedy: str = ""
    must: bool = False


@dataclass
class _Asked:
    """A point while it is gathered: all that ask for the same, and the rows that they ask it of."""

    supplier: Supplier
    titles: list[str]
    bring: str
    plain: bool = False
    """Whether it is a value that one paper may show together with others."""
    entries: list[_Entry] = field(default_factory=list)
    rows: dict[Path, str] = field(default_factory=dict)
    places: dict[Place, None] = field(default_factory=dict)
    standing: str = ""
    """The part of the file that it is about, where no place is asked for."""

    @property
    def musts(self) -> list[_Entry]:
        """The musts among those that ask, else all."""
        return [one for one in self.entries if one.must] or self.entries

    @property
    def brought(self) -> str:
        """The paper that shows it; without one, what the only clause that asks says to do."""
        alone = self.entries[0].remedy if len(self.entries) == 1 else ""
        return self.bring or alone or JUST_TELL

    @property
    def shared(self) -> object:
        """What two points have in common that stand on one line: supplier, rows, and the paper or the clauses."""
        names = None if self.bring else tuple(one.clause for one in self.entries)
        return self.supplier, self.bring, bool(self.musts[0].must), tuple(self.rows), names


def lacking(result: CheckResult, project: Project, reads: Reads, at: At) -> list[OpenPoint]:
    """What the unknown findings, authorities and items of the scoring table miss, each thing once.

    Management rules that are not there are points of their own, and so is their list not asked for besides.
    """
    gathered: dict[object, _Asked] = {}
    unknown = [
        one for one in result.judged if one.verdict is Verdict.UNKNOWN and one.weight is not Weight.NOTE
    ]
    for finding in sorted(unknown, key=lambda one: one.weight is not Weight.MUST):
        _ask(gathered, finding, project, reads, at)
    filings = [one for one in result.filing if one.verdict is Verdict.UNKNOWN]
    items = [one for one in result.score.items if not one.bonus] if result.score else []
    others: tuple[Filing | ScoredItem, ...] = (*filings, *items)
    for other in others:
        parts = other.parts if isinstance(other, ScoredItem) else ()
        told = [pair for part in parts if part.verdict is Verdict.UNKNOWN for pair in _asks(part)]
        leaves = {one.path: leaf for one, leaf in told}
        for one in other.missing:
            _gather(gathered, one, _entry(other), project, leaves.get(one.path))
    for file in {*_lists_lacking(result)}:
        gathered.pop((file, pattern(RULES), ""), None)
    return [_point(one) for one in _joined(gathered.values())]


def _lists_lacking(result: CheckResult) -> Iterator[str]:
    """The project files of which rules are lacking, each a point of its own."""
    outcomes = [one.outcome for one in result.judged]
    outcomes += [part for item in (result.score.items if result.score else ()) for part in item.parts]
    for rule in (rule for one in outcomes for rule in rules_lacking(one)):
        yield rule.place.file if rule.place else ""


def _ask(gathered: dict[object, _Asked], finding: Finding, project: Project, reads: Reads, at: At) -> None:
    """What one unknown finding misses; where nothing is missing, the finding itself."""
    entry, found = _entry(finding), list(_asks(finding.outcome))
    papers = {supplier_of(one.path) for one, _ in found if one.path[0] == "attachments"}
    # What is said to do for several papers at once tells none of several departments what is theirs.
    by_paper = replace(entry, remedy=OWN_PAPER) if len(papers) > 1 else entry
    for one, leaf in found:
        _gather(gathered, one, by_paper if one.path[0] == "attachments" else entry, project, leaf)
    if not found:
        title = f"{finding.title}：{briefly(finding.outcome.message)}"
        supplier = supplier_of_finding(finding, reads)
        standing = about(finding.id, reads, at)
        gathered[finding.name] = _Asked(
            supplier, [title], finding.remedy or "", entries=[entry], standing=standing
        )


def _asks(outcome: Outcome) -> Iterator[tuple[Missing, Outcome]]:
    """What an unknown outcome misses, each with the innermost outcome that says so."""
    if outcome.finding is not None:
        yield from _asks(outcome.finding.outcome)
        return
    parts = [part for part in outcome.parts if part.verdict is Verdict.UNKNOWN and part.missing]
    told = {one.path for part in parts for one in part.missing}
    for part in _ways(parts) if outcome.either else parts:
        yield from _asks(part)
    yield from ((one, outcome) for one in outcome.missing if one.path not in told)


def _ways(parts: list[Outcome]) -> list[Outcome]:
    """Of ways that are enough each, those that fields settle; else the first, or the one for which a paper is named."""
    settled = [part for part in parts if not any(_on_paper(one.path) for one in part.missing)]
    mixed = [part for part in parts if not all(_on_paper(one.path) for one in part.missing)]
    begun = [part for part in parts if part.files]
    return settled or mixed[:1] or begun[:1] or parts[:1]


def _on_paper(path: Path) -> bool:
    """Whether a statement or a paper is asked for, and no value."""
    return path[0] in ("attestations", "attachments") or _is_file(path)


def _is_file(path: Path) -> bool:
    return path[-2:-1] == ("files",)


def _gather(
    gathered: dict[object, _Asked],
    one: Missing,
    entry: _Entry,
    project: Project,
    leaf: Outcome | None = None,
) -> None:
    if leaf is not None and leaf.form is not None and not _on_paper(one.path):
        entry = replace(entry, remedy="")  # it tells how the paper is made, not how this value is known
    first = _first(one, entry, leaf)
    # A rule belongs to the department whose affairs it governs, wherever the list is kept.
    key: object = (*_key(one), first.supplier) if one.path[0] == RULES[0] and _row(one.path) else _key(one)
    asked = gathered.setdefault(key, first)
    if entry not in asked.entries:
        asked.entries.append(entry)
    if row := _row(one.path):
        asked.rows[row] = _name(row, one, project)
    elif one.path[0] == "attestations":
        if entry.subject:
            asked.rows[one.path[:4]] = entry.subject
        if one.path[-1] == "evidence" and EVIDENCE not in asked.bring:
            asked.bring = f"{EVIDENCE}；{asked.bring}".rstrip("；")
    if one.place is not None:
        asked.places[one.place] = None


def _key(one: Missing) -> tuple[object, ...]:
    """What is asked for once: a statement with its evidence, an attachment, a field over all rows of a list."""
    file = one.place.file if one.place else ""
    if one.path[0] == "attestations":
        return file, one.path[:2]
    return file, pattern(one.path), one.path[-1] if _on_paper(one.path) else ""


def _first(one: Missing, entry: _Entry, leaf: Outcome | None) -> _Asked:
    """A point as the first that asks for it makes it."""
    path = one.path
    if path[0] == "attestations":
        text = leaf.title if leaf is not None and leaf.title else entry.title
        return _Asked(supplier_of_words(text), [f"说明是否属实：{text}"], entry.remedy)
    if path[0] == "attachments":
        return _Asked(supplier_of(path), [f"{ATTACHED}·{path[1]}"], entry.remedy, plain=True)
    if _is_file(path):
        return _Asked(supplier_of(path), [f"{SHOWN}·{path[-1]}"], SHOWN_BY, plain=True)
    found = field_at(path) if _row(path) else None
    rule = leaf.rule if leaf is not None and _row(path) else None
    supplier = supplier_of_rule(rule.kinds[0]) if rule else supplier_of(path)
    return _Asked(supplier, [found.label if found else one.label], proof_of(path), plain=True)


def _joined(gathered: Iterable[_Asked]) -> list[_Asked]:
    """Values that one paper shows, or that the same clauses ask for, as one point."""
    joined: dict[object, _Asked] = {}
    for number, asked in enumerate(gathered):
        key = asked.shared if asked.plain else number
        if key not in joined:
            joined[key] = asked
            continue
        first = joined[key]
        first.titles += asked.titles
        first.entries += [one for one in asked.entries if one not in first.entries]
        first.places |= asked.places
    return list(joined.values())


def _point(asked: _Asked) -> OpenPoint:
    titles = _titles(asked)
    return OpenPoint(
        asked.supplier,
        masked(f"{titles}{_rows(asked.rows, MOST_NAMES)}"),
        asked.brought,
        tuple(dict.fromkeys(one.clause for one in asked.musts)),
        where(asked.places) or asked.standing,
        asked.musts[0].must,
        masked(f"{titles}{_rows(asked.rows, FEW_NAMES)}"),
    )


def _titles(asked: _Asked) -> str:
    """The names; 单位简况·规模 and 单位简况·获奖情况 together as 单位简况·规模、获奖情况."""
    told: list[str] = []
    for head, own in groupby(asked.titles, key=lambda title: title.partition("·")[0]):
        rest = [one.partition("·")[2] for one in own]
        told.append(f"{head}·{'、'.join(dict.fromkeys(rest))}" if all(rest) else head)
    names = "、".join(dict.fromkeys(told))
    for word in (ATTACHED, SHOWN):
        names = names.replace(f"{word}·", f"{word}：")
    return names


def _rows(rows: dict[Path, str], most: int) -> str:
    """：工作人员 3 人（甲、乙、丙）; of more than a few rows in short only how many, of very many the first."""
    if not rows:
        return ""
    names = list(dict.fromkeys(rows.values()))
    path = next(iter(rows))
    counted = f"：{label(path[:-1]) or ''} {len(rows)} {UNITS.get(str(path[0]), COUNTED)}"
    told = "、".join(names[:most]) + (" 等" if len(names) > most else "")
    if path[0] == "attestations":
        return f"（{told}）"
    return counted if len(names) > most == FEW_NAMES else f"{counted}（{told}）"


def _row(path: Path) -> Path:
    """The row of a list that a path lies in; empty for what lies in none."""
    at = next((n for n, part in enumerate(path) if isinstance(part, int)), None)
    return () if at is None else path[: at + 1]


def _name(row: Path, one: Missing, project: Project) -> str:
    """What the row is called in its own project file; a row of another file by its number only."""
    record = value_at(project, row)
    name = getattr(record, "name", None) or getattr(record, "title", None)
    is_own = one.place is None or not is_other(one.place.file)
    if not (name and is_own):
        return f"第 {int(row[-1]) + 1} 行"
    told = " ".join(str(name).split())
    return told if len(told) <= LONGEST_NAME else f"{told[:LONGEST_NAME]}…"


def _entry(one: Finding | Filing | ScoredItem) -> _Entry:
    clause = (one.clause, one.id)
    if isinstance(one, Finding):
        subject = one.subject.label if one.subject else ""
        return _Entry(clause, one.title, subject, one.remedy or "", one.weight is Weight.MUST)
    return _Entry(clause, one.title)
