from dataclasses import replace
from decimal import Decimal

from dronedeal.screening.bill import Alternative, Bill, Owner, Part, Party, Share
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


def test_a_party_under_another_reference_is_known_by_its_name_and_owners_by_theirs() -> None:
    other = replace(
        BILL,
        parts=tuple(replace(one, origin={"manufactured": (Share(country="CN", performer="Maker Ltd", grade="self_declared"),)}) if one is MOTOR else one for one in BILL.parts),
        parties={"Maker Ltd": Party(id="Maker Ltd", name="Maker Ltd", domicile="CN")},
    )  # fmt: skip

    [change] = compare(BILL, other).parties

    assert change.name == "Maker Ltd"
    assert {one.what: (one.before, one.after) for one in change.differences} == {
        "domicile": ("", "CN"),
        "owners": ("none", ""),
    }


def test_what_one_bill_alone_says_of_a_party_is_a_difference() -> None:
    more = replace(BILL, parties={**BILL.parties, "seller": Party(id="seller", name="Seller", domicile="UA")})

    [change] = compare(BILL, more).parties
    [gone] = compare(more, BILL).parties

    assert [(one.what, one.after) for one in change.differences] == [("domicile", "UA")]
    assert [(one.what, one.before) for one in gone.differences] == [("domicile", "UA")]


def test_alternatives_are_compared_and_a_sheet_is_said_not_to_hold_nameless_parties() -> None:
    variant = Alternative(id="own", replaces="motor", part=replace(MOTOR, name="Own motor", cost=Decimal(45)), lead=60)
    nameless = {**BILL.parties, "x": Party(id="x", domicile="UA")}
    full = replace(BILL, alternatives=(variant,), parties=nameless, source="bill.cdx.json")
    sheet = replace(BILL, source="bill.csv")

    found = compare(full, sheet)
    dearer = compare(full, replace(full, alternatives=(replace(variant, once=Decimal(900)),)))

    assert not found.is_same
    assert [(one.what, one.after) for one in found.alternatives] == [("own", "")]
    assert found.unsaid == ("bill.csv is a sheet, which cannot say a party without a name; bill.cdx.json does",)
    assert "once 900" in dearer.alternatives[0].after
    assert dearer.unsaid == ()


def test_what_comes_with_an_alternative_and_a_document_without_a_grade_are_compared() -> None:
    lens = Part(
        id="lens", inside="board", name="Lens", cost=Decimal(3), origin={"manufactured": (Share(country="CN"),)}
    )
    other = replace(lens, cost=Decimal(9), origin={"manufactured": (Share(country="KR", document="page 3"),)})
    offer = Alternative(id="new", replaces="board", part=BOARD, within=(lens,))
    before, after = (replace(BILL, alternatives=(replace(offer, within=(one,)),)) for one in (lens, other))

    [alternative] = compare(before, after).alternatives

    assert "CN 100 %" in alternative.before
    assert "cost 9 USD" in alternative.after
    assert "KR 100 % (page 3)" in alternative.after
