"""Events in workbooks: read as CSV is, filled in from a template, and nothing that somebody hides in one is more than a finding."""

import csv
import io
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from dronedeal.report.events_template import template_csv, template_xlsx
from dronedeal.settlement import COLUMNS, KINDS, read_events
from dronedeal.settlement.events_file import MOST_ALIKE, MOST_EVENTS
from tests.settlement.settling import sale
from tests.workbooks import cells, workbook

GOOD = {
    "source": "maker", "id": "d-1", "kind": "delivered", "effective_on": date(2027, 2, 1), "of": "sale", "system": "drone", "quantity": 40,
}  # fmt: skip


def book(path: Path, *rows: dict[str, Any], columns: tuple[str, ...] = COLUMNS, top: int = 0) -> Path:
    file = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    page = file.add_worksheet()
    page.write_row(top, 0, columns)
    for number, row in enumerate(rows, start=top + 1):
        for name, value in row.items():
            page.write(number, columns.index(name), value)
    file.close()
    return path


def test_a_workbook_and_csv_say_the_same(tmp_path: Path) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerow(GOOD)
    (tmp_path / "events.csv").write_text(text.getvalue(), "utf-8")

    from_book, wrong = read_events(book(tmp_path / "events.xlsx", GOOD), sale())
    from_text, _ = read_events(tmp_path / "events.csv", sale())

    assert wrong == ()
    assert from_book == from_text
    assert [event.effective_on for event in from_book] == [date(2027, 2, 1)]


def test_what_cannot_stand_is_found_at_its_cell(tmp_path: Path) -> None:
    bad = {**GOOD, "id": "d-2", "quantity": 40.5}
    path = book(tmp_path / "events.xlsx", GOOD, bad, {**GOOD, "id": "d-3", "kind": "=1+1"}, top=1)

    events, findings = read_events(path, sale())

    assert [event.id for event in events] == ["d-1"]
    assert [(one.code, str(one.place)) for one in findings] == [
        ("L104", "events.xlsx:4:11"),
        ("L104", "events.xlsx:5:3"),
    ]


def test_a_cell_under_no_column_and_a_column_of_no_event_are_found(tmp_path: Path) -> None:
    columns = (*COLUMNS, "", "price")

    _, findings = read_events(book(tmp_path / "events.xlsx", {**GOOD, "price": 5}, columns=columns), sale())

    assert {(one.code, str(one.place)) for one in findings} == {
        ("L103", f"events.xlsx:1:{len(COLUMNS) + 1}"), ("L103", f"events.xlsx:1:{len(COLUMNS) + 2}"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100, workbook("<not"), workbook("")[:-30]]
)
def test_what_is_no_workbook_is_a_finding(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "events.xlsx").write_bytes(data)

    events, [finding] = read_events(tmp_path / "events.xlsx", sale())

    assert (events, finding.code) == ((), "L103")


LIMITED = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]) * 1_000_000,) * 2)
from dronedeal.settlement import read_events
from tests.settlement.settling import sale
events, findings = read_events(Path(sys.argv[1]), sale())
print(len(events), sorted({one.code for one in findings}))
"""


def limited(path: Path) -> str:
    """What comes of a file where memory ends at 1.5 GB."""
    command = [sys.executable, "-c", LIMITED, str(path), "1500"]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stdout.strip()


def test_a_zip_bomb_and_cells_far_apart_are_refused_before_memory_is_spent(tmp_path: Path) -> None:
    bomb, far = tmp_path / "bomb.xlsx", tmp_path / "far.xlsx"
    bomb.write_bytes(workbook(" " * 300_000_000, claimed=100))
    far.write_bytes(workbook(cells((("A1", "source"),), (("XFD1048576", "far"),))))

    assert [limited(bomb), limited(far)] == ["0 ['L103']", "0 ['L103']"]


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "xlsx"])
def test_a_gigabyte_is_refused_unread(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"events.{suffix}"
    with path.open("wb") as file:
        file.write(b"source,id,kind\n")
        file.truncate(10**9)

    assert limited(path) == "0 ['L103']"


def test_more_events_than_a_file_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dronedeal.settlement.events_file.MOST_EVENTS", 3)
    path = book(tmp_path / "events.xlsx", *({**GOOD, "id": f"d-{at}"} for at in range(5)))

    events, [finding] = read_events(path, sale())

    assert (len(events), finding.code) == (3, "L103")
    assert MOST_EVENTS >= 100_000


def test_mistakes_without_number_are_counted_not_told(tmp_path: Path) -> None:
    rows = "".join(f"maker,d-{at},delivered,nine,sale,drone,5\n" for at in range(900))
    (tmp_path / "events.csv").write_text(f"source,id,kind,effective_on,of,system,quantity\n{rows}", "utf-8")

    events, findings = read_events(tmp_path / "events.csv", sale())

    assert events == ()
    assert len(findings) == MOST_ALIKE + 1
    assert findings[-1].message.startswith("850 more findings L104")


def test_unseen_characters_are_found(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text(f"{','.join(COLUMNS)}\nma\u202eker\n", "utf-8")

    _, [finding] = read_events(tmp_path / "events.csv", sale())
    (tmp_path / "events.jsonl").write_text('{"source": "ma\u202eker"}\n', "utf-8")
    _, [other] = read_events(tmp_path / "events.jsonl", sale())

    assert (finding.code, other.code) == ("D117", "D117")


def test_a_locked_or_foreign_archive_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "events.xlsx", "w") as archive:
        archive.writestr("readme.txt", "no sheets here")

    assert [one.code for one in read_events(tmp_path / "events.xlsx", sale())[1]] == ["L103"]


def test_a_template_has_the_columns_the_kinds_and_the_names_of_the_deal(tmp_path: Path) -> None:
    data = template_xlsx(sale())
    (tmp_path / "events.xlsx").write_bytes(data)
    file = CalamineWorkbook.from_filelike(io.BytesIO(data))
    tables = {name: file.get_sheet_by_name(name).to_python() for name in file.sheet_names}

    assert data == template_xlsx(sale())
    assert tables["events"] == [list(COLUMNS)]
    assert template_csv().decode() == ",".join(COLUMNS) + "\n"
    assert [row[0] for row in tables["kinds"][1:]] == list(KINDS)
    assert ["clause", "sale", "drone", "standard", "buyer"] in tables["names"]
    assert {row[0] for row in tables["parties"][1:]} == set(sale().deal.parties)
    assert read_events(tmp_path / "events.xlsx", sale()) == ((), ())
