"""The legal gate of each channel, as the document states it: which kit is barred to whom from when, and what lifts the bar.

Bars are written by hand; this is not screening and no legal advice.
"""

from __future__ import annotations

from typing import Literal

from dronedeal.deal.row import Line, Standing
from dronedeal.deal.system import Barred
from dronedeal.deal.term import Goods
from dronedeal.report.basis import Basis
from dronedeal.report.front import Gate, Passage
from dronedeal.report.wording import a_list, named, spoken

__all__ = ["gates"]

State = Literal["open", "opens later", "closes", "closed"]


def gates(one: Basis) -> tuple[Gate, ...]:
    """The gate of every proposed clause that delivers goods, in the document's order."""
    found: list[Gate] = []
    lines = [line for line in one.unfolded.lines if line.status == "proposed" and isinstance(line.what, Goods)]
    for clause in dict.fromkeys((line.clause, line.creditor) for line in lines):
        of_clause = [line for line in lines if (line.clause, line.creditor) == clause]
        passages = tuple(passage for line in of_clause for passage in _passages(one, line))
        state = _together(passages)
        found.append(
            Gate(
                term=clause[0],
                name=spoken(clause[0]),
                seller=a_list(dict.fromkeys(named(one.deal, line.debtor) for line in of_clause)),
                buyer=named(one.deal, clause[1]),
                state=state,
                summary=_summary(state, passages),
                passages=passages,
            )
        )
    return tuple(found)


def _passages(one: Basis, line: Line) -> list[Passage]:
    if not isinstance(line.what, Goods):
        return []
    system = one.deal.systems[line.what.system]
    quarters = one.deal.horizon.quarters
    found: list[Passage] = []
    for kit in system.kit_names:
        bars = [bar for bar in system.barred if bar.kit in {"", kit} and bar.buyer in {None, line.creditor}]
        since = system.kits[kit].since if system.kits else None
        reliefs = [relief for bar in bars for relief in _reliefs(one, bar, system.id, line.creditor)]
        passes = [
            is_open
            and (since is None or quarter >= since.plus(line.lead))
            and all(_lifted(one, bar, system.id, line.creditor, period) for bar in bars if bar.since is None or quarter >= bar.since)
            for period, (quarter, is_open) in enumerate(zip(quarters, line.open, strict=True))
        ]  # fmt: skip
        first = next((index for index, passed in enumerate(passes) if passed), None)
        last = next((index for index in reversed(range(len(passes))) if passes[index]), None)
        found.append(
            Passage(
                system=named(one.deal, system.id),
                kit=kit,
                state=_state(passes),
                first="" if first is None else str(quarters[first]),
                last="" if last is None or last == len(quarters) - 1 else str(quarters[last]),
                bars=tuple(_said(bar) for bar in bars),
                reliefs=tuple(dict.fromkeys(_relief_said(relief) for relief in reliefs)),
            )
        )
    return found


def _state(passes: list[bool]) -> State:
    if not any(passes):
        return "closed"
    if not passes[-1]:
        return "closes"
    return "open" if all(passes) else "opens later"


def _said(bar: Barred) -> str:
    since = "always" if bar.since is None else f"from {bar.since}"
    return f"barred {since}{f' by {bar.rule}' if bar.rule else ''}{f': {bar.why}' if bar.why else ''}"


def _reliefs(one: Basis, bar: Barred, system: str, buyer: str) -> list[Standing]:
    return [standing for standing in one.unfolded.standing if _relieves(standing, bar.rule, system, buyer)]


def _relieves(standing: Standing, rule: str, system: str, buyer: str) -> bool:
    if standing.promise != "relief" or not rule or not any(standing.open):
        return False
    lifted, relieved, *systems = standing.about
    return lifted == rule and relieved == buyer and (not systems or system in systems)


def _lifted(one: Basis, bar: Barred, system: str, buyer: str, period: int) -> bool:
    return any(standing.open[period] for standing in _reliefs(one, bar, system, buyer))


def _relief_said(standing: Standing) -> str:
    return f"{spoken(standing.clause)} {standing.text}"


def _together(passages: tuple[Passage, ...]) -> State:
    """The state of a channel: open if every system has an open kit, closed if none has one at all."""
    best: dict[str, State] = {}
    order: list[State] = ["closed", "closes", "opens later", "open"]
    for passage in passages:
        best[passage.system] = max(best.get(passage.system, "closed"), passage.state, key=order.index)
    states = set(best.values())
    if states == {"closed"}:
        return "closed"
    return min((state for state in states if state != "closed"), key=order.index) if states else "closed"


def _summary(state: State, passages: tuple[Passage, ...]) -> str:
    """Which kits pass, from when, and which do not, systems that fare alike taken together."""
    said: dict[str, list[str]] = {}
    for passage in passages:
        kit = "" if passage.kit == "standard" else f" in kit {spoken(passage.kit)}"
        if passage.state == "closed":
            rules = dict.fromkeys(bar.partition(":")[0] for bar in passage.bars)
            how = (
                f"closed{kit}: {a_list(rules)}" if rules else f"closed{kit}: it cannot be delivered within the horizon"
            )
        elif passage.state == "closes":
            how = f"open{kit} only to {passage.last}"
        elif passage.state == "opens later":
            how = f"open{kit} from {passage.first}"
        else:
            how = f"open{kit}"
        said.setdefault(how, []).append(passage.system)
    if state == "open" and len(said) == 1:
        return "open: no bar stands in the document"
    return "; ".join(f"{how} ({a_list(systems)})" for how, systems in said.items())
