"""Folders of lists as people keep them: sheets of Excel, days in other writings, names and folders that are slips."""

from pathlib import Path

import pytest

from dronedeal.screening import imported, read_lists
from dronedeal.screening.reviewed import read_reviews
from tests.cli.tool import tool

HEAD = "name,entry,answer,by,date,note"
ROW = "Exampel Works,Example Works,same,A. Clerk,2026-11-20,register 4711"
KNOWN = "US-889:Huawei Technologies Company"


def reviewed(folder: Path, *lines: str, mark: str = ",") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "reviewed.csv").write_text("".join(f"{line.replace(',', mark)}\n" for line in lines), "utf-8-sig")
    return folder


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_record_saved_with_other_marks_between_its_columns_is_read(mark: str, tmp_path: Path) -> None:
    [one], findings = read_reviews(reviewed(tmp_path, HEAD, ROW, mark=mark))

    assert findings == ()
    assert (one.name, one.entry, one.by, one.note) == ("Exampel Works", "Example Works", "A. Clerk", "register 4711")


def test_a_list_and_a_table_of_names_with_semicolons_are_read(tmp_path: Path) -> None:
    listed, names = tmp_path / "list.csv", tmp_path / "names.csv"
    listed.write_text("name;country;names\nExample Works;CN;Works|EW\n", "utf-8")
    names.write_text("name;place\nExample Works;here\n", "utf-8")

    [entry] = imported(listed, "US-1260H").entries
    found = tool("names", names, "--list", listed, "--lists", tmp_path, "--json", "-")

    assert (entry.name, entry.country, entry.names) == ("Example Works", "CN", ("Works", "EW"))
    assert found.json["rows"][0]["band"] == "hit"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ((HEAD, f"{ROW}, Berlin"), "the row has 7 cells under 6 columns"),
        (("name,name,entry,answer,by,date,note", f"x,{ROW}"), "two columns name"),
    ],
)
def test_a_record_that_may_be_read_two_ways_is_a_finding(lines: tuple[str, ...], says: str, tmp_path: Path) -> None:
    reviews, [finding] = read_reviews(reviewed(tmp_path, *lines))

    assert reviews == ()
    assert (finding.code, says in finding.message) == ("S102", True)


@pytest.mark.parametrize(
    "day", ["20261120", "2026-W47-5", "2026W475", "2026-11-20T00:00", "20.11.2026", "２０２６-11-20"]
)
def test_a_day_is_written_one_way(day: str, tmp_path: Path) -> None:
    _, findings = read_reviews(reviewed(tmp_path, HEAD, ROW.replace("2026-11-20", day)))
    (tmp_path / "list.csv").write_text(f"name,valid_from\nExample Works,{day}\n", "utf-8")
    (tmp_path / "editions.csv").write_text(
        f"list,valid_from,known_from,source\nUS-1260H,{day},2026-06-08,me\n", "utf-8"
    )
    (tmp_path / "US-1260H.csv").write_text(
        "id,name,names,identifiers,country,valid_from,valid_to,known_from,known_to,basis,link\n", "utf-8"
    )
    taken = tool("lists", tmp_path, "--add", tmp_path / "list.csv", "--name", "US-1260H", "--known", day)

    assert [one.code for one in findings] == ["S103"]
    assert [one.code for one in imported(tmp_path / "list.csv", "US-1260H").findings] == ["S102"]
    assert [one.code for one in read_lists(tmp_path).findings] == ["S102"]
    assert taken.status != 0


def test_a_name_much_like_that_of_a_list_that_rules_ask_for_is_told(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("name\nExample Works\n", "utf-8")

    def taken(name: str) -> str:
        folder = tmp_path / name
        done = tool("lists", folder, "--add", tmp_path / "list.csv", "--name", name, "--known", "2026-06-08")
        assert done.status == 0
        return done.err

    assert "did you mean US-1260H?" in taken("US-1260-H")
    assert taken("US-1260H") == ""
    assert taken("OUR-OWN") == ""


def test_a_folder_of_lists_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "names.csv").write_text("name\nHuawei\n", "utf-8")
    (tmp_path / "deal").mkdir()

    lists, names = tool("lists", "nolists"), tool("names", "names.csv", "--list", "US-889", "--lists", "nolists")
    usual, empty = tool("lists"), tool("lists", "deal")

    assert (lists.status, "nolists is no folder" in lists.err) == (2, True)
    assert (names.status, "nolists is no folder" in names.err) == (2, True)
    assert (usual.status, "there is no folder lists" in usual.err) == (0, True)
    assert (empty.status, "deal holds no list" in empty.err) == (0, True)


def test_a_folder_that_holds_a_folder_of_lists_is_told_which(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("name\nExample Works\n", "utf-8")
    tool("lists", tmp_path / "lists", "--add", tmp_path / "list.csv", "--name", "US-1260H", "--known", "2026-06-08")

    assert f"did you mean {tmp_path / 'lists'}?" in tool("lists", tmp_path).err


def test_the_command_names_tells_of_reviews_of_nobody_and_of_lists_that_cannot_be_read(tmp_path: Path) -> None:
    lists = reviewed(tmp_path / "lists", HEAD, ROW)
    names = tmp_path / "names.csv"
    names.write_text("name\nExampel Works\n", "utf-8")

    nobody = tool("names", names, "--list", "all", "--lists", lists)
    reviewed(lists, HEAD, ROW.replace("Example Works", KNOWN))
    another = tool("names", names, "--list", "US-FED-5949-SEMI", "--lists", lists)
    (lists / "editions.csv").write_text("list\n", "utf-8")
    broken = tool("names", names, "--list", "all", "--lists", lists)

    assert (nobody.status, "S103" in nobody.err) == (1, True)
    assert another.status == 0
    assert (broken.status, "S102" in broken.err) == (1, True)


@pytest.mark.parametrize(
    "row", ["A\x1bWorks,CN,,", "A\u202eWorks,CN,,", "A Works,C\x9fN,,", "A Works,CN,2026-06-08,2026-06-07"]
)
def test_what_would_spoil_a_folder_of_lists_or_never_be_listed_is_not_taken(row: str, tmp_path: Path) -> None:
    file, lists = tmp_path / "list.csv", tmp_path / "lists"
    file.write_text(f"name,country,valid_from,valid_to\nB Works,CN,,\n{row}\n", "utf-8")

    taken = tool("lists", lists, "--add", file, "--name", "US-1260H", "--known", "2026-06-08")

    assert (taken.status, "S102" in taken.err) == (1, True)
    assert not lists.exists()
