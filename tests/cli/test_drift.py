"""A deal whose cost, rate and demand wander, through the command line."""

from pathlib import Path

import pytest

from tests.cli.tool import tool, verb

COST = "systems.interceptor.unit_cost"


@pytest.fixture
def wandering(own: Path) -> Path:
    text = (own / "deal.yaml").read_text("utf-8")
    for old, new in (
        ("years: 2", "years: 3"),
        ("currency: USD\n", "currency: USD\nrates: {EUR: {drift: {from: 1.15, volatility: 8%}}}\n"),
        (
            "{triangle: [2_500 USD, 4_000 USD, 6_000 USD], ",
            "{drift: {from: 4_000 USD, per_year: 3%, volatility: 20%}, ",
        ),
        ("{by_year: {2027: 1_200, 2028: 2_400}}", "{drift: {from: 1_200, per_year: 40%, volatility: 30%}}"),
        ("support: 500 USD", "support: 450 EUR"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    (own / "deal.yaml").write_text(text, "utf-8")
    return own


@pytest.mark.parametrize("name", ["check", "plan", "simulate", "evidence", "match"])
def test_every_verb_reads_it(wandering: Path, name: str) -> None:
    done = verb(name, wandering)

    assert done.status == 0, done.err


def test_a_simulation_draws_every_later_year(wandering: Path) -> None:
    done = tool("simulate", wandering, "--scenarios", "256", "--seed", "4", "--json", "-")
    again = tool("simulate", wandering, "--scenarios", "256", "--seed", "4", "--json", "-")

    assert done.status == 0, done.err
    assert len(done.json["drawn"]) == 6
    assert done.json["checksum"] == again.json["checksum"]
    assert {f"{COST}.2028", f"{COST}.2029"} <= {one["number"] for one in done.json["drivers"]["home"]}


def test_a_year_is_moved_and_the_whole_says_how(wandering: Path) -> None:
    year = tool("breakeven", wandering, f"{COST}.2028", "--for", "makers")
    whole = tool("breakeven", wandering, COST, "--for", "makers")

    assert year.status == 0, year.err
    assert whole.status == 2
    assert f"{COST}.2027" in whole.err


def test_what_is_wrong_with_it_is_told_with_its_place(wandering: Path) -> None:
    text = (wandering / "deal.yaml").read_text("utf-8")
    (wandering / "deal.yaml").write_text(text.replace("volatility: 20%", "volatility: -20%"), "utf-8")

    done = tool("check", wandering)

    assert done.status == 1
    assert "D310" in done.out + done.err
    assert "volatility" in done.out + done.err
