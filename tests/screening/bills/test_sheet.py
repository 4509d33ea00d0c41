from decimal import Decimal
from pathlib import Path

import pytest

from dronedeal.screening.bill import Fact, Owner, Share
from dronedeal.screening.bills import written_csv
from dronedeal.screening.bills.columns import CISA_FIELDS, column_of
from tests.screening.bills.files import reading, refused, sound

FRAMEWORK = """\
FGA_NUM,FGA_DESCRIPTION,FGA_SUPPLIER,FGA_MAIN_MANUFACTURER,FGA_MAIN_LOC_CODE,FGA_SUPPLIER_LOC,COMP_MANUFACTURER_PN,COMP_DESCRIPTION,COMP_SUPPLIER,\
COMP_MANUFACTURER,COMP_MFG_LOC_CODE,ASSY_AND_TEST_SUPPLIER,ASSY_AND_TEST_LOC_CODE,QUANTITY,TECHNOLOGY_NODE
D-1,Drone,Shop,Plant,UA-30,"1 Road, Warsaw",M-1,Motor,Trader,Maker,TW,Tester,MY,4,28 nm
D-1,Drone,Shop,Plant,UA-30,"1 Road, Warsaw",B-1,Board,,,CN,,,1,
"""


def test_a_sheet_in_the_names_of_the_framework_is_read(tmp_path: Path) -> None:
    bill, findings = reading(tmp_path, FRAMEWORK, "bill.csv")

    assert bill is not None
    product, motor, board = bill.parts
    assert (product.id, product.name, product.number, bill.seller) == ("D-1", "Drone", "D-1", "Shop")
    assert product.origin == {"assembled": (Share(country="UA", performer="Plant", grade="self_declared"),)}
    assert product.facts == {"fga_supplier_loc": Fact(value="1 Road, Warsaw")}
    finished = (Share(country="MY", performer="Tester", grade="self_declared"),)
    assert motor.origin == {
        "manufactured": (Share(country="TW", performer="Maker", grade="self_declared"),), "assembled": finished, "tested": finished,
    }  # fmt: skip
    assert (motor.id, motor.number, motor.quantity, motor.supplier) == ("M-1", "M-1", Decimal(4), "Trader")
    assert motor.facts == {"technology_node": Fact(value="28 nm")}
    assert board.inside == "D-1"
    assert [(one.code, one.severity) for one in findings] == [("B108", "note")]


def test_the_location_of_a_supplier_is_never_origin(tmp_path: Path) -> None:
    text = "FGA_NUM,FGA_SUPPLIER_LOC,FGA_LOC_CODE,COMP_DESCRIPTION,COMP_SUPPLIER,COMP_MFG_LOCATION\nD,Shenzhen,CN,Motor,Shop of CN,Shenzhen\n"

    bill = sound(tmp_path, text, "bill.csv")

    assert all(part.origin == {} for part in bill.parts)


def test_every_field_of_the_framework_is_known() -> None:
    assert len(CISA_FIELDS) == 47
    assert all(column_of(field) is not None for field in CISA_FIELDS)


@pytest.mark.parametrize("heading", ["COMP_MFG_LOC_CODE", "comp mfg loc code", "Manufactured Country", "manufactured_country", "Country of manufacture", "origin: manufactured"])  # fmt: skip
def test_headings_are_known_by_their_plain_form(heading: str, tmp_path: Path) -> None:
    bill = sound(tmp_path, f"Part Name;{heading};Evidence\nMotor;Japan;supplier certificate\n", "bill.csv")

    assert bill.parts[1].origin == {"manufactured": (Share(country="JP", grade="supplier_certificate"),)}


def test_a_country_of_origin_alone_is_taken_for_manufacture_and_said_to_be(tmp_path: Path) -> None:
    bill, findings = reading(tmp_path, "Part Number,Country of Origin,qty\nM-1,CN,1\n", "bill.csv")

    assert bill is not None
    assert bill.parts[1].origin == {"manufactured": (Share(country="CN", grade="self_declared"),)}
    assert {one.code for one in findings} == {"B108"}
    assert any("taken for manufacture" in one.message and one.place.column == 2 for one in findings)


def test_more_rows_of_a_part_give_more_shares(tmp_path: Path) -> None:
    text = "id,inside,name,manufactured country,manufactured share,manufactured by,evidence,document\nd,,D,,,,,\nm,d,M,CN,40%,Maker,none,\nm,,,UA,0.6,Plant,supplier_certificate,C-1\n"

    bill = sound(tmp_path, text, "bill.csv")

    assert bill.parts[1].origin["manufactured"] == (
        Share(country="CN", share=Decimal("0.4"), performer="Maker"),
        Share(country="UA", share=Decimal("0.6"), performer="Plant", grade="supplier_certificate", document="C-1"),
    )


def test_levels_say_what_is_inside_of_what(tmp_path: Path) -> None:
    bill = sound(tmp_path, "level,name\n0,Drone\n1,Board\n2,Chip\n1,Motor\n", "bill.csv")

    assert [(one.name, one.inside) for one in bill.parts] == [
        ("Drone", ""),
        ("Board", "Drone"),
        ("Chip", "Board"),
        ("Motor", "Drone"),
    ]


def test_lines_in_any_order_become_parts_after_what_they_are_in(tmp_path: Path) -> None:
    bill = sound(tmp_path, "id,inside,name\nchip,board,Chip\nboard,drone,Board\ndrone,,Drone\n", "bill.csv")

    assert [one.id for one in bill.parts] == ["drone", "board", "chip"]
    assert [bill.places[one.id].line for one in bill.parts] == [4, 3, 2]


def test_categories_costs_and_words_of_the_whole(tmp_path: Path) -> None:
    text = "id,inside,name,category,cost,currency,goods,complete,synthetic,fact:mtow_kg\nd,,D,,250,USD,uas,yes,made up,2.5;report;2026-01-31\nr,d,R,Radio; data link,12.50 USD,,,,,\n"

    bill = sound(tmp_path, text, "bill.csv")

    assert bill.parts[1].categories == ("radio", "data_link")
    assert (bill.product.cost, bill.parts[1].cost, bill.currency) == (Decimal(250), Decimal("12.5"), "USD")
    assert (bill.goods, bill.complete, bill.synthetic) == ("uas", True, "made up")
    assert bill.product.facts["mtow_kg"].document == "report"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "B106", 0),
        ("colour,weight\nred,3\n", "B106", 1),
        ("name,manufacturer,COMP_MANUFACTURER\nM,A,B\n", "B106", 1),
        ("id,name,qty\n,,3\n", "B106", 2),
        ("FGA_NUM,name\nD-1,M\nD-2,N\n", "B106", 3),
        ("id,name,qty\nm,M,1\nm,N,1\n", "B103", 3),
        ("id,name,qty\nm,M,\nm,M,1\n", "B103", 3),
        ("level,name\n0,D\n2,M\n", "B103", 3),
        ("name,manufactured country,manufactured share\nM,CN,140%\n", "B102", 2),
        ("name,cost\nM,12\n", "B102", 2),
        ("level,name\nx,D\n", "B102", 2),
        ('name\n"M\n', "B101", 0),
    ],
)
def test_what_makes_no_bill_is_an_error_at_its_row(text: str, code: str, line: int, tmp_path: Path) -> None:
    findings = refused(tmp_path, text, "bill.csv")

    assert (findings[0].code, findings[0].place.line) == (code, line)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("m,d,M,lots,1 USD,CN,40%,,", 4),
        ("m,d,M,4,cheap,CN,40%,,", 5),
        ("m,d,M,4,1 USD,Nowhere,40%,,", 6),
        ("m,d,M,4,1 USD,CN,140%,,", 7),
        ("m,d,M,4,1 USD,CN,40%,hearsay,", 8),
        ("m,d,M,4,1 USD,CN,40%,,yes;report;yesterday", 9),
        ("m,x,M,4,1 USD,CN,40%,,", 2),
        ("m,m,M,4,1 USD,CN,40%,,", 2),
        (",d,,4,,,,,", 1),
        ("m,d,M,4,1 USD,CN,40%,,,more", 10),
    ],
)
@pytest.mark.parametrize("named", ["bill.csv", "bill.xlsx"])
def test_a_finding_points_to_the_cell_itself(row: str, column: int, named: str, tmp_path: Path) -> None:
    head = "id,inside,name,qty,cost,manufactured country,manufactured share,evidence,fact:tested"
    rows = [head, "d,,D,,,,,,", row]

    _, findings = reading(tmp_path, "\n".join(rows) if named == "bill.csv" else workbook(rows), named)

    assert [(one.place.line, one.place.column) for one in findings if one.severity != "note"] == [(3, column)], findings


def workbook(rows: list[str]) -> bytes:
    from io import BytesIO
    from typing import Any

    import xlsxwriter

    file = BytesIO()
    book: Any = xlsxwriter.Workbook(file)
    page = book.add_worksheet("parts")
    for number, row in enumerate(rows):
        page.write_row(number, 0, row.split(","))
    book.close()
    return file.getvalue()


def test_two_columns_that_say_one_stage_twice_are_an_error(tmp_path: Path) -> None:
    [finding] = refused(tmp_path, "name,ASSY_AND_TEST_LOC_CODE,Assembled country\nM,UA,CN\n", "bill.csv")

    assert (finding.code, finding.place.line, finding.place.column) == ("B106", 1, 3)


ALTERNATIVES = """\
id,inside,COMP_DESCRIPTION,COMP_MFG_LOC_CODE,manufactured share,cost,currency,alternative,replaces,lead,once
drone,,Drone,,,,,,,,
radio,drone,Radio,CN,,30,USD,,,,
,,Own radio,UA,60%,45,USD,own,radio,90,5000
,,,TW,40%,,,own,,,
chip,,Chip,TW,,,,own,,,
die,chip,Die,TW,,,,own,,,
,,Bought radio,US,,60 USD,,bought,radio,,
"""


def test_rows_of_alternatives_say_what_comes_instead_and_what_comes_with_it(tmp_path: Path) -> None:
    bill = sound(tmp_path, ALTERNATIVES, "bill.csv")

    own, bought = bill.alternatives
    assert [part.id for part in bill.parts] == ["drone", "radio"]
    assert (own.id, own.replaces, own.lead, own.once) == ("own", "radio", 90, Decimal(5000))
    assert (own.part.id, own.part.inside, own.part.name, own.part.cost) == ("radio", "drone", "Own radio", Decimal(45))
    assert [(one.country, one.share) for one in own.part.origin["manufactured"]] == [
        ("UA", Decimal("0.6")),
        ("TW", Decimal("0.4")),
    ]
    assert [(part.id, part.inside) for part in own.within] == [("chip", "radio"), ("die", "chip")]
    assert (bought.lead, bought.once, bought.part.cost) == (0, 0, Decimal(60))


@pytest.mark.parametrize(
    ("row", "code", "column", "says"),
    [
        (",,Radio,,,,,,radio,,", "B106", 9, "not of which alternative"),
        (",,Radio,,,,,x,,,", "B103", 8, "does not say which part it replaces"),
        (",,Radio,,,,,x,radios,,", "B103", 9, "did you mean radio?"),
        ("r2,,Radio,,,,,x,radio,,", "B106", 1, "has an id"),
        ("r2,,Radio,,,,,x,,,5", "B106", 1, "has an id"),
        (",,Radio,,,,,x,radio,soon,", "B102", 10, "'soon'"),
        (",,Radio,,,,,x,radio,,dear", "B102", 11, "'dear'"),
        (",,Radio,,,,,x,radio,,\n,,,,,,,x,drone,,", "B103", 9, "another replaces"),
        (",,Radio,,,,,x,radio,,\nradio,,,,,,,x,,,", "B103", 1, "the id of the part that it replaces"),
        (",,Radio,,,,,x,radio,,\nchip,board,,,,,,x,,,", "B103", 2, "board, which is no line"),
        (",,Radio,,,,,x,radio,,\na,b,,,,,,x,,,\nb,a,,,,,,x,,,", "B103", 2, "circle"),
    ],
)
def test_a_bad_row_of_an_alternative_is_a_finding_in_its_cell(
    row: str, code: str, column: int, says: str, tmp_path: Path
) -> None:
    findings = refused(tmp_path, "\n".join([*ALTERNATIVES.splitlines()[:3], row]), "bill.csv")

    [finding] = findings
    assert (finding.code, finding.place.column) == (code, column)
    assert finding.place.line >= 4
    assert says in finding.message


def test_an_unknown_column_is_a_warning_with_the_nearest(tmp_path: Path) -> None:
    bill, findings = reading(tmp_path, "name,COMP_MANUFACTURR\nM,A\n", "bill.csv")

    assert bill is not None
    assert any("did you mean comp_manufacturer?" in one.message for one in findings)


def test_a_workbook_holds_numbers_days_and_percentages(tmp_path: Path) -> None:
    import datetime as dt
    from typing import Any

    import xlsxwriter

    book: Any = xlsxwriter.Workbook(tmp_path / "bill.xlsx")
    page = book.add_worksheet()
    page.write_row(0, 0, ["id", "inside", "name", "qty", "tested country", "tested share", "fact:day"])
    page.write_row(1, 0, ["d", "", "Drone"])
    page.write_row(2, 0, [7, "d", "Motor", 4, "US", 0.4])
    page.write_datetime(2, 6, dt.datetime(2026, 1, 31), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
    page.write_formula(3, 3, "=2+3", None, 5)
    page.write_string(3, 0, "x")
    page.write_string(3, 1, "d")
    book.close()

    bill = sound(tmp_path, (tmp_path / "bill.xlsx").read_bytes(), "bill.xlsx")

    motor = bill.parts[1]
    assert (motor.id, motor.quantity, motor.facts["day"].value) == ("7", Decimal(4), "2026-01-31")
    assert motor.origin["tested"][0].share == Decimal("0.4")
    assert bill.parts[2].quantity == Decimal(5)  # what was saved with the formula


PARTIES = """\
id,inside,COMP_MANUFACTURER,COMP_MFG_LOC_CODE,party,party:name,party:domicile,party owner,party:owners,party:fact:debarred_uk
drone,,Plant Ltd,UA,,,,,,
eye,drone,Optics,DE,,,,,,
,,,,plant,Plant Ltd,UA,Parent;60;yes,,
,,,,plant,,,Other;10,,
,,,,Optics,,DE,,none,no;a letter
"""


def test_rows_of_parties_say_domicile_owners_and_facts_and_parts_name_them_by_name_or_id(tmp_path: Path) -> None:
    bill = sound(tmp_path, PARTIES, "bill.csv")

    plant, optics = bill.parties["plant"], bill.parties["Optics"]
    assert [part.origin["manufactured"][0].performer for part in bill.parts] == ["plant", "Optics"]
    assert (plant.name, plant.domicile) == ("Plant Ltd", "UA")
    assert plant.owners == (
        Owner(party="Parent", share=Decimal("0.6"), control=True),
        Owner(party="Other", share=Decimal("0.1")),
    )
    assert (optics.name, optics.domicile, optics.owners) == ("Optics", "DE", ())
    assert optics.facts == {"debarred_uk": Fact(value="no", document="a letter")}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (",,,,,,UA,,,", "not of which"),
        ("eye,drone,,,plant,,UA,,,", "a party and of a part"),
        (",,,,plant,,,,maybe,", "owners of plant is 'maybe'"),
        (",,,,plant,,,Parent;sixty,,", "sixty"),
    ],
)
def test_a_bad_row_of_a_party_is_a_finding_in_its_line(row: str, says: str, tmp_path: Path) -> None:
    findings = refused(tmp_path, PARTIES.splitlines()[0] + "\ndrone,,,,,,,,,\n" + row + "\n", "bill.csv")

    assert any(says in one.message and one.place.line == 3 for one in findings), findings


def test_a_party_that_is_its_name_takes_no_columns(tmp_path: Path) -> None:
    bill = sound(tmp_path, "id,COMP_MANUFACTURER\ndrone,Plant\n", "bill.csv")

    assert b"party" not in written_csv(bill)


@pytest.mark.parametrize(("first", "second"), [("CN", "DE"), ("DE", "CN")])
def test_a_party_of_two_domiciles_is_a_finding_whichever_stands_last(first: str, second: str, tmp_path: Path) -> None:
    rows = "id,party,party:domicile\ndrone,,\n,plant,{}\n,plant,{}\n"

    [finding] = [one for one in refused(tmp_path, rows.format(first, second), "bill.csv") if one.severity == "error"]

    assert (finding.code, finding.place.line) == ("B103", 4)
    assert "domicile of plant" in finding.message
    assert sound(tmp_path, rows.format(first, first), "same.csv").parties["plant"].domicile == first
