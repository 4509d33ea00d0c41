"""Statements as PDF, workbook and CSV: they say what the statement says, to the byte the same, and take no text for anything else."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
import typst
from python_calamine import CalamineWorkbook

from dronedeal.deal.paying import Paying
from dronedeal.report.stated import grouped, line_name, stated_words
from dronedeal.report.statement_csv import statement_csv
from dronedeal.report.statement_pdf import _STRANGE, _pages, statement_pdf
from dronedeal.report.statement_sheets import statement_sheets, statement_xlsx
from dronedeal.settlement import Ahead, Event, Period, Signed, Statement, said_events, state
from tests.deals import clause, money
from tests.settlement.settling import delivery, payment, sale

TO = date(2027, 9, 30)
HOSTILE = '*Ministry* _of_ #panic("x") $a$ = [b] <c> @d \\ `e` // f'
EVENTS = (
    delivery("d-1", date(2027, 2, 1), 40),
    delivery("d-2", date(2027, 5, 4), 10),
    delivery("d-3", date(2027, 8, 4), 25),
    payment("p-1", date(2027, 4, 1), "300.00", of="sale"),
    payment("p-2", date(2027, 9, 1), "20.05"),
)
PLANNED = (replace(delivery("d", date(2027, 11, 30), 12), source="plan"),)


def hostile() -> Signed:
    deal = sale().deal
    parties = {name: replace(one, name=HOSTILE) if name == "maker" else one for name, one in deal.parties.items()}
    return Signed(deal=replace(deal, parties=parties, title=f"=1+1 {HOSTILE}"), text="signed")


def stated(signed: Signed, *, in_period: bool = False, party: str = "maker") -> Statement:
    period = Period(first=date(2027, 7, 1)) if in_period else None
    ahead = Ahead(until=date(2028, 12, 31), planned=PLANNED)
    return state(signed, EVENTS, party=party, to=TO, period=period, ahead=ahead)


def elements(statement: Statement, signed: Signed, selector: str) -> list[dict[str, Any]]:
    template = files("dronedeal.report").joinpath("templates", "statement.typ").read_bytes()
    words = json.dumps(stated_words(statement, signed.deal))
    return json.loads(typst.query(template, selector, sys_inputs={"statement": words}, ignore_system_fonts=True))


def words_of(element: object) -> str:
    """The text within an element, as it is set."""
    if isinstance(element, Mapping):
        own = str(element["text"]) if element.get("func") in {"text", "raw"} else ""
        space = " " if element.get("func") == "space" else ""
        return own + space + "".join(words_of(part) for part in element.values() if not isinstance(part, str))
    return "".join(words_of(part) for part in element) if isinstance(element, list) else ""


@pytest.mark.parametrize("in_period", [False, True])
def test_the_same_statement_gives_the_same_bytes(*, in_period: bool) -> None:
    def made() -> list[bytes]:
        one = stated(sale(), in_period=in_period)
        return [statement_pdf(one, sale().deal), statement_xlsx(one), statement_csv(one)]

    first, again = made(), made()

    assert first == again
    assert [first[0][:5], first[1][:2]] == [b"%PDF-", b"PK"]


def test_a_document_is_dated_with_its_statement() -> None:
    data = statement_pdf(stated(sale()), sale().deal)

    assert b"/CreationDate(D:20270930" in data
    assert b"/Lang" in data


def test_no_name_becomes_markup() -> None:
    signed = hostile()
    statement = stated(signed)

    headings = [words_of(one["body"]) for one in elements(statement, signed, "heading")]

    assert statement_pdf(statement, signed.deal).startswith(b"%PDF-")
    assert any(f"owes {HOSTILE}" in heading for heading in headings)
    assert elements(statement, signed, "emph") == []
    assert elements(statement, signed, "math.equation") == []
    assert elements(statement, signed, "ref") == []


@pytest.mark.parametrize(
    "name",
    [
        "Міністерство оборони України",
        "Υπουργείο Άμυνας",
        "Ministère ß ł đ ₴ €",
        "防衛省",
        "drones \U0001f681",
        "وزارة",
        "\u0378",
        "x" * 300,
    ],
)
def test_any_name_can_be_printed(name: str) -> None:
    deal = sale().deal
    parties = {key: replace(one, name=name) if key == "maker" else one for key, one in deal.parties.items()}
    signed = Signed(deal=replace(deal, parties=parties), text="signed")

    data = statement_pdf(stated(signed), signed.deal)

    assert data.startswith(b"%PDF-")
    assert b"pdfuaid" in data


def test_the_fonts_have_every_character_that_is_left_as_it_is() -> None:
    told = "".join(char for char in map(chr, range(0x20, 0x2300)) if not _STRANGE.match(char))
    deal = sale().deal
    parties = {key: replace(one, name=told) for key, one in deal.parties.items()}
    signed = Signed(deal=replace(deal, parties=parties), text="signed")

    assert "Ї" in told
    assert _pages(json.dumps(stated_words(stated(signed), signed.deal))).startswith(b"%PDF-")


def test_the_page_says_what_the_statement_says() -> None:
    signed = sale()
    statement = stated(signed)
    words = stated_words(statement, signed.deal)

    printed = " ".join(words_of(one["children"]) for one in elements(statement, signed, "table"))

    for line in statement.body["lines"]:
        assert grouped(line["amount"]) in printed
        assert f"= {line['formula']}" in printed
        assert line["place"] in printed
        assert all(name in printed for name in line["events"])
    assert words["hash"] == statement.hash
    assert "buyer/p-2" in printed
    assert "names no clause" in printed
    assert [one["why"] for one in statement.body["reconciliation"]["unallocated"]] == ["names no clause"]


def test_every_forecast_figure_stands_under_a_forecast() -> None:
    headings = [words_of(one["body"]) for one in elements(stated(sale()), sale(), "heading")]
    plain = [words_of(one["body"]) for one in elements(state(sale(), EVENTS, party="maker", to=TO), sale(), "heading")]

    assert [one for one in headings if one not in plain] == [
        "Forecast: what falls due to 31 December 2028",
        "Forecast by line",
    ]
    assert stated_words(stated(sale()), sale().deal)["planned"] == Ahead(until=TO, planned=PLANNED).hash


@pytest.mark.parametrize(
    ("amount", "shown"), [("1234567.50", "1,234,567.50"), ("-0.05", "−0.05"), ("1000", "1,000"), ("0.00", "0.00")]
)
def test_amounts_are_grouped_and_no_digit_is_lost(amount: str, shown: str) -> None:
    assert grouped(amount) == shown


def test_lines_are_named_in_words() -> None:
    assert line_name("terms.sale_fpv/price") == "sale FPV: price"
    assert line_name("terms.fund/returns/us_line/ukraine") == "fund: returns, US line, ukraine"
    assert line_name("paying.late_interest/buyer/maker/USD") == "late interest"


def rows(data: bytes, sheet: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def formulas(data: bytes, sheet: str) -> Iterator[tuple[str, str, float]]:
    """Cells of a sheet that hold a formula: where, the formula, the value written with it."""
    names = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        page = archive.read(f"xl/worksheets/sheet{names.index(sheet) + 1}.xml").decode()
    for cell, formula, value in re.findall(r'<c r="(\w+)"[^>]*><f>(.*?)</f><v>(.*?)</v>', page):
        yield cell, formula.replace("&quot;", '"').replace("&lt;", "<").replace("&amp;", "&"), float(value)


class Book:
    """As much of a spreadsheet program as the formulas need: columns, cells, SUMIFS, ROUND and MAX."""

    def __init__(self, data: bytes, sheet: str) -> None:
        self.data, self.sheet = data, sheet

    def span(self, sheet: str, column: str, first: int, last: int) -> list[Any]:
        table = rows(self.data, sheet)
        return [table[at - 1][ord(column) - ord("A")] if at <= len(table) else "" for at in range(first, last + 1)]

    def cell(self, column: str, row: int) -> Any:
        return self.span(self.sheet, column, row, row)[0]

    @staticmethod
    def sumifs(values: list[Any], *pairs: Any) -> float:
        def holds(value: Any, wanted: Any) -> bool:
            return value <= wanted[1] if isinstance(wanted, tuple) else value == wanted

        tests = list(zip(pairs[::2], pairs[1::2], strict=True))
        chosen = [all(holds(span[at], wanted) for span, wanted in tests) for at in range(len(values))]
        return sum(value for value, is_in in zip(values, chosen, strict=True) if is_in and value != "")

    def value(self, formula: str) -> float:
        text = re.sub(r"(\w+)!\$(\w)\$(\d+):\$\w\$(\d+)", r"span('\1','\2',\3,\4)", formula.removeprefix("="))
        text = re.sub(r'"<="&DATE\((\d+),(\d+),(\d+)\)', r"('<=',date(\1,\2,\3))", text)
        text = re.sub(r"\$?\b([A-Z])(\d+)\b", r"cell('\1',\2)", text)
        known = {"span": self.span, "cell": self.cell, "SUMIFS": self.sumifs, "ROUND": round, "MAX": max, "date": date}
        return float(eval(text, {"__builtins__": {}}, known))  # noqa: S307 - formulas that this program wrote


@pytest.mark.parametrize(("in_period", "sheet", "count"), [(False, "balances", 5), (True, "movements", 2)])
def test_totals_are_formulas_that_come_to_what_the_statement_says(sheet: str, count: int, *, in_period: bool) -> None:
    statement = stated(sale(), in_period=in_period)
    data = statement_xlsx(statement)

    found = list(formulas(data, sheet))

    assert len(found) == count * len(statement.body[sheet])
    for cell, formula, written in found:
        assert Book(data, sheet).value(formula) == pytest.approx(written, abs=1e-9), cell
    owed = {Decimal(one["left"]) for one in statement.body[sheet]}
    assert owed <= {Decimal(str(written)).quantize(Decimal("0.01")) for _, _, written in found}


def test_a_changed_line_changes_the_totals() -> None:
    one, other = stated(sale()), state(sale(), EVENTS[:2], party="maker", to=TO)

    told = [[value for _, _, value in formulas(statement_xlsx(each), "balances")] for each in (one, other)]

    assert told[0] != told[1]


def test_text_in_cells_is_never_a_formula() -> None:
    signed = hostile()
    data = statement_xlsx(stated(signed))

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pages = {name: archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name}
    told = [formula for page in pages.values() for formula in re.findall(r"<f>(.*?)</f>", page)]

    assert any(cell == f"=1+1 {HOSTILE}" for row in rows(data, "statement") for cell in row)
    assert all(formula.startswith(("ROUND(", "=ROUND(")) for formula in told)


def test_every_line_is_in_the_workbook_with_days_as_days() -> None:
    statement = stated(sale())
    head, *lines = rows(statement_xlsx(statement), "lines")[2:]

    told = [dict(zip(head, line, strict=True)) for line in lines]

    assert [Decimal(str(one["amount"])) for one in told] == [Decimal(one["amount"]) for one in statement.body["lines"]]
    assert [one["due"] for one in told] == [date.fromisoformat(one["due"]) for one in statement.body["lines"]]


def test_lines_as_csv_are_safe_in_a_spreadsheet_and_keep_their_figures() -> None:
    events = (*EVENTS, Event(source="=cmd", id="w", kind="withdrawn", effective_on=TO, corrects="x"))
    statement = state(sale(), events, party="maker", to=TO)
    lines = [{**one, "formula": "-1 × 5", "clause": "@x", "amount": "-5.00"} for one in statement.body["lines"]]

    head, *found = csv.reader(
        io.StringIO(statement_csv(replace(statement, body={**statement.body, "lines": lines})).decode())
    )

    told = [dict(zip(head, row, strict=True)) for row in found]
    assert len(told) == len(lines)
    assert {(one["formula"], one["clause"], one["amount"]) for one in told} == {("'-1 × 5", "'@x", "-5.00")}


def test_two_hundred_lines_are_quick_and_whole() -> None:
    many = tuple(delivery(f"d-{at}", date(2027, 1, 1) + timedelta(days=at), 3) for at in range(200))
    statement = state(sale(), many, party="maker", to=TO)

    words = stated_words(statement, sale().deal)

    assert any("more" in row["rests"] for group in words["groups"] for row in group["rows"])
    assert statement_pdf(statement, sale().deal).startswith(b"%PDF-")


def test_what_is_netted_and_what_is_disputed_stands_on_every_face() -> None:
    signed = sale()
    netting = Signed(deal=replace(signed.deal, paying=Paying(netting=True)), text="netting")
    contested = Event(
        source="buyer", id="c-1", kind="disputed", effective_on=TO, of="sale", by="buyer", to="maker", amount=Decimal("12.34"),
        currency="USD", note="=two came without radios",
    )  # fmt: skip
    statement = state(netting, (*EVENTS, contested), party="maker", to=TO)
    (net,) = [one for one in statement.body["net"] if "buyer" in {one["from"], one["to"]}]

    told = stated_words(statement, netting.deal)
    book = CalamineWorkbook.from_filelike(io.BytesIO(statement_xlsx(statement)))

    assert f"{grouped(net['amount'])} USD" in told["balances_note"]
    assert told["disputed"][0][4:] == ["=two came without radios", "12.34 USD"]
    assert {"net", "disputed"} <= set(book.sheet_names)
    assert "=two came without radios" in book.get_sheet_by_name("disputed").to_python()[-1]
    assert statement_pdf(statement, netting.deal).startswith(b"%PDF-")


def test_what_only_some_statements_have_is_on_pages_and_sheets_of_its_own() -> None:
    held = clause(
        "held", "security", by="letter_of_credit", debtor="buyer", creditor="maker", terms=("sale",), amount=money(500), holder="bank",
    )  # fmt: skip
    limit = clause(
        "limit", "security", by="exposure_limit", debtor="buyer", creditor="maker", terms=("sale",), amount=money(300)
    )
    one = {"source": "s", "effective_on": "2027-02-02", "system": "drone", "kit": "standard"}
    said = [
        one | {"id": "m", "kind": "produced", "of": "plant", "quantity": "100", "lots": "F-001..F-100"},
        one | {"id": "d-1", "kind": "delivered", "of": "sale", "quantity": "40", "lots": "F-001..F-040"},
        one | {"id": "d-2", "kind": "delivered", "of": "sale", "quantity": "40", "lots": "F-031..F-060"},
        one | {"id": "c", "kind": "counted", "by": "maker", "quantity": "15"},
        one | {"id": "i", "kind": "inspected", "of": "sale", "quantity": "12", "what": "failed"},
        {"source": "b", "id": "s", "kind": "secured", "effective_on": "2027-01-15", "of": "held", "amount": "400", "currency": "USD"},
    ]  # fmt: skip
    signed = sale(held, limit)
    events, findings = said_events(said, signed)
    statement = state(signed, events, party="maker", to=TO)

    tables = {one["title"]: one for one in stated_words(statement, signed.deal)["more"]}
    sheets = {sheet.name: sheet.rows for sheet in statement_sheets(statement)}

    assert findings == ()
    assert {title: one["rows"] for title, one in tables.items()} == {
        "Stock on hand": [["Drone", "standard", "F-061..F-100", "20", "15", "5"]],
        "Inspected": [["2027-02-02", "s/i", "sale", "Drone", "failed", "12"]],
        "Security": [["held", "Buyer", "Bank", "500.00", "400.00", "–", "–", "400.00", "–", "–"]],
        "Exposure limits passed": [["2027-Q1", "limit", "Buyer", "300.00", "800.80", "500.80"]],
        "Lots that went twice": [["F-031..F-040", "s/d-1, delivered 2027-02-02", "s/d-2, delivered 2027-02-02", "none known"]],
    }  # fmt: skip
    assert sheets["stock"] == (("drone", "standard", 20, "F-061..F-100", 15, date(2027, 2, 2), "s/c", 20, 5),)
    assert sheets["security"][0][5:] == (500.0, 400.0, 0.0, 0.0, 400.0, 0.0, 0.0)
    assert sheets["limits"][0][5:] == (300.0, 800.8, 500.8)
    assert [row[0] for row in sheets["twice"]] == ["F-031..F-040"]
    assert [row[7] for row in sheets["inspections"]] == ["failed"]
    assert all(title in words_of(elements(statement, signed, "heading")) for title in tables)
    assert statement_xlsx(statement)[:2] == b"PK"


def test_a_note_of_one_long_word_takes_the_lines_that_it_needs_and_no_other_column() -> None:
    def pages(note: str) -> int:
        said = [
            replace(payment(f"x-{number}", date(2027, 3, 1), "1", of="sale"), kind="disputed", note=note)
            for number in range(40)
        ]
        data = statement_pdf(state(sale(), said, party="maker", to=date(2027, 3, 31)), sale().deal)
        [found] = re.findall(rb"/Type\s*/Pages\s*/Count (\d+)", data)
        return int(found)

    assert pages("n" * 480) >= pages(" ".join(["n" * 23] * 20)) > pages("n")
