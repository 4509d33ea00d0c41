"""Two versions of a bill beside each other: parts that came, went and changed, and what changed of them. Not which is better."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from dronedeal.screening.bill import Bill, Owner, Part, Party, Share
from dronedeal.screening.bills.words import plain, written_fact, written_share
from dronedeal.screening.bills.write_sheet import SHEETS, lost_in_sheet
from dronedeal.screening.vocabulary import STAGES

__all__ = ["Change", "Comparison", "Difference", "compare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is said otherwise: what it is, and how both bills say it; empty where one says nothing."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A part or a party of both bills that changed."""

    id: str
    name: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What differs between two bills, in the order of the bills.

    Parameters
    ----------
    bill
        What is said of the whole otherwise: goods, seller, currency, whether it is complete, whether it is synthetic.
    added, removed
        Parts of the other bill alone, and of the first alone.
    changed
        Parts of both: by id, else by part number and name.
    parties
        Parties of both that changed, by id or else by name: name, domicile, owners, identifiers, facts; and those of which
        one of the bills says nothing at all.
    alternatives
        Alternatives that one of the bills gives and the other does not, or not so.
    unsaid
        What one of the bills holds and the format of the other cannot say.
    """

    bill: tuple[Difference, ...]
    added: tuple[Part, ...]
    removed: tuple[Part, ...]
    changed: tuple[Change, ...]
    parties: tuple[Change, ...]
    alternatives: tuple[Difference, ...] = ()
    unsaid: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not (self.bill or self.added or self.removed or self.changed or self.parties or self.alternatives)


def compare(one: Bill, other: Bill) -> Comparison:
    """What a bill says otherwise than another: ``one`` before, ``other`` after."""
    pairs = _pairs(one, other)
    new = {after.id: before.id for before, after in pairs}
    old = {before.id for before, _ in pairs}
    changed = [
        Change(id=after.id, name=after.name, differences=found)
        for before, after in pairs
        if (found := _differences(_of_part(before, one, {}), _of_part(after, other, new)))
    ]
    parties = [
        Change(id=shown.id, name=shown.name, differences=found)
        for before, after in _met(one, other)
        if (shown := after or before) is not None and (found := _between(before, one, after, other))
    ]
    return Comparison(
        bill=_differences(_of_bill(one), _of_bill(other)),
        added=tuple(part for part in other.parts if part.id not in new),
        removed=tuple(part for part in one.parts if part.id not in old),
        changed=tuple(changed),
        parties=tuple(parties),
        alternatives=_differences(_alternatives(one), _alternatives(other)),
        unsaid=(*_unsaid(one, other), *_unsaid(other, one)),
    )


def _unsaid(one: Bill, other: Bill) -> Iterator[str]:
    """What a bill holds that the sheet of the other has no column for."""
    if PurePath(other.source).suffix.lower() in SHEETS:
        for lost in lost_in_sheet(one):
            yield f"{other.source} is a sheet, which cannot say {lost}; {one.source or 'the other'} does"


def _alternatives(bill: Bill) -> dict[str, str]:
    """Each alternative by its id: what it replaces, what comes instead, and what that takes."""
    said: dict[str, str] = {}
    for one in bill.alternatives:
        words = [f"for {one.replaces}", *_words_of(one.part, bill)]
        words += [f"with {part.id} ({', '.join(_words_of(part, bill, placed=True))})" for part in one.within]
        words += [f"after {one.lead} days", f"once {plain(one.once)}"]
        said[one.id] = ", ".join(words)
    return said


def _words_of(part: Part, bill: Bill, *, placed: bool = False) -> Iterator[str]:
    """What is said of a part, in a row of words; what it is inside of only where that is asked for."""
    for what, value in _of_part(part, bill, {}).items():
        if value and (placed or what != "inside"):
            yield f"{what} {value}"


def _met(one: Bill, other: Bill) -> Iterator[tuple[Party | None, Party | None]]:
    """Parties that are the same, by id and else by name; then those of the first bill alone."""
    named = {party.name: party for party in one.parties.values() if party.name and party.id not in other.parties}
    found: set[str] = set()
    for id_, after in other.parties.items():
        before = one.parties.get(id_) or named.pop(after.name, None)
        found |= {before.id} if before is not None else set()
        yield before, after
    yield from ((before, None) for id_, before in one.parties.items() if id_ not in found)


def _pairs(one: Bill, other: Bill) -> list[tuple[Part, Part]]:
    """Parts that are the same: the products; then by id; then by part number and name, in the order of the bills."""
    before = {part.id: part for part in one.parts[1:]}
    named: defaultdict[tuple[str, str], list[Part]] = defaultdict(list)
    known = {part.id for part in other.parts[1:]}
    for part in reversed(one.parts[1:]):
        if part.id not in known and (part.number or part.name):
            named[part.number, part.name].append(part)
    pairs = [(one.product, other.product)]
    for part in other.parts[1:]:
        if part.id in before:
            pairs.append((before[part.id], part))
        elif alike := named.get((part.number, part.name)):
            pairs.append((alike.pop(), part))
    return pairs


def _differences(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Difference, ...]:
    return tuple(
        Difference(what=what, before=before.get(what, ""), after=after.get(what, ""))
        for what in dict.fromkeys((*before, *after))
        if before.get(what, "") != after.get(what, "")
    )


def _of_bill(bill: Bill) -> dict[str, str]:
    return {
        "name": bill.name,
        "goods": bill.goods or "",
        "seller": _named(bill, bill.seller),
        "currency": bill.currency,
        "complete": "" if bill.complete is None else "yes" if bill.complete else "no",
        "synthetic": bill.synthetic,
    }


def _of_part(part: Part, bill: Bill, ids: Mapping[str, str]) -> dict[str, str]:
    """What is said of a part, by what it is; what it is inside of by the id that the bill before has for it."""
    said = {
        "name": part.name,
        "number": part.number,
        "inside": ids.get(part.inside, part.inside),
        "category": ", ".join(part.categories),
        "quantity": "" if part.quantity is None else plain(part.quantity),
        "cost": "" if part.cost is None else f"{plain(part.cost)} {bill.currency}".strip(),
        "maker": ", ".join(dict.fromkeys(_named(bill, one.performer) for one in part.origin.get("manufactured", ()) if one.performer)),
        "supplier": _named(bill, part.supplier),
    }  # fmt: skip
    for stage in STAGES:
        if stage in part.origin:
            said[f"origin: {stage}"] = "; ".join(_origin(share, bill) for share in part.origin[stage])
    said.update({f"fact: {name}": written_fact(part.facts[name]) for name in sorted(part.facts)})
    return said


def _origin(share: Share, bill: Bill) -> str:
    words = [f"{share.country or 'country not known'} {written_share(share.share)} %"]
    if share.performer:
        words.append(f"by {_named(bill, share.performer)}")
    shown = [] if share.grade == "none" else [share.grade.replace("_", " ")]
    shown += [share.document] if share.document else []
    if shown:
        words.append(f"({', '.join(shown)})")
    return " ".join(words)


def _between(before: Party | None, one: Bill, after: Party | None, other: Bill) -> tuple[Difference, ...]:
    """What is said of a party otherwise; of one in a single bill all but its name, which stands where parts speak of it."""
    found = _differences(_of_party(before, one), _of_party(after, other))
    return found if before is not None and after is not None else tuple(each for each in found if each.what != "name")


def _of_party(party: Party | None, bill: Bill) -> dict[str, str]:
    if party is None:
        return {}
    said = {"name": party.name, "other names": ", ".join(party.names), "domicile": party.domicile}
    said.update({name: party.identifiers[name] for name in sorted(party.identifiers)})
    said["owners"] = "" if party.owners is None else "; ".join(_owned(party.owners, bill)) or "none"
    said.update({f"fact: {name}": written_fact(party.facts[name]) for name in sorted(party.facts)})
    return said


def _owned(owners: tuple[Owner, ...], bill: Bill) -> Iterator[str]:
    for one in owners:
        share = "share not known" if one.share is None else f"{written_share(one.share)} %"
        control = {True: ", controls", False: ", does not control", None: ""}[one.control]
        yield f"{_named(bill, one.party)} {share}{control}"


def _named(bill: Bill, party: str) -> str:
    known = bill.parties.get(party)
    return party if known is None else known.name or party
