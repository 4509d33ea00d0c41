"""Events left to chance, by hand: what does not come, what is not paid, what security makes good. The base deal stands in ``small``."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from dronedeal.deal.deal import drawn_of
from dronedeal.planning import plan, worked_out
from dronedeal.simulation import Draws, Prepared, held, simulate
from dronedeal.simulation.prepared import Outcome
from tests.planning.small import close, small

NEVER = 4.0
SALE = "terms: {sale: {pay_after: 90 days}}"


def outcome(drawn: Mapping[str, list[float]], *pieces: str) -> Outcome:
    still = held(worked_out(small(*pieces)))
    assert still is not None
    (count,) = {len(values) for values in drawn.values()}
    return Prepared(held=still).run({path: np.array(values) for path, values in drawn.items()}, count)


def gains(found: Outcome) -> list[list[float]]:
    """Of maker and buyer, future by future."""
    return [row[:2] for row in found.gains.tolist()]


def test_what_an_event_closes_is_not_delivered() -> None:
    # Each of the quarters in which nothing comes costs 80 x 1,000 on either side: all from Q2 on, one, none.
    found = outcome({"events.blockade": [1.0, 3.0, NEVER]}, "events: {blockade: {probability: 30%, closes: [sale]}}")

    assert gains(found) == [close([80_000, 80_000]), close([240_000, 240_000]), close([320_000, 320_000])]


def test_what_is_closed_for_a_while_is_delivered_after_it_where_it_is_still_wanted() -> None:
    # The army stores nothing and uses 80 a quarter at most: what was missed in Q2 and Q3 finds nobody who wants it but is bought.
    pieces = (
        "events: {blockade: {probability: 30%, lasts: 2, closes: [sale]}}",
        "sites: {line: {capacity: 400/quarter}}",
    )
    found = outcome({"events.blockade": [1.0]}, *pieces)

    assert found.served[0, 0] == close(160)
    assert gains(found) == [close([320_000, 160 * 3_000 - 320 * 2_000])]


def test_goods_that_do_not_come_are_those_of_the_systems_named() -> None:
    boats = """
    systems: {boat: {domain: sea, effects: {patrol: 1}, unit_cost: 1_000 USD, ageing: 100%}}
    sites: {yard: {in: UA, of: maker, makes: [boat], capacity: 10/quarter}}
    needs: {navy: {of: buyer, service: Navy, role: patrol, kind: flow, quantity: 10/quarter, worth: {then: [[10_000, 3_000 USD]]}}}
    terms: {sale: {systems: [drone, boat]}}
    """
    found = outcome(
        {"events.blockade": [0.0, NEVER]}, boats,
        "events: {blockade: {probability: 30%, closes: [sale], systems: [boat]}}",
    )  # fmt: skip

    assert found.served.tolist() == [close([320, 0]), close([320, 40])]
    dated = plan(small(boats, "events: {blockade: {on: 2027-Q1, closes: [sale], systems: [boat]}}"), costs=False)
    assert dated.joint_gain == close(640_000)  # planning reads the same of an event that is dated


def test_what_falls_due_while_a_party_pays_nothing_is_lost() -> None:
    # Paid a quarter after delivery: what is delivered from Q1 on falls due from Q2 on, and that of Q4 in 2028. In the first future nothing
    # from Q3 on is paid (3 x 160,000), in the second nothing in Q3 alone, in the third all is.
    lost, once, paid = (
        outcome({"events.default": [2.0]}, SALE, "events: {default: {probability: 10%, unpaid: [buyer]}}"),
        outcome({"events.default": [2.0]}, SALE, "events: {default: {probability: 10%, lasts: 1, unpaid: [buyer]}}"),
        outcome({"events.default": [NEVER]}, SALE, "events: {default: {probability: 10%, unpaid: [buyer]}}"),
    )

    assert gains(lost) == [close([320_000 - 480_000, 320_000 + 480_000])]
    assert gains(once) == [close([320_000 - 160_000, 320_000 + 160_000])]
    assert gains(paid) == [close([320_000, 320_000])]


@pytest.mark.parametrize(
    ("by", "holder", "buyer"),
    [
        # the bank pays 200,000 of the 480,000 that are lost
        ("letter_of_credit", -200_000, 320_000 + 480_000),
        # 200,000 were paid in, and are not given back
        ("escrow", 0, 320_000 + 280_000),
    ],
)
def test_security_makes_good_what_is_not_paid_as_far_as_it_goes(by: str, holder: float, buyer: float) -> None:
    found = outcome(
        {"events.default": [2.0, NEVER]}, SALE, "events: {default: {probability: 10%, unpaid: [buyer]}}",
        f"""
        parties: {{bank: {{kind: company, discount_rate: 0%}}}}
        terms: {{backed: {{kind: security, by: {by}, debtor: buyer, creditor: maker, terms: [sale], amount: 200_000 USD, holder: bank}}}}
        """,
    )  # fmt: skip

    assert found.gains.tolist() == [close([-160_000 + 200_000, buyer, holder]), close([320_000, 320_000, 0])]
    assert found.cash.sum(axis=(1, 2)) == close([-320_000] * 2)  # what is made costs; what is paid is received


@pytest.mark.parametrize(
    ("security", "unpaid", "maker"),
    [
        # 480,000 are lost, from Q3 on; a promise that has ended by then, or begins later, pays nothing, nor does a holder that fails too
        ("by: letter_of_credit, until: 2027-Q2, holder: bank", "buyer", -160_000),
        ("by: escrow, until: 2027-Q2, holder: bank", "buyer", -160_000),
        ("by: letter_of_credit, since: 2027-Q4, holder: bank", "buyer", 40_000),
        ("by: letter_of_credit, holder: bank", "buyer, bank", -160_000),
        ("by: letter_of_credit, holder: buyer", "buyer", -160_000),
    ],
)
def test_security_pays_in_its_own_time_and_only_if_its_holder_does(security: str, unpaid: str, maker: float) -> None:
    found = outcome(
        {"events.default": [2.0]}, SALE, f"events: {{default: {{probability: 10%, unpaid: [{unpaid}]}}}}",
        f"""
        parties: {{bank: {{kind: company, discount_rate: 0%}}}}
        terms: {{backed: {{kind: security, debtor: buyer, creditor: maker, terms: [sale], amount: 200_000 USD, {security}}}}}
        """,
    )  # fmt: skip

    assert found.gains[0, 0] == close(maker)


def test_what_may_happen_after_the_horizon_happens_less_often_in_it() -> None:
    deal = small("events: {blockade: {probability: 32%, until: 2035-Q1, closes: [sale]}}")
    spread = drawn_of(deal)["events.blockade"]

    assert [float(one) for one in spread.distribution.weights] == pytest.approx([0.01] * 4 + [0.96])  # type: ignore[union-attr]


def test_security_for_other_debts_makes_nothing_good() -> None:
    found = outcome(
        {"events.default": [2.0]}, SALE, "events: {default: {probability: 10%, unpaid: [buyer]}}",
        """
        parties: {bank: {kind: company, discount_rate: 0%}}
        terms:
          help: {kind: compensation, payer: buyer, payee: maker, amount: {by_year: {2027: 4 USD}}, what: help}
          backed: {kind: security, by: letter_of_credit, debtor: buyer, creditor: maker, terms: [help], amount: 200_000 USD, holder: bank}
        """,
    )  # fmt: skip

    assert found.gains[0, 0] == close(-160_000 + 4)


def test_an_event_happens_as_often_as_said_and_in_any_of_its_quarters_alike() -> None:
    deal = small("events: {blockade: {probability: 30%, since: 2027-Q2, until: 2027-Q4, closes: [sale]}}")
    draws = Draws.of(deal, seed=3)
    happens = draws.at(draws.block(0))["events.blockade"]

    counts = {value: float(np.mean(happens == value)) for value in (1.0, 2.0, NEVER)}
    assert counts == pytest.approx({1.0: 0.15, 2.0: 0.15, NEVER: 0.7}, abs=0.03)
    assert set(happens.tolist()) == {1.0, 2.0, NEVER}
    assert list(drawn_of(deal)) == ["events.blockade"]


def test_a_simulation_draws_events_beside_numbers_and_says_what_hangs_on_them() -> None:
    deal = small(
        "events: {blockade: {probability: 30%, closes: [sale]}}",
        "systems: {drone: {unit_cost: {uniform: [900 USD, 1_100 USD]}}}",
    )
    found = simulate(deal, scenarios=3_000, seed=1, processes=0)

    # 30 % of futures lose from 1 to 4 of 4 quarters' 80,000 each, 2.5 at the mean
    assert found.of("buyer").mean == pytest.approx(320_000 - 0.3 * 2.5 * 80_000, abs=4 * found.of("buyer").error)
    assert found.drivers["buyer"][0].number == "events.blockade"
    assert found.of("buyer").base == close(320_000)
