"""Law 2 of rows: what leaves one hand enters another, and splitting a payment neither makes nor loses money."""

from collections import defaultdict
from decimal import Decimal

from hypothesis import given

from dronedeal.deal import Counted, Goods, Line, MoneyIn, Sum, Thing
from dronedeal.reading import ExactReader, exact, rounded
from tests.agreements import Signed, signed

NOTHING = Decimal("1e-30")


def reader_of(one: Signed) -> ExactReader:
    return ExactReader(one.deal.horizon, one.facts, settled=one.settled, at_base=True)


def lines_of(one: Signed, clause: str, *labels: str) -> list[Line]:
    return [line for line in one.unfolded.lines if line.clause == clause and line.label in labels]


@given(one=signed())
def test_money_and_goods_pass_between_two_parties_of_the_deal(one: Signed) -> None:
    passing = [line for line in one.unfolded.lines if isinstance(line.what, (MoneyIn, Goods))]

    strangers = [line.path for line in passing if not {line.debtor, line.creditor} <= one.deal.parties.keys()]
    to_oneself = [line.path for line in passing if line.debtor == line.creditor]

    assert (strangers, to_oneself) == ([], [])


@given(one=signed())
def test_every_quarter_the_cash_of_all_parties_sums_to_nothing(one: Signed) -> None:
    owed = exact(one.unfolded, one.facts, settled=one.settled, at_base=True)
    cash: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * one.deal.horizon.periods)

    for line in one.unfolded.lines:
        if isinstance(line.what, MoneyIn):
            for period, amount in enumerate(owed[line.path]):
                cash[line.debtor][period] -= amount
                cash[line.creditor][period] += amount

    assert [sum(column) for column in zip(*cash.values(), strict=True)] == [0] * (
        one.deal.horizon.periods if cash else 0
    )


@given(one=signed())
def test_goods_are_the_units_counted_of_every_kit_while_the_clause_is_open(one: Signed) -> None:
    owed = exact(one.unfolded, one.facts, settled=one.settled, at_base=True)

    for line in one.unfolded.lines:
        if isinstance(line.what, Goods):
            of_line = [values for counted, values in one.facts.items() if is_of(counted, line, line.what.system)]
            sums = [sum(column) for column in zip(*of_line, strict=True)]
            open_ones = [units if here else 0 for units, here in zip(sums, line.open, strict=True)]
            assert list(owed[line.path]) == open_ones, line.path


def is_of(counted: Counted, line: Line, system: str) -> bool:
    kits = [name for name in counted.systems if name.startswith(f"{system}/")]
    return (counted.thing, counted.subject, counted.to) == (Thing.UNITS_DELIVERED, line.clause, line.creditor) and any(
        kits
    )


@given(one=signed("sale"))
def test_price_advance_and_retention_together_are_the_invoice(one: Signed) -> None:
    goods = tuple(line.value for line in one.unfolded.lines if line.clause == "sale" and line.value is not None)
    paid = tuple(line.quantity for line in lines_of(one, "sale", "price", "advance", "retention"))
    reader = reader_of(one)

    invoiced, parts = reader.read(Sum(parts=goods)), reader.read(Sum(parts=paid))

    assert [abs(first - second) < NOTHING for first, second in zip(invoiced, parts, strict=True)] == [True] * len(parts)


@given(one=signed("taxed_rights", "resale"))
def test_what_is_withheld_comes_out_of_the_royalty(one: Signed) -> None:
    royalty, withholding = lines_of(one, "taxed_rights", "royalty", "withholding")
    reader = reader_of(one)

    kept, tax = reader.read(royalty.quantity), reader.read(withholding.quantity)

    rate = one.deal.terms["taxed_rights"].said["withholding"].value  # type: ignore[attr-defined]
    assert [rounded(amount * (1 - rate)) for amount in tax] == [rounded(amount * rate) for amount in kept]
