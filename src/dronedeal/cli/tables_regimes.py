"""A plan over regimes as tables for a terminal. Formatting only."""

from __future__ import annotations

from dronedeal.cli import output
from dronedeal.cli.tables import bounded, whole
from dronedeal.deal import Deal
from dronedeal.planning import OverRegimes, Right

__all__ = ["show_regimes"]


_VISIBLE = 0.5
"""Units of capacity that a table of whole ones shows."""


def show_regimes(deal: Deal, over: OverRegimes) -> None:
    """Print what is expected, what comes of each future, what is committed before any is known, what rights are worth."""
    if over.because:
        print(f"{over.status}, because {over.because}")
        for line in over.conflict:
            print(f"   {line.place}  {line.path}  {line.text}")
        return
    print(
        f"{over.status}: expected joint gain {whole(over.joint_gain)} {deal.currency} over the no-deal plan, {bounded(over.gap)}"
    )
    if abs(over.by_document - over.joint_gain) > over.noise:
        print(
            f"each weighs what it bears by its own probabilities; by the document’s the same plan brings {whole(over.by_document)} {deal.currency}"
        )
    output.table(
        f"Expected worth to each side, {deal.currency}, present value, by its own probabilities",
        ("party", "value", "walk-away", "gain"),
        [
            (party, whole(one.value), whole(one.walk_away), whole(one.gain))
            for party, one in over.parties.items()
            if party in over.principals or abs(one.gain) > over.noise
        ],
        right=range(1, 4), titled=True,
    )  # fmt: skip
    _futures(deal, over)
    _capacity(over)
    _rights(deal, over)
    _apart(deal, over)
    chance = [event.id for event in deal.events.values() if event.probability is not None]
    if chance:
        print(f"left to chance, and so in no branch: {', '.join(chance)}; see dronedeal simulate")
    for note in over.notes:
        print(f"note: {note}")


def _futures(deal: Deal, over: OverRegimes) -> None:
    apart = [party for party in over.principals if any(one.chances[party] != one.chance for one in over.leaves)]
    rows = [
        (
            " → ".join(one.regimes), f"{one.chance:.0%}", *(f"{one.chances[party]:.0%}" for party in apart),
            whole(one.joint_gain), *(whole(one.gains[party]) for party in over.principals),
        )
        for one in over.leaves
    ]  # fmt: skip
    columns = (
        "future",
        "chance",
        *(f"{party} thinks" for party in apart),
        "gain of all",
        *(f"gain of {one}" for one in over.principals),
    )
    output.table(
        f"What comes of the deal in each future, {deal.currency}",
        columns,
        rows,
        right=range(1, len(columns)),
        titled=True,
    )


def _capacity(over: OverRegimes) -> None:
    sites = sorted({site for one in over.leaves for site, units in one.built.items() if sum(units) > _VISIBLE})
    if not sites:
        return
    columns = ("site", "before any is known", *(one.regimes[-1] for one in over.leaves))
    rows = [
        (site, whole(over.committed.get(site, 0.0)), *(whole(sum(one.built.get(site, ()))) for one in over.leaves))
        for site in sites
    ]
    output.table(
        "Capacity bought, units a quarter: before any branch is known, and in all by future",
        columns, rows, right=range(1, len(columns)), titled=True,
    )  # fmt: skip


def _rights(deal: Deal, over: OverRegimes) -> None:
    if not over.rights:
        return
    rows = [
        (
            f"to {one.kind}", one.clause or "capacity", _told(one),
            *(whole(one.by_party[party]) if one.by_party else "" for party in over.principals),
        )
        for one in over.rights
    ]  # fmt: skip
    columns = ("right", "clause", "worth to all", *(f"to {party}" for party in over.principals))
    title = (
        f"What rights are worth, {deal.currency}, expected, clauses following their events whoever would rather not; "
        f"less than {whole(over.within)} is not told from nothing"
    )
    output.table(title, columns, rows, right=range(2, len(columns)), titled=True)
    if over.knowing is not None and over.knowing <= over.within:
        print("to know every branch from the start would be worth nothing that is told from nothing")
    elif over.knowing is not None:
        print(
            f"to know every branch from the start would be worth {whole(over.knowing)} {deal.currency} to all together"
        )


def _told(right: Right) -> str:
    """What a right is worth to all, if that can be told."""
    if right.needed:
        return "no zone without it"
    return whole(right.worth) if right.by_party else "too little to tell"


def _apart(deal: Deal, over: OverRegimes) -> None:
    """Where the sides think differently, and which clauses trade on it."""
    if over.wagers:
        output.table(
            "Where the sides think differently: money paid in that branch pleases both",
            ("branch", "paid by", "who thinks it", "paid to", "who thinks it", "gain a unit paid"),
            [
                (one.regime, one.payer, f"{one.payer_thinks:.0%}", one.payee, f"{one.payee_thinks:.0%}", f"{one.gain:.2f}")
                for one in over.wagers
            ],
            right=(2, 4, 5), titled=True,
        )  # fmt: skip
    traded = [one for one in over.beliefs if abs(one.traded) > over.noise]
    if traded:
        output.table(
            f"Clauses that trade on it: what each side expects beyond the document’s probabilities, {deal.currency}",
            ("clause", "all together", *over.principals),
            [
                (
                    one.clause, whole(one.traded),
                    *(whole(one.own.get(party, 0.0) - one.common.get(party, 0.0)) for party in over.principals),
                )
                for one in traded
            ],
            right=range(1, 2 + len(over.principals)), titled=True,
        )  # fmt: skip
