"""Cures: the cheapest set of alternatives, proven against trying them all; what it turns and what it breaks."""

import dataclasses
import datetime as dt
import itertools
from decimal import Decimal
from typing import Literal
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from dronedeal.screening import (
    Alternative,
    Bill,
    Fact,
    Owner,
    Part,
    Party,
    Purchase,
    Register,
    Share,
    chosen_rules,
    cure,
    replaced,
    screen,
)
from dronedeal.screening.rule import Condition, Exemption, FactTest

RULES, _ = chosen_rules(("us_defence", "us_federal"))
NOBODY = Register({}, ())
PURCHASE = Purchase(buyer="US-DoD", delivered=dt.date(2027, 6, 1), signed=dt.date(2027, 1, 1))
PARTIES = {
    name: Party(id=name, name=name, domicile=country, owners=())
    for name, country in (("cn", "CN"), ("ua", "UA"), ("us", "US"))
}


def made(country: str) -> dict[str, tuple[Share, ...]]:
    return {"manufactured": (Share(country=country, performer=country.lower()),)}


def part(name: str, category: str, country: str, cost: int, inside: str = "drone") -> Part:
    return Part(
        id=name, inside=inside, name=name, categories=(category,), quantity=Decimal(1), cost=Decimal(cost),
        origin=made(country),
    )  # fmt: skip


def swap(name: str, replaces: Part, country: str, cost: int, *, once: int = 0, lead: int = 30) -> Alternative:
    changed = part(replaces.id, replaces.categories[0], country, cost, replaces.inside)
    return Alternative(id=name, replaces=replaces.id, part=changed, once=Decimal(once), lead=lead)


_BAA = RULES["US-BAA"]
_SHARE = _BAA.limbs["content_defence"].fails_if[0].all[1]
CONTENT = dataclasses.replace(
    _BAA, id="CONTENT", kind="bar", exemptions={},
    limbs={"content": dataclasses.replace(_BAA.limbs["content_defence"], fails_if=(_SHARE,))},
)  # fmt: skip
"""The content test of US-BAA alone, as a bar: at least 65 % of the cost of parts, so that a program has to weigh them."""

CAMERA, CONTROLLER = part("camera", "camera_eo", "CN", 20), part("controller", "flight_controller", "CN", 40)
FRAME = part("frame", "airframe", "UA", 100)


def drone(*alternatives: Alternative, parts: tuple[Part, ...] = (CAMERA, CONTROLLER, FRAME)) -> Bill:
    product = Part(id="drone", name="drone", origin=made("UA"), facts={"blue_list": Fact(value="no")})
    return Bill(
        name="drone", goods="uas", parts=(product, *parts), parties=PARTIES, currency="USD", complete=True,
        alternatives=alternatives,
    )  # fmt: skip


def test_the_cheapest_alternatives_are_taken_and_priced() -> None:
    bill = drone(
        swap("camera_ua", CAMERA, "UA", 30), swap("camera_us", CAMERA, "US", 25, once=500),
        swap("controller_ua", CONTROLLER, "UA", 55, lead=90),
    )  # fmt: skip

    few = cure(bill, PURCHASE, RULES, NOBODY, green=["US-DOD-848"], units=10)
    many = cure(bill, PURCHASE, RULES, NOBODY, green=["US-DOD-848"], units=1_000)

    assert [one.id for one in few.chosen] == ["camera_ua", "controller_ua"]
    assert (few.each, few.once, few.total) == (Decimal(25), Decimal(0), Decimal(250))
    assert [one.id for one in many.chosen] == ["camera_us", "controller_ua"]
    assert many.total == 20 * 1_000 + 500
    assert many.ready == dt.date(2027, 4, 1)
    assert ("US-DOD-848", "fail", "pass") in [(one.rule, one.before.word, one.after.word) for one in many.turned]


def test_alternatives_that_come_too_late_are_not_taken() -> None:
    bill = drone(swap("camera_ua", CAMERA, "UA", 30), swap("controller_ua", CONTROLLER, "UA", 55, lead=400))

    found = cure(bill, PURCHASE, RULES, NOBODY, green=["US-DOD-848"])

    assert found.status == "no cure"
    assert "controller" in found.because


def test_a_share_of_cost_is_cured_by_what_changes_it_most_for_its_price() -> None:
    bill = drone(
        swap("camera_us", CAMERA, "US", 22), swap("frame_us", FRAME, "US", 130), swap("frame_de", FRAME, "DE", 120)
    )

    found = cure(bill, PURCHASE, {"CONTENT": CONTENT}, NOBODY, green=["CONTENT"])

    assert [one.id for one in found.chosen] == ["frame_de"], "120 of 180 is more than 65 %"
    assert found.each == 20


def test_what_a_cure_newly_breaks_is_told() -> None:
    listed = dataclasses.replace(
        swap("camera_de", CAMERA, "DE", 30).part, facts={"usml_or_600_series": Fact(value="yes")}
    )
    bill = dataclasses.replace(
        drone(Alternative(id="camera_de", replaces="camera", part=listed), parts=(CAMERA, FRAME)),
        parties={
            **PARTIES,
            "de": Party(id="de", name="de", domicile="DE", owners=(Owner(party="cn", share=Decimal("0.8")),)),
        },
    )

    found = cure(bill, PURCHASE, RULES, NOBODY, green=["US-DOD-848"])

    assert [(one.rule, one.after.word) for one in found.broken] == [("US-DOD-CCMC", "fail")]
    assert "de is controlled by cn" in found.broken[0].after.reason


alternatives = st.lists(
    st.tuples(
        st.sampled_from(["camera", "controller", "frame", "motor"]),
        st.sampled_from(["CN", "UA", "US"]),
        st.integers(1, 200),
        st.integers(0, 300),
    ),
    max_size=6,
)


@settings(max_examples=40, deadline=None)
@given(alternatives, st.integers(1, 20), st.sampled_from([("US-DOD-848",), ("CONTENT",), ("US-DOD-848", "CONTENT")]))
def test_no_set_of_alternatives_that_passes_is_cheaper(
    said: list[tuple[str, str, int, int]], units: int, green: tuple[str, ...]
) -> None:
    parts = {one.id: one for one in (CAMERA, CONTROLLER, FRAME, part("motor", "motor", "CN", 30))}
    options = [
        swap(f"option_{index}", parts[name], country, cost, once=once)
        for index, (name, country, cost, once) in enumerate(said)
    ]
    bill = drone(*options, parts=tuple(parts.values()))
    wanted = {name: CONTENT if name == "CONTENT" else RULES[name] for name in green}

    found = cure(bill, PURCHASE, wanted, NOBODY, green=green, units=units)

    def trouble(chosen: tuple[Alternative, ...]) -> bool:
        lists = NOBODY.met_by(PARTIES)
        judged = screen(replaced(bill, chosen), PURCHASE, wanted.values(), lists).judged
        return any(one.product.word in {"fail", "unknown"} for one in judged.values())

    def price(chosen: tuple[Alternative, ...]) -> Decimal:
        return sum(
            (units * ((one.part.cost or 0) - (parts[one.replaces].cost or 0)) + one.once for one in chosen), Decimal(0)
        )

    tried = [
        chosen
        for size in range(len(options) + 1)
        for chosen in itertools.combinations(options, size)
        if len({one.replaces for one in chosen}) == size and not trouble(chosen)
    ]
    if not trouble(()):
        assert found.status == "nothing to cure"
    elif not tried:
        assert found.status == "no cure"
    else:
        assert found.status == "optimal"
        assert not trouble(found.chosen)
        assert found.total == price(found.chosen) == min(map(price, tried))


# -------------------------------------------------------------------------------------- alternatives that settle only together

_848 = RULES["US-DOD-848"]
_NAMED = _848.limbs["component"]


def _says(name: str, whose: Literal["part", "product"]) -> Condition:
    return Condition(fact=FactTest(name=name, whose=whose, equals="yes"))


TOGETHER = dataclasses.replace(
    _848,
    id="TOGETHER",
    advisories={},
    told={},
    limbs={"component": dataclasses.replace(_NAMED, expects=())},
    exemptions={
        "both": Exemption(text="shown of both", when=(_says("shown", "part"), _says("shown", "product")), proof="papers"),
        "cleared": Exemption(
            text="cleared of both", when=(_says("cleared", "part"), _says("cleared", "product")), proof="papers"
        ),
    },
)  # fmt: skip
"""A bar that is lifted by a fact of the part and one of the product: neither an alternative of the one nor of the other does alone."""


def said_of(alternative: Alternative, **facts: str) -> Alternative:
    said = {**alternative.part.facts, **{name: Fact(value=value) for name, value in facts.items()}}
    return dataclasses.replace(alternative, part=dataclasses.replace(alternative.part, facts=said))


def whole(name: str, cost: int, **facts: str) -> Alternative:
    """An alternative of the product, of which only facts and the cost change."""
    product = dataclasses.replace(drone().product, cost=Decimal(cost))
    return said_of(Alternative(id=name, replaces="drone", part=product, lead=30), **facts)


def with_cost(bill: Bill, cost: int) -> Bill:
    return dataclasses.replace(bill, parts=(dataclasses.replace(bill.product, cost=Decimal(cost)), *bill.parts[1:]))


def test_two_alternatives_that_settle_a_part_only_together_are_found() -> None:
    paper = said_of(swap("camera_paper", CAMERA, "CN", 22), shown="yes")
    bill = with_cost(drone(paper, whole("drone_paper", 203, shown="yes"), parts=(CAMERA, FRAME)), 200)

    found = cure(bill, PURCHASE, {"TOGETHER": TOGETHER}, NOBODY, green=["TOGETHER"])

    assert found.status == "optimal", found.because
    assert {one.id for one in found.chosen} == {"camera_paper", "drone_paper"}
    assert found.each == 5


def test_a_pair_is_taken_before_a_dearer_one_that_settles_alone_and_after_a_cheaper_one() -> None:
    paper = said_of(swap("camera_paper", CAMERA, "CN", 22), shown="yes")
    papers = (paper, whole("drone_paper", 203, shown="yes"))
    dear = with_cost(drone(*papers, swap("camera_us", CAMERA, "US", 26), parts=(CAMERA, FRAME)), 200)
    cheap = with_cost(drone(*papers, swap("camera_us", CAMERA, "US", 24), parts=(CAMERA, FRAME)), 200)

    assert cure(dear, PURCHASE, {"TOGETHER": TOGETHER}, NOBODY, green=["TOGETHER"]).each == 5
    assert cure(cheap, PURCHASE, {"TOGETHER": TOGETHER}, NOBODY, green=["TOGETHER"]).each == 4


def test_what_not_even_two_together_settle_is_no_cure_and_says_of_which_part() -> None:
    bill = with_cost(
        drone(swap("camera_cn", CAMERA, "CN", 10), whole("drone_paper", 203, shown="yes"), parts=(CAMERA, FRAME)), 200
    )

    found = cure(bill, PURCHASE, {"TOGETHER": TOGETHER}, NOBODY, green=["TOGETHER"])

    assert found.status == "no cure"
    assert "camera" in found.because


FACTS = st.dictionaries(st.sampled_from(["shown", "cleared"]), st.just("yes"), max_size=2)
papers = st.lists(
    st.tuples(st.sampled_from(["camera", "controller", "drone"]), st.sampled_from(["CN", "CN", "US"]), st.integers(1, 60), FACTS),
    max_size=7,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(papers)
def test_no_cheaper_set_passes_where_alternatives_do_together_what_none_does_alone(
    said: list[tuple[str, str, int, dict[str, str]]],
) -> None:
    parts = {one.id: one for one in (CAMERA, CONTROLLER, FRAME)}
    options = [
        said_of(whole(f"option_{index}", 200 + cost), **facts)
        if name == "drone"
        else said_of(swap(f"option_{index}", parts[name], country, cost), **facts)
        for index, (name, country, cost, facts) in enumerate(said)
    ]
    bill = with_cost(drone(*options), 200)
    costs = {"drone": Decimal(200), **{name: one.cost or Decimal(0) for name, one in parts.items()}}

    found = cure(bill, PURCHASE, {"TOGETHER": TOGETHER}, NOBODY, green=["TOGETHER"])
    with patch("dronedeal.screening.cure._MOST_PAIRS", 0):
        by_cuts = cure(bill, PURCHASE, {"TOGETHER": TOGETHER}, NOBODY, green=["TOGETHER"])

    def passes(chosen: tuple[Alternative, ...]) -> bool:
        judged = screen(replaced(bill, chosen), PURCHASE, [TOGETHER], NOBODY.met_by(PARTIES)).judged
        return judged["TOGETHER"].product.word not in {"fail", "unknown"}

    prices = [
        sum(((one.part.cost or Decimal(0)) - costs[one.replaces] for one in chosen), Decimal(0))
        for size in range(1, len(options) + 1)
        for chosen in itertools.combinations(options, size)
        if len({one.replaces for one in chosen}) == size and passes(chosen)
    ]
    assert not passes(())
    assert found.status == by_cuts.status == ("optimal" if prices else "no cure")
    if prices:
        assert passes(found.chosen)
        assert found.each == by_cuts.each == min(prices)


def test_a_cent_is_not_lost_beside_a_thousand_million() -> None:
    head = part("head", "airframe", "UA", 60)
    camera, controller = (dataclasses.replace(one, inside="head") for one in (CAMERA, CONTROLLER))
    half = 5 * 10**8
    apart = swap("camera_ua", camera, "UA", 20, once=half), swap("controller_ua", controller, "UA", 40, once=half)
    whole = dataclasses.replace(swap("head_ua", head, "UA", 60), once=Decimal("1000000000.01"))

    for cents, chosen in ((0, ["camera_ua", "controller_ua"]), (2, ["head_ua"])):
        parts = dataclasses.replace(apart[0], once=half + Decimal(cents) / 100), apart[1]
        bill = drone(*parts, whole, parts=(head, camera, controller, FRAME))

        found = cure(bill, PURCHASE, RULES, NOBODY, green=["US-DOD-848"])

        assert (found.status, [one.id for one in found.chosen]) == ("optimal", chosen)
        assert found.total == 2 * half + Decimal(min(cents, 1)) / 100


def test_of_sets_that_cost_the_same_the_smaller_is_taken() -> None:
    free = swap("frame_pl", FRAME, "PL", 100)
    bill = drone(free, swap("camera_ua", CAMERA, "UA", 10**9), swap("controller_ua", CONTROLLER, "UA", 55))

    found = cure(bill, PURCHASE, RULES, NOBODY, green=["US-DOD-848"])

    assert [one.id for one in found.chosen] == ["camera_ua", "controller_ua"]


def test_a_cure_is_found_where_what_is_inside_costs_more_than_the_whole() -> None:
    frame, radio = part("frame", "airframe", "US", 35), part("radio", "radio", "US", 10)
    camera = part("camera", "camera_eo", "CN", 57, inside="frame")
    camera_us = swap("camera_us", camera, "US", 6)
    wanted = {"CONTENT": CONTENT, "US-DOD-848": RULES["US-DOD-848"]}

    found = cure(drone(camera_us, parts=(frame, radio, camera)), PURCHASE, wanted, NOBODY, green=list(wanted))

    assert found.status == "optimal", found.because
    assert found.screened is not None
    assert {one.id: one.cost for one in found.screened.bill.parts}["frame"] == 0, (
        "35 + 6 - 57 is below zero, and no cost is"
    )
