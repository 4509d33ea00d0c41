"""Worked examples of settlement practice (R1 to G11) written as quantities, to the cent.

``test_worked_clauses.py`` has those that a form says outright. Out of shape, and why:

- R3e: a minimum pro-rated by days within a quarter; minimums here end with one.
- R11: division by rates, averages of them, and roundings along the way; rates of exchange are numbers of the deal.
- R12, R18, G13: interest, true-ups and netting rest on what was paid and booked, which settlement knows.
- R19: what is paid depends on what is carried reaching a threshold, so the balance would rest on itself.
- G12: business days shift when a line is due, never its amount.
"""

from decimal import Decimal

import pytest

from dronedeal.deal import (
    Balance,
    Band,
    Constant,
    Drawn,
    Fixed,
    Least,
    Left,
    Masked,
    Most,
    Quantity,
    Reached,
    Running,
    Scale,
    Sum,
    Tiers,
    Total,
    minus,
    shifted,
)
from tests.deals import by_quarter, count, fixed
from tests.reading.reader import OTHER, TWO_YEARS, UNITS, cents

ZERO = Constant(value=Decimal(0))
FIRST = (True, False, False, False)


def part(share: object, of: Quantity) -> Quantity:
    return Scale(by=fixed(share), of=of)


def rise(of: Quantity) -> Quantity:
    """What a quantity that accumulates has gained since the quarter before."""
    return minus(of, shifted(of, 1))


def royalty(mode: str) -> Tiers:
    """5% up to 1,000 units, 4% up to 5,000, 3% above, at 2,000.00 a unit."""
    steps = ((0, 100), (1000, 80), (5000, 60))
    bands = tuple(Band(above=count(above), rate=count(rate)) for above, rate in steps)
    return Tiers(of=UNITS, bands=bands, mode=mode, over="term")  # type: ignore[arg-type]


def test_r1_deductions_from_sales_stop_at_their_cap() -> None:
    deducted = Least(parts=(OTHER, part("0.10", UNITS)))
    net = minus(UNITS, deducted)

    assert cents(net, 1_250_000, other=(157_500,))[0] == "1125000.00"
    assert cents(part("0.05", net), 1_250_000, other=(157_500,))[0] == "56250.00"


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("marginal", ["80000.00", "60000.00"]),
        ("retroactive", ["80000.00", "40000.00"]),
        ("whole", ["80000.00", "56000.00"]),
    ],
)
def test_r2_tiers_by_their_mode(mode: str, expected: list[str]) -> None:
    assert cents(royalty(mode), 800, 700)[:2] == expected


def test_r2_retroactive_tiers_have_a_cliff() -> None:
    assert cents(royalty("retroactive"), 1000)[0] == "100000.00"
    assert cents(royalty("retroactive"), 1001)[0] == "80080.00"
    assert cents(royalty("retroactive"), 1000, 1)[1] == "-19920.00"


def test_r3d_a_minimum_to_date_tops_up_quarter_by_quarter() -> None:
    earned, promised = Running(of=UNITS, over="year"), Running(of=fixed(25_000), over="year")

    owed = rise(Most(parts=(earned, promised)))

    assert cents(owed, 10_000, 35_000, 35_000, 15_000) == ["25000.00", "25000.00", "30000.00", "20000.00"]


def test_r5_one_quarter_that_passes_two_thresholds_pays_both() -> None:
    steps = ((10_000_000, 250_000), (25_000_000, 600_000))
    paid = Sum(parts=tuple(part(pays, Reached(of=UNITS, above=count(above), over="year")) for above, pays in steps))

    assert cents(paid, 27_000_000)[0] == "850000.00"
    assert cents(paid, 9_000_000, 1_000_000, 17_000_000, 1) == ["0.00", "0.00", "850000.00", "0.00"]


def test_r7_credit_for_third_party_royalties_stops_at_the_floor_and_is_carried() -> None:
    own = part("0.06", UNITS)
    credit = Balance(name="credit", added=part("0.5", OTHER), wanted=part("0.5", own))

    assert cents(minus(own, Drawn(balance=credit)), 4_000_000, other=(300_000,))[0] == "120000.00"
    assert cents(Left(balance=credit), 4_000_000, other=(300_000,))[0] == "30000.00"


def test_r14_a_reserve_for_returns_is_released_after_two_quarters() -> None:
    held = part("0.15", UNITS)

    cash = Sum(parts=(part("0.85", UNITS), shifted(held, 2), part(-1, OTHER)))

    expected = ["85000.00", "68000.00", "57000.00", "50500.00"]
    assert cents(cash, 100_000, 80_000, 60_000, 50_000, other=(0, 0, 9_000, 4_000)) == expected


def test_r15_a_licence_paid_up_at_its_cap_steps_down() -> None:
    room = Balance(name="cap", added=Masked(of=fixed(2_000_000), mask=FIRST), wanted=part("0.03", UNITS))
    paid = Drawn(balance=room)
    beyond = minus(UNITS, Scale(by=Constant(value=Decimal(100) / 3), of=paid))

    owed = Sum(parts=(paid, part("0.01", beyond)))

    assert cents(owed, 65_000_000, 4_000_000, 1_000_000) == ["1950000.00", "73333.33", "10000.00", "0.00"]


def test_r16_the_greater_of_a_share_and_money_a_unit() -> None:
    owed = Most(parts=(part("0.04", UNITS), part(120, OTHER)))

    assert cents(owed, 1_000_000, 2_000_000, other=(500, 500))[:2] == ["60000.00", "80000.00"]


def test_g2_progress_payments_are_liquidated_from_deliveries() -> None:
    paid_before = Masked(of=fixed(480_000), mask=FIRST)
    unliquidated = Balance(name="progress", added=paid_before, wanted=part("0.80", UNITS))

    paid = minus(UNITS, Drawn(balance=unliquidated))

    assert cents(paid, 500_000, 500_000)[:2] == ["100000.00", "420000.00"]
    assert cents(Left(balance=unliquidated), 500_000, 500_000)[:2] == ["80000.00", "0.00"]


@pytest.mark.parametrize(("keeps", "penalty"), [(None, "25000.00"), (4, "25000.00"), (3, "100000.00")])
def test_g4_offset_credits_beyond_a_year_are_banked_until_they_expire(keeps: int | None, penalty: str) -> None:
    """4.0 at 1.5, 2.0 at 2 and 3.0 at a half are 11.5 million against 10: 1.5 banked; the next year brings 8."""
    credits_ = Total(of=UNITS, over="year")
    asked = Total(of=Masked(of=fixed(10_000_000), mask=FIRST * 2), over="year")
    surplus, short = Most(parts=(ZERO, minus(credits_, asked))), Most(parts=(ZERO, minus(asked, credits_)))
    bank = Balance(name="bank", added=surplus, wanted=short, later=True, keeps=keeps)

    owed = part("0.05", minus(short, Drawn(balance=bank)))

    earned = (6_000_000, 4_000_000, 1_500_000, 0, 8_000_000)
    assert cents(Left(balance=bank), *earned, horizon=TWO_YEARS)[3] == "1500000.00"
    assert cents(owed, *earned, horizon=TWO_YEARS)[7] == penalty


def test_g9_a_levy_recovers_cost_by_the_unit_or_takes_a_share() -> None:
    assert cents(part(Decimal(180_000_000) / 12_000, UNITS), 40)[0] == "600000.00"
    assert cents(part("0.035", UNITS), 24_000_000)[0] == "840000.00"


def test_g11_deposits_follow_a_need_that_never_falls() -> None:
    to_date = Running(of=UNITS, over="term")
    liability = Fixed(
        number=by_quarter(
            {"2027-Q1": count("1.0"), "2027-Q2": count("1.5"), "2027-Q3": count("0.8"), "2027-Q4": count(0)}
        )
    )

    deposits = rise(Sum(parts=(to_date, liability)))

    assert cents(deposits, 2, 3, 5, 4) == ["3.00", "3.50", "4.30", "3.20"]
