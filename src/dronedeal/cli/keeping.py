"""The commands that keep a ledger: back it up, restore it, bring it to today's version, say who may record. As ``commands`` else."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dronedeal.cli import output
from dronedeal.cli.application import Folder, application
from dronedeal.cli.settling import KeyFile, LedgerFile, asking, checkpoint_or_fail, opened, signed_note, signed_or_fail

__all__ = ["backup", "clerk", "migrate", "restore"]


@application.command(epilog="Example: dronedeal backup my-deal --ledger deal.sqlite --to deal.backup")
def backup(
    folder: Folder,
    ledger: LedgerFile,
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="A file that is not there yet.", show_default=False)],
    key: KeyFile = None,
) -> None:
    """Write a sound ledger to a file that belongs to no store: every entry as it stands, and a checkpoint that proves them."""
    from dronedeal import settlement

    signed = signed_or_fail(folder)
    with asking(), opened(ledger, signed, folder=folder, key=key) as book:
        done, findings = settlement.back_up(book, to)
    if done is None:
        output.show_findings(findings, folder)
        raise SystemExit(1)
    print(f"{to}\n{done.size} entries\n{signed_note(done.checkpoint)}", end="")


@application.command(epilog="Example: dronedeal restore my-deal deal.backup --ledger postgresql://me@host/deals")
def restore(
    folder: Folder,
    backup: Annotated[Path, typer.Argument(help="A backup.", show_default=False)],
    ledger: LedgerFile,
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="A checkpoint that was kept, or a statement in JSON; may be repeated."),
    ] = None,
) -> None:
    """Make a ledger of a backup, in any store, where there is none. It is verified first; the key that signs is not in it."""
    from dronedeal import settlement

    signed = signed_or_fail(folder)
    held = [checkpoint_or_fail(path) for path in checkpoint or []]
    with asking():
        done, findings = settlement.restore(backup, signed, ledger, held=held)
    if done is None:
        output.show_findings(findings, backup.parent)
        raise SystemExit(1)
    print(f"{done.size} entries restored, and verified")


@application.command(epilog="Example: dronedeal migrate my-deal --ledger deal.sqlite")
def migrate(folder: Folder, ledger: LedgerFile) -> None:
    """Bring a ledger of an older version to this one's: its entries and their hashes stay as they are, or nothing changes."""
    from dronedeal import settlement

    signed = signed_or_fail(folder)
    with asking():
        done, findings = settlement.migrate(ledger, signed)
    if done is None:
        output.show_findings(findings, folder)
        raise SystemExit(1)
    print(f"version {done.before} to {done.after}: {done.size} entries, each with the hash it had")


@application.command(epilog="Example: dronedeal clerk dronedeal_clerk --ledger postgresql://owner@host/deals")
def clerk(
    role: Annotated[str, typer.Argument(help="A role of the database; made if it is not there.", show_default=False)],
    ledger: LedgerFile,
) -> None:
    """Let a role of PostgreSQL read a ledger and add to it, and nothing else; said as the ledger's owner."""
    from dronedeal import settlement

    with asking():
        found = settlement.appoint(ledger, role)
    print("\n".join((role, *found)))
