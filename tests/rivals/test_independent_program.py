"""The planner against a second statement of the whole program in linopy, written from the nouns alone.

Money of the no-deal plan, of every walk-away and of the joint optimum at the plan's package agree to 1e-6 of the
joint value.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from dronedeal.deal import Deal, Plan
from dronedeal.document import read_folder
from dronedeal.planning import Chosen, NoDeal, choose_package, plan, walk_away
from tests.rivals.amounts import MILLION
from tests.rivals.statement import Statement, WithoutDeal, without_deal

ROOT = Path(__file__).parents[2]
OWN = Path("tests/rivals/data")
CASES = ["examples/uk-octopus", "examples/gulf-interceptors", OWN / "licensed_line", OWN / "venture", OWN / "barter"]
AGREE = 1e-6


@dataclass(frozen=True)
class Pair:
    """A deal, what the planner says of it and what the rival says."""

    deal: Deal
    planned: Plan
    no_deal: NoDeal
    rival: WithoutDeal

    @property
    def scale(self) -> float:
        """What differences are measured against."""
        return max(1.0, abs(self.no_deal.joint), abs(self.planned.joint_value))


@cache
def pair(case: str | Path) -> Pair:
    read = read_folder(ROOT / case, side="neutral")
    assert read.deal is not None, read.findings
    return Pair(read.deal, plan(read.deal, costs=False), walk_away(read.deal), without_deal(read.deal))


def rival_joint(both: Pair) -> float:
    statement = Statement(both.deal, both.planned.package)
    statement.bind(both.rival)
    return statement.best() * MILLION


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_no_deal_plan_is_worth_the_same(case: str | Path) -> None:
    both = pair(case)

    assert both.rival.joint * MILLION == pytest.approx(both.no_deal.joint, abs=AGREE * both.scale)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_walk_away_is_the_same(case: str | Path) -> None:
    both = pair(case)

    walk_aways = {party: value * MILLION for party, value in both.rival.values.items()}
    assert walk_aways == pytest.approx(both.no_deal.values, abs=AGREE * both.scale)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_joint_optimum_at_the_plans_package_is_the_same(case: str | Path) -> None:
    both = pair(case)

    chosen = choose_package(both.deal, both.no_deal, package=both.planned.package, gap=1e-9)

    assert both.planned.status == "optimal", both.planned.because
    assert isinstance(chosen, Chosen)
    joint = chosen.compiled.joint.at(chosen.solution.values)
    assert rival_joint(both) == pytest.approx(joint, abs=AGREE * both.scale)


SMALL = {
    "shared_alternative": (1.2e6, 2.6e6),  # 400 units x 3,000; then 200 of the drones, 5,000 cheaper, beside them
    "own_account": (0.0, 2.5e6),  # 50 units x 8,000 for the army and 300 x 7,000 for the navy
    "after_the_end": (0.0, 3.2e6),  # 400 units x 8,000 in the one year before the end
}
"""What small deals are worth without and with their clauses, by hand, where planner and rival once differed."""


@pytest.mark.parametrize("name", SMALL)
def test_where_the_two_once_differed_both_give_the_answer_by_hand(name: str) -> None:
    both = pair(OWN / name)
    without, within = SMALL[name]

    assert both.rival.joint * MILLION == pytest.approx(without, abs=1.0)
    assert rival_joint(both) == pytest.approx(within, abs=10.0)
    assert both.no_deal.joint == pytest.approx(without, abs=1.0)
    assert both.planned.joint_value == pytest.approx(within, abs=10.0)
