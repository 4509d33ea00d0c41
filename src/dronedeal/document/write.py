"""Writing: a deal back to the text of a document. Read again it is the same deal; comments and layout are not kept.

Numbers are written in their canonical unit; what was laid over or read from a spreadsheet is written as part of the document.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, assert_never, cast

import yaml

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.deal import Deal
from dronedeal.deal.number import (
    Agreed,
    Disputed,
    Distribution,
    Lognormal,
    Normal,
    Number,
    OneOf,
    Open,
    Product,
    Series,
    Triangle,
    Uncertain,
    Uniform,
)
from dronedeal.document.fields import Field, NumberOf, fields_of
from dronedeal.document.migrate import FORMAT
from dronedeal.document.read import SECTIONS, TABLES
from dronedeal.forms import FORMS

__all__ = ["written", "written_number"]


def written(deal: Deal) -> str:
    """The deal as the text of a ``deal.yaml``; claims stay in their own file."""
    document: dict[str, Any] = {"dronedeal": FORMAT, "title": deal.title}
    if deal.text:
        document["text"] = deal.text
    document["horizon"] = {"start": str(deal.horizon.start), "years": deal.horizon.years, "step": "quarter"}
    document["currency"] = deal.currency
    if deal.rates:
        document["rates"] = {code: written_number(rate) for code, rate in deal.rates.items()}
    for key, noun in TABLES.items():
        table = getattr(deal, key)
        if table:
            document[key] = {name: _noun(one, noun) for name, one in table.items()}
    if deal.terms:
        document["terms"] = {
            name: {
                "kind": clause.form,
                "status": clause.status,
                **({"text": clause.text} if clause.text else {}),
                **_said(clause.said, fields_of(FORMS[clause.form])),
            }
            for name, clause in deal.terms.items()
        }
    for key, noun in SECTIONS.items():
        if getattr(deal, key) is not None:
            document[key] = _noun(getattr(deal, key), noun)
    if deal.rules:
        document["rules"] = list(deal.rules)
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120)


def _noun(noun: object, kind: type) -> dict[str, Any]:
    said = {
        one.name: getattr(noun, one.name)
        for one in fields_of(kind).values()
        if getattr(noun, one.name) != _default(kind, one.name)
    }
    return _said(said, fields_of(kind))


def _default(kind: type, name: str) -> object:
    for one in dataclasses.fields(kind):
        if one.name == name:
            if one.default is not dataclasses.MISSING:
                return one.default
            if one.default_factory is not dataclasses.MISSING:
                return one.default_factory()
    return dataclasses.MISSING


def _said(said: Mapping[str, object], known: Mapping[str, Field]) -> dict[str, Any]:
    fields = {one.name: one for one in known.values()}
    return {
        fields[name].key: _option(value) if fields[name].shape == NumberOf("option") else _value(value)
        for name, value in said.items()
    }


def _option(value: object) -> str:
    """A yes or no: open, or agreed at one or zero."""
    return ("taken" if value.value else "left") if isinstance(value, Agreed) else "yes"


def _value(value: object) -> Any:  # noqa: ANN401 - whatever YAML takes
    if isinstance(value, (Agreed, Open, Uncertain, Disputed, Series, Product)):
        return written_number(value)
    if isinstance(value, Quarter):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return [_value(one) for one in cast("tuple[object, ...]", value)]
    if isinstance(value, Mapping):
        return {key: _value(one) for key, one in cast("Mapping[str, object]", value).items()}
    if dataclasses.is_dataclass(value):
        return _noun(value, type(value))
    return value


def written_number(number: Number, *, factor: bool = False) -> Any:  # noqa: ANN401 - a scalar or a table
    """A number as a document writes it: a scalar where it is one value without claims, else a table."""
    text: Callable[[Decimal], str] = lambda value: _amount(value, "count" if factor else number.unit)  # noqa: E731
    table: dict[str, Any] = {}
    match number:
        case Agreed(value=value):
            if not number.claims and not number.why:
                return text(value)
            table["value"] = text(value)
        case Open(low=low, high=high, quantum=quantum, choices=choices):
            table["open"] = [text(low), text(high)]
            if choices:
                table["choices"] = [text(choice) for choice in choices]
            elif quantum is not None:
                table["quantum"] = text(quantum)
        case Uncertain(distribution=distribution, base=base, correlates=correlates):
            table.update(_distribution(distribution, text))
            table["base"] = text(base)
            if correlates:
                table["correlates"] = {path: str(value) for path, value in correlates}
        case Disputed(readings=readings, base=base):
            table["weights"] = [str(one.weight) for one in readings]
            table["base"] = text(base)
        case Series(by=by, labels=labels, values=values):
            table[f"by_{by}"] = {label: written_number(value) for label, value in zip(labels, values, strict=True)}
        case Product(factor=inner, times=times):
            shown = written_number(inner, factor=True)
            table.update(shown if isinstance(shown, dict) else {"value": shown})
            table["times"] = times
            return table
        case _:
            assert_never(number)
    if number.claims:
        table["claims"] = list(number.claims)
    if number.why:
        table["why"] = number.why
    return table


def _amount(value: Decimal, unit: str) -> str:
    """A value with its unit, exactly."""
    digits = f"{value:f}"
    return digits if unit in {"count", "share"} else f"{digits} {unit}" if "count" not in unit else f"{digits}/quarter"


def _distribution(distribution: Distribution, text: Callable[[Decimal], str]) -> dict[str, Any]:
    match distribution:
        case Triangle(low=low, mode=mode, high=high):
            return {"triangle": [text(low), text(mode), text(high)]}
        case Uniform(low=low, high=high):
            return {"uniform": [text(low), text(high)]}
        case Normal(mean=mean, deviation=deviation, low=low, high=high):
            between = {} if low is None or high is None else {"between": [text(low), text(high)]}
            return {"normal": [text(mean), text(deviation)], **between}
        case Lognormal(median=median, sigma=sigma):
            return {"lognormal": [text(median), str(sigma)]}
        case OneOf(values=values, weights=weights):
            return {"choices": [text(value) for value in values], "weights": [str(weight) for weight in weights]}
        case _:
            assert_never(distribution)
