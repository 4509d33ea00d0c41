"""Termination: everything in a clause ends with the event, winding down is paid once, some clauses survive."""

import pytest

from dronedeal.deal import Clause, Deal, Quarter
from dronedeal.forms import Minimum
from dronedeal.unfolding import unfold
from tests.deals import clause, deal, event, goods, money, payable, share, sold
from tests.forms.example import Example

SALE = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(100))
ACCESS = clause("access", "data_access", provider="maker", user="buyer", fee=money(10))
JULY = Quarter(2027, 3)
IN_JULY = {"events": {"lapse": event("lapse", JULY)}}


def termination(**said: object) -> Clause:
    always = {"by": "buyer", "to": "maker", "cause": "non_appropriation", "event": "lapse", "terms": ("sale",)}
    return clause("end", "termination", **{**always, **said})


EXAMPLES = (
    Example(
        clause=termination(wind_down=money(500), survives=("rights", "access")),
        beside=(SALE,),
        tables=IN_JULY,
        owes={"wind_down": "buyer to maker: 0.00 0.00 500.00 0.00"},
        keeps=("buyer to maker: ends sale", "maker to buyer: end_use rights access"),
    ),
    Example(
        clause=termination(wind_down=money(500)),
        beside=(SALE,),
        tables={"events": {"lapse": event("lapse", None)}},
        owes={"wind_down": "buyer to maker: 0.00 0.00 0.00 0.00"},
        keeps=("buyer to maker: ends sale",),
    ),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_termination_comes_to(example: Example) -> None:
    example.holds()


def test_nothing_is_delivered_or_paid_from_the_event_on() -> None:
    agreement = deal(SALE, termination(), **IN_JULY)

    assert goods(agreement, sold("sale", 1, 1, 1, 1))["sale/drone"] == (1, 1, 0, 0)
    assert payable(agreement, sold("sale", 1, 1, 1, 1))["sale/price"] == (100, 100, 0, 0)


def test_what_has_ended_stays_ended_though_the_event_passes() -> None:
    agreement = deal(SALE, termination(), events={"lapse": event("lapse", Quarter(2027, 2), lasts=1)})

    assert payable(agreement, sold("sale", 1, 1, 1, 1))["sale/price"] == (100, 0, 0, 0)


def test_fees_end_with_their_clause() -> None:
    agreement = deal(ACCESS, termination(terms=("access",)), **IN_JULY)

    assert payable(agreement)["access/fee"] == (10, 10, 0, 0)


LICENCE = {
    "licensor": "maker", "licensee": "licensee", "systems": ("drone",), "sites": ("line",), "royalty": share("0.1"),
}  # fmt: skip
RESALE = clause("resale", "purchase", seller="licensee", buyer="buyer", systems=("drone",), price=money(100))


def ended(*clauses: Clause, on: Quarter = JULY, years: int = 1, **said: object) -> Deal:
    """A deal whose first clause ends with an event."""
    return deal(
        *clauses, termination(terms=(clauses[0].id,), **said), years=years, events={"lapse": event("lapse", on)}
    )


@pytest.mark.parametrize(
    ("on", "top_up"),
    [
        # R3e: 3,650 x 181 / 365 = 1,810, of which 100 are earned; a full year owes its full minimum.
        (Quarter(2027, 3), (0, 1_710, 0, 0, 0, 0, 0, 0)),
        (Quarter(2028, 1), (0, 0, 0, 3_450, 0, 0, 0, 0)),
        (Quarter(2028, 2), (0, 0, 0, 3_450, 860, 0, 0, 0)),
        (Quarter(2027, 1), (0,) * 8),
    ],
)
def test_a_minimum_is_owed_for_the_days_until_the_end(on: Quarter, top_up: tuple[int, ...]) -> None:
    rights = clause("rights", "licence", **LICENCE, minimum=Minimum(per_year=money(3_650), carry="none"))
    sales = sold("resale", 5, 5, 5, 5, 5, 5, 5, 5, periods=8)

    owed = payable(ended(rights, RESALE, on=on, years=2), sales)

    assert owed["rights/minimum"] == top_up


def test_a_carried_shortfall_is_drawn_no_more_after_the_end() -> None:
    rights = clause("rights", "licence", **LICENCE, minimum=Minimum(per_year=money(3_650), carry="shortfall"))

    owed = payable(ended(rights, RESALE), sold("resale", 5, 5, 900, 900))

    assert owed["rights/minimum"] == (0, 1_710, 0, 0)
    assert owed["rights/royalty"] == (50, 50, 0, 0)


def test_yearly_fees_are_owed_for_the_days_until_the_end() -> None:
    know_how = clause(
        "know_how", "technology", owner="maker", user="buyer", technologies=("links",), yearly=money(3_650),
        updates=money(365), fee=money(7),
    )  # fmt: skip

    owed = payable(ended(know_how))

    assert owed["know_how/yearly"] == (0, 1_810, 0, 0)
    assert owed["know_how/updates"] == (0, 181, 0, 0)
    assert owed["know_how/fee"] == (7, 0, 0, 0)


def test_a_balance_account_is_settled_when_it_ends() -> None:
    barter = clause(
        "barter", "swap", one="maker", other="state", one_gives={"drone": money(10)}, other_gives={"boat": money(100)}
    )
    given = sold("barter", 5, 5, 5, 5, to="state")

    assert payable(ended(barter), given)["barter/balance"] == (0, 100, 0, 0)


@pytest.mark.parametrize("since", [None, Quarter(2027, 4)])
def test_money_held_is_given_back_before_the_end_if_it_was_paid_in(since: Quarter | None) -> None:
    said = {} if since is None else {"since": since}
    held = clause(
        "held", "security", by="escrow", debtor="buyer", creditor="maker", terms=("sale",), amount=money(90),
        holder="bank", **said,
    )  # fmt: skip

    owed = payable(ended(held, SALE))

    assert owed["held/amount"] == ((90, 0, 0, 0) if since is None else (0, 0, 0, 0))
    assert owed["held/returned"] == ((0, 90, 0, 0) if since is None else (0, 0, 0, 0))


def test_rights_and_promises_end_with_their_clause() -> None:
    rights = clause("rights", "licence", **LICENCE, exclusive=True)

    unfolded = unfold(ended(rights))

    assert [line.open for line in unfolded.lines if line.label == "right"] == [(True, True, False, False)]
    assert [one.open for one in unfolded.standing if one.promise == "exclusive"] == [(True, True, False, False)]


def test_what_survives_goes_on_and_so_does_the_termination_itself() -> None:
    end = termination(terms=("access", "sale", "end"), survives=("access",), wind_down=money(500))
    agreement = deal(ACCESS, SALE, end, **IN_JULY)

    owed = payable(agreement, sold("sale", 1, 1, 1, 1))

    assert owed["access/fee"] == (10, 10, 10, 10)
    assert owed["sale/price"] == (100, 100, 0, 0)
    assert owed["end/wind_down"] == (0, 0, 500, 0)


def test_the_first_end_counts_and_an_ended_termination_ends_nothing() -> None:
    happen = {"lapse": event("lapse", Quarter(2027, 4)), "peace": event("peace", Quarter(2027, 2))}
    late = termination(terms=("sale", "access"), wind_down=money(500))
    early = clause(
        "early", "termination", by="maker", to="buyer", cause="ceasefire", event="peace", terms=("sale", "end")
    )

    owed = payable(deal(SALE, ACCESS, late, early, events=happen), sold("sale", 1, 1, 1, 1))

    assert owed["sale/price"] == (100, 0, 0, 0)
    assert owed["access/fee"] == (10, 10, 10, 10)
    assert owed["end/wind_down"] == (0, 0, 0, 0)
