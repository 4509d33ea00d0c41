"""Laws of events left to chance on generated deals: money is paid by somebody, and security gives no more than was put into it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dronedeal.deal.deal import Deal
from dronedeal.deal.number import base_of
from dronedeal.planning import Futures, worked_out
from dronedeal.reading import ArrayReader, FloatVector
from dronedeal.simulation import Draws, Held, Prepared, counted, held
from dronedeal.simulation.execution import executed
from dronedeal.simulation.happening import payments
from dronedeal.simulation.worth import items
from tests.planning.generated import documents, size_of
from tests.planning.small import read

COUNT = 60
NOISE = 1e-6


@st.composite
def secured(draw: st.DrawFn) -> Deal:
    """A generated deal in which parties may stop paying and goods stop coming, with a bank behind the buyer's debts."""
    document: dict[str, Any] = draw(documents(fixed=True, free=True))
    parties = list(document["parties"])
    document["parties"]["bank"] = {"kind": "company", "discount_rate": "5%"}
    document["events"] = {
        name: {
            "probability": "50%", "closes": ["sale"], "unpaid": draw(st.lists(st.sampled_from(parties), min_size=1, unique=True)),
            **draw(st.sampled_from(({}, {"lasts": 1}, {"lasts": 3}))),
        }
        for name in ("first", "second")
    }  # fmt: skip
    for by in draw(st.sampled_from((("escrow",), ("letter_of_credit",), ("letter_of_credit", "escrow")))):
        document["terms"][by] = {
            "kind": "security", "by": by, "debtor": "buyer", "creditor": "maker", "terms": ["sale"], "holder": "bank",
            "amount": f"{draw(st.sampled_from((1_000, 50_000)))} USD",
        }  # fmt: skip
    return read(document)


def carried_out(deal: Deal) -> tuple[Held, dict[str, FloatVector]]:
    one = held(worked_out(deal))
    assume(one is not None)
    assert one is not None
    draws = Draws.of(deal, seed=3)
    return one, draws.at(draws.block(0)[:COUNT])


@settings(max_examples=20)
@given(deal=secured())
def test_what_one_party_does_not_pay_no_other_receives(deal: Deal) -> None:
    one, drawn = carried_out(deal)
    settled: dict[str, FloatVector | float] = {**one.package, **drawn}
    futures = Futures(deal, settled)
    done = executed(futures, Futures(deal, one.package), one.unfolded, one.with_deal, one.timed)
    paid = [item for item in items(futures, one.unfolded, done, settled, deal.parties) if item.kind == "payment"]
    total = sum((item.sign * item.quarterly.sum(axis=1) for item in paid), np.zeros(COUNT))

    assert total == pytest.approx(np.zeros(COUNT), abs=NOISE * size_of(deal))


@settings(max_examples=20)
@given(deal=secured())
def test_security_pays_out_and_gives_back_no_more_than_was_put_into_it(deal: Deal) -> None:
    one, drawn = carried_out(deal)
    settled: dict[str, FloatVector | float] = {**one.package, **drawn}
    futures = Futures(deal, settled)
    done = executed(futures, Futures(deal, one.package), one.unfolded, one.with_deal, one.timed)
    covered, moved = np.zeros(COUNT), dict[str, FloatVector]()
    reader = ArrayReader(deal.horizon, counted(futures, done), settled=settled)
    for line, payer, amounts in payments(futures, one.unfolded, reader, deal.parties):
        total = np.broadcast_to(amounts, (COUNT, amounts.shape[1])).sum(axis=1)
        if payer == line.debtor:
            moved[line.path] = total
        else:
            covered += total
    credit = deal.terms.get("letter_of_credit")
    promised = 0.0 if credit is None else float(base_of(credit.said["amount"]))  # type: ignore[arg-type]
    nothing = np.zeros(COUNT)
    kept = moved.get("terms.escrow/amount", nothing) - moved.get("terms.escrow/returned", nothing)

    assert (kept >= -NOISE).all()
    assert (covered <= promised + kept + NOISE).all()
    assert (covered >= 0.0).all()


@settings(max_examples=10)
@given(deal=secured())
def test_a_future_is_the_same_alone_and_among_others(deal: Deal) -> None:
    one, drawn = carried_out(deal)
    together = Prepared(held=one).run(drawn, COUNT)
    alone = Prepared(held=one).run({path: values[7:8] for path, values in drawn.items()}, 1)

    assert alone.gains[0] == pytest.approx(together.gains[7], abs=NOISE * size_of(deal))
