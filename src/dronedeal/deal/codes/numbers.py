"""Codes D3xx: numbers that cannot be read. Not whether a number makes sense: that is D5xx."""

from __future__ import annotations

from dronedeal.deal.codes.code import Code, example

__all__ = ["NUMBERS"]

NUMBERS = (
    Code(
        code="D301",
        title="not a number",
        what="A number is asked for, and what stands there is none: a word, a list, digits grouped by commas or by two "
        "underscores at once, a length of time of more than a hundred years, or a value out of all proportion. That is, "
        "with every end of what is open or uncertain and in the deal's currency: units a quarter, or money a unit (a "
        "price, a unit cost, a worth), of 10^9 or more; a multiple of 10^6 or more; other counts of 10^12, other money, "
        "as a budget, of 10^14 or more.",
        why="A number read wrongly is worse than one not read. Beside a value out of all proportion, the planner's "
        "arithmetic loses the rest: cents, and then thousands, vanish in what it cannot tell from zero.",
        bad=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: about 5000 USD}
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone], price: 5_000 USD}
        """),
        mend="Write digits, grouped by underscores if you like, then `k`, `M` or `B`, then the unit.",
    ),
    Code(
        code="D302",
        title="a number with an unknown key, or without a value",
        what="A number written as a table has a key that no number has, or has no value, no range, no distribution and "
        "no claim; or a drift lacks where it starts or its volatility, or says something else.",
        why="A misspelt `base` or `quantum` would silently fall back to the rule.",
        bad=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: {triangle: [4_000 USD, 5_000 USD, 9_000 USD], bse: 6_000 USD}}
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: {triangle: [4_000 USD, 5_000 USD, 9_000 USD], base: 6_000 USD}}
        """),
        mend="Use the keys listed, exactly one kind of number among them.",
    ),
    Code(
        code="D303",
        title="a clause's keys do not fit together",
        what="Every key of a clause was readable, but not all of them together: royalty beside tiers, a withholding "
        "without the state that withholds, a duration left open where a date depends on it, a quarter outside the "
        "horizon.",
        why="Two keys that contradict each other can be read in two ways, and the parties would each choose theirs.",
        bad=example("""
        terms:
          l:
            kind: licence
            licensor: maker
            licensee: army
            systems: [drone]
            royalty: 5%
            withholding: 10%
        """),
        good=example("""
        terms:
          l:
            kind: licence
            licensor: maker
            licensee: army
            systems: [drone]
            royalty: 5%
            withholding: 10%
            withheld_by: army
        """),
        mend="Do what the message says; the form's page lists which keys go together.",
    ),
    Code(
        code="D304",
        title="the wrong unit",
        what="The number has no unit, a unit nobody knows, or one of another kind than its key asks for: a share where "
        "money is asked for, money a year where a price is.",
        why="A bare 5,000 may be dollars, thousands or a quarter's total. Only zero needs no unit.",
        bad=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone], price: 5_000}
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone], price: 5_000 USD}
        """),
        mend="Write the unit; the message shows an example.",
    ),
    Code(
        code="D305",
        title="a currency without a rate",
        what="A number is in a currency that is neither the deal's own nor one that `rates` names.",
        why="Money of another currency must be worth something in the deal's, and that worth is a number like any "
        "other.",
        bad=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone], price: 5_000 EUR}
        """),
        good=example("""
        rates: {EUR: 1.10}
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone], price: 5_000 EUR}
        """),
        mend="Give the currency a rate under `rates`, or write the deal's own.",
    ),
    Code(
        code="D306",
        title="a claim of another unit",
        what="A number rests on a claim whose unit does not fit, on a statement that is no number, or on claims of "
        "several units.",
        why="A claim of units a year is no evidence for a price.",
        bad=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: F003}  # F003: 90,000 units/year
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: F001}  # F001: 4,000 to 6,000 USD
        """),
        mend="Cite a claim of the right unit, or write the value and cite the claim beside it: `{value: 5_000 USD, "
        "claims: [F003]}`.",
    ),
    Code(
        code="D307",
        title="two kinds of number at once",
        what="A number is, say, both `open` and a `triangle`, or a drift, which is a series itself, inside another series.",
        why="An open number is closed by negotiators, an uncertain one by nature. Nobody could tell who decides this "
        "one.",
        bad=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: {open: [4_000 USD, 6_000 USD], triangle: [4_000 USD, 5_000 USD, 6_000 USD]}}
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: {open: [4_000 USD, 6_000 USD]}}
        """),
        mend="Keep one kind.",
    ),
    Code(
        code="D308",
        title="a list of values of the wrong length, unit or order",
        what="A range has two values, a triangle three; a series is a table in order of time, a drift a table of "
        "its keys. All values of one number, its "
        "base, quantum and bounds among them, share a unit; zero fits every one.",
        why="A missing end or a mixed unit would change the number without a trace.",
        bad=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: {triangle: [4_000 USD, 6_000 USD]}}
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: {triangle: [4_000 USD, 5_000 USD, 6_000 USD]}}
        """),
        mend="Write as many values as the message says, all in one unit.",
    ),
    Code(
        code="D309",
        title="an open number whose range is upside down",
        what="The low end of an open number lies above its high end; its quantum is not above zero, larger than the "
        "range, or smaller than a thousand-millionth of its ends; or its `choices` do not rise from the one to the other at most.",
        why="No package could close such a number.",
        bad=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: {open: [6_000 USD, 4_000 USD]}}
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: {open: [4_000 USD, 6_000 USD], quantum: 50 USD}}
        """),
        mend="Write the low end first, and a quantum above zero.",
    ),
    Code(
        code="D310",
        title="not a distribution",
        what="The values of a distribution are out of order or have no spread, a deviation is not above zero, a weight "
        "is negative or all are zero, a correlation lies outside -1 to 1, or a drift starts at zero or below, has no volatility, "
        "or loses all in a year.",
        why="Nothing can be drawn from it.",
        bad=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: {triangle: [4_000 USD, 9_000 USD, 6_000 USD]}}
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: {triangle: [4_000 USD, 6_000 USD, 9_000 USD]}}
        """),
        mend="Write low, mode, high in this order with low below high; a deviation above zero; weights of at least "
        "zero.",
    ),
    Code(
        code="D311",
        title="a disputed number without a base",
        what="A number rests on several claims alone, and its base is not stated.",
        why="Planning needs one value. Which of several sources to plan with is a judgement, and a judgement must be "
        "written down.",
        bad=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: {claims: [F001, F002]}}
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: {claims: [F001, F002], base: 5_000 USD}}
        """),
        mend="Add `base:` with the value planning should use, and `why:` if it is not plain.",
    ),
    Code(
        code="D312",
        title="a companion that means nothing beside this kind of number",
        what="A key of a number belongs to another kind: a base of an open number, a quantum of a triangle, weights of "
        "a single value; or two keys say the same thing, as `quantum` and `step`.",
        why="It would be passed over, and the number would be another than its author believes.",
        bad=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: {open: [4_000 USD, 6_000 USD], base: 5_000 USD}}
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: {open: [4_000 USD, 6_000 USD], quantum: 50 USD}}
        """),
        mend="Drop it, or write the kind of number it belongs to; the message lists what may stand there.",
    ),
    Code(
        code="D313",
        title="a number below zero",
        what="A price, a capacity, a quantity, a duration or a share is negative, or could be drawn or bargained so.",
        why="A negative price pays the buyer, and a negative capacity makes units out of nothing. Where a sign means "
        "something it is allowed: a compensation that flows the other way, a kit that costs less, a walk-away that "
        "takes, a discount rate.",
        bad=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone], price: -5_000 USD}
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone], price: 5_000 USD}
        """),
        mend="Write zero or more; to turn a payment round, exchange the parties.",
    ),
    Code(
        code="D314",
        title="a point that may part thousands",
        what="An amount of money has a point and just three digits after it: 125.000 USD is a hundred and twenty-five dollars here.",
        why="Much of Europe writes a hundred and twenty-five thousand like that, and a factor of a thousand is easily overlooked.",
        bad=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone], price: 125.000 USD}
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone], price: 125_000 USD}
        """),
        mend="Write 125_000 USD for thousands, or 125 USD.",
    ),
)
"""Codes of numbers, in order."""
