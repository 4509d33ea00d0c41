"""The package's public names."""

import dronedeal.solving


def test_public_names_exist_and_are_sorted_as_ruff_sorts_them() -> None:
    names = dronedeal.solving.__all__

    assert all(hasattr(dronedeal.solving, name) for name in names)
    assert names == sorted(names, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
