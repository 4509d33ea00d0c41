"""Small agreed deals for property tests: most forms, with sensible arguments and what was counted under them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from dronedeal.deal import Deal, Kit, Learning, Number, Quarter, Thing, Unfolded
from dronedeal.forms import (
    Advance,
    Audit,
    Cap,
    Combination,
    Damages,
    Deductions,
    Exclusions,
    Index,
    IndexPart,
    Milestone,
    Minimum,
    MostFavoured,
    Recovery,
    Reserve,
    Stacking,
    Tier,
    TierTable,
)
from dronedeal.unfolding import unfold
from tests.brief import brief
from tests.deals import (
    PARTIES,
    SYSTEMS,
    Facts,
    clause,
    count,
    counted_in,
    days,
    deal,
    money,
    months,
    party,
    rate,
    share,
    system,
    times_unit_cost,
)
from tests.strategies import OVERS, PERIODS, RATES, Draw, facts_of, hundredths, numbers, thresholds


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Signed:
    """An agreed deal, what came of it, and who took what was left to choose."""

    deal: Deal
    unfolded: Unfolded
    facts: Facts
    settled: Mapping[str, Decimal]

    def __repr__(self) -> str:
        clauses = {name: one.said for name, one in self.deal.terms.items()}
        nouns = (self.deal.horizon.start, clauses, self.deal.systems["drone"], self.facts, self.settled)
        return "\n".join(brief(noun) for noun in nouns)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ARG002, FBT001 - asked for by Hypothesis
        printer.text(repr(self))


FEES = hundredths(1, 900).map(money)
SHARES = st.integers(1, 40).map(lambda percent: share(Decimal(percent) / 100))
WAITS = st.sampled_from((days(0), days(45), months(1), months(6)))
DOLLARS = st.integers(1, 30).map(money)
"""Prices behind net sales are whole, so that no milestone is passed by less than one."""


@st.composite
def said(draw: Draw, always: Mapping[str, Any], sometimes: Mapping[str, Any]) -> dict[str, Any]:
    """What a clause says: some keys always, each of the others or not; strategies among the values are drawn."""
    chosen = {**always, **{key: value for key, value in sometimes.items() if draw(st.booleans())}}
    return {key: draw(value) if isinstance(value, st.SearchStrategy) else value for key, value in chosen.items()}


@st.composite
def tables(draw: Draw, modes: tuple[str, ...], rates: st.SearchStrategy[Number]) -> TierTable:
    steps = tuple(Tier(above=count(above), rate=draw(rates)) for above in draw(thresholds(most=600)))
    mode, over = draw(st.sampled_from(modes)), draw(st.sampled_from(OVERS))
    return TierTable(tiers=steps, mode=mode, over=over)  # type: ignore[arg-type]


@st.composite
def milestones(draw: Draw) -> tuple[Milestone, ...]:
    above = draw(st.lists(st.integers(0, 900), min_size=1, max_size=2, unique=True))
    return tuple(Milestone(above=count(one), pays=draw(FEES), over=draw(st.sampled_from(OVERS))) for one in above)


def given_back(clause_said: dict[str, Any]) -> dict[str, Any]:
    """Retroactive tiers go without cap and advance, which the form refuses beside them."""
    refused = {"cap", "advance"} if clause_said["tiers"].mode == "retroactive" else set()
    return {key: value for key, value in clause_said.items() if key not in refused}


MINIMUMS = st.builds(
    Minimum, per_year=FEES, carry=st.sampled_from(("none", "shortfall", "excess")), first_year=st.integers(1, 2)
)
DAMAGES = st.builds(Damages, per_day=st.just(share("0.001")), most=SHARES) | st.builds(
    Damages, per_week=st.just(share("0.005")), grace_days=st.just(count(7)), grace=st.sampled_from(("excluded", "counted_back")),
    most=SHARES,
)  # fmt: skip
INDICES = st.builds(
    Index,
    parts=st.tuples(st.builds(IndexPart, weight=SHARES, ratio=numbers(hundredths(0, 2)))),
    dead_band=st.none() | st.just(share("0.02")),
    most=st.none() | st.just(share("0.1")),
)
LICENSED: Mapping[str, Any] = {"licensor": "maker", "licensee": "licensee", "systems": ("drone",), "sites": ("line",)}
PAID: Mapping[str, Any] = {
    "upfront": FEES,
    "cap": st.builds(Cap, total=FEES),
    "advance": st.builds(
        Advance, amount=FEES, unrecouped=st.sampled_from(("kept", "repaid")), recoup=st.none() | SHARES
    ),
    "minimum": MINIMUMS,
    "pay_after": WAITS,
}
CLAUSES: Mapping[str, tuple[str, st.SearchStrategy[dict[str, Any]]]] = {
    "sale": (
        "purchase",
        said(
            {"seller": "maker", "buyer": "buyer", "systems": ("drone", "boat"), "price": times_unit_cost("1.25")},
            {
                "prices": st.fixed_dictionaries({"boat": FEES}),
                "advance": SHARES,
                "retention": SHARES,
                "released": WAITS,
                "lead": WAITS,
                "pay_after": WAITS,
                "index": INDICES,
                "damages": DAMAGES,
            },
        ),
    ),
    "resale": (
        "purchase",
        said(
            {"seller": "licensee", "buyer": "third", "systems": ("drone",), "price": DOLLARS},
            {"least": st.just(rate(3))},
        ),
    ),
    "sold_rights": (
        "licence",
        said(
            {**LICENSED, "tiers": tables(("marginal", "retroactive", "whole"), SHARES)},
            {
                **PAID,
                "milestones": milestones(),
                "since": st.just(Quarter(2028, 1)),
                "until": st.just(Quarter(2028, 3)),
            },
        ).map(given_back),
    ),
    "made_rights": (
        "licence",
        said({**LICENSED, "royalty": SHARES, "base": "cost"}, {**PAID, "per_unit": FEES, "exclusive": st.just(True)}),
    ),
    "counted_rights": (
        "licence",
        said(
            {**LICENSED, "tiers": tables(("marginal", "retroactive"), FEES), "base": "units"},
            {**PAID, "milestones": milestones()},
        ).map(given_back),
    ),
    "taxed_rights": (
        "licence",
        said({**LICENSED, "royalty": SHARES, "withholding": SHARES, "withheld_by": "state"}, PAID),
    ),
    "reported_rights": (
        "licence",
        said(
            {
                **LICENSED,
                "royalty": SHARES,
                "deductions": st.builds(Deductions, most=SHARES, over=st.sampled_from(OVERS)),
            },
            {
                "cap": st.builds(Cap, total=FEES, then=SHARES),
                "minimum": st.builds(Minimum, per_year=FEES, carry=st.just("none"), trued_up=st.just("quarter")),
                "combination": st.builds(Combination, by=st.just("price"), own=FEES, others=FEES),
                "stacking": st.builds(
                    Stacking,
                    credit=SHARES,
                    floor=SHARES,
                    unused=st.sampled_from(("lost", "carried")),
                    expected=st.none() | FEES,
                ),
                "audit": st.builds(Audit, threshold=SHARES, of=st.sampled_from(("due", "reported"))),
                "reserve": st.builds(Reserve, share=SHARES, quarters=st.integers(1, 3)),
                "since": st.just(Quarter(2027, 4)),
                "until": st.just(Quarter(2028, 3)),
            },
        ),
    ),
    "followed_rights": (
        "licence",
        said(
            {**LICENSED, "royalty": SHARES, "withholding": SHARES, "withheld_by": "state", "gross_up": True},
            {"most_favoured": st.builds(MostFavoured, switches=st.sampled_from(("grant", "election")))},
        ),
    ),
    "greater_rights": (
        "licence",
        said({**LICENSED, "royalty": SHARES, "per_unit": DOLLARS, "greater_of": True}, PAID),
    ),
    "levy": (
        "export_levy",
        said(
            {"state": "state", "payer": "maker", "terms": ("sale", "sold_rights"), "share": SHARES}, {"per_unit": FEES}
        ),
    ),
    "common_fund": (
        "fund",
        said(
            {
                "manager": "fund",
                "commitments": st.fixed_dictionaries({"buyer": FEES, "third": FEES}),
                "shares": st.fixed_dictionaries({"buyer": SHARES, "third": SHARES}),
                "finances": st.fixed_dictionaries({"line": SHARES}),
            },
            {"returns": st.fixed_dictionaries({"licensee": SHARES})},
        ),
    ),
    "exchange": (
        "swap",
        said(
            {
                "one": "maker",
                "other": "buyer",
                "one_gives": st.fixed_dictionaries({"drone": FEES}),
                "other_gives": st.fixed_dictionaries({"boat": FEES}),
            },
            {"swing": FEES, "carry": SHARES, "until": st.just(Quarter(2028, 4)), "other_lead": WAITS},
        ),
    ),
    "paid_exchange": (
        "swap",
        said(
            {
                "one": "maker",
                "other": "state",
                "one_gives": {"drone": money("12.50")},
                "other_gives": {"boat": money(40)},
                "payer": "third",
                "payer_share": SHARES,
            },
            {"swing": FEES},
        ),
    ),
    "know_how": (
        "technology",
        said(
            {"owner": "maker", "user": "buyer", "technologies": ("links",)},
            {
                "fee": FEES,
                "yearly": FEES,
                "updates": FEES,
                "optional": st.just(True),
                "since": st.just(Quarter(2028, 1)),
            },
        ),
    ),
    "amends": (
        "compensation",
        said({"payer": "buyer", "payee": "state"}, {}).map(lambda one: {**one, "amount": money(75)}),
    ),
    "access": (
        "data_access",
        said(
            {"provider": "state", "user": "buyer", "fee": FEES},
            {
                "use": numbers(hundredths(0, 900)),
                "metered": tables(("marginal",), FEES),
                "seats": RATES,
                "per_seat": FEES,
            },
        ),
    ),
    "branch": (
        "subsidiary",
        said(
            {"parent": "maker", "company": "licensee", "sites": ("line",), "systems": ("drone",)},
            {"equity": FEES, "capital": SHARES, "dividends": SHARES, "service_fee": SHARES},
        ),
    ),
    "work": (
        "offset",
        said(
            {
                "obligor": "maker",
                "beneficiary": "buyer",
                "multipliers": {"parts": count("0.5"), "technology": count(2)},
                "per_year": FEES,
                "surplus": st.sampled_from(("lost", "banked")),
                "penalty": SHARES,
            },
            {"share": SHARES, "terms": ("sale",), "expected": st.fixed_dictionaries({"parts": FEES})},
        ).map(
            lambda one: (
                one
                if "share" in one and "terms" in one
                else {k: v for k, v in one.items() if k not in {"share", "terms"}}
            )
        ),
    ),
    "common_line": (
        "joint_production",
        said(
            {
                "company": "licensee",
                "sites": ("line",),
                "systems": ("drone",),
                "profit": st.fixed_dictionaries({"maker": SHARES, "buyer": SHARES}),
                "recovery": st.builds(Recovery, most=SHARES, over=st.sampled_from(OVERS)),
            },
            {},
        ),
    ),
    "abroad": (
        "third_country",
        said(
            {"owner": "maker", "exporter": "licensee", "terms": ("resale",), "share": SHARES},
            {
                "exclusions": st.builds(
                    Exclusions,
                    what=st.just("freight"),
                    unused=st.sampled_from(("lost", "carried")),
                    expected=st.none() | FEES,
                )
            },
        ),
    ),
}
"""Clauses by name: the form and what may be said under it."""


UNPLANNED = frozenset(
    {
        Thing.DAYS_LATE,
        Thing.GRANTED,
        Thing.ELECTED,
        Thing.AUDITED_DUE,
        Thing.AUDITED_REPORTED,
        Thing.AUDITED_COST,
        Thing.INCURRED,
    }
)
"""What clauses multiply with or divide by, and no plan decides: nothing, where a program reads it."""


@st.composite
def signed(draw: Draw, *always: str, days_late: bool = True) -> Signed:
    """A small agreed deal: two to five clauses among up to seven parties, and what came of it."""
    names = [
        *always,
        *draw(st.lists(st.sampled_from(sorted(CLAUSES.keys() - {*always})), min_size=2, max_size=4, unique=True)),
    ]
    clauses = [clause(name, CLAUSES[name][0], **draw(CLAUSES[name][1])) for name in sorted(names)]
    present = [
        one if "terms" not in one.said else replace(one, said={**one.said, "terms": _present(one.said["terms"], names)})
        for one in clauses
    ]
    learning = Learning(per_doubling=share("0.15"), produced_to_date=count(100), output=rate(40))
    kits = draw(st.sampled_from(({}, {"as_is": Kit(), "cleared": Kit(extra_cost=share("0.21"))})))
    parts = {
        "systems": {
            "drone": system("drone", kits=kits, learning=draw(st.none() | st.just(learning))),
            "boat": SYSTEMS["boat"],
        },
        "parties": {**PARTIES, "maker": party("maker", tax=share("0.18"), taxed_by="state")},
    }
    start = Quarter(2027, draw(st.integers(1, 4)))
    agreement = deal(*present, years=PERIODS // 4, start=start, **parts)
    unfolded = unfold(agreement)
    counted = {one for line in unfolded.lines for one in counted_in(line.quantity)}
    late = set() if days_late else {one for one in counted if one.thing in UNPLANNED}
    settled = {"terms.know_how.optional": Decimal(draw(st.integers(0, 1)))}
    return Signed(deal=agreement, unfolded=unfolded, facts=draw(facts_of(counted - late)), settled=settled)


def _present(terms: Any, names: list[str]) -> tuple[str, ...]:
    return tuple(term for term in terms if term in names)
