"""From what is owed to what is to be paid: in which currency, on which day, from which amount on, and interest on what is late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dronedeal.deal import Agreed, Deal, Line, MoneyIn, Quarter
from dronedeal.deal.paying import LateInterest
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.deal.quantity import Constant
from dronedeal.settlement.allocation import Credit, Debt, Settled, allocated
from dronedeal.settlement.business_days import shifted
from dronedeal.settlement.event import Event
from dronedeal.settlement.exchange import exchanged
from dronedeal.settlement.fixing import RATE, fixings_of
from dronedeal.settlement.late import accrued, is_late, told
from dronedeal.settlement.money import major, minor
from dronedeal.settlement.payable import LineKey, Payable

__all__ = ["PaidIn", "Pair", "between", "falling_due", "settlements"]

Pair = tuple[str, str, str]
"""Debtor, creditor, currency."""


class PaidIn:
    """The day and the currency in which an amount is to be paid, by what the deal says of paying and what was fixed."""

    def __init__(self, deal: Deal, events: Iterable[Event]) -> None:
        """Look up the clauses paid in other currencies, and rates fixed so far."""
        paying = deal.paying
        self._currency = deal.currency
        self._days = None if paying is None else paying.days
        table = {} if paying is None else paying.exchange
        self._in = {term: (code, exchange) for code, exchange in table.items() for term in exchange.terms}
        self._fixings = fixings_of(events)

    def day(self, due: date) -> date:
        """The day on which what falls due on a day is to be paid."""
        return shifted(due, self._days)

    def late_from(self, due: date) -> date:
        """The day from which late interest counts."""
        return due if self._days is not None and self._days.interest_from == "unshifted" else self.day(due)

    def payable(self, clause: str, amount: Decimal, quarter: Quarter, due: date) -> tuple[str, int, str]:
        """The currency in which an amount is to be paid, its minor units, and what the formula says of the rate."""
        if clause not in self._in:
            return self._currency, minor(amount, self._currency), ""
        code, exchange = self._in[clause]
        found = exchanged(amount, exchange, self._fixings.get(f"{RATE}{code}", ()), quarter, due)
        if found is None:
            return self._currency, minor(amount, self._currency), f" [no rate of {code} is fixed yet: not exchanged]"
        return code, minor(found[0], code), f" {found[1]} [{code}, {exchange.source}]"


def falling_due(deal: Deal, owed: Iterable[Payable], events: Sequence[Event], to: date) -> tuple[Payable, ...]:
    """What is to be paid: lines with the day on which each falls due, and interest on what is late.

    Parameters
    ----------
    owed
        Lines as clauses give them.
    events
        In force, to ``to``: payments among them.
    """
    paying = deal.paying
    if paying is None:
        return tuple(owed)
    lines = tuple(owed)
    if isinstance(paying.least, Agreed):
        least, currency = paying.least.value, paying.least.unit
        end = shifted(deal.horizon.quarters[-1].last_day, paying.days)
        lines = _carried(lines, minor(least, currency), currency, end)
    if paying.late is None:
        return lines
    return (*lines, *_interest(deal, lines, paying.late, events, to))


def _carried(lines: Sequence[Payable], least: int, currency: str, end: date) -> tuple[Payable, ...]:
    """Lines that fall due only once, between two parties, as much as the least has come together (settle.md R19)."""
    days: dict[LineKey, date] = {}
    for (_, _, code), some in between(lines).items():
        if code != currency:
            continue
        waiting: list[Payable] = []
        for one in sorted(some, key=lambda line: (line.due, line.key)):
            waiting.append(one)
            if sum(line.minor for line in waiting) >= least:
                days.update({line.key: one.due for line in waiting})
                waiting = []
        days.update({line.key: max(line.due, end) for line in waiting})
    return tuple(
        replace(line, due=days[line.key], counts_from=max(line.counts_from, days[line.key]))
        if days.get(line.key, line.due) != line.due
        else line
        for line in lines
    )


def between(lines: Iterable[Payable]) -> dict[Pair, list[Payable]]:
    """Lines by debtor, creditor and currency."""
    found: defaultdict[Pair, list[Payable]] = defaultdict(list)
    for line in lines:
        found[line.line.debtor, line.line.creditor, line.currency].append(line)
    return dict(found)


def settlements(
    pair: Pair, lines: Iterable[Payable], events: Iterable[Event], to: date
) -> tuple[tuple[Debt, ...], dict[LineKey, tuple[Settled, ...]], tuple[Credit, ...]]:
    """What one party owes another in one currency and is due, what settled it, and what is left on account.

    Payments settle lines that are due, and so do lines that are owed the other way (true-ups, what an advance gives back).
    """
    due = [line for line in lines if line.due <= to]
    debts = tuple(
        Debt(key=line.key, clause=line.line.clause, due=line.counts_from, minor=line.minor)
        for line in due
        if line.minor > 0
    )
    payments = [Credit(day=line.due, minor=-line.minor) for line in due if line.minor < 0]
    payments += [
        Credit(day=event.effective_on, minor=minor(event.amount, event.currency), clause=event.of)
        for event in events
        if event.kind == "paid" and event.amount is not None and (event.by, event.to, event.currency) == pair
    ]
    settled, left = allocated(debts, payments)
    return debts, dict(settled), left


def _interest(
    deal: Deal, lines: Sequence[Payable], late: LateInterest, events: Sequence[Event], to: date
) -> Iterator[Payable]:
    """Interest of each pair, quarter by quarter, and what is charged once a line.

    A quarter's interest is what it comes to by its end less what it came to before, so that the whole is rounded as one amount.
    """
    for pair, some in sorted(between(lines).items()):
        debts, settled, _ = settlements(pair, some, events, to)
        if late.disputed == "stops":
            settled = _with_disputes(pair, debts, settled, events)
        before = Fraction(0)
        charged: set[LineKey] = set()
        for period, quarter in enumerate(deal.horizon.quarters):
            end = min(quarter.last_day, to)
            if quarter.first_day > to:
                break
            behind = [debt for debt in debts if is_late(debt, settled.get(debt.key, ()), late, end)]
            total = sum((accrued(debt, settled.get(debt.key, ()), late, end) for debt in behind), Fraction(0))
            units = round(total) - round(before)
            if units:
                sums = [" + ".join(told(debt, settled.get(debt.key, ()), late, end, pair[2])) for debt in behind]
                shown = " + ".join(text for text in sums if text)
                formula = shown if not before else f"{shown} - {major(round(before), pair[2])} before"
                yield _charge(
                    "late_interest", pair, late.place, (period, quarter, end), pair[2], units, formula, behind
                )
            before = total
            new = [debt for debt in behind if debt.key not in charged]
            charged.update(debt.key for debt in new)
            if new and isinstance(late.fixed, Agreed):
                unit = late.fixed.unit
                units = len(new) * minor(late.fixed.value, unit)
                formula = f"{late.fixed.value:f} × {len(new)} late"
                yield _charge("late_fixed", pair, late.fixed.place, (period, quarter, end), unit, units, formula, new)


def _with_disputes(
    pair: Pair, debts: Iterable[Debt], settled: Mapping[LineKey, tuple[Settled, ...]], events: Iterable[Event]
) -> dict[LineKey, tuple[Settled, ...]]:
    """What no longer bears interest: what was settled, and of what was not as much as is disputed under its own clause."""
    found = dict(settled)
    disputes = [
        Credit(day=event.effective_on, minor=minor(event.amount, event.currency), clause=event.of)
        for event in events
        if event.kind == "disputed" and event.amount is not None and (event.by, event.to, event.currency) == pair
    ]
    for clause in sorted({one.clause for one in disputes}):
        left = [
            replace(debt, minor=debt.minor - sum(part.minor for part in settled.get(debt.key, ())))
            for debt in debts
            if debt.clause == clause
        ]
        stopped, _ = allocated(left, [one for one in disputes if one.clause == clause])
        for key, parts in stopped.items():
            found[key] = (*found.get(key, ()), *parts)
    return found


def _charge(
    label: str,
    pair: Pair,
    place: Place,
    when: tuple[int, Quarter, date],
    currency: str,
    units: int,
    formula: str,
    behind: Iterable[Debt],
) -> Payable:
    period, quarter, due = when
    names = tuple(sorted({f"{path}, {number}" for path, number, _ in (debt.key for debt in behind)}))
    return Payable(
        line=_line(f"paying.{label}/{pair[0]}/{pair[1]}/{pair[2]}", label, pair, currency, place),
        period=period,
        quarter=quarter,
        due=due,
        counts_from=due,
        currency=currency,
        minor=units,
        formula=f"{formula} [{'; '.join(names)}]",
        events=(),
    )


def _line(path: str, label: str, pair: Pair, currency: str, place: Place = NOWHERE) -> Line:
    return Line(
        path=path, clause="", label=label, debtor=pair[0], creditor=pair[1], what=MoneyIn(currency),
        quantity=Constant(value=Decimal(0)), due=(), obligated=(), account="", condition="", status="existing", lead=0,
        value=None, open=(), place=place,
    )  # fmt: skip
