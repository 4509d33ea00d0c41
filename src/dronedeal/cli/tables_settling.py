"""What settlement found, as tables on a terminal. As ``tables`` else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dronedeal.cli.output import table
from dronedeal.cli.tables import whole

if TYPE_CHECKING:
    from dronedeal.report.actual import Actual
    from dronedeal.settlement import Recorded, Statement

__all__ = ["show_actual", "show_balances", "show_recorded", "show_statement", "show_stock", "show_twice"]


def show_actual(found: Actual) -> None:
    """Units and money as planned and as they came, what that changes for each side, and counts that no plan can hold."""
    from dronedeal.settlement import major

    if not found.quarters:
        print("No quarter is over.")
    if found.units:
        moved = [
            (one.quarter, one.clause, f"{one.system}, {one.kit}", one.to, whole(one.planned), whole(one.happened), whole(one.happened - one.planned))
            for one in found.units
        ]  # fmt: skip
        table(
            "Units, as planned and as they came",
            ("quarter", "clause", "what", "to", "planned", "happened", "more"),
            moved,
            right=(4, 5, 6),
            titled=True,
        )
    if found.money:
        amounts = [
            (one.quarter, one.line, one.currency, *(major(units, one.currency) for units in (one.planned, one.happened, one.happened - one.planned)))
            for one in found.money
        ]  # fmt: skip
        table(
            "Money, as planned and as it is owed",
            ("quarter", "line", "currency", "planned", "owed", "more"),
            amounts,
            right=(3, 4, 5),
            titled=True,
        )
    sides = [(one.party, whole(one.planned), whole(one.now), whole(one.change)) for one in found.sides]
    title = f"Worth to each side, {found.currency}, present value, if the rest is planned anew"
    table(title, ("party", "as planned", "now", "more"), sides, right=(1, 2, 3), titled=True)
    if found.missed:
        missed = [
            (one.quarter, one.subject, one.what or one.thing, whole(one.happened), whole(one.held))
            for one in found.missed
        ]
        title = "Counts that no plan of the deal can hold: its capacities, kits or dates do not allow them"
        table(title, ("quarter", "of", "what", "happened", "held"), missed, right=(3, 4), titled=True)


def show_recorded(done: Recorded, *, is_kept: bool) -> None:
    """Each event, and whether it is new or was there."""
    title = "Recorded" if is_kept else "Preview: nothing is recorded"
    rows = [
        (f"{event.source}/{event.id}", event.kind, event.effective_on.isoformat(), outcome)
        for event, outcome in done.outcomes
    ]
    if not rows:
        print("the file holds no events")
        return
    table(title, ("event", "kind", "effective on", "outcome"), rows)
    if done.twice:
        from dronedeal.settlement import twice_row

        show_twice([twice_row(one) for one in done.twice])
    if done.changes:
        from dronedeal.settlement import major

        changes = [
            (one.quarter, one.line, one.currency, major(one.before, one.currency), major(one.after, one.currency))
            for one in done.changes
        ]
        columns = ("quarter", "line", "currency", "before", "after")
        table("What would be owed otherwise", columns, changes, right=(3, 4), titled=True)


def show_statement(found: Statement) -> None:
    """Lines by who owes whom, balances, payments, goods, a forecast, and what they rest on."""
    body = found.body
    _show_lines(body)
    if "movements" in body:
        _show_pairs(
            "How balances moved",
            body["movements"],
            ("opening", "own", "paid", "left"),
            {"opening": "left before", "own": "added"},
        )
    _show_pairs("Balances", body["balances"], ("owed", "due", "paid", "left", "overdue"), {})
    if body["net"]:
        net = [(one["from"], one["to"], one["currency"], one["amount"]) for one in body["net"]]
        table("To be paid of what is due, netted", ("from", "to", "currency", "amount"), net, right=(3,), titled=True)
    if body["disputed"]:
        contested = [
            (one["on"], one["event"], one["of"], one["currency"], one["amount"], one["note"])
            for one in body["disputed"]
        ]
        table(
            "Disputed, and still owed",
            ("on", "event", "clause", "currency", "amount", "why"),
            contested,
            right=(4,),
            titled=True,
        )
    _show_reconciled(body["reconciliation"])
    if body["goods"]:
        goods = [(one["quarter"], one["from"], one["to"], one["system"], str(one["units"])) for one in body["goods"]]
        table("Goods", ("quarter", "from", "to", "system", "units"), goods, right=(4,), titled=True)
    if "forecast" in body:
        told, names = (
            body["forecast"],
            {
                "falls_due": "falls due",
                "owed": "owed already",
                "signed": "by the text",
                "planned": "by the plan",
                "amount": "forecast",
            },
        )
        title = f"Forecast to {told['until']}, not owed yet"
        _show_pairs(title, told["totals"], ("amount", "owed", "signed", "planned"), names, first=("falls_due",))
    if body["stock"]:
        show_stock(body["stock"])
    if body["inspections"]:
        looked = [
            (one["on"], one["event"], one["of"], f"{one['system']}, {one['kit']}", str(one["units"]), one["result"])
            for one in body["inspections"]
        ]
        columns = ("on", "event", "of", "what", "units", "result")
        table("Inspected", columns, looked, right=(4,), titled=True)
    if body["security"]:
        figures = ("amount", "secured", "drawn", "released", "held", "over", "beyond")
        _show_pairs("Security", body["security"], figures, {}, first=("clause", "holder"))
    if body["limits"]:
        passed = ("limit", "invoiced", "over")
        _show_pairs("Exposure limits passed", body["limits"], passed, {}, first=("clause", "quarter"))
    show_twice(body["twice"])
    if body["uncounted"]:
        table("Not counted", ("event", "why"), [(one["event"], one["why"]) for one in body["uncounted"]], titled=True)
    print(f"\nhash {found.hash}")
    print(f"on {found.cutoff} entries" + ("" if found.checkpoint is None else f"\n{found.checkpoint.note}"), end="")


def show_stock(found: Sequence[Mapping[str, Any]]) -> None:
    """One row a party and kit: units, and the lots that are known to be among them."""
    rows = [
        (one["party"], f"{one['system']}, {one['kit']}", str(one["units"]), one["lots"], _counted(one)) for one in found
    ]
    table("Stock on hand", ("party", "what", "units", "lots", "counted"), rows, right=(2,), titled=True)


def _counted(one: Mapping[str, Any]) -> str:
    if "counted" not in one:
        return ""
    missing = (
        f", {one['missing']} missing"
        if one["missing"] > 0
        else f", {-one['missing']} too many"
        if one["missing"]
        else ""
    )
    return f"{one['counted']} on {one['on']}{missing}"


def show_twice(found: Sequence[Mapping[str, Any]]) -> None:
    """Lots that went twice, with both events and the owners whom those who gave have in common; nothing where none did."""

    def told(one: Mapping[str, str]) -> str:
        where = f"{one['deal']}: " if "deal" in one else ""
        return (
            f"{where}{one['event']}, {one['kind']} {one['on']}, {one['from'] or 'nobody'} to {one['to'] or 'outside'}"
        )

    if found:
        rows = [
            (one["lots"], told(one["first"]), told(one["second"]), "; ".join(one["owners"]) or "none known")
            for one in found
        ]
        table("Lots that went twice", ("lots", "first", "second", "owners in common"), rows, titled=True)


def _show_lines(body: Mapping[str, Any]) -> None:
    """One table of amounts and one of formulas for each that owes another: both fit a narrow terminal."""
    span = f"{body['from']} to {body['to']}" if "from" in body else f"to {body['to']}"
    title = f"{body['title']}: {body['party']} {span}"
    changed, name = ("own", "this period") if "from" in body else ("true_up", "true-up")
    pairs: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for one in body["lines"]:
        pairs.setdefault((one["from"], one["to"], one["currency"]), []).append(one)
    if not pairs:
        print(f"{title}: no lines")
    for (debtor, creditor, currency), lines in pairs.items():
        rows = [(one["quarter"], one["line"], one["due"], one["amount"], one[changed] or "") for one in lines]
        columns = ("quarter", "line", "due", "amount", name)
        table(f"{title}: {debtor} owes {creditor}, {currency}", columns, rows, right=(3, 4), titled=True)
        made = [(one["quarter"], one["line"], one["formula"], one["place"]) for one in lines]
        table("How each comes about", ("quarter", "line", "formula", "place"), made, titled=True)


def _show_pairs(
    title: str,
    rows: Sequence[Mapping[str, Any]],
    figures: Sequence[str],
    names: Mapping[str, str],
    *,
    first: Sequence[str] = (),
) -> None:
    """Figures by who owes whom; a column says the currency only where there are several."""
    if not rows:
        return
    currencies = sorted({one["currency"] for one in rows})
    words = (*first, "from", "to", *(("currency",) if len(currencies) > 1 else ()))
    told = f"{title}, {currencies[0]}" if len(currencies) == 1 else title
    keys = (*words, *figures)
    cells = [tuple(str(one[key]) for key in keys) for one in rows]
    table(told, [names.get(key, key) for key in keys], cells, right=range(len(words), len(keys)), titled=True)


def _show_reconciled(told: Mapping[str, Any]) -> None:
    if told["lines"]:
        title, figures = "Paid against owed, where a payment names its clause", ("owed", "paid", "left")
        _show_pairs(title, told["lines"], figures, {}, first=("quarter", "line", "due"))
    if told["unallocated"]:
        loose = [
            (one["event"], one["on"], f"{one['amount']} {one['currency']}", one["why"]) for one in told["unallocated"]
        ]
        table("Payments that settle no line by name", ("event", "on", "amount", "why"), loose, right=(2,), titled=True)


def show_balances(found: Sequence[tuple[str, str, int]]) -> None:
    """One row an account and unit; debits positive."""
    from dronedeal.settlement import major

    rows = [(account, unit, major(units, unit)) for account, unit, units in found]
    table("Balances, debits positive", ("account", "unit", "balance"), rows, right=(2,))
