"""What each clause costs: the deal without it, solved again at the plan's prices. Not a price: a difference of values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from dronedeal.deal.deal import Deal, strike
from dronedeal.deal.plan import Binding, ClauseCost
from dronedeal.planning.floors import Floors, floor_rows, prepared
from dronedeal.solving import Solver
from dronedeal.unfolding import unfold

__all__ = ["Struck", "StruckOut", "clause_costs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """What a deal without one clause is worth, in all and to each party; ``clause`` is empty for the whole deal."""

    clause: str
    joint: float
    by_party: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class StruckOut:
    """A deal at a package, of which single clauses can be struck; each is solved by itself, so that many can be at once.

    Where what is left has no zone, everybody is left with its walk-away. Integers are taken as continuous, with the clause
    and without it: exact to the relaxation's own gap, and many times faster.
    """

    deal: Deal
    package: Mapping[str, float]
    floors: Floors

    @property
    def names(self) -> tuple[str, ...]:
        """The clauses that can be struck: all proposed ones."""
        return tuple(clause.id for clause in self.deal.terms.values() if clause.status == "proposed")

    def whole(self) -> Struck:
        """The deal with every clause."""
        return self._worth("", self.deal)

    def without(self, name: str) -> Struck:
        """The deal without one clause, every number of the package kept."""
        return self._worth(name, strike(self.deal, name))

    def _worth(self, name: str, deal: Deal) -> Struck:
        compiled = prepared(deal, unfold(deal), self.floors, self.package)
        solver = Solver(compiled.program, relaxed=True)
        solver.change_objective(compiled.goal(compiled.joint))
        rows, least = floor_rows(compiled, self.floors)
        room = compiled.program.arrays().row_lower[rows]
        for floor in (least, room):
            solver.change_row_bounds(rows, floor, np.inf)
            solution = solver.solve()
            if solution.has_values:
                break
        else:
            return Struck(clause=name, joint=self.floors.joint, by_party=self.floors.values)
        return Struck(
            clause=name,
            joint=float(solution.values[compiled.joint]),
            by_party={party: float(solution.values[column]) for party, column in compiled.value.items()},
        )


def clause_costs(
    deal: Deal, bindings: Iterable[Binding], whole: Struck, struck: Iterable[Struck]
) -> tuple[ClauseCost, ...]:
    """What every clause that was struck costs, beside the local worth of one unit more of its limits."""
    rates: dict[str, float] = {}
    for one in bindings:
        table, _, rest = one.path.partition(".")
        if table == "terms":
            name = rest.split(".")[0]
            rates[name] = rates.get(name, 0.0) + one.rate
    return tuple(
        ClauseCost(
            path=f"terms.{one.clause}",
            place=deal.terms[one.clause].place,
            text=deal.terms[one.clause].text or f"{deal.terms[one.clause].form} {one.clause}".replace("_", " "),
            cost=one.joint - whole.joint,
            by_party={party: one.by_party[party] - value for party, value in whole.by_party.items()},
            rate=rates.get(one.clause, 0.0),
        )
        for one in struck
    )
