"""The blocks of a page that run: its `python` blocks, the `$ dronedeal` commands of its `console` blocks, and files.

A block whose fence carries a file's path as its title, as in ```yaml title="my-deal/scenarios/late.yaml", is that
file: it is saved there. A `diff` block with a title changes the file: its lines without their first sign.

A block runs unless the line before its fence marks it:

    <!-- skip: reason -->    it is not run
    <!-- exit: 1 -->         its last command leaves with this status (else 0)

This is not a Markdown parser: a fence that is itself inside a longer fence is text, and that is all it knows.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^(?P<indent> *)(?P<ticks>`{3,})(?P<info>[^`]*)$")
TITLE = re.compile(r' title="(?P<path>[^"]+)"')
AMOUNT = re.compile(r"-?\d{1,3}(?:,\d{3})+")
MARK = re.compile(r"^ *<!-- (?P<kind>skip|exit): (?P<value>.+?) -->$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    language: str
    text: str
    line: int
    """Line of the first line of text, from 1."""
    marks: dict[str, str]
    title: str = ""
    """The file it is, or changes; empty where it is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    text: str
    output: str
    """What the page shows below the command; empty where it shows nothing."""


def blocks(page: Path) -> Iterator[Block]:
    """Every fenced block, in order."""
    lines = page.read_text("utf-8").splitlines()
    number = 0
    while number < len(lines):
        opening = FENCE.match(lines[number])
        number += 1
        if opening is None:
            continue
        first = number
        indent, ticks = opening["indent"], opening["ticks"]
        while number < len(lines) and lines[number].strip() != ticks:
            number += 1
        mark = MARK.match(lines[first - 2]) if first > 1 else None
        title = TITLE.search(opening["info"])
        yield Block(
            language=opening["info"].strip().split(" ")[0],
            text="\n".join(line.removeprefix(indent) for line in lines[first:number]),
            line=first + 1,
            marks={mark["kind"]: mark["value"]} if mark else {},
            title=title["path"] if title else "",
        )
        number += 1


def runs(block: Block) -> bool:
    if "skip" in block.marks:
        return False
    return (
        bool(block.title)
        or block.language == "python"
        or (block.language == "console" and block.text.startswith("$ dronedeal"))
    )


def commands(block: Block) -> list[Command]:
    """Commands of a console block; a trailing backslash carries a command to the next line."""
    joined = block.text.replace("\\\n", " ")
    parts = re.split(r"^\$ ", joined, flags=re.MULTILINE)[1:]
    split = (part.partition("\n") for part in parts)
    return [Command(text=text, output=output.strip("\n")) for text, _, output in split]


def plain_words(text: str) -> list[str]:
    """A command's words, where a shell would do no more than part them at spaces and take quotes away; else none."""
    unquoted = re.sub(r"'[^']*'|\"[^\"$`\\\\]*\"", "", text)
    return [] if re.search(r"[^\w\s./:=,%@+-]", unquoted) else shlex.split(text)


def changed(text: str, difference: str) -> str:
    """A file's text after a `diff` block: the lines it keeps and takes away stand in it once, and as they are shown."""
    lines = difference.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if not line.startswith("+"))
    after = "".join(line[1:] for line in lines if not line.startswith("-"))
    if text.count(before) != 1:
        message = f"these lines stand {text.count(before)} times in the file:\n{before}"
        raise ValueError(message)
    return text.replace(before, after)


def as_shown(printed: str, shown: str) -> str:
    """What was printed, with amounts that are within a hundred-thousandth of one shown written as that one.

    A solver's last digits differ from one machine to the next; only figures of a thousand and more are amounts here.
    """
    amounts = [(float(text.replace(",", "")), text) for text in AMOUNT.findall(shown)]

    def near(found: re.Match[str]) -> str:
        value = float(found[0].replace(",", ""))
        apart, text = min(((abs(value - each), text) for each, text in amounts), default=(0.0, found[0]))
        return text if apart <= abs(value) * 1e-5 else found[0]

    return AMOUNT.sub(near, printed)
