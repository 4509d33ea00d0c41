"""Codes E1xx: a registry of claims that cannot be read. Not whether a claim is true."""

from __future__ import annotations

from dronedeal.deal.codes.code import Code, example

__all__ = ["EVIDENCE"]

EVIDENCE = (
    Code(
        code="E101",
        title="the registry is not CSV",
        what="`claims.csv` cannot be split into cells: a quotation mark does not close.",
        why="Every claim behind the break would be lost, and with it what numbers rest on.",
        bad=example("""
        id,subject,quantity,low,high,unit,as_of,publisher,published,title,url,confidence,note
        "F001,drone,unit cost
        """),
        good=example("""
        id,subject,quantity,low,high,unit,as_of,publisher,published,title,url,confidence,note
        F001,drone,unit cost,4000,6000,USD,2026,A ministry,2026-03,A report,https://example.org,high,
        """),
        mend="Save it again as comma-separated UTF-8.",
        file="claims.csv",
    ),
    Code(
        code="E102",
        title="the registry lacks a column",
        what="The first row of `claims.csv` must name all thirteen columns; the message lists those that are missing.",
        why="A claim without publisher, date or confidence cannot be weighed.",
        bad=example("""
        id,subject,quantity,low,high,unit
        F001,drone,unit cost,4000,6000,USD
        """),
        good=example("""
        id,subject,quantity,low,high,unit,as_of,publisher,published,title,url,confidence,note
        F001,drone,unit cost,4000,6000,USD,2026,A ministry,2026-03,A report,https://example.org,high,
        """),
        mend="Give the file a header row with every column; cells may stay empty.",
        file="claims.csv",
    ),
    Code(
        code="E103",
        title="a claim stands twice",
        what="Two rows of `claims.csv` have the same id. Both places are named.",
        why="A number that cites the id would rest on either.",
        bad=example("""
        id,subject,quantity,low,high,unit,as_of,publisher,published,title,url,confidence,note
        F001,drone,unit cost,4000,6000,USD,2026,A ministry,2026-03,A report,https://example.org,high,
        F001,drone,unit cost,5000,7000,USD,2026,A ministry,2026-03,A report,https://example.org,low,
        """),
        good=example("""
        id,subject,quantity,low,high,unit,as_of,publisher,published,title,url,confidence,note
        F001,drone,unit cost,4000,6000,USD,2026,A ministry,2026-03,A report,https://example.org,high,
        F002,drone,unit cost,5000,7000,USD,2026,A ministry,2026-03,A report,https://example.org,low,
        """),
        mend="Give each claim an id of its own.",
        file="claims.csv",
    ),
    Code(
        code="E104",
        title="a row with too many or too few cells",
        what="A row of `claims.csv` has another number of cells than the header, most often because a cell holds a "
        "comma.",
        why="Every cell behind the comma would stand under the wrong column.",
        bad=example("""
        id,subject,quantity,low,high,unit,as_of,publisher,published,title,url,confidence,note
        F001,drone,unit cost,4,000,6,000,USD,2026,A ministry,2026-03,A report,https://example.org,high,
        """),
        good=example("""
        id,subject,quantity,low,high,unit,as_of,publisher,published,title,url,confidence,note
        F001,drone,unit cost,4000,6000,USD,2026,A ministry,2026-03,A report,https://example.org,high,
        """),
        mend="Put cells that hold commas in quotation marks; write numbers without commas.",
        file="claims.csv",
    ),
    Code(
        code="E105",
        title="a bound that is no number",
        what="`low` or `high` of a claim is no plain number below 10^18, or `low` lies above `high`.",
        why="A number that cites the claim would have no value, or an empty range.",
        bad=example("""
        id,subject,quantity,low,high,unit,as_of,publisher,published,title,url,confidence,note
        F001,drone,unit cost,6000,4000,USD,2026,A ministry,2026-03,A report,https://example.org,high,
        """),
        good=example("""
        id,subject,quantity,low,high,unit,as_of,publisher,published,title,url,confidence,note
        F001,drone,unit cost,4000,6000,USD,2026,A ministry,2026-03,A report,https://example.org,high,
        """),
        mend="Write digits, low before high; leave both empty where the claim is a statement.",
        file="claims.csv",
    ),
    Code(
        code="E106",
        title="a claim without an id or a grade",
        what="A row of `claims.csv` has no id, or a confidence that is not `high`, `medium` or `low`.",
        why="The grade gives the claim its weight where sources disagree.",
        bad=example("""
        id,subject,quantity,low,high,unit,as_of,publisher,published,title,url,confidence,note
        F001,drone,unit cost,4000,6000,USD,2026,A ministry,2026-03,A report,https://example.org,certain,
        """),
        good=example("""
        id,subject,quantity,low,high,unit,as_of,publisher,published,title,url,confidence,note
        F001,drone,unit cost,4000,6000,USD,2026,A ministry,2026-03,A report,https://example.org,high,
        """),
        mend="Give an id, and one of `high`, `medium`, `low`.",
        file="claims.csv",
    ),
)
"""Codes of evidence, in order."""
