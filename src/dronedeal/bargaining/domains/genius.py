"""GENIUS XML: a domain file and one profile a party, with GENIUS' own normalisation. Not its non-linear spaces.

Facts about the format and the normalisation: ``genius.core.utility`` of GENIUS 10 (``EvaluatorDiscrete``, ``EvaluatorInteger``,
``AdditiveUtilitySpace``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from xml.parsers import expat

from dronedeal.bargaining.domains.domain import Issue, Profile
from dronedeal.bargaining.domains.figure import Unread, exact_of
from dronedeal.deal.place import Place

__all__ = ["Element", "genius_issues", "genius_profile", "xml_of"]

_DEEPEST, _MOST = 30, 100_000
_LEAST_MAXIMUM = Fraction(1, 100_000)
"""An issue whose best value is worth less than this is worth nothing to GENIUS."""

_MOST_VALUES = 100_000
"""Whole values of one issue beyond which it is refused."""


@dataclass(slots=True)
class Element:
    """An element of a file: its name, its attributes, its place and what stands in it."""

    tag: str
    attributes: dict[str, str]
    place: Place
    children: list[Element] = field(default_factory=list["Element"])

    def within(self, tag: str) -> Iterator[Element]:
        """Elements of a name, at any depth, in order."""
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.within(tag)

    def said(self, *keys: str) -> str | None:
        """The first of some attributes that is there."""
        return next((self.attributes[key] for key in keys if key in self.attributes), None)


def xml_of(text: str, name: str) -> Element:
    """Read XML without a document type, so that nothing in it can grow or lead elsewhere.

    Raises
    ------
    Unread
        It is no such XML, is too deep or too large.
    """
    parser = expat.ParserCreate()
    root = Element("", {}, Place(name, 1, 1))
    open_ones, count = [root], 0

    def here() -> Place:
        return Place(name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def begins(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > _MOST or len(open_ones) > _DEEPEST:
            message = "the file is nested too deep or holds too many elements"
            raise Unread(message, here(), "keep a domain in a file of its own")
        element = Element(tag, attributes, here())
        open_ones[-1].children.append(element)
        open_ones.append(element)

    def typed(*_: object) -> None:
        message = "the file declares a document type"
        raise Unread(message, here(), "take the line out: nothing here needs it")

    parser.StartElementHandler, parser.EndElementHandler = begins, lambda _: open_ones.pop()
    parser.StartDoctypeDeclHandler = typed
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        place = Place(name, error.lineno, error.offset + 1)
        message = f"this is not XML: {expat.errors.messages[error.code]}"
        raise Unread(message, place, "mend the syntax here") from error
    return root.children[0]


def genius_issues(root: Element, name: str) -> tuple[Issue, ...]:
    """The issues of a domain file, in order.

    Raises
    ------
    Unread
        An issue is continuous, or has no values.
    """
    issues = tuple(_issue(element) for element in root.within("issue"))
    if not issues:
        message = f"{name} has no issues"
        raise Unread(message, root.place, "name a GENIUS domain file first")
    return issues


def _issue(element: Element) -> Issue:
    name = element.said("name") or f"issue {element.said('index')}"
    kind = element.said("vtype", "type", "etype") or "discrete"
    low, high = element.said("lowerbound"), element.said("upperbound")
    if kind == "integer" and low is not None and high is not None:
        first, last = (int(exact_of(one, f"a bound of {name}", element.place)) for one in (low, high))
        if not 0 <= last - first < _MOST_VALUES:
            message = f"{name} runs from {first} to {last}"
            raise Unread(message, element.place, f"let it have 1 to {_MOST_VALUES:,} values")
        return Issue(name=name, values=tuple(str(value) for value in range(first, last + 1)))
    values = tuple(item.said("value") or "" for item in element.children if item.tag == "item")
    if not values:
        message = f"{name} is no issue with a few values: it is {kind}"
        raise Unread(message, element.place, "give it items, or whole bounds", "N102")
    return Issue(name=name, values=values)


def genius_profile(root: Element, issues: tuple[Issue, ...], name: str) -> Profile:
    """One party's profile, normalised as GENIUS does.

    Notes
    -----
    The evaluation of a value is divided by the largest of its issue; one of a whole number is linear in its distance from the lower bound and
    cut off at nought and one; weights are divided by their sum. The reservation is on that scale already.

    Raises
    ------
    Unread
        The profile does not fit the domain, or is not additive.
    """
    if any(True for tag in ("utility_function", "hyperRectangle", "rule") for _ in root.within(tag)):
        message = f"{name} is not additive over issues"
        raise Unread(message, root.place, "only additive profiles are read", "N102")
    elements = {element.said("name"): element for element in root.within("issue")}
    weights = {
        weight.said("index"): exact_of(weight.said("value") or "", "a weight", weight.place)
        for weight in root.within("weight")
    }
    worths: list[tuple[Fraction, ...]] = []
    shares: list[Fraction] = []
    for issue in issues:
        element = elements.get(issue.name)
        if element is None:
            message = f"{name} says nothing of the issue {issue.name}"
            raise Unread(message, root.place, "give every issue of the domain its evaluations", "N103")
        worths.append(_worths(element, issue))
        shares.append(weights.get(element.said("index"), Fraction(1) if not weights else Fraction(0)))
    whole = sum(shares, Fraction(0))
    if whole <= 0 or min(shares) < 0:
        message = f"the weights of {name} are below nought, or all nought"
        raise Unread(message, root.place, "give each issue its weight")
    scaled = tuple(
        tuple(share / whole * worth for worth in values) for share, values in zip(shares, worths, strict=True)
    )
    least = next(iter(root.within("reservation")), None)
    reservation = Fraction(0) if least is None else exact_of(least.said("value") or "", "the reservation", least.place)
    return Profile(name=name, worths=scaled, reservation=reservation)


def _worths(element: Element, issue: Issue) -> tuple[Fraction, ...]:
    evaluator = next((child for child in element.children if child.tag == "evaluator"), None)
    if evaluator is not None:
        return _linear(evaluator, issue)
    said: dict[str, Fraction] = {}
    for item in element.children:
        evaluation = item.said("evaluation")
        if item.tag == "item" and evaluation not in {None, "null"}:
            said[item.said("value") or ""] = exact_of(str(evaluation), f"an evaluation of {issue.name}", item.place)
    missing = next((value for value in issue.values if value not in said), None)
    if missing is not None:
        message = f"{issue.name} has no evaluation of {missing!r}"
        raise Unread(message, element.place, "evaluate every value of the domain", "N103")
    most = max(said.values())
    return tuple(said[value] / most if most >= _LEAST_MAXIMUM else Fraction(0) for value in issue.values)


def _linear(evaluator: Element, issue: Issue) -> tuple[Fraction, ...]:
    kind = evaluator.said("ftype") or "linear"
    slope, offset = evaluator.said("slope", "parameter1"), evaluator.said("offset", "parameter0")
    if kind != "linear" or slope is None:
        message = f"{issue.name} is evaluated by a {kind} function"
        raise Unread(message, evaluator.place, "only linear functions of whole numbers are read", "N102")
    by = exact_of(slope, f"the slope of {issue.name}", evaluator.place)
    start = exact_of(offset or "0", f"the offset of {issue.name}", evaluator.place)
    steps = (Fraction(int(value) - int(issue.values[0])) for value in issue.values)
    return tuple(min(Fraction(1), max(Fraction(0), start + by * step)) for step in steps)
