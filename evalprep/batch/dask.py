"""Who works on jobs on other machines: a Dask cluster, by the address of its scheduler.

Its client is a `concurrent.futures.Executor` like any other. The nodes must have evalprep in the same version and see
the same files under the same paths. Whoever can reach a scheduler can run anything on its nodes, and its nodes
anything here (jobs and results are pickled): only one's own.
"""

from __future__ import annotations

import logging
import platform
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from queue import Empty, Queue
from threading import Thread
from typing import Any

from evalprep import __version__
from evalprep.batch.job import Done, Job
from evalprep.batch.run import Crew
from evalprep.batch.work import perform
from evalprep.errors import InputError, Problem, UsageError

CONNECTS, JOINS, LEAVES = 5.0, 3.0, 2.0
"""How many seconds the scheduler has to answer, a node to be there, and the connection to end."""
TALKERS = ("distributed", "tornado", "asyncio")
"""The loggers of Dask and what it stands on."""
RETURNS = 20.0
"""How many seconds a scheduler or the last node that is gone has to come back."""


@contextmanager
def cluster(address: str, tell: Callable[[str], None]) -> Iterator[Crew]:
    """The nodes of a scheduler; `tell` is told what may go wrong with them. Raises UsageError and InputError."""
    client = _connected(address)
    try:
        _refuse_unlike(client, address, tell)
        executor = client.get_executor(pure=False)
        try:
            yield Crew(executor, 2 * max(sum(client.ncores().values()), 1), _Watch(client, address).require)
        except BaseException as error:
            if isinstance(error, Exception) and client.status != "running":
                raise _gone(f"和 Dask 调度器 {address} 的连接断了") from None
            executor.shutdown(wait=False)
            raise
    finally:
        client.close(timeout=LEAVES)


def at_node(job: Job) -> Done:
    """What came of a job on a node. Raises InputError on one with another evalprep, which joined after it was asked."""
    if job.version != __version__:
        raise _other_evalprep(__version__, job.version)
    return perform(job)


@dataclass
class _Watch:
    """Whether scheduler and nodes are there still: Dask itself waits for them for ever."""

    client: Any
    address: str
    _gone_since: float | None = None

    def require(self) -> None:
        """Raise InputError where they have been gone for too long."""
        is_there = self.client.status == "running"
        if is_there and self.client.scheduler_info()["workers"]:
            self._gone_since = None
            return
        now = time.monotonic()
        self._gone_since = self._gone_since or now
        if now - self._gone_since > RETURNS:
            raise _gone("计算节点都不在了" if is_there else f"和 Dask 调度器 {self.address} 的连接断了")


def versions() -> Mapping[str, str]:
    """What has to be the same here and on the nodes."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"evalprep": __version__, "Python": python, "distributed": version("distributed")}


def _gone(told: str) -> InputError:
    remedy = "确认集群还在运行，再运行一次；只用这一台电脑的，改用 --jobs"
    return InputError(Problem("cluster_gone", told, remedy))


def _connected(address: str) -> Any:
    try:
        import distributed
    except ImportError:
        told = "--scheduler 要用 Dask，这台电脑还没有装"
        remedy = '运行 pip install "evalprep[dask]"；只用这一台电脑的，改用 --jobs'
        raise UsageError(Problem("no_dask", told, remedy)) from None
    # What its threads complain of while a connection fails is told here, once.
    for name in [one for one in logging.root.manager.loggerDict if one.startswith(TALKERS)]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        connect: Any = distributed.Client
        return _within(CONNECTS + 1, lambda: connect(address, timeout=CONNECTS, set_as_default=False))
    except Exception as error:
        told = f"连不上 Dask 调度器 {address}（{_reason(error)}）"
        remedy = "核对地址和端口（例如 tcp://192.0.2.10:8786），确认 dask scheduler 正在运行；只用这一台电脑的，改用 --jobs"
        raise InputError(Problem("no_scheduler", told, remedy)) from None


def _within(seconds: float, connect: Callable[[], Any]) -> Any:
    """What a call gives in so many seconds; Dask itself waits for ever on who listens and never answers."""
    ended: Queue[tuple[Any, Exception | None]] = Queue()

    def call() -> None:
        try:
            ended.put((connect(), None))
        except Exception as error:
            ended.put((None, error))

    Thread(target=call, daemon=True).start()
    try:
        client, error = ended.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if error:
        raise error
    return client


def _reason(error: Exception) -> str:
    return "等不到回答" if isinstance(error, OSError | TimeoutError) else type(error).__name__


def _refuse_unlike(client: Any, address: str, tell: Callable[[str], None]) -> None:
    """Raise InputError where there is no node, or one with another evalprep: its verdicts may be others."""
    try:
        client.wait_for_workers(1, timeout=JOINS)
        found: Mapping[str, Any] = client.run(versions)
    except ModuleNotFoundError as error:
        told = f"计算节点上没有装 {error.name}"
        remedy = f'在每个节点上运行 pip install "evalprep[dask]=={__version__}"'
        raise InputError(Problem("no_evalprep_there", told, remedy)) from None
    except TimeoutError:
        told = f"调度器 {address} 下面没有计算节点"
        raise InputError(
            Problem("no_workers", told, f"在节点上运行 dask worker {address}，再试一次")
        ) from None
    for name, own in _own().items():
        there = sorted({one[name] for one in found.values()} - {own})
        if there and name == "evalprep":
            raise _other_evalprep("、".join(there), own)
        if there:
            tell(f"{_unlike(name, '、'.join(there), own)}；出错的话，先装成一样的。")


def _other_evalprep(there: str, here: str) -> InputError:
    remedy = f"各处装同一个版本：pip install evalprep=={here}"
    return InputError(Problem("other_version", _unlike("evalprep", there, here), remedy))


def _unlike(name: str, there: str, here: str) -> str:
    return f"计算节点上的 {name} 是 {there}，这里是 {here}"


def _own() -> Mapping[str, str]:
    return versions()
