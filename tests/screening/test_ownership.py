"""Who controls whom: chains, shares, circles; and when a name is a match."""

import datetime as dt
from decimal import Decimal

import pytest

from dronedeal.screening import Entry, Listing, Owner, Party, Register
from dronedeal.screening.listed import Ownership

DAY = dt.date(2027, 1, 1)
REGISTER = Register(
    {"L": (Listing(list="L"),)},
    (Entry(id="listed", list="L", name="Listed Works Ltd", names=("Dahua",), country="CN"),),
)


def belongs(*parties: Party) -> bool | None:
    by_id = {party.id: party for party in parties}
    ownership = Ownership(parties=by_id, lists=REGISTER.met_by(by_id))
    return ownership.belongs(parties[0], ("L",), "control", DAY, None).value


def firm(id: str, *owners: tuple[str, str | None, bool | None], name: str = "") -> Party:  # noqa: A002 - the field's own name
    held = tuple(
        Owner(party=who, share=None if share is None else Decimal(share), control=control)
        for who, share, control in owners
    )
    return Party(id=id, name=name or f"Firm {id}", owners=held)


LISTED = Party(id="listed", name="Listed Works Ltd", domicile="CN", owners=())


@pytest.mark.parametrize(
    ("share", "control", "answer"),
    [("0.5", None, True), ("0.499", None, None), ("0.2", None, None), ("0.2", True, True), ("0.8", False, False), (None, None, None)],
)  # fmt: skip
def test_half_is_presumed_to_decide_and_less_is_a_question(
    *, share: str | None, control: bool | None, answer: bool | None
) -> None:
    rest = ("other", str(1 - Decimal(share or "0.5")), False)

    assert belongs(firm("a", ("listed", share, control), rest), LISTED, firm("other")) is answer


def test_control_is_followed_up_a_chain() -> None:
    assert (
        belongs(
            firm("a", ("b", "1", None)),
            firm("b", ("c", "0.6", None), ("d", "0.4", False)),
            firm("c", ("listed", "1", None)),
            firm("d"),
            LISTED,
        )
        is True
    )


def test_an_owner_left_out_leaves_a_question() -> None:
    assert belongs(firm("a", ("b", "0.6", None)), firm("b")) is None
    assert belongs(firm("a", ("b", "0.95", None)), firm("b")) is False


def test_owners_that_own_each_other_leave_a_question() -> None:
    assert belongs(firm("a", ("b", "1", None)), firm("b", ("a", "1", None))) is None


def test_many_layers_of_owners_are_walked_once() -> None:
    layers = [
        firm(f"{depth}{side}", *((f"{depth + 1}{other}", "0.5", None) for other in "ab") if depth < 40 else ())
        for depth in range(41)
        for side in "ab"
    ]

    assert belongs(*layers) is False


def test_a_party_without_a_legal_name_is_a_question_though_it_has_an_alias() -> None:
    assert belongs(Party(id="a", names=("Nice Optics",), owners=())) is None


def test_one_word_alone_abroad_is_for_a_person_to_look_at() -> None:
    assert belongs(Party(id="a", name="Dahua", domicile="CN", owners=())) is True
    assert belongs(Party(id="a", name="Dahua GmbH", domicile="DE", owners=())) is None
