"""The study's futures: those of ``simulate``, on the page, in the workbook and in the record alike."""

import json

import numpy as np
import pytest

from dronedeal.simulation import simulate
from tests.report.conftest import Written
from tests.report.test_workbook import table


def test_futures_are_those_that_simulate_draws(study: Written) -> None:
    futures = study.dossier.futures
    assert futures is not None
    alone = simulate(study.basis.deal, scenarios=futures.count, seed=futures.seed, processes=0, drivers=False)

    assert futures.checksum == alone.checksum
    assert futures.drawn == 1
    for one in futures.spreads:
        assert one.p05 <= one.p50 <= one.p95
        assert one.worst <= one.p05
        assert 0.0 <= one.regret <= 1.0
    assert {one.name for one in futures.spreads if one.principal} == {"Homeland", "Buyer"}


def test_page_workbook_and_record_tell_the_same_futures(study: Written) -> None:
    futures = study.dossier.futures
    assert futures is not None
    page = (study.out / "index.html").read_text(encoding="utf-8")
    record = json.loads((study.out / "study.json").read_text(encoding="utf-8"))
    by_name = {row["party"]: row for row in table(study, "futures")}

    assert f"in {futures.count:,} futures of 1 number or event that is" in page
    assert record["futures"]["checksum"] == futures.checksum
    for one in futures.spreads:
        assert by_name[one.name]["mean"] == pytest.approx(one.mean)
        assert by_name[one.name]["rather walked away"] == pytest.approx(one.regret)
    swings = table(study, "swings")
    assert {row["number"] for row in swings} == {one.path for one in futures.hangs} == {"systems.interceptor.unit_cost"}
    assert (study.out / "figures" / "futures.svg").is_file()
    assert (study.out / "figures" / "swings.svg").is_file()


def test_cash_fans_out_over_all_futures_and_needs_say_how_they_fare(study: Written) -> None:
    futures = study.dossier.futures
    assert futures is not None
    alone = simulate(study.basis.deal, scenarios=futures.count, seed=futures.seed, processes=0, drivers=False)
    rows = {(row["party"], row["year"]): row for row in table(study, "cash in futures")}

    assert [fan.name for fan in futures.fans] == ["Homeland", "Buyer"]
    for fan, party in zip(futures.fans, alone.principals, strict=True):
        cash = alone.outcome.cash[:, alone.parties.index(party)]
        for at, year in enumerate(fan.years):
            assert fan.p05[at] <= fan.p25[at] <= fan.p50[at] <= fan.p75[at] <= fan.p95[at]
            assert fan.p05[at] == pytest.approx(np.quantile(cash[:, at], 0.05), abs=1.0)
            assert rows[fan.name, year]["95 %"] == pytest.approx(fan.p95[at])
    assert (study.out / "figures" / "fans.svg").is_file()
    assert {row["need"] for row in table(study, "needs in futures")} == {one.name for one in futures.services}


def test_without_a_plan_there_are_no_futures(no_zone: Written) -> None:
    page = (no_zone.out / "index.html").read_text(encoding="utf-8")

    assert no_zone.dossier.futures is None
    assert "There is no plan to carry out." in page
    assert not (no_zone.out / "figures" / "futures.svg").exists()


def test_the_workbook_says_what_is_left_without_a_clause(study: Written) -> None:
    by_clause = {row["clause"]: row for row in table(study, "clauses")}

    for one in study.dossier.clauses:
        assert by_clause[one.term]["without it"].startswith("no zone") is one.needed
    assert table(study, "scenarios")[0]["scenario"] == "base case"
    assert table(study, "scenarios")[0]["together"] == pytest.approx(study.dossier.joint_gain)
