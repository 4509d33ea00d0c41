"""Bargaining: which packages all sides prefer to no deal, which are efficient, what each rule picks, and who is needed. No package is called fair."""

from __future__ import annotations

from dronedeal.bargaining.answer import Answer, Counter
from dronedeal.bargaining.appraise import Appraisal, Broken, Table, at_table
from dronedeal.bargaining.bargain import bargain
from dronedeal.bargaining.coalitions import Coalitions, WrongPlayers, coalitions
from dronedeal.bargaining.ground import OnesidedDeal
from dronedeal.bargaining.live import Live, live
from dronedeal.bargaining.reach import Unbounded, Unreachable
from dronedeal.bargaining.read_other import OtherRead, other_read
from dronedeal.bargaining.rules import RULES
from dronedeal.bargaining.table import Bargained
from dronedeal.bargaining.talk import MOST_MONEY, Answered, Talked, answer, talk
from dronedeal.bargaining.trade import Rate
from dronedeal.bargaining.view import LEAK, View, views_of

__all__ = [
    "LEAK",
    "MOST_MONEY",
    "RULES",
    "Answer",
    "Answered",
    "Appraisal",
    "Bargained",
    "Broken",
    "Coalitions",
    "Counter",
    "Live",
    "OnesidedDeal",
    "OtherRead",
    "Rate",
    "Table",
    "Talked",
    "Unbounded",
    "Unreachable",
    "View",
    "WrongPlayers",
    "answer",
    "at_table",
    "bargain",
    "coalitions",
    "live",
    "other_read",
    "talk",
    "views_of",
]
