"""Purchase: what is invoiced, when it splits, which price holds, what bounds it, what is refused."""

from decimal import Decimal

import pytest

from dronedeal.deal import Clause, Kit, Learning, Quarter
from dronedeal.forms import Damages, Deposits, Index, IndexPart, Progress
from dronedeal.reading import ExactReader
from dronedeal.unfolding import unfold
from tests.deals import (
    an_open,
    by_year,
    clause,
    count,
    days,
    deal,
    late,
    money,
    months,
    rate,
    share,
    sold,
    system,
    times_unit_cost,
)
from tests.forms.example import Example, refused


def purchase(**said: object) -> Clause:
    systems = said.pop("systems", ("drone",))
    return clause("sale", "purchase", seller="maker", buyer="buyer", systems=systems, **said)


KITS = {"as_is": Kit(), "cleared": Kit(extra_cost=share("0.21"))}
LEARNING = Learning(per_doubling=share("0.2"), produced_to_date=count(100), output=rate(100))
HALF_FOLLOWS = Index(parts=(IndexPart(weight=share("0.5"), ratio=count("1.1")),))
TEN_TWENTY = sold("sale", 10, 20)
DRONES = "maker to buyer: drone 10 20 0 0"

EXAMPLES = (
    Example(
        clause=purchase(price=money(1_500)),
        facts=(TEN_TWENTY,),
        owes={"price": "buyer to maker: 15000.00 30000.00 0.00 0.00"},
        passes={"drone": DRONES},
    ),
    Example(
        clause=purchase(price=money(1_500), advance=share("0.15"), retention=share("0.05")),
        facts=(TEN_TWENTY,),
        owes={
            "price": "buyer to maker: 12000.00 24000.00 0.00 0.00",
            "advance": "buyer to maker: 2250.00 4500.00 0.00 0.00",
            "retention": "buyer to maker: 750.00 1500.00 0.00 0.00",
        },
        passes={"drone": DRONES},
    ),
    Example(
        clause=purchase(systems=("drone", "boat"), price=money(10), prices={"boat": money("99.99")}),
        facts=(TEN_TWENTY, sold("sale", 0, 1, 2, of="boat")),
        owes={"price": "buyer to maker: 100.00 299.99 199.98 0.00"},
        passes={"drone": DRONES, "boat": "maker to buyer: boat 0 1 2 0"},
    ),
    Example(
        # 1.25 x 100 x (10 + 1.21 x 10), then the second quarter at 80% of the cost
        clause=purchase(price=times_unit_cost("1.25")),
        facts=(sold("sale", 10, 10, kit="as_is"), sold("sale", 10, 10, kit="cleared")),
        tables={"systems": {"drone": system("drone", kits=KITS, learning=LEARNING)}},
        owes={"price": "buyer to maker: 2762.50 2210.00 0.00 0.00"},
        passes={"drone": "maker to buyer: drone 20 20 0 0"},
    ),
    Example(
        clause=purchase(price=by_year({"2027": money(10), "2028": money(12)})),
        start=Quarter(2027, 3),
        facts=(sold("sale", 1, 1, 1, 1),),
        owes={"price": "buyer to maker: 10.00 10.00 12.00 12.00"},
        passes={"drone": "maker to buyer: drone 1 1 1 1"},
    ),
    Example(
        clause=purchase(
            price=money(100), index=HALF_FOLLOWS, advance=share("0.1")
        ),
        facts=(sold("sale", 10),),
        owes={
            "price": "buyer to maker: 945.00 0.00 0.00 0.00",
            "advance": "buyer to maker: 105.00 0.00 0.00 0.00",
        },
        passes={"drone": "maker to buyer: drone 10 0 0 0"},
    ),
    Example(
        # 1,000 x 0.1% a day for 30 days beyond none; capped at 2%
        clause=purchase(price=money(100), damages=Damages(per_day=share("0.001"), most=share("0.02"))),
        facts=(sold("sale", 10, 10, 10), late("sale", 5, 0, 30)),
        owes={
            "price": "buyer to maker: 1000.00 1000.00 1000.00 0.00",
            "damages": "maker to buyer: 5.00 0.00 20.00 0.00",
        },
        passes={"drone": "maker to buyer: drone 10 10 10 0"},
    ),
    Example(
        clause=purchase(price=money(7), since=Quarter(2027, 2), until=Quarter(2027, 4), needs=("army",)),
        facts=(sold("sale", 1, 1, 1, 1),),
        owes={"price": "buyer to maker: 0.00 7.00 7.00 0.00"},
        passes={"drone": "maker to buyer: drone 0 1 1 0"},
        keeps=("buyer to maker: end_use army",),
    ),
)  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_purchase_comes_to(example: Example) -> None:
    example.holds()


def test_limits_bound_the_units_of_each_contract_year() -> None:
    unfolded = unfold(deal(purchase(price=money(1), least=rate(3), most=rate(5)), years=2))
    reader = ExactReader(unfolded.horizon, sold("sale", 1, 2, 3, 4, 5, 6, 7, 8, periods=8))

    least, most = unfolded.standing

    assert (least.by, least.to, least.over, most.by, most.to) == ("buyer", "maker", "year", "maker", "buyer")
    assert (least.most, most.least) == (None, None)
    assert least.quantity is not None
    assert list(reader.read(least.quantity)) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert list(reader.read(least.least)) == [0, 0, 0, 12] * 2  # type: ignore[arg-type]
    assert list(reader.read(most.most)) == [0, 0, 0, 20] * 2  # type: ignore[arg-type]


def test_goods_carry_their_invoice_value_and_the_time_from_making() -> None:
    [drone, *_] = unfold(deal(purchase(price=money(9), lead=months(4), advance=share("0.1")))).lines

    assert drone.lead == 2
    assert drone.value is not None
    assert ExactReader(deal(purchase(price=money(9))).horizon, sold("sale", 3)).read(drone.value)[0] == Decimal(27)


WORK = Progress(rate=share("0.8"), unliquidated="kept")
PUT = Deposits(forecast=money(1), termination_liability=money(1))


@pytest.mark.parametrize(
    ("said", "key", "message"),
    [
        ({}, "systems", "no price for drone"),
        ({"prices": {"boat": money(1)}}, "systems", "no price for drone"),
        ({"price": money(1), "lead": an_open(1, 2, unit="months")}, "lead", "lead must be one value here"),
        ({"price": money(1), "lead": by_year({"2027": months(1)})}, "lead", "lead must be one value here"),
        (
            {"price": money(1), "retention": share("0.1"), "released": an_open(1, 2, unit="days")},
            "released",
            "one value",
        ),
        ({"price": money(1), "advance": times_unit_cost(1)}, "advance", "unit_cost means nothing here"),
        ({"price": by_year({"2027": times_unit_cost(1)})}, "price", "inside a series"),
        ({"price": money(1), "prices": {"boat": money(1)}}, "prices", "boat has a price and is not sold"),
        ({"price": money(1), "advance": share("0.6"), "retention": share("0.5")}, "advance", "may reach 110%"),
        (
            {"price": money(1), "advance": an_open("0.1", "0.9", unit="share"), "retention": share("0.2")},
            "advance",
            "may reach 110%",
        ),
        ({"price": money(1), "damages": Damages(most=share(1))}, "damages", "by the day or by the week"),
        (
            {"price": money(1), "damages": Damages(per_day=share(1), per_week=share(1), most=share(1))},
            "damages",
            "by the day or by the week",
        ),
        (
            {"price": money(1), "damages": Damages(per_day=share(1), grace_days=count(3), most=share(1))},
            "damages",
            "excluded or counted back",
        ),
        (
            {"price": money(1), "damages": Damages(per_day=share(1), grace="excluded", most=share(1))},
            "damages",
            "excluded or counted back",
        ),
        ({"price": money(1), "advance": share("0.1"), "progress": WORK}, "progress", "which a delivery uses up first"),
        ({"price": money(1), "deposits": PUT, "progress": WORK}, "deposits", "which a delivery uses up first"),
        ({"price": money(1), "retention": share("0.3"), "progress": WORK}, "progress", "may reach 110%"),
        (
            {"price": money(1), "retention": by_year({"2027": share("0.1"), "2028": share("1.2")})},
            "retention",
            "may reach 120%",
        ),
    ],
)
def test_a_purchase_is_refused(said: dict[str, object], key: str, message: str) -> None:
    at_fault, text = refused(purchase(**said))

    assert at_fault == key
    assert message in text


def test_a_retention_is_held_for_a_year_unless_said() -> None:
    def released(**said: object) -> str:
        lines = unfold(deal(purchase(price=money(1), retention=share("0.1"), **said))).lines
        return str(next(line.due[0] for line in lines if line.label == "retention"))

    assert released() == "2028-02-29"
    assert released(released=months(6)) == "2027-08-31"
    assert released(released=days(0)) == "2027-02-26"
