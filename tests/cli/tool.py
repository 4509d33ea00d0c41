"""The command line in this process: what it printed and how it ended. Nothing it does may raise anything but its end."""

import io
import json
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from dronedeal.cli import main

VERBS: dict[str, tuple[str, ...]] = {
    "check": (),
    "match": (),
    "choose": ("--for", "makers"),
    "plan": ("--no-costs",),
    "bargain": (),
    "talks": (),
    "coalitions": (),
    "regimes": ("--no-rights",),
    "simulate": ("--scenarios", "50", "--no-drivers"),
    "breakeven": ("systems.interceptor.unit_cost", "--for", "makers"),
    "evidence": (),
    "trace": ("parties.partner.gain",),
}
"""Verbs that take a folder, --as, --scenario and --json, with what else they need."""

KEYS: dict[str, set[str]] = {
    "check": {"format", "findings", "numbers"},
    "match": {"format", "currency", "matches"},
    "choose": {"format", "currency", "company", "channels"},
    "plan": {
        "format", "title", "currency", "quarters", "status", "because", "joint_value", "joint_walk_away", "joint_gain", "gap",
        "rule", "splits", "parties", "package", "deliveries", "cash", "served", "built", "clauses", "binding", "money_worth",
        "conflict", "notes", "solver",
    },
    "bargain": {
        "format", "title", "sides", "currency", "walk_aways", "least", "zone", "ranges", "frontier", "points", "notes",
    },
    "talks": {"format", "title", "sides", "currency", "offers", "agreed", "yet", "zone", "rates", "quarter", "units", "read"},
    "coalitions": {
        "format", "title", "currency", "players", "coalitions", "exists", "least", "blocking", "noise", "plans", "notes",
    },
    "regimes": {
        "format", "title", "quarters", "status", "because", "currency", "principals", "parties", "joint_gain", "gap", "package", "leaves",
        "committed", "rights", "knowing", "beliefs", "wagers", "noise", "notes", "by_document", "within", "conflict",
    },
    "simulate": {
        "format", "title", "currency", "scenarios", "asked", "seed", "sobol", "policy", "seconds", "checksum", "drawn", "years", "chances",
        "parties", "needs", "drivers", "swings", "facts", "stood",
    },
    "breakeven": {
        "format", "title", "currency", "number", "party", "unit", "base", "at_base", "below", "above", "least", "most", "curve",
    },
    "evidence": {"format", "rests", "used_by", "unused", "statements", "contradictions", "assumptions"},
    "trace": {"format", "trace"},
    "diff": {"format", "differences"},
}  # fmt: skip
"""Keys of each verb's JSON, as docs/reference/commands.md has them."""


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def tool(*words: str | Path) -> Done:
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True) for _ in range(2))
    status: object = None
    with patch.object(sys, "argv", ["dronedeal", *map(str, words)]), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            status = end.code
    assert isinstance(status, int), f"{words} did not end with a status"
    answered, told = (stream.buffer.getvalue().decode("utf-8") for stream in (out, err))
    assert "Traceback" not in answered + told, answered + told
    return Done(status, answered, told)


def tool_at(folder: Path, *words: str | Path) -> Done:
    """The same as somebody has it who stands in a folder."""
    with chdir(folder):
        return tool(*words)


def verb(name: str, folder: Path, *more: str | Path) -> Done:
    """A verb of the table above on a folder."""
    return tool(name, folder, *VERBS[name], *more)
