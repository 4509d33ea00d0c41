"""Recording what a program says: the checks of a file of events, and the ledger's own, in one. Not files: ``events_file`` reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from dronedeal.deal import sorted_findings
from dronedeal.settlement.event import Event, body_of
from dronedeal.settlement.events_file import said_events
from dronedeal.settlement.ledger import Ledger, Recorded

__all__ = ["recorded"]


def recorded(
    ledger: Ledger, events: Iterable[Event | Mapping[str, Any]], *, now: str, preview: bool = False
) -> Recorded:
    """Record events, or tables by column, all of them or none; what is wrong with any is told with what is wrong with others.

    Raises
    ------
    Unconfirmed
        The store did not confirm; open the ledger anew and record the same events again.
    """
    said = [body_of(one) if isinstance(one, Event) else one for one in events]
    sound, findings = said_events(said, ledger.signed)
    done = ledger.record(sound, now=now, preview=preview or bool(findings))
    return (
        replace(done, findings=sorted_findings([*findings, *done.findings]), changes=(), twice=()) if findings else done
    )
