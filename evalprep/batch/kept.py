"""Results that wait for a report of all of them, kept on disk: memory holds one at a time."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Sequence
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, overload

from evalprep.errors import OutputError, Problem

if TYPE_CHECKING:
    from evalprep.model.results import CheckResult

IN_MEMORY = 8 * 1024 * 1024
"""So many bytes never reach the disk: some hundreds of results."""


class Kept(Sequence["CheckResult"]):
    """Results in the order in which they were added. Each time that one is asked for, it is a copy of its own.

    The file has no name where the system can do without, and is gone when the process ends, however it ends.
    """

    def __init__(self) -> None:
        self._file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
        self._ends = [0]

    def add(self, result: CheckResult) -> None:
        """Keep one more. Raises OutputError where the disk takes no more."""
        data = zlib.compress(pickle.dumps(result, pickle.HIGHEST_PROTOCOL), 1)
        try:
            self._file.seek(self._ends[-1])
            self._file.write(data)
            # Or a full disk would be met when it is read.
            self._file.flush()
        except OSError:
            told = "临时文件写不出来，结论放不下了：磁盘满了，或者临时文件夹不能写"
            raise OutputError(Problem("no_room", told, "清出一些空间，再运行一次")) from None
        self._ends.append(self._ends[-1] + len(data))

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, at: int) -> CheckResult: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[CheckResult]: ...
    def __getitem__(self, at: int | slice) -> CheckResult | Sequence[CheckResult]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        number = range(len(self))[at]
        start, end = self._ends[number : number + 2]
        self._file.seek(start)
        found: CheckResult = pickle.loads(zlib.decompress(self._file.read(end - start)))
        return found
