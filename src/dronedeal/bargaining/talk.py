"""The verbs talks and answer: what was offered so far, and what a side can say to it. Not the log: that is ``talks.yaml``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from dronedeal.bargaining.answer import Answer, answered
from dronedeal.bargaining.appraise import Appraisal, Table, at_table
from dronedeal.bargaining.reach import Unreachable
from dronedeal.bargaining.read_other import OtherRead, other_read
from dronedeal.bargaining.trade import Rate, rates_at, waited
from dronedeal.deal import Deal, Talks
from dronedeal.planning import deliveries

__all__ = ["MOST_MONEY", "Answered", "Talked", "Unit", "answer", "talk"]

MOST_MONEY = 1e14
"""The largest amount of money that is taken for one, as in a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What a trade rate is said in beside money: one of a system, at what its buyer pays and the seller gets for one, in present money at its own rate."""

    system: str
    worth: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Talked:
    """The talks so far.

    ``agreed`` says whether they ended, and ``yet`` names the sides that neither made nor accepted the last package; ``zone`` whether any plan leaves every side at its walk-away.
    ``rates`` are at the last offer's package, ``quarter`` what a quarter's wait for the whole deal costs each side; ``read`` what each side's offers say of it, by side.
    """

    sides: tuple[str, ...]
    currency: str
    offers: tuple[Appraisal, ...]
    agreed: bool
    yet: tuple[str, ...]
    zone: bool
    rates: tuple[Rate, ...]
    quarter: Mapping[str, float]
    units: tuple[Unit, ...]
    read: Mapping[str, OtherRead]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a side can answer to the last package of the others, and what their offers say of them."""

    answer: Answer
    last: Appraisal | None
    read: Mapping[str, OtherRead]


def talk(
    deal: Deal, talks: Talks, *, better: bool = True, seed: int = 0, progress: Callable[[str], None] = lambda _: None
) -> Talked:
    """Appraise every offer.

    Parameters
    ----------
    better
        Also look for a package that is better for all than the last one.
    seed
        Of what is drawn to read the sides from their offers.

    Raises
    ------
    OnesidedDeal, NoDealImpossible
        As for ``at_table``.
    """
    table = at_table(deal, progress=progress)
    history = table.history(talks, better=better, progress=progress)
    rates: tuple[Rate, ...] = ()
    quarter: dict[str, float] = {}
    units: tuple[Unit, ...] = ()
    if history and history[-1].status in {"optimal", "unproven"}:
        progress("trade rates")
        worked = table.worked(history[-1].package)
        settled = table.units(worked)
        if settled is not None:
            rates = rates_at(table.ground, settled, history[-1].package)
            quarter = {name: waited(deal, name, gain) for name, gain in history[-1].gains.items()}
            units = _units(table, history[-1].package)
    return Talked(
        sides=table.ground.names, currency=deal.currency, offers=history, agreed=talks.agreed(table.ground.names) is not None,
        yet=talks.yet(table.ground.names), zone=table.zone, rates=rates,
        quarter=quarter, units=units, read=_read(table, history, table.ground.names, seed),
    )  # fmt: skip


def answer(
    deal: Deal, talks: Talks, side: str, *, target: float | None = None, seed: int = 0,
    progress: Callable[[str], None] = lambda _: None,
) -> Answered:  # fmt: skip
    """What a side can answer.

    Parameters
    ----------
    target
        The gain it wants; what its own last offer gave it, or else what the package most favourable to it would, if not said.

    Raises
    ------
    KeyError
        The side does not bargain.
    ValueError
        A target out of all proportion.
    OnesidedDeal, NoDealImpossible, Unreachable
        As for ``at_table``; no plan leaves every side at its walk-away.
    """
    if target is not None and not abs(target) <= MOST_MONEY:
        raise ValueError(f"a gain of {target:g} is out of all proportion: ask for one within {MOST_MONEY:g}")
    table = at_table(deal, progress=progress)
    if side not in table.ground.names:
        raise KeyError(side)
    if not table.zone:
        raise Unreachable("no zone: no plan leaves every side at its walk-away; dronedeal bargain says what is missing")
    history = table.history(talks, progress=progress)
    own = [one for one in history if one.offer.by == side]
    others = [one for one in history if one.offer.by != side]
    wanted = target
    if wanted is None:
        wanted = (
            own[-1].gains[side]
            if own and np.isfinite(own[-1].gains[side])
            else _OPENING * float(table.ideal[table.ground.names.index(side)])
        )
    last = others[-1] if others else None
    is_enough = last is not None and last.gains[side] >= wanted and not any(one.side == side for one in last.broken)
    progress("what to answer")
    found = answered(
        table,
        side,
        wanted,
        None if last is None else last.package,
        [one.package for one in own[-1:]],
        is_enough=is_enough,
    )
    return Answered(
        answer=found,
        last=last,
        read=_read(table, others, tuple(name for name in table.ground.names if name != side), seed),
    )


_OPENING = 0.9
"""Share of its ideal that a side asks for where it has offered nothing and says nothing: an assumption."""


def _read(
    table: Table, history: tuple[Appraisal, ...] | list[Appraisal], names: tuple[str, ...], seed: int
) -> dict[str, OtherRead]:
    return {
        name: other_read(table, name, [one for one in history if one.offer.by == name], seed=seed) for name in names
    }


def _units(table: Table, package: Mapping[str, float]) -> tuple[Unit, ...]:
    """What one unit of each system that changes hands is paid, planned: all that is paid under its clauses over all their units."""
    worked = table.worked(package)
    if worked.chosen is None:
        return ()
    moved = [
        one for one in deliveries(worked.chosen.compiled, worked.chosen.solution) if one.from_party != one.to_party
    ]
    found: list[Unit] = []
    for system in dict.fromkeys(one.system for one in moved):
        units = sum(one.units for one in moved if one.system == system)
        terms = {one.term for one in moved if one.system == system}
        if units <= 0.0 or any(one.system != system for one in moved if one.term in terms):
            continue  # a clause of several systems does not say what one of them is paid
        paid = sum(one.amount for one in worked.plan.cash if one.term in terms)
        found.append(Unit(system=system, worth={"each": paid / units}))
    return tuple(found)
