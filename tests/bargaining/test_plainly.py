"""What is said where there is nothing to find: nobody gains, no zone, no plan, no answer for a mandate, nothing settled yet, too few who accepted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import dronedeal
from dronedeal.bargaining import MOST_MONEY, bargain
from dronedeal.deal import Talks
from dronedeal.document import read_talks
from tests.bargaining.small import DEAL, HOME, PARTNER, written
from tests.cli.tool import tool

PRICE, ADVANCE, AMOUNT, USE = (
    "terms.sale.price", "terms.sale.advance", "terms.signature.amount", "terms.use.optional",
)  # fmt: skip
FULL = ("--set", f"{PRICE}=1.5", "--set", f"{ADVANCE}=0%", "--set", f"{AMOUNT}=1M USD", "--set", f"{USE}=taken")
DAY = ("--date", "2027-01-10")
OWN = "parties: {home: {walk_away: {adds: 0 USD}}}\n"
IDLE = DEAL.replace("6_000 USD], [400, 4_000 USD]", "60 USD], [400, 40 USD]").replace(
    "fee: 200_000 USD, optional: yes", "fee: 900_000_000 USD, optional: yes"
)
ALLIED = (
    DEAL.replace("systems:", "  ally: {kind: state, role: principal, discount_rate: 6%}\nsystems:", 1)
    + "  links_for_ally: {kind: technology, owner: home, user: ally, technologies: [links], rights: use, fee: 10_000 USD}\n"
).replace("worth: {partner: 0.5M USD}", "worth: {partner: 0.5M USD, ally: 0.9M USD}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "deal")


@pytest.fixture
def idle(tmp_path: Path) -> Path:
    return written(tmp_path / "idle", deal=IDLE, home=OWN, partner="parties: {}\n")


def test_where_nobody_gains_that_is_said(idle: Path) -> None:
    done = tool("bargain", idle, "--as", "neutral")

    assert done.status == 1
    assert "no zone: nobody gains: no package gives any of home, partner more than walking away" in done.out
    zone = tool("bargain", idle, "--as", "neutral", "--json", "-").json["zone"]
    assert (zone["exists"], zone["gap"]) == (False, 0.0)


def test_where_nobody_of_three_gains_that_is_said(tmp_path: Path) -> None:
    deal = ALLIED.replace("10_000 USD}", "10_000_000 USD, optional: yes}")
    deal = deal.replace("6_000 USD], [400, 4_000 USD]", "60 USD], [400, 40 USD]").replace(
        "200_000 USD, opt", "9M USD, opt"
    )
    folder = written(tmp_path / "deal", deal=deal, home=OWN, partner="parties: {}\n")

    assert "nobody gains" in bargain(dronedeal.read(folder)).zone.because


def test_where_nobody_gains_there_is_no_answer_and_that_is_said(idle: Path) -> None:
    assert "no answer: nobody gains" in tool("answer", idle, "--as", "home").out


def test_an_answer_that_a_line_of_a_mandate_forbids_names_the_line(tmp_path: Path) -> None:
    folder = written(tmp_path / "deal", home=OWN, partner="parties: {}\n")
    (folder / "private" / "home.yaml").write_text(
        "parties: {home: {mandate: {limits: {none: {number: terms.signature.amount, at_most: 0 USD}, cheap: {number: terms.sale.price, at_most: 1.1}}}}}\n",
        "utf-8",
    )
    named = tool("answer", folder, "--as", "home", "--target", "2e6")
    assert (
        "no answer: without it there would be one: none of home, about terms.signature.amount (private/home.yaml:1:"
        in named.out
    )


def test_an_answer_beyond_what_any_plan_gives_says_how_much_one_does(folder: Path) -> None:
    done = tool("answer", folder, "--as", "home", "--target", "90e6")

    assert "no answer: no plan gives home so much and everybody else its walk-away; it gains" in done.out


def test_mandates_that_contradict_each_other_leave_no_answer_and_are_named(folder: Path) -> None:
    (folder / "private" / "partner.yaml").write_text(
        "parties: {partner: {mandate: {limits: {cheap: {number: terms.sale.price, at_most: 1.1}}}}}\n", "utf-8"
    )

    answered = dronedeal.answer(dronedeal.read(folder, side="neutral"), Talks(), "home").answer

    assert answered.because.startswith("the mandates in view contradict each other: terms.sale.price")


@pytest.mark.parametrize("target", ["1e30", "-1e15", "nan", "inf"])
def test_a_target_out_of_all_proportion_is_refused_with_a_mend(folder: Path, target: str) -> None:
    done = tool("answer", folder, "--as", "home", f"--target={target}")

    assert done.status == 2
    assert "mend: write an amount of the deal's currency, below 1e14" in done.err
    with pytest.raises(ValueError, match="proportion"):
        dronedeal.answer(
            dronedeal.read(folder), read_talks(folder, dronedeal.read(folder))[0], "home", target=10 * MOST_MONEY
        )


def test_talks_without_a_zone_show_the_history_and_say_so(tmp_path: Path) -> None:
    folder = written(tmp_path / "deal", home=HOME.replace("adds: 300_000 USD", "adds: 90M USD"), partner=PARTNER)
    (folder / "talks.yaml").write_text(
        "talks:\n  - {round: 1, date: 2027-01-01, by: home, package: {terms.sale.price: 2.5}}\n"
        "  - {round: 2, date: 2027-01-02, by: home, package: {terms.sale.price: 2.4}}\n",
        "utf-8",
    )

    done = tool("talks", folder, "--as", "neutral")
    record = tool("talks", folder, "--as", "neutral", "--json", "-").json

    assert done.status == 0
    assert "2027-01-02" in done.out
    assert "no plan carries it out" in done.out
    assert "no zone: no plan leaves every side at its walk-away" in done.out
    assert "nan" not in done.out
    assert not record["zone"]
    assert record["offers"][1]["moved"] == {}
    assert tool("answer", folder, "--as", "home").status == 1
    assert "no zone" in tool("answer", folder, "--as", "home").err


def test_who_is_no_principal_makes_no_offers(tmp_path: Path) -> None:
    deal = DEAL.replace("systems:", "  maker: {kind: company, discount_rate: 9%}\nsystems:", 1)
    folder = written(tmp_path / "deal", deal=deal)

    done = tool("offer", folder, "--by", "maker", "--set", f"{PRICE}=2", *DAY)
    (folder / "talks.yaml").write_text(
        "talks:\n  - {round: 1, date: 2027-01-01, by: maker, package: {terms.sale.price: 2}}\n", "utf-8"
    )
    by_hand = tool("talks", folder)

    assert done.status == 2
    assert "maker is no principal" in done.err
    assert "say who offers: home, partner" in done.err
    assert by_hand.status == 1
    assert "one of home, partner" in by_hand.err


def test_views_of_mandates_that_contradict_each_other_are_written_and_the_reason_is_said(tmp_path: Path) -> None:
    partner = PARTNER.replace(
        "at_most: 1.5M USD}", "at_most: 1.5M USD}, cheap: {number: terms.sale.price, at_most: 1.1}"
    )
    folder = written(tmp_path / "deal", partner=partner)

    done = tool("bargain", folder, "--as", "neutral", "--views", tmp_path / "views")
    view = json.loads((tmp_path / "views" / "home.json").read_text("utf-8"))

    assert done.status == 1
    assert "no zone: the mandates contradict each other: terms.sale.price" in done.err
    assert sorted(path.name for path in (tmp_path / "views").iterdir()) == ["home.json", "partner.json"]
    assert (view["zone"], view["points"]) == (False, {})
    assert "contradict" not in json.dumps(view)


@pytest.mark.parametrize("text", ["", "\n  \n", "# nothing yet\n", "# nothing yet"])
def test_a_log_that_says_nothing_is_no_talks(folder: Path, text: str) -> None:
    (folder / "talks.yaml").write_text(text, "utf-8")

    assert "nothing was offered yet" in tool("talks", folder).out
    assert tool("offer", folder, "--by", "home", *FULL, *DAY).status == 0
    assert (folder / "talks.yaml").read_text("utf-8").startswith(text)
    assert len(read_talks(folder, dronedeal.read(folder))[0].offers) == 1


def test_a_number_of_which_mandates_leave_one_value_is_shown_as_settled(tmp_path: Path) -> None:
    partner = PARTNER.replace(
        "at_most: 1.5M USD}", "at_most: 1.5M USD}, early: {number: terms.sale.advance, at_most: 0%}"
    )
    folder = written(tmp_path / "deal", partner=partner)

    done = tool("bargain", folder, "--as", "neutral")
    ranges = tool("bargain", folder, "--as", "neutral", "--json", "-").json["ranges"]

    assert "settled: 0 %" in done.out
    assert {one["path"] for one in ranges} == {PRICE, ADVANCE, AMOUNT, USE}
    assert {one["path"]: (one["low"], one["high"]) for one in ranges}[ADVANCE] == (0.0, 0.0)


def test_what_leaves_numbers_open_is_not_accepted(folder: Path) -> None:
    tool("offer", folder, "--by", "home", "--set", f"{PRICE}=1.5", *DAY)

    done = tool("offer", folder, "--by", "partner", "--accept", *DAY)

    assert done.status == 2
    assert "leaves open" in done.err
    for path in (ADVANCE, AMOUNT, USE):
        assert path in done.err
    assert len(read_talks(folder, dronedeal.read(folder))[0].offers) == 1


def test_talks_of_three_end_when_the_last_of_them_has_accepted(tmp_path: Path) -> None:
    folder = written(tmp_path / "deal", deal=ALLIED, home=OWN, partner="parties: {}\n")
    assert tool("offer", folder, "--by", "home", *FULL, *DAY).status == 0

    first = tool("offer", folder, "--by", "partner", "--accept", *DAY)
    so_far = tool("talks", folder, "--no-better")
    second = tool("offer", folder, "--by", "ally", "--accept", *DAY)
    record = tool("talks", folder, "--no-better", "--json", "-").json

    assert (first.status, second.status) == (0, 0)
    assert "until it is accepted by: ally" in first.out
    assert "yet to accept: ally" in so_far.out
    assert "ended" not in so_far.out
    assert "until it is accepted" not in second.out
    assert (record["agreed"], record["yet"]) == (True, [])
    assert tool("offer", folder, "--by", "home", "--set", f"{PRICE}=2", *DAY).status == 2


def test_another_package_takes_back_what_was_accepted(tmp_path: Path) -> None:
    folder = written(tmp_path / "deal", deal=ALLIED, home=OWN, partner="parties: {}\n")
    other = tuple(word.replace("=1.5", "=1.6") for word in FULL)
    for by, words in (("home", FULL), ("partner", ("--accept",)), ("home", other), ("ally", ("--accept",))):
        assert tool("offer", folder, "--by", by, *words, *DAY).status == 0

    log, findings = read_talks(folder, dronedeal.read(folder))

    assert findings == ()
    assert log.agreed(("home", "partner", "ally")) is None
    assert log.yet(("home", "partner", "ally")) == ("partner",)
    assert log.agreed(("home", "ally")) is not None


def test_a_gap_that_is_asked_for_is_looked_for_and_no_gap_is_refused(folder: Path) -> None:
    usual, asked = (
        tool("bargain", folder, "--as", "neutral", *more, "--json", "-").json["frontier"]
        for more in ((), ("--gap", "0.0005"))
    )

    assert asked["gap"] <= usual["gap"] + 1e-9
    assert asked["programs"] >= usual["programs"]
    for gap in ("0", "1.5", "nan"):
        assert tool("bargain", folder, f"--gap={gap}").status == 2
