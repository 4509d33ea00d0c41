"""Every code's bad example gives that code, and its good one gives no error."""

from pathlib import Path

import pytest

import dronedeal
from dronedeal.deal import Finding, errors
from dronedeal.deal.codes import CODES, Code
from dronedeal.document import Table, laid_over, nodes_of, read_folder

BASE = """\
dronedeal: 1
title: A deal that examples are laid over
horizon: {start: 2027-Q1, years: 2}
currency: USD
parties:
  maker: {kind: company, discount_rate: 10%}
  army: {kind: state, discount_rate: 4%}
systems:
  drone: {domain: air, effects: {strike: 1}, unit_cost: 3_000 USD}
sites:
  plant: {in: UA, of: maker, makes: [drone], capacity: 500/quarter}
needs:
  targets: {of: army, service: Army, role: strike, kind: flow, quantity: 9/quarter, worth: {then: [[36, 9_000 USD]]}}
"""
CLAIMS = """\
id,subject,quantity,low,high,unit,as_of,publisher,published,title,url,confidence,note
F001,drone,price,4000,6000,USD,2026,A ministry,2026-03,A report,https://example.org,high,
F002,drone,price,5000,7000,USD,2026,A paper,2026-04,An article,https://example.org,low,
F003,drone,output,90000,90000,units/year,2026,A paper,2026-05,An article,https://example.org,low,
"""
BILL = """\
{"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component": {"type": "device", "name": "drone", "bom-ref": "drone"}}}
"""
SHOWN = [code for code in CODES.values() if code.file]


def found(code: Code, example: str, folder: Path) -> tuple[Finding, ...]:
    """What reading an example finds: a whole file, or lines laid over a sound deal."""
    base, laid = nodes_of(BASE, "deal.yaml"), nodes_of(example, "deal.yaml")
    assert isinstance(base, Table)
    (folder / "claims.csv").write_text(CLAIMS, "utf-8")
    (folder / "boms").mkdir()
    (folder / "boms" / "drone.cdx.json").write_text(BILL, "utf-8")
    if code.file != "deal.yaml":
        (folder / "deal.yaml").write_text(BASE, "utf-8")
        (folder / code.file).write_text(example, "utf-8")
    elif isinstance(laid, Table) and "title" not in laid.entries:
        (folder / "deal.yaml").write_text(written(laid_over(base, laid)), "utf-8")
    else:
        (folder / "deal.yaml").write_text(example, "utf-8")
    return dronedeal.check(folder)


def written(node: object) -> str:
    """A table in the flow style of YAML, every word quoted: enough for the reader, which sees words only."""
    match node:
        case Table():
            return "{" + ", ".join(f"{entry.key.text!r}: {written(entry.node)}" for entry in node) + "}"
        case _ if hasattr(node, "items"):
            return "[" + ", ".join(map(written, node.items)) + "]"
        case _:
            return repr(getattr(node, "text", ""))


@pytest.mark.parametrize("code", SHOWN, ids=lambda code: code.code)
def test_the_bad_example_gives_the_finding(code: Code, tmp_path: Path) -> None:
    codes = [finding.code for finding in found(code, code.bad, tmp_path)]

    assert code.code in codes


@pytest.mark.parametrize("code", SHOWN, ids=lambda code: code.code)
def test_the_good_example_gives_no_error(code: Code, tmp_path: Path) -> None:
    findings = found(code, code.good, tmp_path)

    assert errors(findings) == ()
    assert code.code not in [finding.code for finding in findings]


def test_a_large_file_a_foreign_encoding_and_a_missing_file_are_found(tmp_path: Path) -> None:
    for name in ("large", "latin", "missing"):
        (tmp_path / name).mkdir()
    (tmp_path / "large" / "deal.yaml").write_text("#" * 1_000_001, "utf-8")
    (tmp_path / "latin" / "deal.yaml").write_bytes(b"title: caf\xe9")

    codes = [read_folder(tmp_path / name).findings[0].code for name in ("large", "latin", "missing")]

    assert codes == ["D101", "D102", "D103"]


def test_an_overlay_named_for_nobody_is_found(tmp_path: Path) -> None:
    (tmp_path / "deal.yaml").write_text(BASE, "utf-8")
    (tmp_path / "private").mkdir()
    for name in ("army.yaml", "armi.yaml", "maker.yml"):
        (tmp_path / "private" / name).write_text("parties: {army: {discount_rate: 5%}}\n", "utf-8")

    unasked = read_folder(tmp_path).findings
    asked = read_folder(tmp_path, side="army").findings

    assert [(one.code, one.severity, str(one.place)) for one in unasked] == [
        ("D131", "warning", "private/armi.yaml"),
        ("D131", "warning", "private/maker.yml"),
    ]
    assert [(one.code, one.severity) for one in asked] == [("D131", "error")] * 2
    assert "did you mean army?" in asked[0].message


def test_a_scenario_that_is_not_there_is_found(tmp_path: Path) -> None:
    (tmp_path / "deal.yaml").write_text(BASE, "utf-8")

    codes = [finding.code for finding in read_folder(tmp_path, scenario="late").findings]

    assert codes == ["D130"]


@pytest.mark.parametrize("side", ["mars", "../army", ""])
def test_a_side_that_is_no_party_is_found(side: str, tmp_path: Path) -> None:
    (tmp_path / "deal.yaml").write_text(BASE, "utf-8")

    [finding] = dronedeal.check(tmp_path, side=side)

    assert (finding.code, finding.severity) == ("D132", "error")
    with pytest.raises(dronedeal.Unsound):
        dronedeal.read(tmp_path, side=side)
