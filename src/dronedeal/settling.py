"""The public verbs of settlement, which ``dronedeal`` offers under its own name: sign, open a ledger, record, settle. Not how: ``settlement`` does that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from dronedeal.deal import Deal, Unsound, exact

if TYPE_CHECKING:
    from dronedeal.settlement import Event, Ledger, Recorded, Signed, Statement

__all__ = ["ledger", "record", "settle", "sign", "signed"]


def sign(
    deal: Deal, package: Mapping[str, float | Decimal], *, agreed: Mapping[str, float | Decimal] | None = None
) -> Signed:
    """Close every number that payments rest on: open ones by a package, uncertain and disputed ones at figures agreed.

    Raises
    ------
    Unsound
        Something is left; the exception carries a finding for each.
    """
    from dronedeal.settlement import sign as signing

    found, findings = signing(deal, exact(package), agreed=exact(agreed or {}))
    if found is None:
        raise Unsound(findings)
    return found


def signed(folder: Path | str) -> Signed:
    """The deal that was signed in a folder, with its amendments.

    Raises
    ------
    Unsound
        There is none, or its text is not what was signed.
    """
    from dronedeal.settlement import read_signed

    found, findings = read_signed(Path(folder))
    if found is None:
        raise Unsound(findings)
    return found


def ledger(url: Path | str, signed: Signed, *, now: str = "", key: Path | str | None = None) -> Ledger:
    """The ledger of a signed deal: an SQLite file, or a database by its URL. Close it, or use it in a ``with`` statement.

    Parameters
    ----------
    now
        When it is made, if there is none yet, as ``2027-03-31T12:00:00+00:00``; without it a ledger is only opened.
    key
        Where the private key lies that signs checkpoints; beside an SQLite file, if not said.

    Raises
    ------
    NotStored
        There is no such ledger, it cannot be used, or it is another deal's.
    """
    from dronedeal.settlement import Ledger

    return Ledger(str(url), signed, now=now, key=None if key is None else Path(key))


def record(
    ledger: Ledger, events: Iterable[Event | Mapping[str, object]], *, now: str, preview: bool = False
) -> Recorded:
    """Record what happened: all events or none, each checked as one of a file is.

    Parameters
    ----------
    events
        Events, or tables by column as a line of JSON has them, with text, whole numbers or Decimals.
    now
        When it is recorded.
    preview
        Find what would come of it, and keep nothing.

    Returns
    -------
    What came of each event: ``new``, or ``exists`` where it was said before with the same body. With any finding nothing is recorded;
    each names its event by where it stands among those handed in, counted from one.

    Raises
    ------
    Unconfirmed
        The store did not confirm; open the ledger anew and record the same events again.
    """
    from dronedeal.settlement import recorded

    return recorded(ledger, events, now=now, preview=preview)


def settle(signed: Signed, events: Sequence[Event], *, party: str, to: date) -> Statement:
    """What a party owes and is owed to a day: the same for the same events, in whatever order and however often.

    Files of events, checkpoints and backups are in ``dronedeal.settlement``.
    """
    from dronedeal.settlement import state

    return state(signed, events, party=party, to=to)
