from decimal import Decimal

import pytest

from dronedeal.deal import Agreed, Open, Triangle, Uncertain, agreed
from dronedeal.report.wording import a_list, amount, does, exactly, money, number_range, share, spoken, units
from tests.deals import by_year


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0 USD"), (0.5, "0.50 USD"), (999.0, "999 USD"), (4_600.0, "4,600 USD"), (999_600.0, "1.00 m USD"),
        (1_234_567.0, "1.23 m USD"), (41_200_000.0, "41.2 m USD"), (412_345_678.0, "412 m USD"), (1_234_567_890.0, "1.23 bn USD"),
        (-64_200_000_000.0, "−64.2 bn USD"), (-0.4, "−0.40 USD"),
    ],
)  # fmt: skip
def test_money_keeps_three_digits_that_matter(value: float, said: str) -> None:
    assert money(value, "USD") == said


def test_counts_shares_and_lists() -> None:
    assert [units(value) for value in (0.0, 12.0, 12.34, 1_234.5, -3.0)] == ["0", "12", "12.3", "1,234", "−3"]
    assert [share(value) for value in (0.0, 0.005, 0.5, -0.2)] == ["0 %", "0.5 %", "50 %", "−20 %"]
    assert [a_list(["one"]), a_list(["one", "two", "three"]), a_list([])] == ["one", "one, two and three", ""]


def test_what_stands_in_a_contract_keeps_its_digits() -> None:
    said = [
        exactly(0.125, "share"),
        exactly(1_900_000.0, "USD"),
        exactly(1_234_567.89, "USD/quarter"),
        exactly(1.6, "count"),
    ]

    assert said == ["12.5 %", "1,900,000 USD", "1,234,567.89 USD a quarter", "1.6"]
    assert [exactly(-0.005, "share"), exactly(0.0, "USD"), exactly(40.0, "days")] == ["−0.5 %", "0 USD", "40 days"]


def test_names_are_read_aloud() -> None:
    assert spoken("army_counter_uas") == "army counter UAS"
    assert does("United States", "pay") == "United States pays"
    assert does("FPV makers", "pay") == "FPV makers pay"


def test_amounts_in_their_units() -> None:
    said = [
        amount(Decimal(value), unit)
        for value, unit in (("0.15", "share"), ("4.5", "months"), ("90000", "count/quarter"), ("1.25", "count"))
    ]

    assert said == ["15 %", "4.5 months", "90,000 a quarter", "1.25"]


def test_ranges_of_numbers() -> None:
    triangle = Triangle(low=Decimal(2_500), mode=Decimal(4_000), high=Decimal(6_000))

    assert (
        number_range(Uncertain(unit="USD", distribution=triangle, base=Decimal(4_000)))
        == "4,000 USD (2,500 USD to 6,000 USD)"
    )
    assert number_range(Open(unit="share", low=Decimal("0.03"), high=Decimal("0.08"))) == "3 % to 8 %"
    assert number_range(by_year({"2027": agreed(1), "2028": agreed(2)})) == "by year, 2027 to 2028"
    assert number_range(Agreed(unit="USD", value=Decimal(5))) == "5 USD"
