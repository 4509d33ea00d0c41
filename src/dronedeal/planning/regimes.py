"""The verb regimes: a plan over all branches of what may come, commitments before they are known. Not the plan of the deal as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dronedeal.deal.branching import Branching, branching, chance_of
from dronedeal.deal.deal import Deal, principals_of, strike
from dronedeal.lanes import Lanes, lane_count
from dronedeal.planning.clause_cost import Struck, StruckOut, struck_gap
from dronedeal.planning.compile import Branch
from dronedeal.planning.outcome import built
from dronedeal.planning.over import Belief, LeafPlan, OverRegimes, PartyOver, Right, Wager
from dronedeal.planning.package import Chosen, choose_package
from dronedeal.planning.shortfall import Shortfall
from dronedeal.planning.walk_away import NoDeal, NoDealImpossible, NoDealPlan, walk_away
from dronedeal.reading import FloatVector
from dronedeal.solving import Solution

__all__ = ["NoRegimes", "over_regimes"]

_GAP = 1e-2
"""Distance to the bound, relative to the joint gain, at which a plan over regimes is taken for the best."""

_SECONDS = 120.0
"""Longest one integer program may take."""

_TINY = 1e-6
"""Share of the largest value below which a sum of money is a solver's tolerance."""


class NoRegimes(ValueError):
    """The document writes no regimes to plan over."""


@dataclass(frozen=True, slots=True)
class _Variant:
    """The deal over its regimes at the package, something changed in it: planned again."""

    out: StruckOut
    deal: Deal
    name: str
    words: str

    def __str__(self) -> str:
        return self.words

    def run(self) -> Struck:
        return self.out.of(self.deal, self.name)


def over_regimes(
    deal: Deal,
    *,
    package: Mapping[str, float] | None = None,
    rights: bool = True,
    processes: int | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> OverRegimes:
    """Plan a sound deal over its regimes.

    One plan, with one package: what is ordered, bought or built in a quarter is the same in all branches that cannot be told apart
    yet, and follows the branch once it is known. Every party keeps in expectation, by its own probabilities, what it would have
    without the deal, planned over the same regimes.

    Parameters
    ----------
    package
        Values of open numbers that stand, by path.
    rights
        Also say what it is worth to leave, to call back and to wait, and what it would be to know: a plan each.
    processes
        Processes beside this one; by default as many as there are processors.
    progress
        Told in words what is being done.

    Raises
    ------
    NoRegimes
        The deal has none.
    Unchainable, Boundless
        The deal cannot be written as a program.
    """
    if not deal.regimes:
        message = "the document writes no regimes"
        raise NoRegimes(message)
    over = branching(deal)
    progress("walk-aways over all regimes")
    try:
        no_deal = walk_away(over)
    except NoDealImpossible:
        return _none(deal, "infeasible", "the existing terms cannot hold together in every regime", None)
    progress("the package over all regimes")
    chosen = choose_package(over, no_deal, package=package, gap=_GAP, seconds=_SECONDS)
    if isinstance(chosen, Shortfall):
        return _none(deal, *_why(chosen, deal.currency), no_deal)
    compiled, values = chosen.compiled, chosen.solution.values
    parties = {
        party: PartyOver(
            value=worth.at(values), walk_away=no_deal.values[party], gain=worth.at(values) - no_deal.values[party]
        )
        for party, worth in compiled.value.items()
    }
    joint = compiled.joint.at(values)
    noise = _TINY * max(1.0, *compiled.sizes.values())
    leaves = tuple(_leaf(branch, chosen.solution, no_deal) for branch in compiled.branches)
    found, knowing = _rights(over, chosen, no_deal, processes, progress) if rights else ((), None)
    return OverRegimes(
        status="optimal" if chosen.proven else "unproven", because="", currency=deal.currency, principals=principals_of(deal), parties=parties,
        joint_gain=joint - no_deal.joint, gap=max(0.0, chosen.bound - joint) / max(abs(joint - no_deal.joint), noise),
        package=chosen.package, leaves=leaves, committed=_committed(deal, leaves), rights=found, knowing=knowing,
        beliefs=_beliefs(deal, compiled.branches, values, noise), wagers=_wagers(deal), noise=noise, notes=no_deal.notes,
    )  # fmt: skip


def _none(deal: Deal, status: str, because: str, no_deal: NoDeal | None) -> OverRegimes:
    walk_aways = {} if no_deal is None else no_deal.values
    return OverRegimes(
        status=status, because=because, currency=deal.currency, principals=principals_of(deal), joint_gain=0.0, gap=0.0, package={},
        parties={party: PartyOver(value=value, walk_away=value, gain=0.0) for party, value in walk_aways.items()},
        leaves=(), committed={}, rights=(), knowing=None, beliefs=(), wagers=_wagers(deal), noise=1.0,
        notes=() if no_deal is None else no_deal.notes,
    )  # fmt: skip


def _why(short: Shortfall, currency: str) -> tuple[str, str]:
    if not short.possible:
        return "infeasible", "the deal's lines cannot hold together in every regime"
    if not short.parties:
        return "no zone", "no package was found that lifts everybody to its walk-away, and none was proven not to"
    names = ", ".join(f"{party} by {amount:,.0f}" for party, amount in short.parties.items())
    return (
        "no zone",
        f"no package lifts everybody to what it expects without the deal: at best {short.missing:,.0f} {currency} is missing, {names}",
    )


def _leaf(branch: Branch, solution: Solution, no_deal: NoDealPlan) -> LeafPlan:
    compiled, values = branch.compiled, branch.within(solution.values)
    (without,) = (one for one in no_deal.compiled.branches if one.leaf.name == branch.leaf.name)
    before = without.within(no_deal.solution.values)
    gains = {
        party: worth.at(values)
        - without.compiled.value[party].at(before)
        - (no_deal.values[party] - no_deal.planned[party])
        for party, worth in compiled.value.items()
    }
    stated = no_deal.joint - no_deal.compiled.joint.at(no_deal.solution.values)
    delivered: dict[str, float] = {}
    for flow, columns in zip(compiled.goods.flows, compiled.goods.columns, strict=True):
        units = float(values[columns].sum())
        if flow.clause and units > _TINY * max(1.0, flow.rate):
            delivered[flow.clause] = delivered.get(flow.clause, 0.0) + units
    return LeafPlan(
        regimes=tuple(regime.id for regime in branch.leaf.regimes), chance=branch.leaf.chance, chances=branch.leaf.chances, gains=gains,
        joint_gain=compiled.joint.at(values) - without.compiled.joint.at(before) - stated,
        built=built(compiled, replace(solution, values=values)), delivered=delivered,
    )  # fmt: skip


def _committed(deal: Deal, leaves: Sequence[LeafPlan]) -> dict[str, float]:
    """Capacity bought before any two leaves can be told apart, which is the same in all."""
    starts = [
        regime.since.since(deal.horizon.start)
        for regime in deal.regimes.values()
        if regime.since is not None and not regime.after
    ]
    known = (
        max(0, min(starts, default=0))
        if len(starts) == sum(not regime.after for regime in deal.regimes.values())
        else 0
    )
    bought = {site: sum(units[:known]) for site, units in leaves[0].built.items()}
    return {site: units for site, units in bought.items() if units > 0.0}


def _rights(
    over: Branching, chosen: Chosen, no_deal: NoDealPlan, processes: int | None, progress: Callable[[str], None]
) -> tuple[tuple[Right, ...], float | None]:
    """What each right is worth, the dearest first, and what it would be to know the branch from the start."""
    compiled, values = chosen.compiled, chosen.solution.values
    joint = compiled.joint.at(values)
    gap = struck_gap(joint - no_deal.joint, joint, _GAP)
    out = StruckOut(over, chosen.package, no_deal.floors, gap=gap)
    kinds = dict(_hanging(over))
    cases = [_Variant(out, strike(over, name), name, f"without {name}") for name in kinds]
    cases.append(_Variant(out, branching(over, waits=False), "", "all capacity committed at once"))
    cases.append(_Variant(out, branching(over, knows=True), "", "every branch known from the start"))
    count = lane_count(len(cases)) if processes is None else processes
    with Lanes(count, progress, loading=__name__) as lanes:
        *struck, committed, known = (answer.result() for answer in lanes.ask(cases))
    rights = [_right(kinds[one.clause], one, chosen, joint) for one in struck]
    rights.append(_right("wait", committed, chosen, joint))
    return tuple(sorted(rights, key=lambda one: (-one.worth, one.clause))), None if known.needed else max(
        0.0, known.joint - joint
    )


def _right(kind: str, without: Struck, chosen: Chosen, joint: float) -> Right:
    values = chosen.solution.values
    by_party = {party: worth.at(values) - without.by_party[party] for party, worth in chosen.compiled.value.items()}
    return Right(
        kind=kind, clause=without.clause, worth=joint - without.joint, by_party=by_party, needed=without.needed
    )


_KINDS = {"termination": "leave", "callback": "call back"}


def _hanging(deal: Deal) -> Iterator[tuple[str, str]]:
    """Proposed clauses that hang on an event which happens in some regime, and what kind of right each is."""
    happens = {name for regime in deal.regimes.values() for name in regime.events}
    for clause in deal.terms.values():
        if clause.status == "proposed" and clause.said.get("event") in happens:
            yield clause.id, _KINDS.get(clause.form, "hedge")


def _beliefs(deal: Deal, branches: Sequence[Branch], values: FloatVector, noise: float) -> tuple[Belief, ...]:
    """Proposed clauses whose payments somebody thinks likelier than the document does, the most traded first."""
    own: dict[str, dict[str, float]] = {}
    common: dict[str, dict[str, float]] = {}
    for branch in branches:
        within, leaf = branch.within(values), branch.leaf
        for payment in branch.compiled.money.payments:
            line, amounts = payment.line, payment.amount.at(within)
            for party, sign in ((line.debtor, -1.0), (line.creditor, 1.0)):
                present = sign * float(amounts @ branch.compiled.bases.discount_on(party, line.due))
                for table, chance in ((own, leaf.chances[party]), (common, leaf.chance)):
                    moved = table.setdefault(line.clause, {})
                    moved[party] = moved.get(party, 0.0) + chance * present
    found = (
        Belief(
            clause=clause,
            own=sums,
            common=common[clause],
            traded=sum(sums[party] - common[clause][party] for party in sums),
        )
        for clause, sums in own.items()
        if clause in deal.terms
        and deal.terms[clause].status == "proposed"
        and any(abs(sums[party] - common[clause][party]) > noise for party in sums)
    )
    return tuple(sorted(found, key=lambda one: (-one.traded, one.clause)))


def _wagers(deal: Deal) -> tuple[Wager, ...]:
    """Branches of which principals think differently, the widest apart first."""
    found: list[Wager] = []
    for regime in deal.regimes.values():
        thinks = {party: chance_of(deal, regime, party) for party in principals_of(deal)}
        payer, payee = min(thinks, key=lambda party: thinks[party]), max(thinks, key=lambda party: thinks[party])
        if thinks[payee] - thinks[payer] > _TINY:
            found.append(
                Wager(
                    regime=regime.id, payer=payer, payee=payee, payer_thinks=thinks[payer], payee_thinks=thinks[payee]
                )
            )
    return tuple(sorted(found, key=lambda one: (-one.gain, one.regime)))
