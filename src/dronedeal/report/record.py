"""The record: a dossier as ``study.json``, and the JSON Schema of it, both made from the dossier's own types."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from dronedeal.report.dossier import Dossier
from dronedeal.report.records import FORMAT, plain_record

__all__ = ["KIND", "record", "schema"]

KIND = "dronedeal study"
"""What the file says it is; a folder is only ever replaced if its ``study.json`` says so."""

_PLAIN: Mapping[type, str] = {str: "string", float: "number", int: "integer", bool: "boolean", type(None): "null"}

Schema = dict[str, Any]


def record(dossier: Dossier) -> bytes:
    """The dossier as indented JSON, keys in the order of the schema."""
    import orjson

    whole = {"format": FORMAT, "kind": KIND, **plain_record(dossier)}
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def schema() -> Schema:
    """The JSON Schema of ``study.json``."""
    definitions: dict[str, Schema] = {}
    body = _of(Dossier, definitions)
    whole = definitions.pop(body["$ref"].rpartition("/")[2])
    whole["properties"] = {"format": {"const": FORMAT}, "kind": {"const": KIND}, **whole["properties"]}
    whole["required"] = ["format", "kind", *whole["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A study of a deal, as dronedeal writes it",
        **whole,
        "$defs": dict(sorted(definitions.items())),
    }


def _of(hint: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401 - whatever annotates a field
    if dataclasses.is_dataclass(hint):
        return _noun(cast("type", hint), definitions)
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in {Union, types.UnionType}:
        return {"anyOf": [_of(one, definitions) for one in inner]}
    if origin is tuple:
        return {"type": "array", "items": _of(inner[0], definitions)}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _of(inner[1], definitions)}
    message = f"a dossier cannot hold {hint!r}"
    raise TypeError(message)


def _noun(noun: type, definitions: dict[str, Schema]) -> Schema:
    name = noun.__name__
    if name not in definitions:
        definitions[name] = {}
        hints = get_type_hints(noun)
        fields = [one.name for one in dataclasses.fields(noun)]
        definitions[name] = {
            "description": " ".join((noun.__doc__ or "").split()),
            "type": "object",
            "properties": {field: _of(hints[field], definitions) for field in fields},
            "required": fields,
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}
