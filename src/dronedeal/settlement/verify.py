"""Verifying a ledger: nothing changed, nothing missing, nothing cut off, and every amount what the deal says. It mends nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dronedeal.deal import Finding, Place
from dronedeal.settlement.accrual import accrue
from dronedeal.settlement.chain import FIRST, link
from dronedeal.settlement.entry import Entry
from dronedeal.settlement.event import Event
from dronedeal.settlement.ledger import Ledger, stated_in
from dronedeal.settlement.merkle import Checkpoint, root_of
from dronedeal.settlement.postings import Posting, unbalanced, undone, what_is_owed, what_passed
from dronedeal.settlement.rows import Beside
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
        entries, rows = ledger.everything()
    except NotStored as error:
        return (_wrong(str(error), 0),)
    return (*verify_rows(ledger.signed, entries, rows), *_held(ledger, entries, held))


def verify_rows(signed: Signed, entries: Sequence[Entry], rows: Beside | None = None) -> tuple[Finding, ...]:
    """Everything that is wrong with entries by themselves, wherever they stand, and with the rows beside them if there are any."""
    findings = list(_chained(entries))
    if findings:
        return tuple(findings)
    known: dict[tuple[str, str], tuple[int, Event]] = {}
    wanted = Beside.none()
    for check in (_said(signed, entries, known, wanted), _accruals(signed, entries, known)):
        try:
            findings += check
        except (KeyError, ValueError, TypeError, AttributeError, IndexError, ArithmeticError) as error:
            findings.append(_wrong(f"what is recorded cannot be read: {type(error).__name__}", 0))
    if not findings and rows is not None:
        findings += _indexed(rows, wanted)
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


def _said(
    signed: Signed, entries: Sequence[Entry], known: dict[tuple[str, str], tuple[int, Event]], beside: Beside
) -> Iterator[Finding]:
    """Every body is of its entry, balances, and has the legs that follow from what it records.

    Parameters
    ----------
    known, beside
        Empty; afterwards every event with the number of its entry, and the rows that belong beside the entries.
    """
    amended, then = 0, signed.known(0)
    correcting: list[tuple[int, Signed, Event, tuple[Posting, ...]]] = []
    for entry in entries:
        said, event, postings = entry.read()
        if (said["seq"], said["kind"]) != (entry.seq, entry.kind):
            yield _wrong(f"entry {entry.seq} says it is another", entry.seq)
        if unbalanced(postings):
            yield _wrong(f"entry {entry.seq} does not balance", entry.seq)
        beside.add(entry.seq, postings, said.get("event"))
        if entry.kind == "amended":
            amended += 1
            then = signed.known(amended)
        wanted: tuple[Posting, ...] = ()
        if event is not None:
            if event.key in known:
                yield _wrong(f"{event.source}/{event.id} is recorded twice", entry.seq)
            known[event.key] = entry.seq, event
            if event.corrected is not None:  # what it corrects may come later, where both were handed in together
                correcting.append((entry.seq, then, event, postings))
                continue
            wanted = what_passed(then, event)
        elif entry.kind in {"accrued", "trued_up"}:
            wanted = what_is_owed(said["from"], said["to"], said["currency"], said["minor"])
        if postings != wanted:
            yield _other_legs(entry.seq)
    for seq, version, event, postings in correcting:
        _, corrected = known[event.source, event.corrects]
        if postings != (*undone(what_passed(version, corrected)), *what_passed(version, event)):
            yield _other_legs(seq)


def _other_legs(seq: int) -> Finding:
    return _wrong(f"the legs of entry {seq} are not those of what it records", seq)


def _accruals(
    signed: Signed, entries: Sequence[Entry], known: Mapping[tuple[str, str], tuple[int, Event]]
) -> Iterator[Finding]:
    """What each closing states is the exact reading of the events it was closed on."""
    stating = [entry for entry in entries if entry.kind in {"accrued", "trued_up", "closed"}]
    for entry in stating:
        if entry.kind != "closed":
            continue
        cutoff = entry.said["cutoff"]
        events = [event for seq, event in known.values() if seq <= cutoff]
        then = signed.known(sum(one.kind == "amended" for one in entries[:cutoff]))
        wanted = {one.key: one.minor for one in accrue(then, events, date.fromisoformat(entry.said["to"])).payables}
        before = (one for one in stating if one.seq <= entry.seq)
        stated = {key: one.minor for key, one in stated_in(before).items() if one.minor}
        for path, quarter, _ in sorted(
            key for key in wanted.keys() | stated.keys() if wanted.get(key) != stated.get(key)
        ):
            yield _wrong(f"{path} of {quarter}, closed with entry {entry.seq}, is not what the deal says", entry.seq)


def _indexed(rows: Beside, wanted: Beside) -> Iterator[Finding]:
    """The rows beside the entries say what the entries say."""
    for (table, stand), (_, said) in zip(rows.tables, wanted.tables, strict=True):
        if stand != said:
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
