"""Signing: a package closes every open number, the figures payments rest on are agreed, and the text is frozen with its hash."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from dronedeal.deal import (
    Agreed,
    Deal,
    Disputed,
    Finding,
    Open,
    Place,
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
from dronedeal.settlement.signed import Signed
from dronedeal.unfolding import unfold

__all__ = ["SIGNED", "put_signed", "read_signed", "sign"]

SIGNED = "signed"
"""The folder within a deal's folder that holds it as it was signed: deal.yaml, its claims, and signed.json."""


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
    aside = folder / f".{SIGNED}-{os.getpid()}"
    try:
        aside.mkdir()
        _write(aside / "deal.yaml", signed.text)
        if (folder / "claims.csv").is_file():
            shutil.copyfile(folder / "claims.csv", aside / "claims.csv")
        record = {
            "format": 1,
            "deal": signed.hash,
            "package": {path: f"{value:f}" for path, value in sorted(package.items())},
            "agreed": {path: f"{value:f}" for path, value in sorted(agreed.items())},
        }
        _write(aside / "signed.json", json.dumps(record, indent=1, ensure_ascii=False) + "\n")
        read = read_folder(aside)
        if read.deal is None or errors(read.findings) or read.deal != signed.deal:
            message, mend = "the signed text does not read back as the deal", "report this as a defect, with the deal"
            wrong = Finding(code="L102", severity="error", message=message, place=Place(SIGNED), mend=mend)
            return None, (wrong, *errors(read.findings))
        aside.rename(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return target, ()


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def read_signed(folder: Path) -> tuple[Signed | None, tuple[Finding, ...]]:
    """The signed deal of a folder, if its text is what was signed."""
    inside = folder / SIGNED
    try:
        text = (inside / "deal.yaml").read_bytes().decode()
        said = json.loads((inside / "signed.json").read_bytes())["deal"]
    except (OSError, ValueError, KeyError, TypeError):
        message, mend = f"{folder.name} holds no signed deal", f"sign it first: dronedeal sign {folder} --package FILE"
        return None, (Finding(code="L102", severity="error", message=message, place=Place(SIGNED), mend=mend),)
    read = read_folder(inside)
    if read.deal is None or errors(read.findings):
        return None, errors(read.findings)
    signed = Signed(deal=read.deal, text=text)
    if signed.hash != said:
        message = "signed/deal.yaml is not the text that was signed"
        wrong = Finding(
            code="L102", severity="error", message=message, place=Place(f"{SIGNED}/deal.yaml"),
            mend="restore it from the other side's copy: the hashes tell which is which",
        )  # fmt: skip
        return None, (wrong,)
    return signed, ()
