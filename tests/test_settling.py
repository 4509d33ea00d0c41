"""The public verbs of settlement: recording from a program finds what a file of the same events finds, and nothing twice."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dronedeal as dd
from dronedeal.settlement import (
    COLUMNS,
    PLAN,
    Event,
    Ledger,
    NotStored,
    body_of,
    planned_events,
    put_signed,
    read_events,
    statement_of,
)

NOW = "2027-04-01T00:00:00+00:00"
PACKAGE: Mapping[str, float] = {"terms.sale.price": 1.3, "terms.levy.share": 0.02}
AGREED: Mapping[str, float] = {"systems.interceptor.unit_cost": 4_000}
DELIVERY: dict[str, object] = {
    "source": "makers", "id": "d-1", "kind": "delivered", "effective_on": date(2027, 2, 10), "of": "sale", "system": "interceptor",
    "quantity": 400,
}  # fmt: skip
PAYMENT: dict[str, object] = {
    "source": "partner", "id": "p-1", "kind": "paid", "effective_on": "2027-04-20", "by": "partner", "to": "makers",
    "amount": Decimal("1000000.25"), "currency": "USD",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("settling") / "deal"
    dd.new(folder)
    package = {path: Decimal(str(value)) for path, value in PACKAGE.items()}
    agreed = {path: Decimal(str(value)) for path, value in AGREED.items()}
    put_signed(folder, dd.sign(dd.read(folder), PACKAGE, agreed=AGREED), package=package, agreed=agreed)
    return folder


@pytest.fixture
def book(folder: Path, tmp_path: Path) -> Iterator[Ledger]:
    with dd.ledger(tmp_path / "ledger.sqlite", dd.signed(folder), now=NOW) as book:
        yield book


def told(done: Any) -> list[tuple[str, str]]:
    return [(event.id, outcome) for event, outcome in done.outcomes]


def test_what_is_said_again_exists_and_a_preview_keeps_nothing(book: Ledger) -> None:
    previewed = dd.record(book, [DELIVERY, PAYMENT], now=NOW, preview=True)
    size = len(book.entries())
    first = dd.record(book, [DELIVERY, PAYMENT], now=NOW)
    again = dd.record(book, [event for event, _ in reversed(first.outcomes)], now=NOW)

    assert size == 1
    assert told(previewed) == told(first) == [("d-1", "new"), ("p-1", "new")]
    assert [one.line for one in previewed.changes][:1] == ["terms.levy/share"]
    assert told(again) == [("p-1", "exists"), ("d-1", "exists")]
    assert again.size == first.size == len(book.entries()) == 3
    assert again.findings == first.findings == ()


def test_another_body_is_a_conflict_and_nothing_is_recorded(book: Ledger) -> None:
    dd.record(book, [DELIVERY], now=NOW)

    done = dd.record(book, [PAYMENT, DELIVERY | {"quantity": 401}], now=NOW)

    assert [(one.code, str(one.place)) for one in done.findings] == [("L106", "<events>:2")]
    assert len(book.entries()) == 2


def test_a_planned_event_is_refused_wherever_it_comes_from(book: Ledger) -> None:
    event = Event(source=PLAN, id="x", kind="delivered", effective_on=date(2027, 2, 10), of="sale", system="interceptor", quantity=Decimal(5))  # fmt: skip

    through, direct = dd.record(book, [event], now=NOW), book.record([event], now=NOW)

    assert [one.code for one in (*through.findings, *direct.findings)] == ["L104", "L104"]
    assert "has not happened" in direct.findings[0].message
    assert len(book.entries()) == 1
    assert planned_events(book.signed, {}) == ()


def test_an_event_that_was_made_by_hand_is_checked_as_one_of_a_file(book: Ledger) -> None:
    event = Event(source="m", id="x", kind="delivered", effective_on=date(2027, 2, 10), of="sael", system="drone")

    done = dd.record(book, [event, DELIVERY], now=NOW)

    assert {one.code for one in done.findings} == {"L104", "L105"}
    assert told(done) == [("d-1", "new")]
    assert len(book.entries()) == 1


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {"source": st.sampled_from(["m", "", "a b"]), "id": st.sampled_from(["1", "2", "-"]), "kind": st.sampled_from(["delivered", "paid", "sold", "x"])},
            optional={
                "effective_on": st.sampled_from(["2027-02-10", "2027-02-30", "1999-01-01"]), "of": st.sampled_from(["sale", "levy", "?"]),
                "system": st.sampled_from(["interceptor", "boat"]), "quantity": st.sampled_from(["4", "0", "1.5", "x"]),
                "by": st.sampled_from(["partner", "makers"]), "to": st.sampled_from(["makers", "nobody"]), "amount": st.sampled_from(["1.25", "1.255"]),
                "currency": st.sampled_from(["USD", "EUR", "XXX"]), "lots": st.sampled_from(["F-1..F-3", "F-1 F-1"]),
            },
        ),
        max_size=4,
    )
)  # fmt: skip
def test_findings_are_those_of_a_file_of_the_same_events(
    rows: list[dict[str, str]], folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    where = tmp_path_factory.mktemp("same")
    with (where / "events.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    signed = dd.signed(folder)
    with (
        dd.ledger(where / "one.sqlite", signed, now=NOW) as one,
        dd.ledger(where / "other.sqlite", signed, now=NOW) as other,
    ):
        done = dd.record(one, rows, now=NOW)
        events, findings = read_events(where / "events.csv", signed)
        by_file = other.record(events, now=NOW, preview=bool(findings))

    def words(found: Any) -> list[tuple[str, str, str]]:
        return sorted((finding.code, finding.message, finding.mend) for finding in found)

    assert words(done.findings) == words((*findings, *by_file.findings))
    assert [body_of(event) for event, _ in done.outcomes] == [body_of(event) for event, _ in by_file.outcomes]


def test_a_ledger_is_not_made_unless_somebody_says_when(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NotStored):
        dd.ledger(tmp_path / "none.sqlite", dd.signed(folder))


def test_a_folder_in_which_nothing_was_signed_says_so(tmp_path: Path) -> None:
    dd.new(tmp_path / "deal")

    with pytest.raises(dd.Unsound) as raised:
        dd.signed(tmp_path / "deal")

    assert [one.code for one in raised.value.findings] == ["L102"]


def test_a_statement_from_the_ledger_is_the_one_from_its_events(book: Ledger) -> None:
    dd.record(book, [DELIVERY, PAYMENT], now=NOW)

    statement = dd.settle(book.signed, book.events(), party="makers", to=date(2027, 6, 30))

    assert [one["paid"] for one in statement.body["balances"] if one["from"] == "partner"] == ["1000000.25"]
    assert statement.body == statement_of(book, party="makers", to=date(2027, 6, 30)).body
