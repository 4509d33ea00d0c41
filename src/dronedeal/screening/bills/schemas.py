"""CycloneDX's own JSON Schemas, as its Python library ships them, compiled once. Not what a bill means.

Source: OWASP CycloneDX 1.4 to 1.7 (ECMA-424 from 1.6 on), with SPDX licence names, JSON Signature Format 0.82 and names of cryptography.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema_rs import Registry, Validator

__all__ = ["VERSIONS", "validator_of"]

VERSIONS = ("1.4", "1.5", "1.6", "1.7")
"""Versions of CycloneDX that are read; the last is the one that is written."""

_PREFIX = "http://cyclonedx.org/schema/"
_BESIDE = ("spdx", "jsf-0.82", "cryptography-defs")


@lru_cache(maxsize=len(VERSIONS))
def validator_of(version: str) -> Validator:
    """The compiled schema of a version, formats included, with nothing fetched and no value repeated in messages."""
    from jsonschema_rs import Draft7Validator

    return Draft7Validator(_schema(f"bom-{version}"), registry=_registry(), mask="a value", offline=True)


@lru_cache(maxsize=1)
def _registry() -> Registry:
    from jsonschema_rs import Registry

    return Registry([(f"{_PREFIX}{name}.SNAPSHOT.schema.json", _schema(name)) for name in _BESIDE])


def _schema(name: str) -> Any:  # noqa: ANN401 - a schema is any JSON
    import orjson

    return orjson.loads((files("cyclonedx.schema") / "_res" / f"{name}.SNAPSHOT.schema.json").read_bytes())
