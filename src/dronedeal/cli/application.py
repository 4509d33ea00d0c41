"""The application, and what its commands ask for alike: a folder, a side, a scenario, a deal that reads. Not the commands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dronedeal.cli import output
from dronedeal.deal import Deal, errors

__all__ = [
    "NOBODY",
    "Folder",
    "Gap",
    "Json",
    "Scenario",
    "Side",
    "application",
    "gap_or_fail",
    "party_or_fail",
    "read_or_fail",
    "side_or_fail",
    "there_or_fail",
    "weights_or_fail",
]

application = typer.Typer(
    name="dronedeal",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Folder = Annotated[Path, typer.Argument(help="The deal's folder, which holds deal.yaml.", show_default=False)]
Side = Annotated[
    str | None, typer.Option("--as", metavar="PARTY|neutral", help="Whose private overlay to lay over the document.")
]
Scenario = Annotated[str | None, typer.Option(metavar="NAME", help="A public overlay of scenarios/.")]
Json = Annotated[
    str | None, typer.Option("--json", metavar="FILE|-", help="Write the result as JSON instead of a table.")
]
Gap = Annotated[
    float | None,
    typer.Option(
        metavar="SHARE",
        help="Look for more choices of what is whole or yes-or-no until the frontier of two sides is so near to its bound, as a share of each range.",
        show_default=False,
    ),
]


NOBODY = "D132"
"""The finding that a side is no party: in a command misuse, unless the document itself has errors."""


def read_or_fail(folder: Path, side: str | None, scenario: str | None, *, to_plan: bool = False) -> Deal:
    """Read a deal, or show its errors and exit with 1."""
    there_or_fail(folder, scenario)
    from dronedeal.screening import read_cleared

    result = read_cleared(folder, side=side, scenario=scenario)
    wrong = errors(result.findings)
    if result.deal is not None and all(finding.code == NOBODY for finding in wrong):
        side_or_fail(result.deal, side)
    if to_plan and result.deal is not None and not wrong:
        from dronedeal.planning import unplannable

        wrong = unplannable(result.deal)
    if result.deal is None or wrong:
        output.show_findings(wrong, folder)
        raise SystemExit(1)
    return result.deal


def there_or_fail(folder: Path, scenario: str | None = None) -> None:
    """End with 2 where there is no such folder, or no such scenario in it."""
    if not folder.is_dir():
        output.fail(f"{folder} is no folder", "name the folder that holds deal.yaml, or make one: dronedeal new FOLDER")
    if scenario is None:
        return
    from dronedeal.document import scenarios_of
    from dronedeal.document.reader import nearest

    known = scenarios_of(folder)
    if scenario not in known:
        output.fail(
            f"{folder} has no scenario {scenario}{nearest(scenario, known)}", f"scenarios: {', '.join(known) or 'none'}"
        )


def side_or_fail(deal: Deal, side: str | None) -> None:
    """End with 2 where a side is neither a party nor neutral."""
    if side is not None and side != "neutral":
        party_or_fail(deal, side, "neutral")


def party_or_fail(deal: Deal, party: str, *more: str) -> None:
    """End with 2 where a deal has no such party, nor any of the other names that would do."""
    if party not in deal.parties:
        from dronedeal.document.reader import nearest

        known = ", ".join((*deal.parties, *more))
        output.fail(f"{party} is no party of this deal{nearest(party, deal.parties)}", f"parties: {known}")


def gap_or_fail(gap: float | None) -> None:
    """End with 2 where a gap that was asked for is none."""
    if gap is not None and not 0.0 < gap < 1.0:
        output.fail(f"{gap:g} is no gap", "write a share of each range, between 0 and 1: --gap 0.005")


def weights_or_fail(deal: Deal, said: list[str]) -> dict[str, float] | None:
    """Weights of parties as ``PARTY=WEIGHT``, or end with 2 where one is none."""
    weights: dict[str, float] = {}
    for word in said:
        party, _, value = word.partition("=")
        party_or_fail(deal, party)
        try:
            weights[party] = float(value)
        except ValueError:
            output.fail(f"{word} gives no weight", "write --weight ukraine=2")
        if not 0.0 <= weights[party] < float("inf"):
            output.fail(f"{word} gives no weight", "a weight is a number of zero or more: write --weight ukraine=2")
    if weights and not any(weights.values()):
        output.fail("no party is given a weight above zero", "write --weight ukraine=2")
    return weights or None
