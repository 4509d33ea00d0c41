"""A smallest set of groups of rows and bounds that cannot hold together.

Smallest means irreducible: drop any one group and the rest can hold. It is not the fewest groups there could be, and
it deliberately does not suggest which to drop. Groups are the caller's integers, one document line each for instance.
"""

import time
from collections.abc import Collection
from typing import NoReturn, TypeAlias

import numpy as np
import numpy.typing as npt

from dronedeal.solving.program import Floats, Program
from dronedeal.solving.relaxation import Relaxation

__all__ = ["Feasible", "Undecided", "smallest_conflict"]

Groups: TypeAlias = tuple[int, ...]


class Feasible(Exception):
    """The program has no conflict: everything can hold together."""


class Undecided(Exception):
    """Time ran out, or the solver could not decide.

    Parameters
    ----------
    groups
        Groups within which the conflict lies, sorted; known to conflict unless the very first test failed.
    """

    def __init__(self, groups: Groups) -> None:
        super().__init__(f"undecided among {len(groups)} groups")
        self.groups = groups


def smallest_conflict(
    program: Program,
    row_groups: npt.ArrayLike | None = None,
    column_groups: npt.ArrayLike | None = None,
    *,
    keep: Collection[int] = (),
    relaxed_lower: Floats = 0.0,
    relaxed_upper: Floats = float("inf"),
    seconds: float = 60.0,
) -> Groups:
    """Find an irreducible set of groups that cannot hold together.

    Relaxing a group frees its rows of their bounds, and gives its columns the relaxed bounds.

    Parameters
    ----------
    row_groups, column_groups
        Group of each row, and of each column's bounds; -1 for structure that always holds. By default the program's
        tags. Shapes (rows,) and (columns,).
    keep
        Groups that are never relaxed; they count as structure and are not in the answer.
    relaxed_lower, relaxed_upper
        Bounds that hold for a relaxed column; one value or one a column.
    seconds
        Most wall time.

    Returns
    -------
    The groups, sorted; none if the structure alone, with the kept groups, is infeasible.

    Raises
    ------
    Feasible
        The program has no conflict.
    Undecided
        Time ran out, or the solver could not decide whether the program is feasible.

    Notes
    -----
    Groups are dropped in blocks that double while the rest still conflicts and halve when it does not; what is left
    in a block of one is needed. First on the linear relaxation, where the ray that proves each infeasibility (Farkas)
    names the only groups that matter, then, if there are integers, on the program itself (after Chinneck, Feasibility
    and Infeasibility in Optimization, 2008, chapters 6 and 7).
    """
    rows = program.row_tags if row_groups is None else np.asarray(row_groups, dtype=np.int64)
    columns = program.column_tags if column_groups is None else np.asarray(column_groups, dtype=np.int64)
    if rows.shape != (program.row_count,) or columns.shape != (program.column_count,):
        raise ValueError(f"groups of {rows.size} rows and {columns.size} columns do not fit the program")
    groups = tuple(sorted(group for group in {*rows.tolist(), *columns.tolist()} - set(keep) if group >= 0))
    deadline = time.perf_counter() + seconds
    relaxation = Relaxation(
        program,
        rows=np.where(np.isin(rows, groups), rows, -1),
        columns=np.where(np.isin(columns, groups), columns, -1),
        lower=relaxed_lower,
        upper=relaxed_upper,
        deadline=deadline,
    )
    linear = relaxation.conflict(groups, whole=False)
    if linear is not None:
        groups = _shrunk(relaxation, linear, deadline, whole=False)
    if program.integer_count == 0 or (linear is not None and not groups):
        return groups if linear is not None else _unresolved(relaxation, groups)
    whole = relaxation.conflict(groups, whole=True)
    if whole is None and linear is None:
        return _unresolved(relaxation, groups)
    return _shrunk(relaxation, groups, deadline, whole=True)


def _unresolved(relaxation: Relaxation, groups: Groups) -> NoReturn:
    if relaxation.is_certain:
        raise Feasible("everything can hold together")
    raise Undecided(groups)


def _shrunk(relaxation: Relaxation, groups: Groups, deadline: float, *, whole: bool) -> Groups:
    """Drop groups while the rest conflicts, in blocks that double on success and halve on failure."""
    needed: list[int] = []
    candidates: list[int] = list(groups)
    size, is_certain = 1, True
    while candidates:
        if time.perf_counter() > deadline:
            raise Undecided(tuple(sorted([*needed, *candidates])))
        dropped, rest = candidates[:size], candidates[size:]
        still = relaxation.conflict((*needed, *rest), whole=whole)
        if still is not None:
            candidates = [group for group in rest if group in still]
            size *= 2
        elif len(dropped) == 1:
            is_certain = is_certain and relaxation.is_certain
            needed += dropped
            candidates = rest
        else:
            size = len(dropped) // 2
    if not is_certain:
        raise Undecided(tuple(sorted(needed)))
    return tuple(sorted(needed))
