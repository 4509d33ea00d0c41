"""Backups: a ledger as a file of JSON lines that belongs to no store. The first line says whose it is, the last proves it.

Between them stands each entry as it is stored, with its hash; what stands beside entries follows from them. The same
entries give the same bytes, whatever store they came from. The private key is not in it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from dronedeal.deal import Finding, Place
from dronedeal.settlement.canonical import canonical
from dronedeal.settlement.chain import FIRST
from dronedeal.settlement.entry import Entry
from dronedeal.settlement.ledger import Ledger
from dronedeal.settlement.merkle import Checkpoint, Key, read_checkpoint, root_of
from dronedeal.settlement.rows import Page, beside_in, entries_in
from dronedeal.settlement.signed import Signed
from dronedeal.settlement.store import NotStored, Store
from dronedeal.settlement.store_sqlite import sync_folder
from dronedeal.settlement.stores import file_of, store_at
from dronedeal.settlement.verify import verify, verify_rows

__all__ = ["BackedUp", "back_up", "restore"]

_FORMAT = 1
_MEND = "take another copy of the backup; a backup is never mended"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """How many entries a backup holds, and the checkpoint of them."""

    size: int
    checkpoint: Checkpoint


def back_up(ledger: Ledger, to: Path) -> tuple[BackedUp | None, tuple[Finding, ...]]:
    """Write a sound ledger to a file that is not there yet: aside, read again, verified, and then given its name.

    Raises
    ------
    NotStored
        The file is there already, or cannot be written.
    """
    findings = verify(ledger)
    if findings:
        return None, findings
    entries = ledger.entries()
    checkpoint = ledger.checkpoint(entries)
    aside = to.with_name(f".{to.name}-{os.getpid()}")
    try:
        if to.exists():
            raise _is_there(to)
        with aside.open("xb") as stream:
            stream.writelines(_lines(ledger.signed, entries, checkpoint))
            stream.flush()
            os.fsync(stream.fileno())
        read, wrong = _read(aside, ledger.signed)
        if wrong or read is None or read[0] != entries:
            return None, wrong or (_broken("what was written does not read back", aside, 0),)
        _name(aside, to)
    except OSError as error:
        message = f"{to} cannot be written: {error.strerror}"
        raise NotStored(message, "name a file in a folder that may be written") from error
    finally:
        aside.unlink(missing_ok=True)
    return BackedUp(size=len(entries), checkpoint=checkpoint), ()


def restore(
    backup: Path, signed: Signed, url: str, *, held: Sequence[Checkpoint] = ()
) -> tuple[BackedUp | None, tuple[Finding, ...]]:
    """Make a ledger of a backup, in whatever store, where there is none. All of it is verified before and after.

    A file is written aside and then given its name; in a database all comes with one commit, or nothing does.

    Parameters
    ----------
    held
        Checkpoints that somebody kept: they tell an older backup, or one of a history written anew.

    Raises
    ------
    NotStored
        There is a ledger already, or the store cannot be used.
    Unconfirmed
        The store did not confirm; look whether the ledger is there.
    """
    read, findings = _read(backup, signed)
    if read is None:
        return None, findings
    entries, checkpoint = read
    older = tuple(_held(backup, entries, held))
    if older:
        return None, older
    path = file_of(url)
    if path is None:
        findings = _put(store_at(url), signed, entries)
    else:
        if path.exists():
            raise _is_there(path)
        aside = path.with_name(f".{path.name}-{os.getpid()}")
        try:
            findings = _put(store_at(str(aside), create=True), signed, entries)
            if not findings:
                _name(aside, path)
        finally:
            for rest in ("", "-wal", "-shm", "-journal"):
                aside.with_name(f"{aside.name}{rest}").unlink(missing_ok=True)
    return (None, findings) if findings else (BackedUp(size=len(entries), checkpoint=checkpoint), ())


class _Unsound(Exception):
    """Undoes the transaction."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__()


def _refuse(findings: Sequence[Finding]) -> None:
    if findings:
        raise _Unsound(findings)


def _put(store: Store, signed: Signed, entries: Sequence[Entry]) -> tuple[Finding, ...]:
    """Write entries into an empty store, and commit only what reads back as them."""
    try:
        with store.writing() as connection:
            if store.version(connection) is not None:
                message = f"{store.name} is a ledger already"
                raise NotStored(message, "name a place where there is none: nothing is ever written over")
            store.prepare(connection)
            page = Page(store, connection)
            for entry in entries:
                page.copy(entry)
            page.put()
            stand = tuple(entries_in(store, connection))
            if stand != tuple(entries):
                _refuse((_broken("the store does not hold what the backup holds", Path(store.name), 0),))
            _refuse(verify_rows(signed, stand, beside_in(store, connection)))
    except _Unsound as error:
        return error.findings
    finally:
        store.close()
    return ()


def _lines(signed: Signed, entries: Sequence[Entry], checkpoint: Checkpoint) -> Iterator[bytes]:
    told = hashlib.sha256()
    head = {"backup": _FORMAT, "deal": signed.hash, "entries": len(entries)}
    for record in (head, *map(_record, entries)):
        line = canonical(record) + b"\n"
        told.update(line)
        yield line
    yield canonical({"checkpoint": checkpoint.note, "sha256": told.hexdigest()}) + b"\n"


def _record(entry: Entry) -> dict[str, Any]:
    return {"seq": entry.seq, "kind": entry.kind, "body": entry.body.decode(), "hash": entry.hash.hex()}


def _read(path: Path, signed: Signed) -> tuple[tuple[tuple[Entry, ...], Checkpoint] | None, tuple[Finding, ...]]:
    """The entries of a backup and its checkpoint, or the first thing that is wrong with it."""
    try:
        return _proven(path, signed), ()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise NotStored(message, "name a backup") from error
    except _Unsound as error:
        return None, error.findings


def _proven(path: Path, signed: Signed) -> tuple[tuple[Entry, ...], Checkpoint]:
    lines = path.read_bytes().split(b"\n")
    if len(lines) < 4 or lines.pop():  # noqa: PLR2004 - what it is, one entry, what proves it, and nothing after it
        raise _Unsound((_broken("it ends in the middle", path, len(lines)),))
    head, tail = _object(lines[0], path, 1), _object(lines[-1], path, len(lines))
    if head.get("backup") != _FORMAT:
        raise _Unsound((_broken("it is no backup of a ledger, or of a later program", path, 1),))
    if head.get("deal") != signed.hash:
        message = f"it is of another deal ({str(head.get('deal'))[:12]})"
        raise _Unsound((_broken(message, path, 1, f"name the folder of that deal, or a backup of {signed.hash[:12]}"),))
    if head.get("entries") != len(lines) - 2:
        raise _Unsound((_broken(f"it has {len(lines) - 2} entries and says {head.get('entries')}", path, 1),))
    if tail.get("sha256") != hashlib.sha256(b"".join(line + b"\n" for line in lines[:-1])).hexdigest():
        raise _Unsound((_broken("its bytes are not those that were written", path, len(lines)),))
    entries = tuple(_entries(lines[1:-1], path))
    wrong = verify_rows(signed, entries)
    if wrong:
        raise _Unsound(wrong)
    checkpoint = read_checkpoint(str(tail.get("checkpoint")))
    proven = (signed.origin, len(entries), root_of([one.body for one in entries]))
    if checkpoint is None or (checkpoint.origin, checkpoint.size, checkpoint.root) != proven:
        raise _Unsound((_broken("its checkpoint is not of its entries", path, len(lines)),))
    if canonical({"checkpoint": checkpoint.note, "sha256": tail["sha256"]}) != lines[-1]:
        raise _Unsound((_broken("its last line is not as it was written", path, len(lines)),))
    if checkpoint.signature and not _signer(entries[0]).is_signer_of(checkpoint):
        raise _Unsound((_broken("its checkpoint is not signed by the ledger's key", path, len(lines)),))
    return entries, checkpoint


def _signer(first: Entry) -> Key:
    import base64

    with suppress(KeyError, ValueError, TypeError):
        return Key(public=base64.b64decode(first.said["key"]))
    return Key(public=b"")


def _entries(lines: Sequence[bytes], path: Path) -> Iterator[Entry]:
    before = FIRST
    for number, line in enumerate(lines, start=2):
        said = _object(line, path, number)
        try:
            hashed = bytes.fromhex(said["hash"])
            yield Entry(seq=said["seq"], kind=said["kind"], body=said["body"].encode(), before=before, hash=hashed)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise _Unsound((_broken("the line is no entry", path, number),)) from None
        before = hashed


def _object(line: bytes, path: Path, number: int) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise _Unsound((_broken("the line cannot be read", path, number),))
    return cast("dict[str, Any]", said)


def _held(path: Path, entries: Sequence[Entry], held: Sequence[Checkpoint]) -> Iterator[Finding]:
    for one in held:
        if one.size > len(entries):
            yield _broken(f"it has {len(entries)} entries, and a checkpoint was kept of {one.size}", path, 1)
        elif root_of([entry.body for entry in entries[: one.size]]) != one.root:
            yield _broken(f"its first {one.size} entries are not those of a checkpoint that was kept", path, 1)


def _broken(message: str, path: Path, line: int, mend: str = _MEND) -> Finding:
    return Finding(
        code="L120", severity="error", message=f"the backup cannot be used: {message}", place=Place(path.name, line),
        mend=mend,
    )  # fmt: skip


def _is_there(path: Path) -> NotStored:
    message = f"{path} is there already"
    return NotStored(message, "name another file: nothing is ever written over")


def _name(aside: Path, path: Path) -> None:
    """Give a file written aside its name, durably and over nothing."""
    try:
        os.link(aside, path)
    except FileExistsError:
        raise _is_there(path) from None
    sync_folder(path)
