"""A scripted talk of five rounds on the reference case: two delegations with sealed files, each running its own half, ending in signature.

Not a contest of speed: it prints what each offers, and after how many rounds one accepts. Each delegation has the public document,
its own overlay and the log. It asks for less every round, answers with what pleases the other most at that, and takes what gives it as much.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import dronedeal
from bench.row import Row
from dronedeal.deal import Offer, Talks

EXAMPLES = Path(__file__).parent.parent / "examples"
FOLDER, QUICK = EXAMPLES / "us-ukraine", EXAMPLES / "gulf-interceptors"
ROUNDS, OPENING, STEP = 5, 0.95, 0.1


def sealed(origin: Path, side: str, place: Path) -> dronedeal.Deal:
    """The deal as one side holds it: the document, the claims, its own overlay, and no other file."""
    folder = place / side
    (folder / "private").mkdir(parents=True)
    for name in ("deal.yaml", "claims.csv", f"private/{side}.yaml"):
        if (origin / name).is_file():
            shutil.copy(origin / name, folder / name)
    return dronedeal.read(folder, side=side)


def run(*, quick: bool = False) -> list[Row]:
    """Talk on the reference case; quickly, on the example for the Gulf."""
    folder, sides = (QUICK, ("ukraine", "gulf_state")) if quick else (FOLDER, ("ukraine", "united_states"))
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as place:
        deals = {side: sealed(folder, side, Path(place)) for side in sides}
        ideals = {side: dronedeal.answer(deal, Talks(), side).answer.target / 0.9 for side, deal in deals.items()}
        log, rounds = talked(deals, ideals)
    size = f"{folder.name}, sealed files"
    rows = [Row(name="rounds until one side accepts", value=float(rounds), size=size, unit="", bar=float(ROUNDS))]
    rows.append(Row(name="both delegations, thinking", value=time.perf_counter() - started, size=size, unit="s"))
    neutral = dronedeal.read(folder, side="neutral")
    plan = dronedeal.plan(
        neutral, costs=False, package={path: float(value) for path, value in log.offers[-1].package.items()}
    )
    assert plan.status in {"optimal", "unproven"}, plan.because
    rows += [
        Row(name=f"what was signed gives {side}", value=plan.parties[side].gain / 1e6, size=size, unit="m")
        for side in sides
    ]
    return rows


def talked(deals: Mapping[str, dronedeal.Deal], ideals: Mapping[str, float]) -> tuple[Talks, int]:
    """The log, and the round in which one side accepted; one more than there are if nobody did."""
    log = Talks()
    for round_ in range(1, ROUNDS + 1):
        for side, deal in deals.items():
            target = ideals[side] * (OPENING - STEP * (round_ - 1))
            found = dronedeal.answer(deal, log, side, target=target)
            while not found.answer.accept and found.answer.pleasing is None:
                target *= 0.95
                found = dronedeal.answer(deal, log, side, target=target)
            if found.answer.accept and found.last is not None:
                print(f"round {round_}: {side} accepts {found.last.gains[side]:,.0f}, wanting {target:,.0f}")
                return log, round_
            counter = found.answer.pleasing
            assert counter is not None
            print(
                f"round {round_}: {side} offers what gives it {counter.gains[side]:,.0f}, wanting {target:,.0f}",
                flush=True,
            )
            package = {path: Decimal(repr(value)) for path, value in counter.package.items()}
            offer = Offer(round=round_, date=f"2027-02-{2 * round_:02}", by=side, package=package)
            log = Talks(offers=(*log.offers, offer))
    return log, ROUNDS + 1
