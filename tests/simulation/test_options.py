"""Clauses that are options on volume, under lognormal volume, against closed forms: a floor is a put, a cap a short call."""

from decimal import Decimal

import numpy as np
import pytest
from scipy.special import ndtr

from dronedeal.deal.calendar import Horizon, Quarter
from dronedeal.deal.number import Lognormal, Uncertain, agreed
from dronedeal.deal.quantity import Band, Constant, Counted, Least, Most, Quantity, Running, Thing, Tiers
from dronedeal.reading import ArrayReader
from dronedeal.simulation import BLOCK, quantile
from tests.simulation.test_draws import draws

MEDIAN, SIGMA, STRIKE = 100.0, 0.5, 120.0
VOLUME = Counted(thing=Thing.UNITS_DELIVERED, subject="sale")
MEAN = MEDIAN * np.exp(SIGMA**2 / 2)


def call(strike: float) -> float:
    """E max(0, X - K) of a lognormal X (Black and Scholes 1973, without discounting)."""
    d1 = np.log(MEAN / strike) / SIGMA + SIGMA / 2
    return float(MEAN * ndtr(d1) - strike * ndtr(d1 - SIGMA))


def expected(quantity: Quantity) -> tuple[float, float]:
    """Mean of what a clause owes over a year of one delivery, and the standard error of that."""
    number = Uncertain(
        unit="count", base=Decimal(100), distribution=Lognormal(median=Decimal(100), sigma=Decimal("0.5"))
    )
    shares = np.concatenate([draws(1).block(index)[:, 0] for index in range(20)])
    volume = np.zeros((20 * BLOCK, 4))
    volume[:, 1] = quantile(number, shares)
    reader = ArrayReader(Horizon(start=Quarter(2027, 1), years=1), {VOLUME: volume})
    owed = reader.read(quantity)[:, -1] if isinstance(quantity, (Most, Least)) else reader.read(quantity).sum(axis=1)
    return float(owed.mean()), float(owed.std() / np.sqrt(len(owed)))


def constant(value: float) -> Constant:
    return Constant(value=Decimal(str(value)))


@pytest.mark.parametrize(
    ("quantity", "known"),
    [
        (Most(parts=(Running(of=VOLUME, over="year"), constant(STRIKE))), STRIKE + call(STRIKE)),
        (Least(parts=(Running(of=VOLUME, over="year"), constant(STRIKE))), MEAN - call(STRIKE)),
        (
            Tiers(
                of=VOLUME, over="year", mode="marginal",
                bands=(Band(above=agreed(0), rate=agreed("0.05")), Band(above=agreed(120), rate=agreed("0.02"))),
            ),
            0.05 * (MEAN - call(STRIKE)) + 0.02 * call(STRIKE),
        ),
        (
            Tiers(
                of=VOLUME, over="year", mode="retroactive",
                bands=(Band(above=agreed(0), rate=agreed("0.05")), Band(above=agreed(120), rate=agreed("0.02"))),
            ),
            0.05 * MEAN - 0.03 * (call(STRIKE) + STRIKE * float(ndtr(np.log(MEDIAN / STRIKE) / SIGMA))),
        ),
    ],
    ids=["minimum", "cap", "tiers", "retroactive tiers"],
)  # fmt: skip
def test_expected_payments_are_those_of_the_closed_form(quantity: Quantity, known: float) -> None:
    mean, error = expected(quantity)

    assert mean == pytest.approx(known, abs=4 * error)
    assert error < 0.01 * known
