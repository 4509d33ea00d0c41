"""Worked examples of settlement practice as deals: a clause said, unfolded and read to the cent.

Which examples are out of shape, and why, stands at the head of ``test_worked_quantities.py``.
"""

from decimal import Decimal

import pytest

from dronedeal.deal import Agreed, Clause, Number, Thing
from dronedeal.forms import (
    Damages,
    Deposits,
    Index,
    IndexPart,
    Progress,
    Recovery,
    Tier,
    TierTable,
)
from tests.deals import (
    Facts,
    accepted,
    by_quarter,
    clause,
    count,
    deal,
    late,
    money,
    months,
    payable,
    reported,
    share,
    shown,
    sold,
    spent,
)


def test_g1_an_invoice_net_of_advance_and_retention() -> None:
    parts = {"advance": share("0.2"), "retention": share("0.05")}
    sale = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(1_500), **parts)

    lines = payable(deal(sale), sold("sale", 1_000))

    assert [shown(lines, f"sale/{label}", 1)[0] for label in ("price", "advance", "retention")] == [
        "1125000.00", "300000.00", "75000.00",
    ]  # fmt: skip


BY_WEEK = {"per_week": share("0.005")}


BY_DAY = {"per_day": share(Decimal("0.005") / 7)}


@pytest.mark.parametrize(
    ("rate", "grace", "days_late", "damages"),
    [
        (BY_DAY, "excluded", 47, "22628.57"),
        (BY_DAY, "excluded", 14, "0.00"),
        (BY_DAY, "excluded", 3, "0.00"),
        (BY_DAY, "excluded", 200, "96000.00"),
        (BY_WEEK, "excluded", 47, "24000.00"),
        (BY_WEEK, "counted_back", 47, "33600.00"),
        (BY_WEEK, "counted_back", 14, "0.00"),
        (BY_WEEK, "excluded", 200, "96000.00"),
        (BY_DAY, "counted_back", 15, "10285.71"),
    ],
)
def test_g3_damages_by_day_or_week_after_grace_or_from_day_one_up_to_their_cap(
    rate: dict[str, Agreed], grace: str, days_late: int, damages: str
) -> None:
    owed = Damages(**rate, grace_days=count(14), grace=grace, most=share("0.1"))  # type: ignore[arg-type]
    sale = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(1), damages=owed)

    lines = payable(deal(sale), sold("sale", 960_000), late("sale", days_late))

    assert shown(lines, "sale/damages", 1) == [damages]


@pytest.mark.parametrize(("unliquidated", "back"), [("kept", "0.00"), ("repaid", "-16000.00")])
def test_g2_progress_payments_are_liquidated_from_the_price_of_deliveries(unliquidated: str, back: str) -> None:
    work = Progress(rate=share("0.8"), unliquidated=unliquidated)  # type: ignore[arg-type]
    sale = clause(
        "sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(500), progress=work
    )
    costs = reported(Thing.INCURRED, "sale", 600_000, 0, 0, 20_000, by="maker")

    lines = payable(deal(sale), sold("sale", 0, 1_000, 1_000), costs)

    assert shown(lines, "sale/progress") == ["480000.00", "0.00", "0.00", "16000.00"]
    assert shown(lines, "sale/price") == ["0.00", "100000.00", "420000.00", "0.00"]
    assert lines.get("sale/unliquidated", (Decimal("0.00"),))[-1] == Decimal(back)


def in_millions(*values: object) -> Number:
    quarters = ("2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4")
    return by_quarter({label: money(f"{value}e6") for label, value in zip(quarters, values, strict=True)})


def test_g11_deposits_follow_the_forecast_and_what_stopping_would_cost() -> None:
    deposits = Deposits(forecast=in_millions(2, 3, 5, 4), termination_liability=in_millions(1, "1.5", "0.8", 0))
    sale = clause(
        "sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(1_000_000), deposits=deposits
    )

    lines = payable(deal(sale), sold("sale", 2, 6, 5))

    assert shown(lines, "sale/deposits") == ["3000000.00", "3500000.00", "4300000.00", "3200000.00"]
    assert shown(lines, "sale/price") == ["0.00", "1500000.00", "700000.00", "0.00"]
    assert shown(lines, "sale/deposits_left") == ["0.00", "0.00", "0.00", "-3200000.00"]


def test_g11_deposits_never_fall_with_what_is_needed() -> None:
    deposits = Deposits(forecast=in_millions(2, 0, 0, 4), termination_liability=in_millions(3, 1, 2, 0))
    sale = clause(
        "sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(1_000_000), deposits=deposits
    )

    lines = payable(deal(sale))

    assert shown(lines, "sale/deposits") == ["5000000.00", "0.00", "0.00", "1000000.00"]


def test_a_purchase_may_pay_for_what_is_accepted_and_no_sooner() -> None:
    sale = clause(
        "sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(100), pays_on="acceptance"
    )

    lines = payable(deal(sale), sold("sale", 10, 5), accepted("sale", 0, 8, 5))

    assert shown(lines, "sale/price", 3) == ["0.00", "800.00", "500.00"]


def offset(**said: object) -> Clause:
    kinds = {"parts": count("0.5"), "investment": count("1.5"), "technology": count(2)}
    always = {"obligor": "maker", "beneficiary": "buyer", "multipliers": kinds, "penalty": share("0.05")}
    return clause("work", "offset", **always, **said)


def credited(**by_kind: tuple[object, ...]) -> tuple[Facts, ...]:
    return tuple(reported(Thing.CREDITED, "work", *amounts, what=kind, periods=12) for kind, amounts in by_kind.items())


FIRST_YEAR = {"investment": (0, "4e6"), "technology": ("2e6",), "parts": (0, 0, 0, "3e6")}


@pytest.mark.parametrize(
    ("said", "penalties"),
    [
        ({"surplus": "banked"}, ["0.00", "25000.00", "500000.00"]),
        ({"surplus": "banked", "expires": months(12)}, ["0.00", "25000.00", "500000.00"]),
        ({"surplus": "banked", "expires": months(9)}, ["0.00", "100000.00", "500000.00"]),
        ({"surplus": "lost"}, ["0.00", "100000.00", "500000.00"]),
    ],
)
def test_g4_what_credits_fall_short_by_costs_a_share_of_it(said: dict[str, object], penalties: list[str]) -> None:
    facts = credited(**{**FIRST_YEAR, "technology": ("2e6", 0, 0, 0, "4e6")})

    lines = payable(deal(offset(per_year=money(10_000_000), **said), years=3), *facts)

    assert shown(lines, "work/penalty", 12)[3::4] == penalties


def test_g4_an_obligation_is_a_share_of_a_purchase() -> None:
    sale = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(1_000_000))
    work = offset(share=share("0.3"), terms=("sale",), surplus="banked")

    lines = payable(deal(sale, work, years=3), sold("sale", 20, 20, periods=12), *credited(**FIRST_YEAR))

    assert shown(lines, "work/penalty", 12)[3::4] == ["25000.00", "0.00", "0.00"]


def venture(**said: object) -> Clause:
    always = {"company": "venture", "sites": ("joint",), "systems": ("drone",)}
    return clause("common", "joint_production", **always, **said)


EXPORT = clause("export", "purchase", seller="venture", buyer="third", systems=("drone",), price=money(1_000_000))


PARTNERS = {"maker": share("0.55"), "buyer": share("0.45")}


def test_g6_costs_are_recovered_pro_rata_and_what_is_left_is_shared_to_the_cent() -> None:
    common = venture(profit=PARTNERS, recovery=Recovery(most=share("0.5"), over="term"))
    costs = (
        reported(Thing.INCURRED, "common", "3e6", by="maker"),
        reported(Thing.INCURRED, "common", "2.5e6", by="buyer"),
    )

    lines = payable(deal(EXPORT, common), sold("export", 10, 1, to="third"), *costs)

    first = {
        label: lines[f"common/{label}"][0]
        for label in ("recovery/maker", "recovery/buyer", "profit/maker", "profit/buyer")
    }
    assert [str(amount) for amount in first.values()] == ["2727272.73", "2272727.27", "2750000.00", "2250000.00"]
    assert str(first["recovery/maker"] + first["profit/maker"]) == "5477272.73"
    assert str(first["recovery/buyer"] + first["profit/buyer"]) == "4522727.27"
    assert sum(first.values()) == 10_000_000
    assert [lines[f"common/recovery/{one}"][1] for one in PARTNERS] == [Decimal("272727.27"), Decimal("227272.73")]


def test_g6_what_a_quarter_does_not_recover_is_lost_if_so_agreed() -> None:
    common = venture(profit={"maker": share("0.5")}, recovery=Recovery(most=share("0.5"), over="period"))
    costs = reported(Thing.INCURRED, "common", "8e6", by="maker")

    lines = payable(deal(EXPORT, common), sold("export", 10, 10, to="third"), costs)

    assert shown(lines, "common/recovery/maker", 2) == ["5000000.00", "0.00"]
    assert shown(lines, "common/profit/maker", 2) == ["2500000.00", "5000000.00"]


def test_g8_use_is_owed_for_as_it_is_reported_not_as_it_was_expected() -> None:
    steps = ((0, 0), (10_000, "1.20"), (20_000, "0.90"))
    tiers = tuple(Tier(above=count(above), rate=money(rate)) for above, rate in steps)
    meter = TierTable(tiers=tiers, mode="marginal", over="period")
    access = clause(
        "access", "data_access", provider="maker", user="buyer", fee=money(25_000), use=count(9), metered=meter
    )

    lines = payable(deal(access), reported(Thing.METERED, "access", 23_500, "15_000.5"))

    assert [str(fee + more) for fee, more in zip(lines["access/fee"], lines["access/metered"], strict=True)] == [
        "40150.00", "31000.60", "25000.00", "25000.00",
    ]  # fmt: skip


def test_g5_a_balance_account_pays_beyond_its_swing_and_carries_a_tenth() -> None:
    exchange = clause(
        "exchange", "swap", one="maker", other="buyer", one_gives={"drone": money(1_000)},
        other_gives={"boat": money(1_200)}, swing=money(2_000_000), carry=share("0.1"),
    )  # fmt: skip

    lines = payable(deal(exchange), sold("exchange", 5_000), sold("exchange", 2_000, of="boat", to="maker"))

    assert shown(lines, "exchange/swing") == ["0.00", "0.00", "0.00", "600000.00"]
    assert shown(lines, "exchange/balance") == ["0.00", "0.00", "0.00", "1260000.00"]


def test_g7_a_call_stops_at_what_is_left_of_a_commitment() -> None:
    names = ("buyer", "third", "state")
    common = clause(
        "common", "fund", manager="fund", finances={"line": share(1)},
        commitments=dict(zip(names, (money(20_000_000), money(2_000_000), money(15_000_000)), strict=True)),
        shares=dict(zip(names, (share("0.4"), share("0.3"), share("0.3")), strict=True)),
    )  # fmt: skip

    lines = payable(deal(common), spent("line", 7_500_000, 7_500_000))

    called = [shown(lines, f"common/call/{name}", 2) for name in names]
    assert called == [["3000000.00", "3000000.00"], ["2000000.00", "0.00"], ["2250000.00", "2250000.00"]]


def test_g9_an_export_levy_by_share_and_by_unit() -> None:
    sale = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(600_000))
    rates = {"share": share("0.035"), "per_unit": money(15_000)}
    levy = clause("levy", "export_levy", state="state", payer="maker", terms=("sale",), **rates)

    lines = payable(deal(sale, levy), sold("sale", 40))

    assert shown(lines, "levy/share", 1) == ["840000.00"]
    assert shown(lines, "levy/per_unit", 1) == ["600000.00"]


@pytest.mark.parametrize(
    ("dead_band", "most", "price"),
    [
        (None, None, "1052250.00"),
        ("0.02", None, "1032250.00"),
        ("0.06", None, "1000000.00"),
        (None, "0.03", "1030000.00"),
        ("0.02", "0.03", "1030000.00"),
    ],
)
def test_g10_a_price_follows_its_indices(dead_band: str | None, most: str | None, price: str) -> None:
    ratios = (Decimal(126) / 120, Decimal(212) / 200)
    parts = tuple(IndexPart(weight=share("0.475"), ratio=count(ratio)) for ratio in ratios)
    limits = {key: share(value) for key, value in (("dead_band", dead_band), ("most", most)) if value is not None}
    index = Index(parts=parts, **limits)
    sale = clause(
        "sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(1_000_000), index=index
    )

    lines = payable(deal(sale), sold("sale", 1))

    assert shown(lines, "sale/price", 1) == [price]


@pytest.mark.parametrize(
    ("ratio", "limits", "price"),
    [
        ("0.9", {"dead_band": "0.02"}, "92.00"),
        ("0.99", {"dead_band": "0.02"}, "100.00"),
        ("0.8", {"most": "0.03"}, "97.00"),
    ],
)
def test_g10_a_fall_is_passed_on_beyond_the_band_and_up_to_the_most_likewise(
    ratio: str, limits: dict[str, str], price: str
) -> None:
    parts = (IndexPart(weight=share(1), ratio=count(ratio)),)
    index = Index(parts=parts, **{key: share(limit) for key, limit in limits.items()})
    sale = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(100), index=index)

    lines = payable(deal(sale), sold("sale", 1))

    assert shown(lines, "sale/price", 1) == [price]
