"""Events to CSV, as ``read_events`` reads it. Not a ledger: nothing here is recorded."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from dronedeal.document import shielded
from dronedeal.settlement.event import COLUMNS, Event, body_of

__all__ = ["written_events"]


def written_events(events: Iterable[Event]) -> bytes:
    """Events as CSV in UTF-8, a header above them, in the order given; the same events give the same bytes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for event in events:
        said = body_of(event)
        writer.writerow(shielded(said.get(column, "")) for column in COLUMNS)
    return text.getvalue().encode("utf-8")
