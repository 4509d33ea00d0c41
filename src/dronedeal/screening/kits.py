"""What a bill says of its kit: what it costs beside the first kit, when its parts can be had, where its cost arises. No verdict.

A deal says it by hand or leaves it to the bills. Where it does both and they differ, the bill is believed and that is a finding.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Context, Decimal, localcontext

from dronedeal.deal.calendar import Horizon, Quarter
from dronedeal.deal.deal import Deal
from dronedeal.deal.finding import Finding, sorted_findings
from dronedeal.deal.number import Agreed, Disputed, Lognormal, Normal, Number, Series, Uncertain, base_of, ends_of
from dronedeal.deal.origin import Origin
from dronedeal.deal.place import Place
from dronedeal.deal.system import Kit, System
from dronedeal.screening.bill import Alternative, Bill, Part
from dronedeal.screening.bills import Sums, sums

__all__ = ["kits_from_bills", "lead_of"]

_PLACES = Decimal("0.0001")
_ALIKE = Decimal("0.0005")
"""Shares that differ by no more are one figure: bills are written in cents, deals in whole points."""

_NEAR = Decimal("0.01")
"""By which a bill may leave the range of ``unit_cost`` before that is told."""

_FAR = 3
"""Deviations at which the range of a density without an end is taken to end."""

_EXACT = 80
"""Digits that are kept: two costs of bills may lie 36 apart."""


def kits_from_bills(deal: Deal, bills: Mapping[tuple[str, str], Bill]) -> tuple[Deal, tuple[Finding, ...]]:
    """A deal whose kits cost, begin and arise as their bills say.

    Parameters
    ----------
    bills
        By system and kit. What a kit costs is held against the system's first kit; a kit without a bill stays as it is.

    Returns
    -------
    The deal, and where it says otherwise than a bill. A range keeps its ends if the bill lies within them; the bill is then what
    planning counts with.
    """
    findings: list[Finding] = []
    systems: dict[str, System] = {}
    for system in deal.systems.values():
        kits = {name: _kit(deal, system, name, bills, findings) for name in system.kits}
        systems[system.id] = dataclasses.replace(system, kits=kits)
    summed = {key: sums(bill) for key, bill in bills.items()}
    findings += (finding for one in summed.values() for finding in one.findings)
    return dataclasses.replace(deal, systems=systems, origins=tuple(_origins(summed))), sorted_findings(findings)


def _kit(deal: Deal, system: System, name: str, bills: Mapping[tuple[str, str], Bill], findings: list[Finding]) -> Kit:
    kit, bill = system.kits[name], bills.get((system.id, name))
    if bill is None:
        return kit
    path = f"systems.{system.id}.kits.{name}"
    first = system.kit_names[0]
    beside = bills.get((system.id, first))
    if name == first:
        findings += _beside_unit_cost(system, bill, path)
        return kit
    if beside is None:
        return kit
    extra = _extra(system.kits[first], beside, bill)
    if extra is not None:
        kit = dataclasses.replace(kit, extra_cost=_agreeing(kit.extra_cost, extra, kit, path, findings))
    elif kit.extra_cost is None:
        findings += _uncompared(bill, beside, system.kits[first], kit, path)
    lead = lead_of(beside, bill)
    return kit if lead is None else dataclasses.replace(kit, since=_since(kit, lead, deal.horizon, path, findings))


def _extra(first: Kit, beside: Bill, bill: Bill) -> Decimal | None:
    """Share by which a kit costs more than ``unit_cost``, by its bill and the first kit's; None where they do not say."""
    costs = bill.product.cost, beside.product.cost
    if not costs[0] or not costs[1] or bill.currency != beside.currency:
        return None
    more = first.extra_cost
    if more is not None and not isinstance(more, (Agreed, Uncertain, Disputed)):
        return None
    base = Decimal(0) if more is None else base_of(more)
    with localcontext(Context(prec=_EXACT)):
        return (costs[0] / costs[1] * (1 + base) - 1).quantize(_PLACES)


def _uncompared(bill: Bill, beside: Bill, before: Kit, kit: Kit, path: str) -> Iterator[Finding]:
    """Where two bills say costs that nothing can be made of, so that the kit is counted at the cost of the first."""
    cost, first = bill.product.cost, beside.product.cost
    if cost is None or first is None:
        return
    if bill.currency != beside.currency:
        why = f"costs {cost:,f} {bill.currency} by its bill, and the first kit {first:,f} {beside.currency}"
    elif not (cost and first):
        why = f"costs {cost:,f} {bill.currency} by its bill, and the first kit {first:,f}"
    elif before.extra_cost is not None:
        why = f"costs {cost:,f} {bill.currency} by its bill, and what the first kit costs is open or given by year"
    else:
        return
    yield _finding(
        f"{path} {why}: it is counted at unit_cost",
        kit.place,
        "write both costs in one currency and above zero, or write extra_cost",
    )


def _agreeing(said: Number | None, found: Decimal, kit: Kit, path: str, findings: list[Finding]) -> Number | None:
    """The extra cost that planning counts with: what is said where the bill agrees or it is open, else the bill's.

    Of a range the ends are kept where the bill lies within them, and of years all where it lies among them: the bill has one figure, of no day.
    """
    path = f"{path}.extra_cost"
    if said is None:
        return Agreed(value=found, unit="share", path=path, place=kit.place) if found else None
    parts = said.values if isinstance(said, Series) else (said,)
    bases = [base_of(part) for part in parts if isinstance(part, (Agreed, Uncertain, Disputed))]
    if len(bases) < len(parts) or all(abs(base - found) <= _ALIKE for base in bases):
        return said
    ends = [_range_of(part) for part in parts]
    low, high = min(low for low, _ in ends), max(high for _, high in ends)
    is_within = low - _ALIKE <= found <= high + _ALIKE
    by_hand = f"{bases[0]:.1%}" if len(bases) == 1 else f"{min(bases):.1%} to {max(bases):.1%}"
    message = f"{path} is {by_hand} by hand; its bill gives {found:.1%}"
    if is_within and isinstance(said, Series):
        mend = "mend the bill, or take the years away: they hold as written, as the bill has one figure of no day"
        findings.append(_finding(f"{message}, within the years", said.place, mend))
        return said
    findings.append(_finding(f"{message}{', within the range' if is_within else ''}", said.place))
    if is_within and isinstance(said, (Uncertain, Disputed)):
        return dataclasses.replace(said, base=min(max(found, low), high))
    return Agreed(value=found, unit="share", path=path, place=said.place)


def _range_of(said: Number) -> tuple[Decimal, Decimal]:
    """The ends of a number; of a density that has none on a side, three deviations from its middle."""
    low, high = ends_of(said)
    match said:
        case Uncertain(distribution=Normal(mean=mean, deviation=deviation) as density):
            low = min(low, mean - _FAR * deviation) if density.low is None else low
            high = max(high, mean + _FAR * deviation) if density.high is None else high
        case Uncertain(distribution=Lognormal(median=median, sigma=sigma)):
            far = (_FAR * sigma).exp()
            low, high = min(low, median / far), max(high, median * far)
        case _:
            pass
    return low, high


def _beside_unit_cost(system: System, bill: Bill, path: str) -> Iterator[Finding]:
    """Where the first kit's bill costs what ``unit_cost`` cannot be: payments rest on the deal's figure, so it stays."""
    cost, said = bill.product.cost, system.unit_cost
    if cost is None or said.unit != bill.currency:
        return
    low, high = _range_of(said)
    if not low * (1 - _NEAR) <= cost <= high * (1 + _NEAR):
        between = f"{low:,f}" if low == high else f"{low:,f} to {high:,f}"
        yield Finding(
            code="S203",
            severity="warning",
            message=f"{path} costs {cost:,f} {bill.currency} by its bill; systems.{system.id}.unit_cost is {between}",
            place=said.place,
            mend="bring the bill up to date, or unit_cost: planning counts with unit_cost",
        )


def lead_of(beside: Bill, bill: Bill) -> int | None:
    """Days before which the parts of a kit cannot be had: the longest of the first kit's alternatives that it is made of.

    How long parts take that are no alternative there is not known; None if that is true of all that differ.
    """
    before = {part.id: part for part in beside.parts}
    inside = {part.id: part.inside for part in bill.parts}
    offers: defaultdict[str, list[Alternative]] = defaultdict(list)
    for one in beside.alternatives:
        offers[one.replaces].append(one)
    changed = [part for part in bill.parts[1:] if part.id not in before or not _is_like(part, before[part.id])]
    names = {part.id for part in changed}
    leads = (
        min((one.lead for one in offers[part.id] if _is_like(one.part, part)), default=None)
        for part in changed
        if names.isdisjoint(_around(inside, part.id))  # else it comes with what it is inside of
    )
    return max((lead for lead in leads if lead is not None), default=None)


def _around(inside: Mapping[str, str], part: str) -> Iterator[str]:
    """What a part is inside, from the nearest outwards."""
    seen: set[str] = set()
    while (part := inside.get(part, "")) and part not in seen:
        seen.add(part)
        yield part


def _is_like(one: Part, other: Part) -> bool:
    return (one.name, one.number, one.origin) == (other.name, other.number, other.origin)


def _since(kit: Kit, lead: int, horizon: Horizon, path: str, findings: list[Finding]) -> Quarter:
    """The first quarter of the kit: as said, or the first whose deliveries follow what is ordered on the first day."""
    day = horizon.start.first_day + dt.timedelta(days=lead)
    quarter = Quarter.of(day)
    found = quarter if day <= quarter.delivery_day else quarter.plus(1)
    if kit.since is None:
        return found
    if kit.since < found:
        findings.append(
            Finding(
                code="S203",
                severity="note",
                message=f"{path} can be built from {kit.since} by hand; by the first kit's bill parts ordered on {horizon.start.first_day} come on {day}, in time for {found}",
                place=kit.place,
                mend=f"write from: {found} unless parts are ordered before the deal begins; planning uses {kit.since}",
            )
        )
    return kit.since


def _origins(summed: Mapping[tuple[str, str], Sums]) -> Iterator[Origin]:
    """Where kits' cost arises; what a bill leaves open is in no country."""
    for (system, kit), found in summed.items():
        for country, cost in found.by_country.get("manufactured", {}).items():
            if country and cost:
                yield Origin(system=system, kit=kit, country=country, share=(cost / found.total).quantize(_PLACES))


def _finding(
    message: str, place: Place, mend: str = "mend the bill, or take the figure away: the bill is believed"
) -> Finding:
    return Finding(code="S203", severity="warning", message=message, place=place, mend=mend)
