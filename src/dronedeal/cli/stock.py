"""The command that says where goods are: stock by party, its lots, and lots that went twice. As ``commands`` else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dronedeal.cli import output
from dronedeal.cli.application import Folder, Json, application
from dronedeal.cli.settling import LedgerFile, asking, opened, signed_or_fail

if TYPE_CHECKING:
    from dronedeal.settlement import Book

__all__ = ["stock"]


@application.command(epilog="Example: dronedeal stock my-deal --ledger deal.sqlite --beside other-deal=other.sqlite")
def stock(
    folder: Folder,
    ledger: LedgerFile,
    beside: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FOLDER=LEDGER",
            help="Another signed deal and its ledger: lots that went under both are told. May be repeated.",
            show_default=False,
        ),
    ] = None,
    json: Json = None,
) -> None:
    """What each party has on hand, with its lots, and lots that were made, handed over or paid for twice; these end it with 1."""
    from dronedeal import settlement
    from dronedeal.cli.tables_settling import show_stock, show_twice
    from dronedeal.report.records_settlement import stock_record

    signed = signed_or_fail(folder)
    others = [_book(*_named(said)) for said in beside or []]
    texts = [signed.hash]
    for one in others:
        if one.signed.hash in texts:
            output.fail(f"{one.name} is a deal that is looked at already", "name each other deal once")
        texts.append(one.signed.hash)
    with asking(), opened(ledger, signed, folder=folder) as book:
        events = book.events()
    own = settlement.Book(name=str(folder) if others else "", signed=signed, events=settlement.in_force(events))
    found = settlement.twice([own, *others])
    record = stock_record(settlement.stock_of(signed, own.events), found)
    if json is not None:
        output.write_json(record, json)
    else:
        show_stock(record["stock"])
        show_twice(record["twice"])
    raise SystemExit(1 if found else 0)


def _named(said: str) -> tuple[Path, str]:
    folder, mark, ledger = said.partition("=")
    if not (folder and mark and ledger):
        output.fail(f"{said} names no deal and ledger", "write --beside other-deal=other.sqlite")
    return Path(folder), ledger


def _book(folder: Path, ledger: str) -> Book:
    """The events of another deal, from its own folder and ledger."""
    from dronedeal.settlement import Book, in_force

    signed = signed_or_fail(folder)
    with asking(), opened(ledger, signed, folder=folder) as book:
        return Book(name=str(folder), signed=signed, events=in_force(book.events()))
