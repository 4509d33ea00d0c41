"""Sheets of screening: verdicts by kit and rule, turns, cures. Not how a cell looks."""

from __future__ import annotations

from dronedeal.report.dossier import Dossier
from dronedeal.report.sheet import Sheet

__all__ = ["screening_sheets"]


def screening_sheets(d: Dossier) -> tuple[Sheet, ...]:
    """Verdicts, when they turn, and cures; nothing where nothing is screened."""
    shown = d.screening
    if shown is None:
        return ()
    sure = {rule.id: rule.confidence for rule in shown.rules}
    titles = shown.titles
    cited = {rule.id: "; ".join(rule.citation) for rule in shown.rules}
    verdicts = Sheet(
        name="screening",
        says=f"Verdicts on delivery in {d.quarters[0]}. {shown.notice}",
        columns=(
            ("buyer", "text"), ("system", "text"), ("kit", "text"), ("rule", "text"), ("title", "text"),
            ("verdict", "text"), ("because", "text"), ("sure", "text"), ("citation", "text"),
        ),
        rows=tuple(
            (buyer.name, kit.system, kit.kit, rule, titles[rule], said, kit.reasons[rule], sure[rule], cited[rule])
            for buyer in shown.buyers
            for kit in buyer.kits
            for rule, said in kit.verdicts.items()
        ),
    )  # fmt: skip
    turns = Sheet(
        name="turns",
        says="When verdicts turn, by quarter of delivery, and what costs without barring",
        columns=(
            ("from", "text"), ("buyer", "text"), ("rule", "text"), ("title", "text"), ("until then", "text"), ("then", "text"),
            ("kits", "text"),
        ),
        rows=tuple(
            (one.quarter, one.buyer, one.rule, titles[one.rule], one.before, one.after, "; ".join(one.kits))
            for one in (*shown.turns, *shown.costs)
        ),
    )  # fmt: skip
    cures = Sheet(
        name="cures",
        says=f"The cheapest of the alternatives that bills give, {d.currency} as the bill has it; synthetic where the bill is",
        columns=(
            ("system", "text"), ("kit", "text"), ("buyer", "text"), ("rules", "text"), ("status", "text"),
            ("take", "text"), ("each", "money"), ("once", "money"), ("ready", "text"), ("breaks", "text"),
        ),
        rows=tuple(
            (
                one.system, one.kit, one.buyer, ", ".join(one.rules), one.status, "; ".join(one.take), one.each, one.once,
                one.ready, "; ".join(one.breaks),
            )
            for one in shown.cures
        ),
    )  # fmt: skip
    contents = Sheet(
        name="content",
        says="Where the cost of what the plan delivers arises, by who gets it, as the kits' bills say; synthetic where these are",
        columns=(("party", "text"), ("country", "text"), ("share", "share"), ("cost", "money")),
        rows=tuple(
            (one.party, country, share, one.cost * share)
            for one in shown.contents
            for country, share in one.shares.items()
        ),
    )
    return (verdicts, *(sheet for sheet in (turns, contents, cures) if sheet.rows))
