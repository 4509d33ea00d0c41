"""What may be opened of a deal's folder: files within it, of text without hidden characters. Not what they say."""

from __future__ import annotations

import re
from pathlib import Path

from dronedeal.deal.finding import Finding
from dronedeal.deal.place import Place

__all__ = ["hidden", "is_there", "refused", "visible"]

_HIDDEN = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")
"""Control characters, save a tab and the ends of lines, and those that turn the direction in which what follows is shown."""


def is_there(path: Path) -> bool:
    """Whether anything has this name, be it a folder, a pipe or a link that leads nowhere."""
    return path.exists() or path.is_symlink()


def refused(path: Path, name: str) -> Finding | None:
    """Why a file of a deal's folder is not opened, if it is not: it lies elsewhere, or is no file.

    Parameters
    ----------
    path
        The file.
    name
        The same from the deal's folder on, as ``scenarios/stress.yaml``.
    """
    folder = path.parents[len(Path(name).parts) - 1]
    try:
        target = path.resolve(strict=True)
        if not target.is_relative_to(folder.resolve(strict=True)):
            message = f"{name} is a link that leaves the deal's folder, and is not followed"
            return _finding("D106", message, Place(name), "put the file itself there")
        if target.is_file():
            return None
        reason = "it is a folder" if target.is_dir() else "it is no file"
    except RuntimeError:
        reason = "its links go round in a circle"
    except OSError as error:
        reason = error.strerror or "it is not there"
    return _finding(
        "D103", f"{name} cannot be read: {reason}", Place(name), "check that the file exists and may be read"
    )


def hidden(text: str, place: Place, *, is_file: bool = False) -> Finding | None:
    """The first character of a text that nobody would see, and that may make it look like another.

    Parameters
    ----------
    place
        Where the text stands.
    is_file
        Whether it is a whole file: then the place is that of the character.
    """
    found = _HIDDEN.search(text)
    if found is None:
        return None
    if is_file:
        before = text[: found.start()]
        place = Place(place.file, before.count("\n") + 1, len(before) - before.rfind("\n"))
    message = f"a control character, U+{ord(found[0]):04X}, stands here unseen"
    return _finding("D117", message, place, "take it out, or type the text again")


def visible(text: str) -> str:
    """A text with every character that is not seen, or turns what follows, shown as one that is unknown."""
    return _HIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _finding(code: str, message: str, place: Place, mend: str) -> Finding:
    return Finding(code=code, severity="error", message=message, place=place, mend=mend)
