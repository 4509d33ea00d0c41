"""Reading ``talks.yaml`` and packages, and adding an offer to the talks. Not whether an offer keeps to a mandate: bargaining says that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from dronedeal.deal.calendar import day_written
from dronedeal.deal.deal import Deal, numbers_of, principals_of, within
from dronedeal.deal.finding import Finding, sorted_findings
from dronedeal.deal.number import Agreed, Open, parts_of
from dronedeal.deal.place import Place
from dronedeal.deal.talks import Offer, Talks
from dronedeal.document.fields import NumberOf
from dronedeal.document.inside import hidden, is_there
from dronedeal.document.node import Items, Node, Table, Word
from dronedeal.document.number import read_number
from dronedeal.document.reader import MISSING, Reader, nearest
from dronedeal.document.text import nodes_of, text_of

__all__ = ["TALKS", "offer_added", "offer_written", "read_package", "read_talks", "said_package"]

TALKS = "talks.yaml"
"""The file of a deal's folder in which offers are logged."""

_KEYS = ("round", "date", "by", "package", "accepts", "note")
_MOST = 1_000
"""Most offers of one file."""


def read_talks(folder: Path, deal: Deal) -> tuple[Talks, tuple[Finding, ...]]:
    """The offers logged in a deal's folder, none if there is no file; and every finding, sorted."""
    if not is_there(folder / TALKS):
        return Talks(), ()
    text = text_of(folder / TALKS, TALKS)
    if isinstance(text, str) and _is_blank(text):
        return Talks(), ()
    root = text if isinstance(text, Finding) else nodes_of(text, TALKS)
    if isinstance(root, Finding):
        return Talks(), (root,)
    reader = _reader(deal)
    talks = root.node("talks")
    for entry in root:
        if entry.key.text != "talks":
            reader.find("D201", f"talks.yaml has no key {entry.key.text}", entry.key.place, "keys: talks")
    if not isinstance(talks, Items) or len(talks.items) > _MOST:
        place = root.place if talks is None else talks.place
        reader.find(
            "D203", f"talks must be a list of at most {_MOST:,} offers", place, "write talks: and one entry an offer"
        )
        return Talks(), sorted_findings(reader.findings)
    offers = [_offer(reader, deal, node, index) for index, node in enumerate(talks.items)]
    found = tuple(offer for offer in offers if offer is not None)
    sides = principals_of(deal)
    for at, (before, after) in enumerate(pairwise(found), start=1):
        is_ended = Talks(offers=found[:at]).agreed(sides) is not None
        if is_ended or (after.date, after.round) < (before.date, before.round):
            why = "comes after one that was accepted" if is_ended else "comes before the one above it"
            reader.find(
                "D540",
                f"the offer of {after.date} {why}",
                after.place,
                "keep offers in the order they were made",
                related=(before.place,),
            )
    return Talks(offers=found), sorted_findings(reader.findings)


def read_package(path: Path, deal: Deal) -> tuple[dict[str, Decimal], tuple[Finding, ...]]:
    """A package of a file of its own: values by path, or a table ``package`` of them, as YAML or JSON."""
    text = text_of(path, path.name)
    root = text if isinstance(text, Finding) else nodes_of(text, path.name)
    if isinstance(root, Finding):
        return {}, (root,)
    reader = _reader(deal)
    inner = root.node("package")
    package = _package(reader, deal, root if inner is None else inner, "package")
    return package, sorted_findings(reader.findings)


def said_package(words: Sequence[str], deal: Deal) -> tuple[dict[str, Decimal], tuple[Finding, ...]]:
    """A package said in words, as ``terms.order.price=4_500 USD``; a word that says no value is a finding."""
    lines: list[str] = []
    for word in words:
        path, equals, value = (part.strip() for part in word.partition("="))
        if not equals or not value or not re.fullmatch(r"[A-Za-z0-9_.]+", path, re.ASCII):
            place = Place("--set", len(lines) + 1)
            mend = "write terms.order.price=4_500 USD"
            return {}, (
                Finding(
                    code="D541",
                    severity="error",
                    message=f"{word[:60]!r} says no value of a number",
                    place=place,
                    mend=mend,
                ),
            )
        lines.append(f"{path}: {_quoted(value)}")
    if not lines:
        return {}, ()
    root = nodes_of("\n".join(lines) + "\n", "--set")
    if isinstance(root, Finding):
        return {}, (root,)
    reader = _reader(deal)
    package = _package(reader, deal, root, "the offer")
    return package, sorted_findings(reader.findings)


def offer_written(text: str, offer: Offer) -> str:
    """The text of ``talks.yaml`` with one offer more at its end; what stands there is not touched."""
    lines = [
        f"  - round: {offer.round}",
        f"    date: {offer.date}",
        f"    by: {offer.by}",
        *(["    accepts: yes"] if offer.accepts else []),
        *([f"    note: {_quoted(offer.note)}"] if offer.note else []),
        "    package:",
        *(f"      {path}: {value:f}" for path, value in offer.package.items()),
    ]
    begun = text + ("" if text.endswith("\n") or not text else "\n")
    head = begun + "talks:\n" if _is_blank(text) else text
    return head + ("" if head.endswith("\n") else "\n") + "\n".join(lines) + "\n"


def offer_added(folder: Path, deal: Deal, before: Talks, offer: Offer) -> str | Finding:
    """The text of the log with one offer more, or why it cannot be added to: then the file stays as it is.

    What comes out reads back as the offers that were there and this one.
    """
    place = Place(TALKS)
    path = folder / TALKS
    text = path.read_text(encoding="utf-8-sig") if is_there(path) else ""
    mend = "write talks: and one entry an offer, each with a dash two spaces in, at the end of the file"
    unseen = hidden(offer.note, place)
    if unseen is not None:
        return Finding(
            code=unseen.code,
            severity="error",
            message=f"the note holds {unseen.message}",
            place=place,
            mend=unseen.mend,
        )
    if len(before.offers) >= _MOST:
        return Finding(
            code="D203",
            severity="error",
            message=f"talks.yaml holds {_MOST:,} offers already",
            place=place,
            mend="start another log",
        )
    new = offer_written(text, offer)
    root = nodes_of(new, TALKS)
    listed = None if isinstance(root, Finding) else root.node("talks")
    reader = _reader(deal)
    read = (
        []
        if not isinstance(listed, Items)
        else [_offer(reader, deal, node, at) for at, node in enumerate(listed.items)]
    )
    if tuple(read) != (*before.offers, offer):
        return Finding(
            code="D203",
            severity="error",
            message="talks.yaml is not written so that an offer can be added at its end",
            place=place,
            mend=mend,
        )
    return new


def _is_blank(text: str) -> bool:
    """Whether a log says nothing: no line of it is more than a comment."""
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines())


def _quoted(text: str) -> str:
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def _reader(deal: Deal) -> Reader:
    return Reader(
        currency=deal.currency,
        claims=deal.claims,
        read_number=read_number,
        currencies=frozenset(deal.rates),
        horizon=deal.horizon,
    )


def _offer(reader: Reader, deal: Deal, node: Node, index: int) -> Offer | None:
    path = f"talks.{index}"
    if not isinstance(node, Table):
        reader.find("D203", f"{path} must be a table", node.place, f"keys: {', '.join(_KEYS)}")
        return None
    before = len(reader.findings)
    for entry in node:
        if entry.key.text not in _KEYS:
            reader.find(
                "D201",
                f"an offer has no key {entry.key.text}{nearest(entry.key.text, _KEYS)}",
                entry.key.place,
                f"keys: {', '.join(_KEYS)}",
            )
    said = {key: _word(node.node(key)) for key in ("round", "date", "by", "accepts", "note")}
    places = {key: node.entries[key].node.place if key in node.entries else node.place for key in _KEYS}
    if said["by"] not in deal.parties:
        reader.find(
            "D401",
            f"{path} is by {said['by'][:40]!r}, no party{nearest(said['by'], deal.parties)}",
            places["by"],
            "write by: and a party of the deal",
        )
    elif said["by"] not in principals_of(deal):
        reader.find(
            "D401",
            f"{path} is by {said['by']}, who is no principal and makes no offers",
            places["by"],
            f"write by: and one of {', '.join(principals_of(deal)) or 'the principals, once the deal has some'}",
        )
    if not re.fullmatch(r"[1-9][0-9]{0,5}", said["round"], re.ASCII):
        reader.find("D204", f"{path}.round is a whole number from one", places["round"], "write round: 1")
    if day_written(said["date"]) is None:
        reader.find(
            "D205", f"{path}.date is a day, not {said['date'][:20]!r}", places["date"], "write date: 2027-01-31"
        )
    if said["accepts"] not in {"", "yes", "no", "true", "false"}:
        reader.find("D204", f"{path}.accepts is yes or no", places["accepts"], "write accepts: yes")
    held = node.node("package")
    package = {} if held is None else _package(reader, deal, held, f"{path}.package")
    if held is None:
        reader.find("D202", f"{path} lacks its package", node.place, "add package: and values of open numbers by path")
    if len(reader.findings) > before:
        return None
    return Offer(
        round=int(said["round"]), date=said["date"], by=said["by"], package=package, accepts=said["accepts"] in {"yes", "true"},
        note=said["note"], place=node.place,
    )  # fmt: skip


def _word(node: Node | None) -> str:
    return node.text if isinstance(node, Word) else ""


def _package(reader: Reader, deal: Deal, node: Node, path: str) -> dict[str, Decimal]:
    """Values of open numbers by path; a plain figure is in the number's own unit."""
    if not isinstance(node, Table):
        reader.find("D203", f"{path} must be a table", node.place, "write values of open numbers by path")
        return {}
    known = {part.path: part for number in numbers_of(deal) for part in parts_of(number) if isinstance(part, Open)}
    found: dict[str, Decimal] = {}
    for entry in node:
        name, part = entry.key.text, known.get(entry.key.text)
        if part is None:
            reader.find(
                "D401",
                f"{path} names {name[:60]!r}, which is not open{nearest(name, known)}",
                entry.key.place,
                f"open: {', '.join(known) or 'nothing'}",
            )
            continue
        value = _value(reader, entry.node, part, f"{path}.{name}")
        if value is not None and _allowed(reader, part, value, entry.node.place):
            found[name] = value
    return found


def _value(reader: Reader, node: Node, part: Open, path: str) -> Decimal | None:
    if isinstance(node, Word) and part.is_yes_no and node.text in {"taken", "left", "yes", "no"}:
        return Decimal(int(node.text in {"taken", "yes"}))
    if isinstance(node, Word) and re.fullmatch(r"-?[0-9][0-9_]*(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?", node.text, re.ASCII):
        return Decimal(node.text.replace("_", ""))
    read = reader.value(node, NumberOf("", signed=True), path)
    if read is MISSING:
        return None
    if not isinstance(read, Agreed) or read.unit != part.unit:
        reader.find("D541", f"{path} is not one value in {part.unit}", node.place, f"write a figure in {part.unit}")
        return None
    return read.value


def _allowed(reader: Reader, part: Open, value: Decimal, place: Place) -> bool:
    try:
        within(part, {part.path: value})
    except ValueError as error:
        reader.find("D541", str(error), place, "offer a value the document allows", related=(part.place,))
        return False
    return True
