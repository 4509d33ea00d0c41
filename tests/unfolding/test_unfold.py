"""Unfolding: rows of all clauses in order, taxes, and deliveries that events, call-backs and endings close."""

import pytest

from dronedeal.deal import Clause, Deal, Goods, MoneyIn, Quarter
from dronedeal.document import check_deal
from dronedeal.forms import Unreadable
from dronedeal.unfolding import unfold
from tests.deals import (
    PARTIES,
    clause,
    deal,
    event,
    goods,
    made,
    money,
    party,
    payable,
    share,
    sold,
    system,
)

SALE = clause(
    "sale", "purchase", seller="maker", buyer="buyer", systems=("drone", "boat"), price=money(10), advance=share("0.1")
)
GIFT = clause("gift", "compensation", "existing", payer="buyer", payee="state", amount=money(5))
EACH = sold("sale", 1, 1, 1, 1)


def test_lines_stand_in_the_documents_order() -> None:
    unfolded = unfold(deal(GIFT, SALE))

    assert [line.path for line in unfolded.lines] == [
        "terms.gift/amount", "terms.sale/drone", "terms.sale/boat", "terms.sale/price", "terms.sale/advance",
    ]  # fmt: skip
    assert (unfolded.currency, unfolded.horizon.periods) == ("USD", 4)


def test_every_line_has_a_row_a_quarter_firm_if_its_clause_exists() -> None:
    rows = list(unfold(deal(GIFT, SALE)).rows())

    assert len(rows) == 5 * 4
    assert {(row.line.clause, row.status) for row in rows} == {("gift", "firm"), ("sale", "claimed")}
    assert [str(row.due) for row in rows if row.line.label == "price"] == [
        "2027-02-26", "2027-05-31", "2027-08-31", "2027-11-30",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sale",
    [
        clause("sale", "purchase", seller="maker", buyer="buyer", systems=("price",), price=money(10)),
        clause(
            "sale", "joint_production", company="maker", sites=(), systems=("price",), price=money(10),
            output={"buyer": share(1)},
        ),
    ],
    ids=lambda one: one.form,
)  # fmt: skip
def test_a_system_named_like_a_payment_of_its_clause_is_refused(sale: Clause) -> None:
    named_alike = deal(sale, systems={"price": system("price")}, sites={})

    with pytest.raises(Unreadable, match="price names a system and a payment"):
        unfold(named_alike)
    assert [(one.code, one.place) for one in check_deal(named_alike)] == [("D519", sale.places["systems"])]


def test_a_clause_that_cannot_be_composed_stops_unfolding() -> None:
    with pytest.raises(Unreadable):
        unfold(deal(clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",))))


def taxed(**more: object) -> Deal:
    return deal(SALE, parties={**PARTIES, "maker": party("maker", **more)})


def test_a_company_owes_tax_on_its_profit_and_gets_it_back_on_a_loss() -> None:
    agreement = taxed(tax=share("0.2"), taxed_by="state")

    owed = payable(agreement, sold("sale", 30, 0), made("plant", 1, 2))

    assert owed["parties.maker/tax"][:2] == (40, -40)
    [tax] = [line for line in unfold(agreement).lines if line.label == "tax"]
    assert (tax.debtor, tax.creditor, tax.status, tax.clause, tax.lead) == ("maker", "state", "existing", "", 0)
    assert str(tax.due[-1]) == "2027-12-31"


def test_a_tax_nobody_takes_is_no_line() -> None:
    assert "parties.maker/tax" not in payable(taxed(tax=share("0.2")))


def test_an_event_closes_the_deliveries_it_names_while_it_lasts() -> None:
    storm = {"storm": event("storm", Quarter(2027, 2), closes=("sale",), lasts=2)}
    agreement = deal(SALE, events=storm)

    assert goods(agreement, EACH)["sale/drone"] == (1, 0, 0, 1)
    assert payable(agreement, EACH)["sale/price"] == (9, 0, 0, 9)
    assert payable(agreement, EACH)["sale/advance"] == (1, 0, 0, 1)


def test_closings_add_up_and_leave_other_clauses_alone() -> None:
    happen = {
        "storm": event("storm", Quarter(2027, 2), closes=("sale",), lasts=1),
        "relapse": event("relapse", Quarter(2027, 4)),
    }
    pause = clause("pause", "callback", state="state", partner="buyer", terms=("sale",), event="relapse")
    other = clause("other", "purchase", seller="maker", buyer="third", systems=("drone",), price=money(1))

    agreement = deal(SALE, other, pause, events=happen)

    assert goods(agreement, EACH)["sale/drone"] == (1, 0, 1, 0)
    assert goods(agreement, sold("other", 1, 1, 1, 1, to="third"))["other/drone"] == (1, 1, 1, 1)


def test_a_closed_quarter_counts_for_nothing_that_rests_on_it() -> None:
    storm = {"storm": event("storm", Quarter(2027, 2), closes=("sale",), lasts=1)}
    levy = clause(
        "levy", "export_levy", state="state", payer="maker", terms=("sale",), share=share("0.1"), per_unit=money(2)
    )

    owed = payable(deal(SALE, levy, events=storm), EACH)

    assert owed["levy/share"] == (1, 0, 1, 1)
    assert owed["levy/per_unit"] == (2, 0, 2, 2)


def test_an_event_that_never_happens_closes_nothing() -> None:
    agreement = deal(SALE, events={"storm": event("storm", None, closes=("sale",))})

    assert goods(agreement, EACH)["sale/drone"] == (1, 1, 1, 1)


def test_money_and_goods_are_told_apart() -> None:
    kinds = [type(line.what) for line in unfold(deal(SALE)).lines]

    assert kinds == [Goods, Goods, MoneyIn, MoneyIn]
