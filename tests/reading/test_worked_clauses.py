"""Worked examples of settlement practice as deals: a clause said, unfolded and read to the cent.

Which examples are out of shape, and why, stands at the head of ``test_worked_quantities.py``.
"""

from decimal import Decimal

import pytest

from dronedeal.deal import Clause
from dronedeal.forms import Advance, Cap, Damages, Index, IndexPart, Milestone, Minimum, Tier, TierTable
from tests.deals import Facts, clause, count, deal, late, money, payable, share, sold, spent

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
    advance = Advance(amount=money(50_000), recoup=None if recoup is None else share(recoup))

    lines = payable(deal(RESALE, licence(royalty=share("0.1"), advance=advance)), earned(300_000, 400_000, 200_000))

    assert shown(lines, "rights/advance") == ["50000.00", "0.00", "0.00", "0.00"]
    assert shown(lines, "rights/royalty", 3) == cash


def test_r5_sales_milestones_of_a_year() -> None:
    steps = ((10_000_000, 250_000), (25_000_000, 600_000))
    milestones = tuple(Milestone(above=count(above), pays=money(pays), over="year") for above, pays in steps)

    lines = payable(deal(RESALE, licence(milestones=milestones)), earned(0, 27_000_000))

    assert shown(lines, "rights/milestones") == ["0.00", "850000.00", "0.00", "0.00"]


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


@pytest.mark.parametrize(("days_late", "damages"), [(47, "22628.57"), (14, "0.00"), (3, "0.00"), (200, "96000.00")])
def test_g3_damages_by_day_after_grace_up_to_their_cap(days_late: int, damages: str) -> None:
    half_a_percent_a_week = share(Decimal("0.005") / 7)
    owed = Damages(per_day=half_a_percent_a_week, grace_days=count(14), most=share("0.1"))
    sale = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(1), damages=owed)

    lines = payable(deal(sale), sold("sale", 960_000), late("sale", days_late))

    assert shown(lines, "sale/damages", 1) == [damages]


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


def test_g8_metered_use_beyond_what_the_fee_includes() -> None:
    steps = ((0, 0), (10_000, "1.20"), (20_000, "0.90"))
    tiers = tuple(Tier(above=count(above), rate=money(rate)) for above, rate in steps)
    meter = TierTable(tiers=tiers, mode="marginal", over="period")
    access = clause(
        "access", "data_access", provider="maker", user="buyer", fee=money(25_000), use=count(23_500), metered=meter
    )

    lines = payable(deal(access))

    assert shown(lines, "access/fee", 1) == ["25000.00"]
    assert shown(lines, "access/metered", 2) == ["15150.00", "15150.00"]


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
