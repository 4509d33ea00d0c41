"""The verdict: sign, sign if, do not, by one stated rule against named walk-aways. Not advice on what a party ought to accept."""

from __future__ import annotations

from dronedeal.report.basis import Basis, Variant
from dronedeal.report.front import Answer, Gain, Gate, Scenario, Verdict, WalkAwayShown
from dronedeal.report.wording import a_list, does, money, named, share, spoken

__all__ = ["RULE", "scenarios", "verdict"]

RULE = (
    "Sign: there is a plan, and every principal gains by its package, in the base case and in every scenario. "
    "Sign if: so it is in the base case, but in some scenario the package cannot hold or a principal gains nothing by it; those scenarios are the conditions. "
    "A scenario keeps the package of the base case, as if signed before it came about, and plans units anew. "
    "Do not: in the base case no package leaves every party at least as well off as walking away, or a principal gains nothing. "
    "Every gain is measured against that party's own walk-away, named below; a package is balanced given these walk-aways, and nothing more is claimed for it."
)

_MOST_NAMES = 6


def scenarios(one: Basis) -> tuple[Scenario, ...]:
    """What each scenario comes to for the principals."""
    return tuple(_scenario(one, variant) for variant in one.variants)


def _scenario(one: Basis, variant: Variant) -> Scenario:
    plan = variant.planned.plan
    if plan is None:
        return Scenario(
            id=variant.id, title=variant.title, status="unsound", because=variant.planned.unsound, joint_gain=None, gains={}
        )  # fmt: skip
    gains = {party: one.snapped(plan.parties[party].gain) for party in one.principals if party in plan.parties}
    return Scenario(
        id=variant.id,
        title=variant.title,
        status=plan.status,
        because=plan.because,
        joint_gain=one.snapped(plan.joint_gain) if plan.status in {"optimal", "unproven"} else None,
        gains={} if plan.status == "infeasible" else gains,
    )


def verdict(one: Basis, told: tuple[Scenario, ...], gains: tuple[Gain, ...], gates: tuple[Gate, ...]) -> Verdict:
    """The answer, by ``RULE``."""
    principals = [gain for gain in gains if gain.principal]
    losers = [gain.name for gain in principals if gain.base <= 0.0]
    read = [scenario for scenario in told if scenario.status != "unsound"]
    failing = [scenario for scenario in read if not _holds(scenario)]
    answer: Answer = "do not" if not one.has_plan or losers else "sign if" if failing else "sign"
    return Verdict(
        answer=answer,
        headline=_headline(one, answer, losers, len(failing), len(read)),
        rule=RULE,
        reasons=tuple(_reasons(one, principals, told)),
        conditions=tuple(_conditions(one, failing, gates)) if answer == "sign if" else (),
        walk_aways=tuple(_walk_away(one, party) for party in one.principals),
    )


def _holds(scenario: Scenario) -> bool:
    gains = scenario.gains.values()
    return scenario.status in {"optimal", "unproven"} and bool(gains) and all(gain > 0.0 for gain in gains)


def _headline(one: Basis, answer: Answer, losers: list[str], failing: int, read: int) -> str:
    names = [named(one.deal, party) for party in one.principals]
    who = f"{a_list(names)} gain{'s' if len(names) == 1 else ''}"
    if answer == "sign":
        where = f"in the base case and in {_all(read)}" if read else "in the base case; no scenario was given"
        return f"{who} over walking away {where}."
    if answer == "sign if":
        return f"{who} over walking away in the base case, but not in {_some_of(failing, read)}."
    if not one.has_plan:
        return f"No zone, because {one.plan.because or 'no plan was found'}."
    return f"{a_list(losers)} gain{'s' if len(losers) == 1 else ''} nothing over walking away."


def _all(read: int) -> str:
    """Every scenario, however many there are."""
    return {1: "the one scenario", 2: "both scenarios"}.get(read, f"all {read} scenarios")


def _some_of(failing: int, read: int) -> str:
    return "the one scenario" if read == 1 else f"{failing} of {read} scenarios"


def _reasons(one: Basis, principals: list[Gain], told: tuple[Scenario, ...]) -> list[str]:
    currency = one.deal.currency
    said: list[str] = []
    for gain in principals if one.has_plan else []:
        spread = ""
        if gain.low < gain.high:
            spread = f", {money(gain.low, currency)} to {money(gain.high, currency)} over the base case and every scenario whose lines hold together"
        rests = "" if gain.assumed is None else f"; {share(gain.assumed)} of what moves it rests on assumptions"
        said.append(f"{does(gain.name, 'gain')} {money(gain.base, currency)}{spread}{rests}.")
    below = [scenario.title for scenario in told if scenario.status == "no zone"]
    if below:
        said.append(f"Somebody would be better off walking away in: {a_list(below)}.")
    without = [scenario.title for scenario in told if scenario.status == "infeasible"]
    if without:
        said.append(f"The package cannot be kept in: {a_list(without)}.")
    if one.plan.status == "unproven":
        said.append("The plan is not proven the best there is; its distance to the proven bound stands under Proof.")
    unproven = [scenario.title for scenario in told if scenario.status == "unproven"]
    if unproven:
        said.append(f"Not proven the best there is within the time a scenario has: {a_list(unproven)}.")
    unread = [scenario.title for scenario in told if scenario.status == "unsound"]
    if unread:
        said.append(f"Not planned, because the scenario does not read: {a_list(unread)}.")
    return said


def _conditions(one: Basis, failing: list[Scenario], gates: tuple[Gate, ...]) -> list[str]:
    said: list[str] = []
    for scenario in failing:
        losing = [_lost(one, party, gain) for party, gain in scenario.gains.items() if gain <= 0.0]
        why = a_list(losing) or scenario.because
        said.append(f"“{scenario.title}” does not come about ({why}).")
    lifted = sorted({relief for gate in gates for passage in gate.passages for relief in passage.reliefs})
    if lifted:
        said.append(f"What lifts a bar is granted when the document says: {a_list(lifted)}.")
    return said


def _lost(one: Basis, party: str, gain: float) -> str:
    """What a party would lose, or that it would gain nothing."""
    who = named(one.deal, party)
    return f"{who} would lose {money(-gain, one.deal.currency)}" if gain < 0.0 else f"{who} would gain nothing"


def _walk_away(one: Basis, party: str) -> WalkAwayShown:
    deal = one.deal
    existing = [
        spoken(name)
        for name in dict.fromkeys(
            line.clause
            for line in one.unfolded.lines
            if line.status == "existing" and party in {line.debtor, line.creditor}
        )
    ]
    others = [
        alternative.name or spoken(alternative.id)
        for alternative in deal.alternatives.values()
        if alternative.party == party
    ]
    parts = ["its own best with its own resources, every proposed term struck"]
    if existing:
        parts.append(f"existing terms {_some(existing)}")
    if others:
        parts.append(f"alternatives {_some(others)}")
    stated = deal.parties[party].walk_away
    if stated is not None:
        parts.append(f"what it states beyond that{f' ({stated.why})' if stated.why else ''}")
    shown = one.plan.parties.get(party)
    value = 0.0 if shown is None else shown.walk_away
    return WalkAwayShown(party=party, name=named(deal, party), value=one.snapped(value), rests_on="; ".join(parts))


def _some(names: list[str]) -> str:
    more = len(names) - _MOST_NAMES
    return a_list(names) if more <= 1 else a_list([*names[:_MOST_NAMES], f"{more} more"])
