"""What a signed deal owes, to the minor unit: signing, events, accrual, the ledger, statements. No plan and no forecast."""

from __future__ import annotations

from dronedeal.settlement.accrual import Accrued, accrue
from dronedeal.settlement.backup import BackedUp, back_up, restore
from dronedeal.settlement.clerk import appoint
from dronedeal.settlement.event import COLUMNS, Event, body_of, in_force
from dronedeal.settlement.event_kind import KINDS, Kind
from dronedeal.settlement.events_file import read_events, said_events
from dronedeal.settlement.facts import counts
from dronedeal.settlement.forecast import PLAN, Ahead
from dronedeal.settlement.journal import Format, journal
from dronedeal.settlement.ledger import Closed, Ledger, Recorded
from dronedeal.settlement.lots import Run, read_lots, written_lots
from dronedeal.settlement.merkle import Checkpoint, Key, read_checkpoint, root_of
from dronedeal.settlement.migrating import Migrated, migrate
from dronedeal.settlement.money import EXPONENTS, major, minor
from dronedeal.settlement.owing import AGE_NAMES
from dronedeal.settlement.payable import Payable
from dronedeal.settlement.period import Period
from dronedeal.settlement.planned import planned_events
from dronedeal.settlement.preview import Change, changes
from dronedeal.settlement.recording import recorded
from dronedeal.settlement.signed import Amendment, Signed
from dronedeal.settlement.signing import SIGNED, amended, put_amendment, put_signed, read_signed, sign
from dronedeal.settlement.statement import Statement, state, statement_of
from dronedeal.settlement.stock import Stock, stock_of, stock_row
from dronedeal.settlement.store import NotStored, Unconfirmed
from dronedeal.settlement.store_sqlite import is_safe_with_wal
from dronedeal.settlement.stores import file_of, is_ledger
from dronedeal.settlement.traced import Book, Move, Twice, twice, twice_row
from dronedeal.settlement.verify import verify
from dronedeal.settlement.write_events import written_events

__all__ = [
    "AGE_NAMES",
    "COLUMNS",
    "EXPONENTS",
    "KINDS",
    "PLAN",
    "SIGNED",
    "Accrued",
    "Ahead",
    "Amendment",
    "BackedUp",
    "Book",
    "Change",
    "Checkpoint",
    "Closed",
    "Event",
    "Format",
    "Key",
    "Kind",
    "Ledger",
    "Migrated",
    "Move",
    "NotStored",
    "Payable",
    "Period",
    "Recorded",
    "Run",
    "Signed",
    "Statement",
    "Stock",
    "Twice",
    "Unconfirmed",
    "accrue",
    "amended",
    "appoint",
    "back_up",
    "body_of",
    "changes",
    "counts",
    "file_of",
    "in_force",
    "is_ledger",
    "is_safe_with_wal",
    "journal",
    "major",
    "migrate",
    "minor",
    "planned_events",
    "put_amendment",
    "put_signed",
    "read_checkpoint",
    "read_events",
    "read_lots",
    "read_signed",
    "recorded",
    "restore",
    "root_of",
    "said_events",
    "sign",
    "state",
    "statement_of",
    "stock_of",
    "stock_row",
    "twice",
    "twice_row",
    "verify",
    "written_events",
    "written_lots",
]
