"""How uncertain numbers hang together: stated rank correlations become correlation matrices, or findings. Not the drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import pi, sin
from typing import TYPE_CHECKING

from dronedeal.deal.finding import Finding
from dronedeal.deal.number import Disputed, Uncertain

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

__all__ = ["Together", "correlated"]

_ROUNDS = 500
"""Most passes over the stated pairs before they are taken to contradict each other."""

_CLOSE = 1e-9
"""Distance of a pair from what is stated of it at which it is met."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Together:
    """Some numbers, by path, and the triangular root of the correlation matrix of the normal numbers behind them."""

    paths: tuple[str, ...]
    root: Matrix


def correlated(numbers: Mapping[str, Uncertain | Disputed]) -> tuple[tuple[Together, ...], tuple[Finding, ...]]:
    """The groups of numbers that hang together, and what is wrong with what is stated of them.

    Parameters
    ----------
    numbers
        What is drawn, by path. A correlation with any other number means nothing.

    Notes
    -----
    A stated rank correlation r (Spearman's) becomes 2 sin(pi r / 6) between the normal numbers behind both (Pearson 1907; exact for
    continuous numbers). Pairs of which nothing is stated get what follows from those that are, and no more: of all
    correlation matrices with the stated entries the one of greatest entropy (Dempster 1972), found by fitting pair after pair
    (Speed and Kiiveri 1986). Numbers that share one stated factor so hang together as much as both hang on it.
    """
    stated, findings = _stated(numbers)
    groups: list[Together] = []
    for group in _groups(stated):
        pairs = {pair: value for pair, value in stated.items() if pair[0] in group}
        root = _root(group, pairs)
        if root is None:
            first = next(numbers[path] for path in group if getattr(numbers[path], "correlates", ()))
            said = f"no {len(group)} numbers can be correlated as the {len(pairs)} pairs stated of them have it"
            mend = "bring them nearer to zero, or leave one out: what is not stated follows from the rest"
            findings.append(_finding(said, first, mend))
        else:
            groups.append(Together(paths=tuple(group), root=root))
    return tuple(groups), tuple(findings)


def _stated(numbers: Mapping[str, Uncertain | Disputed]) -> tuple[dict[tuple[str, str], float], list[Finding]]:
    """Correlations between normal numbers, by pair of paths."""
    stated: dict[tuple[str, str], float] = {}
    findings: list[Finding] = []
    for path, number in numbers.items():
        for other, rank in number.correlates if isinstance(number, Uncertain) else ():
            if other not in numbers:
                continue
            pair = (min(path, other), max(path, other))
            value = 2.0 * sin(pi * float(rank) / 6.0)
            if path == other or abs(stated.get(pair, value) - value) > _CLOSE:
                what = "itself" if path == other else f"{other} in two ways"
                findings.append(_finding(f"{path} correlates with {what}", number, "state each pair of numbers once"))
                continue
            stated[pair] = value
    return stated, findings


def _groups(stated: Mapping[tuple[str, str], float]) -> list[list[str]]:
    """Paths that hang together, directly or by others; sorted."""
    groups: list[set[str]] = []
    for pair in stated:
        touched = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in touched] + [set(pair).union(*touched)]
    return sorted(sorted(group) for group in groups)


def _root(group: list[str], pairs: Mapping[tuple[str, str], float]) -> Matrix | None:
    """A triangular root of the correlation matrix of greatest entropy with the stated pairs; None if there is none."""
    import numpy as np  # only where numbers hang together

    places = {path: index for index, path in enumerate(group)}
    targets = [(np.array([places[one], places[other]]), value) for (one, other), value in pairs.items()]
    if any(abs(value) >= 1.0 - _CLOSE for _, value in targets):
        return None
    precision = np.eye(len(group))
    for _ in range(_ROUNDS):
        farthest = 0.0
        for at, value in targets:
            corner = np.ix_(at, at)
            fitted = np.linalg.inv(precision)[corner]
            wanted = np.array([[1.0, value], [value, 1.0]])
            farthest = max(farthest, float(np.abs(fitted - wanted).max()))
            if abs(np.linalg.det(fitted)) < _CLOSE:
                return None
            precision[corner] += np.linalg.inv(wanted) - np.linalg.inv(fitted)
        if farthest <= _CLOSE:
            break
    else:
        return None
    correlations = np.linalg.inv(precision)
    return np.asarray(np.linalg.cholesky((correlations + correlations.T) / 2.0), dtype=np.float64)


def _finding(message: str, number: Uncertain | Disputed, mend: str) -> Finding:
    return Finding(code="D522", severity="error", message=message, place=number.place, mend=mend)
