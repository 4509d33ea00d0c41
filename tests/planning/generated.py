"""Small deals for property tests of planning: two to four parties, one or two systems, clauses with kinks now and then.

Every deal is a document, so that what is tested is what a person can write. Amounts are whole and of everyday size.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from dronedeal.deal.deal import Deal
from dronedeal.deal.number import Agreed, Open
from dronedeal.planning import Bases
from tests.planning.small import read

__all__ = ["deals", "documents", "size_of"]

_RATES = st.sampled_from(("0%", "4%", "12%"))
_LEADS = st.sampled_from(("0 days", "3 months", "6 months"))
Tables = dict[str, Any]


def money(low: int, high: int) -> st.SearchStrategy[str]:
    return st.integers(low, high).map(lambda amount: f"{amount} USD")


@st.composite
def documents(draw: st.DrawFn, *, fixed: bool = False, free: bool = False) -> Tables:
    """A document.

    Parameters
    ----------
    fixed
        Whether prices are agreed, so that the program is exact.
    free
        Whether nothing is promised that could forbid a deal: no least purchase, no minimum.
    """
    years = draw(st.integers(1, 2))
    document: Tables = {
        "dronedeal": 1, "title": "A generated deal", "currency": "USD", "horizon": {"start": "2027-Q1", "years": years},
        "parties": {
            "maker": {"kind": "company", "in": "UA", "discount_rate": draw(_RATES)},
            "buyer": {"kind": "state", "role": "principal", "discount_rate": draw(_RATES)},
        },
        "systems": {}, "sites": {}, "needs": {}, "alternatives": {}, "terms": {},
    }  # fmt: skip
    names = ["drone", "boat"][: draw(st.integers(1, 2))]
    for name in names:
        document["systems"][name] = draw(_system(name))
    document["sites"]["line"] = draw(_site(names))
    _buyer(draw, document, names, years)
    if draw(st.booleans()):
        _host(draw, document, names)
    _sale(draw, document, names, fixed=fixed, free=free)
    if draw(st.booleans()):
        _licence(draw, document, names, fixed=fixed, free=free)
    return document


def deals(**how: bool) -> st.SearchStrategy[Deal]:
    """A deal read from such a document."""
    return documents(**how).map(read)


def size_of(deal: Deal) -> float:
    """The largest item of value in a deal: what a quarter's need is worth, or a line full for a quarter costs or brings.

    A solver meets a bound to some share of it, also where in the end nothing is gained.
    """
    bases = Bases(deal)
    worths = [
        float(bases.vector(need.quantity).max() * max(bases.scalar(step.worth) for step in need.worth.then))
        for need in deal.needs.values()
    ]
    costs = [
        float(bases.vector(site.capacity).max() * bases.unit_cost(system, kit).max())
        for site in deal.sites.values()
        for system in site.makes
        for kit in deal.systems[system].kit_names
    ]
    made = max(float(bases.vector(site.capacity).max()) for site in deal.sites.values())
    prices = [ends_of(clause.said["price"])[1] * made for clause in deal.terms.values() if "price" in clause.said]
    return max(1.0, *worths, *costs, *prices)


def ends_of(number: object) -> tuple[float, float]:
    """The ends of an open number; of an agreed one its value, twice."""
    if isinstance(number, Open):
        return float(number.low), float(number.high)
    assert isinstance(number, Agreed)
    return float(number.value), float(number.value)


@st.composite
def _system(draw: st.DrawFn, name: str) -> Tables:
    system: Tables = {
        "domain": "air" if name == "drone" else "sea", "unit_cost": draw(money(500, 2_000)),
        "effects": {"strike" if name == "drone" else "patrol": draw(st.sampled_from(("1", "0.6")))},
        "ageing": draw(st.sampled_from(("0%", "20%", "100%"))),
    }  # fmt: skip
    if draw(st.booleans()):
        system["kits"] = {"as_is": {}, "cleared": {"extra_cost": "30%", "from": draw(_quarters())}}
        system["barred"] = [{"kit": "as_is", "buyer": "buyer", "from": draw(_quarters()), "rule": "list"}]
    return system


def _quarters() -> st.SearchStrategy[str]:
    return st.sampled_from(("2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4"))


@st.composite
def _site(draw: st.DrawFn, names: list[str]) -> Tables:
    site: Tables = {"in": "UA", "of": "maker", "makes": names, "capacity": f"{draw(st.integers(20, 200))}/quarter"}
    if draw(st.booleans()):
        site["build"] = {
            "capital": draw(money(20, 600)), "most": f"{draw(st.integers(10, 80))}/quarter", "lead": draw(_LEADS),
        }  # fmt: skip
    return site


def _buyer(draw: st.DrawFn, document: Tables, names: list[str], years: int) -> None:
    if draw(st.booleans()):
        by_year = {str(2027 + year): draw(money(20_000, 500_000)) for year in range(years)}
        carry = draw(st.sampled_from(({}, {"carry": "100%"})))
        document["parties"]["buyer"]["budgets"] = {"defence": {"by_year": by_year, **carry}}
    for name in names:
        role = "strike" if name == "drone" else "patrol"
        need: Tables = {
            "of": "buyer", "service": "Army", "role": role, "quantity": f"{draw(st.integers(10, 150))}/quarter",
            "worth": {"then": [[draw(st.integers(50, 300)), draw(money(1_500, 4_000))], [2_000, draw(money(300,
            1_400))]]},
            "kind": "flow",
        }  # fmt: skip
        if draw(st.booleans()):
            need |= {"kind": "stock", "stock": draw(st.integers(50, 400)), "shelf_life": "9 months"}
        if draw(st.booleans()):
            need["worth"]["avoids"] = f"other_{name}"
            document["alternatives"][f"other_{name}"] = {
                "for": "buyer", "role": role, "unit_cost": draw(money(1_500, 6_000)),
                "capacity": f"{draw(st.integers(5, 60))}/quarter", "effect": draw(st.sampled_from(("1", "2"))),
            }  # fmt: skip
        document["needs"][f"needs_{name}"] = need


def _host(draw: st.DrawFn, document: Tables, names: list[str]) -> None:
    """A host whose own forces already take what the line makes; its contract stands, at a unit's worth or less."""
    document["parties"]["host"] = {"kind": "state", "role": "principal", "discount_rate": draw(_RATES)}
    document["needs"]["front"] = {
        "of": "host", "service": "forces", "own": draw(st.sampled_from(("true", "false"))), "role": "strike",
        "kind": "flow", "quantity": f"{draw(st.integers(10, 120))}/quarter",
        "worth": {"then": [[2_000, draw(money(2_500, 5_000))]]},
    }  # fmt: skip
    document["terms"]["orders"] = {
        "kind": "purchase", "status": "existing", "seller": "maker", "buyer": "host", "systems": names,
        "price": draw(money(2_000, 3_000)),
    }  # fmt: skip
    if draw(st.booleans()):
        document["sites"]["line"] |= {"reserve": draw(st.sampled_from(("30%", "70%"))), "reserved_for": "host"}
    if draw(st.booleans()):
        document["parties"]["maker"] |= {"tax": "18%", "taxed_by": "host"}


def _sale(draw: st.DrawFn, document: Tables, names: list[str], *, fixed: bool, free: bool) -> None:
    sale: Tables = {"kind": "purchase", "seller": "maker", "buyer": "buyer", "systems": names, "lead": draw(_LEADS)}
    low = draw(st.integers(900, 2_500))
    if fixed or draw(st.booleans()):
        sale["price"] = f"{low} USD"
    else:
        sale["price"] = {"open": [f"{low} USD", f"{low + draw(st.integers(50, 1_500))} USD"]}
    if draw(st.booleans()):
        sale |= {"advance": "15%", "pay_after": "45 days"}
    if draw(st.booleans()):
        sale["most"] = f"{draw(st.integers(50, 400))}/year"
    if not free and draw(st.integers(0, 3)) == 0:
        sale["least"] = f"{draw(st.integers(5, 40))}/year"
    document["terms"]["sale"] = sale


def _licence(draw: st.DrawFn, document: Tables, names: list[str], *, fixed: bool, free: bool) -> None:
    document["parties"]["owner"] = {"kind": "company", "in": "UA", "discount_rate": draw(_RATES)}
    document["sites"]["licensed"] = {
        "in": "UA", "of": "maker", "makes": names, "under": "licence",
        "capacity": f"{draw(st.integers(10, 100))}/quarter", "cost": draw(st.sampled_from(("0.8", "1", "1.2"))),
    }  # fmt: skip
    terms: Tables = {
        "kind": "licence", "licensor": "owner", "licensee": "maker", "systems": names, "sites": ["licensed"],
        "base": "cost",
    }  # fmt: skip
    if draw(st.integers(0, 3)) == 0:
        terms["status"] = "existing"
    kind = draw(st.sampled_from(("royalty", "marginal", "retroactive")))
    if kind == "royalty":
        agreed = fixed or "status" in terms or draw(st.booleans())
        terms["royalty"] = "4%" if agreed else {"open": ["1%", "9%"]}
    else:
        rates = draw(st.sampled_from((("6%", "3%"), ("2%", "5%"))))
        step = draw(st.integers(20_000, 200_000))
        terms["tiers"] = {
            "mode": kind, "over": "year", "tiers": [{"above": 0, "rate": rates[0]}, {"above": step, "rate": rates[1]}],
        }  # fmt: skip
    others = ("nothing",) if kind == "retroactive" else ("nothing", "cap", "advance", "minimum")
    match draw(st.sampled_from(others)):
        case "cap":
            terms["cap"] = {"total": draw(money(1_000, 20_000))}
        case "advance":
            terms["advance"] = {
                "amount": draw(money(500, 5_000)),
                "unrecouped": draw(st.sampled_from(("kept", "repaid"))),
                "recoup": "50%",
            }
        case "minimum" if not free:
            terms["minimum"] = {
                "per_year": draw(money(100, 2_000)),
                "carry": draw(st.sampled_from(("none", "shortfall", "excess"))),
            }
        case _:
            pass
    document["terms"]["licence"] = terms
