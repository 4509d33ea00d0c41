"""Verifying a ledger: nothing changed, nothing missing, nothing cut off, and every amount what the deal says. It mends nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dronedeal.deal import Finding, Place
from dronedeal.settlement.accrual import accrue
from dronedeal.settlement.chain import FIRST, link
from dronedeal.settlement.entry import Entry
from dronedeal.settlement.event import Event
from dronedeal.settlement.ledger import Ledger, stated_in
from dronedeal.settlement.merkle import Checkpoint, root_of
from dronedeal.settlement.postings import unbalanced, undone, what_is_owed, what_passed
from dronedeal.settlement.rows import Beside, beside
from dronedeal.settlement.signed import Signed
from dronedeal.settlement.store import NotStored

__all__ = ["verify", "verify_rows"]


def verify(ledger: Ledger, *, held: Sequence[Checkpoint] = ()) -> tuple[Finding, ...]:
    """Everything that is wrong with a ledger; nothing, if it is sound.

    Parameters
    ----------
    held
        Checkpoints that somebody kept, from statements: they tell a ledger that was cut off, or written anew with
        another key.
    """
    try:
        entries = ledger.entries()
        rows = ledger.beside()
    except NotStored as error:
        return (_wrong(str(error), 0),)
    return (*verify_rows(ledger.signed, entries, rows), *_held(ledger, entries, held))


def verify_rows(signed: Signed, entries: Sequence[Entry], rows: Beside | None = None) -> tuple[Finding, ...]:
    """Everything that is wrong with entries by themselves, wherever they stand, and with the rows beside them if there are any."""
    findings = list(_chained(entries))
    if findings:
        return tuple(findings)
    for check in (_said, _accruals):
        try:
            findings += check(signed, entries)
        except (KeyError, ValueError, TypeError, AttributeError, IndexError, ArithmeticError) as error:
            findings.append(_wrong(f"what is recorded cannot be read: {type(error).__name__}", 0))
    if not findings and rows is not None:
        findings += _indexed(entries, rows)
    return tuple(findings)


def _wrong(message: str, seq: int) -> Finding:
    mend = "compare with the other side's copy from this entry on; a ledger is never mended in place"
    return Finding(code="L109", severity="error", message=message, place=Place("ledger", seq), mend=mend)


def _chained(entries: Sequence[Entry]) -> Iterator[Finding]:
    before = FIRST
    for number, entry in enumerate(entries, start=1):
        if entry.seq != number:
            yield _wrong(f"entry {number} is missing", number)
            return
        if entry.before != before or entry.hash != link(before, entry.body):
            yield _wrong(f"entry {number} is not what was recorded, or not in its place", number)
            return
        before = entry.hash


def _said(signed: Signed, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Every body is of its entry, balances, and has the legs that follow from what it records."""
    known: dict[tuple[str, str], Event] = {}
    for entry in entries:
        said = entry.said
        if (said["seq"], said["kind"]) != (entry.seq, entry.kind):
            yield _wrong(f"entry {entry.seq} says it is another", entry.seq)
        if unbalanced(entry.postings):
            yield _wrong(f"entry {entry.seq} does not balance", entry.seq)
        event = entry.event
        if event is not None:
            if event.key in known:
                yield _wrong(f"{event.source}/{event.id} is recorded twice", entry.seq)
            known[event.key] = event
    amended = 0
    for entry in entries:
        event = entry.event
        amended += entry.kind == "amended"
        if event is not None:
            then = signed.known(amended)
            wanted = what_passed(then, event)
            if event.corrected is not None:
                wanted = (*undone(what_passed(then, known[event.corrected])), *wanted)
        elif entry.kind in {"accrued", "trued_up"}:
            said = entry.said
            wanted = what_is_owed(said["from"], said["to"], said["currency"], said["minor"])
        else:
            wanted = ()
        if entry.postings != wanted:
            yield _wrong(f"the legs of entry {entry.seq} are not those of what it records", entry.seq)


def _accruals(signed: Signed, entries: Sequence[Entry]) -> Iterator[Finding]:
    """What each closing states is the exact reading of the events it was closed on."""
    for entry in entries:
        if entry.kind != "closed":
            continue
        counted = entries[: entry.said["cutoff"]]
        events = [one.event for one in counted if one.event is not None]
        then = signed.known(sum(one.kind == "amended" for one in counted))
        wanted = {one.key: one.minor for one in accrue(then, events, date.fromisoformat(entry.said["to"])).payables}
        stated = {key: one.minor for key, one in stated_in(iter(entries[: entry.seq])).items() if one.minor}
        for path, quarter, _ in sorted(
            key for key in wanted.keys() | stated.keys() if wanted.get(key) != stated.get(key)
        ):
            yield _wrong(f"{path} of {quarter}, closed with entry {entry.seq}, is not what the deal says", entry.seq)


def _indexed(entries: Sequence[Entry], rows: Beside) -> Iterator[Finding]:
    """The rows beside the entries say what the entries say."""
    for (table, stand), (_, wanted) in zip(rows.tables, beside(entries).tables, strict=True):
        if stand != wanted:
            yield _wrong(f"the table {table.name} does not say what the entries say", 0)


def _held(ledger: Ledger, entries: Sequence[Entry], held: Sequence[Checkpoint]) -> Iterator[Finding]:
    for one in held:
        if one.origin != ledger.origin:
            yield _wrong(f"a checkpoint is of {one.origin}, not of {ledger.origin}", 0)
        elif one.size > len(entries):
            yield _wrong(f"the ledger had {one.size} entries and has {len(entries)}: it was cut off", len(entries))
        elif root_of([entry.body for entry in entries[: one.size]]) != one.root:
            yield _wrong(f"the first {one.size} entries are not those of the checkpoint", one.size)
        elif one.signature and not ledger.key.is_signer_of(one):
            yield _wrong(f"the checkpoint of {one.size} entries is not signed by this ledger's key", one.size)
