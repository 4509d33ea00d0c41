"""Unfolding: a deal's terms become dated rows. The one lowering; planning, simulation, settlement and report read its result."""

from __future__ import annotations

from dataclasses import replace

from dronedeal.deal.clause import Clause
from dronedeal.deal.deal import Deal
from dronedeal.deal.quantity import Counted, Fixed, Masked, Quantity, Scale, Thing
from dronedeal.deal.row import Line, Standing, Unfolded
from dronedeal.deal.term import Due, Goods, MoneyIn
from dronedeal.forms import Setting, compose
from dronedeal.unfolding.lower import Lowered, due_day, event_mask, lower
from dronedeal.unfolding.resolve import Resolver

__all__ = ["unfold"]


def unfold(deal: Deal, *, reported: bool = False) -> Unfolded:
    """Unfold all terms of a sound deal, and the taxes its parties state.

    Parameters
    ----------
    reported
        Whether what parties report to each other counts only once it is reported, as in a settlement; otherwise what the
        document expects stands for it.

    Returns
    -------
    Lines and standing promises in the document's order, quantities resolved to what is counted on the ground.

    Raises
    ------
    Unreadable
        A clause whose arguments do not fit together.
    Circular
        A counted thing that rests on itself.
    """
    lowered = _lowered(deal)
    lines = [line for one in lowered for line in one.lines]
    standing = [keep for one in lowered for keep in one.standing]
    closed = _closed(deal, standing)
    lines = [_closing(line, closed) for line in lines]
    lines.extend(_taxes(deal))
    resolver = Resolver(deal, tuple(lines), reported=reported)
    return Unfolded(
        horizon=deal.horizon,
        currency=deal.currency,
        lines=tuple(
            replace(line, quantity=resolver(line.quantity), value=None if line.value is None else resolver(line.value))
            for line in lines
        ),
        standing=tuple(_resolved(one, resolver) for one in standing),
    )


def _lowered(deal: Deal) -> list[Lowered]:
    """Every clause that binds, in order, those that a termination ends only until then."""
    clauses = [clause for clause in deal.terms.values() if clause.status != "struck"]
    whole = {clause.id: _lower(deal, clause, None) for clause in clauses}
    ended = _ended([keep for one in whole.values() for keep in one.standing])
    return [_lower(deal, clause, ended[clause.id]) if clause.id in ended else whole[clause.id] for clause in clauses]


def _lower(deal: Deal, clause: Clause, ended: int | None) -> Lowered:
    return lower(deal, clause, compose(Setting(clause=clause, deal=deal, ended=ended)), ended=ended)


def _ended(standing: list[Standing]) -> dict[str, int]:
    """By clause, the first quarter in which it no longer binds; a termination that has itself ended ends nothing."""
    ended: dict[str, int] = {}
    ends = [(one.open.index(True), one) for one in standing if one.promise == "ends" and any(one.open)]
    for period, one in sorted(ends, key=lambda end: end[0]):
        if ended.get(one.clause, period) >= period:
            for name in one.about:
                ended.setdefault(name, period)
    return ended


def _resolved(standing: Standing, resolver: Resolver) -> Standing:
    def of(quantity: Quantity | None) -> Quantity | None:
        return None if quantity is None else resolver(quantity)

    return replace(standing, quantity=of(standing.quantity), least=of(standing.least), most=of(standing.most))


_Closed = dict[tuple[str, str], tuple[bool, ...]]
"""Quarters in which nothing is delivered, by clause and system; no system is all."""


def _closed(deal: Deal, standing: list[Standing]) -> _Closed:
    """Where clauses deliver nothing: called back, or closed by an event."""
    closed: _Closed = {}

    def close(name: str, system: str, mask: tuple[bool, ...]) -> None:
        before = closed.get((name, system), (False,) * len(mask))
        closed[name, system] = tuple(one or other for one, other in zip(before, mask, strict=True))

    for one in standing:
        if one.promise == "callback":
            for name in one.about:
                close(name, "", one.open)
    for event in deal.events.values():
        for name in event.closes:
            for system in event.systems or ("",):
                close(name, system, event_mask(deal, event.id, "while"))
    return closed


def _closing(line: Line, closed: _Closed) -> Line:
    if not isinstance(line.what, Goods):
        return line
    masks = [mask for system in ("", line.what.system) if (mask := closed.get((line.clause, system))) and any(mask)]
    if not masks:
        return line
    still = tuple(here and not any(mask[at] for mask in masks) for at, here in enumerate(line.open))
    value = None if line.value is None else Masked(of=line.value, mask=still)
    return replace(line, open=still, quantity=Masked(of=line.quantity, mask=still), value=value)


def _taxes(deal: Deal) -> list[Line]:
    """Tax of each company on its operating profit, losses refunded: one line a company, owed to the state that taxes it."""
    quarters = deal.horizon.quarters
    everywhere = (True,) * len(quarters)
    return [
        Line(
            path=f"parties.{party.id}/tax",
            clause="",
            label="tax",
            debtor=party.id,
            creditor=party.taxed_by,
            what=MoneyIn(),
            quantity=Scale(
                by=Fixed(number=party.tax), of=Counted(thing=Thing.PROFIT, subject=party.id), place=party.tax.place
            ),
            due=tuple(due_day(Due(anchor="statement"), quarter) for quarter in quarters),
            obligated=tuple(quarter.last_day for quarter in quarters),
            account="",
            condition="",
            status="existing",
            lead=0,
            value=None,
            open=everywhere,
            place=party.tax.place,
        )
        for party in deal.parties.values()
        if party.tax is not None and party.taxed_by is not None
    ]
