"""The command for bills of materials: show, convert, compare, sum. As ``commands`` else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dronedeal.cli import output
from dronedeal.cli.application import Json, application
from dronedeal.deal import errors

if TYPE_CHECKING:
    from dronedeal.screening.bill import Bill

__all__ = ["bill_or_fail", "bom"]

_SUFFIXES = {"cyclonedx": ".json", "csv": ".csv", "xlsx": ".xlsx"}


@application.command(epilog="Example: dronedeal bom drone.json --to xlsx --out drone.xlsx")
def bom(
    file: Annotated[
        Path,
        typer.Argument(help="A bill: CycloneDX JSON 1.4 to 1.7, or a sheet in CSV or XLSX.", show_default=False),
    ],
    other: Annotated[
        Path | None, typer.Argument(help="A later version of it: what differs is shown.", show_default=False)
    ] = None,
    to: Annotated[
        Literal["cyclonedx", "csv", "xlsx"] | None,
        typer.Option(help="Write the bill in another format to --out.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Where to write it; a file that is there is not replaced.", show_default=False
        ),
    ] = None,
    json: Json = None,
) -> None:
    """What is in it, from where, at what cost; what differs between two bills; the same bill in another format."""
    from dronedeal.report.bills import bill_record, comparison_record
    from dronedeal.screening.bills import compare, sums

    if (to is None) != (out is None) or (to is not None and other is not None):
        output.fail("--to and --out go together, with one bill", "write --to csv --out drone.csv")
    bill = bill_or_fail(file)
    if to is not None and out is not None:
        _convert(bill, to, out)
    elif other is not None:
        after = bill_or_fail(other)
        found = compare(bill, after)
        if json is not None:
            output.write_json(comparison_record(bill, after, found), json)
        else:
            from dronedeal.cli.tables_bill import show_comparison

            show_comparison(bill, after, found)
        return
    total = sums(bill)
    if json is not None:
        output.write_json(bill_record(bill, total, ()), json)
    elif to is None:
        from dronedeal.cli.tables_bill import show_bill

        output.show_findings(total.findings, file.parent)
        show_bill(bill, total)


def bill_or_fail(file: Path) -> Bill:
    """A bill of a file, its findings shown; ends with 1 where one is an error, with 2 where there is no file."""
    from dronedeal.screening.bills import read_bill

    if not file.is_file():
        output.fail(f"{file} is no file", "name a bill: a .json, .csv or .xlsx file")
    bill, findings = read_bill(file, file.name)
    output.show_findings(findings, file.parent)
    if bill is None or errors(findings):
        raise SystemExit(1)
    return bill


def _convert(bill: Bill, to: str, out: Path) -> None:
    """Write a bill in a format; what the format cannot hold is said."""
    import sys

    from dronedeal.cli.file import put
    from dronedeal.document.inside import is_there
    from dronedeal.screening.bills import TooLong, lost_in_sheet, written_csv, written_cyclonedx, written_xlsx

    if out.suffix.lower() != _SUFFIXES[to]:
        output.fail(f"{out} does not end in {_SUFFIXES[to]}", f"name it {out.with_suffix(_SUFFIXES[to])}")
    if is_there(out):
        output.fail(f"{out} is there already, and is not replaced", "name another file, or move it away")
    try:
        data = {"cyclonedx": written_cyclonedx, "csv": written_csv, "xlsx": written_xlsx}[to](bill)
        put(out, data)
    except TooLong as error:
        output.fail(str(error), "write --to csv or --to cyclonedx")
    except OSError as error:
        output.fail(
            f"{out} cannot be written: {error.strerror}", "name a file in a folder that exists and may be written"
        )
    lost = () if to == "cyclonedx" else lost_in_sheet(bill)
    if lost:
        print(f"a sheet cannot say {', '.join(lost)}; --to cyclonedx keeps them", file=sys.stderr)
    print(out, file=sys.stderr)
