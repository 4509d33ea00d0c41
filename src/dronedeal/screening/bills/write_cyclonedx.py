"""A bill to CycloneDX 1.7, which its own reader reads back unchanged. No clock and no chance: the same bill gives the same bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dronedeal.screening.bill import Alternative, Bill, Part, Party, Share
from dronedeal.screening.bills.cyclonedx import DEEPEST
from dronedeal.screening.bills.parties import party_words
from dronedeal.screening.bills.said import QUANTITY, shares_of
from dronedeal.screening.bills.words import joined, plain, written_fact, written_share

__all__ = ["written_cyclonedx"]

_SOFTWARE = frozenset({"autopilot_software", "gcs_software", "operating_software", "mobile_app"})
_Json = dict[str, Any]


def written_cyclonedx(bill: Bill) -> bytes:
    """A bill as CycloneDX 1.7 JSON, in UTF-8.

    Parameters
    ----------
    bill
        Each part after the one it is inside of, as every reader gives them.

    Returns
    -------
    A document that keeps to the schema, and that ``read_bill`` reads as an equal bill.

    Raises
    ------
    ValueError
        A part is inside one that is not among the parts, or more than a hundred deep.
    """
    import orjson

    writing = _Writing(bill)
    product = writing.component(bill.product, within=False)
    variants = [writing.alternative(one) for one in bill.alternatives]
    if variants:
        product["pedigree"] = {"variants": variants}
    document: _Json = {
        "$schema": "http://cyclonedx.org/schema/bom-1.7.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.7",
        "version": 1,
        "metadata": {"component": product},
    }
    seller = bill.parties.get(bill.seller)
    if seller is not None and seller.name:
        document["metadata"]["supplier"] = {"name": seller.name}
    said = _said_of_bill(bill)
    if said:
        document["metadata"]["properties"] = said
    components = writing.tree(bill.parts[1:], bill.product.id)
    if components:
        document["components"] = components
    if bill.complete is not None:
        aggregate = "complete" if bill.complete else "incomplete"
        document["compositions"] = [{"aggregate": aggregate, "assemblies": [bill.product.id]}]
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


class _Writing:
    """What parts need to know of their bill: names of parties, and the currency."""

    def __init__(self, bill: Bill) -> None:
        self._parties = bill.parties
        self._currency = bill.currency

    def tree(self, parts: Sequence[Part], top: str, *, within: bool = False) -> list[_Json]:
        """Components nested as parts are, those directly inside of the topmost first."""
        inside: defaultdict[str, list[_Json]] = defaultdict(list)
        depth = {top: 0}
        made: dict[str, _Json] = {}
        for part in parts:
            if part.inside not in depth or part.id in depth:
                message = f"{part.id} is inside {part.inside}, which does not stand before it"
                raise ValueError(message)
            depth[part.id] = depth[part.inside] + 1
            if depth[part.id] > DEEPEST:
                message = f"{part.id} is inside more than {DEEPEST} assemblies"
                raise ValueError(message)
            made[part.id] = self.component(part, within=within)
            inside[part.inside].append(made[part.id])
        for id_, components in inside.items():
            if id_ != top:
                made[id_]["components"] = components
        return inside[top]

    def component(self, part: Part, *, within: bool, more: Sequence[_Json] = ()) -> _Json:
        """One part; what stands within an alternative says its id as a property, for references are of the whole file."""
        component: _Json = {"type": _type(part)}
        if not within:
            component["bom-ref"] = part.id
        made = part.origin.get("manufactured", ())
        self._organisation(component, "supplier", part.supplier)
        if len(made) == 1:
            self._organisation(component, "manufacturer", made[0].performer)
        component["name"] = part.name
        said = [*more, *([_property("ref", part.id)] if within and not more else ()), *self._said(part)]
        if said:
            component["properties"] = said
        return component

    def alternative(self, one: Alternative) -> _Json:
        """A variant of the product that says which part it replaces."""
        more = [_property("alternative", one.id), _property("replaces", one.replaces)]
        if one.lead:
            more.append(_property("lead", str(one.lead)))
        if one.once:
            more.append(_property("once", self._money(one.once)))
        variant = self.component(one.part, within=True, more=more)
        components = self.tree(one.within, one.replaces, within=True)
        if components:
            variant["components"] = components
        return variant

    def _organisation(self, component: _Json, key: str, party: str) -> None:
        known = self._parties.get(party)
        if known is not None and known.name:
            component[key] = {"name": known.name}

    def _money(self, amount: Decimal) -> str:
        return f"{plain(amount)} {self._currency}".strip()

    def _said(self, part: Part) -> list[_Json]:
        said = [_property("category", word) for word in part.categories]
        if part.number:
            said.append(_property("number", part.number))
        if part.quantity is not None:
            whole = part.quantity == part.quantity.to_integral_value()
            name = QUANTITY if whole else "dronedeal:quantity"
            said.append({"name": name, "value": plain(part.quantity)})
        if part.cost is not None:
            said.append(_property("cost", self._money(part.cost)))
        if part.supplier:
            said.append(_property("supplier", part.supplier))
        said += [_property(f"origin:{stage}", _origin(share)) for stage, share in shares_of(part.origin)]
        return said + [_property(f"fact:{name}", written_fact(part.facts[name])) for name in sorted(part.facts)]


def _type(part: Part) -> str:
    if part.categories == ("firmware",):
        return "firmware"
    return "application" if part.categories and _SOFTWARE.issuperset(part.categories) else "device"


def _origin(share: Share) -> str:
    return joined(share.country, written_share(share.share), share.grade, share.performer, share.document)


def _property(word: str, value: str) -> _Json:
    return {"name": f"dronedeal:{word}", "value": value}


def _said_of_bill(bill: Bill) -> list[_Json]:
    said: list[_Json] = []
    if bill.name != bill.product.name:
        said.append(_property("name", bill.name))
    words: Mapping[str, str | None] = {"goods": bill.goods, "seller": bill.seller, "synthetic": bill.synthetic, "currency": bill.currency}  # fmt: skip
    said += [_property(word, value) for word, value in words.items() if value]
    for party in bill.parties.values():
        said += _said_of_party(party)
    return said


def _said_of_party(party: Party) -> list[_Json]:
    """A party's name always, so that it is there even if nothing else is known."""
    return [_property(f"party:{word}", joined(party.id, *fields)) for word, fields in party_words(party)]
