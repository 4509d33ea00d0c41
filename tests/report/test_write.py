from pathlib import Path

import pytest

from dronedeal.deal import Unsound
from dronedeal.report import Foreign, write_study
from dronedeal.report import write as writing
from tests.report.conftest import Written
from tests.report.folder import DEAL, write


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture
def known(study: Written, monkeypatch: pytest.MonkeyPatch) -> Written:
    """The study's figures are at hand and no chart is drawn: what is tested is where things are put."""
    monkeypatch.setattr("dronedeal.report.figures.dossier", lambda *_, **__: study.dossier)
    monkeypatch.setattr("dronedeal.report.charts.charts", lambda _: ())
    return study


def test_a_study_is_a_page_a_workbook_a_record_and_figures(study: Written) -> None:
    names = set(contents(study.out))

    assert {"index.html", "study.xlsx", "study.json"} < names
    assert {name for name in names if name.startswith("figures/")} >= {"figures/funnel.svg", "figures/gains.svg"}


def test_the_same_input_gives_the_same_bytes(study: Written, tmp_path: Path) -> None:
    write_study(study.folder, tmp_path / "again")

    assert contents(tmp_path / "again") == contents(study.out)


def test_an_earlier_study_is_replaced_and_nothing_is_left_beside_it(known: Written, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_study(known.folder, out)
    before = contents(out)
    (out / "index.html").write_text("of an older version")
    (out / "figures" / "of_an_older_version.svg").write_text("<svg/>")

    write_study(known.folder, out)

    assert contents(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_empty_folder_is_taken(known: Written, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()

    assert write_study(known.folder, tmp_path / "out").is_file()


@pytest.mark.parametrize(
    "strange",
    ["letters.txt", "study.json", "figures/photo.png"],
    ids=["a foreign file", "a record no study wrote", "a foreign picture"],
)
def test_a_folder_that_holds_anything_else_is_refused_untouched(study: Written, tmp_path: Path, strange: str) -> None:
    file = tmp_path / "out" / strange
    file.parent.mkdir(parents=True)
    file.write_text("mine")

    with pytest.raises(Foreign):
        write_study(study.folder, tmp_path / "out")

    assert contents(tmp_path / "out") == {strange: b"mine"}


def test_a_file_and_a_link_are_refused(study: Written, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    for name in ("file", "link"):
        with pytest.raises(Foreign):
            write_study(study.folder, tmp_path / name)


def test_the_deal_itself_is_refused_as_a_place_to_write_to(study: Written) -> None:
    with pytest.raises(Foreign):
        write_study(study.folder, study.folder)


def test_a_failure_leaves_the_earlier_study(known: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    write_study(known.folder, out)
    before = contents(out)
    monkeypatch.setattr("dronedeal.report.workbook.workbook", lambda _: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        write_study(known.folder, out)

    assert contents(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_half_a_study_never_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError("disk full")))

    with pytest.raises(OSError, match="disk full"):
        writing._put(tmp_path / "out", {"index.html": b"page"})

    assert list(tmp_path.iterdir()) == []


def test_an_unsound_deal_is_not_studied(tmp_path: Path) -> None:
    folder = write(tmp_path / "deal", DEAL.replace("currency: USD", "curency: USD"))

    with pytest.raises(Unsound):
        write_study(folder, tmp_path / "out")

    assert not (tmp_path / "out").exists()
