"""The commands of what may come, and of others' domains: regimes, simulate, breakeven, domain. As ``commands`` else."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dronedeal.cli import output
from dronedeal.cli.application import Folder, Json, Scenario, Side, application, party_or_fail, read_or_fail
from dronedeal.deal import Unsound, numbers_of, parts_of

if TYPE_CHECKING:
    from dronedeal.bargaining.domains import Domain

__all__ = ["breakeven", "domain", "regimes", "simulate"]


@application.command(epilog="Example: dronedeal regimes examples/us-ukraine --as neutral")
def regimes(
    folder: Folder,
    rights: Annotated[bool, typer.Option(help="Also say what rights are worth, which takes a plan each.")] = True,
    side: Side = None,
    scenario: Scenario = None,
    json: Json = None,
) -> None:
    """The plan over all branches of what may come: what is committed before they are known, and what rights are worth."""
    import dronedeal
    from dronedeal.report.records import regimes_record

    deal = read_or_fail(folder, side, scenario, to_plan=True)
    if not deal.regimes:
        output.fail(
            f"{folder} writes no regimes", "add regimes: with their probabilities, and events: that happen in them"
        )
    with output.progress() as progress:
        over = dronedeal.regimes(deal, rights=rights, progress=progress)
    if json is not None:
        output.write_json(regimes_record(deal, over), json)
    else:
        from dronedeal.cli.tables_regimes import show_regimes

        show_regimes(deal, over)
    if over.because:
        raise SystemExit(1)


@application.command(epilog="Example: dronedeal simulate examples/us-ukraine --scenarios 10000 --seed 1")
def simulate(
    folder: Folder,
    scenarios: Annotated[
        int | None, typer.Option(help="How many futures to draw; 10,000, or 40 if re-planned.", show_default=False)
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Equal seeds draw equal futures.")] = 0,
    sobol: Annotated[
        bool, typer.Option("--sobol", help="Draw a scrambled Sobol sequence, which is more even.")
    ] = False,
    policy: Annotated[
        Literal["fixed", "replanned"],
        typer.Option(help="Orders as planned, or planned anew each year: seconds a future."),
    ] = "fixed",
    drivers: Annotated[bool, typer.Option(help="Also say which numbers matter, which takes longer.")] = True,
    named: Annotated[bool, typer.Option(help="Let scenarios come about that say how likely they are.")] = True,
    cluster: Annotated[
        str, typer.Option(metavar="ADDRESS", help="A Dask scheduler whose workers share the work.", show_default=False)
    ] = "",
    side: Side = None,
    scenario: Scenario = None,
    json: Json = None,
) -> None:
    """What if: the plan in many futures of what is uncertain or disputed; what it is worth then, and what that hangs on."""
    import dronedeal
    from dronedeal.document import likely_scenarios
    from dronedeal.lanes import NoCluster
    from dronedeal.report.records import simulation_record
    from dronedeal.simulation import MOST_REPLANNED, MOST_SCENARIOS, NoPlan

    usual, most = (10_000, MOST_SCENARIOS) if policy == "fixed" else (40, MOST_REPLANNED)
    scenarios = usual if scenarios is None else scenarios
    if not 1 <= scenarios <= most:
        output.fail(f"{scenarios:,} scenarios", f"draw between 1 and {most:,}: --scenarios {usual}")
    deal = read_or_fail(folder, side, scenario, to_plan=True)
    likely = likely_scenarios(folder) if named and scenario is None else ()
    others = {name: read_or_fail(folder, side, name, to_plan=True) for name in likely}
    with output.progress() as progress:
        try:
            simulated = dronedeal.simulate(
                deal,
                others=others,
                scenarios=scenarios,
                seed=seed,
                sobol=sobol,
                policy=policy,
                drivers=drivers,
                cluster=cluster,
                progress=progress,
            )
        except NoPlan as none:
            print(f"{none}; there is nothing to carry out", file=sys.stderr)
            raise SystemExit(1) from none
        except Unsound as unsound:
            output.show_findings(unsound.findings, folder)
            raise SystemExit(1) from unsound
        except NoCluster as nobody:
            output.fail(str(nobody), nobody.mend)
        except ValueError as error:
            output.fail(
                str(error),
                "let a scenario change numbers and clauses, and probabilities sum to one at most; or --no-named",
            )
    if simulated.scenarios < scenarios:
        print(f"stopped after {simulated.scenarios:,} of {scenarios:,} scenarios", file=sys.stderr)
    if json is not None:
        output.write_json(simulation_record(deal, simulated), json)
        return
    from dronedeal.cli.tables import show_simulation

    show_simulation(deal, simulated)


@application.command(
    epilog="Example: dronedeal breakeven examples/us-ukraine systems.interceptor.unit_cost --for ukraine"
)
def breakeven(
    folder: Folder,
    number: Annotated[str, typer.Argument(help="Path of a number, as systems.drone.unit_cost.", show_default=False)],
    party: Annotated[str, typer.Option("--for", metavar="PARTY", help="Whose gain.", show_default=False)],
    side: Side = None,
    scenario: Scenario = None,
    json: Json = None,
) -> None:
    """At which value of a number does a party gain nothing, all others at their base?"""
    import dronedeal
    from dronedeal.document.reader import nearest
    from dronedeal.report.records import break_even_record
    from dronedeal.simulation import NoPlan, Unmovable

    deal = read_or_fail(folder, side, scenario, to_plan=True)
    party_or_fail(deal, party)
    with output.progress() as progress:
        try:
            found = dronedeal.break_even(deal, number, party, progress=progress)
        except KeyError:
            known = {part.path for one in numbers_of(deal) for part in parts_of(one)}
            output.fail(
                f"no number has the path {number}{nearest(number, known)}", "name a number, as systems.NAME.unit_cost"
            )
        except Unmovable as series:
            output.fail(str(series), "name a member of the series")
        except NoPlan as none:
            print(f"{none}; there is nothing to carry out", file=sys.stderr)
            raise SystemExit(1) from none
    if json is not None:
        output.write_json(break_even_record(deal, found), json)
        return
    from dronedeal.cli.tables import show_break_even

    show_break_even(deal, found)


@application.command(epilog="Example: dronedeal domain domain.xml buyer.xml seller.xml --json -")
def domain(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="GENIUS XML, GeniusWeb JSON, NegMAS YAML or JSON; a folder stands for its files.", show_default=False
        ),
    ],
    to: Annotated[
        Literal["genius", "geniusweb", "negmas"] | None, typer.Option(help="Write the domain in this format.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder to write it into, which must be new or empty.")] = None,
    json: Json = None,
) -> None:
    """The efficient packages of a finite negotiation domain, and which of them each rule picks; exact."""
    from dronedeal.bargaining.domains import TooMany, frontier_of, points_of, read_domain
    from dronedeal.report.records import domain_record

    for file in files:
        if not file.exists():
            output.fail(f"{file} is not there", "name the files of a domain and its profiles")
    if (to is None) != (out is None):
        output.fail("--to and --out go together", "write --to negmas --out FOLDER")
    try:
        read = read_domain(files)
        if to is not None and out is not None:
            _convert(read, to, out)
            return
        frontier = frontier_of(read)
    except Unsound as unsound:
        output.show_findings(unsound.findings, files[0] if files[0].is_dir() else files[0].parent)
        raise SystemExit(1) from unsound
    except TooMany as many:
        output.fail(str(many), "leave out issues that nobody minds, or round what values are worth")
    points = points_of(frontier)
    if json is not None:
        output.write_json(domain_record(frontier, points), json)
        return
    from dronedeal.cli.tables_domain import show_domain

    show_domain(frontier, points)


def _convert(domain: Domain, form: str, out: Path) -> None:
    """Write a domain's files into a new folder, or end with 2; nothing is left where one of them cannot be written."""
    from dronedeal.bargaining.domains import Unwritable, domain_files
    from dronedeal.cli.file import put

    try:
        files = domain_files(domain, form)
    except Unwritable as not_said:
        output.fail(str(not_said), "write another format, or mend the profiles")
    try:
        out.mkdir(parents=True, exist_ok=True)
        if any(out.iterdir()):
            output.fail(f"{out} is not empty", "name a new folder")
        for name, text in files.items():
            put(out / name, text)
            print(out / name)
    except OSError as error:
        output.fail(f"{out} cannot be written: {error.strerror}", "name a folder you may write to")
