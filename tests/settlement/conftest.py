"""Shelves: every test that asks for one runs on each kind of store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dronedeal.settlement import Ledger
from tests.settlement.settling import STORES, Shelf


@pytest.fixture(params=STORES)
def shelf(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """A shelf whose ledgers are let go of when the test ends."""
    held: list[Ledger] = []
    opening = Ledger.__init__

    def noted(self: Ledger, *words: object, **more: object) -> None:
        opening(self, *words, **more)  # type: ignore[arg-type]
        held.append(self)

    monkeypatch.setattr(Ledger, "__init__", noted)
    yield Shelf(request.param, tmp_path)
    for ledger in held:
        ledger.close_store()
