"""Previews: what recording would change of what is owed, and which lots it would have go twice; nothing is kept."""

from datetime import date
from pathlib import Path

from dronedeal.settlement import Recorded, written_lots
from tests.settlement.settling import NOW, delivery, opened, recorded, sale

FEB, MAR, APR = date(2027, 2, 1), date(2027, 3, 1), date(2027, 4, 1)


def doubled(done: Recorded) -> list[tuple[str, str, str]]:
    return [(written_lots(one.lots), one.first.event.id, one.second.event.id) for one in done.twice]


def test_a_preview_tells_the_lots_that_would_go_twice_and_those_alone_that_had_not_before(tmp_path: Path) -> None:
    first, second, third = (
        delivery("d-1", FEB, 40, lots="F-01..F-40"),
        delivery("d-2", MAR, 30, lots="F-31..F-60"),
        delivery("d-3", APR, 10, lots="F-55..F-64"),
    )
    ledger = opened(tmp_path, sale())

    recorded(ledger, [first])
    seen = ledger.record([second], now=NOW, preview=True)
    done = ledger.record([second], now=NOW)
    more = ledger.record([second, third], now=NOW, preview=True)

    assert doubled(seen) == [("F-31..F-40", "d-1", "d-2")]
    assert (doubled(done), done.changes) == ([], ())
    assert doubled(more) == [("F-55..F-60", "d-2", "d-3")]
    assert len(ledger.events()) == 2
    ledger.close_store()


def test_what_would_put_lots_right_is_told_as_nothing(tmp_path: Path) -> None:
    ledger = opened(tmp_path, sale())
    recorded(ledger, [delivery("d-1", FEB, 40, lots="F-01..F-40"), delivery("d-2", MAR, 30, lots="F-31..F-60")])

    mended = ledger.record([delivery("d-3", MAR, 30, lots="F-41..F-70", corrects="d-2")], now=NOW, preview=True)

    assert (mended.findings, doubled(mended)) == ((), [])
    ledger.close_store()
