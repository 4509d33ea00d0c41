"""Writing a study: page, workbook, record and figures, aside first and then put in place whole. Nothing foreign is overwritten."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dronedeal.report.actual import Actual

__all__ = ["Foreign", "write_study"]

_PAGE, _BOOK, _RECORD, _FIGURES = "index.html", "study.xlsx", "study.json", "figures"


class Foreign(FileExistsError):
    """The folder to write to holds something no study wrote; nothing was changed."""


def write_study(
    folder: Path,
    out: Path,
    *,
    side: str | None = None,
    regimes: bool = False,
    table: bool = False,
    gap: float | None = None,
    actual: Actual | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Path:
    """Study a deal and write the dossier.

    Parameters
    ----------
    folder
        The deal's folder.
    out
        Folder to write: new, empty, or an earlier study, which is replaced.
    side
        Whose private overlay to lay over the document: a party, ``neutral`` for all, or nobody's.
    regimes
        Also plan over the document's regimes, where it writes any.
    table
        Also find the frontier, the points of rules, and what the logged offers leave.
    gap
        How near to its bound that frontier is brought, as for ``bargain``.
    actual
        Plan against actual of the signed deal, from its ledger.
    progress
        Told in words what is being done.

    Returns
    -------
    The page; ``study.xlsx``, ``study.json`` and ``figures/*.svg`` stand beside it.

    Raises
    ------
    Unsound
        The document has errors.
    Foreign
        ``out`` holds something else. It is looked at before anything is computed, and again before it is replaced.
    OSError
        ``out`` cannot be written.
    """
    from dronedeal.report.charts import charts
    from dronedeal.report.draw import svg, warmed
    from dronedeal.report.figures import dossier
    from dronedeal.report.page import page
    from dronedeal.report.record import record
    from dronedeal.report.workbook import workbook

    _refuse_foreign(out)
    Thread(target=warmed, daemon=True).start()
    shown = dossier(folder, side=side, regimes=regimes, table=table, gap=gap, actual=actual, progress=progress)
    progress("charts")
    drawn = {figure.name: (figure, svg(figure)) for figure in charts(shown)}
    progress("page, workbook and record")
    contents = {
        _PAGE: page(shown, drawn).encode(),
        _BOOK: workbook(shown),
        _RECORD: record(shown),
        **{f"{_FIGURES}/{name}.svg": text.encode() for name, (_, text) in drawn.items()},
    }
    _put(out, contents)
    return out / _PAGE


def _refuse_foreign(out: Path) -> None:
    """Let pass only what is not there, is an empty folder, or holds an earlier study and nothing else."""
    if not out.exists() and not out.is_symlink():
        return
    if out.is_symlink() or not out.is_dir():
        message = f"{out} is no folder"
        raise Foreign(message)
    held = {path.name for path in out.iterdir()}
    if not held:
        return
    strange = sorted(held - {_PAGE, _BOOK, _RECORD, _FIGURES})
    figures = out / _FIGURES
    if figures.is_dir() and not figures.is_symlink():
        strange.extend(sorted(f"{_FIGURES}/{path.name}" for path in figures.iterdir() if path.suffix != ".svg"))
    if strange or not _is_study(out / _RECORD):
        message = f"{out} holds {strange[0] if strange else 'files'} that no study wrote"
        raise Foreign(message)


def _is_study(path: Path) -> bool:
    from dronedeal.report.record import KIND

    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return f'"kind": "{KIND}"'.encode() in file.read(200)


def _put(out: Path, contents: Mapping[str, bytes]) -> None:
    """Write everything into a folder beside ``out``, then rename; an earlier study goes only once the new one stands."""
    parent = out.absolute().parent
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=parent, prefix=f".{out.name}-", ignore_cleanup_errors=True) as aside:
        new, old = Path(aside) / "new", Path(aside) / "old"
        (new / _FIGURES).mkdir(parents=True)
        for name, data in contents.items():
            (new / name).write_bytes(data)
        _refuse_foreign(out)
        if out.exists():
            out.rename(old)
        try:
            new.rename(out)
        except OSError:
            if old.exists() and not out.exists():
                old.rename(out)
            raise
        shutil.rmtree(old, ignore_errors=True)
