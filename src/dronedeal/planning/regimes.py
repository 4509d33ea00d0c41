"""The verb regimes: a plan over all branches of what may come, commitments before they are known. Not the plan of the deal as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dronedeal.deal.branching import Branching, branching, chance_of, leaves_of
from dronedeal.deal.deal import Deal, principals_of, strike
from dronedeal.deal.plan import ConflictLine
from dronedeal.lanes import Lanes, lane_count
from dronedeal.planning.clause_cost import Struck, StruckOut, struck_gap
from dronedeal.planning.compile import Branch, Compiled
from dronedeal.planning.conflict import conflict_lines
from dronedeal.planning.outcome import built
from dronedeal.planning.over import Belief, LeafPlan, OverRegimes, PartyOver, Right, Wager
from dronedeal.planning.package import Chosen, choose_package
from dronedeal.planning.plan import worked_out
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
    except NoDealImpossible as impossible:
        return _conflicting(deal, impossible.compiled, None)
    progress("the package over all regimes")
    chosen = choose_package(over, no_deal, package=package, gap=_GAP, seconds=_SECONDS)
    if isinstance(chosen, Shortfall):
        if not chosen.possible:
            return _conflicting(deal, chosen.compiled, no_deal)
        return _none(deal, "no zone", _missing(chosen, deal.currency), no_deal)
    compiled, values = chosen.compiled, chosen.solution.values
    parties = {
        party: PartyOver(
            value=worth.at(values), walk_away=no_deal.values[party], gain=worth.at(values) - no_deal.values[party]
        )
        for party, worth in compiled.value.items()
    }
    joint = compiled.joint.at(values)
    gain, noise = joint - no_deal.joint, _TINY * max(1.0, *compiled.sizes.values())
    gap = max(0.0, chosen.bound - joint)
    within = gap + (0.5 * _GAP * abs(gain) if compiled.program.integer_count else 0.0) + noise
    leaves = tuple(_leaf(branch, chosen.solution, no_deal) for branch in compiled.branches)
    found, knowing = _rights(over, chosen, no_deal, within, processes, progress) if rights else ((), None)
    return OverRegimes(
        status="optimal" if chosen.proven else "unproven", because="", currency=deal.currency, principals=principals_of(deal), parties=parties,
        joint_gain=gain, by_document=sum(one.chance * one.joint_gain for one in leaves),
        gap=0.0 if gap <= noise else gap / max(abs(gain), noise), within=within,
        package=chosen.package, leaves=leaves, committed=_committed(compiled.branches, leaves), rights=found, knowing=knowing,
        beliefs=_beliefs(compiled, values, noise), wagers=_wagers(deal), noise=noise, conflict=(), notes=no_deal.notes,
    )  # fmt: skip


def _conflicting(deal: Deal, compiled: Compiled, no_deal: NoDeal | None) -> OverRegimes:
    """Why nothing can be planned: the first future that cannot hold by itself, else all of them together."""
    for leaf in leaves_of(deal):
        alone = worked_out(leaf.deal, polish=False).plan
        if alone.status == "infeasible":
            because = f"{alone.because}, once it has come to {leaf.name}"
            return _none(deal, "infeasible", because, no_deal, alone.conflict)
    because = "each future can hold by itself, but not all with what is done before they are told apart"
    return _none(deal, "infeasible", because, no_deal, conflict_lines(compiled))


def _none(
    deal: Deal, status: str, because: str, no_deal: NoDeal | None, conflict: tuple[ConflictLine, ...] = ()
) -> OverRegimes:
    walk_aways = {} if no_deal is None else no_deal.values
    return OverRegimes(
        status=status, because=because, currency=deal.currency, principals=principals_of(deal), joint_gain=0.0, by_document=0.0, gap=0.0, within=1.0, package={},
        parties={party: PartyOver(value=value, walk_away=value, gain=0.0) for party, value in walk_aways.items()},
        leaves=(), committed={}, rights=(), knowing=None, beliefs=(), wagers=_wagers(deal), noise=1.0, conflict=conflict,
        notes=() if no_deal is None else no_deal.notes,
    )  # fmt: skip


def _missing(short: Shortfall, currency: str) -> str:
    if not short.parties:
        return "no package was found that lifts everybody to its walk-away, and none was proven not to"
    names = ", ".join(f"{party} by {amount:,.0f}" for party, amount in short.parties.items())
    return f"no package lifts everybody to what it expects without the deal: at best {short.missing:,.0f} {currency} is missing, {names}"


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


def _committed(branches: Sequence[Branch], leaves: Sequence[LeafPlan]) -> dict[str, float]:
    """Capacity bought before any two leaves can be told apart, which is the same in all."""
    nodes = zip(*(branch.leaf.nodes for branch in branches), strict=True)
    apart = next((period for period, known in enumerate(nodes) if len(set(known)) > 1), len(branches[0].leaf.nodes))
    bought = {site: sum(units[:apart]) for site, units in leaves[0].built.items()}
    return {site: units for site, units in bought.items() if units > 0.0}


def _rights(
    over: Branching,
    chosen: Chosen,
    no_deal: NoDealPlan,
    within: float,
    processes: int | None,
    progress: Callable[[str], None],
) -> tuple[tuple[Right, ...], float | None]:
    """What each right is worth, the dearest first, and what it would be to know the branch from the start."""
    compiled, values = chosen.compiled, chosen.solution.values
    joint = compiled.joint.at(values)
    gap = struck_gap(joint - no_deal.joint, joint, _GAP)
    out = StruckOut(over, chosen.package, no_deal.floors, gap=gap)
    kinds = dict(_hanging(over))
    cases = {name: _Variant(out, strike(over, name), name, f"without {name}") for name in kinds}
    if chosen.compiled.branches[0].compiled.goods.built:
        cases[_WAIT] = _Variant(out, branching(over, waits=False), _WAIT, "all capacity committed at once")
    if all(chances == leaf.leaf.chance for leaf in compiled.branches for chances in leaf.leaf.chances.values()):
        cases[_KNOW] = _Variant(out, branching(over, knows=True), _KNOW, "every branch known from the start")
    count = lane_count(len(cases)) if processes is None else processes
    with Lanes(count, progress, loading=__name__) as lanes:
        found = dict(zip(cases, (answer.result() for answer in lanes.ask(list(cases.values()))), strict=True))
    known = found.pop(_KNOW, None)
    rights = [_right(kinds.get(name, name), one, chosen, within) for name, one in found.items()]
    knowing = None if known is None or known.needed else max(0.0, known.joint - joint)
    return tuple(sorted(rights, key=lambda one: (-one.worth, one.clause))), knowing


_WAIT, _KNOW = "wait", "know"
"""What is changed in a variant that strikes no clause."""


def _right(kind: str, without: Struck, chosen: Chosen, within: float) -> Right:
    values = chosen.solution.values
    worth = chosen.compiled.joint.at(values) - without.joint
    by_party = {party: one.at(values) - without.by_party[party] for party, one in chosen.compiled.value.items()}
    is_told = without.needed or abs(worth) > within
    return Right(
        kind=kind, clause="" if without.clause == _WAIT else without.clause, worth=worth, by_party=by_party if is_told else {},
        needed=without.needed,
    )  # fmt: skip


_KINDS = {"termination": "leave", "callback": "call back"}


def _hanging(deal: Deal) -> Iterator[tuple[str, str]]:
    """Proposed clauses that hang on an event which happens in some regime, and what kind of right each is."""
    happens = {name for regime in deal.regimes.values() for name in regime.events}
    for clause in deal.terms.values():
        if clause.status == "proposed" and clause.said.get("event") in happens:
            yield clause.id, _KINDS.get(clause.form, "hedge")


def _beliefs(compiled: Compiled, values: FloatVector, noise: float) -> tuple[Belief, ...]:
    """Proposed clauses about money alone whose payments somebody thinks likelier than the document does, the most traded first."""
    deal, goods = compiled.deal, {flow.clause for flow in compiled.goods.flows}
    own: dict[str, dict[str, float]] = {}
    common: dict[str, dict[str, float]] = {}
    for branch in compiled.branches:
        within, leaf = branch.within(values), branch.leaf
        for payment in branch.compiled.money.payments:
            line, amounts = payment.line, payment.amount.at(within)
            if line.clause not in deal.terms or line.clause in goods or deal.terms[line.clause].status != "proposed":
                continue
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
        if any(abs(sums[party] - common[clause][party]) > noise for party in sums)
    )
    return tuple(sorted(found, key=lambda one: (-one.traded, one.clause)))


def _wagers(deal: Deal) -> tuple[Wager, ...]:
    """Branches of which principals think differently, given the one before, the widest apart first."""
    found: list[Wager] = []
    for regime in deal.regimes.values():
        thinks = {party: chance_of(deal, regime, party) for party in principals_of(deal)}
        before = {
            party: chance_of(deal, deal.regimes[regime.after], party) if regime.after else 1.0 for party in thinks
        }
        given = [thinks[party] / before[party] for party in thinks if before[party] > 0.0]
        payer, payee = min(thinks, key=lambda party: thinks[party]), max(thinks, key=lambda party: thinks[party])
        if given and max(given) - min(given) > _TINY and thinks[payee] - thinks[payer] > _TINY:
            found.append(
                Wager(
                    regime=regime.id, payer=payer, payee=payee, payer_thinks=thinks[payer], payee_thinks=thinks[payee]
                )
            )
    return tuple(sorted(found, key=lambda one: (-one.gain, one.regime)))
