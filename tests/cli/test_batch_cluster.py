"""`--scheduler`: the same work on a Dask cluster, a real scheduler with two workers."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from evalprep import __version__
from tests.cli.conftest import Run
from tests.cli.test_batch import applicant, applicants, evalprep, first_line, shown
from tests.conftest import ROOT

pytestmark = pytest.mark.slow
pytest.importorskip("distributed")
DAY = ("--on", "2020-06-01")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def dask(folder: Path, *arguments: str, path: Path = ROOT) -> Iterator[None]:
    """One process of a cluster, working in a folder of its own, until the context ends."""
    folder.mkdir(exist_ok=True)
    with (folder / f"{arguments[0]}.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(path)},
            stdout=log,
            stderr=log,
        )
        (folder / f"{arguments[0]}.pid").write_text(str(process.pid))
        try:
            yield
        finally:
            process.terminate()
            process.wait(20)


def many(folder: Path) -> Path:
    for number in range(300):
        applicant(folder / f"示例单位{number:04d}", "x")
    return folder


def begun(folder: Path, address: str) -> subprocess.Popen[str]:
    """A check of many on a cluster, once the first is done."""
    process = evalprep("check", many(folder), *DAY, "--scheduler", address, stdout=subprocess.DEVNULL)
    first_line(process)
    return process


def test_ctrl_c_cancels_what_has_not_begun_and_leaves_the_cluster(tmp_path: Path, address: str) -> None:
    process = begun(tmp_path, address)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=15)
    assert (process.returncode, bool(re.search(r"做完了 \d+ 个（共 300 个）", err))) == (130, True)
    assert "Traceback" not in err


def test_a_scheduler_that_leaves_in_the_middle_is_told_once(tmp_path: Path) -> None:
    with scheduler(tmp_path / "cluster") as found:
        options = ("--nthreads", "1", "--no-dashboard", "--local-directory", str(tmp_path / "cluster"))
        with dask(tmp_path / "one", "worker", found, *options):
            process = begun(tmp_path / "各单位", found)
            os.kill(int((tmp_path / "cluster" / "scheduler.pid").read_text()), signal.SIGKILL)
            _, err = process.communicate(timeout=60)
    assert process.returncode == 3
    assert err.count("的连接断了") == 1
    assert re.search(r"做完了 \d+ 个（共 300 个）", err)
    assert "distributed" not in err


@contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    """A scheduler; its address."""
    port = free_port()
    words = ("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show")
    with dask(folder, *words):
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with socket.socket() as one:
                if not one.connect_ex(("127.0.0.1", port)):
                    break
            time.sleep(0.1)
        yield f"tcp://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler with two workers, each in a folder of its own."""
    folder = tmp_path_factory.mktemp("cluster")
    with scheduler(folder) as found:
        options = ("--nthreads", "1", "--no-dashboard", "--local-directory", str(folder))
        with (
            dask(folder / "one", "worker", found, *options),
            dask(folder / "two", "worker", found, *options),
        ):
            from distributed import Client

            with Client(found, set_as_default=False) as client:  # type: ignore[no-untyped-call]
                client.wait_for_workers(2, timeout=60)
            yield found


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_cluster_says_what_this_machine_says(run: Run, tmp_path: Path, address: str, command: str) -> None:
    applicants(tmp_path / "各单位", "abXcd")
    here = run(command, "各单位", *DAY)
    there = run(command, "各单位", *DAY, "--scheduler", address)
    assert (there.code, there.out) == (here.code, here.out)
    assert there.err.replace(f" --scheduler {address}", "") == here.err
    if command == "check":
        assert shown(there.out) == list("abcd")


def test_both_workers_work(run: Run, tmp_path: Path, address: str) -> None:
    from distributed import Client

    applicants(tmp_path / "各单位", "abcdefghijklmnop")
    run("check", "各单位", *DAY, "--scheduler", address)
    with Client(address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        loaded = client.run(lambda: "evalprep.check" in sys.modules)
    assert list(loaded.values()) == [True, True]


def test_an_own_library_and_a_file_of_ones_own_are_found_from_this_folder(
    run: Run, tmp_path: Path, address: str
) -> None:
    applicants(tmp_path / "各单位", "ab")
    ran = run("check", "各单位", *DAY, "--scheduler", address, "--library", ROOT, "-o", "汇总.xlsx")
    assert (ran.code, (tmp_path / "汇总.xlsx").exists()) == (4, True)
    into = ("--format", "json", "-o", "各单位/a/evalprep.yaml")
    own = run("check", "各单位", *DAY, "--scheduler", address, *into)
    assert (own.code, "这是项目文件" in own.err) == (3, True)


@pytest.mark.parametrize("there", ["nothing", "somebody else"])
def test_a_scheduler_that_is_not_there_is_told_within_ten_seconds(
    run: Run, tmp_path: Path, there: str
) -> None:
    applicants(tmp_path / "各单位", "ab")
    begun = time.monotonic()
    with socket.socket() as other:
        port = free_port()
        if there == "somebody else":
            other.bind(("127.0.0.1", port))
            other.listen()
        name = f"tcp://127.0.0.1:{port}"
        ran = run("check", "各单位", *DAY, "--scheduler", name)
    assert time.monotonic() - begun < 10
    assert (ran.code, ran.out) == (3, "")
    told = re.sub(r"\s", "", ran.err)
    assert f"连不上Dask调度器{name}" in told
    assert "改用--jobs" in told
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("name", ["不是地址", "127.0.0.1", "tcp://", "http://127.0.0.1:9"])
def test_what_is_no_address_is_wrong_usage(run: Run, tmp_path: Path, name: str) -> None:
    applicants(tmp_path / "各单位", "ab")
    ran = run("check", "各单位", *DAY, "--scheduler", name)
    assert (ran.code, "不是地址，或没有写端口" in ran.err) == (2, True)


def test_a_scheduler_without_workers_is_told(run: Run, tmp_path: Path) -> None:
    applicants(tmp_path / "各单位", "ab")
    with scheduler(tmp_path / "cluster") as found:
        ran = run("check", "各单位", *DAY, "--scheduler", found)
    assert (ran.code, "下面没有计算节点" in ran.err) == (3, True)


@pytest.mark.parametrize(
    ("name", "code", "told"), [("evalprep", 3, "各处装同一个版本"), ("distributed", 4, "先装成一样的")]
)
def test_another_version_there_is_told_and_another_evalprep_refused(
    run: Run, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch, name: str, code: int, told: str
) -> None:
    from evalprep.batch import dask as module

    own = {**module.versions(), name: "0.0.0"}
    applicants(tmp_path / "各单位", "ab")
    # Nodes find `versions` by its name, so that only this end tells another one.
    monkeypatch.setattr(module, "_own", lambda: own)
    ran = run("check", "各单位", *DAY, "--scheduler", address)
    assert (ran.code, told in ran.err, "这里是 0.0.0" in ran.err) == (code, True, True)


def test_a_node_with_another_evalprep_that_joins_later_ends_the_run_before_it_is_told_anything(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from evalprep.batch import dask as module

    for part in ("evalprep", "checklists", "forms"):
        shutil.copytree(ROOT / part, tmp_path / "other" / part)
    own = tmp_path / "other" / "evalprep" / "__init__.py"
    own.write_text(own.read_text(encoding="utf-8").replace(__version__, "0.0.0"), encoding="utf-8")
    applicants(tmp_path / "各单位", "ab")
    # As if it had not been there when the nodes were asked.
    monkeypatch.setattr(module, "_refuse_unlike", lambda *_: None)
    with scheduler(tmp_path / "cluster") as found:
        options = ("--nthreads", "1", "--no-dashboard", "--local-directory", str(tmp_path / "cluster"))
        with dask(tmp_path / "one", "worker", found, *options, path=tmp_path / "other"):
            ran = run("check", "各单位", *DAY, "--scheduler", found)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.count(f"计算节点上的 evalprep 是 0.0.0，这里是 {__version__}") == 1


def test_without_dask_the_command_to_install_it_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    applicants(tmp_path / "各单位", "ab")
    monkeypatch.setitem(sys.modules, "distributed", None)
    ran = run("check", "各单位", *DAY, "--scheduler", "tcp://127.0.0.1:1")
    assert (ran.code, 'pip install "evalprep[dask]"' in ran.err) == (2, True)
