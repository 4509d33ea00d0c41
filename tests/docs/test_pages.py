"""Every page runs as it is printed: its blocks in order, in one folder that holds a copy of the examples.

The tutorial's commands are given to a shell, as are those of other pages that need one; the rest run in this process, which saves
starting a hundred of them.
"""

import os
import shutil
import subprocess
import sys
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from pathlib import Path
from typing import Any

import pytest

from tests.cli.tool import tool
from tests.docs.blocks import Block, Command, as_shown, blocks, changed, commands, plain_words, runs

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "docs" / "tutorial"
PAGES = [page for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))) if any(map(runs, blocks(page)))]


def run_python(block: Block, page: Path, names: dict[str, Any]) -> None:
    source = "\n" * (block.line - 1) + block.text  # so that a traceback names the line of the page
    exec(compile(source, str(page), "exec"), names)  # noqa: S102 - the pages are our own


def by_shell(command: Command, folder: Path) -> tuple[int, str]:
    """How a command ends, and what it prints, for a reader who types it."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "PYTHONUTF8": "1"}
    done = subprocess.run(
        ["sh", "-c", command.text], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def here(words: list[str]) -> tuple[int, str]:
    """The same in this process, which has imported everything already."""
    done = tool(*words)
    return done.status, done.out + done.err


def run_console(block: Block, page: Path, folder: Path) -> None:
    listed = commands(block)
    for command in listed:
        status = int(block.marks.get("exit", "0")) if command is listed[-1] else 0
        words = plain_words(command.text)
        if TUTORIAL not in page.parents and words[:1] == ["dronedeal"]:
            ended, printed = here(words[1:])
        else:
            ended, printed = by_shell(command, folder)
        where = f"{page.relative_to(ROOT)}:{block.line}: {command.text}"
        assert ended == status, f"{where}\n{printed}"
        if command.output:
            alike = OutputChecker().check_output(
                f"{command.output}\n", as_shown(printed, command.output), ELLIPSIS | NORMALIZE_WHITESPACE
            )
            assert alike, f"{where}\nshown:\n{command.output}\nprinted:\n{printed}"


def save(block: Block, folder: Path) -> None:
    path = folder / block.title
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f"{block.text}\n"
    path.write_text(changed(path.read_text("utf-8"), text) if block.language == "diff" else text, "utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_does_what_it_shows(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if (ROOT / "examples").is_dir():
        shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    names: dict[str, Any] = {"__name__": "page"}

    for block in filter(runs, blocks(page)):
        if block.title:
            save(block, tmp_path)
        elif block.language == "python":
            run_python(block, page, names)
        else:
            run_console(block, page, tmp_path)
