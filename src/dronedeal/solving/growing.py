"""An array that grows block by block and is joined when somebody looks.

Only what the program builder needs: append a block, look at all of it, change it in place. It deliberately has no
deletion and no insertion, so that positions once handed out stay true.
"""

from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

__all__ = ["Growing"]

Scalar = TypeVar("Scalar", bound=np.generic)


class Growing(Generic[Scalar]):
    """A one-dimensional array made of blocks, each of one value repeated or one value an element.

    Blocks are kept as given until the array is looked at, and must not change before that.

    Parameters
    ----------
    scalar
        Type of one element, such as ``numpy.float64``.
    """

    __slots__ = ("_joined", "_pending", "_size")

    def __init__(self, scalar: type[Scalar]) -> None:
        self._joined: npt.NDArray[Scalar] = np.empty(0, dtype=scalar)
        self._pending: list[tuple[int, npt.ArrayLike]] = []
        self._size = 0

    @property
    def view(self) -> npt.NDArray[Scalar]:
        """All elements so far, writable, valid until the next growth; shape (elements,).

        Raises
        ------
        ValueError
            A block's values cannot be broadcast to its length.
        """
        if self._pending:
            larger = np.empty(self._size, dtype=self._joined.dtype)
            first = self._joined.size
            larger[:first] = self._joined
            for count, values in self._pending:
                larger[first : first + count] = values
                first += count
            self._joined, self._pending = larger, []
        return self._joined

    def frozen(self) -> npt.NDArray[Scalar]:
        """Return a read-only copy of all elements; shape (elements,)."""
        copy = self.view.copy()
        copy.flags.writeable = False
        return copy

    def extend(self, values: npt.ArrayLike, count: int) -> None:
        """Append ``count`` elements: one value repeated, or an array of that length."""
        self._pending.append((count, values))
        self._size += count

    def __len__(self) -> int:
        """How many elements there are."""
        return self._size
