"""What a schema finds wrong, in plain words with a place and a mend. Not the check itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from dronedeal.screening.bills.notebook import Notebook
from dronedeal.screening.bills.position import Pointer, places_of_pointers

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError, Validator

__all__ = ["note_invalid"]

_MOST = 20
"""Places of a document that are told."""
_MOST_WORDS = 12
_SMALL = 200_000
"""Bytes of a document up to which several errors are asked for."""


def note_invalid(validator: Validator, document: object, data: bytes, version: str, book: Notebook) -> None:
    """Take down why a document does not keep to its schema: the first places, of a large one the first, each with what is wrong there."""
    told: dict[tuple[Pointer, str], str] = {}
    for error in _errors(validator, document, len(data)):
        for one in _nearest(error):
            pointer, message, mend = _said(one)
            told.setdefault((pointer, message), mend)
    places = places_of_pointers(data, book.file, {pointer for pointer, _ in told})
    for (pointer, message), mend in told.items():
        book.note("B101", f"CycloneDX {version} does not allow this: {message}", mend, place=places[pointer])


def _errors(validator: Validator, document: object, size: int) -> list[ValidationError]:
    """The first errors; the validator makes all of them before it gives one, so that a large document is asked for one alone."""
    from jsonschema_rs import ValidationError

    if size <= _SMALL:
        return list(islice(validator.iter_errors(document), _MOST))
    try:
        validator.validate(document)
    except ValidationError as error:
        return [error]
    return []


def _nearest(error: ValidationError) -> Iterator[ValidationError]:
    """The error itself; of one that says no shape fits, the errors of the shape that came farthest."""
    from jsonschema_rs import ValidationErrorKind as Kind

    kind = error.kind
    if not isinstance(kind, (Kind.OneOfNotValid, Kind.AnyOf)):
        yield error
        return
    shapes: list[list[ValidationError]] = kind.context
    own = [[one for one in shape if not isinstance(one.kind, Kind.Type) or one.instance_path != error.instance_path] for shape in shapes]  # fmt: skip
    farthest = max(own, key=lambda shape: max((len(one.instance_path) for one in shape), default=-1), default=[])
    depth = max((len(one.instance_path) for one in farthest), default=0)
    if depth <= len(error.instance_path):
        yield error
        return
    for one in farthest[:2]:
        yield from _nearest(one)


def _said(error: ValidationError) -> tuple[Pointer, str, str]:
    """Where it is, what is wrong, and the mend."""
    from jsonschema_rs import ValidationErrorKind as Kind

    path: Pointer = tuple(error.instance_path)
    name = _named(path)
    kind = error.kind
    match kind:
        case Kind.Required():
            return path, f"{name} lacks {kind.property}", f"add {kind.property}"
        case Kind.AdditionalProperties():
            extra = [str(one) for one in kind.unexpected]
            shown = ", ".join(one[:60] for one in extra[:_MOST_WORDS])
            return (*path, extra[0]), f"{name} has no key {shown}", "take it out, or say it as a property"
        case Kind.Enum():
            words = ", ".join(str(word) for word in _words(kind.options)[:_MOST_WORDS])
            return path, f"{name} is none of the words it may be", f"one of: {words}"
        case Kind.Type():
            return path, f"{name} is of another kind", f"write it as {_types(kind.types)}"
        case Kind.Pattern():
            return path, f"{name} is not written as it must be", f"it must match {kind.pattern[:120]}"
        case Kind.Format():
            return path, f"{name} is no {kind.format}", f"write it as {kind.format}"
        case Kind.MinLength():
            return path, f"{name} is too short", f"at least {kind.limit} characters"
        case Kind.UniqueItems():
            return path, f"{name} holds the same thing twice", "keep one of the two"
        case Kind.OneOfMultipleValid():
            return path, f"{name} says what may only be said one way in several", "keep one of them"
        case Kind.Not():
            return path, f"{name} joins what may not stand together", "take one of them out"
        case Kind.OneOfNotValid() | Kind.AnyOf():
            return path, f"{name} has none of the shapes it may have", "see the specification for the shapes"
        case _:
            return path, f"{name}: {error.message[:200]}", "mend it as the specification says"


def _named(path: Pointer) -> str:
    """A pointer as people write it: ``components[3].name``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step[:60]}" for step in path)
    return text.removeprefix(".") or "the document"


def _words(options: Any) -> list[object]:  # noqa: ANN401 - a list of JSON
    return list(cast("list[object]", options))


def _types(types: Any) -> str:  # noqa: ANN401 - a list of names
    return " or ".join(cast("list[str]", types))
