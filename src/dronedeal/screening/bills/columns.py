"""Names of columns of a bill in a sheet: the fields of the CISA HBOM Framework, ours, and what people write instead. Not what cells hold.

Source: CISA, ICT Supply Chain Risk Management Task Force, «A Hardware Bill of Materials Framework for Supply Chain Risk Management»,
September 2023, Appendix C: 47 fields in seven groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from dronedeal.screening.bills.parties import PARTY_WORDS
from dronedeal.screening.bills.said import is_stage
from dronedeal.screening.vocabulary import STAGES, Stage

__all__ = [
    "CISA_FIELDS",
    "KNOWN",
    "PLAIN_ORIGIN",
    "Column",
    "Fact",
    "OfParty",
    "OfStage",
    "What",
    "Word",
    "column_of",
    "heading",
    "is_of_a_bill",
    "meanings",
]

CISA_FIELDS = (
    "HBOM_STD_VERSION", "HBOM_CREATION_DATE", "HBOM_MODIFY_DATE", "HBOM_AUTHOR", "FGA_SUPPLIER", "FGA_NUM", "FGA_DESCRIPTION",
    "FGA_TYPE", "FGA_VERSION",
    "FGA_HASH", "FGA_MAIN_MANUFACTURER", "FGA_ALT_MANUFACTURER", "COMP_SUPPLIER", "COMP_MANUFACTURER",
    "ASSY_AND_TEST_SUPPLIER", "FGA_SUPPLIER_LOC", "FGA_LOC_COORDS", "FGA_LOC_CODE", "FGA_MAIN_LOCATION", "FGA_MAIN_LOC_COORDS",
    "FGA_MAIN_LOC_CODE", "FGA_ALT_LOCATION", "FGA_ALT_LOC_COORDS", "FGA_ALT_LOC_CODE", "COMP_MFG_LOCATION", "COMP_MFG_LOC_COORDS",
    "COMP_MFG_LOC_CODE", "ASSY_AND_TEST_LOCATION", "ASSY_AND_TEST_LOC_COORDS",
    "ASSY_AND_TEST_LOC_CODE", "COMP_SUPPLIER_PN", "COMP_MANUFACTURER_PN", "COMP_DESCRIPTION", "COMP_TYPE", "COMP_PART_TYPE",
    "COMP_PART_CODE", "COMP_HASH",
    "COMP_OPT_NAME", "COMP_VERSION",
    "COMP_DATASHEET", "SUPPLIER_SOURCED_PCTG", "LEADTIMES", "QUANTITY", "TECHNOLOGY_NODE", "COMP_PART_SIZE_VAL",
    "COMP_PART_SIZE_UNIT", "COMP_DATECODE",
)  # fmt: skip
"""Every field of the framework, in its order; groups are lines."""

What: TypeAlias = Literal["country", "share", "by"]

PLAIN_ORIGIN = ("country_of_origin", "coo", "origin", "origin_country", "country")
"""Headings that do not say which stage they speak of: they are read as manufacture, with a note."""


@dataclass(frozen=True, slots=True)
class Word:
    """A column of the line itself, or of the whole bill, by our word for it."""

    word: str


@dataclass(frozen=True, slots=True)
class OfStage:
    """A column of stages: the country, the share or the performer."""

    stages: tuple[Stage, ...]
    what: What
    of_product: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A column kept as a fact of the part, or of the product."""

    name: str
    of_product: bool = False


@dataclass(frozen=True, slots=True)
class OfParty:
    """A column of what is said of a party, by the word that a property of CycloneDX has for it."""

    word: str


Column: TypeAlias = Word | OfStage | Fact | OfParty

_MADE: tuple[Stage, ...] = ("manufactured",)
_FINISHED: tuple[Stage, ...] = ("assembled", "tested")
_WHOLE: tuple[Stage, ...] = ("assembled",)

_OWN: dict[str, Column] = {
    "FGA_SUPPLIER": Word("seller"),
    "FGA_NUM": Word("product_number"),
    "FGA_DESCRIPTION": Word("product_name"),
    "FGA_MAIN_MANUFACTURER": OfStage(_WHOLE, "by", of_product=True),
    "FGA_MAIN_LOC_CODE": OfStage(_WHOLE, "country", of_product=True),
    "COMP_SUPPLIER": Word("supplier"),
    "COMP_MANUFACTURER": OfStage(_MADE, "by"),
    "COMP_MFG_LOC_CODE": OfStage(_MADE, "country"),
    "ASSY_AND_TEST_SUPPLIER": OfStage(_FINISHED, "by"),
    "ASSY_AND_TEST_LOC_CODE": OfStage(_FINISHED, "country"),
    "COMP_MANUFACTURER_PN": Word("number"),
    "COMP_DESCRIPTION": Word("description"),
    "QUANTITY": Word("quantity"),
}
_WORDS = (
    "id", "inside", "level", "name", "description", "number", "supplier", "quantity", "category", "cost", "currency", "evidence", "document",
    "goods", "seller", "complete", "synthetic", "party", "alternative", "replaces", "lead", "once",
)  # fmt: skip
_ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("part_id", "reference", "ref", "bom_ref", "item", "item_id", "line"),
    "inside": ("parent", "parent_id", "part_of", "assembly", "next_higher_assembly", "nha"),
    "level": ("bom_level", "indent", "depth"),
    "name": ("part_name", "component", "component_name", "item_name"),
    "description": ("component_description", "part_description", "item_description"),
    "number": ("part_number", "part_no", "pn", "p_n", "mpn", "manufacturer_part_number", "mfr_part_number", "mfg_part_number"),
    "supplier": ("component_supplier", "vendor", "supplier_name", "distributor"),
    "quantity": ("qty", "amount", "count", "quantity_per_assembly"),
    "category": ("categories", "component_category"),
    "cost": ("unit_cost", "price", "unit_price", "cost_each"),
    "evidence": ("grade", "evidence_grade"),
    "document": ("certificate", "evidence_document"),
    "replaces": ("instead_of", "alternative_to"),
    "lead": ("lead_days", "lead_time_days"),
    "once": ("one_time_cost", "nre"),
    "manufactured_by": ("manufacturer", "maker", "component_manufacturer", "made_by", "mfr", "mfg", "oem", "manufacturer_name"),
    "manufactured_country": ("country_of_manufacture", "made_in", "manufacturing_country", "place_of_manufacture"),
    "assembled_country": ("country_of_assembly", "assembly_country", "place_of_assembly"),
}  # fmt: skip


def heading(text: str) -> str:
    """A heading in small letters, with one underscore for whatever stands between its words."""
    return re.sub(r"[^0-9a-z]+", "_", text.strip().lower()).strip("_")


def _known() -> dict[str, Column]:
    known: dict[str, Column] = {}
    for field in CISA_FIELDS:
        of_product = field.startswith(("FGA_", "HBOM_"))
        known[heading(field)] = _OWN.get(field) or Fact(heading(field), of_product=of_product)
    for stage in STAGES:
        known.update({f"{stage}_{what}": OfStage((stage,), what) for what in ("country", "share", "by")})
    known.update({word: Word(word) for word in _WORDS})
    known.update({f"party_{word}": OfParty(word) for word in PARTY_WORDS})
    known.update({word: OfStage(_MADE, "country") for word in PLAIN_ORIGIN})
    for word, others in _ALIASES.items():
        known.update({other: known[word] for other in others if other not in known})
    return known


KNOWN: dict[str, Column] = _known()
"""What each heading means, by its plain form."""


def column_of(text: str) -> Column | None:
    """What a heading means; None if nobody knows. ``fact:NAME`` keeps its name as it is written, as do a party's."""
    kind, colon, name = text.strip().partition(":")
    if colon and kind.strip().lower() == "fact" and name.strip():
        return Fact(name.strip())
    if colon and kind.strip().lower() == "party":
        scheme, more, rest = name.strip().partition(":")
        if more and rest and scheme.lower() in {"fact", "identifier"}:
            return OfParty(f"{scheme.lower()}:{rest}")
    plain = heading(text)
    found = KNOWN.get(plain)
    if found is None and plain.startswith("origin_") and is_stage(plain.removeprefix("origin_")):
        return KNOWN[f"{plain.removeprefix('origin_')}_country"]
    return found


def meanings(column: Column) -> tuple[Column, ...]:
    """A column for each single thing that it says: of two that share one, a sheet would say it twice."""
    if isinstance(column, OfStage):
        return tuple(OfStage((stage,), column.what, column.of_product) for stage in column.stages)
    return (column,)


def is_of_a_bill(headings: Iterable[str]) -> bool:
    """Whether a first row is that of a bill that says who makes or sells what, and no other table's that has a column ``name``."""
    columns = {column_of(one) for one in headings}
    return any(
        isinstance(one, OfParty)
        or (isinstance(one, OfStage) and one.what == "by")
        or (isinstance(one, Word) and one.word in {"party", "supplier", "seller"})
        for one in columns
    )
