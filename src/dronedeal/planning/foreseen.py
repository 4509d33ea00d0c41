"""What the plan of a signed deal would count, quarter by quarter: a forecast of deliveries, production and capital. Not of money."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from dronedeal.deal.deal import Deal
from dronedeal.deal.quantity import Counted
from dronedeal.planning.plan import worked_out
from dronedeal.planning.walk_away import NoDealImpossible, walk_away
from dronedeal.reading import FloatVector

__all__ = ["foreseen"]

_AWAY = 1e12
"""How far below what anybody has without the deal its floor is laid, in the deal's currency: more than any deal moves."""


def foreseen(
    deal: Deal, *, progress: Callable[[str], None] = lambda _: None
) -> tuple[Mapping[Counted, FloatVector] | None, str]:
    """Plan a deal whose numbers are closed, and count what the plan would make and deliver.

    A signed deal binds: nobody can walk away by not signing any more, so walk-aways are no floors here. Own forces still come
    first. What the deal leaves uncertain is taken at its base.

    Returns
    -------
    Units or money a quarter, shape (quarters,), by what is counted; or nothing, and why there is no plan.
    """
    progress("what everybody has without the deal")
    try:
        no_deal = walk_away(deal)
    except NoDealImpossible as impossible:
        return None, str(impossible)
    floors = {party: value - _AWAY for party, value in no_deal.values.items()}
    worked = worked_out(deal, no_deal=replace(no_deal, values=floors), polish=False, progress=progress)
    if worked.chosen is None:
        return None, worked.plan.because
    values = worked.chosen.solution.values
    return {counted: facts.at(values) for counted, facts in worked.chosen.compiled.goods.facts.items()}, ""
