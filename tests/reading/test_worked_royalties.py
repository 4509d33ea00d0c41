"""Worked examples of royalties as licences: a clause said, unfolded and read to the cent; settle.md R1 to R16."""

import pytest

from dronedeal.deal import Clause, Thing
from dronedeal.forms import (
    Advance,
    Aggregate,
    Audit,
    Cap,
    Combination,
    Deductions,
    Exclusions,
    Milestone,
    Minimum,
    MostFavoured,
    Reserve,
    Stacking,
    Stage,
    Tier,
    TierTable,
)
from tests.deals import (
    Facts,
    by_quarter,
    clause,
    count,
    deal,
    made,
    money,
    payable,
    reported,
    share,
    shown,
    sold,
)

RESALE = clause("resale", "purchase", seller="licensee", buyer="third", systems=("drone",), price=money(1))


def licence(**said: object) -> Clause:
    return clause("rights", "licence", licensor="maker", licensee="licensee", systems=("drone",), **said)


def earned(*sales: object, periods: int = 4) -> Facts:
    """Net sales of the licensee: one dollar a drone."""
    return sold("resale", *sales, to="third", periods=periods)


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


def test_r5_a_stage_that_was_skipped_pays_with_the_later_one() -> None:
    names = {"prototype": 250_000, "test": 600_000, "series": 1_000_000}
    stages = tuple(Stage(name=name, pays=money(pays)) for name, pays in names.items())

    lines = payable(deal(RESALE, licence(stages=stages)), reported(Thing.MILESTONE, "rights", 0, 1, 1, what="test"))

    assert shown(lines, "rights/stages") == ["0.00", "850000.00", "0.00", "0.00"]
