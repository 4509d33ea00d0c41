"""Tables on a terminal: figures stay whole, words give way, and columns that find no room go below. Formatting only."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["blocks", "show_grid"]

_GAP = 2
_WORDS = 16
"""A column of words that is wider may be narrowed to this."""
_WORD = 34
"""A single word up to this long, such as a path or a place, is not broken."""


def show_grid(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int]) -> None:
    """Print a table with its title; where the terminal is too narrow for it, one block of columns below the other.

    Rows that such blocks could not tell apart, because several have the same name, are numbered.
    """
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, markup=False, emoji=False)
    room = console.width
    least = _least(columns, rows, right)
    if len(blocks(least, room)) > 1 and len({row[0] for row in rows}) < len(rows):
        rows = [(f"{number} {row[0]}", *row[1:]) for number, row in enumerate(rows, start=1)]
        least = _least(columns, rows, right)
    whole = [max(map(len, (column, *(row[index] for row in rows)))) for index, column in enumerate(columns)]
    for number, block in enumerate(blocks(least, room)):
        widths = _widths([least[index] for index in block], [whole[index] for index in block], room)
        grid = Table(
            title=title if not number else f"{title} (continued)", title_justify="left", header_style="bold", box=None,
            pad_edge=False, padding=(0, _GAP, 0, 0),
        )  # fmt: skip
        for index, wide in zip(block, widths, strict=True):
            grid.add_column(columns[index], justify="right" if index in right else "left", overflow="fold", width=wide)
        for row in rows:
            grid.add_row(*(row[index] for index in block))
        # a figure stays whole even where a terminal is narrower than it
        console.width = max(room, _wide(widths))
        console.print(grid, crop=False)
        console.print()


def blocks(least: Sequence[int], width: int) -> list[list[int]]:
    """Columns that fit beside each other; each block begins with the first column, which names the row."""
    found = [[0]]
    for index in range(1, len(least)):
        beside = [*found[-1], index]
        if len(beside) > 2 and _wide([least[one] for one in beside]) > width:  # noqa: PLR2004 - the name and one column more
            beside = [0, index]
            found.append(beside)
        found[-1] = beside
    return found


def _wide(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _least(columns: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int]) -> list[int]:
    """Least width of each column: of figures all of it, of words what keeps words up to a length whole."""
    found: list[int] = []
    for index, column in enumerate(columns):
        cells = [row[index] for row in rows]
        heading = max(map(len, column.split()), default=1)
        if index in right:
            found.append(max(heading, *map(len, cells), 1))
            continue
        widest = max(map(len, (column, *cells)))
        longest = max((len(word) for cell in cells for word in cell.split()), default=1)
        found.append(max(heading, min(widest, max(_WORDS, min(longest, _WORD)))))
    return found


def _widths(least: Sequence[int], whole: Sequence[int], width: int) -> list[int]:
    """What room is left goes to the columns that want it, those that want least first."""
    widths = list(least)
    left = max(0, width - _wide(widths))
    wanting = sorted(range(len(widths)), key=lambda index: whole[index] - least[index])
    for place, index in enumerate(wanting):
        more = min(max(0, whole[index] - least[index]), left // (len(wanting) - place))
        widths[index] += more
        left -= more
    return widths
