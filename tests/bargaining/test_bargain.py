"""The verb on small deals: what its JSON says, that verified values hold when planned again, mandates, what is sealed, and bad input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dronedeal
from dronedeal.bargaining import RULES, OnesidedDeal, bargain, views_of
from dronedeal.planning import walk_away, worked_out
from tests.bargaining.small import DEAL, HOME, PARTNER, written
from tests.cli.tool import tool

SIDES = ("home", "partner")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = written(tmp_path_factory.mktemp("deal") / "small")
    return folder, dronedeal.read(folder, side="neutral"), bargain(dronedeal.read(folder, side="neutral"))


def test_every_rule_has_a_point_with_its_definition_and_a_proof(found: Any) -> None:
    bargained = found[2]

    assert set(bargained.points) == set(RULES)
    for point in bargained.points.values():
        assert point.definition == RULES[point.name]
        assert point.certificate.distance < 0.01
        assert set(point.package) == {
            "terms.sale.price",
            "terms.sale.advance",
            "terms.signature.amount",
            "terms.use.optional",
        }


def test_planned_again_nobody_is_below_its_walk_away_and_nothing_is_beyond_the_bound(found: Any) -> None:
    """Laws 4 and 5: verified gains keep every floor, and lie between nothing and the bound."""
    _, deal, bargained = found
    no_deal = walk_away(deal)

    for point in bargained.points.values():
        worked = worked_out(deal, package=point.package, no_deal=no_deal)
        assert worked.plan.status == "optimal"
        joint = worked.plan.joint_gain
        assert sum(point.verified_gains.values()) <= joint * (1 + 1e-3) + 1.0  # nobody else gains here
        for side in SIDES:
            assert point.verified_gains[side] >= -1e-3
            assert point.values[side] - point.reservations[side] == pytest.approx(point.gains[side])
        shares = [point.verified_gains[side] / point.ideals[side] for side in SIDES]
        assert point.bound_distance.share >= -1e-9
        assert min(shares) + point.bound_distance.share <= 1.0 + 1e-6


def test_verified_values_are_those_of_a_plan_of_the_package(found: Any) -> None:
    _, deal, bargained = found

    for point in bargained.points.values():
        plan = dronedeal.plan(deal, costs=False, package=point.package)
        for side in SIDES:
            assert plan.parties[side].value == pytest.approx(point.verified[side], rel=1e-6, abs=5.0)
            assert point.verified_gains[side] <= point.ideals[side] + 5.0


def test_ranges_of_steps_and_of_ends_off_the_quantum_hold_what_is_picked(tmp_path: Path) -> None:
    deal = DEAL.replace("{open: [0%, 50%], quantum: 5%}", "{open: [0%, 50%], choices: [0%, 15%, 50%]}")
    deal = deal.replace(
        "{open: [1, 2.5], times: unit_cost, quantum: 0.05}", "{open: [1, 2.5], times: unit_cost, quantum: 0.4}"
    )
    folder = written(tmp_path / "deal", deal=deal)

    record = tool("bargain", folder, "--as", "neutral", "--no-mandates", "--json", "-").json
    ranges = {one["path"]: one for one in record["ranges"]}

    for one in ranges.values():
        assert one["low"] <= one["least"] <= one["most"] <= one["high"]
    for point in record["points"].values():
        for path, value in point["package"].items():
            assert ranges[path]["least"] - 1e-9 <= value <= ranges[path]["most"] + 1e-9


def test_weights_are_of_sides_that_bargain(found: Any) -> None:
    folder = found[0]

    assert tool("bargain", folder, "--weight", "home=0").status == 2
    one, other = (tool("bargain", folder, *more, "--json", "-").json for more in (("--weight", "home=1"), ()))
    assert one["points"]["nash"]["gains"] == other["points"]["nash"]["gains"]


def test_a_point_is_not_beaten_by_any_package_that_is_tried(found: Any) -> None:
    """The product of gains at Nash's point is not exceeded by more than its certificate and its bound distance say."""
    _, deal, bargained = found
    no_deal, point = walk_away(deal), bargained.points["nash"]
    bound = np.prod(list(point.gains.values())) * (1 + point.certificate.distance)

    for price in (1.2, 1.6, 2.0, 2.5):
        for amount in (0.0, 700_000.0, 1_500_000.0):
            plan = worked_out(
                deal, package={"terms.sale.price": price, "terms.signature.amount": amount}, no_deal=no_deal
            ).plan
            if plan.status == "optimal":
                assert np.prod([plan.parties[side].gain for side in SIDES]) <= bound * (1 + 1e-6)


def test_mandates_narrow_what_is_found_and_can_be_left_out(found: Any) -> None:
    _, deal, within = found
    without = bargain(deal, rules=("nash",), mandates=False)

    assert all(point.package["terms.sale.price"] >= 1.2 for point in within.points.values())
    assert all(point.package["terms.signature.amount"] <= 1_500_000 for point in within.points.values())
    assert all(point.verified_gains["home"] >= 400_000 - 1 for point in within.points.values())
    assert without.points["nash"].gains["home"] >= 0.0
    assert {one.path: one.low for one in without.ranges}["terms.sale.price"] == 1.0


def test_mandates_that_contradict_each_other_leave_no_zone(tmp_path: Path) -> None:
    partner = PARTNER.replace(
        "at_most: 1.5M USD}", "at_most: 1.5M USD}, cheap: {number: terms.sale.price, at_most: 1.1}"
    )
    folder = written(tmp_path / "deal", partner=partner)

    done = tool("bargain", folder, "--as", "neutral", "--json", "-")

    assert done.status == 1
    assert not done.json["zone"]["exists"]
    assert "mandates contradict" in done.json["zone"]["because"]
    assert "terms.sale.price" in done.json["zone"]["because"]


def test_where_walk_aways_are_too_high_the_gap_and_whose_would_close_it_are_said(tmp_path: Path) -> None:
    folder = written(tmp_path / "deal", home=HOME.replace("adds: 300_000 USD", "adds: 90M USD"))

    zone = tool("bargain", folder, "--as", "neutral", "--json", "-").json["zone"]

    assert not zone["exists"]
    assert zone["gap"] > 10e6
    assert zone["cheapest"]["home"] >= zone["gap"]  # alone a side has to give what both miss


def test_a_range_of_no_width_and_a_deal_with_nothing_open(tmp_path: Path) -> None:
    closed = DEAL.replace("{open: [0%, 50%], quantum: 5%}", "20%").replace(
        "{open: [0 USD, 2M USD], quantum: 100_000 USD}", "1M USD"
    )
    closed = closed.replace(
        "{open: [1, 2.5], times: unit_cost, quantum: 0.05}", "{value: 1.4, times: unit_cost}"
    ).replace(", optional: yes", "")
    folder = written(
        tmp_path / "deal",
        deal=closed,
        home="parties: {home: {walk_away: {adds: 300_000 USD}}}\n",
        partner="parties: {}\n",
    )

    done = tool("bargain", folder, "--json", "-")

    assert done.status == 0
    assert done.json["ranges"] == []
    assert all(point["package"] == {} for point in done.json["points"].values())
    assert all(point["verified"] for point in done.json["points"].values())


def test_one_side_has_nobody_to_agree_with(found: Any) -> None:
    folder, deal, _ = found

    with pytest.raises(OnesidedDeal):
        bargain(deal, between=("home",))
    assert tool("bargain", folder, "--between", "home").status == 2
    assert "no party" in tool("bargain", folder, "--between", "home,mars").err


def test_json_has_what_is_promised(found: Any) -> None:
    folder = found[0]

    record = tool("bargain", folder, "--as", "neutral", "--json", "-").json

    assert {"exists", "gap", "because"} <= record["zone"].keys()
    assert {"points", "gap"} <= record["frontier"].keys()
    for point in record["points"].values():
        assert {"definition", "package", "values", "gains", "verified", "bound_distance", "certificate"} <= point.keys()
    assert {one["path"] for one in record["ranges"]} == set(record["points"]["nash"]["package"])


def test_the_same_twice(found: Any) -> None:
    folder = found[0]

    one, other = (tool("bargain", folder, "--as", "neutral", "--json", "-").out for _ in range(2))

    assert one == other


def test_better_than_what_is_signed_for_all_or_nothing(found: Any, tmp_path: Path) -> None:
    folder, deal, _ = found
    signed = {
        "terms.sale.price": 1.4,
        "terms.sale.advance": 0.0,
        "terms.signature.amount": 0.0,
        "terms.use.optional": 0.0,
    }
    (tmp_path / "signed.json").write_text(json.dumps({"package": signed}), "utf-8")
    before = worked_out(deal, package=signed).plan

    record = tool(
        "bargain", folder, "--as", "neutral", "--signed", tmp_path / "signed.json", "--no-mandates", "--json", "-"
    ).json

    assert record["zone"]["exists"]
    for side in SIDES:
        assert record["walk_aways"][side] == pytest.approx(before.parties[side].value, rel=1e-3)
        assert record["points"]["nash"]["verified_gains"][side] > 0.0


def test_a_view_holds_its_sides_own_and_what_is_released(found: Any, tmp_path: Path) -> None:
    """Law 8: what one side is shown does not change when only another's walk-away does, but for packages, its own gains, and whether there is a zone."""
    folder, _, bargained = found
    out = tmp_path / "views"

    done = tool("bargain", folder, "--as", "neutral", "--views", out)
    view = json.loads((out / "partner.json").read_text("utf-8"))

    assert done.status == 0
    assert "tells something of each" in done.err
    assert sorted(path.name for path in out.iterdir()) == ["home.json", "partner.json"]
    assert set(view) == {
        "format",
        "kind",
        "title",
        "side",
        "sides",
        "currency",
        "zone",
        "own_walk_away",
        "points",
        "leak",
    }
    assert all(set(point) == {"definition", "package", "own_gain"} for point in view["points"].values())
    text = (out / "partner.json").read_text("utf-8")
    gains = [point.verified_gains["home"] for name, point in bargained.points.items() if name != "egalitarian"]
    for secret in (
        bargained.walk_aways["home"],
        bargained.frontier.ranges["home"],
        400_000.0,
        *gains,
    ):  # equal gains are equal
        assert f"{secret:.0f}" not in text


def test_only_what_is_released_moves_with_anothers_walk_away(tmp_path: Path) -> None:
    views = []
    for at, adds in enumerate(("300_000", "310_000")):
        folder = written(tmp_path / str(at), home=HOME.replace("300_000", adds))
        views.append(views_of(bargain(dronedeal.read(folder, side="neutral"), rules=("nash",)))["partner"])

    one, other = views

    assert (one.side, one.sides, one.currency, one.zone, one.own_walk_away, one.leak) == (
        other.side, other.sides, other.currency, other.zone, other.own_walk_away, other.leak,
    )  # fmt: skip
    assert one.points["nash"].definition == other.points["nash"].definition


def test_views_are_of_a_neutral_run(found: Any, tmp_path: Path) -> None:
    assert tool("bargain", found[0], "--as", "home", "--views", tmp_path / "views").status == 2


def test_each_side_runs_its_half_from_its_own_file_alone(found: Any) -> None:
    folder = found[0]

    own, plain = (tool("bargain", folder, *more, "--json", "-").json for more in (("--as", "home"), ()))

    assert own["walk_aways"]["home"] == pytest.approx(plain["walk_aways"]["home"] + 300_000)
    assert own["walk_aways"]["partner"] == pytest.approx(plain["walk_aways"]["partner"])


def test_three_sides(tmp_path: Path) -> None:
    deal = DEAL.replace("systems:", "  ally: {kind: state, role: principal, discount_rate: 6%}\nsystems:", 1)
    deal += "  support: {kind: compensation, payer: ally, payee: home, amount: {open: [0 USD, 1M USD], quantum: 50_000 USD}, on: 2027-Q1, what: nothing}\n"
    deal += "  links_for_ally: {kind: technology, owner: home, user: ally, technologies: [links], rights: use, fee: 10_000 USD}\n"
    deal = deal.replace("worth: {partner: 0.5M USD}", "worth: {partner: 0.5M USD, ally: 0.9M USD}")
    folder = written(tmp_path / "deal", deal=deal)

    record = tool("bargain", folder, "--as", "neutral", "--json", "-").json

    assert record["zone"]["exists"]
    assert record["frontier"]["gap"] < 0.05
    nash = record["points"]["nash"]
    assert len(nash["verified_gains"]) == 3
    assert min(nash["verified_gains"].values()) > 0.0
