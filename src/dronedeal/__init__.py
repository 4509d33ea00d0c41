"""dronedeal: write a Drone Deal once, then check, match, choose, plan, simulate and study it.

The public verbs. Each takes and returns nouns of ``dronedeal.deal``; heavy libraries are imported when a verb needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dronedeal.deal import (
    Deal,
    Finding,
    Kind,
    Offer,
    Open,
    Plan,
    Talks,
    Unsound,
    bind,
    errors,
    exact,
    kind_of,
    numbers_of,
    parts_of,
    shares,
    strike,
    within,
)
from dronedeal.settling import ledger, record, settle, sign, signed

if TYPE_CHECKING:
    from dronedeal.bargaining import Answered, Appraisal, Bargained, Coalitions, Talked
    from dronedeal.citing import Evidence
    from dronedeal.document import Difference
    from dronedeal.matching import Match
    from dronedeal.planning import Channel, OverRegimes, Trace
    from dronedeal.report.actual import Actual
    from dronedeal.screening import Purchase, Screening, Wanted
    from dronedeal.simulation import BreakEven, Policy, Simulated

__all__ = [
    "Deal",
    "Finding",
    "Plan",
    "Unsound",
    "answer",
    "appraise",
    "bargain",
    "bind",
    "break_even",
    "check",
    "choose",
    "coalitions",
    "diff",
    "evidence",
    "ledger",
    "match",
    "new",
    "numbers",
    "plan",
    "read",
    "record",
    "regimes",
    "screen",
    "settle",
    "sign",
    "signed",
    "simulate",
    "strike",
    "study",
    "talks",
    "trace",
    "write",
]


def check(folder: Path | str, *, side: str | None = None, scenario: str | None = None) -> tuple[Finding, ...]:
    """Every finding about a deal's folder, sorted; nothing is raised and nothing is written.

    Parameters
    ----------
    folder
        The deal's folder.
    side
        Whose private overlay to lay over it: a party, ``neutral`` for all, or nobody's.
    scenario
        A public overlay of ``scenarios/``.
    """
    from dronedeal.planning import unplannable
    from dronedeal.screening import read_cleared

    result = read_cleared(Path(folder), side=side, scenario=scenario)
    if result.deal is None or errors(result.findings):
        return result.findings
    return (*unplannable(result.deal), *result.findings)


def read(folder: Path | str, *, side: str | None = None, scenario: str | None = None) -> Deal:
    """Read a sound deal.

    Raises
    ------
    Unsound
        The document has errors; the exception carries every finding.
    """
    from dronedeal.screening import read_cleared

    result = read_cleared(Path(folder), side=side, scenario=scenario)
    if result.deal is None or errors(result.findings):
        raise Unsound(result.findings)
    return result.deal


def write(deal: Deal) -> str:
    """The deal as the text of a ``deal.yaml``; read again it is the same deal."""
    from dronedeal.document import written

    return written(deal)


def new(folder: Path | str) -> tuple[Path, ...]:
    """Write a small commented deal that plans into a new folder; returns the files.

    Raises
    ------
    FileExistsError
        The folder is not empty; nothing was written.
    """
    from dronedeal.document import new_folder

    return new_folder(Path(folder))


def numbers(deal: Deal) -> dict[Kind, tuple[str, ...]]:
    """Paths of the deal's numbers by kind: agreed, open, uncertain, disputed."""
    found: dict[Kind, list[str]] = {"agreed": [], "open": [], "uncertain": [], "disputed": []}
    for number in numbers_of(deal):
        found[kind_of(number)].append(number.path)
    return {kind: tuple(paths) for kind, paths in found.items()}


def diff(one: Deal, other: Deal) -> tuple[Difference, ...]:
    """What the second deal says otherwise than the first, by path."""
    from dronedeal.document import difference

    return difference(one, other)


def evidence(deal: Deal) -> Evidence:
    """What rests on which claims, what on none, which claims nobody uses, where sources contradict."""
    from dronedeal.citing import evidence as taken

    return taken(deal)


def trace(deal: Deal, path: str, plan: Plan | None = None) -> Trace:
    """From a figure back to the lines of the document and the claims behind them.

    Raises
    ------
    KeyError
        Nothing has this path.
    """
    from dronedeal.planning import trace as traced

    return traced(deal, path, plan)


def match(deal: Deal) -> tuple[Match, ...]:
    """Every way of serving every need, with its all-in cost per effect against the alternatives."""
    from dronedeal.matching import match as matched

    return matched(deal)


def choose(deal: Deal, company: str, *, progress: Callable[[str], None] = lambda _: None) -> tuple[Channel, ...]:
    """One company's channels compared, each planned alone, then all together.

    Raises
    ------
    KeyError
        No such party.
    """
    from dronedeal.planning import choose as compared

    return compared(deal, company, progress=progress)


def plan(
    deal: Deal,
    *,
    costs: bool = True,
    weights: Mapping[str, float] | None = None,
    package: Mapping[str, float] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Plan:
    """Who makes, delivers, pays and receives what each quarter, and what it is worth to each side.

    Parameters
    ----------
    costs
        Also say what each proposed clause costs, by solving without it.
    weights
        Weights on parties' own values instead of the joint value. Only what they are to each other matters.
    package
        Values of open numbers that stand, by path; other numbers are settled by ``bind``.
    progress
        Told in words what is being done.

    Raises
    ------
    KeyError
        The package names a path that no number has, or a weight is given to nobody of the deal.
    ValueError
        The package gives a number that is not open, or an open one a value it may not take; a weight is below zero or no
        number, or none is above zero.
    """
    from dronedeal.planning import plan as planned

    shared = None if weights is None else shares(weights, deal.parties)
    standing = None if package is None else _fitting(deal, package)
    return planned(deal, costs=costs, weights=shared, package=standing, progress=progress)


def _fitting(deal: Deal, package: Mapping[str, float]) -> dict[str, float]:
    """Refuse a package that would otherwise be passed over, or planned at a price nobody offers."""
    parts = [part for number in numbers_of(deal) for part in parts_of(number)]
    unknown = sorted(package.keys() - {part.path for part in parts})
    if unknown:
        message = f"no number has the path {', '.join(unknown)}"
        raise KeyError(message)
    settled = sorted(package.keys() - {part.path for part in parts if isinstance(part, Open)})
    if settled:
        message = f"{', '.join(settled)} is not open: a package settles what is; bind the deal to settle the rest"
        raise ValueError(message)
    values = exact(package)
    within(deal, values)
    return {path: float(value) for path, value in values.items()}


def bargain(
    deal: Deal,
    *,
    between: Sequence[str] = (),
    weights: Mapping[str, float] | None = None,
    mandates: bool = True,
    signed: Mapping[str, float] | None = None,
    signed_in: Deal | None = None,
    gap: float | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Bargained:
    """Which packages all sides prefer to no deal, which are efficient, and which each rule picks: balanced given these walk-aways.

    Parameters
    ----------
    between
        The sides; the deal's principals if none are named. Everybody else keeps its walk-away.
    weights
        Of the sides, for the rules that have any.
    mandates
        Whether the mandates that can be read hold.
    signed
        A package that is signed already, by path: gains are then counted from it, and nobody may lose.
    signed_in
        The deal in which it was signed, where this one amends it.
    gap
        How far the frontier of two sides may be from its bound over all choices of what is whole or yes-or-no, as a share of each range:
        more are sought until then, or until 400 integer programs were solved.
    progress
        Told in words what is being done.

    Raises
    ------
    KeyError, ValueError
        A side is no party; a weight or the package cannot be, as for ``plan``; fewer than two sides (``OnesidedDeal``); nothing bounds
        what sides can gain (``Unbounded``).
    """
    from dronedeal.bargaining import bargain as bargained

    shared = None if weights is None else shares(weights, deal.parties)
    standing = None if signed is None else _fitting(signed_in or deal, signed)
    return bargained(
        deal,
        between=between,
        weights=shared,
        mandates=mandates,
        signed=standing,
        signed_in=signed_in,
        gap=gap,
        progress=progress,
    )


def talks(
    deal: Deal, log: Talks, *, better: bool = True, seed: int = 0, progress: Callable[[str], None] = lambda _: None
) -> Talked:
    """What was offered so far: what each offer is worth and leaves, trade rates at the last, and what offers say of who made them.

    Parameters
    ----------
    better
        Also look for a package that is better for all than the last one.
    seed
        Of what is drawn to read the sides from their offers.

    Raises
    ------
    ValueError
        Fewer than two principals, or nothing that all could sign.
    """
    from dronedeal.bargaining import talk

    return talk(deal, log, better=better, seed=seed, progress=progress)


def appraise(deal: Deal, log: Talks, offer: Offer, *, progress: Callable[[str], None] = lambda _: None) -> Appraisal:
    """One offer on top of those logged: what it is worth to each side, what it leaves, which instruction it breaks.

    Raises
    ------
    ValueError
        As for ``talks``.
    """
    from dronedeal.bargaining import at_table

    table = at_table(deal, progress=progress)
    own = log.of(offer.by)
    before = table.appraised(own[-1], None) if own else None
    return table.appraised(offer, before)


def answer(
    deal: Deal,
    log: Talks,
    side: str,
    *,
    target: float | None = None,
    seed: int = 0,
    progress: Callable[[str], None] = lambda _: None,
) -> Answered:
    """What a side can answer: accept, please the others most at no cost to itself, or move the fewest numbers.

    Parameters
    ----------
    target
        The gain it wants, present money at its own rate; what its last offer gave it, if not said.

    Raises
    ------
    KeyError
        The side does not bargain.
    ValueError
        As for ``talks``.
    """
    from dronedeal.bargaining import answer as found

    return found(deal, log, side, target=target, seed=seed, progress=progress)


def coalitions(
    deal: Deal, among: Sequence[str] = (), *, progress: Callable[[str], None] = lambda _: None
) -> Coalitions:
    """What each coalition of players can have without the others, who is needed, and how the worth of all may be divided.

    Parameters
    ----------
    among
        The players, two to eight; if none are named, the principals, and states that a proposed clause names and that are no rivals.
    progress
        Told in words what is being done.

    Raises
    ------
    KeyError, ValueError
        A player is no party; too few players, too many, or one named twice (``WrongPlayers``); the existing terms contradict each other.
    """
    from dronedeal.bargaining import coalitions as found

    return found(deal, among, progress=progress)


def regimes(
    deal: Deal,
    *,
    package: Mapping[str, float] | None = None,
    rights: bool = True,
    progress: Callable[[str], None] = lambda _: None,
) -> OverRegimes:
    """Plan over all branches of what may come: commitments before they are known, recourse after, each side by its own probabilities.

    Parameters
    ----------
    package
        Values of open numbers that stand, by path; otherwise those are chosen once, for all branches.
    rights
        Also say what it is worth to leave, to call back and to wait, which takes a plan each.
    progress
        Told in words what is being done.

    Raises
    ------
    KeyError, ValueError
        The package cannot be, as for ``plan``; the deal has no regimes (``NoRegimes``).
    """
    from dronedeal.planning import over_regimes

    standing = None if package is None else _fitting(deal, package)
    return over_regimes(deal, package=standing, rights=rights, progress=progress)


def screen(
    what: Path | str,
    purchase: Purchase | Wanted,
    *,
    packs: Sequence[str] = (),
    more_packs: Path | str | None = None,
    lists: Path | str | None = None,
    until: date | None = None,
    green: Sequence[str] = (),
    units: int = 1,
    side: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> Screening:
    """May it be bought: every rule's verdict on every part of a deal's kits, or of one bill of materials.

    Parameters
    ----------
    what
        A deal's folder, or a bill of materials.
    purchase
        Who buys, with whose money, signed and delivered when. What is not said of one that is ``Wanted``, the deal's buyer
        says, and the screening's notes tell.
    packs
        Rule packs by name; the deal's own if none is named, all for a bill by itself.
    more_packs
        A folder of more packs, beside ``rules`` of the deal's folder.
    lists
        A folder of imported lists, beside ``lists`` of the deal's folder.
    until
        Also how verdicts turn for deliveries until this day.
    green
        Also the cheapest of a bill's alternatives that turn these rules green; ``all`` for every rule that bars.
    units
        Products over which what a cure costs once is weighed.
    side
        Whose private overlay to lay over the deal.

    Raises
    ------
    Unsound
        The deal or a bill cannot be read.
    LookupError
        There is no such pack, no kit has a bill, or it is not said who buys when, or ``until`` lies before the delivery; the arguments
        say what is wrong and how to mend it.
    """
    from dataclasses import replace

    from dronedeal.screening import Asked, Wanted, filled, screen_bill, screen_deal

    path = Path(what)
    home = path if path.is_dir() else path.parent
    asked = Asked(
        packs=tuple(packs),
        pack_folders=tuple(Path(one) for one in (home / "rules", more_packs) if one is not None),
        list_folders=tuple(Path(one) for one in (home / "lists", lists) if one is not None),
        until=until,
        green=tuple(green),
        units=units,
    )
    deal = read(path, side=side) if path.is_dir() else None
    whole, notes = filled(purchase, deal) if isinstance(purchase, Wanted) else (purchase, ())
    if until is not None and until < whole.delivered:
        raise LookupError("--until lies before --delivered", "give a later day")
    found = screen_bill(path, whole, asked) if deal is None else screen_deal(path, deal, whole, asked, progress)
    return replace(found, notes=(*notes, *found.notes))


def simulate(
    deal: Deal,
    *,
    others: Mapping[str, Deal] | None = None,
    scenarios: int = 10_000,
    seed: int = 0,
    sobol: bool = False,
    policy: Policy = "fixed",
    drivers: bool = True,
    package: Mapping[str, float] | None = None,
    cluster: str = "",
    progress: Callable[[str], None] = lambda _: None,
) -> Simulated:
    """What if: the plan in many futures, drawn from what is uncertain and disputed, and which numbers matter.

    Parameters
    ----------
    others
        Named scenarios that may come about instead, as ``read`` gives them, each with the probability its overlay says.
    scenarios, seed
        How many futures, and from which seed: equal seeds give equal results, to the last bit.
    sobol
        Draw a scrambled Sobol sequence, which fills the space more evenly.
    policy
        ``fixed``, or ``replanned``: each contract year the rest is planned anew from what has happened, on both sides; seconds a scenario.
    drivers
        Also say which numbers a principal's gain hangs on.
    package
        Values of open numbers that stand, by path.
    cluster
        Address of a Dask scheduler whose workers share the work; results are the same.
    progress
        Told in words what is being done.

    Raises
    ------
    KeyError, ValueError
        The package cannot be, as for ``plan``; no scenarios, or too many; the deal has no plan to carry out (``NoPlan``).
    ConnectionError
        Nobody answers at the cluster's address.
    """
    from dronedeal.simulation import simulate as simulated

    standing = None if package is None else _fitting(deal, package)
    return simulated(
        deal, others=others, scenarios=scenarios, seed=seed, sobol=sobol, policy=policy, drivers=drivers, package=standing, cluster=cluster, progress=progress
    )  # fmt: skip


def break_even(
    deal: Deal,
    number: str,
    party: str,
    *,
    package: Mapping[str, float] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> BreakEven:
    """At which value of one number a party gains nothing, all others at their base and the plan carried out as it stands.

    Raises
    ------
    KeyError, ValueError
        No number has the path, or it is a series; no party has the name; the package cannot be; the deal has no plan.
    """
    from dronedeal.simulation import break_even as found

    standing = None if package is None else _fitting(deal, package)
    return found(deal, number, party, package=standing, progress=progress)


def study(
    folder: Path | str, out: Path | str, *, side: str | None = None, regimes: bool = False, table: bool = False,
    gap: float | None = None, actual: Actual | None = None, progress: Callable[[str], None] = lambda _: None,
) -> Path:  # fmt: skip
    """Write the dossier of a deal: ``index.html``, ``study.xlsx``, ``study.json`` and figures as SVG; returns the page.

    ``regimes`` asks for the plan over the document's branches of what may come too, which takes longer than all the rest;
    ``table`` for the frontier, the points of rules and the logged offers, ``gap`` for that frontier as near to its bound as ``bargain`` is asked to bring it. ``actual`` is the signed deal's plan held against its ledger.

    Raises
    ------
    Unsound
        The document has errors.
    FileExistsError
        ``out`` holds something a study did not write.
    """
    from dronedeal.report import write_study

    return write_study(
        Path(folder), Path(out), side=side, regimes=regimes, table=table, gap=gap, actual=actual, progress=progress
    )
