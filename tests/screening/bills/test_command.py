"""The command, as somebody runs it."""

import json
from pathlib import Path

import pytest

from tests.cli.tool import Done, tool_at
from tests.screening.bills.files import document, part

BILL = document(
    part("motor", ("quantity", "4"), ("cost", "30 USD"), ("origin:manufactured", "CN;40"), ("category", "motor")),
    metadata={"properties": [{"name": "dronedeal:party:domicile", "value": "maker;UA"}]},
)


def bom(folder: Path, *arguments: str, status: int = 0) -> Done:
    done = tool_at(folder, "bom", *arguments)
    assert done.status == status, done.out + done.err
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bill.json").write_text(json.dumps(BILL), "utf-8")
    return tmp_path


def test_a_bill_is_shown_with_its_sums(folder: Path) -> None:
    shown = bom(folder, "bill.json").out

    assert "· motor\t\tmotor\t4\t30\tmanufactured: CN 40 % (none)" in shown
    assert "manufactured\tnot known\t72.00\t60.0%" in shown
    assert "no cost is said of drone" in shown


def test_a_bill_is_json(folder: Path) -> None:
    record = json.loads(bom(folder, "bill.json", "--json", "-").out)

    assert record["sums"]["by_country"]["manufactured"] == {"": "72.00", "CN": "48.00"}
    assert record["bill"]["parts"][1]["id"] == "motor"


@pytest.mark.parametrize(("to", "suffix"), [("cyclonedx", "json"), ("csv", "csv"), ("xlsx", "xlsx")])
def test_a_converted_bill_is_the_same_bill_and_is_never_written_over_a_file(to: str, suffix: str, folder: Path) -> None:
    told = bom(folder, "bill.json", "--to", to, "--out", f"out.{suffix}").err
    again = bom(folder, "bill.json", "--to", to, "--out", f"out.{suffix}", status=2).err

    compared = json.loads(bom(folder, "bill.json", f"out.{suffix}", "--json", "-").out)
    assert not compared["changed"]
    assert not compared["added"]
    assert ("a sheet cannot say a party without a name" in told) == (to != "cyclonedx")
    assert "is not replaced" in again


def test_two_bills_are_compared(folder: Path) -> None:
    (folder / "new.json").write_text(json.dumps(BILL).replace("CN;40", "UA;40"), "utf-8")

    shown = bom(folder, "bill.json", "new.json").out

    assert "changed\tmotor\torigin: manufactured\tCN 40 %\tUA 40 %" in shown


def test_a_bill_that_cannot_be_read_ends_with_1_and_misuse_with_2(folder: Path) -> None:
    (folder / "wrong.json").write_text("{", "utf-8")

    assert "B101" in bom(folder, "wrong.json", status=1).err
    bom(folder, "nothing.json", status=2)
    bom(folder, "bill.json", "--to", "csv", status=2)
    bom(folder, "bill.json", "--to", "csv", "--out", "bill.txt", status=2)
