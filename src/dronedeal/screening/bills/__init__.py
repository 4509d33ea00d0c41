"""Bills of materials as files: read, written, compared, summed. Not whether a product may be bought."""

from __future__ import annotations

from dronedeal.screening.bills.columns import is_of_a_bill
from dronedeal.screening.bills.compare import Change, Comparison, Difference, compare
from dronedeal.screening.bills.countries import COUNTRIES, country_of
from dronedeal.screening.bills.read import read_bill
from dronedeal.screening.bills.sums import UNKNOWN, Sums, sums
from dronedeal.screening.bills.write_cyclonedx import written_cyclonedx
from dronedeal.screening.bills.write_sheet import TooLong, lost_in_sheet, written_csv, written_xlsx

__all__ = [
    "COUNTRIES",
    "UNKNOWN",
    "Change",
    "Comparison",
    "Difference",
    "Sums",
    "TooLong",
    "compare",
    "country_of",
    "is_of_a_bill",
    "lost_in_sheet",
    "read_bill",
    "sums",
    "written_csv",
    "written_cyclonedx",
    "written_xlsx",
]
