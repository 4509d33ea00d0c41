"""Gains of every party over walking away, as a range over scenarios; own forces with and without the deal."""

from __future__ import annotations

from dataclasses import fields, replace

from dronedeal.deal.plan import Breakup, PartyPlan
from dronedeal.report.basis import Basis
from dronedeal.report.front import Forces, Gain
from dronedeal.report.mark import is_assumed
from dronedeal.report.resting import assumed_shares
from dronedeal.report.wording import named, spoken

__all__ = ["forces", "gains"]

_BASE = "the base case"
_NOISE = 1e-4
"""Share of what a need gets below which a difference is what solving leaves behind."""

_LEAST_PART = 1e-3
"""Share of a gain below which a part of it is next to nothing."""


def gains(one: Basis) -> tuple[Gain, ...]:
    """The gain of each party, principals first; parties that nothing touches are left out."""
    shares = assumed_shares(one.held) if one.held is not None else {}
    ordered = [*one.principals, *(party for party in one.deal.parties if party not in one.principals)]
    found = (_gain(one, party, shares.get(party)) for party in ordered if party in one.plan.parties)
    return tuple(gain for gain in found if gain.principal or gain.low or gain.high or gain.split_low or gain.split_high)


def _gain(one: Basis, party: str, assumed: float | None) -> Gain:
    shown = one.plan.parties[party] if one.has_plan else _unplanned(one.plan.parties[party])
    base = one.snapped(shown.gain)
    told = {_BASE: base} if one.has_plan else {}
    for variant in one.variants:
        plan = variant.planned.plan
        if plan is not None and plan.status != "infeasible" and party in plan.parties:
            told[variant.title] = one.snapped(plan.parties[party].gain)
    low_in = min(told, key=lambda name: told[name], default="")
    high_in = max(told, key=lambda name: told[name], default="")
    low, high = one.plan.splits.get(party, (base, base))
    return Gain(
        party=party,
        name=named(one.deal, party),
        principal=party in one.principals,
        value=one.snapped(shown.value),
        walk_away=one.snapped(shown.walk_away),
        base=base,
        low=told.get(low_in, 0.0),
        high=told.get(high_in, 0.0),
        low_in=low_in,
        high_in=high_in,
        breakup=_snapped(one, shown.breakup, shown.gain),
        assumed=assumed,
        split_low=one.snapped(low),
        split_high=one.snapped(high),
    )


def _unplanned(party: PartyPlan) -> PartyPlan:
    """A party without a plan: it walks away, whatever the package nearest to a plan would come to."""
    nothing = Breakup(savings=0.0, forces=0.0, industry=0.0, timing=0.0, declared=0.0)
    return PartyPlan(value=party.walk_away, walk_away=party.walk_away, gain=0.0, breakup=nothing)


def _snapped(one: Basis, breakup: Breakup, gain: float) -> Breakup:
    """Parts without noise; of a gain that is small itself only what is nothing beside it, so that parts still add up."""
    least = min(one.noise, _LEAST_PART * abs(gain))
    parts = {part.name: float(getattr(breakup, part.name)) for part in fields(breakup)}
    return replace(breakup, **{name: 0.0 if abs(value) <= least else value for name, value in parts.items()})


def forces(one: Basis) -> tuple[Forces, ...]:
    """Every need marked own, summed over the horizon, and the quarter in which the deal changes it for the worse the most."""
    quarters = one.deal.horizon.quarters
    found: list[Forces] = []
    for need in one.deal.needs.values():
        rows = [row for row in one.plan.served if row.need == need.id]
        if not need.own or not rows:
            continue
        worst = min(rows, key=lambda row: row.served - row.without_deal)
        change = worst.served - worst.without_deal
        without = sum(row.without_deal for row in rows)
        served = sum(row.served for row in rows)
        found.append(
            Forces(
                need=need.id,
                name=spoken(need.id),
                party=named(one.deal, need.of),
                service=need.service,
                wanted=sum(row.wanted for row in rows),
                assumed=is_assumed(need.quantity),
                with_deal=without if abs(served - without) <= 1e-5 * without else served,
                without_deal=without,
                worst_quarter=str(quarters[worst.quarter]),
                worst_change=0.0 if abs(change) <= _NOISE * max(1.0, worst.without_deal) else change,
            )
        )
    return tuple(found)
