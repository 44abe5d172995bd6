"""What every jurisdiction reads: asked of whoever has not decided yet where to apply. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from evalprep.intake.interview.questions import FilesQuestion, Question
from evalprep.intake.reads import Audience, Reads
from evalprep.model.fields import pattern


class CommonReads(Reads):
    """What all jurisdictions read, each with all of its tracks.

    A notice that has no form describes no applicant of its own (it lets others be recommended, say), and has no say
    while there are notices that have one.
    """

    @cached_property
    def patterns(self) -> frozenset[str]:
        """The registry's paths of every field that each jurisdiction reads."""
        return frozenset.intersection(*(one.patterns for one in self._apart)) if self._apart else frozenset()

    @cached_property
    def _together(self) -> frozenset[str]:
        return frozenset.intersection(*(one._together for one in self._apart)) if self._apart else frozenset()

    @cached_property
    def _apart(self) -> tuple[Reads, ...]:
        with_form = [one for one in self.audiences if one.prints]
        return tuple(Reads(tuple(own)) for own in by_jurisdiction(with_form or self.audiences))

    def asks(self, question: Question) -> bool:
        """Whether a question is about what all jurisdictions read. Papers, statements and points are each notice's own."""
        path = pattern(question.path)
        own = "{}" in path or question.path[0] in ("attestations", "attachments", "self_scores")
        return not own and not isinstance(question, FilesQuestion) and self.holds(path)


def by_jurisdiction(audiences: Iterable[Audience]) -> Sequence[list[Audience]]:
    """The audiences of one notice together: its tracks."""
    found: dict[str, list[Audience]] = {}
    for audience in audiences:
        found.setdefault(audience.checklist.notice.number, []).append(audience)
    return list(found.values())
