"""Codes L1xx: what cannot be signed, recorded, closed or verified. The ledger's own."""

from __future__ import annotations

from dronedeal.deal.codes.code import Code, example

__all__ = ["LEDGER"]

LEDGER = (
    Code(
        code="L101",
        title="a number that is not agreed when the deal is signed",
        what="A number is still open, or a clause or a payment rests on one that is uncertain or disputed.",
        why="Two sides would work out two amounts, and both would be right.",
        bad=example("""
        package: {terms.order.price: 4_500 USD}
        """),
        good=example("""
        package: {terms.order.price: 4_500 USD}
        agreed: {systems.drone.unit_cost: 3_000 USD}
        """),
        mend="Give open numbers a value under `package`, and what payments rest on a figure for good under `agreed`.",
        file="",
    ),
    Code(
        code="L102",
        title="a signed deal that is not there, or not as it was signed",
        what="The folder `signed` is missing, its text does not have the hash it was signed with, or another deal would replace it.",
        why="What is owed follows from the signed text and from nothing else.",
        bad=example("""
        signed/deal.yaml, changed after it was signed
        """),
        good=example("""
        signed/deal.yaml as both sides hold it
        """),
        mend="Restore the text from the other side's copy; sign a changed deal in a folder of its own.",
        file="",
    ),
    Code(
        code="L103",
        title="a file of events that cannot be read",
        what="A file of events is no CSV or workbook with a header and no JSON lines, is larger than such a file may be, has a column that no event has, or a row of another length.",
        why="A column that is passed over could be the one that matters.",
        bad=example("""
        source,id,kind,date,of,system,quantity
        works,d-1,delivered,2027-02-10,order,drone,40
        """),
        good=example("""
        source,id,kind,effective_on,of,system,quantity
        works,d-1,delivered,2027-02-10,order,drone,40
        """),
        mend="Use the columns of the events' reference.",
        file="",
    ),
    Code(
        code="L104",
        title="an event that says too little, too much or nothing that can be",
        what="A cell that the kind of event needs is empty, one that it has no use for is filled, or a figure or a day is none.",
        why="An event is evidence of what is owed: nothing in it is guessed.",
        bad=example("""
        source,id,kind,effective_on,of,system,quantity
        works,d-1,delivered,10 February,order,drone,40.5
        """),
        good=example("""
        source,id,kind,effective_on,of,system,quantity
        works,d-1,delivered,2027-02-10,order,drone,40
        """),
        mend="Write what the column asks for; money has no more places than its currency.",
        file="",
    ),
    Code(
        code="L105",
        title="an event about what the deal does not have",
        what="An event names a clause, a site, a system, a kit or a party that the signed deal does not have in this place.",
        why="It would be owed for by nobody.",
        bad=example("""
        source,id,kind,effective_on,of,system,quantity
        works,d-1,delivered,2027-02-10,ordr,drone,40
        """),
        good=example("""
        source,id,kind,effective_on,of,system,quantity
        works,d-1,delivered,2027-02-10,order,drone,40
        """),
        mend="Take one of the names that the message lists.",
        file="",
    ),
    Code(
        code="L106",
        title="one id, two events",
        what="An event has the source and the id of one that was said before, and says something else.",
        why="Either it is a new event, which would be lost, or a change, which has to be told as one.",
        bad=example("""
        source,id,kind,effective_on,of,system,quantity
        works,d-1,delivered,2027-02-10,order,drone,40
        works,d-1,delivered,2027-02-10,order,drone,45
        """),
        good=example("""
        source,id,kind,effective_on,of,system,quantity,corrects
        works,d-1,delivered,2027-02-10,order,drone,40,
        works,d-2,delivered,2027-02-10,order,drone,45,d-1
        """),
        mend="Give a new event a new id; tell a change as an event that corrects the first.",
        file="",
    ),
    Code(
        code="L107",
        title="a correction that cannot stand",
        what="An event corrects one that its source never said, one that is corrected already, or in the end itself.",
        why="What stands would depend on the order in which corrections came.",
        bad=example("""
        source,id,kind,effective_on,corrects
        works,w-1,withdrawn,2027-02-11,d-9
        """),
        good=example("""
        source,id,kind,effective_on,corrects
        works,w-1,withdrawn,2027-02-11,d-1
        """),
        mend="Correct an event by its id; correct a correction rather than an event twice.",
        file="",
    ),
    Code(
        code="L108",
        title="a version that cannot amend what was signed",
        what="It has another horizon or currency, binds from a quarter that is not later than what binds already, or changes nothing.",
        why="Every quarter is owed by one version, and statements that were closed do not change.",
        bad=example("""
        dronedeal amend my-deal --from 2027-Q1 --package package.yaml
        """),
        good=example("""
        dronedeal amend my-deal --from 2028-Q1 --package package.yaml
        """),
        mend="Change the document, keep its horizon and currency, and let it bind from a later quarter.",
        file="",
    ),
    Code(
        code="L109",
        title="a ledger that is not what was recorded",
        what="An entry was changed, taken out or put in between, the ledger was cut off, or an amount is not what the deal says.",
        why="What was stated to the other side would no longer hold.",
        bad=example("""
        a ledger of 40 entries, and a checkpoint of 52
        """),
        good=example("""
        a ledger of 60 entries whose first 52 are those of the checkpoint
        """),
        mend="Compare with the other side's copy from the entry that is named; never mend a ledger in place.",
        file="",
    ),
    Code(
        code="L110",
        title="a period that cannot be closed",
        what="The day is no quarter's last day, or everything to it is closed already.",
        why="Lines are stated by the quarter, and a closed statement never changes.",
        bad=example("""
        dronedeal close my-deal --ledger deal.sqlite --to 2027-03-15
        """),
        good=example("""
        dronedeal close my-deal --ledger deal.sqlite --to 2027-03-31
        """),
        mend="Close to the last day of a later quarter.",
        file="",
    ),
    Code(
        code="L111",
        title="no package to sign",
        what="The talks logged in `talks.yaml` ended in no package that all principals made or accepted, or `package.yaml` holds another one.",
        why="What is signed without being named must be what everybody agreed to.",
        bad=example("""
        dronedeal sign my-deal
        """),
        good=example("""
        dronedeal offer my-deal --by partner --accept
        dronedeal sign my-deal
        """),
        mend="Log the acceptance, or say what is signed with `--package FILE`.",
        file="",
    ),
    Code(
        code="L120",
        title="a backup that cannot be used",
        what="A backup was changed, cut off, is of another deal, or is older than a checkpoint that was kept.",
        why="A ledger made of it would not be the ledger that was recorded.",
        bad=example("""
        dronedeal restore my-deal half-copied.backup --ledger new.sqlite
        """),
        good=example("""
        dronedeal restore my-deal whole.backup --ledger new.sqlite
        """),
        mend="Take another copy; a backup is never mended.",
        file="",
    ),
)
"""Codes of the ledger, in order."""
