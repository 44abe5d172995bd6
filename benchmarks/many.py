"""Many plainly fictional applicants, made from the examples; how long `check` and `build` take with one and two processes.

    python benchmarks/many.py FOLDER [NUMBER]

The applicants (500 unless told otherwise) are made in FOLDER; the table is printed. Memory is the largest resident set
of each process, from /proc (Linux), sampled; time is that of the wall.
"""

from __future__ import annotations

import random
import re
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLES = {
    "national-association": "2020-06-01",
    "zhejiang-training-school": "2020-12-01",
    "jilin-company": "2022-07-20",
}
ON = "2022-07-20"
"""A day on which all three notices are in force."""
SAMPLED = 0.05
MEGABYTE = 1024 * 1024


def make(folder: Path, number: int) -> None:
    """So many applicants with numbers of their own, each in a folder; their evidence is that of the examples."""
    chosen = random.Random(7)
    for at in range(number):
        example = ROOT / "examples" / list(EXAMPLES)[at % len(EXAMPLES)]
        made = folder / f"示例单位{at:04d}"
        made.mkdir(parents=True)
        shutil.copytree(example / "附件", made / "附件")
        text = (example / "evalprep.yaml").read_text(encoding="utf-8")
        text = re.sub(r"(?m)^(organization:\n(?:  .*\n)*?  name: .*)$", rf"\1示例{at:04d}", text, count=1)
        text = re.sub(
            r"\b(trained|assessed|area|seats|stations|quantity): (\d+)\b",
            lambda found: f"{found[1]}: {max(1, int(int(found[2]) * chosen.uniform(0.6, 1.4)))}",
            text,
        )
        (made / "evalprep.yaml").write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class Measured:
    """One run: seconds, and the most memory in MB of the process that was called, and of those that it began."""

    seconds: float
    processor: float
    """Seconds of processor time of all its processes: another program on the machine changes these least."""
    parent: float
    workers: tuple[float, ...]
    code: int


def measure(*arguments: str) -> Measured:
    """Run the command and watch it."""
    begun, before = time.perf_counter(), _processor()
    process = subprocess.Popen(
        [sys.executable, "-m", "evalprep", *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    most: dict[int, int] = {}
    while process.poll() is None:
        for one in (process.pid, *_children(process.pid)):
            most[one] = max(most.get(one, 0), _resident(one))
        time.sleep(SAMPLED)
    seconds = time.perf_counter() - begun
    parent = most.pop(process.pid, 0) / MEGABYTE
    # The process that looks after shared resources is small.
    workers = sorted((one / MEGABYTE for one in most.values() if one > 30 * MEGABYTE), reverse=True)
    return Measured(seconds, _processor() - before, parent, tuple(workers), process.returncode)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _children(pid: int) -> list[int]:
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(one) for one in told.split()]


def _resident(pid: int) -> int:
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0


def main() -> None:
    folder, number = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 500
    if not folder.exists():
        make(folder, number)
    _row("", "applicants", "processes", "s", "s each", "processor s", "parent MB", "workers MB", "ratio")
    _row("---", *["---:"] * 8)
    written = [("-o", str(folder.with_suffix(end))) for end in (".json", ".html", ".xlsx")]
    for command, more in (("check", ()), *(("check", one) for one in written), ("build", ())):
        first = 0.0
        for jobs in (1, 2):
            found = measure(command, str(folder), "--on", ON, "--jobs", str(jobs), *more)
            first = first or found.seconds
            workers = " ".join(f"{one:.0f}" for one in found.workers) or "-"
            name = " ".join((command, *more[:1], *(Path(one).suffix for one in more[1:])))
            each, ratio = f"{found.seconds / number:.3f}", f"{first / found.seconds:.2f}"
            used = f"{found.seconds:.1f}", each, f"{found.processor:.1f}", f"{found.parent:.0f}"
            _row(name, str(number), str(jobs), *used, workers, ratio)


def _row(*cells: str) -> None:
    sys.stdout.write(f"| {' | '.join(cells)} |\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
