"""Events counted by quarter: what counts where, what returns undo, and which events are behind a count."""

from datetime import date
from decimal import Decimal

import pytest

from dronedeal.deal import Counted, Thing
from dronedeal.settlement import Event
from dronedeal.settlement.facts import Facts, _undone, counts, counts_of, facts_of
from tests.deals import clause, deal, money
from tests.settlement.settling import delivery, payment, signed

SALE = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(1))
SOLD = Counted(thing=Thing.UNITS_DELIVERED, subject="sale", systems=("drone/standard",), to="buyer")


def said(kind: str, day: date, **columns: object) -> Event:
    return Event(source="maker", id=f"{kind}-{day}", kind=kind, effective_on=day, **columns)  # type: ignore[arg-type]


def returned(day: date, units: int) -> Event:
    return said("returned", day, of="sale", system="drone", kit="standard", to="buyer", quantity=Decimal(units))


def facts(*events: Event) -> Facts:
    return facts_of(signed(deal(SALE)), events)


def counted(*events: Event) -> list[int]:
    return [int(units) for units in facts(*events).counted[SOLD]]


@pytest.mark.parametrize(
    ("event", "thing"),
    [
        (delivery("d", date(2027, 2, 1), 1), SOLD),
        (returned(date(2027, 2, 1), 1), SOLD),
        (
            said("produced", date(2027, 2, 1), of="plant", system="drone", kit="clean", quantity=Decimal(3)),
            Counted(thing=Thing.UNITS_PRODUCED, subject="plant", systems=("drone/clean",)),
        ),
        (
            said("invested", date(2027, 2, 1), of="plant", amount=Decimal(3), currency="USD"),
            Counted(thing=Thing.CAPITAL_SPENT, subject="plant"),
        ),
        (
            said("late", date(2027, 2, 1), of="sale", quantity=Decimal(3)),
            Counted(thing=Thing.DAYS_LATE, subject="sale"),
        ),
        (
            said("reached", date(2027, 2, 1), of="rights", what="design"),
            Counted(thing=Thing.MILESTONE, subject="rights", systems=("design",)),
        ),
        (
            said("audited", date(2027, 2, 1), of="rights", cost=Decimal(3), currency="USD"),
            Counted(thing=Thing.AUDITED_COST, subject="rights"),
        ),
        (payment("p", date(2027, 2, 1), "1"), None),
    ],
    ids=lambda one: one.kind if isinstance(one, Event) else "",
)
def test_what_an_event_counts_for(event: Event, thing: Counted | None) -> None:
    assert [one for one, _ in counts_of(event)] == ([] if thing is None else [thing])


def test_events_count_in_the_quarter_of_their_day_from_the_first_to_the_last() -> None:
    days = (date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 31), date(2027, 12, 31), date(2028, 1, 1))

    found = facts(*(delivery(f"d{number}", day, 10**number) for number, day in enumerate(days)))

    assert found.counted == {SOLD: (110, 0, 0, 1000)}
    assert [[event.id for event in quarter] for quarter in found.events[SOLD]] == [["d1", "d2"], [], [], ["d3"]]
    assert found.excess == ()


def test_of_several_delays_in_a_quarter_the_longest_counts_and_money_and_units_add_up() -> None:
    late = [
        said("late", date(2027, 2, day), of="sale", quantity=Decimal(days)) for day, days in ((1, 5), (2, 9), (3, 4))
    ]
    spent = [said("invested", date(2027, 5, day), of="plant", amount=Decimal("0.5"), currency="USD") for day in (1, 2)]

    found = facts(*late, *spent).counted

    assert found[Counted(thing=Thing.DAYS_LATE, subject="sale")] == (9, 0, 0, 0)
    assert found[Counted(thing=Thing.CAPITAL_SPENT, subject="plant")] == (0, 1, 0, 0)


def test_what_counts_for_nothing_hides_nothing_that_comes_after_it() -> None:
    events = [
        payment("p", date(2027, 1, 1), "1"),
        delivery("early", date(2026, 1, 1), 1),
        said("delivered", date(2027, 1, 2), of="sale", system="drone", kit="standard", to="buyer"),
        delivery("d", date(2027, 1, 3), 7),
    ]

    assert counted(*events) == [7, 0, 0, 0]


@pytest.mark.parametrize(
    ("units", "left", "over"),
    [(3, [10, 2, 0, 0], 0), (5, [10, 0, 0, 0], 0), (6, [9, 0, 0, 0], 0), (15, [0, 0, 0, 0], 0), (16, [0, 0, 0, 0], 1)],
)
def test_a_return_undoes_the_latest_deliveries_first(units: int, left: list[int], over: int) -> None:
    back = returned(date(2027, 8, 1), units)

    found = facts(delivery("d0", date(2027, 2, 1), 10), delivery("d1", date(2027, 5, 1), 5), back)

    assert [int(one) for one in found.counted[SOLD]] == left
    assert found.excess == ((back,) if over else ())


def test_a_return_undoes_nothing_that_was_delivered_after_it() -> None:
    back = returned(date(2027, 2, 1), 5)

    found = facts(back, delivery("d0", date(2027, 5, 1), 10))

    assert [int(one) for one in found.counted[SOLD]] == [0, 10, 0, 0]
    assert found.excess == (back,)
    assert [[event.id for event in quarter] for quarter in found.events[SOLD]] == [[], ["d0"], [], []]


def test_a_return_is_behind_every_quarter_it_took_from() -> None:
    back = returned(date(2027, 11, 1), 12)

    found = facts(delivery("d0", date(2027, 2, 1), 10), delivery("d2", date(2027, 8, 1), 5), back)

    assert [[event.id for event in quarter] for quarter in found.events[SOLD]] == [
        ["d0", back.id],
        [],
        ["d2", back.id],
        [],
    ]


def test_the_events_behind_counts_from_one_quarter_to_another() -> None:
    found = facts(*(delivery(f"d{at}", date(2027, 3 * at + 1, 1), 1) for at in range(4)))

    def behind(first: int, last: int) -> list[str]:
        return [
            event.id
            for event in found.behind([SOLD, Counted(thing=Thing.DAYS_LATE, subject="sale"), SOLD], first, last)
        ]

    assert behind(1, 2) == ["d1", "d2"] * 2
    assert behind(0, 0) == ["d0"] * 2
    assert behind(-2, 0) == ["d0"] * 2
    assert behind(3, 9) == ["d3"] * 2


def test_what_is_taken_out_comes_from_the_quarter_itself_and_those_before_it() -> None:
    row = [Decimal(2), Decimal(0), Decimal(5)]

    assert _undone(row, 0, Decimal(3)) == ([0], True)
    assert row == [0, 0, 5]


def accepted(day: date, units: int, kit: str = "standard") -> Event:
    return said("accepted", day, of="sale", system="drone", kit=kit, to="buyer", quantity=Decimal(units))


@pytest.mark.parametrize(("units", "counted", "told"), [(7, 5, True), (5, 5, False), (4, 4, False)])
def test_no_more_is_accepted_than_was_delivered_to_date(units: int, counted: int, *, told: bool) -> None:
    acceptance = accepted(date(2027, 2, 2), units)

    found = facts(delivery("d", date(2027, 2, 1), 5), acceptance)

    of = Counted(thing=Thing.ACCEPTED, subject="sale", systems=("drone/standard",), to="buyer")
    assert found.counted[of] == (counted, 0, 0, 0)
    assert found.excess == ((acceptance,) if told else ())


def test_what_was_never_delivered_is_not_accepted() -> None:
    acceptance = accepted(date(2027, 2, 2), 1, kit="clean")

    found = facts(delivery("d", date(2027, 2, 1), 5), acceptance)

    of = Counted(thing=Thing.ACCEPTED, subject="sale", systems=("drone/clean",), to="buyer")
    assert found.counted[of] == (0, 0, 0, 0)
    assert found.excess == (acceptance,)


def test_events_count_as_corrected_in_whatever_order_they_come() -> None:
    first, corrected = delivery("d1", date(2027, 2, 1), 5), delivery("d2", date(2027, 5, 1), 3, corrects="d1")

    found = counts(signed(deal(SALE)), [corrected, first])

    assert found == {SOLD: (0, 3, 0, 0)}
