"""Codes of what a deal says of paying."""

from __future__ import annotations

from dronedeal.deal.codes.code import Code, example

__all__ = ["PAYING"]

PAYING = (
    Code(
        code="D550",
        title="a provision on paying that cannot be followed",
        what="What `paying` says is not agreed, out of order, contradicts itself, or names a number or a currency that is not there.",
        why="What is due would hang on who reads it.",
        bad=example("""
        paying: {late: {rates: [{from: 2027-07-01, rate: 10.40%}, {from: 2027-01-01, rate: 10.15%}], day_count: actual/365}}
        """),
        good=example("""
        paying: {late: {rates: [{from: 2027-01-01, rate: 10.15%}, {from: 2027-07-01, rate: 10.40%}], day_count: actual/365}}
        """),
        mend="Write one agreed figure, rates in the order of their days, each clause under one currency, paths as `numbers` lists them.",
    ),
)
"""Codes of provisions on paying, in order."""
