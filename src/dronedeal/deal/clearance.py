"""Which kit of which system a buyer may take when, by which rule: what screening tells planning and the report. Not how it is found."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dronedeal.deal.calendar import Quarter

__all__ = ["Clearance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance:
    """One rule's verdict on one kit for one buyer, for a run of quarters.

    Parameters
    ----------
    system, kit, buyer
        Of the deal.
    rule
        The rule's id.
    kind
        ``bar``, ``evaluation``, ``duty``, ``advisory`` or ``classification``.
    verdict
        ``fail``, ``unknown``, ``advisory``, ``exempt``, ``pass`` or ``not_applicable``.
    since, until
        From the first of these quarters to before the second; until the end of the horizon if there is none.
    reason
        Why.
    missing
        Facts that would settle it.
    confidence
        How sure the rule's text is: ``P``, ``S`` or ``K``.
    evaluation, duty
        What it costs: shares of the price.
    bars
        Whether the plan may not use the kit for this buyer then.
    """

    system: str
    kit: str
    buyer: str
    rule: str
    kind: str
    verdict: str
    since: Quarter
    until: Quarter | None = None
    reason: str = ""
    missing: tuple[str, ...] = ()
    confidence: str = ""
    evaluation: Decimal | None = None
    duty: Decimal | None = None
    bars: bool = False
