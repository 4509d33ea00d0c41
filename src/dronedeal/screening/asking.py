"""A rule's conditions asked of a part: three-valued answers with what they rest on. Not the verdict that follows.

Every question is monotone in what the bill says: a fact that is taken away can only make an answer unknown.
Conditions are read once and asked of many parts; one that reads nothing of a part is answered once for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache, cached_property, partial
from operator import ge, gt, le, lt

from dronedeal.screening.bill import Bill, Fact, Part, Party, Share
from dronedeal.screening.bills.countries import country_of
from dronedeal.screening.kleene import NO, Answer, all_of, any_of, no, none_of, unknown, weakest, yes
from dronedeal.screening.listed import Lists, Ownership
from dronedeal.screening.purchase import Purchase
from dronedeal.screening.rule import AtStage, Condition, CostShare, FactTest, Group, ListTest, Rule
from dronedeal.screening.vocabulary import Grade, Stage

__all__ = ["Asked", "Asking", "Costs", "Question", "answered", "day_of", "members"]

_WHO = frozenset({"buyer", "funds"})
"""Facts of every purchase, which no reason needs to tell."""

Question = Answer | Callable[[Part], Answer]
"""What is asked of a part; the answer itself where it is the same for every part."""

_ROUNDING = Decimal("0.000001")
"""What shares of a stage may lack of one and still be the whole of it."""

_YES_NO = frozenset({"yes", "no"})


def day_of(purchase: Purchase, clock: str) -> date:
    """The day that counts."""
    return purchase.delivered if clock == "delivered" else purchase.day_signed


def members(group: Group, day: date) -> dict[str, str]:
    """The countries of a group on a day, each with a note where it is read as another."""
    found = {country: "" for country in group.countries if day >= group.since.get(country, date.min)}
    notes = {country: f"read as {other}" for country, other in group.treated.items() if other in found}
    return notes | found


def answered(question: Question, part: Part) -> Answer:
    """The answer to a question asked of a part."""
    return question if isinstance(question, Answer) else question(part)


@dataclass(frozen=True, slots=True)
class Made:
    """What a bill says of one stage of a part.

    Parameters
    ----------
    shares
        As it says them.
    placed
        Whether all of the stage has a country.
    where
        The countries.
    grade
        The weakest evidence of any share.
    performers
        The parties that do some of it, sorted.
    signed
        Whether all of the stage has a performer.
    performed
        The weakest evidence of a share that is any.
    """

    shares: tuple[Share, ...]
    placed: bool
    where: str
    grade: Grade
    performers: tuple[str, ...]
    signed: bool
    performed: Grade


@dataclass(frozen=True)
class Asked:
    """A bill, the purchase and the lists that questions are asked of."""

    bill: Bill
    purchase: Purchase
    lists: Lists

    @cached_property
    def ownership(self) -> Ownership:
        """Who owns whom."""
        return Ownership(parties=self.bill.parties, lists=self.lists)

    @cached_property
    def named(self) -> dict[str, str]:
        """What parts are called."""
        return {part.id: part.name or part.id for part in self.bill.parts}

    @cached_property
    def _made(self) -> dict[tuple[str, Stage], Made]:
        return {}

    def made(self, part: Part, stage: Stage) -> Made:
        """What the bill says of one stage of a part, read once for all rules."""
        shares = part.origin.get(stage, ())
        if not shares:
            return _UNSAID
        found = self._made.get((part.id, stage))
        if found is None:
            found = self._made[part.id, stage] = _stage_of(shares)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Cost of the parts built in directly, in the bill's currency.

    Parameters
    ----------
    low, high
        Made in the countries asked for, at least and at most.
    total
        Of all of them.
    missing
        What is not known, so that none of this can be said.
    """

    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    total: Decimal = Decimal(0)
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asking:
    """The questions of one rule, asked of one bill."""

    rule: Rule
    asked: Asked

    @cached_property
    def day(self) -> date:
        """The day that counts for the rule."""
        return day_of(self.asked.purchase, self.rule.clock)

    @cached_property
    def _sets(self) -> dict[str, dict[str, str]]:
        return {name: members(group, self.day) for name, group in self.rule.countries.items()}

    def among(self, words: Iterable[str]) -> dict[str, str]:
        """The countries that names of groups and country codes stand for."""
        found: dict[str, str] = {}
        for word in words:
            found |= self._sets.get(word, {word: ""})
        return found

    def every(self, conditions: Iterable[Condition]) -> Question:
        """Whether all conditions hold of a part."""
        return _together(map(self.question, conditions), all_of, settled_by=False)

    def some(self, conditions: Iterable[Condition]) -> Question:
        """Whether any condition holds of a part."""
        return _together(map(self.question, conditions), any_of, settled_by=True)

    def question(self, condition: Condition) -> Question:
        """Whether a condition holds of a part."""
        if condition.origin is not None:
            return self._origin(condition.origin)
        if condition.domicile is not None:
            return self._domicile(condition.domicile)
        if condition.owned is not None:
            return self._owned(condition.owned)
        if condition.listed is not None:
            return self._listed(condition.listed)
        if condition.fact is not None:
            return self._fact(condition.fact)
        if condition.share is not None:
            return self._share(condition.share)
        if condition.all:
            return self.every(condition.all)
        if condition.any:
            return self.some(condition.any)
        none = self.some(condition.none)
        return none_of([none]) if isinstance(none, Answer) else lambda part: none_of([none(part)])

    # ------------------------------------------------------------------------------------------------ where and by whom

    def _origin(self, test: AtStage) -> Question:
        inside, countries = bool(test.within), self.among(test.within or test.outside)

        def at(stage: Stage, part: Part) -> Answer:
            called, made = self.asked.named[part.id], self.asked.made(part, stage)
            for share in made.shares:
                if share.country and share.share > 0 and (share.country in countries) is inside:
                    note = countries.get(share.country, "")
                    said = f"{called} is {_done(stage)} in {share.country}{f', {note}' if note else ''}"
                    return yes(said, share.grade)
            if not made.placed:
                return unknown(f"where {called} is {_done(stage)}")
            return no(f"{called} is {_done(stage)} in {made.where}", made.grade)

        return _together([partial(at, stage) for stage in test.stages], any_of, settled_by=True)

    def _domicile(self, test: AtStage) -> Question:
        return self._who(test.stages, self._placed(test))

    def _owned(self, test: AtStage) -> Question:
        placed, ownership = self._placed(test), self.asked.ownership
        return self._who(test.stages, lambda party: ownership.above(party, placed))

    def _placed(self, test: AtStage) -> Callable[[Party], Answer]:
        """The question whether a party's domicile is in, or outside, some countries."""
        inside, countries = bool(test.within), self.among(test.within or test.outside)

        def ask(party: Party) -> Answer:
            called = party.name or party.id
            if not party.domicile:
                return unknown(f"the domicile of {called}")
            note = countries.get(party.domicile, "")
            said = f"{called} is domiciled in {party.domicile}{f', {note}' if note else ''}"
            return yes(said) if (party.domicile in countries) is inside else no(said)

        return ask

    def _who(self, stages: tuple[Stage, ...], ask: Callable[[Party], Answer]) -> Question:
        """Whether a question is answered with yes by any performer of some stages, or by the seller where none is named."""
        parties = self.asked.bill.parties

        @cache
        def known(name: str) -> Answer:
            party = parties.get(name)
            return unknown(f"who {name} is") if party is None else ask(party)

        if not stages:
            seller = self.asked.bill.seller
            return known(seller) if seller else unknown("who sells the product")
        if len(stages) == 1:
            return lambda part: any_of(self._performers(stages[0], part, known))
        return lambda part: any_of(answer for stage in stages for answer in self._performers(stage, part, known))

    def _performers(self, stage: Stage, part: Part, ask: Callable[[str], Answer]) -> list[Answer]:
        """An answer of each party that performs a stage; one more, unknown, if some of it has no performer."""
        made = self.asked.made(part, stage)
        answers = [
            Answer(one.value, one.because, one.missing, weakest((one.grade, made.performed)))
            for one in map(ask, made.performers)
        ]
        if not made.signed:
            answers.append(unknown(f"who {_did(stage)} {self.asked.named[part.id]}"))
        return answers

    def _listed(self, test: ListTest) -> Question:
        as_of, ownership = self.asked.purchase.as_of, self.asked.ownership
        if test.if_not_held == "no" and not any(name in self.asked.lists.held for name in test.lists):
            return NO
        return self._who(test.stages, lambda party: ownership.belongs(party, test.lists, test.by, self.day, as_of))

    # ------------------------------------------------------------------------------------------------------------ facts

    def _fact(self, test: FactTest) -> Question:
        bill, purchase = self.asked.bill, self.asked.purchase
        match test.whose:
            case "purchase":
                own = {"buyer": purchase.buyer, "funds": purchase.money}
                said = own.get(test.name) or purchase.facts.get(test.name, test.assume)
                if said and test.name == "place_of_use":
                    said = country_of(said) or ""
                return _read(test, said, "the purchase")
            case "part":
                return lambda part: _read(test, _said(test.name, part.facts), self.asked.named[part.id])
            case "product":
                return _read(test, _said(test.name, bill.product.facts), "the product")
            case "seller":
                seller = bill.parties.get(bill.seller)
                return _read(test, _said(test.name, seller.facts if seller else {}), "the seller")

    # ------------------------------------------------------------------------------------------------------------- cost

    def _share(self, test: CostShare) -> Answer:
        """Whether the share of cost made in some countries keeps a bound, in every way that unknown origins could fall."""
        costs = self.costs(test)
        if costs.missing:
            return unknown(*costs.missing)
        low, high = costs.low / costs.total, costs.high / costs.total
        said = f"{low:.1%}" if low == high else f"between {low:.1%} and {high:.1%}"
        where = " or ".join(test.within)
        answers: list[Answer] = []
        for steps, keeps in ((test.below, lt), (test.at_most, le), (test.above, gt)):
            bound = self.step(steps)
            if bound is None:
                continue
            ends = {keeps(low, bound), keeps(high, bound)}
            reason = f"{said} of the cost of parts is of {where}; the bound is {bound:.0%}"
            if len(ends) > 1:
                answers.append(unknown(f"the origin of parts: {reason}", because=reason))
            else:
                answers.append(yes(reason) if ends.pop() else no(reason))
        return all_of(answers) if answers else NO

    def step(self, steps: Mapping[str, Decimal]) -> Decimal | None:
        """The value that holds on the rule's day, of values by the first day on which each does."""
        begun = [start for start in steps if date.fromisoformat(start) <= self.day]
        return steps[max(begun)] if begun else None

    def costs(self, test: CostShare) -> Costs:
        """What of the cost of what is built in directly is made in some countries."""
        bill = self.asked.bill
        parts = [part for part in bill.parts[1:] if part.inside == bill.product.id]
        missing = [f"the cost of {part.name or part.id}" for part in parts if part.cost is None]
        missing += [f"the quantity of {part.name or part.id}" for part in parts if part.quantity is None]
        if not parts:
            missing = ["the parts of the product, with their cost"]
        if missing:
            return Costs(missing=tuple(sorted(missing)))
        countries = self.among(test.within)
        total = low = high = Decimal(0)
        for part in parts:
            cost = (part.cost or Decimal(0)) * (part.quantity or Decimal(0))
            total += cost
            shares = part.origin.get(test.stage, ())
            there = sum((one.share for one in shares if one.country in countries), Decimal(0))
            known = sum((one.share for one in shares if one.country), Decimal(0))
            open_ = max(Decimal(1) - known, Decimal(0)) if test.unknown == "open" else Decimal(0)
            ends = (there, there + open_)
            if test.credit == "whole":
                ends = (Decimal(there >= 1 - _ROUNDING), Decimal(there + open_ >= 1 - _ROUNDING))
            counted = self._counted(test, part)
            low += cost * ends[0] * counted[0]
            high += cost * ends[1] * counted[1]
        return Costs(low=low, high=high, total=total) if total else Costs(missing=("parts that cost something",))

    def _counted(self, test: CostShare, part: Part) -> tuple[int, int]:
        """Whether a part counts, at least and at most, where only those with a fact do."""
        if not test.where_fact:
            return 1, 1
        fact = part.facts.get(test.where_fact)
        if fact is None:
            return 0, 1
        return {"yes": (1, 1), "no": (0, 0)}.get(fact.value, (0, 1))


def _together(
    questions: Iterable[Question], join: Callable[[Iterable[Answer]], Answer], *, settled_by: bool
) -> Question:
    """One question of several, no more of them than it takes: none after one whose answer settles it for every part."""
    asked: list[Question] = []
    for one in questions:
        asked.append(one)
        if isinstance(one, Answer) and one.value is settled_by:
            break
    if len(asked) == 1:
        return asked[0]
    answers = [one for one in asked if isinstance(one, Answer)]
    if len(answers) == len(asked):
        return join(answers)
    return lambda part: join(answered(one, part) for one in asked)


def _said(name: str, facts: Mapping[str, Fact]) -> str:
    """The value of a fact; empty where nothing is said."""
    found = facts.get(name)
    return found.value if found else ""


def _read(test: FactTest, value: str, whose: str) -> Answer:
    """What a fact's value answers to a test of it."""
    if not value:
        return unknown(f"{test.name} of {whose}")
    said = "" if test.name in _WHO else f"{test.name} of {whose} is {value}"
    bounds = ((test.at_least, ge), (test.above, gt), (test.at_most, le), (test.below, lt))
    if test.equals or test.one_of:
        words = test.words or (_YES_NO if _YES_NO.issuperset({test.equals, *test.one_of} - {""}) else ())
        if words and value not in words:
            return unknown(f"{test.name} of {whose} as {' or '.join(sorted(words))}, not {value[:40]!r}")
        return yes(said) if value in {test.equals, *test.one_of} - {""} else no(said)
    number = _number(value)
    if number is None:
        return unknown(f"{test.name} of {whose} as a number, not {value[:40]!r}")
    return yes(said) if all(holds(number, bound) for bound, holds in bounds if bound is not None) else no(said)


def _stage_of(shares: tuple[Share, ...]) -> Made:
    some = [share for share in shares if share.share > 0]
    return Made(
        shares=shares,
        placed=all(share.country for share in shares) and _whole(shares),
        where=", ".join(sorted({share.country for share in shares})),
        grade=weakest(share.grade for share in shares),
        performers=tuple(sorted({share.performer for share in some if share.performer})),
        signed=all(share.performer for share in some) and _whole(some),
        performed=weakest(share.grade for share in some),
    )


def _whole(shares: Iterable[Share]) -> bool:
    """Whether shares together are all of their stage."""
    return sum([share.share for share in shares], Decimal(0)) >= 1 - _ROUNDING


_UNSAID = _stage_of(())
"""A stage of which the bill says nothing."""


_LARGEST = 30
"""Powers of ten beyond which a number is none that anybody means."""


def _number(text: str) -> Decimal | None:
    """A number as a fact says it, per cent as a share; None if it is none."""
    try:
        number = Decimal(text.removesuffix("%").replace("_", ""))
    except InvalidOperation:
        return None
    if not number.is_finite() or number < 0 or number.adjusted() > _LARGEST:
        return None
    return number / 100 if text.endswith("%") else number


def _done(stage: Stage) -> str:
    return {"licensed_from": "licensed"}.get(stage, stage)


def _did(stage: Stage) -> str:
    return {"licensed_from": "licenses"}.get(stage, stage)
