"""Plans, simulations and traces as tables and trees for a terminal. Formatting only."""

from __future__ import annotations

from collections import defaultdict

from dronedeal.cli import output
from dronedeal.deal import ClauseCost, Deal, Plan
from dronedeal.planning import Trace
from dronedeal.report.rests import packaged
from dronedeal.report.risk import said_at
from dronedeal.simulation import BreakEven, Driver, Simulated, Swing

__all__ = ["bounded", "show_break_even", "show_plan", "show_simulation", "show_trace", "whole"]


_NONE = 1e-9
"""Share of the joint gain that is a solver’s rounding, and no gap."""


def bounded(gap: float) -> str:
    """How much more could be had, as a share of the joint gain."""
    if gap > 1.0:
        return "though the proven bound would allow many times that"
    return "the most there is" if gap < _NONE else f"within {100 * gap:.2g} % of the proven bound"


def show_plan(deal: Deal, plan: Plan) -> None:
    """Print a plan: what it is worth, the package, deliveries by year, what clauses cost, what binds."""
    if plan.because:
        print(f"{plan.status}, because {plan.because}")
        for line in plan.conflict:
            print(f"   {line.place}  {line.path}  {line.text}")
        if plan.status == "infeasible":
            return
    else:
        print(
            f"{plan.status}: joint gain {whole(plan.joint_gain)} {deal.currency} over the no-deal plan, {bounded(plan.gap)}"
        )
        print(f"split by the rule: {plan.rule}")
    columns = (
        "party",
        "value",
        "walk-away",
        "gain",
        "range of gain",
        "savings",
        "forces",
        "industry",
        "timing",
        "declared",
    )
    rows = [
        (
            name, *(whole(amount) for amount in (one.value, one.walk_away, one.gain)),
            " to ".join(whole(end) for end in plan.splits[name]) if name in plan.splits else "",
            *(whole(amount) for amount in (one.breakup.savings, one.breakup.forces, one.breakup.industry, one.breakup.timing, one.breakup.declared)),
        )
        for name, one in plan.parties.items()
    ]  # fmt: skip
    output.table(
        f"Worth to each side, {deal.currency}, present value, balanced given these walk-aways",
        columns,
        rows,
        right=range(1, 10),
        titled=True,
    )
    if plan.package:
        output.table(
            "The package",
            ("number", "value"),
            [(item.path, item.said) for item in packaged(deal, plan)],
            right=(1,),
            titled=True,
        )
    _deliveries(deal, plan)
    if plan.clauses:
        costs = [
            (
                one.path,
                whole(one.cost),
                _rate(one.rate),
                str(one.place),
                _without(one),
            )
            for one in plan.clauses
        ]
        output.table(
            "What striking a clause would change, joint value, within the plan’s own gap",
            ("clause", "change", "rate", "said at", "text"),
            costs,
            right=(1, 2),
            titled=True,
        )
    if plan.binding:
        binds = [(one.path, one.text, _rate(one.rate), str(one.place)) for one in plan.binding[:15]]
        output.table(
            "What binds, and the joint value of one more",
            ("line", "what", "rate", "said at"),
            binds,
            right=(2,),
            titled=True,
        )
    for note in plan.notes:
        print(f"note: {note}")


def _without(clause: ClauseCost) -> str:
    """The clause in words, or for whom what is left without it is too little."""
    if not clause.needed:
        return clause.text
    short = ", ".join(f"{party} by {whole(amount)}" for party, amount in clause.short.items())
    return f"no zone without it: {short} short" if short else "no zone without it"


_FEW = 40
"""Futures of which less than two lie beyond 5 % and 95 %."""

_POLICIES = {"fixed": "carried out as it stands", "replanned": "made anew each year from what has happened"}
"""What orders follow, in words."""

_SHOWN = 8
"""Numbers of each principal's drivers and swings that are shown."""


def show_simulation(deal: Deal, simulated: Simulated) -> None:
    """Print what all futures say: gains, how needs fare, what gains hang on, what facts are worth settling."""
    futures = "1 future" if simulated.scenarios == 1 else f"{simulated.scenarios:,} futures"
    print(
        f"{futures} of one plan, {_POLICIES[simulated.policy]}; {_numbers(len(simulated.drawn))} drawn, seed {simulated.seed}"
    )
    if not simulated.drawn and not simulated.chances:
        print("nothing is uncertain, disputed or left to chance: every future is the plan")
    if 1 < simulated.scenarios < _FEW:
        print(
            f"few futures: shares are of {simulated.scenarios}, and what lies at 5 % and 95 % is next to their least and most"
        )
    if deal.regimes:
        print(f"the document’s {len(deal.regimes)} branches are not among these futures: see dronedeal regimes")
    stood = int(simulated.outcome.stood.sum())
    if stood:
        print(f"times that no new plan left everybody as well off, so that the old one stood for a year: {stood}")
    if simulated.chances:
        said = ", ".join(f"{name} {chance:.0%}" for name, chance in simulated.chances.items())
        print(f"scenarios that may come about: {said}; the base case else")
    rows: list[tuple[str, ...]] = []
    for party in simulated.parties:
        one = simulated.of(party)
        if party in simulated.principals or abs(one.base) > simulated.noise or one.p95 - one.p05 > simulated.noise:
            amounts = (one.base, one.mean, one.p05, one.p50, one.p95, one.expected_shortfall)
            rows.append((party, *(whole(amount) for amount in amounts), f"{one.walk_away_probability:.1%}"))
    output.table(
        f"Gain over walking away, {deal.currency}, present value",
        ("party", "base", "mean", "5 %", "50 %", "95 %", "worst 5 %, mean", "would rather have walked away"),
        rows, right=range(1, 8), titled=True,
    )  # fmt: skip
    services = [
        (need, *(f"{share:.0%}" for share in (one.planned, one.mean, one.p05, one.p95)))
        for need, one in ((need, simulated.service(need)) for need in simulated.needs)
        if abs(one.planned - one.mean) + one.p95 - one.p05 > _VISIBLE
    ]
    if services:
        columns = ("need", "planned", "mean", "5 %", "95 %")
        output.table("Share served of what each need would use", columns, services, right=range(1, 5), titled=True)
    for party in simulated.principals:
        driven = {one.number: one for one in simulated.drivers.get(party, ())}
        swings = {one.number: one for one in simulated.swings.get(party, ())}
        names = [*driven, *(name for name in swings if name not in driven)][:_SHOWN]
        if not names:
            continue
        output.table(
            f"What the gain of {party} hangs on",
            ("number", *(("share alone", "share in all") if driven else ()), "low", "high", "gain at low", "gain at high"),
            [
                (name, *(_shares(driven.get(name)) if driven else ()), *_swung(deal, swings.get(name)))
                for name in names
            ],
            right=range(1, 7 if driven else 5), titled=True,
        )  # fmt: skip
    if simulated.facts:
        output.table(
            "What it is worth to know which source is right before signing",
            ("number", "claims", f"worth, {deal.currency}"),
            [(one.number, ", ".join(one.claims), whole(one.value_of_settling)) for one in simulated.facts],
            right=(2,), titled=True,
        )  # fmt: skip


def show_break_even(deal: Deal, found: BreakEven) -> None:
    """Print where a party gains nothing, or that it does not."""
    ends = [one for one in (found.below, found.above) if one is not None]
    reach = f"between {_rate(found.least)} and {_rate(found.most)}"
    if ends:
        print(
            f"{found.party} gains nothing where {found.number} is {' or '.join(_rate(one) for one in ends)}; it is {_rate(found.base)}"
        )
    else:
        print(f"no break-even: {reach}, the gain of {found.party} does not change sign")
    output.table(
        f"Gain of {found.party}, {deal.currency}",
        (f"value, {found.unit}", "gain"), [(_rate(value), whole(gain)) for value, gain in found.curve[:: max(1, len(found.curve) // 12)]],
        right=(0, 1), titled=True,
    )  # fmt: skip


def _numbers(count: int) -> str:
    return "1 number" if count == 1 else f"{count} numbers"


_VISIBLE = 0.005
"""Change of a share of a need that a table in whole percent can show."""


def _shares(driver: Driver | None) -> tuple[str, str]:
    """Shares of variance, which an estimate can put a little outside nought to one."""
    first, total = (0.0, 0.0) if driver is None else (driver.first, driver.total)
    return ("", "") if driver is None else (f"{min(1.0, max(0.0, first)):.0%}", f"{min(1.0, max(0.0, total)):.0%}")


def _swung(deal: Deal, swing: Swing | None) -> tuple[str, str, str, str]:
    """Where a number is low and high, and the gain there; nothing of the choice of a scenario."""
    if swing is None:
        return ("", "", "", "")
    low, high = (said_at(deal, swing.number, end) for end in (swing.low, swing.high))
    return (low, high, whole(swing.at_low), whole(swing.at_high))


def whole(amount: float) -> str:
    """An amount in whole units of money; what rounds to nothing has no sign."""
    said = f"{amount:,.0f}"
    return "0" if said == "-0" else said


def _rate(rate: float) -> str:
    """A rate with four digits, and never as a power of ten."""
    return whole(rate) if abs(rate) >= 1000 else f"{rate:.4g}"  # noqa: PLR2004 - from here on all four stand before the point


def _deliveries(deal: Deal, plan: Plan) -> None:
    quarters = deal.horizon.quarters
    years = sorted({quarter.year for quarter in quarters})
    totals: dict[tuple[str, str, str, str], dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for one in plan.deliveries:
        totals[one.term or "own", one.system, one.kit, one.need][quarters[one.quarter].year] += one.units
    rows = [(*key, *(f"{by_year[year]:,.0f}" for year in years)) for key, by_year in totals.items()]
    output.table(
        "Deliveries, units",
        ("under", "system", "kit", "need", *(str(year) for year in years)),
        rows,
        right=range(4, 4 + len(years)),
        titled=True,
    )


def show_trace(trace: Trace, depth: int = 0) -> None:
    """Print a trace as an indented tree; assumptions say so."""
    place = "" if trace.place is None else f"  [{trace.place}]"
    mark = "  (assumption)" if trace.assumed else ""
    print(f"{'  ' * depth}{trace.path}: {trace.what}{mark}{place}")
    for source in trace.sources:
        show_trace(source, depth + 1)
