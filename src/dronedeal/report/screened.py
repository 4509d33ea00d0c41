"""May it be bought, as the study tells it: kits by rules for each buyer, when verdicts turn, part by part, cures, dependency. No arithmetic of its own."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from dronedeal.deal.clearance import Clearance
from dronedeal.report.basis import Basis
from dronedeal.report.content import ContentShown, content
from dronedeal.report.gates import relieves
from dronedeal.report.wording import a_list, named, spoken
from dronedeal.screening import (
    NOT_ADVICE,
    Alternative,
    Bill,
    Cleared,
    Cured,
    Purchase,
    cure,
    dependency,
    lists_asked,
    register_of,
    screen,
)
from dronedeal.screening.listed import not_held

__all__ = [
    "BuyerShown",
    "CureShown",
    "DependencyShown",
    "KitShown",
    "PartShown",
    "RuleShown",
    "ScreeningShown",
    "TurnShown",
    "screening",
]

_TROUBLE = {"fail", "unknown", "advisory"}
_MOST_ASKED = 3
"""Facts that are told of those that are missing."""
_RANK = ("not applicable", "pass", "exempt", "advisory", "unknown", "fail")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleShown:
    """A rule: its id, title, kind, how sure its text is, citation, text, what of it is unsure, who may waive it."""

    id: str
    title: str
    kind: str
    confidence: str
    citation: tuple[str, ...]
    links: tuple[str, ...]
    text: str
    unsure: str
    waiver: str
    cures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KitShown:
    """A kit of a system for one buyer: the verdict of each rule in the first quarter, by rule.

    By quarter: whether a bar stands that nothing lifts, whether relief lifts every bar that stands, whether a question is open.
    """

    system: str
    kit: str
    verdicts: Mapping[str, str]
    reasons: Mapping[str, str]
    barred: tuple[bool, ...]
    lifted: tuple[bool, ...]
    unknown: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnShown:
    """A verdict that turns in a quarter, for some kits alike; and why."""

    quarter: str
    buyer: str
    rule: str
    kits: tuple[str, ...]
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartShown:
    """A part of a kit with its verdict under each rule that troubles any part of it."""

    part: str
    verdicts: Mapping[str, str]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DependencyShown:
    """How much of what is built in directly is made in countries of concern, by cost: between two shares."""

    system: str
    kit: str
    countries: tuple[str, ...]
    parts: tuple[str, ...]
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CureShown:
    """The cheapest of the bill's alternatives that turn the rules green that bar a kit to a buyer."""

    system: str
    kit: str
    buyer: str
    rules: tuple[str, ...]
    status: str
    take: tuple[str, ...]
    each: float
    once: float
    ready: str
    breaks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerShown:
    """One buyer: what it buys as, and every kit with a bill."""

    name: str
    buys_as: str
    rules: tuple[str, ...]
    kits: tuple[KitShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningShown:
    """Everything the study says of screening; ``questions`` is why verdicts are open, in a sentence or none."""

    buyers: tuple[BuyerShown, ...]
    questions: str
    turns: tuple[TurnShown, ...]
    parts: Mapping[str, tuple[PartShown, ...]]
    dependencies: tuple[DependencyShown, ...]
    contents: tuple[ContentShown, ...]
    cures: tuple[CureShown, ...]
    costs: tuple[TurnShown, ...]
    rules: tuple[RuleShown, ...]
    synthetic: tuple[str, ...]
    made_up: int
    bills: int
    notice: str

    @property
    def titles(self) -> Mapping[str, str]:
        """What each rule is called, by its id."""
        return {rule.id: rule.title for rule in self.rules}


def screening(one: Basis) -> ScreeningShown | None:
    """What screening found; nothing where no kit has a bill, no party says what it buys as, or no rule pack is named."""
    cleared = one.cleared
    if cleared is None or not cleared.clearances:
        return None
    by_kit: dict[tuple[str, str, str], list[Clearance]] = {}
    for each in cleared.clearances:
        by_kit.setdefault((each.buyer, each.system, each.kit), []).append(each)
    buyers = dict.fromkeys(each.buyer for each in cleared.clearances)
    return ScreeningShown(
        buyers=tuple(_buyer(one, buyer, by_kit) for buyer in buyers),
        questions=_questions(cleared),
        turns=_turns(one, cleared.clearances, costs=False),
        parts=_parts(one, cleared),
        dependencies=tuple(_dependency(one, *names, bill) for names, bill in cleared.bills.items()),
        contents=content(one),
        cures=tuple(_cures(one, cleared)),
        costs=_turns(one, cleared.clearances, costs=True),
        rules=tuple(
            RuleShown(
                id=rule.id, title=rule.title, kind=rule.kind, confidence=rule.confidence, citation=rule.citation,
                links=rule.links, text=rule.text, unsure=rule.unsure,
                waiver="" if rule.waiver is None else ", ".join(said for said in (rule.waiver.who, rule.waiver.how) if said),
                cures=tuple(said.action for said in rule.cures),
            )
            for rule in cleared.rules.values()
        ),
        synthetic=tuple(_made_up(bill.synthetic for bill in cleared.bills.values() if bill.synthetic)),
        made_up=sum(1 for bill in cleared.bills.values() if bill.synthetic),
        bills=len(cleared.bills),
        notice=NOT_ADVICE,
    )  # fmt: skip


def _questions(cleared: Cleared) -> str:
    """Why bars are open questions: the lists that are not held first, then what else is missing most often."""
    missing: dict[tuple[str, ...], set[str]] = {}
    for each in cleared.clearances:
        if each.verdict == "unknown" and each.kind == "bar":
            missing.setdefault((each.rule, each.buyer, each.system, each.kit), set()).update(each.missing)
    if not missing:
        return ""
    names = {not_held(name): name for rule in cleared.rules.values() for name in lists_asked(rule)}
    counts = Counter(fact for facts in missing.values() for fact in facts)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    lists = [f"{names[fact]} ({count})" for fact, count in ranked if fact in names]
    facts = [f"{fact} ({count})" for fact, count in ranked if fact not in names][:_MOST_ASKED]
    said = [f"Where a question is open, a rule lacks a fact of a kit or of its buyer: {len(missing):,} times."]
    if lists:
        asking = sum(1 for facts in missing.values() if not facts.isdisjoint(names))
        said.append(f"In {asking:,} of them it is a list that is not held here: {a_list(lists)}; dronedeal lists --add takes lists.")  # fmt: skip
    if facts:
        said.append(f"{'Besides, most' if lists else 'Most'} often missing: {'; '.join(facts)}.")
    return " ".join(said)


def _made_up(notes: Iterable[str]) -> Iterable[str]:
    """Why bills are of no real product: each sentence once, with how many bills say it."""
    said = Counter(sentence.rstrip(".") for note in notes for sentence in note.split(". ") if sentence.strip())
    return (f"{sentence} ({count} {'bill' if count == 1 else 'bills'})." for sentence, count in said.items())


def _buyer(one: Basis, buyer: str, by_kit: Mapping[tuple[str, str, str], list[Clearance]]) -> BuyerShown:
    quarters = one.deal.horizon.quarters
    kits: list[KitShown] = []
    for (who, system, kit), found in by_kit.items():
        if who != buyer:
            continue
        first = [each for each in found if each.since == quarters[0] and each.verdict != "not_applicable"]

        def standing(each: Clearance, at: int) -> bool:
            return each.since <= quarters[at] and (each.until is None or quarters[at] < each.until)

        def lifted(each: Clearance, at: int) -> bool:
            return any(
                relieves(promise, each.rule, each.system, buyer) and promise.open[at]
                for promise in one.unfolded.standing
            )

        periods = range(len(quarters))
        bars = [[each for each in found if each.bars and standing(each, at)] for at in periods]
        through = [[each for each in bars[at] if not lifted(each, at)] for at in periods]
        kits.append(
            KitShown(
                system=named(one.deal, system),
                kit=spoken(kit),
                verdicts={each.rule: spoken(each.verdict) for each in first},
                reasons={each.rule: each.reason for each in first},
                barred=tuple(map(bool, through)),
                lifted=tuple(bool(bars[at]) and not through[at] for at in periods),
                unknown=tuple(
                    any(each.verdict == "unknown" and each.kind == "bar" and standing(each, at) for each in found)
                    for at in periods
                ),
            )
        )
    bought = one.deal.parties[buyer].buys_as
    rules = dict.fromkeys(rule for kit in kits for rule in kit.verdicts)
    return BuyerShown(
        name=named(one.deal, buyer),
        buys_as="" if bought is None else bought.buyer,
        rules=tuple(rules),
        kits=tuple(kits),
    )


def _turns(one: Basis, clearances: Sequence[Clearance], *, costs: bool) -> tuple[TurnShown, ...]:
    """Verdicts that turn after the first quarter; or else what costs without barring, from when it does."""
    together: dict[tuple[str, str, str, str, str, str], list[str]] = {}
    before: dict[tuple[str, str, str, str], Clearance] = {}
    for each in clearances:
        key = (each.buyer, each.system, each.kit, each.rule)
        was, before[key] = before.get(key), each
        kit = f"{named(one.deal, each.system)}, {spoken(each.kit)}"
        price = _price(each)
        if costs and price:
            said = (str(each.since), each.buyer, each.rule, "", price, "")
        elif not costs and was is not None and was.verdict != each.verdict:
            said = (str(each.since), each.buyer, each.rule, spoken(was.verdict), spoken(each.verdict), "")
        else:
            continue
        together.setdefault(said, []).append(kit)
    every = len({(each.system, each.kit) for each in clearances})
    return tuple(
        TurnShown(
            quarter=quarter, buyer=named(one.deal, buyer), rule=rule, before=was, after=now, why=why,
            kits=tuple(kits) if len(kits) < every else ("every kit",),
        )
        for (quarter, buyer, rule, was, now, why), kits in sorted(together.items())
    )  # fmt: skip


def _price(each: Clearance) -> str:
    if each.evaluation:
        lost = ", which loses to the buyer’s alternatives in every role" if each.bars else ""
        return f"compared at {1 + each.evaluation:.2f} of its price{lost}"
    return f"duty of {each.duty:.0%}" if each.duty else ""


def _parts(one: Basis, cleared: Cleared) -> dict[str, tuple[PartShown, ...]]:
    """Part by part, of each kit that is barred to the first buyer; rules that trouble no part are left out."""
    register, _ = register_of(*([one.folder / "lists"] if one.folder else []))
    buyer = next(iter(dict.fromkeys(each.buyer for each in cleared.clearances)))
    found: dict[str, tuple[PartShown, ...]] = {}
    for (system, kit), bill in cleared.bills.items():
        if not any(
            each.bars for each in cleared.clearances if (each.buyer, each.system, each.kit) == (buyer, system, kit)
        ):
            continue
        screened = screen(bill, _purchase(one, buyer), cleared.rules.values(), register.met_by(bill.parties))
        rows: list[PartShown] = []
        for part in bill.parts[1:]:
            cells = {name: judged.of(part.id) for name, judged in screened.judged.items()}
            shown = {name: spoken(cell.word) for name, cell in cells.items() if cell.word in _TROUBLE}
            if shown:
                worst = max(cells.values(), key=lambda cell: _RANK.index(spoken(cell.word)))
                rows.append(PartShown(part=part.name or part.id, verdicts=shown, why=worst.reason))
        found[f"{named(one.deal, system)}, {spoken(kit)}, for {named(one.deal, buyer)}"] = tuple(rows)
    return found


def _purchase(one: Basis, buyer: str) -> Purchase:
    from dronedeal.screening.vocabulary import Buyer, Funds

    bought = one.deal.parties[buyer].buys_as
    if bought is None:
        message = f"{buyer} buys as nobody"
        raise ValueError(message)
    day = one.deal.horizon.start.delivery_day
    funds = cast("Funds | None", bought.funds or None)
    return Purchase(buyer=cast("Buyer", bought.buyer), funds=funds, delivered=day, facts=bought.facts)


def _dependency(one: Basis, system: str, kit: str, bill: Bill) -> DependencyShown:
    called = {part.id: part.name or part.id for part in bill.parts}
    made = next((each for each in dependency(bill) if each.stage == "manufactured"), None)
    return DependencyShown(
        system=named(one.deal, system), kit=spoken(kit),
        countries=() if made is None else made.countries,
        parts=() if made is None else tuple(called[part] for part in made.parts),
        low=None if made is None or made.low is None else float(made.low),
        high=None if made is None or made.high is None else float(made.high),
    )  # fmt: skip


def _cures(one: Basis, cleared: Cleared) -> Iterable[CureShown]:
    """A cure for each kit barred in the first quarter whose bill gives alternatives, by the buyer it is barred to."""
    register, _ = register_of(*([one.folder / "lists"] if one.folder else []))
    start = one.deal.horizon.start
    failing: dict[tuple[str, str, str], list[str]] = {}
    for each in cleared.clearances:
        if each.verdict == "fail" and each.since == start and cleared.bills[each.system, each.kit].alternatives:
            failing.setdefault((each.system, each.kit, each.buyer), []).append(each.rule)
    for (system, kit, buyer), rules in failing.items():
        bill = cleared.bills[system, kit]
        found = cure(bill, _purchase(one, buyer), cleared.rules, register, green=rules)
        yield _cure(one, system, kit, buyer, tuple(rules), bill, found)


def _cure(one: Basis, system: str, kit: str, buyer: str, rules: tuple[str, ...], bill: Bill, found: Cured) -> CureShown:
    called = {part.id: part.name or part.id for part in bill.parts}
    lead = max((each.lead for each in found.chosen), default=0)
    day = one.deal.horizon.start.first_day + dt.timedelta(days=lead)
    return CureShown(
        system=named(one.deal, system), kit=spoken(kit), buyer=named(one.deal, buyer), rules=rules,
        status=found.status if not found.because else f"{found.status}: {found.because}",
        take=tuple(_taken(each, called[each.replaces]) for each in found.chosen),
        each=float(found.each), once=float(found.once), ready=day.isoformat() if found.chosen else "",
        breaks=tuple(f"{each.rule}: {spoken(each.after.word)}" for each in found.broken),
    )  # fmt: skip


def _taken(alternative: Alternative, instead: str) -> str:
    """An alternative in words: what it is if called otherwise, and where it is made."""
    countries = sorted({share.country for share in alternative.part.origin.get("manufactured", ()) if share.country})
    made = f" made in {', '.join(countries)}" if countries else ""
    called = alternative.part.name or alternative.id
    return f"{called}{made}" if called == instead else f"{called}{made}, for {instead}"
