"""Every chart of a dossier, made once from its figures and drawn wherever one is needed. No figure is made here."""

from __future__ import annotations

from collections.abc import Callable

from dronedeal.report.chart import Figure
from dronedeal.report.charts_annex import capacity, cash, clauses, deliveries, needs, splits
from dronedeal.report.charts_front import breakup, forces, funnel, gains
from dronedeal.report.charts_futures import branches, fans, futures, swings
from dronedeal.report.charts_happened import against_plan
from dronedeal.report.charts_screening import screening
from dronedeal.report.charts_table import frontier
from dronedeal.report.dossier import Dossier

__all__ = ["charts"]

_MAKERS: tuple[Callable[[Dossier], Figure | None], ...] = (
    funnel,
    gains,
    breakup,
    forces,
    screening,
    against_plan,
    futures,
    swings,
    fans,
    branches,
    frontier,
    deliveries,
    capacity,
    cash,
    needs,
    splits,
    clauses,
)


def charts(dossier: Dossier) -> tuple[Figure, ...]:
    """Every chart the dossier has something to show in, in the order of the page."""
    return tuple(figure for maker in _MAKERS if (figure := maker(dossier)) is not None)
