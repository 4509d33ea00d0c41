"""An integer program solved by linear programs alone, from where a like one ended; what they do not prove is left to a search.

It runs in the model of the program, which it leaves as it found it but for the basis.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from dronedeal.solving.arrays import Arrays, FloatArray
from dronedeal.solving.certificate import denies, fixed
from dronedeal.solving.judgement import judge, relative_gap
from dronedeal.solving.scaled import ScaledModel
from dronedeal.solving.solution import Solution, Status

__all__ = ["Nearby"]

_WHOLE = 1e-6
"""Distance from a whole number at which a value is one."""

_NOISE = 1e-9
"""Distance from a whole number that is a solver's rounding, and moves nothing."""

_ROWS = 6
"""Most rows that are tried as a divide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """The program with a row held to one side of what lies between two whole numbers, and its relaxation, if that has a point."""

    arrays: Arrays
    bound: float
    relaxed: Solution | None


@dataclass(slots=True, kw_only=True)
class Nearby:
    """One integer program, and what was found out about it so far.

    ``best`` is the best point with whole integers; ``seconds_left`` is what a solve may take; ``floor`` are the rows' natural magnitudes, where they are known.
    """

    model: ScaledModel
    arrays: Arrays
    mip_gap: float
    seconds_left: Callable[[], float | None]
    floor: FloatArray | None = None
    best: Solution | None = None
    _held: Arrays | None = None

    def solved(self, near: FloatArray) -> Solution | None:
        """The program as near its bound as asked for; or that it has no point; or nothing, where neither is proven.

        Parameters
        ----------
        near
            Whole numbers to try first, by ascending id of integer columns.
        """
        started = time.perf_counter()
        columns = np.flatnonzero(self.arrays.integer)
        self.model.change_integrality(columns, whole=False)
        relaxed = self._linear(self.arrays)
        found: Solution | None = None
        if relaxed.status == "infeasible":
            found = relaxed if self._is_denied(self.arrays) else None
        elif relaxed.status == "optimal":
            found = self._as_it_is(relaxed) or self._tried(near, relaxed.bound) or self._rounded(relaxed, relaxed.bound)
            found = found or self._divided(relaxed)
            self._hold(self.arrays)
        self.model.change_integrality(columns, whole=True)
        return None if found is None else replace(found, seconds=time.perf_counter() - started)

    def kept(self, searched: Solution) -> Solution:
        """What a search found, unless a better point was known before: then that one, with the search's bound."""
        best = self.best
        if best is None or (searched.has_values and self._loss(searched.objective) <= self._loss(best.objective)):
            return searched
        known = judge(
            self.arrays, claim="optimal", values=best.values, row_duals=None, bound=searched.bound, integers_free=True, seconds=searched.seconds, floor=self.floor,
        )  # fmt: skip
        if known.status != "optimal":
            return searched
        proven = searched.status == "optimal" and known.gap <= self.mip_gap
        unfinished: Status = searched.status if searched.status == "time_limit" else "unproven"
        return known if proven else replace(known, status=unfinished)

    def _as_it_is(self, relaxed: Solution) -> Solution | None:
        """The relaxation's own point, if its integers are whole."""
        integers = relaxed.values[self.arrays.integer]
        if np.abs(integers - np.round(integers)).max(initial=0.0) > _NOISE:
            return None
        self.best = relaxed
        return self._proven(relaxed.bound)

    def _rounded(self, relaxed: Solution, bound: float) -> Solution | None:
        """The program at a relaxation's whole numbers, rounded or rounded up, if one is near enough to a bound."""
        about = relaxed.values[self.arrays.integer]
        return self._tried(about, bound) or self._tried(np.ceil(about - _WHOLE), bound)

    def _tried(self, integers: FloatArray, bound: float) -> Solution | None:
        """The program with its integers at these, rounded: kept if it is the best so far, returned if near enough to a bound."""
        arrays, columns = self.arrays, np.flatnonzero(self.arrays.integer)
        held = fixed(arrays, np.clip(np.round(integers), arrays.lower[columns], arrays.upper[columns]))
        self.model.change_bounds(columns, held.lower[columns], held.upper[columns])
        linear = self._linear(held)
        self.model.change_bounds(columns, arrays.lower[columns], arrays.upper[columns])
        if linear.status == "optimal" and (
            self.best is None or self._loss(linear.objective) < self._loss(self.best.objective)
        ):
            self.best = linear
        return self._proven(bound)

    def _proven(self, bound: float) -> Solution | None:
        """The best so far, if a bound proves it near enough."""
        if self.best is None or relative_gap(self.arrays, self.best.objective, bound) > self.mip_gap:
            return None
        whole = judge(
            self.arrays, claim="optimal", values=self.best.values, row_duals=None, bound=bound, integers_free=True, seconds=0.0, floor=self.floor,
        )  # fmt: skip
        return whole if whole.status == "optimal" else None

    def _divided(self, relaxed: Solution) -> Solution | None:
        """The program by the two sides of a row that counts whole columns: of all quarters a site could open in, say, at most one.

        No plan has a count between two whole numbers, though relaxations like to (Beale and Tomlin 1970, special ordered sets).
        """
        divides = [sides for row in self._counts(relaxed) if (sides := self._sides(row, relaxed)) is not None]
        if not divides:
            return None
        sides, bound = max(((one, self._bound(one)) for one in divides), key=lambda pair: self._loss(pair[1]))
        for side in sides:
            if side.relaxed is not None:
                self._hold(side.arrays)
                self._rounded(side.relaxed, side.bound)
        return self._proven(bound)

    def _counts(self, relaxed: Solution) -> list[int]:
        """Rows that add up several integer columns alone, and do not come to a whole number: those farthest from one."""
        matrix = self.arrays.matrix
        counts = self.arrays.integer[matrix.columns] & (matrix.values == 1.0)
        counted = np.bincount(matrix.rows, weights=counts, minlength=matrix.row_count)
        others = np.bincount(matrix.rows, weights=~counts, minlength=matrix.row_count)
        away = np.abs(relaxed.row_activity - np.round(relaxed.row_activity))
        off = np.where((others == 0.0) & (counted > 1.0), away, 0.0)
        rows = np.argsort(-off, kind="stable")[:_ROWS]
        return [int(row) for row in rows if off[row] > _WHOLE]

    def _sides(self, row: int, relaxed: Solution) -> tuple[_Side, _Side] | None:
        """Both sides of a row; nothing where a solver cannot tell."""
        arrays, activity = self.arrays, float(relaxed.row_activity[row])
        lower, upper = arrays.row_lower.copy(), arrays.row_upper.copy()
        upper[row], lower[row] = np.floor(activity), np.ceil(activity)
        below, above = self._side(replace(arrays, row_upper=upper)), self._side(replace(arrays, row_lower=lower))
        return None if below is None or above is None else (below, above)

    def _bound(self, sides: tuple[_Side, _Side]) -> float:
        """No point of either side is better than this."""
        return min((side.bound for side in sides), key=self._loss)

    def _side(self, arrays: Arrays) -> _Side | None:
        self._hold(arrays)
        relaxed = self._linear(arrays)
        if relaxed.status == "optimal":
            return _Side(arrays=arrays, bound=relaxed.bound, relaxed=relaxed)
        if relaxed.status == "infeasible" and self._is_denied(arrays):
            return _Side(arrays=arrays, bound=arrays.sense * np.inf, relaxed=None)
        return None

    def _hold(self, arrays: Arrays) -> None:
        """Bring the model's rows to those of a side."""
        held = self._held or self.arrays
        rows = np.flatnonzero((arrays.row_lower != held.row_lower) | (arrays.row_upper != held.row_upper))
        if rows.size:
            self.model.change_row_bounds(rows, arrays.row_lower[rows], arrays.row_upper[rows])
        self._held = arrays

    def _is_denied(self, arrays: Arrays) -> bool:
        ray = self.model.infeasibility_ray()
        return ray is not None and denies(_linear(arrays), ray)

    def _loss(self, objective: float) -> float:
        """How bad an objective is: less is better."""
        return self.arrays.sense * objective

    def _linear(self, arrays: Arrays) -> Solution:
        """The program as it stands in the model, which is linear there; with tighter tolerances where its answer is not good enough."""
        found = self._run(arrays, careful=False)
        return self._run(arrays, careful=True) if found.status == "unproven" and found.has_values else found

    def _run(self, arrays: Arrays, *, careful: bool) -> Solution:
        outcome = self.model.run(time_limit=self.seconds_left(), presolve=False, careful=careful)
        return judge(
            _linear(arrays), claim=outcome.claim, values=outcome.values, row_duals=outcome.row_duals, bound=outcome.bound,
            integers_free=False, seconds=0.0, floor=self.floor,
        )  # fmt: skip


def _linear(arrays: Arrays) -> Arrays:
    return replace(arrays, integer=np.zeros_like(arrays.integer))
