"""The plan over all branches of what may come, as the study tells it where it is asked for. Not the plan of the document as it stands."""

from __future__ import annotations

from collections.abc import Mapping

from dronedeal.deal.deal import Deal
from dronedeal.planning import OverRegimes
from dronedeal.report.basis import Basis
from dronedeal.report.front import BranchEnd, Branches, Capacity, Expected, RightShown, Wagered
from dronedeal.report.wording import a_list, named, share, spoken

__all__ = ["DEFINITION", "branches"]

DEFINITION = (
    "One plan over all branches: what is ordered, built or bought in a quarter is the same in all that cannot be told apart yet, prices are agreed "
    "once, and everything else follows the branch that comes. What was ordered before a branch was known is made and paid for by its maker whatever "
    "comes. Each side weighs branches by its own probabilities, and expects no less than without the deal. A right is worth the plan with it less "
    "the plan without it, at the same package; clauses follow their events by themselves, and nobody is asked whether to use them."
)

_VISIBLE = 0.5
"""Units of capacity that a table of whole ones shows."""


def branches(one: Basis) -> Branches | None:
    """The plan over regimes; nothing where it was not asked for, or the document writes none."""
    over = one.over
    if over is None:
        return None
    deal = one.deal
    return Branches(
        status=over.status, because=over.because, joint_gain=one.snapped(over.joint_gain), by_document=one.snapped(over.by_document),
        gap=over.gap, within=over.within,
        expected=tuple(
            Expected(name=named(deal, party), principal=party in one.principals, value=worth.value, walk_away=worth.walk_away, gain=one.snapped(worth.gain))
            for party, worth in over.parties.items()
            if party in one.principals or one.snapped(worth.gain)
        ),
        ends=tuple(
            BranchEnd(
                name=_way(leaf.regimes), chance=leaf.chance, thinks=_named(deal, {party: leaf.chances[party] for party in one.principals}),
                joint_gain=one.snapped(leaf.joint_gain),
                gains=_named(deal, {party: one.snapped(leaf.gains[party]) for party in one.principals}),
            )
            for leaf in over.leaves
        ),
        capacity=_capacity(over),
        rights=tuple(
            RightShown(
                what=_RIGHTS[right.kind], clause=spoken(right.clause), worth=right.worth,
                by_party=_named(deal, {party: right.by_party[party] for party in one.principals} if right.by_party else {}),
                needed=right.needed,
            )
            for right in over.rights
        ),
        knowing=over.knowing,
        wagers=tuple(
            Wagered(
                branch=spoken(wager.regime), gain=wager.gain,
                says=f"{named(deal, wager.payer)} thinks it {share(wager.payer_thinks)} likely, {named(deal, wager.payee)} {share(wager.payee_thinks)}: "
                f"what the first pays the second then pleases both",
            )
            for wager in over.wagers
        ),
        traded=a_list([spoken(belief.clause) for belief in over.beliefs if belief.traded > over.noise]),
    )  # fmt: skip


_RIGHTS = {"leave": "To leave", "call back": "To call back", "wait": "To wait with capital", "hedge": "To be covered"}
"""What each kind of right is, in words."""


def _way(regimes: tuple[str, ...]) -> str:
    return ", then ".join(spoken(regime) for regime in regimes)


def _named(deal: Deal, figures: Mapping[str, float]) -> dict[str, float]:
    return {named(deal, party): figure for party, figure in figures.items()}


def _capacity(over: OverRegimes) -> tuple[Capacity, ...]:
    """Capacity bought by site: before any branch is known, and in all in each future."""
    sites = sorted({site for leaf in over.leaves for site, units in leaf.built.items() if sum(units) > _VISIBLE})
    return tuple(
        Capacity(
            site=spoken(site), committed=over.committed.get(site, 0.0),
            by_end={_way(leaf.regimes): sum(leaf.built.get(site, ())) for leaf in over.leaves},
        )
        for site in sites
    )  # fmt: skip
