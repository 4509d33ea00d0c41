"""The commands, one a verb. Each reads a folder, calls the verb and shows its result. Those of many futures stand in ``what_if``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from dronedeal.cli import output
from dronedeal.cli.application import (
    NOBODY,
    Folder,
    Gap,
    Json,
    Scenario,
    Side,
    application,
    gap_or_fail,
    party_or_fail,
    read_or_fail,
    side_or_fail,
    there_or_fail,
    weights_or_fail,
)
from dronedeal.cli.ending import ended
from dronedeal.deal import Deal, errors, numbers_of, parts_of

if TYPE_CHECKING:
    from dronedeal.report.actual import Actual
    from dronedeal.settlement import Signed

__all__ = ["application", "run"]


def run() -> None:
    """Run the application to its end."""
    ended(application)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"dronedeal {version('dronedeal')}")
        except PackageNotFoundError:
            print("dronedeal, not installed")
        raise SystemExit(0)


@application.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Write a Drone Deal once; check, match, choose, plan, simulate and study it."""
    del version  # its callback has answered


@application.command(epilog="Example: dronedeal check examples/us-ukraine")
def check(folder: Folder, side: Side = None, scenario: Scenario = None, json: Json = None) -> None:
    """Is the document sound; what is still open, uncertain or disputed?"""
    there_or_fail(folder, scenario)
    import dronedeal
    from dronedeal.report.records import FORMAT, finding_record
    from dronedeal.screening import read_cleared

    deal = read_cleared(folder, side=side, scenario=scenario).deal
    findings = dronedeal.check(folder, side=side, scenario=scenario)
    wrong = deal is None or bool(errors(findings))
    if deal is not None and all(finding.code == NOBODY for finding in errors(findings)):
        side_or_fail(deal, side)
    numbers = {} if deal is None else dronedeal.numbers(deal)
    if json is not None:
        record: dict[str, Any] = {
            "format": FORMAT,
            "findings": [finding_record(finding) for finding in findings],
            "numbers": {kind: list(numbers.get(kind, ())) for kind in ("agreed", "open", "uncertain", "disputed")},
        }
        output.write_json(record, json)
    else:
        output.show_findings(findings, folder)
        if deal is not None:
            if wrong:
                print("What could be read; entries with errors are left out:")
            print(f"{deal.title}: {len(deal.parties)} parties, {len(deal.terms)} terms, {len(deal.needs)} needs")
            for kind, paths in numbers.items():
                shown = f": {', '.join(paths)}" if kind in {"open", "disputed"} and paths else ""
                print(f"{len(paths):>5} {kind}{shown}")
    raise SystemExit(1 if wrong else 0)


@application.command(epilog="Example: dronedeal new my-deal && dronedeal plan my-deal")
def new(
    folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet, or is empty.", show_default=False)],
) -> None:
    """Write a small commented deal that plans."""
    import dronedeal

    try:
        files = dronedeal.new(folder)
    except OSError as error:
        if _is_taken(error):
            output.fail(f"{folder} is not empty; nothing was written", "name a new folder")
        output.fail(f"{folder} cannot be written: {error.strerror}", "name a folder you may write to")
    else:
        for file in files:
            print(file)
        print(f"next: dronedeal plan {folder}")


def _is_taken(error: OSError) -> bool:
    """Whether a verb refused to write over what stands there; the system's own error of that name has a number."""
    return isinstance(error, FileExistsError) and error.errno is None


@application.command(epilog="Example: dronedeal explain D301")
def explain(code: Annotated[str, typer.Argument(help="A finding's code.", show_default=False)]) -> None:
    """What a finding means, why it matters, and how to mend it."""
    from dronedeal.deal.codes import CODES
    from dronedeal.document.reader import nearest

    known = CODES.get(code.upper())
    if known is None:
        output.fail(f"no finding has the code {code}{nearest(code.upper(), CODES)}", f"codes: {', '.join(CODES)}")
    print(
        f"{known.code}  {known.title}\n\n{known.what}\n\nWhy it matters: {known.why}\n\nBad:\n{_indented(known.bad)}\n\nGood:\n{_indented(known.good)}\n\nMend: {known.mend}"
    )


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


@application.command(epilog="Example: dronedeal match examples/us-ukraine --service Army")
def match(
    folder: Folder,
    service: Annotated[str | None, typer.Option(help="Only needs of this service.")] = None,
    side: Side = None,
    scenario: Scenario = None,
    json: Json = None,
) -> None:
    """Which systems serve which needs, at what all-in cost per effect, against what?"""
    import dronedeal
    from dronedeal.report.records import FORMAT, plain_record

    deal = read_or_fail(folder, side, scenario)
    ways = [way for way in dronedeal.match(deal) if service is None or way.service == service]
    if service is not None and not ways:
        known = sorted({need.service for need in deal.needs.values()})
        output.fail(f"no need of a service named {service}", f"services: {'; '.join(known)}")
    if json is not None:
        output.write_json({"format": FORMAT, "currency": deal.currency, "matches": plain_record(ways)}, json)
        return
    rows = [
        (
            way.need, way.service, way.system + ("*" if way.is_alternative else ""), way.kit, way.term, f"{way.effect.normalize():f}",
            f"{way.low:,.0f}" if way.low == way.high else f"{way.low:,.0f} - {way.high:,.0f}",
            "" if way.ratio is None else f"{way.ratio:.2f}", f"{way.barred_from} {way.why}".strip()[:60],
        )
        for way in ways
    ]  # fmt: skip
    columns = (
        "need",
        "service",
        "system",
        "kit",
        "under",
        "effect",
        f"{deal.currency} per effect",
        "middle over cheapest alternative",
        "barred from",
    )
    output.table("What can serve what (* an alternative without the deal)", columns, rows, right=(5, 6, 7))


@application.command(epilog="Example: dronedeal choose examples/us-ukraine --for interceptor_makers")
def choose(
    folder: Folder,
    company: Annotated[
        str, typer.Option("--for", metavar="COMPANY", help="Whose channels to compare.", show_default=False)
    ],
    side: Side = None,
    scenario: Scenario = None,
    json: Json = None,
) -> None:
    """Sale, licence, venture or subsidiary: one maker's channels compared."""
    import dronedeal
    from dronedeal.planning.choose import has_channels
    from dronedeal.report.records import FORMAT, plain_record

    deal = read_or_fail(folder, side, scenario, to_plan=True)
    party_or_fail(deal, company)
    with output.progress() as progress:
        channels = dronedeal.choose(deal, company, progress=progress)
    if not channels:
        makers = [party for party in deal.parties if has_channels(deal, party)]
        output.fail(
            f"{company} has no channel to compare: no proposed clause sells or licenses what is its own, or founds a line for it",
            "propose a purchase, licence, joint_production, subsidiary or technology clause that names it"
            + (f"; parties with channels: {', '.join(makers)}" if makers else ""),
        )
    if json is not None:
        output.write_json(
            {"format": FORMAT, "currency": deal.currency, "company": company, "channels": plain_record(channels)}, json
        )
        return
    rows = [
        (
            one.name,
            ", ".join(one.clauses),
            one.status,
            *(("", "", "") if one.because else (f"{one.gain:,.0f}", f"{one.joint_gain:,.0f}", f"{one.units:,.0f}")),
        )
        for one in channels
    ]
    columns = ("channel", "clauses", "status", f"gain of {company}, {deal.currency}", "joint gain", "units")
    output.table(f"Channels of {company}, each alone and all together", columns, rows, right=(3, 4, 5))
    for one in channels:
        if one.because:
            print(f"{one.name}: {one.because}", file=sys.stderr)


@application.command(epilog="Example: dronedeal plan examples/us-ukraine --as neutral --json plan.json")
def plan(
    folder: Folder,
    side: Side = None,
    scenario: Scenario = None,
    ledger: Annotated[
        str | None,
        typer.Option(
            "--from-ledger",
            metavar="FILE|URL",
            help="Plan what is left of the signed deal, holding what its ledger says has happened.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            metavar="DAY",
            help="With --from-ledger: the day to which it is complete; else what is closed.",
            show_default=False,
        ),
    ] = None,
    costs: Annotated[bool, typer.Option(help="Also solve without each proposed clause.")] = True,
    weight: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PARTY=WEIGHT", help="Weigh parties' own values instead of the joint value; may be repeated."
        ),
    ] = None,
    json: Json = None,
) -> None:
    """Who makes, delivers, pays and receives what each quarter, and what is it worth to each side?"""
    import dronedeal
    from dronedeal.report.records import plan_record

    if ledger is not None:
        if side is not None or scenario is not None or weight:
            output.fail("a signed deal is planned as it was signed", "leave out --as, --scenario and --weight")
        _plan_the_rest(folder, ledger, to, json)
    if to is not None:
        output.fail("--to says to which day a ledger is complete", "name the ledger: --from-ledger FILE")
    deal = read_or_fail(folder, side, scenario, to_plan=True)
    weights = weights_or_fail(deal, weight or [])
    with output.progress() as progress:
        planned = dronedeal.plan(deal, costs=costs, weights=weights, progress=progress)
    if json is not None:
        output.write_json(plan_record(deal, planned), json)
    else:
        from dronedeal.cli.tables import show_plan

        show_plan(deal, planned)
    raise SystemExit(0 if planned.status in {"optimal", "unproven"} else 1)


def _against_plan(folder: Path, ledger: str, to: str | None, progress: Callable[[str], None]) -> tuple[Signed, Actual]:
    """A signed deal with its plan held against its ledger, or the end."""
    from dronedeal.cli.settling import past_or_fail, signed_or_fail
    from dronedeal.report.actual import actual

    signed = signed_or_fail(folder)
    events, quarters = past_or_fail(ledger, signed, folder, to)
    found = actual(signed, events, quarters, progress=progress)
    if isinstance(found, str):
        print(f"no plan: {found}", file=sys.stderr)
        raise SystemExit(1)
    return signed, found


def _plan_the_rest(folder: Path, ledger: str, to: str | None, json: str | None) -> NoReturn:
    """Plan against actual, and the plan of what is left."""
    from dronedeal.cli.tables_settling import show_actual
    from dronedeal.report.records_settlement import actual_record

    with output.progress() as progress:
        signed, found = _against_plan(folder, ledger, to, progress)
    if json is not None:
        output.write_json(actual_record(signed, found), json)
    else:
        from dronedeal.cli.tables import show_plan

        show_actual(found)
        show_plan(signed.versions[-1][1].deal, found.plan)
    raise SystemExit(0)


@application.command(epilog="Example: dronedeal study examples/us-ukraine --out out")
def study(
    folder: Folder,
    out: Annotated[
        Path,
        typer.Option(help="Folder to write index.html, study.xlsx, study.json and figures into.", show_default=False),
    ],
    regimes: Annotated[bool, typer.Option("--regimes", help="Also plan over the regimes, which takes longer.")] = False,
    bargain: Annotated[
        bool, typer.Option("--bargain", help="Also find the frontier and the points of rules, which takes longer.")
    ] = False,
    gap: Gap = None,
    ledger: Annotated[
        str | None,
        typer.Option(
            "--from-ledger",
            metavar="FILE|URL",
            help="Also hold the signed deal's plan against its ledger.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            metavar="DAY",
            help="With --from-ledger: the day to which it is complete; else what is closed.",
            show_default=False,
        ),
    ] = None,
    side: Side = None,
) -> None:
    """All of it as one dossier a minister can read and an analyst can take apart."""
    import dronedeal

    gap_or_fail(gap)
    if gap is not None and not bargain:
        output.fail("--gap without --bargain", "ask for the frontier as well: --bargain --gap 0.001")
    read_or_fail(folder, side, None, to_plan=True)
    with output.progress() as progress:
        try:
            happened = None if ledger is None else _against_plan(folder, ledger, to, progress)[1]
            page = dronedeal.study(
                folder, out, side=side, regimes=regimes, table=bargain, gap=gap, actual=happened, progress=progress
            )
        except OSError as error:
            if _is_taken(error):
                output.fail(f"{out} holds files that no study wrote", "name a new folder")
            output.fail(f"{out} cannot be written: {error.strerror}", "name a folder you may write to")
    print(page)


@application.command(epilog="Example: dronedeal evidence examples/us-ukraine")
def evidence(folder: Folder, side: Side = None, scenario: Scenario = None, json: Json = None) -> None:
    """What rests on which claims; what on none; where do sources contradict?"""
    import dronedeal
    from dronedeal.report.records import FORMAT, plain_record

    deal = read_or_fail(folder, side, scenario)
    taken = dronedeal.evidence(deal)
    if json is not None:
        record = {"format": FORMAT, **plain_record(taken), "assumptions": [one.path for one in taken.assumptions]}
        output.write_json(record, json)
        return
    rows = [
        (
            one.path,
            one.kind,
            ", ".join(one.claims) or ("assumption" if one.is_assumption else "on the table"),
            str(one.place),
        )
        for one in taken.rests
    ]
    output.table("What rests on what", ("number", "kind", "rests on", "said at"), rows)
    print(
        f"\n{len(taken.assumptions)} of {len(taken.rests)} numbers are assumptions; {len(taken.unused)} of {len(deal.claims)} claims are not used: {', '.join(taken.unused) or 'none'}"
    )
    print(f"{len(taken.statements)} claims are statements, not numbers: {', '.join(taken.statements) or 'none'}")
    for one in taken.contradictions:
        print(f"contradiction: {' against '.join(one.claims)}  {one.about}{f'  ({one.path})' if one.path else ''}")


@application.command(epilog="Example: dronedeal trace examples/us-ukraine parties.ukraine.gain")
def trace(
    folder: Folder,
    path: Annotated[
        str, typer.Argument(help="A number, a payable line, a clause, or parties.PARTY.gain.", show_default=False)
    ],
    side: Side = None,
    scenario: Scenario = None,
    json: Json = None,
) -> None:
    """From any figure back to its clause and its claims."""
    import dronedeal
    from dronedeal.document.reader import nearest
    from dronedeal.planning import Untraceable
    from dronedeal.report.records import FORMAT, plain_record

    deal = read_or_fail(folder, side, scenario)
    planned = None
    if path.startswith("parties.") and path.rpartition(".")[2] in {"gain", "value", "walk_away"}:
        with output.progress() as progress:
            planned = dronedeal.plan(deal, costs=False, progress=progress)
    try:
        found = dronedeal.trace(deal, path, planned)
    except Untraceable as untraceable:
        output.fail(
            f"nothing has the path {path}{nearest(path, untraceable.known)}",
            "name a number, a line as terms.sale/price, a clause, or parties.PARTY.gain",
        )
    if json is not None:
        output.write_json({"format": FORMAT, "trace": plain_record(found)}, json)
        return
    from dronedeal.cli.tables import show_trace

    show_trace(found)


@application.command(epilog="Example: dronedeal diff examples/us-ukraine examples/us-ukraine --scenario stress")
def diff(
    before: Annotated[Path, typer.Argument(help="A deal's folder.", show_default=False)],
    after: Annotated[Path, typer.Argument(help="Another, or the same for scenarios and packages.", show_default=False)],
    scenario: Annotated[str | None, typer.Option(metavar="NAME", help="A scenario laid over the second.")] = None,
    side: Side = None,
    package: Annotated[
        Path | None, typer.Option(metavar="PLAN.json", help="A plan whose package fixes the second's open numbers.")
    ] = None,
    json: Json = None,
) -> None:
    """What the second deal says otherwise: versions, scenarios or packages."""
    import dronedeal
    from dronedeal.report.records import FORMAT, plain_record

    one, other = read_or_fail(before, side, None), read_or_fail(after, side, scenario)
    if package is not None:
        other = _packaged(other, package)
    differences = dronedeal.diff(one, other)
    if json is not None:
        output.write_json({"format": FORMAT, "differences": plain_record(differences)}, json)
        return
    if not differences:
        print("no difference")
        return
    rows = [(d.path, d.change, d.before, d.after, str(d.place)) for d in differences]
    output.table(f"{len(differences)} differences", ("path", "change", "before", "after", "said at"), rows)


def _packaged(deal: Deal, file: Path) -> Deal:
    """The deal with its open numbers fixed at a plan's package."""
    import json as reader
    from decimal import Decimal

    from dronedeal.deal import bind

    try:
        package = reader.loads(file.read_bytes()).get("package", {})
        known = {part.path for number in numbers_of(deal) for part in parts_of(number)}
        values = {path: Decimal(str(value)) for path, value in package.items() if path in known}
    except (OSError, ValueError, AttributeError, ArithmeticError):
        output.fail(f"{file} is no plan", "write one with dronedeal plan FOLDER --json FILE")
    try:
        return bind(deal, values)
    except ValueError as error:
        output.fail(f"{file} does not fit {deal.title}: {error}", "plan this deal, or widen the range")


@application.command(epilog="Example: dronedeal schema > deal.schema.json")
def schema() -> None:
    """The JSON Schema of a deal.yaml, for editors."""
    from dronedeal.document.schema import schema as made

    output.write_json(made(), "-")
