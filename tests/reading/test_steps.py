"""Steps move quarters to other quarters as their names say."""

import numpy as np
import pytest

from dronedeal.reading import Step, ahead, known, lasts, later, only, onward, previous, window

TWO_YEARS = (0, 0, 0, 0, 1, 1)
ONE_TO_SIX = np.array([1.0, 2, 3, 4, 5, 6])


@pytest.mark.parametrize(
    ("step", "moved"),
    [
        (later(TWO_YEARS), [1, 3, 6, 10, 5, 11]),
        (lasts(TWO_YEARS), [0, 0, 0, 10, 0, 11]),
        (previous(TWO_YEARS), [0, 1, 2, 3, 0, 5]),
        (ahead(6, 2), [0, 0, 1, 2, 3, 4]),
        (ahead(6, -2), [3, 4, 5, 6, 0, 0]),
        (ahead(6, 9), [0, 0, 0, 0, 0, 0]),
        (onward(6), [1, 3, 6, 10, 15, 21]),
        (onward(6, 1), [0, 1, 3, 6, 10, 15]),
        (window(6, 2), [1, 3, 5, 7, 9, 11]),
        (only((True, False, True, False, False, True)), [1, 0, 3, 0, 0, 6]),
    ],
)
def test_each_step_collects_what_its_name_says(step: Step, moved: list[float]) -> None:
    assert known(ONE_TO_SIX).mapped(step).constant.tolist() == moved
