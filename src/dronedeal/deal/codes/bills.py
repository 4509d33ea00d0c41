"""Codes B1xx: bills of materials, which suppliers write. Not the rules that a bill is held against."""

from __future__ import annotations

from dronedeal.deal.codes.code import Code, example

__all__ = ["BILLS"]

BILLS = (
    Code(
        code="B101",
        title="a bill that cannot be read",
        what="A file is no JSON, CSV or XLSX, is CycloneDX of a version that is not read, or does not keep to the schema of its version.",
        why="A bill that is half read looks like one with fewer parts.",
        bad=example("""
        {"bomFormat": "CycloneDX", "specVersion": "1.7", "components": [{"type": "device"}]}
        """),
        good=example("""
        {"bomFormat": "CycloneDX", "specVersion": "1.7", "components": [{"type": "device", "name": "motor"}]}
        """),
        mend="Mend the place that is named; write CycloneDX JSON 1.4 to 1.7, or a sheet.",
        file="",
    ),
    Code(
        code="B102",
        title="a number or a day that cannot be",
        what="A share is above 100 % or the shares of a stage come to more; a quantity or a cost is below zero, not finite or no number; "
        "two currencies stand in one bill; a day is none.",
        why="Origin of 140 % from friends leaves room for anything; no rule can be checked on such a figure.",
        bad=example("""
        {"name": "dronedeal:origin:manufactured", "value": "UA;140;supplier_certificate;maker;C-1"}
        """),
        good=example("""
        {"name": "dronedeal:origin:manufactured", "value": "UA;40;supplier_certificate;maker;C-1"}
        """),
        mend="Write the figure as the document behind it has it.",
        file="",
    ),
    Code(
        code="B103",
        title="a reference that leads nowhere, to two things, or in a circle; or what is said two ways",
        what="Two parts have one reference; a part is inside one that is not there, or inside of itself; an alternative replaces no part; "
        "a name is that of two parties. A fact, a cost, a quantity or another thing that is said once is said a second time, and otherwise. "
        "A performer who is no party of the bill is a warning: the word is taken for a name.",
        why="Which part a claim of origin belongs to, or which of two claims holds, is then a guess, and a verdict would hang on it.",
        bad=example("""
        id,inside,COMP_DESCRIPTION
        drone,,Drone
        board,chip,Board
        chip,board,Chip
        """),
        good=example("""
        id,inside,COMP_DESCRIPTION
        drone,,Drone
        board,drone,Board
        chip,board,Chip
        """),
        mend="Give each part a reference of its own, and say what it is built into; of two things said, keep the one that holds.",
        file="",
    ),
    Code(
        code="B104",
        title="a word that is on no list",
        what="A category, a stage, a grade of evidence, a kind of goods, a country or the name of a property is not one that is known. It is left out.",
        why="A part of an unknown category is held against no rule for parts of its kind.",
        bad=example("""
        {"name": "dronedeal:category", "value": "flight-controler"}
        """),
        good=example("""
        {"name": "dronedeal:category", "value": "flight_controller"}
        """),
        mend="Take the word that is proposed, or one from the list.",
        file="",
    ),
    Code(
        code="B105",
        title="a bill too large, too deep or too wide",
        what="A file is larger than its format may be, unpacks to more, nests deeper, or spans more cells.",
        why="Reading it would take the memory of the machine, which is what such files are made for.",
        bad=example("""
        [[[[[[[[ … a million brackets
        """),
        good=example("""
        {"bomFormat": "CycloneDX", "specVersion": "1.7", "components": []}
        """),
        mend="Split the bill by assembly, or save the sheet of the bill alone.",
        file="",
    ),
    Code(
        code="B106",
        title="columns or rows of a sheet that make no bill",
        what="A column is not known or has no name, two columns mean the same, no column names the parts, a row names none or no alternative, or rows speak of several products.",
        why="A column of origins under an unknown name would be lost without a word.",
        bad=example("""
        COMP_DESCRIPTION,Cuontry of Origin
        Motor,CN
        """),
        good=example("""
        COMP_DESCRIPTION,manufactured country
        Motor,CN
        """),
        mend="Name the columns as the CISA framework does, or as the reference lists.",
        file="",
    ),
    Code(
        code="B107",
        title="an assembly that costs less than what is inside of it",
        what="An assembly's cost includes what is inside; here that comes to more than the whole.",
        why="Shares of cost by country would not add up to the product's.",
        bad=example("""
        id,inside,QUANTITY,cost,currency
        drone,,1,100,USD
        motor,drone,4,30,USD
        """),
        good=example("""
        id,inside,QUANTITY,cost,currency
        drone,,1,200,USD
        motor,drone,4,30,USD
        """),
        mend="Mend the cost of the whole, of the parts, or their quantity.",
        file="",
    ),
    Code(
        code="B108",
        title="what a bill leaves open, and how it is taken",
        what="A bill names no product, says a country of origin without a stage, or does not say how well origin is shown. A note.",
        why="Whoever reads a verdict should see what was taken for granted.",
        bad=example("""
        COMP_DESCRIPTION,Country of Origin
        Motor,CN
        """),
        good=example("""
        id,inside,COMP_DESCRIPTION,manufactured country,evidence
        drone,,Drone,,
        motor,drone,Motor,CN,supplier_certificate
        """),
        mend="Say it in the bill.",
        file="",
    ),
)
"""Codes of bills of materials, in order."""
