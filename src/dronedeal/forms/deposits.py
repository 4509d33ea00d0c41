"""Deposits: a buyer pays beforehand what its purchases are forecast to cost and what stopping would. Not a price."""

from __future__ import annotations

from dataclasses import dataclass, field

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Money
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.deal.quantity import Balance, Drawn, Fixed, Left, Masked, Quantity, Running, Sum
from dronedeal.forms.setting import Setting

__all__ = ["Deposited", "Deposits", "deposited"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposits:
    """Deposits before each quarter, as in American foreign military sales; invoices are paid out of them.

    Parameters
    ----------
    forecast
        What the purchases of a quarter are forecast to cost; usually a series.
    termination_liability
        What would be owed beyond that if everything stopped with the quarter; usually a series.
    """

    forecast: Money
    termination_liability: Money
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposited:
    """What is called each quarter, what of invoices it pays, and what is left over in the end."""

    called: Quantity
    taken: Quantity
    left: Quantity


def deposited(
    setting: Setting, deposits: Deposits, invoice: Quantity, since: Quarter | None, until: Quarter | None
) -> Deposited:
    """Called: forecast to date + termination liability - deposited so far, never below nothing; settle.md G11."""
    forecast = setting.counted_within(Fixed(number=deposits.forecast), since, until)
    liability = setting.counted_within(Fixed(number=deposits.termination_liability), since, until)
    need = Sum(parts=(Running(of=forecast, over="term"), liability))
    called = setting.counted_within(setting.new_peaks("deposits", need, deposits.place), since, until)
    wanted = setting.counted_within(invoice, since, until)
    account = Balance(name=f"{setting.name}/deposited", added=called, wanted=wanted, place=deposits.place)
    left = Masked(of=Left(balance=account), mask=setting.last_quarter(until))
    return Deposited(called=called, taken=Drawn(balance=account), left=left)
