"""The verb simulate: a plan in many futures, a block at a time, on all processors. Not what one future is: see ``prepared``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace

import numpy as np

from dronedeal.deal.deal import Deal, principals_of
from dronedeal.deal.number import Disputed, Uncertain, base_of
from dronedeal.deal.plan import Plan
from dronedeal.lanes import Answers, Cluster, Lanes, lane_count
from dronedeal.planning import worked_out
from dronedeal.reading import FloatVector
from dronedeal.simulation.draws import BLOCK, Draws
from dronedeal.simulation.held import held
from dronedeal.simulation.marginal import quantile, readings_of
from dronedeal.simulation.prepared import Outcome, Prepared
from dronedeal.simulation.result import Fact, Policy, Simulated, Swing
from dronedeal.simulation.sensitivity import Driver, likely, sobol_indices
from dronedeal.simulation.worlds import Worlds, within

__all__ = ["MOST_REPLANNED", "MOST_SCENARIOS", "NoPlan", "asked_for", "simulate"]

MOST_SCENARIOS = 2_000_000
"""Scenarios beyond which results would no longer fit in memory."""

MOST_REPLANNED = 2_000
"""Scenarios beyond which plans made anew each year would take hours."""

_AT_ONCE = 4
"""Blocks that one process is asked for at once."""

_FEW = 4
"""Scenarios that one process is asked for at once where each takes seconds."""

_DRIVERS = 10
"""Numbers whose shares of a party's variance are worked out: those its gain goes with most."""

_NOISE = 1e-6
"""Share of the largest value below which a loss is what solving the plan leaves."""

_LOW, _HIGH = 0.05, 0.95
"""Shares of its chance at which a number is low, and high."""


class NoPlan(ValueError):
    """There is no plan to carry out; ``plan`` says why."""

    def __init__(self, plan: Plan) -> None:
        """Keep the plan."""
        self.plan = plan
        super().__init__(f"{plan.status}, because {plan.because}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Blocks:
    """Some blocks of scenarios to work out."""

    worlds: Worlds
    first: int
    last: int

    def run(self) -> Outcome:
        return Outcome.joined([self.worlds.run(self.worlds.draws.block(one)) for one in range(self.first, self.last)])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Few:
    """Some scenarios of a block, in each of which the plan is made anew every year."""

    worlds: Worlds
    block: int
    first: int
    last: int

    def run(self) -> Outcome:
        return self.worlds.replanned(self.worlds.draws.block(self.block)[self.first : self.last])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sample:
    """Gains of some parties at one sample of shares."""

    worlds: Worlds
    columns: tuple[int, ...]
    one: FloatVector

    def run(self) -> FloatVector:
        gains = self.worlds.run(self.one).gains
        return np.ascontiguousarray(gains[:, list(self.columns)].T)


def simulate(
    deal: Deal,
    *,
    others: Mapping[str, Deal] | None = None,
    scenarios: int = 10_000,
    seed: int = 0,
    sobol: bool = False,
    policy: Policy = "fixed",
    drivers: bool = True,
    package: Mapping[str, float] | None = None,
    at_once: int = _AT_ONCE,
    processes: int | None = None,
    cluster: str = "",
    progress: Callable[[str], None] = lambda _: None,
) -> Simulated:
    """Plan a sound deal and carry the plan out in many futures.

    Parameters
    ----------
    others
        Named scenarios that may come about instead, read from the same folder; each says its probability, and the deal itself has
        what is left.
    scenarios, seed
        How many futures are drawn, and from which seed: the same seed draws the same futures, and gives the same results to the last
        bit, however many are drawn or worked out at once.
    sobol
        Draw a scrambled Sobol sequence instead of pseudo-random numbers.
    policy
        ``fixed``: orders stand, or fall with what a need turns out to want. ``replanned``: each contract year the rest is planned anew from
        what has happened, which takes seconds a scenario; which numbers matter is then not worked out.
    drivers
        Also work out which numbers matter, which takes some twenty blocks of scenarios more.
    package
        Values of open numbers that stand, by path.
    at_once
        Blocks of scenarios that one process is asked for at once.
    processes
        Processes beside this one; by default as many as there are processors.
    cluster
        Address of a Dask scheduler whose workers do the work instead.
    progress
        Told in words what is being done.

    Raises
    ------
    Unsound
        The deal states correlations that no numbers can have.
    NoPlan
        The deal has no plan to carry out.
    ValueError
        No scenarios, or more than ``MOST_SCENARIOS``.
    ConnectionError
        Nobody answers at the cluster's address.
    """
    most = MOST_SCENARIOS if policy == "fixed" else MOST_REPLANNED
    if not 1 <= scenarios <= most:
        message = f"{scenarios:,} scenarios; draw between 1 and {most:,}"
        raise ValueError(message)
    started = time.perf_counter()
    instead = dict(others or {})
    draws = Draws.of(deal, *instead.values(), seed=seed, sobol=sobol)
    worked = worked_out(deal, package=package, progress=progress)
    still = held(worked)
    if still is None:
        raise NoPlan(worked.plan)
    worlds = Worlds(
        draws=draws,
        base=Prepared(held=still),
        others=tuple(within(still, name, other) for name, other in instead.items()),
    )
    if sum(one.probability for one in worlds.others) > 1.0 + 1e-9:
        message = f"the probabilities of {', '.join(instead)} sum to more than one"
        raise ValueError(message)
    drivers = drivers and policy == "fixed"
    cases = len(_cases(worlds, scenarios, policy, at_once)) + (_DRIVERS if drivers else 0)
    count = lane_count(cases) if processes is None else processes
    beside = Cluster(cluster) if cluster else Lanes(count, loading=__name__) if count else nullcontext(None)
    with beside as lanes:
        found = asked_for(
            worlds, scenarios, policy=policy, at_once=at_once, lanes=lanes, plan=worked.plan, progress=progress
        )()
        if drivers and draws.names and found.scenarios == scenarios:
            columns = tuple(found.parties.index(party) for party in found.principals)
            with suppress(KeyboardInterrupt):  # the futures are there, and are shown
                progress("which numbers matter")
                found = replace(found, drivers=_drivers(worlds, columns, found.principals, found.outcome, lanes))
    return replace(found, seconds=time.perf_counter() - started)


def asked_for(
    worlds: Worlds, scenarios: int, *, plan: Plan, policy: Policy = "fixed", lanes: Lanes | Cluster | None = None, at_once: int = _AT_ONCE,
    progress: Callable[[str], None] = lambda _: None,
) -> Callable[[], Simulated]:  # fmt: skip
    """Have a plan carried out in many futures, beside other work; what is returned waits for it and says what came of it.

    Without lanes it is all done when that is called.
    """
    answers = _answers(lanes, _cases(worlds, scenarios, policy, at_once))

    def come() -> Simulated:
        return _together(worlds, _joined(answers, scenarios, progress), scenarios, plan, policy)

    return come


def _cases(worlds: Worlds, scenarios: int, policy: Policy, at_once: int) -> Sequence[_Blocks | _Few]:
    """All scenarios, in order, as many to a case as one process is asked for at once."""
    if policy == "fixed":
        blocks = -(-scenarios // BLOCK)
        return [_Blocks(worlds=worlds, first=one, last=min(one + at_once, blocks)) for one in range(0, blocks, at_once)]
    return [
        _Few(
            worlds=worlds,
            block=first // BLOCK,
            first=first % BLOCK,
            last=min(first % BLOCK + _FEW, scenarios - first + first % BLOCK),
        )
        for first in range(0, scenarios, _FEW)
    ]


def _together(worlds: Worlds, outcome: Outcome, asked: int, plan: Plan, policy: Policy) -> Simulated:
    """What all futures say, but for what takes more of them."""
    prepared, draws = worlds.base, worlds.draws
    deal = prepared.held.deal
    principals = principals_of(deal)
    columns = tuple(prepared.parties.index(party) for party in principals)
    return Simulated(
        currency=deal.currency, parties=prepared.parties, principals=principals, needs=tuple(prepared.held.with_deal.steps),
        years=(*(f"year {year + 1}" for year in range(deal.horizon.years)), "later"), outcome=outcome,
        at_base=prepared.run({}, 1), noise=noise_of(plan), seed=draws.seed,
        sobol=draws.sobol, policy=policy, asked=asked, seconds=0.0, drivers={}, swings=_swings(prepared, draws, principals) if policy == "fixed" else {},
        facts=_facts(draws, outcome, columns, principals) if policy == "fixed" else (), drawn=tuple(draws.numbers),
        chances={one.name: one.probability for one in worlds.others},
    )  # fmt: skip


def noise_of(plan: Plan) -> float:
    """What solving leaves of a gain: less is none."""
    size = max((abs(one.value) for one in plan.parties.values()), default=0.0)
    return max(1.0, _NOISE * max(size, abs(plan.joint_value)))


def _answers(lanes: Lanes | Cluster | None, cases: Sequence[_Blocks | _Few]) -> Iterator[Outcome]:
    """Outcomes in the order of the cases, each as soon as it is there; asked for at once."""
    return (case.run() for case in cases) if lanes is None else _taken([*lanes.ask(cases)])


def _taken(asked: list[Answers[Outcome] | None]) -> Iterator[Outcome]:
    for index, answer in enumerate(asked):
        if answer is not None:
            yield answer.result()
        asked[index] = None  # what has been taken over is not kept twice


def _joined(answers: Iterator[Outcome], scenarios: int, progress: Callable[[str], None]) -> Outcome:
    """Outcomes one after another; where somebody stops it, those that are there."""
    kept: Outcome | None = None
    done, began = 0, time.perf_counter()
    try:
        for part in answers:
            if kept is None:
                kept = Outcome(**{name: np.empty((scenarios, *one.shape[1:])) for name, one in part.arrays()})
            for name, one in part.arrays():
                getattr(kept, name)[done : done + one.shape[0]] = one[: max(0, scenarios - done)]
            done = min(scenarios, done + part.gains.shape[0])
            left = (time.perf_counter() - began) * (scenarios - done) / done
            progress(f"{done:,} of {scenarios:,} scenarios, {left:.0f} s left")
    except KeyboardInterrupt:
        if kept is None or not done:
            raise
    if kept is None:
        message = "no scenarios"
        raise ValueError(message)
    return kept if done == scenarios else kept.first(done)


def _drivers(
    worlds: Worlds, columns: tuple[int, ...], principals: Sequence[str], outcome: Outcome, lanes: Lanes | Cluster | None
) -> dict[str, tuple[Driver, ...]]:
    """The numbers each principal's gain goes with most, and how much of its variance goes with them."""
    draws = worlds.draws
    shares = draws.block(0)
    known = min(BLOCK, outcome.gains.shape[0])
    names = draws.names
    of_party = {
        party: likely(shares[:known], outcome.gains[:known, column], _DRIVERS)
        for party, column in zip(principals, columns, strict=True)
    }
    asked = sorted({one for some in of_party.values() for one in some})

    def evaluate(samples: Sequence[FloatVector]) -> list[FloatVector]:
        cases = [_Sample(worlds=worlds, columns=columns, one=one) for one in samples]
        return [case.run() for case in cases] if lanes is None else [one.result() for one in lanes.ask(cases)]

    found = sobol_indices(
        evaluate, shares, draws.block(0, other=True), asked, [names[one] for one in asked], draws.seed
    )
    ranked: dict[str, tuple[Driver, ...]] = {}
    for party, some in zip(principals, found, strict=True):
        mine = {names[one] for one in of_party[party]}
        ranked[party] = tuple(
            sorted((one for one in some if one.number in mine), key=lambda one: (-one.total, one.number))
        )
    return ranked


def _swings(prepared: Prepared, draws: Draws, principals: Sequence[str]) -> dict[str, tuple[Swing, ...]]:
    """Gains with one number low or high, all others at their base; the widest first."""
    numbers = list(draws.numbers.items())
    if not numbers:
        return dict.fromkeys(principals, ())
    count = 2 * len(numbers)
    moved: dict[str, FloatVector] = {}
    for at, (path, number) in enumerate(numbers):
        moved[path] = np.full(count, float(base_of(number)))
        moved[path][2 * at : 2 * at + 2] = _ends(path, number)
    gains = prepared.run(moved, count).gains
    swings: dict[str, tuple[Swing, ...]] = {}
    for party in principals:
        column = gains[:, prepared.parties.index(party)]
        found = [
            Swing(
                number=path, low=float(moved[path][2 * at]), high=float(moved[path][2 * at + 1]),
                at_low=float(column[2 * at]), at_high=float(column[2 * at + 1]),
            )
            for at, (path, _) in enumerate(numbers)
        ]  # fmt: skip
        swings[party] = tuple(sorted(found, key=lambda one: (-abs(one.at_high - one.at_low), one.number)))
    return swings


def _ends(path: str, number: Uncertain | Disputed) -> FloatVector:
    """A number at a twentieth of its chance from either end; an event in the first quarter in which it may happen, and never."""
    if path.startswith("events.") and path.count(".") == 1 and isinstance(number, Uncertain):
        return quantile(number, np.array([_SURELY, 1.0 - _SURELY]))
    return quantile(number, np.array([_LOW, _HIGH]))


_SURELY = 1e-12
"""Share of its chance so near an end that what happens there is the first or the last that may."""


def _facts(draws: Draws, outcome: Outcome, columns: tuple[int, ...], principals: Sequence[str]) -> tuple[Fact, ...]:
    """What it would be worth to know which claim of each disputed number is true; the dearest first."""
    names = list(draws.numbers)
    known = outcome.gains.shape[0]
    facts: list[Fact] = []
    for path, number in draws.numbers.items():
        if not isinstance(number, Disputed):
            continue
        at = names.index(path)
        shares = np.concatenate([draws.hanging(draws.block(one))[:, at] for one in range(-(-known // BLOCK))])[:known]
        true = readings_of(number, shares)
        by_party = {
            party: _worth_of_knowing(outcome.gains[:, column], true)
            for party, column in zip(principals, columns, strict=True)
        }
        claims = tuple(one.claim for one in number.readings)
        facts.append(Fact(number=path, claims=claims, value_of_settling=sum(by_party.values()), by_party=by_party))
    return tuple(sorted(facts, key=lambda one: (-one.value_of_settling, one.number)))


def _worth_of_knowing(gains: FloatVector, true: np.ndarray) -> float:
    """E[max(0, E[gain | which is true])] - max(0, E[gain]): never below nought, which is what it is where no mind would change."""
    sums = np.bincount(true, weights=gains)
    if (sums >= 0.0).all() or (sums <= 0.0).all():
        return 0.0
    return float(np.maximum(0.0, sums).sum() - max(0.0, sums.sum())) / gains.size
