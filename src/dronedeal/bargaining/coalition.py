"""What every coalition is worth, and how the worth of all may be divided: Shapley value, core, least core and nucleolus.

Games of transferable utility only. Not where the worths come from: it knows no deal, and no rule is called fair. Linear programs are
solved on the game that is left once everybody has its worth alone, as a share of its largest number: so neither unit nor zero matters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import comb, inf, isfinite

import numpy as np

from dronedeal.solving import FloatArray, IntArray, Program, Solution, Solver

__all__ = ["Core", "Game", "core", "nucleolus", "range_of", "shapley"]

_MOST = 15
"""Players beyond which a game is refused: coalitions double with each."""

_NEAR = 1e-8
"""Share of the largest number within which two excesses count as one; the solver is asked for a tenth of it."""

_WEIGHT = 1e-7
"""Weight above which a coalition binds. A basis is a matrix of noughts and ones of order 16 at most, whose determinant is under 400,000:
a weight that is not nothing is above two millionths."""

_APART = 1e-7
"""Distance of a coalition from the span of others beyond which it is no combination of them: by determinants again, above 1e-5 if any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Game:
    """Players, and the worth of every coalition of them that is not empty; the empty one is worth nothing.

    Raises
    ------
    ValueError
        There is no player, one twice or more than 15; a worth is missing, not finite, or of no coalition of the players.
    """

    players: tuple[str, ...]
    """In the order in which answers name them."""
    worth: Mapping[frozenset[str], float]
    """What each coalition can have without the others, all in one unit; a cost is negative."""

    def __post_init__(self) -> None:
        """Refuse what is no game, and keep an own copy of the worths."""
        players = self.players
        if not players or len(set(players)) < len(players):
            raise ValueError("a game needs players, each named once")
        if len(players) > _MOST:
            raise ValueError(f"{len(players)} players are too many: of more than {_MOST} there are too many coalitions")
        worth = {one: float(each) for one, each in self.worth.items() if one or each != 0}
        missing = [each for each in _coalitions(players) if frozenset(each) not in worth]
        if missing:
            more = f", nor of {len(missing) - 1} more" if len(missing) > 1 else ""
            raise ValueError(f"no worth is given of the coalition of {', '.join(missing[0])}{more}")
        if len(worth) >= 2 ** len(players):
            every = {frozenset(each) for each in _coalitions(players)}
            strange = min(sorted(one) for one in worth if one not in every)
            raise ValueError(f"a worth is given of ({', '.join(strange)}), which is no coalition of the players")
        for each in _coalitions(players):
            if not isfinite(worth[frozenset(each)]):
                raise ValueError(f"the worth of the coalition of {', '.join(each)} is not finite")
        object.__setattr__(self, "worth", worth)


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """Whether the worth of all can be divided so that no coalition would have more alone, and how nearly.

    All numbers are in the unit of the worths.
    """

    exists: bool
    """Whether such a division exists: ``least`` is not above ``tolerance``."""
    least: float
    """Least amount by which every coalition but that of all may have to fall short of its worth.

    Negative if each can have that much more. Nothing in a game of one player.
    """
    division: dict[str, float]
    """The division of the least core that is its prenucleolus; it adds up to the worth of all."""
    blocking: tuple[tuple[str, ...], ...]
    """Coalitions that fall short by ``least`` in every division of the least core, smaller ones first.

    These are the ones with a positive dual in some dual solution: they stand in the way if the core is empty.
    """
    tolerance: float
    """Difference up to which two amounts count as equal."""


def shapley(game: Game) -> dict[str, float]:
    """Shapley value: what each player adds to those before it, averaged over all orders in which players may come.

    Returns
    -------
    Share of each player, in the unit of the worths; they add up to the worth of all.

    Notes
    -----
    The sum over coalitions S without the player of s! (n - s - 1)! / n! times what it adds to S, of s players (Shapley 1953).
    """
    count = len(game.players)
    worths = np.concatenate(([0.0], _worths(game)))
    masks = np.arange(worths.size)
    weights = np.array([1 / (count * comb(count - 1, size)) for size in range(count)])
    shares: dict[str, float] = {}
    for at, player in enumerate(game.players):
        without = masks[masks >> at & 1 == 0]
        added = worths[without | 1 << at] - worths[without]
        shares[player] = float(weights[np.bitwise_count(without)] @ added)
    return shares


def core(game: Game) -> Core:
    """Whether the core exists, and the least core, which always does.

    Notes
    -----
    The least core (Maschler, Peleg and Shapley 1979) are the divisions with the least greatest excess, an excess being what a coalition other
    than all falls short of its worth; the core exists if that is not positive. No division of it has fewer coalitions at the greatest
    excess than its prenucleolus: so these have it in every one, and by strict complementarity a positive dual.
    """
    rest = _rest_of(game)
    shares, levels = _settled(rest, may_lose=True)
    least = levels[0] if levels else 0.0
    blocking = np.flatnonzero((rest.gains - rest.members @ shares)[:-1] >= least - rest.tolerance / rest.scale)
    named = [tuple(np.flatnonzero(rest.members[one]).tolist()) for one in blocking]
    return Core(
        exists=least * rest.scale <= rest.tolerance,
        least=least * rest.scale,
        division=rest.named(shares),
        blocking=tuple(
            tuple(game.players[at] for at in each) for each in sorted(named, key=lambda each: (len(each), each))
        ),
        tolerance=rest.tolerance,
    )


def nucleolus(game: Game) -> dict[str, float]:
    """Nucleolus: the greatest excess made least, then the next greatest, and so on, giving nobody less than it is worth alone.

    Returns
    -------
    Share of each player, in the unit of the worths; they add up to the worth of all. If players alone are worth more than all together,
    nothing can give each as much: the prenucleolus then, which is the same without that bound.

    Notes
    -----
    Schmeidler 1969. One linear program a level (after Maschler, Peleg and Shapley 1979): a coalition with a positive dual has its excess in every
    best division, and keeps it; combinations of such are settled with them. There are fewer levels than players.
    """
    rest = _rest_of(game)
    shares, _ = _settled(rest, may_lose=bool(rest.gains[-1] < 0))
    return rest.named(shares)


def range_of(game: Game) -> dict[str, tuple[float, float]]:
    """Least and most that each player gets over the core, or over the least core if the core is empty.

    Returns
    -------
    Two amounts a player, in the unit of the worths.
    """
    rest = _rest_of(game)
    whole = rest.gains.size - 1
    held = {whole: 0.0}
    excess = max(0.0, _level(rest, held, _apart(rest, held), may_lose=True)[0]) if whole else 0.0
    count = len(game.players)
    solver, rows = _weighing(rest, held, np.arange(whole), excess=excess)
    ends = np.empty((2, count))
    for end, sign in enumerate((1.0, -1.0)):
        for at, player in enumerate(sign * np.eye(count)):
            solver.change_row_bounds(rows, player, player)
            ends[end, at] = sign * _solution(solver).objective
    low, high = rest.named(ends[0]), rest.named(np.maximum(ends[0], ends[1]))
    return {player: (low[player], high[player]) for player in game.players}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Rest:
    """What is left of a game once everybody has its worth alone, as a share of its largest number; coalitions by mask, all last."""

    players: tuple[str, ...]
    alone: FloatArray
    """Worth of each player alone, in the unit of the game."""
    scale: float
    """The largest number of what is left, in the unit of the game."""
    tolerance: float
    gains: FloatArray
    members: FloatArray
    """One where a player is of a coalition; shape (coalitions, players)."""

    def named(self, shares: FloatArray) -> dict[str, float]:
        """Shares by player, in the unit of the game."""
        return dict(zip(self.players, (self.alone + self.scale * shares).tolist(), strict=True))


def _rest_of(game: Game) -> _Rest:
    """The game without what everybody is worth alone; what rounding alone may have left counts as nothing."""
    count = len(game.players)
    worths = _worths(game)
    masks: IntArray = np.arange(1, 2**count, dtype=np.int64)[:, None]
    members: FloatArray = (masks >> np.arange(count, dtype=np.int64) & 1).astype(np.float64)
    alone = worths[2 ** np.arange(count) - 1]
    largest = float(np.abs(worths).max())
    noise = count**2 * 2.0**-52 * largest
    gains: FloatArray = worths - members @ alone
    gains[np.abs(gains) <= noise] = 0.0
    scale = float(np.abs(gains).max()) or largest or 1.0
    return _Rest(
        players=game.players,
        alone=alone,
        scale=scale,
        tolerance=_NEAR * scale + noise,
        gains=gains / scale,
        members=members,
    )


def _settled(rest: _Rest, *, may_lose: bool) -> tuple[FloatArray, list[float]]:
    """Shares by excesses made least one after the other, and the excess of each level; ``may_lose`` lets shares be negative."""
    held = {rest.gains.size - 1: 0.0}
    levels: list[float] = []
    while (open_ := _apart(rest, held)).size:
        excess, binding = _level(rest, held, open_, may_lose=may_lose)
        levels.append(excess)
        for one in binding:
            if one in _apart(rest, held):
                held[one] = excess
    rows = list(held)
    shares = np.linalg.solve(rest.members[rows], rest.gains[rows] - np.array(list(held.values())))
    return np.asarray(shares, dtype=np.float64), levels


def _apart(rest: _Rest, held: Mapping[int, float]) -> IntArray:
    """Coalitions that are no combination of those held, which are none of each other."""
    base = np.linalg.qr(rest.members[list(held)].T).Q
    left = rest.members - (rest.members @ base) @ base.T
    return np.flatnonzero(np.sqrt((left**2).sum(axis=1)) > _APART)


def _level(rest: _Rest, held: Mapping[int, float], open_: IntArray, *, may_lose: bool) -> tuple[float, list[int]]:
    """The least greatest excess of open coalitions, those held having theirs; and which have it in every best division."""
    solver, rows = _weighing(rest, held, open_)
    solver.change_row_bounds(rows, 0.0 if may_lose else -inf, 0.0)
    solution = _solution(solver)
    weights = solution.values[len(held) :]
    return solution.objective, open_[weights > _WEIGHT].tolist()


def _weighing(
    rest: _Rest, held: Mapping[int, float], open_: IntArray, *, excess: float | None = None
) -> tuple[Solver, IntArray]:
    """Weights of coalitions that make the most of what these lack, and the rows that say how much weight is on each player.

    Notes
    -----
    The dual of the linear program over divisions, with few rows however many coalitions there are: those held weigh anything, the others
    nothing or more, and one together unless their excess is given (balanced weights, Bondareva 1963 and Shapley 1967).
    """
    program = Program(maximise=True)
    ones = list(held)
    own = rest.gains[ones] - np.array(list(held.values()))
    firm = program.columns(len(ones), lower=-inf, cost=own, label="held")
    loose = program.columns(open_.size, cost=rest.gains[open_] - (excess or 0.0), label="open")
    rows = program.rows(len(rest.players), lower=0.0, upper=0.0, label="player")
    program.add(rows[:, None], firm[None, :], rest.members[ones].T)
    program.add(rows[:, None], loose[None, :], rest.members[open_].T)
    if excess is None:
        program.add(program.rows(1, lower=1.0, upper=1.0, label="together")[:, None], loose[None, :], 1.0)
    return Solver(program), rows


def _solution(solver: Solver) -> Solution:
    """The optimum, as closely as the solver can; every program here has one."""
    solution = solver.solve(careful=True)
    if solution.status != "optimal":
        raise RuntimeError(f"a linear program over coalitions, which always has an answer, ended {solution.status}")
    return solution


def _coalitions(players: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every coalition that is not empty, smaller ones first."""
    for size in range(1, len(players) + 1):
        yield from combinations(players, size)


def _worths(game: Game) -> FloatArray:
    """Worth of every coalition that is not empty, by mask: the first player is its lowest bit."""
    bits = {player: 1 << at for at, player in enumerate(game.players)}
    worths = np.empty(2 ** len(bits) - 1)
    for one, worth in game.worth.items():
        worths[sum(bits[player] for player in one) - 1] = worth
    return worths
