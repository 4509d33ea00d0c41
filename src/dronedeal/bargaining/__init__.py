"""Bargaining: which packages all sides prefer to no deal, which are efficient, and what each rule picks. No package is called fair."""

from __future__ import annotations

from dronedeal.bargaining.bargain import bargain
from dronedeal.bargaining.ground import OnesidedDeal
from dronedeal.bargaining.reach import Unbounded
from dronedeal.bargaining.rules import RULES
from dronedeal.bargaining.table import Bargained

__all__ = ["RULES", "Bargained", "OnesidedDeal", "Unbounded", "bargain"]
