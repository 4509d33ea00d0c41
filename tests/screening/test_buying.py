"""What a deal's buyers say fills a purchase of which not all is said; the output tells what was taken."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

import dronedeal
from dronedeal.deal.deal import Deal
from dronedeal.deal.party import BuysAs
from dronedeal.screening import Purchase, Wanted, filled
from tests.cli.tool import tool

EXAMPLE = Path("examples/us-ukraine")
DAY = dt.date(2027, 3, 1)


@pytest.fixture(scope="module")
def deal() -> Deal:
    return dronedeal.read(EXAMPLE)


def buying(deal: Deal, **said: BuysAs | None) -> Deal:
    parties = {
        name: dataclasses.replace(party, buys_as=said.get(name)) for name, party in deal.parties.items()
    }  # fmt: skip
    return dataclasses.replace(deal, parties=parties)


def test_what_nobody_says_is_the_only_buyers_to_say(deal: Deal) -> None:
    (name,) = [party.id for party in deal.parties.values() if party.buys_as]

    purchase, notes = filled(Wanted(), deal)

    assert (purchase.buyer, purchase.money) == ("US-DoD", "DoD")
    assert purchase.facts == {"programme": "existing", "is_cots": "no"}
    assert purchase.delivered == deal.horizon.start.delivery_day
    assert any(f"parties.{name}.buys_as" in note and "is_cots=no" in note and "money of DoD" in note for note in notes)
    assert any("delivered on" in note for note in notes)


def test_what_is_said_goes_before(deal: Deal) -> None:
    wanted = Wanted(buyer="US-DoD", funds="DoD", delivered=DAY, facts={"programme": "new"})

    purchase, notes = filled(wanted, deal)

    assert purchase.facts == {"programme": "new", "is_cots": "no"}
    assert purchase.delivered == DAY
    assert len(notes) == 1
    assert "programme" not in notes[0]


@pytest.mark.parametrize(
    "wanted", [Wanted(buyer="EU-SAFE-loan", delivered=DAY), Wanted(buyer="US-DoD", funds="own", delivered=DAY)]
)
def test_facts_of_a_buyer_are_not_taken_for_another_nor_for_other_money(deal: Deal, wanted: Wanted) -> None:
    purchase, notes = filled(wanted, deal)

    assert purchase == Purchase(buyer=wanted.buyer, funds=wanted.funds, delivered=DAY)  # type: ignore[arg-type]
    assert notes == ()


def test_of_several_buyers_one_is_named_by_its_id(deal: Deal) -> None:
    one, other = list(deal.parties)[:2]
    both = buying(deal, **{one: BuysAs(buyer="US-DoD"), other: BuysAs(buyer="US-DoD", facts={"is_cots": "yes"})})

    with pytest.raises(LookupError, match="several parties") as raised:
        filled(Wanted(buyer="US-DoD"), both)
    purchase, _ = filled(Wanted(buyer=other), both)

    assert f"--buyer {one}, --buyer {other}" in raised.value.args[1]
    assert (purchase.buyer, purchase.facts) == ("US-DoD", {"is_cots": "yes"})


def test_without_a_deal_buyer_and_day_are_asked_for() -> None:
    with pytest.raises(LookupError, match="nobody"):
        filled(Wanted(delivered=DAY), None)
    with pytest.raises(LookupError, match="no day of delivery"):
        filled(Wanted(buyer="US-DoD"), None)
    with pytest.raises(LookupError, match="signed after"):
        filled(Wanted(buyer="US-DoD", delivered=DAY, signed=dt.date(2027, 3, 2)), None)


def test_the_command_tells_what_it_took_and_an_unknown_buyer_is_misuse() -> None:
    taken = tool("screen", EXAMPLE, "--delivered", "2027-03-01", "--json", "-").json
    wrong = tool("screen", EXAMPLE, "--buyer", "US-Dod")
    early = tool("screen", EXAMPLE, "--until", "2020-01-01")

    assert taken["purchase"]["facts"] == {"programme": "existing", "is_cots": "no"}
    assert any("from the deal" in note["note"] and "programme=existing" in note["note"] for note in taken["notes"])
    assert wrong.status == 2
    assert "US-DoD" in wrong.err
    assert early.status == 2
