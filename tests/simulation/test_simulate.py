"""The verb simulate: the same results however scenarios are chunked and wherever they are worked out."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import yaml

from dronedeal.deal.deal import Deal
from dronedeal.document import read_folder
from dronedeal.lanes import NoCluster
from dronedeal.simulation import BLOCK, MOST_SCENARIOS, NoPlan, Simulated, simulate
from tests.planning.small import SMALL, laid, small
from tests.report.folder import write

MANY = 3 * BLOCK + 7


@pytest.fixture(scope="module")
def deal(tmp_path_factory: pytest.TempPathFactory) -> Deal:
    found = read_folder(write(tmp_path_factory.mktemp("deal"))).deal
    assert found is not None
    return found


@pytest.fixture(scope="module")
def alone(deal: Deal) -> Simulated:
    return simulate(deal, scenarios=MANY, seed=5, processes=0, at_once=1)


def test_results_hang_on_the_seed_alone(deal: Deal, alone: Simulated) -> None:
    beside = simulate(deal, scenarios=MANY, seed=5, processes=2, at_once=3)
    other = simulate(deal, scenarios=MANY, seed=6, processes=0, drivers=False)

    assert beside.checksum == alone.checksum
    assert beside.drivers == alone.drivers
    assert other.checksum != alone.checksum


def test_more_scenarios_begin_with_the_same(deal: Deal, alone: Simulated) -> None:
    few = simulate(deal, scenarios=100, seed=5, processes=0, drivers=False)

    assert np.array_equal(few.outcome.gains, alone.outcome.gains[:100])


def test_sobol_draws_are_other_draws_of_the_same_futures(deal: Deal, alone: Simulated) -> None:
    even = simulate(deal, scenarios=BLOCK, seed=5, sobol=True, processes=0, drivers=False)

    assert even.checksum != alone.checksum
    assert even.of("buyer").mean == pytest.approx(alone.of("buyer").mean, abs=5 * alone.of("buyer").error)


def test_what_all_futures_say(alone: Simulated) -> None:
    gains = alone.outcome.gains[:, alone.parties.index("buyer")]
    said = alone.of("buyer")

    assert said.mean == pytest.approx(gains.mean())
    assert said.p05 <= said.p50 <= said.p95
    assert said.expected_shortfall <= said.p05
    assert 0.0 <= said.walk_away_probability <= 1.0
    assert alone.frame().shape == (MANY * len(alone.parties), 4)
    assert alone.cash_quantiles("buyer").shape == (5, 3)
    assert alone.service("bases").mean <= 1.0
    with pytest.raises(KeyError):
        alone.of("nobody")


def test_what_moves_a_gain_drives_it(alone: Simulated) -> None:
    """The buyer pays a multiple of the one number drawn: all its variance goes with that."""
    (driver,) = alone.drivers["buyer"]
    (swing,) = alone.swings["buyer"]

    assert driver.number == swing.number == "systems.interceptor.unit_cost"
    assert driver.total == pytest.approx(1.0, abs=0.05)
    assert swing.at_low > swing.at_high


CLAIMS = """\
id,subject,quantity,low,high,unit,as_of,publisher,published,title,url,confidence,note
C1,system.drone,Unit cost,1000,1000,USD/unit,2026,A,2026,T,https://example.org/a,high,
C2,system.drone,Unit cost,4000,4000,USD/unit,2026,A,2026,T,https://example.org/b,high,
"""


def test_a_fact_is_worth_settling_where_it_would_change_a_mind(tmp_path: Path) -> None:
    """Making drones costs 1,000, or 4,000 as another source has it; they sell at 2,000. Over 320 the maker gains 320,000 or loses 640,000.

    Not knowing, it expects to lose 160,000 and would stay away; knowing, it would gain 320,000 half of the time. The buyer gains anyway.
    """
    said = "parties: {maker: {role: principal}}\nsystems: {drone: {unit_cost: {claims: [C1, C2], weights: [0.5, 0.5], base: 1_000 USD}}}"
    document = laid(*(yaml.load(piece, Loader=yaml.BaseLoader) for piece in (SMALL, said)))  # noqa: S506
    (tmp_path / "deal.yaml").write_text(json.dumps(document), encoding="utf-8")
    (tmp_path / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    found = read_folder(tmp_path).deal
    assert found is not None

    made = simulate(found, scenarios=10 * BLOCK, seed=1, processes=0, drivers=False)

    (fact,) = made.facts
    assert fact.claims == ("C1", "C2")
    assert fact.by_party["buyer"] == 0.0
    assert fact.by_party["maker"] == pytest.approx(160_000.0, rel=0.03)
    assert fact.value_of_settling == fact.by_party["maker"]
    assert made.of("maker").walk_away_probability == pytest.approx(0.5, abs=0.02)


def test_no_numbers_drawn_is_one_future_many_times() -> None:
    made = simulate(small(), scenarios=10, processes=0)

    assert made.drawn == ()
    assert made.of("buyer").mean == pytest.approx(320_000.0)
    assert made.drivers == {}


@pytest.mark.parametrize("scenarios", [0, -1, MOST_SCENARIOS + 1])
def test_how_many_scenarios_there_may_be(scenarios: int) -> None:
    with pytest.raises(ValueError, match="draw between 1 and"):
        simulate(small(), scenarios=scenarios)


def test_without_a_plan_there_is_nothing_to_carry_out() -> None:
    with pytest.raises(NoPlan, match="no zone") as raised:
        simulate(
            small(
                "terms: {sale: {price: 4_000 USD}, other: {kind: compensation, payer: buyer, payee: maker, amount: 9M USD, on: 2027-Q1}}"
            ),
            scenarios=1,
        )

    assert raised.value.plan.status == "no zone"


def test_correlations_that_cannot_be_are_a_finding_before_anything_is_drawn() -> None:
    cost = "{uniform: [1_000 USD, 2_000 USD], correlates: {systems.drone.unit_cost: 0.5}}"
    with pytest.raises(ValueError, match="D522"):
        small(f"systems: {{drone: {{unit_cost: {cost}}}}}")


def test_what_is_stopped_keeps_what_is_done(deal: Deal, alone: Simulated) -> None:
    def stop(said: str) -> None:
        if said.startswith(f"{BLOCK * 2:,} of"):
            raise KeyboardInterrupt

    made = simulate(deal, scenarios=MANY, seed=5, processes=0, at_once=1, progress=stop)

    assert made.scenarios == 2 * BLOCK
    assert made.asked == MANY
    assert np.array_equal(made.outcome.gains, alone.outcome.gains[: 2 * BLOCK])


@contextmanager
def workers(count: int = 2) -> Iterator[str]:
    """A scheduler with some worker processes of one thread each, on this machine."""
    from distributed import LocalCluster

    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=count, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50, host="127.0.0.1"
    ) as cluster:
        yield str(cluster.scheduler_address)


def test_the_workers_of_a_cluster_give_the_same_results(deal: Deal, alone: Simulated) -> None:
    with workers() as address:
        made = simulate(deal, scenarios=MANY, seed=5, at_once=1, cluster=address)

    assert made.checksum == alone.checksum
    assert made.drivers == alone.drivers


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense", "tcp://"])
def test_a_cluster_nobody_answers_for_is_said(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dronedeal.lanes.cluster._SECONDS", 1)
    with pytest.raises(ConnectionError, match="no scheduler answers at"):
        simulate(small(), scenarios=1, cluster=address)


def test_a_scheduler_without_workers_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dronedeal.lanes.cluster._WORKER_SECONDS", 1)
    with workers(0) as address, pytest.raises(NoCluster, match="has no workers") as said:
        simulate(small(), scenarios=1, cluster=address)

    assert "dask worker tcp://" in said.value.mend
