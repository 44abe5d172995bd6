"""Every notice and track, every kind of applicant, from an empty project to the last question.

As tax software is tested: a simulator answers everything, truthfully and with real files. At the end of each walk no
verdict is unknown that the applicant could have settled, no slot open that he could have filled, and nothing was asked
that neither a rule nor a slot of that notice reads.
"""

from __future__ import annotations

import gc
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from evalprep.check import reads_of
from evalprep.intake.reads import Reads
from evalprep.law import Target
from evalprep.model.fields import pattern, value_at
from evalprep.model.kinds import NIL
from evalprep.model.project import Project
from evalprep.model.results import CheckResult
from tests.intake.interview.applicants import (
    BANDS,
    RECOMMENDED,
    Answers,
    Applicant,
    applicants,
    choices_of,
)
from tests.intake.interview.leftovers import (
    Left,
    choices_made,
    choices_read,
    left_in_drafts,
    left_open,
    left_unknown,
    wrongly_asked,
)
from tests.intake.interview.scripted import LAW, new_project
from tests.intake.interview.walking import Walk, walk

ON = date(2022, 7, 20)
# The longest first, so that no worker is left alone with it at the end.
TARGETS = sorted(
    (target for name in LAW.library.jurisdictions() for target in LAW.targets(name, ON)),
    key=lambda target: -len(target.checklist.every),
)
(NATIONAL,) = LAW.targets("national", ON)

WORDS = "the text does not hold the words that prove it, and proves nothing else: whoever reviews it reads it"
AUTHORITY = "the notice does not say; the authority has to be asked"
OPTION = "no option of the form fits, and no finished paper is there: the authority says how to tick it"
OFFICIAL = "the authority has the form, and the library does not"
AWARDED = "the reviewers award more or fewer points"
ELSEWHERE = "it is about another organisation, and lacks in that one's own project file"
NO_RESULT = "the year was not inspected (未检); the registration authority knows what it holds of that"
OTHERS = "all rows were listed, and none is of the sort that is asked about"
BEYOND: Mapping[tuple[str, str], str] = {
    ("NAT-E2", ""): WORDS,
    ("HN-E2", ""): WORDS,
    ("HN-E16", ""): WORDS,
    ("JL-E2b", ""): WORDS,
    ("ZJ-O3", ""): WORDS,
    ("ZJ-S7", ""): WORDS,
    ("HN-W2a", ""): AUTHORITY,
    ("ZJ-W2", ""): AUTHORITY,
    ("national/basic-information", "机构性质"): OPTION,
    ("hunan/basic-information", "机构性质"): OPTION,
    ("zhejiang/application", "机构类型"): OPTION,
    ("jilin/application", ""): OFFICIAL,
    ("ZJ-R5", ""): AWARDED,
    ("JL-N4", "record.annual_inspections[].result"): NO_RESULT,
    ("SEC-N1c", ""): ELSEWHERE,
    ("JL-M6", "staff"): OTHERS,
    ("jilin/personnel-lists", "staff"): OTHERS,
    ("ZJ-M1a", "equipment"): OTHERS,
    ("ZJ-M1b", "equipment"): OTHERS,
    ("zhejiang/application", "equipment"): OTHERS,
    ("ZJ-M5a", "venues"): OTHERS,
    ("ZJ-V5a", "venues"): OTHERS,
    ("ZJ-V5b", "equipment"): OTHERS,
    ("ZJ-S1b", "staff"): OTHERS,
    ("ZJ-S6b", "staff"): OTHERS,
}
"""What no answer of the applicant settles: by requirement or paper, and the path or label that it misses.

Beside these: what waits for a list of which the applicant has said that there is none. Of nothing nothing is judged.
"""

FOLLOWS = "it follows from the identity number, which everybody has here"
NO_EVIDENCE = "this notice wants evidence for no statement of the sort"
NEVER_SAID: Mapping[str, str] = {
    **dict.fromkeys(
        (f"{people}[].sex" for people in ("staff", "experts", "assessors", "supervisors")), FOLLOWS
    ),
    **dict.fromkeys(("attestations{}.evidence", "attestations{}.occupations{}.evidence"), NO_EVIDENCE),
}
"""What is read, and no walk says: the paths."""


MOST_MORE = 14
"""How many walk besides, for the choices that nobody has made yet."""


@dataclass
class Seen:
    """What came to light in all walks of one target."""

    walks: int = 0
    drafting: int = 0
    """How many were asked for what only the first drafts print."""
    questions: int = 0
    prompts: int = 0
    made: set[tuple[str, str]] = field(default_factory=set)
    """The closed choices that were made."""
    asked: dict[str, Applicant] = field(default_factory=dict)
    """By the registry's path the last who was asked for it."""
    defects: dict[str, str] = field(default_factory=dict)
    """Each once, with the first applicant whom it befell."""
    beyond: set[tuple[str, str]] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    """The requirements and papers that were judged."""

    def take(self, walked: Walk, applicant: Applicant, reads: Reads, target: Target) -> None:
        """Look through one walk."""
        self.walks, self.questions = self.walks + 1, self.questions + len(walked.asked)
        self.prompts += len(walked.prompted)
        self.made |= choices_made(walked.desk.project)
        self.ids |= judged(walked.result) | {*target.checklist.forms(target.track)}
        self.drafting += walked.before_drafts is not None
        self.asked |= {pattern(path): applicant for path in walked.prompted if not applicant.bare}
        told = list(wrongly_asked(walked, reads, target))
        drafts = left_in_drafts(walked, target) if applicant.drafts else ()
        for left in (*left_unknown(walked.result), *left_open(walked, target), *drafts):
            if left.key in BEYOND:
                self.beyond.add(left.key)
            elif not said_none(walked.desk.project, left):
                told.append(f"{left.id} still misses {left.place or 'something'}: {left.told[:120]}")
        for one in told:
            self.defects.setdefault(one, applicant.name)

    def likely(self, choices: set[tuple[str, str]], other: Applicant) -> Applicant:
        """Whoever may make a choice that nobody has made: one who was asked for it, else some `other`."""
        lacking = sorted(one for one in choices - self.made if one[0] in self.asked)
        # By turns, so that one who is not asked again does not stand in the way.
        path, option = lacking[self.walks % len(lacking)] if lacking and self.walks % 2 else ("", "")
        kind = option if path == "organization.kind" else self.asked.get(path, other).kind
        return replace(self.asked.get(path, other), number=self.walks, drafts=False, kind=kind)


def said_none(project: Project, left: Left) -> bool:
    """Whether it waits for something of which the applicant has said that there is none."""
    return any(value_at(project, left.path[:end]) in ((), NIL) for end in range(1, len(left.path) + 1))


def judged(result: CheckResult) -> set[str]:
    """The ids of all that a result speaks of."""
    scored = result.score.items if result.score else ()
    return {one.id for one in (*result.judged, *result.filing, *result.windows, *scored)}


@pytest.fixture(scope="module", autouse=True)
def _nothing_but_walking() -> Iterator[None]:
    """Walks save some thousand times: no power fails here, and the law that was read is no garbage."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fsync", lambda file: None)
        gc.freeze()
        yield
    gc.unfreeze()


@pytest.fixture(scope="session")
def recommended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of organisations that are recommended: each has answered what the national notice asks."""
    folder, given = tmp_path_factory.mktemp("recommended"), Counter[tuple[str, str]]()
    for number, name in enumerate(RECOMMENDED, 901):
        body = Applicant(number, "行业协会", "自有", BANDS[:1])
        walk(folder / name, NATIONAL, Answers(NATIONAL, ON, given, body))
    return folder


def test_applicants_come_in_all_pairs_of_kind_tenure_and_level_band(tmp_path: Path) -> None:
    (target,) = LAW.targets("zhejiang", ON)
    every = applicants(reads_of(new_project(tmp_path), [target], LAW))
    kinds, tenures = choices_of("organization.kind"), choices_of("venues[].tenure")
    assert {(one.kind, band) for one in every for band in one.bands} == {*product(kinds, BANDS)}
    assert {(one.kind, one.tenure) for one in every} == {*product(kinds, tenures)}
    assert {(band, one.tenure) for one in every for band in one.bands} == {*product(BANDS, tenures)}


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_whoever_answers_everything_has_nothing_left_to_settle(
    tmp_path: Path, target: Target, recommended: Path, record_property: Callable[[str, object], None]
) -> None:
    reads = reads_of(new_project(tmp_path), [target], LAW)
    given, seen, every = Counter[tuple[str, str]](), Seen(), applicants(reads)
    choices = {one for one in choices_read(reads) if one[0] not in NEVER_SAID}
    while seen.walks < len(every) or (choices - seen.made and seen.walks < len(every) + MOST_MORE):
        applicant = (
            every[seen.walks]
            if seen.walks < len(every)
            else seen.likely(choices, every[seen.walks % (len(every) - 1)])
        )
        folder = tmp_path / str(applicant.number)
        shutil.copytree(recommended, folder)
        walked = walk(folder, target, Answers(target, ON, given, applicant), reads)
        seen.take(walked, applicant, reads, target)
        shutil.rmtree(folder)
    counted = f"{target.name}: {seen.walks} walks, {seen.questions} questions, {seen.prompts} prompts"
    print(counted)
    record_property("walks", counted)
    assert seen.defects == {}
    assert seen.drafting
    assert choices - seen.made == set()
    assert {key for key in BEYOND if key[0] in seen.ids} == seen.beyond, (
        "nothing is excused that is never left"
    )
