"""An answer goes where it is sent: a file is replaced whole, a link leads on, a pipe or a device stays what it is."""

import os
import stat
import threading
from pathlib import Path

import pytest

from dronedeal.cli.file import put
from tests.cli.tool import tool


def test_a_new_file_has_the_mode_any_new_file_has(tmp_path: Path) -> None:
    (tmp_path / "any").write_text("", "utf-8")

    put(tmp_path / "answer", "said\n")

    assert (tmp_path / "answer").read_text("utf-8") == "said\n"
    assert (tmp_path / "answer").stat().st_mode == (tmp_path / "any").stat().st_mode


def test_a_file_that_is_replaced_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "answer"
    file.write_text("an older and longer answer", "utf-8")
    file.chmod(0o640)

    put(file, "new\n")

    assert file.read_text("utf-8") == "new\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("is_there", [True, False])
def test_a_link_leads_to_its_file_and_stays_a_link(*, is_there: bool, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    file, link = tmp_path / "elsewhere" / "answer", tmp_path / "link"
    if is_there:
        file.write_text("old", "utf-8")
    link.symlink_to("elsewhere/answer")

    put(link, "new\n")

    assert link.is_symlink()
    assert file.read_text("utf-8") == "new\n"


def test_a_pipe_is_written_into(deal: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text("utf-8")), daemon=True)
    reader.start()

    done = tool("check", deal, "--json", pipe)

    reader.join(timeout=10)
    assert done.status == 0
    assert '"findings"' in read[0]
    assert stat.S_ISFIFO(pipe.lstat().st_mode)


def test_a_link_to_a_device_is_written_through_and_the_device_stays(deal: Path, tmp_path: Path) -> None:
    link = tmp_path / "nowhere"
    link.symlink_to(os.devnull)

    done = tool("check", deal, "--json", link)

    assert done.status == 0
    assert link.is_symlink()
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is full")
def test_a_device_that_takes_nothing_is_misuse_and_stays_a_device(deal: Path, tmp_path: Path) -> None:
    link = tmp_path / "full"
    link.symlink_to("/dev/full")

    done = tool("check", deal, "--json", link)

    assert done.status == 2
    assert "cannot be written: No space left" in done.err
    assert Path("/dev/full").is_char_device()


def test_a_link_to_itself_is_misuse(deal: Path, tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to("round")

    done = tool("check", deal, "--json", tmp_path / "round")

    assert done.status == 2
    assert "cannot be written" in done.err


def test_a_file_that_may_not_be_written_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "answer"
    file.write_text("kept", "utf-8")
    monkeypatch.setattr(
        "dronedeal.cli.file.os.access", lambda *_: False
    )  # the tests may run as root, who may do anything

    with pytest.raises(PermissionError):
        put(file, "new")

    assert file.read_text("utf-8") == "kept"
