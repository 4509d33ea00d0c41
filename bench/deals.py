"""The deals measured.

The reference case as it stands, and one so many times its size made from it, as a folder of text.

The larger deal is the reference case side by side with copies of itself: every party, system, technology, site,
bottleneck, need, alternative, event and term comes once a copy, its name and all that refer to it with a suffix.
Copies share horizon, currency, rates and claims; the one tree of regimes speaks of the first copy. It is read,
checked and planned as any other deal.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from dronedeal.deal import Finding
from dronedeal.document import Items, Node, Table, Word, laid_over, nodes_of

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "examples" / "us-ukraine"
SMALL = ROOT / "examples" / "gulf-interceptors"

_COPIED = (
    "parties", "systems", "technologies", "sites", "bottlenecks", "needs", "alternatives", "events", "regimes", "terms",
)  # fmt: skip
_WORDS_OF_THEIR_OWN = {"cause", "text", "why", "what", "name", "service", "kind", "rule", "claims"}
"""Keys whose words name nothing in the document, even where they look the same: a termination's cause is no event."""


def times(folder: Path, copies: int, into: Path) -> Path:
    """Write a deal so many times the size of the one in a folder, private overlays laid in; returns the new folder."""
    into.mkdir(parents=True, exist_ok=True)
    if (folder / "claims.csv").is_file():
        shutil.copy(folder / "claims.csv", into / "claims.csv")
    root = _tree(folder / "deal.yaml")
    for overlay in sorted((folder / "private").glob("*.yaml")):
        root = laid_over(root, _tree(overlay))
    names = {
        key: {entry.key.text for entry in table}
        for key in _COPIED
        if isinstance(table := root.node(key), Table)
    }  # fmt: skip
    every = set[str]().union(*names.values())
    lines = [f"{entry.key.text}: {_flow(entry.node, {}, '')}" for entry in root if entry.key.text not in _COPIED]
    for key in names:
        lines.append(f"{key}:")
        for copy in range(1 if key == "regimes" else copies):
            lines.extend(_entries(root.node(key), {name: f"{name}_c{copy}" for name in every}))
    (into / "deal.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return into


def _tree(path: Path) -> Table:
    tree = nodes_of(path.read_text("utf-8"), path.name)
    if isinstance(tree, Finding):
        raise TypeError(str(tree))
    return tree


def _entries(table: Node | None, renamed: Mapping[str, str]) -> list[str]:
    assert isinstance(table, Table)
    return [f"  {renamed[entry.key.text]}: {_flow(entry.node, renamed, '')}" for entry in table]


def _flow(node: Node, renamed: Mapping[str, str], key: str) -> str:
    """A node as YAML in flow style, names replaced."""
    if isinstance(node, Table):
        inner = (f"{_word(entry.key, renamed, key)}: {_flow(entry.node, renamed, entry.key.text)}" for entry in node)
        return "{" + ", ".join(inner) + "}"
    if isinstance(node, Items):
        return "[" + ", ".join(_flow(item, renamed, key) for item in node.items) + "]"
    return _word(node, {} if key in _WORDS_OF_THEIR_OWN else renamed, key)


def _word(word: Word, renamed: Mapping[str, str], key: str) -> str:
    del key
    text = renamed.get(word.text, word.text)
    if re.fullmatch(r"(terms|systems|sites|needs|alternatives|parties|technologies|bottlenecks)(\.\w+)+", text):
        table, name, *rest = text.split(".")
        text = ".".join([table, renamed.get(name, name), *rest])
    plain = not word.quoted and re.fullmatch(r"[\w+.%/-][\w+.%/ -]*", text)
    return text if plain else json.dumps(text, ensure_ascii=False)
