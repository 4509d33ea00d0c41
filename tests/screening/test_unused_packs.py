"""A pack of a deal's own that the deal does not name is told, wherever the deal is screened or checked."""

import shutil
from pathlib import Path

import pytest

import dronedeal
from dronedeal.screening import PACKS
from tests.cli.tool import tool


@pytest.fixture(scope="module")
def deal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packs") / "deal"
    shutil.copytree("examples/us-ukraine", folder)
    (folder / "rules" / "ours").mkdir(parents=True)
    shutil.copy(PACKS / "us_defence" / "US-DOD-XUAR.yaml", folder / "rules" / "ours" / "OUR-RULE.yaml")
    return folder


def test_a_pack_that_the_deal_does_not_name_is_a_warning_with_its_mend(deal: Path) -> None:
    (told,) = [one for one in dronedeal.check(deal) if one.code == "S204"]

    assert told.severity == "warning"
    assert "rules/ours" in told.message
    assert "us_federal, ours]" in told.mend


def test_screening_the_deal_tells_it_too_and_not_where_packs_are_chosen(deal: Path) -> None:
    days = ("--delivered", "2027-03-01", "--json", "-")

    told = tool("screen", deal, *days)
    chosen = tool("screen", deal, *days, "--pack", "ours")

    assert [one["code"] for one in told.json["findings"]].count("S204") == 1
    assert "S204" not in [one["code"] for one in chosen.json["findings"]]
    assert chosen.json["packs"] == {"ours": 1}


def test_a_pack_that_is_named_is_no_finding(deal: Path) -> None:
    named = deal / "deal.yaml"
    named.write_text(named.read_text("utf-8").replace("rules: [", "rules: [ours, ", 1), "utf-8")

    assert not [one for one in dronedeal.check(deal) if one.code == "S204"]
