"""What screening tells the plan: what a kit costs, which buyer may take it from when, what duty or a comparison of offers costs. Not the plan.

Bars that screening finds take the place of those written by hand for the same kit, buyer and rule; where the two differ, that is
a finding. An unknown verdict bars only if the buyer says so; else it is told.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import cast, get_args

from dronedeal.deal.calendar import Horizon, Quarter
from dronedeal.deal.clause import Clause
from dronedeal.deal.clearance import Clearance
from dronedeal.deal.deal import Deal, numbers_of
from dronedeal.deal.finding import Finding, Severity, errors, sorted_findings
from dronedeal.deal.number import Agreed, Open, parts_of
from dronedeal.deal.party import BuysAs, Party
from dronedeal.deal.place import Place
from dronedeal.deal.quantity import Fixed, Quantity
from dronedeal.deal.system import Barred, System
from dronedeal.document import ReadDeal, read_folder
from dronedeal.forms import kit_cost, unit_cost
from dronedeal.reading import ExactReader
from dronedeal.screening.bill import Bill
from dronedeal.screening.kits import kits_from_bills
from dronedeal.screening.listed import Lists
from dronedeal.screening.packs import unused
from dronedeal.screening.purchase import Purchase
from dronedeal.screening.rule import Effect, Rule, facts_asked
from dronedeal.screening.screening import all_packs, bills_of, chosen_rules, register_of
from dronedeal.screening.turning import words_by_day
from dronedeal.screening.verdict import Cell
from dronedeal.screening.vocabulary import BUYERS, TRUTHS, Buyer, Funds
from dronedeal.unfolding import Resolver

__all__ = ["Cleared", "clear", "is_screened", "read_cleared"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """A deal whose bars are those that screening finds.

    Parameters
    ----------
    deal
        The deal, with bars and duties of screening in it.
    clearances
        Every verdict behind them, by kit, buyer and rule.
    bills
        The bills, by system and kit.
    rules
        The rules, by id.
    findings
        What could not be read, and where bars written by hand differ.
    """

    deal: Deal
    clearances: tuple[Clearance, ...] = ()
    bills: Mapping[tuple[str, str], Bill] = field(default_factory=dict[tuple[str, str], Bill])
    rules: Mapping[str, Rule] = field(default_factory=dict[str, Rule])
    findings: tuple[Finding, ...] = ()


def read_cleared(folder: Path, *, side: str | None = None, scenario: str | None = None) -> ReadDeal:
    """Read a deal's folder as ``read_folder`` does, with the bars and duties that screening finds.

    Bills that cannot be read are findings; then the bars written by hand stay.
    """
    read = read_folder(folder, side=side, scenario=scenario)
    if read.deal is None or errors(read.findings):
        return read
    cleared = clear(folder, read.deal)
    return ReadDeal(deal=cleared.deal, findings=sorted_findings([*read.findings, *cleared.findings]))


def is_screened(deal: Deal) -> bool:
    """Whether a deal has bills, buyers and rules, so that anything can be screened."""
    bills = any(kit.bom for system in deal.systems.values() for kit in system.kits.values())
    return bills and bool(deal.rules) and any(party.buys_as for party in deal.parties.values())


def clear(folder: Path, deal: Deal) -> Cleared:
    """Screen every kit that has a bill for every buyer that says what it buys as, through the horizon.

    What kits cost, when they can be built and where their cost arises is taken from their bills, screened or not. Contracts are
    taken as signed when delivered, on the day on which a quarter's deliveries count.
    """
    bills, unread = bills_of(folder, deal)
    if errors(unread):
        return Cleared(deal=deal, bills=bills, findings=sorted_findings([*unread]))
    deal, unlike = kits_from_bills(deal, bills)
    findings = [*unread, *unlike, *unused(folder / "rules", deal.rules)]
    if not is_screened(deal):
        return Cleared(deal=deal, bills=bills, findings=sorted_findings([*findings, *_not_asked(deal, bills)]))
    try:
        rules, wrong = chosen_rules(deal.rules, folder / "rules")
    except LookupError as error:
        message, mend = error.args
        findings.append(_finding("S201", "error", message, Place("deal.yaml"), mend))
        return Cleared(deal=deal, bills=bills, findings=sorted_findings(findings))
    findings += wrong
    register, unheld = register_of(folder / "lists")
    findings += unheld
    buyers = {party.id: party.buys_as for party in deal.parties.values() if party.buys_as is not None}
    findings += _unknown_buyers(buyers)
    findings += _unknown_facts(buyers, folder)
    if errors(tuple(findings)):
        return Cleared(deal=deal, bills=bills, rules=rules, findings=sorted_findings(findings))
    clearances: list[Clearance] = []
    for (system, kit), bill in bills.items():
        lists = register.met_by(bill.parties)
        for party, bought in buyers.items():
            for rule in rules.values():
                clearances += _clearances(deal, system, kit, party, bought, rule, bill, lists)
    findings += _differences(deal, bills, buyers, rules, clearances)
    cleared = _barred(deal, bills, clearances)
    return Cleared(
        deal=dataclasses.replace(_duties(cleared, buyers, clearances), clearances=tuple(clearances)),
        clearances=tuple(clearances),
        bills=bills,
        rules=rules,
        findings=sorted_findings(findings),
    )


def _purchase(bought: BuysAs, horizon: Horizon) -> Purchase:
    return Purchase(
        buyer=cast("Buyer", bought.buyer),
        funds=cast("Funds | None", bought.funds or None),
        delivered=horizon.start.delivery_day,
        facts=bought.facts,
    )


def _clearances(
    deal: Deal, system: str, kit: str, party: str, bought: BuysAs, rule: Rule, bill: Bill, lists: Lists
) -> Iterator[Clearance]:
    """The product's verdicts under one rule, in runs of quarters in which they are alike."""
    runs = _runs(bought, rule, bill, lists, deal.horizon)
    ends = (*(since for since, _ in runs[1:]), None)
    for run, until in zip(runs, ends, strict=True):
        yield _clearance(deal, system, kit, party, bought, rule, run, until)


_Run = tuple[Quarter, Cell]

_KNOWN: dict[tuple[object, ...], tuple[Bill, Rule, tuple[_Run, ...]]] = {}
"""Runs found before, by what they were found of: scenarios of a deal share bills, rules and buyers. Kept with the bill and the
rule, so that their identities stay theirs."""

_MOST_KNOWN = 20_000


def _runs(bought: BuysAs, rule: Rule, bill: Bill, lists: Lists, horizon: Horizon) -> tuple[_Run, ...]:
    """The product's verdicts in runs of quarters in which they are alike, by the first quarter of each."""
    facts = tuple(sorted(bought.facts.items()))
    met = (
        (party, one.entry.list, one.entry.id, one.entry.valid_from, one.entry.valid_to, one.kind, one.reviews)
        for party, matches in lists.matches.items()
        for one in matches
    )
    key = (
        id(bill), id(rule), bought.buyer, bought.funds, facts, horizon, tuple(lists.held),
        tuple(met),
    )  # fmt: skip
    known = _KNOWN.get(key)
    if known is not None:
        return known[2]
    days = [quarter.delivery_day for quarter in horizon.quarters]
    runs: list[_Run] = []
    verdicts = words_by_day(rule, bill, _purchase(bought, horizon), lists, days)
    for quarter, (_, cell) in zip(horizon.quarters, verdicts, strict=True):
        if not runs or (runs[-1][1].word, runs[-1][1].effect) != (cell.word, cell.effect):
            runs.append((quarter, cell))
    if len(_KNOWN) >= _MOST_KNOWN:
        _KNOWN.clear()
    _KNOWN[key] = (bill, rule, tuple(runs))
    return tuple(runs)


def _clearance(
    deal: Deal,
    system: str,
    kit: str,
    party: str,
    bought: BuysAs,
    rule: Rule,
    run: _Run,
    until: Quarter | None,
) -> Clearance:
    since, cell = run
    effect = cell.effect
    if effect is None and cell.word == "unknown" and bought.unknown == "bars":
        effect = max(
            (limb.effect for limb in rule.limbs.values() if limb.effect is not None), key=_dearness, default=None
        )
    evaluation = None if effect is None else effect.evaluation
    bars = cell.word == "fail" or (cell.word == "unknown" and rule.kind == "bar" and bought.unknown == "bars")
    if evaluation is not None:
        bars = _loses(deal, deal.systems[system], kit, party, evaluation)
    return Clearance(
        system=system, kit=kit, buyer=party, rule=rule.id, kind=rule.kind, verdict=cell.word, since=since, until=until,
        reason=cell.reason, missing=cell.missing, confidence=rule.confidence, evaluation=evaluation,
        duty=None if effect is None else effect.duty, bars=bars,
    )  # fmt: skip


def _dearness(effect: Effect) -> Decimal:
    return (effect.evaluation or Decimal(0)) + (effect.duty or Decimal(0))


def _loses(deal: Deal, system: System, kit: str, party: str, evaluation: Decimal) -> bool:
    """Whether an offer that is compared at a higher price loses to the buyer's cheapest alternative in every role.

    At base values of the first quarter, per effect; the cost stands for the offer's price, the least it could be, and so does the low
    end of an open number. An assumption: no clause carries a comparison of offers.
    """
    on_the_table = (part for number in numbers_of(deal) for part in parts_of(number) if isinstance(part, Open))
    lowest = {number.path: number.low for number in on_the_table}
    reader, resolver = ExactReader(deal.horizon, {}, settled=lowest, at_base=True), Resolver(deal, ())

    def first(quantity: Quantity) -> Decimal:
        return reader.read(resolver(quantity))[0]

    compared: list[bool] = []
    offer = first(unit_cost(system)) * first(kit_cost(system, kit)) * (1 + evaluation)
    for role, effect in system.effects.items():
        rivals = [
            first(Fixed(number=one.unit_cost)) / (Decimal(1) if one.effect is None else reader.number(one.effect)[0])
            for one in deal.alternatives.values()
            if one.party == party and one.role == role
        ]
        compared.append(bool(rivals) and offer / reader.number(effect)[0] > min(rivals))
    return bool(compared) and all(compared)


def _barred(deal: Deal, bills: Mapping[tuple[str, str], Bill], clearances: Iterable[Clearance]) -> Deal:
    """The deal with screening's bars in the place of those written by hand."""
    systems: dict[str, System] = {}
    found = list(clearances)
    answered = {(one.system, one.kit, one.buyer, one.rule) for one in found} - {
        (one.system, one.kit, one.buyer, one.rule) for one in found if one.verdict == "unknown" and not one.bars
    }
    for system in deal.systems.values():
        kits = [kit for name, kit in bills if name == system.id]
        kept = [bar for one in system.barred for bar in _left(one, system, kits, answered)]
        new = [
            Barred(
                kit=one.kit,
                buyer=one.buyer,
                since=one.since,
                until=one.until,
                rule=one.rule,
                why=one.reason,
                place=system.kits[one.kit].place,
            )
            for one in found
            if one.system == system.id and one.bars
        ]
        systems[system.id] = dataclasses.replace(system, barred=(*kept, *new))
    return dataclasses.replace(deal, systems=systems)


def _left(bar: Barred, system: System, kits: list[str], answered: set[tuple[str, str, str, str]]) -> Iterator[Barred]:
    """What of a bar written by hand stays: what screening does not speak of, or leaves a question about."""
    named = (bar.kit,) if bar.kit else system.kit_names
    gone = {kit for kit in named if kit in kits and (system.id, kit, bar.buyer or "", bar.rule) in answered}
    if not gone:
        yield bar
        return
    for kit in named:
        if kit not in gone:
            yield dataclasses.replace(bar, kit=kit)


def _differences(
    deal: Deal,
    bills: Mapping[tuple[str, str], Bill],
    buyers: Mapping[str, BuysAs],
    rules: Mapping[str, Rule],
    clearances: Iterable[Clearance],
) -> Iterator[Finding]:
    """Where bars written by hand differ from what screening finds."""
    bars = {(one.system, one.kit, one.buyer, one.rule): one for one in clearances if one.bars}
    for system in deal.systems.values():
        for bar in system.barred:
            if bar.rule not in rules or bar.buyer not in buyers:
                continue
            for kit in (bar.kit,) if bar.kit else system.kit_names:
                if (system.id, kit) not in bills:
                    continue
                key = (system.id, kit, bar.buyer or "", bar.rule)
                found = bars.get(key)
                since = deal.horizon.start if bar.since is None else max(bar.since, deal.horizon.start)
                said = f"{kit} of {system.id} is barred to {bar.buyer} by {bar.rule} from {since} by hand"
                if found is None:
                    here = next((one for one in clearances if (one.system, one.kit, one.buyer, one.rule) == key), None)
                    verdict = "nothing" if here is None else f"{here.verdict.replace('_', ' ')}: {here.reason}"
                    yield _finding(
                        "S202", "warning", f"{said}; its bill gives {verdict}", bar.place,
                        "say what is missing in the bill: until then the line holds"
                        if here is not None and here.verdict == "unknown"
                        else "mend the bill, or take the line away: the bill is believed",
                    )  # fmt: skip
                elif found.since != since or found.until != bar.until:
                    until = "" if found.until is None else f" until {found.until}"
                    yield _finding(
                        "S202", "warning", f"{said}; its bill gives that from {found.since}{until}", bar.place,
                        "mend the day, or take the line away: the bill is believed",
                    )  # fmt: skip


def _duties(deal: Deal, buyers: Mapping[str, BuysAs], clearances: Iterable[Clearance]) -> Deal:
    """The deal with a levy for each run of quarters in which a buyer pays duty on what it imports under a purchase.

    The rate is the greatest among the systems and kits of the purchase, which overstates it where they differ: no clause tells
    kits apart.
    """
    found = [one for one in clearances if one.duty]
    terms: dict[str, Clause] = dict(deal.terms)
    for clause in deal.terms.values():
        if clause.form != "purchase":
            continue
        buyer = str(clause.said["buyer"])
        systems = cast("tuple[str, ...]", clause.said["systems"])
        bought = buyers.get(buyer)
        if bought is None or bought.duty_to is None or not _imported(deal, clause, deal.parties[buyer]):
            continue
        owed = [one for one in found if one.buyer == buyer and one.system in systems]
        for since, until, rate in _rates(deal.horizon, owed):
            name = f"duty_{clause.id}_{since}".replace("-", "_").lower()
            share = Agreed(value=rate, unit="share", path=f"terms.{name}.share", place=clause.place)
            said: dict[str, object] = {
                "state": bought.duty_to, "payer": buyer, "terms": (clause.id,), "share": share, "since": since,
            }  # fmt: skip
            terms[name] = Clause(
                id=name,
                form="export_levy",
                status=clause.status,
                said=said if until is None else said | {"until": until},
                text=f"import duty of {rate:.0%} on {', '.join(systems)}",
                place=clause.place,
            )
    return deal if len(terms) == len(deal.terms) else dataclasses.replace(deal, terms=terms)


def _rates(horizon: Horizon, owed: list[Clearance]) -> Iterator[tuple[Quarter, Quarter | None, Decimal]]:
    """Runs of quarters with one rate of duty above nothing: the first quarter, the first after, the rate."""
    rates = [
        max((one.duty or Decimal(0) for one in owed if _stands(one, quarter)), default=Decimal(0))
        for quarter in horizon.quarters
    ]
    starts = [at for at, rate in enumerate(rates) if not at or rates[at - 1] != rate]
    for at, after in zip(starts, [*starts[1:], len(rates)], strict=True):
        if rates[at]:
            yield horizon.quarters[at], horizon.quarters[after] if after < len(rates) else None, rates[at]


def _stands(one: Clearance, quarter: Quarter) -> bool:
    return one.since <= quarter and (one.until is None or quarter < one.until)


def _imported(deal: Deal, clause: Clause, buyer: Party) -> bool:
    """Whether a purchase is of goods that are made outside the buyer's country."""
    sites = [site for site in deal.sites.values() if site.of == clause.said["seller"]]
    return bool(sites and buyer.country) and all(site.country != buyer.country for site in sites)


def _unknown_buyers(buyers: Mapping[str, BuysAs]) -> Iterator[Finding]:
    from dronedeal.document import nearest

    for party, bought in buyers.items():
        if bought.buyer not in BUYERS:
            message = f"parties.{party}.buys_as.buyer cannot be {bought.buyer[:40]!r}{nearest(bought.buyer, BUYERS)}"
            yield _finding("S201", "error", message, bought.place, f"one of: {', '.join(BUYERS)}")
        if bought.funds and bought.funds not in get_args(Funds):
            message = (
                f"parties.{party}.buys_as.funds cannot be {bought.funds[:40]!r}{nearest(bought.funds, get_args(Funds))}"
            )
            yield _finding("S201", "error", message, bought.place, f"one of: {', '.join(get_args(Funds))}")


def _unknown_facts(buyers: Mapping[str, BuysAs], folder: Path) -> Iterator[Finding]:
    """Facts of a purchase that no rule asks for, and words where a rule asks yes or no."""
    from dronedeal.document import nearest

    every = (rule for pack in all_packs(folder / "rules").values() for rule in pack.rules.values())
    known = {name for rule in every for name in facts_asked(rule)}
    for party, bought in buyers.items():
        for name, value in bought.facts.items():
            where = f"parties.{party}.buys_as.facts"
            if name not in known:
                message = f"{where} says {name[:40]}, which no rule asks of a purchase{nearest(name, known)}"
                yield _finding("S201", "error", message, bought.place, f"facts: {', '.join(sorted(known))}")
            elif value.casefold() in TRUTHS:
                message = f"{where}.{name} is {value}, which answers nothing"
                yield _finding("S201", "error", message, bought.place, "write yes or no")


def _not_asked(deal: Deal, bills: Mapping[tuple[str, str], Bill]) -> Iterator[Finding]:
    """A deal with bills that nothing is held against: nobody would say so."""
    if not bills:
        return
    lacks = [
        "no rule pack is named under rules" if not deal.rules else "",
        "" if any(party.buys_as for party in deal.parties.values()) else "no party says what it buys as",
    ]
    system, kit = next(iter(bills))
    message = f"kits have bills of materials, but {' and '.join(one for one in lacks if one)}: nothing is screened, and no bar binds the plan"
    mend = "write rules: [us_defence] and buys_as: {buyer: US-DoD} under who buys; dronedeal rules lists the packs"
    yield _finding("S205", "warning", message, deal.systems[system].kits[kit].place, mend)


def _finding(code: str, severity: Severity, message: str, place: Place, mend: str) -> Finding:
    return Finding(code=code, severity=severity, message=message, place=place, mend=mend)
