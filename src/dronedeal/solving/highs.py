"""The one place that speaks to HiGHS: a typed, silent, deterministic minimiser of scaled arrays.

It takes numbers as they are and hands back what HiGHS claims. It deliberately does not scale, judge or name: that is
the solver's work above it. Import it lazily, for importing it loads the shared library.
"""

from dataclasses import dataclass
from typing import Protocol, cast

import highspy
import numpy as np
import numpy.typing as npt

from dronedeal.solving.arrays import BoolArray, FloatArray, IntArray, Matrix
from dronedeal.solving.solution import Claim

__all__ = ["Highs", "Outcome"]

_CLAIMS: dict[highspy.HighsModelStatus, Claim] = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kModelEmpty: "optimal",
    highspy.HighsModelStatus.kInfeasible: "infeasible",
    highspy.HighsModelStatus.kUnbounded: "unbounded",
    highspy.HighsModelStatus.kUnboundedOrInfeasible: "either",
    highspy.HighsModelStatus.kTimeLimit: "time_limit",
    highspy.HighsModelStatus.kSolutionLimit: "time_limit",
}

_STANDINGS = {int(one): one for one in highspy.HighsBasisStatus.__members__.values()}

_USUAL_TOLERANCE, _CAREFUL_TOLERANCE = 1e-7, 1e-9
_DUAL, _PRIMAL = 1, 4
"""Simplex methods, as HiGHS numbers them."""

_SMALLEST_COEFFICIENT = 1e-12
"""HiGHS silently drops coefficients below its own default of 1e-9."""


class _Unstubbed(Protocol):
    """Methods of ``highspy.Highs`` that its own stubs leave out."""

    def changeRowsBounds(  # noqa: N802 -- named by HiGHS
        self, count: int, rows: npt.NDArray[np.int32], lower: FloatArray, upper: FloatArray, /
    ) -> highspy.HighsStatus: ...

    def getBasicVariables(self) -> tuple[highspy.HighsStatus, npt.NDArray[np.int32]]: ...  # noqa: N802 -- likewise

    def getBasisTransposeSolve(self, right: FloatArray, /) -> tuple[highspy.HighsStatus, FloatArray]: ...  # noqa: N802

    def getDualRay(self) -> tuple[highspy.HighsStatus, bool, FloatArray | None]: ...  # noqa: N802 -- likewise


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """What HiGHS claims about a minimisation, in scaled units."""

    claim: Claim
    values: FloatArray | None
    row_duals: FloatArray | None
    bound: float
    """Best bound of an integer program; minus infinity for a linear one."""


class Highs:
    """One HiGHS model, always a minimisation, changed in place.

    Parameters
    ----------
    costs, lower, upper, integer
        One element a column.
    row_lower, row_upper
        One element a row.
    matrix
        Scaled coefficients.
    threads, seed, mip_gap
        Options of HiGHS; with one thread and one seed equal inputs give equal outputs.
    primal
        Whether linear programs are solved by the primal simplex, where there is a basis to start from.
    """

    def __init__(
        self,
        *,
        costs: FloatArray,
        lower: FloatArray,
        upper: FloatArray,
        integer: BoolArray,
        row_lower: FloatArray,
        row_upper: FloatArray,
        matrix: Matrix,
        threads: int,
        seed: int,
        mip_gap: float,
        primal: bool = False,
    ) -> None:
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]  # its stubs forget the return type
        self._unstubbed = cast("_Unstubbed", self._highs)
        self._primal = primal
        self._integer = integer.copy()
        self._costs = costs.copy()
        for option, setting in (
            ("output_flag", False),
            ("threads", threads),
            ("parallel", "off" if threads == 1 else "choose"),
            ("random_seed", seed),
            ("mip_rel_gap", mip_gap),
            ("mip_abs_gap", 1e-9),
            ("small_matrix_value", _SMALLEST_COEFFICIENT),
            # restarts at the root, and heuristics that solve integer programs inside an integer program, took nine tenths
            # of the time on ours, for nothing
            ("mip_allow_restart", False),
            ("mip_heuristic_run_rins", False),
            ("mip_heuristic_run_rens", False),
            ("mip_heuristic_run_root_reduced_cost", False),
            ("mip_heuristic_effort", 0.01),
            # from one corner of a frontier to the next, taking perturbations of bounds back again took a tenth to a fifth of the time
            ("primal_simplex_bound_perturbation_multiplier", 0.0 if primal else 1.0),
        ):
            self._set(option, setting)
        status = self._highs.passModel(
            matrix.column_count,
            matrix.row_count,
            matrix.values.size,
            int(highspy.MatrixFormat.kColwise),
            int(highspy.ObjSense.kMinimize),
            0.0,
            costs,
            lower,
            upper,
            row_lower,
            row_upper,
            matrix.starts.astype(np.int32),
            matrix.rows.astype(np.int32),
            matrix.values,
            integer.astype(np.int32),
        )
        _demand(status, "the program")

    def change_costs(self, costs: FloatArray) -> None:
        """Replace the whole objective."""
        columns = np.flatnonzero(costs != self._costs).astype(np.int32)
        if columns.size:
            _demand(self._highs.changeColsCost(columns.size, columns, costs[columns]), "changed costs")
            self._costs = costs.copy()

    def change_bounds(self, columns: IntArray, lower: FloatArray, upper: FloatArray) -> None:
        """Replace bounds of some columns, named once each."""
        status = self._highs.changeColsBounds(columns.size, columns.astype(np.int32), lower, upper)
        _demand(status, "changed bounds")

    def change_row_bounds(self, rows: IntArray, lower: FloatArray, upper: FloatArray) -> None:
        """Replace bounds of some rows, named once each."""
        status = self._unstubbed.changeRowsBounds(rows.size, rows.astype(np.int32), lower, upper)
        _demand(status, "changed row bounds")

    def change_coefficients(self, rows: IntArray, columns: IntArray, values: FloatArray) -> None:
        """Replace some coefficients, one call of HiGHS each."""
        for row, column, value in zip(rows.tolist(), columns.tolist(), values.tolist(), strict=True):
            _demand(self._highs.changeCoeff(row, column, value), "a changed coefficient")

    def change_integrality(self, columns: IntArray, *, whole: bool) -> None:
        """Make some columns integer, or continuous."""
        self._integer[columns] = whole
        kinds = np.full(columns.size, int(whole), dtype=np.uint8)
        _demand(self._highs.changeColsIntegrality(columns.size, columns.astype(np.int32), kinds), "changed kinds")

    def run(
        self, *, time_limit: float | None, presolve: bool = True, careful: bool = False, node_limit: int | None = None
    ) -> Outcome:
        """Solve from where the last solve ended.

        Parameters
        ----------
        time_limit
            Seconds for this run; None for no limit.
        presolve
            Whether HiGHS may reduce the program first; it does so only without a basis to start from.
        careful
            Tighter tolerances.
        node_limit
            Nodes of the search for this run; None for no limit. Reaching it is claimed as reaching the time limit is.

        Notes
        -----
        HiGHS' default, dual simplex, also after a change of costs now and then: its primal simplex, which could go on from
        the feasible basis, took up to three times as long in our trials. Along a frontier, where costs change little and often, it
        takes a third of the time, and is asked for; not from nothing, where it takes up to four times as long. Tighter tolerances come
        with it: they cost less than the second solves that answers just beyond what is trusted need.
        """
        tolerance = _CAREFUL_TOLERANCE if careful or self._primal else _USUAL_TOLERANCE
        primal = self._primal and self._highs.getBasis().valid
        for option, setting in (
            ("presolve", "choose" if presolve else "off"),
            ("primal_feasibility_tolerance", tolerance),
            ("dual_feasibility_tolerance", tolerance),
            ("mip_feasibility_tolerance", tolerance),
            ("time_limit", self._clock(time_limit)),
            ("mip_max_nodes", highspy.kHighsIInf if node_limit is None else node_limit),
            ("simplex_strategy", _PRIMAL if primal else _DUAL),
        ):
            self._set(option, setting)
        if self._highs.run() == highspy.HighsStatus.kError:
            # HiGHS keeps one pool of threads a process, and refuses another size until it is reset.
            self._highs.resetGlobalScheduler(True)
            self._highs.run()
        if primal and self._highs.getModelStatus() not in _CLAIMS:
            # its primal simplex stops without a claim on some programs that its dual simplex solves at once
            self._highs.clearSolver()
            self._set("simplex_strategy", _DUAL)
            self._highs.run()
        return self._outcome()

    def _clock(self, seconds: float | None) -> float:
        """The limit of a run as HiGHS counts it: of a linear program from the first run of the model on, of an integer one from its own start."""
        if seconds is None:
            return highspy.kHighsInf
        spent = 0.0 if self._integer.any() else self._highs.getRunTime()
        return float(spent + max(seconds, 0.0))

    def forget(self) -> None:
        """Begin the next solve at nothing: no basis and no solution of those before."""
        _demand(self._highs.clearSolver(), "to forget")

    def basis(self) -> tuple[IntArray, IntArray] | None:
        """Standing of each column and of each row in the basis, as HiGHS numbers them, if it has one."""
        basis = self._highs.getBasis()
        if not basis.valid:
            return None
        return _numbered(basis.col_status), _numbered(basis.row_status)

    def begin_at(self, columns: IntArray, rows: IntArray) -> None:
        """Begin the next linear solve at a basis, mended where it is none of this program."""
        basis = highspy.HighsBasis()
        basis.col_status = [_STANDINGS[one] for one in columns.tolist()]
        basis.row_status = [_STANDINGS[one] for one in rows.tolist()]
        basis.valid = basis.alien = True
        _demand(self._highs.setBasis(basis), "a basis")

    def prices(self, costs: FloatArray) -> FloatArray | None:
        """Row multipliers that charge the basic columns what they would cost, if the last solve left a basis; shape (rows,)."""
        if self._highs.getNumNz() == 0 or not self._highs.getBasis().valid:
            return None  # without coefficients HiGHS factors no basis, and ends the process when asked for it
        status, basic = self._unstubbed.getBasicVariables()
        if status != highspy.HighsStatus.kOk:
            return None
        charged = np.where(basic >= 0, costs[np.maximum(basic, 0)], 0.0)  # rows, numbered below nought, cost nothing
        status, prices = self._unstubbed.getBasisTransposeSolve(charged)
        return np.asarray(prices, dtype=np.float64) if status == highspy.HighsStatus.kOk else None

    def infeasibility_ray(self) -> FloatArray | None:
        """Row multipliers that prove the linear program infeasible, if HiGHS has them; shape (rows,)."""
        status, exists, ray = self._unstubbed.getDualRay()
        return (
            np.asarray(ray, dtype=np.float64)
            if status == highspy.HighsStatus.kOk and exists and ray is not None
            else None
        )

    def _outcome(self) -> Outcome:
        claim = _CLAIMS.get(self._highs.getModelStatus(), "unproven")
        solution, information = self._highs.getSolution(), self._highs.getInfo()
        if self._highs.getModelStatus() == highspy.HighsModelStatus.kModelEmpty:
            # HiGHS does not look at the rows of a program without columns, and gives no answer for them.
            nought = np.zeros(self._highs.getNumRow())
            return Outcome(claim=claim, values=np.zeros(0), row_duals=nought, bound=0.0)
        has_bound = information.mip_node_count >= 0
        return Outcome(
            claim=claim,
            values=np.array(solution.col_value, dtype=np.float64) if solution.value_valid else None,
            row_duals=np.array(solution.row_dual, dtype=np.float64) if solution.dual_valid else None,
            bound=float(information.mip_dual_bound) if has_bound else -np.inf,
        )

    def _set(self, option: str, setting: float | str) -> None:
        _demand(self._highs.setOptionValue(option, setting), f"option {option}")


def _numbered(standings: list[highspy.HighsBasisStatus]) -> IntArray:
    return np.fromiter((int(one) for one in standings), dtype=np.int64, count=len(standings))


def _demand(status: highspy.HighsStatus, what: str) -> None:
    if status == highspy.HighsStatus.kError:
        raise ValueError(f"HiGHS refuses {what}")
