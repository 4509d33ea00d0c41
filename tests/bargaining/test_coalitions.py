"""The verb coalitions: who has to be there for a clause, what is worth what without whom, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

import dronedeal as dd
from dronedeal.bargaining import Coalitions, WrongPlayers
from dronedeal.bargaining.coalitions import parties_of
from dronedeal.planning import walk_away
from tests.cli.tool import KEYS, tool

FOLDER = Path(__file__).parents[2] / "examples" / "three-buyers"
BUYERS = ("united_states", "gulf_state", "european_state")
REFERENCE = FOLDER.parent / "us-ukraine"


@pytest.fixture(scope="module")
def deal() -> dd.Deal:
    return dd.read(FOLDER)


@pytest.fixture(scope="module")
def found(deal: dd.Deal) -> Coalitions:
    return dd.coalitions(deal)


def worths(found: Coalitions) -> dict[frozenset[str], float]:
    return {frozenset(one.members): one.worth for one in found.coalitions}


def changed(tmp_path: Path, *changes: tuple[str, str]) -> dd.Deal:
    text = (FOLDER / "deal.yaml").read_text("utf-8")
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    (tmp_path / "deal.yaml").write_text(text, "utf-8")
    return dd.read(tmp_path)


def test_every_state_plays_and_every_coalition_is_told_once(found: Coalitions) -> None:
    assert [one.player for one in found.players] == ["ukraine", *BUYERS]
    assert len(worths(found)) == len(found.coalitions) == 15
    assert found.plans == 7


def test_all_together_are_worth_the_plan(found: Coalitions, deal: dd.Deal) -> None:
    assert found.coalitions[-1].worth == pytest.approx(dd.plan(deal, costs=False).joint_gain, abs=found.noise)


def test_nobody_more_makes_a_coalition_of_sales_that_promise_no_least_worth_less(found: Coalitions) -> None:
    of = worths(found)

    for small, less in of.items():
        for large, more in of.items():
            assert not small < large or more >= less - found.noise, (small, large)


def test_without_the_maker_state_nothing_is_worth_anything(found: Coalitions) -> None:
    assert all(worth == 0.0 for members, worth in worths(found).items() if "ukraine" not in members)
    assert found.players[0].companies == ("makers",)
    assert found.players[0].leaving == found.coalitions[-1].worth


def test_buyers_stand_in_for_each_other_on_lines_too_small_for_all(found: Coalitions) -> None:
    of = worths(found)

    for buyer in found.players[1:]:
        assert 0.0 < buyer.leaving < of[frozenset({"ukraine", buyer.player})]


def test_divisions_divide_the_worth_of_all(found: Coalitions) -> None:
    whole = found.coalitions[-1].worth

    assert sum(one.shapley for one in found.players) == pytest.approx(whole)
    assert sum(one.nucleolus for one in found.players) == pytest.approx(whole)
    assert found.exists
    assert found.blocking == ()
    for one in found.players:
        assert one.least - 1.0 <= one.nucleolus <= one.most + 1.0


def test_the_favoured_partner_moves_prices(deal: dd.Deal) -> None:
    with_it, without = dd.plan(deal, costs=False), dd.plan(dd.strike(deal, "gulf_parity"), costs=False)

    gulf, american = "terms.gulf_sale.price", "terms.american_sale.price"
    assert with_it.package[gulf] <= with_it.package[american]
    assert without.package[gulf] > without.package[american]
    assert with_it.joint_gain == pytest.approx(without.joint_gain, rel=1e-4)


def test_the_order_of_players_changes_nothing_but_the_order(deal: dd.Deal) -> None:
    names = ("ukraine", "gulf_state", "european_state")
    first, *others = (dd.coalitions(deal, some) for some in permutations(names))

    for other in others:
        assert worths(other) == worths(first)
        assert other.noise == first.noise
        of = {one.player: one for one in other.players}
        for one in first.players:
            for name in ("alone", "leaving", "shapley", "nucleolus", "least", "most"):
                assert getattr(of[one.player], name) == pytest.approx(getattr(one, name), rel=1e-6, abs=1.0)


def test_who_is_no_player_takes_part_wherever_clauses_are_left(deal: dd.Deal, found: Coalitions) -> None:
    two = dd.coalitions(deal, ("ukraine", "european_state"))

    of = worths(two)
    assert of[frozenset({"ukraine"})] == worths(found)[frozenset({"ukraine", "united_states", "gulf_state"})]
    assert of[frozenset({"ukraine", "european_state"})] == found.coalitions[-1].worth


def test_a_company_that_plays_stands_for_itself_and_what_its_state_taxes_is_not_its_own(deal: dd.Deal) -> None:
    played = dd.coalitions(deal, ("ukraine", "makers"))

    of, makers = worths(played), played.coalitions[1]
    assert played.players[0].companies == ()
    assert of[frozenset({"ukraine"})] == 0.0
    assert "levy" not in makers.clauses
    taxed = dd.plan(dd.strike(deal, "levy"), costs=False).parties["ukraine"].gain
    assert taxed > 0.0
    assert of[frozenset({"makers"})] < of[frozenset({"ukraine", "makers"})] - 1e6


def test_what_needs_no_player_is_no_coalitions_worth(deal: dd.Deal) -> None:
    buyers = dd.coalitions(deal, ("european_state", "gulf_state"))

    of = worths(buyers)
    two = dd.plan(dd.strike(deal, "gulf_sale", "european_sale", "gulf_parity"), costs=False).joint_gain
    all_of_them = dd.plan(deal, costs=False).joint_gain
    assert of[frozenset({"european_state", "gulf_state"})] == pytest.approx(all_of_them - two, abs=buyers.noise + 1e5)


def test_a_coalition_that_cannot_hold_its_clauses_is_worth_nothing_and_says_why(tmp_path: Path) -> None:
    deal = changed(tmp_path, ("advance: 20%, lead: 1 quarter", "lead: 1 quarter, least: 9_000/quarter"))

    found = dd.coalitions(deal, ("ukraine", "gulf_state", "european_state"))

    one = next(one for one in found.coalitions if one.members == ("ukraine", "gulf_state"))
    assert (one.worth, one.within, one.status) == (0.0, 0.0, "infeasible")
    assert one.because
    assert any("ukraine + gulf_state" in note and "counted as nothing" in note for note in found.notes)
    assert worths(found)[frozenset({"ukraine", "european_state"})] > 0.0


def test_coalitions_that_would_rather_go_without_the_rest_block(tmp_path: Path) -> None:
    deal = changed(tmp_path, ("advance: 20%, lead: 1 quarter", "lead: 1 quarter, least: 9_000/quarter"))

    found = dd.coalitions(deal, ("ukraine", "gulf_state", "european_state"))

    assert not found.exists
    assert found.least > found.noise
    assert ("ukraine", "european_state") in [one.members for one in found.blocking]
    assert all(one.excess == found.least for one in found.blocking)


def test_what_a_player_states_of_its_walk_away_is_not_asked_of_a_coalition_without_it(tmp_path: Path) -> None:
    before = "    name: A European state\n"
    stated = changed(tmp_path, (before, f"{before}    walk_away: {{adds: 5M USD, why: another offer}}\n"))
    found, plain = (worths(dd.coalitions(one, ("ukraine", *BUYERS))) for one in (stated, dd.read(FOLDER)))

    for members, worth in found.items():
        loses = 5e6 if {"ukraine", "european_state"} <= members else 0.0
        assert worth == pytest.approx(plain[members] - loses, abs=5e4), members


def test_the_no_deal_plan_is_one_for_all(deal: dd.Deal) -> None:
    known = walk_away(deal).known

    struck = walk_away(dd.strike(deal, "american_sale", "levy")).known
    assert struck.program == known.program
    assert worths(dd.coalitions(deal, BUYERS[:2])) == worths(dd.coalitions(deal, BUYERS[:2]))


@pytest.mark.parametrize(
    ("clause", "names"),
    [
        ("line_fund", {"deal_fund", "united_states", "ukraine", "us_line_company"}),
        ("minimum_secured", {"us_line_company", "interceptor_makers", "bank"}),
        ("gulf_parity", {"interceptor_makers", "united_states"}),
        ("swap_weapons", {"united_states", "ukraine"}),
    ],
)
def test_a_clause_names_parties_in_tables_too_and_never_by_other_words(clause: str, names: set[str]) -> None:
    assert parties_of(dd.read(REFERENCE).terms[clause]) == names


def test_a_word_that_only_looks_like_a_party_names_none(deal: dd.Deal) -> None:
    sale = deal.terms["european_sale"]

    assert parties_of(replace(sale, said={**sale.said, "account": "gulf_state"})) == {"makers", "european_state"}


@pytest.mark.parametrize(
    ("among", "said"), [(("ukraine",), "1 player"), (("ukraine", "makers", "ukraine"), "ukraine is named twice")]
)
def test_players_with_whom_there_is_no_game_are_refused(among: tuple[str, ...], said: str, deal: dd.Deal) -> None:
    with pytest.raises(WrongPlayers, match=said):
        dd.coalitions(deal, among)


def test_nine_players_are_refused_before_anything_is_planned() -> None:
    deal = dd.read(REFERENCE)

    with pytest.raises(WrongPlayers, match="9 players: with more than 8"):
        dd.coalitions(deal, tuple(deal.parties)[:9])


def test_a_player_is_a_party(deal: dd.Deal) -> None:
    with pytest.raises(KeyError, match="nobody"):
        dd.coalitions(deal, ("ukraine", "nobody"))


@pytest.mark.parametrize(
    ("among", "said"),
    [
        ("ukraine,gulf_stat", "did you mean gulf_state?"),
        ("ukraine", "1 player"),
        ("ukraine,gulf_state,ukraine", "named twice"),
    ],
)
def test_misuse_ends_with_two_and_a_mend(among: str, said: str) -> None:
    done = tool("coalitions", FOLDER, "--among", among)

    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert "  mend: " in done.err


def test_the_record_has_its_keys(found: Coalitions) -> None:
    done = tool("coalitions", FOLDER, "--json", "-")

    record: Mapping[str, list[dict[str, object]]] = done.json
    assert done.status == 0
    assert record.keys() == KEYS["coalitions"]
    assert record["players"][0].keys() == {
        "player", "companies", "alone", "leaving", "shapley", "nucleolus", "least", "most",
    }  # fmt: skip
    assert record["coalitions"][0].keys() == {"members", "worth", "within", "status", "because", "clauses"}
    assert [one["worth"] for one in record["coalitions"]] == [one.worth for one in found.coalitions]
    assert json.dumps(done.json, allow_nan=False)
