"""May it be bought: bills of materials against rules that are data, with lists, names and ownership. Not advice on law."""

from __future__ import annotations

__all__: list[str] = []
