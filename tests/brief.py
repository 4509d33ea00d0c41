"""Nouns in brief, for the messages of failing property tests: what was not said is left out, numbers are values."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass

from dronedeal.deal import Agreed, Counted, Place

__all__ = ["brief"]


def brief(noun: object) -> str:
    """A noun as one short line."""
    match noun:
        case Agreed(value=value):
            return f"{value}"
        case Counted(thing=thing, subject=subject, systems=systems, to=to):
            return "/".join(part for part in (thing.value, subject, *systems, to) if part)
        case Mapping():
            return "{" + ", ".join(f"{brief(key)}: {brief(value)}" for key, value in noun.items()) + "}"
        case tuple() | list():
            return "[" + ", ".join(brief(item) for item in noun) + "]"
        case _ if is_dataclass(noun):
            said = [
                f"{one.name}={brief(getattr(noun, one.name))}"
                for one in fields(noun)
                if one.default is MISSING or getattr(noun, one.name) != one.default
                if not isinstance(getattr(noun, one.name), Place)
            ]
            return f"{type(noun).__name__}({', '.join(said)})"
        case _:
            return str(noun)
