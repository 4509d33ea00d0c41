"""Choosing a channel: one maker's sale, licence, venture, subsidiary compared, each alone beside what already exists.

Not advice on which to sign: values are planned, net of sales that one channel displaces from another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dronedeal.deal.clause import Clause
from dronedeal.deal.deal import Deal, strike
from dronedeal.deal.plan import Plan
from dronedeal.planning.plan import worked_out

__all__ = ["Channel", "choose", "has_channels"]


_GAP = 1e-2
"""Distance to the bound, relative to the joint gain, at which a channel's plan is taken for the best."""

_SECONDS = 4.0
"""Longest one integer program of a channel may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One channel planned alone: the maker's gain over walking away, the joint gain, and units delivered.

    ``units`` are those delivered under the channel's clauses, and those made at sites that stand under one of them, whoever uses
    them: a licence that brings only production of the licensee's own brings these.
    """

    name: str
    forms: tuple[str, ...]
    clauses: tuple[str, ...]
    status: str
    gain: float
    joint_gain: float
    units: float
    because: str


def choose(deal: Deal, company: str, *, progress: Callable[[str], None] = lambda _: None) -> tuple[Channel, ...]:
    """Compare the proposed channels of one company, best first for it.

    Each channel is a proposed clause that moves goods or grants a right and names the company or one of its designs, with the
    clauses that rest on it: the sites that stand under it, and sales by the owners of those sites. Last comes everything
    together, which shows what channels take from each other. A party that no proposed clause gives a channel has none to
    compare: nothing is returned, and nothing planned.

    Raises
    ------
    KeyError
        No such party.
    """
    if company not in deal.parties:
        raise KeyError(company)
    leading = _leading(deal, company)
    if not leading:
        return ()
    channels = {clause.id: _with_followers(deal, clause) for clause in leading}
    everything = tuple(dict.fromkeys(name for names in channels.values() for name in names))
    found: list[Channel] = []
    for name, names in channels.items():
        progress(f"{company} by {name}")
        dropped = [
            other for other in everything if other not in names and other not in _still_served(deal, channels, name)
        ]
        found.append(_channel(name, deal, names, _planned(strike(deal, *dropped)), company))
    found.sort(key=lambda channel: (-channel.gain, channel.name))
    progress("all channels together")
    found.append(_channel("all together", deal, everything, _planned(deal), company))
    return tuple(found)


def has_channels(deal: Deal, company: str) -> bool:
    """Whether any proposed clause opens a channel of the company, so that there is something to compare."""
    return bool(_leading(deal, company))


def _leading(deal: Deal, company: str) -> list[Clause]:
    return [clause for clause in deal.terms.values() if clause.status == "proposed" and _leads(deal, clause, company)]


def _planned(deal: Deal) -> Plan:
    """A plan good enough to compare: channels differ by more than one part in a hundred, or not at all."""
    return worked_out(deal, gap=_GAP, seconds=_SECONDS, polish=False).plan


def _leads(deal: Deal, clause: Clause, company: str) -> bool:
    """Whether a clause opens a channel of the company: it sells, licenses, founds or grants by it, or makes its designs."""
    if clause.form not in {"purchase", "licence", "joint_production", "subsidiary", "technology"}:
        return False
    said = clause.said
    named = {said.get(key) for key in ("seller", "licensor", "parent", "owner", "company")}
    systems = said.get("systems", ())
    owns = (
        isinstance(systems, tuple)
        and bool(set(systems) & set(deal.parties[company].owns))
        and clause.form != "purchase"
    )
    return company in named or owns


def _with_followers(deal: Deal, clause: Clause) -> tuple[str, ...]:
    """The clause and the proposed sales by owners of sites that stand under it."""
    owners = {site.of for site in deal.sites.values() if site.under == clause.id}
    followers = (
        other.id
        for other in deal.terms.values()
        if other.status == "proposed" and other.form == "purchase" and other.said.get("seller") in owners
    )
    return (clause.id, *followers)


def _still_served(deal: Deal, channels: Mapping[str, tuple[str, ...]], name: str) -> frozenset[str]:
    """Sales that go on when only one channel is left: their sellers own sites under clauses that are no channel, or that one."""
    others = channels.keys() - {name}
    owners = {site.of for site in deal.sites.values() if site.under and site.under not in others}
    return frozenset(
        clause.id for clause in deal.terms.values() if clause.id not in channels and clause.said.get("seller") in owners
    )


def _channel(name: str, deal: Deal, names: tuple[str, ...], planned: Plan, company: str) -> Channel:
    party = planned.parties.get(company)
    sites = {site.id for site in deal.sites.values() if site.under in names}
    return Channel(
        name=name,
        forms=tuple(deal.terms[one].form for one in names),
        clauses=names,
        status=planned.status,
        gain=0.0 if party is None or planned.status == "no zone" else party.gain,
        joint_gain=planned.joint_gain,
        units=sum(one.units for one in planned.deliveries if one.term in names or one.site in sites),
        because=planned.because,
    )
