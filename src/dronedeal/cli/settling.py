"""The commands of settlement: sign a deal, record what happened, close a quarter, state, verify. As ``commands`` else."""

from __future__ import annotations

import datetime as dt
import json as reader
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from dronedeal.cli import output
from dronedeal.cli.application import Folder, Json, application, party_or_fail, read_or_fail, there_or_fail
from dronedeal.cli.stating import (
    ahead_or_fail,
    day_or_fail,
    one_answer_or_fail,
    put_or_fail,
    put_statement,
    quarter_or_fail,
    span_or_fail,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from dronedeal.deal import Deal
    from dronedeal.settlement import Checkpoint, Event, Ledger, Signed

__all__ = [
    "KeyFile",
    "LedgerFile",
    "amend",
    "asking",
    "balances",
    "checkpoint_or_fail",
    "close",
    "forecast",
    "journal",
    "opened",
    "past_or_fail",
    "record",
    "sign",
    "signed_note",
    "signed_or_fail",
    "statement",
    "template",
    "verify",
]

LedgerFile = Annotated[
    str,
    typer.Option(
        "--ledger",
        metavar="FILE|URL",
        help="The ledger: an SQLite file, or postgresql://user@host/database.",
        show_default=False,
    ),
]
KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--key",
        metavar="FILE",
        envvar="DRONEDEAL_KEY",
        show_envvar=False,
        show_default=False,
        help="The private key that signs checkpoints; else beside an SQLite file, or ledger.key in the deal's folder.",
    ),
]


PackageFile = Annotated[
    Path | None,
    typer.Option(
        "--package",
        metavar="FILE",
        help="What is signed: values of open numbers under package, and figures agreed for good under agreed; "
        "if not said, the package that the talks ended in, and agreed of the folder's package.yaml.",
        show_default=False,
    ),
]


@application.command(epilog="Example: dronedeal sign examples/us-ukraine --package examples/us-ukraine/package.yaml")
def sign(folder: Folder, package: PackageFile = None, json: Json = None) -> None:
    """Close every open number, refuse what payments rest on and is not agreed, and freeze the deal with its hash."""
    from dronedeal import settlement
    from dronedeal.report.records_settlement import signed_record

    deal = read_or_fail(folder, None, None)
    values, agreed = _package_or_fail(folder, deal, package)
    signed, findings = settlement.sign(deal, values, agreed=agreed)
    if signed is not None:
        try:
            _, findings = settlement.put_signed(folder, signed, package=values, agreed=agreed)
        except OSError as error:
            output.fail(f"{folder} cannot be written: {error.strerror}", "make the folder writable")
    if signed is None or findings:
        output.show_findings(findings, folder)
        raise SystemExit(1)
    if json is not None:
        output.write_json(signed_record(signed, values, agreed), json)
    else:
        print(f"{folder / settlement.SIGNED}\n{signed.hash}")


@application.command(epilog="Example: dronedeal amend my-deal --from 2028-Q1 --package package.yaml")
def amend(
    folder: Folder,
    since: Annotated[
        str, typer.Option("--from", metavar="QUARTER", help="The first quarter it binds.", show_default=False)
    ],
    package: PackageFile = None,
    json: Json = None,
) -> None:
    """Sign the document as it stands now as an amendment: what counts from a quarter on is owed by it, what counted before is not."""
    from dronedeal import settlement
    from dronedeal.report.records_settlement import amended_record

    signed = signed_or_fail(folder)
    quarter = quarter_or_fail(since)
    deal = read_or_fail(folder, None, None)
    values, agreed = _package_or_fail(folder, deal, package)
    revised, findings = settlement.sign(deal, values, agreed=agreed)
    whole = None
    if revised is not None:
        whole, findings = settlement.amended(signed, revised, quarter)
    if whole is not None:
        try:
            _, findings = settlement.put_amendment(folder, whole, package=values, agreed=agreed)
        except OSError as error:
            output.fail(f"{folder} cannot be written: {error.strerror}", "make the folder writable")
    if whole is None or findings:
        output.show_findings(findings, folder)
        raise SystemExit(1)
    if json is not None:
        output.write_json(amended_record(whole, values, agreed), json)
    else:
        print(f"binds from {quarter}\n{whole.amendments[-1].hash}")


def _package_or_fail(folder: Path, deal: Deal, package: Path | None) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """The values and the agreed figures that are signed: of a file, or of the talks and the folder's own; or the end."""
    from dronedeal.document import read_signature, stored_signature

    if package is not None and not package.is_file():
        output.fail(f"{package} is no file", "name a file of values by path, as YAML or JSON")
    values, agreed, findings = stored_signature(folder, deal) if package is None else read_signature(package, deal)
    if findings:
        output.show_findings(findings, folder if package is None else package.parent)
        raise SystemExit(1)
    return values, agreed


@application.command(epilog="Example: dronedeal record my-deal events.csv --ledger deal.sqlite --preview")
def record(
    folder: Folder,
    events: Annotated[Path, typer.Argument(help="Events: CSV, XLSX, or JSON lines.", show_default=False)],
    ledger: LedgerFile,
    preview: Annotated[bool, typer.Option("--preview", help="Say what would come of it, and record nothing.")] = False,
    key: KeyFile = None,
    json: Json = None,
) -> None:
    """Record what happened: all events of a file or none. What was said before with the same body exists already."""
    from dronedeal import settlement
    from dronedeal.cli.tables_settling import show_recorded
    from dronedeal.report.records_settlement import recorded_record

    signed = signed_or_fail(folder)
    if not events.is_file():
        output.fail(f"{events} is no file", "name a file of events, as CSV, XLSX or JSON lines")
    found, wrong = settlement.read_events(events, signed)
    with asking():
        if (preview or wrong) and not settlement.is_ledger(ledger):
            with TemporaryDirectory() as aside, opened(f"{aside}/preview", signed, folder=folder, now=_now()) as book:
                done = book.record(found, now=_now(), preview=True)
        else:
            with opened(ledger, signed, folder=folder, key=key, now="" if preview or wrong else _now()) as book:
                done = book.record(found, now=_now(), preview=preview or bool(wrong))
    findings = (*wrong, *done.findings)
    if findings:
        output.show_findings(findings, events.parent)
        print(f"   nothing was recorded; {len(done.outcomes)} events of the file are sound", file=sys.stderr)
    if json is not None:
        output.write_json(recorded_record(done, findings, is_kept=not (preview or findings)), json)
    elif not findings:
        show_recorded(done, is_kept=not preview)
    raise SystemExit(1 if findings else 0)


@application.command(epilog="Example: dronedeal close my-deal --ledger deal.sqlite --to 2027-03-31")
def close(
    folder: Folder,
    ledger: LedgerFile,
    to: Annotated[str, typer.Option(metavar="DAY", help="A quarter's last day.", show_default=False)],
) -> None:
    """Close a period: what is recorded later changes no statement of it, and comes into the next one as a true-up."""
    signed = signed_or_fail(folder)
    day = day_or_fail(to)
    with asking(), opened(ledger, signed, folder=folder) as book:
        done, findings = book.close(day, now=_now())
    if done is None:
        output.show_findings(findings, folder)
        raise SystemExit(1)
    print(f"closed to {done.to} on {done.cutoff} entries")


@application.command(
    epilog="Example: dronedeal statement my-deal --ledger deal.sqlite --party partner --quarter 2027-Q1 --pdf q1.pdf"
)
def statement(
    folder: Folder,
    ledger: LedgerFile,
    party: Annotated[str, typer.Option(metavar="PARTY", help="Whose statement.", show_default=False)],
    to: Annotated[str | None, typer.Option(metavar="DAY", help="The day it is made to.", show_default=False)] = None,
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="DAY", help="Only what changed from this day on.", show_default=False),
    ] = None,
    quarter: Annotated[
        str | None, typer.Option(metavar="QUARTER", help="Only what changed in a quarter.", show_default=False)
    ] = None,
    cutoff: Annotated[
        int | None,
        typer.Option(
            metavar="SEQ",
            help="How many entries of the ledger count; of a closed period those it was closed on, else all.",
            show_default=False,
        ),
    ] = None,
    planned: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Planned events, for a forecast of what falls due.", show_default=False),
    ] = None,
    ahead: Annotated[
        int | None,
        typer.Option(
            metavar="QUARTERS", help="How far to forecast; 4 if planned events are given.", show_default=False
        ),
    ] = None,
    pdf: Annotated[str | None, typer.Option(metavar="FILE|-", help="Write it as PDF.", show_default=False)] = None,
    xlsx: Annotated[
        str | None, typer.Option(metavar="FILE|-", help="Write it as a workbook.", show_default=False)
    ] = None,
    sheet: Annotated[
        str | None, typer.Option("--csv", metavar="FILE|-", help="Write its lines as CSV.", show_default=False)
    ] = None,
    key: KeyFile = None,
    json: Json = None,
) -> None:
    """What a party owes and is owed to a day: each line with its formula, figures put in, and the events behind it."""
    from dronedeal import settlement
    from dronedeal.cli.tables_settling import show_statement
    from dronedeal.report.records_settlement import statement_record

    signed = signed_or_fail(folder)
    party_or_fail(signed.deal, party)
    first, day = span_or_fail(to, since, quarter)
    one_answer_or_fail(pdf, xlsx, sheet, json)
    forward = ahead_or_fail(signed, planned, ahead, day)
    if cutoff is not None and cutoff < 1:
        output.fail(f"{cutoff} is no cut-off", "write how many entries count, from one")
    with asking(), opened(ledger, signed, folder=folder, key=key) as book:
        found = settlement.statement_of(book, party=party, to=day, cutoff=cutoff, first=first, ahead=forward)
        signed_note(found.checkpoint)
    if cutoff is not None and cutoff > found.cutoff:
        output.fail(f"{cutoff} is no cut-off: the ledger has {found.cutoff} entries", "write as many or fewer")
    files = put_statement(found, signed, pdf=pdf, xlsx=xlsx, sheet=sheet)
    if json is not None:
        output.write_json(statement_record(found), json)
    elif pdf or xlsx or sheet:
        print("".join(f"{name}\n" for name in files), end="")
    else:
        show_statement(found)


@application.command(epilog="Example: dronedeal forecast my-deal planned.csv")
def forecast(
    folder: Folder,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="Where to write it, as CSV.", show_default=False)],
    ledger: Annotated[
        str | None,
        typer.Option(
            "--from-ledger", metavar="FILE|URL", help="Plan what is left after what was recorded.", show_default=False
        ),
    ] = None,
) -> None:
    """What the plan of the signed deal would deliver, make and spend, as planned events: a statement forecasts with them."""
    from dronedeal import settlement
    from dronedeal.planning import carried_on
    from dronedeal.report.actual import past_of

    signed, past = signed_or_fail(folder), None
    if ledger is not None:
        past = past_of(signed, *past_or_fail(ledger, signed, folder, None))
    with output.progress() as progress:
        found = carried_on(signed.versions[-1][1].deal, past, progress=progress)
    if found.plan is None:
        print(f"no plan: {found.because}", file=sys.stderr)
        raise SystemExit(1)
    events = settlement.planned_events(signed, {one: values.tolist() for one, values in found.counted.items()})
    put_or_fail(file, settlement.written_events(events))
    if file != "-":
        print(f"{file}\n{len(events)} planned events, to {signed.deal.horizon.quarters[-1].last_day}")


@application.command(epilog="Example: dronedeal template my-deal events.xlsx")
def template(
    folder: Folder,
    file: Annotated[Path, typer.Argument(help="What to write: .xlsx or .csv.", show_default=False)],
) -> None:
    """An empty file of events to fill in: the columns; in a workbook also what each kind says, and the deal's own names."""
    from dronedeal.report.events_template import template_csv, template_xlsx

    signed = signed_or_fail(folder)
    if file.suffix.lower() not in {".csv", ".xlsx"}:
        output.fail(f"{file} is neither a workbook nor CSV", "name a file that ends in .xlsx or .csv")
    if file.exists():
        output.fail(f"{file} is there already", "name a new file: what was filled in is not written over")
    put_or_fail(str(file), template_csv() if file.suffix.lower() == ".csv" else template_xlsx(signed))
    print(file)


@application.command(epilog="Example: dronedeal balances my-deal --ledger deal.sqlite")
def balances(folder: Folder, ledger: LedgerFile, json: Json = None) -> None:
    """Every account's balance, added up anew from all postings: money and goods that passed, and what closings stated."""
    from dronedeal.cli.tables_settling import show_balances
    from dronedeal.report.records_settlement import balances_record

    signed = signed_or_fail(folder)
    with asking(), opened(ledger, signed, folder=folder) as book:
        found = book.balances()
    if json is not None:
        output.write_json(balances_record(found), json)
    else:
        show_balances(found)


@application.command(epilog="Example: dronedeal verify my-deal --ledger deal.sqlite --checkpoint statement.json")
def verify(
    folder: Folder,
    ledger: LedgerFile,
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", help="A checkpoint that was kept, or a statement in JSON that holds one; may be repeated."
        ),
    ] = None,
    key: KeyFile = None,
    json: Json = None,
) -> None:
    """Was anything in the ledger changed, taken out, put in between or cut off; is every closing what the deal says?"""
    from dronedeal import settlement
    from dronedeal.report.records_settlement import verified_record

    signed = signed_or_fail(folder)
    held = [checkpoint_or_fail(path) for path in checkpoint or []]
    with asking(), opened(ledger, signed, folder=folder, key=key) as book:
        findings = settlement.verify(book, held=held)
        settings = book.settings
        note = "" if findings else signed_note(book.checkpoint(book.entries()))
    if findings:
        output.show_findings(findings, Path(ledger).parent)
    if json is not None:
        output.write_json(verified_record(findings, note, settings), json)
    elif not findings:
        print(f"sound ({settings})\n{note}", end="")
    raise SystemExit(1 if findings else 0)


@application.command(epilog="Example: dronedeal journal my-deal --ledger deal.sqlite --format hledger")
def journal(
    folder: Folder,
    ledger: LedgerFile,
    form: Annotated[str, typer.Option("--format", metavar="beancount|hledger", help="Whose journal.")] = "beancount",
) -> None:
    """The ledger as a plain-text journal, for a program of the other side's own choice."""
    from dronedeal import settlement

    if form not in {"beancount", "hledger"}:
        output.fail(f"{form} is no format of journals", "write --format beancount or --format hledger")
    signed = signed_or_fail(folder)
    with asking(), opened(ledger, signed, folder=folder) as book:
        sys.stdout.write(settlement.journal(book, cast("Literal['beancount', 'hledger']", form)))


def past_or_fail(ledger: str, signed: Signed, folder: Path, to: str | None) -> tuple[tuple[Event, ...], int]:
    """What a ledger holds, and how many quarters are over: those that are closed, or that have ended by a day; or end with 2."""
    day = None if to is None else day_or_fail(to)
    with asking(), opened(ledger, signed, folder=folder) as book:
        events = book.events()
        closed = book.closings()
    until = day or (closed[-1].to if closed else None)
    if until is None:
        output.fail(
            "no quarter of the ledger is closed", "close one, or say to which day it is complete: --to 2027-03-31"
        )
    quarters = signed.deal.horizon.quarters
    return events, sum(quarter.last_day <= until for quarter in quarters)


def signed_or_fail(folder: Path) -> Signed:
    """The signed deal of a folder, or the end."""
    from dronedeal.settlement import read_signed

    there_or_fail(folder)
    signed, findings = read_signed(folder)
    if signed is None:
        output.show_findings(findings, folder)
        raise SystemExit(1)
    return signed


@contextmanager
def opened(
    ledger: str, signed: Signed, *, folder: Path, key: Path | None = None, now: str = ""
) -> Generator[Ledger, None, None]:
    """A ledger, let go of in the end. The key of a database's ledger lies in the deal's folder, if nobody says where."""
    from dronedeal.settlement import Ledger, file_of

    book = Ledger(ledger, signed, now=now, key=key or (None if file_of(ledger) else folder / "ledger.key"))
    try:
        if key is not None and not book.key.private:
            output.fail(f"{key} is not the key of this ledger", "name the key that it was made with, or none")
        yield book
    finally:
        book.close_store()


def signed_note(checkpoint: Checkpoint | None) -> str:
    """A checkpoint as it is handed over; that nobody signed it is told."""
    if checkpoint is None:
        return ""
    if not checkpoint.signature:
        print(
            "the checkpoint is not signed: the ledger's private key is not here\n   mend: name it with --key, or lay it beside the ledger",
            file=sys.stderr,
        )
    return checkpoint.note


@contextmanager
def asking() -> Generator[None, None, None]:
    """End with 2 where there is no such ledger, and with 1 where it did not confirm what was written."""
    from dronedeal.settlement import NotStored, Unconfirmed

    try:
        yield
    except NotStored as error:
        output.fail(str(error), error.mend)
    except Unconfirmed as error:
        print(f"{error}\n   mend: run the same command again: what was recorded is known by its ids", file=sys.stderr)
        raise SystemExit(1) from error


def _now() -> str:
    """When it is recorded, to the second, in universal time."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat()


def checkpoint_or_fail(path: Path) -> Checkpoint:
    """A checkpoint that was kept, or the end."""
    from dronedeal.settlement import read_checkpoint

    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        output.fail(f"{path} cannot be read", "name a checkpoint, or a statement in JSON")
    if text.lstrip().startswith("{"):
        try:
            text = str(reader.loads(text)["checkpoint"])
        except (ValueError, KeyError, TypeError):
            text = ""
    found = read_checkpoint(text)
    if found is None:
        output.fail(f"{path} holds no checkpoint", "name a checkpoint, or a statement in JSON")
    return found
