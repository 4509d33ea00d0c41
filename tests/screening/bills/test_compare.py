from dataclasses import replace
from decimal import Decimal

from dronedeal.screening.bill import Bill, Owner, Part, Party, Share
from dronedeal.screening.bills import compare

MAKER = Party(id="maker", name="Maker Ltd", owners=())
MOTOR = Part(
    id="motor", inside="drone", name="Motor", number="M-1", quantity=Decimal(4), cost=Decimal(30), categories=("motor",),
    origin={"manufactured": (Share(country="CN", performer="maker", grade="self_declared"),)},
)  # fmt: skip
BOARD = Part(id="board", inside="drone", name="Board", number="B-1")
BILL = Bill(
    name="Drone", parts=(Part(id="drone", name="Drone"), MOTOR, BOARD), parties={"maker": MAKER}, currency="USD"
)


def test_a_bill_is_the_same_as_itself() -> None:
    assert compare(BILL, replace(BILL, source="elsewhere")).is_same


def test_what_came_went_and_changed() -> None:
    motor = replace(
        MOTOR,
        cost=Decimal("32.5"),
        quantity=None,
        categories=("motor", "magnet"),
        origin={"manufactured": (Share(country="UA", share=Decimal("0.6")),), "tested": (Share(country="US"),)},
    )
    new = Part(id="radio", inside="drone", name="Radio")

    found = compare(BILL, replace(BILL, parts=(BILL.product, motor, new), complete=True))

    assert [one.id for one in found.added] == ["radio"]
    assert [one.id for one in found.removed] == ["board"]
    assert [(one.what, one.before, one.after) for one in found.bill] == [("complete", "", "yes")]
    [change] = found.changed
    assert {one.what: (one.before, one.after) for one in change.differences} == {
        "category": ("motor", "motor, magnet"),
        "quantity": ("4", ""),
        "cost": ("30 USD", "32.5 USD"),
        "maker": ("Maker Ltd", ""),
        "origin: manufactured": ("CN 100 % by Maker Ltd (self declared)", "UA 60 %"),
        "origin: tested": ("", "US 100 %"),
    }


def test_a_part_under_another_reference_is_known_by_number_and_name() -> None:
    board = replace(BOARD, id="pcb-7")
    chip = Part(id="chip", inside="board", name="Chip", number="C-1")
    before = replace(BILL, parts=(*BILL.parts, chip))
    after = replace(BILL, parts=(BILL.product, MOTOR, board, replace(chip, inside="pcb-7")))

    assert compare(before, after).is_same


def test_the_product_is_the_product_under_any_reference() -> None:
    renamed = tuple(replace(one, id="d2") if one is BILL.product else replace(one, inside="d2") for one in BILL.parts)

    assert compare(BILL, replace(BILL, parts=renamed)).is_same


def test_a_party_that_changed_hands_is_told() -> None:
    bought = replace(MAKER, domicile="UA", owners=(Owner(party="fund", share=Decimal("0.6"), control=True),))

    [change] = compare(BILL, replace(BILL, parties={"maker": bought})).parties

    assert [(one.what, one.before, one.after) for one in change.differences] == [
        ("domicile", "", "UA"), ("owners", "none", "fund 60 %, controls"),
    ]  # fmt: skip
