"""Working out cases on the workers of a Dask scheduler, which have this package too. Not starting one: an address says where it is."""

from __future__ import annotations

from collections.abc import Sequence
from socket import create_connection
from types import TracebackType
from typing import Any, Protocol, Self
from urllib.parse import urlsplit

from dronedeal.lanes.lanes import Answer_co, Runs

__all__ = ["Answers", "Cluster", "NoCluster"]

_SECONDS = 10
"""Longest to wait for a scheduler to answer."""

_WORKER_SECONDS = 10
"""Longest to wait for the first of its workers."""


class NoCluster(ConnectionError):
    """Nobody to work for us; ``mend`` says what to do."""

    def __init__(self, message: str, mend: str) -> None:
        """Keep both."""
        self.mend = mend
        super().__init__(message)


class Answers(Protocol[Answer_co]):
    """An answer that is asked for."""

    def result(self) -> Answer_co:
        """Wait for it."""
        ...


class Cluster:
    """The workers of a scheduler.

    Raises
    ------
    NoCluster
        Nobody answers at the address, no worker is there, or Dask is not installed; the message says which.
    """

    def __init__(self, address: str) -> None:
        """Connect."""
        try:
            from distributed import Client
        except ImportError as missing:
            message, mend = "Dask is not installed", "install dronedeal with the extra cluster"
            raise NoCluster(message, mend) from missing
        message = f"no scheduler answers at {address}"
        if not _is_there(address):  # a client that found nobody would say so again when it is thrown away
            raise NoCluster(message, _START)
        try:
            client: Any = Client(address, timeout=_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]  # Dask's own
        except Exception as refused:  # Dask raises many kinds for what is no scheduler
            raise NoCluster(message, _START) from refused
        try:
            client.wait_for_workers(1, timeout=_WORKER_SECONDS)
        except TimeoutError as none:
            client.close()
            message = f"the scheduler at {address} has no workers"
            raise NoCluster(message, f"start one with 'dask worker {address}'") from none
        self._client = client

    def __enter__(self) -> Self:
        """Use the cluster."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave it; what it was asked for and has not begun is dropped with the last answer that is waited for."""
        self._client.close()

    def ask(self, cases: Sequence[Runs[Answer_co]]) -> list[Answers[Answer_co]]:
        """Ask for answers; they come in the order of the cases, whichever is done first."""
        return [self._client.submit(_answered, case, pure=False) for case in cases]


_START = "start one with 'dask scheduler', and name it as it does, as tcp://127.0.0.1:8786; or leave it out"


def _is_there(address: str) -> bool:
    """Whether anybody listens at an address of the usual kinds; others are left to Dask."""
    try:
        parts = urlsplit(address if "://" in address else f"tcp://{address}")
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    if parts.scheme not in {"tcp", "tls"}:
        return True
    if not host or not port:
        return False
    try:
        create_connection((host, port), timeout=_SECONDS).close()
    except OSError:
        return False
    return True


def _answered(case: Runs[Answer_co]) -> Answer_co:
    return case.run()
