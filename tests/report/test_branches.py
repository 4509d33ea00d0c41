"""The plan over branches in a study: where it is asked for, on the page, in the workbook and in the record alike."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

import dronedeal
from dronedeal.planning import OverRegimes
from dronedeal.report.figures import dossier
from tests.report.test_workbook import table

REGIMES = """
events: {stop: {closes: [sale], what: Exports stop}}
regimes:
  war: {probability: 60%, since: 2028-Q1, what: "<b>The war</b> goes on"}
  peace: {probability: 40%, since: 2028-Q1, events: {stop: 2028-Q1}}
"""
BELIEFS = "regimes: {war: {believed: {partner: 80%}}, peace: {believed: {partner: 20%}}}\n"


@dataclass(frozen=True)
class Study:
    folder: Path
    out: Path
    over: OverRegimes


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder, out = tmp_path_factory.mktemp("deal") / "deal", tmp_path_factory.mktemp("out") / "out"
    dronedeal.new(folder)
    document = folder / "deal.yaml"
    document.write_text(document.read_text("utf-8").replace("\nterms:\n", f"{REGIMES}\nterms:\n"), "utf-8")
    (folder / "private").mkdir()
    (folder / "private" / "partner.yaml").write_text(BELIEFS, "utf-8")
    dronedeal.study(folder, out, side="neutral", regimes=True)
    return Study(folder, out, dronedeal.regimes(dronedeal.read(folder, side="neutral")))


def test_page_workbook_and_record_tell_the_same_plan_over_branches(study: Study) -> None:
    page = (study.out / "index.html").read_text("utf-8")
    told = json.loads((study.out / "study.json").read_text("utf-8"))["branches"]
    sheet = {row["future"]: row for row in table(study, "branches")}

    assert told["joint_gain"] == pytest.approx(study.over.joint_gain)
    assert [end["chance"] for end in told["ends"]] == [0.6, 0.4]
    for end, leaf in zip(told["ends"], study.over.leaves, strict=True):
        assert end["joint_gain"] == pytest.approx(leaf.joint_gain)
        assert sheet[end["name"]]["together"] == pytest.approx(leaf.joint_gain)
        assert f">{end['name']}<" in page
    assert told["wagers"][0]["says"].endswith("what the first pays the second then pleases both")
    assert (study.out / "figures" / "branches.svg").is_file()


def test_a_side_never_sees_what_another_believes(study: Study, tmp_path: Path) -> None:
    dronedeal.study(study.folder, tmp_path / "home", side="home", regimes=True)

    told = json.loads((tmp_path / "home" / "study.json").read_text("utf-8"))["branches"]
    assert told["wagers"] == []
    assert all(set(end["thinks"].values()) == {end["chance"]} for end in told["ends"])
    assert "80" not in json.dumps([end["thinks"] for end in told["ends"]])


def test_a_study_leaves_the_branches_out_unless_they_are_asked_for(study: Study) -> None:
    shown = dossier(study.folder)

    assert shown.branches is None
    assert any("branches of what may come" in one and "--regimes" in one for one in shown.caveats)
