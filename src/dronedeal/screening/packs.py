"""Rule packs read from folders: one file a rule, loaded only if it is cited, documented and gives its three samples. Not their evaluation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dronedeal.deal.calendar import day_written
from dronedeal.deal.finding import Finding, errors, sorted_findings
from dronedeal.deal.place import Place
from dronedeal.document import MISSING, Node, Reader, nodes_of, text_of
from dronedeal.screening.judge import judge
from dronedeal.screening.listed import Entry, Listing, Lists, Match
from dronedeal.screening.rule import Condition, Limb, Rule
from dronedeal.screening.sample import Sample, bill_of, purchase_of
from dronedeal.screening.statutory import statutory
from dronedeal.screening.verdict import Word

__all__ = ["PACKS", "Pack", "no_number", "packs", "read_pack", "shipped", "tried", "unused"]

PACKS = Path(__file__).parent / "packs"
"""The packs that come with the package."""

_ID = re.compile(r"[A-Z0-9][A-Z0-9-]{1,39}", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
_MOST = 500
"""Most rules of one pack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A folder of rules.

    Parameters
    ----------
    name
        Of the folder.
    rules
        Those that load, by id.
    findings
        Why others do not.
    """

    name: str
    rules: Mapping[str, Rule]
    findings: tuple[Finding, ...]


def packs(*folders: Path) -> dict[str, Path]:
    """The packs there are by name: those that come with the package, then those of some folders, which may replace them."""
    found: dict[str, Path] = {}
    for folder in (PACKS, *folders):
        if folder.is_dir():
            found |= {one.name: one for one in sorted(folder.iterdir()) if one.is_dir() and any(one.glob("*.y*ml"))}
    return found


def unused(folder: Path, named: Iterable[str]) -> tuple[Finding, ...]:
    """A warning of each pack of a deal's own folder that the deal does not name, so that none of its rules is asked."""
    known = packs(folder)
    chosen = tuple(named)
    return tuple(
        Finding(
            code="S204",
            severity="warning",
            message=f"no rule of the pack {folder.name}/{name} is asked, as rules does not name it",
            place=Place("deal.yaml"),
            mend=f"write rules: [{', '.join((*chosen, name))}], or take the folder away",
        )
        for name, path in known.items()
        if path.parent == folder and name not in chosen
    )


@lru_cache(maxsize=16)
def shipped(name: str) -> Pack:
    """A pack that comes with the package; its samples are tried by the package's own tests."""
    return read_pack(PACKS / name, try_samples=False)


def read_pack(folder: Path, *, try_samples: bool = True) -> Pack:
    """Read every rule of a folder.

    Parameters
    ----------
    folder
        One YAML file a rule, named for it.
    try_samples
        Whether each rule must give the verdicts of its samples before it loads.
    """
    findings: list[Finding] = []
    rules: dict[str, Rule] = {}
    files = sorted((*folder.glob("*.yaml"), *folder.glob("*.yml")))
    if len(files) > _MOST:
        files = files[:_MOST]
        findings.append(_finding(f"more than {_MOST} rules", Place(folder.name), "split the pack"))
    for path in files:
        name = f"{folder.name}/{path.name}"
        rule, found = _read(path, name)
        if rule is not None and not errors(found) and try_samples:
            found = (*found, *tried(rule))
        findings.extend(found)
        if rule is not None and not errors(found):
            rules[rule.id] = rule
    return Pack(name=folder.name, rules=rules, findings=sorted_findings(findings))


def tried(rule: Rule) -> tuple[Finding, ...]:
    """What is wrong with a rule's samples: each must give the product the verdict it stands for."""
    found: list[Finding] = []
    wanted: tuple[tuple[str, Sample, tuple[Word, ...]], ...] = (
        ("passes", rule.passes, ("pass",)),
        ("fails", rule.fails, ("fail",) if rule.kind == "bar" else ("advisory",)),
        ("unknown", rule.unknown, ("unknown",)),
    )
    for name, sample, words in wanted:
        try:
            bill = bill_of(sample)
        except ValueError as error:
            found.append(_finding(f"the sample {name} of {rule.id}: {error}", sample.place, "write 40% CN by maker"))
            continue
        lists = _lists_of(sample, rule)
        said = judge(rule, bill, purchase_of(sample), lists).product
        if said.word not in words:
            message = f"the sample {name} of {rule.id} gives {said.word}, not {words[0]}: {said.reason}"
            found.append(_finding(message, sample.place, "mend the sample, or the rule"))
    return tuple(found)


def _lists_of(sample: Sample, rule: Rule) -> Lists:
    """The lists that come with the package, and those of a sample, matched by equal names."""
    held, entries = statutory()
    editions = {name: list(ones) for name, ones in held.items()}
    listed = list(entries)
    for name, names in sample.lists.items():
        editions.setdefault(name, []).append(Listing(list=name, source=rule.id))
        listed += [Entry(id=f"{name}-{one}", list=name, name=one) for one in names]
    parties = bill_of(sample).parties
    matches = {
        party.id: tuple(
            Match(entry=entry, kind="exact", score=1.0, name=name, alias=name)
            for entry in listed
            for name in party.all_names
            if name in {entry.name, *entry.names}
        )
        for party in parties.values()
    }
    return Lists(held={name: tuple(ones) for name, ones in editions.items()}, matches=matches)


def _read(path: Path, name: str) -> tuple[Rule | None, tuple[Finding, ...]]:
    text = text_of(path, name)
    root = text if isinstance(text, Finding) else nodes_of(text, name)
    if isinstance(root, Finding):
        return None, (root,)
    reader = Reader(currency="", claims={}, read_number=no_number)
    rule = reader.noun(root, Rule, path.stem, id=path.stem)
    if rule is MISSING:
        return None, sorted_findings(reader.findings)
    return rule, sorted_findings([*reader.findings, *_wrong(rule)])


def no_number(reader: Reader, node: Node, dimension: str, path: str) -> object:
    """What a reader of rules says of a number with a unit: rules hold days and plain numbers only."""
    return reader.find("D203", f"{path} is no {dimension or 'number with a unit'}", node.place, "write a plain number")


def _wrong(rule: Rule) -> Iterator[Finding]:
    """What no shape of a field could say of a rule that is wrong."""
    if not _ID.fullmatch(rule.id):
        yield _finding(f"{rule.id!r} cannot name a rule", rule.place, "name the file as US-DOD-848.yaml")
    if not rule.citation or not rule.text.strip():
        yield _finding(f"{rule.id} lacks a citation or a text", rule.place, "cite the source, and say what it says")
    for link in rule.links:
        if not link.startswith(("https://", "http://")):
            yield _finding(f"{rule.id} has a link that is no address: {link[:60]}", rule.place, "write https://...")
    for group in rule.countries.values():
        for country in (*group.countries, *group.since, *group.treated, *group.treated.values()):
            if not _COUNTRY.fullmatch(country):
                yield _finding(f"{country[:20]!r} is no country code", group.place, "write two capitals, as UA")
    if not rule.limbs:
        yield _finding(f"{rule.id} has no limbs", rule.place, "say what fails it")
    for limb in rule.every_limb.values():
        yield from _wrong_limb(rule, limb)
    for name in (*rule.advisories, *rule.told):
        if name in rule.limbs or (name in rule.told and name in rule.advisories):
            yield _finding(f"{rule.id} has two limbs named {name[:40]}", rule.place, "name each once")
    for exemption in rule.exemptions.values():
        for one in exemption.limbs:
            if one not in rule.limbs:
                yield _finding(f"{rule.id} has no limb {one[:40]}", exemption.place, f"limbs: {', '.join(rule.limbs)}")
        yield from _wrong_conditions(rule, exemption.when, exemption.place)
    yield from _wrong_conditions(rule, rule.applies.when, rule.applies.place, needed=False)


def _wrong_limb(rule: Rule, limb: Limb) -> Iterator[Finding]:
    if limb.holds and not (limb.reaches == "material" and limb.categories):
        yield _finding(
            "only a limb that reaches material, with categories, says what holds it", limb.place, "drop holds"
        )
    if limb.reaches in {"named_component", "material"} and not limb.categories:
        yield _finding(f"a limb that reaches {limb.reaches} names no categories", limb.place, "add categories")
    yield from _wrong_conditions(rule, limb.fails_if, limb.place)
    if limb.reaches not in {"product", "seller"} and any(_deep(one) for one in limb.fails_if):
        yield _finding("a share of cost is of the product", limb.place, "write reaches: product")


def _deep(condition: Condition) -> bool:
    return condition.share is not None or any(map(_deep, (*condition.all, *condition.any, *condition.none)))


def _wrong_conditions(
    rule: Rule, conditions: Iterable[Condition], place: Place, *, needed: bool = True
) -> Iterator[Finding]:
    conditions = tuple(conditions)
    if needed and not conditions:
        yield _finding("no condition stands here", place, "say one at least")
    for one in conditions:
        yield from _wrong_condition(rule, one)


def _wrong_condition(rule: Rule, one: Condition) -> Iterator[Finding]:
    said = [
        name
        for name in ("origin", "domicile", "owned", "listed", "fact", "share", "all", "any", "none")
        if getattr(one, name)
    ]
    if len(said) != 1:
        yield _finding(
            "a condition asks one question",
            one.place,
            "write one of origin, domicile, owned, listed, fact, share, all, any, none",
        )
        return
    for test in (one.origin, one.domicile, one.owned):
        lacking = test is not None and test is one.origin and not test.stages
        if test is not None and (lacking or bool(test.within) is bool(test.outside)):
            yield _finding(
                "say stages, and either in or outside", test.place, "write {stages: [manufactured], in: [CN]}"
            )
    for words, place in (
        *(
            ((*test.within, *test.outside), test.place)
            for test in (one.origin, one.domicile, one.owned)
            if test is not None
        ),
        *([(one.share.within, one.share.place)] if one.share is not None else []),
    ):
        for word in words:
            if word not in rule.countries and not _COUNTRY.fullmatch(word):
                yield _finding(
                    f"{word[:40]!r} is neither a group of the rule nor a country", place, "name it under countries"
                )
    if one.fact is not None:
        bounds = (one.fact.at_least, one.fact.above, one.fact.at_most, one.fact.below)
        if not one.fact.equals and not one.fact.one_of and all(bound is None for bound in bounds):
            yield _finding("a question about a fact says what it must be", one.fact.place, "add equals, or a bound")
        if one.fact.words and not {one.fact.equals, *one.fact.one_of} - {""} <= set(one.fact.words):
            yield _finding("what it must be is not among its words", one.fact.place, "name it under words too")
        if one.fact.assume and one.fact.whose != "purchase":
            yield _finding("what a bill does not say is not taken", one.fact.place, "drop assume: only a purchase may")
    if one.share is not None:
        if one.share.above and one.share.unknown == "outside":
            yield _finding("origins not known cannot favour the seller", one.share.place, "write unknown: open")
        for steps in (one.share.below, one.share.at_most, one.share.above):
            for start in steps:
                if day_written(start) is None:
                    yield _finding(f"{start[:20]!r} is no day", one.share.place, "write {2024-01-01: 65%}")
    for inner in (*one.all, *one.any, *one.none):
        yield from _wrong_condition(rule, inner)


def _finding(message: str, place: Place, mend: str) -> Finding:
    return Finding(code="S101", severity="error", message=message, place=place, mend=mend)
