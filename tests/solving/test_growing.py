"""Growing arrays: order, growth and copies."""

import numpy as np
import pytest

from dronedeal.solving.growing import Growing


def test_blocks_stay_in_order_through_growth() -> None:
    growing = Growing(np.int64)

    for first in range(0, 1000, 10):
        growing.extend(np.arange(first, first + 10), 10)

    assert len(growing) == 1000
    assert growing.view.tolist() == list(range(1000))


def test_one_value_fills_a_block() -> None:
    growing = Growing(np.float64)

    growing.extend(2.5, 3)

    assert growing.view.tolist() == [2.5, 2.5, 2.5]


def test_a_block_of_another_length_is_refused() -> None:
    growing = Growing(np.float64)
    growing.extend(np.zeros(2), 3)

    with pytest.raises(ValueError, match="broadcast"):
        _ = growing.view


def test_what_was_looked_at_can_be_changed_and_grown() -> None:
    growing = Growing(np.float64)
    growing.extend(1.0, 2)

    growing.view[0] = 5.0
    growing.extend(np.array([7.0]), 1)

    assert growing.view.tolist() == [5.0, 1.0, 7.0]


def test_a_frozen_copy_neither_follows_nor_can_be_written() -> None:
    growing = Growing(np.float64)
    growing.extend(1.0, 1)

    frozen = growing.frozen()
    growing.view[0] = 2.0

    assert frozen.tolist() == [1.0]
    assert not frozen.flags.writeable
