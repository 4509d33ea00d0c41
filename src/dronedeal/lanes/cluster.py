"""Working out cases on the workers of a Dask scheduler, which have this package too. Not starting one: an address says where it is."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Any, Protocol, Self

from dronedeal.lanes.lanes import Answer_co, Runs

__all__ = ["Answers", "Cluster"]

_SECONDS = 10
"""Longest to wait for a scheduler to answer."""


class Answers(Protocol[Answer_co]):
    """An answer that is asked for."""

    def result(self) -> Answer_co:
        """Wait for it."""
        ...


class Cluster:
    """The workers of a scheduler.

    Raises
    ------
    ConnectionError
        Nobody answers at the address, or Dask is not installed; the message says which.
    """

    def __init__(self, address: str) -> None:
        """Connect."""
        try:
            from distributed import Client
        except ImportError as missing:
            message = "Dask is not installed: install dronedeal with the extra cluster"
            raise ConnectionError(message) from missing
        try:
            self._client: Any = Client(address, timeout=_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]  # Dask's own
        except Exception as refused:  # Dask raises many kinds for what is no scheduler
            message = f"no scheduler answers at {address}"
            raise ConnectionError(message) from refused

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


def _answered(case: Runs[Answer_co]) -> Answer_co:
    return case.run()
