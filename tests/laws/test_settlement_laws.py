"""Laws 1 and 7 for settlement: the ledger owes what the exact reading owes, in whatever order events came and however often."""

import tempfile
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dronedeal.deal import MoneyIn, Open, Uncertain, bind, numbers_of, parts_of
from dronedeal.deal import agreed as agreed_at
from dronedeal.reading import exact
from dronedeal.settlement import accrue, minor, state, statement_of, verify
from dronedeal.unfolding import unfold
from tests.agreements import Signed as Agreement
from tests.agreements import signed as agreements
from tests.deals import Facts
from tests.settlement.settling import NOW, events_of, opened, recorded, signed


def settled(noun: Any) -> Any:
    """A noun with every number that is uncertain at its base."""
    if isinstance(noun, Uncertain):
        return agreed_at(noun.base, noun.unit, path=noun.path)
    if is_dataclass(noun) and not isinstance(noun, type):
        return replace(noun, **{one.name: settled(getattr(noun, one.name)) for one in fields(noun)})
    if isinstance(noun, dict):
        return {key: settled(value) for key, value in noun.items()}
    return tuple(map(settled, noun)) if isinstance(noun, tuple) else noun


def agreed(one: Agreement) -> Agreement:
    """The same agreement with nothing left uncertain or open."""
    paths = {part.path for number in numbers_of(one.deal) for part in parts_of(number) if isinstance(part, Open)}
    deal = bind(one.deal, {path: value for path, value in one.settled.items() if path in paths})
    deal = replace(deal, terms=settled(deal.terms))
    return replace(one, deal=deal, unfolded=unfold(deal, reported=True), settled={})


def owed(one: Agreement, facts: Facts) -> dict[tuple[str, str], int]:
    """Minor units by line and quarter, as the exact reading has them; zeros left out."""
    read = exact(one.unfolded, facts)
    return {
        (line.path, str(quarter)): int(100 * value)
        for line in one.unfolded.lines
        if isinstance(line.what, MoneyIn) and line.clause
        for quarter, value in zip(one.unfolded.horizon.quarters, read[line.path], strict=True)
        if value
    }


@given(drawn=agreements())
@settings(max_examples=100)
def test_what_is_accrued_is_the_exact_reading_to_the_cent(drawn: Agreement) -> None:
    one = agreed(drawn)
    events = events_of(one.facts, one.deal.horizon)

    accrued = accrue(signed(one.deal), events, one.deal.horizon.quarters[-1].last_day)

    assert {payable.key[:2]: payable.minor for payable in accrued.payables} == owed(one, one.facts)


@given(drawn=agreements(), data=st.data())
@settings(max_examples=25)
def test_what_closings_post_sums_to_the_exact_reading_quarter_by_quarter(drawn: Agreement, data: st.DataObject) -> None:
    """Events come late, early and in any order; after the last closing the ledger holds what the exact reading says."""
    one = agreed(drawn)
    what = signed(one.deal)
    events = data.draw(st.permutations(events_of(one.facts, one.deal.horizon)))
    ends = [quarter.last_day for quarter in one.deal.horizon.quarters]
    cuts = sorted(data.draw(st.lists(st.integers(0, len(events)), min_size=len(ends) - 1, max_size=len(ends) - 1)))
    with tempfile.TemporaryDirectory() as folder:
        ledger = opened(Path(folder), what)
        for begin, until, end in zip([0, *cuts], [*cuts, len(events)], ends, strict=True):
            recorded(ledger, events[begin:until])
            assert ledger.close(end, now=NOW)[1] == ()

        entries = ledger.entries()
        posted: dict[tuple[str, str], int] = {}
        for entry in entries:
            if entry.kind in {"accrued", "trued_up"}:
                key = (entry.said["line"], entry.said["quarter"])
                posted[key] = posted.get(key, 0) + entry.said["minor"]

        assert {key: units for key, units in posted.items() if units} == owed(one, one.facts)
        assert verify(ledger) == ()


@given(drawn=agreements(), data=st.data())
@settings(max_examples=60)
def test_order_and_repetition_change_no_byte_of_a_statement(drawn: Agreement, data: st.DataObject) -> None:
    one = agreed(drawn)
    what = signed(one.deal)
    events = events_of(one.facts, one.deal.horizon)
    times = data.draw(st.lists(st.integers(1, 3), min_size=len(events), max_size=len(events)))
    shuffled = data.draw(st.permutations([event for event, n in zip(events, times, strict=True) for _ in range(n)]))
    to = data.draw(st.sampled_from(one.deal.horizon.quarters)).last_day

    plain = state(what, events, party="maker", to=to)
    other = state(what, shuffled, party="maker", to=to)

    assert plain.bytes == other.bytes


@given(data=st.data(), drawn=agreements())
@settings(max_examples=20)
def test_batches_recorded_twice_and_shuffled_give_the_same_statement(data: st.DataObject, drawn: Agreement) -> None:
    one = agreed(drawn)
    what = signed(one.deal)
    events = events_of(one.facts, one.deal.horizon)
    to = one.deal.horizon.quarters[-1].last_day
    shuffled = data.draw(st.permutations([*events, *events]))
    cut = data.draw(st.integers(0, len(shuffled)))
    with tempfile.TemporaryDirectory() as folder:
        straight, other = opened(Path(folder), what, "a"), opened(Path(folder), what, "b")
        recorded(straight, events)
        recorded(other, shuffled[:cut])
        recorded(other, shuffled[cut:])

        found = [statement_of(ledger, party="maker", to=to) for ledger in (straight, other)]

    assert found[0].bytes == found[1].bytes
    assert found[0].cutoff == found[1].cutoff == 1 + len(events)


def test_halves_of_a_cent_go_to_the_even_one() -> None:
    assert [minor(Decimal(text), "USD") for text in ("2.345", "2.355", "-2.345", "0.005")] == [234, 236, -234, 0]
    assert minor(Decimal("1.5"), "JPY") == 2
    assert minor(Decimal("1.0005"), "KWD") == 1000
