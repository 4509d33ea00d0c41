"""Broken documents of every kind give findings with places, never a traceback, never more than two seconds (law 10)."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

import pytest

from dronedeal.document import read_folder

EXAMPLES = Path(__file__).parents[2] / "examples"
SEEDS = range(36)
SLOWEST = 2.0


def deals() -> list[Path]:
    """Folders of the example deals."""
    return sorted(path.parent for path in EXAMPLES.glob("*/deal.yaml"))


def renamed_key(text: str, chance: random.Random) -> str:
    """One key with a letter too many."""
    lines = text.splitlines()
    keyed = [index for index, line in enumerate(lines) if ":" in line and not line.lstrip().startswith("#")]
    index = chance.choice(keyed)
    lines[index] = lines[index].replace(":", "x:", 1)
    return "\n".join(lines)


def swapped_type(text: str, chance: random.Random) -> str:
    """One value replaced by one of another type."""
    lines = text.splitlines()
    keyed = [index for index, line in enumerate(lines) if ": " in line and not line.lstrip().startswith("#")]
    index = chance.choice(keyed)
    head, _, _ = lines[index].partition(": ")
    lines[index] = (
        f"{head}: {chance.choice(['[1, 2]', '{a: b}', 'NO', '-1e99', '.nan', '2026-13-45', chr(34) * 2, '~'])}"
    )
    return "\n".join(lines)


def flipped_byte(text: str, chance: random.Random) -> str:
    """One character replaced by an odd one."""
    position = chance.randrange(len(text))
    odd = chance.choice(["\x00", "\t", "{", "}", "[", ":", "&", "*", "!", "%", "\u2028", "é", '"'])
    return text[:position] + odd + text[position + 1 :]


def cut_off(text: str, chance: random.Random) -> str:
    """The document cut somewhere."""
    return text[: chance.randrange(len(text))]


def huge(text: str, chance: random.Random) -> str:
    """One line many times over, up to beyond the largest size."""
    return text + "\n" + f"# {chance.random()}\n" * chance.choice([10_000, 80_000])


def deep(text: str, chance: random.Random) -> str:
    """Nesting without end."""
    return text + "\nrules: " + "[" * chance.choice([50, 5_000, 100_000])


def doubled_key(text: str, chance: random.Random) -> str:
    """One line said twice."""
    lines = text.splitlines()
    index = chance.choice(
        [number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")]
    )
    return "\n".join([*lines[: index + 1], lines[index], *lines[index + 1 :]])


def anchor_bomb(text: str, chance: random.Random) -> str:
    """Aliases of aliases."""
    del chance
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 12)
    )
    return bomb + text


MUTATIONS = (renamed_key, swapped_type, flipped_byte, cut_off, huge, deep, doubled_key, anchor_bomb)


@pytest.mark.parametrize("folder", deals(), ids=lambda path: path.name)
@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_a_broken_document_gives_findings_and_nothing_else(folder: Path, mutate: object, tmp_path: Path) -> None:
    """Dozens of mutants of each kind of every example: read within two seconds, whatever they hold."""
    text = (folder / "deal.yaml").read_text(encoding="utf-8")
    shutil.copy(folder / "claims.csv", tmp_path) if (folder / "claims.csv").exists() else None
    seeds = SEEDS if mutate not in {huge, anchor_bomb, deep} else range(3)
    for seed in seeds:
        mutant = mutate(text, random.Random(f"{folder.name}{seed}"))  # type: ignore[operator]
        (tmp_path / "deal.yaml").write_text(mutant, encoding="utf-8", errors="surrogatepass")
        before = (tmp_path / "deal.yaml").read_bytes()

        started = time.process_time()
        result = read_folder(tmp_path, side="neutral")
        seconds = time.process_time() - started

        assert seconds < SLOWEST, (mutate, seed)
        assert result.deal is not None or result.findings, (mutate, seed)
        for finding in result.findings:
            assert finding.place.file, (mutate, seed, finding)
            assert finding.mend, (mutate, seed, finding)
            assert len(finding.message) < 500, (mutate, seed, finding)
        assert (tmp_path / "deal.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00",
        b"\x00" * 1000,
        b"dronedeal: 1\n" * 3,
        b"- a\n- b\n",
        b"%YAML 9.9\n---\na: b\n",
        b"a: b\n---\nc: d\n",
        b"? [a]\n: b\n",
    ],
)
def test_any_bytes_give_findings(body: bytes, tmp_path: Path) -> None:
    """Bytes that are no deal at all."""
    (tmp_path / "deal.yaml").write_bytes(body)

    result = read_folder(tmp_path)

    assert result.deal is None
    assert result.findings
    assert all(finding.place.file for finding in result.findings)


def test_at_least_five_hundred_mutants_are_read() -> None:
    """The count the issue asks for."""
    patient = len(MUTATIONS) - 3

    count = len(deals()) * (patient * len(SEEDS) + 3 * 3)

    assert count >= 500
