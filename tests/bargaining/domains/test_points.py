"""Efficient packages and points of finite domains: against listing everything, known answers, invariances, and others' faults."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dronedeal.bargaining.domains import Domain, Frontier, Issue, Profile, TooMany, frontier_of, points_of

Table = Sequence[Sequence[int]]
RULES = ("welfare", "nash", "kalai_smorodinsky", "egalitarian")


def domain(*parties: Table, reservations: Sequence[Fraction | int] | None = None, unit: int = 100) -> Domain:
    """A domain of parties' worths by issue and value, in hundredths unless said otherwise."""
    issues = tuple(
        Issue(name=f"issue {at}", values=tuple(map(str, range(len(row))))) for at, row in enumerate(parties[0])
    )
    least = reservations or [0] * len(parties)
    profiles = tuple(
        Profile(
            name=f"party {at}",
            worths=tuple(tuple(Fraction(one, unit) for one in row) for row in table),
            reservation=Fraction(bound),
        )
        for at, (table, bound) in enumerate(zip(parties, least, strict=True))
    )
    return Domain(name="drawn", issues=issues, profiles=profiles)


def listed(one: Domain) -> dict[tuple[int, ...], tuple[Fraction, ...]]:
    """Every package with its utilities."""
    packages = product(*(range(len(issue.values)) for issue in one.issues))
    return {package: tuple(profile.at(package) for profile in one.profiles) for package in packages}


def chosen(one: Domain, rule: str) -> set[tuple[Fraction, ...]]:
    return {each.utilities for each in points_of(frontier_of(one))[rule].found}


def packages(*points: tuple[int, ...], reservations: Sequence[Fraction | int] | None = None, unit: int = 100) -> Domain:
    """A domain of one issue, each value of which is a package."""
    return domain(*([list(row)] for row in zip(*points, strict=True)), reservations=reservations, unit=unit)


@st.composite
def domains(draw: st.DrawFn, *, parties: int | None = None) -> Domain:
    count = draw(st.integers(2, 4)) if parties is None else parties
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    reach = draw(st.sampled_from((3, 12, 1000)))
    tables = [[[draw(st.integers(-reach, reach)) for _ in range(size)] for size in sizes] for _ in range(count)]
    reservations = [Fraction(draw(st.integers(-2 * reach, reach)), 100) for _ in range(count)]
    return domain(*tables, reservations=reservations)


@settings(max_examples=150)
@given(domains())
def test_folding_finds_what_listing_everything_finds(one: Domain) -> None:
    every = listed(one)
    utilities = set(every.values())
    best = {
        here
        for here in utilities
        if not any(other != here and all(x >= y for x, y in zip(other, here, strict=True)) for other in utilities)
    }
    frontier = frontier_of(one)

    assert {point.utilities for point in frontier.points} == best
    for point in frontier.points:
        alike = sorted(package for package, here in every.items() if here == point.utilities)
        assert (point.count, frontier.packages(point)) == (len(alike), alike)


@settings(max_examples=100)
@given(domains())
def test_points_are_the_best_of_all_rational_packages_by_their_definitions(one: Domain) -> None:
    least = [profile.reservation for profile in one.profiles]
    rational = [here for here in set(listed(one).values()) if all(x >= y for x, y in zip(here, least, strict=True))]
    points = points_of(frontier_of(one))
    if not rational:
        assert all(not point.found for point in points.values())
        return
    gains = {here: tuple(x - y for x, y in zip(here, least, strict=True)) for here in rational}
    ideal = [max(one[at] for one in gains.values()) for at in range(len(least))]

    def product_of(here: tuple[Fraction, ...]) -> Fraction:
        total = Fraction(1)
        for gain in gains[here]:
            total *= gain
        return total

    scores = {
        "welfare": {here: (sum(here, Fraction(0)),) for here in rational},
        "nash": {here: (product_of(here),) for here in rational},
        "kalai_smorodinsky": {
            here: tuple(sorted(gain / most for gain, most in zip(gains[here], ideal, strict=True) if most > 0))
            for here in rational
        },
        "egalitarian": {here: tuple(sorted(gains[here])) for here in rational},
    }
    for rule, score in scores.items():
        assert points[rule].score == max(score.values()), rule


@settings(max_examples=60)
@given(domains(parties=2), st.fractions(Fraction(1, 7), 9), st.fractions(-5, 5))
def test_nash_and_kalai_smorodinsky_do_not_hang_on_scale_or_zero(one: Domain, scale: Fraction, shift: Fraction) -> None:
    first, second = one.profiles
    moved = Profile(
        name=first.name, reservation=scale * first.reservation + shift,
        worths=tuple(tuple(scale * worth + (shift if at == 0 else 0) for worth in row) for at, row in enumerate(first.worths)),
    )  # fmt: skip
    other = Domain(name=one.name, issues=one.issues, profiles=(moved, second))
    for rule in ("nash", "kalai_smorodinsky"):
        assert picked(frontier_of(other), rule) == picked(frontier_of(one), rule)


@settings(max_examples=60)
@given(domains())
def test_parties_swapped_swap_the_answer_and_an_issue_that_says_nothing_adds_nothing(one: Domain) -> None:
    swapped = Domain(name=one.name, issues=one.issues, profiles=tuple(reversed(one.profiles)))
    same = Domain(
        name=one.name, issues=(*one.issues, Issue(name="idle", values=("only",))),
        profiles=tuple(Profile(name=each.name, worths=(*each.worths, (Fraction(0),)), reservation=each.reservation) for each in one.profiles),
    )  # fmt: skip
    for rule in RULES:
        assert {tuple(reversed(each)) for each in chosen(swapped, rule)} == chosen(one, rule)
        assert chosen(same, rule) == chosen(one, rule)


def picked(frontier: Frontier, rule: str) -> list[tuple[int, ...]]:
    return sorted(package for point in points_of(frontier)[rule].found for package in frontier.packages(point))


# Faults of other programs that this one must not have (NegMAS 0.16).
def test_a_package_worth_nothing_to_anybody_moves_no_point() -> None:
    with_it, without = packages((50, 90), (60, 60), (90, 40), (0, 0)), packages((50, 90), (60, 60), (90, 40))

    for rule in RULES:
        assert chosen(with_it, rule) == chosen(without, rule)
    assert chosen(without, "nash") == {(Fraction(1, 2), Fraction(9, 10))}


def test_kalai_smorodinsky_is_the_greatest_common_share_not_the_least_spread() -> None:
    one = packages((40, 42), (60, 41))

    assert chosen(one, "kalai_smorodinsky") == {(Fraction(3, 5), Fraction(41, 100))}


def test_two_losses_do_not_make_a_gain() -> None:
    one = packages((0, 0), (60, 60), (0, 70), reservations=[Fraction(1, 2), Fraction(1, 2)])

    assert chosen(one, "nash") == {(Fraction(3, 5), Fraction(3, 5))}


def test_small_utilities_are_told_apart() -> None:
    one = packages((2, 9), (5, 7), (9, 2), unit=10_000_000)

    assert len(chosen(one, "nash")) == 1


def test_a_third_party_is_not_left_with_less_than_it_can_have() -> None:
    # the ray of equal shares ends at a half for all, where the third can still have all (Roth 1979)
    one = packages((50, 50, 50), (50, 50, 100), (100, 0, 100), (0, 100, 100))

    assert (
        chosen(one, "kalai_smorodinsky")
        == chosen(one, "egalitarian")
        == {(Fraction(1, 2), Fraction(1, 2), Fraction(1))}
    )


def test_a_domain_of_a_million_million_packages_is_folded() -> None:
    tables = [
        [[(seed * 37 + issue * 101 + value * 53 * seed) % 97 for value in range(10)] for issue in range(12)]
        for seed in (3, 7, 11)
    ]
    one = domain(*tables)
    frontier = frontier_of(one)

    assert one.outcomes == 10**12
    assert sum(point.count for point in frontier.points) < one.outcomes
    assert all(points_of(frontier)[rule].found for rule in RULES)


def test_a_domain_in_which_nearly_everything_is_efficient_is_given_up_in_bounded_memory() -> None:
    up = [[10**issue * value for value in range(10)] for issue in range(12)]
    with pytest.raises(TooMany):
        frontier_of(domain(up, [[-one for one in row] for row in up], unit=1))


def test_numbers_beyond_64_bits_are_compared_as_exactly() -> None:
    huge = 10**25
    one = domain([[huge, 0], [0, 1]], [[0, huge], [1, 0]], unit=1)

    assert {point.utilities for point in frontier_of(one).points} == {
        (huge, 1),
        (huge + 1, 0),
        (0, huge + 1),
        (1, huge),
    }


def test_gains_that_are_nothing_beside_the_utilities_are_told_apart() -> None:
    large = 10**15
    one = packages(
        (large + 2, large + 9), (large + 5, large + 7), (large + 9, large + 2), reservations=[large, large], unit=1
    )

    assert chosen(one, "nash") == {(large + 5, large + 7)}
    assert chosen(one, "welfare") == {(large + 5, large + 7)}
