"""Rules asked of small bills written as YAML, in the words of a rule's samples; what is said of the product and of its parts."""

from functools import cache

from dronedeal.deal.finding import Finding
from dronedeal.document import MISSING, Reader, nodes_of
from dronedeal.screening.judge import judge
from dronedeal.screening.packs import _lists_of, no_number, packs, shipped
from dronedeal.screening.rule import Rule
from dronedeal.screening.sample import Sample, bill_of, purchase_of
from dronedeal.screening.verdict import Cell, Judged


@cache
def every_rule() -> dict[str, Rule]:
    """Every rule that comes with the package, by id."""
    return {name: rule for pack in packs() for name, rule in shipped(pack).rules.items()}


@cache
def sample(text: str) -> Sample:
    """A sample as it stands in a rule's file."""
    root = nodes_of(text, "case.yaml")
    assert not isinstance(root, Finding), root.message
    reader = Reader(currency="", claims={}, read_number=no_number)
    found = reader.noun(root, Sample, "case")
    assert found is not MISSING, [one.message for one in reader.findings]
    return found


QUALIFYING = [
    "AU",
    "AT",
    "BE",
    "CA",
    "CZ",
    "DK",
    "EG",
    "EE",
    "FI",
    "FR",
    "DE",
    "GR",
    "IL",
    "IT",
    "JP",
    "LV",
    "LT",
    "LU",
    "NL",
    "NO",
    "PL",
    "PT",
    "SI",
    "ES",
    "SE",
    "CH",
    "TR",
    "GB",
]
NOT_QUALIFYING = ["UA", "KR", "TW", "RO", "SK", "BG", "HU", "IE", "HR", "CN", "RU"]


def dod(rest: str = "", *, days: str = "delivered: 2027-03-01", buyer: str = "US-DoD", asked: str = "") -> str:
    return f"{{buyer: {buyer}, {days}, asked: {{{asked}}}{', ' if rest else ''}{rest}}}"


def judged(rule: str, text: str) -> Judged:
    """What a rule says of a case; lists that the case does not hold, and no statute writes out, are not held."""
    case = sample(text)
    return judged_sample(every_rule()[rule], case)


def judged_sample(rule: Rule, case: Sample) -> Judged:
    """What a rule says of a sample of its own, or of another."""
    return judge(rule, bill_of(case), purchase_of(case), _lists_of(case, rule))


def product(rule: str, text: str) -> Cell:
    """What a rule says of the product."""
    return judged(rule, text).product


def word(rule: str, text: str) -> str:
    """The word a rule says of the product."""
    return product(rule, text).word
