"""Plans and traces as tables and trees for a terminal. Formatting only."""

from __future__ import annotations

from collections import defaultdict

from dronedeal.cli import output
from dronedeal.deal import ClauseCost, Deal, Plan
from dronedeal.planning import Trace
from dronedeal.report.rests import packaged

__all__ = ["show_plan", "show_trace"]


def _bound(gap: float) -> str:
    """How much more could be had, as a share of the joint gain."""
    if gap > 1.0:
        return "though the proven bound would allow many times that"
    return "the most there is" if gap <= 0.0 else f"within {100 * gap:.2g} % of the proven bound"


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
            f"{plan.status}: joint gain {_whole(plan.joint_gain)} {deal.currency} over the no-deal plan, {_bound(plan.gap)}"
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
            name, *(_whole(amount) for amount in (one.value, one.walk_away, one.gain)),
            " to ".join(_whole(end) for end in plan.splits[name]) if name in plan.splits else "",
            *(_whole(amount) for amount in (one.breakup.savings, one.breakup.forces, one.breakup.industry, one.breakup.timing, one.breakup.declared)),
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
                _whole(one.cost),
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
    short = ", ".join(f"{party} by {_whole(amount)}" for party, amount in clause.short.items())
    return f"no zone without it: {short} short" if short else "no zone without it"


def _whole(amount: float) -> str:
    """An amount in whole units of money; what rounds to nothing has no sign."""
    said = f"{amount:,.0f}"
    return "0" if said == "-0" else said


def _rate(rate: float) -> str:
    """A rate with four digits, and never as a power of ten."""
    return _whole(rate) if abs(rate) >= 1000 else f"{rate:.4g}"  # noqa: PLR2004 - from here on all four stand before the point


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
