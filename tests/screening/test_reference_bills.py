"""The bills of the reference case: synthetic, sound, adding up to the deal's numbers, and judged as the deal's bars say by hand."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from dronedeal.deal import Deal
from dronedeal.deal.finding import Finding
from dronedeal.deal.number import base_of
from dronedeal.document import read_folder
from dronedeal.screening.bill import Bill, Part
from dronedeal.screening.bills import read_bill, sums, written_cyclonedx
from dronedeal.screening.cure import cure
from dronedeal.screening.judge import screen
from dronedeal.screening.listed import Listing, Lists
from dronedeal.screening.purchase import Purchase
from dronedeal.screening.screening import chosen_rules, register_of
from dronedeal.screening.statutory import statutory
from dronedeal.screening.verdict import Screened
from dronedeal.screening.vocabulary import Category

FOLDER = Path(__file__).parents[2] / "examples" / "us-ukraine"
BOMS = FOLDER / "boms"
SYSTEMS = (
    "fpv_strike", "fpv_fibre", "interceptor", "interceptor_light", "owa_long", "midrange_strike", "bomber_heavy",
    "isr_quad", "isr_fixed_wing", "logistics_multirotor", "naval_usv", "ugv",
)  # fmt: skip
AIR = tuple(system for system in SYSTEMS if system not in {"naval_usv", "ugv"})
KITS = ("as_is", "cleared")
FILES = tuple(f"{system}-{kit.replace('_', '-')}.cdx.json" for system in SYSTEMS for kit in KITS)

PARTS_OF_COST = Decimal("0.7")
CHINA: dict[str, Decimal] = {  # share of the cost of parts; half where nothing is said
    "owa_long": Decimal("0.35"),
    "naval_usv": Decimal("0.35"),
    "isr_fixed_wing": Decimal("0.357"),
    "midrange_strike": Decimal("0.429"),
    "ugv": Decimal("0.429"),
}
SAID: dict[str, frozenset[Category]] = {  # words of the bars written by hand, and the categories they mean
    "flight controller": frozenset({"flight_controller"}),
    "radio": frozenset({"radio"}),
    "link": frozenset({"data_link"}),
    "camera": frozenset({"camera_eo", "camera_thermal"}),
    "gimbal": frozenset({"gimbal"}),
    "ground control": frozenset({"gcs_hardware", "gcs_software"}),
}
UNKNOWN: dict[tuple[str, str], str] = {  # rule and first day of delivery: what is not known, of every bill
    ("US-DOD-805-A", "2027-03-01"): "the list US-1260H, which is not held: import it",
    ("US-DOD-805-A", "2028-02-29"): "the list US-1260H, which is not held: import it",
    ("US-DOD-805-B", "2028-02-29"): "the list US-1260H, which is not held: import it",
    ("US-DOD-805-A", "2031-06-30"): "the list US-1260H, which is not held: import it",
    ("US-DOD-805-B", "2031-06-30"): "the list US-1260H, which is not held: import it",
}


@cache
def read(name: str) -> tuple[Bill, tuple[Finding, ...]]:
    found, findings = read_bill(BOMS / name, name)
    assert found is not None
    return found, findings


def bill(system: str, kit: str) -> Bill:
    return read(f"{system}-{kit.replace('_', '-')}.cdx.json")[0]


@cache
def deal() -> Deal:
    """The deal as it is written, with the bars written by hand: ``dronedeal.read`` puts those of screening in their place."""
    read = read_folder(FOLDER).deal
    assert read is not None
    return read


def purchase(day: date) -> Purchase:
    return Purchase(buyer="US-DoD", funds="DoD", delivered=day, facts={"programme": "existing", "is_cots": "no"})


@cache
def judged(system: str, kit: str, day: date) -> Screened:
    rules, _ = chosen_rules(("us_defence",))
    register, _ = register_of()
    one = bill(system, kit)
    return screen(one, purchase(day), rules.values(), register.met_by(one.parties))


def first_tier(one: Bill) -> Decimal:
    direct = [part for part in one.parts[1:] if part.inside == one.product.id]
    return sum((part.cost * part.quantity for part in direct if part.cost and part.quantity), Decimal(0))


def extra_cost(system: str) -> Decimal:
    extra = deal().systems[system].kits["cleared"].extra_cost
    assert extra is not None
    return base_of(extra)


def why(system: str, rule: str) -> str:
    """The reason that the bar written by hand gives for the kit as it is; empty if there is none."""
    said = [one.why for one in deal().systems[system].barred if one.rule == rule and one.kit == "as_is"]
    return said[0] if said else ""


# --- what a bill is -------------------------------------------------------------------------------------------------


def test_every_system_of_the_case_has_both_bills() -> None:
    assert sorted(path.name for path in BOMS.glob("*.json")) == sorted(FILES)
    assert [name for name, one in deal().systems.items() if one.kits] == list(SYSTEMS)


@pytest.mark.parametrize("name", FILES)
def test_it_reads_without_a_finding_and_is_written_alike(name: str) -> None:
    found, findings = read(name)
    assert findings == ()
    assert written_cyclonedx(found) == (BOMS / name).read_bytes()
    assert found.complete is True
    assert found.synthetic.startswith("No real product")
    assert "(synthetic)" in found.name
    assert 10 <= len(found.parts) - 1 <= 20


@pytest.mark.parametrize("name", FILES)
def test_makers_are_fictional_and_the_listed_stand_only_above_a_fictional_affiliate(name: str) -> None:
    found, _ = read(name)
    real = {id_ for id_, party in found.parties.items() if not party.name.startswith("Synthetic ")}
    performers = {share.performer for part in found.parts for shares in part.origin.values() for share in shares}
    assert not real & {found.seller, *performers}
    assert bool(real) == (name in {"isr_quad-as-is.cdx.json", "logistics_multirotor-as-is.cdx.json"})
    _, entries = statutory()
    assert {found.parties[id_].name for id_ in real} <= {entry.name for entry in entries if entry.list == "US-FCC-1709"}
    owned = {id_ for id_, party in found.parties.items() if {owner.party for owner in party.owners or ()} & real}
    assert len(owned) == len(real)
    assert all(party.owners is not None and party.domicile for id_, party in found.parties.items() if id_ not in real)


@pytest.mark.parametrize("name", FILES)
def test_the_claims_it_cites_are_held(name: str) -> None:
    found, _ = read(name)
    with (FOLDER / "claims.csv").open(encoding="utf-8", newline="") as file:
        held = {row["id"] for row in csv.DictReader(file)}
    cited = set(re.findall(r"\bF\d{3}\b", found.synthetic))
    assert "F051" in cited
    assert cited <= held


@pytest.mark.parametrize("name", FILES)
def test_what_is_said_of_the_product_agrees_with_its_parts(name: str) -> None:
    found, _ = read(name)
    categories = {category for part in found.parts for category in part.categories}
    assert (found.product.facts["has_thermal"].value == "yes") == ("camera_thermal" in categories)
    assert ("mtow_kg" in found.product.facts) == (found.goods == "uas")
    for part in found.parts:
        if {"motor", "gimbal"} & set(part.categories) and part.facts.get("holds_magnet") is None:
            assert any(one.inside == part.id and "magnet" in one.categories for one in found.parts), part.id
        if "payload_other" in part.categories:
            assert part.name == "Payload"


# --- what it adds up to ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("system", SYSTEMS)
def test_parts_cost_seventy_per_cent_of_the_unit_cost(system: str) -> None:
    unit = base_of(deal().systems[system].unit_cost)
    one = bill(system, "as_is")
    assert one.product.cost == unit
    assert first_tier(one) == PARTS_OF_COST * unit
    total = sums(one)
    assert (total.total, total.without_cost, total.without_quantity, total.findings) == (unit, (), (), ())


@pytest.mark.parametrize("system", SYSTEMS)
def test_china_makes_its_share_of_the_cost_of_parts(system: str) -> None:
    one = bill(system, "as_is")
    share = sums(one).by_country["manufactured"]["CN"] / first_tier(one)
    assert abs(share - CHINA.get(system, Decimal("0.5"))) < Decimal("0.001")
    assert Decimal("0.35") <= share <= Decimal("0.65")
    countries = {
        share.country for part in bill(system, "cleared").parts for ones in part.origin.values() for share in ones
    }
    assert "CN" not in countries


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_cleared_kit_costs_more_by_what_the_deal_says(system: str) -> None:
    before, after = bill(system, "as_is"), bill(system, "cleared")
    extra = extra_cost(system)
    assert before.product.cost is not None
    assert after.product.cost == before.product.cost * (1 + extra)
    assert first_tier(after) - first_tier(before) == extra * before.product.cost


@pytest.mark.parametrize("system", SYSTEMS)
def test_kits_differ_in_makers_and_costs_of_chinese_parts_only(system: str) -> None:
    shape = [(part.id, part.inside, part.categories, part.quantity) for part in bill(system, "as_is").parts]
    assert shape == [(part.id, part.inside, part.categories, part.quantity) for part in bill(system, "cleared").parts]
    after = {part.id: part for part in bill(system, "cleared").parts}
    own = {kit: own_costs(bill(system, kit)) for kit in KITS}
    for part in bill(system, "as_is").parts[1:]:
        if is_chinese(part):
            multiple = own["cleared"][part.id] / own["as_is"][part.id]
            assert Decimal("1.1") <= multiple <= Decimal("3.0"), part.id
        else:
            assert own["cleared"][part.id] == own["as_is"][part.id], part.id
            assert after[part.id].origin == part.origin, part.id


def own_costs(one: Bill) -> Mapping[str, Decimal]:
    """What each part costs without what is inside of it."""
    found = {part.id: part.cost or Decimal(0) for part in one.parts}
    for part in one.parts[1:]:
        found[part.inside] -= (part.cost or Decimal(0)) * (part.quantity or Decimal(0))
    return found


def is_chinese(part: Part) -> bool:
    return any(share.country == "CN" for shares in part.origin.values() for share in shares)


# --- what rules say of it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("system", AIR)
def test_section_848_bars_the_kit_as_it_is_for_the_parts_the_deal_names(system: str) -> None:
    said = why(system, "US-DOD-848")
    words = {word for word in SAID if re.search(rf"\b{word}\b", said)}
    verdict = judged(system, "as_is", date(2027, 3, 1)).judged["US-DOD-848"]
    assert verdict.product.word == "fail"
    parts = {part.id: frozenset(part.categories) for part in bill(system, "as_is").parts}
    failing = [parts[id_] for id_, cell in verdict.cells.items() if cell.word == "fail"]
    assert all(any(SAID[word] & one for word in words) for one in failing)
    assert all(any(SAID[word] & one for one in failing) for word in words)
    assert judged(system, "cleared", date(2027, 3, 1)).judged["US-DOD-848"].product.word == "pass"


@pytest.mark.parametrize("system", ["naval_usv", "ugv"])
@pytest.mark.parametrize("kit", KITS)
def test_section_848_is_no_rule_for_what_does_not_fly(system: str, kit: str) -> None:
    assert not why(system, "US-DOD-848")
    assert judged(system, kit, date(2027, 3, 1)).judged["US-DOD-848"].product.word == "not_applicable"


@pytest.mark.parametrize("system", SYSTEMS)
def test_section_4872_bars_the_kit_as_it_is_for_its_magnets(system: str) -> None:
    assert "magnets" in why(system, "US-DOD-4872")
    verdict = judged(system, "as_is", date(2027, 3, 1)).judged["US-DOD-4872"]
    magnets = {part.id for part in bill(system, "as_is").parts if "magnet" in part.categories}
    assert verdict.product.word == "fail"
    assert {id_ for id_, cell in verdict.cells.items() if cell.word == "fail"} == magnets
    assert judged(system, "cleared", date(2027, 3, 1)).judged["US-DOD-4872"].product.word == "pass"


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("day", [date(2027, 3, 1), date(2028, 2, 29), date(2031, 6, 30)], ids=str)
def test_what_fails_and_what_is_not_known(system: str, day: date) -> None:
    barred = {one.rule for one in deal().systems[system].barred if one.kit == "as_is" and one.rule.startswith("US-DOD")}
    if day >= date(2031, 1, 30):
        barred.add("US-DOD-BATT-4865")  # cells from China; the deal does not say so by hand
    for kit in KITS:
        verdicts = {rule: one.product for rule, one in judged(system, kit, day).judged.items()}
        assert {rule for rule, cell in verdicts.items() if cell.word == "fail"} == (barred if kit == "as_is" else set())
        unknown = {rule: cell.missing for rule, cell in verdicts.items() if cell.word == "unknown"}
        assert unknown == {rule: (missing,) for (rule, on), missing in UNKNOWN.items() if on == str(day)}


def test_what_is_not_known_is_known_once_the_list_is_held() -> None:
    rules, _ = chosen_rules(("us_defence",))
    register, _ = register_of()
    for system in SYSTEMS:
        one = bill(system, "cleared")
        met = register.met_by(one.parties)
        lists = Lists(
            held={**met.held, "US-1260H": (Listing(list="US-1260H", source="of nobody"),)}, matches=met.matches
        )
        found = screen(one, purchase(date(2028, 2, 29)), rules.values(), lists)
        assert not [rule for rule, verdict in found.judged.items() if verdict.product.word in {"fail", "unknown"}]


def test_camera_and_link_of_two_systems_belong_to_a_maker_the_fcc_bars() -> None:
    register, _ = register_of()
    for system in SYSTEMS:
        one = bill(system, "as_is")
        listed = {
            id_
            for id_, matches in register.met_by(one.parties).matches.items()
            if any(match.entry.list == "US-FCC-1709" and match.kind == "exact" for match in matches)
        }
        owned = {id_ for id_, party in one.parties.items() if listed & {owner.party for owner in party.owners or ()}}
        made = {
            part.id for part in one.parts if owned & {share.performer for share in part.origin.get("manufactured", ())}
        }
        assert made == ({"camera", "link"} if why(system, "US-FCC-1709") else set())


# --- how it may be cured --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("system", SYSTEMS)
def test_alternatives_reach_every_part_that_rules_name(system: str) -> None:
    one = bill(system, "as_is")
    named = {"flight_controller", "link", "camera", "gimbal", "motor", "battery_pack", "gcs_hardware"}
    chinese = {part.id for part in one.parts if is_chinese(part)} | {
        part.inside for part in one.parts if is_chinese(part) and part.inside != one.product.id
    }
    assert {alternative.replaces for alternative in one.alternatives} == named & chinese
    before = {part.id: part.cost for part in one.parts}
    after = {part.id: part.cost for part in bill(system, "cleared").parts}
    for replaced in named & chinese:
        options = [alternative for alternative in one.alternatives if alternative.replaces == replaced]
        dear = [alternative.part.cost for alternative in options]
        assert after[replaced] in dear
        assert all(before[replaced] < cost <= 3 * before[replaced] for cost in dear), replaced
        assert all(alternative.lead > 0 and alternative.once > 0 for alternative in options)
    assert bill(system, "cleared").alternatives == ()


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_cure_is_found_among_them(system: str) -> None:
    rules, _ = chosen_rules(("us_defence",))
    register, _ = register_of()
    when = replace(purchase(date(2027, 12, 1)), signed=date(2027, 1, 4))
    found = cure(bill(system, "as_is"), when, rules, register, green=("US-DOD-848", "US-DOD-4872"), units=10_000)
    assert found.status == "optimal", found.because
    assert found.screened is not None
    assert {one.rule for one in found.turned} >= {"US-DOD-4872"}
    assert not found.broken
