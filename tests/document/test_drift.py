"""A series with drift: read as years that hang together, each at its path, or found where it cannot be."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dronedeal.deal import (
    Agreed,
    Deal,
    Horizon,
    Lognormal,
    Product,
    Quarter,
    Series,
    Uncertain,
    base_of,
    bind,
    drawn_of,
    kind_of,
    numbers_of,
)
from dronedeal.document import (
    MISSING,
    Reader,
    Table,
    correlated,
    difference,
    nodes_of,
    read_folder,
    read_number,
    written,
)
from tests.planning.small import small
from tests.report.folder import write

PATH = "systems.drone.unit_cost"
COST = "{drift: {from: 4_000 USD, per_year: 3%, volatility: 20%}}"
LONG = "horizon: {start: 2027-Q1, years: 5}"


def reading(text: str, dimension: str = "money", *, start: Quarter = Quarter(2027, 1), years: int = 5) -> Any:  # noqa: B008
    """A number over a horizon, and what is found of it."""
    root = nodes_of(f"number: {text}\n", "deal.yaml")
    assert isinstance(root, Table)
    reader = Reader(currency="USD", claims={}, read_number=read_number, horizon=Horizon(start=start, years=years))
    node = root.node("number")
    assert node is not None
    return read_number(reader, node, dimension, PATH), reader.findings


def number(text: str, dimension: str = "money", **horizon: Any) -> Series:
    read, findings = reading(text, dimension, **horizon)
    assert findings == []
    assert isinstance(read, Series)
    return read


def later(one: Series) -> list[Uncertain]:
    return [value for value in one.values if isinstance(value, Uncertain)]


def spread_of(one: Uncertain) -> tuple[float, float]:
    assert isinstance(one.distribution, Lognormal)
    return float(one.distribution.median), float(one.distribution.sigma)


def with_cost(text: str, *more: str) -> Deal:
    return small(LONG, f"systems: {{drone: {{unit_cost: {text}}}}}", *more)


def test_the_first_year_is_agreed_and_later_ones_spread_with_the_root_of_time() -> None:
    read = number(COST)

    assert (read.by, read.labels, read.unit) == ("year", ("2027", "2028", "2029", "2030", "2031"), "USD")
    assert read.values[0] == Agreed(value=Decimal(4000), unit="USD", path=f"{PATH}.2027")
    assert [one.path for one in later(read)] == [f"{PATH}.{year}" for year in range(2028, 2032)]
    for after, one in enumerate(later(read), start=1):
        assert spread_of(one) == pytest.approx((4000 * 1.03**after, 0.2 * after**0.5), rel=1e-11)
        assert one.unit == "USD"
        assert float(base_of(one)) == spread_of(one)[0]


def test_it_stays_where_it_is_if_no_growth_is_said() -> None:
    read = number("{drift: {from: 1.15, volatility: 8%}}", "count")

    assert [float(base_of(one)) for one in later(read)] == [1.15] * 4


def test_a_horizon_that_begins_within_a_year_has_part_of_it_first() -> None:
    read = number(COST, start=Quarter(2027, 3), years=2)

    assert read.labels == ("2027", "2028", "2029")
    assert spread_of(later(read)[-1]) == pytest.approx((4000 * 1.03**2, 0.2 * 2**0.5), rel=1e-11)


def test_a_horizon_of_one_calendar_year_has_nothing_to_wander_over() -> None:
    assert number(COST, years=1).values == (Agreed(value=Decimal(4000), unit="USD", path=f"{PATH}.2027"),)


@pytest.mark.parametrize(
    ("start", "dimension", "value", "unit"),
    [
        ("400", "rate", "100", "count/quarter"),
        ("100/quarter", "rate", "100", "count/quarter"),
        ("8M USD", "money_rate", "2000000", "USD/quarter"),
        ("5M USD/quarter", "money_rate", "5000000", "USD/quarter"),
        ("2%", "share", "0.02", "share"),
        ("5 USD", "", "5", "USD"),
    ],
)
def test_it_starts_at_what_a_value_of_a_series_by_year_would_be(
    start: str, dimension: str, value: str, unit: str
) -> None:
    read = number(f"{{drift: {{from: {start}, volatility: 10%}}}}", dimension)

    assert read.values[0] == Agreed(value=Decimal(value), unit=unit, path=f"{PATH}.2027")


@pytest.mark.parametrize("years", [3, 30])
def test_logarithms_of_two_years_are_correlated_by_the_root_of_their_ratio(years: int) -> None:
    """Neighbours alone are stated; the rest of greatest entropy is the motion's own: a chain forgets what lies before it."""
    numbers = {one.path: one for one in later(number(COST, years=years))}

    (one,), findings = correlated(numbers)

    after = np.arange(1, years)
    assert findings == ()
    assert one.paths == tuple(numbers)
    expected = np.sqrt(np.minimum.outer(after, after) / np.maximum.outer(after, after))
    assert one.root @ one.root.T == pytest.approx(expected, abs=1e-8)


def test_the_root_draws_a_year_as_the_one_before_and_a_change_of_its_own() -> None:
    """A walk: k steps, each with the same weight, over the root of k."""
    (one,), _ = correlated({one.path: one for one in later(number(COST))})

    steps = np.tril(np.ones((4, 4))) / np.sqrt(np.arange(1, 5))[:, None]
    assert one.root == pytest.approx(steps, abs=1e-8)


def test_claims_and_why_stand_beside_it_and_it_may_be_a_factor() -> None:
    cost = next(one for one in numbers_of(with_cost(f"{COST[:-1]}, why: as steel}}")) if one.path == PATH)
    price, _ = reading("{drift: {from: 1.2, volatility: 5%}, times: unit_cost}")

    assert (cost.why, kind_of(cost)) == ("as steel", "uncertain")
    assert isinstance(price, Product)
    assert isinstance(price.factor, Series)
    assert {one.unit for one in price.factor.values} == {"count"}


FINDINGS = [
    ("{drift: 5%}", "money", "D308", 17),
    ("{drift: [4_000 USD, 3%, 20%]}", "money", "D308", 17),
    ("{drift: {}}", "money", "D302", 17),
    ("{drift: {volatility: 20%}}", "money", "D302", 17),
    ("{drift: {from: 5 USD}}", "money", "D302", 17),
    ("{drift: {from: 5 USD, volatilty: 20%}}", "money", "D302", 31),
    ("{drift: {from: 5 USD, volatility: 20%, base: 5 USD}}", "money", "D302", 48),
    ("{drift: {from: 0, volatility: 20%}}", "money", "D310", 24),
    ("{drift: {from: -5 USD, volatility: 20%}}", "money", "D310", 24),
    ("{drift: {from: 5 USD, volatility: 0%}}", "money", "D310", 43),
    ("{drift: {from: 5 USD, volatility: -20%}}", "money", "D310", 43),
    ("{drift: {from: 5 USD, volatility: 20}}", "money", "D310", 43),
    ("{drift: {from: 5 USD, per_year: -100%, volatility: 20%}}", "money", "D310", 41),
    ("{drift: {from: 5 USD, per_year: 15, volatility: 20%}}", "money", "D310", 41),
    ("{drift: {from: 5 USD, per_year: 1 USD, volatility: 20%}}", "money", "D304", 41),
    ("{drift: {from: 5, volatility: 20%}}", "money", "D304", 24),
    ("{drift: {from: 5 GBP, volatility: 20%}}", "money", "D305", 24),
    ("{drift: {from: F001, volatility: 20%}}", "money", "D301", 24),
    ("{drift: {from: [5 USD], volatility: 20%}}", "money", "D301", 24),
    ("{drift: {from: 5 USD, volatility: {uniform: [5%, 9%]}}}", "money", "D301", 43),
    ("{drift: {from: 5 USD, volatility: 9%}, correlates: {rates.EUR: 0.5}}", "money", "D312", 48),
    ("{drift: {from: 5 USD, volatility: 9%}, base: 5 USD}", "money", "D312", 48),
    ("{drift: {from: 5 USD, volatility: 9%}, value: 5 USD}", "money", "D307", 10),
    ("{by_year: {2027: 4 USD, 2028: {drift: {from: 5 USD, volatility: 9%}}}}", "money", "D307", 40),
    ("{drift: {from: 1, volatility: 9%}}", "option", "D204", 9),
]


@pytest.mark.parametrize(("text", "dimension", "code", "column"), FINDINGS, ids=[text for text, *_ in FINDINGS])
def test_what_cannot_wander_is_found_where_it_stands(text: str, dimension: str, code: str, column: int) -> None:
    read, [finding] = reading(text, dimension)

    assert read is MISSING
    assert (finding.code, str(finding.place)) == (code, f"deal.yaml:1:{column}")
    assert finding.mend


@pytest.mark.parametrize(
    ("piece", "code"),
    [
        ("terms: {sale: {lead: {drift: {from: 3 months, volatility: 20%}}}}", "D303"),
        ("systems: {drone: {unit_cost: {drift: {from: 900M USD, per_year: 50%, volatility: 20%}}}}", "D301"),
        ("rates: {EUR: {drift: {from: 1.1 USD, volatility: 8%}}}", "D304"),
    ],
)
def test_what_no_series_may_be_a_drift_may_not_be(piece: str, code: str) -> None:
    with pytest.raises(ValueError, match=code):
        small(LONG, piece)


def test_without_a_horizon_it_is_read_over_a_year_and_the_lack_is_found(tmp_path: Path) -> None:
    text = (write(tmp_path) / "deal.yaml").read_text("utf-8")
    text = text.replace("years: 2, ", "").replace(
        "support: 500 USD", "support: {drift: {from: 500 USD, volatility: 9%}}"
    )
    (tmp_path / "deal.yaml").write_text(text, "utf-8")

    assert [one.code for one in read_folder(tmp_path).findings if one.severity == "error"] == ["D202"]


def test_what_is_written_is_read_as_the_same_series(tmp_path: Path) -> None:
    deal = with_cost(
        f"{COST[:-1]}, why: as steel}}",
        "rates: {EUR: {drift: {from: 1.15, volatility: 8%}}}",
        "sites: {line: {capacity: {drift: {from: 400, per_year: 7%, volatility: 30%}}}}",
        "terms: {sale: {price: {drift: {from: 1.5, per_year: -2%, volatility: 5%}, times: unit_cost}}}",
    )
    (tmp_path / "deal.yaml").write_text(written(deal), "utf-8")

    again = read_folder(tmp_path)

    assert again.findings == ()
    assert again.deal is not None
    assert (again.deal, difference(deal, again.deal)) == (deal, ())


def test_a_scenario_replaces_it_whole(tmp_path: Path) -> None:
    folder = write(tmp_path)
    text = (folder / "deal.yaml").read_text("utf-8")
    (folder / "deal.yaml").write_text(
        text.replace("support: 500 USD", "support: {drift: {from: 500 USD, per_year: 3%, volatility: 9%}}"), "utf-8"
    )
    over = "systems: {interceptor: {support: {drift: {from: 500 USD, volatility: 40%}}}}\n"
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "wild.yaml").write_text(over, "utf-8")
    (folder / "scenarios" / "known.yaml").write_text("systems: {interceptor: {support: {value: 600 USD}}}\n", "utf-8")

    def support(scenario: str | None) -> Any:
        deal = read_folder(folder, scenario=scenario).deal
        assert deal is not None
        return deal.systems["interceptor"].support

    assert spread_of(later(support(None))[0]) == pytest.approx((515, 0.09))
    assert spread_of(later(support("wild"))[0]) == pytest.approx((500, 0.4))
    assert base_of(support("known")) == 600


def test_it_may_be_settled_as_a_whole_or_in_a_year() -> None:
    deal = with_cost(COST)

    whole = bind(deal, {PATH: 4_500}).systems["drone"].unit_cost
    year = bind(deal, {f"{PATH}.2029": 4_500})

    assert whole == Agreed(value=Decimal(4500), unit="USD", path=PATH)
    assert list(drawn_of(year)) == [f"{PATH}.{one}" for one in (2028, 2030, 2031)]
    assert len(correlated(drawn_of(year))[0]) == 1


def test_another_number_hangs_together_with_a_year_of_it_not_with_the_whole() -> None:
    hanging = "needs: {{army: {{quantity: {{uniform: [60/quarter, 90/quarter], correlates: {{{0}: 0.5}}}}}}}}"

    (together,), _ = correlated(drawn_of(with_cost(COST, hanging.format(f"{PATH}.2029"))))

    settled = with_cost("1_000 USD", hanging.format(f"{PATH}.2029"))

    assert "needs.army.quantity" in together.paths
    assert correlated(drawn_of(settled)) == ((), ())
    with pytest.raises(ValueError, match=f"D522 .*correlates with {PATH}, a series"):
        with_cost(COST, hanging.format(PATH))
    with pytest.raises(ValueError, match="D401"):
        with_cost(COST, hanging.format(f"{PATH}.2040"))
    with pytest.raises(ValueError, match="D401"):
        with_cost(COST, f"terms: {{sale: {{price: {{value: 2, times: {PATH}.2028}}}}}}")
