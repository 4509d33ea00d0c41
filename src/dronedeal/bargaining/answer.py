"""What to answer: of packages that leave us what we want, the one that pleases the other side most, and the one that moves least of what it offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from dronedeal.bargaining.appraise import Broken, Table, broken_by
from dronedeal.bargaining.choices import Choices
from dronedeal.bargaining.ground import Aim, Ground, ground_of, open_numbers
from dronedeal.bargaining.reach import Reach, Unreachable
from dronedeal.bargaining.rules import Proof, Settled
from dronedeal.bargaining.why_none import why_none
from dronedeal.deal import Deal
from dronedeal.planning import Chosen, choose_package
from dronedeal.reading import FloatVector
from dronedeal.solving import Solver

__all__ = ["Answer", "Counter", "answered"]

_SETS, _SECONDS = 6, 10.0
"""Most sets of numbers that are tried, and the longest the search for one may take."""

_SAME = 1e-12
"""Difference of two values of a number that is none."""

_LITTLE = 1e-3
"""Weight of the own side beside the others in what pleases them most: it only breaks ties."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A package to answer with: what it gives each side, by the document and the overlays in view, and which numbers it moves."""

    package: Mapping[str, float]
    gains: Mapping[str, float]
    moved: tuple[str, ...]
    broken: tuple[Broken, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a side can answer.

    ``target`` is the gain asked for; ``accept`` whether the other side's last package gives it already, within the mandate; ``pleasing`` gives the others most, ``fewest`` moves
    the fewest numbers of that package; either is nothing where no package does, and then ``because`` says which lines of mandates are why, or that no plan gives so much.
    """

    side: str
    target: float
    accept: bool
    pleasing: Counter | None
    fewest: Counter | None
    because: str = ""


def answered(
    table: Table,
    side: str,
    target: float,
    last: Mapping[str, float] | None,
    own: Sequence[Mapping[str, float]],
    *,
    is_enough: bool,
) -> Answer:
    """Counter-offers of a side that leave it a gain, mandates in view kept.

    Parameters
    ----------
    target
        The gain over walking away that the side wants; present money at its own rate.
    last
        The package on the table, if there is one.
    own
        Packages the side has offered itself.
    is_enough
        Whether that gives the side its target within its mandate.

    Notes
    -----
    The first is a trade-off along a curve of equal own value (Faratin, Sierra and Jennings 2002), worked out on the plan's own program rather than searched for; the second
    takes the fewest moves by an integer program, and is planned.
    """
    try:
        ground = ground_of(table.deal, table.no_deal, between=table.ground.names)
    except ValueError as contradiction:
        because = f"the mandates in view contradict each other: {contradiction}"
        return Answer(side=side, target=target, accept=False, pleasing=None, fewest=None, because=because)
    at = ground.names.index(side)
    least = ground.least.copy()
    least[at] = max(least[at], target)
    asking = ground.asking(least)
    pleasing = _pleasing(asking, at, [*own, *([] if last is None else [last])])
    fewest = None if last is None else _fewest(asking, at, last)
    counters = [None if one is None else _counter(table, one, last) for one in (pleasing, fewest)]
    because = "" if any(counters) else why_none(table, side, target, partial(_is_found, table, side, target, own))
    return Answer(side=side, target=target, accept=is_enough, pleasing=counters[0], fewest=counters[1], because=because)


def _is_found(table: Table, side: str, target: float, own: Sequence[Mapping[str, float]], deal: Deal) -> bool:
    """Whether a package gives a side a gain, mandates of a deal kept."""
    ground = ground_of(deal, table.no_deal, between=table.ground.names)
    at, least = ground.names.index(side), ground.least.copy()
    least[at] = max(least[at], target)
    return _pleasing(ground.asking(least), at, own) is not None


def _counter(table: Table, found: tuple[dict[str, float], FloatVector], last: Mapping[str, float] | None) -> Counter:
    package, gains = found
    said = dict(zip(table.ground.names, gains.tolist(), strict=True))
    moved = (
        ()
        if last is None
        else tuple(path for path, value in package.items() if abs(value - last.get(path, value)) > _SAME)
    )
    return Counter(
        package=package, gains=said, moved=moved, broken=broken_by(table.deal, table.ground.names, package, said)
    )


def _nothing(reach: Reach) -> Settled:
    """No rule: the package is given."""
    raise Unreachable(f"nothing is chosen for {', '.join(reach.sides.names)}")


def _pleasing(
    ground: Ground, own: int, seeds: Sequence[Mapping[str, float]]
) -> tuple[dict[str, float], FloatVector] | None:
    compiled = ground.program()
    weights = np.where(np.arange(len(ground.names)) == own, _LITTLE, 1.0)

    def others(reach: Reach) -> Settled:
        found = reach.most(weights)
        here = float(weights @ found.gains)
        return Settled(
            rule="pleasing",
            gains=found.gains,
            plan=found.plan,
            score=here,
            proof=Proof(weights=weights, here=here, bound=found.bound),
        )

    aim = Aim(settle=others, score=lambda gains: float(weights @ gains))
    choices = Choices(ground.sides(compiled))
    try:
        choice = choices.at(choices.most(weights).plan)
        made = (
            None
            if choice is None
            else ground.made(aim, compiled, others(choice.reach), seeds=seeds, thorough=not seeds)
        )
    except Unreachable:
        return None
    return None if made is None else (dict(made.package), made.gains)


def _fewest(ground: Ground, own: int, last: Mapping[str, float]) -> tuple[dict[str, float], FloatVector] | None:
    """Sets of numbers to move, fewest first, until one of them holds when it is planned; payments are only bounded by prices in between."""
    compiled = ground.program()
    program, numbers = compiled.program, open_numbers(ground.deal)
    moved: dict[str, int] = {}
    for path, (number, column) in compiled.opened.items():
        low, high, here = (
            float(number.low),
            float(number.high),
            min(max(last[path], float(number.low)), float(number.high)),
        )
        choice = int(program.columns(1, upper=1.0, integer=True, label=f"moved/{path}")[0])
        rows = program.rows(2, lower=np.array([-np.inf, here]), upper=np.array([here, np.inf]), label=f"moved/{path}")
        program.add(np.array([rows[0], rows[0]]), np.array([column, choice]), np.array([1.0, here - high]))
        program.add(np.array([rows[1], rows[1]]), np.array([column, choice]), np.array([1.0, here - low]))
        moved[path] = choice
    others = [program.rows(1, label="another set") for _ in range(_SETS)]
    for row in others:
        program.add(np.repeat(row, len(moved)), np.array(list(moved.values())), np.ones(len(moved)))
    solver = Solver(program, mip_gap=1e-4, time_limit=_SECONDS)
    costs = np.zeros(program.column_count)
    costs[list(moved.values())] = -1.0
    solver.change_objective(costs)
    shares = {name: _LITTLE if side == own else 1.0 for side, name in enumerate(ground.names)}
    aim = Aim(settle=_nothing, score=lambda gains: float(gains.sum()))
    for row in others:
        solution = solver.solve()
        if not solution.has_values:
            return None
        free = {path for path, column in moved.items() if solution.values[column] > 0.5}  # noqa: PLR2004 - nothing or one
        standing = {path: value for path, value in last.items() if path in numbers and path not in free}
        chosen = choose_package(ground.deal, ground.floors, weights=shares, package=standing, polish=False)
        made = ground.planned({**standing, **chosen.package}, aim, polish=True) if isinstance(chosen, Chosen) else None
        if made is not None:
            return made.package, made.gains
        # these do not do: at least one of the rest has to move too
        inside = np.array([column for path, column in moved.items() if path in free], dtype=np.int64)
        if inside.size:
            solver.change_coefficients(np.repeat(row, inside.size), inside, np.zeros(inside.size))
        solver.change_row_bounds(row, 1.0, np.inf)
    return None
