"""Findings are sorted by how bad they are, then by place; an unsound deal says what is wrong with it."""

import pytest

from dronedeal.deal import NOWHERE, Finding, Place, Severity, Unsound, errors, sorted_findings


def finding(code: str, line: int, severity: Severity = "error") -> Finding:
    return Finding(code=code, severity=severity, message="wrong", place=Place("deal.yaml", line, 1), mend="mend it")


def test_errors_come_first_then_places_then_codes_and_each_once() -> None:
    found = [
        finding("D2", 9),
        finding("D1", 9),
        finding("D3", 2, "note"),
        finding("D4", 1, "warning"),
        finding("D2", 9),
    ]

    assert [one.code for one in sorted_findings(found)] == ["D1", "D2", "D4", "D3"]


def test_only_errors_make_a_deal_unsound() -> None:
    found = (finding("D1", 3), finding("D2", 4, "warning"))

    assert errors(found) == found[:1]
    assert str(Unsound(found)) == "deal.yaml:3:1  D1  wrong"


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("deal.yaml", 3, 9), "deal.yaml:3:9"),
        (Place("deal.yaml", 3), "deal.yaml:3"),
        (Place("deal.yaml"), "deal.yaml"),
        (NOWHERE, "<program>"),
    ],
)
def test_a_place_is_written_as_far_as_it_is_known(place: Place, text: str) -> None:
    assert str(place) == text
