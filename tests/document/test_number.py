"""Numbers as people write them: every unit, every kind, and every finding with its place."""

from decimal import Decimal
from typing import Any

import pytest

from dronedeal.deal import (
    Agreed,
    Claim,
    Disputed,
    Distribution,
    Finding,
    Lognormal,
    Normal,
    OneOf,
    Open,
    Place,
    Product,
    Series,
    SourceReading,
    Triangle,
    Uncertain,
    Uniform,
    base_of,
    ends_of,
    parts_of,
)
from dronedeal.document import MISSING, Reader, Table, check_deal, nodes_of, read_number
from dronedeal.document.write import written_number
from tests.deals import an_open, clause, deal, money

PATH = "terms.sale.price"
START_OF_NUMBER = Place("deal.yaml", 1, 9)


def claim(name: str, low: str | None, high: str | None, unit: str, confidence: str = "medium") -> Claim:
    ends = (None if low is None else Decimal(low), None if high is None else Decimal(high))
    texts = dict.fromkeys(("subject", "quantity", "as_of", "publisher", "published", "title", "url", "note"), "")
    return Claim(id=name, low=ends[0], high=ends[1], unit=unit, confidence=confidence, place=Place(""), **texts)


CLAIMS = {
    one.id: one
    for one in (
        claim("F001", "2500", "6000", "USD"),
        claim("F002", "5000", None, "USD", "high"),
        claim("F003", "0.05", "0.05", "fraction"),
        claim("F004", "400", "800", "units/year", "low"),
        claim("F005", "2", "3", "years"),
        claim("F006", None, None, "statement"),
        claim("F007", "100", "100", "USD/month"),
        claim("F008", "1.5", "2.5", "multiple"),
        claim("F009", "5", "9", "GBP"),
    )
}


def reading(text: str, dimension: str, yearly: str = "") -> tuple[Any, Reader]:
    """Read what stands after ``number:`` on the first line of a document."""
    root = nodes_of(f"number: {text}\n", "deal.yaml")
    assert isinstance(root, Table)
    reader = Reader(currency="USD", claims=CLAIMS, read_number=read_number, currencies=frozenset({"EUR"}))
    node = root.node("number")
    assert node is not None
    return read_number(reader, node, dimension, PATH, yearly=yearly), reader


def number(text: str, dimension: str = "money") -> Any:
    read, reader = reading(text, dimension)
    assert reader.findings == []
    return read


def found(text: str, dimension: str = "money", yearly: str = "") -> Finding:
    """The one finding about a number, which then is missing."""
    read, reader = reading(text, dimension, yearly)
    [finding] = reader.findings
    assert read is MISSING
    assert finding.mend
    assert finding.severity == "error"
    return finding


@pytest.mark.parametrize(
    ("text", "dimension", "value", "unit"),
    [
        ("4_000 USD", "money", "4000", "USD"),
        ("4000USD", "money", "4000", "USD"),
        ("0.6B USD", "money", "600000000", "USD"),
        ("5M EUR", "money", "5000000", "EUR"),
        ("2.5k USD", "money", "2500", "USD"),
        ("4e3 USD", "money", "4000", "USD"),
        ("-7 USD", "money", "-7", "USD"),
        ("+7 USD", "money", "7", "USD"),
        (".5 USD", "money", "0.5", "USD"),
        ("15 USD/unit", "money", "15", "USD"),
        ("0", "money", "0", "USD"),
        ("6%", "share", "0.06", "share"),
        ("6 %", "share", "0.06", "share"),
        ("0.06", "share", "0.06", "share"),
        ("12", "count", "12", "count"),
        ("12 units", "count", "12", "count"),
        ("3 teams", "count", "3", "count"),
        ("40%", "count", "0.4", "count"),
        ("20k", "count", "20000", "count"),
        ("45 days", "duration", "45", "days"),
        ("1 day", "duration", "1", "days"),
        ("2 weeks", "duration", "14", "days"),
        ("4.5 months", "duration", "4.5", "months"),
        ("2 quarters", "duration", "6", "months"),
        ("3 years", "duration", "36", "months"),
        ("0", "duration", "0", "days"),
        ("90_000/quarter", "rate", "90000", "count/quarter"),
        ("360 units / year", "rate", "90", "count/quarter"),
        ("10/month", "rate", "30", "count/quarter"),
        ("2/day", "rate", "182.625", "count/quarter"),
        ("0", "rate", "0", "count/quarter"),
        ("5M USD/year", "money_rate", "1250000", "USD/quarter"),
        ("0", "money_rate", "0", "USD/quarter"),
        ("5", "", "5", "count"),
        ("5 EUR", "", "5", "EUR"),
    ],
)
def test_a_single_value_is_agreed_in_its_canonical_unit(text: str, dimension: str, value: str, unit: str) -> None:
    read = number(text, dimension)

    assert read == Agreed(value=Decimal(value), unit=unit, path=PATH)
    assert read.place == START_OF_NUMBER


@pytest.mark.parametrize(
    ("text", "dimension", "yearly", "value", "unit"),
    [
        ("400", "rate", "year", "100", "count/quarter"),
        ("400", "rate", "quarter", "400", "count/quarter"),
        ("8M USD", "money_rate", "year", "2000000", "USD/quarter"),
        ("100/quarter", "rate", "year", "100", "count/quarter"),
        ("8M USD", "money", "year", "8000000", "USD"),
    ],
)
def test_in_a_series_a_plain_amount_is_the_total_of_its_year(
    text: str, dimension: str, yearly: str, value: str, unit: str
) -> None:
    read, reader = reading(text, dimension, yearly)

    assert reader.findings == []
    assert read == Agreed(value=Decimal(value), unit=unit, path=PATH)


def test_an_open_number_has_ends_and_perhaps_a_step() -> None:
    plain = number("{open: [1M USD, 20M USD]}")
    stepped = number("{open: [3%, 8%], step: 0.5%}", "share")
    rounded = number("{open: [3%, 8%], quantum: 1%, why: to be settled}", "share")

    assert plain == Open(low=Decimal(1_000_000), high=Decimal(20_000_000), unit="USD", path=PATH)
    assert (stepped.quantum, rounded.quantum, rounded.why) == (Decimal("0.005"), Decimal("0.01"), "to be settled")
    assert plain.place == START_OF_NUMBER


@pytest.mark.parametrize(
    ("text", "distribution", "base"),
    [
        ("{triangle: [2 USD, 3 USD, 7 USD]}", Triangle(low=Decimal(2), mode=Decimal(3), high=Decimal(7)), "3"),
        ("{uniform: [2 USD, 7 USD]}", Uniform(low=Decimal(2), high=Decimal(7)), "4.5"),
        ("{normal: [5 USD, 2 USD]}", Normal(mean=Decimal(5), deviation=Decimal(2)), "5"),
        (
            "{normal: [5 USD, 2 USD], between: [0 USD, 9 USD]}",
            Normal(mean=Decimal(5), deviation=Decimal(2), low=Decimal(0), high=Decimal(9)),
            "5",
        ),
        ("{lognormal: [5 USD, 0.3]}", Lognormal(median=Decimal(5), sigma=Decimal("0.3")), "5"),
        (
            "{choices: [1 USD, 2 USD, 3 USD], weights: [1, 5, 2]}",
            OneOf(values=(Decimal(1), Decimal(2), Decimal(3)), weights=(Decimal(1), Decimal(5), Decimal(2))),
            "2",
        ),
        ("{choices: [4 USD, 2 USD]}", OneOf(values=(Decimal(4), Decimal(2)), weights=(Decimal(1),) * 2), "4"),
        ("{uniform: [2 USD, 7 USD], base: 3 USD}", Uniform(low=Decimal(2), high=Decimal(7)), "3"),
    ],
)
def test_an_uncertain_number_has_a_distribution_and_a_base_by_rule_or_as_stated(
    text: str, distribution: Distribution, base: str
) -> None:
    read = number(text)

    assert read == Uncertain(distribution=distribution, base=Decimal(base), unit="USD", path=PATH)


def test_an_uncertain_number_may_follow_another() -> None:
    read, reader = reading("{uniform: [2 USD, 7 USD], correlates: {systems.drone.unit_cost: -0.8}}", "money")

    assert read.correlates == (("systems.drone.unit_cost", Decimal("-0.8")),)
    assert [(mention.table, mention.name) for mention in reader.mentions] == [("numbers", "systems.drone.unit_cost")]


@pytest.mark.parametrize(
    ("text", "dimension", "ends", "unit"),
    [
        ("F001", "money", (2500, 6000), "USD"),
        ("F004", "rate", (100, 200), "count/quarter"),
        ("F005", "duration", (24, 36), "months"),
        ("F008", "count", (Decimal("1.5"), Decimal("2.5")), "count"),
    ],
)
def test_a_claim_that_gives_an_interval_is_uncertain_around_its_middle(
    text: str, dimension: str, ends: tuple[Any, Any], unit: str
) -> None:
    read = number(text, dimension)

    low, high = (Decimal(end) for end in ends)
    spread = Uniform(low=low, high=high)
    assert read == Uncertain(distribution=spread, base=(low + high) / 2, unit=unit, path=PATH, claims=(text,))


@pytest.mark.parametrize(
    ("text", "dimension", "value", "unit"),
    [
        ("F002", "money", 5000, "USD"),
        ("F003", "share", Decimal("0.05"), "share"),
        ("F007", "money_rate", 300, "USD/quarter"),
    ],
)
def test_a_claim_that_gives_a_point_or_a_floor_is_agreed(text: str, dimension: str, value: Any, unit: str) -> None:
    assert number(text, dimension) == Agreed(value=Decimal(value), unit=unit, path=PATH, claims=(text,))


def test_several_claims_are_disputed_and_weigh_as_their_confidence() -> None:
    read = number("{claims: [F001, F002], base: 4_500 USD}")

    assert isinstance(read, Disputed)
    assert (base_of(read), read.claims, read.unit) == (4500, ("F001", "F002"), "USD")
    assert read.readings == (
        SourceReading(claim="F001", low=Decimal(2500), high=Decimal(6000), weight=Decimal(2)),
        SourceReading(claim="F002", low=Decimal(5000), high=Decimal(5000), weight=Decimal(3)),
    )


def test_weights_may_be_stated() -> None:
    read = number("{claims: [F001, F002], weights: [1, 4], base: 4_500 USD}")

    assert [reading.weight for reading in read.readings] == [1, 4]


def test_one_claim_under_claims_is_that_claim_with_a_base_if_stated() -> None:
    assert number("{claims: F001}") == number("F001")
    assert base_of(number("{claims: [F001], base: 3_000 USD}")) == 3000


def test_a_value_may_rest_on_claims_and_say_why() -> None:
    read, reader = reading("{value: 4_000 USD, claims: [F001, F009], why: rounded}", "money")

    assert read == Agreed(value=Decimal(4000), unit="USD", path=PATH, claims=("F001", "F009"), why="rounded")
    assert [mention.name for mention in reader.mentions] == ["F001", "F009"]


@pytest.mark.parametrize("text", ["F999", "{claims: [F001, F999]}"])
def test_a_claim_nobody_made_is_looked_up_later(text: str) -> None:
    read, reader = reading(text, "money")

    assert (read, reader.findings) == (MISSING, [])
    assert reader.mentions[-1].name == "F999"


def test_a_series_holds_numbers_of_any_kind_each_at_its_path() -> None:
    read = number("{by_year: {2027: 400, 2028: {uniform: [100, 300]}, 2029: {open: [0, 80]}}}", "rate")

    assert isinstance(read, Series)
    assert (read.by, read.labels, read.unit) == ("year", ("2027", "2028", "2029"), "count/quarter")
    assert [type(value) for value in read.values] == [Agreed, Uncertain, Open]
    assert [value.path for value in read.values] == [f"{PATH}.2027", f"{PATH}.2028", f"{PATH}.2029"]
    assert (read.values[0].value, base_of(read.values[1])) == (100, 50)  # type: ignore[union-attr, arg-type]


def test_a_series_by_quarter_has_quarters_for_labels() -> None:
    read = number("{by_quarter: {2027-Q1: 1 USD, 2028-Q3: 2 USD}}")

    assert (read.by, read.labels) == ("quarter", ("2027-Q1", "2028-Q3"))


@pytest.mark.parametrize(
    ("text", "dimension", "unit"),
    [
        ("{open: [1.15, 1.35], times: unit_cost}", "money", "USD"),
        ("{value: 0.5, times: terms.sale.royalty}", "share", "share"),
    ],
)
def test_a_multiple_has_a_factor_and_names_a_number(text: str, dimension: str, unit: str) -> None:
    read, reader = reading(text, dimension)

    assert isinstance(read, Product)
    assert (read.unit, read.factor.unit, read.path) == (unit, "count", PATH)
    assert [mention.name for mention in reader.mentions] == [name for name in (read.times,) if name != "unit_cost"]


FINDINGS = [
    # not a number
    ("four USD", "money", "D301", 9),
    ("5. USD", "money", "D301", 9),
    ("'$5'", "money", "D301", 9),
    ("''", "money", "D301", 9),
    ("k USD", "money", "D301", 9),
    ("1e19 USD", "money", "D301", 9),
    ("[1 USD, 2 USD]", "money", "D301", 9),
    ("{value: [1 USD]}", "money", "D301", 17),
    ("{open: [1 USD, {value: 2 USD}]}", "money", "D301", 24),
    ("{value: 2, times: [unit_cost]}", "money", "D301", 27),
    # a key or a kind it does not have
    ("{triangel: [1 USD, 2 USD, 3 USD]}", "money", "D302", 10),
    ("{why: no value}", "money", "D302", 9),
    # units
    ("5 parrots", "money", "D304", 9),
    ("5 USD/parrot", "money", "D304", 9),
    ("5", "money", "D304", 9),
    ("5%", "money", "D304", 9),
    ("5 USD/year", "money", "D304", 9),
    ("5 USD", "share", "D304", 9),
    ("5 USD", "count", "D304", 9),
    ("5 months", "count", "D304", 9),
    ("5", "duration", "D304", 9),
    ("5 months/year", "duration", "D304", 9),
    ("400", "rate", "D304", 9),
    ("400 USD/year", "rate", "D304", 9),
    ("5M USD", "money_rate", "D304", 9),
    ("{open: [1 USD, 2%]}", "money", "D304", 24),
    ("{uniform: [1 USD, 3 USD], base: 2 days}", "money", "D304", 41),
    # a currency without a rate
    ("5 GBP", "money", "D305", 9),
    ("5 GBP/year", "money_rate", "D305", 9),
    # claims of another dimension
    ("F003", "money", "D306", 9),
    ("F001", "share", "D306", 9),
    ("F006", "money", "D306", 9),
    ("{claims: [F001, F003], base: 5 USD}", "money", "D306", 18),
    # two kinds
    ("{open: [1 USD, 2 USD], triangle: [1 USD, 2 USD, 3 USD]}", "money", "D307", 32),
    ("{value: 1 USD, by_year: {2027: 1 USD}}", "money", "D307", 24),
    # lists and tables of the wrong size, unit or order
    ("{open: [1 USD]}", "money", "D308", 16),
    ("{open: 1 USD}", "money", "D308", 16),
    ("{triangle: [1 USD, 2 USD]}", "money", "D308", 20),
    ("{uniform: [1 USD, 2 EUR]}", "money", "D308", 19),
    ("{lognormal: [1 USD]}", "money", "D308", 9),
    ("{choices: [1 USD, 2 USD], weights: [1]}", "money", "D308", 44),
    ("{by_year: 5 USD}", "money", "D308", 9),
    ("{by_year: {}}", "money", "D308", 9),
    ("{by_year: {2028: 1 USD, 2027: 2 USD}}", "money", "D308", 19),
    # open the wrong way round
    ("{open: [2 USD, 1 USD]}", "money", "D309", 9),
    ("{open: [1 USD, 2 USD], step: 0 USD}", "money", "D309", 9),
    ("{open: [1 USD, 2 USD], quantum: -1 USD}", "money", "D309", 9),
    ("{open: [1 USD, 5 USD], choices: [3 USD, 2 USD]}", "money", "D309", 41),
    ("{open: [1 USD, 5 USD], choices: [3 USD, 3 USD]}", "money", "D309", 41),
    ("{open: [1 USD, 5 USD], choices: [3 USD, 6 USD]}", "money", "D309", 41),
    ("{open: [1 USD, 5 USD], choices: [0 USD, 4 USD]}", "money", "D309", 41),
    ("{open: [1 USD, 5 USD], choices: []}", "money", "D309", 41),
    ("{open: [1 USD, 5 USD], choices: [2 EUR]}", "money", "D308", 41),
    # companions of another kind
    ("{value: 1 USD, quantum: 1 USD}", "money", "D312", 24),
    ("{value: 1 USD, base: 2 USD}", "money", "D312", 24),
    ("{open: [1 USD, 2 USD], base: 1 USD}", "money", "D312", 32),
    ("{open: [1 USD, 2 USD], quantum: 1 USD, step: 1 USD}", "money", "D312", 48),
    ("{open: [1 USD, 2 USD], choices: [1 USD], step: 1 USD}", "money", "D312", 32),
    ("{triangle: [1 USD, 2 USD, 3 USD], weights: [1, 2, 3]}", "money", "D312", 43),
    ("{uniform: [1 USD, 3 USD], between: [1 USD, 3 USD]}", "money", "D312", 35),
    ("{by_year: {2027: 1 USD}, base: 1 USD}", "money", "D312", 34),
    ("{claims: [F003], base: 6%}", "share", "D312", 32),
    ("{value: 1 USD, claims: [F001, F001]}", "money", "D209", 39),
    # no distribution
    ("{triangle: [1 USD, 4 USD, 3 USD]}", "money", "D310", 9),
    ("{triangle: [1 USD, 1 USD, 1 USD]}", "money", "D310", 9),
    ("{uniform: [2 USD, 2 USD]}", "money", "D310", 9),
    ("{normal: [2 USD, 0 USD]}", "money", "D310", 9),
    ("{normal: [2 USD, 1 USD], between: [3 USD, 4 USD]}", "money", "D310", 9),
    ("{lognormal: [0 USD, 1]}", "money", "D310", 9),
    ("{choices: [1 USD, 2 USD], weights: [1, -1]}", "money", "D310", 9),
    ("{choices: [1 USD, 2 USD], weights: [0, 0]}", "money", "D310", 9),
    ("{choices: []}", "money", "D310", 9),
    ("{uniform: [1 USD, 2 USD], correlates: {a: 2}}", "money", "D310", 51),
    # sources disagree
    ("{claims: [F001, F002]}", "money", "D311", 9),
    # what is not a number's own
    ("{value: 1 USD, claims: []}", "money", "D203", 32),
    ("{value: 1 USD, claims: {a: b}}", "money", "D203", 32),
    ("{uniform: [1 USD, 2 USD], correlates: a}", "money", "D203", 47),
    ("{by_year: {soon: 1 USD}}", "money", "D205", 20),
    ("{by_quarter: {2027: 1 USD}}", "money", "D205", 23),
]  # fmt: skip


@pytest.mark.parametrize(("text", "dimension", "code", "column"), FINDINGS, ids=[text for text, *_ in FINDINGS])
def test_what_cannot_be_read_is_found_where_it_stands(text: str, dimension: str, code: str, column: int) -> None:
    finding = found(text, dimension)

    assert (finding.code, str(finding.place)) == (code, f"deal.yaml:1:{column}")


def test_an_unknown_key_names_the_nearest_known_one() -> None:
    assert "did you mean triangle?" in found("{triangel: [1 USD, 2 USD, 3 USD]}").message


def test_a_number_that_shapes_a_clause_must_be_one_value() -> None:
    sale = clause(
        "sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(1),
        lead=an_open(1, 2, unit="months"),
    )  # fmt: skip

    places = [finding.place for finding in check_deal(deal(sale)) if finding.code == "D303"]

    assert places == [sale.places["lead"]]


def test_every_code_of_numbers_has_an_example_here() -> None:
    from dronedeal.deal.codes import CODES

    of_numbers = {code for code in CODES if code.startswith("D3")}

    assert of_numbers <= {code for _, _, code, _ in FINDINGS} | {"D303", "D313", "D314"}


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("{by_year: {2027: 5 USD, 2028: 5 EUR}}", "money"),
        ("{by_year: {2027: 3 months, 2028: 90 days}}", "duration"),
        ("{uniform: [1 USD, 2 USD], base: 1 EUR}", "money"),
        ("{triangle: [3 months, 4 months, 6 months], base: 120 days}", "duration"),
        ("{open: [1 USD, 2 USD], quantum: 1 EUR}", "money"),
        ("{normal: [5 USD, 1 USD], between: [0 EUR, 9 EUR]}", "money"),
        ("{claims: [F001, F002], base: 4_000 EUR}", "money"),
        ("{claims: [F001], base: 4_000 EUR}", "money"),
        ("{lognormal: [4_000 USD, 0.3], base: 4_000 EUR}", "money"),
        ("{claims: [F005], base: 900 days}", "duration"),
    ],
)
def test_one_number_is_in_one_unit(text: str, dimension: str) -> None:
    assert found(text, dimension).code == "D308"


def test_a_series_that_begins_with_nothing_is_in_the_currency_of_the_rest() -> None:
    assert number("{by_year: {2027: 0, 2028: 5 EUR}}").unit == "EUR"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("{open: [0, 5 EUR]}", "EUR"),
        ("{triangle: [0, 0, 5 EUR], base: 0}", "EUR"),
        ("{normal: [5 EUR, 1 EUR], between: [0, 9 EUR]}", "EUR"),
        ("{by_quarter: {2027-Q1: 5 EUR, 2027-Q2: 0}}", "EUR"),
        ("{by_year: {2027: 0, 2028: 0}}", "USD"),
    ],
)
def test_zero_is_zero_in_every_unit(text: str, unit: str) -> None:
    read = number(text)

    assert {part.unit for part in parts_of(read)} == {unit}


def test_an_open_number_may_be_closed_only_at_some_values() -> None:
    read = number("{open: [0, 5 EUR], choices: [0, 2 EUR, 5 EUR]}")

    assert read == Open(
        low=Decimal(0), high=Decimal(5), choices=(Decimal(0), Decimal(2), Decimal(5)), unit="EUR", path=PATH
    )
    assert written_number(read) == {"open": ["0 EUR", "5 EUR"], "choices": ["0 EUR", "2 EUR", "5 EUR"]}


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("yes", 0, 1), ("true", 0, 1), ("no", 1, 1), ("taken", 1, 1), ("left", 0, 0)],
)
def test_what_is_optional_is_an_open_number_until_it_is_decided(text: str, low: int, high: int) -> None:
    assert ends_of(number(text, "option")) == (low, high)


@pytest.mark.parametrize("text", ["1", "maybe", "{open: [0, 1]}", "[yes]"])
def test_what_is_optional_is_said_in_words(text: str) -> None:
    assert found(text, "option").code == "D204"


@pytest.mark.parametrize(
    "text", ["{uniform: [1 GBP, 2 GBP]}", "F009", "{claims: [F009]}", "{claims: [F009], base: 7 GBP}"]
)
@pytest.mark.parametrize("dimension", ["money", ""])
def test_money_without_a_rate_is_found_however_it_is_written(text: str, dimension: str) -> None:
    _, reader = reading(text, dimension)

    assert {finding.code for finding in reader.findings} == {"D305"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("125.000 USD", "125_000 USD for thousands, or 125 USD"),
        ("1.250 EUR", "1_250 EUR"),
        ("{open: [4.500 USD, 5_000 USD]}", "4_500 USD"),
    ],
)
def test_a_point_that_may_part_thousands_is_warned_of_and_read_as_a_point(text: str, said: str) -> None:
    read, reader = reading(text, "money")

    warned = [finding for finding in reader.findings if finding.code == "D314"]
    assert [one.severity for one in warned] == ["warning"]
    assert said in warned[0].mend
    assert read is not MISSING


@pytest.mark.parametrize("text", ["0.125 USD", "1_250.000 USD", "125.00 USD", "1.250k USD", "1250.125 USD"])
def test_other_points_are_points(text: str) -> None:
    assert number(text).value > 0
