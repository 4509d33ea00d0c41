"""Talks: offers checked, refused, logged and appraised; trade rates; answers; and two delegations that end in signature from sealed files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import dronedeal
from dronedeal.document import offer_written, read_talks
from tests.bargaining.small import sealed, written
from tests.cli.tool import tool

PRICE, AMOUNT = "terms.sale.price", "terms.signature.amount"
DAY = ("--date", "2027-01-10")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "deal")


def offered(folder: Path, by: str, *words: str, date: str = "2027-01-10") -> Any:
    said = [part for word in words for part in ("--set", word)]
    return tool("offer", folder, "--by", by, *said, "--date", date, "--json", "-")


def test_an_offer_is_logged_and_read_back(folder: Path) -> None:
    done = offered(folder, "home", f"{PRICE}=2", f"{AMOUNT}=1M USD", "terms.use.optional=taken")
    again = offered(folder, "partner", f"{PRICE}=1.2", date="2027-01-12")

    talks, findings = read_talks(folder, dronedeal.read(folder))

    assert (done.status, again.status, findings) == (0, 0, ())
    assert [(one.round, one.date, one.by) for one in talks.offers] == [
        (1, "2027-01-10", "home"),
        (1, "2027-01-12", "partner"),
    ]
    assert {path: float(value) for path, value in talks.offers[0].package.items()} == {
        PRICE: 2.0,
        AMOUNT: 1e6,
        "terms.use.optional": 1.0,
    }
    assert done.json["gains"]["home"] > 0.0


def test_an_offer_outside_the_own_mandate_is_refused_and_nothing_is_logged(folder: Path) -> None:
    done = offered(folder, "home", f"{PRICE}=1.1")

    assert done.status == 1
    assert "floor of home asks for at least 1.2" in done.err
    assert "private/home.yaml:4" in done.err
    assert not (folder / "talks.yaml").exists()


def test_an_offer_that_gives_less_than_the_mandate_asks_is_refused(folder: Path) -> None:
    done = offered(
        folder, "home", f"{PRICE}=1.2", f"{AMOUNT}=0 USD", "terms.use.optional=left", "terms.sale.advance=0%"
    )

    assert done.status == 1
    assert "asks for at least 400,000" in done.err


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (f"{PRICE}=9", "open from"), (f"{PRICE}=1.33", "in steps of"), (f"{PRICE}=5 USD", "not one value in count"), ("terms.sale.seller=home", "not open"),
        (f"{PRICE}", "says no value"), (f"{PRICE}=", "says no value"), (f"{PRICE}={{open: [1, 2]}}", "D3"), ("a b=c", "says no value"), (f"{AMOUNT}=nan", ""),
    ],
)  # fmt: skip
def test_what_the_document_does_not_allow_is_found(folder: Path, word: str, said: str) -> None:
    done = offered(folder, "home", word)

    assert done.status == 1
    assert said in done.err
    assert not (folder / "talks.yaml").exists()


@pytest.mark.parametrize(
    "text",
    [
        "talks: 3\n", "talks:\n  - 4\n", "talks:\n  - {round: 1}\n", "talk: []\n", "- a\n", "talks:\n  - {round: x, date: 2027-01-01, by: home, package: {}}\n",
        "talks:\n  - {round: 1, date: 2027-13-01, by: home, package: {}}\n", "talks:\n  - {round: 1, date: 2027-01-01, by: mars, package: {}}\n",
        "talks:\n  - {round: 1, date: 2027-01-01, by: home, package: {terms.sale.price: 99}}\n", "talks: [\n", "\x00",
        "talks:\n  - {round: 2, date: 2027-02-01, by: home, package: {}}\n  - {round: 1, date: 2027-01-01, by: home, package: {}}\n",
    ],
)  # fmt: skip
def test_a_broken_log_gives_findings_and_is_not_written_to(folder: Path, text: str) -> None:
    (folder / "talks.yaml").write_text(text, "utf-8")

    for done in (offered(folder, "home", f"{PRICE}=2"), tool("talks", folder), tool("answer", folder, "--as", "home")):
        assert done.status == 1
        assert "talks.yaml" in done.err
    assert (folder / "talks.yaml").read_text("utf-8") == text


def test_what_was_logged_by_hand_stays_as_it_was(folder: Path) -> None:
    by_hand = "# our notes\ntalks:\n  - {round: 1, date: 2027-01-01, by: partner, package: {terms.sale.price: 1.3}}  # opening\n"
    (folder / "talks.yaml").write_text(by_hand, "utf-8")

    assert offered(folder, "home", f"{PRICE}=2").status == 0

    text = (folder / "talks.yaml").read_text("utf-8")
    assert text.startswith(by_hand)
    assert len(read_talks(folder, dronedeal.read(folder))[0].offers) == 2


@pytest.mark.parametrize(
    "text", ["talks: []\n", "talks: [{round: 1, date: 2027-01-01, by: home, package: {terms.sale.price: 2}}]\n"]
)
def test_a_log_that_cannot_be_added_to_is_left_as_it_is(folder: Path, text: str) -> None:
    (folder / "talks.yaml").write_text(text, "utf-8")

    done = offered(folder, "home", f"{PRICE}=2")

    assert done.status == 1
    assert "cannot be added" in done.err or "is not written so" in done.err
    assert (folder / "talks.yaml").read_text("utf-8") == text


@pytest.mark.parametrize("note", ["\x1b[31m", "\u202e", "\x01"])
def test_a_note_nobody_could_read_is_refused(folder: Path, note: str) -> None:
    assert tool("offer", folder, "--by", "home", "--set", f"{PRICE}=2", *DAY, "--note", note).status == 1
    assert not (folder / "talks.yaml").exists()


def test_what_is_better_for_all_is_so_when_it_is_offered(folder: Path) -> None:
    offered(folder, "home", f"{PRICE}=1.6", f"{AMOUNT}=0 USD", "terms.use.optional=left", "terms.sale.advance=0%")
    [one] = tool("talks", folder, "--as", "neutral", "--json", "-").json["offers"]
    plan = dronedeal.plan(dronedeal.read(folder, side="neutral"), costs=False, package=one["better"]["package"])

    for side in ("home", "partner"):
        assert plan.parties[side].gain == pytest.approx(one["better"]["gains"][side], rel=1e-4, abs=10.0)
        assert plan.parties[side].gain > one["gains"][side]


def test_talks_say_what_an_offer_leaves_and_what_would_be_better_for_all(folder: Path) -> None:
    offered(folder, "home", f"{PRICE}=1.6", f"{AMOUNT}=0 USD", "terms.use.optional=left", "terms.sale.advance=0%")

    [one] = tool("talks", folder, "--as", "neutral", "--json", "-").json["offers"]

    assert one["left"]["share"] > 0.01
    assert one["better"] is not None
    for side in ("home", "partner"):
        assert one["better"]["gains"][side] > one["gains"][side]
        assert one["better"]["more"][side] <= one["left"]["money"] + 1.0


def test_trade_rates_are_what_plans_at_the_same_units_differ_by(folder: Path) -> None:
    offered(folder, "home", f"{PRICE}=1.5", f"{AMOUNT}=1M USD", "terms.use.optional=taken", "terms.sale.advance=20%")

    record = tool("talks", folder, "--as", "neutral", "--json", "-").json
    rates = {one["path"]: one for one in record["rates"]}

    assert rates[AMOUNT]["worth"]["home"] == pytest.approx(100_000, rel=0.03)  # paid in the first quarter
    assert rates[AMOUNT]["worth"]["partner"] == pytest.approx(-100_000, rel=0.03)
    assert rates[PRICE]["worth"]["home"] > 0.0 > rates[PRICE]["worth"]["partner"]
    assert rates[PRICE]["least"] <= 1.5 <= rates[PRICE]["most"]
    assert record["quarter"]["home"] == pytest.approx(
        record["offers"][0]["gains"]["home"] * (1 - 1.12**-0.25), rel=1e-6
    )


def test_an_answer_costs_nothing_and_pleases_or_moves_one_number(folder: Path) -> None:
    offered(folder, "home", f"{PRICE}=1.8", f"{AMOUNT}=1M USD", "terms.use.optional=left")
    offered(folder, "partner", f"{PRICE}=1.2", f"{AMOUNT}=0 USD", "terms.use.optional=left")

    record = tool("answer", folder, "--as", "home", "--json", "-").json
    answer, last = record["answer"], record["last"]
    before = tool("talks", folder, "--as", "home", "--no-better", "--json", "-").json["offers"][0]["gains"]

    assert answer["target"] == pytest.approx(before["home"])
    assert not answer["accept"]
    assert answer["pleasing"]["gains"]["home"] >= before["home"] - 10.0
    assert answer["pleasing"]["gains"]["partner"] >= before["partner"] - 10.0
    assert 1 <= len(answer["fewest"]["moved"]) <= 2
    assert answer["fewest"]["gains"]["home"] >= before["home"] - 10.0
    for path, value in answer["fewest"]["package"].items():
        assert path in answer["fewest"]["moved"] or value == pytest.approx(last["package"][path])


def test_two_offers_are_not_enough_to_read_anybody(folder: Path) -> None:
    for price in ("2.5", "2.4"):
        offered(folder, "home", f"{PRICE}={price}")

    read = tool("talks", folder, "--no-better", "--json", "-").json["read"]

    assert not read["home"]["enough"]
    assert "not enough" in tool("talks", folder, "--no-better").out


def test_offers_that_hold_on_to_a_price_say_so(folder: Path) -> None:
    for amount in ("2M", "1.4M", "0.8M", "0.3M", "0.1M", "0"):
        offered(folder, "home", f"{PRICE}=2.5", f"{AMOUNT}={amount} USD", "terms.sale.advance=50%")

    read = tool("talks", folder, "--no-better", "--json", "-").json["read"]["home"]
    weights = {one["path"]: one for one in read["weights"]}

    assert weights[PRICE]["share"] > weights[AMOUNT]["share"]
    assert weights[PRICE]["rising"] > 0.8
    assert all(one["low"] <= one["high"] for one in read["weights"])


def test_nobody_offers_after_the_end(folder: Path) -> None:
    offered(folder, "home", f"{PRICE}=1.5", f"{AMOUNT}=1M USD", "terms.use.optional=taken", "terms.sale.advance=0%")
    tool("offer", folder, "--by", "partner", "--accept", *DAY)

    done = offered(folder, "home", f"{PRICE}=2")

    assert done.status == 2
    assert "ended" in done.err
    assert "accepted" in tool("talks", folder, "--no-better").out


def test_misuse_is_said(folder: Path) -> None:
    assert tool("offer", folder, "--by", "mars", "--set", f"{PRICE}=2").status == 2
    assert tool("offer", folder, "--by", "home").status == 2
    assert tool("offer", folder, "--by", "home", "--accept").status == 2
    assert tool("offer", folder, "--by", "home", "--set", f"{PRICE}=2", "--date", "soon").status == 2
    assert tool("answer", folder).status == 2
    assert tool("talks", folder).status == 0


def test_a_note_cannot_add_to_the_log(folder: Path) -> None:
    deal = dronedeal.read(folder)
    tool("offer", folder, "--by", "home", "--set", f"{PRICE}=2", *DAY, "--note", "x'\n  - {round: 9, by: partner}\n'")

    talks, findings = read_talks(folder, deal)

    assert findings == ()
    assert len(talks.offers) == 1
    assert "round: 9" in talks.offers[0].note
    assert offer_written("", talks.offers[0]).count("\n") < 12


def test_two_delegations_sign_within_five_rounds_from_sealed_files(tmp_path: Path) -> None:
    """Each has the document, its own overlay and the log; each asks for less every round, and takes what gives it what it asks for."""
    folders = {side: sealed(tmp_path / side, side) for side in ("home", "partner")}
    ideals = {
        side: tool("answer", folder, "--as", side, "--json", "-").json["answer"]["target"] / 0.9
        for side, folder in folders.items()
    }

    signed = _talked(folders, ideals)

    assert signed is not None
    neutral = written(tmp_path / "neutral")
    shutil.copy(folders["home"] / "talks.yaml", neutral / "talks.yaml")
    record = tool("talks", neutral, "--as", "neutral", "--no-better", "--json", "-").json
    assert record["agreed"]
    assert record["offers"][-1]["status"] in {"optimal", "unproven"}
    assert all(gain >= -1.0 for gain in record["offers"][-1]["gains"].values())
    assert record["offers"][-1]["broken"] == []


def _talked(folders: dict[str, Path], ideals: dict[str, float]) -> str | None:
    """Five rounds; who signed, if anybody did."""
    for round_ in range(1, 6):
        for side, folder in folders.items():
            day = f"2027-02-{2 * round_:02}"
            target = ideals[side] * (0.95 - 0.14 * (round_ - 1))
            found = _answered(folder, side, target)
            if found["answer"]["accept"]:
                assert tool("offer", folder, "--by", side, "--accept", "--date", day).status == 0
                _sent(folder, folders)
                return side
            package = folder.parent / f"{side}.json"
            package.write_text(json.dumps(found["answer"]["pleasing"]["package"]), "utf-8")
            done = tool("offer", folder, "--by", side, "--package", package, "--date", day)
            assert done.status == 0, done.err
            _sent(folder, folders)
    return None


def _answered(folder: Path, side: str, target: float) -> Any:
    """What to answer at a target, or at the next lower one that any package gives."""
    while True:
        found = tool("answer", folder, "--as", side, "--target", str(target), "--json", "-").json
        if found["answer"]["accept"] or found["answer"]["pleasing"] is not None:
            return found
        target *= 0.95


def _sent(folder: Path, folders: dict[str, Path]) -> None:
    for other in folders.values():
        if other != folder:
            shutil.copy(folder / "talks.yaml", other / "talks.yaml")
