"""What the other side cares about, read from a few offers: bidders who say one thing, who say nothing, and who are generated."""

from __future__ import annotations

import time
import tracemalloc

import numpy as np
import pytest
from scipy.stats import spearmanr

from bench.bidders import BIDDERS, generated, offers_of, worth
from dronedeal.bargaining.estimate import Estimate, estimate
from tests.rivals.opponent_models import frequency

FIVE = np.linspace(0, 1, 5)


def bytes_of(one: Estimate) -> list[bytes]:
    said = [one.weights, one.low, one.high, one.rising, np.array([one.effective])]
    return [array.tobytes() for array in (*one.worths, *said)]


def test_a_bidder_who_gives_way_on_one_issue_only_cares_least_about_it() -> None:
    offers = np.array([[4, 0, 4], [4, 0, 3], [4, 0, 2], [4, 0, 1], [4, 0, 0]])

    found = estimate([FIVE] * 3, offers)

    assert found.enough
    assert found.because == ""
    assert found.weights[2] < min(found.weights[:2])
    assert found.weights.sum() == pytest.approx(1)
    assert found.rising[0] > 0.8
    assert found.rising[1] < 0.2
    assert (found.low <= found.high).all()
    assert found.at(np.array([[4, 0, 4]]))[0] > found.at(np.array([[0, 4, 4]]))[0] + 0.5


def test_the_best_package_is_worth_one_and_the_worst_nothing() -> None:
    offers = np.array([[4, 0], [3, 0], [3, 1]])

    found = estimate([FIVE, FIVE], offers)

    every = found.at(np.column_stack(np.unravel_index(np.arange(25), (5, 5))))
    assert (every.min(), every.max()) == (pytest.approx(0), pytest.approx(1))
    assert found.weights.tolist() == pytest.approx([np.ptp(one) for one in found.worths])


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_offers_are_not_enough(count: int) -> None:
    found = estimate([FIVE, FIVE], np.array([[4, 0], [3, 0]])[:count])

    assert not found.enough
    assert "offers" in found.because
    assert all(np.isfinite(one).all() for one in found.worths)


def test_offers_all_the_same_are_not_enough() -> None:
    found = estimate([FIVE, FIVE], np.array([[4, 0]] * 6))

    assert not found.enough
    assert "same" in found.because
    assert found.rising[0] > 0.5 > found.rising[1]


def test_offers_that_leave_every_weight_open_are_not_enough() -> None:
    offers = np.random.default_rng(1).integers(0, 2, size=(3, 8))
    wide = estimate([np.array([0.0, 1.0])] * 8, offers)
    before = estimate([np.array([0.0, 1.0])] * 8, offers[:0])

    least = ((wide.high - wide.low) / (before.high - before.low)).min()

    assert wide.enough == (least < 0.8)


def test_issues_of_one_value_weigh_nothing_and_change_nothing_else() -> None:
    offers = np.array([[4, 0, 0], [3, 0, 0], [2, 0, 1]])
    found = estimate([FIVE, np.array([0.3]), FIVE], offers)

    assert (found.weights[1], found.low[1], found.high[1], found.rising[1]) == (0, 0, 0, 0.5)
    assert found.weights[[0, 2]].sum() == pytest.approx(1)


def test_where_nothing_can_be_chosen_nothing_is_worth_anything() -> None:
    found = estimate([np.array([0.0]), np.array([1.0])], np.zeros((4, 2), dtype=np.int64))

    assert not found.enough
    assert found.at(np.array([[0, 0]])).tolist() == [0]


def test_an_issue_alone_has_all_the_weight_and_its_values_are_still_read() -> None:
    found = estimate([FIVE], np.array([[4], [3], [2]]))

    assert found.enough
    assert found.weights.tolist() == pytest.approx([1])
    assert found.rising[0] > 0.8


def test_positions_in_any_order_give_the_same_answer() -> None:
    offers, turned = np.array([[4, 0], [3, 0], [2, 1], [4, 1]]), np.array([3, 1, 4, 0, 2])
    place = np.argsort(turned)

    straight = estimate([FIVE, FIVE], offers)
    mixed = estimate([FIVE, FIVE[turned]], np.column_stack([offers[:, 0], place[offers[:, 1]]]))

    assert mixed.weights.tolist() == pytest.approx(straight.weights.tolist(), abs=0.05)
    assert mixed.worths[1].tolist() == pytest.approx(straight.worths[1][turned].tolist(), abs=0.05)


def test_values_without_order_lend_nothing_to_their_neighbours() -> None:
    offers = np.array([[0], [0], [0], [1]])

    found = estimate([FIVE], offers, ordered=[False])

    assert found.rising.tolist() == [0.5]
    assert found.worths[0][2:].tolist() == pytest.approx([found.worths[0][2:].mean()] * 3, abs=0.06)
    assert found.worths[0][0] > found.worths[0][1] > found.worths[0][2:].max()


@pytest.mark.parametrize("seed", range(6))
def test_permuting_issues_permutes_the_answer_to_the_byte(seed: int) -> None:
    one = generated(seed)
    offers = offers_of(one, "linear", 6, seed)
    turned = np.random.default_rng(seed).permutation(len(one.positions))

    straight = estimate(one.positions, offers, ordered=one.ordered)
    mixed = estimate(
        [one.positions[at] for at in turned], offers[:, turned], ordered=[one.ordered[at] for at in turned]
    )

    assert [mixed.worths[at].tobytes() for at in range(turned.size)] == [straight.worths[at].tobytes() for at in turned]
    assert mixed.low.tolist() == straight.low[turned].tolist()
    assert mixed.rising.tolist() == straight.rising[turned].tolist()
    assert mixed.because == straight.because


def test_the_same_seed_gives_the_same_bytes_and_another_does_not() -> None:
    one = generated(3)
    offers = offers_of(one, "boulware", 5, 3)

    first, again, other = (estimate(one.positions, offers, seed=seed) for seed in (4, 4, 5))

    assert bytes_of(first) == bytes_of(again)
    assert bytes_of(first) != bytes_of(other)


def test_twenty_issues_of_fifty_values_take_bounded_time_and_memory() -> None:
    offers = np.random.default_rng(2).integers(0, 50, size=(20, 20))
    positions = [np.linspace(0, 1, 50)] * 20
    started = time.process_time()
    estimate(positions, offers)
    seconds = time.process_time() - started
    tracemalloc.start()
    estimate(positions, offers)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert seconds < 3
    assert most < 300e6


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        estimate([FIVE], np.zeros((3, 2), dtype=np.int64))
    with pytest.raises(ValueError, match="does not have"):
        estimate([FIVE], np.array([[0], [5], [1]]))
    with pytest.raises(ValueError, match="does not have"):
        estimate([FIVE], np.array([[-1], [0], [1]]))


def test_five_offers_are_read_better_than_by_the_classic_frequency_model() -> None:
    less = []
    for seed in range(500, 530):
        one = generated(seed)
        true = worth(one.theirs, one.packages)
        for bidder in BIDDERS:
            offers = offers_of(one, bidder, 5, seed)
            ours = estimate(one.positions, offers, ordered=one.ordered).at(one.packages)
            classic = worth(frequency(one.sizes, offers), one.packages)
            less.append(spearmanr(true, ours).statistic - spearmanr(true, classic).statistic)

    assert np.mean(less) > 0.02


def test_bands_of_eight_in_ten_hold_the_true_weight_about_that_often() -> None:
    inside = []
    for seed in range(600, 630):
        one = generated(seed)
        true = np.array([np.ptp(values) for values in one.theirs])
        found = estimate(one.positions, offers_of(one, "linear", 10, seed), ordered=one.ordered)
        inside += list((found.low <= true) & (true <= found.high))

    assert 0.65 < np.mean(inside) < 0.95
