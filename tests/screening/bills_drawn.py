"""Bills, purchases and lists drawn at random from the words that rules know, and every way to take one fact away from a bill."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from hypothesis import strategies as st

from dronedeal.screening.bill import Bill, Fact, Owner, Part, Party, Share
from dronedeal.screening.listed import Entry, Listing, Lists, Match
from dronedeal.screening.packs import packs, shipped
from dronedeal.screening.purchase import Purchase
from dronedeal.screening.rule import Condition, FactTest, Rule, lists_asked
from dronedeal.screening.vocabulary import BUYERS, CATEGORIES, GOODS, GRADES, STAGES

RULES: tuple[Rule, ...] = tuple(rule for name in packs() for rule in shipped(name).rules.values())
COUNTRIES = ("CN", "HK", "RU", "US", "UA", "DE", "GB", "KR", "TW", "")
PARTIES = ("one", "two", "three", "four")


def asked(condition: Condition) -> Iterator[FactTest]:
    """Every question about a fact inside a condition."""
    if condition.fact is not None:
        yield condition.fact
    for inner in (*condition.all, *condition.any, *condition.none):
        yield from asked(inner)


def all_questions() -> Iterator[FactTest]:
    for rule in RULES:
        conditions = [*rule.applies.when]
        for limb in (*rule.limbs.values(), *rule.advisories.values()):
            conditions += limb.fails_if
        for exemption in rule.exemptions.values():
            conditions += exemption.when
        for condition in conditions:
            yield from asked(condition)


QUESTIONS = tuple(all_questions())
WORDS = (
    "yes",
    "no",
    "1",
    "30",
    "3%",
    "nonsense",
    *sorted({word for one in QUESTIONS for word in (one.equals, *one.one_of) if word}),
)


def facts(whose: str) -> st.SearchStrategy[dict[str, Fact]]:
    names = sorted(
        {one.name for one in QUESTIONS if one.whose == whose} | ({"holds_magnet"} if whose == "part" else set())
    )
    if not names:
        return st.just({})
    return st.dictionaries(
        st.sampled_from(names), st.sampled_from(WORDS).map(lambda word: Fact(value=word)), max_size=5
    )


shares = (
    st.lists(
        st.builds(
            Share,
            country=st.sampled_from(COUNTRIES),
            share=st.sampled_from([Decimal(1), Decimal("0.5"), Decimal("0.3")]),
            performer=st.sampled_from([*PARTIES, ""]),
            grade=st.sampled_from(GRADES),
        ),
        min_size=1,
        max_size=2,
    )
    .filter(lambda drawn: sum(share.share for share in drawn) <= 1)
    .map(tuple)
)
origins = st.dictionaries(st.sampled_from(STAGES), shares, max_size=6)
owners = st.one_of(
    st.none(),
    st.lists(
        st.builds(
            Owner,
            party=st.sampled_from(PARTIES),
            share=st.sampled_from([None, Decimal("0.05"), Decimal("0.3"), Decimal("0.6")]),
            control=st.sampled_from([None, True, False]),
        ),
        max_size=2,
    ).map(tuple),
)


@st.composite
def bills(draw: st.DrawFn) -> Bill:
    parts = [Part(id="product", origin=draw(origins), facts=draw(facts("product")))]
    for index in range(draw(st.integers(0, 5))):
        parts.append(
            Part(
                id=f"part{index}",
                inside=draw(st.sampled_from([part.id for part in parts])),
                categories=tuple(draw(st.lists(st.sampled_from(CATEGORIES), max_size=2, unique=True))),
                quantity=draw(st.sampled_from([None, Decimal(1), Decimal(4)])),
                cost=draw(st.sampled_from([None, Decimal(10), Decimal(70)])),
                origin=draw(origins),
                facts=draw(facts("part")),
            )
        )
    parties = {
        name: Party(
            id=name,
            name=name,
            domicile=draw(st.sampled_from(COUNTRIES)),
            owners=draw(owners),
            facts=draw(facts("seller")),
        )
        for name in PARTIES
    }
    return Bill(
        goods=draw(st.sampled_from([None, *GOODS])),
        parts=tuple(parts),
        parties=parties,
        seller=draw(st.sampled_from(["", *PARTIES])),
        complete=draw(st.sampled_from([None, True, False])),
    )


purchases = st.builds(
    Purchase,
    buyer=st.sampled_from(BUYERS),
    delivered=st.dates(dt.date(2024, 1, 1), dt.date(2032, 1, 1)),
    facts=facts("purchase").map(lambda found: {name: fact.value for name, fact in found.items()}),
)


LISTS = sorted({name for rule in RULES for name in lists_asked(rule)})


@st.composite
def lists(draw: st.DrawFn) -> Lists:
    held = draw(st.lists(st.sampled_from(LISTS), unique=True))
    matches = {
        party: tuple(
            Match(
                entry=Entry(id=f"{name}-{party}", list=name, name=party),
                kind=draw(st.sampled_from(["exact", "review"])),
                score=0.8,
                name=party,
                alias=party,
            )
            for name in held
            if draw(st.booleans())
        )
        for party in PARTIES
    }
    return Lists(held={name: (Listing(list=name),) for name in held}, matches=matches)


def poorer(bill: Bill) -> Iterator[Bill]:
    """The bill without one fact, in every way."""
    for field, empty in (("goods", None), ("seller", ""), ("complete", None)):
        if getattr(bill, field) != empty:
            yield dataclasses.replace(bill, **{field: empty})
    for index, part in enumerate(bill.parts):
        for less in poorer_part(part):
            yield dataclasses.replace(bill, parts=(*bill.parts[:index], less, *bill.parts[index + 1 :]))
    for name, party in bill.parties.items():
        yield dataclasses.replace(bill, parties={key: one for key, one in bill.parties.items() if key != name})
        for poor in poorer_party(party):
            yield dataclasses.replace(bill, parties={**bill.parties, name: poor})


def poorer_part(part: Part) -> Iterator[Part]:
    for field, empty in (("categories", ()), ("quantity", None), ("cost", None)):
        if getattr(part, field) != empty:
            yield dataclasses.replace(part, **{field: empty})
    for stage, stood in part.origin.items():
        yield dataclasses.replace(part, origin={key: one for key, one in part.origin.items() if key != stage})
        for index, share in enumerate(stood):
            for field in ("country", "performer"):
                less = dataclasses.replace(share, **{field: ""})
                yield dataclasses.replace(
                    part, origin={**part.origin, stage: (*stood[:index], less, *stood[index + 1 :])}
                )
            if len(stood) > 1:
                yield dataclasses.replace(part, origin={**part.origin, stage: (*stood[:index], *stood[index + 1 :])})
    for name in part.facts:
        yield dataclasses.replace(part, facts={key: one for key, one in part.facts.items() if key != name})


def poorer_party(party: Party) -> Iterator[Party]:
    if party.domicile:
        yield dataclasses.replace(party, domicile="")
    if party.owners is not None:
        yield dataclasses.replace(party, owners=None)
        for index, owner in enumerate(party.owners):
            if len(party.owners) > 1:
                yield dataclasses.replace(party, owners=(*party.owners[:index], *party.owners[index + 1 :]))
            for field in ("share", "control"):
                if getattr(owner, field) is not None:
                    less = dataclasses.replace(owner, **{field: None})
                    yield dataclasses.replace(party, owners=(*party.owners[:index], less, *party.owners[index + 1 :]))
    for name in party.facts:
        yield dataclasses.replace(party, facts={key: one for key, one in party.facts.items() if key != name})
