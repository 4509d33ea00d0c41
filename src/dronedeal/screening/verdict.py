"""What screening says of a part under a rule. Not how it is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from dronedeal.screening.bill import Bill
from dronedeal.screening.purchase import Purchase
from dronedeal.screening.rule import Effect, Rule
from dronedeal.screening.vocabulary import Grade

__all__ = ["NOT_ADVICE", "WORD_RANK", "Cell", "Judged", "Screened", "Word", "greatest", "worst"]

Word = Literal["not_applicable", "pass", "exempt", "advisory", "unknown", "fail"]
"""The six verdicts, from the one that troubles a buyer least."""

WORD_RANK: dict[Word, int] = {word: rank for rank, word in enumerate(get_args(Word))}

NOT_ADVICE = "This is no legal advice: each rule says how sure its text is here (P read in the primary text, S in a secondary source, K unconfirmed)."
"""Stands on every output of a screening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The verdict on one part under one rule.

    Parameters
    ----------
    word
        The verdict.
    reason
        Why.
    limb
        The limb of the rule that decided; empty if the rule as a whole did.
    missing
        Facts that would settle it.
    exemption
        What exempts, and the proof it needs.
    effect
        What it costs, where it is no bar.
    grade
        The weakest evidence it rests on.
    beside
        What else is known and told, which changes no verdict.
    aside
        Whether it is told beside the rule's own verdicts, and does not reach the product.
    """

    word: Word
    reason: str = ""
    limb: str = ""
    missing: tuple[str, ...] = ()
    exemption: str = ""
    effect: Effect | None = None
    grade: Grade = "government_cleared"
    beside: tuple[str, ...] = ()
    aside: bool = False


def greatest(cells: Iterable[Cell]) -> Effect | None:
    """The effect of the greatest cost among some verdicts, if any has one."""
    costly = [cell for cell in cells if cell.effect is not None]
    return max(costly, key=_burden).effect if costly else None


def worst(cells: Iterable[Cell]) -> Cell:
    """The most troubling of some verdicts, of two costs the greater; the first in the order of reasons among equals."""
    every = list(cells)
    rank = max(WORD_RANK[cell.word] for cell in every)
    troubling = [cell for cell in every if WORD_RANK[cell.word] == rank]
    return min(troubling, key=lambda cell: (-_burden(cell), cell.reason, cell.limb))


def _burden(cell: Cell) -> float:
    if cell.effect is None:
        return 0.0
    return float((cell.effect.evaluation or 0) + (cell.effect.duty or 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One rule's verdicts on one bill.

    Parameters
    ----------
    rule
        The rule.
    product
        The verdict on the product: the worst of its parts and of the product as a whole.
    cells
        By the id of a part; the product's own id holds what is said of the product as a whole.
    otherwise
        The verdict on every part that is not in ``cells``.
    effect
        The most that is known to be owed without barring, whatever else is unknown.
    """

    rule: Rule
    product: Cell
    cells: Mapping[str, Cell]
    otherwise: Cell
    effect: Effect | None = None

    def of(self, part: str) -> Cell:
        """The verdict on one part."""
        return self.cells.get(part, self.otherwise)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """A bill screened for a purchase.

    Parameters
    ----------
    bill, purchase
        What was screened, for whom.
    judged
        By rule, in the order of their ids.
    notes
        What the reader should know: a synthetic bill, one not said to be complete, what was taken as given.
    """

    bill: Bill
    purchase: Purchase
    judged: Mapping[str, Judged]
    notes: tuple[str, ...] = field(default=())

    def verdicts(self) -> Iterator[tuple[Rule, str, Cell]]:
        """Every rule with every part, parts in the order of the bill."""
        parts = [part.id for part in self.bill.parts]
        for one in self.judged.values():
            for part in parts:
                yield one.rule, part, one.cells.get(part, one.otherwise)
