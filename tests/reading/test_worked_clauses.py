"""Worked examples of settlement practice as deals: a clause said, unfolded and read to the cent.

Which examples are out of shape, and why, stands at the head of ``test_worked_quantities.py``.
"""

from decimal import Decimal

import pytest

from dronedeal.deal import Agreed, Clause, Number, Thing
from dronedeal.forms import (
    Advance,
    Aggregate,
    Audit,
    Cap,
    Combination,
    Damages,
    Deductions,
    Deposits,
    Exclusions,
    Index,
    IndexPart,
    Milestone,
    Minimum,
    MostFavoured,
    Progress,
    Recovery,
    Reserve,
    Stacking,
    Stage,
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
    made,
    money,
    months,
    payable,
    reported,
    share,
    sold,
    spent,
)

RESALE = clause("resale", "purchase", seller="licensee", buyer="third", systems=("drone",), price=money(1))


def licence(**said: object) -> Clause:
    return clause("rights", "licence", licensor="maker", licensee="licensee", systems=("drone",), **said)


def earned(*sales: object, periods: int = 4) -> Facts:
    """Net sales of the licensee: one dollar a drone."""
    return sold("resale", *sales, to="third", periods=periods)


def shown(agreement_lines: dict[str, tuple[Decimal, ...]], path: str, quarters: int = 4) -> list[str]:
    return [str(amount) for amount in agreement_lines[path][:quarters]]


def test_r2_marginal_tiers_of_a_licence_in_money_a_unit_sold() -> None:
    steps = ((0, "0.05"), (1000, "0.04"), (5000, "0.03"))
    tiers = tuple(Tier(above=count(above), rate=share(rate)) for above, rate in steps)
    table = TierTable(tiers=tiers, mode="marginal", over="term")

    lines = payable(deal(RESALE, licence(tiers=table)), earned(800, 700))

    assert shown(lines, "rights/tiers", 2) == ["40.00", "30.00"]


@pytest.mark.parametrize(
    ("mode", "units", "royalties"),
    [
        ("marginal", (800, 700), ["80000.00", "60000.00"]),
        ("retroactive", (800, 700), ["80000.00", "40000.00"]),
        ("whole", (800, 700), ["80000.00", "56000.00"]),
        ("retroactive", (1_000, 1), ["100000.00", "-19920.00"]),
        ("retroactive", (1_001, 0), ["80080.00", "0.00"]),
    ],
)
def test_r2_tiers_in_money_a_unit_by_their_mode(mode: str, units: tuple[int, int], royalties: list[str]) -> None:
    tiers = tuple(Tier(above=count(above), rate=money(rate)) for above, rate in ((0, 100), (1000, 80), (5000, 60)))
    table = TierTable(tiers=tiers, mode=mode, over="term")  # type: ignore[arg-type]

    lines = payable(deal(licence(tiers=table, base="units", sites=("line",))), made("line", *units))

    assert shown(lines, "rights/tiers", 2) == royalties


def test_r3_what_was_promised_less_what_was_earned() -> None:
    minimum = Minimum(per_year=money(10_000), carry="none")

    lines = payable(deal(RESALE, licence(royalty=share("0.1"), minimum=minimum)), earned(80_000))

    assert shown(lines, "rights/minimum") == ["0.00", "0.00", "0.00", "2000.00"]


@pytest.mark.parametrize(
    ("carry", "sales", "royalties", "top_ups"),
    [
        ("none", (700_000, 1_400_000), ("70000.00", "140000.00"), ("30000.00", "0.00")),
        ("shortfall", (700_000, 1_400_000), ("70000.00", "110000.00"), ("30000.00", "0.00")),
        ("excess", (1_400_000, 700_000), ("140000.00", "70000.00"), ("0.00", "0.00")),
        ("none", (80_000, 800_000), ("8000.00", "80000.00"), ("92000.00", "20000.00")),
    ],
)
def test_r3_a_yearly_minimum_and_what_of_it_is_carried(
    carry: str, sales: tuple[int, int], royalties: tuple[str, str], top_ups: tuple[str, str]
) -> None:
    minimum = Minimum(per_year=money(100_000), carry=carry)  # type: ignore[arg-type]
    rights = licence(royalty=share("0.1"), minimum=minimum)
    counted = earned(0, 0, 0, sales[0], 0, 0, 0, sales[1], periods=8)

    lines = payable(deal(RESALE, rights, years=2), counted)

    assert tuple(shown(lines, "rights/royalty", 8)[3::4]) == royalties
    assert tuple(shown(lines, "rights/minimum", 8)[3::4]) == top_ups


@pytest.mark.parametrize(
    ("recoup", "cash"),
    [(None, ["0.00", "20000.00", "20000.00"]), ("0.5", ["15000.00", "20000.00", "10000.00"])],
)
def test_r4_an_advance_is_recouped_in_full_or_in_part(recoup: str | None, cash: list[str]) -> None:
    advance = Advance(amount=money(50_000), unrecouped="kept", recoup=None if recoup is None else share(recoup))

    lines = payable(deal(RESALE, licence(royalty=share("0.1"), advance=advance)), earned(300_000, 400_000, 200_000))

    assert shown(lines, "rights/advance") == ["50000.00", "0.00", "0.00", "0.00"]
    assert shown(lines, "rights/royalty", 3) == cash


@pytest.mark.parametrize(("unrecouped", "back"), [("kept", []), ("repaid", ["0.00", "0.00", "0.00", "-5000.00"])])
def test_r4_what_is_never_recouped_is_kept_or_repaid(unrecouped: str, back: list[str]) -> None:
    advance = Advance(amount=money(50_000), unrecouped=unrecouped, recoup=share("0.5"))  # type: ignore[arg-type]

    lines = payable(deal(RESALE, licence(royalty=share("0.1"), advance=advance)), earned(300_000, 400_000, 200_000))

    assert shown(lines, "rights/royalty", 3) == ["15000.00", "20000.00", "10000.00"]
    assert shown({"rights/unrecouped": (), **lines}, "rights/unrecouped") == back


def test_r5_sales_milestones_of_a_year() -> None:
    steps = ((10_000_000, 250_000), (25_000_000, 600_000))
    milestones = tuple(Milestone(above=count(above), pays=money(pays), over="year") for above, pays in steps)

    lines = payable(deal(RESALE, licence(milestones=milestones)), earned(0, 27_000_000))

    assert shown(lines, "rights/milestones") == ["0.00", "850000.00", "0.00", "0.00"]


def test_r1_sales_reports_count_less_deductions_up_to_their_cap() -> None:
    rights = licence(royalty=share("0.05"), deductions=Deductions(most=share("0.1"), over="period"))
    gross = reported(Thing.GROSS_REPORTED, "rights", 1_250_000)
    deducted = reported(Thing.DEDUCTIONS_REPORTED, "rights", 40_000 + 25_000 + 62_500 + 30_000)

    lines = payable(deal(RESALE, rights), gross, deducted)

    assert shown(lines, "rights/royalty", 2) == ["56250.00", "0.00"]


def test_r1_sales_of_this_deal_count_beside_those_a_company_reports() -> None:
    rights = licence(royalty=share("0.05"), deductions=Deductions(most=share("0.1"), over="year"))
    gross = reported(Thing.GROSS_REPORTED, "licensee", 1_000, 1_000, what="drone")
    deducted = reported(Thing.DEDUCTIONS_REPORTED, "licensee", 0, 150, what="drone")

    lines = payable(deal(RESALE, rights), earned(1_000), gross, deducted)

    assert shown(lines, "rights/royalty", 2) == ["100.00", "42.50"]


def test_r3d_a_minimum_is_trued_up_each_quarter_to_date() -> None:
    minimum = Minimum(per_year=money(100_000), carry="none", trued_up="quarter")

    lines = payable(
        deal(RESALE, licence(royalty=share("0.1"), minimum=minimum)), earned(100_000, 350_000, 350_000, 150_000)
    )

    royalties, top_ups = lines["rights/royalty"], lines["rights/minimum"]
    assert [str(one + other) for one, other in zip(royalties, top_ups, strict=True)] == [
        "25000.00", "25000.00", "30000.00", "20000.00",
    ]  # fmt: skip
    assert shown(lines, "rights/minimum") == ["15000.00", "-10000.00", "-5000.00", "5000.00"]


@pytest.mark.parametrize(
    ("switches", "thing", "day", "royalties"),
    [
        ("grant", Thing.GRANTED, 2, ["50000.00", "50000.00", "36000.00", "40000.00"]),
        ("election", Thing.ELECTED, 2, ["50000.00", "50000.00", "45000.00", "40000.00"]),
    ],
)
def test_r6_a_better_rate_holds_from_the_grant_or_from_the_quarter_after_election(
    switches: str, thing: Thing, day: int, royalties: list[str]
) -> None:
    rights = licence(royalty=share("0.05"), most_favoured=MostFavoured(switches=switches))  # type: ignore[arg-type]
    below = reported(thing, "rights", *[0] * day, "0.96")

    lines = payable(deal(RESALE, rights), earned(1_000_000, 1_000_000, 900_000, 1_000_000), below)

    assert shown(lines, "rights/royalty") == royalties


def test_r6_a_worse_rate_and_a_later_rise_change_nothing() -> None:
    rights = licence(royalty=share("0.05"), most_favoured=MostFavoured(switches="grant"))
    below = reported(Thing.GRANTED, "rights", "0.945", "0.96", 0, "0.955")

    lines = payable(deal(RESALE, rights), earned(1_000, 1_000, 1_000, 1_000), below)

    assert shown(lines, "rights/royalty") == ["50.00", "40.00", "40.00", "40.00"]


@pytest.mark.parametrize(("unused", "later"), [("carried", "150000.00"), ("lost", "180000.00")])
def test_r7_royalties_paid_elsewhere_are_credited_down_to_a_floor(unused: str, later: str) -> None:
    stacking = Stacking(credit=share("0.5"), floor=share("0.5"), unused=unused)  # type: ignore[arg-type]
    rights = licence(royalty=share("0.06"), stacking=stacking)

    lines = payable(
        deal(RESALE, rights), earned(4_000_000, 3_000_000), reported(Thing.PAID_ELSEWHERE, "rights", 300_000)
    )

    assert shown(lines, "rights/royalty", 2) == ["120000.00", later]


def test_r7b_licences_share_a_ceiling_by_their_rates_to_the_cent() -> None:
    ceiling = Aggregate(most=share("0.08"), terms=("rights", "others"))
    rates = {"rights": share("0.06"), "others": share("0.05")}
    common = {"licensor": "maker", "licensee": "licensee", "systems": ("drone",), "aggregate": ceiling}
    both = [clause(name, "licence", royalty=rate, **common) for name, rate in rates.items()]

    lines = payable(deal(RESALE, *both), earned(4_000_000))

    assert shown(lines, "rights/royalty", 1) + shown(lines, "others/royalty", 1) == ["174545.45", "145454.55"]


@pytest.mark.parametrize("by", ["price", "cost"])
def test_r8_a_combination_product_pays_on_the_licensed_part(by: str) -> None:
    parts = Combination(by=by, own=money(1_500), others=money(500))  # type: ignore[arg-type]

    lines = payable(deal(RESALE, licence(royalty=share(1), combination=parts)), earned(800_000))

    assert shown(lines, "rights/royalty", 1) == ["600000.00"]


@pytest.mark.parametrize(
    ("unused", "shares"), [("lost", ["75000.00", "0.00", "25000.00"]), ("carried", ["75000.00", "0.00", "12500.00"])]
)
def test_r9_a_share_of_income_less_exclusions(unused: str, shares: list[str]) -> None:
    left_out = Exclusions(what="development that is paid for", unused=unused)  # type: ignore[arg-type]
    abroad = clause(
        "abroad", "third_country", owner="maker", exporter="licensee", terms=("resale",), share=share("0.25"),
        exclusions=left_out,
    )  # fmt: skip

    lines = payable(
        deal(RESALE, abroad), earned(400_000, 50_000, 100_000), reported(Thing.EXCLUDED, "abroad", 100_000, 100_000)
    )

    assert shown(lines, "abroad/share", 3) == shares


def test_r9_a_share_that_falls_with_its_date() -> None:
    falling = by_quarter({"2027-Q1": share("0.25"), "2027-Q3": share("0.1")})
    abroad = clause("abroad", "third_country", owner="maker", exporter="licensee", terms=("resale",), share=falling)

    lines = payable(deal(RESALE, abroad), earned(1_000, 1_000, 1_000, 1_000))

    assert shown(lines, "abroad/share") == ["250.00", "250.00", "100.00", "100.00"]


def test_r10_the_licensee_bears_a_tax_that_is_grossed_up() -> None:
    rights = licence(royalty=share("0.1"), withholding=share("0.1"), withheld_by="state", gross_up=True)

    lines = payable(deal(RESALE, rights), earned(1_000_000))

    assert shown(lines, "rights/royalty", 1) == ["100000.00"]
    assert shown(lines, "rights/withholding", 1) == ["11111.11"]


@pytest.mark.parametrize(
    ("of", "due", "said", "owed"),
    [
        ("due", 430_000, 400_000, "30000.00"),
        ("reported", 430_000, 400_000, "52500.00"),
        ("reported", 428_000, 400_000, "28000.00"),
        ("reported", 100, 0, "22600.00"),
        ("due", 390_000, 400_000, "-10000.00"),
    ],
)
def test_r13_an_audit_shifts_its_cost_by_the_denominator_that_was_agreed(
    of: str, due: int, said: int, owed: str
) -> None:
    rights = licence(audit=Audit(threshold=share("0.07"), of=of))  # type: ignore[arg-type]
    found = {Thing.AUDITED_DUE: due, Thing.AUDITED_REPORTED: said, Thing.AUDITED_COST: 22_500}

    lines = payable(deal(RESALE, rights), *(reported(thing, "rights", value) for thing, value in found.items()))

    assert shown(lines, "rights/audit", 2) == [owed, "0.00"]


def test_r14_a_reserve_is_released_two_quarters_later_less_returns() -> None:
    rights = licence(royalty=share("0.1"), reserve=Reserve(share=share("0.15"), quarters=2))

    lines = payable(
        deal(RESALE, rights), earned(1_000_000, 800_000, 600_000, 500_000),
        reported(Thing.GIVEN_BACK, "rights", 0, 0, 9_000, 4_000),
    )  # fmt: skip

    assert shown(lines, "rights/royalty") == ["85000.00", "68000.00", "51000.00", "42500.00"]
    assert shown(lines, "rights/reserve") == ["15000.00", "12000.00", "9000.00", "7500.00"]
    assert shown(lines, "rights/given_back") == ["0.00", "0.00", "-9000.00", "-4000.00"]
    third, fourth = (
        sum(lines[f"rights/{label}"][at - back] for label, back in (("royalty", 0), ("reserve", 2), ("given_back", 0)))
        for at in (2, 3)
    )
    assert (str(third), str(fourth)) == ("57000.00", "50500.00")


def test_r15_a_rate_steps_down_at_the_cap_within_a_quarter() -> None:
    rights = licence(royalty=share("0.03"), cap=Cap(total=money(2_000_000), then=share("0.01")))

    lines = payable(deal(RESALE, rights), earned(65_000_000, 4_000_000, 4_000_000))

    assert shown(lines, "rights/royalty", 3) == ["1950000.00", "73333.33", "40000.00"]


def test_r16_the_more_of_a_share_and_money_a_unit_is_due() -> None:
    rights = licence(royalty=share("0.04"), per_unit=money(120), greater_of=True, sites=("line",))

    lines = payable(deal(RESALE, rights), earned(1_000_000, 2_000_000), made("line", 500, 500))

    assert shown(lines, "rights/royalty", 2) == ["60000.00", "80000.00"]
    assert "rights/per_unit" not in lines


def test_r10_tax_is_withheld_without_gross_up() -> None:
    rights = licence(royalty=share("0.1"), withholding=share("0.1"), withheld_by="state")

    lines = payable(deal(RESALE, rights), earned(1_000_000))

    assert shown(lines, "rights/royalty", 1) == ["90000.00"]
    assert shown(lines, "rights/withholding", 1) == ["10000.00"]


def test_r15_a_licence_is_paid_up_at_its_cap() -> None:
    rights = licence(royalty=share("0.03"), cap=Cap(total=money(2_000_000)))

    lines = payable(deal(RESALE, rights), earned(65_000_000, 4_000_000, 4_000_000))

    assert shown(lines, "rights/royalty", 3) == ["1950000.00", "50000.00", "0.00"]


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


def test_r5_a_stage_that_was_skipped_pays_with_the_later_one() -> None:
    names = {"prototype": 250_000, "test": 600_000, "series": 1_000_000}
    stages = tuple(Stage(name=name, pays=money(pays)) for name, pays in names.items())

    lines = payable(deal(RESALE, licence(stages=stages)), reported(Thing.MILESTONE, "rights", 0, 1, 1, what="test"))

    assert shown(lines, "rights/stages") == ["0.00", "850000.00", "0.00", "0.00"]


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
