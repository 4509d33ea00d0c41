"""Finite domains of negotiation: which listed packages are efficient, and which rule picks which, exact. No deal is planned here."""

from __future__ import annotations

from dronedeal.bargaining.domains.domain import Domain, Issue, Profile
from dronedeal.bargaining.domains.frontier import Efficient, Frontier, TooMany, frontier_of
from dronedeal.bargaining.domains.points import DEFINITIONS, Point, points_of
from dronedeal.bargaining.domains.read import read_domain
from dronedeal.bargaining.domains.sieve import efficient
from dronedeal.bargaining.domains.write import FORMATS, Unwritable, domain_files

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
