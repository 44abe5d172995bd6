"""The applicant's own management rules (规章制度), by their kind: declared in the project file, shown by a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from evalprep.model.evidence import FileState
from evalprep.model.resources import RuleDocument
from evalprep.model.results import Outcome
from evalprep.model.verdicts import Verdict
from evalprep.rules.compiled import Compiled
from evalprep.rules.drafts import TOLD, rule_draft
from evalprep.rules.papers import draft_meaning
from evalprep.rules.vocabulary import DeclaredCondition
from evalprep.rules.world import Row, Scope, World

_ENDING = re.compile("(?<=..)(?:管理)?(?:制度|办法|规定|规则|细则|规程|措施|体系)?$")
"""What one writer adds to a kind and another leaves out: 财务, 财务管理, 财务制度, 财务管理办法."""

MOST_LISTED = 6
"""How many of the kinds that are there a message names."""
KINDS = "rule_documents[].kinds"
PUBLISHED = "rule_documents[].published"
READS = frozenset({"rule_documents", KINDS, "rule_documents[].name", "rule_documents[].file"})


def declared(condition: DeclaredCondition) -> Compiled:
    """A management rule of a kind is declared; without its file it is declared, not shown."""
    kind = condition.declared

    def of_kind(world: World) -> list[Row]:
        rows = world.rows(("rule_documents",)).rows
        return [row for row in rows if _bare(kind) in map(_bare, _kinds(row) or ())]

    def judge(world: World, scope: Scope) -> Outcome:
        found = decide(world)
        if condition.draft is None or found.verdict is Verdict.MET or found.files:
            return found
        return replace(found, message=f"{found.message}（{TOLD}）")

    def decide(world: World) -> Outcome:
        collected, held = world.rows(("rule_documents",)), of_kind(world)
        if held:
            there = _declared(kind, held, condition.shown, world)
            return _published(there, held, world) if condition.published else there
        unclear = ((*row.path, "kinds") for row in collected.rows if _kinds(row) is None)
        asked = tuple(world.missing(path) for path in (*collected.missing, *unclear))
        if asked:
            return Outcome(Verdict.UNKNOWN, kind, f"还看不出有没有「{kind}」方面的制度", missing=asked)
        others = dict.fromkeys(word for row in collected.rows for word in _kinds(row) or ())
        more = f"等 {len(others)} 种" if len(others) > MOST_LISTED else ""
        listed = f"（现有：{'、'.join(list(others)[:MOST_LISTED])}{more}）" if others else ""
        return Outcome(Verdict.UNMET, kind, f"规章制度中没有「{kind}」方面的制度{listed}")

    how = f"规章制度中有「{kind}」方面的制度" + ("，文件已附上并能打开" if condition.shown else "")
    how += "，并已向社会公开" if condition.published else ""
    reads = READS | {PUBLISHED} if condition.published else READS
    return Compiled(
        judge,
        reads,
        meaning=(how, *draft_meaning(condition.draft)),
        phrase=how,
        words=((KINDS, kind),),
        drafts=rule_draft(
            condition.draft, kind, lambda world: [_document(row).file for row in of_kind(world)]
        ),
    )


def _declared(kind: str, held: Sequence[Row], shown: bool, world: World) -> Outcome:
    """One that is there; where it must be shown, it is open until one file of it can be opened.

    A first draft shows that the rule is not yet made, so with nothing else it is open in any case.
    """
    files = tuple(file for row in held if (file := _document(row).file))
    told = f"已有「{kind}」制度：{'、'.join(_document(row).name or row.label for row in held)}"
    if any(world.files.get(file) is FileState.GOOD for file in files):
        return Outcome(Verdict.MET, kind, told, files=files)
    drafted = [file for file in files if world.files.get(file) is FileState.DRAFT]
    lacking = "附的文件找不到或打不开" if files else "还没有附上文件"
    lacking = f"{drafted[0]} {FileState.DRAFT.reason}" if drafted else lacking
    if shown or drafted:
        missing = tuple(world.missing((*row.path, "file")) for row in held)
        return Outcome(Verdict.UNKNOWN, kind, f"{told}；{lacking}", missing=missing, files=files)
    told += f"（{lacking}，只是登记，现场评估时要看原件）"
    return Outcome(Verdict.MET, kind, told, files=files)


def _published(there: Outcome, held: Sequence[Row], world: World) -> Outcome:
    """One that is there, and made public: every document of the kind, where there are several."""
    secret = [row.label for row in held if _document(row).published is False]
    if secret:
        told = f"{there.message}；没有向社会公开：{'、'.join(secret)}"
        return replace(there, verdict=Verdict.UNMET, message=told, missing=())
    unclear = [(*row.path, "published") for row in held if _document(row).published is None]
    if not unclear:
        return replace(there, message=f"{there.message}，已向社会公开")
    missing = (*there.missing, *(world.missing(path) for path in unclear))
    told = f"{there.message}；是否已向社会公开没有填"
    return replace(there, verdict=Verdict.UNKNOWN, message=told, missing=missing)


def _bare(kind: str) -> str:
    return _ENDING.sub("", kind.strip())


def _kinds(row: Row) -> tuple[str, ...] | None:
    return _document(row).kinds


def _document(row: Row) -> RuleDocument:
    assert isinstance(row.record, RuleDocument)
    return row.record
