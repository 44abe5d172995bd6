"""Where to file: 申报途径. The first way whose condition holds decides; where that is not certain nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evalprep.model.masking import masked
from evalprep.model.results import Filing, Missing, Outcome
from evalprep.model.verdicts import Verdict, Weight, all_of
from evalprep.rules.compiled import Compiled
from evalprep.rules.entries import Route
from evalprep.rules.wording import open_message
from evalprep.rules.world import Scope, World


@dataclass(frozen=True)
class ReadyWay:
    """One way to file, with its condition compiled."""

    condition: Compiled
    authority: str
    note: str | None = None


@dataclass(frozen=True)
class ReadyRoute:
    """A route with its condition compiled."""

    route: Route
    condition: Compiled | None
    ways: tuple[ReadyWay, ...] = ()

    @property
    def reads(self) -> frozenset[str]:
        """The registry's paths of every field that the route depends on, as `Compiled.reads` names them."""
        own = self.condition.reads if self.condition else frozenset()
        return own.union(*(way.condition.reads for way in self.ways))


@dataclass(frozen=True)
class Chosen:
    """To whom an applicant goes: met with one authority, or unknown with those that come into question."""

    verdict: Verdict
    authority: str
    told: tuple[str, ...]
    missing: tuple[Missing, ...] = ()


def filing(ready: ReadyRoute, world: World) -> Filing:
    """The route on a project: the authority, and whether the route's own condition holds. A note has no verdict."""
    route, weight = ready.route, Weight(ready.route.weight)
    own = ready.condition.judge(world, Scope(route.id)) if ready.condition else None
    chosen = _chosen(ready, world) if ready.ways else Chosen(Verdict.NOT_APPLICABLE, "", ())
    verdict = all_of([*([own.verdict] if own else []), *([chosen.verdict] if ready.ways else [])])
    failing = [masked(own.message)] if own and own.verdict is not Verdict.MET else []
    # What fails is told alone: the way there is of no use before it is mended.
    interpretation = [route.interpretation] if route.interpretation and not failing else []
    remedy = [route.remedy] if route.remedy and verdict in (Verdict.UNMET, Verdict.UNKNOWN) else []
    told = [*failing, *chosen.told, *interpretation, *remedy]
    return Filing(
        route.id,
        route.clause,
        route.title,
        weight,
        None if weight is Weight.NOTE or not (own or ready.ways) else verdict,
        chosen.authority or route.authority or "",
        "。".join(one.rstrip("。") for one in told),
        missing=_each_once([*(own.missing if own else ()), *chosen.missing])
        if verdict is Verdict.UNKNOWN
        else (),
    )


def _chosen(ready: ReadyRoute, world: World) -> Chosen:
    """The first way that holds. One before it of which it is open may come first, unless it leads to the same place."""
    passed: list[tuple[ReadyWay, Outcome]] = []
    for way in ready.ways:
        outcome = way.condition.judge(world, Scope(ready.route.id))
        if outcome.verdict is Verdict.MET:
            return _held(way, outcome, passed, world)
        if outcome.verdict in (Verdict.UNKNOWN, Verdict.EASED):
            passed.append((way, outcome))
    if not passed:
        authorities = _several([ready.route.authority] if ready.route.authority else _authorities(ready.ways))
        return Chosen(Verdict.UNKNOWN, authorities, ("通知没有写这种情况向哪里申报，先问清楚再报",))
    candidates = [way for way, _ in passed]
    return Chosen(Verdict.UNKNOWN, _several(_authorities(candidates)), *_open(passed, world))


def _held(
    way: ReadyWay, outcome: Outcome, passed: Sequence[tuple[ReadyWay, Outcome]], world: World
) -> Chosen:
    candidates = [*(before for before, _ in passed), way]
    if len({(one.authority, one.note) for one in candidates}) == 1:
        told = (way.note,) if way.note else ()
        return Chosen(Verdict.MET, way.authority, (masked(outcome.message), *told))
    return Chosen(Verdict.UNKNOWN, _several(_authorities(candidates)), *_open(passed, world))


def _open(
    passed: Sequence[tuple[ReadyWay, Outcome]], world: World
) -> tuple[tuple[str, ...], tuple[Missing, ...]]:
    """What has to be known to tell the candidates apart, in words and as fields."""
    outcomes = [outcome for _, outcome in passed]
    told = f"还不能断定向哪里申报：{masked(open_message(outcomes, world))}"
    return (told,), _each_once(asked for outcome in outcomes for asked in outcome.missing)


def _each_once(missing: Iterable[Missing]) -> tuple[Missing, ...]:
    return tuple({asked.path: asked for asked in missing}.values())


def _authorities(ways: Sequence[ReadyWay]) -> list[str]:
    return list(dict.fromkeys(way.authority for way in ways))


def _several(authorities: Sequence[str]) -> str:
    return "，或".join(authorities)
