"""What each kind of clause opens before anything is planned.

Channels for goods, rights of sites, reliefs, feeds, closed quarters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dronedeal.deal import Clause, Deal
from tests.rivals.figures import Figures, Vector
from tests.rivals.goods import Channel, Relief

STATED = {
    "purchase": "seller buyer systems price prices advance retention released pay_after lead least most needs damages",
    "licence": "licensor licensee systems sites rights upfront royalty per_unit base tiers cap advance minimum"
    " withholding withheld_by pay_after exclusive",
    "export_levy": "state payer terms share per_unit pay_after",
    "third_country": "owner exporter terms share consent pay_after",
    "compensation": "payer payee amount on pay_after what",
    "joint_production": "company sites systems capital profit output output_after event price pay_after lead",
    "subsidiary": "parent company sites systems equity capital dividends service_fee pay_after",
    "fund": "manager commitments shares finances returns pay_after",
    "technology": "owner user technologies rights fee yearly updates optional pay_after",
    "data_access": "provider user what fee seats per_seat pay_after",
    "security": "by debtor creditor terms amount fee holder",
    "callback": "state partner terms event compensation",
    "termination": "by to cause event terms wind_down survives",
    "guarantee": "guarantor beneficiary debtor event amount terms fee",
    "relief": "by to rule systems buyer cost",
    "swap": "one other one_gives other_gives swing payer payer_share lead other_lead pay_after",
    "favoured_partner": "seller partner term others",
}
"""What this rival states of each form, beside account, since and until; anything else is refused, never dropped."""


class Unstated(Exception):
    """A clause says something this rival does not state."""


@dataclass(frozen=True)
class Said:
    """One clause: what it says, and the quarters in which it holds."""

    clause: Clause
    figures: Figures
    ended: Vector

    def __post_init__(self) -> None:
        known = {*STATED.get(self.clause.form, "").split(), "account", "since", "until"}
        extra = set(self.clause.said) - known
        if self.clause.form not in STATED or extra:
            message = f"{self.clause.form}: {sorted(extra)}"
            raise Unstated(message)

    def __getitem__(self, key: str) -> Any:
        return self.clause.said[key]

    def get(self, key: str, otherwise: Any = None) -> Any:
        """What was said under a key."""
        return self.clause.said.get(key, otherwise)

    @property
    def name(self) -> str:
        """The clause's name."""
        return self.clause.id

    @property
    def holds(self) -> Vector:
        """One in the quarters in which the clause holds: until its last or a termination ends it."""
        return self.figures.within(self.get("since"), self.get("until")) * (1.0 - self.ended)

    @property
    def first(self) -> int:
        """The quarter in which the clause begins."""
        return 0 if self.get("since") is None else self.figures.index(self.get("since"))

    def happened(self, key: str = "event", *, lasting: bool = False) -> Vector:
        """One from the quarter of the clause's event on, or only while it lasts; nothing where it never happens."""
        event = self.figures.deal.events[self[key]]
        if event.on is None:
            return np.zeros(self.figures.count)
        first, at = self.figures.index(event.on), np.arange(self.figures.count)
        last = first + event.lasts if lasting and event.lasts is not None else self.figures.count
        return ((at >= first) & (at < last)).astype(float)

    def breaks_out(self, key: str = "event") -> Vector:
        """One in the quarter in which the event happens."""
        happened = self.happened(key)
        return happened * (np.cumsum(happened) == 1.0)


def all_said(deal: Deal, figures: Figures) -> list[Said]:
    """Every clause of a deal; those that a termination names end with its event."""
    never = np.zeros(figures.count)
    said = [Said(clause, figures, never) for clause in deal.terms.values()]
    for end in [one for one in said if one.clause.form == "termination"]:
        said = [
            replace(one, ended=np.maximum(one.ended, end.happened())) if one.name in end["terms"] else one
            for one in said
        ]
    return said


def channels(deal: Deal, said: list[Said]) -> list[Channel]:
    """Every way goods may pass: own lines for own needs, and what clauses open; call-backs and events close it."""
    own = {(site.of, system) for site in deal.sites.values() for system in site.makes}
    found = [Channel("", party, party, system) for party, system in sorted(own)]
    closed = _closed(deal, said)
    for one in said:
        found.extend(replace(channel, open=one.holds * (1.0 - closed[one.name])) for channel in _opened(one))
    return found


def _opened(one: Said) -> Iterator[Channel]:
    lead = one.figures.span(one.get("lead"))
    match one.clause.form:
        case "purchase":
            for system in one["systems"]:
                yield Channel(one.name, one["seller"], one["buyer"], system, lead, only=tuple(one.get("needs", ())))
        case "joint_production":
            for partner in dict.fromkeys((*one.get("output", {}), *one.get("output_after", {}))):
                for system in one["systems"]:
                    yield Channel(one.name, one["company"], partner, system, lead)
        case "swap":
            for system in one["one_gives"]:
                yield Channel(one.name, one["one"], one["other"], system, lead)
            for system in one["other_gives"]:
                yield Channel(one.name, one["other"], one["one"], system, one.figures.span(one.get("other_lead")))
        case _:
            return


def _closed(deal: Deal, said: list[Said]) -> Mapping[str, Vector]:
    """By clause, one in each quarter in which it delivers nothing."""
    closed = {name: np.zeros(4 * deal.horizon.years) for name in deal.terms}
    for one in said:
        if one.clause.form == "callback":
            for name in one["terms"]:
                if name in closed:
                    closed[name] = np.maximum(closed[name], one.happened(lasting=True))
    for event in deal.events.values():
        for name in event.closes:
            if event.on is not None and name in closed:
                first, at = event.on.since(deal.horizon.start), np.arange(4 * deal.horizon.years)
                last = len(at) if event.lasts is None else first + event.lasts
                closed[name] = np.maximum(closed[name], (at >= first) & (at < last))
    return closed


def rights(deal: Deal, said: list[Said]) -> dict[str, Vector]:
    """By site, one where it may make anything: it stands under no clause, or under one that holds."""
    count = 4 * deal.horizon.years
    held = {one.name: one.holds for one in said if one.clause.form in {"licence", "joint_production", "subsidiary"}}
    return {
        site.id: np.ones(count) if site.under is None else held.get(site.under, np.zeros(count))
        for site in deal.sites.values()
    }


def reliefs(said: list[Said]) -> list[Relief]:
    """Rules lifted."""
    return [
        Relief(one["rule"], one.get("buyer") or one["by"], tuple(one.get("systems", ())), one.holds)
        for one in said
        if one.clause.form == "relief"
    ]


def feeds(said: list[Said]) -> list[tuple[str, tuple[str, ...], Vector]]:
    """Update feeds: to whom, of which technologies, when."""
    return [
        (one["user"], tuple(one["technologies"]), one.holds)
        for one in said
        if one.clause.form == "technology" and one.get("updates") is not None
    ]
