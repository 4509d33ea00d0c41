"""A statement in words: names of parties and clauses, figures as people write them. What its pages and sheets say; nothing is worked out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from dronedeal.deal import Deal
from dronedeal.report.wording import a_list, does, named, spoken

if TYPE_CHECKING:
    from dronedeal.settlement import Statement

__all__ = ["grouped", "line_name", "stated_words"]

_MINUS = "−"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SECURITY = ("amount", "secured", "drawn", "released", "held", "over", "beyond")
_PASSED = ("limit", "invoiced", "over")
_MOST_EVENTS = 12
"""Events of a line that are named on paper; the rest are counted, and stand in the JSON and in the workbook."""


def grouped(amount: str) -> str:
    """An amount as people read it: ``-1234567.50`` is ``−1,234,567.50``."""
    whole, point, rest = amount.removeprefix("-").partition(".")
    return f"{_MINUS if amount.startswith('-') else ''}{int(whole):,}{point}{rest}"


def _grouped_or_none(amount: str) -> str:
    return grouped(amount) if amount.strip("0.") else "–"


def line_name(line: str) -> str:
    """A line as people say it: ``terms.sale_fpv/price`` is ``sale FPV: price``."""
    if line.startswith("paying."):
        return spoken(line.removeprefix("paying.").partition("/")[0])
    clause, _, part = line.removeprefix("terms.").partition("/")
    return f"{spoken(clause)}: {spoken(part.replace('/', ', '))}" if part else spoken(clause)


def _day(said: str) -> str:
    day = date.fromisoformat(said)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def stated_words(statement: Statement, deal: Deal) -> dict[str, Any]:
    """Everything the pages of a statement say, as text in the order of their tables."""
    return _Writer(statement, deal).words()


class _Writer:
    def __init__(self, statement: Statement, deal: Deal) -> None:
        self._statement, self._body, self._deal = statement, statement.body, deal
        self._names = {name: named(deal, name) for name in deal.parties}

    def words(self) -> dict[str, Any]:
        body, statement = self._body, self._statement
        party, to = self._names[body["party"]], date.fromisoformat(body["to"])
        since = body.get("from")
        span = f"{_day(since)} to {_day(body['to'])}" if since else f"everything to {_day(body['to'])}"
        kind = "statement of a period" if since else "statement of account"
        ahead = body.get("forecast")
        return {
            "kind": kind,
            "party": party,
            "title": body["title"],
            "heading": f"{body['title']}: {kind} of {party}, {span}",
            "span": span,
            "day": [to.year, to.month, to.day],
            "deal": body["deal"],
            "others": self._others(),
            "rests": f"the first {statement.cutoff:,} entries of the ledger" if statement.cutoff else "events alone",
            **self._sums(),
            **self._lines(),
            **self._passed(),
            "forecast": None if ahead is None else self._forecast(ahead),
            "planned": None if ahead is None else ahead["planned"],
            "uncounted": [[one["event"], one["why"]] for one in body["uncounted"]],
            "more": list(self._more()),
            "hash": statement.hash,
            "cutoff": statement.cutoff,
            "checkpoint": None if statement.checkpoint is None else statement.checkpoint.note.rstrip("\n"),
            "proof_note": (
                "The same events give the same statement, to the byte. Its hash names it; the checkpoint, signed with the "
                "ledger’s key, proves later that none of these entries was changed, taken out or cut off: keep it, and "
                f"give it to dronedeal verify. Written by dronedeal {version('dronedeal')}."
            ),
        }

    def _others(self) -> str:
        pairs = (*self._body["lines"], *self._body["balances"], *self._body["goods"])
        found = sorted(
            {self._names[one[side]] for one in pairs for side in ("from", "to")} - {self._names[self._body["party"]]}
        )
        return a_list(found) or "nobody yet"

    def _who(self, one: Mapping[str, Any], *, unit: bool = True) -> list[str]:
        """Debtor and creditor; the currency goes with the debtor where there are several."""
        more = f" ({one['currency']})" if unit and self._is_of_several() else ""
        return [f"{self._names[one['from']]}{more}", self._names[one["to"]]]

    def _currencies(self) -> list[str]:
        return sorted({one["currency"] for one in (*self._body["lines"], *self._body["balances"])})

    def _is_of_several(self) -> bool:
        return len(self._currencies()) > 1

    def _all_in(self) -> str:
        return "" if self._is_of_several() else f"All amounts in {a_list(self._currencies())}. "

    def _sums(self) -> dict[str, Any]:
        body, party = self._body, self._names[self._body["party"]]
        sides = {"owes": f"{party} to others", "is owed": f"others to {party}"}
        figures = ("owed", "due", "paid", "left", "overdue")
        names = list(dict.fromkeys(name for one in body["balances"] for name in one["ages"]))
        from dronedeal.settlement import AGE_NAMES

        ages = [name for name in AGE_NAMES if name in names]
        return {
            "totals_names": ["", "in all", "due by the day", "paid", "left", "overdue"],
            "totals": [
                [f"{sides[one['side']]}, {one['currency']}", *(grouped(one[name]) for name in figures)] for one in body["totals"]
            ],
            "balances_note": f"{self._all_in()}{self._netted()}",
            "balances": [[*self._who(one), *(grouped(one[name]) for name in figures)] for one in body["balances"]],
            "ages_names": ["who owes", "whom", *("due today" if name == "today" else f"{name} days" for name in ages)],
            "ages": [
                [*self._who(one), *(grouped(one["ages"].get(name, "0")) if name in one["ages"] else "" for name in ages)]
                for one in body["balances"]
                if one["ages"]
            ],
            "movements_note": f"{self._all_in()}Left before and added, less paid, is what is left.",
            "movements": [
                [*self._who(one), *(grouped(one[name]) for name in ("opening", "own", "paid", "left"))]
                for one in body.get("movements", ())
            ],
        }  # fmt: skip

    def _netted(self) -> str:
        """What the two sides of each pair have to pay, where the deal nets."""
        if not self._body["net"]:
            return "Nothing is netted between debtor and creditor."
        told = (
            f"{self._names[one['from']]} to {self._names[one['to']]} {grouped(one['amount'])} {one['currency']}"
            for one in self._body["net"]
        )
        return f"Of what is due, netted as the deal says, each currency by itself: {'; '.join(told)}."

    def _lines(self) -> dict[str, Any]:
        groups: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
        for one in self._body["lines"]:
            groups.setdefault((one["from"], one["to"], one["currency"]), []).append(one)
        in_period = "from" in self._body
        return {
            "lines_heading": "Lines of this period" if in_period else "Lines",
            "lines_note": (
                "Each line is one clause’s payment for one quarter: its formula with the figures put in, its place in the signed "
                "text, and the events behind it."
            ),
            "groups": [self._group(*key, rows) for key, rows in groups.items()],
            "changes": [
                [
                    one["quarter"],
                    line_name(one["line"]),
                    *(f"{grouped(one[name])}" for name in ("stated", "amount", "true_up")),
                ]
                for one in self._body["lines"]
                if one["true_up"] is not None
            ],
        }

    def _group(self, debtor: str, creditor: str, currency: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        names = ["quarter", "line", "due"]
        columns = ["amount"]
        if "from" in self._body:
            names, columns = [*names, "in all", "before", f"this period, {currency}"], ["amount", "before", "own"]
        else:
            names = [*names, f"amount, {currency}"]
        key = (debtor, creditor, currency)
        return {
            "title": f"{does(self._names[debtor], 'owe')} {self._names[creditor]}",
            "names": names,
            "rows": [
                {
                    "cells": [
                        one["quarter"],
                        line_name(one["line"]),
                        one["due"],
                        *(grouped(one[name]) for name in columns),
                    ],
                    "formula": one["formula"],
                    "rests": _rests(one),
                }
                for one in rows
            ],
            "total": grouped(self._total(key)),
        }

    def _total(self, key: tuple[str, str, str]) -> str:
        """What a group comes to, as the statement has it: a balance's figure, or a movement's."""
        table, figure = (self._body["movements"], "own") if "from" in self._body else (self._body["balances"], "owed")
        return next((str(one[figure]) for one in table if (one["from"], one["to"], one["currency"]) == key), "0")

    def _passed(self) -> dict[str, Any]:
        body = self._body
        return {
            "payments": [
                [
                    one["on"], one["event"], self._names[one["from"]],
                    self._names[one["to"]] + (f", for {spoken(one['of'])}" if one["of"] else ""),
                    f"{grouped(one['amount'])} {one['currency']}",
                ]
                for one in body["payments"]
            ],
            "disputed": [
                [
                    one["on"], one["event"], spoken(one["of"]), self._names[one["from"]], one["note"],
                    f"{grouped(one['amount'])} {one['currency']}",
                ]
                for one in body["disputed"]
            ],
            "reconciled": [
                [one["quarter"], line_name(one["line"]), one["due"], *(grouped(one[name]) for name in ("owed", "paid", "left"))]
                for one in body["reconciliation"]["lines"]
            ],
            "loose": [
                [one["on"], one["event"], one["why"], f"{grouped(one['amount'])} {one['currency']}"]
                for one in body["reconciliation"]["unallocated"]
            ],
            "goods": [
                [
                    one["quarter"], named(self._deal, one["system"]), self._names[one["from"]], self._names[one["to"]],
                    grouped(str(one["units"])),
                ]
                for one in body["goods"]
            ],
        }  # fmt: skip

    def _more(self) -> Iterator[dict[str, Any]]:
        """Tables that only some statements have: title, note, names of columns, how many of them are figures, rows."""
        stock = [
            [
                named(self._deal, one["system"]), spoken(one["kit"]), one["lots"], grouped(str(one["units"])),
                *(grouped(str(one[name])) if name in one else "–" for name in ("counted", "missing")),
            ]
            for one in self._body["stock"]
        ]  # fmt: skip
        if stock:
            note = (
                "What was made and got, less what was handed over and used, as recorded. Missing is what was recorded to the day of the last "
                "count, less what was counted."
            )
            names = ("goods", "kit", "lots", "units", "counted", "missing")
            yield _table("Stock on hand", note, names, stock, figures=3)
        looked = [
            [one["on"], one["event"], spoken(one["of"]), named(self._deal, one["system"]), one["result"], grouped(str(one["units"]))]
            for one in self._body["inspections"]
        ]  # fmt: skip
        if looked:
            names = ("day", "event", "of", "goods", "result", "units")
            yield _table(
                "Inspected", "Something is owed only where a clause pays on acceptance.", names, looked, figures=1
            )
        held = [
            [spoken(one["clause"]), self._names[one["from"]], self._names[one["holder"]], *(_grouped_or_none(one[name]) for name in _SECURITY)]
            for one in self._body["security"]
        ]  # fmt: skip
        if held:
            note = (
                f"{self._all_in()}What is drawn settles what its debtor owes. Over is held beyond what the clause says; beyond was drawn or "
                "released of what nobody had given, and counts for nothing."
            )
            yield _table("Security", note, ("clause", "whose", "held by", *_SECURITY), held, figures=len(_SECURITY))
        passed = [
            [one["quarter"], spoken(one["clause"]), self._names[one["from"]], *(grouped(one[name]) for name in _PASSED)]
            for one in self._body["limits"]
        ]
        if passed:
            note = f"{self._all_in()}More was invoiced in a quarter than the clause lets be owed at a time."
            yield _table(
                "Exposure limits passed", note, ("quarter", "clause", "whose", *_PASSED), passed, figures=len(_PASSED)
            )
        twice = [
            [
                one["lots"], *(f"{one[at]['event']}, {one[at]['kind']} {one[at]['on']}" for at in ("first", "second")),
                "; ".join(one["owners"]) or "none known",
            ]
            for one in self._body["twice"]
        ]  # fmt: skip
        if twice:
            note = "The second of two events is of somebody who did not have the lots any more, or was paid for them already."
            yield _table("Lots that went twice", note, ("lots", "first", "second", "owners in common"), twice)

    def _forecast(self, ahead: Mapping[str, Any]) -> dict[str, Any]:
        figures = ("owed", "signed", "planned", "amount")
        note = (
            "A forecast: nothing of it is owed yet, save what stands under owed already. By the text alone: what the signed "
            "text adds if nothing more happens. "
        )
        plan = (
            "By the plan: what the plan’s deliveries, production and events would add."
            if ahead["planned"]
            else "No plan was given."
        )
        return {
            "until": _day(ahead["until"]),
            "note": f"{self._all_in()}{note}{plan}",
            "totals": [
                [one["falls_due"], *self._who(one), *(_grouped_or_none(one[name]) for name in figures)]
                for one in ahead["totals"]
            ],
            "lines": [
                [one["due"], one["quarter"], line_name(one["line"]), *(_grouped_or_none(one[name]) for name in figures)]
                for one in ahead["lines"]
            ],
        }


def _table(
    title: str, note: str, names: Sequence[str], rows: Sequence[Sequence[str]], *, figures: int = 0
) -> dict[str, Any]:
    return {"title": title, "note": note, "names": list(names), "figures": figures, "rows": rows}


def _rests(one: Mapping[str, Any]) -> str:
    events = one["events"]
    told = ", ".join(events[:_MOST_EVENTS])
    more = f" and {len(events) - _MOST_EVENTS:,} more" if len(events) > _MOST_EVENTS else ""
    changed = f"; stated before {grouped(one['stated'])}, true-up {grouped(one['true_up'])}" if one["true_up"] else ""
    return f"{one['place']}; {f'events {told}{more}' if events else 'no events'}{changed}"
