"""Run one benchmark by name: a table for people, and with ``--json`` rows with versions, cores and sizes."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from bench.machine import machine
from bench.row import Row


def _plan(*, quick: bool) -> list[Row]:
    from bench.plan import run

    return run(quick=quick)


def _simulate(*, quick: bool) -> list[Row]:
    from bench.simulate import run

    return run(quick=quick)


def _frontier(*, quick: bool) -> Iterator[Row]:
    from bench.frontier import run

    return run(quick=quick)


def _inference(*, quick: bool) -> list[Row]:
    from bench.inference import run

    return run(quick=quick)


def _screen(*, quick: bool) -> Iterator[Row]:
    from bench import bills, screen

    yield from screen.run(quick=quick)
    yield from bills.run(quick=quick)


def _settle(*, quick: bool, faults: bool = False) -> Iterator[Row]:
    from bench.settle import run

    return run(quick=quick, faults=faults)


def _talk(*, quick: bool) -> list[Row]:
    from bench.talk import run

    return run(quick=quick)


_WIDTH = 52
"""Columns for a row's name."""

BENCHES: dict[str, Callable[..., Iterable[Row]]] = {
    "frontier": _frontier,
    "inference": _inference,
    "plan": _plan,
    "screen": _screen,
    "settle": _settle,
    "simulate": _simulate,
    "talk": _talk,
}
"""Benchmarks by name; a new one is a file with ``run`` and a line here."""


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark asked for; returns the exit code, which does not depend on whether bars hold."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", choices=sorted(BENCHES), help="which benchmark")
    parser.add_argument("--json", metavar="FILE", help="also write rows as JSON; - for standard output")
    parser.add_argument("--quick", action="store_true", help="a small deal, once: shows that it runs, measures nothing")
    parser.add_argument("--faults", action="store_true", help="of settle: faults, many times over, instead of speed")
    asked = parser.parse_args(arguments)
    if asked.faults and asked.name != "settle":
        parser.error("--faults is of settle")
    more = {"faults": True} if asked.faults else {}
    before = machine()
    to = sys.stderr if asked.json == "-" else sys.stdout
    with _quiet_output() as out:
        rows = [
            _told(row, sys.stderr if asked.json == "-" else out)
            for row in BENCHES[asked.name](quick=asked.quick, **more)
        ]
    found = {"bench": asked.name, "quick": asked.quick, "machine": before, "rows": [row.as_json() for row in rows]}
    _about(before, to)
    if asked.json == "-":
        json.dump(found, sys.stdout, indent=1)
        sys.stdout.write("\n")
    elif asked.json:
        Path(asked.json).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


@contextmanager
def _quiet_output() -> Iterator[TextIO]:
    """The standard output as it was. Send what libraries print, HiGHS' banner too, to standard error: standard output is for figures."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        with os.fdopen(kept, "w", encoding="utf-8", closefd=False) as out:
            yield out
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)


def _told(row: Row, to: TextIO) -> Row:
    """Name, value, bar, whether it holds, and what was measured how: printed as soon as it is known."""
    bar = "" if row.bar is None else f"{row.sign} {row.bar:g}"
    holds = {None: "", True: "holds", False: "MISSED"}[row.holds]
    print(
        f"{row.name:<{_WIDTH}}  {row.value:>10.4g} {row.unit:<2} {bar:>8}  {holds:<6}  {row.size}", file=to, flush=True
    )
    return row


def _about(about: dict[str, Any], to: TextIO) -> None:
    """The machine, and versions."""
    print("\n" + ", ".join(f"{key} {value}" for key, value in about.items() if not isinstance(value, dict)), file=to)
    print(", ".join(f"{key} {value}" for key, value in about["versions"].items()), file=to)


if __name__ == "__main__":
    raise SystemExit(main())
