"""Codes S1xx and S2xx: rules, lists and buyers that screening cannot use, and bars that differ from what it finds."""

from __future__ import annotations

from dronedeal.deal.codes.code import Code, example

__all__ = ["SCREENING"]

SCREENING = (
    Code(
        code="S101",
        title="a rule that does not load",
        what="A rule's file lacks a citation, a text or one of its three samples, says something that no rule can, or gives another verdict "
        "on a sample than the sample stands for.",
        why="A verdict without a source, or from a rule that does not do what it says, is worse than none.",
        bad=example("""
        title: No parts from Ruritania
        jurisdiction: US
        kind: bar
        citation: []
        """),
        good=example("""
        title: No parts from Ruritania
        jurisdiction: US
        kind: bar
        citation: [Contract 12-34, clause 5]
        """),
        mend="Mend the place that is named; `dronedeal rules US-DOD-848` shows a rule that loads.",
        file="",
    ),
    Code(
        code="S102",
        title="a list that cannot be read",
        what="A file of listed entities is in none of the formats that are read, or a day in it is none.",
        why="An entity that is dropped in silence would pass.",
        bad=example("""
        company,since
        Example Works,last year
        """),
        good=example("""
        name,valid_from
        Example Works,2026-06-08
        """),
        mend="Give the list as its publisher does, or as CSV with a column name.",
        file="",
    ),
    Code(
        code="S103",
        title="a record of a name reviewed that cannot be used",
        what="A row of `reviewed.csv` names no person, no day or no listed entity that is held, says neither `same` nor `different`, or "
        "two rows of one day contradict each other.",
        why="A name that a person found to be listed would pass, and one found to be another's would stay a question.",
        bad=example("""
        name,entry,answer,by,date,note
        Example Wroks,Example Works,perhaps,,last week,
        """),
        good=example("""
        name,entry,answer,by,date,note
        Example Wroks,Example Works,same,A. Clerk,2026-11-20,register 4711
        """),
        mend="Fill name, entry, answer, by and date; the entry is what `dronedeal names FILE --list all --json -` calls it.",
        file="",
    ),
    Code(
        code="S201",
        title="a buyer or a rule pack that is not known",
        what="A party buys as a kind of buyer, or with money, that no rule knows; or the deal names a rule pack that does not exist.",
        why="Its purchases would be screened by no rule.",
        bad=example("""
        rules: [us_defense]
        parties: {army: {buys_as: {buyer: US-DOD}}}
        """),
        good=example("""
        rules: [us_defence]
        parties: {army: {buys_as: {buyer: US-DoD}}}
        """),
        mend="Take one of the words that the message lists.",
        file="",
    ),
    Code(
        code="S202",
        title="a bar written by hand that its bill does not bear out",
        what="A kit has a bill of materials, and what a rule says of it differs from the line under `barred` for that kit, buyer and rule.",
        why="The plan believes the bill: one of the two is out of date.",
        bad=example("""
        systems:
          drone: {kits: {cleared: {bom: boms/drone.cdx.json}}, barred: [{kit: cleared, buyer: army, rule: US-DOD-848}]}
        """),
        good=example("""
        systems:
          drone: {kits: {cleared: {bom: boms/drone.cdx.json}}}
        """),
        mend="Mend the bill, or take the line away.",
        file="",
    ),
    Code(
        code="S203",
        title="a kit's figure by hand that its bill does not bear out",
        what="What a deal says of a kit (`extra_cost`, `from`) or of its system's `unit_cost` differs from its bill of materials.",
        why="The plan counts with the bill: one of the two is out of date. Only `from` and `unit_cost` hold as written, and years among which the bill lies.",
        bad=example("""
        systems:
          drone: {unit_cost: 3_000 USD, kits: {as_is: {bom: boms/as-is.csv}, cleared: {bom: boms/cleared.csv, extra_cost: 20%}}}
        """),
        good=example("""
        systems:
          drone: {unit_cost: 3_000 USD, kits: {as_is: {bom: boms/as-is.csv}, cleared: {bom: boms/cleared.csv}}}
        """),
        mend="Mend the bill, or take the figure away; then the bill's is used.",
        file="",
    ),
    Code(
        code="S204",
        title="a rule pack of the deal's own that is not named",
        what="The deal's folder `rules` holds a pack that the deal does not name under `rules`, so that none of its rules is asked.",
        why="A clause that somebody took the trouble to write down would bar nothing, in silence.",
        bad=example("""
        # beside it stands rules/our_clauses/OUR-RULE-1.yaml
        rules: [us_defence]
        """),
        good=example("""
        rules: [us_defence, our_clauses]
        """),
        mend="Name the pack under `rules`, or take its folder away.",
        file="",
    ),
    Code(
        code="S205",
        title="bills of materials that nothing is held against",
        what="Kits have bills, but the deal names no rule pack under `rules`, or no party says what it buys as (`buys_as`).",
        why="Nothing is screened: the plan buys what no rule would let anybody buy.",
        bad=example("""
        systems:
          drone: {kits: {as_is: {bom: boms/drone.cdx.json}}}
        """),
        good=example("""
        rules: [us_defence]
        parties:
          army: {buys_as: {buyer: US-DoD}}
        systems:
          drone: {kits: {as_is: {bom: boms/drone.cdx.json}}}
        """),
        mend="Name the packs that apply, and what each buyer buys as.",
        file="",
    ),
)
"""Codes of screening, in order."""
