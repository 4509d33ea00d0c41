"""What plans of the examples pay is what their rows say, read again without a program: no line twice, none forgotten."""

from pathlib import Path

import numpy as np
import pytest

from dronedeal.deal.term import MoneyIn
from dronedeal.document import read_folder
from dronedeal.planning import Futures, worked_out
from dronedeal.reading import ArrayReader
from dronedeal.simulation import counted, held, valued

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("name", ["us-ukraine", "uk-octopus", "gulf-interceptors"])
def test_lines_and_gains_of_a_plan_are_those_of_the_array_reading(name: str) -> None:
    deal = read_folder(EXAMPLES / name).deal
    assert deal is not None
    worked = worked_out(deal)
    still = held(worked)
    assert worked.chosen is not None
    assert still is not None
    size = max(worked.chosen.compiled.sizes.values())

    paid = {line.path: np.zeros(deal.horizon.periods) for line in still.unfolded.lines}
    for payment in worked.chosen.compiled.money.payments:
        paid[payment.line.path] = paid[payment.line.path] + payment.amount.at(worked.chosen.solution.values)
    reader = ArrayReader(deal.horizon, counted(Futures(deal, still.package), still.with_deal), settled=still.package)
    for line in still.unfolded.lines:
        if isinstance(line.what, MoneyIn):
            assert reader.read(line.quantity)[0] == pytest.approx(paid[line.path], abs=1e-6 * size), line.path
    for party, gain in valued(still).items():
        assert gain == pytest.approx(worked.plan.parties[party].gain, abs=1e-6 * size), party
