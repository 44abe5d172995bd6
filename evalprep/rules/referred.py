"""What a reference to other rules comes to: their whole findings as parts, and which of them decide.

What another organisation's file lacks is told in its parts with their places, and never asked of the applicant.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from evalprep.model.results import Finding, Missing, Outcome
from evalprep.model.verdicts import Verdict, Weight, all_of
from evalprep.rules.compiled import Judge
from evalprep.rules.drafts import Draft, Wanted, Wants, in_all, merged
from evalprep.rules.findings import finding_for, findings
from evalprep.rules.occupied import named, target
from evalprep.rules.ready import ReadyConflict, ReadyRule
from evalprep.rules.recommended import own_world
from evalprep.rules.showing import all_shown
from evalprep.rules.world import Row, Scope, World

Deciding = Callable[[Sequence[Finding]], list[Finding]]


def all_decide(found: Sequence[Finding]) -> list[Finding]:
    """Within one notice a reference asks for all that it names."""
    return list(found)


def musts_decide(found: Sequence[Finding]) -> list[Finding]:
    """Of another notice the musts; where it asks only in principle, that decides, for nothing decided would be met by all."""
    return [one for one in found if one.weight is Weight.MUST] or list(found)


def own_judge(
    ready: Sequence[ReadyRule],
    title: str,
    subject: str | None,
    deciding: Deciding,
    notice: str | None = None,
) -> Judge:
    """The findings in the applicant's own project: for the same subject where both rules repeat over one list.

    `notice` is the number of the other notice whose rules they are.
    """

    def judge(world: World, scope: Scope) -> Outcome:
        found = [
            finding
            for one in ready
            for finding in (
                [finding_for(one, world, scope.subject)]
                if subject is not None and one.rule.for_each == subject
                else findings(one, world)
            )
        ]
        return _outcome([replace(one, notice=one.notice or notice) for one in found], title, deciding)

    return judge


def own_drafts(ready: Sequence[ReadyRule], subject: str | None) -> tuple[Draft, ...]:
    """The drafts that the rules call for in the applicant's own project, by the same subjects as `own_judge`."""

    def of(one: ReadyRule, wants: Wants) -> Wants:
        if subject is not None and one.rule.for_each == subject:
            return lambda world, scope: wants(world, Scope(one.rule.id, scope.subject))
        return lambda world, scope: wanted_by(one, wants, world)

    rules = ((one, one.condition.drafts if one.condition else ()) for one in ready)
    return in_all([Draft(draft.form, of(one, draft.wants)) for draft in drafts] for one, drafts in rules)


def recommended_drafts(ready: Sequence[ReadyRule]) -> tuple[Draft, ...]:
    """The drafts that the rules call for in the project of the organisation that the subject recommends."""

    def inside(wants: Wants) -> Wants:
        def of_row(world: World, scope: Scope) -> Sequence[Wanted]:
            row = scope.subject
            assert row is not None
            inner = own_world(world, row)
            found = () if isinstance(inner, str) else wants(inner, Scope(scope.rule))
            return [replace(one, of=row) for one in found]

        return of_row

    return tuple(Draft(one.form, inside(one.wants)) for one in own_drafts(ready, None))


def wanted_by(ready: ReadyRule, wants: Wants, world: World) -> Sequence[Wanted]:
    """What a rule wants a draft of: for the whole, or for each row of the list that it repeats over."""
    rule = ready.rule
    subjects = world.rows((rule.for_each,)).rows if rule.for_each else (None,)
    return merged(one for subject in subjects for one in wants(world, Scope(rule.id, subject)))


def recommended_judge(ready: Sequence[ReadyRule], title: str, deciding: Deciding) -> Judge:
    """The findings in the project of the organisation that the subject recommends."""
    repeated = any(one.rule.for_each == "occupations" for one in ready)

    def judge(world: World, scope: Scope) -> Outcome:
        row = scope.subject
        assert row is not None
        inner = own_world(world, row)
        if isinstance(inner, str):
            asked = world.missing((*row.path, "project"))
            return Outcome(Verdict.UNKNOWN, title, f"还不能对照{title}：{inner}", missing=(asked,))
        outcome = _outcome([one for each in ready for one in findings(each, inner)], title, deciding)
        file = getattr(row.record, "project", None)
        organization = inner.project.organization
        name = organization.name if organization and organization.name else file
        told = f"{name}：{outcome.message}"
        apart = _not_applied_for(world, row, inner) if repeated else []
        if apart:
            told += f"；推荐职业「{'」「'.join(apart)}」不在它的申报职业里，还没有对照"
        verdict = all_of([outcome.verdict, *([Verdict.UNKNOWN] if apart else [])])
        if apart or verdict is Verdict.UNKNOWN:
            told += f"；缺的资料填到 {file}"
        return replace(outcome, verdict=verdict, message=told, missing=())

    return judge


def _not_applied_for(world: World, row: Row, inner: World) -> list[str]:
    """The occupations for which an organisation is recommended, but which its own file does not surely hold."""
    path = (*row.path, "occupations")
    own = [target(inner, one) for one in inner.rows(("occupations",)).rows]
    return [
        text
        for text in world.value(path) or ()
        if not any(named(inner, one, (text,), path).value is True for one in own)
    ]


def conflict_judge(ready: ReadyRule) -> Judge:
    """The other notice's finding in the applicant's own project, for the same subject."""

    def judge(world: World, scope: Scope) -> Outcome:
        found = finding_for(ready, world, scope.subject if ready.rule.for_each else None)
        return replace(found.outcome, finding=found)

    return judge


def stricter_judge(own: Judge, others: Sequence[tuple[ReadyConflict, Judge]]) -> Judge:
    """A rule and what other notices say of the same: the stricter decides, and the message tells of all."""

    def judge(world: World, scope: Scope) -> Outcome:
        parts = (own(world, scope), *(other(world, scope) for _, other in others))
        verdict = all_of(part.verdict for part in parts)
        told = _told_of_both(parts, [conflict for conflict, _ in others])
        asked = {one.path: one for part in parts if part.verdict is verdict for one in part.missing}
        return Outcome(
            verdict,
            "",
            told,
            missing=tuple(asked.values()) if verdict is Verdict.UNKNOWN else (),
            parts=parts,
            files=tuple(dict.fromkeys(file for part in parts for file in part.files)),
            shown=tuple(dict.fromkeys(all_shown(parts))),
        )

    return judge


def _told_of_both(parts: Sequence[Outcome], others: Sequence[ReadyConflict]) -> str:
    """What each notice comes to; where the applicant holds by all of them, the numbers once."""
    own = parts[0]
    named = [f"按{one.notice}（{one.rule.id}）" for one in others]
    if all(part.verdict is Verdict.MET for part in parts):
        return f"{own.message}；{'、'.join(named)}也符合"
    if all((part.verdict, part.message) == (own.verdict, own.message) for part in parts):
        return f"{own.message}；{'、'.join(named)}也{own.verdict.label}"
    told = [f"按本通知{own.verdict.label}：{own.message}"]
    for name, part in zip(named, parts[1:], strict=True):
        told.append(f"{name}{part.verdict.label}：{part.message}")
    return f"{'；'.join(told)}；两个通知不一致，从严判断"


def _outcome(found: Sequence[Finding], title: str, deciding: Deciding) -> Outcome:
    decisive = deciding(found)
    verdict = all_of(one.outcome.verdict for one in decisive)
    return Outcome(
        verdict,
        title,
        _told(verdict, title, found, decisive),
        missing=_missing(decisive) if verdict is Verdict.UNKNOWN else (),
        parts=tuple(replace(one.outcome, finding=one) for one in found),
        files=tuple(dict.fromkeys(file for one in found for file in one.outcome.files)),
    )


def _missing(found: Sequence[Finding]) -> tuple[Missing, ...]:
    """What the findings wait for, each once; those that are settled wait for nothing."""
    return tuple({one.path: one for finding in found for one in finding.outcome.missing}.values())


def _told(verdict: Verdict, title: str, found: Sequence[Finding], decisive: Sequence[Finding]) -> str:
    """Each finding that decides, and then those of principle that do not hold and decide nothing."""
    telling = [one for one in decisive if one.outcome.verdict is verdict]
    if verdict is Verdict.MET:
        what = "" if len(decisive) == len(found) else "必备的 "
        told = f"{title}：{what}{len(telling)} 项{'都' if len(telling) > 1 else ''}符合"
    elif verdict is Verdict.NOT_APPLICABLE:
        told = f"{title}：各条都不适用"
    else:
        listed = "；".join(f"{one.name} {one.outcome.message}" for one in telling)
        told = f"{title} 有 {len(telling)} 项{verdict.label}：{listed}"
    soft = [
        f"{one.name} {one.outcome.verdict.label}"
        for one in found
        if one not in decisive and one.outcome.verdict in (Verdict.UNMET, Verdict.UNKNOWN)
    ]
    return f"{told}；原则上的条件另有：{'、'.join(soft)}" if soft else told
