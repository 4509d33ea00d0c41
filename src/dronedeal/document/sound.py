"""Soundness: what can be wrong with a deal although every word of it was readable. Not planning: nothing is solved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from dronedeal.deal.deal import Deal, drawn_of, numbers_of
from dronedeal.deal.finding import Finding, Severity
from dronedeal.deal.number import (
    Agreed,
    Disputed,
    Number,
    Product,
    Series,
    Uncertain,
    base_of,
    ends_of,
    kind_of,
    parts_of,
)
from dronedeal.deal.place import Place
from dronedeal.document.correlation import correlated
from dronedeal.document.mandated import mandates_can_be_kept
from dronedeal.document.multiples import multiples_have_values
from dronedeal.document.payable import payments_can_be_made
from dronedeal.document.proportion import discount_rates_leave_something, numbers_are_in_proportion
from dronedeal.forms import Setting, Unreadable, compose
from dronedeal.unfolding import Circular, lower, unfold

__all__ = ["CHECKS", "check_deal"]


def check_deal(deal: Deal) -> list[Finding]:
    """Every finding about a deal whose document was readable; terms are unfolded only where nothing else is wrong."""
    found = [finding for check in CHECKS for finding in check(deal)]
    if any(finding.severity == "error" for finding in found):
        return found
    return [*found, *_nothing_rests_on_itself(deal)]


def _finding(code: str, message: str, place: Place, mend: str, severity: Severity = "error") -> Finding:
    return Finding(code=code, severity=severity, message=message, place=place, mend=mend)


def _clauses_compose(deal: Deal) -> Iterator[Finding]:
    for clause in deal.terms.values():
        try:
            lower(deal, clause, compose(Setting(clause=clause, deal=deal)))
        except Unreadable as unreadable:
            place = clause.place_of(unreadable.key)
            yield _finding(unreadable.code, f"terms.{clause.id}: {unreadable}", place, unreadable.mend)


def _nothing_rests_on_itself(deal: Deal) -> Iterator[Finding]:
    try:
        unfold(deal)
    except Unreadable as unreadable:
        yield _finding(unreadable.code, str(unreadable), deal.place, unreadable.mend)
    except Circular as circular:
        yield _finding(
            "D516",
            f"{circular}, by way of other clauses",
            circular.counted.place,
            "let one of the clauses count something else",
        )


def _shares_make_sense(deal: Deal) -> Iterator[Finding]:
    for number in numbers_of(deal):
        if number.unit != "share":
            continue
        for part in parts_of(number):
            if isinstance(part, (Series, Product)):
                continue
            ends = ends_of(part)
            if any(not Decimal(-1) <= end <= Decimal(10) for end in ends):
                yield _finding(
                    "D501",
                    f"{number.path} is a share of {max(ends, key=abs):%}",
                    part.place,
                    "write 6% for six hundredths",
                )


def _owners_hold_no_more_than_all(deal: Deal) -> Iterator[Finding]:
    for party in deal.parties.values():
        shares = [one.share for one in party.owners.values() if one.share is not None]
        if any(share <= 0 for share in shares) or sum(shares, Decimal(0)) > 1:
            message = f"the owners of parties.{party.id} hold {(100 * sum(shares, Decimal(0))).normalize():f}% of it"
            yield _finding("D501", message, party.place, "write each one's share of the party, 100% at most together")


def _needs_have_worth(deal: Deal) -> Iterator[Finding]:
    for need in deal.needs.values():
        if need.kind == "stock" and (need.shelf_life is None or need.stock is None):
            yield _finding(
                "D502",
                f"needs.{need.id} is a stock without shelf_life or stock",
                need.place,
                "say how long an effect counts and how many are held",
            )
        if need.kind == "flow" and not (need.shelf_life is None and need.stock is None):
            yield _finding(
                "D208",
                f"needs.{need.id} is a flow, so stock and shelf_life mean nothing",
                need.place,
                "drop them, or make it a stock",
            )
        if need.kind == "stock" and not (need.ageing is None and need.salvage is None):
            yield _finding(
                "D208",
                f"needs.{need.id} is a stock, whose effect does not age in store, so ageing and salvage mean nothing",
                need.place,
                "drop them, or make it a flow",
            )
        if need.worth.avoids is None and not need.worth.then:
            yield _finding(
                "D503",
                f"needs.{need.id} is worth nothing",
                need.worth.place,
                "say which alternative it avoids, or a declared worth",
            )
        ends = [
            base_of(tranche.up_to)
            for tranche in need.worth.then
            if isinstance(tranche.up_to, (Agreed, Uncertain, Disputed))
        ]
        worths = [
            base_of(tranche.worth)
            for tranche in need.worth.then
            if isinstance(tranche.worth, (Agreed, Uncertain, Disputed))
        ]
        if ends != sorted(ends) or worths != sorted(worths, reverse=True):
            yield _finding(
                "D504",
                f"needs.{need.id}: declared worth must diminish as quantity rises",
                need.worth.place,
                "order the steps by up_to, worth falling",
            )
        served = [system for system in deal.systems.values() if need.role in system.effects]
        if not served:
            yield _finding(
                "D505",
                f"no system serves the role {need.role} of needs.{need.id}",
                need.place,
                "give a system this role under effects",
                "warning",
            )
        alternative = deal.alternatives.get(need.worth.avoids or "")
        if alternative is not None and (alternative.party != need.of or alternative.role != need.role):
            yield _finding(
                "D506",
                f"needs.{need.id} avoids {alternative.id}, which is for {alternative.party} in role {alternative.role}",
                need.worth.place,
                "name an alternative of the same party and role",
            )
        if need.account and need.account not in deal.parties[need.of].budgets:
            yield _finding(
                "D507",
                f"needs.{need.id} is paid from {need.account}, which {need.of} does not have",
                need.place,
                "name one of the party's budgets",
            )


def _sites_stand_under_clauses(deal: Deal) -> Iterator[Finding]:
    for site in deal.sites.values():
        if site.capacity is None and site.build is None:
            yield _finding(
                "D508", f"sites.{site.id} has neither capacity nor build", site.place, "give capacity, build or both"
            )
        if (site.reserve is None) != (site.reserved_for is None):
            yield _finding(
                "D509", f"sites.{site.id}: reserve and reserved_for go together", site.place, "give both, or neither"
            )


def _kits_exist(deal: Deal) -> Iterator[Finding]:
    for system in deal.systems.values():
        for barred in system.barred:
            if barred.kit and barred.kit not in system.kit_names:
                yield _finding(
                    "D510",
                    f"systems.{system.id} bars the kit {barred.kit}, which it does not have",
                    barred.place,
                    f"kits: {', '.join(system.kit_names)}",
                )
        for kit in system.kits.values():
            if kit.bom.startswith(("/", "\\")) or ".." in kit.bom.split("/") or ":" in kit.bom:
                yield _finding(
                    "D511",
                    f"the bill of materials {kit.bom!r} lies outside the folder",
                    kit.place,
                    "give a path inside the deal's folder",
                )


def _probabilities_sum(deal: Deal) -> Iterator[Finding]:
    for parent in sorted({regime.after for regime in deal.regimes.values()}):
        branches = [regime for regime in deal.regimes.values() if regime.after == parent]
        for party in ("", *deal.parties):
            said = [regime.believed.get(party, regime.probability) for regime in branches]
            if party and not any(party in regime.believed for regime in branches):
                continue
            shares = [base_of(one) for one in said if isinstance(one, (Agreed, Uncertain, Disputed))]
            who = f" as {party} believes" if party else ""
            if len(shares) < len(said) or any(share < 0 for share in shares):
                yield _finding(
                    "D512",
                    f"the probabilities after {parent or 'the start'}{who} are not each one share from 0% to 100%",
                    branches[0].place,
                    "write probability: 20%",
                )
            elif abs(sum(shares, Decimal(0)) - 1) > Decimal("0.000001"):
                yield _finding(
                    "D512",
                    f"the probabilities after {parent or 'the start'}{who} sum to {sum(shares)}",
                    branches[0].place,
                    "make them sum to one",
                )


def _chances_make_sense(deal: Deal) -> Iterator[Finding]:
    for event in deal.events.values():
        likely = event.probability
        if event.lasts is not None and event.lasts < 1:
            yield _finding("D524", f"events.{event.id} lasts no quarter", event.place, "let it last 1 quarter or more")
        if likely is None:
            if event.unpaid:
                yield _finding(
                    "D525",
                    f"events.{event.id} lets {', '.join(event.unpaid)} pay nothing, which only a simulation plays, and only of an event with a probability",
                    event.place,
                    "give it a probability; in plans, scenarios and regimes everybody pays",
                    "warning",
                )
            continue
        if not isinstance(likely, (Agreed, Uncertain, Disputed)) or not 0 <= base_of(likely) <= 1:
            yield _finding(
                "D512",
                f"the probability of events.{event.id} is a share from 0% to 100%",
                likely.place,
                "write probability: 20%",
            )
        dated = [regime.id for regime in deal.regimes.values() if event.id in regime.events]
        if dated:
            yield _finding(
                "D524",
                f"events.{event.id} is left to chance, and dated by regimes.{dated[0]}",
                event.place,
                "leave out its probability, or the date",
            )
        since, until = event.since or deal.horizon.start, event.until or deal.horizon.quarters[-1].plus(1)
        if event.on is not None or since >= until:
            yield _finding(
                "D524",
                f"events.{event.id} is left to chance and {f'dated {event.on}' if event.on else f'may happen in no quarter: {since} is not before {until}'}",
                event.place,
                "leave out on, or probability" if event.on else "let until come after since",
            )
        for clause in deal.terms.values():
            if clause.said.get("event") == event.id and clause.status != "struck":
                yield _finding(
                    "D525",
                    f"terms.{clause.id} hangs on events.{event.id}, which is left to chance: what the clause does then is not simulated",
                    clause.place_of("event"),
                    "write the event into a regime or a scenario instead",
                    "warning",
                )


def _scenarios_may_come_about(deal: Deal) -> Iterator[Finding]:
    likely = deal.probability
    if likely is None:
        return
    if not isinstance(likely, (Agreed, Uncertain, Disputed)) or not 0 <= base_of(likely) <= 1:
        yield _finding(
            "D512", "the probability of a scenario is a share from 0% to 100%", likely.place, "write probability: 20%"
        )


def _regimes_branch_from_the_start(deal: Deal) -> Iterator[Finding]:
    for regime in deal.regimes.values():
        seen, here = {regime.id}, regime.after
        while here in deal.regimes and here not in seen:
            seen.add(here)
            here = deal.regimes[here].after
        if here == regime.id:
            yield _finding(
                "D517", f"regimes.{regime.id} comes after itself", regime.place, "let one of them come first"
            )


def _regimes_are_known_in_order(deal: Deal) -> Iterator[Finding]:
    for regime in deal.regimes.values():
        before = deal.regimes.get(regime.after)
        if before is not None and before.since is not None and (regime.since is None or regime.since < before.since):
            yield _finding(
                "D523",
                f"regimes.{regime.id} is known {f'in {regime.since}' if regime.since else 'from the start'}, before {before.id} which it follows",
                regime.place,
                f"write since: {before.since.plus(1)}, or later",
            )


def _is_never(probability: Number) -> bool:
    return isinstance(probability, (Agreed, Uncertain, Disputed)) and base_of(probability) == 0


def _branches_are_told_apart_in_time(deal: Deal) -> Iterator[Finding]:
    """What happens in a branch happens once it is known, siblings are known together, and all that within the horizon."""
    last = deal.horizon.quarters[-1]
    for regime in deal.regimes.values():
        known = regime.since or deal.horizon.start
        if known > last:
            yield _unread(f"regimes.{regime.id}", str(last), regime.place)
        for name, on in regime.events.items():
            if regime.since is not None and on < regime.since:
                yield _finding(
                    "D526",
                    f"regimes.{regime.id} dates {name} in {on}, before the branch is known in {known}",
                    regime.place,
                    f"write since: {on}, or date the event {known} or later",
                )
            event = deal.events.get(name)
            silent = [
                other
                for other in deal.regimes.values()
                if other.after == regime.after and name not in other.events and not _is_never(other.probability)
            ]
            if event is not None and event.on is not None and silent:
                yield _finding(
                    "D527",
                    f"events.{name} happens in {event.on} in regimes.{silent[0].id}, which does not date it as {regime.id} does",
                    event.place,
                    "leave on out, and date it in each branch in which it happens",
                    "warning",
                )
        for other in deal.regimes.values():
            if other.after == regime.after and other.id > regime.id and other.since != regime.since:
                yield _finding(
                    "D528",
                    f"regimes.{regime.id} and regimes.{other.id} come after the same branch and are known at different times",
                    other.place,
                    f"write since: {regime.since or other.since} for both",
                    "warning",
                )


def _events_happen_within_the_horizon(deal: Deal) -> Iterator[Finding]:
    said = [(f"events.{event.id}", event.on or event.since, event.place) for event in deal.events.values()]
    for regime in deal.regimes.values():
        said.append((f"regimes.{regime.id}", regime.since, regime.place))
        said += [(f"regimes.{regime.id}.events.{name}", on, regime.place) for name, on in regime.events.items()]
    for name, on, place in said:
        if on is not None and on < deal.horizon.start:
            yield _finding(
                "D518",
                f"{name} is in {on}, before the horizon begins in {deal.horizon.start}",
                place,
                "leave out what has happened already, and write the deal as it stands after it",
            )


def _values_are_read(deal: Deal) -> Iterator[Finding]:
    """Series and budgets name no time after the horizon; a fiscal year is named by its end, which may be a year later."""
    last = deal.horizon.quarters[-1]
    for number in numbers_of(deal):
        if isinstance(number, Series):
            for label, value in zip(number.labels, number.values, strict=True):
                if label > str(last)[: len(label)]:
                    yield _unread(f"{number.path}.{label}", str(last), value.place)
    for party in deal.parties.values():
        for name, budget in party.budgets.items():
            ends = last.year + (budget.fiscal_year > "01-01")
            for year, value in budget.by_year.items():
                if year.isdigit() and int(year) > ends:
                    yield _unread(f"parties.{party.id}.budgets.{name}.by_year.{year}", str(last), value.place)


def _unread(what: str, last: str, place: Place) -> Finding:
    mend = "name a year of the horizon, or leave the value out"
    return _finding("D521", f"{what} begins after the horizon ends in {last}: it is never read", place, mend, "warning")


def _bottlenecks_are_somewhere(deal: Deal) -> Iterator[Finding]:
    for one in deal.bottlenecks.values():
        key = "of" if one.at == "production" else "in"
        if one.of is not None if key == "of" else one.country:
            yield _finding(
                "D208",
                f"bottlenecks.{one.id} is at {one.at}, so {key} means nothing",
                one.place,
                f"drop {key}, or say where else it binds",
            )


_FIRST_DAYS = ("01-01", "04-01", "07-01", "10-01")
"""Days on which a fiscal year may begin: the first of a quarter."""


def _terms_have_parties(deal: Deal) -> Iterator[Finding]:
    if not deal.parties:
        yield _finding("D202", "the deal has no parties", deal.place, "add parties:")
    for party in deal.parties.values():
        for account in party.budgets.values():
            if not account.by_year:
                yield _finding(
                    "D308",
                    f"parties.{party.id}: a budget names no year",
                    account.place,
                    "write by_year: {2027: 60M USD}",
                )
            if account.fiscal_year not in _FIRST_DAYS:
                yield _finding(
                    "D513",
                    f"a fiscal year begins on the first day of a quarter, not {account.fiscal_year!r}",
                    account.place,
                    "write 01-01, 04-01, 07-01 or 10-01",
                )
            for year in account.by_year:
                if not (year.isdecimal() and len(year) == 4):  # noqa: PLR2004
                    yield _finding("D205", f"{year[:20]!r} is no fiscal year", account.place, "write 2027")


def _open_only_where_bargained(deal: Deal) -> Iterator[Finding]:
    """Only numbers of terms may be open: the rest is nature's or the parties' own."""
    for table in (
        "parties",
        "systems",
        "technologies",
        "sites",
        "bottlenecks",
        "needs",
        "alternatives",
        "rates",
        "regimes",
    ):
        for number in numbers_of(getattr(deal, table)):
            if kind_of(number) == "open":
                yield _finding(
                    "D514",
                    f"{number.path} is open, but only numbers of terms are bargained over",
                    number.place,
                    "write an agreed, uncertain or disputed number",
                )


def _correlations_can_be(deal: Deal) -> Iterator[Finding]:
    drawn = drawn_of(deal)
    yield from correlated(drawn)[1]
    parts = [part for number in numbers_of(deal) for part in parts_of(number) if isinstance(part, Series)]
    members = {part.path: value.path for part in parts for value in reversed(part.values) if value.path in drawn}
    for number in drawn.values():
        for path, _ in number.correlates if isinstance(number, Uncertain) else ():
            if path in members:
                said = f"{number.path} correlates with {path}, a series, of which each value is drawn by itself"
                yield _finding("D522", said, number.place, f"name one of its values, such as {members[path]}")


CHECKS: tuple[Callable[[Deal], Iterator[Finding]], ...] = (
    _terms_have_parties,
    _clauses_compose,
    _shares_make_sense,
    _owners_hold_no_more_than_all,
    numbers_are_in_proportion,
    discount_rates_leave_something,
    _needs_have_worth,
    _sites_stand_under_clauses,
    _kits_exist,
    _bottlenecks_are_somewhere,
    _probabilities_sum,
    _scenarios_may_come_about,
    _chances_make_sense,
    _regimes_branch_from_the_start,
    _regimes_are_known_in_order,
    _branches_are_told_apart_in_time,
    _events_happen_within_the_horizon,
    _values_are_read,
    _open_only_where_bargained,
    mandates_can_be_kept,
    payments_can_be_made,
    multiples_have_values,
    _correlations_can_be,
)
"""Every check of soundness, in the order they run."""
