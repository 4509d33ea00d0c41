"""What people say, turned into what binds: one form a file. Not a solver and not a reader of documents."""

from __future__ import annotations

from dronedeal.forms.audit import Audit
from dronedeal.forms.callback import callback
from dronedeal.forms.compensation import compensation
from dronedeal.forms.data_access import data_access
from dronedeal.forms.delay import Damages, damages_for_delay
from dronedeal.forms.deposits import Deposits
from dronedeal.forms.export_levy import export_levy
from dronedeal.forms.favoured_partner import favoured_partner
from dronedeal.forms.fund import fund
from dronedeal.forms.guarantee import guarantee
from dronedeal.forms.joint_production import joint_production
from dronedeal.forms.licence import licence
from dronedeal.forms.most_favoured import MostFavoured
from dronedeal.forms.net_sales import Combination, Deductions
from dronedeal.forms.offset import offset
from dronedeal.forms.price import Index, IndexPart, index_factor
from dronedeal.forms.progress import Progress
from dronedeal.forms.purchase import purchase
from dronedeal.forms.recovery import Recovery
from dronedeal.forms.relief import relief
from dronedeal.forms.reserve import Reserve
from dronedeal.forms.royalty import Advance, Cap, Milestone, Minimum, Tier, TierTable, Yield, yielded
from dronedeal.forms.security import security
from dronedeal.forms.setting import Setting, Unreadable, kit_cost, plain, unit_cost
from dronedeal.forms.shelf import FORMS, compose
from dronedeal.forms.stacking import Aggregate, Stacking
from dronedeal.forms.stage import Stage
from dronedeal.forms.subsidiary import subsidiary
from dronedeal.forms.swap import swap
from dronedeal.forms.technology import technology
from dronedeal.forms.termination import termination
from dronedeal.forms.third_country import Exclusions, third_country

__all__ = [
    "FORMS",
    "Advance",
    "Aggregate",
    "Audit",
    "Cap",
    "Combination",
    "Damages",
    "Deductions",
    "Deposits",
    "Exclusions",
    "Index",
    "IndexPart",
    "Milestone",
    "Minimum",
    "MostFavoured",
    "Progress",
    "Recovery",
    "Reserve",
    "Setting",
    "Stacking",
    "Stage",
    "Tier",
    "TierTable",
    "Unreadable",
    "Yield",
    "callback",
    "compensation",
    "compose",
    "damages_for_delay",
    "data_access",
    "export_levy",
    "favoured_partner",
    "fund",
    "guarantee",
    "index_factor",
    "joint_production",
    "kit_cost",
    "licence",
    "offset",
    "plain",
    "purchase",
    "relief",
    "security",
    "subsidiary",
    "swap",
    "technology",
    "termination",
    "third_country",
    "unit_cost",
    "yielded",
]
