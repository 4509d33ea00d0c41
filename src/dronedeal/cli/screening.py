"""The commands of screening: may it be bought, which rules there are. Formatting stands in ``tables_screening``."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from dronedeal.cli import output
from dronedeal.cli.application import Json, Side, application
from dronedeal.cli.file import put
from dronedeal.deal import Place
from dronedeal.deal.calendar import day_written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dronedeal.screening import Bill, Entry, Kept
    from dronedeal.screening.vocabulary import Funds

__all__ = ["lists", "names", "rules", "screen"]

_LARGEST = 100_000_000
_LISTS = Path("lists")
_ALIKE = 0.8
"""Likeness of two lists' names, by ``difflib``, from which on one may be a slip for the other."""

What = Annotated[Path, typer.Argument(help="A deal's folder, or a bill of materials.", show_default=False)]
Day = Annotated[str, typer.Option(metavar="DATE", help="As 2027-03-01.", show_default=False)]


@application.command(
    epilog="Example: dronedeal screen examples/us-ukraine --buyer US-DoD --funds DoD --delivered 2027-03-01"
)
def screen(
    what: What,
    buyer: Annotated[
        str,
        typer.Option(
            metavar="BUYER",
            help="Who buys, as US-DoD; the deal's buyer, or one of its parties by id.",
            show_default=False,
        ),
    ] = "",
    delivered: Annotated[
        str,
        typer.Option(
            metavar="DATE",
            help="The day of delivery; that of the deal's first quarter if not said.",
            show_default=False,
        ),
    ] = "",
    funds: Annotated[
        str, typer.Option(metavar="MONEY", help="Whose money pays; as the deal's buyer says, or its usual money.")
    ] = "",
    signed: Annotated[
        str, typer.Option(metavar="DATE", help="The day of signature; that of delivery if not said.")
    ] = "",
    as_of: Annotated[
        str, typer.Option(metavar="DATE", help="Use what was known on this day; everything known if not said.")
    ] = "",
    fact: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUE",
            help="A fact of the purchase that a rule asks for, before those of the deal's buyer; may be repeated.",
        ),
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
        typer.Option(metavar="FOLDER", help="A folder of more imported lists, beside lists/ of the deal or the bill."),
    ] = None,
    until: Annotated[
        str, typer.Option(metavar="DATE", help="Also tell how verdicts turn for deliveries until this day.")
    ] = "",
    cure: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RULE|all",
            help="Also the cheapest of the bill's alternatives that turn this rule green; may be repeated.",
        ),
    ] = None,
    units: Annotated[
        int, typer.Option(min=1, max=10**9, help="Products over which what a cure costs once is weighed.")
    ] = 1,
    every: Annotated[bool, typer.Option("--all", help="Show also what passes and what no rule looks at.")] = False,
    side: Side = None,
    json: Json = None,
) -> None:
    """May it be bought with that money on that day; which part, which rule, which paper is missing?"""
    import dronedeal
    from dronedeal.deal import Unsound
    from dronedeal.report.records_screening import screened_record
    from dronedeal.screening import Wanted

    facts = _facts(fact or [])
    wanted = Wanted(
        buyer=buyer,
        delivered=_day("--delivered", delivered) if delivered else None,
        signed=_day("--signed", signed) if signed else None,
        funds=cast("Funds", _one_of("--funds", funds, "Funds")) if funds else None,
        as_of=_day("--as-of", as_of) if as_of else None,
        facts=facts,
    )
    end = _day("--until", until) if until else None
    for option, folder in (("--packs", packs), ("--lists", lists)):
        if folder is not None and not folder.is_dir():
            output.fail(f"{option} {folder} is no folder", "name a folder that exists")
    if not what.exists():
        output.fail(f"{what} is not there", "name a deal's folder, or a bill of materials (.json, .csv, .xlsx)")
    try:
        with output.progress() as progress:
            found = dronedeal.screen(
                what,
                wanted,
                packs=tuple(pack or ()),
                more_packs=packs,
                lists=lists,
                until=end,
                green=tuple(cure or ()),
                units=units,
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


@application.command(epilog="Example: dronedeal lists lists --add 1260h.csv --name US-1260H --known 2026-06-08")
def lists(
    folder: Annotated[
        Path, typer.Argument(help="The folder the lists are kept in; lists/ of a deal's folder is found by itself.")
    ] = _LISTS,
    add: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Take an edition: Consolidated Screening List (JSON, CSV), FollowTheMoney (JSON lines), or CSV with a column name.",
            show_default=False,
        ),
    ] = None,
    name: Annotated[str, typer.Option(metavar="LIST", help="What the list is called, as rules ask for it.")] = "",
    known: Annotated[str, typer.Option(metavar="DATE", help="The day from which this edition was known.")] = "",
    valid: Annotated[
        str, typer.Option(metavar="DATE", help="The day from which it is in force; that of --known if not said.")
    ] = "",
    source: Annotated[
        list[str] | None,
        typer.Option(metavar="WORDS", help="Of a Consolidated Screening List, only sources so named; may be repeated."),
    ] = None,
    part: Annotated[bool, typer.Option(help="The file only adds: who is missing in it stays listed.")] = False,
    json: Json = None,
) -> None:
    """Which lists are held, as known when; and taking a new edition, with two clocks."""
    from dronedeal.report.records_screening import lists_record
    from dronedeal.screening import read_lists
    from dronedeal.screening.statutory import statutory

    if add is None:
        _see_that_there_is(folder)
    kept = read_lists(folder)
    output.show_findings(kept.findings, folder)
    if kept.findings:
        raise SystemExit(1)
    if add is not None:
        kept = _taken(kept, folder, add, name, known, valid, tuple(source or ()), part=part)
    elif name or known or valid:
        output.fail("no file to take", "name it: --add FILE")
    held, entries = statutory()
    if json is not None:
        output.write_json(lists_record({**held, **kept.held}, (*entries, *kept.entries)), json)
    else:
        from dronedeal.cli.tables_screening import show_lists

        show_lists({**held, **kept.held}, (*entries, *kept.entries))


@application.command(epilog="Example: dronedeal names suppliers.csv --list US-1260H --json -")
def names(
    file: Annotated[
        Path,
        typer.Argument(
            help="CSV with columns name1 and name2, or name, to look up; or a bill of materials, for its parties.",
            show_default=False,
        ),
    ],
    list_: Annotated[
        str,
        typer.Option("--list", metavar="LIST", help="A list that is held, a file of one, or all.", show_default=False),
    ] = "",
    lists_in: Annotated[
        Path | None,
        typer.Option(
            "--lists", metavar="FOLDER", help="Where lists are kept; lists/ here or beside the bill if not said."
        ),
    ] = None,
    json: Json = None,
) -> None:
    """Are these the same organisation; does any stand on a list? A likeness is a question, never a verdict."""
    from dronedeal.report.records_screening import names_record
    from dronedeal.screening import read_lists
    from dronedeal.screening.names import Index, Named, NoColumn, likenesses
    from dronedeal.screening.reviewed import of_nobody, read_reviews, with_reviews
    from dronedeal.screening.statutory import statutory

    bill = _bill(file)
    called = () if bill is None else _called(bill)
    parties = tuple(party for party, _ in called)
    beside = file.parent / _LISTS
    is_beside = bill is not None and beside.is_dir() and not _LISTS.is_dir()
    kept_in = lists_in or (beside if is_beside else _LISTS)
    rows = _rows(file) if bill is None else [row for _, row in called]
    if lists_in is not None or (list_ and not Path(list_).is_file()):
        _see_that_there_is(kept_in)
    pairs = bool(rows) and "name1" in rows[0] and "name2" in rows[0]
    if pairs and list_:
        print(
            f"note: name1 and name2 are held against each other, and not against {list_[:60]}: name a column name for that",
            file=sys.stderr,
        )
    kept = read_lists(kept_in)
    held, shipped = statutory()
    known = {**held, **kept.held}
    everyone = (*shipped, *kept.entries)
    entries = () if pairs else _entries(list_, known, everyone)
    reviews, wrong = read_reviews(kept_in)
    wrong = (*kept.findings, *wrong, *of_nobody(reviews, {entry.id for entry in (*everyone, *entries)}))
    output.show_findings(wrong, kept_in)
    if wrong:
        raise SystemExit(1)
    if not pairs and not list_:
        why = f"{file} has no columns name1 and name2, and no list is named" if bill is None else "no list is named"
        output.fail(why, "name one: --list US-1260H, or all")
    if bill is not None and not called:
        print(f"note: {file.name} names nobody who makes or sells anything", file=sys.stderr)
    index = None if pairs else Index(
        Named(id=entry.id, names=(entry.name, *entry.names), identifiers=tuple(entry.identifiers.values()))
        for entry in entries
    )  # fmt: skip
    try:
        found = likenesses(rows, index)
    except NoColumn as error:
        output.fail(str(error), "name the columns in the first row")
    by_id = {entry.id: entry for entry in entries}
    found = with_reviews(found, reviews, by_id.keys())
    if json is not None:
        output.write_json(names_record(found, by_id, parties), json)
    else:
        from dronedeal.cli.tables_screening import show_names

        show_names(found, by_id, parties)


def _bill(file: Path) -> Bill | None:
    """The bill of a file; none where it is a table of names."""
    from dronedeal.cli.bill import bill_or_fail
    from dronedeal.document.cells import first_row
    from dronedeal.screening.bills import is_of_a_bill

    suffix = file.suffix.lower()
    if suffix == ".csv":
        heads = first_row(file)
        if "name1" in {head.strip().casefold() for head in heads} or not is_of_a_bill(heads):
            return None
    return bill_or_fail(file) if suffix in {".csv", ".json", ".xlsx"} else None


def _called(bill: Bill) -> list[tuple[str, dict[str, str]]]:
    """Every name of every party of a bill, with its identifiers: the rows of a table of names, and whose each is."""
    return [
        (party.id, {"name": name, "identifiers": ";".join(party.identifiers.values())})
        for party in bill.parties.values()
        for name in dict.fromkeys(party.all_names)
        if name.strip()
    ]


def _rows(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by column, or an end with what is wrong."""
    import csv

    from dronedeal.document.cells import separator_of
    from dronedeal.document.inside import hidden
    from dronedeal.screening.tables import too_wide

    if not file.is_file():
        output.fail(f"{file} is no file", "name a CSV file")
    try:
        if file.stat().st_size > _LARGEST:
            output.fail(f"{file} holds more than {_LARGEST:,} bytes", "split it")
        with file.open(encoding="utf-8-sig", newline="") as text:
            separator = separator_of(text.readline())
            text.seek(0)
            reader = csv.DictReader(text, strict=True, delimiter=separator)
            heads = [(head or "").strip().casefold() for head in reader.fieldnames or ()]
            if len(set(heads)) < len(heads):
                output.fail(f"{file} has two columns of the same name", "name each column once")
            if not {"name", "name1"} & set(heads):
                output.fail(f"{file} has no column name, nor name1 and name2", "name the columns in the first row")
            rows: list[dict[str, str]] = []
            for row in reader:
                if None in row:
                    message, mend = too_wide(len(heads) + len(row[None]), len(heads), separator)
                    output.fail(f"{file}, line {reader.line_num}: {message}", mend)
                said = zip(heads, row.values(), strict=False)
                rows.append({head: one for head, one in said if isinstance(one, str) and not hidden(one, Place(""))})
            return rows
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        output.fail(f"{file} cannot be read: {error}", "save it as comma-separated UTF-8")


def _see_that_there_is(folder: Path) -> None:
    """End where a folder of lists that was named is none; say so where there is none by the usual name, or no list in it."""
    if not folder.is_dir():
        if folder.exists() or folder != _LISTS:
            output.fail(
                f"{folder} is no folder", "name a folder that exists, or take a list into it with dronedeal lists"
            )
        print(f"note: there is no folder {folder}: only what statutes write out is held", file=sys.stderr)
    elif not (folder / "editions.csv").is_file():
        inner = f"; did you mean {folder / _LISTS}?" if (folder / _LISTS / "editions.csv").is_file() else ""
        print(f"note: {folder} holds no list: only what statutes write out is held{inner}", file=sys.stderr)


def _entries(name: str, known: Mapping[str, object], everyone: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries of a list that is held, of a file of one, or of all."""
    from dronedeal.document.reader import nearest
    from dronedeal.screening import imported

    if not name:
        return ()
    if name == "all" or name in known:
        return tuple(entry for entry in everyone if name in {"all", entry.list} and entry.known_to is None)
    if Path(name).is_file():
        found = imported(Path(name), "FILE")
        if found.findings:
            output.show_findings(found.findings, Path(name).parent)
            raise SystemExit(1)
        return found.entries
    return output.fail(
        f"no list {name[:60]} is held{nearest(name, known)}", f"lists: all, {', '.join(known)}, or a file"
    )


def _taken(
    kept: Kept, folder: Path, file: Path, name: str, known: str, valid: str, sources: tuple[str, ...], *, part: bool
) -> Kept:
    """The lists with an edition more, written to their folder."""
    from dronedeal.screening import (
        EDITIONS,
        LIST_NAME,
        Listing,
        OutOfOrder,
        edition_taken,
        imported,
        written_editions,
        written_list,
    )

    if not LIST_NAME.fullmatch(name):
        output.fail(f"--name {name[:40]!r} cannot name a list", "write capitals and digits, as US-1260H")
    _see_that_it_is_meant(name, kept)
    day = _day("--known", known)
    found = imported(file, name, sources)
    if found.findings:
        output.show_findings(found.findings, file.parent)
        raise SystemExit(1)
    edition = Listing(
        list=name,
        valid_from=_day("--valid", valid) if valid else day,
        known_from=day,
        source=f"{file.name} ({found.kind})",
    )
    try:
        kept = edition_taken(kept, edition, found.entries, whole=not part)
    except OutOfOrder as error:
        output.fail(str(error), "take editions in the order in which they were known")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for there in (folder / f"{name}.csv", folder / EDITIONS):
            if there.is_symlink():
                output.fail(f"{there} is a link, and is not written through", "put the file itself there")
        put(folder / f"{name}.csv", written_list(kept, name))
        put(folder / EDITIONS, written_editions(kept))
    except OSError as error:
        output.fail(f"{folder} cannot be written: {error.strerror}", "name a folder that may be written")
    left = f"; {found.persons:,} left out that are no organisations" if found.persons else ""
    print(f"{name}: {output.counted(len(found.entries), 'organisation', 'organisations')} taken from {file.name}{left}")
    return kept


def _see_that_it_is_meant(name: str, kept: Kept) -> None:
    """Warn of a list's name that is new, and much like one that rules ask for or that is held: no rule would ever meet it."""
    from difflib import get_close_matches

    from dronedeal.screening import all_packs, lists_asked
    from dronedeal.screening.statutory import statutory

    asked = {one for pack in all_packs().values() for rule in pack.rules.values() for one in lists_asked(rule)}
    known = sorted({*asked, *kept.held, *statutory()[0]})
    close = [] if name in known else get_close_matches(name, known, n=1, cutoff=_ALIKE)
    if close:
        print(
            f"warning: no rule that comes with the program asks for a list {name}; did you mean {close[0]}?",
            file=sys.stderr,
        )


def _one_of(option: str, word: str, kind: str) -> str:
    from typing import get_args

    from dronedeal.document.reader import nearest
    from dronedeal.screening import vocabulary

    words = get_args(getattr(vocabulary, kind))
    if word not in words:
        output.fail(f"{option} {word[:40]} is not known{nearest(word, words)}", f"one of: {', '.join(words)}")
    return word


def _day(option: str, text: str) -> dt.date:
    return day_written(text) or output.fail(f"{option} {text[:40]} is no day", "write it as 2027-03-01")


def _facts(said: list[str]) -> dict[str, str]:
    from dronedeal.screening.vocabulary import TRUTHS

    found: dict[str, str] = {}
    for word in said:
        name, equals, value = (one.strip() for one in word.partition("="))
        if not equals or not name or not value:
            output.fail(f"--fact {word[:40]} gives no fact", "write --fact is_cots=yes")
        if value.casefold() in TRUTHS:
            output.fail(f"--fact {name[:40]} is {value!r}, which answers nothing", "write yes or no")
        if found.setdefault(name, value) != value:
            output.fail(f"--fact {name[:40]} is said two ways, {found[name][:40]} and {value[:40]}", "keep one of them")
    return found
