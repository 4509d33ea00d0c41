"""What a simulation found: outcomes of every future, and what they say together. Not how they came about, nor how they are shown."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from dronedeal.reading import FloatVector
from dronedeal.simulation.prepared import Outcome
from dronedeal.simulation.sensitivity import Driver

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Fact", "Policy", "Service", "Simulated", "Swing", "Together"]

Policy = Literal["fixed", "replanned"]
"""What orders follow: the plan as it was made, or a new one each contract year, from what has happened."""

_WORST = 0.05
"""Share of futures whose mean gain is the expected shortfall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What all futures say of one party's gain over walking away, present money at its own rate.

    ``error`` is the standard error of the mean. ``expected_shortfall`` is the mean of the worst twentieth of gains (Rockafellar and
    Uryasev 2000): below zero it is a loss. ``walk_away_probability`` is the share of futures in which the party would rather
    have walked away. ``base`` is the gain with every number at its base.
    """

    base: float
    mean: float
    error: float
    p05: float
    p50: float
    p95: float
    walk_away_probability: float
    expected_shortfall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """A party's gain with one number low or high (at a twentieth of its chance from either end), all others at their base."""

    number: str
    low: float
    high: float
    at_low: float
    at_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A disputed number, and what it would be worth to know which claim is true before signing.

    ``by_party`` is what a party would gain by signing only where, knowing it, it expects to gain (expected value of perfect
    information; Raiffa and Schlaifer 1961); ``value_of_settling`` adds that up. It is nought where no claim would change a mind.
    """

    number: str
    claims: tuple[str, ...]
    value_of_settling: float
    by_party: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What a need gets with the deal of what it would use over the horizon: planned, and in all futures.

    ``missing`` is the mean effect by which futures fall short of what was planned.
    """

    planned: float
    mean: float
    p05: float
    p50: float
    p95: float
    missing: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Simulated:
    """A plan in many futures.

    ``outcome`` has one row a future and one column a party, need or year, in the order of ``parties``, ``needs`` and ``years`` (the
    last of which is what falls due later), and ``at_base`` the one in which every number is at its base. ``scenarios`` may be fewer than ``asked`` where somebody stopped it.
    ``chances`` are the probabilities of named scenarios that may come about instead of the base case. ``policy`` says what orders follow.
    """

    currency: str
    parties: tuple[str, ...]
    principals: tuple[str, ...]
    needs: tuple[str, ...]
    years: tuple[str, ...]
    outcome: Outcome
    at_base: Outcome
    noise: float
    seed: int
    sobol: bool
    policy: Policy
    asked: int
    seconds: float
    drivers: Mapping[str, tuple[Driver, ...]]
    swings: Mapping[str, tuple[Swing, ...]]
    facts: tuple[Fact, ...]
    drawn: tuple[str, ...]
    chances: Mapping[str, float]

    @property
    def scenarios(self) -> int:
        """How many futures were worked out."""
        return int(self.outcome.gains.shape[0])

    @property
    def checksum(self) -> str:
        """A digest of every future's results: the same for the same deal and seed, however they were chunked."""
        digest = hashlib.blake2b(digest_size=16)
        for name, array in self.outcome.arrays():
            digest.update(name.encode())
            digest.update(np.ascontiguousarray(array).tobytes())
        return digest.hexdigest()

    def of(self, party: str) -> Together:
        """What all futures say of a party's gain.

        Raises
        ------
        KeyError
            It is no party of the deal.
        """
        if party not in self.parties:
            raise KeyError(party)
        at = self.parties.index(party)
        gains = self.outcome.gains[:, at]
        ordered = np.sort(gains)
        worst = ordered[: max(1, int(np.ceil(_WORST * gains.size)))]
        p05, p50, p95 = (float(one) for one in np.quantile(ordered, [0.05, 0.5, 0.95]))
        return Together(
            base=float(self.at_base.gains[0, at]), mean=float(gains.mean()),
            error=float(gains.std(ddof=1) / np.sqrt(gains.size)) if gains.size > 1 else 0.0,
            p05=p05, p50=p50, p95=p95, walk_away_probability=float((gains < -self.noise).mean()),
            expected_shortfall=float(worst.mean()),
        )  # fmt: skip

    def cash_quantiles(self, party: str, shares: tuple[float, ...] = (0.05, 0.25, 0.5, 0.75, 0.95)) -> FloatVector:
        """Quantiles of a party's cash with the deal by year; shape (shares, years)."""
        return np.asarray(np.quantile(self.outcome.cash[:, self.parties.index(party)], shares, axis=0))

    def service(self, need: str) -> Service:
        """Shares of what a need would use over the horizon that it gets."""
        at = self.needs.index(need)
        served, wanted = self.outcome.served[:, at], self.outcome.wanted[:, at]
        shares = np.where(wanted > 0.0, served / np.maximum(wanted, 1e-300), 1.0)
        p05, p50, p95 = (float(one) for one in np.quantile(shares, [0.05, 0.5, 0.95]))
        planned = float(self.at_base.served[0, at])
        would = float(self.at_base.wanted[0, at])
        return Service(
            planned=planned / would if would > 0.0 else 1.0, mean=float(shares.mean()), p05=p05, p50=p50, p95=p95,
            missing=float(np.maximum(0.0, planned - served).mean()),
        )  # fmt: skip

    def frame(self) -> pl.DataFrame:
        """Gains and values of every future as a polars table: a row a future and party."""
        import polars as pl

        count = len(self.parties)
        return pl.DataFrame(
            {
                "scenario": np.repeat(np.arange(self.scenarios), count),
                "party": list(self.parties) * self.scenarios,
                "gain": self.outcome.gains.ravel(),
                "value": self.outcome.values.ravel(),
            }
        )
