"""Plan against actual: what a signed deal's plan expected of quarters that are over, beside what its ledger says."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import dronedeal
from dronedeal.report.actual import Actual, actual
from dronedeal.settlement import Event, Signed
from tests.planning.test_carried import DEAL


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deal.yaml").write_text(DEAL, "utf-8")
    return tmp_path


@pytest.fixture
def signed(folder: Path) -> Signed:
    return dronedeal.sign(dronedeal.read(folder), {})


def delivery(name: str, day: date, units: int) -> Event:
    return Event(
        source="maker", id=name, kind="delivered", effective_on=day, of="order", system="drone", kit="standard", to="army",
        quantity=Decimal(units),
    )  # fmt: skip


def found(signed: Signed, *events: Event, quarters: int) -> Actual:
    compared = actual(signed, events, quarters)
    assert isinstance(compared, Actual)
    return compared


def test_units_and_money_stand_beside_what_was_planned(signed: Signed) -> None:
    compared = found(signed, delivery("a", date(2027, 2, 1), 120), quarters=2)

    assert [(one.quarter, round(one.planned), one.happened) for one in compared.units] == [
        ("2027-Q1", 300, 120),
        ("2027-Q2", 300, 0),
    ]
    assert [(one.line, one.quarter, one.planned, one.happened) for one in compared.money] == [
        ("terms.order/price", "2027-Q1", 150_000_000, 60_000_000),
        ("terms.order/price", "2027-Q2", 150_000_000, 0),
    ]


def test_what_a_shortfall_costs_is_told_by_side(signed: Signed) -> None:
    compared = found(signed, delivery("a", date(2027, 2, 1), 120), quarters=1)

    change = {one.party: one.change for one in compared.sides}
    assert change["maker"] == pytest.approx(-180 * 2_000, rel=0.05)
    assert change["army"] == pytest.approx(-180 * 4_000, rel=0.05)


def test_what_came_as_planned_changes_nothing(signed: Signed) -> None:
    compared = found(signed, delivery("a", date(2027, 2, 1), 300), quarters=1)

    assert all(abs(one.change) < 10 for one in compared.sides)
    assert compared.missed == ()


def test_events_of_quarters_that_are_not_over_are_left_out(signed: Signed) -> None:
    compared = found(signed, delivery("a", date(2027, 8, 1), 5), quarters=1)

    assert [one.quarter for one in compared.units] == ["2027-Q1"]


def test_a_count_that_cannot_be_held_is_told(signed: Signed) -> None:
    compared = found(signed, delivery("a", date(2027, 2, 1), 420), quarters=1)

    assert [(one.quarter, one.subject, one.happened, round(one.held)) for one in compared.missed] == [
        ("2027-Q1", "order", 420, 300)
    ]


def test_the_study_tells_it_in_page_workbook_and_record(folder: Path, signed: Signed) -> None:
    compared = found(signed, delivery("a", date(2027, 2, 1), 120), quarters=1)

    page = dronedeal.study(folder, folder / "study", actual=compared)

    said = json.loads((folder / "study" / "study.json").read_text("utf-8"))["happened"]
    assert [(one["quarter"], one["happened"]) for one in said["units"]] == [("2027-Q1", 120)]
    text = page.read_text("utf-8")
    assert "Plan against actual" in text
    assert "2027-Q1: planned 1.50 m USD, came 600,000 USD" in text
    assert (folder / "study" / "figures" / "against_plan.svg").is_file()
