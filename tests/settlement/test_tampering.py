"""Whatever is changed in a ledger behind its back is found."""

import shutil
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dronedeal.settlement import Ledger, NotStored, Signed, read_checkpoint, statement_of, verify
from dronedeal.settlement.chain import FIRST, link
from tests.settlement.settling import NOW, delivery, opened, payment, recorded, sale

EVERY = 7
"""Of the file's bytes, every so manieth is flipped; of cells, every byte."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Signed]:
    folder, signed = tmp_path_factory.mktemp("made"), sale()
    ledger = opened(folder, signed)
    recorded(ledger, [delivery("d-1", date(2027, 2, 1), 100), payment("p-1", date(2027, 3, 1), "500.50")])
    ledger.close(date(2027, 3, 31), now=NOW)
    recorded(ledger, [delivery("d-2", date(2027, 3, 5), 10, corrects="d-1")])
    ledger.close_store()
    with sqlite3.connect(folder / "ledger.sqlite") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    return folder / "ledger.sqlite", signed


def copy_of(made: tuple[Path, Signed], folder: Path) -> Path:
    return Path(shutil.copy(made[0], folder / "copy.sqlite"))


def changed(path: Path, change: Callable[[sqlite3.Connection], object]) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous=OFF")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    change(connection)
    connection.commit()
    connection.close()


def is_found(path: Path, signed: Signed, **held: object) -> bool:
    try:
        ledger = Ledger(str(path), signed)
    except NotStored:
        return True
    try:
        return bool(verify(ledger, **held))  # type: ignore[arg-type]
    finally:
        ledger.close_store()


def test_a_ledger_that_nobody_touched_is_sound(made: tuple[Path, Signed], tmp_path: Path) -> None:
    assert not is_found(copy_of(made, tmp_path), made[1])


def test_every_byte_of_every_entry_is_guarded(made: tuple[Path, Signed], tmp_path: Path) -> None:
    path, missed = copy_of(made, tmp_path), []
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT seq, body, before, hash FROM entry").fetchall()
    connection.close()
    for seq, *cells in rows:
        for column, cell in zip(("body", "before", "hash"), cells, strict=True):
            for at in range(0, len(cell), 5 if column == "body" else 8):
                flipped = cell[:at] + bytes([cell[at] ^ 1]) + cell[at + 1 :]
                query = f"UPDATE entry SET {column} = ? WHERE seq = ?"  # noqa: S608 - one of three names
                changed(path, lambda base, q=query, new=flipped, s=seq: base.execute(q, (new, s)))
                if not is_found(path, made[1]):
                    missed.append((seq, column, at))
                changed(path, lambda base, q=query, old=cell, s=seq: base.execute(q, (old, s)))

    assert missed == []
    assert not is_found(path, made[1])


def test_a_flip_in_the_file_is_found_or_touches_nothing_recorded(made: tuple[Path, Signed], tmp_path: Path) -> None:
    whole = made[0].read_bytes()
    before = Ledger(str(made[0]), made[1])
    recorded_then = before.everything()
    before.close_store()
    path, unseen = tmp_path / "flipped.sqlite", 0
    for at in range(0, len(whole), max(EVERY, len(whole) // 400)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        for beside in ("-wal", "-shm", "-journal"):
            path.with_name(path.name + beside).unlink(missing_ok=True)
        if is_found(path, made[1]):
            continue
        ledger = Ledger(str(path), made[1])
        unseen += ledger.everything() != recorded_then
        ledger.close_store()

    assert unseen == 0


CHANGES: dict[str, Callable[[sqlite3.Connection], object]] = {
    "an entry taken out": lambda base: base.execute("DELETE FROM entry WHERE seq = 3"),
    "two entries swapped": lambda base: base.executescript(
        "UPDATE entry SET seq = 99 WHERE seq = 2; UPDATE entry SET seq = 2 WHERE seq = 3; UPDATE entry SET seq = 3 WHERE seq = 99"
    ),
    "a posting changed": lambda base: base.execute("UPDATE posting SET minor = minor + 1 WHERE seq = 2 AND line = 1"),
    "a posting taken out": lambda base: base.execute("DELETE FROM posting WHERE seq = 4"),
    "a body that is text": lambda base: base.execute("UPDATE entry SET body = CAST(body AS TEXT) WHERE seq = 2"),
    "an id changed": lambda base: base.execute("UPDATE event SET id = 'd-7' WHERE seq = 2"),
    "a correction taken out": lambda base: base.execute("DELETE FROM correction"),
    "an event taken out": lambda base: base.execute("DELETE FROM event WHERE seq = 3"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_rows_changed_behind_its_back_are_found(change: str, made: tuple[Path, Signed], tmp_path: Path) -> None:
    path = copy_of(made, tmp_path)

    changed(path, CHANGES[change])

    assert is_found(path, made[1])


def _rechained(base: sqlite3.Connection) -> None:
    """Change an amount and write the whole chain anew, as somebody who knows how would."""
    before = FIRST
    for seq, body in base.execute("SELECT seq, body FROM entry ORDER BY seq").fetchall():
        new = bytes(body).replace(b'"quantity":"100"', b'"quantity":"900"').replace(b",100]", b",900]")
        new = new.replace(b",-100]", b",-900]")
        base.execute(
            "UPDATE entry SET body = ?, before = ?, hash = ? WHERE seq = ?", (new, before, link(before, new), seq)
        )
        before = link(before, new)


def test_a_chain_written_anew_is_found_by_what_was_closed_and_by_a_checkpoint(
    made: tuple[Path, Signed], tmp_path: Path
) -> None:
    path = copy_of(made, tmp_path)
    ledger = Ledger(str(made[0]), made[1])
    held = read_checkpoint(ledger.checkpoint(ledger.entries()).note)
    ledger.close_store()

    changed(path, _rechained)

    messages = [finding.message for finding in verify(Ledger(str(path), made[1]), held=[held] if held else [])]
    assert any("is not what the deal says" in message for message in messages)
    assert any("are not those of the checkpoint" in message for message in messages)


def test_a_ledger_cut_off_is_found_by_the_other_sides_checkpoint(made: tuple[Path, Signed], tmp_path: Path) -> None:
    path = copy_of(made, tmp_path)
    ledger = Ledger(str(made[0]), made[1])
    held = read_checkpoint(ledger.checkpoint(ledger.entries()).note)
    ledger.close_store()
    assert held is not None

    cut = "DELETE FROM correction WHERE seq > 3; DELETE FROM posting WHERE seq > 3; DELETE FROM event WHERE seq > 3; DELETE FROM entry WHERE seq > 3"
    changed(path, lambda base: base.executescript(cut))

    assert not is_found(path, made[1])
    assert is_found(path, made[1], held=[held])


def test_a_checkpoint_is_signed_by_the_ledgers_key_alone(made: tuple[Path, Signed]) -> None:
    from dataclasses import replace

    ledger = Ledger(str(made[0]), made[1])
    held = read_checkpoint(ledger.checkpoint(ledger.entries()).note)
    ledger.close_store()
    assert held is not None

    forged = replace(held, signature=bytes(64))

    assert verify(ledger, held=[held]) == ()
    assert [finding.code for finding in verify(ledger, held=[forged])] == ["L109"]


def test_roots_are_those_of_the_standard() -> None:
    """RFC 6962 has no vectors in its text; these are of the tree of its section 2.1.3, worked out by its definition."""
    import hashlib

    from dronedeal.settlement import root_of

    def by_definition(leaves: list[bytes]) -> bytes:
        if len(leaves) < 2:
            return hashlib.sha256(b"\0" + leaves[0]).digest() if leaves else hashlib.sha256().digest()
        half = 1 << ((len(leaves) - 1).bit_length() - 1)
        return hashlib.sha256(b"\1" + by_definition(leaves[:half]) + by_definition(leaves[half:])).digest()

    for size in range(40):
        leaves = [bytes([one]) for one in range(size)]
        assert root_of(leaves) == by_definition(leaves)


def test_a_statement_of_an_entry_that_is_no_more_one_is_refused(made: tuple[Path, Signed], tmp_path: Path) -> None:
    path = copy_of(made, tmp_path)
    changed(path, lambda base: base.execute("UPDATE entry SET body = x'7b' WHERE seq = 2"))
    ledger = Ledger(str(path), made[1])

    with pytest.raises(NotStored, match="entry 2 cannot be read"):
        statement_of(ledger, party="buyer", to=date(2027, 3, 31))
