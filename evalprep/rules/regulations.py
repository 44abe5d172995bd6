"""The applicant's own management rules (规章制度), by their kind: declared in the project file, shown by a file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from evalprep.model.evidence import FileState
from evalprep.model.resources import RuleDocument
from evalprep.model.results import Outcome, RuleAsked, Shown
from evalprep.model.validation import Path
from evalprep.model.verdicts import Verdict
from evalprep.rules.compiled import Compiled
from evalprep.rules.drafts import TOLD, rule_draft
from evalprep.rules.papers import draft_meaning
from evalprep.rules.vocabulary import DeclaredCondition
from evalprep.rules.world import Row, Scope, World

_ENDING = re.compile("(?<=..)(?:管理)?(?:制度|办法|规定|规则|细则|规程|措施|体系)?$")
"""What one writer adds to a kind and another leaves out: 财务, 财务管理, 财务制度, 财务管理办法."""

_NAMED = re.compile("(制度|办法|规定|规则|细则|规程|措施|体系|守则|预案|标准|方案|职责|责任制)$")
"""How the name of a rule ends."""
_PLAIN = re.compile(r"[\w（）《》、·]+")
MOST_LISTED = 6
"""How many of the kinds that are there a message names."""
RULES: Path = ("rule_documents",)
KINDS = "rule_documents[].kinds"
_OPEN = (Verdict.UNMET, Verdict.UNKNOWN)
PUBLISHED = "rule_documents[].published"
READS = frozenset({"rule_documents", KINDS, "rule_documents[].name", "rule_documents[].file"})


def declared(condition: DeclaredCondition) -> Compiled:
    """A management rule of a kind is declared; without its file it is declared, not shown."""
    kind = condition.declared

    def of_kind(world: World) -> list[Row]:
        rows = world.rows(RULES).rows
        return [row for row in rows if _bare(kind) in map(_bare, _kinds(row) or ())]

    def judge(world: World, scope: Scope) -> Outcome:
        rule, found = asked(world), decide(world)
        # Of one that is not there the line to type tells it, once for all the ways that are enough.
        without_file = rule.held and found.verdict is Verdict.UNKNOWN and not found.files
        told = f"{found.message}（{TOLD}）" if rule.drafted and without_file else found.message
        own = Shown(rule_name(kind), found.files, is_copy=False)
        return replace(found, message=told, rule=rule, shown=(own,))

    def asked(world: World) -> RuleAsked:
        listed, drafted = world.value(RULES), condition.draft is not None
        rows = None if listed is None else len(listed)
        return RuleAsked(
            (kind,), world.place(RULES), rows, condition.published, drafted, bool(of_kind(world))
        )

    def decide(world: World) -> Outcome:
        collected, held = world.rows(RULES), of_kind(world)
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


def rule_name(kind: str) -> str:
    """What a rule of a kind is called: 安全保卫制度; what is a name already stays one: 考场规则."""
    return kind if _NAMED.search(kind) else f"{kind}制度"


def rule_line(kind: str, published: bool = False) -> str:
    """The line of the project file that registers a rule of a kind, to be typed as it stands."""
    name = rule_name(kind)
    file = _scalar(f"附件/{name.replace('/', '／')}.pdf")
    shown = ", published: true" if published else ""
    return f"- {{name: {_scalar(name)}, kinds: [{_scalar(kind)}], file: {file}{shown}}}"


def _scalar(text: str) -> str:
    return (
        text if all(map(_PLAIN.fullmatch, re.split("[./]", text))) else json.dumps(text, ensure_ascii=False)
    )


def rules_asked(outcome: Outcome) -> Iterator[RuleAsked]:
    """Every rule that an outcome asks for by itself, there or not."""
    if outcome.rule is not None:
        yield outcome.rule
    for part in outcome.parts:
        yield from rules_asked(part)


def rules_lacking(outcome: Outcome) -> tuple[RuleAsked, ...]:
    """The rules that are not there and of which an outcome is unmet or unknown, those of other findings included.

    Of several that are enough each, the first with the kinds of the others; nothing where something else is enough.
    """
    if outcome.finding is not None:
        return rules_lacking(outcome.finding.outcome)
    if outcome.verdict not in _OPEN:
        return ()
    if outcome.rule is not None:
        return (outcome.rule,) if _is_lacking(outcome) else ()
    found = [rules_lacking(part) for part in outcome.parts if part.verdict in _OPEN]
    if not outcome.either:
        return tuple(one for rules in found for one in rules)
    if not found or not all(found):
        return ()
    if len(found[0]) > 1:
        return found[0]
    return (together([rules[0] for rules in found if len(rules) == 1]),)


def _is_lacking(outcome: Outcome) -> bool:
    """Whether the rule is not there. Where it is open which rule a row is, the row is asked for its kind."""
    unclear = any(one.path != RULES for one in outcome.missing)
    return outcome.rule is not None and not outcome.rule.held and not unclear


def lacks_more(outcome: Outcome) -> bool:
    """Whether an outcome that is unmet or unknown asks for anything besides rules that are not there."""
    if outcome.finding is not None:
        return lacks_more(outcome.finding.outcome)
    if outcome.rule is not None:
        return not _is_lacking(outcome)
    if outcome.either:
        return not rules_lacking(outcome)
    waiting = [part for part in outcome.parts if part.verdict in _OPEN]
    return not waiting or any(map(lacks_more, waiting))


def together(asked: Iterable[RuleAsked]) -> RuleAsked:
    """Ways of which one is enough as one: the first, with the kinds of all."""
    first, *others = asked
    return replace(first, kinds=tuple(dict.fromkeys(kind for one in (first, *others) for kind in one.kinds)))


def same_kinds(first: RuleAsked, second: RuleAsked) -> tuple[str, ...]:
    """The kinds by which one rule document serves both."""
    bare = {_bare(kind) for kind in second.kinds}
    return tuple(kind for kind in first.kinds if _bare(kind) in bare)
