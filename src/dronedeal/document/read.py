"""Reading a deal's folder: document, overlays, spreadsheets and claims become one deal, or findings. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from dronedeal.citing import read_claims
from dronedeal.deal.calendar import Horizon
from dronedeal.deal.claim import Claim
from dronedeal.deal.clause import Clause, Status
from dronedeal.deal.deal import Deal, numbers_of
from dronedeal.deal.event import Event, Regime
from dronedeal.deal.finding import Finding, sorted_findings
from dronedeal.deal.need import Alternative, Need
from dronedeal.deal.number import Agreed, Number, parts_of
from dronedeal.deal.party import Party
from dronedeal.deal.paying import Paying
from dronedeal.deal.place import Place
from dronedeal.deal.site import Bottleneck, Site
from dronedeal.deal.system import System, Technology
from dronedeal.document.fields import ItemsOf, NumberOf, TextOf
from dronedeal.document.inside import is_there
from dronedeal.document.migrate import FORMAT, migrated
from dronedeal.document.node import Entry, Table, Word
from dronedeal.document.number import read_number
from dronedeal.document.overlay import laid_over
from dronedeal.document.reader import MISSING, Reader, nearest
from dronedeal.document.sheet import table_of_sheet
from dronedeal.document.sound import check_deal
from dronedeal.document.text import nodes_of, text_of
from dronedeal.forms import FORMS

__all__ = ["SECTIONS", "TABLES", "ReadDeal", "likely_scenarios", "read_folder", "scenarios_of"]

TABLES: Mapping[str, type] = {
    "parties": Party,
    "systems": System,
    "technologies": Technology,
    "sites": Site,
    "bottlenecks": Bottleneck,
    "needs": Need,
    "alternatives": Alternative,
    "events": Event,
    "regimes": Regime,
}
"""Tables of a document and the noun each entry is read as."""

SECTIONS: Mapping[str, type] = {"paying": Paying}
"""Keys of a document that hold one noun."""

_KEYS = (
    "dronedeal",
    "title",
    "text",
    "horizon",
    "currency",
    "rates",
    *TABLES,
    "terms",
    *SECTIONS,
    "rules",
    "scenario",
    "probability",
)
_CLAUSE_KEYS = ("kind", "status", "text")
_CODE = r"[A-Z]{3}"
_MOST_YEARS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDeal:
    """What a folder gave: the deal, if its document could be read at all, and every finding, sorted."""

    deal: Deal | None
    findings: tuple[Finding, ...]


def read_folder(folder: Path, *, side: str | None = None, scenario: str | None = None) -> ReadDeal:
    """Read a deal's folder.

    Parameters
    ----------
    folder
        Holds ``deal.yaml`` and, when there are any, ``claims.csv``, ``parties`` and ``needs`` as CSV or XLSX, ``scenarios/`` and ``private/``.
    side
        Whose private overlay to lay over the document: a party, ``neutral`` for all of them, or nobody's.
    scenario
        Name of a public overlay in ``scenarios/``.

    Returns
    -------
    The deal and the findings; the deal is None where errors left nothing to build on.
    """
    findings: list[Finding] = []
    root = _file(folder, "deal.yaml", findings)
    claims: dict[str, Claim] = {}
    if is_there(folder / "claims.csv"):
        text = text_of(folder / "claims.csv", "claims.csv")
        if isinstance(text, Finding):
            findings.append(text)
        else:
            claims, found = read_claims(text, "claims.csv")
            findings.extend(found)
    if root is None:
        return ReadDeal(deal=None, findings=sorted_findings(findings))
    root = _with_sheets(folder, root, findings)
    for name in _overlays(folder, side, scenario, findings):
        over = _file(folder, name, findings)
        if over is not None:
            findings.extend(_believed_by_all(over, name))
            root = laid_over(root, over)
    findings.extend(_nobodys(folder, root, side))
    migrated_root = migrated(root)
    if isinstance(migrated_root, Finding):
        return ReadDeal(deal=None, findings=sorted_findings([*findings, migrated_root]))
    deal, found = _deal(migrated_root, claims)
    findings.extend(found)
    return ReadDeal(deal=deal, findings=sorted_findings(findings))


def scenarios_of(folder: Path) -> tuple[str, ...]:
    """Names of the public scenarios of a folder, sorted."""
    return tuple(sorted(path.stem for path in (folder / "scenarios").glob("*.yaml")))


def likely_scenarios(folder: Path) -> tuple[str, ...]:
    """Names of the public scenarios whose overlay says how likely they are, sorted."""

    def says(name: str) -> bool:
        table = _file(folder, f"scenarios/{name}.yaml", [])
        return table is not None and table.node("probability") is not None

    return tuple(name for name in scenarios_of(folder) if says(name))


def _file(folder: Path, name: str, findings: list[Finding]) -> Table | None:
    text = text_of(folder / name, name)
    table = text if isinstance(text, Finding) else nodes_of(text, name)
    if isinstance(table, Finding):
        findings.append(table)
        return None
    return table


def _overlays(folder: Path, side: str | None, scenario: str | None, findings: list[Finding]) -> list[str]:
    names: list[str] = []
    if scenario is not None:
        known = scenarios_of(folder)
        if scenario in known:
            names.append(f"scenarios/{scenario}.yaml")
        else:
            findings.append(
                _finding(
                    "D130",
                    f"no scenario {scenario}{nearest(scenario, known)}",
                    Place("scenarios"),
                    f"scenarios: {', '.join(known) or 'none'}",
                )
            )
    if side == "neutral":
        names.extend(f"private/{path.name}" for path in sorted((folder / "private").glob("*.yaml")))
    elif (
        side is not None
        and re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", side)
        and is_there(folder / "private" / f"{side}.yaml")
    ):
        names.append(f"private/{side}.yaml")
    return names


def _believed_by_all(over: Table, name: str) -> Iterator[Finding]:
    """Probabilities of regimes that one side would give everybody."""
    regimes = over.node("regimes")
    private, _, side = name.removesuffix(".yaml").partition("/")
    for entry in regimes if isinstance(regimes, Table) and private == "private" else ():
        said = entry.node.entries.get("probability") if isinstance(entry.node, Table) else None
        if said is not None:
            yield _finding(
                "D133",
                f"{name} gives everybody the probability of regimes.{entry.key.text}, and not {side} alone",
                said.key.place,
                f"write believed: {{{side}: ...}}",
            )


def _nobodys(folder: Path, root: Table, side: str | None) -> Iterator[Finding]:
    """A side that is no party, and overlays named for none: an error for a view that may lack its own by that."""
    parties = root.node("parties")
    known = tuple(parties.entries) if isinstance(parties, Table) else ()
    if known and side not in {None, "neutral", *known}:
        yield _finding(
            "D132",
            f"no party {side}{nearest(str(side), known)}",
            Place("private"),
            f"parties: {', '.join(known)}, or neutral",
        )
    for path in sorted((folder / "private").glob("*")):
        if path.suffix.lower() not in {".yaml", ".yml"} or path.name in {f"{party}.yaml" for party in known}:
            continue
        why = "is named for no party" if path.stem not in known else "is not read: its name does not end in .yaml"
        yield Finding(
            code="D131",
            severity="warning" if side is None else "error",
            message=f"private/{path.name} {why}{nearest(path.stem, known) if path.stem not in known else ''}",
            place=Place(f"private/{path.name}"),
            mend=f"name it private/PARTY.yaml; parties: {', '.join(known)}",
        )


def _with_sheets(folder: Path, root: Table, findings: list[Finding]) -> Table:
    for key in ("parties", "needs"):
        for suffix in (".csv", ".xlsx"):
            path = folder / f"{key}{suffix}"
            if not is_there(path):
                continue
            table = table_of_sheet(path, path.name)
            if isinstance(table, Finding):
                findings.append(table)
                continue
            root = laid_over(root, Table({key: _entry(key, table)}, table.place))
    return root


def _entry(key: str, table: Table) -> Entry:

    return Entry(Word(key, table.place), table)


def _finding(code: str, message: str, place: Place, mend: str) -> Finding:
    return Finding(code=code, severity="error", message=message, place=place, mend=mend)


def _deal(root: Table, claims: dict[str, Claim]) -> tuple[Deal | None, list[Finding]]:
    """Build the deal from its nodes."""
    reader = Reader(currency="USD", claims=claims, read_number=read_number)
    _currency(reader, root)
    for entry in root:
        if entry.key.text not in _KEYS:
            reader.find(
                "D201",
                f"a deal has no key {entry.key.text}{nearest(entry.key.text, _KEYS)}",
                entry.key.place,
                f"keys: {', '.join(_KEYS)}",
            )
    reader.horizon = _horizon(reader, root)
    rates = _rates(reader, root)
    title = root.node("title")
    if title is None:
        reader.find("D202", "the deal lacks a title", root.place, "add title: what people call it")
    tables: dict[str, Any] = {key: _nouns(reader, root, key, noun) for key, noun in TABLES.items()}
    sections: dict[str, Any] = {
        key: _or(reader.noun(node, noun, key), None)
        for key, noun in SECTIONS.items()
        if (node := root.node(key)) is not None
    }
    rules, likely = root.node("rules"), root.node("probability")
    deal = Deal(
        title=title.text if isinstance(title, Word) else "",
        text=_text(root, "text"),
        horizon=reader.horizon,
        currency=reader.currency,
        rates=rates,
        terms=_terms(reader, root),
        rules=() if rules is None else _or(reader.value(rules, ItemsOf(TextOf()), "rules"), ()),
        claims=claims,
        probability=None if likely is None else _or(reader.value(likely, NumberOf("share"), "probability"), None),
        place=root.place,
        version=FORMAT,
        **tables,
        **sections,
    )
    _look_up(reader, deal, root)
    if not any(finding.severity == "error" for finding in reader.findings):
        reader.findings.extend(check_deal(deal))
    return deal, reader.findings


def _or(value: Any, otherwise: Any) -> Any:  # noqa: ANN401
    return otherwise if value is MISSING else value


def _text(root: Table, key: str) -> str:
    node = root.node(key)
    return node.text if isinstance(node, Word) else ""


def _currency(reader: Reader, root: Table) -> None:
    """The deal's own currency, which amounts without another are in."""
    node = root.node("currency")
    if node is None:
        reader.find("D202", "the deal lacks its currency", root.place, "add currency: USD, or another code")
    elif not isinstance(node, Word) or not re.fullmatch(_CODE, node.text, re.ASCII):
        said = node.text if isinstance(node, Word) else "that"
        reader.find("D204", f"currency cannot be {said[:20]!r}", node.place, "write a three-letter code, such as USD")
    else:
        reader.currency = node.text


def _rates(reader: Reader, root: Table) -> dict[str, Number]:
    node = root.node("rates")
    if node is None:
        return {}
    if not isinstance(node, Table):
        reader.find("D203", "rates must be a table", node.place, "write EUR: 1.10")
        return {}
    for entry in node:
        if not re.fullmatch(_CODE, entry.key.text, re.ASCII) or entry.key.text == reader.currency:
            reader.find(
                "D204",
                f"{entry.key.text[:20]!r} is no other currency",
                entry.key.place,
                f"write the three-letter code of a currency beside {reader.currency}",
            )
    read = {entry.key.text: reader.value(entry.node, NumberOf("count"), f"rates.{entry.key.text}") for entry in node}
    reader.currencies = frozenset(read)
    return {key: cast("Number", value) for key, value in read.items() if value is not MISSING}


def _horizon(reader: Reader, root: Table) -> Horizon:
    node = root.node("horizon")
    if not isinstance(node, Table):
        reader.find(
            "D202",
            "the deal lacks its horizon",
            root.place if node is None else node.place,
            "add horizon: {start: 2027-Q1, years: 5, step: quarter}",
        )
        return reader.horizon
    for entry in node:
        if entry.key.text not in {"start", "years", "step"}:
            reader.find(
                "D201",
                f"horizon has no key {entry.key.text}{nearest(entry.key.text, ('start', 'years', 'step'))}",
                entry.key.place,
                "keys: start, years, step",
            )
    step = node.node("step")
    if step is not None and not (isinstance(step, Word) and step.text == "quarter"):
        reader.find("D204", "the step is a quarter", step.place, "write step: quarter, or leave it out")
    start_node, years_node = node.node("start"), node.node("years")
    if start_node is None or years_node is None:
        reader.find("D202", "horizon lacks start or years", node.place, "add start: 2027-Q1 and years: 5")
        return reader.horizon
    start = reader.value(start_node, TextOf("quarter"), "horizon.start")
    years = reader.value(years_node, TextOf("whole"), "horizon.years")
    if start is MISSING or years is MISSING:
        return reader.horizon
    if not 1 <= years <= _MOST_YEARS:
        reader.find("D204", f"a horizon has 1 to {_MOST_YEARS} years, not {years}", years_node.place, "write years: 5")
        return reader.horizon
    return Horizon(start=start, years=years)


def _nouns(reader: Reader, root: Table, key: str, noun: type) -> dict[str, Any]:
    node = root.node(key)
    if node is None:
        return {}
    if not isinstance(node, Table):
        reader.find(
            "D203", f"{key} must be a table of names", node.place, f"write '{key}:' and one indented entry a name"
        )
        return {}
    read = {
        entry.key.text: reader.noun(entry.node, noun, f"{key}.{entry.key.text}", id=entry.key.text)
        for entry in node
        if reader.named(entry.key, key)
    }
    return {name: value for name, value in read.items() if value is not MISSING}


def _terms(reader: Reader, root: Table) -> dict[str, Clause]:
    node = root.node("terms")
    if node is None:
        return {}
    if not isinstance(node, Table):
        reader.find(
            "D203", "terms must be a table of clauses", node.place, "write 'terms:' and one indented entry a clause"
        )
        return {}
    clauses: dict[str, Clause] = {}
    for entry in node:
        name, path = entry.key.text, f"terms.{entry.key.text}"
        if not reader.named(entry.key, "terms"):
            continue
        if not isinstance(entry.node, Table):
            reader.find("D203", f"{path} must be a table", entry.node.place, "write kind: purchase and its keys")
            continue
        clause = _clause(reader, entry.node, name, path)
        if clause is not None:
            clauses[name] = clause
    return clauses


def _clause(reader: Reader, table: Table, name: str, path: str) -> Clause | None:
    kind, status = table.node("kind"), table.node("status")
    if not isinstance(kind, Word) or kind.text not in FORMS:
        said = kind.text if isinstance(kind, Word) else ""
        place = table.place if kind is None else kind.place
        message = (
            f"{path} is of no known kind: {said[:40]!r}{nearest(said, FORMS)}" if said else f"{path} lacks its kind"
        )
        reader.find("D207", message, place, f"kinds: {', '.join(FORMS)}")
        return None
    stands: Status = "proposed"
    if isinstance(status, Word) and status.text in {"proposed", "existing", "struck"}:
        stands = cast("Status", status.text)
    elif status is not None:
        reader.find("D204", f"{path}.status is proposed, existing or struck", status.place, "write status: proposed")
    arguments = reader.arguments(table, FORMS[kind.text], path, ignore=_CLAUSE_KEYS)
    if "" in arguments:
        return None
    return Clause(
        id=name, form=kind.text, status=stands, said=arguments, text=_text(table, "text"), place=table.place,
        places={entry.key.text: entry.node.place for entry in table},
    )  # fmt: skip


def _look_up(reader: Reader, deal: Deal, root: Table) -> None:
    """Find names that stand nowhere."""
    whole = {number.path: number for number in numbers_of(deal)}
    parts = {part.path for number in whole.values() for part in parts_of(number)}
    for mention in reader.mentions:
        known: Mapping[str, object] | set[str]
        if mention.table == "numbers" and isinstance(whole.get(mention.name.rpartition(".")[0]), Agreed):
            continue  # a value of what was a series until an overlay settled it: nothing is drawn there
        if mention.table in {"numbers", "times"}:
            known = parts if mention.table == "numbers" else whole
        elif mention.table == "claims":
            known = deal.claims
        else:
            node = root.node(mention.table)
            known = node.entries if isinstance(node, Table) else {}
        if mention.name not in known:
            what = {"numbers": "number", "times": "number"}.get(mention.table, mention.table)
            reader.find(
                "D401",
                f"{mention.path} names {mention.name[:60]!r}, which stands nowhere among {what}{nearest(mention.name, known)}",
                mention.place,
                f"name one of {what}, or add it",
            )
