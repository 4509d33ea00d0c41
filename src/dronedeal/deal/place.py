"""A place in a document: where a noun was said. Not a path in the deal and not a place on a map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

__all__ = ["NOWHERE", "Located", "Place"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """File, line and column of the first character of something said.

    Lines and columns count from one; zero means the whole file. In a spreadsheet, line is the row and column the column.
    """

    file: str
    line: int = 0
    column: int = 0

    @property
    def place(self) -> Place:
        """Itself: a place is where it is."""
        return self

    def __str__(self) -> str:
        """Write the place as compilers do, ``file:line:column``, leaving out what is not known."""
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"


class Located(Protocol):
    """What has a place, and may look for it only when asked."""

    @property
    def place(self) -> Place:
        """Where it stands."""
        ...


NOWHERE = Place("<program>")
"""The place of what no document said: a value computed or given by a caller of the Python API."""
