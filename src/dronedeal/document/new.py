"""A new deal: a small commented folder that checks and plans. Not a wizard: the text is there to be changed."""

from __future__ import annotations

import tempfile
from importlib.resources import files
from pathlib import Path

__all__ = ["Occupied", "new_folder"]

_FILES = ("deal.yaml", "claims.csv")


class Occupied(FileExistsError):
    """The folder exists and is not empty; nothing was written."""


def new_folder(folder: Path) -> tuple[Path, ...]:
    """Write a small deal into a new or empty folder.

    Returns
    -------
    The files written.

    Raises
    ------
    Occupied
        The folder holds something already, or is a file.
    OSError
        The folder cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Occupied(str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as aside:
        for name in _FILES:
            text = files("dronedeal.document").joinpath("starter", name).read_text(encoding="utf-8")
            (Path(aside) / name).write_text(text, encoding="utf-8")
        folder.mkdir(exist_ok=True)
        for name in _FILES:
            (Path(aside) / name).replace(folder / name)
            written.append(folder / name)
    return tuple(written)
