"""Text to deal and back: reading, overlays, soundness, writing. Not the nouns themselves and not what they are worth."""

from __future__ import annotations

from dronedeal.document.cells import Sheets, bytes_of, cells_of_csv, cells_of_xlsx, shielded
from dronedeal.document.claimed import CONFIDENCE, claimed
from dronedeal.document.correlation import Together, correlated
from dronedeal.document.describe import code_table, finding_page, key_table, owners, refresh, refreshed, stale
from dronedeal.document.diff import Difference, difference
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
from dronedeal.document.new import Occupied, new_folder
from dronedeal.document.node import Entry, Items, Node, Table, Word
from dronedeal.document.number import read_number
from dronedeal.document.overlay import laid_over
from dronedeal.document.read import TABLES, ReadDeal, likely_scenarios, read_folder, scenarios_of
from dronedeal.document.reader import MISSING, Mention, Reader, nearest
from dronedeal.document.schema import nouns_within, schema
from dronedeal.document.schema_number import ANY_TEXT, CURRENCY, Schema, items_of, number_name, numbers, ref
from dronedeal.document.sheet import table_of_sheet
from dronedeal.document.signature import PACKAGE, read_signature, stored_signature
from dronedeal.document.sound import CHECKS, check_deal
from dronedeal.document.talks import TALKS, offer_added, offer_written, read_package, read_talks, said_package
from dronedeal.document.text import LARGEST_FILE, nodes_of, text_of
from dronedeal.document.write import written, written_number

__all__ = [
    "ANY_TEXT",
    "CHECKS",
    "CONFIDENCE",
    "CURRENCY",
    "FORMAT",
    "LARGEST_FILE",
    "MISSING",
    "PACKAGE",
    "STEPS",
    "TABLES",
    "TALKS",
    "Choice",
    "Difference",
    "Entry",
    "Field",
    "Items",
    "ItemsOf",
    "Mention",
    "Node",
    "Noun",
    "NumberOf",
    "Occupied",
    "ReadDeal",
    "Reader",
    "Schema",
    "Shape",
    "Sheets",
    "Table",
    "TableOf",
    "TextOf",
    "Together",
    "Word",
    "bytes_of",
    "cells_of_csv",
    "cells_of_xlsx",
    "check_deal",
    "claimed",
    "code_table",
    "correlated",
    "difference",
    "fields_of",
    "finding_page",
    "items_of",
    "key_table",
    "laid_over",
    "likely_scenarios",
    "migrated",
    "nearest",
    "new_folder",
    "nodes_of",
    "nouns_within",
    "number_name",
    "numbers",
    "offer_added",
    "offer_written",
    "owners",
    "read_folder",
    "read_number",
    "read_package",
    "read_signature",
    "read_talks",
    "ref",
    "refresh",
    "refreshed",
    "said_package",
    "scenarios_of",
    "schema",
    "shielded",
    "stale",
    "stored_signature",
    "summary_of",
    "table_of_sheet",
    "text_of",
    "written",
    "written_number",
]
