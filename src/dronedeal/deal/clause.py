"""A clause as somebody wrote it: a form, its status, and what was said under each of its keys. Not yet a term."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dronedeal.deal.place import NOWHERE, Place

__all__ = ["Clause", "Status"]

Status = Literal["proposed", "existing", "struck"]
"""Where a clause stands: on the table, in force already, or struck out: kept for its numbers, binding nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One entry of ``terms``: which form, whether proposed or existing, and the arguments said.

    ``said`` maps a form's parameter to a value of that parameter's type; what was not said is absent, and the form's own
    default holds. ``places`` maps each said key to its place.
    """

    id: str
    form: str
    status: Status
    said: Mapping[str, object]
    text: str = ""
    place: Place = field(default=NOWHERE, compare=False)
    places: Mapping[str, Place] = field(default_factory=dict[str, Place], compare=False)

    def place_of(self, key: str) -> Place:
        """Where a key was said, or the clause itself where it was not."""
        return self.places.get(key, self.place)
