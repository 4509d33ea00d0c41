"""Licence: royalty or tiers, cap, advance, minimum, milestones, withholding; docs/reference/forms/licence.md, settle.md R2 to R5, R10, R15."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

from tests.conformance.cases import Case, Said, deal, single
from tests.conformance.oracle.figures import Row, figure
from tests.conformance.oracle.world import ZERO, Clause, Owed, listed, minus, only, times, total


def rows(clause: Clause) -> Iterator[Owed]:
    payer, owner, first = clause["licensee"], clause["licensor"], clause.once()
    statement = clause.due("last")
    base = only(_base(clause), clause.between())
    earned = tiered(clause, base, "tiers") if "tiers" in clause else times(clause.number("royalty"), base)
    if "cap" in clause:
        earned = drawn(only(clause.number("cap", "total"), first), earned)
    royalty = earned
    if "advance" in clause:
        amount = only(clause.number("advance", "amount"), first)
        recoup = clause.number("advance", "recoup") if "recoup" in clause["advance"] else [Fraction(1)] * len(earned)
        royalty = minus(royalty, drawn(amount, times(recoup, earned)))
        yield clause.owes("advance", payer, owner, amount, clause.due("first", pay_after=False))
    if "upfront" in clause:
        yield clause.owes("upfront", payer, owner, only(clause.number("upfront"), first), clause.due("first", pay_after=False))  # fmt: skip
    if "minimum" in clause:
        less, top_up = _minimum(clause, earned)
        royalty = minus(royalty, less)
        yield clause.owes("minimum", payer, owner, top_up, statement)
    if "royalty" in clause or "tiers" in clause:
        tax = times(clause.number("withholding"), royalty)
        yield clause.owes("tiers" if "tiers" in clause else "royalty", payer, owner, minus(royalty, tax), statement)
        if "withholding" in clause:
            yield clause.owes("withholding", payer, clause["withheld_by"], tax, statement)
    if "per_unit" in clause:
        yield clause.owes("per_unit", payer, owner, times(clause.number("per_unit"), _made(clause)), statement)
    if "milestones" in clause:
        yield clause.owes("milestones", payer, owner, _milestones(clause, base), statement)


def _made(clause: Clause) -> Row:
    world = clause.world
    return total(world.zero, *(world.made(site, listed(clause["systems"])) for site in listed(clause["sites"])))


def _base(clause: Clause) -> Row:
    world, systems = clause.world, listed(clause["systems"])
    match clause.get("base", "net_sales"):
        case "units":
            return _made(clause)
        case "cost":
            return total(world.zero, *(world.cost(site, systems) for site in listed(clause["sites"])))
        case _:
            return world.net_sales(clause["licensee"], systems)


def tiered(clause: Clause, base: Row, key: str) -> Row:
    """What a table of tiers gives; R2: marginal, retroactive, or the whole quarter at the rate reached."""
    table = clause[key]
    bands = [(figure(tier[0])[0], clause.number(key, "tiers", at, 1)) for at, tier in enumerate(table["tiers"])]
    found: Row = []
    for at, more in enumerate(base):
        since = _begins(clause, table["over"], at)
        before = sum(base[since:at], ZERO)
        reached = before + more
        rate = next(row[at] for above, row in reversed(bands) if reached > above or not above)
        match table["mode"]:
            case "marginal":
                tops = [above for above, _ in bands[1:]] + [max(reached, bands[-1][0])]
                slices = (
                    max(ZERO, min(reached, top) - max(before, above)) * row[at]
                    for (above, row), top in zip(bands, tops, strict=True)
                )
                found.append(sum(slices, ZERO))
            case "retroactive":
                found.append(reached * rate - sum(found[since:at], ZERO))
            case _:
                found.append(more * rate)
    return found


def _begins(clause: Clause, over: str, at: int) -> int:
    """The first quarter of what a base accumulates over."""
    match over:
        case "period":
            return at
        case "year":
            return at - at % 4
        case "calendar_year":
            return max(0, at + 1 - clause.world.quarters[at].number)
        case _:
            return 0


def drawn(added: Row, wanted: Row, *, later: bool = False) -> Row:
    """What is drawn from a balance: as much as is wanted and there; what is added counts at once, or from the next quarter on."""
    left, found = ZERO, []
    for more, want in zip(added, wanted, strict=True):
        found.append(min(left if later else left + more, want))
        left += more - found[-1]
    return found


def _minimum(clause: Clause, earned: Row) -> tuple[Row, Row]:
    """R3: what a carried shortfall takes off royalties, and the top-ups of years."""
    said, promised = clause["minimum"], clause.a_year("minimum", "per_year")
    first = int(said.get("first_year", 1))
    ends = [end and at // 4 + 1 >= first for at, end in enumerate(clause.year_ends())]
    year = [sum(earned[at - at % 4 : at + 1], ZERO) for at in range(len(earned))]
    short = [max(ZERO, least - have) if end else ZERO for end, least, have in zip(ends, promised, year, strict=True)]
    over = [max(ZERO, have - least) if end else ZERO for end, least, have in zip(ends, promised, year, strict=True)]
    match said["carry"]:
        case "shortfall":
            return drawn(short, over, later=True), short
        case "excess":
            return clause.world.zero, minus(short, drawn(over, short, later=True))
        case _:
            return clause.world.zero, short


def _milestones(clause: Clause, base: Row) -> Row:
    found = clause.world.zero
    for number, one in enumerate(clause["milestones"]):
        pays, above = clause.number("milestones", number, "pays"), figure(one["above"])[0]
        passed = [sum(base[_begins(clause, one.get("over", "term"), at) : at + 1], ZERO) > above for at in range(len(base))]  # fmt: skip
        starts = [_begins(clause, one.get("over", "term"), at) == at for at in range(len(base))]
        fresh = [here and (starts[at] or not passed[at - 1]) for at, here in enumerate(passed)]
        found = total(found, only(pays, fresh))
    return found


def licence(**more: object) -> dict[str, Any]:
    return {"kind": "licence", "licensor": "maker", "licensee": "licensee", "systems": ["drone"], "sites": ["line"], **more}  # fmt: skip


RESALE = {"kind": "purchase", "seller": "licensee", "buyer": "third", "systems": ["drone"], "price": "10.01 USD"}


def sold(*units: int, start: str = "2027-Q1") -> Said:
    said = Said(start, "licensee")
    for quarter, number in enumerate(units):
        if number:
            said.delivered(quarter, "resale", number, to="third")
    return said


def cases() -> Iterator[Case]:
    yield from _tiers()
    yield from _carried()
    yield from _capped()
    yield from _made_by_sites()
    for at, over in enumerate(("term", "year", "calendar_year", "period")):
        steps = [{"above": 10_010, "pays": "250000 USD", "over": over}, {"above": 25_000, "pays": "600000.005 USD", "over": over}]  # fmt: skip
        said = sold(400, 600, 1, 0, 0, 3000, 0, 1000, start="2027-Q3")
        yield single(f"milestones {at + 1}", f"over a {over}; exactly at the threshold nothing is paid", deal({"resale": RESALE, "rights": licence(milestones=steps)}, years=2, start="2027-Q3"), said)  # fmt: skip
    for at, tax in enumerate(("0%", "10%", "33.333%", "100%")):
        terms = {"resale": RESALE, "rights": licence(royalty="7%", withholding=tax, withheld_by="state", pay_after="1 months")}  # fmt: skip
        yield single(f"withholding {at + 1}", f"{tax} of each royalty goes to the state; each row is rounded by itself", deal(terms), sold(1, 100, 0, 777))  # fmt: skip


def _tiers() -> Iterator[Case]:
    tables = (
        [[0, "5%"], [1000, "4%"], [5000, "3%"]],
        [[0, "0%"], [2002, "12.5%"]],
        [[0, "1%"], [1001, "2%"], [1002, "2%"], [4004, "0%"]],
    )
    sales = ((100, 100, 300, 0, 100, 401, 1, 50), (1, 99, 1, 399, 0, 0, 100, 100), (500, 0, 0, 0, 200, 200, 200, 200))
    modes, overs = ("marginal", "retroactive", "whole"), ("period", "year", "calendar_year", "term")
    for at, (mode, over, (tiers, units)) in enumerate(product(modes, overs, zip(tables, sales, strict=True))):
        start = ("2027-Q1", "2027-Q2")[at % 2]
        terms = {"resale": RESALE, "rights": licence(tiers={"tiers": tiers, "mode": mode, "over": over})}
        yield single(f"tiers {at + 1}", f"{mode} over {over}, thresholds {[one[0] for one in tiers]}", deal(terms, years=2, start=start), sold(*units, start=start), every=1 if at % 3 == 0 else 4)  # fmt: skip
    said = sold(500, 100, 100, 100, start="2027-Q3")
    terms = {"resale": RESALE, "rights": licence(tiers={"tiers": tables[0], "mode": "marginal", "over": "term"}, since="2027-Q4", until="2028-Q2")}  # fmt: skip
    yield single("tiers since", "what came before the right began fills no tier", deal(terms, start="2027-Q3"), said)


def _carried() -> Iterator[Case]:
    years = ((7000, 14000, 9999, 10001), (14000, 7000, 2000, 30000), (10000, 0, 20000, 5000))
    for at, (carry, earned, first) in enumerate(product(("none", "shortfall", "excess"), years, (1, 2))):
        units = [number // (1 + quarter) for number in earned for quarter in range(4)]
        minimum = {"per_year": "10010.50 USD", "carry": carry, "first_year": first}
        terms = {"resale": RESALE, "rights": licence(royalty="10%", minimum=minimum, pay_after="30 days")}
        yield single(f"minimum {at + 1}", f"carry {carry}, guaranteed from year {first}", deal(terms, years=4), sold(*units), every=8)  # fmt: skip


def _capped() -> Iterator[Case]:
    for at, (recoup, cap) in enumerate(product((None, "50%", "33.333%"), (None, "900.01 USD", "0 USD"))):
        advance = {"amount": "500 USD", "unrecouped": "kept"} | ({} if recoup is None else {"recoup": recoup})
        more = {} if cap is None else {"cap": {"total": cap}}
        terms = {"resale": RESALE, "rights": licence(royalty="30%", advance=advance, upfront="99.995 USD", **more)}
        yield single(f"advance {at + 1}", f"recouped by {recoup or 'all'} of royalties, capped at {cap}", deal(terms), sold(100, 50, 200, 200))  # fmt: skip
    said = Random(5)
    minimum = {"per_year": "2000 USD", "carry": "shortfall"}
    tiers = {"tiers": [[0, "30%"], [3000, "10%"]], "mode": "whole", "over": "year"}
    for at in range(6):
        units = [said.choice((0, 30, 100, 250)) for _ in range(12)]
        rights = licence(tiers=tiers, advance={"amount": "700 USD", "recoup": "40%", "unrecouped": "kept"}, cap={"total": "4000 USD"}, minimum=minimum, withholding="12.5%", withheld_by="state")  # fmt: skip
        yield single(f"together {at + 1}", "tiers, cap, advance, minimum and withholding together", deal({"resale": RESALE, "rights": rights}, years=3), sold(*units), every=2)  # fmt: skip


def _made_by_sites() -> Iterator[Case]:
    sites = {
        "line": {"in": "PL", "of": "licensee", "makes": ["drone", "boat"], "capacity": "1000/quarter", "cost": "1.1"},
        "other": {"in": "DK", "of": "licensee", "makes": ["drone"], "capacity": "1000/quarter"},
    }
    for at, base in enumerate(("units", "cost")):
        said = Said()
        for quarter in range(4):
            said.produced(quarter, "line", 100 * quarter + 1)
            said.produced(quarter, "line", 3, system="boat")
            said.produced(quarter, "other", 7)
        rate = {"tiers": {"tiers": [[0, "2.005 USD"], [300, "1 USD"]], "mode": "marginal", "over": "term"}} if base == "units" else {"royalty": "5.5%"}  # fmt: skip
        rights = licence(base=base, per_unit="0.125 USD", since="2027-Q2", **rate) | {"sites": ["line", "other"]}
        yield single(f"base {at + 1}", f"{base} of what the licensed sites make", deal({"rights": rights}, sites=sites), said)  # fmt: skip
