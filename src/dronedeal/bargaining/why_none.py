"""Why a side has no answer: which lines of the mandates in view leave it none, or that no plan gives it so much. Not what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from dronedeal.bargaining.appraise import Table
from dronedeal.bargaining.choices import Choices
from dronedeal.bargaining.ground import ground_of
from dronedeal.bargaining.reach import Unreachable
from dronedeal.deal import Deal, Mandate

__all__ = ["why_none"]


def why_none(table: Table, side: str, target: float, is_found: Callable[[Deal], bool]) -> str:
    """Words for why no package gives a side a gain; none where that is not known.

    Parameters
    ----------
    is_found
        Whether a package is found that gives it so much, mandates of a deal kept.

    Notes
    -----
    That no plan gives so much is denied by bounds, of the program without integers. A line is named where a package is found without it.
    """
    if table.is_idle:
        return f"nobody gains: no package gives any of {', '.join(table.ground.names)} more than walking away"
    bare = replace(table.deal, parties={name: replace(one, mandate=None) for name, one in table.deal.parties.items()})
    if not _leaves(table, bare, side, target):
        most = float(table.ideal[table.ground.names.index(side)])
        return f"no plan gives {side} so much and everybody else its walk-away; it gains {most:,.0f} at most"
    lines = list(_lines(table))
    alone = [said for said, deal in lines if is_found(deal)]
    if alone:
        return f"without it there would be one: {'; or '.join(alone)}"
    return f"together they leave none: {'; '.join(said for said, _ in lines)}" if lines and is_found(bare) else ""


def _leaves(table: Table, deal: Deal, side: str, target: float) -> bool:
    """Whether bounds leave room for a gain in a deal without mandates."""
    ground = ground_of(deal, table.no_deal, between=table.ground.names)
    least = np.zeros(len(ground.names))
    least[ground.names.index(side)] = target
    asking = ground.asking(least)
    try:
        Choices(asking.sides(asking.program())).relaxed.most(np.ones(least.size), least)
    except Unreachable:
        return False
    return True


def _lines(table: Table) -> Iterator[tuple[str, Deal]]:
    """Every line of the mandates in view, in words, and the deal without it."""
    for name in table.ground.names:
        mandate = table.deal.parties[name].mandate
        if mandate is None:
            continue
        if mandate.least_gain:
            yield (
                f"{name} is to gain at least {float(mandate.least_gain):,.0f} ({mandate.place})",
                _with(table.deal, name, replace(mandate, gain=None)),
            )
        for line, limit in mandate.limits.items():
            left = {key: one for key, one in mandate.limits.items() if key != line}
            yield (
                f"{line} of {name}, about {limit.number} ({limit.place})",
                _with(table.deal, name, replace(mandate, limits=left)),
            )


def _with(deal: Deal, name: str, mandate: Mandate) -> Deal:
    return replace(deal, parties={**deal.parties, name: replace(deal.parties[name], mandate=mandate)})
