import pytest

from dronedeal.screening.names import Index, Named, NoColumn, likenesses

LISTED = Index([Named(id="dji", names=("大疆", "Shenzhen DJI Technology"), identifiers=("CAGE:SZ4DJ",))])


def test_two_columns_are_compared_row_by_row() -> None:
    first, second = likenesses([{"name1": "Vega GmbH", "name2": "Vega"}, {"name1": "Vega", "name2": "Orion"}])

    assert (first.row, first.name, first.other, first.likeness and first.likeness.band) == (
        1,
        "Vega GmbH",
        "Vega",
        "hit",
    )
    assert (second.row, second.likeness and second.likeness.band) == (2, "none")


def test_one_column_is_held_against_the_list() -> None:
    found = likenesses([{"name": "SZ DJI Technology"}, {"name": "Orion"}], LISTED)

    assert [(one.row, one.other, one.likeness is None) for one in found] == [(1, "dji", False), (2, "", True)]


def test_identifiers_beside_a_name_are_read() -> None:
    [found] = likenesses([{"name": "Orion", "identifiers": "12345; SZ4DJ"}], LISTED)

    assert found.likeness is not None
    assert found.likeness.exact


@pytest.mark.parametrize(
    ("row", "listed", "lacking"), [({"name": "Vega"}, None, "name1"), ({"name1": "a", "name2": "b"}, LISTED, "name")]
)
def test_a_lacking_column_is_named(row: dict[str, str], listed: Index | None, lacking: str) -> None:
    with pytest.raises(NoColumn, match=f"row 1 has no column {lacking};"):
        likenesses([row], listed)


def test_no_rows_have_no_answers() -> None:
    assert likenesses([]) == ()
    assert likenesses([], LISTED) == ()
