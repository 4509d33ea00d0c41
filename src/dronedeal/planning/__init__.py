"""Planning: who makes, moves, pays and receives what. Not bargaining: it closes open numbers only as far as a joint plan must."""

from __future__ import annotations

from dronedeal.planning.ageing import ageing
from dronedeal.planning.avoiding import PREFERRED, avoiding
from dronedeal.planning.base import Bases, Futures
from dronedeal.planning.branched import compile_deal, compile_payments
from dronedeal.planning.carried import Carried, Misfit, Past, carried_on
from dronedeal.planning.choose import Channel, choose
from dronedeal.planning.clause_cost import Struck, StruckOut, clause_costs, struck_out
from dronedeal.planning.compile import Compiled
from dronedeal.planning.conflict import conflict_lines
from dronedeal.planning.floors import ROOM, Floors, floor_rows, hold_parties, prepared
from dronedeal.planning.flow import Flow, flows_of, largest_output
from dronedeal.planning.goods import Goods, NeedColumns
from dronedeal.planning.kinds import kinds_of
from dronedeal.planning.money import Money, Payment, compile_money
from dronedeal.planning.outcome import binding, breakups, built, cash, deliveries, money_worth, served
from dronedeal.planning.over import OverRegimes, Right
from dronedeal.planning.package import Chosen, choose_package, halves
from dronedeal.planning.plan import Worked, plan, worked_out
from dronedeal.planning.plannable import refusal, unplannable
from dronedeal.planning.prices import on_quanta, prices_at, quantum_of
from dronedeal.planning.regimes import NoRegimes, over_regimes
from dronedeal.planning.shortfall import Shortfall, short_words, shortfall
from dronedeal.planning.sparse import Weights, Worth
from dronedeal.planning.tags import Origin, Tags
from dronedeal.planning.trace import Trace, Untraceable, trace
from dronedeal.planning.walk_away import NoDeal, NoDealImpossible, NoDealPlan, like_without, walk_away

__all__ = [
    "PREFERRED",
    "ROOM",
    "Bases",
    "Carried",
    "Channel",
    "Chosen",
    "Compiled",
    "Floors",
    "Flow",
    "Futures",
    "Goods",
    "Misfit",
    "Money",
    "NeedColumns",
    "NoDeal",
    "NoDealImpossible",
    "NoDealPlan",
    "NoRegimes",
    "Origin",
    "OverRegimes",
    "Past",
    "Payment",
    "Right",
    "Shortfall",
    "Struck",
    "StruckOut",
    "Tags",
    "Trace",
    "Untraceable",
    "Weights",
    "Worked",
    "Worth",
    "ageing",
    "avoiding",
    "binding",
    "breakups",
    "built",
    "carried_on",
    "cash",
    "choose",
    "choose_package",
    "clause_costs",
    "compile_deal",
    "compile_money",
    "compile_payments",
    "conflict_lines",
    "deliveries",
    "floor_rows",
    "flows_of",
    "halves",
    "hold_parties",
    "kinds_of",
    "largest_output",
    "like_without",
    "money_worth",
    "on_quanta",
    "over_regimes",
    "plan",
    "prepared",
    "prices_at",
    "quantum_of",
    "refusal",
    "served",
    "short_words",
    "shortfall",
    "struck_out",
    "trace",
    "unplannable",
    "walk_away",
    "worked_out",
]
