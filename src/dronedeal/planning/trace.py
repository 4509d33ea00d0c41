"""Tracing: from any figure back to the lines of the document and the claims behind them. Not an explanation of the optimum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dronedeal.deal.claim import Claim
from dronedeal.deal.clause import Clause
from dronedeal.deal.deal import Deal, numbers_of
from dronedeal.deal.need import Need
from dronedeal.deal.number import Agreed, Disputed, Number, Open, Product, Series, Uncertain, kind_of, parts_of
from dronedeal.deal.party import Party
from dronedeal.deal.place import Place
from dronedeal.deal.plan import Plan
from dronedeal.deal.row import Line
from dronedeal.deal.term import Entitlement, Goods, MoneyIn
from dronedeal.unfolding import unfold

__all__ = ["Trace", "Untraceable", "trace"]


class Untraceable(KeyError):
    """No figure has this path; ``known`` lists those that are nearest in kind."""

    def __init__(self, path: str, known: tuple[str, ...]) -> None:
        """Keep what was asked and what exists."""
        self.path, self.known = path, known
        super().__init__(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A figure or a source, and what it comes from."""

    path: str
    what: str
    place: Place | None
    assumed: bool
    sources: tuple[Trace, ...] = ()


def trace(deal: Deal, path: str, plan: Plan | None = None) -> Trace:
    """Trace a figure.

    Parameters
    ----------
    path
        A number (``terms.licence.royalty``), a payable line (``terms.licence/royalty``), a clause (``terms.licence``), or a
        figure of a plan: ``parties.ukraine.gain``, ``.value``, ``.walk_away``.
    plan
        The plan whose figures are traced: lines then name their amounts, and open numbers the values it chose.

    Raises
    ------
    Untraceable
        Nothing has this path.
    """
    tracer = _Tracer(deal, plan)
    if path in tracer.numbers:
        return tracer.number(path)
    if path in tracer.lines:
        return tracer.line(tracer.lines[path])
    head, _, rest = path.partition(".")
    name, _, figure = rest.partition(".")
    if head == "terms" and name in deal.terms and not figure:
        return tracer.clause(deal.terms[name])
    if head == "parties" and name in deal.parties and figure in {"value", "gain", "walk_away"}:
        return tracer.party(deal.parties[name], figure)
    raise Untraceable(path, tuple(sorted(tracer.known())))


class _Tracer:
    """What one trace looks things up in: numbers and lines by path, and the plan, if there is one."""

    def __init__(self, deal: Deal, plan: Plan | None) -> None:
        self.deal = deal
        self.plan = plan
        self.numbers: dict[str, Number] = {}
        self.times: dict[str, str] = {}
        for number in numbers_of(deal):
            for part in parts_of(number):
                if part.path:
                    self.numbers[part.path] = part
                if isinstance(part, Product):
                    self.times[part.path] = part.times
        self.lines = {line.path: line for line in unfold(deal).lines}

    def known(self) -> Iterator[str]:
        """Every path that can be traced."""
        yield from self.numbers
        yield from self.lines
        yield from (f"terms.{name}" for name in self.deal.terms)
        yield from (f"parties.{party}.gain" for party in self.deal.parties)

    def number(self, path: str) -> Trace:
        """A number: the claims it cites, its parts, what it is a multiple of, and the rate of a foreign currency."""
        number = self.numbers[path]
        claims = tuple(_claim(self.deal.claims[name]) for name in number.claims if name in self.deal.claims)
        inner = [part.path for part in number.values] if isinstance(number, Series) else []
        if self.times.get(path, "") in self.numbers:
            inner.append(self.times[path])
        sources = (*claims, *(self.number(one) for one in inner))
        assumed = not claims and not inner and kind_of(number) != "open"
        rate = f"rates.{number.unit[:3]}"
        if rate in self.numbers and rate != path and not isinstance(number, Series):
            sources = (*sources, self.number(rate))
        return Trace(path=path, what=self._said(number), place=number.place, assumed=assumed, sources=sources)

    def _said(self, number: Number) -> str:
        because = f" ({number.why})" if number.why else ""
        unit = f"times {self.times[number.path]}" if number.path in self.times else number.unit
        match number:
            case Agreed(value=value):
                return f"{value.normalize():f} {unit}{because}"
            case Open(low=low, high=high):
                chosen = None if self.plan is None else self.plan.package.get(number.path)
                said = f"open between {low.normalize():f} and {high.normalize():f} {unit}{because}"
                return said if chosen is None else f"{said}; the plan chooses {Decimal(f'{chosen:.12g}').normalize():f}"
            case Uncertain(base=base):
                return f"uncertain, base {base.normalize():f} {unit}{because}"
            case Disputed(base=base):
                return f"disputed, base {base.normalize():f} {unit}{because}"
            case Series(by=by):
                return f"a series by {by}, {unit}{because}"
            case Product(times=times):
                return f"a multiple of {times}{because}"

    def clause(self, clause: Clause) -> Trace:
        """A clause: its payable lines."""
        return Trace(
            path=f"terms.{clause.id}",
            what=f"{clause.status} {clause.form.replace('_', ' ')}",
            place=clause.place,
            assumed=False,
            sources=tuple(self.line(line) for line in self.lines.values() if line.clause == clause.id),
        )

    def line(self, line: Line) -> Trace:
        """A payable line: who owes whom what, how much of it a plan moves, and the numbers it is made of."""
        if isinstance(line.what, MoneyIn):
            said = f"{line.debtor} pays {line.creditor}: {line.label.replace('_', ' ')}"
        elif isinstance(line.what, Goods):
            said = f"{line.debtor} delivers {line.what.system} to {line.creditor}"
        elif isinstance(line.what, Entitlement):
            said = f"{line.creditor} may have whole units of {', '.join(line.what.systems)} that {line.debtor} makes"
        else:
            said = f"{line.debtor} grants {line.creditor} the right to {line.what.kind.replace('_', ' ')} {', '.join(line.what.of)}"
        if self.plan is not None and isinstance(line.what, MoneyIn):
            total = sum(one.amount for one in self.plan.cash if one.line == line.path)
            said = f"{said}, {total:,.0f} {self.deal.currency} in all"
        return Trace(path=line.path, what=said, place=line.place, assumed=False, sources=self._rests(line))

    def _rests(self, *nouns: object) -> tuple[Trace, ...]:
        """The numbers in some nouns, each once, in order."""
        paths = dict.fromkeys(
            number.path for noun in nouns for number in numbers_of(noun) if number.path in self.numbers
        )
        return tuple(map(self.number, paths))

    def party(self, party: Party, figure: str) -> Trace:
        """A party's figure: its own numbers; each need, with what would serve it; what it makes; its rights; every line."""
        said = figure.replace("_", " ")
        if self.plan is not None and party.id in self.plan.parties:
            shown, currency = self.plan.parties[party.id], self.deal.currency
            said = f"{said} {getattr(shown, figure):,.0f} {currency}, present worth at its own rate"
            if figure == "gain":
                said = f"{said}: value {shown.value:,.0f} less walk-away {shown.walk_away:,.0f}"
        if figure == "walk_away":
            self.plan = None  # what the plan moves and chooses is nothing to somebody who walks away
        lines = [
            line
            for line in self.lines.values()
            if party.id in {line.debtor, line.creditor}
            and line.debtor != line.creditor
            and (figure != "walk_away" or line.status == "existing")
        ]
        needs = [need for need in self.deal.needs.values() if need.of == party.id]
        sources = [
            *self._rests(party),
            *(self._need(need) for need in needs),
            *self._others(party, needs),
            *self._systems(party, needs, lines),
            *self._sites(party, {line.clause for line in lines}, figure),
            *self._technologies(party),
            *map(self.line, lines),
        ]
        return Trace(
            path=f"parties.{party.id}.{figure}", what=said, place=party.place, assumed=False, sources=tuple(sources)
        )

    def _need(self, need: Need) -> Trace:
        avoids = "" if need.worth.avoids is None else f", worth what {need.worth.avoids} would cost"
        return _noun(f"needs.{need.id}", f"a need{avoids}", need.place, self._rests(need))

    def _others(self, party: Party, needs: list[Need]) -> Iterator[Trace]:
        """What the party can buy without the deal: its price, support, effect and capacity are behind what a deal saves."""
        avoided = {need.worth.avoids for need in needs}
        for one in self.deal.alternatives.values():
            if one.party == party.id:
                what = "what the deal saves buying" if one.id in avoided else "what can be bought without the deal"
                yield _noun(f"alternatives.{one.id}", what, one.place, self._rests(one))

    def _systems(self, party: Party, needs: list[Need], lines: list[Line]) -> Iterator[Trace]:
        """Systems the party is delivered or makes: effects in the roles it needs, support, ageing, and what they cost."""
        got = {line.what.system for line in lines if isinstance(line.what, Goods) and line.creditor == party.id}
        made = {name for site in self.deal.sites.values() if site.of == party.id for name in site.makes}
        roles = {need.role for need in needs}
        for system in self.deal.systems.values():
            used = system.id in got or (system.id in made and bool(roles & system.effects.keys()))
            if not used and system.id not in made:
                continue
            users = tuple(effect for role, effect in system.effects.items() if role in roles) if used else ()
            use = (*users, system.support, system.ageing) if used else ()
            making = (system.unit_cost, system.learning, system.kits) if system.id in made else ()
            what = "used and made" if used and making else "used" if used else "made"
            yield _noun(f"systems.{system.id}", what, system.place, self._rests(*use, *making))

    def _sites(self, party: Party, clauses: set[str], figure: str) -> Iterator[Trace]:
        """Lines the party owns, and those that stand under a clause it has a part in; without a deal, under none proposed."""
        for site in self.deal.sites.values():
            under = None if site.under is None else self.deal.terms.get(site.under)
            if figure == "walk_away" and under is not None and under.status != "existing":
                continue
            if site.of == party.id or site.under in clauses:
                what = "a line of its own" if site.of == party.id else f"a line of {site.of} under {site.under}"
                yield _noun(f"sites.{site.id}", what, site.place, self._rests(site))

    def _technologies(self, party: Party) -> Iterator[Trace]:
        """Rights the party declares a worth of holding."""
        for one in self.deal.technologies.values():
            if party.id in one.worth:
                rests = self._rests(one.worth[party.id], one.slows_ageing)
                yield _noun(f"technologies.{one.id}", "what holding the right is worth", one.place, rests)


def _noun(path: str, what: str, place: Place, sources: tuple[Trace, ...]) -> Trace:
    return Trace(path=path, what=what, place=place, assumed=False, sources=sources)


def _claim(claim: Claim) -> Trace:
    return Trace(
        path=claim.id,
        what=f"{claim.quantity}: {_interval(claim.low, claim.high)} {claim.unit}, as of {claim.as_of or '?'} ({claim.publisher}, {claim.confidence} confidence) {claim.url}",
        place=claim.place,
        assumed=False,
    )


def _interval(low: object, high: object) -> str:
    if low is None:
        return "stated"
    return f"{low}" if high in {None, low} else f"{low} to {high}"
