"""Names of blocks of columns or rows, found by number.

A name is for messages only; deliberately nothing is looked up by it.
"""

from bisect import bisect_right

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
