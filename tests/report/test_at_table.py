"""What can be agreed in a study: the section, the chart, the sheets, and formulas that give what payments give."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from python_calamine import CalamineWorkbook

import dronedeal
from dronedeal.bargaining import bargain, live
from dronedeal.bargaining.live import at
from dronedeal.bargaining.trade import Settled, values_at
from dronedeal.planning import walk_away, worked_out
from dronedeal.report import figures
from tests.bargaining.small import written
from tests.cli.tool import tool


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = written(tmp_path_factory.mktemp("deal") / "small")
    tool(
        "offer",
        folder,
        "--by",
        "home",
        "--set",
        "terms.sale.price=1.5",
        "--date",
        "2027-01-10",
        "--note",
        "<b>opening</b>",
    )
    target = folder.parent / "out"
    assert tool("study", folder, "--out", target, "--bargain", "--as", "neutral").status == 0
    return folder, target


def test_the_section_shows_points_packages_and_talks_escaped(out: Any) -> None:
    page = (out[1] / "index.html").read_text("utf-8")
    section = page[page.index('<section id="table"') : page.index('<section id="leaving"')]

    for word in (
        "utilitarian",
        "nash",
        "kalai smorodinsky",
        "egalitarian",
        "balanced given these walk-aways",
        "terms.sale.price",
        "1, 2027-01-10",
    ):
        assert word in section
    assert "&lt;b&gt;opening" in section
    assert "<b>opening" not in page
    assert (out[1] / "figures" / "frontier.svg").is_file()


def test_the_record_has_it_and_says_nothing_where_it_was_not_asked_for(out: Any, tmp_path: Path) -> None:
    record = json.loads((out[1] / "study.json").read_text("utf-8"))["at_table"]
    tool("study", out[0], "--out", tmp_path / "plain")

    assert record["zone"]
    assert len(record["points"]) == 4
    assert record["offers"][0]["round"] == 1
    assert json.loads((tmp_path / "plain" / "study.json").read_text("utf-8"))["at_table"] is None
    assert "--bargain" in (tmp_path / "plain" / "index.html").read_text("utf-8")


def test_formulas_of_the_live_sheet_carry_what_they_come_to(out: Any) -> None:
    record = json.loads((out[1] / "study.json").read_text("utf-8"))["at_table"]
    rows = CalamineWorkbook.from_path(str(out[1] / "study.xlsx")).get_sheet_by_name("package, live").to_python()
    gains = {str(row[0]): row[1] for row in rows if str(row[0]).startswith("gain of ")}
    with zipfile.ZipFile(out[1] / "study.xlsx") as file:
        formulas = [
            formula for name in file.namelist() if name.startswith("xl/worksheets/sheet")
            for formula in re.findall(r"<f>([^<]*SUMPRODUCT[^<]*)</f>", file.read(name).decode())
        ]  # fmt: skip

    assert gains == {f"gain of {side}": pytest.approx(gain) for side, gain in record["base"].items()}
    assert len(formulas) == 2
    assert all("B4:B7" in formula for formula in formulas)


def test_the_arithmetic_gives_what_payments_give_at_any_package(out: Any) -> None:
    deal = dronedeal.read(out[0], side="neutral")
    no_deal = walk_away(deal)
    worked = worked_out(deal, no_deal=no_deal)
    found = live(deal, worked, ("home", "partner"), no_deal.values)
    assert found is not None
    assert worked.chosen is not None
    settled, rng = (
        Settled(compiled=worked.chosen.compiled, plan=worked.chosen.solution.values),
        np.random.default_rng(7),
    )

    for _ in range(10):
        package = {path: low + rng.random() * (high - low) for path, (low, high) in found.ends.items()}
        values = values_at(settled, package)
        for side in found.sides:
            assert at(found, side, package) == pytest.approx(
                values[side] - no_deal.values[side], abs=1.0 + 1e-6 * abs(values[side])
            )
    assert found.error <= 1.0
    assert any(pair.worth["home"] for pair in found.pairs)  # an advance on an open price


@pytest.mark.parametrize(
    ("options", "said"), [(("--gap", "0.001"), "--bargain"), (("--bargain", "--gap", "2"), "no gap")]
)
def test_a_gap_that_nothing_can_come_of_is_refused(out: Any, tmp_path: Path, options: Any, said: str) -> None:
    done = tool("study", out[0], "--out", tmp_path / "out", *options)

    assert done.status == 2
    assert said in done.err
    assert not (tmp_path / "out").exists()


def test_the_frontier_is_brought_as_near_to_its_bound_as_asked(
    out: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float | None] = []

    def noted(deal: Any, *, gap: float | None, **more: Any) -> Any:
        asked.append(gap)
        return bargain(deal, gap=gap, **more)

    monkeypatch.setattr(figures, "bargain", noted)

    dronedeal.study(out[0], tmp_path / "near", side="neutral", table=True, gap=0.0005)

    assert asked == [0.0005]
    assert json.loads((tmp_path / "near" / "study.json").read_text("utf-8"))["at_table"]["gap"] <= 0.0005
