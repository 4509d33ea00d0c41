"""What signing brings that cannot be undone, and what leaving costs at the end of each year. Not a price: nobody offers to leave."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.deal import numbers_of
from dronedeal.deal.number import Agreed, Disputed, Number, Open, Product, Series, Uncertain
from dronedeal.deal.row import Line
from dronedeal.deal.term import Right
from dronedeal.planning import Bases
from dronedeal.reading import ArrayReader, FloatVector
from dronedeal.report.basis import Basis
from dronedeal.report.front import Capital, Fee, Granted, Lasting, Leaving
from dronedeal.report.funnel import firm_amounts
from dronedeal.report.mark import is_assumed
from dronedeal.report.say import about, say
from dronedeal.report.wording import a_list, named, share, spoken

__all__ = ["LEAVING", "lasting", "leaving"]

LEAVING = (
    "Capital not yet recovered: capital spent to date, less the share of the site's planned units that has been made by then. "
    "Winding down: what termination clauses make due. Still owed: fees, lump sums and minimum guarantees that fall due later "
    "and are owed even if nothing is delivered. Guarantees, insurance and salvage are not set against it."
)

_FIRST_YEAR = 4
_QUARTERS = 4.0


def lasting(one: Basis) -> Lasting:
    """Capital, rights and early fees."""
    return Lasting(capital=_capital(one), rights=_rights(one), fees=_fees(one))


def _spent(one: Basis, site: str) -> FloatVector:
    """Capital spent at a site in each quarter."""
    bases = Bases(one.deal, one.settled)
    build = one.deal.sites[site].build
    bought = np.array(one.plan.built.get(site, (0.0,) * bases.periods))
    if build is None:
        return np.zeros(bases.periods)
    spent = bought * bases.vector(build.capital) * _QUARTERS
    if build.fixed is not None:
        opened = one.held.with_deal.opened.get(site) if one.held is not None else None
        spent = spent + (np.zeros(bases.periods) if opened is None else opened) * bases.vector(build.fixed)
    return np.asarray(spent)


def _capital(one: Basis) -> tuple[Capital, ...]:
    quarters = one.deal.horizon.quarters
    found: list[Capital] = []
    for name in one.plan.built:
        site, spent = one.deal.sites[name], _spent(one, name)
        if spent.sum() <= one.noise or not _is_new(one, name):
            continue
        when = np.flatnonzero(spent > 1e-3 * spent.max())
        found.append(
            Capital(
                site=name,
                name=spoken(name),
                country=site.country,
                amount=float(spent.sum()),
                first=str(quarters[int(when[0])]),
                last=str(quarters[int(when[-1])]),
                paid_by=_payers(one, name),
                capacity=sum(one.plan.built[name]),
                assumed=site.build is not None and is_assumed(site.build.capital, site.build.fixed),
            )
        )
    return tuple(found)


def _is_new(one: Basis, name: str) -> bool:
    """Whether a site stands under a proposed clause, or under none."""
    under = one.deal.sites[name].under
    return under is None or one.deal.terms[under].status == "proposed"


def _payers(one: Basis, name: str) -> str:
    """Who spends the capital, and who gives the spender money for it."""
    site = one.deal.sites[name]
    bases = Bases(one.deal, one.settled)
    shares: Mapping[str, Number] = {} if site.build is None else site.build.paid_by
    said = a_list(f"{named(one.deal, party)} {share(bases.scalar(part))}" for party, part in shares.items())
    given = sorted(
        {
            named(one.deal, row.debtor)
            for row in one.plan.cash
            if row.creditor == site.of and row.debtor != site.of and _is_contribution(row.line, name)
        }
    )
    helped = f", with money of {a_list(given)}" if given else ""
    return f"{said or named(one.deal, site.of)}{helped}"


def _is_contribution(path: str, site: str) -> bool:
    label = path.partition("/")[2]
    return label.split("/")[0] == "capital" or label == f"finances/{site}"


def _rights(one: Basis) -> tuple[Granted, ...]:
    reader = ArrayReader(one.deal.horizon, {}, settled=dict(one.settled))
    quarters = one.deal.horizon.quarters
    found: list[Granted] = []
    for line in one.unfolded.lines:
        if line.status != "proposed" or not isinstance(line.what, Right) or line.debtor == line.creditor:
            continue
        held = reader.read(line.quantity)[0] * np.array(line.open)
        if not held.any():
            continue
        found.append(
            Granted(
                term=line.clause,
                owner=named(one.deal, line.debtor),
                user=named(one.deal, line.creditor),
                right=spoken(line.what.kind),
                about=about(one.deal, line),
                since=str(quarters[int(np.flatnonzero(held)[0])]),
                place=str(line.place),
            )
        )
    return tuple(found)


def _fees(one: Basis) -> tuple[Fee, ...]:
    start = one.deal.horizon.start
    found: list[Fee] = []
    for line, amounts in firm_amounts(one):
        early = [period for period in range(len(amounts)) if Quarter.of(line.due[period]).since(start) < _FIRST_YEAR]
        amount = float(sum(amounts[period] for period in early))
        if amount > one.noise:
            first = next(period for period in early if amounts[period])
            found.append(
                Fee(
                    term=line.clause, sentence=say(one.deal, line, package=one.package), debtor=named(one.deal, line.debtor),
                    creditor=named(one.deal, line.creditor), amount=amount, due=line.due[first].isoformat(),
                    assumed=is_assumed(*numbers_of(line.quantity)),
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda fee: -fee.amount))


def leaving(one: Basis) -> tuple[Leaving, ...]:
    """What it costs to leave at the end of each calendar year of the horizon; nothing without a plan."""
    if not one.has_plan:
        return ()
    firm = firm_amounts(one)
    wind_down = _wind_down(one)
    sites = [site for site in one.plan.built if _is_new(one, site) and _spent(one, site).sum() > one.noise]
    spent = {site: _spent(one, site) for site in sites}
    made = {site: _made(one, site) for site in sites}
    found: list[Leaving] = []
    for year in sorted({quarter.year for quarter in one.deal.horizon.quarters}):
        done = sum(quarter.year <= year for quarter in one.deal.horizon.quarters)
        capital = sum(float(spent[site][:done].sum()) * _left(made[site], done) for site in sites)
        owed = sum(_later(line, amounts, year) for line, amounts in firm)
        found.append(
            Leaving(after=str(year), capital=capital, wind_down=wind_down, firm=owed, total=capital + wind_down + owed)
        )
    return tuple(found)


def _made(one: Basis, site: str) -> FloatVector:
    units = np.zeros(one.deal.horizon.periods)
    for row in one.plan.deliveries:
        if row.site == site:
            units[row.quarter] += row.units
    return units


def _left(units: FloatVector, done: int) -> float:
    """Share of a site's planned units still to be made."""
    total = float(units.sum())
    return float(units[done:].sum()) / total if total > 0 else 1.0


def _later(line: Line, amounts: FloatVector, year: int) -> float:
    return sum(float(amounts[period]) for period, due in enumerate(line.due) if due.year > year)


def _wind_down(one: Basis) -> float:
    bases = Bases(one.deal, one.settled)
    total = 0.0
    for clause in one.deal.terms.values():
        number = clause.said.get("wind_down")
        if clause.status == "proposed" and isinstance(number, (Agreed, Open, Uncertain, Disputed, Series, Product)):
            total += bases.scalar(number)
    return total
