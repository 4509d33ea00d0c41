"""How fast what is held loses its effect: by its own ageing, slowed by what feeds it. Not units, which are never lost by it."""

from __future__ import annotations

import numpy as np

from dronedeal.deal.row import Unfolded
from dronedeal.planning.base import Futures
from dronedeal.reading import FloatVector

__all__ = ["ageing"]


def ageing(futures: Futures, unfolded: Unfolded, system: str, user: str) -> FloatVector:
    """Share of stored effect of a system lost each quarter; an update feed for its user slows it. Shape (futures, quarters)."""
    loss = futures.values(futures.deal.systems[system].ageing)
    for one in unfolded.standing:
        if one.promise != "feeds" or one.to != user:
            continue
        for name in one.about:
            technology = futures.deal.technologies[name]
            if system in technology.systems and technology.slows_ageing is not None:
                loss = loss * np.where(np.array(one.open), 1.0 - futures.values(technology.slows_ageing), 1.0)
    return np.minimum(loss, 1.0)
