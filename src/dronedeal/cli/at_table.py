"""The commands of the table: bargain, and what is said across it. As ``commands`` else."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dronedeal.cli import output
from dronedeal.cli.application import (
    Folder,
    Json,
    Scenario,
    Side,
    application,
    party_or_fail,
    read_or_fail,
    weights_or_fail,
)
from dronedeal.deal import Deal

__all__ = ["bargain"]

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
    side: Side = None,
    scenario: Scenario = None,
    json: Json = None,
) -> None:
    """Which packages do all sides prefer to no deal; which are efficient, and which does each rule pick?"""
    import dronedeal
    from dronedeal.bargaining import OnesidedDeal, Unbounded
    from dronedeal.report.records import bargained_record

    deal = read_or_fail(folder, side, scenario, to_plan=True)
    names = sides_or_fail(deal, between)
    weights = weights_or_fail(deal, weight or [])
    before = None if signed_in is None else read_or_fail(signed_in, side, None, to_plan=True)
    if signed is None and signed_in is not None:
        output.fail("--signed-in without --signed", "name the package that was signed: --signed FILE")
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
                progress=progress,
            )
        except (OnesidedDeal, Unbounded) as error:
            output.fail(str(error), "name two sides or more with --between, and bound what they can gain")
    if json is not None:
        output.write_json(bargained_record(deal, found), json)
    else:
        from dronedeal.cli.tables_bargain import show_bargained

        show_bargained(deal, found)
    raise SystemExit(0 if found.zone.exists else 1)


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
