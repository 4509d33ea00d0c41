"""Money at rest: minor units, the one rounding, and how amounts are written."""

from decimal import Decimal

import pytest

from dronedeal.settlement import major, minor
from dronedeal.settlement.money import is_whole


@pytest.mark.parametrize(
    ("amount", "currency", "units"),
    [
        ("0.005", "USD", 0),
        ("0.015", "USD", 2),
        ("-0.025", "USD", -2),
        ("-0.0251", "USD", -3),
        ("1234.56", "EUR", 123_456),
        ("2.5", "JPY", 2),
        ("3.5", "JPY", 4),
        ("1.0005", "KWD", 1000),
        ("1.00051", "KWD", 1001),
        # 59 digits are rounded as one number: at 28 this would be taken for a tie
        ("123456789012345678901234567.0250000000000000000000000000001", "USD", 12345678901234567890123456703),
    ],
)
def test_an_amount_in_minor_units_half_to_even(amount: str, currency: str, units: int) -> None:
    assert minor(Decimal(amount), currency) == units


def test_a_currency_without_a_known_minor_unit_is_refused() -> None:
    with pytest.raises(KeyError):
        minor(Decimal(1), "XXX")


@pytest.mark.parametrize(
    ("amount", "currency", "whole"),
    [
        ("1.23", "USD", True),
        ("1.230", "USD", True),
        ("1.234", "USD", False),
        ("1", "JPY", True),
        ("1.5", "JPY", False),
        ("1.234", "KWD", True),
        ("12345678901234567890123456789.12", "USD", True),
        ("12345678901234567890123456789.125", "USD", False),
    ],
)
def test_an_amount_has_no_more_places_than_its_currency(amount: str, currency: str, whole: bool) -> None:  # noqa: FBT001
    assert is_whole(Decimal(amount), currency) is whole


@pytest.mark.parametrize(
    ("units", "unit", "text"),
    [
        (123_450, "USD", "1234.50"),
        (-5, "USD", "-0.05"),
        (0, "USD", "0.00"),
        (100, "USD", "1.00"),
        (7, "JPY", "7"),
        (-7, "JPY", "-7"),
        (1, "KWD", "0.001"),
        (-12_345, "KWD", "-12.345"),
        (40, "UNIT-drone", "40"),
        (-40, "UNIT-drone", "-40"),
    ],
)
def test_minor_units_as_they_are_written(units: int, unit: str, text: str) -> None:
    assert major(units, unit) == text
