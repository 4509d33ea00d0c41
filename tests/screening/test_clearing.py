"""Kits, bars and duties of a deal from its bills: what screening finds takes the place of bars written by hand."""

import dataclasses
import time
from decimal import Decimal
from pathlib import Path

import pytest

import dronedeal
from dronedeal.deal import Agreed, Quarter, Triangle, Uncertain
from dronedeal.deal.deal import lift
from dronedeal.deal.number import Number, Series
from dronedeal.document import read_folder
from dronedeal.screening import Cleared, clear
from dronedeal.screening.bill import Alternative, Bill, Part
from dronedeal.screening.bills import read_bill
from dronedeal.screening.kits import lead_of

REFERENCE = Path("examples/us-ukraine")

DEAL = """\
dronedeal: 1
title: A deal that is screened
horizon: {start: 2027-Q1, years: 3}
currency: USD
rules: [us_defence, us_federal]
parties:
  maker: {kind: company, in: UA, discount_rate: 10%}
  army: {kind: state, in: US, discount_rate: 4%, buys_as: {buyer: US-DoD, facts: {is_cots: no}}}
systems:
  drone:
    domain: air
    effects: {strike: 1}
    unit_cost: 3_000 USD
    kits: {as_is: {bom: boms/as-is.csv}, cleared: {bom: boms/cleared.csv, extra_cost: 20%, from: 2027-Q3}}
sites:
  plant: {in: UA, of: maker, makes: [drone], capacity: 500/quarter}
needs:
  targets: {of: army, service: Army, role: strike, kind: flow, quantity: 400/quarter, worth: {avoids: rival, then: [[8_000, 9_000 USD]]}}
alternatives:
  rival: {for: army, role: strike, unit_cost: RIVAL USD, capacity: 400/quarter}
terms:
  order: {kind: purchase, status: proposed, seller: maker, buyer: army, systems: [drone], price: {open: [3_000 USD, 8_000 USD]}}
"""
AS_IS = """\
id,inside,name,category,quantity,cost,currency,manufactured country,manufactured by,evidence
drone,,Drone,,1,,USD,UA,maker,self_declared
controller,drone,Controller,flight_controller,1,100,USD,CN,works,self_declared
frame,drone,Frame,airframe,1,900,USD,UA,maker,self_declared
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "boms").mkdir()
    (tmp_path / "deal.yaml").write_text(DEAL.replace("RIVAL", "9_000"), "utf-8")
    (tmp_path / "boms" / "as-is.csv").write_text(AS_IS, "utf-8")
    (tmp_path / "boms" / "cleared.csv").write_text(AS_IS.replace("CN,works", "KR,works"), "utf-8")
    return tmp_path


def test_a_kit_that_fails_is_barred_to_the_buyer_from_its_bill(folder: Path) -> None:
    deal = dronedeal.read(folder)

    bars = [(bar.kit, bar.buyer, bar.rule, bar.since) for bar in deal.systems["drone"].barred]

    assert bars == [("as_is", "army", "US-DOD-848", Quarter(2027, 1))]


def test_the_plan_delivers_the_cleared_kit_only(folder: Path) -> None:
    plan = dronedeal.plan(dronedeal.read(folder))

    kits = {line.kit for line in plan.deliveries if line.to_party == "army" and line.units > 0}

    assert kits == {"cleared"}


def test_what_the_bars_of_a_rule_cost_stands_among_clause_costs(folder: Path) -> None:
    deal = dronedeal.read(folder)
    plan = dronedeal.plan(deal)

    cost = next(one for one in plan.clauses if one.path == "rules.US-DOD-848")
    free = dronedeal.plan(lift(deal, "US-DOD-848"), package=plan.package)

    assert cost.cost > 0
    assert cost.cost == pytest.approx(free.joint_value - plan.joint_value, rel=1e-4)
    assert "a year" in cost.text


@pytest.mark.parametrize(("rule", "left"), [("US-DOD-4872", {"as_is"}), ("US-DOD-848", {"as_is", "cleared"})])
def test_a_bar_by_hand_gives_way_where_the_bill_answers_and_holds_where_it_leaves_a_question(
    folder: Path, rule: str, left: set[str]
) -> None:
    text = (folder / "deal.yaml").read_text("utf-8")
    by_hand = f"    barred: [{{kit: cleared, buyer: army, rule: {rule}, from: 2027-Q1, why: by hand}}]\nsites:"
    (folder / "deal.yaml").write_text(text.replace("sites:", by_hand, 1), "utf-8")

    findings = dronedeal.check(folder)
    bars = dronedeal.read(folder).systems["drone"].barred

    assert [finding.code for finding in findings if finding.code.startswith("S")] == ["S202"]
    assert "its bill gives" in findings[0].message
    assert {bar.kit for bar in bars} == left


def test_a_bar_by_hand_that_the_bill_bears_out_is_no_finding(folder: Path) -> None:
    text = (folder / "deal.yaml").read_text("utf-8")
    by_hand = "    barred: [{kit: as_is, buyer: army, rule: US-DOD-848, from: 2027-Q1, why: by hand}]\nsites:"
    (folder / "deal.yaml").write_text(text.replace("sites:", by_hand, 1), "utf-8")

    assert not [finding for finding in dronedeal.check(folder) if finding.code == "S202"]


def test_an_offer_that_is_compared_at_half_more_is_barred_where_it_then_loses(folder: Path) -> None:
    text = (folder / "deal.yaml").read_text("utf-8")
    (folder / "deal.yaml").write_text(text.replace("9_000 USD, capacity", "4_000 USD, capacity"), "utf-8")

    rules = {bar.rule for bar in dronedeal.read(folder).systems["drone"].barred if bar.kit == "cleared"}

    assert rules == {"US-BAA"}


def test_an_unknown_verdict_bars_only_if_the_buyer_says_so(folder: Path) -> None:
    path = folder / "boms" / "cleared.csv"
    path.write_text(AS_IS.replace("CN,works", ",works"), "utf-8")
    told = {bar.kit for bar in dronedeal.read(folder).systems["drone"].barred}
    text = (folder / "deal.yaml").read_text("utf-8")
    (folder / "deal.yaml").write_text(text.replace("is_cots: no}}", "is_cots: no}, unknown: bars}"), "utf-8")

    barred = {bar.kit for bar in dronedeal.read(folder).systems["drone"].barred if bar.rule == "US-DOD-848"}

    assert told == {"as_is"}
    assert barred == {"as_is", "cleared"}


def test_every_verdict_behind_the_bars_is_handed_over(folder: Path) -> None:
    cleared = clear(folder, dronedeal.read(folder))

    verdicts = {(one.kit, one.rule): one.verdict for one in cleared.clearances if one.since == Quarter(2027, 1)}

    assert verdicts["as_is", "US-DOD-848"] == "fail"
    assert verdicts["cleared", "US-DOD-848"] == "unknown", "the domicile of the makers is not known"
    assert all(one.reason for one in cleared.clearances)


def test_a_kind_of_buyer_that_no_rule_knows_is_an_error_with_a_mend(folder: Path) -> None:
    text = (folder / "deal.yaml").read_text("utf-8")
    (folder / "deal.yaml").write_text(text.replace("US-DoD", "US-DOD"), "utf-8")

    finding = dronedeal.check(folder)[0]

    assert finding.code == "S201"
    assert "did you mean US-DoD" in finding.message


def test_a_bill_that_is_not_there_is_an_error_at_its_file(folder: Path) -> None:
    (folder / "boms" / "cleared.csv").unlink()

    finding = dronedeal.check(folder)[0]

    assert finding.severity == "error"
    assert finding.place.file == "boms/cleared.csv"


def test_duty_is_owed_on_what_is_imported_to_the_state_that_takes_it(folder: Path) -> None:
    text = (folder / "deal.yaml").read_text("utf-8")
    text = text.replace("rules: [us_defence, us_federal]", "rules: [us_market]").replace(
        "buys_as: {buyer: US-DoD, facts: {is_cots: no}}",
        "buys_as: {buyer: US-commercial, duty_to: customs, facts: {imported: yes, new_fcc_authorisation: no}}",
    )
    text = text.replace("  maker: {kind", "  customs: {kind: state, in: US, discount_rate: 4%}\n  maker: {kind", 1)
    (folder / "deal.yaml").write_text(text, "utf-8")
    for path in (folder / "boms").iterdir():
        head, product, *rest = path.read_text("utf-8").splitlines()
        light = (f"{head},fact:mtow_kg,fact:has_thermal", f"{product},3,no", *(f"{line},," for line in rest))
        path.write_text("\n".join(light) + "\n", "utf-8")

    deal = dronedeal.read(folder)
    plan = dronedeal.plan(deal, costs=False)

    duties = {name: clause for name, clause in deal.terms.items() if name.startswith("duty_")}
    assert {clause.form for clause in duties.values()} == {"export_levy"}
    paid = sum(one.amount for one in plan.cash if one.term in duties)
    invoiced = sum(one.amount for one in plan.cash if one.term == "order")
    assert {one.creditor for one in plan.cash if one.term in duties} == {"customs"}
    assert paid == pytest.approx(0.25 * invoiced, rel=1e-6)
    assert paid > 0


COSTED = AS_IS.replace("drone,,Drone,,1,,USD", "drone,,Drone,,1,2000,USD")


def costed(folder: Path, cleared: str, extra: str = "", unit_cost: str = "2_000 USD") -> Cleared:
    """The deal with bills that say what a drone costs: 2,000 USD as it is, and as much as said cleared."""
    words = DEAL.replace("RIVAL", "9_000").replace(", extra_cost: 20%", extra).replace("3_000 USD\n", f"{unit_cost}\n")
    (folder / "deal.yaml").write_text(words, "utf-8")
    (folder / "boms" / "as-is.csv").write_text(COSTED, "utf-8")
    clean = COSTED.replace("CN,works", "KR,works").replace("1,2000,USD", f"1,{cleared},USD")
    (folder / "boms" / "cleared.csv").write_text(clean, "utf-8")
    read = read_folder(folder)
    assert read.deal is not None
    return clear(folder, read.deal)


def extra_cost(found: Cleared) -> Number | None:
    return found.deal.systems["drone"].kits["cleared"].extra_cost


def test_a_kit_costs_more_than_the_first_by_as_much_as_its_bill(folder: Path) -> None:
    extra = extra_cost(costed(folder, "2500"))

    assert isinstance(extra, Agreed)
    assert extra.value == Decimal("0.25")


def test_what_a_kit_costs_reaches_the_plan(folder: Path) -> None:
    costed(folder, "2500")

    plan = dronedeal.plan(dronedeal.read(folder))
    made = {line.kit: line for line in plan.deliveries if line.units > 0}

    costed(folder, "2900")
    dearer = dronedeal.plan(dronedeal.read(folder))

    units = sum(line.units for line in dearer.deliveries if line.kit == "cleared")
    assert made.keys() == {"cleared"}
    assert plan.joint_value > dearer.joint_value
    assert units > 0


def test_an_extra_cost_by_hand_gives_way_to_the_bill_and_that_is_told(folder: Path) -> None:
    found = costed(folder, "2500", ", extra_cost: 20%")

    extra = extra_cost(found)
    assert isinstance(extra, Agreed)
    assert extra.value == Decimal("0.25")
    assert [one.code for one in found.findings] == ["S203"]
    assert "20.0% by hand; its bill gives 25.0%" in found.findings[0].message


def test_a_range_keeps_its_ends_and_takes_the_bills_figure_as_base(folder: Path) -> None:
    found = costed(folder, "2500", ", extra_cost: {triangle: [10%, 20%, 60%]}")

    extra = extra_cost(found)
    assert isinstance(extra, Uncertain)
    assert (extra.base, extra.distribution) == (
        Decimal("0.25"),
        Triangle(low=Decimal("0.10"), mode=Decimal("0.20"), high=Decimal("0.60")),
    )
    assert "within the range" in found.findings[0].message


def test_a_bill_outside_of_the_range_is_believed(folder: Path) -> None:
    found = costed(folder, "3800", ", extra_cost: {triangle: [10%, 20%, 60%]}")

    extra = extra_cost(found)
    assert isinstance(extra, Agreed)
    assert extra.value == Decimal("0.9")


@pytest.mark.parametrize(
    "said", [", extra_cost: 25%", ", extra_cost: {triangle: [10%, 25%, 60%]}", ", extra_cost: {open: [10%, 60%]}"]
)
def test_where_hand_and_bill_agree_or_the_number_is_on_the_table_nothing_is_told(folder: Path, said: str) -> None:
    assert costed(folder, "2500", said).findings == ()


@pytest.mark.parametrize("cost", ["2200", "3200", "2199.8", "3200.2"])
def test_a_range_is_kept_where_the_bill_lies_at_its_end(cost: str, folder: Path) -> None:
    extra = extra_cost(costed(folder, cost, ", extra_cost: {triangle: [10%, 20%, 60%]}"))

    assert isinstance(extra, Uncertain)
    assert extra.base == (Decimal("0.1") if cost.startswith("2") else Decimal("0.6"))


def test_years_hold_where_the_bill_lies_among_them_and_that_is_told(folder: Path) -> None:
    found = costed(folder, "2400", ", extra_cost: {by_year: {2027: 25%, 2028: 15%}}")

    extra = extra_cost(found)
    assert isinstance(extra, Series)
    assert [one.code for one in found.findings] == ["S203"]
    assert "15.0% to 25.0% by hand; its bill gives 20.0%, within the years" in found.findings[0].message


def test_a_bill_outside_of_the_years_is_believed(folder: Path) -> None:
    found = costed(folder, "3000", ", extra_cost: {by_year: {2027: 25%, 2028: 15%}}")

    extra = extra_cost(found)
    assert isinstance(extra, Agreed)
    assert extra.value == Decimal("0.5")
    assert "by hand; its bill gives 50.0%" in found.findings[0].message


@pytest.mark.parametrize("years", ["{2027: 25%, 2028: 25%}", "{2027: 25%, 2028: {open: [10%, 60%]}}"])
def test_years_that_agree_with_the_bill_or_are_on_the_table_are_no_finding(years: str, folder: Path) -> None:
    assert costed(folder, "2500", f", extra_cost: {{by_year: {years}}}").findings == ()


def test_a_kit_beside_a_first_one_whose_cost_is_given_by_year_is_told(folder: Path) -> None:
    costed(folder, "2500")
    deal = folder / "deal.yaml"
    years = "bom: boms/as-is.csv, extra_cost: {by_year: {2027: 5%, 2028: 0%}}"
    deal.write_text(deal.read_text("utf-8").replace("bom: boms/as-is.csv", years), "utf-8")
    read = read_folder(folder)
    assert read.deal is not None

    [finding] = [one for one in clear(folder, read.deal).findings if one.code == "S203"]

    assert "open or given by year: it is counted at unit_cost" in finding.message


def test_a_bill_far_from_unit_cost_is_told_and_unit_cost_stays(folder: Path) -> None:
    found = costed(folder, "2500", unit_cost="3_000 USD")

    assert ["unit_cost is 3,000" in one.message for one in found.findings] == [True]
    assert found.deal.systems["drone"].unit_cost == read_folder(folder).deal.systems["drone"].unit_cost  # type: ignore[union-attr]


def test_where_a_kits_cost_arises_comes_from_its_bill(folder: Path) -> None:
    found = costed(folder, "2000").deal.origins

    assert {(one.kit, one.country): one.share for one in found} == {
        ("as_is", "UA"): Decimal("0.9500"),
        ("as_is", "CN"): Decimal("0.0500"),
        ("cleared", "UA"): Decimal("0.9500"),
        ("cleared", "KR"): Decimal("0.0500"),
    }


def test_a_kit_can_be_built_when_its_parts_can_be_had() -> None:
    bill, _ = read_bill(REFERENCE / "boms" / "ugv-as-is.cdx.json", "ugv-as-is")
    cleared, _ = read_bill(REFERENCE / "boms" / "ugv-cleared.cdx.json", "ugv-cleared")
    assert bill is not None
    assert cleared is not None

    assert lead_of(bill, cleared) == 180
    assert lead_of(bill, bill) is None


def test_a_quarter_by_hand_before_parts_can_be_had_is_told_and_holds() -> None:
    read = read_folder(REFERENCE)
    assert read.deal is not None

    found = clear(REFERENCE, read.deal)

    assert [(one.code, one.severity) for one in found.findings] == [("S203", "note")]
    assert "2027-Q2 by hand" in found.findings[0].message
    assert found.deal.systems["fpv_strike"].kits["cleared"].since == Quarter(2027, 2)


def test_a_kit_without_a_quarter_begins_when_its_parts_can_be_had() -> None:
    read = read_folder(REFERENCE)
    assert read.deal is not None
    ugv = read.deal.systems["ugv"]
    kits = {name: dataclasses.replace(kit, since=None) for name, kit in ugv.kits.items()}
    deal = dataclasses.replace(read.deal, systems={"ugv": dataclasses.replace(ugv, kits=kits)}, rules=())

    found = clear(REFERENCE, deal)

    assert found.deal.systems["ugv"].kits["cleared"].since == Quarter(2027, 3)
    assert found.deal.systems["ugv"].kits["as_is"].since is None


@pytest.mark.parametrize(
    ("line", "lacks"),
    [("rules: [us_defence, us_federal]\n", "no rule pack is named"), (", buys_as: {buyer: US-DoD, facts: {is_cots: no}}", "no party says")],
    ids=["packs", "buyer"],
)  # fmt: skip
def test_bills_that_nothing_is_held_against_are_told(line: str, lacks: str, folder: Path) -> None:
    (folder / "deal.yaml").write_text(DEAL.replace("RIVAL", "9_000").replace(line, ""), "utf-8")

    (found,) = [one for one in dronedeal.check(folder) if one.code == "S205"]

    assert found.severity == "warning"
    assert lacks in found.message


@pytest.mark.parametrize(("fact", "why"), [("cots: no", "did you mean is_cots"), ("is_cots: true", "answers nothing")])
def test_a_fact_of_a_purchase_that_no_rule_reads_is_an_error(fact: str, why: str, folder: Path) -> None:
    (folder / "deal.yaml").write_text(DEAL.replace("RIVAL", "9_000").replace("is_cots: no", fact), "utf-8")

    (found,) = [one for one in dronedeal.check(folder) if one.severity == "error"]

    assert (found.code, found.place.line) == ("S201", 8)
    assert why in found.message


def test_a_bill_whose_parts_cost_more_than_the_whole_is_told_where_it_is_used(folder: Path) -> None:
    costed(folder, "200")

    assert "B107" in [one.code for one in dronedeal.check(folder)]


def test_a_row_of_a_bill_with_more_cells_than_columns_is_an_error(folder: Path) -> None:
    broken = AS_IS.replace("frame,drone,Frame,airframe", "frame,drone,Frame, of the drone,airframe")
    (folder / "boms" / "as-is.csv").write_text(broken, "utf-8")

    (found,) = [one for one in dronedeal.check(folder) if one.severity == "error"]

    assert (found.code, found.place.line) == ("B106", 4)
    assert "double quotes" in found.mend


@pytest.mark.parametrize(
    ("as_is", "cleared", "says"),
    [("1000 USD", "0 USD", "0 USD"), ("0 USD", "1000 USD", "0"), ("1000 USD", "1200 EUR", "1,200 EUR")],
)
def test_costs_that_cannot_be_compared_are_told_and_the_kit_costs_what_the_first_does(
    as_is: str, cleared: str, says: str, folder: Path
) -> None:
    found = beside(folder, as_is, cleared)

    [finding] = [one for one in found.findings if "cleared" in one.message]
    assert (finding.code, finding.severity) == ("S203", "warning")
    assert says in finding.message
    assert found.deal.systems["drone"].kits["cleared"].extra_cost is None


def test_costs_as_far_apart_as_bills_can_say_are_compared(folder: Path) -> None:
    found = beside(folder, "0.000000000000000001 USD", "999999999999999999 USD")

    extra = found.deal.systems["drone"].kits["cleared"].extra_cost
    assert isinstance(extra, Agreed)
    assert extra.value > Decimal(10) ** 35


def beside(folder: Path, as_is: str, cleared: str) -> Cleared:
    """The deal with bills of these costs, and no word by hand."""
    (folder / "deal.yaml").write_text(DEAL.replace("RIVAL", "9_000").replace(", extra_cost: 20%", ""), "utf-8")
    for name, cost in (("as-is", as_is), ("cleared", cleared)):
        amount, currency = cost.split()
        rows = AS_IS.replace("Drone,,1,,USD", f"Drone,,1,{amount},USD").replace("USD", currency)
        (folder / "boms" / f"{name}.csv").write_text(rows, "utf-8")
    read = read_folder(folder)
    assert read.deal is not None
    return clear(folder, read.deal)


@pytest.mark.parametrize("said", ["{normal: [20%, 10%]}", "{lognormal: [20%, 0.3]}"])
def test_a_range_without_ends_reaches_three_deviations_and_is_kept(said: str, folder: Path) -> None:
    found = costed(folder, "2400", f", extra_cost: {said}").deal.systems["drone"].kits["cleared"].extra_cost
    far = extra_cost(costed(folder, "2300", f", extra_cost: {said}"))
    outside = extra_cost(costed(folder, "9000", f", extra_cost: {said}"))

    assert isinstance(found, Uncertain)
    assert isinstance(far, Uncertain)
    assert (found.base, far.base) == (Decimal("0.2"), Decimal("0.15"))
    assert isinstance(outside, Agreed)


def test_when_parts_can_be_had_is_found_in_large_bills_in_time() -> None:
    product = Part(id="drone", name="Drone")
    parts = [Part(id=f"p{number}", inside="drone", name="Part") for number in range(20_000)]
    changed = [dataclasses.replace(one, number="2") for one in parts]
    offers = tuple(
        Alternative(id=one.id, replaces=one.id, part=one, lead=lead) for lead, one in enumerate(changed, start=1)
    )
    before = Bill(parts=(product, *parts), alternatives=offers)
    start = time.perf_counter()

    assert lead_of(before, Bill(parts=(product, *changed))) == 20_000
    assert time.perf_counter() - start < 10
