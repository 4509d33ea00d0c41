"""Small bills as files, for tests."""

import json
from pathlib import Path
from typing import Any

from dronedeal.deal import Finding, errors
from dronedeal.screening.bill import Bill
from dronedeal.screening.bills import read_bill


def document(*components: dict[str, Any], version: str = "1.7", **more: Any) -> dict[str, Any]:
    product = {"type": "device", "bom-ref": "drone", "name": "A drone"}
    return {
        "bomFormat": "CycloneDX", "specVersion": version, "version": 1,
        "metadata": {"component": product, **more.pop("metadata", {})}, "components": list(components), **more,
    }  # fmt: skip


def part(ref: str, *said: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {"type": "device", "bom-ref": ref, "name": ref, "properties": properties(*said), **more}


def properties(*said: tuple[str, str]) -> list[dict[str, str]]:
    return [{"name": f"dronedeal:{word}", "value": value} for word, value in said]


def reading(folder: Path, content: object, name: str = "bill.json") -> tuple[Bill | None, tuple[Finding, ...]]:
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content, indent=2), "utf-8")
    return read_bill(path, path.name)


def sound(folder: Path, content: object, name: str = "bill.json") -> Bill:
    bill, findings = reading(folder, content, name)
    assert bill is not None, findings
    assert not errors(findings)
    return bill


def refused(folder: Path, content: object, name: str = "bill.json") -> tuple[Finding, ...]:
    bill, findings = reading(folder, content, name)
    assert bill is None
    assert errors(findings)
    return errors(findings)
