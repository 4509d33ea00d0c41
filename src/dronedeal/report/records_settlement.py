"""What settlement found as plain data for JSON. As ``records`` else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dronedeal.deal import Finding
from dronedeal.report.records import FORMAT, finding_record

if TYPE_CHECKING:
    from dronedeal.report.actual import Actual
    from dronedeal.settlement import Recorded, Signed, Statement, Stock, Twice

__all__ = [
    "actual_record",
    "amended_record",
    "balances_record",
    "recorded_record",
    "signed_record",
    "statement_record",
    "stock_record",
    "verified_record",
]


def signed_record(signed: Signed, package: Mapping[str, Decimal], agreed: Mapping[str, Decimal]) -> dict[str, Any]:
    """A signature as ``dronedeal sign --json`` writes it."""
    return {
        "format": FORMAT,
        "title": signed.deal.title,
        "hash": signed.hash,
        "package": {path: f"{value:f}" for path, value in sorted(package.items())},
        "agreed": {path: f"{value:f}" for path, value in sorted(agreed.items())},
    }


def amended_record(signed: Signed, package: Mapping[str, Decimal], agreed: Mapping[str, Decimal]) -> dict[str, Any]:
    """An amendment as ``dronedeal amend --json`` writes it: what ``sign`` writes, and the quarter from which it binds."""
    last = signed.amendments[-1]
    return signed_record(signed, package, agreed) | {"from": str(last.since), "amendment": last.hash}


def actual_record(signed: Signed, found: Actual) -> dict[str, Any]:
    """Plan against actual, as ``dronedeal plan --from-ledger --json`` writes it, with the plan of what is left under ``plan``."""
    from dronedeal.report.records import plain_record, plan_record
    from dronedeal.settlement import major

    return {
        "format": FORMAT,
        "quarters": list(found.quarters),
        "currency": found.currency,
        "units": [plain_record(one) for one in found.units],
        "money": [
            {
                "line": one.line, "from": one.debtor, "to": one.creditor, "quarter": one.quarter, "currency": one.currency,
                "planned": major(one.planned, one.currency), "happened": major(one.happened, one.currency),
            }
            for one in found.money
        ],
        "sides": [{**plain_record(one), "change": one.change} for one in found.sides],
        "missed": [plain_record(one) for one in found.missed],
        "plan": plan_record(signed.versions[-1][1].deal, found.plan),
    }  # fmt: skip


def recorded_record(done: Recorded, findings: Sequence[Finding], *, is_kept: bool) -> dict[str, Any]:
    """What came of events, as ``dronedeal record --json`` writes it."""
    from dronedeal.settlement import major, twice_row

    return {
        "format": FORMAT,
        "recorded": is_kept,
        "size": done.size,
        "events": [
            {"source": event.source, "id": event.id, "kind": event.kind, "outcome": outcome}
            for event, outcome in done.outcomes
        ],
        "changes": [
            {
                "line": one.line, "quarter": one.quarter, "currency": one.currency,
                "before": major(one.before, one.currency), "after": major(one.after, one.currency),
            }
            for one in done.changes
        ],
        "twice": [twice_row(one) for one in done.twice],
        "findings": [finding_record(finding) for finding in findings],
    }  # fmt: skip


def statement_record(found: Statement) -> dict[str, Any]:
    """A statement as ``dronedeal statement --json`` writes it: its body, and what names and proves it."""
    return {
        **found.body,
        "format": FORMAT,
        "hash": found.hash,
        "cutoff": found.cutoff,
        "checkpoint": None if found.checkpoint is None else found.checkpoint.note,
    }


def balances_record(found: Sequence[tuple[str, str, int]]) -> dict[str, Any]:
    """Balances of accounts, as ``dronedeal balances --json`` writes them."""
    from dronedeal.settlement import major

    return {
        "format": FORMAT,
        "balances": [{"account": name, "unit": unit, "balance": major(units, unit)} for name, unit, units in found],
    }


def stock_record(stock: Sequence[Stock], twice: Sequence[Twice]) -> dict[str, Any]:
    """Stock by party, system and kit with its lots, and lots that went twice, as ``dronedeal stock --json`` writes them."""
    from dronedeal.settlement import stock_row, twice_row

    return {
        "format": FORMAT,
        "stock": [stock_row(one) for one in stock],
        "twice": [twice_row(one) for one in twice],
    }


def verified_record(findings: Sequence[Finding], checkpoint: str, settings: str) -> dict[str, Any]:
    """What verifying found, as ``dronedeal verify --json`` writes it."""
    return {
        "format": FORMAT,
        "sound": not findings,
        "findings": [finding_record(finding) for finding in findings],
        "checkpoint": checkpoint or None,
        "store": settings,
    }
