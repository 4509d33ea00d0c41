"""Run one benchmark by name: a table for people, and with ``--json`` rows with versions, cores and sizes."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from bench.machine import machine
from bench.row import Row


def _bills(*, quick: bool) -> list[Row]:
    from bench.bills import run

    return run(quick=quick)


def _plan(*, quick: bool) -> list[Row]:
    from bench.plan import run

    return run(quick=quick)


def _simulate(*, quick: bool) -> list[Row]:
    from bench.simulate import run

    return run(quick=quick)


def _frontier(*, quick: bool) -> list[Row]:
    from bench.frontier import run

    return run(quick=quick)


def _inference(*, quick: bool) -> list[Row]:
    from bench.inference import run

    return run(quick=quick)


def _screen(*, quick: bool) -> list[Row]:
    from bench.screen import run

    return run(quick=quick)


def _talk(*, quick: bool) -> list[Row]:
    from bench.talk import run

    return run(quick=quick)


BENCHES: dict[str, Callable[..., list[Row]]] = {
    "bills": _bills,
    "frontier": _frontier,
    "inference": _inference,
    "plan": _plan,
    "screen": _screen,
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
    asked = parser.parse_args(arguments)
    before = machine()
    with _quiet_output():
        rows = BENCHES[asked.name](quick=asked.quick)
    found = {"bench": asked.name, "quick": asked.quick, "machine": before, "rows": [row.as_json() for row in rows]}
    _table(rows, before, sys.stderr if asked.json == "-" else sys.stdout)
    if asked.json == "-":
        json.dump(found, sys.stdout, indent=1)
        sys.stdout.write("\n")
    elif asked.json:
        Path(asked.json).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


@contextmanager
def _quiet_output() -> Iterator[None]:
    """Send what libraries print, HiGHS' banner too, to standard error: standard output is for figures."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)


def _table(rows: list[Row], about: dict[str, Any], to: TextIO) -> None:
    """Name, value, bar, whether it holds, and what was measured how."""
    width = max(len(row.name) for row in rows)
    for row in rows:
        bar = "" if row.bar is None else f"{row.sign} {row.bar:g}"
        holds = {None: "", True: "holds", False: "MISSED"}[row.holds]
        print(f"{row.name:<{width}}  {row.value:>10.4g} {row.unit:<2} {bar:>8}  {holds:<6}  {row.size}", file=to)
    print("\n" + ", ".join(f"{key} {value}" for key, value in about.items() if not isinstance(value, dict)), file=to)
    print(", ".join(f"{key} {value}" for key, value in about["versions"].items()), file=to)


if __name__ == "__main__":
    raise SystemExit(main())
