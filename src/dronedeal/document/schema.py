"""The JSON Schema of ``deal.yaml``, for editors, derived from the same signatures as the reader. Not the reader.

A schema knows keys, words, units and shapes; it does not look names up, and it cannot tell whether a deal makes sense.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias, assert_never

from dronedeal.document.fields import (
    Choice,
    Field,
    ItemsOf,
    Noun,
    NumberOf,
    Shape,
    TableOf,
    TextOf,
    fields_of,
    summary_of,
)
from dronedeal.document.migrate import FORMAT
from dronedeal.document.number import OPTIONS
from dronedeal.document.read import SECTIONS, TABLES
from dronedeal.document.schema_number import ANY_TEXT, CURRENCY, Schema, items_of, number_name, numbers, ref
from dronedeal.forms import FORMS

__all__ = ["nouns_within", "schema"]

_Owner: TypeAlias = type | Callable[..., Any]

_NAME = "^[A-Za-z][A-Za-z0-9_]{0,63}$"
_QUARTER = r"^\d{4}-?Q[1-4]$"


def schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a whole ``deal.yaml``.

    Returns
    -------
    Plain values, ready for ``json.dumps``; keys in the order in which nouns and forms declare them.

    Notes
    -----
    Values are those YAML 1.2 gives: ``4_000 USD``, ``6%`` and ``2027-Q1`` are texts, ``12`` a number. Names are checked
    for their form only, and overlays, which may leave out what the document says, are not described.
    """
    tables: Schema = {
        key: {
            "description": summary_of(noun),
            "type": "object",
            "propertyNames": {"pattern": _NAME},
            "additionalProperties": ref(noun.__name__),
        }
        for key, noun in TABLES.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:dronedeal:deal:{FORMAT}",
        "title": "A deal, format version " + str(FORMAT),
        "type": "object",
        "required": ["dronedeal", "title", "horizon", "currency"],
        "additionalProperties": False,
        "properties": {
            "dronedeal": {"description": "Version of the document's format.", "enum": list(range(1, FORMAT + 1))},
            "title": {"description": "What people call the deal.", **ANY_TEXT},
            "text": {"description": "What the deal is about, in words.", **ANY_TEXT},
            "horizon": _horizon(),
            "currency": {"description": "The deal's own currency.", "type": "string", "pattern": f"^{CURRENCY}$"},
            "rates": {
                "description": "Worth of one unit of each other currency in the deal's own.",
                "type": "object",
                "additionalProperties": ref("number_count"),
            },
            **tables,
            "terms": {
                "description": "The clauses, each of one form.",
                "type": "object",
                "propertyNames": {"pattern": _NAME},
                "additionalProperties": ref("clause"),
            },
            **{key: {"description": summary_of(noun), **ref(noun.__name__)} for key, noun in SECTIONS.items()},
            "rules": {"description": "Names of the rule packs that apply.", **items_of(ANY_TEXT, ANY_TEXT)},
            "scenario": {"description": "What a scenario's overlay is about, in words.", **ANY_TEXT},
            "probability": {"description": "Of an overlay: how likely its scenario is.", **ref("number_share")},
        },
        "$defs": _definitions(),
    }


def nouns_within(owner: _Owner) -> tuple[type, ...]:
    """The small nouns that the keys of a noun or a form hold, and those within them, in order."""
    found: dict[type, None] = {}

    def walk(shape: Shape) -> None:
        match shape:
            case Noun(type=noun):
                if noun not in found:
                    found[noun] = None
                    for one in fields_of(noun).values():
                        walk(one.shape)
            case ItemsOf(item=item) | TableOf(item=item):
                walk(item)
            case NumberOf() | TextOf() | Choice():
                return
            case _:
                assert_never(shape)

    for one in fields_of(owner).values():
        walk(one.shape)
    return tuple(found)


def _horizon() -> Schema:
    return {
        "description": "The quarters the deal is planned over.",
        "type": "object",
        "required": ["start", "years"],
        "additionalProperties": False,
        "properties": {
            "start": {"description": "First quarter.", "type": "string", "pattern": _QUARTER},
            "years": {"description": "Length in years.", "type": "integer", "minimum": 1, "maximum": 30},
            "step": {"description": "Length of a period; always a quarter.", "const": "quarter"},
        },
    }


def _definitions() -> Schema:
    defined: Schema = {"name": {"type": "string", "pattern": _NAME}, **numbers()}
    owners: tuple[_Owner, ...] = (*TABLES.values(), *SECTIONS.values(), *FORMS.values())
    small = (noun for owner in owners for noun in nouns_within(owner))
    defined.update(
        {noun.__name__: _keys(noun) for noun in dict.fromkeys((*TABLES.values(), *SECTIONS.values(), *small))}
    )
    for name, form in FORMS.items():
        defined[f"form_{name}"] = _keys(form, _clause_keys(name))
    defined["clause"] = {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"description": "The form of the clause.", "enum": list(FORMS)}},
        "allOf": [
            {"if": {"required": ["kind"], "properties": {"kind": {"const": name}}}, "then": ref(f"form_{name}")}
            for name in FORMS
        ],
    }
    return defined


def _clause_keys(form: str) -> Schema:
    return {
        "kind": {"description": "The form of the clause.", "const": form},
        "status": {
            "description": "Proposed, if not said; existing; or struck out, binding nobody.",
            "enum": ["proposed", "existing", "struck"],
        },
        "text": {"description": "The clause in words.", **ANY_TEXT},
    }


def _keys(owner: _Owner, more: Schema | None = None) -> Schema:
    """A table of the keys of a noun or a form."""
    known = fields_of(owner)
    return {
        "description": summary_of(owner),
        "type": "object",
        "required": [*(() if more is None else ("kind",)), *(key for key, one in known.items() if one.required)],
        "additionalProperties": False,
        "properties": {**(more or {}), **{key: _described(one) for key, one in known.items()}},
        **_companions(known.values()),
    }


def _companions(known: Iterable[Field]) -> Schema:
    """Keys that need one of some others beside them."""
    needing = {one.key: {"anyOf": [{"required": [key]} for key in one.beside]} for one in known if one.beside}
    return {"dependentSchemas": needing} if needing else {}


def _described(field: Field) -> Schema:
    shape = _shape(field.shape)
    return {"description": field.text.replace("``", "`"), **shape} if field.text else shape


def _shape(shape: Shape) -> Schema:
    match shape:
        case NumberOf(dimension="option"):
            return {"enum": [True, False, "true", "false", *OPTIONS]}
        case NumberOf(dimension=dimension):
            return ref(number_name(dimension))
        case TextOf():
            return _text(shape)
        case Choice(words=words):
            return {"enum": list(words)}
        case ItemsOf(item=item):
            return items_of(_shape(item), _alone(item))
        case TableOf(item=item, table=table, words=words):
            if words:
                return {"type": "object", "propertyNames": {"enum": list(words)}, "additionalProperties": _shape(item)}
            names: Schema = {"propertyNames": {"pattern": _NAME}} if table and table != "claims" else {}
            return {"type": "object", **names, "additionalProperties": _shape(item)}
        case Noun(type=noun):
            return {"anyOf": [ref(noun.__name__), _listed(noun)]}
        case _:
            assert_never(shape)


def _text(shape: TextOf) -> Schema:
    if shape.table:
        return dict(ANY_TEXT) if shape.table in {"claims", "numbers"} else ref("name")
    match shape.kind:
        case "flag":
            return {"enum": [True, False, "yes", "no", "true", "false"]}
        case "whole":
            return {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^[0-9][0-9_]{0,8}$"}]}
        case "quarter":
            return {"type": "string", "pattern": _QUARTER}
        case "date":
            return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
        case "decimal":
            return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?[0-9][0-9_]*(\.[0-9]+)?%?$"}]}
        case _:
            return dict(ANY_TEXT)


def _alone(item: Shape) -> Schema:
    """An entry as it may stand without brackets: a noun then needs its keys."""
    return ref(item.type.__name__) if isinstance(item, Noun) else _shape(item)


def _listed(noun: type) -> Schema:
    """A small noun written as a list: its first keys in order."""
    known = list(fields_of(noun).values())
    needed = max((place for place, one in enumerate(known, start=1) if one.required), default=0)
    return {
        "type": "array",
        "prefixItems": [_shape(one.shape) for one in known],
        "minItems": needed,
        "maxItems": len(known),
    }
