"""Backups: the same bytes from every store, whole again in any, and refused once a byte is another."""

from datetime import date
from pathlib import Path

import pytest

from dronedeal.settlement import NotStored, back_up, read_checkpoint, restore, statement_of, verify
from tests.settlement.settling import NOW, STORES, Shelf, delivery, payment, recorded, sale

END = date(2027, 3, 31)


def filled(shelf: Shelf, name: str = "ledger") -> None:
    ledger = shelf.new(sale(), name)
    recorded(ledger, [delivery("d-1", date(2027, 2, 1), 100), payment("p-1", date(2027, 3, 1), "500.50", note="Київ")])
    assert ledger.close(END, now=NOW)[0] is not None
    recorded(ledger, [delivery("d-2", date(2027, 3, 5), 10, corrects="d-1")])
    ledger.close_store()


@pytest.mark.parametrize("other", STORES)
def test_a_backup_goes_from_any_store_to_any_and_back_with_the_same_bytes(
    shelf: Shelf, other: str, tmp_path: Path
) -> None:
    filled(shelf)
    ledger = shelf.again(sale())
    beyond = Shelf(other, tmp_path)

    done, findings = back_up(ledger, tmp_path / "one.backup")
    again, wrong = restore(tmp_path / "one.backup", sale(), beyond.url("there"))

    assert findings == wrong == ()
    assert done == again
    there = shelf.__class__.again(Shelf(other, tmp_path, beyond.places | {"ledger": beyond.url("there")}), sale())
    assert there.entries() == ledger.entries()
    assert verify(there) == ()
    assert statement_of(there, party="buyer", to=END).bytes == statement_of(ledger, party="buyer", to=END).bytes
    back_up(there, tmp_path / "two.backup")
    assert (tmp_path / "one.backup").read_bytes() == (tmp_path / "two.backup").read_bytes()
    recorded(there, [delivery("d-9", END, 1)])
    assert verify(there) == ()


def test_nothing_is_written_over_and_nothing_is_left_aside(shelf: Shelf, tmp_path: Path) -> None:
    filled(shelf)
    ledger = shelf.again(sale())
    back_up(ledger, tmp_path / "one.backup")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.suffix == ".backup"}

    with pytest.raises(NotStored, match="there already"):
        back_up(ledger, tmp_path / "one.backup")
    with pytest.raises(NotStored, match="already"):
        restore(tmp_path / "one.backup", sale(), shelf.url())

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.suffix == ".backup"} == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_every_byte_changed_and_every_cut_is_found(tmp_path: Path) -> None:
    shelf = Shelf("sqlite", tmp_path)
    filled(shelf)
    ledger = shelf.again(sale())
    back_up(ledger, tmp_path / "one.backup")
    ledger.close_store()
    whole = (tmp_path / "one.backup").read_bytes()
    copy, unseen, seen = tmp_path / "copy.backup", [], 0
    damaged = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(0, len(whole), 5)]
    damaged += [whole[:at] for at in range(0, len(whole), 97)] + [
        whole + b"\n",
        whole + whole,
        b"",
        b"\n\n\n\n",
        b"[]\n" * 5,
    ]
    for number, some in enumerate(damaged):
        copy.write_bytes(some)
        done, findings = restore(copy, sale(), str(tmp_path / "new.sqlite"))
        seen += bool(findings)
        if done is not None:
            unseen.append(number)

    assert unseen == []
    assert seen == len(damaged)
    assert not (tmp_path / "new.sqlite").exists()


def test_an_older_backup_is_told_by_a_checkpoint_that_was_kept(shelf: Shelf, tmp_path: Path) -> None:
    filled(shelf)
    ledger = shelf.again(sale())
    back_up(ledger, tmp_path / "old.backup")
    recorded(ledger, [delivery("d-3", END, 1)])
    held = read_checkpoint(ledger.checkpoint(ledger.entries()).note)
    assert held is not None

    done, findings = restore(tmp_path / "old.backup", sale(), str(tmp_path / "new.sqlite"), held=[held])

    assert done is None
    assert [finding.code for finding in findings] == ["L120"]


def test_another_deals_backup_and_a_ledger_that_is_not_sound_are_refused(tmp_path: Path) -> None:
    import sqlite3

    from tests.deals import clause

    shelf = Shelf("sqlite", tmp_path)
    filled(shelf)
    ledger = shelf.again(sale())
    back_up(ledger, tmp_path / "one.backup")
    other = sale(clause("more", "compensation", payer="buyer", payee="state", amount=1))
    [finding] = restore(tmp_path / "one.backup", other, str(tmp_path / "n.sqlite"))[1]
    assert (finding.code, finding.mend) == ("L120", f"name the folder of that deal, or a backup of {other.hash[:12]}")
    base = sqlite3.connect(shelf.url())
    base.executescript("DROP TRIGGER posting_update; UPDATE posting SET minor = minor + 1 WHERE seq = 2 AND line = 1")
    base.close()

    done, findings = back_up(ledger, tmp_path / "two.backup")

    assert done is None
    assert [finding.code for finding in findings] == ["L109"]
    assert not (tmp_path / "two.backup").exists()
    ledger.close_store()
