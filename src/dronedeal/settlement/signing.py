"""Signing: a package closes every open number, the figures payments rest on are agreed, and the text is frozen with its hash."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from dronedeal.deal import (
    Agreed,
    Deal,
    Disputed,
    Finding,
    Open,
    Place,
    Quarter,
    Uncertain,
    bind,
    errors,
    kind_of,
    numbers_of,
    parts_of,
    sorted_findings,
)
from dronedeal.deal.number import Number
from dronedeal.document import read_folder, written
from dronedeal.settlement.money import EXPONENTS
from dronedeal.settlement.signed import Amendment, Signed
from dronedeal.unfolding import unfold

__all__ = ["AMENDMENTS", "SIGNED", "amended", "put_amendment", "put_signed", "read_signed", "sign"]

SIGNED = "signed"
"""The folder within a deal's folder that holds it as it was signed: deal.yaml, its claims, and signed.json."""

_QUARTER = re.compile(r"[0-9]{4}-Q[1-4]", re.ASCII)

AMENDMENTS = "amendments"
"""The folder within it that holds a folder for each amendment, by the first quarter that it binds."""


def sign(
    deal: Deal, package: Mapping[str, Decimal], *, agreed: Mapping[str, Decimal] | None = None
) -> tuple[Signed | None, tuple[Finding, ...]]:
    """Close a deal's numbers.

    Parameters
    ----------
    package
        Values of open numbers by path.
    agreed
        Figures of uncertain and disputed numbers that the sides agree on for good, by path: reference prices above all.

    Returns
    -------
    The signed deal, or nothing and a finding for each number that is left; numbers that nothing payable rests on may stay
    uncertain.

    Raises
    ------
    KeyError, ValueError
        As ``bind``: a path that is no number's, a value the document does not allow.
    """
    bound = bind(deal, {**(agreed or {}), **package})
    findings = _unsettled(bound)
    if bound.currency not in EXPONENTS:
        message, mend = f"the minor unit of {bound.currency} is not known", "settle in a currency that has one here"
        findings.append(Finding(code="L101", severity="error", message=message, place=bound.place, mend=mend))
    if findings:
        return None, sorted_findings(findings)
    return Signed(deal=bound, text=written(bound)), ()


def _unsettled(deal: Deal) -> list[Finding]:
    """Every number that is open, or that is unsettled and stands in a clause or under a payable line."""
    resting: dict[str, str] = {}
    numbers: dict[str, Number] = {}

    def note(number: Number, where: str) -> None:
        for part in parts_of(number):
            if isinstance(part, (Open, Uncertain, Disputed)):
                numbers.setdefault(part.path, part)
                resting.setdefault(part.path, where)

    for clause in deal.terms.values():
        if clause.status != "struck":
            for number in numbers_of(clause):
                note(number, f"the clause {clause.id}")
    for line in unfold(deal).lines:
        if line.clause:
            for number in numbers_of(line.quantity):
                note(number, line.path)
    later = frozenset(() if deal.paying is None else deal.paying.fixed_later)
    for number in numbers_of(deal):
        for part in parts_of(number):
            if isinstance(part, Open) and part.path not in numbers:
                note(part, "the deal")
    return [
        _finding(number, resting[path])
        for path, number in numbers.items()
        if not isinstance(number, Agreed) and (path not in later or isinstance(number, Open))
    ]


def _finding(number: Number, where: str) -> Finding:
    kind = kind_of(number)
    table = "package" if kind == "open" else "agreed"
    return Finding(
        code="L101",
        severity="error",
        message=f"{number.path} is {kind}, and {where} rests on it",
        place=number.place,
        mend=f"give {number.path} a figure under {table}: in the package that is signed",
    )


def put_signed(
    folder: Path, signed: Signed, *, package: Mapping[str, Decimal], agreed: Mapping[str, Decimal]
) -> tuple[Path | None, tuple[Finding, ...]]:
    """Write a signed deal into its folder, whole or not at all; what is there already is never replaced.

    Returns
    -------
    The folder that holds it, and why it was not written.
    """
    target = folder / SIGNED
    if target.exists():
        there, findings = read_signed(folder)
        if there is not None and there.hash == signed.hash:
            return target, ()
        message = f"{SIGNED} holds another deal than this one ({'unreadable' if there is None else there.hash[:12]})"
        mend = "keep what was signed; sign a changed deal in a folder of its own"
        return None, (
            Finding(code="L102", severity="error", message=message, place=Place(SIGNED), mend=mend),
            *findings,
        )
    findings = _put(folder, target, signed.deal, signed.text, {"deal": signed.hash}, package, agreed)
    return (None, findings) if findings else (target, ())


def amended(signed: Signed, revised: Signed, since: Quarter) -> tuple[Signed | None, tuple[Finding, ...]]:
    """A signed deal with an amendment: a version signed by itself that binds from a quarter on.

    Returns
    -------
    The deal, or nothing and why the version cannot amend it.
    """
    horizon = signed.deal.horizon
    before = signed.versions[-1][0] if signed.amendments else horizon.start
    problem = ""
    if revised.deal.horizon != horizon or revised.deal.currency != signed.deal.currency:
        problem, mend = (
            "it has another horizon or currency",
            "keep both: a deal over other quarters is a deal of its own",
        )
    elif not (before < since <= horizon.quarters[-1]):
        problem, mend = (
            f"{since} is not after {before} and within the horizon",
            "name a later quarter: amendments bind in order",
        )
    elif revised.text == signed.versions[-1][1].text:
        problem, mend = "it says nothing else than what binds already", "change the deal's document first"
    else:
        amendment = Amendment(since=since, deal=revised.deal, text=revised.text)
        return replace(signed, amendments=(*signed.amendments, amendment)), ()
    message = f"the deal cannot be amended so: {problem}"
    return None, (Finding(code="L108", severity="error", message=message, place=Place("deal.yaml"), mend=mend),)


def put_amendment(
    folder: Path, signed: Signed, *, package: Mapping[str, Decimal], agreed: Mapping[str, Decimal]
) -> tuple[Path | None, tuple[Finding, ...]]:
    """Write the last amendment of a signed deal into its folder, whole or not at all.

    Returns
    -------
    The folder that holds it, and why it was not written.
    """
    last = signed.amendments[-1]
    before = signed.amendments[-2].hash if len(signed.amendments) > 1 else signed.hash
    target = folder / SIGNED / AMENDMENTS / str(last.since)
    target.parent.mkdir(exist_ok=True)
    said = {"deal": last.hash, "since": str(last.since), "amends": before}
    findings = _put(folder, target, last.deal, last.text, said, package, agreed)
    return (None, findings) if findings else (target, ())


def _put(
    folder: Path,
    target: Path,
    deal: Deal,
    text: str,
    said: Mapping[str, str],
    package: Mapping[str, Decimal],
    agreed: Mapping[str, Decimal],
) -> tuple[Finding, ...]:
    """Write a signed text beside where it belongs, read it back, and give it its name."""
    aside = target.with_name(f".{target.name}-{os.getpid()}")
    try:
        aside.mkdir()
        _write(aside / "deal.yaml", text)
        if (folder / "claims.csv").is_file():
            shutil.copyfile(folder / "claims.csv", aside / "claims.csv")
        record = {
            "format": 1,
            **said,
            "package": {path: f"{value:f}" for path, value in sorted(package.items())},
            "agreed": {path: f"{value:f}" for path, value in sorted(agreed.items())},
        }
        _write(aside / "signed.json", json.dumps(record, indent=1, ensure_ascii=False) + "\n")
        read = read_folder(aside)
        if read.deal is None or errors(read.findings) or read.deal != deal:
            message, mend = "the signed text does not read back as the deal", "report this as a defect, with the deal"
            wrong = Finding(code="L102", severity="error", message=message, place=Place(SIGNED), mend=mend)
            return (wrong, *errors(read.findings))
        aside.rename(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return ()


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def read_signed(folder: Path) -> tuple[Signed | None, tuple[Finding, ...]]:
    """The signed deal of a folder with its amendments, if the texts are what was signed."""
    inside = folder / SIGNED
    found, findings = _read_text(inside, SIGNED)
    if found is None:
        if not findings:
            message, mend = (
                f"{folder.name} holds no signed deal",
                f"sign it first: dronedeal sign {folder} --package FILE",
            )
            findings = (Finding(code="L102", severity="error", message=message, place=Place(SIGNED), mend=mend),)
        return None, findings
    signed, before = Signed(deal=found[0], text=found[1]), found[2]["deal"]
    later = inside / AMENDMENTS
    for one in sorted(later.iterdir()) if later.is_dir() else ():
        if one.name.startswith("."):
            continue
        name = f"{SIGNED}/{AMENDMENTS}/{one.name}"
        found, findings = _read_text(one, name)
        if found is None:
            return None, findings or (_unlike(name, "holds no amendment"),)
        deal, text, said = found
        if said.get("since") != one.name or said.get("amends") != before or not _QUARTER.fullmatch(one.name):
            return None, (_unlike(name, "does not amend what stands before it"),)
        since = Quarter(int(one.name[:4]), int(one.name[-1]))
        amendment = Amendment(since=since, deal=deal, text=text)
        signed, before = replace(signed, amendments=(*signed.amendments, amendment)), said["deal"]
    return signed, ()


def _read_text(inside: Path, name: str) -> tuple[tuple[Deal, str, dict[str, str]] | None, tuple[Finding, ...]]:
    """A signed text with what its record says; nothing where there is none, or it is not what was signed."""
    try:
        text = (inside / "deal.yaml").read_bytes().decode()
        said = json.loads((inside / "signed.json").read_bytes())
        wanted = said["deal"]
    except (OSError, ValueError, KeyError, TypeError):
        return None, ()
    read = read_folder(inside)
    if read.deal is None or errors(read.findings):
        return None, errors(read.findings)
    if Signed(deal=read.deal, text=text).hash != wanted:
        return None, (_unlike(f"{name}/deal.yaml", "is not the text that was signed"),)
    return (read.deal, text, said), ()


def _unlike(name: str, what: str) -> Finding:
    return Finding(
        code="L102", severity="error", message=f"{name} {what}", place=Place(name),
        mend="restore it from the other side's copy: the hashes tell which is which",
    )  # fmt: skip
