"""Names of blocks of columns or rows, found by number, and the other way round.

Names are for messages, and to find the like block of another program; within one program nothing is looked up by them.
"""

from bisect import bisect_right
from collections import Counter

__all__ = ["Labels"]


class Labels:
    """The label of each block, by its first number."""

    __slots__ = ("_firsts", "_names")

    def __init__(self) -> None:
        self._firsts: list[int] = []
        self._names: list[str] = []

    def open(self, first: int, name: str) -> None:
        """Begin a block at a number not below any begun before."""
        self._firsts.append(first)
        self._names.append(name)

    def label(self, number: int, count: int) -> str:
        """Label of the block and place in it, such as ``makes[3]``.

        Raises
        ------
        IndexError
            The number is not between 0 and ``count`` - 1.
        """
        if not 0 <= number < count:
            raise IndexError(f"{number} is not between 0 and {count - 1}")
        block = bisect_right(self._firsts, number) - 1
        return f"{self._names[block]}[{number - self._firsts[block]}]"

    def blocks(self, count: int) -> dict[tuple[str, int], slice]:
        """Where each block stands among ``count`` numbers, by its name and how many of that name came before it."""
        seen: Counter[str] = Counter()
        found: dict[tuple[str, int], slice] = {}
        for name, first, end in zip(self._names, self._firsts, [*self._firsts, count][1:], strict=True):
            found[name, seen[name]] = slice(first, end)
            seen[name] += 1
        return found
