"""Security as it stands: given, drawn, released and held, against what clauses say; exposure limits that were passed. What is owed for it, accrual says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from dronedeal.deal import Quarter, Standing
from dronedeal.reading import ExactReader
from dronedeal.settlement.event import Event
from dronedeal.settlement.facts import facts_of
from dronedeal.settlement.money import major, minor
from dronedeal.settlement.owing import paid
from dronedeal.settlement.signed import Signed

__all__ = ["limits_passed", "security_held"]

_USES = ("secured", "drawn", "released")


def security_held(signed: Signed, events: tuple[Event, ...], party: str, to: date) -> list[dict[str, str]]:
    """Security of each clause that gives any to, by or with a party: ``held`` of what the deal asks to a day.

    ``over`` is held beyond what may be held, ``beyond`` was drawn or released of what nobody had given: it counts for nothing.

    Parameters
    ----------
    events
        In force, to the day.
    """
    found: list[dict[str, str]] = []
    for one, reader, at, holder in _standing(signed, events, to):
        if holder and one.quantity is not None and one.most is not None and party in {one.by, one.to, holder}:
            currency = signed.deal.currency
            said = {kind: sum(paid(event) for event in _of(events, one.clause, kind)) for kind in _USES}
            held = minor(reader.read(one.quantity)[at], currency)
            asked = minor(reader.read(one.most)[at], currency) if one.open[at] else 0
            figures = {
                "amount": asked,
                **said,
                "held": held,
                "over": max(0, held - asked) if one.open[at] else 0,
                "beyond": said["drawn"] + said["released"] + held - said["secured"],
            }
            words = {"clause": one.clause, "from": one.by, "to": one.to, "holder": holder, "currency": currency}
            found.append(words | {name: major(units, currency) for name, units in figures.items()})
    return found


def limits_passed(signed: Signed, events: tuple[Event, ...], party: str, to: date) -> list[dict[str, str]]:
    """Quarters to a day in which more was invoiced than an exposure limit of or for a party lets be.

    Parameters
    ----------
    events
        In force, to the day.
    """
    found: list[dict[str, str]] = []
    for one, reader, last, holder in _standing(signed, events, to):
        if holder or one.quantity is None or one.most is None or party not in {one.by, one.to}:
            continue
        invoiced, most = reader.read(one.quantity), reader.read(one.most)
        for at, quarter in enumerate(signed.deal.horizon.quarters[: last + 1]):
            if one.open[at] and invoiced[at] > most[at]:
                found.append(_passed(one, quarter, signed.deal.currency, invoiced[at], most[at]))
    return found


def _passed(one: Standing, quarter: Quarter, currency: str, invoiced: Decimal, most: Decimal) -> dict[str, str]:
    so_much, limit = minor(invoiced, currency), minor(most, currency)
    figures = {"limit": limit, "invoiced": so_much, "over": so_much - limit}
    words = {"clause": one.clause, "quarter": str(quarter), "from": one.to, "to": one.by, "currency": currency}
    return words | {name: major(units, currency) for name, units in figures.items()}


def _standing(signed: Signed, events: tuple[Event, ...], to: date) -> Iterator[tuple[Standing, ExactReader, int, str]]:
    """Promises of security clauses, a reader of them, the quarter of the day, and who holds the security, if somebody does."""
    horizon = signed.deal.horizon
    at = min(max(horizon.index(Quarter.of(to)), 0), horizon.periods - 1)
    version = signed.of(horizon.quarters[at])
    clauses = {name: clause for name, clause in version.deal.terms.items() if clause.form == "security"}
    if not clauses:
        return
    unfolded = version.rows(events)
    reader = ExactReader(horizon, facts_of(signed, events).counted)
    for one in unfolded.standing:
        if one.clause in clauses:
            yield one, reader, at, str(clauses[one.clause].said.get("holder", ""))


def _of(events: Iterable[Event], clause: str, kind: str) -> Iterator[Event]:
    return (event for event in events if (event.kind, event.of) == (kind, clause))
