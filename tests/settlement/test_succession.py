"""Corrections that cannot stand, each told of the event that makes it."""

from datetime import date
from decimal import Decimal

from dronedeal.deal import Place
from dronedeal.settlement import Event
from dronedeal.settlement.succession import misplaced

DAY = date(2027, 2, 1)


def event(name: str, corrects: str = "", source: str = "maker", line: int = 1) -> Event:
    return Event(
        source=source, id=name, kind="late", effective_on=DAY, of="sale", quantity=Decimal(1), corrects=corrects,
        place=Place("events.csv", line, 2),
    )  # fmt: skip


def found(known: list[Event], *fresh: Event) -> list[tuple[str, str, str, str, str]]:
    findings = misplaced({one.key: one for one in known}, {one.key: one for one in fresh})
    return [(one.code, one.severity, str(one.place), one.message, one.mend) for one in findings]


def test_a_correction_of_what_is_there_once_stands() -> None:
    assert found([event("a")], event("b", "a"), event("c"), event("d", "c")) == []
    assert found([event("a"), event("b", "a")], event("c", "b")) == []


def test_a_correction_of_what_its_source_never_said() -> None:
    mend = "correct an event of the same source, by its id, that is recorded or in this file"

    assert found([event("a")], event("b", "x", line=7), event("c", "a", source="buyer")) == [
        ("L107", "error", "events.csv:7:2", "b corrects x, which maker never said", mend),
        ("L107", "error", "events.csv:1:2", "c corrects a, which buyer never said", mend),
    ]


def test_corrections_in_a_circle() -> None:
    message = "{} comes to correct itself"
    mend = "correct what was recorded first"

    circle = [("L107", "error", "events.csv:1:2", message.format(name), mend) for name in "abc"]
    assert found([], event("a", "b"), event("b", "c"), event("c", "a")) == circle
    assert found([], event("a", "a")) == circle[:1]
    assert found([], event("c", "b"), event("a", "b"), event("b", "a")) == [
        ("L107", "error", "events.csv:1:2", message.format(name), mend) for name in "cab"
    ]


def test_an_event_has_one_correction() -> None:
    message, mend = "{} corrects a, which {} corrects already", "correct the correction: write {} under corrects"

    assert found([event("a"), event("b", "a")], event("c", "a")) == [
        ("L107", "error", "events.csv:1:2", message.format("c", "b"), mend.format("b"))
    ]
    assert found([event("a")], event("b", "a"), event("c", "a")) == [
        ("L107", "error", "events.csv:1:2", message.format("b", "c"), mend.format("c")),
        ("L107", "error", "events.csv:1:2", message.format("c", "b"), mend.format("b")),
    ]


def test_a_chain_that_leads_to_nothing_is_no_circle() -> None:
    (only,) = found([], event("a", "b"), event("b", "x"))

    assert only[3] == "b corrects x, which maker never said"


def test_what_cannot_stand_hides_nothing_that_comes_after_it() -> None:
    names = [line[3].partition(" ")[0] for line in found([event("a")], event("z", "y"), event("b"), event("c", "x"))]

    assert names == ["z", "c"]
