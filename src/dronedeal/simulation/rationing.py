"""Units through what limits them, quarter by quarter: what does not get through waits for the next. Not why a limit is what it is."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from dronedeal.reading import FloatVector, IntVector, combined, narrow

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
    used = combined(np.multiply, units[limit.members[0]], limit.takes[0])
    for at, one in enumerate(limit.members[1:], start=1):
        used = used + combined(np.multiply, units[one], limit.takes[at])
    return bool((used <= _with_slack(narrow(limit.room))).all())


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
    shared = [_Shared(limit, keys) for limit in limits]
    count, periods = np.broadcast_shapes(
        *(np.atleast_2d(one).shape for one in ordered.values()),
        *(opened[key].shape for key in keys),
        *(limit.room.shape for limit in limits),
    )
    asked = [np.broadcast_to(ordered[key], (count, periods)) for key in keys]
    may = np.stack(np.broadcast_arrays(*(opened[key].T for key in keys)), axis=1)
    again = np.maximum.accumulate(may[::-1], axis=0)[::-1]
    gone = set(np.flatnonzero(again.min(axis=(1, 2)) < 1.0).tolist())
    passed = np.zeros((periods, len(keys), count))
    due = np.zeros((len(keys), count))
    for quarter in range(periods):
        here = passed[quarter]
        for waiting, units in zip(due, asked, strict=True):
            np.add(waiting, units[:, quarter], out=waiting)
        if quarter in gone:
            due *= again[quarter]
        for turn in range(min(_ROUNDS, len(limits) or 1)):  # what one limit cuts leaves room in others
            more = due * may[quarter]
            if turn:
                more -= here
            for one in shared:
                one.keep(here if turn else None, more, quarter)
            here += more
        due -= here
    return {key: passed[:, at].T for at, key in enumerate(keys)}


class _Shared(Generic[Key]):
    """A limit that flows share, at their places among others; quarters are gone through with arrays of shape (flows, futures)."""

    def __init__(self, limit: Limit[Key], keys: Sequence[Key]) -> None:
        self.members = np.array([keys.index(key) for key in limit.members])
        self.takes = limit.takes
        self.ranks = [(_run(self.members[some]), limit.takes[some]) for some in limit.ranks]
        periods = limit.room.shape[1]
        room = np.maximum(0.0, narrow(limit.room))
        slack = _with_slack(room)
        self.room, self.slack = (np.broadcast_to(one, (one.shape[0], periods)) for one in (room, slack))

    def keep(self, here: FloatVector | None, more: FloatVector, quarter: int) -> None:
        """Cut what is to be added to units of one quarter, if any are there yet, to what the limit has left."""
        at = min(quarter, self.takes.shape[1] - 1)
        room, slack = self.room[:, quarter], self.slack[:, quarter]
        if here is not None:
            room = np.maximum(0.0, room - self.takes[:, at] @ here[self.members])
            slack = _with_slack(room)
        for turn, (mine, takes) in enumerate(self.ranks, start=1):
            used = takes[:, at] @ more[mine]
            over = used > slack
            if over.any():
                share = np.where(over, room / np.maximum(used, slack), 1.0)
                more[mine] *= share
                used *= share
            if turn < len(self.ranks):
                room = np.maximum(0.0, room - used)
                slack = _with_slack(room)


def _run(places: IntVector) -> IntVector | slice:
    """The same places, as a slice where they follow each other: what is taken of an array by one is no copy."""
    first, last = int(places[0]), int(places[-1])
    return slice(first, last + 1) if (np.diff(places) == 1).all() else places


def _with_slack(room: FloatVector) -> FloatVector:
    return room * (1.0 + _NEARLY) + _NEARLY
