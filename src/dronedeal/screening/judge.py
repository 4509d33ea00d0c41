"""Verdicts of rules on the parts of a bill: limbs reached, exemptions shown, the worst taken. Not the questions asked on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dronedeal.screening.asking import Asked, Asking, Question, answered, day_of
from dronedeal.screening.bill import Bill, Part
from dronedeal.screening.kleene import Answer, all_of, no
from dronedeal.screening.listed import Lists, within
from dronedeal.screening.purchase import Purchase
from dronedeal.screening.rule import Exemption, Limb, Rule
from dronedeal.screening.verdict import Cell, Judged, Screened, Word, greatest, worst
from dronedeal.screening.vocabulary import GRADES, Category, Stage

__all__ = ["SYNTHETIC", "judge", "screen"]

SYNTHETIC = "the bill is synthetic:"
"""How the note begins that says why a bill is of no real product."""


def screen(bill: Bill, purchase: Purchase, rules: Iterable[Rule], lists: Lists) -> Screened:
    """The verdict of every rule on every part of a bill.

    Parameters
    ----------
    bill, purchase
        What is bought, by whom and when.
    rules
        In any order; each id once.
    lists
        The lists that are held, matched against the bill's parties.

    Returns
    -------
    Verdicts by rule, which depend neither on the order of rules nor on that of parts.
    """
    asked = Asked(bill, purchase, lists)
    parts = _Parts(bill)
    judged = {rule.id: _judge(rule, asked, parts) for rule in sorted(rules, key=lambda rule: rule.id)}
    notes = [f"taken: {one}" for one in purchase.assumed]
    made, assembled = (_countries(bill.product, stage) for stage in ("manufactured", "assembled"))
    if assembled - made and made:
        notes.append(
            f"the product is said to be manufactured in {', '.join(sorted(made))} and assembled in {', '.join(sorted(assembled))}: "
            "rules that ask where it is manufactured are answered by the first; mend the bill if the second is meant"
        )
    if bill.goods is None:
        notes.append("taken: an unmanned aircraft system, as the bill does not say what kind of product it is")
    if bill.synthetic:
        notes.insert(0, f"{SYNTHETIC} {bill.synthetic}")
    if bill.complete is None:
        notes.append("the bill does not say that it is complete; verdicts are of the parts it lists")
    elif not bill.complete:
        notes.append("the bill says that it is not complete; verdicts are of the parts it lists")
    return Screened(bill=bill, purchase=purchase, judged=judged, notes=tuple(notes))


def _countries(part: Part, stage: Stage) -> set[str]:
    return {share.country for share in part.origin.get(stage, ()) if share.country}


def judge(rule: Rule, bill: Bill, purchase: Purchase, lists: Lists) -> Judged:
    """The verdicts of one rule."""
    return _judge(rule, Asked(bill, purchase, lists), _Parts(bill))


@dataclass(frozen=True)
class _Parts:
    """The parts of a bill, found by category and by what they are inside."""

    bill: Bill

    @cached_property
    def by_id(self) -> dict[str, Part]:
        return {part.id: part for part in self.bill.parts}

    @cached_property
    def by_category(self) -> dict[Category, list[Part]]:
        found: dict[Category, list[Part]] = {}
        for part in self.bill.parts[1:]:
            for category in part.categories:
                found.setdefault(category, []).append(part)
        return found

    @cached_property
    def nameless(self) -> list[Part]:
        """Parts of which the bill does not say what they are."""
        return [part for part in self.bill.parts[1:] if not part.categories]

    @cached_property
    def inside(self) -> dict[str, list[Part]]:
        found: dict[str, list[Part]] = {}
        for part in self.bill.parts[1:]:
            found.setdefault(part.inside, []).append(part)
        return found

    def of(self, categories: Iterable[Category]) -> list[Part]:
        """The parts of any of some categories, each once, in the order of the bill."""
        found = [part for category in categories for part in self.by_category.get(category, ())]
        return list({part.id: part for part in found}.values())

    def below(self, part: Part) -> Iterator[Part]:
        """Every part inside another, at any depth."""
        waiting = list(self.inside.get(part.id, ()))
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(self.inside.get(one.id, ()))


def _judge(rule: Rule, asked: Asked, parts: _Parts) -> Judged:
    purchase = asked.purchase
    asking = Asking(rule, asked)
    applies = _applies(rule, asked, asking)
    if applies.value is False:
        cell = Cell(word="not_applicable", reason=applies.because)
        return Judged(rule=rule, product=cell, cells={}, otherwise=cell)
    found: dict[str, list[Cell]] = {}
    judging = _Judging(rule, asked, asking, parts, applies)
    for name, limb in (*rule.limbs.items(), *rule.advisories.items()):
        if not _in_force(limb, purchase, rule.clock):
            continue
        for part, cell in judging.limb(name, limb, advisory=name in rule.advisories):
            found.setdefault(part, []).append(cell)
    cells = {part: _of_part(ones) for part, ones in found.items()}
    told = judging.told()
    otherwise = Cell(word="not_applicable", reason="the rule does not look at such a part")
    if not cells:
        otherwise = Cell(word="not_applicable", reason=judging.nothing_met())
    decisive = [cell for cell in cells.values() if not cell.aside]
    whole = worst(decisive) if decisive else otherwise
    effect = greatest(cell for ones in found.values() for cell in ones)
    cells |= {part: replace(cells.get(part, otherwise), beside=said) for part, said in told.items()}
    whole = replace(whole, beside=tuple(dict.fromkeys(one for part in sorted(told) for one in told[part])))
    return Judged(rule=rule, product=whole, cells=cells, otherwise=otherwise, effect=effect)


def _applies(rule: Rule, asked: Asked, asking: Asking) -> Answer:
    """Whether a rule applies to a purchase of a product."""
    purchase, bill, to = asked.purchase, asked.bill, rule.applies
    if purchase.as_of is not None and not within(purchase.as_of, rule.known_from, rule.known_to):
        return no(f"not known to be the text on {purchase.as_of}")
    if purchase.as_of is None and rule.known_to is not None:
        return no(f"no longer the text since {rule.known_to}")
    day = day_of(purchase, rule.clock)
    if not within(day, rule.since, rule.until):
        verb = "signed" if rule.clock == "signed" else "delivered"
        bound = f"from {rule.since}" if rule.since and day < rule.since else f"before {rule.until}"
        return no(f"in force for what is {verb} {bound}")
    if (to.buyers or to.funds) and purchase.buyer not in to.buyers and purchase.money not in to.funds:
        return no(f"not a rule for {purchase.buyer} with money of {purchase.money}")
    answers = [answered(asking.every(to.when), bill.product)]
    if to.goods and bill.goods is not None and bill.goods not in to.goods:
        answers.append(no(f"not a rule for {bill.goods} products"))
    return all_of(answers)


def _of_part(cells: list[Cell]) -> Cell:
    """The worst of what a rule says of one part, with whatever else is to be told of it."""
    if len(cells) == 1:
        return cells[0]
    said = worst(cells)
    also = sorted({cell.reason for cell in cells if cell.word == "advisory"} - {said.reason})
    return replace(said, reason="; also: ".join([said.reason, *also])) if also else said


def _in_force(one: Limb | Exemption, purchase: Purchase, clock: str) -> bool:
    """Whether a limb or an exemption holds on the day that counts, by what was known on the day whose knowledge is used."""
    known = one.known_to is None if purchase.as_of is None else within(purchase.as_of, one.known_from, one.known_to)
    return known and within(day_of(purchase, one.clock or clock), one.since, one.until)


@dataclass(frozen=True)
class _Judging:
    """One rule at work on one bill."""

    rule: Rule
    asked: Asked
    asking: Asking
    parts: _Parts
    applies: Answer

    def limb(self, name: str, limb: Limb, *, advisory: bool) -> Iterator[tuple[str, Cell]]:
        """The verdicts of one limb, by part."""
        product, fails = self.asked.bill.product, self.asking.some(limb.fails_if)
        reached: tuple[Part, ...]
        match limb.reaches:
            case "product" | "seller":
                yield product.id, self._cell(name, limb, fails, product, advisory=advisory)
                return
            case "first_tier":
                reached = tuple(self.parts.inside.get(product.id, ()))
            case "any_tier" | "named_component" | "material":
                reached = self.asked.bill.parts[1:]
        if limb.categories:
            wanted = frozenset(limb.categories)
            direct = {part.id for part in reached} if limb.reaches == "first_tier" else None
            named = [part for part in self.parts.of(limb.categories) if direct is None or part.id in direct]
            for part in named:
                yield part.id, self._cell(name, limb, fails, part, advisory=advisory)
            for part in self.parts.nameless:
                if direct is None or part.id in direct:
                    yield part.id, self._nameless(name, part, advisory=advisory)
            if limb.reaches == "named_component":
                yield from self._inside(name, fails, [*named, *self.parts.nameless], wanted)
            if limb.holds:
                yield from self._held(name, limb, advisory=advisory)
        else:
            for part in reached:
                yield part.id, self._cell(name, limb, fails, part, advisory=advisory)
        yield from self._expected(name, limb)

    def nothing_met(self) -> str:
        """Why no limb says anything of the product or of any part."""
        limbs = (*self.rule.limbs.values(), *self.rule.advisories.values())
        standing = [limb for limb in limbs if _in_force(limb, self.asked.purchase, self.rule.clock)]
        if not standing:
            return "no limb of the rule is in force on that day"
        looked_at = dict.fromkeys(category for limb in standing for category in limb.categories)
        such = f"no such part ({', '.join(looked_at)})" if looked_at else "no parts"
        return (
            f"the bill says that it is complete and names {such}"
            if self.asked.bill.complete
            else f"the bill names {such}"
        )

    def told(self) -> dict[str, tuple[str, ...]]:
        """What is known to hold of parts, and told beside their verdicts; and what every such product has and a complete bill has not."""
        bill, found = self.asked.bill, dict[str, list[str]]()
        limbs = [limb for limb in self.rule.limbs.values() if _in_force(limb, self.asked.purchase, self.rule.clock)]
        expected: list[Category] = [category for limb in limbs for category in limb.expects]
        lacking = dict.fromkeys(category for category in expected if not self.parts.by_category.get(category))
        if bill.complete and lacking:
            found[bill.product.id] = [f"the bill says that it is complete and names no {' and no '.join(lacking)}"]
        for limb in self.rule.told.values():
            if not _in_force(limb, self.asked.purchase, self.rule.clock):
                continue
            parts: Sequence[Part] = (bill.product,)
            if limb.reaches not in {"product", "seller"}:
                parts = self.parts.of(limb.categories) if limb.categories else bill.parts[1:]
            holds = self.asking.some(limb.fails_if)
            for part in parts:
                if limb.reaches == "first_tier" and part.inside != bill.product.id:
                    continue
                answer = answered(holds, part)
                if answer.value:
                    said = f"{limb.text}: {answer.because}" if answer.because else limb.text
                    found.setdefault(part.id, []).append(said)
        return {part: tuple(said) for part, said in found.items()}

    def _cell(self, name: str, limb: Limb, fails: Question, part: Part, *, advisory: bool) -> Cell:
        answer = answered(fails, part)
        if advisory:
            if answer.value is False:
                return Cell(word="not_applicable", reason=f"nothing to tell: {answer.because}", limb=name)
            reason = f"{limb.text}: {answer.because}" if answer.because else limb.text
            if answer.value is None:
                reason = f"it is not known whether this is so: {limb.text} (missing: {', '.join(answer.missing)})"
            return Cell(word="advisory", reason=reason, limb=name, effect=limb.effect)
        return self._judged(name, limb, part, answer)

    def _judged(self, name: str, limb: Limb, part: Part, answer: Answer) -> Cell:
        if answer.value is not False:
            exempt = self._exempt(name, part)
            if exempt is not None:
                return exempt
        if answer.value is False:
            weak = GRADES.index(answer.grade) < GRADES.index(self.rule.evidence)
            tail = f"; shown by no more than {answer.grade}" if weak and answer.grade != "government_cleared" else ""
            return Cell(word="pass", reason=f"{answer.because}{tail}", limb=name, grade=answer.grade)
        if answer.value is None or self.applies.value is None:
            missing = self.applies.missing + answer.missing
            reason = answer.because or f"not known: {', '.join(missing[:3])}{' and more' if len(missing) > 3 else ''}"  # noqa: PLR2004
            if self.rule.kind == "classification":
                reason = f"needs classification; {reason}"
            return Cell(word="unknown", reason=reason, limb=name, missing=missing)
        word: Word = "fail" if self.rule.kind == "bar" else "advisory"
        reason = f"{limb.text}: {answer.because}" if answer.because else limb.text
        return Cell(word=word, reason=reason, limb=name, effect=limb.effect, grade=answer.grade)

    def _exempt(self, limb: str, part: Part) -> Cell | None:
        """An exemption that is shown to hold, if any; the first by name."""
        for name, one, when in self._exemptions:
            if one.limbs and limb not in one.limbs:
                continue
            answer = answered(when, part)
            if answer.value:
                reason, proof = f"{one.text}: {answer.because}", f"{name}; proof: {one.proof}"
                return Cell(word="exempt", reason=reason, limb=limb, exemption=proof)
        return None

    @cached_property
    def _exemptions(self) -> list[tuple[str, Exemption, Question]]:
        """Exemptions in force by name, and when each holds; none that holds of no part."""
        named = sorted(self.rule.exemptions.items())
        standing = [(name, one) for name, one in named if _in_force(one, self.asked.purchase, self.rule.clock)]
        asked = [(name, one, self.asking.every(one.when)) for name, one in standing]
        return [one for one in asked if not isinstance(one[2], Answer) or one[2].value]

    def _nameless(self, name: str, part: Part, *, advisory: bool) -> Cell:
        called = part.name or part.id
        missing = (*self.applies.missing, f"what {called} is: its category")
        if advisory:
            return Cell(word="advisory", reason=f"not known: what {called} is", limb=name)
        return Cell(word="unknown", reason=f"not known: what {called} is", limb=name, missing=missing)

    def _inside(
        self, name: str, fails: Question, named: list[Part], wanted: frozenset[Category]
    ) -> Iterator[tuple[str, Cell]]:
        """What is inside a named component, or one that may be, and not named itself is told, not barred."""
        seen: set[str] = set()
        for part in named:
            for below in self.parts.below(part):
                if below.id in seen or wanted & set(below.categories) or not below.categories:
                    continue
                seen.add(below.id)
                answer = answered(fails, below)
                if answer.value is not False:
                    why = answer.because or f"not known: {', '.join(answer.missing)}"
                    kind = "a named component" if part.categories else "a component that may be a named one"
                    reason = f"inside {kind}, which the rule does not reach by its text: {why}"
                    yield below.id, Cell(word="advisory", reason=reason, limb=name, aside=True)

    def _held(self, name: str, limb: Limb, *, advisory: bool) -> Iterator[tuple[str, Cell]]:
        """Parts known to hold a material that the bill does not list inside them."""
        wanted = frozenset(limb.categories)
        for part in self.parts.of(limb.holds):
            if wanted & set(part.categories):
                continue
            if any(wanted & set(below.categories) for below in self.parts.below(part)):
                continue
            fact = part.facts.get(f"holds_{limb.categories[0]}")
            called = part.name or part.id
            if fact is not None and fact.value == "no":
                cell = Cell(word="pass", reason=f"holds_{limb.categories[0]} of {called} is no", limb=name)
            else:
                missing = (*self.applies.missing, f"which {limb.categories[0]} {called} holds, and its origin")
                cell = Cell(
                    word="advisory" if advisory else "unknown",
                    reason=f"not known: {missing[-1]}",
                    limb=name,
                    missing=() if advisory else missing,
                )
            exempt = None if advisory else self._exempt(name, part)
            yield part.id, exempt if exempt is not None and cell.word == "unknown" else cell

    def _expected(self, name: str, limb: Limb) -> Iterator[tuple[str, Cell]]:
        """What no such product is without, and the bill does not list."""
        if self.asked.bill.complete or self.applies.value is False:
            return
        lacking = tuple(category for category in limb.expects if not self.parts.by_category.get(category))
        if lacking:
            missing = tuple(f"a {category} among the parts, or that the bill is complete" for category in lacking)
            reason = f"the bill lists no {' and no '.join(lacking)}, and does not say that it is complete"
            yield self.asked.bill.product.id, Cell(word="unknown", reason=reason, limb=name, missing=missing)
