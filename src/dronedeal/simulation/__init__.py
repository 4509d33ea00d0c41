"""What if: a plan in many futures at once. Not the plan, which is found for one, nor its display."""

from __future__ import annotations

from dronedeal.simulation.break_even import BreakEven, Unmovable, break_even
from dronedeal.simulation.draws import BLOCK, Draws
from dronedeal.simulation.held import FlowKey, Held, Quantities, held, mixed
from dronedeal.simulation.marginal import quantile, readings_of
from dronedeal.simulation.prepared import Outcome, Prepared
from dronedeal.simulation.result import Fact, Policy, Service, Simulated, Swing, Together
from dronedeal.simulation.sensitivity import Driver, likely, sobol_indices
from dronedeal.simulation.simulate import MOST_REPLANNED, MOST_SCENARIOS, NoPlan, asked_for, simulate
from dronedeal.simulation.worlds import World, Worlds, within
from dronedeal.simulation.worth import Item, changes, counted, items, valued

__all__ = [
    "BLOCK",
    "MOST_REPLANNED",
    "MOST_SCENARIOS",
    "BreakEven",
    "Draws",
    "Driver",
    "Fact",
    "FlowKey",
    "Held",
    "Item",
    "NoPlan",
    "Outcome",
    "Policy",
    "Prepared",
    "Quantities",
    "Service",
    "Simulated",
    "Swing",
    "Together",
    "Unmovable",
    "World",
    "Worlds",
    "asked_for",
    "break_even",
    "changes",
    "counted",
    "held",
    "items",
    "likely",
    "mixed",
    "quantile",
    "readings_of",
    "simulate",
    "sobol_indices",
    "valued",
    "within",
]
