"""Which papers one notice and track call for, of whom, and which of them are there finished: what `build` goes by."""

from __future__ import annotations

from collections.abc import Iterator

from evalprep.model.verdicts import Verdict
from evalprep.rules.checklist import ReadyChecklist, forms_read
from evalprep.rules.drafts import Wanted, merged
from evalprep.rules.ready import ReadyRule
from evalprep.rules.world import Scope, World


def wanted(checklist: ReadyChecklist, track: str | None, world: World) -> tuple[Wanted, ...]:
    """Every paper to be made, once: the applicant's own in the order of `ReadyChecklist.papers`, then those of each
    recommended organisation. A form that `build` fills is wanted always; a draft until its finished paper is there.
    """
    rules = (one for ready in checklist.in_order(track) for one in _of_rule(ready, world))
    items = checklist.scoring.items if checklist.scoring else ()
    scored = (
        one for item in items for draft in item.drafts for one in draft.wants(world, Scope(item.item.id))
    )
    found = merged([*rules, *scored])
    return tuple(sorted(found, key=lambda one: one.of.path if one.of else ()))


def _of_rule(ready: ReadyRule, world: World) -> Iterator[Wanted]:
    """What a rule wants made or drafted; where it does not apply, no draft."""
    condition = ready.condition
    if condition is None:
        return
    for form in forms_read(sorted(condition.reads)):
        yield Wanted(form, None, (), finished=False)
    for draft in condition.drafts:
        for subject in world.rows((ready.rule.for_each,)).rows if ready.rule.for_each else (None,):
            scope = Scope(ready.rule.id, subject)
            if condition.judge(world, scope).verdict is not Verdict.NOT_APPLICABLE:
                yield from draft.wants(world, scope)
