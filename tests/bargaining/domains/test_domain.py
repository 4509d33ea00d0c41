"""Domains in the formats of others: exact numbers, GENIUS' own normalisation, and findings for what is no domain."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from dronedeal.bargaining.domains import Domain, frontier_of, points_of, read_domain
from dronedeal.deal.finding import Unsound
from tests.bargaining.domains.files import GENIUS, GENIUSWEB, NEGMAS, written
from tests.cli.tool import tool

SMALL = {"genius": GENIUS, "geniusweb": GENIUSWEB, "negmas": NEGMAS}

# Buyer and seller, price low and high by days 1 to 3: 3/4 and 1/4 of price and days, and the other way round.
BUYER = {
    ("low", "1"): "1",
    ("low", "2"): "7/8",
    ("low", "3"): "3/4",
    ("high", "1"): "2/5",
    ("high", "2"): "11/40",
    ("high", "3"): "3/20",
}
SELLER = {
    ("low", "1"): "1/16",
    ("low", "2"): "7/16",
    ("low", "3"): "13/16",
    ("high", "1"): "1/4",
    ("high", "2"): "5/8",
    ("high", "3"): "1",
}


def read(tmp_path: Path, files: dict[str, str]) -> Domain:
    return read_domain([written(tmp_path / "domain", files)])


@pytest.mark.parametrize("name", SMALL)
def test_three_formats_of_one_domain_say_the_same_exactly(name: str, tmp_path: Path) -> None:
    domain = read(tmp_path, SMALL[name])
    packages = [(price, days) for price in range(2) for days in range(3)]
    said = {tuple(domain.said(one).values()): [str(profile.at(one)) for profile in domain.profiles] for one in packages}

    assert [profile.name for profile in domain.profiles] == ["buyer", "seller"]
    assert said == {package: [BUYER[package], SELLER[package]] for package in BUYER}
    assert domain.outcomes == 6


def test_reservations_are_the_files_own(tmp_path: Path) -> None:
    assert [one.reservation for one in read(tmp_path / "a", GENIUS).profiles] == [Fraction(1, 4), 0]
    # the reservation bid of the buyer is high, 2
    assert [one.reservation for one in read(tmp_path / "b", GENIUSWEB).profiles] == [Fraction(11, 40), 0]


def test_points_of_the_small_domain(tmp_path: Path) -> None:
    # efficient: low 1, low 2, low 3, high 3 (dominated: high 1 and high 2 by low 2 and low 3); high 3 is below the buyer's reservation
    frontier = frontier_of(read(tmp_path, GENIUS))
    points = points_of(frontier)

    assert [[str(one) for one in each.utilities] for each in frontier.points] == [
        ["1", "1/16"],
        ["7/8", "7/16"],
        ["3/4", "13/16"],
        ["3/20", "1"],
    ]
    for name in ("welfare", "nash", "kalai_smorodinsky", "egalitarian"):
        (found,) = points[name].found
        assert frontier.packages(found) == [(0, 2)], name


def test_the_command_prints_what_its_page_says(tmp_path: Path) -> None:
    folder = written(tmp_path / "domain", NEGMAS)
    done = tool("domain", folder, "--json", "-")
    answer = json.loads(done.out)

    assert done.status == 0
    assert answer.keys() == {
        "format",
        "name",
        "outcomes",
        "issues",
        "parties",
        "frontier_size",
        "frontier_outcomes",
        "frontier",
        "points",
    }
    assert (answer["outcomes"], answer["frontier_size"]) == (6, 4)
    assert answer["points"]["nash"]["utilities"] == [[0.75, 0.8125]]
    assert answer["points"]["nash"]["outcomes"] == [{"price": "low", "days": "3"}]
    assert "6 packages of 2 issues; 4 efficient" in tool("domain", folder).out


BAD = {
    "entities": ({"d.xml": '<!DOCTYPE a [<!ENTITY b "c">]>\n<utility_space>&b;</utility_space>'}, "N101", "declares a document type"),
    "no xml": ({"d.xml": "<utility_space><objective>"}, "N101", "this is not XML"),
    "no number": ({**GENIUS, "buyer.xml": GENIUS["buyer.xml"].replace('evaluation="10"', 'evaluation="1e999999999"')}, "N101", "is no number"),
    "a value missing": ({**GENIUS, "buyer.xml": GENIUS["buyer.xml"].replace('value="high"', 'value="dear"')}, "N103", "no evaluation of 'high'"),
    "continuous": ({**NEGMAS, "Small.yml": NEGMAS["Small.yml"].replace("ContiguousIssue", "ContinuousIssue")}, "N102", "it is a ContinuousIssue"),
    "not additive": ({**NEGMAS, "buyer.yml": "type: MappingUtilityFunction\nweights: []\n"}, "N102", "not additive"),
    "no reservation": ({**NEGMAS, "buyer.yml": NEGMAS["buyer.yml"].replace("0.25\nweights", "-.inf\nweights")}, "N101", "reserved_value is no number"),
    "weights of another": ({**NEGMAS, "buyer.yml": NEGMAS["buyer.yml"].replace("[0.75, 0.25]", "[1.0]")}, "N103", "1 weights"),
    "no profile": ({"Small.yml": NEGMAS["Small.yml"]}, "N101", "without a profile"),
    "no domain": ({"buyer.yml": NEGMAS["buyer.yml"]}, "N101", "no domain is among the files"),
    "a list": ({"x.json": "[1, 2]"}, "N101", "no table of keys"),
    "a huge issue": ({"Small.yml": "issues: [{name: a, type: ContiguousIssue, values: [0, 1000000000000]}]"}, "N101", "runs from 0"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_domain_gives_a_finding_with_its_place(name: str, tmp_path: Path) -> None:
    files, code, message = BAD[name]
    with pytest.raises(Unsound) as said:
        read(tmp_path, files)

    (finding,) = said.value.findings
    assert (finding.code, bool(finding.mend)) == (code, True)
    assert message in finding.message
    done = tool("domain", tmp_path / "domain")
    assert (done.status, done.out) == (1, "")
    assert code in done.err


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    done = tool("domain", tmp_path / "none.xml")

    assert done.status == 2
    assert "is not there" in done.err
