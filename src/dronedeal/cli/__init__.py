"""The command line: one command a verb. It parses, calls the public verbs and formats; it does no arithmetic."""

from __future__ import annotations

import os
import signal
from types import FrameType

__all__ = ["main"]


def main() -> None:
    """Run the command line; exits 0 when done, 1 on findings that are errors, 2 on misuse."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # threads for vectors this short only wait for each other
    signal.signal(signal.SIGTERM, _end)
    from dronedeal.cli import at_table, bill, commands, keeping, screening, settling, stock, what_if

    del (
        at_table,
        bill,
        keeping,
        screening,
        settling,
        stock,
        what_if,
    )  # their commands are the application's, after the others
    commands.run()


def _end(number: int, _: FrameType | None) -> None:
    """Whoever is told to end still puts away what it began: processes beside it, folders half written."""
    raise SystemExit(128 + number)
