"""Codes D1xx: a file that cannot be read, or is no deal. Not what a readable deal says."""

from __future__ import annotations

from dronedeal.deal.codes.code import Code, example

__all__ = ["FILES"]

FILES = (
    Code(
        code="D101",
        title="a file is too large",
        what="A document, claims registry or spreadsheet of more than 1,000,000 bytes is refused before it is read.",
        why="A deal is written and read by people; a file of this size is a mistake or an attack on memory.",
        bad="deal.yaml    4,310,882 bytes",
        good="deal.yaml       38,104 bytes",
        mend="Split the deal, or move long texts out of it.",
        file="",
    ),
    Code(
        code="D102",
        title="a file is not UTF-8 text",
        what="The file holds a byte that is no UTF-8 text. A byte-order mark at its start is allowed.",
        why="Read in another encoding, names and currency signs would silently become other characters.",
        bad="deal.yaml: ISO-8859-1 text",
        good="deal.yaml: UTF-8 text",
        mend="Save the file as UTF-8.",
        file="",
    ),
    Code(
        code="D103",
        title="a file cannot be read",
        what="The file is missing, is a folder, a pipe or a device, or may not be read by whoever runs the command.",
        why="Every folder of a deal must hold a `deal.yaml`; without it there is nothing to check.",
        bad=example("""
        us-ukraine/
          claims.csv
        """),
        good=example("""
        us-ukraine/
          claims.csv
          deal.yaml
        """),
        mend="Check the folder's name, that the file exists, and that it may be read.",
        file="",
    ),
    Code(
        code="D104",
        title="the format version is missing",
        what="The document does not begin with the key `dronedeal` and a whole number, the version of its format.",
        why="Formats change. With the version an old deal can be migrated step by step; without it, it could only be "
        "guessed.",
        bad=example("""
        title: Interceptors for the Gulf
        horizon: {start: 2027-Q1, years: 5}
        currency: USD
        """),
        good=example("""
        dronedeal: 1
        title: Interceptors for the Gulf
        horizon: {start: 2027-Q1, years: 5}
        currency: USD
        parties: {gulf: {kind: state, discount_rate: 5%}}
        """),
        mend="Begin the document with `dronedeal: 1`.",
    ),
    Code(
        code="D105",
        title="the format version is not known",
        what="The document states a format version that this program does not know: zero, or newer than its own.",
        why="Keys of a newer format would look unknown here, or worse, mean something else.",
        bad="dronedeal: 7",
        good="dronedeal: 1",
        mend="Use a newer dronedeal, or correct the number.",
    ),
    Code(
        code="D106",
        title="a file that lies outside the folder",
        what="A file of the deal, or a folder within it, is a link that leads out of the deal's folder. Links within it are "
        "followed.",
        why="A deal sent by a stranger could show, in its messages and its study, lines of files that nobody meant to send "
        "back.",
        bad=example("""
        us-ukraine/
          deal.yaml -> /home/me/letters.yaml
        """),
        good=example("""
        us-ukraine/
          deal.yaml
        """),
        mend="Put the file itself there.",
        file="",
    ),
    Code(
        code="D110",
        title="this is not YAML",
        what="The file breaks the syntax of YAML at the place given: a bracket left open, a tab as indentation, a "
        "quotation mark without its partner, a character that YAML forbids.",
        why="Nothing after the break can be trusted, so reading stops there and other findings wait until it is "
        "mended.",
        bad=example("""
        dronedeal: 1
        title: Interceptors
        horizon: {start: 2027-Q1, years: 5
        """),
        good=example("""
        dronedeal: 1
        title: Interceptors
        horizon: {start: 2027-Q1, years: 5}
        currency: USD
        parties: {gulf: {kind: state, discount_rate: 5%}}
        """),
        mend="Mend the syntax at or just before the place given.",
    ),
    Code(
        code="D111",
        title="the document is empty or no table",
        what="The file holds nothing, a single value or a list, where a deal is a table of keys.",
        why="A deal is read key by key; without keys there is nothing to read.",
        bad=example("""
        - title: Interceptors
        - currency: USD
        """),
        good=example("""
        dronedeal: 1
        title: Interceptors
        horizon: {start: 2027-Q1, years: 5}
        currency: USD
        parties: {gulf: {kind: state, discount_rate: 5%}}
        """),
        mend="Start with `dronedeal: 1` and a title, one key a line.",
    ),
    Code(
        code="D112",
        title="a second document in one file",
        what="A line `---` begins a second YAML document in the same file.",
        why="Which of the two is the deal would be a guess.",
        bad=example("""
        dronedeal: 1
        title: First
        ---
        dronedeal: 1
        title: Second
        """),
        good=example("""
        dronedeal: 1
        title: First
        horizon: {start: 2027-Q1, years: 5}
        currency: USD
        parties: {gulf: {kind: state, discount_rate: 5%}}
        """),
        mend="Keep one document a file.",
    ),
    Code(
        code="D113",
        title="too many entries or levels",
        what="The document has more than 150,000 entries or more than 40 levels of nesting, or one table, list or sheet has "
        "more than 2,000 entries.",
        why="No deal needs them; a document that does would exhaust memory before anybody saw a message.",
        bad=example("""
        dronedeal: 1
        text: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
        """),
        good=example("""
        dronedeal: 1
        title: Flat
        horizon: {start: 2027-Q1, years: 5}
        currency: USD
        parties: {gulf: {kind: state, discount_rate: 5%}}
        """),
        mend="Flatten the document.",
    ),
    Code(
        code="D114",
        title="an anchor or an alias",
        what="`&name` and `*name`, by which YAML repeats a value, are not read.",
        why="A value would have two places, so a finding could not say where to mend it; and nested aliases can blow "
        "a small file up beyond all memory.",
        bad=example("""
        dronedeal: 1
        parties:
          maker: &firm {kind: company, discount_rate: 10%}
          rival: *firm
        """),
        good=example("""
        dronedeal: 1
        title: Two makers
        horizon: {start: 2027-Q1, years: 5}
        currency: USD
        parties:
          maker: {kind: company, discount_rate: 10%}
          rival: {kind: company, discount_rate: 10%}
        """),
        mend="Write the value out where it is used.",
    ),
    Code(
        code="D115",
        title="a key that is no word",
        what="A list or a table stands where a key should.",
        why="Keys name things, and paths such as `terms.sale.price` are made of them.",
        bad=example("""
        dronedeal: 1
        title: Odd
        ? [maker, army]
        : 5%
        """),
        good=example("""
        dronedeal: 1
        title: Plain
        horizon: {start: 2027-Q1, years: 5}
        currency: USD
        parties: {maker: {kind: company, discount_rate: 5%}}
        """),
        mend="Write a plain word as key.",
    ),
    Code(
        code="D116",
        title="a key stands twice",
        what="The same key stands twice in one table. Both places are named.",
        why="Most YAML readers keep the last and say nothing; an old price would vanish, or come back, unseen.",
        bad=example("""
        dronedeal: 1
        currency: USD
        currency: EUR
        """),
        good=example("""
        dronedeal: 1
        title: One currency
        horizon: {start: 2027-Q1, years: 5}
        currency: EUR
        parties: {gulf: {kind: state, discount_rate: 5%}}
        """),
        mend="Keep one of the two.",
    ),
    Code(
        code="D117",
        title="a control character",
        what="A file holds a character that is not seen: one that turns the direction of what follows (U+202A to U+202E, "
        "U+2066 to U+2069), or a control character other than a tab and the end of a line.",
        why="The text that people read, and sign, would not be the text that is computed.",
        bad=example("""
        dronedeal: 1
        title: "A deal \\u202Efo owt"
        """),
        good=example("""
        dronedeal: 1
        title: A deal of two
        horizon: {start: 2027-Q1, years: 5}
        currency: USD
        parties: {gulf: {kind: state, discount_rate: 5%}}
        """),
        mend="Take it out, or type the text again.",
    ),
    Code(
        code="D120",
        title="a spreadsheet cannot be read",
        what="A file of parties or needs is no CSV or no XLSX workbook: quotation marks do not close, or the workbook "
        "is broken.",
        why="Rows behind the break would be lost without a word.",
        bad=example("""
        id,kind,discount_rate
        "maker,company,10%
        """),
        good=example("""
        id,kind,discount_rate
        maker,company,10%
        """),
        mend="Save it again as comma-separated UTF-8, or as XLSX.",
        file="parties.csv",
    ),
    Code(
        code="D121",
        title="a spreadsheet has no column id",
        what="The first row of a sheet names the keys of its columns; one of them must be `id`.",
        why="The id is the name by which the rest of the deal refers to a row.",
        bad=example("""
        name,kind,discount_rate
        maker,company,10%
        """),
        good=example("""
        id,kind,discount_rate
        maker,company,10%
        """),
        mend="Name the columns in the first row, `id` among them.",
        file="parties.csv",
    ),
    Code(
        code="D122",
        title="a row without an id of its own",
        what="A row of a sheet has an empty `id`, or one that stands above it already.",
        why="Two rows of one name would overwrite each other.",
        bad=example("""
        id,kind,discount_rate
        maker,company,10%
        maker,company,12%
        """),
        good=example("""
        id,kind,discount_rate
        maker,company,10%
        rival,company,12%
        """),
        mend="Give each row an id of its own.",
        file="parties.csv",
    ),
    Code(
        code="D130",
        title="no such scenario",
        what="The scenario asked for is no file in the folder's `scenarios/`. The nearest name is shown.",
        why="Answers without the overlay would be taken for answers with it.",
        bad="dronedeal plan us-ukraine --scenario late_line      # scenarios/late_lines.yaml exists",
        good="dronedeal plan us-ukraine --scenario late_lines",
        mend="Use one of the names listed, or add the file.",
        file="",
    ),
    Code(
        code="D131",
        title="an overlay of nobody",
        what="A file in `private/` is not named for a party of the deal, as `private/PARTY.yaml`, so no `--as` reads it. "
        "The nearest party is shown. Without `--as`, where no overlay is read, this is a warning.",
        why="A side would plan with what everybody knows and take it for what only it knows.",
        bad=example("""
        my-deal/
          deal.yaml               # parties: home, partner
          private/partnr.yaml
        """),
        good=example("""
        my-deal/
          deal.yaml
          private/partner.yaml
        """),
        mend="Name the file for its party.",
        file="",
    ),
    Code(
        code="D132",
        title="a side that is no party",
        what="The side whose view is asked for is neither a party of the deal nor `neutral`. The nearest name is shown.",
        why="Nothing would be laid over the document, and what everybody knows be taken for what that side knows.",
        bad="dronedeal.read('us-ukraine', side='ukrain')      # parties: ukraine, united_states",
        good="dronedeal.read('us-ukraine', side='ukraine')",
        mend="Use one of the names listed.",
        file="",
    ),
    Code(
        code="D133",
        title="one side's belief written for everybody",
        what="An overlay in `private/` gives a regime its `probability`, which is everybody's.",
        why="Read for both sides at once, the one side's belief would be taken for the other's, and the two could never differ.",
        bad=example("""
        # private/home.yaml
        regimes:
          peace: {probability: 30%}
          war: {probability: 70%}
        """),
        good=example("""
        # private/home.yaml
        regimes:
          peace: {believed: {home: 30%}}
          war: {believed: {home: 70%}}
        """),
        mend="Say what that side believes: `believed: {party: 30%}`.",
        file="",
    ),
    Code(
        code="D134",
        title="instructions that others can read",
        what="A party's mandate stands in a file that is not its own overlay, `private/PARTY.yaml`.",
        why="Whoever reads how far a side may go goes there.",
        bad=example("""
        # private/home.yaml
        parties:
          away: {mandate: {gain: 5M USD}}
        """),
        good=example("""
        # private/away.yaml
        parties:
          away: {mandate: {gain: 5M USD}}
        """),
        mend="Move it to the party's own overlay.",
        file="",
    ),
)
"""Codes of files, in order."""
