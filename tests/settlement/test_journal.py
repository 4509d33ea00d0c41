"""Journals: Beancount reads them without an error and comes to our balances; hledger's form says the same, leg by leg."""

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader
from beancount.core.data import Open, Transaction

from dronedeal.settlement import EXPONENTS, Ledger, journal, major, read_events, sign
from dronedeal.settlement.journal import _account, _distinct, _Names, _unit
from dronedeal.settlement.signed import Signed
from tests.settlement.settling import KEY, NOW, delivery, opened, payment, recorded, sale

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "us-ukraine"


@pytest.fixture(scope="module")
def example() -> Signed:
    from dronedeal.document import read_folder, read_signature

    deal = read_folder(EXAMPLE).deal
    assert deal is not None
    package, agreed, _ = read_signature(EXAMPLE / "package.yaml", deal)
    signed, findings = sign(deal, package, agreed=agreed)
    assert signed is not None, findings
    return signed


def a_year(ledger: Ledger, signed: Signed) -> None:
    for name, to in (("events.csv", date(2027, 12, 31)), ("late.csv", date(2028, 9, 30))):
        events, findings = read_events(EXAMPLE / name, signed)
        assert findings == ()
        recorded(ledger, events)
        assert ledger.close(to, now=NOW)[1] == ()


def written(ledger: Ledger) -> dict[tuple[str, str], Decimal]:
    """Our balances, under the names that a journal gives them."""
    names = _Names([entry for entry in ledger.entries() if entry.postings], "beancount")
    units = {unit: word.strip('"') for unit, word in names._units.items()}
    return {(names.accounts[one], units[unit]): Decimal(major(sums, unit)) for one, unit, sums in ledger.balances()}


def read_by_beancount(text: str) -> dict[tuple[str, str], Decimal]:
    entries, errors, _ = loader.load_string(text)
    assert errors == []
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for entry in entries:
        if isinstance(entry, Transaction):
            for leg in entry.postings:
                assert leg.units is not None
                found[leg.account, leg.units.currency] += leg.units.number or 0
    assert sum(isinstance(entry, Open) for entry in entries) == len({account for account, _ in found})
    return {key: total for key, total in found.items() if total}


def read_as_hledger(text: str) -> dict[tuple[str, str], Decimal]:
    """A strict reading of the few forms of hledger's grammar that a journal uses; every transaction balances."""
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    declared: set[str] = set()
    units: set[str] = set()
    sums: dict[str, Decimal] = {}
    for line in text.splitlines():
        if line.startswith("account "):
            declared.add(line.removeprefix("account "))
        elif line.startswith("commodity "):
            form = re.fullmatch(r'commodity 1000\.0* ([A-Z]+|"[A-Z0-9-]+")', line)
            assert form is not None, line
            units.add(form[1].strip('"'))
        elif re.fullmatch(r"\d{4}-\d\d-\d\d \* \d+ [^;]+", line) or not line:
            assert not any(sums.values()), line
            sums = defaultdict(Decimal)
        elif not line.startswith(";"):
            leg = re.fullmatch(r'  ([A-Za-z0-9:-]+)  (-?\d+(?:\.\d+)?) ([A-Z]+|"[A-Z0-9-]+")', line)
            assert leg is not None, line
            assert leg[1] in declared
            unit = leg[3].strip('"')
            assert unit in units
            found[leg[1], unit] += Decimal(leg[2])
            sums[unit] += Decimal(leg[2])
    assert not any(sums.values())
    return {key: total for key, total in found.items() if total}


@pytest.mark.filterwarnings("default")
def test_both_programs_come_to_the_balances_of_the_example(example: Signed, tmp_path: Path) -> None:
    ledger = Ledger(str(tmp_path / "l.sqlite"), example, now=NOW, chance=KEY)
    a_year(ledger, example)

    ours = written(ledger)

    assert len(ours) > 40
    assert read_by_beancount(journal(ledger, "beancount")) == ours
    assert read_as_hledger(journal(ledger, "hledger")) == ours
    ledger.close_store()


@pytest.mark.filterwarnings("default")
def test_corrections_and_true_ups_come_to_the_same(tmp_path: Path) -> None:
    ledger = opened(tmp_path, sale())
    recorded(ledger, (delivery("d-1", date(2027, 2, 1), 40), payment("p-1", date(2027, 3, 9), "100.05")))
    ledger.close(date(2027, 3, 31), now=NOW)
    recorded(ledger, (delivery("d-2", date(2027, 2, 2), 35, corrects="d-1"),))
    ledger.close(date(2027, 6, 30), now=NOW)

    texts = journal(ledger, "beancount"), journal(ledger, "hledger")

    assert "trued_up" in texts[0]
    assert read_by_beancount(texts[0]) == read_as_hledger(texts[1]) == written(ledger)
    ledger.close_store()


@pytest.mark.filterwarnings("default")
def test_a_ledger_without_legs_is_a_journal_too(tmp_path: Path) -> None:
    ledger = opened(tmp_path, sale())

    assert read_by_beancount(journal(ledger, "beancount")) == {}
    ledger.close_store()


def test_names_that_would_be_written_alike_stay_apart() -> None:
    units = {"UNIT-interceptor_of_the_long_range_a", "UNIT-interceptor_of_the_long_range_b", "UNIT-a_b", "UNIT-a-b"}
    accounts = {"a_b:cash:c", "a-b:cash:c"}

    words, paths = _distinct(units, _unit), _distinct(accounts, _account)

    assert len(set(words.values())) == len(units)
    assert len(set(paths.values())) == len(accounts)
    assert all(re.fullmatch(r"[A-Z][A-Z0-9-]{0,22}[A-Z0-9]", word) for word in words.values())


def test_every_currency_is_written_as_it_is() -> None:
    assert all(_unit(currency) == currency for currency in EXPONENTS)
