"""Domains in JSON and YAML: GeniusWeb's additive profiles and NegMAS' scenarios. Not their other utility functions.

Facts about the formats: ``geniusweb.profile.utilityspace`` of GeniusWeb, and what NegMAS 0.16 writes.
"""

from __future__ import annotations

from fractions import Fraction

from dronedeal.bargaining.domains.domain import Issue, Profile
from dronedeal.bargaining.domains.figure import Unread, exact_of
from dronedeal.document.node import Items, Node, Table, Word

__all__ = ["geniusweb", "negmas_issues", "negmas_profile"]

_MOST_VALUES = 100_000
"""Values of one issue beyond which it is refused."""


def _table(node: Node | None, what: str, within: Table) -> Table:
    if not isinstance(node, Table):
        message = f"{what} is not said, or is no table"
        raise Unread(message, within.place if node is None else node.place, f"give {what}")
    return node


def _items(node: Node | None, what: str, within: Table) -> tuple[Node, ...]:
    if not isinstance(node, Items):
        message = f"{what} is not said, or is no list"
        raise Unread(message, within.place if node is None else node.place, f"give {what}")
    return node.items


def _word(node: Node | None, what: str, within: Table) -> Word:
    if not isinstance(node, Word):
        message = f"{what} is not said, or is no value"
        raise Unread(message, within.place if node is None else node.place, f"give {what}")
    return node


def _number(node: Node | None, what: str, within: Table) -> Fraction:
    word = _word(node, what, within)
    return exact_of(word.text, what, word.place)


def geniusweb(root: Table, name: str) -> tuple[str, tuple[Issue, ...], Profile]:
    """A GeniusWeb profile, which holds its domain: the domain's name, its issues, and the profile.

    The reservation is the utility of the reservation bid; nothing is nought. Numbers stand as written: nothing is normalised.

    Raises
    ------
    Unread
        It is no additive profile, or does not fit its own domain.
    """
    space = root.node("LinearAdditiveUtilitySpace")
    if not isinstance(space, Table):
        message = f"{name} is no LinearAdditiveUtilitySpace"
        raise Unread(message, root.place, "only additive profiles are read", "N102")
    domain = _table(space.node("domain"), "domain", space)
    values = _table(domain.node("issuesValues"), "issuesValues", domain)
    weights = _table(space.node("issueWeights"), "issueWeights", space)
    utilities = _table(space.node("issueUtilities"), "issueUtilities", space)
    issues: list[Issue] = []
    worths: list[tuple[Fraction, ...]] = []
    for entry in values:
        issue = entry.key.text
        one = _table(entry.node, f"values of {issue}", values)
        issues.append(Issue(name=issue, values=_geniusweb_values(one, issue)))
        weight = _number(weights.node(issue), f"the weight of {issue}", weights)
        each = _geniusweb_worths(_table(utilities.node(issue), f"utilities of {issue}", utilities), issues[-1])
        worths.append(tuple(weight * worth for worth in each))
    profile = Profile(name=_name(space, name), worths=tuple(worths), reservation=Fraction(0))
    bid = space.node("reservationBid")
    said = bid.node("issuevalues") if isinstance(bid, Table) else None
    if isinstance(said, Table) and said.entries:
        at = [
            _position(issue, _word(said.node(issue.name), f"the reservation's {issue.name}", said)) for issue in issues
        ]
        profile = Profile(name=profile.name, worths=profile.worths, reservation=profile.at(at))
    return _name(domain, name), tuple(issues), profile


def _name(table: Table, otherwise: str) -> str:
    said = table.node("name")
    return said.text if isinstance(said, Word) and said.text else otherwise


def _position(issue: Issue, word: Word) -> int:
    if word.text not in issue.values:
        message = f"{issue.name} has no value {word.text[:40]!r}"
        raise Unread(message, word.place, f"values: {', '.join(issue.values[:10])}", "N103")
    return issue.values.index(word.text)


def _geniusweb_values(table: Table, issue: str) -> tuple[str, ...]:
    if "range" not in table.entries:
        return tuple(
            _word(one, f"a value of {issue}", table).text
            for one in _items(table.node("values"), f"values of {issue}", table)
        )
    low, high, step = (
        _number(one, f"the range of {issue}", table) for one in _items(table.node("range"), f"range of {issue}", table)
    )
    count = (high - low) / step + 1 if step > 0 else Fraction(0)
    if not 1 <= count <= _MOST_VALUES:
        message = f"the range of {issue} has no values, or too many"
        raise Unread(message, table.place, f"let it have 1 to {_MOST_VALUES:,} values")
    return tuple(_written(low + at * step) for at in range(int(count)))


def _written(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.12g}"


def _geniusweb_worths(table: Table, issue: Issue) -> tuple[Fraction, ...]:
    discrete = table.node("DiscreteValueSetUtilities") or table.node("discreteutils")
    if isinstance(discrete, Table):
        said = _table(discrete.node("valueUtilities"), f"valueUtilities of {issue.name}", discrete)
        return tuple(
            _number(said.node(value), f"the utility of {issue.name} at {value}", said) for value in issue.values
        )
    linear = table.node("NumberValueSetUtilities") or table.node("numberutils")
    one = _table(linear, f"utilities of {issue.name}", table)
    low, low_worth, high, high_worth = (
        _number(one.node(key), f"{key} of {issue.name}", one)
        for key in ("lowValue", "lowUtility", "highValue", "highUtility")
    )
    if high <= low:
        message = f"{issue.name} has no room between lowValue and highValue"
        raise Unread(message, one.place, "let highValue lie above lowValue")
    slope = (high_worth - low_worth) / (high - low)
    at = (min(high, max(low, exact_of(value, f"a value of {issue.name}", one.place))) for value in issue.values)
    return tuple(low_worth + slope * (value - low) for value in at)


def negmas_issues(root: Table) -> tuple[Issue, ...]:
    """The issues of a NegMAS domain.

    Raises
    ------
    Unread
        One of them is continuous.
    """
    return tuple(_negmas_issue(one, root) for one in _items(root.node("issues"), "issues", root))


def _negmas_issue(node: Node, root: Table) -> Issue:
    table = _table(node, "an issue", root)
    name, kind = _word(table.node("name"), "the name of an issue", table).text, _name_of_type(table)
    values = [
        _word(one, f"a value of {name}", table) for one in _items(table.node("values"), f"values of {name}", table)
    ]
    if kind == "ContiguousIssue":
        first, last = (int(exact_of(word.text, f"a bound of {name}", word.place)) for word in values)
        if not 0 <= last - first < _MOST_VALUES:
            message = f"{name} runs from {first} to {last}"
            raise Unread(message, table.place, f"let it have 1 to {_MOST_VALUES:,} values")
        return Issue(name=name, values=tuple(str(value) for value in range(first, last + 1)))
    if kind.startswith(("Continuous", "Callable")) or not values:
        message = f"{name} is no issue with a few values: it is a {kind}"
        raise Unread(message, table.place, "give it a list of values", "N102")
    return Issue(name=name, values=tuple(word.text for word in values))


def _name_of_type(table: Table) -> str:
    said = table.node("type")
    return said.text.rpartition(".")[2] if isinstance(said, Word) else ""


def negmas_profile(root: Table, issues: tuple[Issue, ...], name: str) -> Profile:
    """A NegMAS utility function over issues, as it stands: nothing is normalised.

    Raises
    ------
    Unread
        It is not additive, does not fit the domain, or states no finite reservation.
    """
    kind = _name_of_type(root)
    if kind not in {"LinearAdditiveUtilityFunction", "LinearUtilityFunction", "AffineUtilityFunction"}:
        message = f"{name} is a {kind or 'function of no known type'}, which is not additive over issues"
        raise Unread(message, root.place, "only additive functions are read", "N102")
    weights = [_number(one, "a weight", root) for one in _items(root.node("weights"), "weights", root)]
    functions = (
        _items(root.node("values"), "values", root)
        if kind == "LinearAdditiveUtilityFunction"
        else (None,) * len(issues)
    )
    if not len(weights) == len(functions) == len(issues):
        message = f"{name} has {len(weights)} weights and {len(functions)} values for {len(issues)} issues"
        raise Unread(message, root.place, "give each issue of the domain one of each", "N103")
    worths = [
        tuple(weight * worth for worth in _negmas_worths(one, issue, root))
        for weight, one, issue in zip(weights, functions, issues, strict=True)
    ]
    if "bias" in root.entries and worths:
        bias = _number(root.node("bias"), "the bias", root)
        worths[0] = tuple(worth + bias for worth in worths[0])
    said = root.node("reserved_value")
    reservation = Fraction(0) if said is None else _number(said, "reserved_value", root)
    return Profile(name=_name(root, name), worths=tuple(worths), reservation=reservation)


def _negmas_worths(node: Node | None, issue: Issue, root: Table) -> tuple[Fraction, ...]:
    if node is None:
        return tuple(exact_of(value, f"a value of {issue.name}", root.place) for value in issue.values)
    table = _table(node, f"values of {issue.name}", root)
    kind = _name_of_type(table)
    if kind == "TableFun" or "mapping" in table.entries:
        mapping = _table(table.node("mapping"), f"mapping of {issue.name}", table)
        return tuple(
            _number(mapping.node(value), f"what {issue.name} is worth at {value}", mapping) for value in issue.values
        )
    if kind not in {"LinearFun", "AffineFun", "IdentityFun", "ConstFun"}:
        message = f"{issue.name} is valued by a {kind or 'function of no known type'}"
        raise Unread(message, table.place, "give it a table of values, or a line", "N102")
    slope = (
        Fraction(0 if kind == "ConstFun" else 1)
        if table.node("slope") is None
        else _number(table.node("slope"), f"slope of {issue.name}", table)
    )
    bias = Fraction(0) if table.node("bias") is None else _number(table.node("bias"), f"bias of {issue.name}", table)
    return (
        tuple(slope * exact_of(value, f"a value of {issue.name}", table.place) + bias for value in issue.values)
        if slope
        else (bias,) * len(issue.values)
    )
