"""Where lots went: handed over or paid for twice, under one deal or two; resale, returns and instalments are none of it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dronedeal.deal import BeneficialOwner, Clause, Deal, Party
from dronedeal.settlement import Book, Event, Signed, in_force, state, twice, twice_row, written_lots
from dronedeal.settlement.traced import held_lots
from tests.deals import clause, deal, money
from tests.settlement.settling import SALE, delivery, payment, signed

RESALE = clause("resale", "purchase", seller="buyer", buyer="state", systems=("drone",), price=money("12"))
OTHER = clause("other", "purchase", seller="maker", buyer="state", systems=("drone",), price=money("11"))
FEB, MAR, APR = date(2027, 2, 1), date(2027, 3, 1), date(2027, 4, 1)


def agreement(*more: Clause) -> Signed:
    return signed(deal(SALE, RESALE, OTHER, *more))


def doubled(*events: Event) -> list[tuple[str, str, str]]:
    found = twice([Book(name="", signed=agreement(), events=in_force(events))])
    return [(written_lots(one.lots), one.first.event.id, one.second.event.id) for one in found]


def test_a_lot_that_is_delivered_twice_is_found_with_both_events() -> None:
    first = delivery("d-1", FEB, 40, lots="F-01..F-40")
    second = delivery("d-2", MAR, 30, of="other", to="state", lots="F-31..F-60")

    assert doubled(first, second) == [("F-31..F-40", "d-1", "d-2")]


def test_what_was_delivered_may_be_sold_on_and_what_came_back_delivered_again() -> None:
    sold_on = delivery("d-2", MAR, 10, of="resale", to="state", lots="F-01..F-10")
    back = replace(delivery("r-1", MAR, 10, lots="F-11..F-20"), kind="returned")
    again = delivery("d-3", APR, 10, of="other", to="state", lots="F-11..F-20")

    assert doubled(delivery("d-1", FEB, 40, lots="F-01..F-40"), sold_on, back, again) == []
    assert doubled(delivery("d-1", MAR, 10, lots="F-01..F-10"), sold_on) == []
    assert doubled(sold_on, replace(sold_on, id="d-9", effective_on=APR)) == [("F-01..F-10", "d-2", "d-9")]


def test_of_one_day_what_was_made_and_came_back_counts_before_what_was_handed_over() -> None:
    first, again = delivery("a-1", FEB, 10, lots="F-1"), delivery("a-2", MAR, 10, of="other", to="state", lots="F-1")
    back = replace(delivery("z-1", MAR, 10, lots="F-1"), kind="returned")
    made = Event(source="z", id="m", kind="produced", effective_on=FEB, of="plant", system="drone", quantity=Decimal(10), lots="F-1")  # fmt: skip

    assert doubled(first, again, back, made) == []
    assert [key[0] for key in held_lots(agreement(), in_force((first, again, back, made)))] == ["state"]


def test_what_was_corrected_counts_once() -> None:
    first = delivery("d-1", FEB, 40, lots="F-1")

    assert doubled(first, replace(first, id="d-2", corrects="d-1", lots="F-1 F-2")) == []


def test_instalments_are_one_payment_and_another_payee_is_a_second() -> None:
    first = payment("p-1", FEB, "100", of="sale", lots="F-1")
    instalment = payment("p-2", MAR, "300", of="sale", lots="F-1")
    sold_on = payment("p-3", MAR, "12", of="resale", by="state", to="buyer", lots="F-1")
    other = payment("p-4", APR, "11", of="other", by="state", lots="F-1")

    assert doubled(first, instalment, sold_on) == []
    assert doubled(first, other) == [("F-1", "p-1", "p-4")]


def test_what_a_site_made_twice_is_found_and_lots_are_with_whoever_has_them() -> None:
    made = Event(source="m", id="m-1", kind="produced", effective_on=FEB, of="plant", system="drone", quantity=Decimal(50), lots="F-01..F-50")  # fmt: skip
    events = (made, delivery("d-1", MAR, 20, lots="F-01..F-20"), replace(made, id="m-2", effective_on=APR, lots="F-50"))

    held = {key: written_lots(runs) for key, runs in held_lots(agreement(), in_force(events)).items()}
    assert held == {("buyer", "drone", "standard"): "F-01..F-20", ("maker", "drone", ""): "F-21..F-50"}
    assert doubled(*events) == [("F-50", "m-1", "m-2")]


def named(agreed: Deal, **owners: dict[str, BeneficialOwner]) -> Signed:
    parties: dict[str, Party] = {
        name: replace(party, owners=owners.get(name, {}), name=f"{name} here" if name == "buyer" else party.name)
        for name, party in agreed.parties.items()
    }
    return signed(replace(agreed, parties=parties))


def test_a_lot_under_two_deals_is_told_with_both_events_and_the_owner_both_payees_share() -> None:
    koval = BeneficialOwner(name="Olena Koval", share=Decimal("0.6"))
    one = named(deal(SALE), maker={"koval": koval, "rest": BeneficialOwner(name="Ivan Bondar")})
    works = clause("other", "purchase", seller="licensee", buyer="state", systems=("drone",), price=money("11"))
    other = named(deal(works), licensee={"o": BeneficialOwner(name="OLENA  Koval")})
    books = [
        Book(name="first", signed=one, events=(delivery("d-1", FEB, 40, lots="F-01..F-40"),)),
        Book(name="second", signed=other, events=(delivery("x-9", MAR, 5, of="other", to="state", lots="F-40..F-44"),)),
    ]

    [found] = twice(books)

    assert twice_row(found) == {
        "lots": "F-40",
        "first": {"deal": "first", "event": "maker/d-1", "kind": "delivered", "on": "2027-02-01", "of": "sale", "from": "maker", "to": "buyer"},
        "second": {"deal": "second", "event": "maker/x-9", "kind": "delivered", "on": "2027-03-01", "of": "other", "from": "licensee", "to": "state"},
        "owners": ["Olena Koval (60% of maker, of licensee)"],
    }  # fmt: skip
    assert twice(books[:1]) == twice(books[1:]) == ()


def test_who_received_under_one_deal_may_hand_on_under_another() -> None:
    one, other = signed(deal(SALE)), signed(deal(RESALE))
    first = Book(name="first", signed=one, events=(delivery("d-1", FEB, 1, lots="F-1"),))
    second = Book(name="second", signed=other, events=(delivery("d-2", MAR, 1, of="resale", to="state", lots="F-1"),))
    stranger = replace(second, signed=named(deal(RESALE)))

    assert twice([first, second]) == ()
    assert len(twice([first, stranger])) == 1


def test_the_statement_of_either_side_tells_it() -> None:
    events = (delivery("d-1", FEB, 4, lots="F-1"), delivery("d-2", MAR, 4, lots="F-1"))

    told = {
        party: state(agreement(), events, party=party, to=APR).body["twice"] for party in ("maker", "buyer", "state")
    }

    assert [one["second"]["event"] for one in told["maker"]] == ["maker/d-2"]
    assert told["maker"] == told["buyer"]
    assert told["state"] == []


@given(
    said=st.lists(
        st.tuples(st.sampled_from(["sale", "other", "resale"]), st.integers(0, 20), st.integers(0, 6)), max_size=8
    ),
    order=st.randoms(use_true_random=False),
)
def test_runs_are_followed_as_each_lot_by_itself(said: list[tuple[str, int, int]], order: object) -> None:
    takers = {"sale": "buyer", "other": "state", "resale": "state"}
    whole, single = [], []
    for number, (of, first, more) in enumerate(said):
        day = date(2027, 1, 5 + number)
        numbers = range(first, first + more + 1)
        lots = f"F-{first:02d}..F-{first + more:02d}" if more else f"F-{first:02d}"
        whole.append(delivery(f"d-{number}", day, 50, of=of, to=takers[of], lots=lots))
        single += [
            (one, delivery(f"d-{number}", day, 50, of=of, to=takers[of], lots=f"F-{one:02d}")) for one in numbers
        ]
    order.shuffle(whole)  # type: ignore[attr-defined]

    alone = [
        (second, first, lot)
        for lot in {lot for lot, _ in single}
        for _, first, second in doubled(*(event for one, event in single if one == lot))
    ]
    together = [
        (second, first, number)
        for one in twice([Book(name="", signed=agreement(), events=in_force(whole))])
        for first, second in [(one.first.event.id, one.second.event.id)]
        for run in one.lots
        for number in range(run.first, run.last + 1)
    ]

    assert sorted(together) == sorted(alone)


@pytest.mark.parametrize("kind", ["returned", "accepted"])
def test_what_only_comes_back_or_is_looked_at_went_nowhere_twice(kind: str) -> None:
    one = delivery("d-1", FEB, 4, lots="F-1")

    assert doubled(one, replace(one, id="d-2", kind=kind, effective_on=MAR)) == []
