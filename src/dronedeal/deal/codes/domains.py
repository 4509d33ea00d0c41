"""Codes N1xx: files of finite negotiation domains, which others write. Not a deal's own files."""

from __future__ import annotations

from dronedeal.deal.codes.code import Code, example

__all__ = ["DOMAINS"]

DOMAINS = (
    Code(
        code="N101",
        title="a domain file that cannot be read",
        what="A file is no GENIUS XML, GeniusWeb JSON or NegMAS YAML or JSON, lacks a part, is too deep or too large, declares a document type, or "
        "holds something else where a number should stand.",
        why="What is left out or guessed would move every point.",
        bad=example("""
        <utility_space><objective><issue name="price" index="1"><item value="low" evaluation="much"/></issue></objective></utility_space>
        """),
        good=example("""
        <utility_space><objective><issue name="price" index="1"><item value="low" evaluation="5"/></issue></objective></utility_space>
        """),
        mend="Mend the place that is named.",
        file="",
    ),
    Code(
        code="N102",
        title="a domain that is not finite and additive",
        what="An issue is continuous, or a profile values packages otherwise than as a sum over issues.",
        why="Efficient packages are folded issue by issue, which is exact for sums over finite issues and for nothing else.",
        bad=example("""
        issues:
        - {name: price, type: ContinuousIssue, values: [0.0, 1.0]}
        """),
        good=example("""
        issues:
        - {name: price, type: DiscreteCardinalIssue, values: [0.0, 0.25, 0.5, 0.75, 1.0]}
        """),
        mend="Give every issue a few values, and profiles a worth for each of them.",
        file="",
    ),
    Code(
        code="N103",
        title="a profile that does not fit its domain",
        what="A profile says nothing of an issue or a value of the domain, or has too many of them; or profiles of different domains are named together.",
        why="A missing worth taken for nought would be a preference that nobody stated.",
        bad=example("""
        issues: [{name: price, type: CategoricalIssue, values: [low, high]}]
        # seller.yml
        type: LinearAdditiveUtilityFunction
        weights: [1.0]
        values: [{type: TableFun, mapping: {low: 0.2}}]
        """),
        good=example("""
        issues: [{name: price, type: CategoricalIssue, values: [low, high]}]
        # seller.yml
        type: LinearAdditiveUtilityFunction
        weights: [1.0]
        values: [{type: TableFun, mapping: {low: 0.2, high: 1.0}}]
        """),
        mend="Say what every value of every issue is worth.",
        file="",
    ),
)
"""Codes of domain files, in order."""
