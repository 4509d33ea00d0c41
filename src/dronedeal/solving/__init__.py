"""Sparse (mixed-integer) linear programs by blocks, with HiGHS beneath.

Build a ``Program`` block by block, ``solve`` it, or hold it in a ``Solver`` that is changed in place and solved
again; ``certify`` checks an answer on the original numbers, and ``smallest_conflict`` says which groups of rows and
bounds cannot hold together. This package deliberately knows no deal: tags are integers that mean something to the
caller only. Importing it loads neither HiGHS nor SciPy; HiGHS is loaded by the first solve.
"""

from dronedeal.solving.arrays import Arrays, FloatArray, IntArray, Matrix
from dronedeal.solving.certificate import Certificate, certify
from dronedeal.solving.conflict import Feasible, Undecided, smallest_conflict
from dronedeal.solving.program import Floats, Ints, Program
from dronedeal.solving.solution import TRUSTED_RESIDUAL, Solution, Status
from dronedeal.solving.solver import Solver
from dronedeal.solving.start import Start

__all__ = [
    "TRUSTED_RESIDUAL",
    "Arrays",
    "Certificate",
    "Feasible",
    "FloatArray",
    "Floats",
    "IntArray",
    "Ints",
    "Matrix",
    "Program",
    "Solution",
    "Solver",
    "Start",
    "Status",
    "Undecided",
    "certify",
    "smallest_conflict",
    "solve",
]


def solve(
    program: Program,
    *,
    threads: int = 1,
    seed: int = 0,
    time_limit: float | None = None,
    mip_gap: float = 1e-6,
) -> Solution:
    """Solve a program once; options as those of ``Solver``."""
    return Solver(program, threads=threads, seed=seed, time_limit=time_limit, mip_gap=mip_gap).solve()
