"""One study of the small deal, written once and looked at by every test."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from dronedeal.report import write_study
from dronedeal.report.actual import Actual
from dronedeal.report.at_table import Table
from dronedeal.report.basis import Basis
from dronedeal.report.dossier import Dossier, Input
from dronedeal.report.figures import assembled
from tests.report.folder import DEAL, LOW, write

NO_ZONE = DEAL.replace("40M USD", "1M USD")


@dataclass(frozen=True)
class Written:
    """A folder, what its study wrote, and the figures behind it."""

    folder: Path
    out: Path
    basis: Basis
    dossier: Dossier

    @property
    def page(self) -> str:
        return (self.out / "index.html").read_text("utf-8")


def studied(folder: Path, out: Path) -> Written:
    """Write a study and keep what its figures were made from."""
    kept: list[Basis] = []

    def keeping(
        one: Basis, inputs: tuple[Input, ...] = (), table: Table | None = None, actual: Actual | None = None
    ) -> Dossier:
        kept.append(one)
        return assembled(one, inputs, table, actual)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("dronedeal.report.figures.assembled", keeping)
        write_study(folder, out)
    return Written(folder=folder, out=out, basis=kept[0], dossier=assembled(kept[0]))


@pytest.fixture(scope="session")
def study(tmp_path_factory: pytest.TempPathFactory) -> Written:
    place = tmp_path_factory.mktemp("study")
    return studied(write(place / "deal", scenarios={"low": LOW}), place / "out")


@pytest.fixture(scope="session")
def no_zone(tmp_path_factory: pytest.TempPathFactory) -> Written:
    place = tmp_path_factory.mktemp("no_zone")
    return studied(write(place / "deal", NO_ZONE), place / "out")
