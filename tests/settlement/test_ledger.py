"""The ledger by its rules: record, repeat, contradict, come late, correct, close; and what holds after each of them."""

import sqlite3
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dronedeal.deal import Quarter
from dronedeal.settlement import (
    Checkpoint,
    Event,
    NotStored,
    Unconfirmed,
    accrue,
    is_safe_with_wal,
    read_checkpoint,
    statement_of,
    verify,
)
from dronedeal.settlement.chain import FIRST, link
from dronedeal.settlement.store_sqlite import SQLiteStore
from tests.settlement.settling import NOW, Shelf, delivery, opened, payment, recorded, sale

DAYS = st.integers(0, 364).map(lambda day: date.fromordinal(date(2027, 1, 1).toordinal() + day))
ENDS = [Quarter(2027, number).last_day for number in (1, 2, 3, 4)]
PARTIES = ("maker", "buyer", "state")


class LedgerMachine(RuleBasedStateMachine):
    """A ledger beside a plain list of events."""

    kind = "sqlite"

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.signed = sale()
        self.ledger = Shelf(self.kind, Path(self.folder.name)).new(self.signed)
        self.events: list[Event] = []
        self.kept: dict[tuple[str, date], bytes] = {}
        self.held: list[Checkpoint] = []
        self.closed = 0

    def teardown(self) -> None:
        self.ledger.close_store()
        self.folder.cleanup()

    def sizes(self) -> int:
        return len(self.ledger.entries())

    @rule(day=DAYS, units=st.integers(1, 500))
    def deliver(self, day: date, units: int) -> None:
        self.add(delivery(f"d-{len(self.events)}", day, units))

    @rule(day=DAYS, cents=st.integers(1, 500_000))
    def pay(self, day: date, cents: int) -> None:
        self.add(payment(f"p-{len(self.events)}", day, str(Decimal(cents) / 100)))

    def add(self, event: Event) -> None:
        found = self.ledger.record([event], now=NOW)
        assert [outcome for _, outcome in found.outcomes] == ["new"]
        self.events.append(event)

    @precondition(lambda self: self.events)
    @rule(data=st.data())
    def repeat(self, data: st.DataObject) -> None:
        before = self.sizes()
        some = data.draw(st.lists(st.sampled_from(self.events), min_size=1, max_size=4))

        found = self.ledger.record(some, now=NOW)

        assert {outcome for _, outcome in found.outcomes} == {"exists"}
        assert self.sizes() == before

    @precondition(lambda self: self.events)
    @rule(data=st.data(), units=st.integers(501, 900))
    def contradict(self, data: st.DataObject, units: int) -> None:
        before, old = self.sizes(), data.draw(st.sampled_from(self.events))
        said = Event(
            source=old.source, id=old.id, kind="delivered", effective_on=old.effective_on, of="sale", system="drone",
            kit="standard", to="buyer", quantity=Decimal(units),
        )  # fmt: skip

        found = self.ledger.record([delivery("fine", ENDS[0], 1), said], now=NOW)

        assert [finding.code for finding in found.findings] == ["L106"]
        assert self.sizes() == before

    @precondition(lambda self: self.events)
    @rule(data=st.data(), units=st.integers(1, 500), day=DAYS)
    def correct(self, data: st.DataObject, units: int, day: date) -> None:
        gone = {event.corrects for event in self.events}
        left = [event for event in self.events if event.source == "maker" and event.id not in gone]
        if not left:
            return
        old = data.draw(st.sampled_from(left))
        self.add(delivery(f"c-{len(self.events)}", day, units, corrects=old.id))

    @precondition(lambda self: self.closed < len(ENDS))
    @rule()
    def close(self) -> None:
        to = ENDS[self.closed]
        done, findings = self.ledger.close(to, now=NOW)
        assert done is not None
        assert findings == ()
        self.closed += 1
        for party in PARTIES:
            self.kept[party, to] = statement_of(self.ledger, party=party, to=to).bytes

    @rule()
    def keep_a_checkpoint(self) -> None:
        note = self.ledger.checkpoint(self.ledger.entries()).note
        found = read_checkpoint(note)
        assert found is not None
        self.held.append(found)

    @invariant()
    def entries_have_no_gap_and_are_chained(self) -> None:
        before = FIRST
        for number, entry in enumerate(self.ledger.entries(), start=1):
            assert entry.seq == number
            assert entry.before == before
            assert entry.hash == link(before, entry.body)
            before = entry.hash

    @invariant()
    def every_unit_sums_to_zero(self) -> None:
        sums: dict[str, int] = {}
        for _, unit, units in self.ledger.balances():
            sums[unit] = sums.get(unit, 0) + units
        assert not any(sums.values())

    @invariant()
    def closed_statements_stay_as_they_were(self) -> None:
        for (party, to), kept in self.kept.items():
            assert statement_of(self.ledger, party=party, to=to).bytes == kept

    @invariant()
    def nothing_is_found_wrong(self) -> None:
        assert verify(self.ledger, held=self.held) == ()


class PostgresMachine(LedgerMachine):
    """The same in PostgreSQL."""

    kind = "postgres"


LedgerMachine.TestCase.settings = settings(max_examples=30, stateful_step_count=20)
PostgresMachine.TestCase.settings = settings(max_examples=10, stateful_step_count=20)
test_the_ledger_keeps_its_rules = LedgerMachine.TestCase
test_the_ledger_keeps_its_rules_in_postgres = PostgresMachine.TestCase


def test_what_comes_late_is_a_true_up_of_the_next_statement(shelf: Shelf) -> None:
    ledger = shelf.new(sale())
    recorded(ledger, [delivery("d-1", date(2027, 2, 1), 100)])
    ledger.close(ENDS[0], now=NOW)

    recorded(ledger, [delivery("d-2", date(2027, 3, 1), 10)])
    lines = statement_of(ledger, party="buyer", to=ENDS[1]).body["lines"]

    first = next(line for line in lines if line["line"] == "terms.sale/price" and line["quarter"] == "2027-Q1")
    assert (first["stated"], first["amount"], first["true_up"]) == ("900.90", "990.99", "90.09")


def test_what_is_withdrawn_after_a_closing_is_taken_back(shelf: Shelf) -> None:
    ledger = shelf.new(sale())
    recorded(ledger, [delivery("d-1", date(2027, 2, 1), 100)])
    ledger.close(ENDS[0], now=NOW)

    recorded(ledger, [Event(source="maker", id="w", kind="withdrawn", effective_on=date(2027, 4, 1), corrects="d-1")])
    lines = statement_of(ledger, party="buyer", to=ENDS[1]).body["lines"]
    ledger.close(ENDS[1], now=NOW)

    assert {(line["line"], line["amount"], line["true_up"]) for line in lines} == {
        ("terms.sale/price", "0.00", "-900.90"),
        ("terms.sale/retention", "0.00", "-100.10"),
    }
    assert ledger.balances() == ()
    assert verify(ledger) == ()


def test_a_period_is_closed_once_and_at_a_quarters_end(shelf: Shelf) -> None:
    ledger = shelf.new(sale())

    codes = [ledger.close(day, now=NOW)[1] for day in (date(2027, 3, 30), ENDS[1], ENDS[0])]

    assert [[finding.code for finding in found] for found in codes] == [["L110"], [], ["L110"]]


def test_a_correction_stands_once_and_of_something_that_is_there(shelf: Shelf) -> None:
    ledger = shelf.new(sale())
    recorded(ledger, [delivery("d-1", ENDS[0], 5), delivery("d-2", ENDS[0], 6, corrects="d-1")])
    wrong = [
        delivery("a", ENDS[0], 7, corrects="d-1"),
        delivery("b", ENDS[0], 7, corrects="d-9"),
        delivery("c", ENDS[0], 7, corrects="e"),
        delivery("e", ENDS[0], 7, corrects="c"),
    ]

    found = ledger.record(wrong, now=NOW)

    assert [finding.code for finding in found.findings] == ["L107"] * 4
    assert ledger.record([delivery("d-3", ENDS[0], 8, corrects="d-2")], now=NOW).findings == ()


def test_goods_that_come_back_undo_the_latest_deliveries() -> None:
    back = Event(
        source="maker", id="r", kind="returned", effective_on=date(2027, 8, 1), of="sale", system="drone", kit="standard",
        to="buyer", quantity=Decimal(15),
    )  # fmt: skip

    accrued = accrue(sale(), [delivery("1", ENDS[0], 10), delivery("2", ENDS[1], 10), back], ENDS[3])

    assert [(str(one.quarter), one.units) for one in accrued.goods] == [("2027-Q1", 5)]
    assert accrued.uncounted == ()
    assert accrue(sale(), [back], ENDS[3]).uncounted == (("maker/r", "more came back than had been delivered"),)


def test_stored_rows_cannot_be_changed_or_taken_away(tmp_path: Path) -> None:
    recorded(opened(tmp_path, sale()), [delivery("d-1", ENDS[0], 5)])
    connection = sqlite3.connect(tmp_path / "ledger.sqlite")

    for table in ("entry", "event", "posting"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET seq = seq + 7"):  # noqa: S608 - as it says
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)
    with pytest.raises(sqlite3.IntegrityError, match="no gap"):
        connection.execute("INSERT INTO entry VALUES (9, 'event', x'', x'', x'')")
    with pytest.raises(sqlite3.IntegrityError, match="no more rows"):
        connection.execute("INSERT INTO posting VALUES (2, 9, 'a:b:c', 'USD', 1)")
    connection.close()


def test_another_deals_ledger_is_not_written_to(shelf: Shelf) -> None:
    from tests.deals import clause

    shelf.new(sale()).close_store()
    other = sale(clause("more", "compensation", payer="buyer", payee="state", amount=1))

    with pytest.raises(NotStored, match="another deal"):
        shelf.new(other)


def test_two_that_write_in_turn_go_on_from_each_other(shelf: Shelf) -> None:
    """What a writer knows of the last entry, amendments and closings it reads on from, and another may have been there."""
    one, other = shelf.new(sale()), shelf.again(sale())

    for number in range(3):
        recorded(one, [delivery(f"d-{number}", ENDS[0], 1)])
        recorded(other, [payment(f"p-{number}", ENDS[0], "1.25")])
    one.close(ENDS[0], now=NOW)
    recorded(other, [delivery("late", ENDS[0], 1)])

    _, findings = other.close(ENDS[0], now=NOW)
    assert [one.code for one in findings] == ["L110"]
    assert verify(one) == verify(other) == ()
    assert one.entries() == other.entries()


def test_a_ledger_put_in_the_place_of_one_that_is_open_is_not_written_to(tmp_path: Path) -> None:
    """As when an older copy is restored under a running program: to write on would leave two histories."""
    shelf = Shelf("postgres", tmp_path)
    ledger = shelf.new(sale())
    recorded(ledger, [delivery("d-1", ENDS[0], 1)])
    recorded(ledger, [delivery("d-2", ENDS[0], 1)])
    with psycopg.connect(shelf.url(), autocommit=True) as base:
        for table in ("event", "posting", "entry"):
            base.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            base.execute(f"DELETE FROM {table} WHERE seq > 1")  # noqa: S608 - one of three names
            base.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    with pytest.raises(NotStored, match="is not what it was: entry 2 is gone, or another"):
        ledger.record([delivery("d-3", ENDS[0], 1)], now=NOW)

    ledger.close_store()


@pytest.mark.parametrize(
    ("version", "safe"),
    [((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False), ((3, 50, 7), True),
     ((3, 51, 0), False), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 4), True)],
)  # fmt: skip
def test_only_versions_with_the_mend_run_in_wal_mode(version: tuple[int, ...], *, safe: bool) -> None:
    assert is_safe_with_wal(version) is safe


def test_an_engine_without_the_mend_falls_back_and_says_so(tmp_path: Path) -> None:
    if is_safe_with_wal(sqlite3.sqlite_version_info):
        pytest.skip("this Python's own SQLite has the mend")

    store = SQLiteStore(tmp_path / "old.sqlite", create=True, module=sqlite3)

    assert store.settings == f"SQLite {sqlite3.sqlite_version}, DELETE, synchronous=EXTRA"
    with store.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 3


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_commit_that_fails_is_no_answer(shelf: Shelf, monkeypatch: pytest.MonkeyPatch, *, is_kept: bool) -> None:
    """A commit error is neither yes nor no: it is raised as such, and the id settles it when asked again."""
    from sqlalchemy.engine.default import DefaultDialect

    ledger, event = shelf.new(sale()), delivery("d-1", ENDS[0], 5)
    commit = DefaultDialect.do_commit

    def fail(self: DefaultDialect, connection: Any) -> None:
        if is_kept:
            commit(self, connection)
        message = "disk I/O error"
        raise self.dbapi.OperationalError(message)  # type: ignore[union-attr]

    with monkeypatch.context() as patched:
        patched.setattr(DefaultDialect, "do_commit", fail)
        with pytest.raises(Unconfirmed, match="disk I/O error"):
            ledger.record([event], now=NOW)
    with pytest.raises(NotStored, match="did not confirm"):
        ledger.record([event], now=NOW)

    again = shelf.again(sale()).record([event], now=NOW)

    assert [outcome for _, outcome in again.outcomes] == ["exists" if is_kept else "new"]
