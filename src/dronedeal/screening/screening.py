"""Screening a deal's kits, or one bill: bills read, rules chosen, lists met, verdicts given. Not the verdicts' logic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from dronedeal.deal.deal import Deal
from dronedeal.deal.finding import Finding, Unsound, errors
from dronedeal.document import nearest
from dronedeal.screening.bill import Bill
from dronedeal.screening.bills import read_bill
from dronedeal.screening.cure import Cured, cure
from dronedeal.screening.judge import screen
from dronedeal.screening.listed import Met
from dronedeal.screening.meeting import Register
from dronedeal.screening.packs import Pack, packs, read_pack, shipped, unused
from dronedeal.screening.purchase import Purchase
from dronedeal.screening.reviewed import Review, of_nobody, read_reviews
from dronedeal.screening.rule import Rule, facts_asked
from dronedeal.screening.statutory import statutory
from dronedeal.screening.store import read_lists
from dronedeal.screening.turning import Turn, timeline
from dronedeal.screening.verdict import Screened

__all__ = [
    "Asked",
    "KitScreened",
    "Screening",
    "all_packs",
    "chosen_rules",
    "register_of",
    "screen_bill",
    "screen_deal",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a screening beside its verdicts.

    Parameters
    ----------
    packs
        Rule packs by name; the deal's own, or all for a bill by itself, if none is named.
    pack_folders, list_folders
        Where more packs, and imported lists, are kept.
    until
        How verdicts turn for deliveries until this day.
    green
        Rules that a cure is to turn green; ``all`` stands for every rule that bars.
    units
        Products over which what a cure costs once is weighed.
    """

    packs: tuple[str, ...] = ()
    pack_folders: tuple[Path, ...] = ()
    list_folders: tuple[Path, ...] = ()
    until: date | None = None
    green: tuple[str, ...] = ()
    units: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class KitScreened:
    """One kit of one system, screened.

    Parameters
    ----------
    system, kit
        Of the deal; empty for a bill by itself.
    screened
        Its verdicts.
    turns
        How they turn with the day of delivery, if that was asked.
    met
        Its parties that stand on a list that is held, on the day of signature or of delivery, or may.
    cured
        The cheapest of the bill's alternatives that turn chosen rules green, if that was asked and there is trouble.
    """

    system: str
    kit: str
    screened: Screened
    turns: tuple[Turn, ...] = ()
    met: tuple[Met, ...] = ()
    cured: Cured | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """Kits or a bill screened for one purchase.

    Parameters
    ----------
    purchase
        Who buys, when.
    rules
        By id.
    kits
        In the order of the deal.
    held
        The lists held, by name, with the day from which each edition was known.
    packs
        The packs asked, by name, with how many rules each holds.
    notes
        What the reader should know of packs: one that takes the place of another.
    findings
        About bills, rules and lists: none is an error.
    """

    purchase: Purchase
    rules: Mapping[str, Rule]
    kits: tuple[KitScreened, ...]
    held: Mapping[str, str]
    packs: Mapping[str, int]
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def barred(self) -> bool:
        """Whether any product fails a rule."""
        return any(one.product.word == "fail" for kit in self.kits for one in kit.screened.judged.values())


def all_packs(*folders: Path) -> dict[str, Pack]:
    """Every pack: those that come with the package, and those of some folders, which may replace them."""
    from dronedeal.screening.packs import PACKS

    return {name: shipped(name) if path.parent == PACKS else read_pack(path) for name, path in packs(*folders).items()}


def chosen_rules(names: tuple[str, ...], *folders: Path) -> tuple[dict[str, Rule], tuple[Finding, ...]]:
    """The rules of some packs by id, all of them if none is named; and why others do not load.

    Raises
    ------
    LookupError
        There is no such pack; the arguments are what is wrong and how to mend it.
    """
    known = packs(*folders)
    for name in names:
        if name not in known:
            raise LookupError(f"there is no rule pack {name[:40]}{nearest(name, known)}", f"packs: {', '.join(known)}")
    read = all_packs(*folders)
    taken = [read[name] for name in names or known]
    return (
        {name: rule for pack in taken for name, rule in pack.rules.items()},
        tuple(finding for pack in taken for finding in pack.findings),
    )


def register_of(*folders: Path) -> tuple[Register, tuple[Finding, ...]]:
    """The lists that come with the package and those kept in some folders, each read once, ready to be met."""
    held, entries = statutory()
    findings: list[Finding] = []
    editions = dict(held)
    listed = list(entries)
    reviews: list[Review] = []
    for folder in {folder.resolve(): folder for folder in folders}.values():
        kept = read_lists(folder)
        findings += kept.findings
        listed += kept.entries
        said, wrong = read_reviews(folder)
        reviews += said
        findings += wrong
        for name, ones in kept.held.items():
            editions[name] = (*editions.get(name, ()), *ones)
    findings += of_nobody(reviews, {entry.id for entry in listed})
    return Register(editions, listed, reviews), tuple(findings)


def screen_bill(path: Path, purchase: Purchase, asked: Asked) -> Screening:
    """Screen one bill of materials.

    Raises
    ------
    Unsound
        The bill cannot be read.
    LookupError
        There is no such pack or rule.
    """
    bill, findings = read_bill(path, path.name)
    if bill is None or errors(findings):
        raise Unsound(findings)
    return _screening({("", ""): bill}, findings, purchase, asked, asked.packs)


def screen_deal(
    folder: Path, deal: Deal, purchase: Purchase, asked: Asked, progress: Callable[[str], None] | None = None
) -> Screening:
    """Screen every kit of a deal that has a bill of materials.

    Raises
    ------
    Unsound
        A bill cannot be read.
    LookupError
        There is no such pack or rule, or no kit has a bill.
    """
    bills, findings = bills_of(folder, deal, progress)
    if errors(findings):
        raise Unsound(findings)
    if not asked.packs and deal.rules:
        findings += unused(folder / "rules", deal.rules)
    if not bills:
        raise LookupError("no kit of this deal has a bill of materials", "write bom: boms/drone.cdx.json under a kit")
    return _screening(bills, findings, purchase, asked, asked.packs or deal.rules)


def bills_of(
    folder: Path, deal: Deal, progress: Callable[[str], None] | None = None
) -> tuple[dict[tuple[str, str], Bill], tuple[Finding, ...]]:
    """The bills of a deal's kits, by system and kit."""
    bills: dict[tuple[str, str], Bill] = {}
    findings: list[Finding] = []
    for system in deal.systems.values():
        for name, kit in system.kits.items():
            if not kit.bom:
                continue
            if progress is not None:
                progress(f"reading {kit.bom}")
            bill, found = _read(folder / kit.bom, kit.bom)
            findings += found
            if bill is not None:
                bills[system.id, name] = bill
    return bills, tuple(findings)


def _read(path: Path, name: str) -> tuple[Bill | None, tuple[Finding, ...]]:
    """Read a bill, once while its file stays as it is: scenarios of a deal share their bills."""
    try:
        stat = path.stat()
    except OSError:
        return read_bill(path, name)
    return _kept(path, name, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=256)
def _kept(path: Path, name: str, changed: int, size: int) -> tuple[Bill | None, tuple[Finding, ...]]:
    del changed, size  # they only say whether the file is still the same
    return read_bill(path, name)


def _screening(
    bills: Mapping[tuple[str, str], Bill],
    findings: tuple[Finding, ...],
    purchase: Purchase,
    asked: Asked,
    names: tuple[str, ...],
) -> Screening:
    rules, wrong = chosen_rules(names, *asked.pack_folders)
    every = (rule for pack in all_packs(*asked.pack_folders).values() for rule in pack.rules.values())
    known = {name for rule in every for name in facts_asked(rule)}
    for name in purchase.facts:
        if name not in known:
            message = f"no rule asks for {name[:40]} of the purchase{nearest(name, known)}"
            raise LookupError(message, f"facts: {', '.join(sorted(known)) or 'none'}")
    for name in asked.green:
        if name != "all" and name not in rules:
            raise LookupError(f"there is no rule {name[:40]}{nearest(name, rules)}", f"rules: {', '.join(rules)}")
    register, unread = register_of(*asked.list_folders)
    if errors((*wrong, *unread)):
        raise Unsound((*findings, *wrong, *unread))
    kits: list[KitScreened] = []
    for (system, kit), bill in bills.items():
        lists = register.met_by(bill.parties)
        end, start = asked.until, purchase.delivered
        turns = () if end is None else timeline(bill, purchase, rules.values(), lists, start=start, end=end)
        screened = screen(bill, purchase, rules.values(), lists)
        cured = _cured(bill, purchase, rules, register, screened, asked)
        met = lists.met(bill.parties.values(), (purchase.day_signed, purchase.delivered), purchase.as_of)
        kits.append(KitScreened(system=system, kit=kit, screened=screened, turns=turns, met=met, cured=cured))
    held = {
        name: max((str(one.known_from or "") for one in ones), default="")
        for name, ones in sorted(register.held.items())
    }
    return Screening(
        purchase=purchase, rules=rules, kits=tuple(kits), held=held, findings=(*findings, *wrong, *unread),
        packs=Counter(rule.pack for rule in rules.values()), notes=tuple(_replaced(asked.pack_folders)),
    )  # fmt: skip


def _replaced(folders: tuple[Path, ...]) -> Iterator[str]:
    """Packs of a user's folder that take the place of those that come with the package."""
    own = packs()
    for name, path in packs(*folders).items():
        if name in own and path != own[name]:
            mine, theirs = len(read_pack(path, try_samples=False).rules), len(shipped(name).rules)
            where = f"{path.parent.name}/{name}"
            yield f"the pack {name} is that of {where} ({mine} rules), in place of the {theirs} that come with the package"


def _cured(
    bill: Bill, purchase: Purchase, rules: Mapping[str, Rule], register: Register, screened: Screened, asked: Asked
) -> Cured | None:
    """A cure of the rules asked for, of which some bar the product; nothing where none was asked."""
    failing = [name for name, one in screened.judged.items() if one.product.word == "fail"]
    green = failing if "all" in asked.green else list(asked.green)
    return cure(bill, purchase, rules, register, green=green, units=asked.units) if green else None
