"""What one party reports to another: taken where a clause counts it, a finding by row and column everywhere else."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dronedeal.forms import (
    Audit,
    Deductions,
    MostFavoured,
    Progress,
    Recovery,
    Reserve,
    Stacking,
    Stage,
    Tier,
    TierTable,
)
from dronedeal.forms.third_country import Exclusions
from dronedeal.settlement import COLUMNS, accrue, body_of, read_events, said_events, state
from dronedeal.settlement.facts import counts_of
from dronedeal.settlement.favoured import all_in
from tests.deals import clause, count, deal, money, share
from tests.settlement.settling import signed

SALE = clause(
    "sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(100), pays_on="acceptance",
    progress=Progress(rate=share("0.8"), unliquidated="kept"),
)  # fmt: skip
RIGHTS = clause(
    "rights", "licence", licensor="maker", licensee="licensee", systems=("drone",), royalty=share("0.05"),
    deductions=Deductions(most=share("0.1"), over="year"), most_favoured=MostFavoured(switches="grant"),
    stacking=Stacking(credit=share("0.5"), floor=share("0.5"), unused="lost"), reserve=Reserve(share=share("0.1"), quarters=1),
    audit=Audit(threshold=share("0.07"), of="due"), stages=(Stage(name="prototype", pays=money(5)),),
)  # fmt: skip
LATER = clause(
    "later", "licence", licensor="maker", licensee="licensee", systems=("boat",), royalty=share("0.05"),
    most_favoured=MostFavoured(switches="election"),
)  # fmt: skip
ABROAD = clause(
    "abroad", "third_country", owner="maker", exporter="buyer", terms=("sale",), share=share("0.1"),
    exclusions=Exclusions(what="freight", unused="lost"),
)  # fmt: skip
WORK = clause(
    "work", "offset", obligor="maker", beneficiary="buyer", multipliers={"parts": count("0.5")}, per_year=money(100),
    surplus="lost", penalty=share("0.1"),
)  # fmt: skip
ACCESS = clause(
    "access", "data_access", provider="maker", user="buyer", use=count(5),
    metered=TierTable(tiers=(Tier(above=count(0), rate=money(2)),), mode="marginal", over="period"),
)  # fmt: skip
COMMON = clause(
    "common", "joint_production", company="venture", sites=("joint",), systems=("drone",),
    profit={"buyer": share("0.5")}, recovery=Recovery(most=share("0.5"), over="term"),
)  # fmt: skip
WHAT = signed(deal(SALE, RIGHTS, LATER, ABROAD, WORK, ACCESS, COMMON))


def said(kind: str, of: str, **more: object) -> dict[str, object]:
    return {"source": "one", "id": "e", "kind": kind, "effective_on": "2027-05-01", "of": of, **more}


USD = {"currency": "USD"}
TAKEN = (
    said("accepted", "sale", system="drone", quantity=3),
    said("sold", "rights", amount=100, **USD),
    said("sold", "rights", amount=100, deductions=5, **USD),
    said("sold", "licensee", system="drone", amount=100, **USD),
    said("paid_elsewhere", "rights", amount=100, **USD),
    said("given_back", "rights", amount=100, **USD),
    said("audited", "rights", due=100, reported=0, **USD),
    said("audited", "rights", due=100, reported=90, cost=5, **USD),
    said("granted", "rights", rate="0.04"),
    said("granted", "rights", rate=0, amount=100_000, sales=4_000_000, **USD),
    said("elected", "later", rate="0.04"),
    said("incurred", "common", by="buyer", amount=100, **USD),
    said("incurred", "sale", by="maker", amount=100, **USD),
    said("excluded", "abroad", amount=100, **USD),
    said("credited", "work", what="parts", amount=100, **USD),
    said("metered", "access", quantity="1.5"),
    said("reached", "rights", what="prototype"),
)


@pytest.mark.parametrize("one", TAKEN, ids=lambda one: f"{one['kind']} {one['of']}")
def test_what_a_clause_counts_is_taken(one: dict[str, object]) -> None:
    [event], findings = said_events([one], WHAT)

    assert findings == ()
    assert {body_of(event)[name] for name in ("kind", "of")} == {one["kind"], one["of"]}
    assert {counted for counted, _ in counts_of(event)} <= WHAT.counted


@pytest.mark.parametrize(
    ("one", "column", "message"),
    [
        (said("sold", "sale", amount=100, **USD), "of", "is no licence, or company with a licence"),
        (said("sold", "licensee", amount=100, **USD), "system", "needs system"),
        (said("sold", "licensee", system="boat", amount=100, **USD), "system", "'boat' is no system"),
        (said("sold", "rights", amount=100), "currency", "sold needs currency"),
        (said("sold", "rights", amount=100, currency="EUR"), "currency", "told in USD"),
        (said("sold", "rights", amount="100.001", **USD), "amount", "no amount of USD"),
        (said("sold", "rights", amount=100, deductions="0.001", **USD), "deductions", "no amount of USD"),
        (said("sold", "rights", amount=100, due=5, **USD), "due", "means nothing of sold"),
        (said("accepted", "export", system="drone", quantity=3), "of", "is no clause that delivers goods"),
        (said("accepted", "sale", system="drone", to="third", quantity=3), "to", "delivers no drone to third"),
        (said("granted", "later", rate="0.04"), "of", "most favoured from the day of a grant"),
        (said("elected", "rights", rate="0.04"), "of", "from the quarter after it elects"),
        (said("granted", "rights", rate=4), "rate", "rate 4 is no share"),
        (said("granted", "rights", rate="0.04", amount=5, **USD), "sales", "a rate on some sales"),
        (said("granted", "rights", rate="0.04", sales=5, **USD), "amount", "a rate on some sales"),
        (said("granted", "rights", rate="0.04", sales=5, amount=5), "currency", "granted needs currency"),
        (said("audited", "rights", due=0, reported=90, **USD), "due", "no figure above zero"),
        (said("audited", "rights", due=5, **USD), "reported", "needs reported"),
        (said("incurred", "common", by="maker", amount=5, **USD), "by", "'maker' is no party that common counts"),
        (said("incurred", "common", amount=5, **USD), "by", "needs by"),
        (said("credited", "work", what="training", amount=5, **USD), "what", "'training' is no kind of credit or stage that work counts"),
        (said("credited", "work", amount=5, **USD), "what", "needs what"),
        (said("reached", "rights", what="test"), "what", "'test' is no kind of credit or stage that rights counts"),
        (said("reached", "work", what="test"), "of", "clause with stages"),
        (said("metered", "sale", quantity=5), "of", "clause with metered use"),
        (said("excluded", "rights", amount=5, **USD), "of", "clause with exclusions"),
        (said("paid_elsewhere", "later", amount=5, **USD), "of", "licence with stacking"),
        (said("given_back", "later", amount=5, **USD), "of", "licence with a reserve"),
        (said("sold", "rights", amount=100, **USD) | {"effective_on": "2031-01-01"}, "effective_on", "outside the deal's term"),
    ],
)  # fmt: skip
def test_what_no_clause_counts_is_found_at_its_column_with_a_mend(
    one: dict[str, object], column: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "events.csv"
    path.write_text(f"{','.join(COLUMNS)}\n{','.join(str(one.get(name, '')) for name in COLUMNS)}\n", "utf-8")

    events, findings = read_events(path, WHAT)

    assert events == ()
    assert (f"events.csv:2:{COLUMNS.index(column) + 1}", True) in {
        (str(finding.place), message in finding.message) for finding in findings
    }, findings
    assert all(finding.mend for finding in findings)


def test_an_offer_all_in_compares_its_lump_sum_as_a_rate() -> None:
    assert all_in(Decimal("0.03"), Decimal(100_000), Decimal(4_000_000)) == Decimal("0.055")
    assert all_in(Decimal("0.03")) == Decimal("0.03")


def test_r6_an_all_in_rate_that_is_worse_switches_nothing() -> None:
    reports = [
        said("sold", "rights", amount=1_000, **USD) | {"id": "s"},
        said("granted", "rights", rate="0.03", amount=100_000, sales=4_000_000, **USD) | {"id": "g", "effective_on": "2027-02-01"},
    ]  # fmt: skip
    plain = [reports[0], said("granted", "rights", rate="0.03") | {"id": "g", "effective_on": "2027-02-01"}]

    owed = [
        sum(
            one.minor
            for one in accrue(WHAT, said_events(some, WHAT)[0], date(2027, 12, 31)).payables
            if one.line.clause == "rights"
        )
        for some in (reports, plain)
    ]

    assert owed == [5_000, 3_000]


def test_acceptance_of_more_than_was_delivered_counts_for_nothing_and_is_told() -> None:
    events, _ = said_events(
        [
            said("delivered", "sale", system="drone", quantity=5) | {"id": "d1"},
            said("accepted", "sale", system="drone", quantity=8) | {"id": "a1"},
            said("delivered", "sale", system="drone", quantity=1) | {"id": "d2", "effective_on": "2027-08-01"},
        ],
        WHAT,
    )

    accrued = accrue(WHAT, events, date(2027, 12, 31))

    prices = {str(one.quarter): one.minor for one in accrued.payables if one.line.path == "terms.sale/price"}
    assert prices == {"2027-Q2": 50_000, "2027-Q3": 10_000}
    assert ("one/a1", "more was accepted than had been delivered") in accrued.uncounted


def test_a_statement_lists_what_a_partner_may_have_of_output() -> None:
    shares = {"buyer": share("0.6"), "state": share("0.4")}
    common = clause(
        "common",
        "joint_production",
        company="venture",
        sites=("joint",),
        systems=("drone",),
        output=shares,
        entitlements=True,
    )
    what = signed(deal(common))
    made, _ = said_events([said("produced", "joint", system="drone", quantity=1003)], what)

    body = state(what, made, party="buyer", to=date(2027, 12, 31)).body

    assert [(one["line"], one["quarter"], one["units"]) for one in body["entitled"]] == [
        ("terms.common/entitled/buyer", "2027-Q2", 602)
    ]


def test_the_formula_of_a_reported_figure_puts_its_numbers_in() -> None:
    events, _ = said_events([said("audited", "rights", due=100, reported=80, cost=7, **USD)], WHAT)

    [line] = [one for one in accrue(WHAT, events, date(2027, 12, 31)).payables if one.line.label == "audit"]

    assert line.minor == 2_700
    assert line.formula == (
        "((100 due by an audit - 80 reported before an audit) + 1 [more than 0.07 reached in this quarter] × 7 cost of an audit)"
    )
    assert line.events == ("one/e",)
