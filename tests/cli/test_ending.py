"""A pipe closed early is no error; a defect ends in one line with its own status; colours and progress keep their place."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.tool import tool

PROGRAM = (sys.executable, "-m", "dronedeal")


def broken(*_: object, **__: object) -> None:
    raise KeyError("something nobody\nthought of")


def test_a_defect_says_that_it_is_one_in_one_line(deal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dronedeal.match", broken)
    monkeypatch.delenv("DRONEDEAL_DEBUG", raising=False)

    done = tool("match", deal)

    assert (done.status, done.out, done.err.count("\n")) == (70, "", 1)
    assert done.err.startswith("dronedeal: this is a defect of dronedeal, not of your deal (KeyError: ")
    assert " at test_ending.py:" in done.err
    assert "DRONEDEAL_DEBUG=1" in done.err


def test_a_defect_shows_its_traceback_when_asked(deal: Path) -> None:
    program = "import sys, dronedeal; dronedeal.match = lambda _: 1 / 0\nfrom dronedeal.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "match", str(deal)], capture_output=True, text=True, check=False,
        env=os.environ | {"DRONEDEAL_DEBUG": "1"},
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (70, "")
    assert done.stderr.startswith("Traceback (most recent call last):\n")
    assert done.stderr.splitlines()[-1].startswith("dronedeal: this is a defect of dronedeal")


def test_a_disk_that_gives_way_is_no_defect(deal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "answer.json")

    monkeypatch.setattr("dronedeal.match", full)

    done = tool("match", deal)

    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("dronedeal: answer.json cannot be read or written: No space left on device\n")


@pytest.mark.parametrize("words", [("schema",), ("explain", "D131")], ids=" ".join)
def test_a_pipe_whose_reader_has_gone_is_no_error(words: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    done = subprocess.run([*PROGRAM, *words], stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, "")


def test_what_a_terminal_cannot_show_is_escaped(own: Path) -> None:
    text = (own / "deal.yaml").read_text("utf-8")
    (own / "deal.yaml").write_text(text.replace("A first deal", "Угода"), "utf-8")

    done = subprocess.run(
        [*PROGRAM, "check", str(own)], capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("\\u0423")


def on_a_terminal(*words: str, **environment: str) -> str:
    """What a terminal of eighty columns is shown on stdout; stderr is a terminal too, and kept apart."""
    shown, end = pty.openpty()
    told, other = pty.openpty()
    running = subprocess.Popen(
        [*PROGRAM, *words], stdout=end, stderr=other, env=os.environ | {"TERM": "xterm", "COLUMNS": "80", **environment}
    )
    os.close(end)
    os.close(other)
    text = b""
    try:
        while part := os.read(shown, 65536):
            text += part
    except OSError:  # the other end has closed
        pass
    os.close(shown)
    os.close(told)
    assert running.wait(60) == 0
    return text.decode()


def test_a_terminal_without_colours_is_respected(deal: Path) -> None:
    text = on_a_terminal("match", str(deal), NO_COLOR="1")

    assert "What can serve what" in text
    assert re.search(r"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9\d)m", text) is None
    assert "125,000" in text


def test_progress_goes_to_stderr(deal: Path) -> None:
    text = on_a_terminal("plan", str(deal), "--no-costs", NO_COLOR="1")

    assert "walk-aways\r" not in text
    assert "working" not in text
    assert "optimal: joint gain" in text
