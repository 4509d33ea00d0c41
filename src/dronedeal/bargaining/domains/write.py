"""Domains into the formats of others. Not every domain fits every format: what changes by it is said, and what cannot be is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from itertools import product
from math import lcm
from xml.sax.saxutils import quoteattr

import orjson

from dronedeal.bargaining.domains.domain import Domain, Profile

__all__ = ["FORMATS", "Unwritable", "domain_files"]

_DIGITS, _EXACT = Context(prec=17), Context(prec=120)
"""Figures of a number that no decimal writes out, and of one that does."""

_MOST_LISTED = 200_000
"""Packages that are looked through for one that is worth a reservation."""


class Unwritable(ValueError):
    """A format has no way to say what a domain says."""


def domain_files(domain: Domain, form: str) -> dict[str, str]:
    """Texts of the files that write a domain, by file name.

    Parameters
    ----------
    form
        ``negmas``: utilities as they stand. ``genius``, ``geniusweb``: weights that sum to one and evaluations from nought to one; a profile that is
        on that scale already stays as it is, another is moved and scaled to it, its reservation with it, which changes no efficient package, no Nash point
        and no share, but sums and smallest gains. What no decimal writes out (GENIUS' reservations, and all numbers of GeniusWeb) is
        written to seventeen figures.

    Raises
    ------
    Unwritable
        Two parties, or a party and the domain, have one name; or GeniusWeb, which says reservations as packages, is to say one that no
        package is worth.
    KeyError
        No format has this name.
    """
    files = FORMATS[form](domain)
    if len(files) < len(domain.profiles) + (form != "geniusweb"):
        message = "two of the domain and its parties have one name, and so one file"
        raise Unwritable(message)
    return files


def _decimal(value: Fraction) -> str:
    """A number as a decimal: whole where it ends, else to seventeen figures."""
    left = value.denominator
    for factor in (2, 5):
        while left % factor == 0:
            left //= factor
    figures = _EXACT if left == 1 else _DIGITS
    return f"{figures.divide(Decimal(value.numerator), Decimal(value.denominator)).normalize(figures):f}"


def _negmas(domain: Domain) -> dict[str, str]:
    """YAML is JSON's superset, so that texts need no quoting rules of their own."""
    issues = [{"name": one.name, "type": "CategoricalIssue", "values": list(one.values)} for one in domain.issues]
    head = {"name": domain.name, "type": "DiscreteCartesianOutcomeSpace", "issues": issues}
    files = {f"{_file(domain.name)}.yml": _json(head)}
    for profile in domain.profiles:
        values = [
            {
                "type": "TableFun",
                "mapping": {value: _number(worth) for value, worth in zip(issue.values, worths, strict=True)},
            }
            for issue, worths in zip(domain.issues, profile.worths, strict=True)
        ]
        files[f"{_file(profile.name)}.yml"] = _json(
            {
                "name": profile.name, "type": "LinearAdditiveUtilityFunction", "reserved_value": _number(profile.reservation),
                "weights": [1] * len(values), "values": values,
            }
        )  # fmt: skip
    return files


def _genius(domain: Domain) -> dict[str, str]:
    def issue(at: int, worths: tuple[Fraction, ...] | None) -> str:
        one = domain.issues[at]
        items = "".join(
            f'<item index="{place + 1}" value={quoteattr(value)}'
            + ("" if worths is None else f' evaluation="{_decimal(worths[place])}"')
            + "/>"
            for place, value in enumerate(one.values)
        )
        return f'<issue index="{at + 1}" etype="discrete" type="discrete" vtype="discrete" name={quoteattr(one.name)}>\n{items}\n</issue>\n'

    count, every = len(domain.issues), range(len(domain.issues))

    def space(body: str, after: str = "") -> str:
        head = f'<utility_space number_of_issues="{count}">\n<objective index="0" etype="objective" type="objective" name="any">\n'
        return f"{head}{body}</objective>\n{after}</utility_space>\n"

    shared = space("".join(issue(at, None) for at in every))
    files = {f"{_file(domain.name)}.xml": f"<negotiation_template>\n{shared}</negotiation_template>\n"}
    for profile in domain.profiles:
        weights, worths, reservation = _scaled(profile)
        # GENIUS divides both by their largest and their sum, so that whole numbers say them exactly
        body = "".join(issue(at, _whole(worths[at])) for at in every)
        body += "".join(f'<weight index="{at + 1}" value="{weight}"/>\n' for at, weight in enumerate(_whole(weights)))
        least = f'<discount_factor value="1.0"/>\n<reservation value="{_decimal(reservation)}"/>\n'
        files[f"{_file(profile.name)}.xml"] = space(body, least)
    return files


def _geniusweb(domain: Domain) -> dict[str, str]:
    values = {one.name: {"values": list(one.values)} for one in domain.issues}
    files: dict[str, str] = {}
    for profile in domain.profiles:
        weights, worths, reservation = _scaled(profile)
        utilities = {
            issue.name: {
                "DiscreteValueSetUtilities": {
                    "valueUtilities": {value: _number(worth) for value, worth in zip(issue.values, each, strict=True)}
                }
            }
            for issue, each in zip(domain.issues, worths, strict=True)
        }
        bid = None if reservation == 0 else {"issuevalues": domain.said(_worth(domain, profile))}
        space = {
            "name": profile.name, "issueUtilities": utilities,
            "issueWeights": {issue.name: _number(weight) for issue, weight in zip(domain.issues, weights, strict=True)},
            "domain": {"name": domain.name, "issuesValues": values}, "reservationBid": bid,
        }  # fmt: skip
        files[f"{_file(profile.name)}.json"] = _json({"LinearAdditiveUtilitySpace": space})
    return files


FORMATS: Mapping[str, Callable[[Domain], dict[str, str]]] = {
    "genius": _genius,
    "geniusweb": _geniusweb,
    "negmas": _negmas,
}
"""How a domain is written, by the name of the format."""


def _scaled(profile: Profile) -> tuple[list[Fraction], list[tuple[Fraction, ...]], Fraction]:
    """Weights that sum to one, evaluations from nought to one, and the reservation on that scale."""
    bests = [max(worths) for worths in profile.worths]
    stays = sum(bests) == 1 and min(min(worths) for worths in profile.worths) >= 0
    shifts = [Fraction(0) if stays else min(worths) for worths in profile.worths]
    reaches = [best - shift for best, shift in zip(bests, shifts, strict=True)]
    whole = sum(reaches, Fraction(0)) or Fraction(1)
    weights = [reach / whole for reach in reaches]
    if not any(weights):
        weights = [Fraction(1, len(weights))] * len(weights)
    worths = [
        tuple((worth - shift) / reach if reach else Fraction(0) for worth in each)
        for each, shift, reach in zip(profile.worths, shifts, reaches, strict=True)
    ]
    return weights, worths, (profile.reservation - sum(shifts, Fraction(0))) / whole


def _whole(shares: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Whole numbers that are to each other as some shares are."""
    scale = lcm(*(share.denominator for share in shares))
    return tuple(share * scale for share in shares)


def _worth(domain: Domain, profile: Profile) -> tuple[int, ...]:
    """A package that is worth a party's reservation to it."""
    if domain.outcomes <= _MOST_LISTED:
        for package in product(*(range(len(issue.values)) for issue in domain.issues)):
            if profile.at(package) == profile.reservation:
                return package
    message = f"GeniusWeb says a reservation as a package, and none was found that is worth just {_decimal(profile.reservation)} to {profile.name}"
    raise Unwritable(message)


def _file(name: str) -> str:
    """A name as a file may have it."""
    return "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in name)[:100] or "unnamed"


def _number(value: Fraction) -> orjson.Fragment:
    """A number that JSON writes as the decimal it is, and not as its nearest float."""
    return orjson.Fragment(_decimal(value))


def _json(value: object) -> str:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n"
