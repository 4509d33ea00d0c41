"""Compensation: a sum once, or a schedule of sums; docs/reference/forms/compensation.md."""

from collections.abc import Iterator

from tests.conformance.cases import Case, deal, single
from tests.conformance.oracle.world import Clause, Owed, only


def rows(clause: Clause) -> Iterator[Owed]:
    amount, quarters = clause.number("amount"), [str(one) for one in clause.world.quarters]
    said = clause["amount"]
    if isinstance(said, dict):
        named = {*said.get("by_quarter", {}), *(f"{year}-Q4" for year in said.get("by_year", {}))}
        row, due = only(amount, [one in named for one in quarters]), clause.due("last")
    else:
        row, due = only(amount, clause.once("on")), clause.due("first")
    yield clause.owes("amount", clause["payer"], clause["payee"], row, due)


def cases() -> Iterator[Case]:
    once = (("1000000 USD", None, None), ("-250.005 USD", "2027-Q3", "60 days"), ("0.005 USD", "2028-Q4", None), ("0.015 USD", "2028-Q1", "1 months"), ("0 USD", None, None), ("0.004 USD", None, None), ("77.77 EUR", "2028-Q2", "3 years"))  # fmt: skip
    for at, (amount, on, pay_after) in enumerate(once):
        term = {"kind": "compensation", "payer": "buyer", "payee": "maker", "amount": amount}
        term |= {key: value for key, value in (("on", on), ("pay_after", pay_after)) if value is not None}
        yield single(f"once {at + 1}", f"{amount} on {on}, {pay_after} later", deal({"sum": term}, years=2, rates={"EUR": "1.085"}), every=3)  # fmt: skip
    series = (
        {"by_year": {"2027": "300000 USD", "2028": "200000.125 USD"}},
        {"by_year": {"2028": "5 USD"}},
        {"by_quarter": {f"2027-Q{number}": f"{number}.0{number}5 USD" for number in range(1, 5)}},
        {"by_quarter": {"2027-Q2": "-1 USD", "2028-Q4": "2 USD"}},
    )
    for at, amount in enumerate(series):
        term = {"kind": "compensation", "payer": "buyer", "payee": "maker", "amount": amount, "pay_after": "31 days"}
        yield single(f"series {at + 1}", f"{amount}", deal({"sum": term}, years=2))
    for currency, amounts in (
        ("JPY", ("1000.5", "1001.5", "0.5", "1.4")),
        ("KWD", ("1.0005", "1.0015", "0.0004", "12.3456")),
    ):
        terms = {f"sum{at}": {"kind": "compensation", "payer": "buyer", "payee": "maker", "amount": f"{amount} {currency}"} for at, amount in enumerate(amounts)}  # fmt: skip
        yield single(f"places of {currency}", "a currency of no places, or of three, and ties of its own minor unit", deal(terms, currency=currency))  # fmt: skip
