"""A process beside the main one: reads cases from its input, writes what they come to, until it ends. Started by ``lanes``."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import traceback
from importlib import import_module

__all__ = ["main"]

_COLLECTED = 4
"""Cases after which garbage is collected."""


def main() -> None:
    """Answer cases one by one; what a solver prints goes to stderr, so that the pipe carries answers only.

    Garbage is collected between some cases and not during any, which would take a tenth of the time; what was imported is none.
    """
    gc.disable()
    import_module(sys.argv[1])
    gc.freeze()
    done = 0
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while True:
        try:
            case: object = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        answer: object
        try:
            run = getattr(case, "run", None)
            answer = run() if callable(run) else f"no case: {case!r}"
        except Exception:  # noqa: BLE001 - told to the process that asked
            answer = traceback.format_exc()
        try:
            pickle.dump(answer, answers)
            answers.flush()
        except BrokenPipeError:  # who asked has gone
            return
        done += 1
        if done % _COLLECTED == 0:
            gc.collect()


if __name__ == "__main__":
    main()
