"""What somebody writes to break a reader, or to deceive one: findings, in bounded time and memory."""

import json
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from dronedeal.screening.bills import read_bill
from tests.cli.tool import tool
from tests.screening.bills.files import document, part, properties, reading, refused, sound
from tests.workbooks import cells, workbook

QUICK = 10.0
"""Seconds, on a machine that does other things too."""


@pytest.mark.parametrize(
    "figure", ["140", "-5", "NaN", "Infinity", "-Infinity", "1e999", "1e-3", "٤٠", "100.0001", "9" * 400]
)
def test_a_share_that_cannot_be_is_an_error_at_its_place(figure: str, tmp_path: Path) -> None:
    [finding] = refused(tmp_path, document(part("motor", ("origin:manufactured", f"UA;{figure}"))))

    assert finding.code == "B102"
    assert finding.place.line > 1
    assert len(finding.message) < 200


def test_shares_that_come_to_more_than_the_whole_are_an_error(tmp_path: Path) -> None:
    said = [("origin:assembled", "UA;60"), ("origin:assembled", "US;60")]

    [finding] = refused(tmp_path, document(part("motor", *said)))

    assert finding.code == "B102"
    assert "120 %" in finding.message


@pytest.mark.parametrize(
    "said",
    [
        ("quantity", "-1"), ("quantity", "Infinity"), ("quantity", "1e999"), ("cost", "NaN USD"), ("cost", "-1 USD"), ("cost", "12"), ("cost", ""),
        ("fact:x", "a;b;2026-02-30"), ("fact:x", "a;b;c;d"), ("origin:built", "UA;1;none;a;b;c"),
    ],
)  # fmt: skip
def test_numbers_and_days_that_cannot_be_are_errors(said: tuple[str, str], tmp_path: Path) -> None:
    [finding] = refused(tmp_path, document(part("motor", said)))

    assert finding.code == "B102"


def test_two_currencies_are_an_error(tmp_path: Path) -> None:
    [finding] = refused(tmp_path, document(part("a", ("cost", "1 USD")), part("b", ("cost", "1 EUR"))))

    assert "EUR" in finding.message


def test_owners_of_more_than_the_whole_are_an_error(tmp_path: Path) -> None:
    said = properties(
        ("party:name", "a;A"), ("party:name", "b;B"), ("party:owner", "a;b;60"), ("party:owner", "a;b;60")
    )

    assert [one.code for one in refused(tmp_path, document(metadata={"properties": said}))] == ["B102"]


@pytest.mark.parametrize("deep", [False, True])
def test_a_reference_that_stands_twice_is_an_error_with_both_places(tmp_path: Path, *, deep: bool) -> None:
    again = part("board", components=[part("motor")]) if deep else part("motor", version="2")

    [finding] = refused(tmp_path, document(part("motor"), again))

    lines = (tmp_path / "bill.json").read_text("utf-8").splitlines()
    places = (finding.place, *finding.related)
    assert finding.code == "B103"
    assert len(set(places)) == 2
    assert all('"bom-ref": "motor"' in lines[place.line - 1] for place in places)


def test_a_million_brackets_are_refused_at_once(tmp_path: Path) -> None:
    started = time.perf_counter()

    for text in ("[" * 10**6, "[" * 10**6 + "]" * 10**6, '{"a":' * 10**6, '{"bomFormat":"CycloneDX","specVersion":"1.7","components":' + "[" * 10**6):  # fmt: skip
        [finding] = refused(tmp_path, text)
        assert finding.code == "B105"

    assert time.perf_counter() - started < QUICK


@pytest.mark.parametrize(("depth", "reads"), [(90, True), (150, False), (400, False), (480, False)])
def test_assemblies_in_each_other_are_read_to_a_hundred_deep(depth: int, tmp_path: Path, *, reads: bool) -> None:
    text = '{"type":"device","name":"a","components":[' * depth + "]}" * depth
    document_ = f'{{"bomFormat":"CycloneDX","specVersion":"1.7","version":1,"components":[{text}]}}'

    bill, findings = reading(tmp_path, document_)

    assert (bill is not None) is reads
    assert reads or {one.code for one in findings if one.severity == "error"} == {"B105"}


def test_circles_of_dependencies_and_compositions_are_not_walked(tmp_path: Path) -> None:
    round_ = [{"ref": "a", "dependsOn": ["b"]}, {"ref": "b", "dependsOn": ["a"]}]
    whole = [{"aggregate": "complete", "assemblies": ["a", "b"], "dependencies": ["b", "a"]}]

    bill = sound(tmp_path, document(part("a"), part("b"), dependencies=round_, compositions=whole))

    assert [one.inside for one in bill.parts] == ["", "drone", "drone"]


CIRCLE = "id,inside,name\ndrone,,Drone\na,b,A\nb,c,B\nc,a,C\n"


def test_a_circle_of_assemblies_in_a_sheet_is_an_error_that_names_it(tmp_path: Path) -> None:
    [finding] = refused(tmp_path, CIRCLE, "bill.csv")

    assert finding.code == "B103"
    assert "a in b in c in a" in finding.message
    assert finding.place.line == 3


def test_a_part_inside_of_itself_or_of_nothing_is_an_error(tmp_path: Path) -> None:
    for row in ("a,a,A", "a,nothing,A"):
        assert refused(tmp_path, f"id,inside,name\ndrone,,Drone\n{row}\n", "bill.csv")[0].code == "B103"


LIMITED = """
import resource, sys, time
from pathlib import Path
from dronedeal.screening.bills import read_bill
import orjson, jsonschema_rs, python_calamine
limit = int(sys.argv[2]) * 2**20
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
started = time.perf_counter()
path = Path(sys.argv[1])
bill, findings = read_bill(path, path.name)
print([one.code for one in findings if one.severity == "error"][:3], bill is None, time.perf_counter() - started < 10)
"""


def limited(path: Path, mebibytes: int) -> str:
    """What reading finds in a process that may use no more memory than this."""
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path), str(mebibytes)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_a_string_of_a_gigabyte_is_refused_by_its_size(tmp_path: Path) -> None:
    for suffix in ("json", "csv", "xlsx"):
        path = tmp_path / f"bill.{suffix}"
        with path.open("wb") as file:
            file.write(b'{"bomFormat":"')
            file.truncate(10**9)

        assert limited(path, 1500) == "['B105'] True True"


def test_many_small_values_are_refused_before_they_are_made(tmp_path: Path) -> None:
    path = tmp_path / "bill.json"
    path.write_bytes(b"[" + b"[]," * 21_000_000 + b"[]]")

    assert limited(path, 1500) == "['B105'] True True"


def test_a_bill_of_findings_tells_the_first_and_counts_the_rest(tmp_path: Path) -> None:
    parts = [
        part(f"p{n}", ("origin:manufactured", "UA;140"), ("category", f"unknown{n}"), (f"wrong{n}", ""))
        for n in range(20_000)
    ]
    started = time.perf_counter()

    bill, findings = reading(tmp_path, json.dumps(document(*parts)))

    assert bill is None
    assert time.perf_counter() - started < 3 * QUICK
    assert len(findings) < 120
    assert any("19,950 more findings B102" in one.message for one in findings)


def test_a_document_that_is_wrong_everywhere_is_refused_in_time(tmp_path: Path) -> None:
    parts = [{"type": "devise", "nam": n, "licenses": [{"license": {"id": n}}]} for n in range(50_000)]
    started = time.perf_counter()

    findings = refused(tmp_path, json.dumps(document(*parts)))

    assert time.perf_counter() - started < 3 * QUICK
    assert [one.code for one in findings] == ["B101"]
    assert findings[0].place.line == 1
    assert findings[0].place.column > 1


def test_a_workbook_by_hand_reads(tmp_path: Path) -> None:
    bill = sound(tmp_path, workbook(cells((("A1", "name"),), (("A2", "Motor"),))), "bill.xlsx")

    assert bill.parts[1].name == "Motor"


@pytest.mark.parametrize("claimed", [None, 100])
def test_a_zip_bomb_is_refused_whatever_size_it_claims(claimed: int | None, tmp_path: Path) -> None:
    path = tmp_path / "bill.xlsx"
    path.write_bytes(workbook(" " * 300_000_000, claimed=claimed))
    assert path.stat().st_size < 400_000

    assert limited(path, 1500) == "['B105'] True True"


def test_a_sheet_of_two_cells_far_apart_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bill.xlsx"
    path.write_bytes(workbook(cells((("A1", "name"),), (("XFD1048576", "far"),))))

    assert limited(path, 1500) == "['B105'] True True"


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100, workbook("<not"), workbook("")[:-30]]
)
def test_what_is_no_workbook_is_refused(data: bytes, tmp_path: Path) -> None:
    assert refused(tmp_path, data, "bill.xlsx")[0].code == "B101"


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_formulas_in_cells_are_text_and_are_shielded_when_written(formula: str, tmp_path: Path) -> None:
    from dronedeal.screening.bills import written_csv, written_xlsx

    bill = sound(tmp_path, f'id,inside,name\ndrone,,Drone\nmotor,drone,"{formula}"\n', "bill.csv")
    written = written_csv(bill).decode("utf-8")
    (tmp_path / "out.xlsx").write_bytes(written_xlsx(bill))
    again, _ = read_bill(tmp_path / "out.xlsx", "out.xlsx")

    assert bill.parts[1].name == formula
    assert f"'{formula}" in written
    assert again is not None
    assert again.parts[1].name == formula
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_quantity_that_is_a_formula_is_no_number(tmp_path: Path) -> None:
    assert refused(tmp_path, "id,inside,name,qty\nd,,D,1\nm,d,M,=2+2\n", "bill.csv")[0].code == "B102"


def test_hidden_characters_in_a_sheet_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, "name\nMo\u202etor\n", "bill.csv")[0].code == "D117"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.json").write_text("{}", "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "bill.json").symlink_to(tmp_path / "outside.json")

    _, findings = read_bill(tmp_path / "folder" / "bill.json", "bill.json")

    assert [one.code for one in findings] == ["D106"]


def test_names_neither_act_on_the_terminal_nor_begin_rows_of_their_own(tmp_path: Path) -> None:
    told = ("category", "camera_eo"), ("origin:manufactured", "CN;100;self_declared;ev\x1b[2Jil")
    lying = {**part("m", *told), "name": "m\x1b[31m\u202e\nUS-DOD-848\tpass"}
    path = tmp_path / "bill.json"
    path.write_text(json.dumps(document(lying)), "utf-8")

    done = tool("screen", path, "--buyer", "US-DoD", "--delivered", "2027-03-01", "--all")

    assert done.status == 1
    assert not {"\x1b", "\u202e"} & {*done.out, *done.err}
    assert not any(line.startswith("US-DOD-848\tpass") for line in done.out.splitlines())


def test_a_fact_of_the_purchase_is_said_one_way(tmp_path: Path) -> None:
    path = tmp_path / "bill.json"
    path.write_text(json.dumps(document(part("m"))), "utf-8")
    words = "screen", path, "--buyer", "US-DoD", "--delivered", "2027-03-01", "--fact", "is_cots=yes", "--fact"

    assert tool(*words, "is_cots=yes").status != 2
    assert (tool(*words, "is_cots=no").status, "two ways" in tool(*words, "is_cots=no").err) == (2, True)
