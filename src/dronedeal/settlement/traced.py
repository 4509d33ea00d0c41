"""Where lots went: who has each, and which were made, handed over or paid for twice, under one deal or several. Not what is owed for them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dronedeal.deal import BeneficialOwner, Deal, Quarter
from dronedeal.settlement.event import Event
from dronedeal.settlement.lots import Run, joined, read_lots, written_lots
from dronedeal.settlement.postings import giver_of
from dronedeal.settlement.signed import Signed

__all__ = ["Book", "Move", "Twice", "held_lots", "twice", "twice_row", "twice_rows"]

_OUT = frozenset({"delivered", "sold", "used"})
_OF_A_DAY = ("produced", "stocked", "returned")
"""What comes first of one day's events, in this order: what is handed over that day may just have been made, or have come back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The events in force of one deal; ``name`` tells it from others."""

    name: str
    signed: Signed
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What one event says of its lots: they pass from a giver to a taker, each a party of its deal, or nobody if empty.

    A payment for lots is told by the way of the goods too: its giver is who was paid.
    """

    book: str
    deal: Deal
    event: Event
    giver: str
    taker: str

    @property
    def name(self) -> str:
        """The event, after its deal where there are several."""
        return (
            f"{self.book}: {self.event.source}/{self.event.id}" if self.book else f"{self.event.source}/{self.event.id}"
        )

    def is_from(self, party: str) -> bool:
        """Whether it is from one of these, as ``known`` names parties."""
        return bool(party) and self.known(self.giver) == party

    def known(self, party: str) -> str:
        """A party as other deals may know it: by its name, or its key where it has none."""
        return " ".join((self.deal.parties[party].name or party).casefold().split()) if party else ""

    @property
    def way(self) -> tuple[str, ...]:
        """Between whom and under what it passed: a lot may be paid for in instalments."""
        return self.book, self.event.of, self.known(self.giver), self.known(self.taker)


@dataclass(frozen=True, slots=True, kw_only=True)
class Twice:
    """Lots that two events say were made, handed over or paid for, the second time by somebody who did not have them.

    ``owners`` are the beneficial owners that both givers, those who are paid, have in common, by name, with their shares.
    """

    lots: tuple[Run, ...]
    first: Move
    second: Move
    owners: tuple[str, ...]


def twice_rows(signed: Signed, events: tuple[Event, ...], party: str) -> list[dict[str, Any]]:
    """Lots that went twice under one deal, by or to a party, as its statement tells them.

    Parameters
    ----------
    events
        In force.
    """
    return [
        twice_row(one)
        for one in twice([Book(name="", signed=signed, events=events)])
        if party in {one.first.giver, one.first.taker, one.second.giver, one.second.taker}
    ]


def twice_row(one: Twice) -> dict[str, Any]:
    """Lots that went twice as plain data: both events, and the owners whom those who gave have in common."""
    return {
        "lots": written_lots(one.lots),
        "first": _row(one.first),
        "second": _row(one.second),
        "owners": list(one.owners),
    }


def _row(move: Move) -> dict[str, str]:
    said = {"deal": move.book} if move.book else {}
    event = move.event
    return said | {
        "event": f"{event.source}/{event.id}", "kind": event.kind, "on": event.effective_on.isoformat(), "of": event.of,
        "from": move.giver, "to": move.taker,
    }  # fmt: skip


def twice(books: Sequence[Book]) -> tuple[Twice, ...]:
    """Lots that went twice, by the days and names of the second and first event.

    Whoever received a lot may hand it on, under the same deal or another: parties of two deals are the same where their
    names are, or their keys where they have none. What was returned may be handed over again.
    """
    found: dict[tuple[str, str], tuple[Move, Move, list[Run]]] = {}
    for run, moves in _parts(_moves(books)):
        for first, second in (*_handed_twice(moves), *_paid_twice(moves)):
            found.setdefault((second.name, first.name), (first, second, []))[2].append(run)
    told = sorted(found.values(), key=lambda one: [(each.event.effective_on, each.name) for each in (one[1], one[0])])
    return tuple(
        Twice(lots=joined(runs), first=first, second=second, owners=_shared(first, second)) for first, second, runs in told
    )  # fmt: skip


def held_lots(signed: Signed, events: Iterable[Event]) -> dict[tuple[str, str, str], tuple[Run, ...]]:
    """The lots that each party has, by party, system and kit, those that left the deal left out."""
    found: dict[tuple[str, str, str], list[Run]] = defaultdict(list)
    for run, moves in _parts(_moves([Book(name="", signed=signed, events=tuple(events))])):
        goods = [one for one in moves if one.event.kind != "paid"]
        if goods and goods[-1].taker:
            found[goods[-1].taker, goods[-1].event.system, goods[-1].event.kit].append(run)
    return {key: joined(runs) for key, runs in sorted(found.items())}


def _moves(books: Sequence[Book]) -> Iterator[tuple[Run, Move]]:
    """What each event in force says of its lots, in order of days; of one day by what it is, deal, source and id."""
    told: list[Move] = []
    for book in books:
        for event in book.events:
            ends = _ends(book.signed, event) if event.lots else None
            if ends is not None:
                deal = book.signed.of(Quarter.of(event.effective_on)).deal
                told.append(Move(book=book.name, deal=deal, event=event, giver=ends[0], taker=ends[1]))

    def order(move: Move) -> tuple[date, int]:
        kind = move.event.kind
        return move.event.effective_on, _OF_A_DAY.index(kind) if kind in _OF_A_DAY else len(_OF_A_DAY)

    for move in sorted(told, key=order):
        for run in read_lots(move.event.lots):
            yield run, move


def _ends(signed: Signed, event: Event) -> tuple[str, str] | None:
    """From whom to whom the goods of an event pass; nothing where they stay."""
    version = signed.of(Quarter.of(event.effective_on))
    match event.kind:
        case "produced":
            return "", version.deal.sites[event.of].of
        case "stocked":
            return "", event.by
        case "used":
            return event.by, ""
        case "delivered":
            return giver_of(version, event), event.to
        case "returned":
            return event.to, giver_of(version, event)
        case "sold":
            clause = version.deal.terms.get(event.of)
            return (event.of if clause is None else str(clause.said["licensee"])), ""
        case "paid":
            return event.to, event.by
        case _:
            return None


def _parts(told: Iterable[tuple[Run, Move]]) -> Iterator[tuple[Run, list[Move]]]:
    """Runs cut where any begins or ends, each with the moves that name it, in their order."""
    series: dict[tuple[str, int], list[tuple[Run, Move]]] = defaultdict(list)
    for run, move in told:
        series[run.series, run.width].append((run, move))
    for (name, width), some in sorted(series.items()):
        cuts = sorted({cut for run, _ in some for cut in (run.first, run.last + 1)})
        moves: list[list[Move]] = [[] for _ in cuts]
        for run, move in some:
            for at in range(bisect_left(cuts, run.first), bisect_left(cuts, run.last + 1)):
                moves[at].append(move)
        for at, here in enumerate(moves):
            if here:
                yield Run(name, width, cuts[at], cuts[at + 1] - 1), here


def _handed_twice(moves: Iterable[Move]) -> Iterator[tuple[Move, Move]]:
    """Two makings under one deal; two that hand a lot over, the second not by whoever had it."""
    made: dict[str, Move] = {}
    last: Move | None = None
    for move in moves:
        match move.event.kind:
            case "produced":
                if move.book in made:
                    yield made[move.book], move
                made[move.book] = move
            case "returned" | "stocked":
                last = None
            case kind if kind in _OUT:
                if last is not None and not _is_handed_on(last, move):
                    yield last, move
                last = move
            case _:
                pass


def _is_handed_on(first: Move, second: Move) -> bool:
    """Whether the second hands on what the first handed over; of two on one day, either may have been first."""
    if second.is_from(first.known(first.taker)):
        return True
    return first.event.effective_on == second.event.effective_on and first.is_from(second.known(second.taker))


def _paid_twice(moves: Iterable[Move]) -> Iterator[tuple[Move, Move]]:
    """Two payments for a lot, unless they are instalments, or whoever paid for it sold it on."""
    paid = [move for move in moves if move.event.kind == "paid"]
    ways: dict[tuple[str, ...], Move] = {}
    for move in paid:
        if move.way not in ways:
            before = next(reversed(ways.values()), None)
            if before is not None and not any(_is_handed_on(one, move) for one in ways.values()):
                yield before, move
        ways.setdefault(move.way, move)


def _shared(first: Move, second: Move) -> tuple[str, ...]:
    """Owners that those who gave, or made, both have, as the first deal names them."""
    one, other = _owners(first), _owners(second)
    return tuple(
        f"{owner.name or key} ({_share(owner, first)}, {_share(other[same][1], second)})"
        for same, (key, owner) in one.items()
        if same in other
    )


def _owners(move: Move) -> dict[str, tuple[str, BeneficialOwner]]:
    party = move.deal.parties[move.giver or move.taker]
    return {" ".join((one.name or key).casefold().split()): (key, one) for key, one in party.owners.items()}


def _share(owner: BeneficialOwner, move: Move) -> str:
    party = move.deal.parties[move.giver or move.taker]
    much = "" if owner.share is None else f"{(owner.share * 100).normalize():f}% "
    return f"{much}of {party.name or move.giver or move.taker}"
