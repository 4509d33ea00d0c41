"""A signed deal: every number that anything payable rests on is agreed, the text is frozen, and its hash names it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property

from dronedeal.deal import Counted, Deal, Quarter, Unfolded
from dronedeal.deal.quantity import counted_in
from dronedeal.settlement.event import Event
from dronedeal.unfolding import unfold

__all__ = ["Signed"]


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A deal as it was signed; ``text`` is the document that both sides hold."""

    deal: Deal
    text: str

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the text: the name of what was signed."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def never(self) -> Unfolded:
        """The rows while none of the document's events has happened."""
        return self.rows(())

    @cached_property
    def counted(self) -> frozenset[Counted]:
        """The things that payable lines count, whatever happens."""
        return frozenset(one for line in self.never.lines if line.clause for one in counted_in(line.quantity))

    def rows(self, events: tuple[Event, ...]) -> Unfolded:
        """The rows, given which of the document's events have happened, and when.

        A plan has events in the quarters the document expects them in; a settlement has them when they are recorded.
        """
        happened: dict[str, Quarter] = {}
        for event in events:
            if event.kind == "happened":
                happened.setdefault(event.of, Quarter.of(event.effective_on))
        table = {name: replace(one, on=happened.get(name), probability=None) for name, one in self.deal.events.items()}
        return unfold(replace(self.deal, events=table), reported=True)
