"""The commands of screening: may it be bought, which rules there are. Formatting stands in ``tables_screening``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from dronedeal.cli import output
from dronedeal.cli.application import Json, Side, application

if TYPE_CHECKING:
    from dronedeal.screening.vocabulary import Buyer, Funds

__all__ = ["rules", "screen"]

What = Annotated[Path, typer.Argument(help="A deal's folder, or a bill of materials.", show_default=False)]
Day = Annotated[str, typer.Option(metavar="DATE", help="As 2027-03-01.", show_default=False)]


@application.command(
    epilog="Example: dronedeal screen examples/us-ukraine --buyer US-DoD --funds DoD --delivered 2027-03-01"
)
def screen(
    what: What,
    buyer: Annotated[str, typer.Option(metavar="BUYER", help="Who buys, as US-DoD.", show_default=False)],
    delivered: Annotated[str, typer.Option(metavar="DATE", help="The day of delivery.", show_default=False)],
    funds: Annotated[
        str, typer.Option(metavar="MONEY", help="Whose money pays; the buyer's usual money if not said.")
    ] = "",
    signed: Annotated[
        str, typer.Option(metavar="DATE", help="The day of signature; that of delivery if not said.")
    ] = "",
    as_of: Annotated[
        str, typer.Option(metavar="DATE", help="Use what was known on this day; everything known if not said.")
    ] = "",
    fact: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="A fact of the purchase that a rule asks for; may be repeated."),
    ] = None,
    pack: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only this rule pack; may be repeated. Else the deal's own, or all."),
    ] = None,
    packs: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="A folder of more rule packs.", show_default=False)
    ] = None,
    lists: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="A folder of imported lists; lists/ of the deal if not said."),
    ] = None,
    until: Annotated[
        str, typer.Option(metavar="DATE", help="Also tell how verdicts turn for deliveries until this day.")
    ] = "",
    every: Annotated[bool, typer.Option("--all", help="Show also what passes and what no rule looks at.")] = False,
    side: Side = None,
    json: Json = None,
) -> None:
    """May it be bought with that money on that day; which part, which rule, which paper is missing?"""
    import dronedeal
    from dronedeal.deal import Unsound
    from dronedeal.report.records_screening import screened_record
    from dronedeal.screening import Purchase

    facts = _facts(fact or [])
    purchase = Purchase(
        buyer=cast("Buyer", _one_of("--buyer", buyer, "Buyer")),
        delivered=_day("--delivered", delivered),
        signed=_day("--signed", signed) if signed else None,
        funds=cast("Funds", _one_of("--funds", funds, "Funds")) if funds else None,
        as_of=_day("--as-of", as_of) if as_of else None,
        facts=facts,
    )
    if purchase.signed is not None and purchase.signed > purchase.delivered:
        output.fail("signed after it is delivered", "give --signed a day before --delivered")
    end = _day("--until", until) if until else None
    if not what.exists():
        output.fail(f"{what} is not there", "name a deal's folder, or a bill of materials (.json, .csv, .xlsx)")
    try:
        with output.progress() as progress:
            found = dronedeal.screen(
                what,
                purchase,
                packs=tuple(pack or ()),
                more_packs=packs,
                lists=lists,
                until=end,
                side=side,
                progress=progress,
            )
    except Unsound as error:
        output.show_findings(error.findings, what if what.is_dir() else what.parent)
        raise SystemExit(1) from error
    except LookupError as error:
        output.fail(*error.args)
    output.show_findings(found.findings, what if what.is_dir() else what.parent)
    if json is not None:
        output.write_json(screened_record(found), json)
    else:
        from dronedeal.cli.tables_screening import show_screening

        show_screening(found, every=every)
    raise SystemExit(1 if found.barred else 0)


@application.command(epilog="Example: dronedeal rules US-DOD-848")
def rules(
    rule: Annotated[str, typer.Argument(help="A rule's id; all of them if not said.", show_default=False)] = "",
    packs: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="A folder of more rule packs.", show_default=False)
    ] = None,
    json: Json = None,
) -> None:
    """Which rules are there, what do they say, and how sure is their text?"""
    from dronedeal.report.records_screening import rules_record
    from dronedeal.screening import all_packs

    read = all_packs(*([packs] if packs else []))
    findings = tuple(finding for one in read.values() for finding in one.findings)
    output.show_findings(findings, packs or Path())
    known = {name: one for pack in read.values() for name, one in pack.rules.items()}
    if rule and rule not in known:
        from dronedeal.document.reader import nearest

        output.fail(f"there is no rule {rule}{nearest(rule, known)}", f"rules: {', '.join(known)}")
    chosen = {rule: known[rule]} if rule else known
    if json is not None:
        output.write_json(rules_record(chosen.values()), json)
    else:
        from dronedeal.cli.tables_screening import show_rule, show_rules

        if rule:
            show_rule(known[rule])
        else:
            show_rules(chosen.values())
    raise SystemExit(1 if findings else 0)


def _one_of(option: str, word: str, kind: str) -> str:
    from typing import get_args

    from dronedeal.document.reader import nearest
    from dronedeal.screening import vocabulary

    words = get_args(getattr(vocabulary, kind))
    if word not in words:
        output.fail(f"{option} {word[:40]} is not known{nearest(word, words)}", f"one of: {', '.join(words)}")
    return word


def _day(option: str, text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        output.fail(f"{option} {text[:40]} is no day", "write it as 2027-03-01")


def _facts(said: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in said:
        name, equals, value = (one.strip() for one in word.partition("="))
        if not equals or not name or not value:
            output.fail(f"--fact {word[:40]} gives no fact", "write --fact is_cots=yes")
        found[name] = value
    return found
