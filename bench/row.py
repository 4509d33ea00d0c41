"""One figure of a benchmark beside its bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, kw_only=True)
class Row:
    """A measured value; ``sign`` says on which side of the bar it should lie, ``size`` what was measured and how."""

    name: str
    value: float
    size: str
    unit: str = "x"
    bar: float | None = None
    sign: Literal["<=", ">="] = "<="

    @property
    def holds(self) -> bool | None:
        """Whether the value is on the right side of its bar; nothing without a bar."""
        if self.bar is None:
            return None
        return self.value <= self.bar if self.sign == "<=" else self.value >= self.bar

    def as_json(self) -> dict[str, Any]:
        """Return the row as the JSON of ``python -m bench`` has it."""
        return {
            "name": self.name, "value": self.value, "unit": self.unit, "bar": self.bar, "sign": self.sign,
            "holds": self.holds, "size": self.size,
        }  # fmt: skip
