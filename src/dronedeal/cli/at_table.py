"""The commands of the table: bargain, and who is needed at it. As ``commands`` else."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from dronedeal.cli import output
from dronedeal.cli.application import (
    Folder,
    Gap,
    Json,
    Scenario,
    Side,
    application,
    gap_or_fail,
    party_or_fail,
    read_or_fail,
    weights_or_fail,
)
from dronedeal.deal import Deal, Finding, Offer, Open, Talks, numbers_of, parts_of, principals_of
from dronedeal.deal.calendar import day_written

if TYPE_CHECKING:
    from dronedeal.bargaining import Bargained

__all__ = ["answer", "bargain", "coalitions", "offer", "talks"]

Between = Annotated[
    str, typer.Option(metavar="A,B", help="The sides that bargain; the principals if not said.", show_default=False)
]


@application.command(epilog="Example: dronedeal bargain examples/us-ukraine --as neutral --json bargain.json")
def bargain(
    folder: Folder,
    between: Between = "",
    weight: Annotated[
        list[str] | None,
        typer.Option(metavar="PARTY=WEIGHT", help="Weigh sides, for the rules that have weights; may be repeated."),
    ] = None,
    mandates: Annotated[bool, typer.Option(help="Keep to the mandates that can be read.")] = True,
    signed: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="A package that is signed: look for what is better for all.", show_default=False
        ),
    ] = None,
    signed_in: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="The deal it was signed in, which this one amends.", show_default=False),
    ] = None,
    views: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Of a neutral run: write one view a side there, which holds nothing of the others'.",
            show_default=False,
        ),
    ] = None,
    gap: Gap = None,
    side: Side = None,
    scenario: Scenario = None,
    json: Json = None,
) -> None:
    """Which packages do all sides prefer to no deal; which are efficient, and which does each rule pick?"""
    import dronedeal
    from dronedeal.bargaining import OnesidedDeal, Unbounded, Unreachable
    from dronedeal.report.records import bargained_record

    if views is not None and side != "neutral":
        output.fail("views are of a neutral run", "read every side's overlay: --as neutral")
    gap_or_fail(gap)
    deal = read_or_fail(folder, side, scenario, to_plan=True)
    names = sides_or_fail(deal, between)
    weights = weights_or_fail(deal, weight or [])
    for name, share in (weights or {}).items():
        if not share or ((names or tuple(principals_of(deal))) and name not in (names or principals_of(deal))):
            output.fail(f"{name} has no weight here", "weigh sides that bargain, each above zero: --weight ukraine=2")
    before = None if signed_in is None else read_or_fail(signed_in, side, None, to_plan=True)
    if signed is None and signed_in is not None:
        output.fail("--signed-in without --signed", "name the package that was signed: --signed FILE")
    if before is not None and (before.currency, before.horizon) != (deal.currency, deal.horizon):
        output.fail(f"{signed_in} has another currency or horizon", "name the deal that this one amends")
    standing = None if signed is None else package_or_fail(signed, before or deal)
    with output.progress() as progress:
        try:
            found = dronedeal.bargain(
                deal,
                between=names,
                weights=weights,
                mandates=mandates,
                signed=standing,
                signed_in=before,
                gap=gap,
                progress=progress,
            )
        except (OnesidedDeal, Unbounded) as error:
            output.fail(str(error), "name two sides or more with --between, and bound what they can gain")
        except Unreachable as error:
            print(f"nothing to bargain over: {error}", file=sys.stderr)
            raise SystemExit(1) from error
    if views is not None:
        if not found.zone.exists:
            print(f"no zone: {found.zone.because}", file=sys.stderr)
        _write_views(deal, found, views)
    if json is not None:
        output.write_json(bargained_record(deal, found), json)
    elif views is None:
        from dronedeal.cli.tables_bargain import show_bargained

        show_bargained(deal, found)
    raise SystemExit(0 if found.zone.exists else 1)


def _write_views(deal: Deal, found: Bargained, folder: Path) -> None:
    """One file a side; what else stands in the folder is left."""
    from dronedeal.bargaining import LEAK, views_of
    from dronedeal.report.records import view_record

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        output.fail(f"{folder} cannot be made: {error.strerror}", "name a folder that may be written")
    for name, view in views_of(found).items():
        output.write_json(view_record(deal, view), str(folder / f"{name}.json"))
        print(f"{folder / f'{name}.json'}", file=sys.stderr)
    print(LEAK, file=sys.stderr)


@application.command(epilog="Example: dronedeal coalitions examples/three-buyers --json coalitions.json")
def coalitions(
    folder: Folder,
    among: Annotated[
        str,
        typer.Option(
            metavar="A,B,C",
            help="The players, two to eight; if not said, principals and states that a proposed clause names.",
            show_default=False,
        ),
    ] = "",
    side: Side = None,
    scenario: Scenario = None,
    json: Json = None,
) -> None:
    """Who is needed: what can each coalition have without the others, and how may the worth of all be divided?"""
    import dronedeal
    from dronedeal.bargaining import WrongPlayers
    from dronedeal.planning import NoDealImpossible
    from dronedeal.report.records import coalitions_record

    deal = read_or_fail(folder, side, scenario, to_plan=True)
    players = sides_or_fail(deal, among)
    with output.progress() as progress:
        try:
            found = dronedeal.coalitions(deal, players, progress=progress)
        except WrongPlayers as wrong:
            output.fail(str(wrong), "name two to eight parties, each once: --among A,B,C")
        except NoDealImpossible as impossible:
            print(f"{impossible}; dronedeal plan names their lines", file=sys.stderr)
            raise SystemExit(1) from impossible
    if json is not None:
        output.write_json(coalitions_record(deal, found), json)
    else:
        from dronedeal.cli.tables_coalitions import show_coalitions

        show_coalitions(found)
    raise SystemExit(0 if found.plans else 1)


def sides_or_fail(deal: Deal, said: str) -> tuple[str, ...]:
    """The sides somebody named, or end with 2 where one is no party."""
    names = tuple(name.strip() for name in said.split(",") if name.strip())
    for name in names:
        party_or_fail(deal, name)
    return names


def package_or_fail(path: Path, deal: Deal) -> dict[str, float]:
    """A package of a file, or its findings and an end with 1."""
    from dronedeal.document import read_package

    if not path.is_file():
        output.fail(f"{path} is no file", "name a file of values by path, as YAML or JSON")
    package, findings = read_package(path, deal)
    if findings:
        output.show_findings(findings, path.parent)
        raise SystemExit(1)
    return {name: float(value) for name, value in package.items()}


@application.command(epilog="Example: dronedeal talks examples/us-ukraine --as neutral")
def talks(
    folder: Folder,
    better: Annotated[
        bool, typer.Option(help="Also look for a package that is better for all than the last offer.")
    ] = True,
    side: Side = None,
    scenario: Scenario = None,
    json: Json = None,
) -> None:
    """What was offered so far: what each offer is worth, what it leaves, whom it moved; what trades for what; what offers say of who made them."""
    import dronedeal
    from dronedeal.report.records import talked_record

    deal = read_or_fail(folder, side, scenario, to_plan=True)
    log = talks_or_fail(folder, deal)
    with output.progress() as progress:
        found = _answering(lambda: dronedeal.talks(deal, log, better=better, progress=progress))
    if json is not None:
        output.write_json(talked_record(deal, found), json)
    else:
        from dronedeal.cli.tables_bargain import show_talks

        show_talks(deal, found)


@application.command(epilog="Example: dronedeal answer examples/us-ukraine --as ukraine")
def answer(
    folder: Folder,
    target: Annotated[
        float | None,
        typer.Option(
            metavar="MONEY",
            help="The gain wanted; what the side's last offer gave it, if not said.",
            show_default=False,
        ),
    ] = None,
    side: Side = None,
    scenario: Scenario = None,
    json: Json = None,
) -> None:
    """What a side can answer: accept, the package that costs it nothing and pleases the others most, and the one that moves fewest numbers."""
    import dronedeal
    from dronedeal.bargaining import MOST_MONEY
    from dronedeal.report.records import answered_record

    if side is None or side == "neutral":
        output.fail("nobody answers", "say who: --as ukraine")
    deal = read_or_fail(folder, side, scenario, to_plan=True)
    log = talks_or_fail(folder, deal)
    if target is not None and not abs(target) <= MOST_MONEY:
        output.fail(f"{target:g} is no gain", "write an amount of the deal's currency, below 1e14: --target 500e6")
    with output.progress() as progress:
        found = _answering(lambda: dronedeal.answer(deal, log, str(side), target=target, progress=progress))
    if json is not None:
        output.write_json(answered_record(deal, found), json)
    else:
        from dronedeal.cli.tables_bargain import show_answer

        show_answer(deal, found)


@application.command(epilog="Example: dronedeal offer my-deal --by home --set terms.sale.price=1.4 --note 'opening'")
def offer(
    folder: Folder,
    by: Annotated[str, typer.Option(metavar="PARTY", help="The side that makes it.", show_default=False)],
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="PATH=VALUE", help="A value of an open number; may be repeated.", show_default=False
        ),
    ] = None,
    package: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Values by path, as YAML or JSON.", show_default=False)
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Take the other side's last package as it stands.")] = False,
    note: Annotated[str, typer.Option(metavar="TEXT", help="What is said with it.")] = "",
    date: Annotated[
        str, typer.Option(metavar="DAY", help="The day, as 2027-01-31; today, if not said.", show_default=False)
    ] = "",
    json: Json = None,
) -> None:
    """Check an offer against the document and the side's own mandate, log it in talks.yaml, and say what it is worth.

    Talks end when every principal's last word is the same package: it has made it or accepted it.
    """
    import dronedeal
    from dronedeal.cli.file import put
    from dronedeal.document import TALKS, offer_added
    from dronedeal.report.records import appraisal_record

    deal = read_or_fail(folder, by, None, to_plan=True)
    party_or_fail(deal, by)
    sides = principals_of(deal)
    if by not in sides:
        output.fail(f"{by} is no principal and makes no offers", f"say who offers: {', '.join(sides)}")
    log = talks_or_fail(folder, deal)
    ended = log.agreed(sides)
    if ended is not None:
        output.fail(
            f"the talks ended with the offer of {ended.date}",
            f"start another file than {TALKS}, or take the acceptance out",
        )
    said = _said(deal, log, by, set_ or [], package, accept=accept)
    made = next_offer(log, by, said, date=date, note=note, accepts=accept)
    with output.progress() as progress:
        found = _answering(lambda: dronedeal.appraise(deal, log, made, progress=progress))
    own = [one for one in found.broken if one.side == by]
    if own:
        for one in own:
            print(f"refused: {one.said} ({one.place})", file=sys.stderr)
        print("   mend: offer within the mandate, or change the mandate; nothing was logged", file=sys.stderr)
        raise SystemExit(1)
    path = folder / TALKS
    with _alone(folder):
        again = talks_or_fail(folder, deal)
        if again != log:
            output.fail("somebody else logged an offer meanwhile", "look at the talks, and offer again")
        text = offer_added(folder, deal, log, made)
        if isinstance(text, Finding):
            output.show_findings((text,), folder)
            raise SystemExit(1)
        try:
            put(path, text)
        except OSError as error:
            output.fail(f"{path} cannot be written: {error.strerror}", "make the folder writable")
    if json is not None:
        output.write_json(appraisal_record(deal, found), json)
    else:
        from dronedeal.cli.tables_bargain import show_offer

        show_offer(deal, found, str(path), yet=Talks(offers=(*log.offers, made)).yet(sides) if accept else ())


@contextmanager
def _alone(folder: Path) -> Generator[None, None, None]:
    """Nobody else logs an offer meanwhile, where the system has locks of folders."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def talks_or_fail(folder: Path, deal: Deal) -> Talks:
    """The talks of a folder, or their findings and an end with 1."""
    from dronedeal.document import read_talks

    log, findings = read_talks(folder, deal)
    if findings:
        output.show_findings(findings, folder)
        raise SystemExit(1)
    return log


def next_offer(log: Talks, by: str, package: Mapping[str, Decimal], *, date: str, note: str, accepts: bool) -> Offer:
    """The next offer of a side; ends with 2 where its day is none, or before the last."""
    day = date or dt.date.today().isoformat()  # noqa: DTZ011 - the day where it is made
    if day_written(day) is None:
        output.fail(f"{day} is no day", "write --date 2027-01-31")
    if any("\ud800" <= letter <= "\udfff" for letter in note):
        output.fail("the note is no text", "write it in UTF-8")
    if log.offers and day < log.offers[-1].date:
        output.fail(f"{day} is before the last offer, of {log.offers[-1].date}", "give the day it was made")
    return Offer(
        round=log.next_round(by), date=day, by=by, package=package, accepts=accepts, note=" ".join(note.split())
    )


def _said(
    deal: Deal, log: Talks, by: str, words: Sequence[str], path: Path | None, *, accept: bool
) -> Mapping[str, Decimal]:
    """What is offered: values said, a file's, or the other side's last package."""
    if accept:
        others = [one for one in log.offers if one.by != by]
        if words or path is not None or not others:
            output.fail(
                "there is nothing to accept as it stands",
                "accept after an offer of the other side, without --set or --package",
            )
        package = others[-1].package
        still = [
            part.path
            for number in numbers_of(deal)
            for part in parts_of(number)
            if isinstance(part, Open) and part.path not in package
        ]
        if still:
            output.fail(
                f"the last package, by {others[-1].by}, leaves open: {', '.join(still)}",
                "offer a package that says these too, for others to accept",
            )
        return package
    from dronedeal.document import said_package

    found: dict[str, Decimal] = {}
    if path is not None:
        found |= {name: Decimal(repr(value)) for name, value in package_or_fail(path, deal).items()}
    words_said, findings = said_package(words, deal)
    if findings:
        output.show_findings(findings, Path())
        raise SystemExit(1)
    found |= words_said
    if not found:
        output.fail("nothing is offered", "say values: --set terms.sale.price=1.4, or --package FILE")
    return found


_Found = TypeVar("_Found")


def _answering(ask: Callable[[], _Found]) -> _Found:
    """What bargaining answers, or an end with 1 where there is nobody to agree with, or nothing to agree on."""
    from dronedeal.bargaining import OnesidedDeal, Unbounded, Unreachable
    from dronedeal.planning import NoDealImpossible

    try:
        return ask()
    except KeyError as nobody:
        output.fail(f"{nobody.args[0]} does not bargain", "name a principal of the document")
    except (OnesidedDeal, Unbounded, Unreachable, NoDealImpossible, ValueError) as error:
        print(f"nothing to bargain over: {error}", file=sys.stderr)
        raise SystemExit(1) from error
