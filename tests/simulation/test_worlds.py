"""Named scenarios that may come about: as often as they say, with the plan of the base case carried out in them."""

from pathlib import Path

import numpy as np
import pytest

from dronedeal.deal.deal import Deal
from dronedeal.document import likely_scenarios, read_folder
from dronedeal.planning import worked_out
from dronedeal.simulation import BLOCK, Draws, Prepared, held, simulate, within
from tests.planning.small import small

TENTH = "needs: {army: {quantity: 8/quarter}}"
CLOSED = "terms: {sale: {status: struck}}"


def likely(share: str, *more: str) -> Deal:
    return small(f"probability: {share}", *more)


def test_scenarios_come_about_as_often_as_they_say() -> None:
    """One time in five a tenth of the demand, one in ten no sale at all: 0.7 x 320,000 + 0.2 x 32,000."""
    made = simulate(
        small(),
        others={"tenth": likely("20%", TENTH), "closed": likely("10%", CLOSED)},
        scenarios=10 * BLOCK,
        seed=2,
        processes=0,
    )
    gains = np.round(made.outcome.gains[:, made.parties.index("buyer")])

    assert made.chances == {"tenth": 0.2, "closed": 0.1}
    for gain, share in {320_000: 0.7, 32_000: 0.2, 0: 0.1}.items():
        assert (gains == gain).mean() == pytest.approx(share, abs=0.015)
    assert made.of("buyer").mean == pytest.approx(230_400.0, rel=0.02)
    assert made.drivers["buyer"][0].number == "scenario"
    assert made.of("buyer").base == pytest.approx(320_000.0)


def test_a_scenario_that_changes_nothing_changes_no_future() -> None:
    uncertain = "systems: {drone: {unit_cost: {triangle: [500 USD, 1_000 USD, 1_500 USD]}}}"
    alone = Prepared(held=still(uncertain))
    draws = Draws.of(small(uncertain), likely("50%", uncertain), seed=1)
    other = within(still(uncertain), "same", likely("50%", uncertain))
    shares = draws.block(0)[:200]

    assert draws.names == ("systems.drone.unit_cost", "scenario")
    assert np.array_equal(
        other.prepared.run(draws.at(shares, other.numbers), 200).gains, alone.run(draws.at(shares), 200).gains
    )


def still(*over: str):  # noqa: ANN201 - as held says
    found = held(worked_out(small(*over)))
    assert found is not None
    return found


def test_what_a_scenario_delays_waits_for_it() -> None:
    """The line may make nothing before the third quarter: what was ordered before comes then, as fast as the line can, if it is wanted."""
    wants = "needs: {army: {quantity: 150/quarter}}\nsites: {line: {capacity: 100/quarter}}"
    one = still(wants)
    late = within(one, "late", likely("10%", wants, "sites: {line: {from: 2027-Q3}}"))
    outcome = late.prepared.run({}, 1)

    assert one.with_deal.flows[next(key for key in one.with_deal.flows if key[0] == "sale")].sum() == pytest.approx(
        400.0
    )
    assert outcome.served[0, 0] == pytest.approx(200.0)


def test_a_scenario_may_draw_what_the_base_case_does_not() -> None:
    made = simulate(
        small(), others={"dear": likely("50%", "systems: {drone: {unit_cost: {uniform: [1_000 USD, 3_000 USD]}}}")}, scenarios=4 * BLOCK, processes=0, drivers=False
    )  # fmt: skip

    assert made.drawn == ("systems.drone.unit_cost",)
    maker = made.outcome.gains[:, made.parties.index("maker")]
    assert (np.round(maker) == 320_000).mean() == pytest.approx(0.5, abs=0.03)
    assert maker.mean() == pytest.approx(160_000.0, rel=0.05)


def test_scenarios_of_another_deal_and_too_much_chance_are_refused() -> None:
    other = "parties: {nobody: {kind: state, discount_rate: 0%}}"
    with pytest.raises(ValueError, match="scenario other has parties other than the base case"):
        simulate(small(), others={"other": likely("10%", other)}, scenarios=1, processes=0)
    with pytest.raises(ValueError, match="the probabilities of one, two sum to more than one"):
        simulate(small(), others={"one": likely("60%"), "two": likely("60%")}, scenarios=1, processes=0)


@pytest.mark.parametrize(
    ("over", "what"),
    [
        ("currency: EUR\nrates: {USD: 0.5}", "a currency"),
        ("horizon: {start: 2027-Q3, years: 1}", "a horizon"),
        ("needs: {army: {worth: {then: [[100, 4_000 USD], [200, 3_000 USD]]}}}", "a need army"),
    ],
)
def test_what_a_plan_rests_on_no_scenario_may_change(over: str, what: str) -> None:
    with pytest.raises(ValueError, match=f"scenario other has {what} other than the base case"):
        simulate(small(), others={"other": likely("10%", over)}, scenarios=1, processes=0)


@pytest.mark.parametrize("said", ["120%", "-5%", "{open: [0%, 10%]}"])
def test_a_probability_is_a_share(said: str) -> None:
    with pytest.raises(ValueError, match=r"D512|D313|D514"):
        small(f"probability: {said}")


def test_scenarios_without_a_probability_are_studied_one_by_one(tmp_path: Path) -> None:
    from tests.report.folder import LOW, write

    folder = write(tmp_path, scenarios={"low": LOW, "likely": f"probability: 5%\n{LOW}"})

    assert likely_scenarios(folder) == ("likely",)
    read = read_folder(folder, scenario="likely").deal
    assert read is not None
    assert read.probability is not None
