"""Law 1 on the deals of ``examples/``: whatever is delivered, every payable line owes the same cents in both readings."""

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from dronedeal.deal import Counted, Deal, MoneyIn, Open, Thing, numbers_of, parts_of
from dronedeal.document import read_folder
from dronedeal.reading import array, exact, in_cents
from dronedeal.unfolding import unfold
from tests.deals import counted_in

FOLDERS = sorted(path.parent for path in (Path(__file__).parents[2] / "examples").glob("*/deal.yaml"))
FINEST = Decimal("0.0001")


def middle_of(deal: Deal) -> dict[str, Decimal]:
    """Every open number half-way, and every right that may be left taken."""
    opened = [part for number in numbers_of(deal) for part in parts_of(number) if isinstance(part, Open)]
    takes = {f"terms.{name}.optional": Decimal(1) for name in deal.terms}
    return takes | {one.path: ((one.low + one.high) / 2).quantize(FINEST) for one in opened}


def facts_of(counted: set[Counted], periods: int, seed: int) -> dict[Counted, np.ndarray]:
    chance = np.random.default_rng(seed)
    in_order = sorted(counted, key=lambda one: (one.thing, one.subject, one.systems, one.to))
    most = {Thing.CAPITAL_SPENT: 1_000_000, Thing.DAYS_LATE: 60}
    return {one: chance.integers(0, most.get(one.thing, 50), periods).astype(np.float64) for one in in_order}


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_line_of_an_example_owes_the_same_cents(folder: Path, seed: int) -> None:
    deal = read_folder(folder, side="neutral").deal
    assert deal is not None
    unfolded, settled = unfold(deal), middle_of(deal)
    facts = facts_of({one for line in unfolded.lines for one in counted_in(line.quantity)}, deal.horizon.periods, seed)

    as_decimals = {one: tuple(Decimal(int(value)) for value in values) for one, values in facts.items()}
    owed = exact(unfolded, as_decimals, settled=settled, at_base=True)
    drawn = array(unfolded, facts, settled={path: float(value) for path, value in settled.items()})

    for line in unfolded.lines:
        if isinstance(line.what, MoneyIn):
            assert in_cents(drawn[line.path])[0].tolist() == [int(100 * value) for value in owed[line.path]], line.path
