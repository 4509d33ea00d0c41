"""What screening found as plain data for JSON. As ``records`` else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dronedeal.report.records import FORMAT, finding_record, plain_record

if TYPE_CHECKING:
    from dronedeal.screening import Bill, Cell, Cured, Entry, KitScreened, Listing, Part, Rule, Screening
    from dronedeal.screening.names import Compared

__all__ = ["lists_record", "names_record", "rules_record", "screened_record"]


def screened_record(found: Screening) -> dict[str, Any]:
    """A screening as ``dronedeal screen --json`` writes it."""
    from dronedeal.screening import NOT_ADVICE, dependency

    purchase = found.purchase
    return {
        "format": FORMAT,
        "notice": NOT_ADVICE,
        "purchase": {
            "buyer": purchase.buyer, "funds": purchase.money, "signed": str(purchase.day_signed),
            "delivered": str(purchase.delivered), "as_of": None if purchase.as_of is None else str(purchase.as_of),
            "facts": dict(purchase.facts), "assumed": list(purchase.assumed),
        },
        "products": [
            {
                "system": kit.system, "kit": kit.kit, "rule": name, "pack": one.rule.pack, "kind": one.rule.kind,
                **_cell(one.product), "citation": list(one.rule.citation), "confidence": one.rule.confidence,
            }
            for kit in found.kits
            for name, one in kit.screened.judged.items()
        ],
        "verdicts": [row for kit in found.kits for row in _verdicts(kit)],
        "listed": [row for kit in found.kits for row in _listed(kit)],
        "timeline": [
            {
                "system": kit.system, "kit": kit.kit, "rule": turn.rule, "part": turn.part, "from": str(turn.since),
                "before": None if turn.before is None else turn.before.word, "verdict": turn.after.word, "reason": turn.after.reason,
            }
            for kit in found.kits
            for turn in kit.turns
        ],
        "cures": [
            {"system": kit.system, "kit": kit.kit, **_cured(kit.screened.bill, kit.cured)} for kit in found.kits if kit.cured is not None
        ],
        "dependency": [
            {"system": kit.system, "kit": kit.kit, **plain_record(one)}
            for kit in found.kits
            for one in dependency(kit.screened.bill)
        ],
        "notes": [
            *({"system": "", "kit": "", "note": note} for note in found.notes),
            *({"system": kit.system, "kit": kit.kit, "note": note} for kit in found.kits for note in kit.screened.notes),
        ],
        "packs": dict(found.packs),
        "lists": dict(found.held),
        "rules": [_rule(rule) for rule in found.rules.values()],
        "findings": [finding_record(finding) for finding in found.findings],
    }  # fmt: skip


def rules_record(rules: Iterable[Rule]) -> dict[str, Any]:
    """Rules as ``dronedeal rules --json`` writes them."""
    from dronedeal.screening import NOT_ADVICE

    return {
        "format": FORMAT,
        "notice": NOT_ADVICE,
        "rules": [plain_record(rule) | {"pack": rule.pack} for rule in rules],
    }


def lists_record(held: Mapping[str, tuple[Listing, ...]], entries: Iterable[Entry]) -> dict[str, Any]:
    """The lists that are held, as ``dronedeal lists --json`` writes them."""
    counts = Counter(entry.list for entry in entries if entry.known_to is None and entry.valid_to is None)
    return {
        "format": FORMAT,
        "lists": [
            {"list": name, "entries": counts[name], "editions": [plain_record(one) for one in ones]}
            for name, ones in sorted(held.items())
        ],
    }


def names_record(
    found: Iterable[Compared], entries: Mapping[str, Entry], parties: Sequence[str] = ()
) -> dict[str, Any]:
    """Names and what they are like, as ``dronedeal names --json`` writes them; with the party of each, if they are of a bill."""
    return {"format": FORMAT, "rows": [_likeness(one, entries, parties) for one in found]}


def _likeness(one: Compared, entries: Mapping[str, Entry], parties: Sequence[str]) -> dict[str, Any]:
    entry, likeness = entries.get(one.other), one.likeness
    return {
        "row": one.row,
        "party": parties[one.row - 1] if parties else None,
        "name": one.name,
        "other": entry.name if entry is not None else one.other,
        "list": None if entry is None else entry.list,
        "entry": None if entry is None else entry.id,
        "score": 0.0 if likeness is None else likeness.score,
        "band": one.band,
        "exact": likeness is not None and likeness.exact,
        "alias": "" if likeness is None else likeness.alias,
        "tokens": [] if likeness is None else [list(pair) for pair in likeness.tokens],
        "reviewed": {"answer": one.answer, "said": one.said} if one.answer else None,
        "basis": None if entry is None else entry.basis,
        "link": None if entry is None else entry.link,
    }


def _listed(kit: KitScreened) -> Iterator[dict[str, Any]]:
    for one in kit.met:
        entry = one.match.entry
        yield {
            "system": kit.system, "kit": kit.kit, "party": one.party.id, "name": one.match.name, "list": entry.list, "entry": entry.id,
            "other": entry.name, "band": one.band, "exact": one.exact, "score": one.match.score, "alias": one.match.alias,
            "tokens": [list(pair) for pair in one.match.tokens], "said": one.said, "basis": entry.basis, "link": entry.link,
        }  # fmt: skip


def _verdicts(kit: KitScreened) -> Iterator[dict[str, Any]]:
    called = {part.id: part.name or part.id for part in kit.screened.bill.parts}
    for rule, part, cell in kit.screened.verdicts():
        yield {
            "system": kit.system, "kit": kit.kit, "rule": rule.id, "part": part, "name": called[part], **_cell(cell),
            "citation": list(rule.citation), "confidence": rule.confidence,
        }  # fmt: skip


def _cured(bill: Bill, cured: Cured) -> dict[str, Any]:
    parts = {part.id: part for part in bill.parts}
    return {
        "status": cured.status,
        "because": cured.because,
        "chosen": [
            {
                "alternative": one.id, "replaces": one.replaces, "name": one.part.name, "lead_days": one.lead,
                "once": f"{one.once:f}", "cost": None if one.part.cost is None else f"{one.part.cost:f}",
                "made": _made(bill, one.part), "instead": parts[one.replaces].name, "instead_made": _made(bill, parts[one.replaces]),
            }
            for one in cured.chosen
        ],
        "each": f"{cured.each:f}",
        "once": f"{cured.once:f}",
        "total": f"{cured.total:f}",
        "ready": None if cured.ready is None else str(cured.ready),
        "turned": [{"rule": one.rule, "before": one.before.word, "after": one.after.word} for one in cured.turned],
        "broken": [
            {"rule": one.rule, "before": one.before.word, "after": one.after.word, "reason": one.after.reason}
            for one in cured.broken
        ],
        "tried": cured.tried,
    }  # fmt: skip


def _made(bill: Bill, part: Part) -> list[dict[str, str]]:
    """Where a part is manufactured, and by whom; both empty where it is not known."""
    return [
        {"country": share.country, "by": bill.parties[share.performer].name if share.performer in bill.parties else share.performer, "share": f"{share.share:f}"}
        for share in part.origin.get("manufactured", ())
    ]  # fmt: skip


def _cell(cell: Cell) -> dict[str, Any]:
    effect = cell.effect
    return {
        "verdict": cell.word,
        "reason": cell.reason,
        "limb": cell.limb,
        "missing": list(cell.missing),
        "exemption": cell.exemption or None,
        "beside": list(cell.beside),
        "evidence": None if cell.word == "not_applicable" else cell.grade,
        "evaluation": None if effect is None or effect.evaluation is None else float(effect.evaluation),
        "duty": None if effect is None or effect.duty is None else float(effect.duty),
        "heading": None if effect is None or not effect.heading else effect.heading,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id, "pack": rule.pack, "title": rule.title, "kind": rule.kind, "citation": list(rule.citation),
        "links": list(rule.links), "confidence": rule.confidence, "checked": str(rule.checked), "text": rule.text,
        "unsure": rule.unsure, "waiver": plain_record(rule.waiver), "cures": plain_record(rule.cures),
    }  # fmt: skip
