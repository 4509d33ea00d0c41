from decimal import Decimal

from dronedeal.screening.bill import Bill, Part, Share
from dronedeal.screening.bills import UNKNOWN, sums


def made(*shares: tuple[str, str, str]) -> dict[str, tuple[Share, ...]]:
    return {
        "manufactured": tuple(
            Share(country=country, share=Decimal(share), performer=by) for country, share, by in shares
        )
    }


def bill(*parts: Part, cost: str | None = "200") -> Bill:
    product = Part(
        id="drone",
        cost=None if cost is None else Decimal(cost),
        origin=made(("UA", "1", "plant")),
        categories=("airframe",),
    )  # type: ignore[arg-type]
    return Bill(parts=(product, *parts), currency="USD")


def part(
    id_: str, cost: str | None, *shares: tuple[str, str, str], inside: str = "drone", quantity: str | None = "1"
) -> Part:
    return Part(
        id=id_, inside=inside, cost=None if cost is None else Decimal(cost), quantity=None if quantity is None else Decimal(quantity),
        origin=made(*shares), categories=("motor",),
    )  # type: ignore[arg-type]  # fmt: skip


def test_each_part_adds_its_own_cost_at_each_depth() -> None:
    found = sums(bill(part("board", "20", ("TW", "1", "a"), quantity="2"), part("chip", "3", ("CN", "1", "b"), inside="board", quantity="4")))  # fmt: skip

    assert found.total == 200
    assert found.by_country["manufactured"] == {"UA": Decimal(160), "CN": Decimal(24), "TW": Decimal(16)}
    assert found.by_party["manufactured"] == {"plant": Decimal(160), "b": Decimal(24), "a": Decimal(16)}
    assert found.by_category == {"airframe": Decimal(160), "motor": Decimal(40)}


def test_what_shares_leave_open_is_unknown_and_not_dropped() -> None:
    found = sums(bill(part("motor", "100", ("CN", "0.4", "m"), ("", "0.1", ""))))

    assert found.by_country["manufactured"] == {"UA": Decimal(100), UNKNOWN: Decimal(60), "CN": Decimal(40)}
    assert found.by_party["manufactured"] == {"plant": Decimal(100), UNKNOWN: Decimal(60), "m": Decimal(40)}


def test_an_assembly_with_a_part_without_cost_is_of_unknown_origin_for_what_it_adds() -> None:
    found = sums(bill(part("board", "50", ("TW", "1", "a")), part("chip", None, ("CN", "1", "b"), inside="board"), part("fan", "5", ("JP", "1", "c"), inside="board")))  # fmt: skip

    assert found.without_cost == ("chip",)
    assert found.by_country["manufactured"] == {"UA": Decimal(150), UNKNOWN: Decimal(45), "JP": Decimal(5)}


def test_what_is_inside_of_an_assembly_without_cost_counts_once() -> None:
    found = sums(
        bill(part("board", None, quantity="2"), part("chip", "3", ("CN", "1", "b"), inside="board", quantity="4"))
    )

    assert found.total == 200
    assert found.by_country["manufactured"] == {UNKNOWN: Decimal(176), "CN": Decimal(24)}


def test_without_the_products_cost_the_total_is_what_is_known() -> None:
    found = sums(bill(part("motor", "30", ("CN", "1", "m"), quantity=None), cost=None))

    assert found.total == 30
    assert found.without_cost == ("drone",)
    assert found.without_quantity == ("motor",)


def test_parts_that_cost_more_than_the_whole_are_a_warning() -> None:
    found = sums(bill(part("motor", "100", ("CN", "1", "m"), quantity="4")))

    assert [(one.code, one.severity) for one in found.findings] == [("B107", "warning")]
    assert found.total == 400
    assert found.by_country["manufactured"] == {"CN": Decimal(400)}
