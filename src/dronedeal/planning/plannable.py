"""Whether a sound deal can be written as a program at all: findings at their place, before any solver runs."""

from __future__ import annotations

from dronedeal.deal.deal import Deal
from dronedeal.deal.finding import Finding
from dronedeal.deal.place import Place
from dronedeal.planning.compile import compile_deal
from dronedeal.reading import Boundless, Unchainable
from dronedeal.unfolding import unfold

__all__ = ["unplannable"]


def unplannable(deal: Deal) -> tuple[Finding, ...]:
    """Findings that keep a sound deal from being planned: open numbers that multiply, counts that nothing bounds."""
    try:
        compile_deal(deal, unfold(deal))
    except Unchainable as wrong:
        return (
            _finding(
                "P101",
                "one thing the plan decides times another",
                wrong.place,
                "fix one of the two numbers, or give it a single value",
            ),
        )
    except Boundless as wrong:
        return (
            _finding(
                "P102",
                "nothing bounds what this clause counts",
                wrong.place,
                "give the sites that serve it a capacity, or the clause a most",
            ),
        )
    return ()


def _finding(code: str, message: str, place: Place, mend: str) -> Finding:
    return Finding(code=code, severity="error", message=message, place=place, mend=mend)
