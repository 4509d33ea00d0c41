"""Offers appraised: what each is worth to each side, what it leaves, which instruction it breaks, how far its side has moved. Not what to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from dronedeal.bargaining.choices import Choices
from dronedeal.bargaining.ground import Aim, Ground, ground_of
from dronedeal.bargaining.reach import Reach, Unreachable
from dronedeal.bargaining.rules import Settled, score, settle
from dronedeal.bargaining.table import Left
from dronedeal.bargaining.trade import Settled as SettledUnits
from dronedeal.deal import Deal, Offer, Talks
from dronedeal.planning import NoDeal, Worked, walk_away, worked_out
from dronedeal.reading import FloatVector

__all__ = ["Appraisal", "Broken", "Table", "at_table", "broken_by"]

_MORE = 1e-3
"""Share of what a side could have beyond an offer that a package has to give it to be called better."""

_GAP = 2e-3
"""How near to its bound the plan of an offer is solved, relative to the joint gain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A line of a side's mandate that a package does not keep to."""

    side: str
    line: str
    place: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Better:
    """A package that is better for every side than one that was offered, planned; ``broken`` are lines of mandates in view that it does not keep to."""

    package: Mapping[str, float]
    gains: Mapping[str, float]
    more: Mapping[str, float]
    broken: tuple[Broken, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """One offer.

    Attributes
    ----------
    package
        All open numbers: as offered, and where the offer leaves one open, as planned.
    status, because
        Of the plan at this package.
    values, gains
        By side, present money at its own rate, as the document and the overlays in view have it; not a number where no plan carries the package out.
    left
        What it leaves at most: the share of ideals all could gain at once (tau), and money in all with nobody worse off.
    better
        A package that is better for all; nothing where none was found, or nobody asked.
    broken
        Lines of mandates in view that it does not keep to.
    moved
        By side, how its gain changed from the same side's offer before; empty for a first one, and where no plan carries one of them out.
    """

    offer: Offer
    package: Mapping[str, float]
    status: str
    because: str
    values: Mapping[str, float]
    gains: Mapping[str, float]
    left: Left
    better: Better | None
    broken: tuple[Broken, ...]
    moved: Mapping[str, float]


@dataclass(slots=True, kw_only=True, eq=False)
class Table:
    """A deal at the table, for one offer after another: what they share is worked out once.

    ``ideal`` are the most that sides can gain; nothing where there is no ``zone``: no plan leaves every side at its walk-away.
    """

    ground: Ground
    no_deal: NoDeal
    choices: Choices
    ideal: FloatVector
    zone: bool

    @property
    def is_idle(self) -> bool:
        """Whether nobody gains anything by any package."""
        return self.zone and self.choices.is_nothing(self.ideal)

    def worked(self, package: Mapping[str, float]) -> Worked:
        """The plan at a package, mandates aside: what it would be worth if it were signed."""
        return worked_out(self.deal, package=package, gap=_GAP, polish=False, no_deal=self.no_deal)

    @property
    def deal(self) -> Deal:
        """The deal as it stands, mandates aside."""
        return self.ground.deal

    def gains(self, worked: Worked) -> FloatVector:
        """What each side gains by a plan; shape (sides,)."""
        found = [
            worked.plan.parties[name].value if name in worked.plan.parties else np.nan for name in self.ground.names
        ]
        return np.array(found) - self.ground.walk_aways

    def left(self, gains: FloatVector) -> Left:
        """What could be had beyond some gains, at most."""
        relaxed, room = self.choices.relaxed, self.choices.relaxed.room
        try:
            ahead = relaxed.along(np.maximum(self.ideal, room), gains - room)
            money = relaxed.most(np.ones(gains.size), gains - room).bound - float(gains.sum())
        except Unreachable:
            return Left(share=0.0, money=0.0)
        return Left(share=max(0.0, ahead.bound), money=max(0.0, money))

    def better(self, gains: FloatVector, package: Mapping[str, float]) -> Better | None:
        """A package by which every side gains beyond some gains, by the greatest common share of what each could."""
        ground = self.ground
        base = replace(
            ground.asking(np.maximum(gains, 0.0)),
            walk_aways=ground.walk_aways + np.maximum(gains, 0.0),
            least=np.zeros(gains.size),
        )
        compiled = base.program()
        choices = Choices(base.sides(compiled))
        try:
            count = gains.size
            ideal = np.array(
                [max(0.0, float(choices.relaxed.most(np.eye(count)[side]).gains[side])) for side in range(count)]
            )
            choice = choices.at(choices.along(np.maximum(ideal, choices.relaxed.room)).plan)
        except Unreachable:
            return None

        def shared(reach: Reach) -> Settled:
            return settle("kalai_smorodinsky", reach, ideal, np.ones(count))

        aim = Aim(settle=shared, score=lambda more: score("kalai_smorodinsky", more, ideal, np.ones(count)))
        try:
            made = None if choice is None else base.made(aim, compiled, shared(choice.reach), seeds=(package,))
        except Unreachable:
            return None
        if made is None or (made.gains <= _MORE * np.maximum(ideal, 1.0)).any():
            return None
        gained = dict(zip(ground.names, (made.gains + np.maximum(gains, 0.0)).tolist(), strict=True))
        return Better(
            package=made.package,
            gains=gained,
            more=dict(zip(ground.names, made.gains.tolist(), strict=True)),
            broken=broken_by(self.deal, ground.names, made.package, gained),
        )

    def units(self, worked: Worked) -> SettledUnits | None:
        """The units of a plan, for trade rates."""
        return (
            None
            if worked.chosen is None
            else SettledUnits(compiled=worked.chosen.compiled, plan=worked.chosen.solution.values)
        )

    def appraised(self, offer: Offer, before: Appraisal | None, *, better: bool = False) -> Appraisal:
        """One offer; ``before`` is the same side's last."""
        package = {path: float(value) for path, value in offer.package.items()}
        worked = self.worked(package)
        gains = self.gains(worked)
        said = dict(zip(self.ground.names, gains.tolist(), strict=True))
        full = dict(worked.plan.package) or package
        is_plan = worked.chosen is not None
        return Appraisal(
            offer=offer, package=full, status=worked.plan.status, because=worked.plan.because, gains=said,
            values={name: said[name] + float(one) for name, one in zip(self.ground.names, self.ground.walk_aways, strict=True)},
            left=self.left(gains) if is_plan else Left(share=float("nan"), money=float("nan")),
            better=self.better(gains, full) if better and is_plan else None,
            broken=broken_by(self.deal, self.ground.names, {path: full[path] for path in package}, said),
            moved={} if before is None or not (is_plan and np.isfinite(list(before.gains.values())).all()) else {name: said[name] - before.gains[name] for name in said},
        )  # fmt: skip

    def history(
        self, talks: Talks, *, better: bool = False, progress: Callable[[str], None] = lambda _: None
    ) -> tuple[Appraisal, ...]:
        """Every offer, oldest first; a better package for the last alone."""
        found: list[Appraisal] = []
        last: dict[str, Appraisal] = {}
        for index, offer in enumerate(talks.offers, start=1):
            progress(f"offer {index} of {len(talks.offers)}")
            one = self.appraised(offer, last.get(offer.by), better=better and index == len(talks.offers))
            last[offer.by] = one
            found.append(one)
        return tuple(found)


def at_table(deal: Deal, *, no_deal: NoDeal | None = None, progress: Callable[[str], None] = lambda _: None) -> Table:
    """Prepare a deal for offers.

    Raises
    ------
    OnesidedDeal, NoDealImpossible
        Fewer than two principals; the existing terms cannot hold.
    """
    progress("walk-aways")
    no_deal = no_deal or walk_away(deal)
    ground = ground_of(deal, no_deal, mandates=False)
    choices = Choices(ground.sides(ground.program()))
    count = len(ground.names)
    try:
        ideal = np.array(
            [max(0.0, float(choices.relaxed.most(np.eye(count)[side]).gains[side])) for side in range(count)]
        )
    except Unreachable:
        return Table(ground=ground, no_deal=no_deal, choices=choices, ideal=np.zeros(count), zone=False)
    return Table(ground=ground, no_deal=no_deal, choices=choices, ideal=ideal, zone=True)


def broken_by(
    deal: Deal, names: tuple[str, ...], package: Mapping[str, float], gains: Mapping[str, float]
) -> tuple[Broken, ...]:
    """Lines of the mandates in view that a package does not keep to."""
    found: list[Broken] = []
    for name in names:
        mandate = deal.parties[name].mandate
        if mandate is None:
            continue
        for line, limit in mandate.limits.items():
            value = package.get(limit.number)
            low, high = limit.ends
            if value is None or float(low) - 1e-9 <= value <= float(high) + 1e-9:
                continue
            asked = f"at least {float(low):,.12g}" if value < float(low) else f"at most {float(high):,.12g}"
            found.append(
                Broken(
                    side=name,
                    line=line,
                    place=str(limit.place),
                    said=f"{limit.number} is {value:,.12g}; {line} of {name} asks for {asked}",
                )
            )
        least = float(mandate.least_gain)
        if gains[name] < least - 1e-6 * max(1.0, abs(least)):
            found.append(
                Broken(
                    side=name,
                    line="gain",
                    place=str(mandate.place),
                    said=f"{name} gains {gains[name]:,.0f}; its mandate asks for at least {least:,.0f}",
                )
            )
    return tuple(found)
