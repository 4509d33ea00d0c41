"""What is written reads back the same, and is written the same again."""

from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings

from dronedeal.deal import errors
from dronedeal.screening.bill import Bill
from dronedeal.screening.bills import (
    compare,
    lost_in_sheet,
    read_bill,
    sums,
    written_csv,
    written_cyclonedx,
    written_xlsx,
)
from dronedeal.screening.bills.schemas import validator_of
from tests.screening.bills.drawn import bills, sheet_bills

RELAXED = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def again(data: bytes, path: Path) -> Bill:
    path.write_bytes(data)
    bill, findings = read_bill(path, path.name)
    assert bill is not None, findings
    assert not errors(findings)
    return bill


@RELAXED
@given(bill=bills())
def test_cyclonedx_reads_back_equal_and_is_written_the_same_again(bill: Bill, tmp_path: Path) -> None:
    data = written_cyclonedx(bill)

    read = again(data, tmp_path / "bill.json")

    assert validator_of("1.7").is_valid(orjson.loads(data))
    assert read == bill
    assert written_cyclonedx(read) == data
    assert compare(bill, read).is_same


@RELAXED
@given(bill=sheet_bills())
@pytest.mark.parametrize("write", [written_csv, written_xlsx], ids=["csv", "xlsx"])
def test_a_sheet_reads_back_equal_for_what_its_columns_hold(write: object, bill: Bill, tmp_path: Path) -> None:
    assert callable(write)
    data = write(bill)

    read = again(data, tmp_path / f"bill.{'csv' if write is written_csv else 'xlsx'}")

    assert lost_in_sheet(bill) == ()
    assert read == bill
    assert write(read) == data


@RELAXED
@given(bill=bills())
def test_every_table_of_sums_adds_up_to_the_total(bill: Bill) -> None:
    found = sums(bill)

    tables = [*found.by_country.values(), *found.by_party.values(), found.by_category]
    assert all(sum(table.values()) == found.total for table in tables)
    assert all(value > 0 for table in tables for value in table.values())
