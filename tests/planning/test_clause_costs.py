"""What clauses cost, by hand: what falls with a clause, who is left short without it. The base deal stands in ``small``."""

from dataclasses import replace

from dronedeal.deal.plan import ClauseCost
from dronedeal.planning import plan, struck_out, worked_out
from tests.planning.small import close, small

_GUARANTEED = """
events: {stop: {what: the buyer stops}}
terms:
  promise: {kind: guarantee, guarantor: buyer, beneficiary: maker, debtor: maker, event: stop, amount: 400_000 USD,
            terms: [sale], fee: 1%}
"""
_OWED = "terms: {entry: {kind: compensation, payer: maker, payee: buyer, amount: 1_000 USD, on: 2027-Q1}}"


def costs(*over: str) -> dict[str, ClauseCost]:
    made = plan(small(*over))
    return {one.path.removeprefix("terms."): one for one in made.clauses}


def test_a_clause_about_others_falls_with_the_last_of_them() -> None:
    # The guarantee's fee of 4,000 a year is owed only for a sale that is there: without it everybody is back at nothing,
    # and nobody owes anything for what is not guaranteed.
    found = costs(_GUARANTEED)

    assert found["sale"].cost == close(-640_000)
    assert found["sale"].by_party == close({"maker": -316_000, "buyer": -324_000})
    assert not found["sale"].needed
    assert found["promise"].by_party == close({"maker": 4_000, "buyer": -4_000})


def test_without_a_needed_clause_it_is_said_who_is_left_short() -> None:
    # An entry fee of 1,000 stays owed by the maker when nothing is sold any more.
    found = costs(_OWED)

    assert found["sale"].needed
    assert found["sale"].short == close({"maker": 1_000})
    assert found["sale"].by_party == close({"maker": -319_000, "buyer": -321_000})
    assert not found["entry"].needed
    assert found["entry"].short == {}


def test_a_start_changes_no_cost() -> None:
    deal = small(_GUARANTEED, "systems: {drone: {whole: true}}", "sites: {line: {capacity: 62.5/quarter}}")
    worked = worked_out(deal)
    assert worked.no_deal is not None
    assert worked.chosen is not None
    begun = struck_out(worked.plan, deal, worked.no_deal.floors, worked.chosen)
    anew = replace(begun, start=None)

    for name in begun.names:
        assert begun.without(name).joint == close(anew.without(name).joint)
        assert begun.without(name).by_party == close(anew.without(name).by_party)
