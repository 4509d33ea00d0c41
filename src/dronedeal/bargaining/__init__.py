"""Bargaining: which packages are efficient, and which rule picks which. Not what a package is worth: a plan says that, or a domain's file."""

from __future__ import annotations

from dronedeal.bargaining.domain import Domain, Issue, Profile
from dronedeal.bargaining.frontier import Efficient, Frontier, TooMany, efficient, frontier_of
from dronedeal.bargaining.points import DEFINITIONS, Point, points_of
from dronedeal.bargaining.read import read_domain
from dronedeal.bargaining.write import FORMATS, Unwritable, domain_files

__all__ = [
    "DEFINITIONS",
    "FORMATS",
    "Domain",
    "Efficient",
    "Frontier",
    "Issue",
    "Point",
    "Profile",
    "TooMany",
    "Unwritable",
    "domain_files",
    "efficient",
    "frontier_of",
    "points_of",
    "read_domain",
]
