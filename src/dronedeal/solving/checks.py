"""Refuse numbers that no linear program can mean, at the call that brings them.

This checks the caller's use of the builder and the solver (misuse is an exception). It deliberately does not judge
whether a program makes sense: a lower bound above an upper one is an infeasible program, not a mistake.
"""

import numpy as np
import numpy.typing as npt

__all__ = ["check_bounds", "check_finite", "check_ids"]


def check_ids(ids: npt.ArrayLike, count: int) -> None:
    """Refuse ids outside 0 to ``count`` - 1.

    Raises
    ------
    IndexError
        An id is negative or too large.
    """
    array = np.asarray(ids)
    if array.size and (array.min() < 0 or array.max() >= count):
        raise IndexError(f"ids from {array.min()} to {array.max()}, where 0 to {count - 1} exist")


def check_finite(values: npt.ArrayLike, what: str) -> None:
    """Refuse infinities and NaN.

    Raises
    ------
    ValueError
        A value is infinite or NaN.
    """
    if not np.all(np.isfinite(values)):
        raise ValueError(f"{what} is not finite")


def check_bounds(lower: npt.ArrayLike, upper: npt.ArrayLike) -> None:
    """Refuse NaN, and infinities on the wrong side.

    Raises
    ------
    ValueError
        A bound is NaN, a lower one plus infinity, or an upper one minus infinity.
    """
    if not (np.all(np.less(lower, np.inf)) and np.all(np.greater(upper, -np.inf))):
        raise ValueError("a bound is NaN, or infinite on the wrong side")
