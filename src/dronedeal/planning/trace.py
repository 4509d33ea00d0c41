"""Tracing: from any figure back to the lines of the document and the claims behind them. Not an explanation of the optimum."""

from __future__ import annotations

from dataclasses import dataclass

from dronedeal.deal.deal import Deal, numbers_of
from dronedeal.deal.number import Agreed, Disputed, Number, Open, Product, Series, Uncertain, kind_of, parts_of
from dronedeal.deal.place import Place
from dronedeal.deal.plan import Plan
from dronedeal.deal.row import Line
from dronedeal.deal.term import Goods, MoneyIn
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
        The plan whose figures are traced; without one, figures of parties name their lines without amounts.

    Raises
    ------
    Untraceable
        Nothing has this path.
    """
    numbers = {part.path: part for number in numbers_of(deal) for part in parts_of(number) if part.path}
    if path in numbers:
        return _number(deal, numbers[path], numbers)
    lines = {line.path: line for line in unfold(deal).lines}
    if path in lines:
        return _line(deal, lines[path], numbers, plan)
    head, _, rest = path.partition(".")
    name, _, figure = rest.partition(".")
    if head == "terms" and name in deal.terms and not figure:
        clause = deal.terms[name]
        inside = tuple(_line(deal, line, numbers, plan) for line in lines.values() if line.clause == name)
        return Trace(
            path=path,
            what=f"{clause.status} {clause.form.replace('_', ' ')}",
            place=clause.place,
            assumed=False,
            sources=inside,
        )
    if head == "parties" and name in deal.parties and figure in {"value", "gain", "walk_away"}:
        return _party(deal, name, figure, lines, numbers, plan)
    raise Untraceable(path, tuple(sorted((*numbers, *lines, *(f"parties.{party}.gain" for party in deal.parties)))))


def _number(deal: Deal, number: Number, numbers: dict[str, Number]) -> Trace:
    claims = tuple(
        Trace(
            path=claim.id,
            what=f"{claim.quantity}: {_interval(claim.low, claim.high)} {claim.unit}, as of {claim.as_of or '?'} ({claim.publisher}, {claim.confidence} confidence) {claim.url}",
            place=claim.place,
            assumed=False,
        )
        for claim in (deal.claims[name] for name in number.claims if name in deal.claims)
    )
    inner: tuple[Number, ...] = ()
    match number:
        case Series(values=values):
            inner = values
        case Product(factor=factor, times=times):
            inner = (factor, numbers[times]) if times in numbers else (factor,)
        case Agreed() | Open() | Uncertain() | Disputed():
            inner = ()
    sources = (*claims, *(_number(deal, one, numbers) for one in inner))
    assumed = not sources and kind_of(number) != "open"
    return Trace(path=number.path, what=_said(number), place=number.place, assumed=assumed, sources=sources)


def _interval(low: object, high: object) -> str:
    if low is None:
        return "stated"
    return f"{low}" if high in {None, low} else f"{low} to {high}"


def _said(number: Number) -> str:
    because = f" ({number.why})" if number.why else ""
    match number:
        case Agreed(value=value):
            return f"{value.normalize():f} {number.unit}{because}"
        case Open(low=low, high=high):
            return f"open between {low.normalize():f} and {high.normalize():f} {number.unit}{because}"
        case Uncertain(base=base):
            return f"uncertain, base {base.normalize():f} {number.unit}{because}"
        case Disputed(base=base):
            return f"disputed, base {base.normalize():f} {number.unit}{because}"
        case Series(by=by):
            return f"a series by {by}, {number.unit}{because}"
        case Product(times=times):
            return f"a multiple of {times}{because}"


def _line(deal: Deal, line: Line, numbers: dict[str, Number], plan: Plan | None) -> Trace:
    if isinstance(line.what, MoneyIn):
        said = f"{line.debtor} pays {line.creditor}: {line.label.replace('_', ' ')}"
    elif isinstance(line.what, Goods):
        said = f"{line.debtor} delivers {line.what.system} to {line.creditor}"
    else:
        said = f"{line.debtor} grants {line.creditor} the right to {line.what.kind.replace('_', ' ')} {', '.join(line.what.of)}"
    if plan is not None:
        total = sum(one.amount for one in plan.cash if one.line == line.path)
        said = f"{said}, {total:,.0f} {deal.currency} in all" if isinstance(line.what, MoneyIn) else said
    inside = dict.fromkeys(number.path for number in numbers_of(line) if number.path in numbers)
    sources = tuple(_number(deal, numbers[path], numbers) for path in inside)
    return Trace(path=line.path, what=said, place=line.place, assumed=False, sources=sources)


def _party(
    deal: Deal, name: str, figure: str, lines: dict[str, Line], numbers: dict[str, Number], plan: Plan | None
) -> Trace:
    """A party's figure: its own numbers, the needs it weighs, and every line it owes or is owed under."""
    said = figure.replace("_", " ")
    if plan is not None and name in plan.parties:
        said = f"{said} {getattr(plan.parties[name], figure):,.0f} {deal.currency}, present worth at its own rate"
    nouns: list[object] = [deal.parties[name], *(need for need in deal.needs.values() if need.of == name)]
    nouns.extend(site for site in deal.sites.values() if site.of == name)
    own = dict.fromkeys(number.path for noun in nouns for number in numbers_of(noun) if number.path in numbers)
    sources = [_number(deal, numbers[path], numbers) for path in own]
    for line in lines.values():
        proposed = figure != "walk_away" or line.status == "existing"
        if name in {line.debtor, line.creditor} and line.debtor != line.creditor and proposed:
            sources.append(_line(deal, line, numbers, plan))
    return Trace(
        path=f"parties.{name}.{figure}",
        what=said,
        place=deal.parties[name].place,
        assumed=False,
        sources=tuple(sources),
    )
