"""Bills of materials, their sums and what differs between two, as plain data for JSON. Not a file format of bills."""

from __future__ import annotations

from typing import Any

from dronedeal.deal.finding import Finding
from dronedeal.report.records import FORMAT, finding_record, plain_record
from dronedeal.screening.bill import Bill
from dronedeal.screening.bills import Comparison, Sums

__all__ = ["bill_record", "comparison_record"]


def bill_record(bill: Bill, found: Sums, findings: tuple[Finding, ...]) -> dict[str, Any]:
    """A bill with its sums and what was found in it: ``dronedeal bom FILE --json``."""
    total = {name: value for name, value in plain_record(found).items() if name != "findings"}
    told = [finding_record(one) for one in (*findings, *found.findings)]
    return {"format": FORMAT, "bill": plain_record(bill), "sums": total, "findings": told}


def comparison_record(one: Bill, other: Bill, found: Comparison) -> dict[str, Any]:
    """What differs between two bills: ``dronedeal bom FILE OTHER --json``."""
    return {"format": FORMAT, "before": one.source, "after": other.source, "is_same": found.is_same, **plain_record(found)}  # fmt: skip
