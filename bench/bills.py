"""Bills of materials: validating and reading a large one, and a small one beside the reader and the validator of CycloneDX' own library.

The large bill has 50,000 parts in assemblies of fifty, each with four properties, a supplier and a maker with an address.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from bench.row import Row
from dronedeal.screening.bills import read_bill, sums, written_csv, written_cyclonedx, written_xlsx

LARGE, SMALL, QUICK = 50_000, 1_000, 200
ASSEMBLY = 50
COUNTRIES = ("UA", "US", "CN", "TW", "DE", "JP")


def document(parts: int) -> dict[str, Any]:
    """A bill of so many parts, made by rule: no chance, no clock."""
    assemblies: list[dict[str, Any]] = []
    for number in range(parts):
        part = {
            "type": "device",
            "bom-ref": f"part-{number}",
            "supplier": {"name": f"Distributor {number % 17}", "address": {"country": "NL"}},
            "manufacturer": {
                "name": f"Maker {number % 400}",
                "address": {"country": COUNTRIES[number % 400 % 6], "locality": "A town"},
            },
            "name": f"Part {number}",
            "properties": [
                {"name": "cdx:device:quantity", "value": str(1 + number % 4)},
                {"name": "dronedeal:category", "value": "semiconductor"},
                {"name": "dronedeal:cost", "value": f"0.{number % 97:02} USD"},
                {
                    "name": "dronedeal:origin:manufactured",
                    "value": f"{COUNTRIES[number % 5]};{100 - number % 40};self_declared;;C-{number % 1000}",
                },
            ],
        }
        if number % ASSEMBLY:
            assemblies[-1].setdefault("components", []).append(part)
        else:
            part["properties"][2]["value"] = "300.00 USD"
            assemblies.append(part)
    product = {"type": "device", "bom-ref": "product", "name": "A drone"}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.7",
        "version": 1,
        "metadata": {"component": product},
        "components": assemblies,
    }


def seconds(work: Callable[[], object], times: int) -> float:
    """The quickest of some runs: what the machine does to the others is not the work's."""
    best = float("inf")
    for _ in range(times):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best


def run(*, quick: bool = False) -> list[Row]:
    """Read, sum and write a large bill; read a small one beside the library. Quickly, a tiny one for both."""
    import orjson

    large, small, times = (QUICK, QUICK, 1) if quick else (LARGE, SMALL, 5)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.json"
        path.write_bytes(orjson.dumps(document(large)))
        bill, findings = read_bill(path, path.name)
        assert bill is not None, findings
        assert len(bill.parts) == large + 1
        assert bill.parts[1].cost == Decimal(300)
        size = f"{large:,} parts, {path.stat().st_size / 1e6:.1f} MB, best of {times}"
        rows = [
            Row(name="validating and reading", value=seconds(lambda: read_bill(path, path.name), times), size=size, unit="s", bar=None if quick else 1.0),
            Row(name="summing", value=seconds(lambda: sums(bill), 1), size=size, unit="s"),
            Row(name="writing CycloneDX", value=seconds(lambda: written_cyclonedx(bill), 1), size=size, unit="s"),
            Row(name="writing CSV", value=seconds(lambda: written_csv(bill), 1), size=size, unit="s"),
            Row(name="writing XLSX", value=seconds(lambda: written_xlsx(bill), 1), size=size, unit="s"),
        ]  # fmt: skip
        for name, data in (("CSV", written_csv(bill)), ("XLSX", written_xlsx(bill))):
            sheet = Path(folder) / f"large.{name.lower()}"
            sheet.write_bytes(data)
            again, findings = read_bill(sheet, sheet.name)
            assert again is not None, findings
            assert again.parts == bill.parts
            rows.append(
                Row(
                    name=f"reading {name}", value=seconds(partial(read_bill, sheet, sheet.name), 1), size=size, unit="s"
                )
            )
        return rows + beside_the_library(small, Path(folder), times)


def beside_the_library(parts: int, folder: Path, times: int) -> list[Row]:
    """The same small bill through CycloneDX' own library, in this run; nothing where its validator is not installed."""
    import orjson
    from cyclonedx.exception import MissingOptionalDependencyException
    from cyclonedx.model.bom import Bom
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    path = folder / "small.json"
    path.write_bytes(orjson.dumps(document(parts)))
    text = path.read_text("utf-8")
    tree = orjson.loads(text)
    ours = seconds(lambda: read_bill(path, path.name), times)
    size = f"{parts:,} parts, the same file, ours {ours:.4f} s"
    rows: list[Row] = []
    try:
        validator = JsonStrictValidator(SchemaVersion.V1_7)
        assert validator.validate_str(text) is None
        theirs = seconds(lambda: validator.validate_str(text), 1)
        rows.append(
            Row(
                name="library's strict validator ÷ ours, which reads too",
                value=theirs / ours,
                size=f"{size}, theirs {theirs:.3f} s",
            )
        )
    except MissingOptionalDependencyException:
        pass
    theirs = seconds(lambda: Bom.from_json(tree), min(times, 3))  # type: ignore[attr-defined]
    rows.append(
        Row(
            name="library's reader ÷ ours, which validates too",
            value=theirs / ours,
            size=f"{size}, theirs {theirs:.3f} s",
        )
    )
    return rows
