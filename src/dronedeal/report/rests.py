"""Numbers of the document by kind with what they rest on, the package, sources and where they disagree. Not which source is right."""

from __future__ import annotations

from decimal import Decimal

from dronedeal.citing import Evidence
from dronedeal.deal.claim import Claim
from dronedeal.deal.deal import Deal, numbers_of
from dronedeal.deal.number import Number, Open, Product, Series, kind_of, parts_of
from dronedeal.deal.plan import Plan
from dronedeal.report.annex import Disagreement, FindingShown, NumberShown, PackageItem, Source
from dronedeal.report.basis import Basis
from dronedeal.report.ends import ends
from dronedeal.report.wording import exactly, number_range, units

__all__ = ["agreed_at", "disagreements", "findings", "numbers", "package", "packaged", "sources"]


def numbers(one: Basis) -> tuple[NumberShown, ...]:
    """Every plain number of the document, in its order; series and products by their parts."""
    found: dict[str, NumberShown] = {}
    for number in numbers_of(one.deal):
        for part in parts_of(number):
            if part.path and not isinstance(part, Series) and part.path not in found:
                found[part.path] = _shown(part, number)
    return tuple(found.values())


def _shown(part: Number, whole: Number) -> NumberShown:
    inner = part.factor if isinstance(part, Product) else part
    low, base, high = (float(value) for value in ends(inner))
    claims = tuple(dict.fromkeys((*part.claims, *inner.claims, *whole.claims)))
    kind = kind_of(part)
    return NumberShown(
        path=part.path, kind=kind, said=number_range(part), low=low, base=base, high=high, unit=inner.unit, claims=claims,
        assumed=not claims and kind != "open", why=part.why or whole.why, place=str(part.place),
    )  # fmt: skip


def package(one: Basis) -> tuple[PackageItem, ...]:
    """What the plan gives every open number."""
    return packaged(one.deal, one.plan)


def packaged(deal: Deal, plan: Plan) -> tuple[PackageItem, ...]:
    """What a plan gives every open number, each value with all its digits and in its unit."""
    opened = {
        part.path: (part, number) for number in numbers_of(deal) for part in parts_of(number) if isinstance(part, Open)
    }
    found: list[PackageItem] = []
    for path, chosen in plan.package.items():
        part, whole = opened[path]
        said, within = agreed_at(part, whole, chosen), f"{number_range(part)}{_times(whole)}"
        if part.is_yes_no:
            within = "yes or no"
        found.append(
            PackageItem(path=path, chosen=chosen, said=said, range=within, unit=part.unit, place=str(part.place))
        )
    return tuple(found)


def agreed_at(part: Open, whole: Number, value: float) -> str:
    """A value of an open number, or of the factor of one, as people say it."""
    if part.is_yes_no:
        return "taken" if round(value) else "not taken"
    return f"{exactly(value, part.unit)}{_times(whole)}"


def _times(whole: Number) -> str:
    return f" × {whole.times.replace('_', ' ')}" if isinstance(whole, Product) else ""


def disagreements(taken: Evidence) -> tuple[Disagreement, ...]:
    """Where claims contradict each other."""
    return tuple(Disagreement(claims=one.claims, about=one.about, path=one.path) for one in taken.contradictions)


def sources(one: Basis, taken: Evidence) -> tuple[Source, ...]:
    """Claims something rests on, in the registry's order."""
    return tuple(
        Source(
            id=claim.id, quantity=claim.quantity, said=_said(claim), as_of=claim.as_of, publisher=claim.publisher,
            published=claim.published, title=claim.title, url=claim.url, confidence=claim.confidence, note=claim.note,
            used_by=taken.used_by[claim.id],
        )
        for claim in one.deal.claims.values()
        if claim.id in taken.used_by
    )  # fmt: skip


def _said(claim: Claim) -> str:
    if not claim.is_number or claim.low is None:
        return "a statement"
    if claim.unit.startswith("date"):
        return f"{claim.low:08f}"[:4] + "-" + f"{claim.low:08f}"[4:6] + "-" + f"{claim.low:08f}"[6:8]
    low = _figure(claim.low)
    if claim.high is None:
        return f"{low} {claim.unit} or more"
    return f"{low} {claim.unit}" if claim.high == claim.low else f"{low} to {_figure(claim.high)} {claim.unit}"


def _figure(value: Decimal) -> str:
    return units(float(value)) if abs(value) >= 10 or value == value.to_integral_value() else f"{value.normalize():f}"  # noqa: PLR2004


def findings(one: Basis) -> tuple[FindingShown, ...]:
    """What was found about the document that is no error."""
    return tuple(
        FindingShown(
            code=found.code, severity=found.severity, message=found.message, place=str(found.place), mend=found.mend
        )
        for found in one.findings
    )
