"""The money from claimed to paid, for whoever pays most; and what is owed whatever is delivered. Not a forecast of appropriations."""

from __future__ import annotations

from dronedeal.citing import evidence
from dronedeal.deal.calendar import Quarter
from dronedeal.deal.claim import Claim
from dronedeal.deal.deal import numbers_of
from dronedeal.deal.row import Line
from dronedeal.deal.term import MoneyIn
from dronedeal.planning import Bases
from dronedeal.reading import ArrayReader, FloatVector
from dronedeal.report.basis import Basis
from dronedeal.report.front import Step
from dronedeal.report.mark import is_assumed
from dronedeal.report.wording import a_list, named

__all__ = ["firm_amounts", "funnel", "payer"]


def firm_amounts(one: Basis) -> tuple[tuple[Line, FloatVector], ...]:
    """Amounts of proposed payable lines when nothing is delivered, made or built: fees, lump sums, minimum guarantees."""
    reader = ArrayReader(one.deal.horizon, {}, settled=dict(one.settled))
    found: list[tuple[Line, FloatVector]] = []
    for line in one.unfolded.lines:
        if line.status == "proposed" and isinstance(line.what, MoneyIn):
            amounts = reader.read(line.quantity)[0]
            if amounts.any():
                found.append((line, amounts))
    return tuple(found)


def payer(one: Basis) -> str:
    """The party that pays most under proposed terms; without a plan, the one that owes most kinds of payment."""
    proposed = one.proposed_lines
    outside = [party.id for party in one.deal.parties.values() if party.kind in {"state", "market"}]
    net = dict.fromkeys(outside, 0.0)
    for row in one.plan.cash:
        if row.line in proposed:
            for party, sign in ((row.debtor, 1.0), (row.creditor, -1.0)):
                if party in net:
                    net[party] += sign * row.amount
    if not any(value > 0 for value in net.values()):
        for line in one.unfolded.lines:
            if line.status == "proposed" and isinstance(line.what, MoneyIn) and line.debtor in net:
                net[line.debtor] += 1.0
    return max(net, key=lambda party: net[party], default="")


def funnel(one: Basis) -> tuple[Step, ...]:
    """Claimed, ceiling, planned, paid within the horizon, firm: for whoever pays most."""
    who = payer(one)
    if not who:
        return ()
    name, has_plan = named(one.deal, who), one.has_plan
    proposed = one.proposed_lines
    paid = [row for row in one.plan.cash if row.line in proposed and row.debtor == who]
    planned = sum(row.amount for row in paid)
    within = sum(row.amount for row in paid if row.due < one.deal.horizon.periods)
    owed = [(line, float(amounts.sum())) for line, amounts in firm_amounts(one) if line.debtor == who]
    firm = sum(amount for _, amount in owed)
    ceiling = _appropriated(one, who)
    last = one.deal.horizon.quarters[-1]
    return (
        _claimed(one),
        Step(
            id="ceiling", name="Appropriated", low=ceiling, high=ceiling,
            what=f"all the document gives {name} in {_accounts(one, who)} within the horizon, for this deal and for its alternatives"
            if ceiling is not None
            else f"the document gives {name} no budget, so nothing bounds it",
            assumed=is_assumed(*(year for budget in one.deal.parties[who].budgets.values() for year in budget.by_year.values())),
        ),
        Step(
            id="planned", name="Planned", low=planned if has_plan else None, high=planned if has_plan else None,
            what=f"what {name} pays under proposed terms in the plan" if has_plan else "there is no plan",
        ),
        Step(
            id="within", name=f"Paid by {last}", low=within if has_plan else None, high=within if has_plan else None,
            what="what of it falls due within the horizon" if has_plan else "there is no plan",
        ),
        Step(
            id="firm", name="Owed in any case", low=firm, high=firm,
            what=f"fees, lump sums and minimum guarantees that {name} owes even if nothing is ever ordered"
            + ("" if has_plan else "; open numbers at their low end"),
            assumed=is_assumed(*(number for line, amount in owed if amount for number in numbers_of(line.quantity))),
        ),
    )  # fmt: skip


def _claimed(one: Basis) -> Step:
    """What has been voiced: claims on the deal's value, those the document cites if it cites any."""
    voiced = [claim for claim in one.deal.claims.values() if _is_value(claim, one.deal.currency)]
    used = evidence(one.deal).used_by
    voiced = [claim for claim in voiced if claim.id in used] or voiced
    if not voiced:
        return Step(
            id="claimed",
            name="Claimed",
            low=None,
            high=None,
            what="no claim on the value of the deal stands in the evidence",
        )
    ends = [float(end) for claim in voiced for end in (claim.low, claim.high) if end is not None]
    said = a_list(f"{claim.quantity} ({claim.publisher}, {claim.published})" for claim in voiced)
    return Step(
        id="claimed", name="Claimed", low=min(ends), high=max(ends), what=f"as voiced: {said}",
        claims=tuple(claim.id for claim in voiced),
    )  # fmt: skip


def _is_value(claim: Claim, currency: str) -> bool:
    return (
        claim.is_number
        and claim.subject.startswith("deal.")
        and claim.unit == currency
        and "value" in claim.quantity.lower()
    )


def _accounts(one: Basis, party: str) -> str:
    names = [name.replace("_", " ") for name in one.deal.parties[party].budgets]
    return f"its account {names[0]}" if len(names) == 1 else f"its {len(names)} accounts"


def _appropriated(one: Basis, party: str) -> float | None:
    """Appropriations of every account within the horizon; a fiscal year partly within it counts by its quarters."""
    budgets = one.deal.parties[party].budgets
    if not budgets:
        return None
    bases, total = Bases(one.deal, one.settled), 0.0
    for budget in budgets.values():
        named_years = sorted(int(label) for label in budget.by_year)
        for quarter in one.deal.horizon.quarters:
            year = _fiscal_year(quarter, budget.fiscal_year)
            earlier = [label for label in named_years if label <= year]
            total += bases.scalar(budget.by_year[str(earlier[-1] if earlier else named_years[0])]) / 4.0
    return total


def _fiscal_year(quarter: Quarter, starts: str) -> int:
    """The fiscal year a quarter falls in, named by the year in which it ends."""
    month = int(starts[:2])
    first = quarter.first_day.month
    return quarter.year if month == 1 or first < month else quarter.year + 1
