"""Format versions: a chain of one-step functions from older documents to today's. None is ever skipped."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dronedeal.deal.finding import Finding
from dronedeal.document.node import Table, Word

__all__ = ["FORMAT", "STEPS", "migrated"]

FORMAT = 1
"""The format version this program writes."""

STEPS: Mapping[int, Callable[[Table], Table]] = {}
"""Step from each older version to the next; empty while there is only one."""


def migrated(root: Table) -> Table | Finding:
    """The document in today's format, or the finding that its version is missing, unknown or newer."""
    node = root.node("dronedeal")
    if not isinstance(node, Word) or not node.text.isdecimal() or len(node.text) > 4:  # noqa: PLR2004 - no such version
        place = root.place if node is None else node.place
        return Finding(
            code="D104", severity="error", message="the document does not state its format version", place=place,
            mend=f"begin with 'dronedeal: {FORMAT}'",
        )  # fmt: skip
    version = int(node.text)
    if version > FORMAT or version < 1:
        return Finding(
            code="D105", severity="error", message=f"format version {version} is not known here; the newest is {FORMAT}",
            place=node.place, mend="use a newer dronedeal, or check the number",
        )  # fmt: skip
    for step in range(version, FORMAT):
        root = STEPS[step](root)
    return root
