from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dronedeal.deal.place import Place
from dronedeal.screening.bill import Fact, Owner, Share
from tests.screening.bills.files import document, part, properties, reading, refused, sound


def test_components_within_components_are_parts_inside_of_parts(tmp_path: Path) -> None:
    bill = sound(tmp_path, document(part("board", components=[part("chip")]), part("motor")))

    assert [(one.id, one.inside) for one in bill.parts] == [
        ("drone", ""), ("board", "drone"), ("chip", "board"), ("motor", "drone"),
    ]  # fmt: skip
    assert bill.name == "A drone"
    assert bill.product.id == "drone"


def test_properties_say_origin_category_quantity_cost_and_facts(tmp_path: Path) -> None:
    motor = part(
        "motor", ("origin:manufactured", "CN;40;supplier_certificate;Maker;C-1"), ("origin:manufactured", "UA; 60%"),
        ("origin:melted", "?"), ("category", "motor"), ("category", "magnet"), ("quantity", "4"), ("cost", "12.50 USD"), ("number", "M-1"),
        ("fact:mtow_kg", "2.5;test report;2026-05-01"), ("supplier", "Shop"),
    )  # fmt: skip

    bill, findings = reading(tmp_path, document(motor))

    assert bill is not None
    one = bill.parts[1]
    maker = Share(country="CN", share=Decimal("0.4"), performer="Maker", grade="supplier_certificate", document="C-1")
    assert one.origin == {"manufactured": (maker, Share(country="UA", share=Decimal("0.6"))), "melted": (Share(),)}
    assert one.categories == ("motor", "magnet")
    assert (one.quantity, one.cost, one.number, one.supplier) == (Decimal(4), Decimal("12.5"), "M-1", "Shop")
    assert one.facts == {"mtow_kg": Fact(value="2.5", document="test report", on=date(2026, 5, 1))}
    assert bill.currency == "USD"
    assert {(one.code, one.severity) for one in findings} == {("B103", "warning")}  # Maker and Shop are only names


def test_the_registered_quantity_counts_unless_ours_says_better(tmp_path: Path) -> None:
    registered = {"name": "cdx:device:quantity", "value": "2"}
    one, other = part("a"), part("b", ("quantity", "2.5"))
    one["properties"].append(registered)
    other["properties"].insert(0, registered)

    bill = sound(tmp_path, document(one, other))

    assert [one.quantity for one in bill.parts[1:]] == [Decimal(2), Decimal("2.5")]


@pytest.mark.parametrize("role", ["manufacturer", "supplier"])
@pytest.mark.parametrize("nested", [False, True])
def test_an_address_is_never_taken_for_origin_nor_for_domicile(role: str, tmp_path: Path, *, nested: bool) -> None:
    organisation = {"name": "ACME", "address": {"country": "CN", "locality": "Shenzhen"}}
    one = part("chip", **{role: organisation})

    bill = sound(tmp_path, document(part("board", components=[one]) if nested else one))

    assert {share.country for part in bill.parts for shares in part.origin.values() for share in shares} <= {""}
    acme = bill.parties["ACME"]
    assert acme.domicile == ""
    assert acme.facts == {"address_country": Fact(value="CN")}


def test_a_maker_is_who_made_it_wherever_that_was(tmp_path: Path) -> None:
    maker = {"manufacturer": {"name": "ACME", "address": {"country": "US"}}}
    said = part("b", ("origin:manufactured", "CN;100;supplier_certificate"), **maker)

    bill = sound(tmp_path, document(part("a", **maker), said))

    assert bill.parts[1].origin == {"manufactured": (Share(performer="ACME", grade="self_declared"),)}
    assert bill.parts[2].origin == {
        "manufactured": (Share(country="CN", performer="ACME", grade="supplier_certificate"),)
    }


def test_one_organisation_is_one_party_by_reference_or_by_name_and_address(tmp_path: Path) -> None:
    def made_by(ref: str, **more: object) -> dict[str, object]:
        return part(ref, manufacturer=more)

    here, there = {"country": "UA"}, {"country": "PL"}
    bill = sound(
        tmp_path,
        document(
            made_by("a", **{"bom-ref": "acme", "name": "ACME"}), made_by("b", **{"bom-ref": "acme", "name": "ACME Ltd"}),
            made_by("c", name="Borys", address=here), made_by("d", name="Borys", address=here), made_by("e", name="Borys", address=there),
        ),
    )  # fmt: skip

    made = [one.origin["manufactured"][0].performer for one in bill.parts[1:]]
    assert made == ["acme", "acme", "Borys", "Borys", "Borys 2"]
    assert bill.parties["acme"].names == ("ACME Ltd",)


def test_parties_are_said_in_properties_of_metadata(tmp_path: Path) -> None:
    said = properties(
        ("party:name", "acme;ACME; a maker"), ("party:name", "acme;ACME"), ("party:alias", "acme;Двигуни"), ("party:domicile", "acme;ua"),
        ("party:lei", "acme;529900T8BM49AURSDO55"), ("party:identifier:edrpou", "acme;12345678"), ("party:owner", "acme;holding;60;yes"),
        ("party:name", "holding;Holding"), ("party:owners", "holding;none"), ("party:fact:staff", "acme;40;a report;2026-01-31"),
        ("seller", "acme"), ("goods", "uas"), ("synthetic", "made up for a test"),
    )  # fmt: skip

    bill = sound(tmp_path, document(metadata={"properties": said}))

    acme = bill.parties["acme"]
    assert (acme.name, acme.names, acme.domicile) == ("ACME", ("Двигуни",), "UA")
    assert acme.identifiers == {"lei": "529900T8BM49AURSDO55", "edrpou": "12345678"}
    assert acme.owners == (Owner(party="holding", share=Decimal("0.6"), control=True),)
    assert bill.parties["holding"].owners == ()
    assert acme.facts["staff"] == Fact(value="40", document="a report", on=date(2026, 1, 31))
    assert (bill.seller, bill.goods, bill.synthetic) == ("acme", "uas", "made up for a test")


@pytest.mark.parametrize(
    ("compositions", "complete"),
    [
        ([], None),
        ([{"aggregate": "complete", "assemblies": ["drone"]}], True),
        ([{"aggregate": "complete", "assemblies": ["motor"]}], None),
        ([{"aggregate": "incomplete"}], False),
        ([{"aggregate": "complete"}, {"aggregate": "incomplete_third_party_only", "assemblies": ["motor"]}], False),
        ([{"aggregate": "incomplete", "dependencies": ["motor"]}], None),
        ([{"aggregate": "unknown"}], None),
    ],
)
def test_compositions_say_whether_every_part_is_listed(
    compositions: list[object], tmp_path: Path, *, complete: bool | None
) -> None:
    bill = sound(tmp_path, document(part("motor"), compositions=compositions))

    assert bill.complete is complete


def test_variants_in_a_pedigree_are_alternatives(tmp_path: Path) -> None:
    variant = {
        "type": "device", "name": "Motor of UA", "components": [{"type": "device", "name": "Winding"}],
        "properties": properties(("alternative", "local"), ("lead", "30"), ("once", "900 USD"), ("cost", "15 USD"), ("origin:manufactured", "UA")),
    }  # fmt: skip
    other = {"type": "device", "name": "a fork", "properties": []}

    bill = sound(tmp_path, document(part("motor", ("cost", "12 USD"), pedigree={"variants": [variant, other]})))

    [one] = bill.alternatives
    assert (one.id, one.replaces, one.lead, one.once) == ("local", "motor", 30, Decimal(900))
    assert (one.part.id, one.part.inside, one.part.name, one.part.cost) == (
        "motor",
        "drone",
        "Motor of UA",
        Decimal(15),
    )
    assert [(each.id, each.inside) for each in one.within] == [("Winding", "motor")]


def test_parts_without_a_reference_are_known_by_name(tmp_path: Path) -> None:
    bill = sound(tmp_path, document(*({"type": "device", "name": "screw", "version": str(n)} for n in range(3))))

    assert [one.id for one in bill.parts] == ["drone", "screw", "screw 2", "screw 3"]
    assert bill.parts[2].facts == {"version": Fact(value="1")}
    assert bill.places["screw 2"].line > bill.places["screw"].line > 0


def test_a_bill_without_a_product_is_named_for_its_file(tmp_path: Path) -> None:
    bill, findings = reading(tmp_path, {"bomFormat": "CycloneDX", "specVersion": "1.4", "version": 1}, "drone.json")

    assert bill is not None
    assert bill.name == "drone"
    assert [(one.code, one.severity) for one in findings] == [("B108", "note")]


@pytest.mark.parametrize("indent", [None, 2])
def test_places_are_lines_and_columns_in_characters(indent: int | None, tmp_path: Path) -> None:
    import json

    text = json.dumps(document(part("двигун"), part("motor")), ensure_ascii=False, indent=indent)

    bill = sound(tmp_path, text)

    for one in bill.parts:
        line = text.splitlines()[bill.places[one.id].line - 1]
        assert line[bill.places[one.id].column - 1 :].startswith(f'"bom-ref": "{one.id}"')


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        (("category", "flight_controler"), "B104", "did you mean flight_controller?"),
        (("origin:manufctured", "CN"), "B104", "did you mean manufactured?"),
        (("origin:manufactured", "CN;100;certificat"), "B104", "no grade of evidence"),
        (("origin:manufactured", "Chinna"), "B104", "no country"),
        (("quantty", "2"), "B104", "did you mean quantity?"),
    ],
)
def test_an_unknown_word_is_a_warning_with_the_nearest_known(
    said: tuple[str, str], code: str, words: str, tmp_path: Path
) -> None:
    bill, findings = reading(tmp_path, document(part("motor", said)))

    assert bill is not None
    assert [(one.code, one.severity) for one in findings] == [(code, "warning")]
    assert words in findings[0].message
    assert findings[0].place.line > 1


def test_a_country_may_be_named_in_words(tmp_path: Path) -> None:
    bill = sound(tmp_path, document(part("a", ("origin:tested", "People's Republic of China"))))

    assert bill.parts[1].origin["tested"][0].country == "CN"


@pytest.mark.parametrize("version", ["1.4", "1.5", "1.6", "1.7"])
def test_four_versions_are_read(version: str, tmp_path: Path) -> None:
    assert sound(tmp_path, document(part("motor"), version=version)).parts[1].name == "motor"


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '"text"', "{}", "\xff", '{"spdxVersion": "SPDX-2.3"}', '{"bomFormat": "CycloneDX", "specVersion": "2.0"}', '{"bomFormat": "CycloneDX", "specVersion": 1.6}'],
)  # fmt: skip
def test_what_is_no_cyclonedx_of_a_known_version_is_refused(content: str, tmp_path: Path) -> None:
    findings = refused(tmp_path, content.encode("latin-1"))

    assert [one.code for one in findings] == ["B101"]


WRONG = [
    ({"type": "devise"}, '"type"', "none of the words"),
    ({"name": 3}, '"name"', "another kind"),
    ({"bom-ref": ""}, '"bom-ref"', "too short"),
    ({"colour": "red"}, '"colour"', "no key colour"),
    ({"hashes": [{"alg": "MD5", "content": "xyz"}]}, '"content"', "not written as it must be"),
    ({"properties": [{"value": "x"}]}, "{", "lacks name"),
    ({"licenses": [{"license": {"id": "Apache-2"}}]}, '"id"', "none of the words"),
]


@pytest.mark.parametrize(("wrong", "at", "words"), WRONG)
def test_what_a_schema_refuses_is_found_where_it_stands(
    wrong: dict[str, object], at: str, words: str, tmp_path: Path
) -> None:
    nested = part("board", components=[part("chip") | wrong])

    [finding, *_] = refused(tmp_path, document(part("first"), nested))

    line = (tmp_path / "bill.json").read_text("utf-8").splitlines()[finding.place.line - 1]
    assert finding.code == "B101"
    assert line[finding.place.column - 1 :].startswith(at)
    assert words in finding.message
    assert "components[1].components[0]" in finding.message


def test_the_suffix_says_which_format_it_is(tmp_path: Path) -> None:
    [finding] = refused(tmp_path, "{}", "bill.xml")

    assert finding.place == Place("bill.xml")
    assert "not .xml" in finding.message
