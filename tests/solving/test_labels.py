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


def test_blocks_of_one_name_are_told_apart_by_their_order() -> None:
    labels = Labels()
    labels.open(0, "units")
    labels.open(2, "money")
    labels.open(3, "units")

    assert labels.blocks(5) == {("units", 0): slice(0, 2), ("money", 0): slice(2, 3), ("units", 1): slice(3, 5)}
    assert Labels().blocks(0) == {}
