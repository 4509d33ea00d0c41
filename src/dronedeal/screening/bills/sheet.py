"""Rows of a sheet to a bill: one line a part, more lines where a stage has several shares. Not how cells come out of a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePath
from typing import assert_never

from dronedeal.deal.place import Place
from dronedeal.document.reader import nearest
from dronedeal.screening.bill import Bill, Part, Share
from dronedeal.screening.bill import Fact as SaidFact
from dronedeal.screening.bills.columns import (
    KNOWN,
    PLAIN_ORIGIN,
    Column,
    Fact,
    OfParty,
    OfStage,
    What,
    Word,
    column_of,
    heading,
    meanings,
)
from dronedeal.screening.bills.instead import Instead, finished
from dronedeal.screening.bills.notebook import Notebook
from dronedeal.screening.bills.parties import Parties
from dronedeal.screening.bills.rows import Row, in_order
from dronedeal.screening.bills.said import Reading, Said, is_goods
from dronedeal.screening.bills.words import Wrong, fields_of, number_of, share_of
from dronedeal.screening.vocabulary import GOODS, Goods, Grade, Stage

__all__ = ["read_sheet"]

_WHOLE = ("goods", "seller", "complete", "synthetic", "product_number", "product_name")
_FLAGS = {"yes": True, "true": True, "no": False, "false": False}
_OF_A_LINE = ("supplier", "quantity", "category", "cost")
_OF_AN_ALTERNATIVE = {"replaces": "what is replaced", "lead": "how long it takes", "once": "what it costs once"}
_KEPT = ("inside", "name", "description", "number", *_OF_A_LINE, *_OF_AN_ALTERNATIVE)
_NAMING = ("id", "number", "name", "description")
_LINKING = ("inside", "level")
_WHATS: tuple[What, ...] = ("country", "share", "by")


def read_sheet(rows: list[list[str]], name: str, book: Notebook) -> Bill | None:
    """Read a bill from the rows of a sheet, the first that is not empty naming the columns.

    Parameters
    ----------
    rows
        Cells as text, without blanks at their ends.
    """
    top = next((number for number, row in enumerate(rows) if any(row)), None)
    if top is None:
        book.note("B106", f"{name} is empty", "name the columns in the first row, COMP_DESCRIPTION among them")
        return None
    return _Reader(rows, top, book).bill()


@dataclass(slots=True)
class _Cells:
    """The cells of one row, by what their columns mean."""

    words: dict[str, str] = field(default_factory=dict[str, str])
    stages: dict[tuple[bool, Stage], dict[str, str]] = field(default_factory=dict[tuple[bool, Stage], dict[str, str]])
    facts: dict[tuple[bool, str], str] = field(default_factory=dict[tuple[bool, str], str])
    party: dict[str, str] = field(default_factory=dict[str, str])


class _Reader:
    """One sheet."""

    def __init__(self, rows: list[list[str]], top: int, book: Notebook) -> None:
        self._rows, self._top, self._book = rows, top, book
        self._parties = Parties(book)
        self._reading = Reading(book, self._parties)
        self._columns: dict[int, Column] = {}
        self._at: dict[Column, int] = {}
        self._word_at: dict[str, int] = {}
        self._stage_at: dict[tuple[bool, Stage], tuple[int, ...]] = {}
        self._grade: Grade = "none"
        self._lines: dict[str, Row] = {}
        self._instead: dict[str, Instead] = {}
        self._product = Said()
        self._whole: dict[str, str] = {}
        self._said_at: dict[str, Place] = {}
        self._plain: dict[bool, int] = {}

    def bill(self) -> Bill | None:
        """The bill, or nothing where a finding is an error."""
        if not self._head():
            return None
        if "party" in self._word_at:
            for number in range(self._top + 1, len(self._rows)):
                self._of_party(number)
            self._parties.named_by_id()
        for number in range(self._top + 1, len(self._rows)):
            if any(self._rows[number]):
                self._row(number)
        product = self._whole_product()
        lines = in_order(self._lines, product, self._book)
        goods, complete = self._words_of_bill()
        seller = self._parties.quietly(
            self._whole.get("seller", ""), self._said_at.get("seller", Place(self._book.file))
        )
        parts = tuple(self._part(line, product) for line in lines)
        alternatives = finished(self._instead.values(), parts, self._reading)
        parties = self._parties.finished()
        if not self._book.sound:
            return None
        return Bill(
            name=parts[0].name, goods=goods, parts=parts, parties=parties, seller=seller, currency=self._reading.currency,
            complete=complete, synthetic=self._whole.get("synthetic", ""), alternatives=alternatives, source=self._book.file,
            places={line.id: line.place for line in lines},
        )  # fmt: skip

    def _place(self, number: int, *words: str) -> Place:
        """A row's cell under the first column there is of some of the line's own; its first cell if there is none."""
        for word in words:
            if word in self._word_at:
                return Place(self._book.file, number + 1, self._word_at[word] + 1)
        return Place(self._book.file, number + 1, 1)

    def _cell(self, number: int, column: Column) -> Place:
        return Place(self._book.file, number + 1, self._at.get(column, 0) + 1)

    # --- columns ---

    def _head(self) -> bool:
        """What each column means, and whether rows can be read by them; a warning for one that nobody knows, an error for one that stands twice."""
        for index, text in enumerate(self._rows[self._top]):
            if not text:
                self._nameless(index)
                continue
            place = Place(self._book.file, self._top + 1, index + 1)
            column = column_of(text)
            if column is None:
                message = f"no column is known as {text[:60]!r}{nearest(heading(text[:60]), KNOWN)}; it is left out"
                mend = "take a field of the CISA framework, or name it fact:NAME"
                self._book.note("B106", message, mend, place=place, severity="warning")
                continue
            before = next((self._at[one] for one in meanings(column) if one in self._at), None)
            if before is not None:
                message = f"the columns {self._rows[self._top][before][:60]} and {text[:60]} mean the same"
                self._book.note("B106", message, "keep one of the two", place=place)
                continue
            self._columns[index] = column
            self._at.update(dict.fromkeys(meanings(column), index))
            if heading(text) in PLAIN_ORIGIN:
                message = f"the column {text[:60]} does not say of which stage; it is taken for manufacture"
                self._book.note(
                    "B108", message, "name it 'manufactured country', or another stage", place=place, severity="note"
                )
        self._find_cells()
        if not self._word_at.keys() & {*_NAMING, "product_number"}:
            message = "no column names the parts"
            place = Place(self._book.file, self._top + 1)
            self._book.note("B106", message, "name one id, COMP_DESCRIPTION or COMP_MANUFACTURER_PN", place=place)
        if "evidence" not in self._word_at and any(isinstance(one, OfStage) for one in self._columns.values()):
            self._grade = "self_declared"
            message = "no column says how well origin is shown; it is taken as self-declared"
            place = Place(self._book.file, self._top + 1)
            self._book.note("B108", message, "add a column evidence", place=place, severity="note")
        return self._book.sound

    def _find_cells(self) -> None:
        """Where the cells of a row stand, by what they say."""
        self._word_at = {one.word: index for one, index in self._at.items() if isinstance(one, Word)}
        for one in self._at:
            if isinstance(one, OfStage):
                whats = (OfStage(one.stages, what, one.of_product) for what in _WHATS)
                self._stage_at[one.of_product, one.stages[0]] = tuple(self._at.get(each, 0) + 1 for each in whats)

    def _nameless(self, index: int) -> None:
        """Warn of what stands under no heading."""
        rows = range(self._top + 1, len(self._rows))
        first = next((number for number in rows if any(self._rows[number][index : index + 1])), None)
        if first is not None:
            place = Place(self._book.file, first + 1, index + 1)
            message = f"column {index + 1} has no name; it is left out"
            self._book.note("B106", message, "name it in the first row", place=place, severity="warning")

    # --- rows ---

    def _cells(self, number: int) -> _Cells:
        cells = _Cells()
        row = self._rows[number]
        for index, column in self._columns.items():
            text = row[index] if index < len(row) else ""
            if not text:
                continue
            match column:
                case Word(word=word):
                    cells.words[word] = text
                case OfStage(stages=stages, what=what, of_product=of_product):
                    for stage in stages:
                        cells.stages.setdefault((of_product, stage), {})[what] = text
                case Fact(name=name, of_product=of_product):
                    cells.facts[of_product, name] = text
                case OfParty(word=word):
                    cells.party[word] = text
                case _:
                    assert_never(column)
        return cells

    def _of_party(self, number: int) -> None:
        """What a row says of a party, which parts may then name by its id or its legal name."""
        cells = self._cells(number)
        party, place = cells.words.get("party", ""), self._place(number, "party")
        if not party:
            if cells.party:
                self._book.note("B106", f"row {number + 1} says something of a party, and not of which", "write its name under party", place=place)  # fmt: skip
            return
        if self._has_line(cells):
            self._book.note("B106", f"row {number + 1} speaks of a party and of a part", "give each a row of its own", place=place)  # fmt: skip
            return
        self._parties.stated(party, place)
        for word, text in cells.party.items():
            place = self._cell(number, OfParty(word))
            try:
                self._parties.said(word, [party, *fields_of(text)], place)
            except Wrong as wrong:
                self._book.note("B102", str(wrong), wrong.mend, place=place)

    def _row(self, number: int) -> None:
        width = len(self._rows[self._top])
        if any(self._rows[number][width:]):
            message = f"row {number + 1} has more cells than there are columns: is a comma inside a name?"
            self._book.note(
                "B106",
                message,
                "put what holds a comma in double quotes",
                place=Place(self._book.file, number + 1, width + 1),
            )
            return
        cells = self._cells(number)
        for word in _WHOLE:
            self._say_whole(word, cells, number)
        self._shares(self._product, cells, number, of_product=True)
        self._facts(self._product, cells, number, of_product=True)
        line = self._of_alternative(cells, number) if _speaks_of_one(cells) else self._of_bill(cells, number)
        if line is not None:
            self._shares(line.said, cells, number, of_product=False)
            self._facts(line.said, cells, number, of_product=False)

    def _of_bill(self, cells: _Cells, number: int) -> Row | None:
        """The part a row speaks of, taken in; none where the row speaks of none."""
        words = cells.words
        base = next((words[word] for word in _NAMING if word in words), "")
        if not base:
            if self._has_line(cells):
                self._book.note("B106", f"row {number + 1} does not say which part it is", "give it an id or a name", place=self._place(number, *_NAMING))  # fmt: skip
            return None
        return self._line_of(self._lines, base, words, number, again="id" in words)

    def _of_alternative(self, cells: _Cells, number: int) -> Row | None:
        """What comes instead of a part, or, in a row with an id, what comes with that."""
        words = cells.words
        name, id_ = words.get("alternative", ""), words.get("id", "")
        if not name:
            word = next(word for word in _OF_AN_ALTERNATIVE if word in words)
            message = f"row {number + 1} says {_OF_AN_ALTERNATIVE[word]}, and not of which alternative"
            self._book.note("B106", message, "name the alternative under alternative", place=self._place(number, word))
            return None
        if id_ and not words.keys().isdisjoint(_OF_AN_ALTERNATIVE):
            message = f"row {number + 1} has an id, which what comes instead of a part has not: it takes the part's"
            mend = "leave the id out, or what only the alternative's first row says: replaces, lead and once"
            self._book.note("B106", message, mend, place=self._place(number, "id"))
            return None
        one = self._instead.setdefault(name, Instead(name, self._place(number, "alternative")))
        if not id_ and "" not in one.lines:
            one.say(words, {word: self._place(number, word) for word in _OF_AN_ALTERNATIVE}, self._reading)
        return self._line_of(one.lines, id_, words, number, again=True)

    def _line_of(self, lines: dict[str, Row], base: str, words: dict[str, str], number: int, *, again: bool) -> Row:
        """A line by its id: a further row of it where it was there before, else a new one."""
        line = lines.get(base) if again else None
        if line is None:
            return self._new(lines, base, words, number)
        self._again(line, words, number)
        return line

    def _has_line(self, cells: _Cells) -> bool:
        """Whether a row speaks of a part at all."""
        of_line = cells.words.keys() - {*_WHOLE, "evidence", "document", "currency", "party"}
        return bool(of_line) or any(not of_product for of_product, _ in (*cells.stages, *cells.facts))

    def _say_whole(self, word: str, cells: _Cells, number: int) -> None:
        """What a row says of the whole bill: once, or the same again."""
        said = cells.words.get(word)
        if said is None:
            return
        before = self._whole.setdefault(word, said)
        self._said_at.setdefault(word, self._place(number, word))
        if before != said:
            message = (
                f"{word.replace('_', ' ')} is {said[:60]!r} here and {before[:60]!r} above; a sheet holds one bill"
            )
            self._book.note("B106", message, "keep one product a file", place=self._place(number, word))

    def _new(self, lines: dict[str, Row], base: str, words: dict[str, str], number: int) -> Row:
        id_, count = base, 1
        while id_ in lines:
            count += 1
            id_ = f"{base} {count}"
        line = lines[id_] = Row(
            id=id_ or words.get("alternative", ""),
            inside=words.get("inside", ""),
            level=self._level(words, number),
            name=words.get("name") or words.get("description", ""),
            place=self._place(number, *(word for word in _NAMING if word in words)),
            link=self._place(number, *_LINKING),
        )
        if "name" in words and "description" in words:
            line.said.facts["description"] = SaidFact(value=words["description"])
        line.said.number = words.get("number", "")
        self._line(line.said, words, number)
        line.words = {word: words[word] for word in _KEPT if word in words}
        return line

    def _level(self, words: dict[str, str], number: int) -> int | None:
        text = words.get("level", "")
        if not text:
            return None
        if text.isdecimal() and len(text) <= 3:  # noqa: PLR2004 - digits
            return int(text)
        message = f"the level is {text[:40]!r}, which is no whole number"
        self._book.note(
            "B102", message, "write 0 for the product, 1 for what is in it", place=self._place(number, "level")
        )
        return None

    def _again(self, line: Row, words: dict[str, str], number: int) -> None:
        """A further row of a part, for further shares: it says nothing else of it, or the same."""
        for word in _KEPT:
            if word not in words:
                continue
            if word not in line.words:
                message = f"row {number + 1} is a further one of {line.id[:60]}, and says its {word}"
                self._book.note("B103", message, "say it in the part's first row", place=self._place(number, word))
            elif words[word] != line.words[word]:
                message = f"{line.id[:60]} stands here a second time, with another {word}"
                mend = "give each part an id of its own"
                self._book.note("B103", message, mend, place=self._place(number, word), related=(line.place,))

    def _line(self, said: Said, words: dict[str, str], number: int) -> None:
        """Quantity, cost, supplier and categories of a part."""
        for word in _OF_A_LINE:
            text = words.get(word)
            if text is None:
                continue
            place = self._place(number, word)
            try:
                if word == "quantity":
                    said.quantity = self._reading.number(text, "the quantity")
                elif word == "cost":
                    said.cost = self._reading.cost(text, place, words.get("currency", ""))
                elif word == "supplier":
                    said.supplier = self._parties.quietly(text, place)
                else:
                    for one in text.replace(",", ";").split(";"):
                        self._reading.category(said, heading(one), place)
            except Wrong as wrong:
                self._book.note("B102", str(wrong), wrong.mend, place=place)

    def _facts(self, said: Said, cells: _Cells, number: int, *, of_product: bool) -> None:
        for (whole, name), text in cells.facts.items():
            if whole == of_product:
                try:
                    self._reading.fact(said, name, text, name[:60], self._place(number))
                except Wrong as wrong:
                    self._book.note(
                        "B102", str(wrong), wrong.mend, place=self._cell(number, Fact(name, of_product=of_product))
                    )

    def _shares(self, said: Said, cells: _Cells, number: int, *, of_product: bool) -> None:
        """The shares a row gives, one a stage. What every row says alike of the product counts once."""
        for (whole, stage), told in cells.stages.items():
            if whole != of_product:
                continue
            country, part, by = (Place(self._book.file, number + 1, at) for at in self._stage_at[whole, stage])
            try:
                share = Share(
                    country=self._country(told.get("country", ""), stage, country),
                    share=self._share(told["share"], stage, part) if "share" in told else Decimal(1),
                    performer=self._parties.quietly(told.get("by", ""), by),
                    grade=self._reading.grade(heading(cells.words["evidence"]), self._place(number, "evidence")) if "evidence" in cells.words else self._grade,
                    document=cells.words.get("document", ""),
                )  # fmt: skip
            except Wrong as wrong:
                self._book.note("B102", str(wrong), wrong.mend, place=part)
                continue
            if not (of_product and share in said.origin.get(stage, ())):
                self._reading.add(said, stage, (share,), part if "share" in told else country)

    def _share(self, text: str, stage: Stage, place: Place) -> Decimal:
        """A share: percent with the sign; without it a fraction, as sheets keep percentages, or percent where one is above 1, not both in a file."""
        what = f"the share of {stage}"
        if text.endswith("%"):
            return share_of(text, what)
        plain = number_of(text, what)
        if plain:
            self._plain.setdefault(plain <= 1, place.line)
            other = self._plain.get(plain > 1)
            if other is not None:
                message = f"{what} is {text[:40]} here, and row {other} has one that is {'above' if plain <= 1 else 'not above'} 1: is it a fraction or percent?"
                self._book.note("B102", message, "write the sign: 50%", place=place)
        return plain if plain <= 1 else share_of(text, what)

    def _country(self, text: str, stage: Stage, place: Place) -> str:
        """A country, also where a code of ISO 3166-2 says a region of it."""
        country, dash, _ = text.partition("-")
        if dash and len(country) == 2 and country.isupper():  # noqa: PLR2004 - two letters
            text = country
        return self._parties.country(text, f"the country of {stage}", place)

    # --- the whole ---

    def _whole_product(self) -> Row:
        """The product: the line that its number names, the only line that is in nothing, or one for all lines."""
        named = self._whole.get("product_number") or self._whole.get("product_name")
        roots = [line for line in self._lines.values() if not line.inside and not line.level]
        nested = any(word in self._word_at for word in _LINKING)
        if named and named in self._lines:
            product = self._lines[named]
        elif named:
            product = Row(id=named, name=self._whole.get("product_name", named), place=self._place(self._top + 1))
            product.said.number = self._whole.get("product_number", "")
        elif nested and len(roots) == 1:
            product = roots[0]
        else:
            id_ = stem = PurePath(self._book.file).stem
            while id_ in self._lines:
                id_ += " (file)"
            product = Row(id=id_, name=stem, place=Place(self._book.file))
            message = "no line is the whole that all others are in; the file's name stands for it"
            self._book.note(
                "B108", message, "add a line for the product, and say in 'inside' what is in it", severity="note"
            )
        for stage, shares in self._product.origin.items():
            mine = product.said.origin.setdefault(stage, shares)
            countries, others = ({one.country for one in said if one.country} for said in (mine, shares))
            if countries and others and countries != others:
                message = f"the product is {stage} in {', '.join(sorted(countries))} by its own row, in {', '.join(sorted(others))} by others"
                self._book.note("B103", message, "keep the one that holds", place=product.place)
        for name, fact in self._product.facts.items():
            self._book.once(product.said.facts.get(name), fact, f"{name[:60]} of the product", product.place)
            product.said.facts[name] = fact
        return product

    def _words_of_bill(self) -> tuple[Goods | None, bool | None]:
        goods, complete = self._whole.get("goods"), self._whole.get("complete")
        known = goods if goods is not None and is_goods(goods) else None
        if goods is not None and known is None:
            self._reading.unknown("kind of goods", goods, GOODS, self._said_at["goods"])
        if complete is not None and complete.lower() not in _FLAGS:
            self._reading.unknown(
                "answer to whether it is complete", complete, ("yes", "no"), self._said_at["complete"]
            )
        return known, _FLAGS.get((complete or "").lower())

    def _part(self, line: Row, product: Row) -> Part:
        inside = "" if line is product else line.inside or product.id
        return line.said.part(id=line.id, inside=inside, name=line.name)


def _speaks_of_one(cells: _Cells) -> bool:
    """Whether a row speaks of an alternative."""
    return not cells.words.keys().isdisjoint({"alternative", *_OF_AN_ALTERNATIVE})
