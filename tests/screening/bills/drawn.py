"""Bills drawn by Hypothesis: sound ones, of every kind of word and number that a bill can hold."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from dronedeal.screening.bill import Alternative, Bill, Fact, Owner, Part, Party, Share
from dronedeal.screening.vocabulary import CATEGORIES, GOODS, GRADES, STAGES

TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=12)
IDS = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=6)
NUMBERS = st.decimals(0, 10**6, places=4, allow_nan=False).map(lambda one: one.normalize() + 0)
COUNTRIES = st.sampled_from(["", "UA", "CN", "TW", "US", "XK"])
FACT_NAMES = st.text("abcdefgh_:", min_size=1, max_size=6)


@st.composite
def facts(draw: st.DrawFn) -> Mapping[str, Fact]:
    one = st.builds(Fact, value=TEXTS, document=TEXTS, on=st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)))
    return draw(st.dictionaries(FACT_NAMES, one, max_size=2))


@st.composite
def origins(draw: st.DrawFn, parties: list[str]) -> Mapping[Any, tuple[Share, ...]]:
    found: dict[Any, tuple[Share, ...]] = {}
    for stage in draw(st.lists(st.sampled_from(STAGES), unique=True, max_size=3)):
        left, shares = Decimal(1), []
        for _ in range(draw(st.integers(1, 3))):
            share = draw(st.decimals(0, left, places=5)) if left else Decimal(0)
            left -= share
            shares.append(
                Share(
                    country=draw(COUNTRIES), share=share, performer=draw(st.sampled_from(["", *parties])),
                    grade=draw(st.sampled_from(GRADES)), document=draw(TEXTS),
                )
            )  # fmt: skip
        found[stage] = tuple(shares)
    return found


@st.composite
def parts(draw: st.DrawFn, parties: list[str], *, id_: str, inside: str) -> Part:
    return Part(
        id=id_, inside=inside, name=draw(TEXTS), number=draw(TEXTS),
        categories=tuple(draw(st.lists(st.sampled_from(CATEGORIES), unique=True, max_size=3))),
        quantity=draw(st.none() | NUMBERS), cost=draw(st.none() | NUMBERS), origin=draw(origins(parties)),
        supplier=draw(st.sampled_from(["", *parties])), facts=draw(facts()),
    )  # fmt: skip


@st.composite
def trees(draw: st.DrawFn, parties: list[str], top: str, most: int) -> list[Part]:
    """Parts below one, each directly after what it is inside of, or after others inside of the same."""
    ids = [one for one in draw(st.lists(IDS, unique=True, max_size=most)) if one != top]
    way, found = [top], []
    for one in ids:
        way = way[: draw(st.integers(1, len(way)))]
        found.append(draw(parts(parties, id_=one, inside=way[-1])))
        way.append(one)
    return found


@st.composite
def bills(draw: st.DrawFn) -> Bill:
    names = draw(st.lists(IDS, unique=True, max_size=4))
    parties = {
        one: Party(
            id=one, name=draw(TEXTS), names=tuple(draw(st.lists(TEXTS, max_size=2))),
            identifiers=draw(st.dictionaries(st.sampled_from(["lei", "cage", "uscc", "duns", "x:y"]), TEXTS, max_size=2)),
            domicile=draw(COUNTRIES),
            owners=draw(st.none() | st.lists(st.builds(Owner, party=st.sampled_from(names), share=st.none() | st.sampled_from([Decimal("0.25"), Decimal("0.125")]), control=st.sampled_from([None, True, False])), max_size=2).map(tuple)),
            facts=draw(facts()),
        )
        for one in names
    }  # fmt: skip
    id_ = draw(IDS)
    product = draw(parts(names, id_=id_, inside=""))
    all_parts = (product, *draw(trees(names, id_, 6)))
    alternatives = []
    for one in draw(st.lists(IDS, unique=True, max_size=2)):
        replaced = draw(st.sampled_from(all_parts))
        alternatives.append(
            Alternative(
                id=one, replaces=replaced.id, part=draw(parts(names, id_=replaced.id, inside=replaced.inside)),
                within=tuple(draw(trees(names, replaced.id, 3))), lead=draw(st.integers(0, 999)), once=draw(NUMBERS),
            )
        )  # fmt: skip
    return Bill(
        name=draw(st.just(product.name) | TEXTS.filter(bool)), goods=draw(st.none() | st.sampled_from(GOODS)), parts=all_parts, parties=parties,
        seller=draw(st.sampled_from(["", *names])), currency=draw(st.sampled_from(["USD", "UAH"])),
        complete=draw(st.none() | st.booleans()), synthetic=draw(TEXTS), alternatives=tuple(alternatives),
    )  # fmt: skip


@st.composite
def sheet_bills(draw: st.DrawFn) -> Bill:
    """What a sheet holds: no nameless parties, texts without blanks at their ends or hidden characters."""
    words = st.text("abcXYZ=+-@';\\,\"é中 ", max_size=8).map(str.strip)
    some = words.filter(bool)
    names = draw(st.lists(some, unique=True, max_size=3))

    def shown(part: Part) -> Part:
        """A part with the texts of a sheet."""
        origin = {
            stage: tuple(replace(share, document=draw(words)) for share in shares) for stage, shares in part.origin.items()
        }  # fmt: skip
        said = {name: Fact(value=draw(words), document=draw(words), on=fact.on) for name, fact in part.facts.items()}
        said = {name.strip(":") or "f": fact for name, fact in said.items() if fact != Fact(value="")}
        return replace(part, name=draw(words), number=draw(words), origin=origin, facts=said)

    def tree(ids: list[str], top: str) -> list[Part]:
        way, found = [top], list[Part]()
        for one in ids:
            way = way[: draw(st.integers(1 if top else min(2, len(way)), len(way)))]
            found.append(shown(draw(parts(names, id_=one, inside=way[-1]))))
            way.append(one)
        return found

    found = tree(draw(st.lists(some, unique=True, min_size=1, max_size=6)), "")
    alternatives: list[Alternative] = []
    for one in draw(st.lists(some, unique=True, max_size=2)):
        old = draw(st.sampled_from(found))
        within = tree(draw(st.lists(some.filter(lambda id_, of=old: id_ != of.id), unique=True, max_size=2)), old.id)  # type: ignore[misc]
        alternatives.append(
            Alternative(
                id=one, replaces=old.id, part=shown(draw(parts(names, id_=old.id, inside=old.inside))), within=tuple(within),
                lead=draw(st.integers(0, 999)), once=draw(NUMBERS),
            )
        )  # fmt: skip
    every = [*found, *(part for one in alternatives for part in (one.part, *one.within))]
    used = {share.performer for part in every for shares in part.origin.values() for share in shares}
    used |= {part.supplier for part in every}
    seller = draw(st.sampled_from(["", *names]))
    share = st.none() | st.sampled_from([Decimal("0.25"), Decimal("0.125")])
    owner = st.builds(
        Owner, party=st.sampled_from(names or [""]), share=share, control=st.sampled_from([None, True, False])
    )
    fact = st.builds(Fact, value=some, document=words, on=st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)))
    parties = {
        one: Party(
            id=one, name=draw(st.just(one) | some), names=tuple(draw(st.lists(some, max_size=2))),
            identifiers=draw(st.dictionaries(st.sampled_from(["lei", "cage", "uscc", "duns", "x:y"]), some, max_size=2)),
            domicile=draw(COUNTRIES), owners=draw(st.none() | st.lists(owner, max_size=2).map(tuple)),
            facts=draw(st.dictionaries(st.sampled_from(["a", "b:c"]), fact, max_size=2)),
        )
        for one in draw(st.just(names) | st.just([]))
    }  # fmt: skip
    parties |= {one: Party(id=one, name=one) for one in (used | {seller}) - {""} if one not in parties}
    has_cost = any(part.cost is not None for part in every) or any(one.once for one in alternatives)
    return Bill(
        name=found[0].name, goods=draw(st.none() | st.sampled_from(GOODS)), parts=tuple(found),
        parties=parties, seller=seller,
        currency="USD" if has_cost else "", complete=draw(st.none() | st.booleans()), synthetic=draw(words),
        alternatives=tuple(alternatives),
    )  # fmt: skip
