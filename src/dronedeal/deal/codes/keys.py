"""Codes D2xx: keys and words that do not fit where they stand. Not numbers: those are D3xx."""

from __future__ import annotations

from dronedeal.deal.codes.code import Code, example

__all__ = ["KEYS"]

KEYS = (
    Code(
        code="D201",
        title="an unknown key",
        what="A table has a key that is not known there. The nearest known key is named where one is near.",
        why="A misspelt key that was passed over would leave its clause at a default, and the deal would say less "
        "than its author believes.",
        bad=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: 5_000 USD, advanse: 15%}
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: 5_000 USD, advance: 15%}
        """),
        mend="Correct the key, or remove it; the message lists the keys there are.",
    ),
    Code(
        code="D202",
        title="a key is missing",
        what="A table lacks a key that has no default, or the deal lacks its title, its horizon, its currency or its "
        "parties.",
        why="Nothing is guessed: a default exists only where everybody would expect the same one.",
        bad=example("""
        terms:
          sale: {kind: purchase, seller: maker, systems: [drone], price: 5_000 USD}
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone], price: 5_000 USD}
        """),
        mend="Add the key; the message shows how its value is written.",
    ),
    Code(
        code="D203",
        title="the wrong shape",
        what="A single value, a list or a table stands where one of the others is asked for.",
        why="What was meant could only be guessed.",
        bad=example("""
        terms:
          sale: a purchase of 500 drones
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone], price: 5_000 USD}
        """),
        mend="Write it in the shape the message names.",
    ),
    Code(
        code="D204",
        title="not one of the words allowed",
        what="A value is none of the few words that its key takes, no yes or no, no whole number, or no currency code; "
        "or a rate is given for the deal's own currency.",
        why="Each of the words switches something; another word would switch nothing.",
        bad=example("""
        systems:
          drone: {domain: sky}
        """),
        good=example("""
        systems:
          drone: {domain: air}
        """),
        mend="Write one of the words listed.",
    ),
    Code(
        code="D205",
        title="not a quarter or a year",
        what="A quarter is written `2027-Q1`; a year, `2027`.",
        why="Dates decide when rows fall due. A month or a day is not moved to a quarter on its own.",
        bad=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: 5_000 USD, since: 2027-03}
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: 5_000 USD, since: 2027-Q2}
        """),
        mend="Write the quarter as `2027-Q1`.",
    ),
    Code(
        code="D206",
        title="not a name",
        what="An entry's name begins with a letter and goes on with up to 63 letters, digits and underscores.",
        why="Names make paths such as `terms.direct_sale.price`, by which commands and reports speak of a number.",
        bad=example("""
        terms:
          direct sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                        price: 5_000 USD}
        """),
        good=example("""
        terms:
          direct_sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                        price: 5_000 USD}
        """),
        mend="Use letters, digits and underscores, a letter first; parties and systems can carry a `name` of any "
        "words.",
    ),
    Code(
        code="D207",
        title="no such form",
        what="A clause lacks its `kind`, or names a form that does not exist.",
        why="The form decides which keys a clause has and what binds; without it, nothing does.",
        bad=example("""
        terms:
          sale: {kind: purchse, seller: maker, buyer: army, systems: [drone], price: 5_000 USD}
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone], price: 5_000 USD}
        """),
        mend="Write one of the forms listed as `kind`.",
    ),
    Code(
        code="D208",
        title="a key that means nothing without another",
        what="A key stands alone that only says something beside another: a tax without the state that takes it, a "
        "metered use without its charge, a release of what is not retained, the stock of a need that is a flow.",
        why="It would change nothing, and its author believes that it does.",
        bad=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: 5_000 USD, released: 6 months}
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: 5_000 USD, retention: 5%, released: 6 months}
        """),
        mend="Add the key that the message names, or drop this one.",
    ),
    Code(
        code="D209",
        title="the same name twice in a list",
        what="A list names a system, a clause, a claim or anything else more than once.",
        why="What is named twice would be counted twice, or another name was meant.",
        bad=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone, drone], price: 5_000 USD}
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone], price: 5_000 USD}
        """),
        mend="Name it once.",
    ),
)
"""Codes of keys and words, in order."""
