"""Draws of one number, against distributions as SciPy knows them and moments as text books have them."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dronedeal.deal.number import (
    Disputed,
    Distribution,
    Lognormal,
    Normal,
    OneOf,
    SourceReading,
    Triangle,
    Uncertain,
    Uniform,
)
from dronedeal.simulation import quantile, readings_of

SHARES = (np.arange(20_000) + 0.5) / 20_000
D = Decimal


def drawn(distribution: Distribution, shares: np.ndarray = SHARES) -> np.ndarray:
    return quantile(Uncertain(unit="count", distribution=distribution, base=D(1)), shares)


@pytest.mark.parametrize(
    ("distribution", "known"),
    [
        (Triangle(low=D(2), mode=D(3), high=D(7)), stats.triang(0.2, 2, 5)),
        (Triangle(low=D(2), mode=D(2), high=D(7)), stats.triang(0.0, 2, 5)),
        (Triangle(low=D(2), mode=D(7), high=D(7)), stats.triang(1.0, 2, 5)),
        (Uniform(low=D(-1), high=D(4)), stats.uniform(-1, 5)),
        (Normal(mean=D(10), deviation=D(2)), stats.norm(10, 2)),
        (Normal(mean=D(10), deviation=D(2), low=D(9), high=D(15)), stats.truncnorm(-0.5, 2.5, 10, 2)),
        (Normal(mean=D(10), deviation=D(2), high=D(10)), stats.truncnorm(-np.inf, 0.0, 10, 2)),
        (Lognormal(median=D(5), sigma=D("0.4")), stats.lognorm(0.4, scale=5)),
    ],
)
def test_quantiles_are_those_scipy_has(distribution: Distribution, known: stats.distributions.rv_frozen) -> None:
    assert drawn(distribution) == pytest.approx(known.ppf(SHARES), rel=1e-9, abs=1e-9)


def test_moments_of_a_triangle_are_those_of_the_text_book() -> None:
    """Mean (a + b + c) / 3, variance (a2 + b2 + c2 - ab - ac - bc) / 18 (Kotz and van Dorp 2004)."""
    values = drawn(Triangle(low=D(2), mode=D(3), high=D(7)))

    assert values.mean() == pytest.approx(4.0, abs=1e-4)
    assert values.var() == pytest.approx((4 + 9 + 49 - 6 - 14 - 21) / 18, rel=1e-4)


def test_choices_come_by_their_weights_and_in_order() -> None:
    values = drawn(OneOf(values=(D(9), D(1), D(4)), weights=(D(1), D(2), D(1))))

    assert [float((values == one).mean()) for one in (1, 4, 9)] == [0.5, 0.25, 0.25]
    assert (np.diff(values) >= 0).all()


def test_sources_that_differ_are_a_mixture_by_confidence() -> None:
    """F1 says 2 to 4 with weight 1, F2 says 10 with weight 3: a quarter of futures evenly between, the others at 10."""
    number = Disputed(
        unit="USD", base=D(10),
        readings=(
            SourceReading(claim="F2", low=D(10), high=D(10), weight=D(3)), SourceReading(claim="F1", low=D(2), high=D(4), weight=D(1)),
        ),
    )  # fmt: skip
    values, which = quantile(number, SHARES), readings_of(number, SHARES)

    assert (which == 0).mean() == 0.75
    assert (values[which == 0] == 10.0).all()
    assert values[which == 1].mean() == pytest.approx(3.0, abs=1e-3)
    assert values[which == 1].min() >= 2.0
    assert values[which == 1].max() <= 4.0


def test_a_source_without_weight_is_never_believed() -> None:
    readings = tuple(SourceReading(claim=f"F{one}", low=D(one), high=D(one), weight=D(one % 2)) for one in range(1, 4))
    number = Disputed(unit="USD", base=D(1), readings=readings)

    assert set(np.unique(quantile(number, np.append(SHARES, 1.0 - 2.0**-53)))) == {1.0, 3.0}


@given(
    ends=st.tuples(st.integers(-50, 50), st.integers(0, 40), st.integers(1, 40)),
    share=st.floats(2.0**-54, 1.0 - 2.0**-53),
)
def test_no_draw_leaves_its_ends(ends: tuple[int, int, int], share: float) -> None:
    low, rise, fall = ends
    values = drawn(Triangle(low=D(low), mode=D(low + rise), high=D(low + rise + fall)), np.array([share]))

    assert low <= values[0] <= low + rise + fall
