"""Corrections that cannot stand: of what is not there, of what is corrected already, or in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dronedeal.deal import Finding
from dronedeal.settlement.event import Event

__all__ = ["misplaced"]

_Key = tuple[str, str]


def misplaced(known: Mapping[_Key, Event], fresh: Mapping[_Key, Event]) -> Iterator[Finding]:
    """Findings about corrections among new events, given those known before. An event has at most one correction.

    Whoever wants to change it again corrects the correction, so that what stands never depends on the order of arrival.
    """
    everything = {**known, **fresh}
    after: dict[_Key, list[Event]] = {}
    for event in everything.values():
        if event.corrected is not None:
            after.setdefault(event.corrected, []).append(event)
    for event in fresh.values():
        target = event.corrected
        if target is None:
            continue
        if target not in everything:
            mend = "correct an event of the same source, by its id, that is recorded or in this file"
            yield _finding(event, f"{event.id} corrects {event.corrects}, which {event.source} never said", mend)
        elif _is_circular(event, everything):
            yield _finding(event, f"{event.id} comes to correct itself", "correct what was recorded first")
        else:
            others = [one for one in after[target] if one.key != event.key]
            for other in others:
                message = f"{event.id} corrects {event.corrects}, which {other.id} corrects already"
                yield _finding(event, message, f"correct the correction: write {other.id} under corrects")


def _is_circular(event: Event, everything: Mapping[_Key, Event]) -> bool:
    seen = {event.key}
    at = event.corrected
    while at is not None and at in everything:
        if at in seen:
            return True
        seen.add(at)
        at = everything[at].corrected
    return False


def _finding(event: Event, message: str, mend: str) -> Finding:
    return Finding(code="L107", severity="error", message=message, place=event.place, mend=mend)
