"""Text to deal and back: reading, overlays, soundness. Not the nouns themselves and not what they are worth."""

from __future__ import annotations

from dronedeal.document.fields import (
    Choice,
    Field,
    ItemsOf,
    Noun,
    NumberOf,
    Shape,
    TableOf,
    TextOf,
    fields_of,
    summary_of,
)
from dronedeal.document.migrate import FORMAT, STEPS, migrated
from dronedeal.document.node import Entry, Items, Node, Table, Word
from dronedeal.document.number import CONFIDENCE, claimed, read_number
from dronedeal.document.overlay import laid_over
from dronedeal.document.read import ReadDeal, TABLES, read_folder, scenarios_of
from dronedeal.document.reader import MISSING, Mention, Reader, nearest
from dronedeal.document.sheet import table_of_sheet
from dronedeal.document.sound import CHECKS, check_deal
from dronedeal.document.text import LARGEST_FILE, nodes_of, text_of

__all__ = [
    "CHECKS",
    "CONFIDENCE",
    "Choice",
    "Entry",
    "FORMAT",
    "Field",
    "Items",
    "ItemsOf",
    "LARGEST_FILE",
    "MISSING",
    "Mention",
    "Node",
    "Noun",
    "NumberOf",
    "ReadDeal",
    "Reader",
    "STEPS",
    "Shape",
    "TABLES",
    "Table",
    "TableOf",
    "TextOf",
    "Word",
    "check_deal",
    "claimed",
    "fields_of",
    "laid_over",
    "migrated",
    "nearest",
    "nodes_of",
    "read_folder",
    "read_number",
    "scenarios_of",
    "summary_of",
    "table_of_sheet",
    "text_of",
]
