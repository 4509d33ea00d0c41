"""Games of coalitions: known answers, the definitions themselves, invariances, and SciPy's linear programs as an oracle."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import chain, combinations, permutations
from math import factorial, inf, nan
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from dronedeal.bargaining.coalition import Core, Game, core, nucleolus, range_of, shapley

NAMES = tuple("abcdefghijklmnopqrstuvwxyz")
BAND = 1e-7


def coalitions(players: tuple[str, ...]) -> Iterator[frozenset[str]]:
    sizes = range(1, len(players) + 1)
    return map(frozenset, chain.from_iterable(combinations(players, size) for size in sizes))


def game(players: str | tuple[str, ...], worth: Callable[[frozenset[str]], float]) -> Game:
    names = tuple(players)
    return Game(players=names, worth={one: worth(one) for one in coalitions(names)})


def moved(one: Game, *, scale: float = 1.0, shift: Mapping[str, float] | None = None) -> Game:
    by = shift or dict.fromkeys(one.players, 0.0)
    return game(one.players, lambda each: scale * one.worth[each] + sum(by[player] for player in each))


def bankruptcy(estate: float, claims: Mapping[str, float]) -> Game:
    """What is left to a coalition once all others have had their claims (O'Neill 1982)."""
    return game(
        tuple(claims),
        lambda each: max(0.0, estate - sum(claim for player, claim in claims.items() if player not in each)),
    )


def majority(players: str = "abc") -> Game:
    return game(players, lambda each: float(2 * len(each) > len(players)))


def gloves() -> Game:
    """One has a left glove and two have a right one; a pair is worth one."""
    return game(("left", "right", "other"), lambda each: float("left" in each and len(each) > 1))


def airport() -> Game:
    costs = {"small": 8.0, "middling": 11.0, "large": 13.0, "huge": 18.0}
    return game(tuple(costs), lambda each: -max(costs[player] for player in each))


def excesses(one: Game, division: Mapping[str, float]) -> dict[frozenset[str], float]:
    """What each coalition but that of all falls short of its worth."""
    return {
        each: one.worth[each] - sum(division[player] for player in each)
        for each in coalitions(one.players)
        if len(each) < len(one.players)
    }


def whole(one: Game) -> float:
    return one.worth[frozenset(one.players)]


def spread(one: Game) -> float:
    return 1.0 + max(abs(worth) for worth in one.worth.values())


def imputes(one: Game) -> bool:
    return whole(one) >= sum(one.worth[frozenset((player,))] for player in one.players)


def linear_least(one: Game) -> float:
    """Least epsilon by SciPy."""
    rows = [each for each in coalitions(one.players) if len(each) < len(one.players)]
    members = np.array([[float(player in each) for player in one.players] + [1.0] for each in rows])
    count = len(one.players)
    found = linprog(
        np.eye(count + 1)[count],
        A_ub=-members,
        b_ub=[-one.worth[each] for each in rows],
        A_eq=[[1.0] * count + [0.0]],
        b_eq=[whole(one)],
        bounds=(None, None),
    )
    assert found.status == 0
    return float(found.fun)


def is_balanced(collection: list[frozenset[str]], also: list[frozenset[str]], players: tuple[str, ...]) -> bool:
    """Whether positive weights on a collection, and weights not negative on others, put one on each player."""
    both = [*collection, *also]
    # weights divided by the least of them: at least one on the collection, the same on each player
    members = np.array([[float(player in each) for each in both] + [-1.0] for player in players])
    bounds = [(1.0, None)] * len(collection) + [(0.0, None)] * (len(also) + 1)
    found = linprog(np.zeros(len(both) + 1), A_eq=members, b_eq=np.zeros(len(players)), bounds=bounds)
    return bool(found.status == 0)


@st.composite
def games(draw: st.DrawFn, *, least: int = 1, most: int = 5) -> Game:
    count = draw(st.integers(least, most))
    reach = draw(st.sampled_from((1, 3, 20, 10_000)))
    players = NAMES[:count]
    drawn = {each: draw(st.integers(-reach, reach)) for each in coalitions(players)}
    extra = draw(st.sampled_from((0, 0, reach, 3 * reach)))
    return game(players, lambda each: float(drawn[each] + (extra if len(each) == count else 0)))


def test_an_airport_is_paid_by_those_who_need_each_stretch_of_it() -> None:
    # Littlechild and Owen 1973: each stretch is shared equally by all who need it
    shares = shapley(airport())

    assert shares == pytest.approx({"small": -2.0, "middling": -3.0, "large": -4.0, "huge": -9.0})
    assert core(airport()).exists


def test_gloves_share_a_pair_but_the_core_leaves_the_common_glove_nothing() -> None:
    one = gloves()
    only = {"left": 1.0, "right": 0.0, "other": 0.0}

    assert shapley(one) == pytest.approx({"left": 2 / 3, "right": 1 / 6, "other": 1 / 6})
    found = core(one)
    assert found.exists
    assert found.least == pytest.approx(0.0, abs=1e-12)
    assert found.division == pytest.approx(only)
    assert found.blocking == (("right",), ("other",), ("left", "right"), ("left", "other"), ("right", "other"))
    assert nucleolus(one) == pytest.approx(only)
    for player, ends in range_of(one).items():
        assert ends == pytest.approx((only[player], only[player]))


@pytest.mark.parametrize(
    ("estate", "shares"), [(100, (100 / 3, 100 / 3, 100 / 3)), (200, (50, 75, 75)), (300, (50, 100, 150))]
)
def test_an_estate_is_divided_as_the_talmud_says(estate: float, shares: tuple[float, ...]) -> None:
    # Aumann and Maschler 1985
    one = bankruptcy(estate, {"first": 100.0, "second": 200.0, "third": 300.0})

    assert tuple(nucleolus(one).values()) == pytest.approx(shares)


def test_a_majority_of_three_has_no_core_and_every_pair_stands_in_the_way() -> None:
    found = core(majority())

    assert not found.exists
    assert found.least == pytest.approx(1 / 3)
    assert found.division == pytest.approx(dict.fromkeys("abc", 1 / 3))
    assert found.blocking == (("a", "b"), ("a", "c"), ("b", "c"))
    assert range_of(majority())["b"] == pytest.approx((1 / 3, 1 / 3))


def test_a_weighted_vote_gives_power_by_what_each_turns() -> None:
    # 51 of 100 with 50, 30, 20: the largest turns four of the six orders
    seats = {"a": 50, "b": 30, "c": 20}
    one = game("abc", lambda each: float(sum(seats[player] for player in each) > 50))

    assert shapley(one) == pytest.approx({"a": 2 / 3, "b": 1 / 6, "c": 1 / 6})
    assert nucleolus(one) == pytest.approx({"a": 1.0, "b": 0.0, "c": 0.0})


def test_one_player_has_its_worth() -> None:
    one = game("a", lambda _: -3.0)

    assert shapley(one) == nucleolus(one) == {"a": -3.0}
    assert range_of(one) == {"a": (-3.0, -3.0)}
    assert core(one) == Core(exists=True, least=0.0, division={"a": -3.0}, blocking=(), tolerance=core(one).tolerance)


@pytest.mark.parametrize("together", [10.0, 3.0, 1.0])
def test_two_players_halve_what_they_gain_or_lose_together(together: float) -> None:
    one = Game(players=("a", "b"), worth={frozenset("a"): 1.0, frozenset("b"): 2.0, frozenset("ab"): together})
    half = (together - 3.0) / 2
    standard = {"a": 1.0 + half, "b": 2.0 + half}

    assert shapley(one) == pytest.approx(standard)
    assert nucleolus(one) == pytest.approx(standard)
    found = core(one)
    assert found.least == pytest.approx(-half)
    assert found.exists == (together >= 3.0)
    assert found.blocking == (("a",), ("b",))
    if together >= 3.0:
        assert range_of(one)["a"] == pytest.approx((1.0, together - 2.0))


def test_a_game_that_only_adds_up_leaves_one_division_however_it_was_rounded() -> None:
    one = game("abcd", lambda each: sum({"a": 0.1, "b": 0.2, "c": 0.7, "d": -1e-3}[player] for player in sorted(each)))

    found = core(one)
    assert found.exists
    assert len(found.blocking) == 14
    assert nucleolus(one) == pytest.approx({"a": 0.1, "b": 0.2, "c": 0.7, "d": -1e-3})
    assert shapley(one) == pytest.approx(nucleolus(one))


def test_a_game_in_which_nothing_is_worth_anything_divides_nothing() -> None:
    one = game("abc", lambda _: 0.0)

    assert shapley(one) == nucleolus(one) == core(one).division == dict.fromkeys("abc", 0.0)
    assert core(one).exists


def test_nobody_gets_less_from_the_nucleolus_than_alone_where_that_can_be() -> None:
    # both alone in a pair are worth much more than all: without the bound the third would pay
    one = game("abc", lambda each: 10.0 if each == {"a", "b"} else float(len(each) == 3))

    assert nucleolus(one) == pytest.approx({"a": 0.5, "b": 0.5, "c": 0.0})
    assert core(one).division["c"] < -1.0


def test_players_worth_more_alone_than_together_share_the_loss() -> None:
    one = game("abc", lambda each: 1.0 if len(each) == 1 else 0.0)

    assert nucleolus(one) == pytest.approx(dict.fromkeys("abc", 0.0))


@settings(max_examples=100)
@given(games())
def test_shapley_is_the_average_of_what_each_adds_over_all_orders(one: Game) -> None:
    total = dict.fromkeys(one.players, Fraction(0))
    for order in permutations(one.players):
        before = Fraction(0)
        for at, player in enumerate(order):
            after = Fraction(one.worth[frozenset(order[: at + 1])])
            total[player] += after - before
            before = after
    expected = {player: float(each / factorial(len(one.players))) for player, each in total.items()}

    assert shapley(one) == pytest.approx(expected, abs=1e-12 * spread(one))
    assert sum(shapley(one).values()) == pytest.approx(whole(one), abs=1e-12 * spread(one))


@given(games(least=2), games(least=5))
def test_shapley_of_a_sum_is_the_sum_of_shapleys(one: Game, larger: Game) -> None:
    other = game(one.players, lambda each: larger.worth[each])
    both = game(one.players, lambda each: one.worth[each] + other.worth[each])
    expected = {player: share + shapley(other)[player] for player, share in shapley(one).items()}

    assert shapley(both) == pytest.approx(expected, abs=1e-12 * spread(one) * spread(other))


@given(games(most=4))
def test_who_adds_nothing_gets_nothing_and_who_adds_the_same_gets_the_same(one: Game) -> None:
    with_null = game((*one.players, "null"), lambda each: one.worth.get(each - {"null"}, 0.0))
    twins = game(
        (*one.players, "first", "second"),
        lambda each: one.worth.get(each - {"first", "second"}, 0.0) + len(each) * len(each & {"first", "second"}) ** 2,
    )

    assert shapley(with_null)["null"] == 0.0
    for answer in (shapley, nucleolus):
        shares = answer(twins)
        assert shares["first"] == pytest.approx(shares["second"], abs=BAND * spread(twins))


@settings(max_examples=100)
@given(games(least=2, most=4))
def test_the_nucleolus_is_balanced_at_every_level_of_excess(one: Game) -> None:
    # Kohlberg 1971: this and efficiency are all that the nucleolus is; players at their bound may weigh anything
    shares = nucleolus(one)
    band = BAND * spread(one)
    lacks = excesses(one, shares)
    at_bound = [each for each, lack in lacks.items() if len(each) == 1 and abs(lack) <= band] if imputes(one) else []

    assert sum(shares.values()) == pytest.approx(whole(one), abs=band)
    for level in {round(lack / band): lack for lack in lacks.values()}.values():
        above = [each for each, lack in lacks.items() if lack >= level - band]
        assert is_balanced(above, at_bound, one.players)
    if imputes(one):
        assert all(lack <= band for each, lack in lacks.items() if len(each) == 1)


@settings(max_examples=50)
@given(games(least=2), st.integers(0, 2**32 - 1))
def test_no_other_division_has_excesses_that_come_before_those_of_the_nucleolus(one: Game, seed: int) -> None:
    random = np.random.default_rng(seed)
    found = nucleolus(one)
    near = np.array(list(found.values()))
    best = sorted(excesses(one, found).values(), reverse=True)
    alone = np.array([one.worth[frozenset((player,))] for player in one.players])
    left = whole(one) - alone.sum()
    for _ in range(10):
        shares = alone + left * random.dirichlet(np.ones(alone.size))
        if random.random() < 0.5:
            shares = near + random.choice((0.3, 0.01)) * (shares - near)
        other = sorted(excesses(one, dict(zip(one.players, shares, strict=True))).values(), reverse=True)
        apart = [mine - theirs for mine, theirs in zip(best, other, strict=True)]
        first = next((gap for gap in apart if abs(gap) > BAND * spread(one)), 0.0)
        assert first <= 0.0


@given(games(least=2))
def test_the_least_core_is_what_another_solver_finds(one: Game) -> None:
    found = core(one)
    band = BAND * spread(one)
    lacks = excesses(one, found.division)

    assert found.least == pytest.approx(linear_least(one), abs=band)
    assert found.exists == (linear_least(one) <= band)
    assert sum(found.division.values()) == pytest.approx(whole(one), abs=band)
    assert max(lacks.values()) == pytest.approx(found.least, abs=band)
    assert {frozenset(each) for each in found.blocking} == {
        each for each, lack in lacks.items() if lack >= found.least - band
    }
    assert is_balanced([frozenset(each) for each in found.blocking], [], one.players)
    assert list(found.blocking) == sorted(found.blocking, key=lambda each: (len(each), each))


@given(games(least=2))
def test_the_nucleolus_is_in_the_core_where_there_is_one(one: Game) -> None:
    found = core(one)
    shares = nucleolus(one)

    if found.exists:
        assert max(excesses(one, shares).values()) <= BAND * spread(one)
        assert shares == pytest.approx(found.division, abs=BAND * spread(one))


@given(games(least=2, most=4))
def test_what_each_gets_over_the_core_is_what_another_solver_finds(one: Game) -> None:
    rows = [each for each in coalitions(one.players) if len(each) < len(one.players)]
    members = np.array([[float(player in each) for player in one.players] for each in rows])
    slack = max(0.0, core(one).least) + 1e-9 * spread(one)
    found = range_of(one)
    for at, player in enumerate(one.players):
        for sign, end in ((1.0, found[player][0]), (-1.0, found[player][1])):
            other = linprog(
                sign * np.eye(len(one.players))[at],
                A_ub=-members,
                b_ub=[slack - one.worth[each] for each in rows],
                A_eq=np.ones((1, len(one.players))),
                b_eq=[whole(one)],
                bounds=(None, None),
            )
            assert other.status == 0
            assert end == pytest.approx(sign * other.fun, abs=BAND * spread(one))
        assert found[player][0] <= found[player][1]


@settings(max_examples=40)
@given(games(), st.sampled_from((1e-9, 1e-3, 7.0, 1e12)), st.lists(st.integers(-50, 50), min_size=5, max_size=5))
def test_neither_unit_nor_zero_matters(one: Game, scale: float, shifts: list[int]) -> None:
    shift = {player: scale * by for player, by in zip(one.players, shifts, strict=False)}
    other = moved(one, scale=scale, shift=shift)
    band = BAND * scale * spread(one)
    for answer in (shapley, nucleolus):
        expected = {player: scale * share + shift[player] for player, share in answer(one).items()}
        assert answer(other) == pytest.approx(expected, abs=band)
    before, after = core(one), core(other)
    assert (after.exists, after.blocking) == (before.exists, before.blocking)
    assert after.least == pytest.approx(scale * before.least, abs=band)
    ends = range_of(other)
    for player, (low, high) in range_of(one).items():
        expected_ends = (scale * low + shift[player], scale * high + shift[player])
        assert ends[player] == pytest.approx(expected_ends, abs=band)


@settings(max_examples=30)
@given(games(least=2), st.randoms(use_true_random=False))
def test_the_order_of_players_does_not_matter(one: Game, random: Random) -> None:
    order = list(one.players)
    random.shuffle(order)
    other = Game(players=tuple(order), worth=one.worth)
    band = BAND * spread(one)

    for answer in (shapley, nucleolus):
        assert tuple(answer(other)) == other.players
        assert answer(other) == pytest.approx(answer(one), abs=band)
    before, after = core(one), core(other)
    assert after.division == pytest.approx(before.division, abs=band)
    assert set(map(frozenset, after.blocking)) == set(map(frozenset, before.blocking))
    moved_ends = range_of(other)
    for player, ends in range_of(one).items():
        assert moved_ends[player] == pytest.approx(ends, abs=band)


@settings(max_examples=20)
@given(games())
def test_the_same_game_has_the_same_answers(one: Game) -> None:
    again = Game(players=one.players, worth=dict(reversed(one.worth.items())))

    assert (core(one), nucleolus(one), range_of(one)) == (core(again), nucleolus(again), range_of(again))


def test_twelve_players_are_settled_with_the_answers_known_by_hand() -> None:
    # worth the square of their number: all alike, and a convex game, whose core leaves each from its own to its last addition
    players = NAMES[:12]
    one = game(players, lambda each: float(len(each) ** 2))

    assert shapley(one) == pytest.approx(dict.fromkeys(players, 12.0))
    assert nucleolus(one) == pytest.approx(dict.fromkeys(players, 12.0))
    assert range_of(one)["l"] == pytest.approx((1.0, 23.0))
    assert core(one).least == pytest.approx(-11.0)


def test_fifteen_players_have_a_shapley_value() -> None:
    players = NAMES[:15]
    one = game(players, lambda each: float("a" in each and len(each) > 1))

    shares = shapley(one)

    assert shares["a"] == pytest.approx(14 / 15)
    assert shares["o"] == pytest.approx(1 / 15 / 14)


def test_what_is_no_game_is_refused() -> None:
    full = dict.fromkeys(coalitions(("a", "b")), 1.0)

    with pytest.raises(ValueError, match=r"no worth is given of the coalition of a, b$"):
        Game(players=("a", "b"), worth={frozenset("a"): 1.0, frozenset("b"): 1.0})
    with pytest.raises(ValueError, match="coalition of a, nor of 2 more"):
        Game(players=("a", "b"), worth={})
    for number in (nan, inf):
        with pytest.raises(ValueError, match="worth of the coalition of a, b is not finite"):
            Game(players=("a", "b"), worth={**full, frozenset("ab"): number})
    with pytest.raises(ValueError, match=r"given of \(a, z\), which is no coalition"):
        Game(players=("a", "b"), worth={**full, frozenset("az"): 1.0})
    with pytest.raises(ValueError, match=r"given of \(\), which is no coalition"):
        Game(players=("a", "b"), worth={**full, frozenset(): 1.0})
    with pytest.raises(ValueError, match="16 players are too many"):
        Game(players=NAMES[:16], worth={})
    with pytest.raises(ValueError, match="each named once"):
        Game(players=("a", "a"), worth=full)
    with pytest.raises(ValueError, match="needs players"):
        Game(players=(), worth={})


def test_the_empty_coalition_may_be_named_if_it_is_worth_nothing_and_later_changes_do_not_reach_a_game() -> None:
    worth = {frozenset(): 0.0, **dict.fromkeys(coalitions(("a", "b")), 1.0)}
    one = Game(players=("a", "b"), worth=worth)

    worth[frozenset("ab")] = 9.0

    assert set(one.worth) == set(coalitions(("a", "b")))
    assert whole(one) == 1.0
