"""Lines of a sheet in the order of a bill: each part after what it is inside of. A line inside of itself, at any length, is found."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from dronedeal.deal.place import NOWHERE, Place
from dronedeal.document.reader import nearest
from dronedeal.screening.bills.cyclonedx import DEEPEST
from dronedeal.screening.bills.notebook import Notebook
from dronedeal.screening.bills.said import Said

__all__ = ["Row", "in_order"]


@dataclass(slots=True, eq=False)
class Row:
    """One part of a sheet while it is read.

    Parameters
    ----------
    place, link
        The cells that name it, and that say what it is inside of.
    words
        The cells that a further row may not change.
    """

    id: str
    place: Place
    link: Place = NOWHERE
    name: str = ""
    inside: str = ""
    level: int | None = None
    said: Said = field(default_factory=Said)
    words: dict[str, str] = field(default_factory=dict[str, str])


def in_order(lines: dict[str, Row], product: Row, book: Notebook) -> list[Row]:
    """The product and every line, each after the one it is inside of; findings for circles, and for what is inside of nothing known."""
    if any(line.level is not None for line in lines.values()):
        _by_level(lines, product, book)
    below: defaultdict[str, list[Row]] = defaultdict(list)
    for line in lines.values():
        if line is product:
            continue
        inside = line.inside or product.id
        if inside != product.id and inside not in lines:
            message = (
                f"{line.id[:60]} is inside {inside[:60]}, which is no line{nearest(inside[:60], list(lines)[:500])}"
            )
            book.note("B103", message, "write the id of the line it is built into", place=line.link)
            continue
        below[inside].append(line)
    ordered: list[Row] = []
    stack: list[tuple[Row, int]] = [(product, 0)]
    while stack:
        line, depth = stack.pop()
        if depth > DEEPEST:
            message = f"assemblies stand in each other more than {DEEPEST} deep"
            book.note("B105", message, "write assemblies flatter", place=line.place)
            continue
        ordered.append(line)
        stack.extend((one, depth + 1) for one in reversed(below[line.id]))
    if book.sound and len(ordered) < len({*lines, product.id}):
        _note_circle(lines, {line.id for line in ordered}, book)
    return ordered


def _by_level(lines: dict[str, Row], product: Row, book: Notebook) -> None:
    """What each line is inside of, from levels: the last line above it that is of a lower level."""
    above: list[tuple[int, Row]] = []
    for line in lines.values():
        level = line.level
        if level is None:
            continue
        while above and above[-1][0] >= level:
            above.pop()
        if above and level > above[-1][0] + 1:
            message = f"{line.id[:60]} is of level {level}, but nothing of level {level - 1} stands above it"
            book.note("B103", message, "let levels rise by one", place=line.link)
        if line is not product and not line.inside:
            line.inside = above[-1][1].id if above else product.id
        above.append((level, line))


def _note_circle(lines: dict[str, Row], reached: set[str], book: Notebook) -> None:
    """The first circle among lines that are in the product by no way."""
    start = next(line for id_, line in lines.items() if id_ not in reached)
    way: dict[str, Row] = {}
    while start.id not in way:
        way[start.id] = start
        start = lines[start.inside]
    names = list(way)[list(way).index(start.id) :]
    shown = " in ".join(name[:40] for name in (*names[:6], names[0]))
    message = f"assemblies go round in a circle: {shown}{' …' if len(names) > 6 else ''}"  # noqa: PLR2004 - shown
    places = tuple(way[name].link for name in names[1:6])
    book.note("B103", message, "let one of them be inside something else", place=start.link, related=places)
