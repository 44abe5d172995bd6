"""Values that do not fit one another, for any notice: each is right by itself, so each is a warning and no error."""

from __future__ import annotations

from collections.abc import Iterator

from evalprep.model.derived import is_registered_otherwise
from evalprep.model.identifiers import Uscc
from evalprep.model.resources import Equipment, Lease, Venue
from evalprep.model.results import Warned
from evalprep.model.validation import Path
from evalprep.rules.date_consistency import ahead
from evalprep.rules.occupation_consistency import occupations
from evalprep.rules.people_consistency import people
from evalprep.rules.world import Row, World

BODIES = {"企业", "事业单位", "社会团体", "民办非企业单位", "基金会", "机关"}
"""Legal forms that the code's kind of body names in the same words."""


def inconsistencies(world: World) -> Iterator[Warned]:
    """Every pair of values that contradict each other, each with a code and the place to look at."""
    yield from _kind(world)
    yield from _registration(world)
    yield from people(world)
    yield from occupations(world)
    for listed in ("venues", "equipment"):
        for row in world.rows((listed,)).rows:
            yield from _lease(row, world)
    yield from ahead(world)


def _warned(code: str, path: Path, message: str, world: World) -> Warned:
    return Warned(code, message, world.place(path))


def _kind(world: World) -> Iterator[Warned]:
    """The kind of body against the legal form: on a form neither of two that contradict each other is ticked."""
    kind, form = (world.value(("organization", key)) for key in ("kind", "legal_form"))
    if is_registered_otherwise(kind, form):
        told = f"机构类别填的是「{kind}」，法人类型填的是「{form}」，对不上：表上这一栏先不勾，改正其中一个"
        yield _warned("kind_legal_form", ("organization", "kind"), told, world)


def _registration(world: World) -> Iterator[Warned]:
    """The code's kind of body and province against the legal form and the registration authority (GB 32100)."""
    code: object = world.value(("organization", "uscc"))
    form, authority = (world.value(("organization", key)) for key in ("legal_form", "registration_authority"))
    known = world.catalogs.registration(code) if isinstance(code, Uscc) else None
    if known is None:
        return
    if form in BODIES and known.body in BODIES and form != known.body:
        told = f"信用代码的机构类别是「{known.body}」，法人类型填的是「{form}」"
        yield _warned("uscc_legal_form", ("organization", "legal_form"), told, world)
    named = [
        name
        for name in world.catalogs.provinces.values()
        if isinstance(authority, str) and authority.startswith(name)
    ]
    if named and known.place != named[0]:
        told = f"信用代码的登记地是{known.place}，登记机关填的是「{authority}」"
        yield _warned("uscc_region", ("organization", "registration_authority"), told, world)


def _lease(row: Row, world: World) -> Iterator[Warned]:
    """A lease that ends before it begins; a lease of what is one's own."""
    record = row.record
    assert isinstance(record, Venue | Equipment)
    lease = record.lease
    if not isinstance(lease, Lease):
        return
    if lease.starts and lease.to and lease.to < lease.starts:
        told = f"{row.label}：租期截止日 {lease.to} 早于开始日 {lease.starts}"
        yield _warned("lease_order", (*row.path, "lease"), told, world)
    if record.tenure == "自有" and (lease.starts or lease.to):
        yield _warned("lease_of_own", (*row.path, "lease"), f"{row.label}：填了租期，产权性质却是自有", world)
