"""Units through what limits them, quarter by quarter: what does not get through waits for the next. Not why a limit is what it is."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from dronedeal.reading import FloatVector, IntVector

__all__ = ["Limit", "is_met", "through"]

_NEARLY = 1e-6
"""Share by which units may pass a limit: what a plan's solver allowed itself."""

_ROUNDS = 2
"""Times that what is left of limits is given out in a quarter."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Limit(Generic[Key]):
    """What some flows may take together each quarter.

    ``takes`` is what one unit of each member takes, shape (members, quarters) or (members, 1); ``room`` has shape
    (futures, quarters) or (1, quarters). Members that are ``first`` get what there is before the others.
    """

    members: tuple[Key, ...]
    takes: FloatVector
    room: FloatVector
    first: tuple[bool, ...] = ()

    @property
    def ranks(self) -> tuple[list[int], ...]:
        """Positions of members: those served first, then the others."""
        first = [at for at, one in enumerate(self.first) if one]
        others = [at for at in range(len(self.members)) if at not in first]
        return tuple(some for some in (first, others) if some)


def is_met(limit: Limit[Key], units: Mapping[Key, FloatVector]) -> bool:
    """Whether flows keep to a limit in every future; units of shape (futures, quarters) or (quarters,)."""
    used = sum(units[one] * limit.takes[at] for at, one in enumerate(limit.members))
    return bool((used <= _with_slack(limit.room)).all())


def through(
    ordered: Mapping[Key, FloatVector], opened: Mapping[Key, FloatVector], limits: Sequence[Limit[Key]]
) -> dict[Key, FloatVector]:
    """What gets through, in order of time: flows short of room share it evenly, and what is left over waits.

    Parameters
    ----------
    ordered
        Units by quarter; shape (futures, quarters) or (quarters,).
    opened
        One where units may get through, nought where they may not: what waits is given up once its way does not open any more. Shape
        (futures, quarters) or (1, quarters).
    limits
        Kept one after another, each within what those before left.

    Returns
    -------
    Units of each flow that was ordered, shape (futures, quarters).
    """
    keys = list(ordered)
    places = {key: at for at, key in enumerate(keys)}
    rooms = [(limit, np.array([places[key] for key in limit.members])) for limit in limits]
    shape = np.broadcast_shapes(
        *(np.atleast_2d(one).shape for one in ordered.values()),
        *(opened[key].shape for key in keys),
        *(limit.room.shape for limit in limits),
    )
    asked = np.stack([np.broadcast_to(np.atleast_2d(ordered[key]), shape) for key in keys], axis=-1)
    ways = np.broadcast_shapes(*(opened[key].shape for key in keys))
    may = np.stack([np.broadcast_to(opened[key], ways) for key in keys], axis=-1)
    again = np.maximum.accumulate(may[:, ::-1], axis=1)[:, ::-1]
    passed = np.zeros(asked.shape)
    waiting = np.zeros((shape[0], len(keys)))
    for quarter in range(shape[1]):
        due = (waiting + asked[:, quarter]) * again[:, quarter]
        here = passed[:, quarter]
        for _ in range(min(_ROUNDS, len(rooms) or 1)):  # what one limit cuts leaves room in others
            more = due * may[:, quarter] - here
            for limit, members in rooms:
                _keep(limit, members, here, more, quarter)
            here += more
        waiting = due - here
    return {key: np.ascontiguousarray(passed[:, :, at]) for at, key in enumerate(keys)}


def _keep(limit: Limit[Key], members: IntVector, here: FloatVector, more: FloatVector, quarter: int) -> None:
    """Cut what is to be added to units of one quarter, both of shape (futures, flows), to what a limit has left."""
    takes = limit.takes[:, min(quarter, limit.takes.shape[1] - 1)]
    room = np.maximum(0.0, limit.room[:, quarter]) - here[:, members] @ takes
    for some in limit.ranks:
        mine = members[some]
        used = more[:, mine] @ takes[some]
        slack = _with_slack(np.maximum(0.0, room))
        if (used > slack).any():
            share = np.where(used > slack, np.maximum(0.0, room) / np.maximum(used, 1e-300), 1.0)
            more[:, mine] *= share[:, None]
            used = used * share
        room = room - used


def _with_slack(room: FloatVector) -> FloatVector:
    return room * (1.0 + _NEARLY) + _NEARLY
