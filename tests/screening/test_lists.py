"""Lists with two clocks: editions taken, rows kept, and what is known on which day."""

import datetime as dt
from pathlib import Path

import pytest

from dronedeal.screening import (
    Entry,
    Kept,
    Listing,
    OutOfOrder,
    Party,
    Register,
    edition_taken,
    imported,
    read_lists,
    written_editions,
    written_list,
)

NAME = "US-1260H"


def edition(known: str) -> Listing:
    day = dt.date.fromisoformat(known)
    return Listing(list=NAME, valid_from=day, known_from=day, source="a file")


def entry(name: str, *names: str, id: str = "") -> Entry:  # noqa: A002 - the field's own name
    return Entry(id=id or name, list=NAME, name=name, names=names)


def kept_in(folder: Path, kept: Kept) -> Kept:
    """What is read back of a folder that lists are written to."""
    (folder / f"{NAME}.csv").write_text(written_list(kept, NAME), "utf-8")
    (folder / "editions.csv").write_text(written_editions(kept), "utf-8")
    return read_lists(folder)


def says(kept: Kept, name: str, day: str, as_of: str | None = None) -> bool | None:
    party = Party(id="it", name=name, domicile="CN", owners=())
    lists = Register(kept.held, kept.entries).met_by({"it": party})
    known = None if as_of is None else dt.date.fromisoformat(as_of)
    return lists.named(party, NAME, dt.date.fromisoformat(day), known).value


def test_a_firm_listed_removed_and_listed_again_is_what_was_known_on_each_day(tmp_path: Path) -> None:
    kept = Kept()
    for known, names in (
        ("2025-01-07", ("ChangXin Memory", "Other Works")),
        ("2026-02-17", ("Other Works",)),
        ("2026-06-08", ("ChangXin Memory", "Other Works")),
    ):
        kept = kept_in(tmp_path, edition_taken(kept, edition(known), map(entry, names)))

    asked = {
        day: says(kept, "ChangXin Memory", day, day) for day in ("2024-12-31", "2025-06-01", "2026-02-17", "2026-06-08")
    }

    assert asked == {"2024-12-31": None, "2025-06-01": True, "2026-02-17": False, "2026-06-08": True}
    assert says(kept, "ChangXin Memory", "2026-03-01") is False, "by all that is known today it was not listed then"
    assert says(kept, "Other Works", "2026-03-01") is True


def test_identities_with_colons_stay_apart_over_editions(tmp_path: Path) -> None:
    first = kept_in(
        tmp_path,
        edition_taken(
            Kept(), edition("2026-06-08"), [entry("Holdings: Alpha", id="a:1"), entry("Holdings: Beta", id="a:2")]
        ),
    )

    second = kept_in(
        tmp_path,
        edition_taken(
            first,
            edition("2026-07-01"),
            [entry("Holdings: Alpha", id="a:1"), entry("Holdings: Beta", id="a:2"), entry("New")],
        ),
    )

    assert says(second, "Holdings: Alpha", "2026-08-01") is True
    assert says(second, "Holdings: Beta", "2026-08-01") is True


def test_a_firm_that_stands_twice_in_a_file_keeps_the_aliases_of_both() -> None:
    kept = edition_taken(Kept(), edition("2026-06-08"), [entry("Acme", "Zeta Optics"), entry("ACME", "Omega Radio")])

    assert says(kept, "Zeta Optics", "2026-07-01") is True
    assert says(kept, "Omega Radio", "2026-07-01") is True


def test_a_list_whose_file_is_gone_is_not_held(tmp_path: Path) -> None:
    kept_in(tmp_path, edition_taken(Kept(), edition("2026-06-08"), [entry("Acme")]))
    (tmp_path / f"{NAME}.csv").unlink()

    kept = read_lists(tmp_path)

    assert kept.findings
    assert says(kept, "Acme", "2026-07-01") is None


def test_what_was_signed_before_any_edition_was_in_force_is_not_known() -> None:
    kept = edition_taken(Kept(), edition("2026-06-08"), [entry("Acme")])

    assert says(kept, "Acme", "2026-05-01") is None


def test_an_edition_known_before_one_that_is_held_is_refused() -> None:
    kept = edition_taken(Kept(), edition("2026-06-08"), [entry("Acme")])

    with pytest.raises(OutOfOrder):
        edition_taken(kept, edition("2026-01-01"), [entry("Acme")])


def test_the_same_edition_twice_changes_nothing() -> None:
    once = edition_taken(Kept(), edition("2026-06-08"), [entry("Acme")])

    assert edition_taken(once, edition("2026-06-08"), [entry("Acme")]) == once


@pytest.mark.parametrize(
    ("file", "text", "names"),
    [
        ("csl.json", '{"results": [{"name": "Acme", "type": "Entity", "alt_names": ["Zeta"], "start_date": "2025-01-07"}, {"name": "A Person", "type": "Individual"}]}', ["Acme"]),
        ("csl.csv", "_id,source,type,name,alt_names,start_date\n1,Entity List,Entity,Acme,Zeta; Eta,2025-01-07\n", ["Acme"]),
        ("ftm.json", '{"id": "x", "schema": "Company", "properties": {"name": ["Acme"], "alias": ["Zeta"], "jurisdiction": ["cn"]}}\n{"id": "y", "schema": "Person", "properties": {"name": ["A Person"]}}\n', ["Acme"]),
        ("plain.csv", "name,names,country,valid_from\nAcme,Zeta|Eta,CN,2025-01-07\n", ["Acme"]),
    ],
)  # fmt: skip
def test_lists_are_read_as_others_publish_them_and_persons_are_left_out(
    tmp_path: Path, file: str, text: str, names: list[str]
) -> None:
    path = tmp_path / file
    path.write_text(text, "utf-8")

    found = imported(path, NAME)

    assert [one.name for one in found.entries] == names
    assert "Zeta" in found.entries[0].names
    assert not found.findings


@pytest.mark.parametrize(
    "text",
    ["", "company\nAcme\n", "{", '{"results": 5}', "name,name\na,b\n", '[{"name": "\\ud800 Bad"}]', "name,valid_from\nAcme,soon\n", "name\n" + "x" * 5_000, "[" * 100_000],
)  # fmt: skip
def test_a_file_that_is_no_list_is_a_finding(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.json"
    path.write_text(text, "utf-8")

    found = imported(path, NAME)

    assert [finding.code for finding in found.findings] == ["S102"]


def test_what_is_no_file_is_a_finding(tmp_path: Path) -> None:
    assert imported(Path("/dev/zero"), NAME).findings
    assert imported(tmp_path, NAME).findings


def test_a_comma_inside_a_name_that_is_not_quoted_is_no_other_column(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("name,country\nExample Works, Inc.,CN\n", "utf-8")

    found = imported(file, "US-1260H")

    assert found.entries == ()
    assert [(one.code, one.place.line) for one in found.findings] == [("S102", 2)]
    assert "double quotes" in found.findings[0].mend
