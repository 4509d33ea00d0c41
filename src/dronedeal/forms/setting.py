"""What a form sees beside its own arguments: the clause it came from and the deal around it. Not the other clauses' terms."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from dronedeal.deal.calendar import DAYS_A_MONTH, DAYS_A_QUARTER, Horizon, Over, Quarter
from dronedeal.deal.clause import Clause
from dronedeal.deal.deal import Deal
from dronedeal.deal.number import Number, Product, Series, base_of, ends_of, kind_of
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.deal.quantity import (
    Balance,
    Constant,
    Counted,
    Drawn,
    Fixed,
    Learnt,
    Masked,
    Most,
    Quantity,
    Quotient,
    Scale,
    Sum,
    Thing,
    minus,
)
from dronedeal.deal.system import System
from dronedeal.deal.term import Between, Due, MoneyIn, Term, Transfer, When

__all__ = ["Setting", "Unreadable", "kit_cost", "part_of_all", "plain", "unit_cost"]

_DAYS_RECKONED = Decimal(365)
"""Days of a year by which a yearly amount is divided, in leap years too."""


class Unreadable(ValueError):
    """A clause that cannot be composed; ``key`` says which of its arguments is at fault, ``mend`` what to do."""

    def __init__(self, message: str, *, key: str = "", mend: str = "", code: str = "D303") -> None:
        """Keep the parts of the message apart, for the finding made of it."""
        super().__init__(message)
        self.key, self.mend, self.code = key, mend, code


def plain(number: Number, key: str) -> Decimal:
    """The base of a number that shapes a clause (a date, a lead time) and so may be neither open nor a series.

    Raises
    ------
    Unreadable
        The number is open, a series or a product.
    """
    if isinstance(number, (Series, Product)) or kind_of(number) == "open":
        message = f"{key} must be one value here, not open, a series or a product"
        raise Unreadable(message, key=key, mend=f"write {key} as a single value with its unit")
    return base_of(number)  # type: ignore[arg-type]


def part_of_all(number: Number, key: str, what: str) -> None:
    """Refuse a share that may be more than all.

    Raises
    ------
    Unreadable
        The number may exceed one.
    """
    most = ends_of(number)[1]
    if most > 1:
        message = f"{what} of {key} may reach {most:.0%}"
        raise Unreadable(message, key=key, mend=f"let {what} be 100% at most")


def unit_cost(system: System) -> Quantity:
    """Unit cost of a system, quarter by quarter, learning included."""
    cost = Fixed(number=system.unit_cost)
    if system.learning is None:
        return cost
    learnt = Learnt(
        per_doubling=system.learning.per_doubling,
        produced_to_date=system.learning.produced_to_date,
        output=system.learning.output,
    )
    return Scale(by=learnt, of=cost)


def kit_cost(system: System, kit: str) -> Quantity:
    """Cost of a kit as a multiple of the system's unit cost."""
    extra = system.kits[kit].extra_cost if system.kits else None
    one = Constant(value=Decimal(1))
    return one if extra is None else Sum(parts=(one, Fixed(number=extra)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The clause being composed, within its deal."""

    clause: Clause
    deal: Deal
    ended: int | None = None
    """The first quarter, counted from zero, in which a termination has ended the clause; none, if none does."""

    @property
    def name(self) -> str:
        """The clause's name."""
        return self.clause.id

    @property
    def horizon(self) -> Horizon:
        """The deal's horizon."""
        return self.deal.horizon

    def quarters(self, duration: Number | None, key: str) -> int:
        """A duration in whole quarters, rounded up; nothing said is none."""
        if duration is None:
            return 0
        value = plain(duration, key)
        days = value * DAYS_A_MONTH if duration.unit == "months" else value
        return math.ceil(days / DAYS_A_QUARTER)

    def units(self, *systems: str, to: str = "", thing: Thing = Thing.UNITS_DELIVERED) -> Counted:
        """Units of systems delivered, or accepted, under this clause."""
        return Counted(thing=thing, subject=self.name, systems=systems, to=to, place=self.clause.place)

    def reported(
        self, thing: Thing, *, what: str = "", by: str = "", expected: Number | None = None, place: Place = NOWHERE
    ) -> Quantity:
        """What is reported under this clause, a quarter; in a plan what is expected, nothing if that is not said."""
        return Counted(
            thing=thing, subject=self.name, systems=(what,) if what else (), to=by, place=place,
            expected=None if expected is None else Fixed(number=expected),
        )  # fmt: skip

    def rise(self, to_date: Quantity, over: Over = "term") -> Quantity:
        """What a running figure gained in each quarter; it starts from nothing with each ``over``."""
        groups = self.horizon.groups(over)
        goes_on = tuple(period > 0 and groups[period] == groups[period - 1] for period in range(len(groups)))
        return minus(to_date, Masked(of=to_date, mask=goes_on, shift=1)) if any(goes_on) else to_date

    def new_peaks(self, name: str, quantity: Quantity, place: Place) -> Quantity:
        """By how much a quantity that is never negative rises above all it has been so far.

        What it fell by is a balance that a later rise fills up first. The sum to date is the highest it ever was.
        """
        zero, before = Constant(value=Decimal(0)), Masked(of=quantity, shift=1)
        up, down = Most(parts=(zero, minus(quantity, before))), Most(parts=(zero, minus(before, quantity)))
        return minus(up, Drawn(balance=Balance(name=f"{self.name}/{name}", added=down, wanted=up, place=place)))

    def last_quarter(self, until: Quarter | None) -> tuple[bool, ...]:
        """A mask with the clause's last quarter open: before ``until``, before a termination, or of the horizon."""
        end = self.first_without(until)
        last = self.horizon.periods if end is None else min(self.horizon.periods, self.horizon.index(end))
        return tuple(period + 1 == last for period in range(self.horizon.periods))

    def value_of(self, system: str, price: Number, *, to: str = "", thing: Thing = Thing.UNITS_DELIVERED) -> Quantity:
        """Invoice value of what is delivered, or accepted, of a system: price times units.

        A price ``times: unit_cost`` follows the system's learnt unit cost and the extra cost of the kit delivered.
        """
        if not (isinstance(price, Product) and price.times == "unit_cost"):
            return Scale(by=Fixed(number=price), of=self.units(system, to=to, thing=thing), place=price.place)
        noun = self.deal.systems[system]
        cost = unit_cost(noun)
        kits = tuple(
            Scale(by=kit_cost(noun, kit), of=self.units(f"{system}/{kit}", to=to, thing=thing))
            for kit in noun.kit_names
        )
        costs = Scale(by=cost, of=kits[0] if len(kits) == 1 else Sum(parts=kits))
        return Scale(by=Fixed(number=price.factor), of=costs, place=price.place)

    def pays(
        self, debtor: str, creditor: str, amount: Quantity, label: str, *, due: Due | None = None, account: str = "",
        key: str = "",
    ) -> Transfer:  # fmt: skip
        """A payable line in the deal's currency; its place is the key named, else that of the same name, or the clause."""
        return Transfer(
            debtor=debtor,
            creditor=creditor,
            what=MoneyIn(),
            quantity=amount,
            due=Due() if due is None else due,
            label=label,
            account=account,
            place=self.clause.place_of(key or label),
        )

    def within(self, body: Term, since: Quarter | None, until: Quarter | None) -> Term:
        """The body, binding only between two quarters where either is said."""
        if since is None and until is None:
            return body
        return When(condition=Between(since=since, until=until), body=body)

    def in_quarter(self, quarter: Quarter | None, key: str = "since") -> tuple[bool, ...]:
        """A mask with one quarter open: the one given, or the first.

        Raises
        ------
        Unreadable
            The quarter lies outside the horizon.
        """
        index = 0 if quarter is None else self.horizon.index(quarter)
        if not 0 <= index < self.horizon.periods:
            message = f"{quarter} lies outside the horizon"
            raise Unreadable(message, key=key, mend="give a quarter within the horizon")
        return tuple(period == index for period in range(self.horizon.periods))

    def counted_within(self, counted: Quantity, since: Quarter | None, until: Quarter | None) -> Quantity:
        """What is counted while the clause holds: what came before or after fills no tier and no minimum of it."""
        if since is None and until is None:
            return counted
        quarters = self.horizon.quarters
        mask = tuple((since is None or one >= since) and (until is None or one < until) for one in quarters)
        return Masked(of=counted, mask=mask)

    def first_without(self, until: Quarter | None) -> Quarter | None:
        """The first quarter without the clause: as said, or earlier where a termination ends it."""
        if self.ended is None:
            return until
        end = self.horizon.start.plus(self.ended)
        return end if until is None else min(until, end)

    def year_ends(self) -> tuple[bool, ...]:
        """A mask with the last quarter of each contract year open."""
        groups = self.horizon.groups("year")
        return tuple(index + 1 == len(groups) or groups[index + 1] != group for index, group in enumerate(groups))

    def reckonings(self) -> tuple[bool, ...]:
        """A mask of the year ends, and of the last quarter before a termination ends the clause."""
        return tuple(end or period + 1 == self.ended for period, end in enumerate(self.year_ends()))

    def a_year(self, amount: Number) -> Quantity:
        """A yearly amount at each year's end; of a year that a termination cuts short, its days' part of 365 (settle.md R3e)."""
        whole = Masked(of=Fixed(number=amount), mask=self.year_ends())
        if self.ended is None:
            return whole
        years = self.horizon.groups("year")
        end = self.horizon.start.plus(self.ended)
        begun = end.plus(-years[: self.ended].count(years[self.ended]))
        days = Decimal((end.first_day - begun.first_day).days)
        part = Quotient(of=Scale(by=Constant(value=days), of=Fixed(number=amount)), by=Constant(value=_DAYS_RECKONED))
        last = tuple(period + 1 == self.ended for period in range(self.horizon.periods))
        return whole if end == begun else Sum(parts=(whole, Masked(of=part, mask=last)))
