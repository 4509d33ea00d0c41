"""Promises as rows: limits that a clause sets on what is counted, and prices no worse than another buyer's. Not payments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import numpy as np

from dronedeal.deal.deal import Deal
from dronedeal.deal.number import Number, Product
from dronedeal.deal.quantity import Fixed, Quantity, Scale
from dronedeal.deal.row import Standing, Unfolded
from dronedeal.forms import unit_cost
from dronedeal.planning.tags import Tags
from dronedeal.reading import Affine, FloatVector, LinearReader, added, lasts
from dronedeal.solving import Program
from dronedeal.unfolding import Resolver

__all__ = ["favoured_prices", "limits"]


def limits(deal: Deal, unfolded: Unfolded, reader: LinearReader, program: Program, tags: Tags) -> dict[int, str]:
    """Rows for promised limits: least <= quantity <= most over each accumulation, in the quarters the promise is open."""
    texts: dict[int, str] = {}
    for one in unfolded.standing:
        if one.promise != "limit" or one.quantity is None:
            continue
        tag = tags.of(one.place, _path(deal, one), one.text)
        texts[tag] = one.text
        for bound, is_most in ((one.least, False), (one.most, True)):
            if bound is not None:
                _limit(deal, one, bound, reader, program, tag, is_most=is_most)
    return texts


def _path(deal: Deal, one: Standing) -> str:
    """The path of a promise: of the key that makes it, where the clause says it under a key of its own."""
    keys = [key for key, place in deal.terms[one.clause].places.items() if place == one.place]
    return ".".join(("terms", one.clause, *keys[:1]))


def _limit(
    deal: Deal, one: Standing, bound: Quantity, reader: LinearReader, program: Program, tag: int, *, is_most: bool
) -> None:
    if one.quantity is None:
        return
    groups = deal.horizon.groups(one.over)
    open_ones = np.array(one.open, dtype=np.float64)
    counted = reader.read(one.quantity).times(open_ones)
    ends = [[max(index for index, other in enumerate(groups) if other == group)] for group in groups]
    limit = reader.read(bound).times(-_share_open(open_ones, groups))
    total = added(counted.mapped(lasts(groups)), limit)
    bounded = np.array([period == ends[period][0] for period in range(len(groups))])
    bounded &= np.array(
        [any(one.open[index] for index, other in enumerate(groups) if other == group) for group in groups]
    )
    lower = np.where(bounded & (not is_most), -total.constant, -np.inf)
    upper = np.where(bounded & is_most, -total.constant, np.inf)
    rows = program.rows(len(groups), lower=lower, upper=upper, tag=tag, label=f"limit/{one.clause}")
    program.add(rows[total.periods], total.columns, total.coefficients)


def _share_open(open_ones: FloatVector, groups: tuple[int, ...]) -> FloatVector:
    """Share of each accumulation in which a promise is open: a yearly limit that starts mid-year counts by its quarters."""
    sizes, opens = np.bincount(groups), np.bincount(groups, weights=open_ones)
    return np.asarray((opens / np.maximum(sizes, 1))[list(groups)])


def favoured_prices(deal: Deal, unfolded: Unfolded, reader: LinearReader, program: Program, tags: Tags) -> None:
    """Rows that keep a favoured partner's unit price no higher than that of each other sale of the same system."""
    for one in unfolded.standing:
        if one.promise != "no_worse":
            continue
        favoured, *others = one.about
        tag = tags.of(one.place, _path(deal, one), one.text)
        for other in others:
            both = [system for system in _sold(deal, favoured) if system in _sold(deal, other)]
            for system in both:
                ours, theirs = _unit_price(deal, favoured, system, reader), _unit_price(deal, other, system, reader)
                gap = added(ours, theirs.times(np.full(deal.horizon.periods, -1.0)))
                upper = np.where(np.array(one.open), -gap.constant, np.inf)
                rows = program.rows(len(upper), upper=upper, tag=tag, label=f"favoured/{favoured}")
                program.add(rows[gap.periods], gap.columns, gap.coefficients)


def _sold(deal: Deal, clause: str) -> tuple[str, ...]:
    systems = (
        deal.terms[clause].said.get("systems", ())
        if clause in deal.terms and deal.terms[clause].status != "struck" and deal.terms[clause].form == "purchase"
        else ()
    )
    return systems if isinstance(systems, tuple) else ()


def _unit_price(deal: Deal, clause: str, system: str, reader: LinearReader) -> Affine:
    said = deal.terms[clause].said
    prices = said.get("prices")
    price = prices.get(system, said.get("price")) if isinstance(prices, Mapping) else said.get("price")
    if isinstance(price, Product) and price.times == "unit_cost":
        value: Quantity = Scale(by=Fixed(number=price.factor), of=unit_cost(deal.systems[system]))
    else:
        value = Fixed(number=cast("Number", price))
    return reader.read(Resolver(deal, ())(value))
