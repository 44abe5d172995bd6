"""One unit of work, in and out: what is to be done with one project, and what came of it. Both can be pickled."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from evalprep import __version__
from evalprep.errors import Problem
from evalprep.model.batch import Failed
from evalprep.model.results import CheckResult, NoticeRef
from evalprep.report.layout import Style
from evalprep.report.made import Built


@dataclass(frozen=True)
class Making:
    """What `build` is asked for."""

    output: Path | None = None
    only: str | None = None
    listed: bool = False
    strict: bool = False
    pdf: bool = False
    zip: bool = False
    max_mb: float | None = None
    style: Style = field(default_factory=Style)
    """How the list of what would be made is set."""


@dataclass(frozen=True)
class Job:
    """One project, and what is asked of it."""

    path: Path
    """The project file or its folder, as it was given or found."""
    on: date
    jurisdiction: str | None = None
    """The target as `-j` takes it; None for those that the project names, `all` for every jurisdiction."""
    notice: str | None = None
    library: Path | None = None
    making: Making | None = None
    """None for a check."""
    paper: str | None = None
    """The paper that is wished of a project with one target: docx (自查报告), xlsx (待补充清单)."""
    written: Path | None = None
    """The file that results go to, which must be none of the applicant's own."""
    base: Path | None = None
    """Where relative paths begin on a machine of a cluster; None for the working directory."""
    call: str = ""
    """What tells the calls of one worker apart: the law is read once for each."""
    version: str = __version__
    """Of the evalprep that asks: one that joined a cluster later may be another, with other verdicts."""


@dataclass(frozen=True)
class Judged:
    """One result, with what is said of its target."""

    result: CheckResult
    target: str
    """As `-j` takes it."""
    track_title: str | None


@dataclass(frozen=True)
class Made:
    """What was built for one target, or would be."""

    target: str
    label: str
    """某省（面向全省）: as people call it."""
    notice: NoticeRef
    built: Built | None = None
    planned: str = ""
    withheld: tuple[Problem, ...] = ()
    """Why nothing was made of a submission that was wanted only if it may be handed in."""
    exit_code: int = 0
    """Of what was withheld: 1 not ready, 4 undetermined."""


@dataclass(frozen=True)
class Fault:
    """A fault of ours: its kind and its traceback."""

    kind: str
    told: str


@dataclass(frozen=True)
class Done:
    """What came of a job; what was finished before something went wrong is there too."""

    path: Path
    judged: tuple[Judged, ...] = ()
    made: tuple[Made, ...] = ()
    problems: tuple[Problem, ...] = ()
    exit_code: int = 0
    """Of the problems; verdicts have codes of their own."""
    fault: Fault | None = None
    paper: bytes | None = None
    own_file: str | None = None
    """What the file is that results were to be written to, where it is the applicant's own."""
    dormant: tuple[str, ...] = ()
    """With every jurisdiction: what is told of those that have no notice in force."""

    @property
    def failed(self) -> Failed | None:
        """The project as one that could not be judged, where it is one."""
        if self.fault:
            remedy = "把出错的说明发给维护者"
            return Failed(
                str(self.path), (Problem("fault", f"程序出了意外的错误（{self.fault.kind}）", remedy),)
            )
        return Failed(str(self.path), self.problems) if self.problems else None
