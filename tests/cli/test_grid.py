"""On a terminal of any width figures stay whole, every row and column is there, and each table has its title."""

import re
from pathlib import Path

import pytest

from dronedeal.cli.grid import blocks
from tests.cli.tool import VERBS, tool, verb

FIGURE = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
TITLES = (
    "Worth to each side, USD, present value",
    "The package",
    "Deliveries, units",
    "What striking a clause would change",
    "What binds, and the joint value of one more",
)


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
@pytest.mark.parametrize("name", sorted(VERBS.keys() - {"check", "trace"}))
def test_no_figure_is_broken(name: str, width: int, deal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    piped = verb(name, deal).out

    monkeypatch.setenv("DRONEDEAL_TABLES", "1")
    monkeypatch.setenv("COLUMNS", str(width))
    drawn = verb(name, deal)

    assert (drawn.status, drawn.err) == (0, "")
    assert sorted(set(FIGURE.findall(piped)) - set(FIGURE.findall(drawn.out))) == []


def test_a_wide_terminal_shows_each_table_once(deal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRONEDEAL_TABLES", "1")
    monkeypatch.setenv("COLUMNS", "200")

    assert "(continued)" not in tool("plan", deal).out


def test_a_narrow_terminal_keeps_lines_within_it(deal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRONEDEAL_TABLES", "1")
    monkeypatch.setenv("COLUMNS", "80")

    lines = tool("match", deal).out.splitlines()

    assert max(map(len, lines)) <= 80


def test_titles_are_kept_in_a_pipe_where_there_are_several_tables(deal: Path) -> None:
    plan, match = tool("plan", deal).out, tool("match", deal).out

    assert [title for title in TITLES if f"\n\n{title}" not in plan] == []
    assert match.startswith("need\tservice\t")


def test_rows_of_one_name_are_numbered_where_a_table_is_split(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRONEDEAL_TABLES", "1")
    monkeypatch.setenv("COLUMNS", "80")
    narrow = tool("match", own).out
    monkeypatch.setenv("COLUMNS", "200")
    wide = tool("match", own).out

    assert [line.split()[:2] for line in narrow.splitlines() if line[:1].isdigit()] == [
        ["1", "front"],
        ["2", "bases"],
        ["3", "bases"],
    ] * 2
    assert "1 front" not in wide


def test_words_in_brackets_are_no_markup(deal: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (own / "deal.yaml").read_text("utf-8")
    (own / "deal.yaml").write_text(
        text.replace("2_500 USD, 4_000 USD, 6_000 USD", "2_400 USD, 4_000 USD, 6_000 USD"), "utf-8"
    )
    monkeypatch.setenv("DRONEDEAL_TABLES", "1")
    monkeypatch.setenv("COLUMNS", "240")

    assert "claims: [C001]" in tool("diff", deal, own).out


def test_columns_without_room_go_below_after_the_name_of_the_row() -> None:
    assert blocks([10, 10, 10], 40) == [[0, 1, 2]]
    assert blocks([10, 10, 10], 30) == [[0, 1], [0, 2]]
    assert blocks([10, 90, 10], 30) == [[0, 1], [0, 2]]
    assert blocks([10], 5) == [[0]]
