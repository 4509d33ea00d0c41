"""What screening found as plain data for JSON. As ``records`` else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from dronedeal.report.records import FORMAT, finding_record, plain_record

if TYPE_CHECKING:
    from dronedeal.screening import Cell, KitScreened, Rule, Screening

__all__ = ["rules_record", "screened_record"]


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
        "timeline": [
            {
                "system": kit.system, "kit": kit.kit, "rule": turn.rule, "part": turn.part, "from": str(turn.since),
                "before": None if turn.before is None else turn.before.word, "verdict": turn.after.word, "reason": turn.after.reason,
            }
            for kit in found.kits
            for turn in kit.turns
        ],
        "dependency": [
            {"system": kit.system, "kit": kit.kit, **plain_record(one)}
            for kit in found.kits
            for one in dependency(kit.screened.bill)
        ],
        "notes": [
            {"system": kit.system, "kit": kit.kit, "note": note} for kit in found.kits for note in kit.screened.notes
        ],
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


def _verdicts(kit: KitScreened) -> Iterator[dict[str, Any]]:
    called = {part.id: part.name or part.id for part in kit.screened.bill.parts}
    for rule, part, cell in kit.screened.verdicts():
        yield {
            "system": kit.system, "kit": kit.kit, "rule": rule.id, "part": part, "name": called[part], **_cell(cell),
            "citation": list(rule.citation), "confidence": rule.confidence,
        }  # fmt: skip


def _cell(cell: Cell) -> dict[str, Any]:
    effect = cell.effect
    return {
        "verdict": cell.word,
        "reason": cell.reason,
        "limb": cell.limb,
        "missing": list(cell.missing),
        "exemption": cell.exemption or None,
        "evidence": cell.grade,
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
