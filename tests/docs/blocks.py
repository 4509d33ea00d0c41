"""The blocks of a page that run: its `python` blocks and the `$ dronedeal` commands of its `console` blocks.

A block runs unless the line before its fence marks it:

    <!-- skip: reason -->    it is not run
    <!-- exit: 1 -->         its last command leaves with this status (else 0)

This is not a Markdown parser: a fence that is itself inside a longer fence is text, and that is all it knows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^(?P<indent> *)(?P<ticks>`{3,})(?P<info>[^`]*)$")
MARK = re.compile(r"^ *<!-- (?P<kind>skip|exit): (?P<value>.+?) -->$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    language: str
    text: str
    line: int
    """Line of the first line of text, from 1."""
    marks: dict[str, str]


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
        yield Block(
            language=opening["info"].strip().split(" ")[0],
            text="\n".join(line.removeprefix(indent) for line in lines[first:number]),
            line=first + 1,
            marks={mark["kind"]: mark["value"]} if mark else {},
        )
        number += 1


def runs(block: Block) -> bool:
    if "skip" in block.marks:
        return False
    return block.language == "python" or (block.language == "console" and block.text.startswith("$ dronedeal"))


def commands(block: Block) -> list[Command]:
    """Commands of a console block; a trailing backslash carries a command to the next line."""
    joined = block.text.replace("\\\n", " ")
    parts = re.split(r"^\$ ", joined, flags=re.MULTILINE)[1:]
    split = (part.partition("\n") for part in parts)
    return [Command(text=text, output=output.strip("\n")) for text, _, output in split]
