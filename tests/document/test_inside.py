"""What stands in a deal's folder is opened only if it is a file of that folder, and read only if all of it can be seen."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import dronedeal
from dronedeal.deal import Finding

FILES = ("deal.yaml", "claims.csv", "parties.csv", "needs.xlsx", "scenarios/late.yaml", "private/partner.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    dronedeal.new(tmp_path / "deal")
    (tmp_path / "deal" / "scenarios").mkdir()
    (tmp_path / "deal" / "private").mkdir()
    (tmp_path / "letters").write_text("root: secret\n", "utf-8")
    return tmp_path / "deal"


def found(folder: Path, name: str) -> list[Finding]:
    findings = dronedeal.check(folder, side="partner", scenario="late" if "late" in name else None)
    return [one for one in findings if one.place.file == name]


def replaced(folder: Path, name: str, make: Callable[[Path], object]) -> None:
    (folder / name).unlink(missing_ok=True)
    make(folder / name)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("target", ["../letters", "/dev/zero", "../deal-of-another"])
def test_a_link_out_of_the_folder_is_not_followed(name: str, target: str, folder: Path) -> None:
    (folder.parent / "deal-of-another").write_text("title: secret\n", "utf-8")
    up = "../" * name.count("/") if target.startswith("..") else ""
    replaced(folder, name, lambda path: path.symlink_to(up + target))

    [finding] = found(folder, name)

    assert (finding.code, finding.severity) == ("D106", "error")
    assert "secret" not in finding.message


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (os.mkfifo, "it is no file"),
        (Path.mkdir, "it is a folder"),
        (lambda path: path.symlink_to("nowhere"), "No such file"),
        (lambda path: path.symlink_to(path.name), "circle|Too many"),
    ],
    ids=["pipe", "folder", "lost link", "round link"],
)
def test_what_is_no_file_is_found_and_not_opened(
    name: str, make: Callable[[Path], object], said: str, folder: Path
) -> None:
    replaced(folder, name, make)

    [finding] = found(folder, name)

    assert finding.code == "D103"
    assert any(one in finding.message for one in said.split("|"))


def test_a_folder_of_overlays_that_lies_elsewhere_is_not_read(folder: Path) -> None:
    (folder / "private").rmdir()
    (folder.parent / "others").mkdir()
    (folder.parent / "others" / "partner.yaml").write_text("parties: {partner: {discount_rate: 9%}}\n", "utf-8")
    (folder / "private").symlink_to("../others")

    assert [one.code for one in found(folder, "private/partner.yaml")] == ["D106"]


def test_a_link_within_the_folder_and_a_link_to_it_are_followed(folder: Path) -> None:
    (folder / "deal.yaml").rename(folder / "deal-2.yaml")
    (folder / "deal.yaml").symlink_to("deal-2.yaml")
    (folder.parent / "link").symlink_to("deal")

    assert dronedeal.read(folder.parent / "link").title


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\u2069", "\x1b", "\x07", "\x85"])
@pytest.mark.parametrize("name", ["deal.yaml", "claims.csv"])
def test_a_character_that_is_not_seen_is_found_where_it_stands(name: str, character: str, folder: Path) -> None:
    text = (folder / name).read_text("utf-8")
    (folder / name).write_text(f"{text}# \u00e9{character}\n", "utf-8")

    [finding] = found(folder, name)

    assert (finding.code, finding.place.line, finding.place.column) == ("D117", text.count("\n") + 1, 4)
    assert f"U+{ord(character):04X}" in finding.message


@pytest.mark.parametrize("escaped", [r"\u202E", r"\x1b", r"\e"])
def test_a_character_written_as_an_escape_is_found(escaped: str, folder: Path) -> None:
    with (folder / "deal.yaml").open("a", encoding="utf-8") as file:
        file.write(f'text: "a {escaped} b"\n')

    [finding] = found(folder, "deal.yaml")

    assert finding.code == "D117"


def test_a_table_of_ten_thousand_is_refused_quickly(folder: Path) -> None:
    many = "".join(f"  p{index}: {{kind: state, discount_rate: 1%}}\n" for index in range(10_000))
    (folder / "deal.yaml").write_text(f"dronedeal: 1\nparties:\n{many}", "utf-8")
    started = time.perf_counter()

    [finding] = found(folder, "deal.yaml")

    assert (finding.code, finding.place.line) == ("D113", 3)
    assert time.perf_counter() - started < 5


def test_a_sheet_of_ten_thousand_is_refused(folder: Path) -> None:
    rows = "".join(f"p{index},state,1%\n" for index in range(10_000))
    (folder / "parties.csv").write_text(f"id,kind,discount_rate\n{rows}", "utf-8")

    assert [one.code for one in found(folder, "parties.csv")] == ["D113"]
