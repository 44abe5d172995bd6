"""One open point: a thing that somebody has to mend or bring, with its clause and its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from evalprep.errors import Place
from evalprep.model.suppliers import Supplier

ORDER = {supplier: number for number, supplier in enumerate(Supplier)}
MOST_CLAUSES, MOST_LINES, MOST_IDS = 2, 3, 12
TO_ADD = "新加"


@dataclass(frozen=True)
class OpenPoint:
    """One thing that somebody has to mend or bring. Texts are Chinese, identity numbers and phones masked."""

    supplier: Supplier
    what: str
    """The fields with their rows, the paper, the statement; of what fails, the requirement."""
    bring: str
    """The paper that shows it, or what to do."""
    clauses: tuple[tuple[str, str], ...]
    """The clauses that wait for it, each with the id that `explain` knows."""
    where: str
    """The lines of the project file; of what is not in it yet, that it is to be added, or the list that it is about."""
    must: bool
    brief: str
    """The same as `what`, without the names of many rows."""
    amend: bool = False
    """Whether a requirement is not met (要改); else something is lacking by which it could be told (要补)."""
    far: str = ""
    """How far it fails."""
    waiver: str = ""
    """Who answers for it until when, where all that wait for it are waived (豁免); it is to be done all the same."""

    @property
    def clause(self) -> str:
        """The clauses with their ids, a line each; of many the ids, by which `explain` tells the clause."""
        told = [f"{clause}（{one}）" for clause, one in self.clauses]
        return self._ids or "\n".join(told)

    @property
    def soft(self) -> bool:
        """Whether it is 原则上 that it has to change, so that the authority may ease it."""
        return self.amend and not self.must

    @property
    def far_told(self) -> str:
        """How far it fails, and below it who answers for it."""
        return "\n".join(part for part in (self.far, self.waiver) if part)

    @property
    def narrow_clause(self) -> str:
        """The same for a narrow column: each id below its clause."""
        return self._ids or "\n".join(line for pair in self.clauses for line in pair)

    @property
    def _ids(self) -> str:
        """The ids alone where there are many, so that no row gets very high."""
        if len(self.clauses) <= MOST_CLAUSES:
            return ""
        more = f"等 {len(self.clauses)} 条" if len(self.clauses) > MOST_IDS else ""
        return "、".join(one for _, one in self.clauses[:MOST_IDS]) + more


def by_supplier(points: Iterable[OpenPoint]) -> Iterator[tuple[Supplier, tuple[OpenPoint, ...]]]:
    """The points of each supplier together, in the suppliers' order."""
    ordered = sorted(points, key=lambda one: ORDER[one.supplier])
    for supplier, own in groupby(ordered, key=lambda one: one.supplier):
        yield supplier, tuple(own)


def where(places: Iterable[Place]) -> str:
    """第 88 行, a line each; of many the first and how many there are. Another project's file is named."""
    told: list[str] = []
    for file, own in groupby(sorted(set(places)), key=lambda place: place.file):
        lines = list(dict.fromkeys(place.line for place in own if place.line))
        told += [file] if is_other(file) else []
        if len(lines) > MOST_LINES:
            told += [f"第 {lines[0]} 行起", f"共 {len(lines)} 处"]
        else:
            told += [f"第 {line} 行" for line in lines] or [TO_ADD]
    return "\n".join(told)


def is_other(file: str) -> bool:
    """Whether a place lies in another project's file: the own one is told without a folder."""
    return "/" in file or "\\" in file
