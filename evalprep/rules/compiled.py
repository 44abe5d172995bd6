"""A condition made ready to judge, and several of them gathered into one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from evalprep.model.results import Missing, Outcome
from evalprep.rules.drafts import Draft, in_all
from evalprep.rules.world import Scope, World

Judge = Callable[[World, Scope], Outcome]


@dataclass(frozen=True)
class Compiled:
    """What a condition became: its judgement, what it reads, and how it is decided."""

    judge: Judge
    reads: frozenset[str]
    """The registry's paths of every field that the outcome depends on; `form:ID` for a form's slots.

    The path of a list stands for its being there and its number of rows; what is looked at inside a row is named
    by itself (`staff`, `staff[].full_time`).
    """
    meaning: tuple[str, ...]
    """How it is decided, in Chinese, a line each."""
    phrase: str = ""
    """The same in a few words, to stand within a sentence."""
    denied: str = ""
    """In a few words that it does not hold: 机构类别不是企业. Nothing where no few words say it."""
    attests: tuple[str, ...] = ()
    """The statements that the applicant is asked for, each once."""
    attached: frozenset[str] = frozenset()
    """The kinds of evidence that it looks for among `attachments`."""
    words: tuple[tuple[str, str], ...] = ()
    """The words that it looks for in lists of texts, each with the registry's path of the list."""
    drafts: tuple[Draft, ...] = ()
    """The papers of which `build` writes a first draft until they are there finished, each once."""

    @property
    def told(self) -> str:
        """What it asks, within a sentence."""
        return self.phrase or "；".join(line.strip() for line in self.meaning)


def gathered(
    judge: Judge,
    parts: Sequence[Compiled],
    meaning: tuple[str, ...],
    phrase: str = "",
    reads: Iterable[str] = (),
) -> Compiled:
    """A condition that is decided by others: it reads, attests and looks for what they do, and `reads` besides."""
    return Compiled(
        judge,
        frozenset(reads).union(*(part.reads for part in parts)),
        _algorithms_once(meaning),
        phrase,
        attests=tuple(dict.fromkeys(one for part in parts for one in part.attests)),
        attached=frozenset().union(*(part.attached for part in parts)),
        words=tuple(dict.fromkeys(one for part in parts for one in part.words)),
        drafts=in_all(part.drafts for part in parts),
    )


def algorithm(name: str, how: str) -> tuple[str, ...]:
    """How a fact is computed, as a line below what uses it; none where there is nothing to tell."""
    return (f"　{name}算法：{how}",) if how else ()


def _algorithms_once(meaning: tuple[str, ...]) -> tuple[str, ...]:
    """The lines without how a fact is computed where that has been told above."""
    told = set[str]()
    kept = list[str]()
    for line in meaning:
        plain = line.strip()
        if "算法：" not in plain or plain not in told:
            kept.append(line)
        told.add(plain)
    return tuple(kept)


def once(missing: Iterable[Missing]) -> tuple[Missing, ...]:
    """What is missing, each field once."""
    return tuple({one.path: one for one in missing}.values())


def under(lead: str, parts: Iterable[Compiled]) -> tuple[str, ...]:
    """A line, and below it how each part is decided."""
    return (lead, *("　" + line for part in parts for line in part.meaning))
