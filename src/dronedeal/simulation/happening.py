"""Events left to chance, in many futures: which ways they close, and which payments fail. Not how likely they are: that is drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.number import Number
from dronedeal.deal.row import Line, Unfolded
from dronedeal.deal.term import MoneyIn
from dronedeal.planning import Flow, Futures
from dronedeal.reading import ArrayReader, FloatVector, IntVector

__all__ = ["open_ways", "payments"]


def open_ways(futures: Futures, way: Flow) -> FloatVector | None:
    """One in each quarter in which no event closes a way, else nought, shape (futures, quarters); nothing where none ever does."""
    opened: FloatVector | None = None
    for name, happens in _happening(futures):
        event = futures.deal.events[name]
        if way.clause in event.closes and way.system in (event.systems or (way.system,)):
            here = 1.0 - _during(futures, name, happens, np.arange(futures.periods))
            opened = here if opened is None else opened * here
    return opened


def _happening(futures: Futures) -> Iterator[tuple[str, FloatVector]]:
    """Events that happen in some future, with their quarters there; those in which one never does are beyond the horizon."""
    for event in futures.deal.events.values():
        drawn = futures.settled.get(f"events.{event.id}")
        if event.probability is not None and drawn is not None:
            happens = np.atleast_1d(np.asarray(drawn, dtype=np.float64))
            if (happens < futures.periods).any():
                yield event.id, happens


def _during(futures: Futures, name: str, happens: FloatVector, quarters: IntVector) -> FloatVector:
    """One in each of some quarters in which an event lasts; shape (futures, quarters named), column by column in memory."""
    lasts = futures.deal.events[name].lasts
    begins = happens[None, :]
    during = (begins < futures.periods) & (quarters[:, None] >= begins)
    if lasts is not None:
        during &= quarters[:, None] < begins + lasts
    return during.astype(np.float64).T


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Secured:
    """A clause that holds money, or promises it, for what one party owes another."""

    clause: str
    terms: tuple[str, ...]
    debtor: str
    creditor: str
    holder: str
    amount: Number
    open: FloatVector


def payments(
    futures: Futures, unfolded: Unfolded, reader: ArrayReader, parties: Collection[str]
) -> Iterator[tuple[Line, str, FloatVector]]:
    """What payable lines move from or to some parties: the line, who pays, and how much, shape (futures, quarters) or (1, quarters).

    Where somebody pays nothing for a while, what is paid out of security instead comes last, paid by who holds it.
    """
    lines = [line for line in unfolded.lines if isinstance(line.what, MoneyIn)]
    failing = _failing(futures)
    if not failing:
        for line in lines:
            if line.debtor in parties or line.creditor in parties:
                yield line, line.debtor, reader.read(line.quantity)
        return
    failed = _Failed(futures, unfolded, {line.path: (line, reader.read(line.quantity)) for line in lines}, failing)
    yield from ((line, line.debtor, failed.paid[line.path]) for line in lines)
    yield from failed.covered


_Failing = Mapping[str, list[tuple[str, FloatVector]]]
"""Events that happen in some future and let a party pay nothing, by party, with their quarters."""


def _failing(futures: Futures) -> _Failing:
    failing: dict[str, list[tuple[str, FloatVector]]] = {}
    for name, happens in _happening(futures):
        for party in futures.deal.events[name].unpaid:
            failing.setdefault(party, []).append((name, happens))
    return failing


class _Failed:
    """What is paid where somebody pays nothing for a while, by line, and what is paid out of security instead."""

    def __init__(
        self, futures: Futures, unfolded: Unfolded, owed: Mapping[str, tuple[Line, FloatVector]], failing: _Failing
    ) -> None:
        self.paid = {path: amounts for path, (_, amounts) in owed.items()}
        self.covered: list[tuple[Line, str, FloatVector]] = []
        self._futures, self._failing, self._lost = futures, failing, dict[str, FloatVector]()
        lines = {path: line for path, (line, _) in owed.items()}
        for path, line in lines.items():
            self._lose(line, self.paid[path])
        for secured in _secured(futures, unfolded):
            self._cover(secured, lines)

    def _fails(self, party: str, due: IntVector) -> FloatVector | float:
        """One where a party pays nothing in a quarter, else nought."""
        events = self._failing.get(party, ())
        return np.minimum(sum(_during(self._futures, name, happens, due) for name, happens in events), 1.0)

    def _due(self, line: Line) -> IntVector:
        """The quarters in which what a line counts falls due, counted from zero, past the horizon too."""
        start = self._futures.deal.horizon.start
        return np.array([Quarter.of(day).since(start) for day in line.due])

    def _lose(self, line: Line, amounts: FloatVector) -> None:
        """Take off what falls due while whoever pays it pays nothing: a negative amount is the creditor's to pay."""
        for party, owed in ((line.debtor, np.maximum(amounts, 0.0)), (line.creditor, np.minimum(amounts, 0.0))):
            if party in self._failing and owed.any():
                lost = owed * self._fails(party, self._due(line))
                self.paid[line.path] = self.paid[line.path] - lost
                if party == line.debtor:
                    self._lost[line.path] = lost

    def _cover(self, secured: _Secured, lines: Mapping[str, Line]) -> None:
        """Pay what was lost out of a security, while it stands and whoever holds it pays, line after line in the document's order."""
        back = f"terms.{secured.clause}/returned"
        is_held = back in self.paid  # money paid in: no more of it than that, and none once it is given back
        most = self._futures.values(secured.amount)
        if is_held:
            most = self.paid[f"terms.{secured.clause}/amount"].sum(axis=1, keepdims=True)
        stands = np.append(secured.open, 0.0 if is_held else secured.open[-1])
        spent = np.zeros(1)
        for path, line in lines.items():
            lost = self._lost.get(path)
            if lost is None or line.creditor != secured.creditor or line.debtor != secured.debtor:
                continue
            if line.clause in secured.terms:
                due = self._due(line)
                ends = np.clip(due, 0, self._futures.periods)
                asked = lost * stands[ends] * (1.0 - self._fails(secured.holder, due))
                left = np.maximum(0.0, most[:, np.minimum(ends, most.shape[1] - 1)] - spent[:, None])
                to_date = np.maximum.accumulate(np.minimum(np.cumsum(asked, axis=1), left), axis=1)
                covers = np.diff(to_date, axis=1, prepend=0.0)
                spent = spent + to_date[:, -1]
                self._lost[path] = lost - covers
                self.covered.append((line, secured.holder, covers))
        if is_held:
            self.paid[back] = np.minimum(self.paid[back], np.maximum(0.0, most[:, -1] - spent)[:, None])


def _secured(futures: Futures, unfolded: Unfolded) -> Iterator[_Secured]:
    for standing in unfolded.standing:
        clause = futures.deal.terms[standing.clause]
        if standing.promise == "secures" and clause.form == "security" and clause.said.get("holder"):
            said = clause.said
            yield _Secured(
                clause=clause.id, terms=standing.about, debtor=str(said["debtor"]), creditor=str(said["creditor"]), holder=str(said["holder"]),
                amount=said["amount"], open=np.array(standing.open, dtype=np.float64),  # type: ignore[arg-type]
            )  # fmt: skip
