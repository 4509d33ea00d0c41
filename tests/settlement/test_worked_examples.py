"""The worked clauses of the exact reading, once more by the whole way: sign, record, and read every party's statement.

Each test is that of ``tests/reading/test_worked_clauses.py`` or ``test_worked_royalties.py``; only where its amounts come from is another.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

import dronedeal
from dronedeal.deal import Deal
from dronedeal.reading import Decimals
from dronedeal.settlement import statement_of, verify
from tests.deals import Facts
from tests.reading import test_worked_clauses, test_worked_royalties
from tests.reading.test_worked_clauses import *  # noqa: F403 - every one of them
from tests.reading.test_worked_royalties import *  # noqa: F403 - likewise
from tests.settlement.settling import NOW, events_of, opened, recorded


@pytest.fixture(autouse=True)
def by_the_whole_way(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def payable(agreement: Deal, *facts: Facts, settled: Mapping[str, Decimal] | None = None) -> dict[str, Decimals]:
        signed = dronedeal.sign(agreement, dict(settled or {}))
        ledger = opened(tmp_path, signed, f"{len(list(tmp_path.iterdir()))}.sqlite")
        together = {counted: values for one in facts for counted, values in one.items()}
        recorded(ledger, events_of(together, agreement.horizon)[::-1])
        quarters = [str(quarter) for quarter in agreement.horizon.quarters]
        end = agreement.horizon.quarters[-1].last_day
        found = {line.path.removeprefix("terms."): [Decimal("0.00")] * len(quarters) for line in signed.never.lines}
        for party in agreement.parties:
            for line in statement_of(ledger, party=party, to=end).body["lines"]:
                found[line["line"].removeprefix("terms.")][quarters.index(line["quarter"])] = Decimal(line["amount"])
        for quarter in agreement.horizon.quarters:
            assert ledger.close(quarter.last_day, now=NOW)[1] == ()
        assert verify(ledger) == ()
        ledger.close_store()
        return {path: tuple(row) for path, row in found.items()}

    for worked in (test_worked_clauses, test_worked_royalties):
        monkeypatch.setattr(worked, "payable", payable)
