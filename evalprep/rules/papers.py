"""What is stated or shown on paper: attestations, attached evidence, dated reports, forms that `build` fills.

A paper that is named but cannot be opened is unknown, not unmet: it may well exist. 无 says that it does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evalprep.model.basic import YEAR
from evalprep.model.evidence import FileState
from evalprep.model.fields import Field, Shape, fields
from evalprep.model.kinds import NIL
from evalprep.model.occupations import Occupation
from evalprep.model.project import Judgement
from evalprep.model.results import Outcome, Shown
from evalprep.model.validation import Path, nearest
from evalprep.model.verdicts import Verdict
from evalprep.rules.compiled import Compiled
from evalprep.rules.drafts import TOLD, paper_draft
from evalprep.rules.names import Names, UnknownName
from evalprep.rules.showing import is_copy
from evalprep.rules.vocabulary import AttachedCondition, AttestCondition, MadeCondition, PaperCondition
from evalprep.rules.world import Scope, World


def attest(condition: AttestCondition, names: Names) -> Compiled:
    """What the applicant states of itself; for a rule per occupation it is stated for each."""

    def judge(world: World, scope: Scope) -> Outcome:
        at = attestation_path(scope)
        found = decide(at, world, scope)
        return replace(found, shown=_proof(condition, at, world)) if names.of_material else found

    def decide(at: Path | None, world: World, scope: Scope) -> Outcome:
        if at is None:
            assert scope.subject is not None
            asked = world.missing((*scope.subject.path, "code"))
            told = f"「{asked.label}」没有填，认不出说明是哪个职业的"
            return Outcome(Verdict.UNKNOWN, condition.attest, told, missing=(asked,))
        return _stated(condition, at, world)

    how = f"由本单位说明：{condition.attest}" + ("，并附佐证" if condition.evidence else "")
    return Compiled(judge, _statement_reads(condition, names), (how,), how, attests=(condition.attest,))


def _statement_reads(condition: AttestCondition, names: Names) -> frozenset[str]:
    repeated = names.subject == "occupations"
    at = "attestations{}.occupations{}" if repeated else "attestations{}"
    keys = {f"{at}.{key}" for key in ("holds", "note", "evidence")}
    return frozenset(keys | ({"occupations[].code"} if repeated else set()))


def _proof(condition: AttestCondition, at: Path | None, world: World) -> tuple[Shown, ...]:
    """The evidence of a statement that is a material itself: where it is asked for, or given."""
    found = world.value(at) if at else None
    files = tuple(found.evidence or ()) if isinstance(found, Judgement) else ()
    return (Shown("佐证材料", files),) if files or condition.evidence else ()


def attestation_path(scope: Scope) -> Path | None:
    """Where the statement for a rule stands: `attestations.NAT-E7.occupations.6-31-01-03`.

    None for an occupation without a code: what stands under another key cannot be taken for its statement.
    """
    if scope.subject is None or not isinstance(scope.subject.record, Occupation):
        return ("attestations", scope.rule)
    code = scope.subject.record.code
    return ("attestations", scope.rule, "occupations", str(code)) if code else None


def _stated(condition: AttestCondition, at: Path, world: World) -> Outcome:
    title = condition.attest
    found = world.value(at)
    stated = found if isinstance(found, Judgement) else Judgement()
    note = f"（{stated.note}）" if stated.note else ""
    if stated.holds is False:
        return Outcome(Verdict.UNMET, title, f"本单位说明不属实：{title}{note}")
    proof = _papers(world, (*at, "evidence"), stated.evidence, "佐证") if condition.evidence else None
    if stated.holds is None:
        asked = (world.missing((*at, "holds")), *(proof.missing if proof else ()))
        return Outcome(
            Verdict.UNKNOWN,
            title,
            f"需要本单位说明：{title}" + ("，并附上佐证" if proof else ""),
            missing=asked,
        )
    if proof and proof.verdict is not Verdict.MET:
        return Outcome(
            proof.verdict, title, f"{title}{note}：{proof.message}", missing=proof.missing, files=proof.files
        )
    return Outcome(Verdict.MET, title, f"本单位说明：{title}{note}", files=tuple(stated.evidence or ()))


def attached(condition: AttachedCondition, names: Names) -> Compiled:
    """Evidence of a kind: among the files of the record or row at hand, else among the project's attachments."""
    kind, as_copy = condition.attached, is_copy(condition.copy_or_original, own=condition.draft is not None)
    holder = next((one for one in (names.inner, names.row) if one and f"{one}.files" in fields()), None)

    def judge(world: World, scope: Scope) -> Outcome:
        row = scope.inner if holder == names.inner else scope.row
        path: Path = (*row.path, "files", kind) if holder and row else ("attachments", kind)
        found = _papers(world, path, world.value(path), f"「{kind}」")
        drafted = condition.draft is not None and found.verdict is not Verdict.MET and not found.files
        told = f"{found.message}（{TOLD}）" if drafted else found.message
        return replace(found, message=told, shown=(Shown(kind, found.files, is_copy=as_copy),))

    how = f"附有{kind}，文件存在且能打开"
    return Compiled(
        judge,
        reads=frozenset({f"{holder}.files{{}}" if holder else "attachments{}"}),
        meaning=(how, *draft_meaning(condition.draft)),
        phrase=how,
        attached=frozenset() if holder else frozenset({kind}),
        drafts=paper_draft(condition.draft, kind, judge, in_row=holder is not None),
    )


def draft_meaning(form: str | None) -> tuple[str, ...]:
    """How a first draft comes about, as a line below what asks for the finished paper."""
    return (f"　{TOLD}（forms/{form}）；写完、登记定稿才算",) if form else ()


LAST_YEAR = "上一年度"
"""The calendar year before the day of the judgement."""


def dated_paper(condition: PaperCondition) -> Compiled:
    """A report for the year that the notice names; raises UnknownName and BadValue for a paper or year that is none."""
    title, last = _report(condition.paper).label, condition.year == LAST_YEAR
    named = YEAR.parse(condition.year) if condition.year and not last else None
    path: Path = tuple(condition.paper.split("."))

    def judge(world: World, scope: Scope) -> Outcome:
        year = world.on.year - 1 if last else named
        wanted = f"{year} 年度{title}" if year else title
        found = decide(year, wanted, world)
        # A report that is stated to be of another year is not the one that is asked for: its outcome names no file.
        paper = Shown(wanted, found.files, is_copy=is_copy(condition.copy_or_original))
        return replace(found, shown=(paper,))

    def decide(year: int | None, wanted: str, world: World) -> Outcome:
        if world.value(path) == NIL:
            return Outcome(Verdict.UNMET, title, f"没有{title}")
        stated = world.value((*path, "year")) if year else None
        if stated is not None and stated != year:
            return Outcome(Verdict.UNMET, title, f"{title}是 {stated} 年度的，要求 {year} 年度")
        shown = _papers(world, (*path, "files"), world.value((*path, "files")), wanted)
        if year and stated is None and shown.verdict is not Verdict.UNMET:
            told = f"{title}没有写是哪一年度的，要求 {year} 年度" if shown.files else shown.message
            asked = (world.missing((*path, "year")), *shown.missing)
            return Outcome(Verdict.UNKNOWN, title, told, missing=asked, files=shown.files)
        return shown

    keys = ("year", "files") if condition.year else ("files",)
    reads = frozenset({condition.paper, *(f"{condition.paper}.{key}" for key in keys)})
    of_year = LAST_YEAR if last else f"{named} 年度" if named else ""
    how = f"附有{of_year}{title}，文件存在且能打开"
    return Compiled(judge, reads, (how,), how)


def _report(name: str) -> Field:
    """The field of a record that has a year and files."""
    dated = [path for path in fields() if f"{path}.year" in fields() and f"{path}.files" in fields()]
    if name not in dated or fields()[name].shape is not Shape.RECORD:
        raise UnknownName(name, nearest(name, dated))
    return fields()[name]


def _papers(world: World, path: Path, files: Sequence[str] | None, title: str) -> Outcome:
    """Whether evidence is named and every named file can be opened."""
    if files is None:
        return Outcome(Verdict.UNKNOWN, title, f"还没有附上{title}", missing=(world.missing(path),))
    if not files:
        return Outcome(Verdict.UNMET, title, f"没有{title}")
    found = {file: world.files.get(file, FileState.ABSENT) for file in files}
    bad = [f"{file} {state.reason}" for file, state in found.items() if state is not FileState.GOOD]
    if bad:
        told = f"{title}：{'；'.join(bad)}"
        return Outcome(Verdict.UNKNOWN, title, told, missing=(world.missing(path),), files=tuple(files))
    return Outcome(Verdict.MET, title, f"{title}已附 {len(found)} 个文件", files=tuple(files))


def made(condition: MadeCondition) -> Compiled:
    """A form that `build` fills: met when no slot is open, or when the finished paper is attached."""
    finished: Path = ("attachments", condition.finished)

    def judge(world: World, scope: Scope) -> Outcome:
        files = tuple(world.value(finished) or ())
        paper = Shown(condition.finished, files, form=condition.made, is_copy=False)
        return replace(_made(condition, finished, world), form=condition.finished, shown=(paper,))

    how = (
        f"《{condition.finished}》由 evalprep build 填写，各栏都有内容（签字、盖章除外），或在附件中附上定稿"
    )
    reads = frozenset({f"form:{condition.made}", "attachments{}"})
    return Compiled(judge, reads, (how,), how, attached=frozenset({condition.finished}))


def _made(condition: MadeCondition, finished: Path, world: World) -> Outcome:
    """The finished paper, else how far the form is filled."""
    files = world.value(finished)
    attached = _papers(world, finished, files, f"《{condition.finished}》（定稿）")
    if attached.verdict is Verdict.MET:
        return attached
    filled = _filled(condition, world)
    if filled is None:
        return attached if files is not None else _no_file(condition, world)
    if filled.verdict is Verdict.MET or not files:
        return filled
    # Either way is enough, so whoever named a finished paper is told what is wrong with it first.
    return Outcome(
        Verdict.UNKNOWN,
        filled.title,
        f"{attached.message}；{filled.message}",
        missing=(*attached.missing, *filled.missing),
        files=attached.files,
    )


def _filled(condition: MadeCondition, world: World) -> Outcome | None:
    """How far the form is complete; None when the library does not have it, or has no official file of it."""
    state = world.forms.get(condition.made)
    if state is None or state.awaits:
        return None
    if state.unfit:
        told = f"《{state.title}》「{'」「'.join(state.unfit)}」的几个选项都不相符：先问受理单位，打印后手工勾选，把定稿登记到附件"
        missing = tuple(world.missing(path) for path in (("attachments", condition.finished), *state.open))
        return Outcome(Verdict.UNKNOWN, state.title, told, missing=missing)
    if state.open:
        missing = tuple(world.missing(path) for path in state.open)
        told = f"《{state.title}》由 evalprep build 填写，还有 {len(missing)} 处空着"
        return Outcome(Verdict.UNKNOWN, state.title, told, missing=missing)
    told = f"《{state.title}》各栏都有内容，由 evalprep build 填好；打印后签字、盖章"
    return Outcome(Verdict.MET, state.title, told)


def awaiting(where: str) -> str:
    """What is told of a form whose official file the library lacks: that it does, and where to get it."""
    return f"官方表样不在通知里，缺官方文件：{where}"


def _no_file(condition: MadeCondition, world: World) -> Outcome:
    """The library lacks the form's official file, or the form: the authority has it, or the applicant writes the paper."""
    name, state = condition.finished, world.forms.get(condition.made)
    if state is not None:
        told = f"《{name}》{awaiting(state.awaits)}；填好的定稿登记到附件「{name}」"
    else:
        told = (
            f"evalprep 没有《{name}》的空白表：向受理单位索取，或照通知的要求自己写，定稿登记到附件「{name}」"
        )
    return Outcome(Verdict.UNKNOWN, name, told, missing=(world.missing(("attachments", name)),))
