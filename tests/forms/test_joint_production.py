"""Joint production: capital, profit and output shared, and shares that change with an event."""

from datetime import date

import pytest

from dronedeal.deal import Clause, Quarter
from dronedeal.forms import Recovery
from dronedeal.reading import ExactReader, exact
from dronedeal.settlement import accrue
from dronedeal.unfolding import unfold
from tests.deals import an_open, clause, deal, event, made, money, months, share, sold, spent, times_unit_cost
from tests.forms.example import Example, refused
from tests.settlement.settling import events_of, signed

RIGHT = {"right": "venture to venture: right to make 1 1 1 1"}
CEASEFIRE = {"events": {"ceasefire": event("ceasefire", Quarter(2027, 3))}}


def venture(**said: object) -> Clause:
    return clause("joint", "joint_production", company="venture", sites=("joint",), systems=("drone",), **said)


EXAMPLES = (
    Example(
        clause=venture(capital={"maker": share("0.5"), "buyer": share("0.3")}),
        facts=(spent("joint", 1_000),),
        owes={
            "capital/maker": "maker to venture: 500.00 0.00 0.00 0.00",
            "capital/buyer": "buyer to venture: 300.00 0.00 0.00 0.00",
        },
        passes=RIGHT,
    ),
    Example(
        # 10 made at 100; 6 to the host at 150 and 4 to the front at 150: profit 1,500 - 1,000
        clause=venture(
            output={"buyer": share("0.6"), "state": share("0.4")}, price=money(150), profit={"maker": share("0.5")}
        ),
        facts=(made("joint", 10), sold("joint", 6), sold("joint", 4, to="state")),
        owes={
            "profit/maker": "venture to maker: 250.00 0.00 0.00 0.00",
            "price/buyer": "buyer to venture: 900.00 0.00 0.00 0.00",
            "price/state": "state to venture: 600.00 0.00 0.00 0.00",
        },
        passes={
            **RIGHT,
            "drone/buyer": "venture to buyer: drone 6 0 0 0",
            "drone/state": "venture to state: drone 4 0 0 0",
        },
        keeps=("venture to buyer: limit", "venture to state: limit"),
    ),
    Example(
        # the front takes all until the ceasefire, the host after; nothing is paid
        clause=venture(output={"state": share(1)}, output_after={"buyer": share(1)}, event="ceasefire"),
        facts=(sold("joint", 0, 0, 5, 5), sold("joint", 5, 5, to="state")),
        tables=CEASEFIRE,
        passes={
            **RIGHT,
            "drone/state": "venture to state: drone 5 5 0 0",
            "drone/buyer": "venture to buyer: drone 0 0 5 5",
        },
        keeps=("venture to state: limit", "venture to buyer: limit"),
    ),
    Example(
        clause=venture(output={"state": share(1)}, price=times_unit_cost("1.1"), since=Quarter(2027, 3)),
        facts=(sold("joint", 5, 5, 5, 5, to="state"),),
        owes={"price/state": "state to venture: 0.00 0.00 550.00 550.00"},
        passes={
            "right": "venture to venture: right to make 0 0 1 1",
            "drone/state": "venture to state: drone 0 0 5 5",
        },
        keeps=("venture to state: limit",),
    ),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_joint_production_comes_to(example: Example) -> None:
    example.holds()


def test_each_partner_must_receive_its_share_of_a_years_output() -> None:
    unfolded = unfold(deal(venture(output={"buyer": share("0.6"), "state": share("0.4")})))
    to_buyer, to_state = unfolded.standing
    reader = ExactReader(unfolded.horizon, {**sold("joint", 3, 1), **sold("joint", 1, 1, to="state")})

    beyond = [[str(one) for one in reader.read(side.quantity)][:2] for side in (to_buyer, to_state)]  # type: ignore[arg-type]

    assert beyond == [["0.6", "-0.2"], ["-0.6", "0.2"]]
    assert (to_buyer.over, to_buyer.least, to_buyer.most) == ("year", to_buyer.most, to_buyer.least)


def test_the_shares_before_and_after_an_event_bind_in_their_own_quarters() -> None:
    shares = {"output": {"state": share(1)}, "output_after": {"buyer": share(1)}, "event": "ceasefire"}

    before, after = unfold(deal(venture(**shares, lead=months(3)), **CEASEFIRE)).standing

    assert before.open == (True, True, False, False)
    assert after.open == (False, False, True, True)


def test_each_partner_may_have_whole_units_of_its_share_of_output_to_date() -> None:
    shares = {"buyer": share("0.6"), "state": share("0.4")}
    after = {"buyer": share("0.5"), "state": share("0.5")}
    agreement = deal(venture(output=shares, output_after=after, event="ceasefire", entitlements=True), **CEASEFIRE)
    amounts = exact(unfold(agreement), made("joint", 1003, 1003, 1003, 2))

    due = {path.removeprefix("terms.joint/"): amounts[path] for path in amounts if "entitled" in path}

    assert due == {
        "entitled/buyer": (602, 602, 0, 0),
        "entitled/state": (401, 401, 0, 0),
        "entitled_after/buyer": (0, 0, 502, 1),
        "entitled_after/state": (0, 0, 501, 1),
    }


def test_g6_a_share_of_output_is_602_602_and_601() -> None:
    agreement = deal(venture(output={"buyer": share("0.6"), "state": share("0.4")}, entitlements=True))
    what = signed(agreement)

    accrued = accrue(what, events_of(made("joint", 1003, 1003, 1003), agreement.horizon), date(2027, 12, 31))

    assert [one.units for one in accrued.entitled if one.line.creditor == "buyer"] == [602, 602, 601]
    assert [one.units for one in accrued.entitled if one.line.creditor == "state"] == [401, 401, 402]
    assert accrued.goods == ()


@pytest.mark.parametrize(
    ("said", "key", "message"),
    [
        ({"profit": {"maker": share("0.6"), "buyer": share("0.5")}}, "profit", "sum to 110%"),
        ({"profit": {"maker": an_open(0, 1, unit="share")}}, "profit", "profit must be one value"),
    ],
)
def test_profit_after_recovery_has_settled_shares(said: dict[str, object], key: str, message: str) -> None:
    at_fault, text = refused(venture(recovery=Recovery(most=share("0.5"), over="term"), **said))

    assert at_fault == key
    assert message in text


def test_costs_are_recovered_from_no_more_than_all_revenue() -> None:
    recovery = Recovery(most=share("1.5"), over="term")

    assert refused(venture(recovery=recovery, profit={"maker": share(1)}))[0] == "recovery"


def test_costs_are_expected_of_partners_only() -> None:
    recovery = Recovery(most=share("0.5"), over="term", expected={"state": money(1)})

    assert refused(venture(recovery=recovery, profit={"maker": share(1)}))[0] == "recovery"


@pytest.mark.parametrize("said", [{"event": "ceasefire"}, {"output_after": {"buyer": share(1)}}])
def test_an_event_and_the_shares_after_it_go_together(said: dict[str, object]) -> None:
    assert refused(venture(**said), **CEASEFIRE)[0] == "event"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"output": {"buyer": share("0.6"), "state": share("0.3")}}, "output"),
        ({"output": {"buyer": share("0.6"), "state": share("0.5")}}, "output"),
        (
            {"output": {"buyer": share(1)}, "output_after": {"state": share("0.9")}, "event": "ceasefire"},
            "output_after",
        ),
    ],
)
def test_shares_of_output_that_leave_or_lack_some_are_refused(said: dict[str, object], key: str) -> None:
    assert refused(venture(**said), **CEASEFIRE) == (key, f"the shares of {key} do not sum to 100%")
