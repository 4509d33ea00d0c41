"""What a bill's cost is made of: by country at each stage, by party, by category; what is not known is a line of its own. Not a verdict.

An assembly's cost includes what is inside it, so each part adds only its own: its cost less that of the parts directly inside of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from dronedeal.deal.finding import Finding, sorted_findings
from dronedeal.deal.place import Place
from dronedeal.screening.bill import Bill, Part, Share
from dronedeal.screening.vocabulary import STAGES, Stage

__all__ = ["UNKNOWN", "Sums", "sums"]

UNKNOWN = ""
"""The country, party or category of what is not known."""

_EXACT = 200
"""Digits that are kept: products of quantities down a hundred assemblies are cut off here, far behind any money."""
_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Cost of one product, in the bill's currency, added up from what each part adds itself.

    Parameters
    ----------
    total
        The sum of all that is known; each of the tables below adds up to it. It is the product's own cost where that is said
        and nothing inside costs more than the whole.
    by_country
        By stage, then by country, largest first; ``""`` is what no share of the stage says.
    by_party
        By stage, then by performer, likewise.
    by_category
        By the categories of a part, joined by `` + `` where it has several; ``""`` for a part without one.
    without_cost
        Parts whose cost is not said. What they add is in the cost of the assembly around them, if that is said, and counts there as
        of unknown origin; else it is in no sum.
    without_quantity
        Parts counted as one, because the bill does not say how many there are.
    findings
        Assemblies that cost less than what is inside of them.
    """

    currency: str
    total: Decimal
    by_country: Mapping[Stage, Mapping[str, Decimal]]
    by_party: Mapping[Stage, Mapping[str, Decimal]]
    by_category: Mapping[str, Decimal]
    without_cost: tuple[str, ...]
    without_quantity: tuple[str, ...]
    findings: tuple[Finding, ...]


def sums(bill: Bill) -> Sums:
    """Add up the cost of a bill by country, stage, party and category.

    Parameters
    ----------
    bill
        Each part after the one it is inside of, as every reader gives them.
    """
    with localcontext(Context(prec=_EXACT)):
        values, mixed, findings = _own_values(bill)
        stages: list[Stage] = [stage for stage in STAGES if any(stage in part.origin for part in bill.parts)]
        pairs = [(part, values[part.id], part.id in mixed) for part in bill.parts if part.id in values]
        return Sums(
            currency=bill.currency,
            total=sum(values.values(), Decimal(0)),
            by_country={stage: _split(pairs, stage, lambda share: share.country) for stage in stages},
            by_party={stage: _split(pairs, stage, lambda share: share.performer) for stage in stages},
            by_category=_by_category(pairs),
            without_cost=tuple(part.id for part in bill.parts if part.cost is None),
            without_quantity=tuple(part.id for part in bill.parts[1:] if part.quantity is None),
            findings=findings,
        )


def _own_values(bill: Bill) -> tuple[dict[str, Decimal], set[str], tuple[Finding, ...]]:
    """What each part adds itself to one product; which of these hold parts without a cost; what cannot be."""
    many = {bill.product.id: Decimal(1)}
    inside: defaultdict[str, Decimal] = defaultdict(Decimal)
    mixed: set[str] = set()
    for part in bill.parts[1:]:
        quantity = Decimal(1) if part.quantity is None else part.quantity
        many[part.id] = many[part.inside] * quantity
        if part.cost is None:
            mixed.add(part.inside)
        else:
            inside[part.inside] += part.cost * quantity
    costs = {part.id: part.cost for part in bill.parts}
    for part in reversed(bill.parts[1:]):  # what is inside of an assembly without a cost is inside of the one around it
        if costs[part.id] is None and inside[part.id]:
            inside[part.inside] += inside[part.id] * (Decimal(1) if part.quantity is None else part.quantity)
    values: dict[str, Decimal] = {}
    findings: list[Finding] = []
    for part in bill.parts:
        if part.cost is None:
            continue
        own = part.cost - inside[part.id]
        if own < 0:
            findings.append(_too_dear(part, inside[part.id], bill))
            own = Decimal(0)
        values[part.id] = own * many[part.id]
    return values, mixed, sorted_findings(findings[:_MOST])


def _too_dear(part: Part, inside: Decimal, bill: Bill) -> Finding:
    return Finding(
        code="B107",
        severity="warning",
        message=f"what is inside {part.id[:60]} costs {inside:,f} {bill.currency}, more than it does itself: {part.cost:,f}",
        place=bill.places.get(part.id, Place(bill.source)),
        mend="let an assembly's cost include what is inside of it, each part times its quantity",
    )


def _split(pairs: list[tuple[Part, Decimal, bool]], stage: Stage, of: Callable[[Share], str]) -> dict[str, Decimal]:
    """Cost by whom or where a stage was done; what shares leave open, and what parts without cost hide, is unknown."""
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for part, value, is_mixed in pairs:
        left = value
        for share in () if is_mixed else part.origin.get(stage, ()):
            said = value * share.share
            found[of(share)] += said
            left -= said
        found[UNKNOWN] += left
    return _largest_first(found)


def _by_category(pairs: list[tuple[Part, Decimal, bool]]) -> dict[str, Decimal]:
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for part, value, is_mixed in pairs:
        found[UNKNOWN if is_mixed else " + ".join(sorted(part.categories))] += value
    return _largest_first(found)


def _largest_first(found: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Largest first, then by name; nothing without a value."""
    said = {name: value for name, value in found.items() if value}
    return dict(sorted(said.items(), key=lambda one: (-one[1], one[0])))
