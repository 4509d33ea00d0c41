"""What a bill says twice, and otherwise: a finding, whichever stands last."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.screening.bills.files import document, part, properties, reading, refused, sound

TWO_WAYS = {
    "cost": ("12 USD", "13 USD"),
    "quantity": ("0", "3"),
    "number": ("M-1", "M-2"),
    "supplier": ("Maker", "Shop"),
    "fact:is_cots": ("yes", "no"),
}


@pytest.mark.parametrize("word", TWO_WAYS)
@pytest.mark.parametrize("order", [1, -1])
def test_what_properties_say_of_a_part_twice_and_otherwise_is_found(word: str, order: int, tmp_path: Path) -> None:
    one, other = TWO_WAYS[word][::order]

    findings = refused(tmp_path, document(part("motor", (word, one), (word, other))))

    [finding] = findings
    assert finding.code == "B103"
    assert f"the {word} stands here a second time" in finding.message
    assert finding.place.line == 15  # of the motor's bom-ref


@pytest.mark.parametrize(
    ("word", "one", "other"),
    [("cost", "12 USD", "12.00 USD"), ("quantity", "3", "3.0"), ("fact:is_cots", "yes", "yes; "), ("number", "M-1", "M-1")],
)  # fmt: skip
def test_what_is_said_twice_alike_is_said(word: str, one: str, other: str, tmp_path: Path) -> None:
    assert sound(tmp_path, document(part("motor", (word, one), (word, other)))).parts[1].id == "motor"


def test_two_registered_quantities_that_differ_are_found_and_ours_goes_first_wherever_it_stands(tmp_path: Path) -> None:
    registered = [{"name": "cdx:device:quantity", "value": value} for value in ("2", "3")]
    motor = part("motor", ("quantity", "5"))

    for place in range(2):
        said = motor["properties"][:]
        said.insert(place, registered[0])
        assert sound(tmp_path, document({**motor, "properties": said})).parts[1].quantity == Decimal(5)
    [finding] = refused(tmp_path, document({**motor, "properties": registered}))

    assert finding.code == "B103"


def test_a_supplier_of_ours_goes_before_that_of_the_component(tmp_path: Path) -> None:
    motor = part("motor", ("supplier", "Shop"), supplier={"name": "Trader"})

    assert sound(tmp_path, document(motor)).parts[1].supplier == "Shop"


@pytest.mark.parametrize(("word", "one", "other"), [("goods", "drone", "battery"), ("seller", "a", "b"), ("synthetic", "made up", "in part"), ("name", "A", "B"), ("currency", "USD", "EUR")])  # fmt: skip
def test_what_is_said_of_the_whole_bill_twice_and_otherwise_is_found(
    word: str, one: str, other: str, tmp_path: Path
) -> None:
    whole: dict[str, Any] = {"metadata": {"properties": properties((word, one))}, "properties": properties((word, other))}  # fmt: skip

    found = [finding for finding in refused(tmp_path, document(**whole)) if finding.severity == "error"]

    assert [finding.code for finding in found] == ["B103"]
    assert f"the {word} of the bill" in found[0].message
    assert found[0].place.column > 1


@pytest.mark.parametrize("word", ["lead", "once", "alternative"])
def test_an_alternative_that_says_one_thing_two_ways_is_found(word: str, tmp_path: Path) -> None:
    told = {"alternative": "local", "lead": "30", "once": "900 USD"}
    other = {"alternative": "far", "lead": "40", "once": "1 USD"}
    variant = {
        "type": "device", "name": "Motor",
        "properties": properties(*told.items(), (word, other[word])),
    }  # fmt: skip

    [finding] = refused(tmp_path, document(part("motor", ("cost", "12 USD"), pedigree={"variants": [variant]})))

    assert finding.code == "B103"
    assert f"the {word} of the alternative local" in finding.message


@pytest.mark.parametrize("order", [1, -1])
def test_a_fact_that_rows_of_a_part_say_two_ways_is_found(order: int, tmp_path: Path) -> None:
    one, other = ("yes", "no")[::order]
    text = f"id,name,manufactured country,manufactured share,fact:is_cots\nm,M,CN,40%,{one}\nm,,UA,60%,{other}\n"

    [finding] = refused(tmp_path, text, "bill.csv")

    assert (finding.code, finding.place.line) == ("B103", 3)
    assert "the is_cots stands here a second time" in finding.message


def test_a_description_beside_a_fact_of_that_name_is_found_if_it_differs(tmp_path: Path) -> None:
    [finding] = refused(tmp_path, "name,description,fact:description\nM,black,white\n", "bill.csv")

    assert finding.code == "B103"


def test_a_fact_of_the_product_that_rows_say_two_ways_is_found(tmp_path: Path) -> None:
    [finding] = refused(tmp_path, "FGA_NUM,FGA_VERSION,COMP_DESCRIPTION\nD,1,Motor\nD,2,Board\n", "bill.csv")

    assert (finding.code, finding.place.line) == ("B103", 3)


def test_a_product_made_in_one_country_by_its_row_and_another_by_the_rest_is_found(tmp_path: Path) -> None:
    text = "FGA_NUM,FGA_MAIN_LOC_CODE,id,name,assembled country\nD,CN,D,Drone,UA\nD,CN,m,Motor,\n"

    [finding] = refused(tmp_path, text, "bill.csv")

    assert finding.code == "B103"
    assert "UA by its own row, in CN by others" in finding.message


def test_a_cost_in_another_currency_than_its_row_is_found(tmp_path: Path) -> None:
    [finding] = refused(tmp_path, "name,cost,currency\nM,12 EUR,USD\n", "bill.csv")

    assert (finding.code, finding.place.line) == ("B102", 2)


def test_a_name_of_two_parties_is_found_where_it_is_spoken_of(tmp_path: Path) -> None:
    rows = "party,party name,id,name,manufactured by\na,ACME Ltd,,,\nb,ACME Ltd,,,\n,,m,Motor,{}\n"

    assert sound(tmp_path, rows.format("b"), "bill.csv").parts[1].origin["manufactured"][0].performer == "b"
    [finding] = refused(tmp_path, rows.format("ACME Ltd"), "bill.csv")

    assert (finding.code, finding.place.line) == ("B103", 4)
    assert "two parties, a and b" in finding.message


@pytest.mark.parametrize("said", [{"manufacturer": {"name": "ACME Ltd"}}, {"properties": properties(("supplier", "ACME Ltd"))}])  # fmt: skip
def test_a_name_of_two_parties_is_found_in_json_too(said: dict[str, Any], tmp_path: Path) -> None:
    parties = properties(("party:name", "a;ACME Ltd"), ("party:name", "b;ACME Ltd"))

    [finding] = refused(tmp_path, document({**part("motor"), **said}, metadata={"properties": parties}))

    assert finding.code == "B103"


def test_an_owner_that_is_named_by_a_name_of_two_is_found(tmp_path: Path) -> None:
    said = properties(("party:name", "a;ACME Ltd"), ("party:name", "b;ACME Ltd"), ("party:owner", "c;ACME Ltd;60"))

    [finding] = refused(tmp_path, document(part("motor"), metadata={"properties": said}))

    assert finding.code == "B103"


@pytest.mark.parametrize("order", [1, -1])
def test_nobody_and_somebody_do_not_both_own_a_party(order: int, tmp_path: Path) -> None:
    told = [("party:name", "p;P Ltd"), ("party:owners", "a;none"), ("party:owner", "a;p;30")][::order]

    [finding] = refused(tmp_path, document(part("motor"), metadata={"properties": properties(*told)}))

    assert (finding.code, "owners of a" in finding.message) == ("B103", True)


@pytest.mark.parametrize(("one", "other"), [("1", "50"), ("50", "1"), ("0.5", "100")])
def test_shares_that_may_be_fractions_or_percent_are_found(one: str, other: str, tmp_path: Path) -> None:
    text = f"name,manufactured country,manufactured share,evidence\nM,CN,{one},none\nN,CN,{other},none\n"

    [finding] = refused(tmp_path, text, "bill.csv")

    assert (finding.code, finding.place.line) == ("B102", 3)
    assert "row 2" in finding.message


@pytest.mark.parametrize("shares", [("1", "0.5"), ("99", "50"), ("50%", "1"), ("0", "50")])
def test_shares_of_one_writing_or_with_their_sign_are_read(shares: tuple[str, str], tmp_path: Path) -> None:
    rows = "".join(f"{share}x,CN,{share},none\n" for share in shares)

    sound(tmp_path, f"name,manufactured country,manufactured share,evidence\n{rows}", "bill.csv")


@pytest.mark.parametrize("word", ["usd", "US Dollar", "$"])
def test_a_currency_is_its_three_letters(word: str, tmp_path: Path) -> None:
    said = properties(("currency", word))

    [row] = refused(tmp_path, f"name,cost,currency\nM,5,{word}\n", "bill.csv")
    [whole] = refused(tmp_path, document(part("motor"), metadata={"properties": said}))

    assert (row.code, whole.code) == ("B102", "B102")


def test_a_slip_in_what_our_properties_begin_with_is_a_warning(tmp_path: Path) -> None:
    slip = [{"name": "DroneDeal:category", "value": "camera_eo"}]

    _, [finding] = reading(tmp_path, document({**part("motor"), "properties": slip}))

    assert (finding.code, finding.severity) == ("B104", "warning")
