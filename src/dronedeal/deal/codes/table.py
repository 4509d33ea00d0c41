"""All finding codes, by code. A new family is one file beside this one and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dronedeal.deal.codes.bills import BILLS
from dronedeal.deal.codes.code import Code
from dronedeal.deal.codes.domains import DOMAINS
from dronedeal.deal.codes.evidence import EVIDENCE
from dronedeal.deal.codes.files import FILES
from dronedeal.deal.codes.keys import KEYS
from dronedeal.deal.codes.numbers import NUMBERS
from dronedeal.deal.codes.paying import PAYING
from dronedeal.deal.codes.planning import PLANNING
from dronedeal.deal.codes.screening import SCREENING
from dronedeal.deal.codes.sense import SENSE
from dronedeal.deal.codes.settlement import LEDGER
from dronedeal.deal.codes.talks import TALKS

__all__ = ["CODES"]

CODES: Mapping[str, Code] = MappingProxyType(
    {
        one.code: one
        for family in (
            BILLS,
            FILES,
            KEYS,
            NUMBERS,
            SENSE,
            TALKS,
            PAYING,
            EVIDENCE,
            LEDGER,
            DOMAINS,
            PLANNING,
            SCREENING,
        )
        for one in family
    }
)
"""Every code a finding can have, in order."""
