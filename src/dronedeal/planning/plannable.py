"""Whether a sound deal can be written as a program at all: findings at their place, before any solver runs."""

from __future__ import annotations

from dronedeal.deal.deal import Deal
from dronedeal.deal.finding import Finding
from dronedeal.planning.branched import compile_deal
from dronedeal.reading import Boundless, Indivisible, Unchainable
from dronedeal.unfolding import unfold

__all__ = ["refusal", "unplannable"]


def unplannable(deal: Deal) -> tuple[Finding, ...]:
    """Findings that keep a sound deal from being planned: open numbers that multiply, counts that nothing bounds."""
    try:
        compile_deal(deal, unfold(deal))
    except (Unchainable, Boundless) as refused:
        return (refusal(refused),)
    return ()


def refusal(refused: Unchainable | Boundless) -> Finding:
    """The finding behind a refusal: what the plan decides twice over, or what nothing bounds."""
    if isinstance(refused, Indivisible):
        code, message = "P101", "one thing the plan decides divided by an open number that may be zero"
        mend = "let the number's range begin above zero, or give it a single value"
    elif isinstance(refused, Unchainable):
        code, message = "P101", "one thing the plan decides times another"
        mend = "fix one of the two numbers, or give it a single value"
    else:
        code, message = "P102", "nothing bounds what this clause counts"
        mend = "give the sites that serve it a capacity, or the clause a most"
    return Finding(code=code, severity="error", message=message, place=refused.place, mend=mend)
