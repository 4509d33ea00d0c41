"""Codes P1xx: a sound deal that cannot be written as a program. Not a deal without a plan: that is an answer."""

from __future__ import annotations

from dronedeal.deal.codes.code import Code, example

__all__ = ["PLANNING"]

PLANNING = (
    Code(
        code="P101",
        title="one thing the plan decides times another",
        what="Two things that the plan decides are multiplied, and neither is an open number by itself: an open weight "
        "times an open ratio, times the units delivered. An open price times units is fine; so is an open rate on an "
        "openly priced sale, and a quotient by an open number, unless that may be zero.",
        why="The program is linear. An open number times a quantity has an exact enough statement; a product of two "
        "quantities has none, and a plan found without one would not be proven.",
        bad=example("""
        terms:
          sale:
            kind: purchase
            seller: maker
            buyer: army
            systems: [drone]
            price: 5_000 USD
            index: {parts: [[{open: [30%, 50%]}, {open: [1.00, 1.10]}]]}
        """),
        good=example("""
        terms:
          sale:
            kind: purchase
            seller: maker
            buyer: army
            systems: [drone]
            price: 5_000 USD
            index: {parts: [[40%, {open: [1.00, 1.10]}]]}
        """),
        mend="Fix one of the two numbers.",
    ),
    Code(
        code="P102",
        title="nothing bounds what a clause counts",
        what="An open price, a cap, a tier or another clause that bends rests on a count that could grow without end.",
        why="A bend is stated by a yes or no that must know how large the count can get; a bound made up for it would "
        "make the plan wrong, or its figures meaningless.",
        bad="a cap on royalties of a site of which nothing says how much it can make",
        good="the same site with a capacity, or with a most that can be built",
        mend="Give the sites that serve the clause a capacity, or the clause a `most`.",
        file="",
    ),
)
"""Codes of planning, in order."""
