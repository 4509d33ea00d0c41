"""Amendments: later versions with a quarter from which they bind. What was owed before stays as it was."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dronedeal.deal import Horizon, Quarter
from dronedeal.forms.royalty import Tier, TierTable
from dronedeal.settlement import Event, Ledger, NotStored, Signed, amended, read_events, state, statement_of, verify
from tests.deals import clause, count, deal, money
from tests.settlement.settling import NOW, delivery, opened, payment, recorded, signed

Q2, Q3, Q4 = (Quarter(2027, number) for number in (2, 3, 4))


def sale(price: object, seller: str = "maker") -> Signed:
    term = clause("sale", "purchase", seller=seller, buyer="buyer", systems=("drone",), price=money(price))
    return signed(deal(term))


def with_amendment(price: object, since: Quarter, to: Signed | None = None) -> Signed:
    found, findings = amended(to or sale(100), sale(price), since)
    assert findings == ()
    assert found is not None
    return found


def prices(what: Signed, *units: int) -> list[tuple[str, str]]:
    events = [delivery(f"d{at}", date(2027, 3 * at + 2, 15), each) for at, each in enumerate(units)]
    found = state(what, events, party="maker", to=date(2027, 12, 31)).body["lines"]
    return [(line["quarter"], line["amount"]) for line in found if line["line"] == "terms.sale/price"]


def test_a_quarter_is_owed_by_the_version_that_binds_in_it() -> None:
    what = with_amendment(90, Q4, with_amendment(110, Q2))

    assert prices(what, 10, 10, 10, 10) == [
        ("2027-Q1", "1000.00"), ("2027-Q2", "1100.00"), ("2027-Q3", "1100.00"), ("2027-Q4", "900.00"),
    ]  # fmt: skip
    assert what.hash == sale(100).hash


def test_what_crosses_quarters_counts_as_the_version_that_binds_would_have_counted_it() -> None:
    def fee(over: int) -> Signed:
        tiers = TierTable(
            tiers=(Tier(above=count(0), rate=money(10)), Tier(above=count(over), rate=money(1))),
            mode="marginal",
            over="term",
        )
        term = clause(
            "sale",
            "licence",
            licensor="maker",
            licensee="buyer",
            systems=("drone",),
            sites=("line",),
            base="units",
            tiers=tiers,
        )
        return signed(deal(term))

    what, findings = amended(fee(100), fee(50), Q3)
    assert what is not None, findings
    made = [
        Event(source="w", id=str(at), kind="produced", effective_on=date(2027, 3 * at + 2, 1), of="line", system="drone", kit="standard", quantity=Decimal(40))
        for at in range(4)
    ]  # fmt: skip

    found = state(what, made, party="maker", to=date(2027, 12, 31)).body["lines"]

    assert [line["amount"] for line in found] == [
        "400.00",
        "400.00",
        "40.00",
        "40.00",
    ]  # beyond 50 by the third quarter


@pytest.mark.parametrize(
    ("revised", "since", "why"),
    [
        (sale(110), Quarter(2027, 1), "not after"),
        (sale(110), Quarter(2028, 1), "within the horizon"),
        (sale(100), Q2, "nothing else"),
        (replace(sale(110), deal=replace(sale(110).deal, horizon=Horizon(start=Quarter(2027, 1), years=2))), Q2, "horizon"),
    ],
    ids=["from the start", "after the end", "unchanged", "another horizon"],
)  # fmt: skip
def test_what_cannot_amend_is_refused(revised: Signed, since: Quarter, why: str) -> None:
    found, findings = amended(sale(100), revised, since)

    assert found is None
    assert [one.code for one in findings] == ["L108"]
    assert why in findings[0].message


def test_amendments_bind_in_order() -> None:
    _, findings = amended(with_amendment(110, Q3), sale(120), Q2)

    assert [one.code for one in findings] == ["L108"]


def test_the_ledger_enters_an_amendment_with_what_is_recorded_next_and_verifies(tmp_path: Path) -> None:
    ledger = opened(tmp_path, sale(100))
    recorded(ledger, [delivery("d1", date(2027, 2, 15), 10)])
    assert ledger.close(date(2027, 3, 31), now=NOW)[1] == ()
    before = statement_of(ledger, party="maker", to=date(2027, 3, 31)).bytes
    ledger.close_store()

    ledger = opened(tmp_path, with_amendment(110, Q2))
    recorded(ledger, [delivery("d2", date(2027, 5, 15), 10)])
    assert ledger.close(date(2027, 6, 30), now=NOW)[1] == ()
    found = statement_of(ledger, party="maker", to=date(2027, 6, 30)).body

    assert [entry.kind for entry in ledger.entries()].count("amended") == 1
    assert [line["amount"] for line in found["lines"]] == ["1000.00", "1100.00"]
    assert [one["from"] for one in found["amendments"]] == ["2027-Q2"]
    assert statement_of(ledger, party="maker", to=date(2027, 3, 31)).bytes == before
    assert verify(ledger) == ()


def test_a_statement_counts_an_amendment_once_the_ledger_has_it(tmp_path: Path) -> None:
    ledger = opened(tmp_path, sale(100))
    recorded(ledger, [delivery("d1", date(2027, 5, 15), 10)])
    ledger.close_store()
    ledger = Ledger(str(tmp_path / "ledger.sqlite"), with_amendment(110, Q2))

    (line,) = statement_of(ledger, party="maker", to=date(2027, 6, 30)).body["lines"]
    recorded(ledger, [payment("p1", date(2027, 6, 1), "5")])
    (later,) = statement_of(ledger, party="maker", to=date(2027, 6, 30)).body["lines"]

    assert (line["amount"], later["amount"]) == ("1000.00", "1100.00")


def test_an_amendment_of_a_closed_quarter_is_refused_and_nothing_is_recorded(tmp_path: Path) -> None:
    ledger = opened(tmp_path, sale(100))
    recorded(ledger, [delivery("d1", date(2027, 2, 15), 10)])
    assert ledger.close(date(2027, 6, 30), now=NOW)[1] == ()
    size = len(ledger.entries())
    ledger.close_store()
    ledger = opened(tmp_path, with_amendment(110, Q2))

    with pytest.raises(NotStored, match="closed"):
        ledger.record([delivery("d2", date(2027, 8, 15), 10)], now=NOW)

    assert len(ledger.entries()) == size


def test_a_ledger_that_knows_other_amendments_is_refused(tmp_path: Path) -> None:
    ledger = opened(tmp_path, with_amendment(110, Q2))
    recorded(ledger, [delivery("d1", date(2027, 2, 15), 10)])
    ledger.close_store()

    with pytest.raises(NotStored, match="amendments"):
        opened(tmp_path, with_amendment(120, Q2))
    with pytest.raises(NotStored, match="amendments"):
        opened(tmp_path, sale(100))


def test_goods_pass_by_the_version_of_their_day(tmp_path: Path) -> None:
    ledger = opened(tmp_path, with_amendment(110, Q2))
    recorded(ledger, [delivery("d1", date(2027, 2, 15), 10), delivery("d2", date(2027, 5, 15), 5)])

    assert ("buyer:goods:maker", "UNIT-drone", 15) in ledger.balances()
    assert verify(ledger) == ()


def test_an_event_is_read_by_the_version_of_its_day(tmp_path: Path) -> None:
    other = clause("resale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(7))
    revised = signed(deal(*sale(110).deal.terms.values(), other))
    what, _ = amended(sale(100), revised, Q3)
    assert what is not None
    rows = "source,id,kind,effective_on,of,system,quantity\n" + "".join(
        f"maker,{name},delivered,{day},resale,drone,3\n" for name, day in (("a", "2027-05-15"), ("b", "2027-08-15"))
    )
    (tmp_path / "events.csv").write_text(rows, "utf-8")

    events, findings = read_events(tmp_path / "events.csv", what)

    assert [(one.code, one.place.line) for one in findings] == [("L105", 2)]
    assert [event.id for event in events] == ["b"]
