"""Events as words and back, and which of them are in force."""

from datetime import date
from decimal import Decimal

import pytest

from dronedeal.settlement import Event, body_of, in_force
from dronedeal.settlement.event import event_of

DAY = date(2027, 2, 1)


def event(name: str, corrects: str = "", day: date = DAY, source: str = "maker", kind: str = "late") -> Event:
    return Event(source=source, id=name, kind=kind, effective_on=day, of="sale", quantity=Decimal(3), corrects=corrects)


def test_a_body_says_every_column_that_says_something_in_order() -> None:
    full = Event(
        source="s", id="i", kind="paid", effective_on=DAY, of="o", system="y", kit="k", to="t", by="b", quantity=Decimal("5.0"),
        amount=Decimal("12.50"), currency="USD", value=Decimal("1E+3"), corrects="c", note="n",
    )  # fmt: skip

    said = body_of(full)

    assert list(said.items()) == [
        ("source", "s"), ("id", "i"), ("kind", "paid"), ("effective_on", "2027-02-01"), ("of", "o"), ("system", "y"), ("kit", "k"),
        ("to", "t"), ("by", "b"), ("quantity", "5"), ("amount", "12.5"), ("currency", "USD"), ("value", "1000"), ("corrects", "c"),
        ("note", "n"),
    ]  # fmt: skip
    assert event_of(said) == full


def test_a_body_leaves_out_what_says_nothing() -> None:
    bare = Event(source="s", id="i", kind="late", effective_on=DAY, quantity=Decimal(0))

    assert body_of(bare) == {"source": "s", "id": "i", "kind": "late", "effective_on": "2027-02-01", "quantity": "0"}
    assert event_of(body_of(bare)) == bare


@pytest.mark.parametrize(
    ("figure", "text"),
    [("100", "100"), ("0.00", "0"), ("-0", "0"), ("-0.0", "0"), ("1.500", "1.5"), ("1200.00", "1200"), ("0.05", "0.05"), ("-1.20", "-1.2")],
)  # fmt: skip
def test_a_figure_is_written_one_way(figure: str, text: str) -> None:
    said = body_of(Event(source="s", id="i", kind="fixed", effective_on=DAY, value=Decimal(figure)))

    assert said["value"] == text


def test_the_name_of_an_event_and_of_the_one_it_corrects() -> None:
    assert event("a").key == ("maker", "a")
    assert event("a").corrected is None
    assert event("b", "a").corrected == ("maker", "a")


def test_events_are_in_force_once_by_day_source_and_id() -> None:
    a, b, c = event("b"), event("a", source="buyer"), event("z", day=date(2027, 1, 31))

    assert in_force([a, b, c, a]) == (c, b, a)
    assert in_force([event("b"), event("a")]) == (event("a"), event("b"))


def test_what_is_corrected_or_withdrawn_is_not_in_force_and_comes_back_no_more() -> None:
    chain = [event("a"), event("b", "a"), event("c", "b", kind="withdrawn"), event("d")]

    assert [one.id for one in in_force(chain)] == ["d"]
    assert [one.id for one in in_force(reversed(chain[:2]))] == ["b"]
