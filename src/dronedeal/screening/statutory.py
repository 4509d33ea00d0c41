"""The entities that statutes name themselves: the only lists that come with the package. Not the lists that agencies keep."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

from dronedeal.screening.listed import Entry, Listing

__all__ = ["statutory"]


@cache
def statutory() -> tuple[dict[str, tuple[Listing, ...]], tuple[Entry, ...]]:
    """The lists that statutes write out, as held editions by list, and their entries."""
    entries: list[Entry] = []
    held: dict[str, tuple[Listing, ...]] = {}
    with (Path(__file__).parent / "lists" / "statutory.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day = date.fromisoformat(row["listed_date"])
            name = row["list"]
            held[name] = (Listing(list=name, valid_from=day, known_from=day, source=row["legal_basis"]),)
            entries.append(
                Entry(
                    id=f"{name}:{row['name']}",
                    list=name,
                    name=row["name"],
                    names=tuple(one.strip() for one in row["aliases"].split(";") if one.strip()),
                    country=row["country"],
                    valid_from=day,
                    valid_to=date.fromisoformat(row["end_date"]) if row["end_date"] else None,
                    known_from=day,
                    basis=row["legal_basis"],
                    link=row["source_url"],
                )
            )
    return held, tuple(entries)
