"""How a command ends: a closed pipe is no error, and a defect of dronedeal says that it is one. Not what commands do."""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn, TextIO

from dronedeal.cli.output import fail

__all__ = ["DEFECT", "ended"]

DEFECT = 70
"""Exit status of a defect: nothing the user wrote or asked for is wrong, dronedeal is."""

_DEBUG = "DRONEDEAL_DEBUG"


def ended(application: Callable[[], object]) -> NoReturn:
    """Run an application to its end and exit with its status.

    What no encoding of the terminal can show is escaped. A file or a disk that gives way is misuse, exit 2, not a defect.
    """
    answer = sys.stdout
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    status: str | int | None = 0
    try:
        application()
    except SystemExit as end:
        status = end.code
        if sys.stdout is not answer:  # typer puts a wrapper around an answer whose reader has gone
            _unread(answer)
    except OSError as error:
        fail(f"{error.filename or 'the answer'} cannot be read or written: {error.strerror}", "look what is in its way")
    except Exception as error:  # noqa: BLE001 - whatever it is, no user is shown a traceback
        _defect(error)
    try:
        answer.flush()
    except BrokenPipeError:
        _unread(answer)
    except OSError as error:
        fail(f"the answer cannot be written: {error.strerror}", "look where it goes")
    raise SystemExit(status)


def _unread(answer: TextIO) -> NoReturn:
    """Whoever read has read enough: what is left goes nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), answer.fileno())
    raise SystemExit(0)


def _defect(error: Exception) -> NoReturn:
    if os.environ.get(_DEBUG) == "1":
        traceback.print_exception(error)
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    print(
        f"dronedeal: this is a defect of dronedeal, not of your deal ({said}{where}); "
        f"report it with the command you gave and what {_DEBUG}=1 makes it print",
        file=sys.stderr,
    )
    raise SystemExit(DEFECT)
