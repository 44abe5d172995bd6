"""What is left over at the end of a walk, and what was asked in it that should not have been."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from evalprep.check import world
from evalprep.documents.outlines.draft import write_outline
from evalprep.documents.outlines.outline_map import OutlineMap
from evalprep.documents.sheets.listmap import ListMap
from evalprep.documents.sheets.listsheets import write_list
from evalprep.documents.values import State
from evalprep.intake.reads import Reads, conditions
from evalprep.law import Target
from evalprep.model.fields import Field, Shape, concrete, field_at, fields, leaves, pattern, value_at
from evalprep.model.kinds import NIL
from evalprep.model.project import Project
from evalprep.model.results import CheckResult, Finding, Missing, Outcome
from evalprep.model.validation import Path, path_text
from evalprep.model.verdicts import Verdict
from evalprep.rules.called import wanted
from evalprep.rules.world import FormState
from evalprep.submission.completeness import drafted_fields, listed_fields
from evalprep.submission.outline_facts import outline_facts, outline_names
from tests.intake.interview.scripted import LAW
from tests.intake.interview.walking import Walk


@dataclass(frozen=True)
class Left:
    """One thing that a requirement or paper still misses."""

    id: str
    place: str = ""
    """The registry's path, or of a slot without one its label; nothing where nothing is named."""
    path: Path = ()
    told: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What it is called in a table."""
        return self.id, self.place


def left_unknown(result: CheckResult) -> Iterator[Left]:
    """Everything that is still unknown, of whatever weight: requirements and materials, those that they consist of, ways
    to file, windows, items of the scoring table."""
    for finding in result.judged:
        for part in _unknown_within(finding):
            yield from _each(finding.id, part.missing, part.message)
    for filing in result.filing:
        if filing.verdict is Verdict.UNKNOWN:
            yield from _each(filing.id, filing.missing, filing.note)
    for window in result.windows:
        if window.open is None and not (window.opens or window.closes):
            yield Left(window.id, told=window.note)
    for item in result.score.items if result.score else ():
        if not item.score.exact or item.missing:
            yield from _each(item.id, item.missing, item.message)


def _unknown_within(finding: Finding) -> Iterator[Outcome]:
    of_another = finding.subject is not None and finding.subject.kind == "recommendation"
    if finding.outcome.verdict is Verdict.UNKNOWN:
        yield from _innermost(finding.outcome)
    elif not of_another:
        yield from _hidden(finding.outcome)


def _innermost(outcome: Outcome) -> Iterator[Outcome]:
    unknown = [part for part in outcome.parts if part.verdict is Verdict.UNKNOWN]
    for part in unknown:
        yield from _innermost(part)
    if not unknown:
        yield outcome


def _hidden(outcome: Outcome) -> Iterator[Outcome]:
    """The requirements of which one that fails consists, where they are still unknown themselves."""
    for part in outcome.parts if outcome.verdict is Verdict.UNMET else ():
        if part.finding is not None and part.verdict is Verdict.UNKNOWN:
            yield from _innermost(part)
        else:
            yield from _hidden(part)


def _each(identifier: str, missing: Iterable[Missing], told: str) -> Iterator[Left]:
    named = [Left(identifier, pattern(one.path), one.path, told) for one in missing]
    yield from named or [Left(identifier, told=told)]


def left_open(walk: Walk, target: Target) -> Iterator[Left]:
    """Every slot that is open and not left for seal, signature or authority. Of a paper that the applicant has finished
    by hand nothing is to be filled."""
    project = walk.desk.project
    for identifier, state in LAW.form_states(target, project, walk.result.on).items():
        if not (project.attachments or {}).get(state.title):
            yield from _open(identifier, state)


def _open(identifier: str, state: FormState) -> Iterator[Left]:
    yield from (Left(identifier, pattern(path), path, state.title) for path in state.open)
    yield from (Left(identifier, label, told=state.title) for label in state.unfit)
    if state.awaits:
        yield Left(identifier, told=state.awaits)


def left_in_drafts(walk: Walk, target: Target) -> Iterator[Left]:
    """Every field that is open in a first draft as `build` writes it. What its prompts ask is written in Word."""
    project, on = walk.desk.project, walk.result.on
    around = world(walk.desk.stored, target, on, LAW)
    record, facts = LAW.record(project, on), outline_facts(around, target.checklist.notice)
    for one in drafts_wanted(walk, target):
        form = LAW.paper(one)
        if isinstance(form, OutlineMap):
            slots = write_outline(
                form, LAW.outline(one), record, facts.texts, LAW.tables, outline_names()
            ).slots
        else:
            assert isinstance(form, ListMap)
            slots = write_list(form, record, LAW.tables).slots
        for slot in slots:
            if slot.state is State.OPEN and slot.path:
                waits = facts.waits.get(slot.path)
                paths = (record.waits_for(slot.path) or (concrete(slot.path),)) if waits is None else waits
                # A list that is there is complete: the rest of its rows are of another sort.
                asked = (path for path in paths if not isinstance(value_at(project, path), tuple))
                yield from (Left(one, pattern(path), path, slot.label) for path in asked)


def drafts_wanted(walk: Walk, target: Target) -> list[str]:
    """The first drafts that the target calls for at the end of a walk, of the applicant itself."""
    called = wanted(target.checklist, target.track, world(walk.desk.stored, target, walk.result.on, LAW))
    return [one.form for one in called if one.under and one.of is None and not one.finished]


def wrongly_asked(walk: Walk, plain: Reads, target: Target) -> Iterator[str]:
    """Every prompt for what nothing reads, for what the identity number says, for what was asked before, and every answer
    that did not land. Nobody is asked for what only a draft prints who did not wish it."""
    project, reads = walk.desk.project, walk.desk.reads
    yield from _unread_drafts(walk, target)
    kinds = {kind for one in reads.audiences for ready in one.entries() for made in conditions(ready) for kind in made.attached}  # fmt: skip
    for path, times in Counter(walk.prompted).items():
        if times > 1:
            yield f"{pattern(path)} was asked {times} times"
        early = path in walk.prompted[: walk.before_drafts]
        if not is_read(path, plain if early else reads, kinds):
            yield f"nothing reads {pattern(path)}"
        if path[-1] in ("sex", "born_on") and value_at(project, (*path[:-1], "id_number")):
            yield f"{pattern(path)} was asked beside the identity number"
        if value_at(project, path) is None:
            yield f"the answer to {pattern(path)} did not land"
    for path in {path for edit in walk.desk.edits for path in _written(edit.value, edit.path)}:
        if not (is_read(path, reads, kinds) or _with_code(path)):
            yield f"nothing reads {pattern(path)}, which was written"
    yield from (f"{path_text(one.path)} was left for later" for one, move in walk.asked if move is not None)


def _unread_drafts(walk: Walk, target: Target) -> Iterator[str]:
    """What was asked for the sake of a draft that does not print it."""
    printed: set[str] = set()
    asked = [pattern(one.path) for one, _ in walk.asked if one.why is not None and one.why.draft]
    for one in drafts_wanted(walk, target) if asked else ():
        form = LAW.paper(one)
        of_list = listed_fields(form, LAW.tables) if isinstance(form, ListMap) else None
        printed |= of_list or drafted_fields(LAW.outline(one), LAW.tables)
    for place in asked:
        if not any(read == place or read.startswith((f"{place}.", f"{place}[")) for read in printed):
            yield f"no draft prints {place}"


def _written(tree: object, path: Path) -> Iterator[Path]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _written(value, (*path, key))
    elif isinstance(tree, list) and tree and isinstance(tree[0], dict):
        for number, value in enumerate(tree):
            yield from _written(value, (*path, number))
    else:
        yield path


def _with_code(path: Path) -> bool:
    """Whether it is the name that is filled in with an occupation's code."""
    return path[-1] == "name" and field_at((*path[:-1], "code")) is not None


def is_read(path: Path, reads: Reads, kinds: set[str]) -> bool:
    """Whether a rule or a slot reads what stands at a path; what names a row is read with the row."""
    place, known = pattern(path), field_at(path)
    match path[0]:
        case "attestations":
            return str(path[1]) in reads.statements
        case "attachments":
            return str(path[1]) in kinds
        case "self_scores":
            return str(path[1]) in reads.scores
    if known is not None and known.shape is not Shape.VALUE:
        return reads.holds(place)
    return place in reads.patterns or _names_row(path, reads)


def _names_row(path: Path, reads: Reads) -> bool:
    listed = pattern(path[:-2]) if len(path) > 2 and isinstance(path[-2], int) else ""
    return bool(listed) and reads.holds(listed) and reads.row_columns(listed)[0] == path[-1]


def choices_read(reads: Reads) -> set[tuple[str, str]]:
    """Of all closed choices that are read the options, 无, the list without and with rows."""
    return {(path, option) for path in reads.patterns for option in _options(fields().get(path))}


def choices_made(project: Project) -> set[tuple[str, str]]:
    """Which of them a project makes."""
    return {*_values(project), *_around(project)}


def _options(known: Field | None) -> Iterator[str]:
    if known is None:
        return
    if known.kind is not None:
        yield from ("true", "false") if known.kind.name == "yes_no" else known.kind.choices
    if known.shape in (Shape.ROWS, Shape.VALUES):
        yield from ("rows", "none")
    elif known.may_be_nil:
        yield str(NIL)


def _values(project: Project) -> Iterator[tuple[str, str]]:
    for path, value in leaves(project):
        known = field_at(path)
        if known is not None and known.kind is not None and value is not None and value != NIL:
            yield pattern(path).removesuffix("[]"), known.kind.write(value)


def _around(value: object, path: Path = ()) -> Iterator[tuple[str, str]]:
    """Every list, and every 无."""
    if isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            yield from _around(getattr(value, name), (*path, info.alias or name))
    elif isinstance(value, tuple):
        yield pattern(path), "rows" if value else "none"
        for number, one in enumerate(value):
            yield from _around(one, (*path, number))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _around(one, (*path, key))
    elif value == NIL:
        yield pattern(path), str(NIL)
