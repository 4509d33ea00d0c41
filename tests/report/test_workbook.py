from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.report.conftest import Written

ASKED = {
    "summary",
    "parties",
    "deliveries",
    "cash",
    "needs",
    "clauses",
    "package",
    "assumptions",
    "sources",
    "findings",
}


def table(written: Written, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet by the names of its columns; what it says stands in its first row, its columns in its third."""
    rows = (
        CalamineWorkbook.from_path(written.out / "study.xlsx").get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    )
    head = [str(cell) for cell in rows[2]]
    return [dict(zip(head, row, strict=True)) for row in rows[3:]]


def test_every_sheet_is_there_even_without_a_plan(study: Written, no_zone: Written) -> None:
    for written in (study, no_zone):
        assert set(CalamineWorkbook.from_path(written.out / "study.xlsx").sheet_names) >= ASKED


def test_totals_are_the_plans(study: Written) -> None:
    plan = study.basis.plan

    units = sum(row["total"] for row in table(study, "deliveries"))
    lines = [row for row in table(study, "cash") if row["line"] != "together"]
    together = next(row for row in table(study, "cash") if row["line"] == "together")

    assert units == pytest.approx(sum(one.units for one in plan.deliveries), abs=1.0)
    assert sum(row["total"] for row in lines) == pytest.approx(sum(one.amount for one in plan.cash))
    assert sum(together[year] for year in study.dossier.years) == pytest.approx(sum(one.amount for one in plan.cash))


def test_gains_at_unequal_rates_are_not_added_up(study: Written) -> None:
    assert "together" not in [row["party"] for row in table(study, "parties")]


def test_parties_and_their_gains_are_the_plans(study: Written) -> None:
    gains = {row["party"]: row["gain"] for row in table(study, "parties")}

    assert gains["Homeland"] == pytest.approx(study.basis.plan.parties["home"].gain, abs=study.basis.noise)
    assert gains["Buyer"] == pytest.approx(study.basis.plan.parties["buyer"].gain, abs=study.basis.noise)


def test_what_leaving_costs_adds_up(study: Written) -> None:
    for row in table(study, "leaving"):
        assert row["together"] == pytest.approx(row["capital not recovered"] + row["winding down"] + row["still owed"])


def test_assumptions_are_the_numbers_without_claims(study: Written) -> None:
    paths = {row["path"] for row in table(study, "assumptions")}

    assert "parties.home.discount_rate" in paths
    assert "systems.interceptor.unit_cost" not in paths
    assert "terms.sale.price" not in paths


def test_text_is_text_whatever_it_begins_with(study: Written) -> None:
    sources = {row["claim"]: row["address"] for row in table(study, "sources")}

    assert sources["V001"] == "javascript:alert(1)"
