"""An array that grows at its end in amortised constant time.

Only what the program builder needs: append a block, look at all of it, change it in place. It deliberately has no
deletion and no insertion, so that positions once handed out stay true.
"""

from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

__all__ = ["Growing"]

Scalar = TypeVar("Scalar", bound=np.generic)


class Growing(Generic[Scalar]):
    """A one-dimensional array with room to grow.

    Parameters
    ----------
    scalar
        Type of one element, such as ``numpy.float64``.
    """

    __slots__ = ("_buffer", "_size")

    def __init__(self, scalar: type[Scalar]) -> None:
        self._buffer: npt.NDArray[Scalar] = np.empty(64, dtype=scalar)
        self._size = 0

    @property
    def view(self) -> npt.NDArray[Scalar]:
        """All elements so far, writable, valid until the next growth; shape (elements,)."""
        return self._buffer[: self._size]

    def frozen(self) -> npt.NDArray[Scalar]:
        """Return a read-only copy of all elements; shape (elements,)."""
        copy = self.view.copy()
        copy.flags.writeable = False
        return copy

    def extend(self, values: npt.ArrayLike, count: int) -> None:
        """Append ``count`` elements: one value repeated, or an array of that length.

        Raises
        ------
        ValueError
            The values cannot be broadcast to that length.
        """
        end = self._size + count
        if end > self._buffer.size:
            larger = np.empty(max(end, 2 * self._buffer.size), dtype=self._buffer.dtype)
            larger[: self._size] = self.view
            self._buffer = larger
        self._buffer[self._size : end] = values
        self._size = end

    def __len__(self) -> int:
        """How many elements there are."""
        return self._size
