"""Resolving: counted things become what is counted on the ground, numbers their worth in the deal's currency."""

from decimal import Decimal

import pytest

from dronedeal.deal import (
    Balance,
    Clause,
    Constant,
    Counted,
    Deal,
    Drawn,
    Fixed,
    Kit,
    Left,
    Product,
    Quantity,
    Quarter,
    Running,
    Series,
    Sum,
    Thing,
)
from dronedeal.reading import ExactReader
from dronedeal.unfolding import Circular, Resolver, unfold
from tests.deals import (
    SITES,
    Facts,
    by_year,
    clause,
    count,
    counted_in,
    deal,
    made,
    money,
    share,
    site,
    sold,
    system,
)

KITS = {"as_is": Kit(), "cleared": Kit(extra_cost=share("0.5"))}
SALE = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone", "boat"), price=money(10))
AGAIN = clause("again", "purchase", seller="maker", buyer="third", systems=("drone",), price=money(20))
SWAP = clause(
    "exchange", "swap", one="maker", other="buyer", one_gives={"drone": money(7)}, other_gives={"boat": money(9)}
)
RIGHTS = clause("rights", "licence", licensor="maker", licensee="licensee", systems=("drone",), upfront=money(100))


def resolver(agreement: Deal) -> Resolver:
    """A resolver over a deal's own lines, which are already resolved and stay so."""
    return Resolver(agreement, unfold(agreement).lines)


def worth(agreement: Deal, quantity: Quantity, *facts: Facts) -> list[Decimal]:
    together = {counted: values for one in facts for counted, values in one.items()}
    return list(ExactReader(agreement.horizon, together).read(resolver(agreement)(quantity)))[:2]


def counted(thing: Thing, subject: str = "", *systems: str, to: str = "") -> Counted:
    return Counted(thing=thing, subject=subject, systems=systems, to=to)


SOLD = (sold("sale", 3, 1), sold("sale", 2, of="boat"), sold("again", 1, to="third"), sold("exchange", 5))


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (counted(Thing.UNITS_DELIVERED, "sale"), [5, 1]),
        (counted(Thing.UNITS_DELIVERED, "sale", "drone"), [3, 1]),
        (counted(Thing.UNITS_DELIVERED, "sale", "drone/standard"), [3, 1]),
        (counted(Thing.UNITS_DELIVERED, "sale", to="third"), [0, 0]),
        (counted(Thing.UNITS_DELIVERED, "exchange", to="buyer"), [5, 0]),
        (counted(Thing.UNITS_DELIVERED, "exchange", "boat"), [0, 0]),
        (counted(Thing.UNITS_DELIVERED, "nowhere"), [0, 0]),
        (counted(Thing.EXCHANGED, "exchange"), [5, 0]),
        (counted(Thing.VALUE_INVOICED, "sale"), [50, 10]),
        (counted(Thing.VALUE_INVOICED, "sale", "boat"), [20, 0]),
        (counted(Thing.VALUE_INVOICED, "rights"), [100, 0]),
        (counted(Thing.NET_SALES, "maker"), [50 + 20 + 35, 10]),
        (counted(Thing.NET_SALES, "maker", "boat"), [20, 0]),
        (counted(Thing.NET_SALES, "buyer"), [0, 0]),
        (counted(Thing.PERIOD), [1, 1]),
    ],
)
def test_what_is_counted_of_clauses_and_companies(quantity: Counted, expected: list[int]) -> None:
    assert worth(deal(SALE, AGAIN, SWAP, RIGHTS), quantity, *SOLD) == expected


def test_each_kit_is_counted_by_itself() -> None:
    agreement = deal(AGAIN, systems={"drone": system("drone", kits=KITS)})
    both = (sold("again", 3, to="third", kit="as_is"), sold("again", 4, to="third", kit="cleared"))

    assert worth(agreement, counted(Thing.UNITS_DELIVERED, "again", "drone"), *both) == [7, 0]
    assert worth(agreement, counted(Thing.UNITS_DELIVERED, "again", "drone/cleared"), *both) == [4, 0]


def test_a_closed_quarter_delivers_and_invoices_nothing() -> None:
    late = clause("late", "purchase", **{**AGAIN.said, "since": Quarter(2027, 2)})
    facts = sold("late", 1, 2, to="third")

    assert worth(deal(late), counted(Thing.UNITS_DELIVERED, "late"), facts) == [0, 2]
    assert worth(deal(late), counted(Thing.NET_SALES, "maker"), facts) == [0, 40]


PLANTS = {
    "plant": site("plant", "maker", "drone", "boat"),
    "dear": site("dear", "maker", "drone", cost=count("1.5")),
    "line": SITES["line"],
}
MAKES = (
    made("plant", 2, 1, kit="as_is"), made("plant", 1, kit="cleared"), made("plant", 1, of="boat"),
    made("dear", 1, kit="as_is"), made("dear", 0, 2, kit="cleared"), made("line", 9, kit="as_is"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (counted(Thing.UNITS_PRODUCED, "plant"), [4, 1]),
        (counted(Thing.UNITS_PRODUCED, "plant", "drone"), [3, 1]),
        (counted(Thing.UNITS_PRODUCED, "plant", "drone/cleared"), [1, 0]),
        (counted(Thing.COST, "plant"), [200 + 150 + 1_000, 100]),
        (counted(Thing.COST, "plant", "drone"), [350, 100]),
        (counted(Thing.COST, "dear"), [150, 450]),
        (counted(Thing.COST, "maker"), [1_500, 550]),
        (counted(Thing.COST, "buyer"), [0, 0]),
        (counted(Thing.PROFIT, "maker"), [-1_500, -550]),
    ],
)
def test_cost_is_units_times_unit_cost_kit_and_site(quantity: Counted, expected: list[int]) -> None:
    systems = {"drone": system("drone", kits=KITS), "boat": system("boat", 1_000)}

    assert worth(deal(systems=systems, sites=PLANTS), quantity, *MAKES) == expected


def test_profit_is_sales_less_cost_whoever_buys() -> None:
    agreement = deal(SALE, AGAIN)
    facts = (sold("sale", 30), sold("again", 10, to="third"), made("plant", 4))

    assert worth(agreement, counted(Thing.PROFIT, "maker"), *facts) == [300 + 200 - 400, 0]


def test_what_only_the_ground_can_tell_stays_counted() -> None:
    ground = (Thing.CAPITAL_SPENT, Thing.DAYS_LATE, Thing.STOCK_AT_END, Thing.MILESTONE)

    for thing in ground:
        assert resolver(deal(SALE))(counted(thing, "sale")) == counted(thing, "sale")


def test_nothing_but_the_ground_is_left_after_unfolding() -> None:
    levy = clause("levy", "export_levy", state="state", payer="maker", terms=("sale", "rights"), share=share("0.1"))
    lines = unfold(deal(SALE, AGAIN, SWAP, RIGHTS, levy)).lines

    left = {one.thing for line in lines for one in counted_in(line.quantity)}

    assert left == {Thing.UNITS_DELIVERED}


def test_money_of_another_currency_is_worth_its_rate_quarter_by_quarter() -> None:
    rates = {"EUR": by_year({"2027": count("1.1"), "2028": count("1.2")})}
    fee = Fixed(number=money(100, currency="EUR"))
    plain = Fixed(number=money(100))

    agreement = deal(rates=rates, start=Quarter(2027, 4))

    assert worth(agreement, fee) == [110, 120]
    assert worth(agreement, plain) == [100, 100]


def test_a_product_follows_the_number_it_names_and_its_currency() -> None:
    basis = money(50, path="systems.drone.unit_cost", currency="EUR")
    systems = {"drone": system("drone")}
    systems["drone"] = type(systems["drone"])(id="drone", domain="air", effects={}, unit_cost=basis)
    multiple = Product(factor=count(3), times="systems.drone.unit_cost", unit="USD", path="terms.fee.amount")

    agreement = deal(systems=systems, rates={"EUR": count(2)}, sites={})

    assert worth(agreement, Fixed(number=multiple)) == [300, 300]


def test_a_series_in_another_currency_is_converted_whole() -> None:
    members = by_year({"2027": money(1, currency="EUR"), "2028": money(2, currency="EUR")})

    assert isinstance(members, Series)
    assert worth(deal(rates={"EUR": count(3)}), Fixed(number=members)) == [3, 3]


def test_a_balance_is_resolved_once_for_what_is_drawn_and_what_is_left() -> None:
    fill = counted(Thing.PERIOD)
    one = Balance(name="one", added=fill, wanted=counted(Thing.VALUE_INVOICED, "sale"))
    resolve = resolver(deal(SALE))

    drawn, left = resolve(Drawn(balance=one)), resolve(Left(balance=one))

    assert isinstance(drawn, Drawn)
    assert isinstance(left, Left)
    assert drawn.balance is left.balance


def test_an_empty_sum_is_nothing() -> None:
    assert resolver(deal())(Sum(parts=())) == Constant(value=Decimal(0))


def test_the_same_quantity_resolves_to_the_same_object() -> None:
    resolve, quantity = resolver(deal(SALE)), Running(of=counted(Thing.VALUE_INVOICED, "sale"), over="year")

    assert resolve(quantity) is resolve(quantity)


def levy_on(name: str, *terms: str) -> Clause:
    return clause(name, "export_levy", state="state", payer="maker", terms=terms, share=share("0.1"))


@pytest.mark.parametrize(
    "terms",
    [
        (levy_on("levy", "levy"),),
        (SALE, levy_on("first", "sale", "second"), levy_on("second", "first")),
    ],
)
def test_a_levy_that_rests_on_itself_is_circular(terms: tuple[Clause, ...]) -> None:
    with pytest.raises(Circular) as raised:
        unfold(deal(*terms))

    assert raised.value.counted.thing is Thing.VALUE_INVOICED
    assert "rests on itself" in str(raised.value)


def test_a_levy_on_a_levy_is_not() -> None:
    agreement = deal(SALE, levy_on("first", "sale"), levy_on("second", "first"))

    lines = {line.path: line for line in unfold(agreement).lines}

    read = ExactReader(agreement.horizon, sold("sale", 100)).read(lines["terms.second/share"].quantity)
    assert read[0] == 10
