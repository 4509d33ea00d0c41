"""A benchmark runs and says what it measured; figures are not judged here, and true sizes are never run in tests."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_plan_bench_prints_rows_with_bars_sizes_and_versions() -> None:
    pytest.importorskip("pyomo")
    command = [sys.executable, "-m", "bench", "plan", "--quick", "--json", "-"]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert found["bench"] == "plan"
    assert found["quick"] is True
    assert found["machine"]["cores"] >= 1
    assert found["machine"]["versions"]["highspy"]
    judged = [row for row in found["rows"] if row["bar"] is not None]
    assert len(judged) == 2 * (4 + 2 * 3)
    assert all(set(row) == {"name", "value", "unit", "bar", "sign", "holds", "size"} for row in found["rows"])
    assert all(row["value"] > 0 for row in found["rows"])


def test_the_simulate_bench_checks_itself_against_a_kernel_by_hand_and_against_two_workers() -> None:
    command = [sys.executable, "-m", "bench", "simulate", "--quick", "--json", "-"]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert sum(row["bar"] is not None for row in found["rows"]) == 3
    assert all(row["value"] > 0 for row in found["rows"])


def test_the_frontier_bench_measures_deals_programs_and_points_and_that_listing_and_folding_agree() -> None:
    command = [sys.executable, "-m", "bench", "frontier", "--quick", "--json", "-"]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr
    rows = json.loads(ran.stdout)["rows"]
    assert [row["name"] for row in rows[:4]] == ["folding, with all points", "listing all in NumPy ÷ folding"] * 2
    assert all(row["value"] > 0 for row in rows)
    names = [row["name"] for row in rows]
    for case in ("reference", "2 times, first two", "2 times, copies as one"):
        assert f"{case}: frontier of one choice ÷ cold solve" in names
        assert f"{case}: nash point" in names
        assert f"{case}: how far all get ahead" in names
    assert "exact frontier of a drawn program, 2 sides" in names
    assert "frontier of a drawn program, 3 sides" in names
    assert names.count("filtering listed utilities") == 2


def test_the_inference_bench_holds_estimates_against_both_rivals() -> None:
    command = [sys.executable, "-m", "bench", "inference", "--quick", "--json", "-"]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr
    names = [row["name"] for row in json.loads(ran.stdout)["rows"]]
    for measure in ("rank correlation", "share of Nash product"):
        for rival in ("classic frequency", "Hindriks-Tykhonov"):
            assert {f"{measure}, {rival}", f"{measure}, ours − {rival}"} <= set(names)


def test_the_talk_of_two_delegations_ends_in_signature() -> None:
    command = [sys.executable, "-m", "bench", "talk", "--quick", "--json", "-"]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr
    rows = {row["name"]: row for row in json.loads(ran.stdout)["rows"]}
    assert rows["rounds until one side accepts"]["holds"]


def test_the_screen_bench_screens_reads_sums_and_writes_and_stands_beside_the_library() -> None:
    command = [sys.executable, "-m", "bench", "screen", "--quick", "--json", "-"]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr
    rows = {row["name"]: row for row in json.loads(ran.stdout)["rows"]}
    assert "screening, names and all verdicts" in rows
    assert {"validating and reading", "summing", "writing CycloneDX", "reading CSV", "reading XLSX"} <= rows.keys()
    assert "library's reader ÷ ours, which validates too" in rows
    assert all(row["value"] > 0 for row in rows.values())


@pytest.mark.parametrize("more", [(), ("--faults",)])
def test_the_settle_bench_records_on_both_stores_and_breaks_them(more: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "bench", "settle", "--quick", *more, "--json", "-"]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr
    rows = {row["name"]: row for row in json.loads(ran.stdout)["rows"]}
    if more:
        assert all(row["holds"] for row in rows.values() if row["bar"] is not None)
        assert rows["power cuts that lose, WAL, FULL"]["value"] == 0
    else:
        for store in ("sqlite", "postgres"):
            assert {f"{store}: events a second, by {size}" for size in ("1", "100", "10,000")} <= rows.keys()
        assert {"closing a quarter", "balances from all postings", "verifying all of it"} <= rows.keys()
