"""Codes D529 to D549: mandates, offers and packages that cannot stand. Not what they are worth."""

from __future__ import annotations

from dronedeal.deal.codes.code import Code, example

__all__ = ["TALKS"]

TALKS = (
    Code(
        code="D529",
        title="an instruction about what is not on the table",
        what="A line of a mandate names a number that is not open, or gives its limit in another unit, or gives none.",
        why="Nothing would ever be held against it.",
        bad=example("""
        parties:
          army: {mandate: {limits: {dear: {number: terms.order.price, at_most: 5_000 USD}}}}
        terms:
          order: {kind: purchase, seller: maker, buyer: army, systems: [drone], price: 4_000 USD}
        """),
        good=example("""
        parties:
          army: {mandate: {limits: {dear: {number: terms.order.price, at_most: 5_000 USD}}}}
        terms:
          order: {kind: purchase, seller: maker, buyer: army, systems: [drone], price: {open: [4_000 USD, 6_000 USD]}}
        """),
        mend="Name an open number, and write `at_least` or `at_most` in its unit.",
    ),
    Code(
        code="D530",
        title="instructions that cannot be kept",
        what="What a side's mandate says of a number leaves no value that the document allows.",
        why="Whatever was offered, it would be refused.",
        bad=example("""
        parties:
          army: {mandate: {limits: {cheap: {number: terms.order.price, at_most: 3_000 USD}}}}
        terms:
          order: {kind: purchase, seller: maker, buyer: army, systems: [drone], price: {open: [4_000 USD, 6_000 USD]}}
        """),
        good=example("""
        parties:
          army: {mandate: {limits: {cheap: {number: terms.order.price, at_most: 5_000 USD}}}}
        terms:
          order: {kind: purchase, seller: maker, buyer: army, systems: [drone], price: {open: [4_000 USD, 6_000 USD]}}
        """),
        mend="Move the limit into what is open, or open more in the document.",
    ),
    Code(
        code="D540",
        title="talks out of order",
        what="An offer of `talks.yaml` is dated before the one above it, or stands after one that was accepted.",
        why="Concessions are read from one offer to the next.",
        bad=example("""
        talks:
          - {round: 2, date: 2027-02-01, by: maker, package: {}}
          - {round: 1, date: 2027-01-01, by: army, package: {}}
        """),
        good=example("""
        talks:
          - {round: 1, date: 2027-01-01, by: army, package: {}}
          - {round: 2, date: 2027-02-01, by: maker, package: {}}
        """),
        mend="Keep offers in the order they were made.",
        file="",
    ),
    Code(
        code="D541",
        title="a package the document does not allow",
        what="A value of a package is in another unit than its number, outside its range, not among its choices or off its quantum.",
        why="Nobody could sign it as it stands.",
        bad=example("""
        package: {terms.order.price: 9_000 USD}
        """),
        good=example("""
        package: {terms.order.price: 5_000 USD}
        """),
        mend="Offer a value the document allows, or open more in the document.",
        file="",
    ),
)
"""Codes of what is said at the table, in order."""
