"""Plans over regimes: small trees solved by hand, and what holds of any tree. The base deal stands in ``small``."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dronedeal.deal.branching import branching, leaves_of
from dronedeal.planning import NoRegimes, OverRegimes, choose_package, over_regimes, plan, walk_away
from dronedeal.planning.package import Chosen
from tests.planning.generated import documents
from tests.planning.small import close, laid, read, small

FEW = settings(max_examples=15)

# A line that has to be bought, two quarters before it makes anything, and a price that lets both have their share.
LINE = """
terms: {sale: {price: {open: [1_000 USD, 3_000 USD]}}}
sites: {line: {capacity: "null", build: {capital: 500 USD, most: 80/quarter, lead: 6 months}}}
events: {stop: {closes: [sale]}}
"""


def tree(goes_on: str, stops: str, known: str = "2027-Q3", event: str = "2027-Q3") -> str:
    return f"""
regimes:
  goes_on: {{probability: {goes_on}, since: {known}}}
  stops: {{probability: {stops}, since: {known}, events: {{stop: {event}}}}}
"""


def over(*pieces: str, rights: bool = False) -> OverRegimes:
    return over_regimes(small(*pieces), rights=rights, processes=0)


def right(found: OverRegimes, kind: str) -> float:
    (one,) = (one for one in found.rights if one.kind == kind)
    return one.worth


def test_capacity_is_committed_only_if_it_is_expected_to_pay() -> None:
    # One unit a quarter costs 4 x 500 = 2,000 in the first quarter and brings 2 x 2,000 in Q3 and Q4, if deliveries go on: in
    # expectation 2,400 at 60 %, 80 times 400 more than it costs; 1,600 at 40 %, less than it costs.
    bought, not_bought = over(LINE, tree("60%", "40%")), over(LINE, tree("40%", "60%"))

    assert bought.committed == close({"line": 80})
    assert bought.joint_gain == close(80 * 400)
    assert [one.joint_gain for one in bought.leaves] == close([80 * 2_000, -80 * 2_000])
    assert not_bought.committed == {}
    assert not_bought.joint_gain == close(0)


def test_what_is_known_in_time_is_waited_for() -> None:
    # Deliveries begin in 2028, so that what is bought in 2027-Q3, once it is known, is in time: 50 % x 80 x (4 x 2,000 - 2,000). All
    # committed at once it is 80 x (50 % x 8,000 - 2,000); to know it earlier is worth no more.
    found = over(
        LINE, tree("50%", "50%"), "horizon: {years: 2}", "terms: {sale: {since: 2028-Q1}}",
        "needs: {army: {worth: {then: [[100_000, 3_000 USD]]}}}", rights=True,
    )  # fmt: skip

    assert found.joint_gain == close(0.5 * 80 * 6_000)
    assert right(found, "wait") == close(80 * (0.5 * 6_000 - 2_000))
    assert found.knowing == close(0)
    assert found.committed == {}


def test_to_know_from_the_start_is_worth_what_is_not_bought_in_vain() -> None:
    found = over(LINE, tree("60%", "40%"), rights=True)

    assert found.knowing == close(0.4 * 80 * 2_000)
    assert right(found, "wait") == close(0)


def test_every_branch_is_known_from_its_quarter_on() -> None:
    # Nothing can be stored, so that what is delivered before 2027-Q3 is the same whatever comes, and nothing is after it stops.
    found = choose(small("events: {stop: {closes: [sale]}}", tree("50%", "50%")))
    goes_on, stops = (one.compiled.goods.columns[0] for one in found.compiled.branches)
    shared = [one.columns[ids] for one, ids in zip(found.compiled.branches, (goes_on, stops), strict=True)]
    delivered = [found.solution.values[ids] for ids in shared]

    assert shared[0][:2].tolist() == shared[1][:2].tolist()
    assert set(shared[0][2:].tolist()).isdisjoint(shared[1][2:].tolist())
    assert delivered[0] == close([80, 80, 80, 80])
    assert delivered[1] == close([80, 80, 0, 0])


# Delivered two quarters after it is ordered: what arrives in Q3 and Q4 was ordered in Q1 and Q2, before anything is known.
LATER = "terms: {sale: {lead: 6 months, price: {open: [1_000 USD, 3_000 USD]}}}"
STOP = "events: {stop: {closes: [sale]}}"


@pytest.mark.parametrize(
    ("goes_on", "gain"),
    [
        (10, 0),  # 160 units at a cost of 1,000, for a chance of 10 % that they are worth 3,000: nobody orders
        (60, 160 * (0.6 * 3_000 - 1_000)),
    ],
)
def test_what_is_under_way_is_paid_for_though_its_way_closes(goes_on: int, gain: float) -> None:
    found = over(LATER, STOP, tree(f"{goes_on}%", f"{100 - goes_on}%"), rights=True)

    assert found.joint_gain == close(gain)
    assert found.knowing == close(goes_on / 100 * 160 * 2_000 - gain)


def test_what_was_ordered_before_is_delivered_where_its_way_stays_open() -> None:
    found = choose(
        small(
            "terms: {sale: {lead: 6 months}}", STOP, "events: {other: {}}",
            """
            regimes:
              one: {probability: 60%, since: 2027-Q3}
              two: {probability: 30%, since: 2027-Q3, events: {other: 2027-Q3}}
              three: {probability: 10%, since: 2027-Q3, events: {stop: 2027-Q4}}
            """,
        )
    )  # fmt: skip
    one, two, three = (
        found.solution.values[one.columns[one.compiled.goods.columns[0]]] for one in found.compiled.branches
    )

    assert one == close([0, 0, 80, 80])
    assert two == close([0, 0, 80, 80])
    assert three == close([0, 0, 80, 0])


def test_who_receives_what_is_under_way_is_said_when_it_arrives() -> None:
    # A line of 100 shared with a host from Q3 on if it stops; all is made in Q1 and Q2. Going on, 80 a quarter go to the army at 3,000 each; if
    # it stops, half of what was made goes to the host, to whom it is worth 2,500.
    found = over(
        """
        parties: {host: {kind: state, role: principal, discount_rate: 0%}}
        sites: {line: {under: jv}}
        needs: {hosts: {of: host, service: Army, role: strike, kind: flow, quantity: 80/quarter, worth: {then: [[10_000, 2_500 USD]]}}}
        terms:
          sale: "null"
          jv: {kind: joint_production, company: maker, sites: [line], systems: [drone], output: {buyer: 100%},
               output_after: {buyer: 50%, host: 50%}, event: stop, price: 1_500 USD, lead: 6 months}
        events: {stop: {}}
        """,
        tree("60%", "40%"),
    )  # fmt: skip

    # 100 are made, though going on only 80 are of use: 40 % x 20 x (3,000 + 2,500) / 2 is more than 20 x 1,000 cost
    assert found.joint_gain == close(2 * (0.6 * 80 * 3_000 + 0.4 * 50 * (3_000 + 2_500) - 100 * 1_000))


def choose(deal: object) -> Chosen:
    whole = branching(deal)  # type: ignore[arg-type]
    found = choose_package(whole, walk_away(whole))
    assert isinstance(found, Chosen)
    return found


def test_a_branch_passes_its_events_on() -> None:
    deal = small(
        "events: {storm: {}, calm: {}}",
        """
        regimes:
          wet: {probability: 30%, since: 2027-Q2, events: {storm: 2027-Q2}}
          dry: {probability: 70%, since: 2027-Q2}
          flood: {probability: 50%, after: wet, since: 2027-Q3, believed: {buyer: 20%}}
          ebb: {probability: 50%, after: wet, since: 2027-Q4, events: {calm: 2027-Q4}, believed: {buyer: 80%}}
        """,
    )
    leaves = {leaf.name: leaf for leaf in leaves_of(deal)}

    assert list(leaves) == ["dry", "flood", "ebb"]
    assert str(leaves["flood"].deal.events["storm"].on) == "2027-Q2"
    assert leaves["flood"].deal.events["calm"].on is None
    assert leaves["ebb"].nodes == ("", "wet", "wet", "ebb")
    assert leaves["ebb"].chance == pytest.approx(0.15)
    assert leaves["ebb"].chances == pytest.approx({"maker": 0.15, "buyer": 0.24})


def test_sides_that_think_differently_both_win_by_a_payment() -> None:
    # The buyer pays 100,000 if it stops, of which it thinks 10 % and the maker 60 %: it expects to pay 10,000, the maker to be paid
    # 60,000. The joint gain hears nothing of it.
    payment = """
    parties: {maker: {role: principal}}
    terms: {leaves: {kind: termination, by: buyer, to: maker, cause: convenience, event: stop, terms: [sale], wind_down: 100_000 USD}}
    regimes: {goes_on: {believed: {buyer: 90%, maker: 40%}}, stops: {believed: {buyer: 10%, maker: 60%}}}
    """
    found = over("events: {stop: {}}", tree("50%", "50%"), payment)
    (leaves,) = (one for one in found.beliefs if one.clause == "leaves")
    (wager,) = (one for one in found.wagers if one.regime == "stops")

    assert leaves.own == close({"buyer": -10_000, "maker": 60_000})
    assert leaves.common == close({"buyer": -50_000, "maker": 50_000})
    assert leaves.traded == close(50_000)
    # the maker makes 320 or 160, the buyer takes them, each at its own odds
    assert found.joint_gain == close((0.4 * 320 + 0.6 * 160) * -1_000 + (0.9 * 320 + 0.1 * 160) * 3_000)
    assert (wager.payer, wager.payee, wager.gain) == ("buyer", "maker", pytest.approx(0.5))


def test_the_right_to_leave_is_worth_what_no_longer_has_to_be_bought() -> None:
    # 240 a year have to be bought, and beyond 160 a unit is worth 500 less than it costs: 80 times, half of the time.
    found = over(
        "needs: {army: {worth: {then: [[160, 3_000 USD], [10_000, 500 USD]]}}}",
        "events: {stop: {}}", tree("50%", "50%"),
        """
        terms:
          sale: {least: 60/quarter}
          leaves: {kind: termination, by: buyer, to: maker, cause: convenience, event: stop, terms: [sale]}
        """,
        rights=True,
    )  # fmt: skip

    assert right(found, "leave") == close(0.5 * 80 * 500)
    assert found.joint_gain == close(160 * 2_000 - 0.5 * 80 * 500)


def test_nobody_signs_what_it_expects_to_lose_by() -> None:
    # The maker sells at 1,100 what costs 1,000, and pays 100,000 if it stops: 0.9 x 320 x 100 + 0.1 x (160 x 100 - 100,000) is above
    # nothing, at even odds it is not.
    payment = """
    sites: {line: {capacity: 80/quarter}}
    terms:
      sale: {price: 1_100 USD, least: 80/quarter}
      leaves: {kind: termination, by: maker, to: buyer, cause: convenience, event: stop, terms: [sale], wind_down: 100_000 USD}
    """
    signed = over("events: {stop: {}}", tree("90%", "10%"), payment)
    refused = over("events: {stop: {}}", tree("50%", "50%"), payment)

    assert signed.parties["maker"].gain == close(0.9 * 32_000 + 0.1 * (16_000 - 100_000))
    assert refused.status == "no zone"
    assert "maker by 26,000" in refused.because


def test_a_deal_without_regimes_has_nothing_to_plan_over() -> None:
    with pytest.raises(NoRegimes):
        over()


@FEW
@given(documents(fixed=True, free=True), st.integers(1, 99))
def test_branches_in_which_nothing_differs_change_nothing(document: dict[str, object], chance: int) -> None:
    alone = plan(read(document), costs=False)
    regimes = {
        "one": {"probability": f"{chance}%", "since": "2027-Q2"},
        "two": {"probability": f"{100 - chance}%", "since": "2027-Q2"},
    }
    found = over_regimes(read(laid(document, {"regimes": regimes})), rights=False)

    assert found.status == alone.status
    size = max(1.0, *(abs(one.value) for one in alone.parties.values()))
    assert found.joint_gain == pytest.approx(alone.joint_gain, abs=0.011 * abs(alone.joint_gain) + 2e-6 * size)


@FEW
@given(documents(fixed=True, free=True), st.integers(1, 99), st.integers(1, 3))
def test_what_is_known_sooner_and_waited_for_is_never_worse(
    document: dict[str, object], chance: int, quarter: int
) -> None:
    over_it = {
        "events": {"stop": {"closes": list(document["terms"])}},  # type: ignore[call-overload]
        "regimes": {
            "goes_on": {"probability": f"{chance}%", "since": f"2027-Q{quarter + 1}"},
            "stops": {"probability": f"{100 - chance}%", "since": f"2027-Q{quarter + 1}", "events": {"stop": f"2027-Q{quarter + 1}"}},
        },
    }  # fmt: skip
    found = over_regimes(read(laid(document, over_it)), processes=0)
    assume(not found.because)
    noise = found.gap * abs(found.joint_gain) + 0.01 * abs(found.joint_gain) + found.noise

    assert found.knowing is not None
    assert found.knowing >= 0.0
    assert all(one.worth >= -noise for one in found.rights if one.kind == "wait" and not one.needed)
    assert all(one.gain >= -found.noise for one in found.parties.values())
    expected = {party: sum(one.chances[party] * one.gains[party] for one in found.leaves) for party in found.parties}
    assert expected == pytest.approx({party: one.gain for party, one in found.parties.items()}, abs=found.noise)
    assert sum(one.chance for one in found.leaves) == pytest.approx(1.0)
    assert found.joint_gain == pytest.approx(
        np.dot([one.chance for one in found.leaves], [one.joint_gain for one in found.leaves]), abs=found.noise
    )
