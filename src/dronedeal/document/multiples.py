"""Whether numbers that are multiples of others lead to a value where they stand. Not what that value is."""

from __future__ import annotations

from collections.abc import Iterator

from dronedeal.deal.deal import Deal, numbers_of
from dronedeal.deal.finding import Finding
from dronedeal.deal.number import Number, Open, Product, parts_of

__all__ = ["multiples_have_values"]

_UNIT_COST = "unit_cost"


def multiples_have_values(deal: Deal) -> Iterator[Finding]:
    """Find multiples that lead back to themselves, to what is open outside of the terms, or to a price of systems, and such as nothing reads."""
    numbers = tuple(numbers_of(deal))
    known = {number.path: number for number in numbers}
    bargained = {id(number) for number in numbers_of(deal.terms)}
    costs = {
        id(number)
        for system in deal.systems.values()
        for number in numbers_of((system.unit_cost, system.learning, system.kits))
    }
    for number in numbers:
        found = _circle(number, known)
        if found is None and id(number) not in bargained:
            found = _outside(number, known, costs)
        if found is None:
            found = _of_a_price(number, known)
        if found is not None:
            yield found


def _way(number: Number, known: dict[str, Number]) -> Iterator[tuple[str, Number | None]]:
    """What a multiple is of, what that is of, and so on: paths, and the numbers they lead to; ends before it goes round."""
    seen: set[str] = set()
    here: Number | None = number
    while isinstance(here, Product) and here.times not in seen:
        seen.add(here.times)
        name, here = here.times, known.get(here.times)
        yield name, here


def _circle(number: Number, known: dict[str, Number]) -> Finding | None:
    *_, (_, last) = ("", number), *_way(number, known)
    if isinstance(last, Product):
        return _finding("D515", f"{number.path} is a multiple of itself", number, "break the circle")
    return None


def _outside(number: Number, known: dict[str, Number], costs: set[int]) -> Finding | None:
    """Of a number that is no clause's: what keeps its value from being read."""
    for part in parts_of(number):
        if not isinstance(part, Product):
            continue
        if id(number) in costs:
            message = f"{number.path} is a multiple, but what a system costs to make is a number of its own"
            return _finding("D515", message, part, "write out what it comes to")
        if part.times == _UNIT_COST:
            message = f"{number.path} is a multiple of unit_cost, which only the price of a clause has"
            return _finding("D515", message, part, "write an amount, or times: systems.NAME.unit_cost")
        if part is not number:
            message = f"{number.path} holds a multiple inside a series"
            return _finding("D515", message, part, f"write {{by_year: {{2027: 1.2}}, times: {part.times}}}")
    for name, reached in _way(number, known):
        if reached is not None and any(isinstance(part, Open) for part in parts_of(reached)):
            message = f"{number.path} hangs on {name}, which is open, but only numbers of terms are bargained over"
            return _finding("D514", message, number, "write an agreed, uncertain or disputed number")
    return None


def _of_a_price(number: Number, known: dict[str, Number]) -> Finding | None:
    """Of a multiple of a price that is a multiple of unit cost: the price of which system it is, nobody knows."""
    before = ""
    for name, _ in _way(number, known):
        if name == _UNIT_COST and before:
            message = f"{number.path} is a multiple of {before}, itself a multiple of the unit cost of whichever system is priced"
            return _finding("D515", message, number, "write an amount, or times: systems.NAME.unit_cost")
        before = name
    return None


def _finding(code: str, message: str, number: Number, mend: str) -> Finding:
    return Finding(code=code, severity="error", message=message, place=number.place, mend=mend)
