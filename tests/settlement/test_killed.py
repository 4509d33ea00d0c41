"""kill -9 while it records: what was acknowledged is there, nothing is there twice, and the same ids settle the rest.

``DRONEDEAL_KILLS`` says how often; 30 if it does not. This says nothing of power cuts: the machine goes on.
"""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from dronedeal.settlement import Ledger, verify
from tests.settlement.settling import NOW, delivery, opened, sale

KILLS = int(os.environ.get("DRONEDEAL_KILLS", "30"))
CHILD = """
import sys
from datetime import date
from dronedeal.settlement import Ledger
from tests.settlement.settling import NOW, delivery, sale
ledger = Ledger(sys.argv[1], sale())
number = int(sys.argv[2])
while True:
    found = ledger.record([delivery(f"d-{number}", date(2027, 2, 1), 1 + number % 9)], now=NOW)
    print(number, flush=True)
    number += 1
"""


def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(tmp_path: Path) -> None:
    chance = random.Random(20270331)
    opened(tmp_path, sale()).close_store()
    path = str(tmp_path / "ledger.sqlite")
    acknowledged, unacknowledged, start = 0, 0, 0
    for _ in range(KILLS):
        child = subprocess.Popen([sys.executable, "-c", CHILD, path, str(start)], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(chance.uniform(0, 0.05))
        child.send_signal(signal.SIGKILL)
        told = [int(line) for line in (first + child.stdout.read()).splitlines() if line]
        child.stdout.close()
        child.wait()

        ledger = Ledger(path, sale())
        events = [entry.event.id for entry in ledger.entries() if entry.event is not None]
        assert events == [f"d-{number}" for number in range(len(events))]
        assert told[-1] < len(events)
        assert len(events) - told[-1] - 1 in {0, 1}
        again = delivery(f"d-{told[-1]}", date(2027, 2, 1), 1 + told[-1] % 9)
        assert [outcome for _, outcome in ledger.record([again], now=NOW).outcomes] == ["exists"]
        ledger.close_store()
        unacknowledged += len(events) - told[-1] - 1
        acknowledged, start = told[-1] + 1, len(events)

    ledger = Ledger(path, sale())
    assert verify(ledger) == ()
    told_of = f"{KILLS} kills, {acknowledged} recorded, {unacknowledged} of them unacknowledged, 0 lost, 0 doubled"
    sys.stdout.write(f"{told_of}\n")
