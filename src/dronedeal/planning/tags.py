"""Tags: a small whole number for every line of the document that a row or a column comes from, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, field

from dronedeal.deal.place import NOWHERE, Place

__all__ = ["Origin", "Tags"]


@dataclass(frozen=True, slots=True)
class Origin:
    """A line of the document: where it stands, its path, and what it says in a few words."""

    place: Place
    path: str
    text: str


@dataclass(slots=True)
class Tags:
    """Hands out tags; -1 is what no line of the document says."""

    origins: list[Origin] = field(default_factory=list[Origin])
    _tags: dict[tuple[Place, str], int] = field(default_factory=dict[tuple[Place, str], int])

    def of(self, place: Place, path: str = "", text: str = "") -> int:
        """The tag of a line; the same line always has the same one."""
        if place == NOWHERE:
            return -1
        key = (place, path)
        if key not in self._tags:
            self._tags[key] = len(self.origins)
            self.origins.append(Origin(place, path, text))
        return self._tags[key]
