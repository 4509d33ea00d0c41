"""What coalitions can have, as tables for a terminal. Formatting only."""

from __future__ import annotations

from dronedeal.bargaining import Coalitions
from dronedeal.cli import output
from dronedeal.cli.tables import whole

__all__ = ["show_coalitions"]


def show_coalitions(found: Coalitions) -> None:
    """Print what each coalition can have, who is needed, what rules of division give, and whether anybody stands in the way of all."""
    currency = found.currency
    shown = [one for one in found.coalitions if one.status != "no clause"]
    output.table(
        f"What each coalition can have without the others, {currency}, present value over the no-deal plan",
        ("coalition", "worth", "at most more", "clauses", "plan"),
        [
            (" + ".join(one.members), whole(one.worth), whole(one.within), str(len(one.clauses)), one.status)
            for one in shown
        ],
        right=range(1, 4), titled=True,
    )  # fmt: skip
    if len(shown) < len(found.coalitions):
        print(f"worth nothing, with no proposed clause left: {len(found.coalitions) - len(shown)} more")
    output.table(
        f"Who is needed, and what rules of division give, {currency}: none of them is called fair",
        ("player", "alone", "lost if it leaves", "Shapley value", "nucleolus", "least", "most"),
        [
            (
                one.player, whole(one.alone), whole(one.leaving), whole(one.shapley), whole(one.nucleolus),
                whole(one.least), whole(one.most),
            )
            for one in found.players
        ],
        right=range(1, 7), titled=True,
    )  # fmt: skip
    for one in found.players:
        if one.companies:
            print(f"{', '.join(one.companies)}: only with {one.player}")
    print(_of_all(found))
    print(f"worths nearer to each other than {whole(found.noise)} {currency} are not told apart")
    for note in found.notes:
        print(f"note: {note}")


def _of_all(found: Coalitions) -> str:
    """Whether the worth of all can be divided so that nobody has more elsewhere; *least* and *most* are read by it."""
    least = f"{whole(abs(found.least))} {found.currency}"
    if not found.exists:
        who = "; ".join(" + ".join(one.members) for one in found.blocking)
        return (
            f"no division gives every coalition what it can have without the others: some fall short by {least} at best, by turns {who}; "
            "least and most are over the divisions that come nearest"
        )
    if found.noise > abs(found.least):
        return (
            "whether divisions give every coalition what it can have without the others is not told: plans leave more than that unproven; "
            "least and most are over the divisions that come nearest"
        )
    return (
        "divisions that give every coalition what it can have without the others: there are, "
        f"with {least} to spare for each; least and most are over these"
    )
