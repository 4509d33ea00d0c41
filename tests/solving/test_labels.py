"""Labels: block and place by number."""

import pytest

from dronedeal.solving.labels import Labels


def test_a_number_is_named_by_its_block_and_its_place_in_it() -> None:
    labels = Labels()
    labels.open(0, "first")
    labels.open(3, "second")

    assert labels.label(2, 5) == "first[2]"
    assert labels.label(3, 5) == "second[0]"


@pytest.mark.parametrize("number", [-1, 5])
def test_a_number_that_does_not_exist_is_refused(number: int) -> None:
    labels = Labels()
    labels.open(0, "only")

    with pytest.raises(IndexError):
        labels.label(number, 5)
