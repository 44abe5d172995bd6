"""Places in files as machines look for them: beside the project that names them, and from the root of a repository."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from evalprep.errors import Place
from evalprep.model.results import Filing, Finding, Outcome
from evalprep.model.verdicts import Verdict
from evalprep.report.findings import SETTLED
from evalprep.rules.regulations import rules_lacking
from evalprep.store.project import FILE_NAME


def places(one: Finding | Filing) -> tuple[Place, ...]:
    """Where it is to be mended, the nearest first, as the result names it; empty where nothing points anywhere.

    Of what is unmet first the rows that fail, of what is unknown first the fields that would tell; then the list in
    which a management rule belongs.
    """
    missing = [asked.place for asked in (one.outcome if isinstance(one, Finding) else one).missing]
    rows = [place for _, place in failing_rows(one.outcome)] if isinstance(one, Finding) else []
    rules = [rule.place for rule in rules_lacking(one.outcome)] if isinstance(one, Finding) else []
    found = [*rows, *missing, *rules] if one.verdict is Verdict.UNMET else [*missing, *rows, *rules]
    return tuple(dict.fromkeys(place for place in found if place is not None))


def failing_rows(outcome: Outcome) -> Iterator[tuple[str, Place | None]]:
    """The rows that do not count for certain, each with why, those of its parts and of rules that it refers to too."""
    for row in outcome.rows:
        if row.counts != "yes":
            yield f"{outcome.title}{row.label}：{row.reason}", row.place
    for part in outcome.parts:
        if part.verdict not in SETTLED:
            yield from failing_rows(part.finding.outcome if part.finding else part)


def beside(project: str, place: Place) -> Place:
    """A place that a result names, with the file as whoever called found it: a result names it from the project's folder."""
    return Place((Path(project).parent / place.file).as_posix(), place.line, place.column)


def from_root(file: str, root: Path) -> str | None:
    """The path from a root, with forward slashes; None for a file that lies elsewhere."""
    # As it is written first: followed through links, a file that is linked into the repository lies outside of it.
    # Then as it lies: a whole path may go to the repository through a link.
    for found in (os.path.abspath, os.path.realpath):
        whole, base = Path(found(file)), Path(found(root))
        if whole.is_relative_to(base):
            return whole.relative_to(base).as_posix()
    return None


def uri(file: str, root: Path) -> tuple[str, bool]:
    """The path from the root percent-encoded, or the whole as `file:`; and whether it is from the root."""
    inner = from_root(file, root)
    if inner is None:
        return Path(os.path.normpath(Path(file).absolute())).as_uri(), False
    # A name on disk need not be UTF-8: its bytes are what is encoded.
    return quote(os.fsencode(inner)), True


def dotted(project: str) -> str:
    """A project's path as machines name classes: 甲/evalprep.yaml is 甲; of another file the name stays too."""
    path = PurePosixPath(project)
    # The usual name says nothing: it is the folder's that is the applicant's.
    own = path.parent if path.name == FILE_NAME and path.parent.name else path.with_suffix("")
    return ".".join(one.replace(".", "_") for one in own.parts if one not in (own.anchor, "..")) or "project"
