"""Who in a bill is listed: as a noun, by the command for names and beside a screening's verdicts; and what a cure puts in and takes out."""

import datetime as dt
from pathlib import Path

import pytest

from dronedeal.screening import Entry, Listing, Met, Party, Register
from dronedeal.screening.reviewed import Review
from tests.cli.tool import tool

NAME = "US-1260H"
DAY = dt.date(2027, 1, 1)
WORKS = Entry(id="e1", list=NAME, name="Ruritania Example Works", country="CN")
BILL = """\
id,inside,name,category,cost,currency,quantity,COMP_MANUFACTURER,COMP_MFG_LOC_CODE,alternative,replaces,lead,once,party,party:alias,party:domicile,complete
quad,,Quad,,,,,Home Optics,DE,,,,,,,,yes
eye,quad,Camera,camera_eo,90,USD,1,Optical Kombinat,CN,,,,,,,,
,,Camera from home,camera_eo,140,USD,1,Home Optics,DE,home,eye,60,2000,,,,
,,,,,,,,,,,,,Home Optics,,DE,
,,,,,,,,,,,,,Optical Kombinat,示例工厂,CN,
"""


def met(name: str, *reviews: Review, domicile: str = "CN", day: dt.date = DAY, entry: Entry = WORKS) -> tuple[Met, ...]:
    party = Party(id="it", name=name, domicile=domicile)
    lists = Register({NAME: (Listing(list=NAME),)}, [entry], reviews).met_by({"it": party})
    return lists.met([party], (day,), None)


def review(answer: str, name: str) -> Review:
    return Review(name=name, entry="e1", answer="same" if answer == "same" else "different", by="A. Clerk", on=DAY)


def test_only_the_same_name_is_an_exact_hit_and_a_strange_one_is_nobody() -> None:
    [same], [alike] = met(WORKS.name), met("Ruritania Exampel Works")

    assert (same.band, same.exact, same.match.score) == ("hit", True, 1.0)
    assert (alike.band, alike.exact) == ("hit", False)
    assert alike.match.alias == WORKS.name
    assert ("exampel", "example") in alike.match.tokens
    assert met("Quite Another Firm") == ()


def test_a_single_word_in_another_country_is_for_review() -> None:
    [one] = met("Ruritanium", domicile="DE", entry=Entry(id="e1", list=NAME, name="Ruritanium", country="CN"))

    assert (one.band, one.exact) == ("review", False)


def test_what_a_person_found_goes_first_but_clears_nobody_of_the_very_name() -> None:
    alike = "Ruritania Exampel Works"
    [same], [very] = met(alike, review("same", alike)), met(WORKS.name, review("different", WORKS.name))

    assert (same.band, same.exact, same.said) == ("hit", True, "said by A. Clerk on 2027-01-01")
    assert (very.band, very.exact) == ("review", False)
    assert met(alike, review("different", alike)) == ()


def test_who_has_left_the_list_by_that_day_is_not_told() -> None:
    gone = Entry(id="e1", list=NAME, name=WORKS.name, valid_to=dt.date(2026, 1, 1))

    assert met(WORKS.name, entry=gone) == ()
    assert len(met(WORKS.name, entry=gone, day=dt.date(2025, 1, 1))) == 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "quad.csv").write_text(BILL, "utf-8")
    (tmp_path / "list.csv").write_text("name,names\nExample Works,示例工厂\n", "utf-8")
    added = ("--add", tmp_path / "list.csv", "--name", NAME, "--known", "2025-01-07")
    assert tool("lists", tmp_path / "lists", *added).status == 0
    return tmp_path


@pytest.mark.parametrize("suffix", ["csv", "json", "xlsx"])
def test_names_takes_a_bill_and_answers_for_its_parties_by_every_name(folder: Path, suffix: str) -> None:
    bill = folder / f"bill.{suffix}"
    to = "cyclonedx" if suffix == "json" else suffix
    assert tool("bom", folder / "quad.csv", "--to", to, "--out", bill).status == 0

    done = tool("names", bill, "--list", NAME, "--lists", folder / "lists", "--json", "-")

    rows = {(row["party"], row["name"]): row for row in done.json["rows"]}
    assert rows.keys() == {("Home Optics", "Home Optics"), ("Optical Kombinat", "Optical Kombinat"), ("Optical Kombinat", "示例工厂")}  # fmt: skip
    assert rows["Home Optics", "Home Optics"]["band"] == "none"
    listed = rows["Optical Kombinat", "示例工厂"]
    assert (listed["exact"], listed["list"], listed["other"], listed["alias"]) == (True, NAME, "Example Works", "示例工厂")  # fmt: skip


def test_names_of_a_bill_asks_for_a_list_and_says_when_nobody_is_named(folder: Path) -> None:
    (folder / "bare.csv").write_text("id,COMP_MANUFACTURER\nquad,\n", "utf-8")

    asked, bare = tool("names", folder / "quad.csv"), tool("names", folder / "bare.csv", "--list", "all")

    assert (asked.status, "no list is named" in asked.err) == (2, True)
    assert (bare.status, "names nobody" in bare.err) == (0, True)


def test_a_table_of_names_stays_one_though_it_has_other_columns(folder: Path) -> None:
    (folder / "names.csv").write_text("id,name,country\n7,示例工厂,CN\n", "utf-8")

    [row] = tool("names", folder / "names.csv", "--list", NAME, "--lists", folder / "lists", "--json", "-").json["rows"]

    assert (row["party"], row["exact"]) == (None, True)


def test_screen_tells_who_is_listed_after_the_verdicts(folder: Path) -> None:
    words = ("screen", folder / "quad.csv", "--buyer", "US-DoD", "--delivered", "2027-12-01", "--pack", "us_defence")

    told = tool(*words, "--lists", folder / "lists")
    rows = tool(*words, "--lists", folder / "lists", "--json", "-").json["listed"]
    (folder / "lists").rename(folder / "elsewhere")
    nobody = tool(*words)

    assert "Optical Kombinat: 示例工厂\tUS-1260H\tExample Works\t1.00\thit, exact\t示例工厂\t示例, 工厂" in told.out
    assert told.out.index("Part by part") < told.out.index("Who in it is listed")
    [row] = [row for row in rows if row["exact"]]
    assert (row["party"], row["name"], row["list"], row["entry"]) == ("Optical Kombinat", "示例工厂", NAME, "Example Works")  # fmt: skip
    assert (row["band"], row["score"], row["alias"], row["tokens"]) == ("hit", 1.0, "示例工厂", [["示例", "示例"], ["工厂", "工厂"]])  # fmt: skip
    assert "nobody that it names is like an entry of the 6 lists that are held" in nobody.out


def test_a_cure_tells_who_makes_what_it_puts_in_and_what_it_takes_out(folder: Path) -> None:
    words = ("screen", folder / "quad.csv", "--buyer", "US-DoD", "--delivered", "2027-12-01", "--cure", "US-DOD-848", "--pack", "us_defence")  # fmt: skip

    told = tool(*words)
    [cure] = tool(*words, "--json", "-").json["cures"]

    assert "Camera\tCN by Optical Kombinat\tCamera from home\tDE by Home Optics\t60\t2,000" in told.out
    [one] = cure["chosen"]
    assert cure["status"] == "optimal"
    assert (one["made"], one["instead"]) == ([{"country": "DE", "by": "Home Optics", "share": "1"}], "Camera")
    assert one["instead_made"] == [{"country": "CN", "by": "Optical Kombinat", "share": "1"}]


def test_no_cure_tells_what_the_last_choice_leaves(folder: Path) -> None:
    (folder / "open.csv").write_text(BILL.replace("Home Optics,DE,,,,,,,,yes", ",,,,,,,,,yes"), "utf-8")

    told = tool("screen", folder / "open.csv", "--buyer", "US-DoD", "--delivered", "2027-12-01", "--cure", "US-DOD-848")

    assert "; the last that was tried leaves US-DOD-848 unknown: not known: where Quad is manufactured" in told.out


def test_a_folder_of_lists_that_is_named_twice_counts_once(folder: Path) -> None:
    words = ("screen", folder / "quad.csv", "--buyer", "US-DoD", "--delivered", "2027-12-01", "--json", "-")

    assert tool(*words).json == tool(*words, "--lists", folder / "lists" / ".." / "lists").json
