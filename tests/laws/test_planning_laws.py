"""Laws 4, 6, 11 and 12 of planning, on generated small deals: floors, freedom, money from nowhere, own forces first."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dronedeal.deal.deal import Deal
from dronedeal.deal.plan import Plan
from dronedeal.planning import Chosen, NoDealImpossible, choose_package, plan, walk_away
from tests.planning.generated import deals, documents, size_of
from tests.planning.small import read

FEW = settings(max_examples=20)


def room(deal: Deal, made: Plan) -> float:
    """Two parts in a million of the largest value anybody has, or of the largest item there is: a solver's tolerance."""
    values = (made.joint_value, made.joint_walk_away, *(one.value for one in made.parties.values()))
    return 2e-6 * max(size_of(deal), *(abs(value) for value in values))


def planned(deal: Deal) -> Plan:
    made = plan(deal, costs=False)
    assume(made.status == "optimal")
    return made


@FEW
@given(deals())
def test_no_party_falls_below_its_walk_away(deal: Deal) -> None:
    made = planned(deal)

    for party, one in made.parties.items():
        assert one.gain >= -room(deal, made), party
        assert one.gain == one.value - one.walk_away


@FEW
@given(deals(), st.sampled_from(("buyer", "maker")))
def test_no_party_falls_below_its_walk_away_when_another_has_its_best_answer(deal: Deal, party: str) -> None:
    made, best = planned(deal), plan(deal, costs=False, weights={party: 1.0})

    assert best.status == "optimal"
    assert min(one.gain for one in best.parties.values()) >= -room(deal, best)
    assert best.parties[party].gain >= made.parties[party].gain - (best.gap * abs(best.joint_gain) + room(deal, made))


@FEW
@given(deals())
def test_joint_gain_and_timing_are_not_below_nothing_and_the_split_lies_in_its_range(deal: Deal) -> None:
    made = planned(deal)

    timing = sum(one.breakup.timing for one in made.parties.values())  # what waiting is worth to those who mind it less
    assert made.joint_gain + timing >= -room(deal, made)
    for party, (low, high) in made.splits.items():
        assert low <= high + room(deal, made), party


@FEW
@given(documents(fixed=True, free=True), st.integers(0, 600), st.integers(0, 600), st.integers(1, 400))
def test_widening_an_open_range_never_lowers_the_joint_bound(
    document: dict[str, Any], below: int, above: int, width: int
) -> None:
    narrow_bound, narrow = _bound(document, 1_500, 1_500 + width)
    wide_bound, wide = _bound(document, 1_500 - below, 1_500 + width + above)
    assume(narrow is not None)

    assert wide is not None
    near = 2e-6 * max(size_of(read(document)), abs(narrow_bound))
    assert wide_bound >= narrow_bound - near
    assert wide <= wide_bound + near


def _bound(document: dict[str, Any], low: int, high: int) -> tuple[float, float | None]:
    """The joint bound with the sale's price open in a range, and what is verified; nothing where there is no zone."""
    opened = copy.deepcopy(document)
    opened["terms"]["sale"]["price"] = {"open": [f"{low} USD", f"{high} USD"]}
    deal = read(opened)
    chosen = choose_package(deal, walk_away(deal))
    if not isinstance(chosen, Chosen):
        return float("nan"), None
    return chosen.bound, chosen.compiled.joint.at(chosen.solution.values)


@FEW
@given(deals())
def test_what_counts_as_avoided_is_what_walking_away_would_have_bought(deal: Deal) -> None:
    try:
        no_deal = walk_away(deal)
    except NoDealImpossible:
        assume(False)
        return
    chosen = choose_package(deal, no_deal)
    assume(isinstance(chosen, Chosen))
    assert isinstance(chosen, Chosen)

    for name, columns in chosen.compiled.goods.needs.items():
        if not columns.avoided:
            continue
        party = deal.needs[name].of
        factor, values = chosen.compiled.bases.discount(party), chosen.solution.values
        avoided = float((values[columns.steps[0]] * columns.worth[0]) @ factor)
        spent = _spent_on_alternatives(no_deal.compiled, no_deal.solution.values, name)
        assert avoided <= spent * (1 + 1e-6) + 0.01


def _spent_on_alternatives(compiled: Any, values: Any, need: str) -> float:
    deal, bases = compiled.deal, compiled.bases
    factor = bases.discount(deal.needs[need].of)
    return sum(
        float((values[bought] * bases.vector(deal.alternatives[name].unit_cost)) @ factor)
        for name, bought in compiled.goods.needs[need].alternatives.items()
    )


@FEW
@given(documents(fixed=True, free=True), st.floats(0.01, 0.9))
def test_payment_between_two_parties_changes_no_joint_gain(document: dict[str, Any], share: float) -> None:
    # The maker has no budget that could bind, and pays no more than it gains; whoever is paid wants nothing else.
    deal = read(document)
    made = planned(deal)
    gain = made.parties["maker"].gain
    assume(gain > 10)
    with_payment = copy.deepcopy(document)
    with_payment["parties"]["bank"] = {"kind": "company", "discount_rate": "7%"}
    with_payment["terms"]["lump"] = {
        "kind": "compensation", "payer": "maker", "payee": "bank", "amount": f"{share * gain:.2f} USD",
    }  # fmt: skip

    other = plan(read(with_payment), costs=False)

    stated = (made.gap + other.gap) * abs(made.joint_gain)  # integers are searched to a gap, which is told
    assert other.status == "optimal"
    assert abs(other.joint_gain - made.joint_gain) <= 2 * room(deal, made) + stated


@FEW
@given(deals())
def test_own_forces_are_served_no_worse_than_without_the_deal(deal: Deal) -> None:
    made = planned(deal)

    for one in made.served:
        assert one.served <= one.wanted + 1e-6 * max(1.0, one.wanted)
        if deal.needs[one.need].own:
            assert one.served >= one.without_deal - 1e-5 * max(1.0, one.without_deal)


@FEW
@given(deals(free=True))
def test_striking_the_proposed_clauses_leaves_everybody_with_its_walk_away(deal: Deal) -> None:
    made = planned(deal)
    no_deal = walk_away(deal)

    for party, one in made.parties.items():
        assert one.walk_away == no_deal.values[party]
        assert one.walk_away >= no_deal.planned[party]


@FEW
@given(deals())
def test_deal_without_a_zone_says_who_stays_short_and_a_contradiction_which_lines(deal: Deal) -> None:
    made = plan(deal, costs=False)

    assert (made.status == "infeasible") == bool(made.conflict)
    assert (made.status in {"no zone", "infeasible"}) == bool(made.because)
    if made.status == "no zone":
        assert any(party in made.because for party in deal.parties)
