"""Bills of materials as tables for a terminal. Formatting only."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dronedeal.cli import output
from dronedeal.document.inside import visible
from dronedeal.screening.bill import Bill, Part, Share
from dronedeal.screening.bills import UNKNOWN, Comparison, Difference, Sums
from dronedeal.screening.bills.words import written_share

__all__ = ["made", "show_bill", "show_comparison"]

_MOST = 15
"""Names of parts that a line tells."""


def made(bill: Bill, part: Part) -> str:
    """Where a part is manufactured, and by whom."""
    return ", ".join(_performed(bill, share) for share in part.origin.get("manufactured", ())) or "not known"


def show_bill(bill: Bill, total: Sums) -> None:
    """Print the parts with origin and cost, then the sums."""
    if bill.synthetic:
        print(f"synthetic: {visible(bill.synthetic)}")
    parts = [_row(bill, part, depth) for part, depth in zip(bill.parts, _depths(bill), strict=True)]
    columns = ("part", "number", "category", "quantity", f"cost {bill.currency}".strip(), "origin")
    output.table(visible(bill.name), columns, parts, right=(3, 4), titled=True)
    _show_alternatives(bill)
    shares = [
        (stage, _name(country), *_amounts(value, total))
        for stage, table in total.by_country.items()
        for country, value in table.items()
    ]
    money = (f"cost {bill.currency}".strip(), "share")
    _show("cost by stage and country", ("stage", "country", *money), shares)
    performers = [
        (stage, _party(bill, party), *_amounts(value, total))
        for stage, table in total.by_party.items()
        for party, value in table.items()
    ]
    _show("cost by stage and party", ("stage", "party", *money), performers)
    kinds = [(_name(kind), *_amounts(value, total)) for kind, value in total.by_category.items()]
    _show("cost by category", ("category", *money), kinds)
    _list("no cost is said of", total.without_cost)
    _list("counted as one, for no quantity is said of", total.without_quantity)


def _show_alternatives(bill: Bill) -> None:
    names = {part.id: part.name or part.id for part in bill.parts}
    currency = f" {bill.currency}" if bill.currency else ""
    rows = [
        (
            one.id, names[one.replaces], one.part.name, made(bill, one.part),
            "" if one.part.cost is None else f"{one.part.cost:,f}", f"{one.lead:,}", f"{one.once:,f}",
        )
        for one in bill.alternatives
    ]  # fmt: skip
    columns = ("alternative", "instead of", "take", "made", f"cost{currency}", "lead, days", f"once{currency}")
    if rows:
        output.table("other ways to have parts", columns, [tuple(map(visible, row)) for row in rows], right=(4, 5, 6), titled=True)  # fmt: skip


def show_comparison(one: Bill, other: Bill, found: Comparison) -> None:
    """Print what came, went and changed."""
    for unsaid in found.unsaid:
        print(f"note: {visible(unsaid)}")
    if found.is_same:
        print("nothing differs" + (" beside that" if found.unsaid else ""))
        return
    rows = [("", visible(other.name), *_difference(each)) for each in found.bill]
    rows += [("added", _label(part), "", "", "") for part in found.added]
    rows += [("removed", _label(part), "", "", "") for part in found.removed]
    for what, changes in (("changed", found.changed), ("party", found.parties)):
        rows += [(what, visible(change.id), *_difference(each)) for change in changes for each in change.differences]
    rows += [("alternative", "", *_difference(each)) for each in found.alternatives]
    output.table(f"{one.source} → {other.source}", ("", "part", "what", "before", "after"), rows)


def _difference(one: Difference) -> tuple[str, str, str]:
    return visible(one.what), visible(one.before), visible(one.after)


def _label(part: Part) -> str:
    return visible(f"{part.id}: {part.name}" if part.name and part.name != part.id else part.id)


def _depths(bill: Bill) -> list[int]:
    depths: dict[str, int] = {}
    for part in bill.parts:
        depths[part.id] = depths.get(part.inside, -1) + 1
    return list(depths.values())


def _row(bill: Bill, part: Part, depth: int) -> tuple[str, ...]:
    origin = "; ".join(
        f"{stage}: {', '.join(_share(bill, share) for share in shares)}" for stage, shares in part.origin.items()
    )
    quantity = "" if part.quantity is None else f"{part.quantity:,f}"
    cost = "" if part.cost is None else f"{part.cost:,f}"
    words = ("· " * depth + (part.name or part.id), part.number, ", ".join(part.categories), quantity, cost, origin)
    return tuple(visible(word) for word in words)


def _share(bill: Bill, share: Share) -> str:
    return f"{_performed(bill, share)} ({share.grade.replace('_', ' ')})"


def _performed(bill: Bill, share: Share) -> str:
    part = "" if share.share == 1 else f" {written_share(share.share)} %"
    by = f" by {_party(bill, share.performer)}" if share.performer else ""
    return f"{share.country or '?'}{part}{by}"


def _party(bill: Bill, party: str) -> str:
    known = bill.parties.get(party)
    return _name(party if known is None else known.name or party)


def _name(word: str) -> str:
    return "not known" if word == UNKNOWN else visible(word)


def _amounts(value: Decimal, total: Sums) -> tuple[str, str]:
    return f"{value:,.2f}", f"{value / total.total:.1%}" if total.total else ""


def _show(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if rows:
        last = len(columns) - 1
        output.table(title, columns, rows, right=(last - 1, last), titled=True)


def _list(what: str, parts: Sequence[str]) -> None:
    if parts:
        more = f" and {len(parts) - _MOST:,} more" if len(parts) > _MOST else ""
        print(f"{what} {', '.join(visible(one) for one in parts[:_MOST])}{more}")
