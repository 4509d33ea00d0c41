"""Whether what a sender says is an event of this deal: every word of it, by column. Not whether it was said before: the ledger knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from dronedeal.deal import Finding, Goods, Place, Quarter, Thing
from dronedeal.deal.calendar import day_written
from dronedeal.document import nearest
from dronedeal.settlement.event import COLUMNS, Event
from dronedeal.settlement.event_kind import FIGURES, KINDS, MONEY, RESULTS, Kind
from dronedeal.settlement.fixing import fixable
from dronedeal.settlement.lots import read_lots, written_lots
from dronedeal.settlement.money import EXPONENTS, is_whole
from dronedeal.settlement.signed import Signed

__all__ = ["Checker"]

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/#-]{0,99}", re.ASCII)
_DIGITS = 15
"""Most digits of a figure before its point."""
_FIGURE = re.compile(rf"[0-9]{{1,{_DIGITS}}}(\.[0-9]{{1,12}})?", re.ASCII)
_NOTE = 500
"""Most characters of a note."""
_ALWAYS = ("source", "id", "kind", "effective_on")
_MAY_BE_NOTHING = frozenset({"reported", "rate"})
"""Figures that may be zero: what was never reported, a licence granted for nothing."""


class Checker:
    """Reads the words of one event at a time against a signed deal, and keeps every finding."""

    def __init__(self, signed: Signed) -> None:
        """Know the deal; nothing is found yet."""
        self.findings: list[Finding] = []
        self._signed = signed
        self._deal = signed.deal
        self._counted = signed.versions[0][1].counted
        self._known_goods: dict[str, dict[str, dict[str, list[str]]]] = {}
        self._goods = self._goods_of(signed.versions[0][1])

    def _goods_of(self, version: Signed) -> dict[str, dict[str, list[str]]]:
        """Who receives which systems under which clause of a version."""
        found = self._known_goods.setdefault(version.hash, {})
        for line in version.never.lines if not found else ():
            if isinstance(line.what, Goods) and line.clause:
                found.setdefault(line.clause, {}).setdefault(line.what.system, []).append(line.creditor)
        return found

    def find(self, code: str, message: str, place: Place, mend: str, *, related: tuple[Place, ...] = ()) -> None:
        """Keep a finding, an error."""
        self.findings.append(
            Finding(code=code, severity="error", message=message, place=place, mend=mend, related=related)
        )

    def read(self, words: Mapping[str, str], place: Callable[[str], Place]) -> Event | None:
        """The event that some words say, or nothing where one of them cannot stand.

        Parameters
        ----------
        words
            By column; what is empty is not said.
        place
            Where a column of this event stands.
        """
        before = len(self.findings)
        said = {name: word.strip() for name, word in words.items() if word.strip()}
        kind = self._kind(said, place)
        if kind is None:
            return None
        self._complete(said, kind, place)
        for name in ("source", "id", "corrects"):
            if name in said and not _NAME.fullmatch(said[name]):
                mend = "write letters, digits and . _ : / # -, a hundred at most"
                self.find("L104", f"{name} {said[name][:40]!r} is no name", place(name), mend)
        day = self._day(said, place)
        version = self._signed.of(Quarter.of(day or self._signed.deal.horizon.start.first_day))
        self._deal, self._goods, self._counted = version.deal, self._goods_of(version), version.counted
        figures: dict[str, Any] = {name: self._figure(name, said, place) for name in FIGURES}
        self._names(said, kind, place)
        self._lots(said, figures["quantity"], place)
        if said.get("note", "") != " ".join(said.get("note", "").split())[:_NOTE]:
            mend = f"write it on one line, in {_NOTE} characters at most, with single blanks"
            self.find("L104", "the note is too long, or has breaks in it", place("note"), mend)
        if len(self.findings) > before or day is None:
            return None
        plain: dict[str, Any] = {name: word for name, word in said.items() if name not in {"effective_on", *FIGURES}}
        return Event(**plain, **figures, effective_on=day, place=place("id"))

    def _kind(self, said: Mapping[str, str], place: Callable[[str], Place]) -> Kind | None:
        name = said.get("kind", "")
        if name in KINDS:
            return KINDS[name]
        message = f"kind {name[:40]!r} is none{nearest(name, KINDS)}" if name else "the event has no kind"
        self.find("L104", message, place("kind"), f"kinds: {', '.join(KINDS)}")
        return None

    def _complete(self, said: dict[str, str], kind: Kind, place: Callable[[str], Place]) -> None:
        """Every column that is needed is filled, and none that would mean nothing."""
        for name in (*_ALWAYS, *kind.must):
            if name not in said:
                self.find("L104", f"{said['kind']} needs {name}", place(name), f"fill the column {name}")
        allowed = {*_ALWAYS, *kind.must, *kind.may, "corrects", "note"}
        for name in COLUMNS:
            if name in said and name not in allowed:
                mend = f"{said['kind']} says {', '.join((*kind.must, *kind.may))}"
                self.find("L104", f"{name} means nothing of {said['kind']}", place(name), mend)

    def _day(self, said: Mapping[str, str], place: Callable[[str], Place]) -> date | None:
        word = said.get("effective_on", "")
        if not word:
            return None
        day = day_written(word)
        if day is None:
            self.find("L104", f"effective_on {word[:20]!r} is no day", place("effective_on"), "write 2027-03-31")
            return None
        horizon = self._deal.horizon
        if said["kind"] not in {"paid", "withdrawn"} and not 0 <= horizon.index(Quarter.of(day)) < horizon.periods:
            ends = f"{horizon.quarters[0].first_day} to {horizon.quarters[-1].last_day}"
            self.find("L104", f"{day} lies outside the deal's term", place("effective_on"), f"write a day from {ends}")
        return day

    def _figure(self, name: str, said: Mapping[str, str], place: Callable[[str], Place]) -> Decimal | None:
        word = said.get(name, "")
        if not word:
            return None
        try:
            value = Decimal(word) if _FIGURE.fullmatch(word) else None
        except InvalidOperation:
            value = None
        may_be_nothing = name in _MAY_BE_NOTHING or (name, said["kind"]) == ("quantity", "counted")
        if value is None and word.isascii() and word.isdigit():
            message = f"{name} has {len(word)} digits"
            self.find("L104", message, place(name), f"write at most {_DIGITS}; a larger figure as several events")
            return None
        if value is None or not (value or may_be_nothing):
            self.find("L104", f"{name} {word[:30]!r} is no figure above zero", place(name), "write digits, as 1250.50")
            return None
        if name == "quantity" and said["kind"] != "metered" and value != value.to_integral_value():
            self.find("L104", f"quantity {word} is not whole", place(name), "units and days are whole")
        if name == "rate" and value >= 1:
            self.find("L104", f"rate {word} is no share", place(name), "write 0.04 for 4%")
        currency = said.get("currency", "")
        if name in MONEY and currency in EXPONENTS and not is_whole(value, currency):
            mend = f"write at most {EXPONENTS[currency]} places"
            self.find("L104", f"{word} is no amount of {currency}", place(name), mend)
        return value

    def _names(self, said: dict[str, str], kind: Kind, place: Callable[[str], Place]) -> None:
        """What the event speaks of is in the deal; a kit or a receiver that goes without saying is said."""
        deal = self._deal
        currency = said.get("currency", "")
        if currency and currency not in EXPONENTS:
            self.find(
                "L104", f"{currency[:10]!r} is no currency known here", place("currency"), "write its ISO 4217 code"
            )
        elif kind.of and currency and currency not in (told := self._told_in(said)):
            words = " or ".join(told)
            self.find("L104", f"{said['kind']} is told in {words}", place("currency"), f"write {words}")
        for name in ("by", "to"):
            self._known(name, said, deal.parties, "party", place)
        if said.get("by") and said.get("by") == said.get("to"):
            self.find("L105", f"{said['by']} pays itself", place("to"), "name two parties")
        match said["kind"]:
            case "delivered" | "returned" | "accepted":
                if self._known("of", said, self._goods, "clause that delivers goods", place):
                    self._delivery(said, place)
            case "inspected":
                self._known("what", said, RESULTS, "result of an inspection", place)
                if said.get("of") in deal.sites:
                    self._made(said, place)
                elif self._known("of", said, (*self._goods, *deal.sites), "clause that delivers goods, or site", place):
                    self._delivery(said, place)
            case "produced":
                if self._known("of", said, deal.sites, "site", place):
                    self._made(said, place)
            case "stocked" | "used" | "counted":
                if self._known("system", said, deal.systems, "system", place):
                    self._kit(said, place)
            case "invested":
                self._known("of", said, deal.sites, "site", place)
            case "happened":
                self._known("of", said, deal.events, "event of the document", place)
            case "fixed":
                self._known("of", said, fixable(deal), "number that is fixed later", place)
            case "late":
                self._known("of", said, deal.terms, "clause", place)
            case name if kind.reported:
                self._reported(said, kind, name, place)
            case _:
                if said.get("of"):
                    self._known("of", said, deal.terms, "clause", place)

    def _told_in(self, said: Mapping[str, str]) -> tuple[str, ...]:
        """The deal's currency; a dispute may be in the one that its clause is paid in, too."""
        paying = self._deal.paying
        exchange = {} if paying is None or said["kind"] != "disputed" else paying.exchange
        return (self._deal.currency, *(code for code, one in exchange.items() if said.get("of") in one.terms))

    def _reported(self, said: Mapping[str, str], kind: Kind, name: str, place: Callable[[str], Place]) -> None:
        """What is reported is counted by the clause it names, by that stage, credit, party or system of it."""
        things = {*kind.feeds.values()} or {Thing.MILESTONE}
        counted = [one for one in self._counted if one.thing in things]
        if not self._known("of", said, sorted({one.subject for one in counted}), kind.of, place):
            return
        counted = [one for one in counted if one.subject == said["of"]]
        for column, narrow in (("what", "kind of credit or stage"), ("system", "system"), ("by", "party")):
            if column in (*kind.must, *kind.may):
                words = ((one.to,) if column == "by" else one.systems for one in counted)
                known = sorted({word for some in words for word in some if word})
                self._known(column, said, known, f"{narrow} that {said['of']} counts", place)
                if known and column in kind.may and column not in said:
                    message, mend = f"{name} of {said['of']} needs {column}", f"say one of {', '.join(known)}"
                    self.find("L104", message, place(column), mend)
        if name in {"granted", "elected"} and ("amount" in said) != ("sales" in said):
            mend = "say amount, sales and currency, or none of them"
            where = place("sales" if "amount" in said else "amount")
            self.find("L104", "a lump sum counts as a rate on some sales", where, mend)
        elif "amount" in said and "currency" in kind.may and "currency" not in said:
            self.find("L104", f"{name} needs currency", place("currency"), "fill the column currency")

    def _lots(self, said: dict[str, str], quantity: Decimal | None, place: Callable[[str], Place]) -> None:
        """Lots are said one way only; there are no more of them than goods."""
        if "lots" not in said:
            return
        try:
            runs = read_lots(said["lots"])
        except ValueError as error:
            mend = "write names and ranges with blanks between them: F-0001..F-0500 L-7"
            self.find("L104", f"lots: {error}", place("lots"), mend)
            return
        count = sum(run.lots for run in runs)
        if quantity is not None and count > quantity:
            message = f"{count} lots of {quantity} units"
            self.find("L104", message, place("lots"), "say how many units it is, or fewer lots: each holds one or more")
        said["lots"] = written_lots(runs)

    def _delivery(self, said: dict[str, str], place: Callable[[str], Place]) -> None:
        systems = self._goods[said["of"]]
        if not self._known("system", said, systems, f"system that {said['of']} delivers", place):
            return
        self._kit(said, place)
        receivers = systems[said["system"]]
        if "to" not in said and len(receivers) == 1:
            said["to"] = receivers[0]
        elif "to" not in said:
            self.find("L104", f"{said['of']} delivers to several", place("to"), f"say to whom: {', '.join(receivers)}")
        elif said["to"] in self._deal.parties and said["to"] not in receivers:
            mend = f"it delivers to {', '.join(receivers)}"
            self.find("L105", f"{said['of']} delivers no {said['system']} to {said['to']}", place("to"), mend)

    def _made(self, said: dict[str, str], place: Callable[[str], Place]) -> None:
        """What a site makes; it goes to nobody."""
        if self._known("system", said, self._deal.sites[said["of"]].makes, f"system that {said['of']} makes", place):
            self._kit(said, place)
        if "to" in said:
            self.find("L104", f"to means nothing of a site, {said['of']}", place("to"), "say a clause, or leave it out")

    def _kit(self, said: dict[str, str], place: Callable[[str], Place]) -> None:
        kits = self._deal.systems[said["system"]].kit_names
        if "kit" not in said and len(kits) == 1:
            said["kit"] = kits[0]
        elif "kit" not in said:
            self.find("L104", f"{said['system']} comes in several kits", place("kit"), f"say which: {', '.join(kits)}")
        else:
            self._known("kit", said, kits, f"kit of {said['system']}", place)

    def _known(
        self, name: str, said: Mapping[str, str], known: Iterable[str], what: str, place: Callable[[str], Place]
    ) -> bool:
        word, names = said.get(name, ""), tuple(known)
        if word and word not in names:
            message = f"{word[:60]!r} is no {what}{nearest(word, names)}"
            self.find("L105", message, place(name), f"known: {', '.join(names) or 'none'}")
        return word in names
