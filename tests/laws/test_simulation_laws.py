"""Laws 1 to 3 between planning and simulation, on the examples and on generated deals: no spread, no surprise; nothing made or lost."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dronedeal.deal.deal import Deal
from dronedeal.deal.term import MoneyIn
from dronedeal.document import read_folder
from dronedeal.planning import Futures, worked_out
from dronedeal.reading import ArrayReader
from dronedeal.simulation import Draws, Held, Prepared, counted, held
from dronedeal.simulation.execution import executed
from tests.planning.generated import deals, documents, size_of
from tests.planning.small import read

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("us-ukraine", "uk-octopus", "gulf-interceptors")
FEW = settings(max_examples=20)
NOISE = 2e-6
"""Share of the largest item by which a plan's solver may miss."""


def example(name: str) -> tuple[Held, float]:
    deal = read_folder(EXAMPLES / name).deal
    assert deal is not None
    worked = worked_out(deal)
    found = held(worked)
    assert found is not None
    assert worked.chosen is not None
    return found, max(worked.chosen.compiled.sizes.values())


def generated(deal: Deal) -> Held:
    found = held(worked_out(deal))
    assume(found is not None)
    assert found is not None
    return found


def no_surprise(one: Held, gains: dict[str, float], noise: float) -> None:
    """At the base of every number, every array is what was planned."""
    outcome = Prepared(held=one).run({}, 2)
    for at, party in enumerate(one.deal.parties):
        assert outcome.gains[:, at] == pytest.approx(gains[party], abs=noise), party


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_carried_out_at_their_base_are_their_plans(name: str) -> None:
    deal = read_folder(EXAMPLES / name).deal
    assert deal is not None
    worked = worked_out(deal)
    one = held(worked)
    assert one is not None
    assert worked.chosen is not None

    no_surprise(
        one,
        {party: plan.gain for party, plan in worked.plan.parties.items()},
        NOISE * max(worked.chosen.compiled.sizes.values()),
    )
    base = Futures(one.deal, one.package)
    done = executed(base, base, one.unfolded, one.with_deal)
    for key, units in one.with_deal.flows.items():
        assert np.atleast_2d(done.flows[key])[0] == pytest.approx(units, abs=NOISE * max(1.0, units.max())), key


@FEW
@given(deal=deals())
def test_generated_deals_carried_out_at_their_base_are_their_plans(deal: Deal) -> None:
    worked = worked_out(deal)
    one = held(worked)
    assume(one is not None)
    assert one is not None

    no_surprise(one, {party: plan.gain for party, plan in worked.plan.parties.items()}, NOISE * size_of(deal) * 10)


def nothing_lost(one: Held, drawn: dict[str, np.ndarray], count: int) -> None:
    """Units delivered were made before, sites and needs keep to what they can, and payments cancel between parties."""
    settled = {**one.package, **drawn}
    futures = Futures(one.deal, settled)
    done = executed(futures, Futures(one.deal, one.package), one.unfolded, one.with_deal, one.timed)
    for key, units in done.flows.items():
        made, delivered = np.atleast_2d(done.made(key)).sum(axis=1), np.atleast_2d(units).sum(axis=1)
        ordered = float(one.with_deal.flows[key].sum())
        assert (delivered <= made + NOISE * max(1.0, ordered)).all(), key
        assert (delivered <= ordered * (1.0 + NOISE) + NOISE).all(), key
        assert (np.atleast_2d(units) >= -NOISE * max(1.0, ordered)).all(), key
    for name, steps in done.steps.items():
        served, wanted = np.asarray(steps).sum(axis=0), futures.values(one.deal.needs[name].quantity)
        assert (served <= wanted * (1.0 + NOISE) + NOISE * max(1.0, float(wanted.max()))).all(), name
    reader = ArrayReader(one.deal.horizon, counted(futures, done), settled=settled)
    total = np.zeros((count, len(one.deal.parties)))
    places = {party: at for at, party in enumerate(one.deal.parties)}
    for line in one.unfolded.lines:
        if isinstance(line.what, MoneyIn):
            amount = reader.read(line.quantity).sum(axis=1)
            assert np.isfinite(amount).all(), line.path
            total[:, places[line.debtor]] -= amount
            total[:, places[line.creditor]] += amount
    assert np.abs(total.sum(axis=1)).max() <= NOISE * max(1.0, np.abs(total).max())


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_made_or_lost_in_futures_of_the_examples(name: str) -> None:
    one, _ = example(name)
    draws = Draws.of(one.deal, seed=3)
    shares = draws.block(0)[:200]

    nothing_lost(one, draws.at(shares), 200)


@st.composite
def spread(draw: st.DrawFn) -> Deal:
    """A generated deal of which capacity, demand and cost are drawn."""
    document = draw(documents(fixed=True))
    for site in document["sites"].values():
        if str(site.get("capacity", "")).endswith("/quarter"):
            much = float(str(site["capacity"]).removesuffix("/quarter").replace("_", ""))
            site["capacity"] = {
                "triangle": [f"{0.2 * much:g}/quarter", f"{much:g}/quarter", f"{2 * much + 1:g}/quarter"]
            }
    for need in document["needs"].values():
        if str(need["quantity"]).endswith("/quarter"):
            much = float(str(need["quantity"]).removesuffix("/quarter").replace("_", ""))
            need["quantity"] = {
                "triangle": [f"{0.1 * much:g}/quarter", f"{much:g}/quarter", f"{1.5 * much + 1:g}/quarter"]
            }
    return read(document)


@FEW
@given(deal=spread())
def test_nothing_is_made_or_lost_in_futures_of_generated_deals(deal: Deal) -> None:
    one = generated(deal)
    draws = Draws.of(deal, seed=3)
    assert draws.numbers

    nothing_lost(one, draws.at(draws.block(0)[:100]), 100)
