"""A signed deal: every number that anything payable rests on is agreed, the text is frozen, and its hash names it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from dronedeal.deal import Counted, Deal, Goods, Quarter, Unfolded
from dronedeal.deal.quantity import counted_in
from dronedeal.settlement.event import Event
from dronedeal.settlement.fixing import with_fixings
from dronedeal.unfolding import unfold

__all__ = ["Amendment", "Signed"]


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """A later version of a signed deal, and the first quarter that it binds; what is owed for earlier ones it leaves alone."""

    since: Quarter
    deal: Deal
    text: str

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A deal as it was signed; ``text`` is the document that both sides hold, ``amendments`` what was signed after it, in order."""

    deal: Deal
    text: str
    amendments: tuple[Amendment, ...] = ()

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the first text: the name of what was signed, whatever is amended."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def origin(self) -> str:
        """The name under which checkpoints of its ledger are signed."""
        return f"dronedeal/{self.hash[:16]}"

    @cached_property
    def versions(self) -> tuple[tuple[Quarter, Signed], ...]:
        """The first quarter that each version binds, and that version by itself."""
        first = self if not self.amendments else replace(self, amendments=())
        later = ((one.since, Signed(deal=one.deal, text=one.text)) for one in self.amendments)
        return ((self.deal.horizon.start, first), *later)

    def of(self, quarter: Quarter) -> Signed:
        """The version that binds in a quarter."""
        binding = self.versions[0][1]
        for since, version in self.versions:
            if since <= quarter:
                binding = version
        return binding

    def bindings(self) -> Iterator[tuple[Signed, tuple[bool, ...]]]:
        """Each version that binds in any quarter, with the quarters in which it does."""
        quarters = self.deal.horizon.quarters
        for _, version in self.versions:
            binds = tuple(self.of(quarter) is version for quarter in quarters)
            if any(binds):
                yield version, binds

    def known(self, count: int) -> Signed:
        """The deal as it stood when so many amendments had been signed."""
        return self if count >= len(self.amendments) else replace(self, amendments=self.amendments[:count])

    @cached_property
    def never(self) -> Unfolded:
        """The rows while none of the document's events has happened."""
        return self.rows(())

    @cached_property
    def sellers(self) -> dict[tuple[str, str, str], str]:
        """Who delivers, by clause, system and receiver."""
        goods = [(line, line.what.system) for line in self.never.lines if isinstance(line.what, Goods)]
        return {(line.clause, system, line.creditor): line.debtor for line, system in reversed(goods)}

    @cached_property
    def counted(self) -> frozenset[Counted]:
        """The things that payable lines count, whatever happens."""
        return frozenset(one for line in self.never.lines if line.clause for one in counted_in(line.quantity))

    def rows(self, events: tuple[Event, ...]) -> Unfolded:
        """The rows of the first version, given which of the document's events have happened, and when.

        A plan has events in the quarters the document expects them in; a settlement has them when they are recorded.
        """
        happened: dict[str, Quarter] = {}
        for event in events:
            if event.kind == "happened":
                happened.setdefault(event.of, Quarter.of(event.effective_on))
        table = {name: replace(one, on=happened.get(name), probability=None) for name, one in self.deal.events.items()}
        return unfold(with_fixings(replace(self.deal, events=table), events), reported=True)
