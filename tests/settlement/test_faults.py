"""What a ledger is worth when processes are killed, disks are full, and several record at once.

``DRONEDEAL_KILLS`` and ``DRONEDEAL_CUTS`` say how often, for long runs; ``python -m bench settle --faults`` measures them.
"""

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest

from bench.faults import told
from dronedeal.settlement import Ledger, NotStored, state, verify
from tests.architecture.project import PACKAGE, name, tree
from tests.settlement.settling import STORES, Shelf, delivery, opened, sale

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks, and limits processes")
KILLS = int(os.environ.get("DRONEDEAL_KILLS", "100"))
CUTS = int(os.environ.get("DRONEDEAL_CUTS", "5000"))


@pytest.mark.parametrize("kind", STORES)
def test_killed_while_recording_nothing_acknowledged_is_lost_and_nothing_is_there_twice(kind: str) -> None:
    found = told("kills", kind, KILLS)

    assert (found["kills"], found["lost"], found["doubled"], found["unknown"], found["wrong"]) == (KILLS, 0, 0, 0, 0)
    assert found["recorded"] >= KILLS
    assert found["unacknowledged"] <= KILLS


def test_of_a_server_killed_in_the_midst_nothing_acknowledged_is_lost() -> None:
    times = max(4, KILLS // 25)

    found = told("restarts", "postgres", times)

    assert (found["kills"], found["lost"], found["doubled"], found["unknown"], found["wrong"]) == (times, 0, 0, 0, 0)
    assert found["recorded"] >= times
    assert found["unacknowledged"] <= times


@pytest.mark.parametrize("kind", STORES)
def test_four_that_record_the_same_at_once_come_to_what_one_alone_would(kind: str) -> None:
    found = told("writers", kind, 60)

    assert (found["same"], found["entries"], found["wrong"]) == (True, 61, 0)
    assert (found["refused"], found["deadlocks"]) == (0, 0)


def test_a_power_cut_loses_nothing_that_was_acknowledged() -> None:
    from bench.power import cuts

    found = cuts(CUTS, 1)

    assert (found.cuts, found.lost, found.corrupt) == (CUTS, 0, 0)
    assert found.unacknowledged > 0


def test_a_power_cut_loses_nothing_under_an_engine_that_falls_back() -> None:
    from bench.power import cuts

    found = cuts(max(500, CUTS // 10), 2, version=(3, 40, 1))

    assert (found.lost, found.corrupt) == (0, 0)


def test_settings_that_are_not_durable_are_seen_to_lose() -> None:
    """So that the tests above bite: NORMAL forgets what it acknowledged, OFF leaves no ledger at all."""
    from bench.power import cuts

    normal, off = cuts(500, 1, synchronous="NORMAL"), cuts(500, 1, version=(3, 40, 1), synchronous="OFF")

    assert normal.lost > 0
    assert normal.corrupt == 0
    assert off.corrupt > 0


@pytest.mark.parametrize("version", [(), (3, 40, 1)])
def test_after_a_sync_that_fails_each_event_is_there_once_or_not_at_all(version: tuple[int, ...]) -> None:
    from bench.power import failing_syncs

    found = failing_syncs(50, version=version)

    assert (found.cuts, found.lost, found.corrupt) == (50, 0, 0)


FULL = """
import resource, sys
from datetime import date
from dronedeal.settlement import Ledger, NotStored, Unconfirmed
from tests.settlement.settling import NOW, delivery, sale
ledger = Ledger(sys.argv[1], sale())
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
number = 0
try:
    while True:
        ledger.record([delivery(f"d-{number}", date(2027, 2, 1), 1)], now=NOW)
        print(number, flush=True)
        number += 1
except (NotStored, Unconfirmed) as error:
    print(type(error).__name__, error, file=sys.stderr)
"""


@pytest.mark.parametrize("more", [20_000, 60_000, 100_000])
def test_a_full_disk_is_said_and_what_was_acknowledged_stays(more: int, tmp_path: Path) -> None:
    ledger = opened(tmp_path, sale())
    ledger.close_store()
    path = tmp_path / "ledger.sqlite"

    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path), str(path.stat().st_size + more)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stderr.split()[0] in {"NotStored", "Unconfirmed"}
    ledger = Ledger(str(path), sale())
    ids = [entry.event.id for entry in ledger.entries() if entry.event is not None]
    acknowledged = len(done.stdout.split())
    assert ids == [f"d-{number}" for number in range(len(ids))]
    assert acknowledged <= len(ids) <= acknowledged + 1
    assert verify(ledger) == ()
    outcome = ledger.record(
        [delivery(f"d-{acknowledged}", date(2027, 2, 1), 1)], now="2028-01-01T00:00:00+00:00"
    ).outcomes
    assert [word for _, word in outcome] == ["exists" if len(ids) > acknowledged else "new"]
    ledger.close_store()


@pytest.fixture
def unwritable() -> Iterator[Path]:
    """A ledger in a folder that only its owner may write."""
    folder = Path(tempfile.mkdtemp())
    opened(folder, sale()).close_store()
    for one in folder.iterdir():
        one.chmod(0o444)
    folder.chmod(0o555)
    yield folder / "ledger.sqlite"
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_ledger_that_may_not_be_written_says_so(unwritable: Path) -> None:
    code = (
        "import sys, os\n"
        "from datetime import date\n"
        "from dronedeal.settlement import Ledger, NotStored\n"
        "from tests.settlement.settling import NOW, delivery, sale\n"
        "if os.geteuid() == 0: os.setresuid(65534, 65534, 65534)\n"
        "try: Ledger(sys.argv[1], sale()).record([delivery('d', date(2027, 2, 1), 1)], now=NOW)\n"
        "except NotStored as error: print(error)\n"
    )
    before = unwritable.read_bytes()

    done = subprocess.run([sys.executable, "-c", code, str(unwritable)], capture_output=True, text=True, check=False)

    assert "cannot be" in done.stdout, done.stderr
    assert unwritable.read_bytes() == before


def test_a_database_that_may_only_be_read_says_so_and_stays_as_it_is(tmp_path: Path) -> None:
    shelf = Shelf("postgres", tmp_path)
    shelf.new(sale()).close_store()
    schema = shelf.url().rpartition("%3D")[2]
    with psycopg.connect(shelf.url(), autocommit=True) as base:
        base.execute(f"CREATE ROLE {schema}_reader LOGIN")
        base.execute(f"GRANT USAGE ON SCHEMA {schema} TO {schema}_reader")
        base.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {schema}_reader")
    ledger = Ledger(shelf.url().replace("postgres@", f"{schema}_reader@"), sale())

    with pytest.raises(NotStored, match=r"nothing was recorded: permission denied"):
        ledger.record([delivery("d", date(2027, 2, 1), 1)], now="2028-01-01T00:00:00+00:00")

    assert len(ledger.entries()) == 1
    ledger.close_store()


def test_nothing_in_settlement_asks_what_time_it_is_or_leaves_anything_to_chance() -> None:
    """Times are handed in, so a clock that is wrong changes no statement. The private key alone is drawn."""
    modules = sorted((PACKAGE / "settlement").rglob("*.py"))
    asked = {
        "now",
        "utcnow",
        "today",
        "time",
        "time_ns",
        "monotonic",
        "perf_counter",
        "localtime",
        "gmtime",
        "uuid4",
        "urandom",
    }

    found = [
        f"{name(module)}:{node.lineno}"
        for module in modules
        for node in ast.walk(tree(module))
        if (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in asked)
        or (isinstance(node, ast.Import) and {one.name for one in node.names} & {"time", "random", "secrets", "uuid"})
        or (isinstance(node, ast.ImportFrom) and node.module in {"time", "random", "secrets", "uuid"})
    ]

    assert len(modules) > 20
    assert [place.partition(":")[0] for place in found] == ["src/dronedeal/settlement/keyfile.py"]


ZONES = """
import sys
from datetime import date
from dronedeal.settlement import state
from tests.settlement.settling import delivery, payment, sale
days = [date(2027, 12, 31), date(2027, 1, 1), date(2027, 3, 28), date(2027, 10, 31)]
events = [delivery(f"d-{n}", day, 7) for n, day in enumerate(days)] + [payment("p", date(2028, 2, 29), "1.25")]
sys.stdout.write(state(sale(), events, party="buyer", to=date(2028, 2, 29)).hash)
"""


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Kyiv"])
def test_zones_leap_days_and_the_ends_of_years_change_no_statement(zone: str) -> None:
    from tests.settlement.settling import payment

    days = [date(2027, 12, 31), date(2027, 1, 1), date(2027, 3, 28), date(2027, 10, 31)]
    events = [delivery(f"d-{n}", day, 7) for n, day in enumerate(days)] + [payment("p", date(2028, 2, 29), "1.25")]
    here = state(sale(), events, party="buyer", to=date(2028, 2, 29))

    there = subprocess.run(
        [sys.executable, "-c", ZONES], env=os.environ | {"TZ": zone}, capture_output=True, text=True, check=False
    )

    assert there.stdout == here.hash, there.stderr
    assert [one["quarter"] for one in here.body["goods"]] == ["2027-Q1", "2027-Q4"]
    assert [one["on"] for one in here.body["payments"]] == ["2028-02-29"]
