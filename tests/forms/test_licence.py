"""Licence: fees, royalties on each base, what is recouped, guaranteed, withheld, and what is refused."""

import pytest

from dronedeal.deal import Clause, Kit, Quarter
from dronedeal.forms import (
    Advance,
    Aggregate,
    Audit,
    Cap,
    Combination,
    Deductions,
    Milestone,
    Minimum,
    MostFavoured,
    Reserve,
    Stacking,
    Tier,
    TierTable,
    Unreadable,
)
from dronedeal.unfolding import unfold
from tests.deals import (
    SYSTEMS,
    an_open,
    by_year,
    clause,
    count,
    deal,
    made,
    money,
    share,
    site,
    sold,
    system,
    times_unit_cost,
)
from tests.forms.example import Example, refused

RESALE = clause("resale", "purchase", seller="licensee", buyer="third", systems=("drone",), price=money(10))
RIGHT = {"right": "maker to licensee: right to build_to_print 1 1 1 1"}


def licence(**said: object) -> Clause:
    return clause("rights", "licence", licensor="maker", licensee="licensee", systems=("drone",), **said)


def sales(*units: int, periods: int = 4) -> object:
    return sold("resale", *units, to="third", periods=periods)


def tiers(*steps: tuple[int, object], mode: str = "marginal", over: str = "term") -> TierTable:
    rates = tuple(Tier(above=count(above), rate=count(rate)) for above, rate in steps)
    return TierTable(tiers=rates, mode=mode, over=over)  # type: ignore[arg-type]


def quarterly(carry: str) -> Minimum:
    return Minimum(per_year=money(1), carry=carry, trued_up="quarter")  # type: ignore[arg-type]


STACKING = Stacking(credit=share(1), floor=share(0), unused="lost")
RESERVE = Reserve(share=share("0.1"), quarters=2)
BY_UNIT = {"tiers": tiers((0, 1)), "base": "units", "sites": ("line",)}
PARTS = Combination(by="cost", own=money(1), others=money(1))
SHARED = Aggregate(most=share(1), terms=("rights",))

EXAMPLES = (
    Example(
        clause=licence(upfront=money(500), royalty=share("0.05"), exclusive=True),
        beside=(RESALE,),
        facts=(sales(100, 0, 7),),
        owes={
            "upfront": "licensee to maker: 500.00 0.00 0.00 0.00",
            "royalty": "licensee to maker: 50.00 0.00 3.50 0.00",
        },
        passes=RIGHT,
        keeps=("maker to licensee: exclusive drone",),
    ),
    Example(
        # cost: 5 and 6 drones at 100, a fifth more at this site, 21% more in this kit
        clause=licence(royalty=share("0.1"), base="cost", sites=("line",), per_unit=money("0.50")),
        facts=(made("line", 5, 0, kit="as_is"), made("line", 0, 6, kit="cleared")),
        tables={
            "sites": {"line": site("line", "licensee", "drone", cost=count("1.2"))},
            "systems": {"drone": system("drone", kits={"as_is": Kit(), "cleared": Kit(extra_cost=share("0.21"))})},
        },
        owes={
            "royalty": "licensee to maker: 60.00 87.12 0.00 0.00",
            "per_unit": "licensee to maker: 2.50 3.00 0.00 0.00",
        },
        passes=RIGHT,
    ),
    Example(
        clause=licence(tiers=tiers((0, 3), (10, 2)), base="units", sites=("line",)),
        facts=(made("line", 8, 7, 1),),
        owes={"tiers": "licensee to maker: 24.00 16.00 2.00 0.00"},
        passes=RIGHT,
    ),
    Example(
        clause=licence(tiers=tiers((0, 3), (10, 2), mode="retroactive", over="year"), base="units", sites=("line",)),
        facts=(made("line", 8, 7, 1),),
        owes={"tiers": "licensee to maker: 24.00 6.00 2.00 0.00"},
        passes=RIGHT,
    ),
    Example(
        # earned 100, 100, 100, capped at 250; half of each recoups 60; a minimum of 300 a year on what was earned
        clause=licence(
            royalty=share("0.1"), cap=Cap(total=money(250)), advance=Advance(amount=money(60), unrecouped="kept", recoup=share("0.5")),
            minimum=Minimum(per_year=money(300), carry="none"),
        ),
        beside=(RESALE,),
        facts=(sales(100, 100, 100),),
        owes={
            "advance": "licensee to maker: 60.00 0.00 0.00 0.00",
            "royalty": "licensee to maker: 50.00 90.00 50.00 0.00",
            "minimum": "licensee to maker: 0.00 0.00 0.00 50.00",
        },
        passes=RIGHT,
    ),
    Example(
        # the first year is not guaranteed
        clause=licence(royalty=share("0.1"), minimum=Minimum(per_year=money(300), carry="excess", first_year=2)),
        beside=(RESALE,),
        facts=(sales(500, 0, 0, 0, 200, periods=8),),
        years=2,
        owes={
            "royalty": "licensee to maker: 500.00 0.00 0.00 0.00 200.00 0.00 0.00 0.00",
            "minimum": "licensee to maker: 0.00 0.00 0.00 0.00 0.00 0.00 0.00 100.00",
        },
        passes={"right": "maker to licensee: right to build_to_print 1 1 1 1 1 1 1 1"},
    ),
    Example(
        # a guarantee alone is the whole of what is owed
        clause=licence(minimum=Minimum(per_year=money(300), carry="none")),
        owes={"minimum": "licensee to maker: 0.00 0.00 0.00 300.00"},
        passes=RIGHT,
    ),
    Example(
        clause=licence(milestones=(Milestone(above=count(1_000), pays=money(77)),), rights="modify"),
        beside=(RESALE,),
        facts=(sales(60, 40, 1, 100),),
        owes={"milestones": "licensee to maker: 0.00 0.00 77.00 0.00"},
        passes={"right": "maker to licensee: right to modify 1 1 1 1"},
    ),
    Example(
        clause=licence(royalty=share("0.1"), withholding=share("0.15"), withheld_by="state"),
        beside=(RESALE,),
        facts=(sales(100),),
        owes={
            "royalty": "licensee to maker: 85.00 0.00 0.00 0.00",
            "withholding": "licensee to state: 15.00 0.00 0.00 0.00",
        },
        passes=RIGHT,
    ),
    Example(
        # what was sold before the licence neither pays nor fills a tier; the fee is due when it begins
        clause=licence(
            upfront=money(9), tiers=tiers((0, "0.2"), (100, "0.1")), since=Quarter(2027, 2), until=Quarter(2027, 4)
        ),
        beside=(RESALE,),
        facts=(sales(50, 10, 10, 10),),
        owes={
            "upfront": "licensee to maker: 0.00 9.00 0.00 0.00",
            "tiers": "licensee to maker: 0.00 20.00 10.00 0.00",
        },
        passes={"right": "maker to licensee: right to build_to_print 0 1 1 0"},
    ),
    Example(
        clause=licence(tiers=tiers((0, "0.2"), (100, "0.1")), since=Quarter(2027, 2)),
        beside=(RESALE,),
        facts=(sales(50, 10, 10, 10),),
        owes={"tiers": "licensee to maker: 0.00 20.00 10.00 10.00"},
        passes={"right": "maker to licensee: right to build_to_print 0 1 1 1"},
    ),
    Example(
        # what is sold after the licence has ended does not help to reach the guarantee
        clause=licence(royalty=share("0.1"), minimum=Minimum(per_year=money(300), carry="none"), until=Quarter(2028, 1)),
        beside=(RESALE,),
        facts=(sales(50, 0, 0, 0, 900, periods=8),),
        years=2,
        owes={
            "royalty": "licensee to maker: 50.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00",
            "minimum": "licensee to maker: 0.00 0.00 0.00 250.00 0.00 0.00 0.00 0.00",
        },
        passes={"right": "maker to licensee: right to build_to_print 1 1 1 1 0 0 0 0"},
    ),
)  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_licence_comes_to(example: Example) -> None:
    example.holds()


@pytest.mark.parametrize(
    ("said", "key", "message"),
    [
        ({"royalty": share("0.1"), "tiers": tiers((0, 1))}, "tiers", "either royalty or tiers"),
        ({"royalty": share("0.1"), "withholding": share("0.1")}, "withholding", "needs the state that withholds"),
        ({"royalty": share("0.1"), "withheld_by": "state"}, "withholding", "needs the state that withholds"),
        ({"royalty": share("0.1"), "base": "cost"}, "base", "no site is named"),
        ({"per_unit": money(1)}, "base", "no site is named"),
        ({"tiers": tiers((5, 1))}, "tiers", "start at zero and rise"),
        ({"tiers": tiers((0, 1), (20, 2), (10, 3))}, "tiers", "start at zero and rise"),
        ({"tiers": tiers((0, 1), (10, 2), (10, 3))}, "tiers", "start at zero and rise"),
        ({"tiers": tiers()}, "tiers", "start at zero and rise"),
        (
            {"tiers": TierTable(tiers=(Tier(above=an_open(0, 1), rate=count(1)),), mode="whole", over="term")},
            "tiers",
            "tiers must be one value",
        ),
        ({"tiers": tiers((0, 1), mode="retroactive"), "cap": Cap(total=money(1))}, "tiers", "give royalties back"),
        (
            {"tiers": tiers((0, 1), mode="retroactive"), "advance": Advance(amount=money(1), unrecouped="kept")},
            "tiers",
            "back",
        ),
        (
            {"milestones": (Milestone(above=by_year({"2027": count(1)}), pays=money(1)),)},
            "milestones",
            "milestones must be one value",
        ),
        ({"upfront": money(1), "since": Quarter(2031, 1)}, "since", "2031-Q1 lies outside the horizon"),
        ({"upfront": times_unit_cost(3)}, "upfront", "unit_cost means nothing here"),
        ({"tiers": tiers((0, 1), mode="retroactive"), "stacking": STACKING}, "stacking", "stacking cannot count"),
        ({"tiers": tiers((0, 1), mode="retroactive"), "reserve": RESERVE}, "reserve", "reserve cannot count"),
        (
            {"royalty": share("0.1"), "reserve": RESERVE, "withholding": share("0.1"), "withheld_by": "state"},
            "reserve",
            "bears the tax",
        ),
        (
            {"royalty": share("0.1"), "reserve": Reserve(share=share("0.1"), quarters=0)},
            "reserve",
            "at least one quarter",
        ),
        ({"per_unit": money(1), "greater_of": True, "sites": ("line",)}, "greater_of", "needs a royalty"),
        ({**BY_UNIT, "deductions": Deductions(most=share(1), over="year")}, "deductions", "where the base is units"),
        ({**BY_UNIT, "combination": PARTS}, "combination", "where the base is units"),
        ({"tiers": tiers((0, 1)), "cap": Cap(total=money(1), then=share("0.1"))}, "cap", "royalty of one rate"),
        ({"royalty": share("0.1"), "minimum": quarterly("excess")}, "minimum", "carries nothing"),
        ({"tiers": tiers((0, 1), mode="retroactive"), "minimum": quarterly("none")}, "minimum", "give royalties back"),
        (
            {"royalty": share("0.1"), "aggregate": Aggregate(most=share(1), terms=())},
            "aggregate",
            "none of the licences",
        ),
        (
            {"royalty": share("0.1"), "aggregate": Aggregate(most=share(1), terms=("rights", "resale"))},
            "aggregate",
            "resale is no licence with a royalty",
        ),
        (
            {"royalty": share("0.1"), "aggregate": SHARED, "most_favoured": MostFavoured(switches="grant")},
            "aggregate",
            "cannot share a ceiling",
        ),
        (
            {"royalty": share(1), "deductions": Deductions(most=share("1.1"), over="year")},
            "deductions",
            "may reach 110%",
        ),
        (
            {"royalty": share(1), "combination": Combination(by="cost", own=money(0), others=money(0))},
            "combination",
            "both may be worth nothing",
        ),
        (
            {"royalty": share(1), "stacking": Stacking(credit=share(1), floor=an_open(0, 2), unused="lost")},
            "stacking",
            "floor of stacking may reach 200%",
        ),
        ({"royalty": share(1), "reserve": Reserve(share=share(2), quarters=1)}, "reserve", "may reach 200%"),
        (
            {"royalty": share(1), "withholding": share(1), "withheld_by": "state", "gross_up": True},
            "gross_up",
            "may take all of it",
        ),
        ({"audit": Audit(threshold=an_open(0, 1), of="due")}, "audit", "audit must be one value"),
    ],
)
def test_a_licence_is_refused(said: dict[str, object], key: str, message: str) -> None:
    at_fault, text = refused(licence(**said), systems=SYSTEMS)

    assert at_fault == key
    assert message in text


@pytest.mark.parametrize("theirs", [None, Aggregate(most=share(1), terms=("others", "rights"))])
def test_licences_that_share_a_ceiling_name_each_other_alike(theirs: Aggregate | None) -> None:
    said = {"royalty": share("0.1"), **({} if theirs is None else {"aggregate": theirs})}
    others = clause("others", "licence", licensor="maker", licensee="licensee", systems=("drone",), **said)
    mine = licence(royalty=share("0.1"), aggregate=Aggregate(most=share(1), terms=("rights", "others")))

    with pytest.raises(Unreadable, match="others does not share this ceiling"):
        unfold(deal(mine, others))
