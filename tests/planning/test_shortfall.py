"""No package found: what is told of how near one came."""

import pytest

from dronedeal.planning import Chosen, choose_package, short_words, walk_away
from dronedeal.planning.shortfall import Shortfall
from tests.planning.small import small


@pytest.mark.parametrize(
    ("nearest", "said"),
    [(4_458_345.0, "; the nearest it found is 4,458,345 USD short in all"), (float("inf"), "")],
)
def test_where_none_was_found_the_nearest_is_told(nearest: float, said: str) -> None:
    chosen = choose_package(small(), walk_away(small()))
    assert isinstance(chosen, Chosen)
    short = Shortfall(
        missing=0.0, parties={}, compiled=chosen.compiled, solution=chosen.solution, proven=False, nearest=nearest
    )

    assert short_words(short).endswith(f"did not prove that there is none{said}")
