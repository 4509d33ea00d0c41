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
                summary=_summary(passages),
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
            and all(_lifted(one, bar, system.id, line.creditor, period) for bar in bars if bar.stands(quarter))
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
                rules=tuple(dict.fromkeys(_short(bar) for bar in bars)),
                bars=tuple(_said(bar) for bar in bars),
                reliefs=tuple(dict.fromkeys(_relief_said(one, relief) for relief in reliefs)),
            )
        )
    return found


def _state(passes: list[bool]) -> State:
    if not any(passes):
        return "closed"
    if not passes[-1]:
        return "closes"
    return "open" if all(passes) else "opens later"


def _short(bar: Barred) -> str:
    return f"{bar.rule or 'a bar'} from {'the start' if bar.since is None else bar.since}"


def _said(bar: Barred) -> str:
    since = "always" if bar.since is None else f"from {bar.since}"
    if bar.until is not None:
        since += f" until {bar.until}"
    return f"barred {since}{f' by {bar.rule}' if bar.rule else ''}{f': {bar.why}' if bar.why else ''}"


def _reliefs(one: Basis, bar: Barred, system: str, buyer: str) -> list[Standing]:
    return [standing for standing in one.unfolded.standing if relieves(standing, bar.rule, system, buyer)]


def relieves(standing: Standing, rule: str, system: str, buyer: str) -> bool:
    """Whether a promise lifts a rule for a system and a buyer in some quarter."""
    if standing.promise != "relief" or not rule or not any(standing.open):
        return False
    lifted, relieved, *systems = standing.about
    return lifted == rule and relieved == buyer and (not systems or system in systems)


def _lifted(one: Basis, bar: Barred, system: str, buyer: str, period: int) -> bool:
    return any(standing.open[period] for standing in _reliefs(one, bar, system, buyer))


def _relief_said(one: Basis, standing: Standing) -> str:
    first = next(index for index, is_open in enumerate(standing.open) if is_open)
    since = f" from {one.deal.horizon.quarters[first]}" if first else ""
    return f"{spoken(standing.clause)} {standing.text}{since}"


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


def _summary(passages: tuple[Passage, ...]) -> str:
    """What passes, from when; what does not, and by which rule; what lifts a bar."""
    systems = list(dict.fromkeys(passage.system for passage in passages))
    open_ones: dict[str, dict[str, list[str]]] = {}
    closed: dict[str, dict[str, list[str]]] = {}
    for passage in passages:
        kit = "" if passage.kit == "standard" else f"kit {spoken(passage.kit)}"
        if passage.state == "closed":
            why = _together_since(passage.rules) or "it cannot come within the horizon"
            closed.setdefault(kit, {}).setdefault(why, []).append(passage.system)
        else:
            since = "" if passage.state == "open" else f" from {passage.first}"
            until = f" until {passage.last}" if passage.last else ""
            open_ones.setdefault(kit, {}).setdefault(f"{since}{until}", []).append(passage.system)
    if not closed and open_ones == {"": {"": systems}}:
        return "No bar stands in the document."
    said = [f"Passes{f' in {kit}' if kit else ''}: {_by_date(when, systems)}." for kit, when in open_ones.items()]
    said.extend(
        f"Barred{f' in {kit}' if kit else ''}: {'; '.join(_of(how, which, systems) for how, which in each.items())}."
        for kit, each in closed.items()
    )
    lifted = dict.fromkeys(relief for passage in passages for relief in passage.reliefs)
    said.extend(f"{relief[0].upper()}{relief[1:]}." for relief in lifted)
    return " ".join(said)


def _by_date(when: dict[str, list[str]], systems: list[str]) -> str:
    return "; ".join(
        f"{'all' if which == systems and len(systems) > 1 else a_list(which)}{since}" for since, which in when.items()
    )


def _of(how: str, which: list[str], systems: list[str]) -> str:
    return how if which == systems else f"{how} ({a_list(which)})"


def _together_since(rules: tuple[str, ...]) -> str:
    """Rules that bar from the same quarter, said together."""
    since: dict[str, list[str]] = {}
    for rule in rules:
        name, _, quarter = rule.rpartition(" from ")
        since.setdefault(quarter, []).append(name)
    return a_list(f"{a_list(names)} from {quarter}" for quarter, names in since.items())
