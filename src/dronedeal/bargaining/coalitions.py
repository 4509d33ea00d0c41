"""The verb coalitions: what each coalition of a deal's players can have without the others, and how the worth of all may be divided.

From a deal to a game. Not the game's own answers, which ``coalition`` has, and no division is called fair. The game is of transferable
utility: payments between parties cancel in a joint gain, save for what taxes take and for what later money weighs to each, so that a
worth says how much there is to divide, and not whether the prices that are open can divide it so.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import cast

from dronedeal.bargaining.coalition import Game, core, nucleolus, range_of, shapley
from dronedeal.deal import Clause, Deal, principals_of, strike
from dronedeal.document import ItemsOf, Noun, Shape, TableOf, TextOf, fields_of
from dronedeal.forms import FORMS
from dronedeal.planning import Bases, NoDeal, walk_away, worked_out

__all__ = ["Blocking", "CoalitionFound", "Coalitions", "PlayerFound", "WrongPlayers", "coalitions", "parties_of"]

_FEWEST, _MOST = 2, 8
"""Players of a game: every one more doubles the plans there may be."""

_GAP = 1e-3
"""Distance to the bound, relative to the joint gain, at which a coalition's plan is taken for the best."""

_SECONDS = 20.0
"""Longest one integer program of a coalition may take."""


class WrongPlayers(ValueError):
    """Players with whom there is no game, or one too large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoalitionFound:
    """What some players can have without the others, under the proposed clauses that name none of those.

    Attributes
    ----------
    worth
        Joint gain over the no-deal plan, less what the players left out gain by the way, and less what can be had with no player at all.
    within
        How much more it may be at most, for all that is proven: the plan's distance to its bound. Nothing where there is no plan.
    status
        Of the plan, or ``no clause`` where nothing proposed is left to plan. Without a plan all its members walk away: it is worth nothing.
    because
        Why there is no plan.
    clauses
        The proposed clauses left.
    """

    members: tuple[str, ...]
    worth: float
    within: float
    status: str
    because: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerFound:
    """One player: how much it is needed, and what rules of division give it. No rule is called fair.

    Attributes
    ----------
    companies
        Parties named by proposed clauses that take part only with it: those it taxes that are no players themselves.
    alone
        Its worth without any other player.
    leaving
        The worth of all less that of all others: what is lost in all if it leaves. No less than what the others lose, if it has nothing now.
    shapley
        What it adds to those before it, averaged over all orders of joining.
    nucleolus
        Its share where the greatest excess is made least, then the next, and so on.
    least, most
        Ends of its share over the core, or over the least core where the core is empty.
    """

    player: str
    companies: tuple[str, ...]
    alone: float
    leaving: float
    shapley: float
    nucleolus: float
    least: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocking:
    """A coalition that stands in the way of every division: its worth exceeds what it gets by ``excess`` in the best of them."""

    members: tuple[str, ...]
    excess: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Coalitions:
    """What a deal is worth to every coalition of its players, present money over the no-deal plan.

    Attributes
    ----------
    coalitions
        Every one, smaller ones first.
    exists
        Whether the worth of all can be divided so that no coalition would have more alone, up to ``noise``.
    least
        The least amount by which every coalition but all together may have to fall short; negative if each can have that much more.
    blocking
        Coalitions that fall short by ``least`` in every division of the least core; none unless that is above ``noise``.
    noise
        Worths nearer to each other than this are not told apart: how far the plan of all and the least certain other plan may be short of the best, together.
    plans
        How many were made: coalitions under the same clauses share one.
    """

    currency: str
    players: tuple[PlayerFound, ...]
    coalitions: tuple[CoalitionFound, ...]
    exists: bool
    least: float
    blocking: tuple[Blocking, ...]
    noise: float
    plans: int
    notes: tuple[str, ...] = ()


def coalitions(
    deal: Deal,
    among: Sequence[str] = (),
    *,
    no_deal: NoDeal | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Coalitions:
    """Plan a deal for every coalition of its players.

    Parameters
    ----------
    among
        The players; if none are named, the principals, and states that a proposed clause names and that are no rivals.
    no_deal
        What everyone has without the deal, where that is known.
    progress
        Told in words what is being done.

    Raises
    ------
    KeyError
        A player is no party of the deal.
    WrongPlayers
        Fewer than two players, more than eight, or one named twice.
    NoDealImpossible
        The existing terms contradict each other.

    Notes
    -----
    A coalition has the proposed clauses that name no player outside it; a company that is no player stands for the state that taxes it, whose
    leave its exports need. Everybody who is no player takes part wherever clauses are left that name it. Whoever these clauses do not name, while
    the whole deal would, is held at its value in the no-deal plan, which is the same for all coalitions: it differs in existing clauses alone.
    A coalition is held to all its clauses, as the whole deal is: where these ask for least quantities it may be worth less than part of it is.
    """
    players = _players(deal, among)
    progress("walk-aways")
    worths = _Worths(deal, players, no_deal or walk_away(deal).known)
    every = [members for size in range(1, len(players) + 1) for members in combinations(players, size)]
    found: list[CoalitionFound] = []
    for index, members in enumerate(every, start=1):
        progress(f"what {', '.join(members)} can have ({index} of {len(every)})")
        found.append(worths.of(members))
    return _divided(deal, players, worths, tuple(found))


def parties_of(clause: Clause) -> frozenset[str]:
    """The parties a clause names under any of its keys, in nested tables too; text that only looks like a name is none."""
    fields = {one.name: one.shape for one in fields_of(FORMS[clause.form]).values()}
    return frozenset(name for key, value in clause.said.items() for name in _named(value, fields[key]))


def _named(value: object, shape: Shape) -> Iterator[str]:
    """Names of parties in a value of a shape."""
    match shape, value:
        case TextOf(table="parties"), str():
            yield value
        case ItemsOf(item=item), tuple():
            for one in cast("tuple[object, ...]", value):
                yield from _named(one, item)
        case TableOf(item=item, table=table), Mapping():
            for key, one in cast("Mapping[str, object]", value).items():
                if table == "parties":
                    yield key
                yield from _named(one, item)
        case Noun(type=noun), _ if isinstance(value, noun) and dataclasses.is_dataclass(value):
            for one in fields_of(noun).values():
                yield from _named(getattr(value, one.name), one.shape)
        case _:
            return


def _players(deal: Deal, among: Sequence[str]) -> tuple[str, ...]:
    for name in among:
        if name not in deal.parties:
            raise KeyError(name)
    if len(set(among)) < len(among):
        twice = next(name for at, name in enumerate(among) if name in among[:at])
        raise WrongPlayers(f"{twice} is named twice")
    players = tuple(among) or _usual(deal)
    if len(players) < _FEWEST:
        raise WrongPlayers(f"{len(players)} player: there is nobody to join with or to leave")
    if len(players) > _MOST:
        raise WrongPlayers(
            f"{len(players)} players: with more than {_MOST} there are too many coalitions to plan for each"
        )
    return players


def _usual(deal: Deal) -> tuple[str, ...]:
    """The principals, and states that take part and that a proposed clause names; in the document's order."""
    named = frozenset[str]().union(*(parties_of(clause) for clause in _proposed(deal)))
    principals = principals_of(deal)
    return tuple(
        party.id
        for party in deal.parties.values()
        if party.id in principals or (party.kind == "state" and party.role != "rival" and party.id in named)
    )


def _proposed(deal: Deal) -> list[Clause]:
    return [clause for clause in deal.terms.values() if clause.status == "proposed"]


@dataclass(frozen=True, slots=True)
class _Planned:
    """A plan under some clauses: the joint gain, and what each party's value is above its own in the no-deal plan."""

    gain: float
    changes: Mapping[str, float]
    within: float
    status: str
    because: str = ""


_NOTHING = _Planned(gain=0.0, changes={}, within=0.0, status="no clause")


class _Worths:
    """Worths of coalitions, a plan for each set of clauses."""

    def __init__(self, deal: Deal, players: tuple[str, ...], no_deal: NoDeal) -> None:
        """Find who has to be there for each proposed clause, and plan what needs no player."""
        self.deal, self.players, self.no_deal = deal, players, no_deal
        self.names = {clause.id: parties_of(clause) for clause in _proposed(deal)}
        named = frozenset[str]().union(*self.names.values())
        self.stands_for = {
            party.id: party.taxed_by
            for party in deal.parties.values()
            if party.id in named and party.id not in players and party.taxed_by in players
        }
        self.asked = {
            clause: frozenset(self.stands_for.get(name) or name for name in names) & set(players)
            for clause, names in self.names.items()
        }
        bases = Bases(deal)
        self.stated = {
            party.id: bases.scalar(party.walk_away.adds)
            for party in deal.parties.values()
            if party.walk_away is not None
        }
        self.plans: dict[tuple[str, ...], _Planned] = {}
        self.without = self._planned(self._clauses(()))

    def of(self, members: tuple[str, ...]) -> CoalitionFound:
        """What these players can have."""
        clauses = self._clauses(members)
        plan = self._planned(clauses)
        left_out = sum(plan.changes.get(name, 0.0) for name in self.players if name not in members)
        has_plan = plan.status in {"optimal", "unproven"}
        return CoalitionFound(
            members=members,
            worth=plan.gain - left_out - self.without.gain if has_plan else 0.0,
            within=plan.within,
            status=plan.status,
            because=plan.because,
            clauses=clauses,
        )

    def _clauses(self, members: tuple[str, ...]) -> tuple[str, ...]:
        """Proposed clauses that name no player left out, and do not fall with those that do."""
        gone = [clause for clause, asked in self.asked.items() if not asked.issubset(members)]
        struck = strike(self.deal, *gone)
        return tuple(clause for clause in self.asked if struck.terms[clause].status == "proposed")

    def _planned(self, clauses: tuple[str, ...]) -> _Planned:
        if not clauses:
            return _NOTHING
        if clauses not in self.plans:
            self.plans[clauses] = self._planned_anew(clauses)
        return self.plans[clauses]

    def _planned_anew(self, clauses: tuple[str, ...]) -> _Planned:
        struck = strike(self.deal, *(clause for clause in self.asked if clause not in clauses))
        floors = self._held(clauses)
        plan = worked_out(struck, gap=_GAP, seconds=_SECONDS, polish=False, no_deal=floors).plan
        if plan.status in {"no zone", "infeasible"}:
            return _Planned(gain=0.0, changes={}, within=0.0, status=plan.status, because=plan.because)
        changes = {name: one.value - floors.planned[name] for name, one in plan.parties.items()}
        within = plan.gap * abs(plan.joint_gain)
        return _Planned(gain=plan.joint_gain, changes=changes, within=within, status=plan.status)

    def _held(self, clauses: tuple[str, ...]) -> NoDeal:
        """Floors under some clauses: parties that only clauses struck out name keep what they have in the no-deal plan, and state no more.

        What a party states beyond that plan it has as long as it signs nothing: then it neither loses it nor has to be made up for it.
        """
        bound = frozenset[str]().union(*(self.names[clause] for clause in clauses))
        free = frozenset[str]().union(*self.names.values()) - bound
        known = self.no_deal
        return replace(
            known,
            values={name: known.planned[name] if name in free else value for name, value in known.values.items()},
            joint=known.joint - sum(amount for name, amount in self.stated.items() if name in free),
        )


def _divided(deal: Deal, players: tuple[str, ...], worths: _Worths, found: tuple[CoalitionFound, ...]) -> Coalitions:
    """The game's answers, with what plans leave unproven told apart from them."""
    worth = {frozenset(one.members): one.worth for one in found}
    game = Game(players=players, worth=worth)
    shares, settled, ends, middle = shapley(game), nucleolus(game), range_of(game), core(game)
    noise = found[-1].within + max(one.within for one in found[:-1]) + worths.without.within
    every = frozenset(players)
    return Coalitions(
        currency=deal.currency,
        players=tuple(
            PlayerFound(
                player=player,
                companies=tuple(name for name, state in worths.stands_for.items() if state == player),
                alone=worth[frozenset({player})],
                leaving=worth[every] - worth[every - {player}],
                shapley=shares[player],
                nucleolus=settled[player],
                least=ends[player][0],
                most=ends[player][1],
            )
            for player in players
        ),
        coalitions=found,
        exists=middle.least <= max(noise, middle.tolerance),
        least=middle.least,
        blocking=tuple(Blocking(members=one, excess=middle.least) for one in middle.blocking)
        if middle.least > max(noise, middle.tolerance)
        else (),
        noise=noise,
        plans=len(worths.plans),
        notes=_notes(found),
    )


def _notes(found: tuple[CoalitionFound, ...]) -> tuple[str, ...]:
    """Why plans are missing, or not proven; coalitions with one reason said once."""
    said: dict[tuple[str, str], list[CoalitionFound]] = {}
    for one in found:
        if one.status not in {"optimal", "no clause"}:
            said.setdefault((one.status, one.because), []).append(one)
    return tuple(
        f"{' + '.join(some[0].members)}{f' and {len(some) - 1} more' if len(some) > 1 else ''}: "
        + (f"{status}, counted as nothing: {because}" if because else "a plan not proven the best")
        for (status, because), some in said.items()
    )
