"""Reading what is signed: a package of open numbers, and figures agreed for good of numbers that were uncertain or disputed."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from dronedeal.deal.deal import Deal, numbers_of, principals_of
from dronedeal.deal.finding import Finding, sorted_findings
from dronedeal.deal.number import Agreed, Disputed, Uncertain, parts_of
from dronedeal.deal.place import Place
from dronedeal.document.fields import NumberOf
from dronedeal.document.inside import is_there
from dronedeal.document.node import Node, Table, Word
from dronedeal.document.number import read_number
from dronedeal.document.reader import MISSING, Reader, nearest
from dronedeal.document.talks import TALKS, read_package, read_talks
from dronedeal.document.text import nodes_of, text_of

__all__ = ["PACKAGE", "read_signature", "stored_signature"]

PACKAGE = "package.yaml"
"""The file of a deal's folder that may hold what the sides agreed on."""

_FIGURE = re.compile(r"-?[0-9][0-9_]*(\.[0-9]+)?", re.ASCII)


def read_signature(path: Path, deal: Deal) -> tuple[dict[str, Decimal], dict[str, Decimal], tuple[Finding, ...]]:
    """The package and the agreed figures of a file, and every finding.

    The file holds a table ``package`` and, where payments rest on numbers that are uncertain or disputed, a table
    ``agreed`` with a figure for each; a file of a package alone is one too.
    """
    text = text_of(path, path.name)
    root = text if isinstance(text, Finding) else nodes_of(text, path.name)
    if isinstance(root, Finding):
        return {}, {}, (root,)
    held = root.node("agreed")
    package, findings = ({}, ()) if held is not None and root.node("package") is None else read_package(path, deal)
    reader = Reader(
        currency=deal.currency,
        claims=deal.claims,
        read_number=read_number,
        currencies=frozenset(deal.rates),
        horizon=deal.horizon,
    )
    agreed = {} if held is None else _agreed(reader, deal, held)
    return package, agreed, sorted_findings([*findings, *reader.findings])


def stored_signature(folder: Path, deal: Deal) -> tuple[dict[str, Decimal], dict[str, Decimal], tuple[Finding, ...]]:
    """The package that the talks of a deal's folder ended in, and the figures that its ``package.yaml`` holds under ``agreed``.

    Returns
    -------
    Both, and every finding: that there is no such package, or that the file holds another one.
    """
    talks, findings = read_talks(folder, deal)
    if findings:
        return {}, {}, findings
    ended = talks.agreed(principals_of(deal))
    if ended is None:
        yet = ", ".join(talks.yet(principals_of(deal)))
        why = f"the last package is not accepted yet by {yet}" if talks.offers else "no offer is logged"
        mend = "log the acceptance with dronedeal offer --accept, or say what is signed: --package FILE"
        message = f"{TALKS} ended in no package: {why}"
        return {}, {}, (Finding(code="L111", severity="error", message=message, place=Place(TALKS), mend=mend),)
    path = folder / PACKAGE
    if not is_there(path):
        return dict(ended.package), {}, ()
    said, agreed, findings = read_signature(path, deal)
    if said and said != ended.package:
        message = f"{PACKAGE} holds another package than the one that the talks ended in on {ended.date}"
        mend = f"leave only agreed in it, or say which is signed: --package {PACKAGE}"
        other = Finding(
            code="L111", severity="error", message=message, place=Place(PACKAGE), mend=mend, related=(ended.place,)
        )
        findings = sorted_findings([*findings, other])
    return dict(ended.package), agreed, findings


def _agreed(reader: Reader, deal: Deal, node: Node) -> dict[str, Decimal]:
    if not isinstance(node, Table):
        reader.find("D203", "agreed must be a table", node.place, "write figures by path")
        return {}
    known = {
        part.path: part
        for number in numbers_of(deal)
        for part in parts_of(number)
        if isinstance(part, (Uncertain, Disputed))
    }
    found: dict[str, Decimal] = {}
    for entry in node:
        name, part = entry.key.text, known.get(entry.key.text)
        if part is None:
            message = f"agreed names {name[:60]!r}, which is neither uncertain nor disputed{nearest(name, known)}"
            reader.find("D401", message, entry.key.place, "name a number that is, by its path")
            continue
        value = _figure(reader, entry.node, part, f"agreed.{name}")
        if value is not None:
            found[name] = value
    return found


def _figure(reader: Reader, node: Node, part: Uncertain | Disputed, path: str) -> Decimal | None:
    if isinstance(node, Word) and _FIGURE.fullmatch(node.text):
        return Decimal(node.text.replace("_", ""))
    read = reader.value(node, NumberOf("", signed=True), path)
    if read is MISSING:
        return None
    if not isinstance(read, Agreed) or read.unit != part.unit:
        reader.find("D541", f"{path} is not one figure in {part.unit}", node.place, f"write a figure in {part.unit}")
        return None
    return read.value
