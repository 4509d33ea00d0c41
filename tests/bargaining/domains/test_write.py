"""Domains written and read back: the same where the format can say it, and the same packages where it is moved to the format's scale."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from dronedeal.bargaining.domains import FORMATS, Domain, Frontier, Unwritable, domain_files, frontier_of, read_domain
from tests.bargaining.domains.files import GENIUS, GENIUSWEB, NEGMAS, written
from tests.bargaining.domains.test_points import domain, domains, picked
from tests.cli.tool import tool

SMALL = {"genius": GENIUS, "geniusweb": GENIUSWEB, "negmas": NEGMAS}


def there_and_back(one: Domain, form: str) -> Domain:
    with TemporaryDirectory() as folder:
        return read_domain([written(Path(folder), domain_files(one, form))])


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", SMALL)
def test_a_domain_on_the_formats_scale_comes_back_as_it_was(name: str, form: str, tmp_path: Path) -> None:
    one = read_domain([written(tmp_path / "domain", SMALL[name])])
    if form == "geniusweb" and name != "geniusweb":
        with pytest.raises(Unwritable, match=r"just 0\.25 to buyer"):
            domain_files(one, form)
        return
    other = there_and_back(one, form)

    assert [(issue.name, issue.values) for issue in other.issues] == [
        (issue.name, issue.values) for issue in one.issues
    ]
    assert other.profiles == one.profiles


@settings(max_examples=60)
@given(domains())
def test_negmas_says_everything_as_it_is(one: Domain) -> None:
    assert there_and_back(one, "negmas").profiles == one.profiles


@settings(max_examples=60)
@given(domains())
def test_genius_keeps_packages_though_it_moves_utilities(one: Domain) -> None:
    other = there_and_back(one, "genius")
    before, after = frontier_of(one), frontier_of(other)

    assert packages_of(before) == packages_of(after)
    if all(_is_decimal(profile.reservation) for profile in other.profiles):  # else it is written to seventeen figures
        for rule in ("nash", "kalai_smorodinsky"):
            assert picked(after, rule) == picked(before, rule)


def packages_of(frontier: Frontier) -> list[tuple[int, ...]]:
    return sorted(package for point in frontier.points for package in frontier.packages(point, 1000))


def _is_decimal(value: Fraction) -> bool:
    """Whether a few figures write a number out: what was rounded to seventeen has a far larger denominator."""
    return value.denominator <= 10**6


def test_names_that_would_be_one_file_are_refused() -> None:
    one = domain([[1, 2]], [[2, 1]])
    alike = Domain(name="drawn", issues=one.issues, profiles=(one.profiles[0], one.profiles[0]))

    with pytest.raises(Unwritable, match="one name"):
        domain_files(alike, "negmas")


def test_the_command_writes_a_new_folder_and_no_other(tmp_path: Path) -> None:
    folder = written(tmp_path / "domain", GENIUS)
    done = tool("domain", folder, "--to", "negmas", "--out", tmp_path / "new")

    assert (done.status, done.err) == (0, "")
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["buyer.yml", "domain.yml", "seller.yml"]
    assert read_domain([tmp_path / "new"]).profiles == read_domain([folder]).profiles
    again = tool("domain", folder, "--to", "genius", "--out", tmp_path / "new")
    assert (again.status, "is not empty" in again.err) == (2, True)
    assert tool("domain", folder, "--to", "genius").status == 2
