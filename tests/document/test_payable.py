"""What a deal says of paying: what can be followed is read, and what cannot is a finding."""

from pathlib import Path

import pytest

import dronedeal
from dronedeal.document import read_folder, written

DEAL = """\
dronedeal: 1
title: A sum
horizon: {start: 2027-Q1, years: 1}
currency: USD
parties: {payer: {kind: state, discount_rate: 4%}, payee: {kind: state, discount_rate: 4%}}
terms:
  pay: {kind: compensation, payer: payer, payee: payee, amount: 100 USD, what: a sum}
  more: {kind: compensation, payer: payer, payee: payee, amount: {open: [1 USD, 9 USD]}, what: a sum}
paying: {PAYING}
"""
WHOLE = (
    "late: {rates: [{from: 2026-01-01, rate: 10.15%}], day_count: actual/365, fixed: 40 EUR}, "
    "days: {shift: following, interest_from: shifted, weekend: [friday, saturday], closed: [2027-01-01]}, least: 500 USD, netting: yes, "
    "exchange: {EUR: {terms: [pay], source: the bank of issue, quoted: one_is, rate: due}}, fixed_later: [terms.pay.amount]"
)


def folder_of(tmp_path: Path, paying: str) -> Path:
    words = DEAL.replace("PAYING", paying).replace("currency: USD\n", "currency: USD\nrates: {EUR: 1.1}\n")
    (tmp_path / "deal.yaml").write_text(words, "utf-8")
    return tmp_path


def test_all_that_can_be_said_is_read_and_written_back(tmp_path: Path) -> None:
    deal = read_folder(folder_of(tmp_path, WHOLE)).deal
    assert deal is not None
    (tmp_path / "deal.yaml").write_text(written(deal), "utf-8")

    again = read_folder(tmp_path).deal

    assert deal.paying is not None
    assert deal.paying.late is not None
    assert str(deal.paying.late.rates[0].rate) == "0.1015"
    assert again == deal


@pytest.mark.parametrize(
    ("paying", "message"),
    [
        ("late: {rates: [{from: 2027-07-01, rate: 1%}, {from: 2027-01-01, rate: 2%}], day_count: actual/365}", "stands after that"),
        ("late: {rates: [{from: 2027-01-01, rate: 1%}, {from: 2027-01-01, rate: 2%}], day_count: actual/365}", "stands after that"),
        ("late: {rates: [], day_count: actual/365}", "has no rate"),
        ("late: {rates: [{from: 2027-01-01, rate: 1015}], day_count: actual/365}", "a yearly rate of"),
        ("least: {triangle: [1 USD, 2 USD, 3 USD]}", "paying.least is not agreed"),
        ("days: {shift: following, interest_from: shifted, weekend: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]}", "no business day"),
        ("exchange: {USD: {terms: [pay], source: x, quoted: buys, rate: due}}", "no other currency"),
        ("exchange: {EUR: {terms: [pay], source: x, quoted: buys, rate: due}, GBP: {terms: [pay], source: x, quoted: buys, rate: due}}", "is paid in EUR and in GBP"),
        ("fixed_later: [terms.pay.price]", "which is no number"),
    ],
)  # fmt: skip
def test_what_cannot_be_followed_is_found_with_its_place(paying: str, message: str, tmp_path: Path) -> None:
    findings = dronedeal.check(folder_of(tmp_path, paying))

    (found,) = [one for one in findings if one.code == "D550"]
    assert message in found.message
    assert found.place.line == 10
    assert found.mend


@pytest.mark.parametrize("paying", ["late: {rates: [{from: 2027-01-01, rate: 1%}]}", "days: {shift: following}"])
def test_a_question_that_paying_must_answer_is_asked(paying: str, tmp_path: Path) -> None:
    assert [one.code for one in dronedeal.check(folder_of(tmp_path, paying)) if one.severity == "error"] == ["D202"]
