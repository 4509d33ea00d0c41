"""A plan ready to be carried out: money by the year it falls due in, and what goes to another process."""

from copy import copy

import numpy as np
import pytest

from dronedeal.planning import Futures, worked_out
from dronedeal.simulation import Held, Prepared, held, items
from dronedeal.simulation.execution import executed
from dronedeal.simulation.prepared import CASH_KINDS
from tests.planning.small import small

LATE_AND_LATER = """
horizon: {years: 2}
parties: {designer: {kind: company, in: UA, discount_rate: 5%}}
sites: {line: {capacity: {triangle: [20/quarter, 100/quarter, 120/quarter]}}}
terms:
  sale: {pay_after: 400 days}
  royalty: {kind: licence, licensor: designer, licensee: maker, systems: [drone], royalty: 5%, pay_after: 30 days}
"""


@pytest.fixture(scope="module")
def still() -> Held:
    found = held(worked_out(small(LATE_AND_LATER)))
    assert found is not None
    return found


def test_money_counts_in_the_year_it_falls_due_in(still: Held) -> None:
    drawn = {"sites.line.capacity": np.array([25.0, 60.0, 110.0])}
    settled = {**still.package, **drawn}
    futures, base = Futures(still.deal, settled), Futures(still.deal, still.package)
    done = executed(futures, base, still.unfolded, still.with_deal)
    cash = np.zeros((3, len(still.deal.parties), 3))
    for item in items(futures, still.unfolded, done, settled, still.deal.parties):
        for at, day in enumerate(item.days):
            year = min(2, day.year - 2027)
            if item.kind in CASH_KINDS:
                cash[:, list(still.deal.parties).index(item.party), year] += item.sign * item.quarterly[:, at]

    found = Prepared(held=still).run(drawn, 3)

    assert found.cash == pytest.approx(cash)
    assert (np.abs(found.cash[:, :2]) > 0.0).all(axis=0).any(axis=1).all()


def test_what_goes_to_another_process_is_the_plan_alone(still: Held) -> None:
    prepared = Prepared(held=still)
    drawn = {"sites.line.capacity": np.array([25.0, 60.0])}

    here = prepared.run(drawn, 2)
    sent = copy(prepared)  # by the same protocol as between processes

    assert set(vars(sent)) == {"held"}
    assert np.array_equal(here.gains, sent.run(drawn, 2).gains)
