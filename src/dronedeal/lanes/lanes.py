"""Working out cases side by side in processes of their own.

Not a pool of the standard library: those either copy the caller's
threads, which a solver may hold, or run the caller's script again.

A lane is one process that is told cases and gives answers, both as pickles over its pipes.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Generic, Protocol, Self, TypeVar

__all__ = ["Answer_co", "LaneBroken", "Lanes", "Runs", "lane_count"]

Answer_co = TypeVar("Answer_co", covariant=True)


class Runs(Protocol, Generic[Answer_co]):
    """A case: its words say what is being worked out."""

    def run(self) -> Answer_co:
        """Work it out; the answer is no text, for that is how a failure is told."""
        ...


_MOST = 4
"""No more processes than this: each holds a program and its solver."""


_SETTINGS = {
    "PYTHONHASHSEED": "0",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_MMAP_THRESHOLD_": "67108864",
    "MALLOC_TRIM_THRESHOLD_": "268435456",
}
"""Of a process: sets in one order everywhere, no threads that take the other lanes' processors, and, where the C library is GNU's, memory
that is kept for the next array: giving it back and asking anew took a third of a simulation."""


class LaneBroken(RuntimeError):
    """A planning process failed; the message holds what it said."""


def lane_count(cases: int) -> int:
    """How many processes for so many cases: none for one case, else no more than there are processors."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 0 if cases < 2 or processors < 2 else min(_MOST, processors, cases)  # noqa: PLR2004 - one is done here


class Lanes:
    """Lanes for a known number of cases; with none, cases are planned here, when they are asked for."""

    def __init__(
        self, count: int, progress: Callable[[str], None] = lambda _: None, *, loading: str, resting: int = 0
    ) -> None:
        """Start so many processes, some of which rest until they are woken: this one may be at work itself.

        ``loading`` is the module they load at once, that of the cases they will be given.
        """
        self._progress = progress
        self._free: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._all = [_started(loading) for _ in range(count)]
        self._resting = self._all[:resting]
        for lane in self._all[resting:]:
            self._free.put(lane)
        self._threads = ThreadPoolExecutor(max_workers=count) if count else None

    def __enter__(self) -> Self:
        """Use the lanes."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every process: quietly after a normal end, at once after an error."""
        self.wake()
        for lane in self._all:
            if error is not None:
                lane.kill()
            if lane.stdin is not None:
                with suppress(OSError):  # it has ended already
                    lane.stdin.close()
        if self._threads is not None:
            self._threads.shutdown(wait=True, cancel_futures=True)
        for lane in self._all:
            lane.wait()
            if lane.stdout is not None:
                lane.stdout.close()

    def wake(self) -> None:
        """Let those that rest work too."""
        while self._resting:
            self._free.put(self._resting.pop())

    def ask(self, cases: Sequence[Runs[Answer_co]]) -> list[Future[Answer_co]]:
        """Ask for answers; they come in the order of the cases, whichever is done first."""
        if self._threads is None:
            return [self._here(case) for case in cases]
        return [self._threads.submit(self._there, case) for case in cases]

    def _there(self, case: Runs[Answer_co]) -> Answer_co:
        lane = self._free.get()
        try:
            self._progress(str(case))
            return _answer(lane, case)
        finally:
            self._free.put(lane)

    def _here(self, case: Runs[Answer_co]) -> Future[Answer_co]:
        self._progress(str(case))
        future: Future[Answer_co] = Future()
        future.set_result(case.run())
        return future


def _started(loading: str) -> subprocess.Popen[bytes]:
    """A process with this interpreter and this package; a fixed hash seed, so that equal cases give equal plans."""
    path = os.pathsep.join([str(Path(__file__).parents[2]), *filter(None, sys.path)])
    return subprocess.Popen(  # noqa: S603 - this interpreter and this package
        [sys.executable, "-P", "-m", "dronedeal.lanes.lane", loading],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path, **_SETTINGS},
        start_new_session=True,  # Ctrl-C is this process's to answer
    )


def _answer(lane: subprocess.Popen[bytes], case: Runs[Answer_co]) -> Answer_co:
    into, out = _pipes(lane)
    try:
        pickle.dump(case, into)
        into.flush()
        answer: Answer_co | str = pickle.load(out)  # noqa: S301 - from our own process
    except (EOFError, OSError, pickle.UnpicklingError) as error:
        message = "a planning process ended before it answered"
        raise LaneBroken(message) from error
    if isinstance(answer, str):
        raise LaneBroken(answer)
    return answer


def _pipes(lane: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if lane.stdin is None or lane.stdout is None:
        message = "a planning process has no pipes"
        raise LaneBroken(message)
    return lane.stdin, lane.stdout
