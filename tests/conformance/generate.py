"""Write the suite: every case with what the oracle expects of it. ``python -m tests.conformance.generate``."""

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.conformance.cases import Case
from tests.conformance.oracle.ledger import expected

HERE = Path(__file__).parent
FOLDERS = ("clauses", "themes")


def written() -> Iterator[tuple[str, str]]:
    """Each file's name and text: one file a module of ``clauses`` and ``themes``."""
    for folder in FOLDERS:
        for path in sorted((HERE / folder).glob("*.py")):
            module = import_module(f"tests.conformance.{folder}.{path.stem}")
            yield f"{path.stem}.json", _text([_case(case) for case in module.cases()])


def _case(case: Case) -> dict[str, Any]:
    return {
        "name": case.name,
        "about": case.about,
        "deal": case.deal,
        "steps": case.steps,
        "expected": expected(case.deal, case.steps, case.parties),
    }


DEPTHS = {"deal": 1, "terms": 1, "steps": 3, "expected": 1, "closings": 3, "lines": 1, "accounts": 1, "balances": 3}
"""To which depth what stands under a key is laid out, one entry a line, so that a change shows as few lines."""


def _text(cases: list[dict[str, Any]]) -> str:
    names = [case["name"] for case in cases]
    if len(set(names)) < len(names):
        raise ValueError(f"two cases have one name: {names}")
    return "[\n" + ",\n".join(_laid(case, 0, 1) for case in cases) + "\n]\n"


def _laid(said: Any, indent: int, depth: int) -> str:
    """JSON with one entry a line down to a depth."""
    if depth == 0 or not isinstance(said, (dict, list)) or not said:
        return json.dumps(said, ensure_ascii=False)
    blank = " " * (indent + 1)
    if isinstance(said, list):
        rows = [f"{blank}{_laid(one, indent + 1, depth - 1)}" for one in said]
        return "[\n" + ",\n".join(rows) + f"\n{' ' * indent}]"
    depths = {key: max(depth - 1, DEPTHS.get(key, 0)) for key in said}
    rows = [f"{blank}{json.dumps(key)}: {_laid(one, indent + 1, depths[key])}" for key, one in said.items()]
    return "{\n" + ",\n".join(rows) + f"\n{' ' * indent}" + "}"


if __name__ == "__main__":
    for name, text in written():
        (HERE / name).write_text(text, "utf-8")
