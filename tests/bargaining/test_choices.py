"""Choices of the integers where a search finds no plan in its time: what is known answers, with what nothing exceeds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dronedeal.bargaining.choices import Choices
from dronedeal.bargaining.efficient import efficient
from dronedeal.bargaining.reach import NotFound, Reach, Unreachable
from tests.bargaining.sets import hull

PACKAGES = ((9.0, 1.0), (7.0, 6.0), (2.0, 8.0))


def out_of_time(choices: Choices, monkeypatch: pytest.MonkeyPatch, *, always: bool = False) -> None:
    """Searches that make the most of anything find nothing; only the plan with the most for everybody is found."""
    whole = choices._whole

    def asked(weights: Any, least: Any = None) -> Any:
        raise NotFound(40.0)

    def along(direction: Any, least: Any = None) -> Any:
        raise NotFound(np.inf)

    monkeypatch.setattr(whole, "most", asked)
    monkeypatch.setattr(whole, "along", along)
    if always:
        monkeypatch.setattr(whole, "together", lambda: asked(None))


def test_a_search_without_an_answer_gives_the_best_that_is_known_and_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    choices = Choices(hull(PACKAGES, listed=True))
    for package in range(2):
        choices.at(np.eye(3)[package])
    out_of_time(choices, monkeypatch)

    found = choices.most(np.ones(2))

    assert found.gains == pytest.approx((7.0, 6.0), abs=1e-3)
    assert found.here <= found.bound <= 13.0 + 1e-3  # mixes of all three have no more


def test_where_nothing_is_known_what_is_best_for_everybody_is_sought(monkeypatch: pytest.MonkeyPatch) -> None:
    choices = Choices(hull(PACKAGES, listed=True))
    out_of_time(choices, monkeypatch)

    found = choices.most(np.array([1.0, 0.0]))

    assert any(found.gains == pytest.approx(one, abs=1e-3) for one in PACKAGES)
    assert found.here <= 9.0 + 1e-3 <= found.bound + 1e-2


def test_a_frontier_is_found_all_the_same_and_its_gap_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    choices = Choices(hull(PACKAGES, listed=True))
    out_of_time(choices, monkeypatch)

    found = efficient(choices, gap=1e-3, most=6)

    assert len(found.pieces) >= 1
    assert found.gap > 1e-3


def test_how_far_all_get_ahead_is_that_of_what_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    choices = Choices(hull(PACKAGES, listed=True))
    choices.at(np.eye(3)[1])
    out_of_time(choices, monkeypatch)

    ahead = choices.along(np.ones(2))

    assert ahead.share == pytest.approx(6.0, abs=1e-3)
    assert ahead.share <= ahead.bound <= 9.0


@pytest.mark.parametrize("least", [None, (8.0, 8.0)])
def test_what_nothing_known_gives_is_not_called_impossible(
    least: tuple[float, float] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    choices = Choices(hull(PACKAGES, listed=True))
    out_of_time(choices, monkeypatch, always=True)
    if least is not None:
        choices.at(np.eye(3)[1])

    with pytest.raises(NotFound, match="in the time there was"):
        choices.most(np.ones(2), None if least is None else np.array(least))


def test_a_search_under_a_clock_that_has_run_out_says_so() -> None:
    whole = Reach(hull(PACKAGES, listed=True), seconds=0.0)

    with pytest.raises(NotFound):
        whole.most(np.ones(2))
    with pytest.raises(Unreachable) as none:
        Reach(hull(PACKAGES, (10.0, 10.0), listed=True), seconds=20.0).most(np.ones(2))
    assert not isinstance(none.value, NotFound)
