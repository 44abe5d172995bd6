"""A build that fails, is interrupted or killed at any point: the folder is the old one or the new one, whole."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from evalprep.errors import OutputError
from evalprep.submission.folder import MANIFEST, mend, place
from evalprep.submission.manifest import read_manifest
from evalprep.submission.swap import STAGED, Swap, clear
from tests.conftest import ROOT
from tests.submission.folders import AFTER, FORM, NEXT, mixed, papers_in, put, tree

CALLS = ("rename", "mkdir", "link", "fsync", "chmod", "rmdir", "unlink")
"""Of the module os: what a build asks of the system, apart from opening files to write them."""
Arm = Callable[[int, Callable[[], object], bool], "list[str]"]


@pytest.fixture
def arm(monkeypatch: pytest.MonkeyPatch) -> Iterator[Arm]:
    """Let something happen at the n-th call to the system, before or after it is done; the calls are noted."""
    real: dict[str, Any] = {name: getattr(os, name) for name in CALLS}
    # Hundreds of builds would wait for the disk.
    real["fsync"] = lambda _: None
    real_open = io.open

    def armed(nth: int, accident: Callable[[], object], done: bool) -> list[str]:
        calls: list[str] = []

        def called(name: str, function: Callable[..., object], *given: Any, **named: Any) -> object:
            calls.append(name)
            if len(calls) != nth:
                return function(*given, **named)
            if done:
                with suppress(OSError):
                    function(*given, **named)
            return accident()

        def opened(file: Any, mode: str = "r", *given: Any, **named: Any) -> object:
            if "x" not in mode:
                return real_open(file, mode, *given, **named)
            return called("open", real_open, file, mode, *given, **named)

        for name, function in real.items():
            monkeypatch.setattr(
                os, name, lambda *given, _n=name, _f=function, **named: called(_n, _f, *given, **named)
            )
        monkeypatch.setattr(io, "open", opened)
        return calls

    yield armed


def fail(failure: BaseException) -> Callable[[], object]:
    def accident() -> object:
        raise failure

    return accident


@pytest.fixture
def pattern(tmp_path: Path) -> Path:
    """A mixed folder, of which each build gets a copy."""
    mixed(tmp_path / "pattern")
    return tmp_path / "pattern"


def steps(pattern: Path, arm: Arm) -> int:
    """How many calls a build takes."""
    above = copied(pattern, 0)
    calls = arm(0, fail(AssertionError()), False)
    place(above / "out", NEXT, {})
    assert {"rename", "mkdir", "link", "fsync", "chmod", "open", "unlink"} <= set(calls)
    return len(calls)


def copied(pattern: Path, number: int) -> Path:
    """A folder that holds nothing but a mixed one, `out`."""
    shutil.copytree(pattern, pattern.parent / str(number) / "out", symlinks=True)
    return pattern.parent / str(number)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_failure_at_any_point_leaves_the_old_folder_or_none_is_told(
    pattern: Path, monkeypatch: pytest.MonkeyPatch, arm: Arm, number: int
) -> None:
    told = 0
    for nth in range(1, steps(pattern, arm) + 1):
        monkeypatch.undo()
        above = copied(pattern, nth)
        before = tree(above)
        arm(nth, fail(OSError(number, os.strerror(number))), False)
        try:
            place(above / "out", NEXT, {})
        except OutputError as refused:
            told += 1
            assert "磁盘已满" in str(refused) or "没有写入权限" in str(refused)
            assert tree(above) == before, nth
        else:
            assert papers_in(above / "out") == AFTER, nth
    assert told > 15


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_an_interruption_at_any_point_leaves_one_of_the_two_folders(
    pattern: Path, monkeypatch: pytest.MonkeyPatch, arm: Arm, done: bool
) -> None:
    olds = 0
    for nth in range(1, steps(pattern, arm) + 1):
        monkeypatch.undo()
        above = copied(pattern, nth)
        before = tree(above)
        arm(nth, fail(KeyboardInterrupt()), done)
        with pytest.raises(KeyboardInterrupt):
            place(above / "out", NEXT, {})
        monkeypatch.undo()
        if papers_in(above / "out") != AFTER:
            olds += 1
            assert tree(above) == before, nth
        else:
            # Only removing the old one was interrupted: the next build goes on with it.
            put(above / "out")
            assert [one.name for one in above.iterdir()] == ["out"]
    assert olds > 15


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), OSError(errno.EIO, "Input/output error")])
@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_a_first_build_that_fails_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arm: Arm, done: bool, failure: BaseException
) -> None:
    calls = arm(0, fail(AssertionError()), False)
    put(tmp_path / "steps" / "out")
    failed, placed = 0, len(calls) - calls[::-1].index("rename") - 1
    for nth in range(2, placed + 1):
        arm(nth, fail(failure), done)
        try:
            put(tmp_path / "a" / "out")
        except (KeyboardInterrupt, OutputError):
            failed += 1
            assert [one.name for one in tmp_path.iterdir()] == ["steps"], nth
        else:
            # What may be refused without harm: a folder that is there all the same, a list that is not flushed.
            assert calls[nth - 1] in ("mkdir", "fsync"), nth
            assert papers_in(tmp_path / "a" / "out") == {FORM: b"first"}
            shutil.rmtree(tmp_path / "a")
        monkeypatch.undo()
    assert failed > 5


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_a_build_killed_at_any_point_leaves_one_of_the_two_folders(
    pattern: Path, monkeypatch: pytest.MonkeyPatch, arm: Arm, done: bool
) -> None:
    states = set()
    for nth in range(1, steps(pattern, arm) + 1):
        monkeypatch.undo()
        above = copied(pattern, nth)
        before = tree(above / "out")
        child = os.fork()
        if not child:
            arm(nth, lambda: os._exit(9), done)
            place(above / "out", NEXT, {})
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        states.add("missing" if not (above / "out").exists() else "there")
        mend(above / "out")
        assert tree(above / "out") == before or papers_in(above / "out") == AFTER, nth
        place(above / "out", NEXT, {})
        assert b"by hand" in papers_in(above / "out").values()
        assert [one.name for one in above.iterdir()] == ["out"], nth
    assert states == {"there", "missing"}


BUILDS = """
import sys
from itertools import count
from pathlib import Path
from evalprep.submission.folder import Paper, place
for number in count():
    papers = [Paper(f"0{one}-证/01-证.pdf", str(number).encode() * 2000) for one in range(1, 6)]
    place(Path(sys.argv[1]), papers, {})
    print(number, flush=True)
"""


@pytest.mark.slow
def test_builds_killed_at_random_moments_leave_whole_folders(tmp_path: Path) -> None:
    out, moments = tmp_path / "out", random.Random(6)
    for _ in range(10):
        with subprocess.Popen(
            [sys.executable, "-c", BUILDS, str(out)], stdout=subprocess.PIPE, cwd=ROOT
        ) as running:
            assert running.stdout is not None
            running.stdout.readline()
            time.sleep(moments.uniform(0, 0.1))
            running.send_signal(signal.SIGKILL)
        mend(out)
        (out / "我的.txt").write_bytes(b"mine")
        manifest = read_manifest(out)
        assert manifest is not None
        contents = {(out / one.name).read_bytes() for one in manifest.files}
        assert [hashlib.sha256(one).hexdigest() for one in contents] == [manifest.files[0].sha256]
        assert len(tree(out)) == 5 + 5 + 2
    put(out)
    assert papers_in(out) == {FORM: b"first", "我的.txt": b"mine"}
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


# Renames that stay refused


def refuse_renames(monkeypatch: pytest.MonkeyPatch, first: int) -> None:
    real, calls = os.rename, iter(range(1, 1000))

    def renamed(source: Path, target: Path) -> None:
        if next(calls) >= first:
            raise PermissionError(errno.EACCES, "Permission denied")
        real(source, target)

    monkeypatch.setattr(os, "rename", renamed)


def test_a_folder_that_is_in_use_is_told_and_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mixed(tmp_path / "out")
    before = tree(tmp_path / "out")
    refuse_renames(monkeypatch, 1)
    with pytest.raises(OutputError, match="正被别的程序使用"):
        place(tmp_path / "out", NEXT, {})
    assert tree(tmp_path / "out") == before


def test_what_cannot_be_put_back_is_told_and_put_back_by_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mixed(tmp_path / "out")
    before = tree(tmp_path / "out")
    refuse_renames(monkeypatch, 2)
    with pytest.raises(OutputError, match="没能放回原处") as refused:
        place(tmp_path / "out", NEXT, {})
    assert tree(Path(str(refused.value).partition("原来的文件在：")[2])) == before
    monkeypatch.undo()
    mend(tmp_path / "out")
    assert tree(tmp_path / "out") == before
    put(tmp_path / "out")
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_a_scanner_that_holds_a_folder_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "out")
    real, refusals = os.rename, [PermissionError(errno.EACCES, "Permission denied")] * 2

    def renamed(source: Path, target: Path) -> None:
        if refusals:
            raise refusals.pop()
        real(source, target)

    monkeypatch.setattr(os, "rename", renamed)
    monkeypatch.setattr("evalprep.submission.swap.PAUSES", (0, 0))
    put(tmp_path / "out", b"second")
    assert papers_in(tmp_path / "out") == {FORM: b"second"}


# What others did in the meantime


def killed_between(folder: Path) -> Path:
    """A folder whose build was killed between the two renames; where the old one lies."""
    with pytest.MonkeyPatch.context() as patch:
        refuse_renames(patch, 2)
        with pytest.raises(OutputError):
            place(folder, NEXT, {})
    (work,) = folder.parent.glob(".evalprep-*")
    return work / "old"


def test_a_folder_made_since_is_not_taken_for_ours(tmp_path: Path) -> None:
    mixed(tmp_path / "out")
    before = tree(tmp_path / "out")
    old = killed_between(tmp_path / "out")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "新的.txt").write_bytes(b"new")
    for again in (mend, put):
        with pytest.raises(OutputError, match=f"原来的文件在：{old}"):
            again(tmp_path / "out")
    assert tree(old) == before
    (tmp_path / "out").rename(tmp_path / "别的")
    mend(tmp_path / "out")
    assert (tree(tmp_path / "out"), tree(tmp_path / "别的")) == (before, {"新的.txt": b"new"})


def test_an_empty_folder_made_since_makes_room(tmp_path: Path) -> None:
    mixed(tmp_path / "out")
    before = tree(tmp_path / "out")
    killed_between(tmp_path / "out")
    (tmp_path / "out").mkdir()
    mend(tmp_path / "out")
    assert tree(tmp_path / "out") == before


def test_other_folders_beside_are_not_mended(tmp_path: Path) -> None:
    mixed(tmp_path / "out")
    old = killed_between(tmp_path / "out")
    put(tmp_path / "别的")
    mend(tmp_path / "别的")
    assert (old.exists(), (tmp_path / "out").exists()) == (True, False)


def test_mending_what_needs_none_changes_nothing(tmp_path: Path) -> None:
    put(tmp_path / "out")
    before = tree(tmp_path)
    for folder in ("out", "没有", "没有/里面"):
        mend(tmp_path / folder)
    assert tree(tmp_path) == before


def test_mending_does_not_disturb_a_build_under_way(tmp_path: Path) -> None:
    mixed(tmp_path / "out")
    place(tmp_path / "out", NEXT, {}, check=lambda _: mend(tmp_path / "out"))
    assert papers_in(tmp_path / "out") == AFTER


def test_of_two_builds_at_once_one_is_told_of_the_other(tmp_path: Path) -> None:
    put(tmp_path / "out")
    with pytest.raises(OutputError, match="同时还有一个 evalprep"):
        place(tmp_path / "out", NEXT, {}, check=lambda _: put(tmp_path / "out", b"second") and None)
    assert papers_in(tmp_path / "out") == {FORM: b"second"}
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    put(tmp_path / "out")
    killed_between(tmp_path / "out").rename(tmp_path / "out")
    assert len([*tmp_path.iterdir()]) == 2
    put(tmp_path / "out")
    assert sorted(tree(tmp_path)) == ["out", f"out/{FORM}", f"out/{MANIFEST}"]


def test_a_replaced_folder_with_what_is_read_only_is_removed(tmp_path: Path) -> None:
    put(tmp_path / "out")
    (tmp_path / "out" / "里面").mkdir()
    (tmp_path / "out" / "里面" / "a.txt").write_bytes(b"a")
    (tmp_path / "out" / "里面").chmod(0o500)
    put(tmp_path / "out", b"second")
    assert (tmp_path / "out" / "里面").stat().st_mode & 0o777 == 0o500
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_paths_are_only_so_much_longer_while_a_folder_is_made(tmp_path: Path) -> None:
    new = Swap.of(tmp_path / ("很长的名称" * 12)).new
    assert len(new.relative_to(tmp_path).as_posix()) == STAGED


def test_a_build_puts_the_old_folder_back_by_itself(tmp_path: Path) -> None:
    mixed(tmp_path / "out")
    killed_between(tmp_path / "out")
    place(tmp_path / "out", NEXT, {})
    assert papers_in(tmp_path / "out") == AFTER


def test_clearing_away_never_takes_the_only_old_folder(tmp_path: Path) -> None:
    mixed(tmp_path / "out")
    before = tree(tmp_path / "out")
    old = killed_between(tmp_path / "out")
    clear(tmp_path / "out")
    assert tree(old) == before


def test_a_folder_half_removed_never_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mixed(tmp_path / "out")
    monkeypatch.setattr(os, "unlink", lambda *_, **__: fail(KeyboardInterrupt())())
    with pytest.raises(KeyboardInterrupt):
        place(tmp_path / "out", NEXT, {})
    monkeypatch.undo()
    shutil.rmtree(tmp_path / "out")
    mend(tmp_path / "out")
    assert not (tmp_path / "out").exists()
