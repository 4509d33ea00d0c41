"""Names that a person has looked at: what they count as, from which day, and what is wrong with a bad record."""

import datetime as dt
from pathlib import Path

import pytest

from dronedeal.screening import Entry, Listing, Party, Register
from dronedeal.screening.kleene import Answer
from dronedeal.screening.names import Index, Named, likenesses
from dronedeal.screening.reviewed import Review, read_reviews, with_reviews
from dronedeal.screening.screening import register_of
from tests.cli.tool import tool

NAME = "US-1260H"
DAY = dt.date(2027, 1, 1)
WORKS = Entry(id="e1", list=NAME, name="Ruritania Example Works")
ALIKE = "Ruritania Exampel Works"
HEAD = "name,entry,answer,by,date,note\n"


def review(answer: str, *, name: str = ALIKE, on: str = "2026-11-20", entry: str = "e1") -> Review:
    word = "same" if answer == "same" else "different"
    return Review(
        name=name, entry=entry, answer=word, by="A. Clerk", on=dt.date.fromisoformat(on), note="register 4711"
    )


def says(*reviews: Review, names: tuple[str, ...] = (ALIKE,), as_of: str = "", entry: Entry = WORKS) -> Answer:
    party = Party(id="it", name=names[0], names=names[1:], domicile="DE", owners=())
    lists = Register({NAME: (Listing(list=NAME),)}, [entry], reviews).met_by({"it": party})
    return lists.named(party, NAME, DAY, dt.date.fromisoformat(as_of) if as_of else None)


def test_a_name_that_is_alike_is_a_question_until_somebody_has_looked() -> None:
    assert says().value is None
    assert says(review("different")).value is False
    assert says(review("same")).value is True


def test_the_answer_tells_who_said_so_and_rests_on_a_word_of_mouth() -> None:
    same, other = says(review("same")), says(review("different"))

    assert "said by A. Clerk on 2026-11-20 (register 4711)" in same.because
    assert same.grade == "self_declared"
    assert "is not Ruritania Example Works, said by A. Clerk" in other.because


def test_a_name_that_nothing_found_alike_is_listed_if_a_person_says_so() -> None:
    assert says(names=("Otherwise Called",)).value is False
    assert says(review("same", name="otherwise  called"), names=("Otherwise Called",)).value is True


@pytest.mark.parametrize(
    ("as_of", "value"), [("2026-11-19", None), ("2026-11-20", False), ("2026-12-01", True), ("", True)]
)
def test_answers_have_the_clock_of_what_was_known_and_the_last_one_counts(as_of: str, value: bool | None) -> None:  # noqa: FBT001 - the answer
    assert says(review("different"), review("same", on="2026-12-01"), as_of=as_of).value is value


def test_the_very_name_that_is_listed_stays_a_question_though_a_person_says_it_is_another() -> None:
    same_name = says(review("different", name=WORKS.name), names=(WORKS.name,))

    assert same_name.value is None
    assert "the very name" in same_name.because


def test_one_name_reviewed_does_not_clear_another_of_the_same_party() -> None:
    assert says(review("different"), names=(ALIKE, "Ruritania Exmple Works")).value is None
    assert says(review("same"), names=("Ruritania Exmple Works", ALIKE)).value is True


def test_names_held_against_a_list_carry_the_answer_as_their_band() -> None:
    found = likenesses(
        [{"name": ALIKE}, {"name": "Otherwise Called"}, {"name": "Nobody"}],
        Index([Named(id="e1", names=(WORKS.name,))]),
    )

    told = with_reviews(
        found, [review("different"), review("same", name="Otherwise Called"), review("same", entry="e9")], {"e1"}
    )

    assert [(one.row, one.other, one.band, bool(one.said)) for one in told] == [
        (1, "e1", "none", True),
        (2, "e1", "hit", True),
        (3, "", "none", False),
    ]


BAD = {
    "no person": ("a,e1,same,,2026-01-01,", "says no by", 2),
    "no entry": ("a,,same,me,2026-01-01,", "says no entry", 2),
    "no answer": ("a,e1,maybe,me,2026-01-01,", "is no answer", 2),
    "no day": ("a,e1,same,me,soon,", "is no day", 2),
    "no answer below a cell of three lines": (
        'a,e1,same,me,2026-01-01,"x\ny\nz"\nb,e1,maybe,me,2026-01-01,',
        "is no answer",
        5,
    ),
    "no answer below empty lines": ("\n\na,e1,maybe,me,2026-01-01,", "is no answer", 4),
    "a contradiction": ("a,e1,same,me,2026-01-01,\n A ,e1,different,you,2026-01-01,", "on one day", 3),
}


@pytest.mark.parametrize("case", sorted(BAD))
def test_a_bad_row_is_a_finding_with_its_line(case: str, tmp_path: Path) -> None:
    rows, says_, line = BAD[case]
    (tmp_path / "reviewed.csv").write_text(HEAD + rows + "\n", "utf-8")

    _, (finding,) = read_reviews(tmp_path)

    assert (finding.code, finding.severity, finding.place.file, finding.place.line) == (
        "S103",
        "error",
        "reviewed.csv",
        line,
    )
    assert says_ in finding.message
    assert finding.mend


@pytest.mark.parametrize("unseen", ["\x1b[2J", "\u202e"])
def test_what_would_steer_a_terminal_is_a_finding_in_its_line(unseen: str, tmp_path: Path) -> None:
    (tmp_path / "reviewed.csv").write_text(f"{HEAD}a,e1,same,me{unseen},2026-01-01,\n", "utf-8")

    reviews, (finding,) = read_reviews(tmp_path)

    assert reviews == ()
    assert (finding.code, finding.place.line) == ("D117", 2)


def test_how_an_accented_letter_is_put_together_does_not_count() -> None:
    composed, apart = "\u00c9tat Drone", "E\u0301tat Drone"

    assert says(review("same", name=composed), names=(apart,)).value is True
    assert says(review("same", name=apart), names=(composed,)).value is True


def test_an_entry_that_no_list_holds_is_a_finding_that_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "reviewed.csv").write_text(
        HEAD + "Hua Wei,US-889:Huawei Technologies Companie,same,me,2026-01-01,\n", "utf-8"
    )

    _, (finding,) = register_of(tmp_path)

    assert finding.code == "S103"
    assert "Huawei Technologies Company" in finding.message


def test_bytes_that_are_no_text_are_a_finding(tmp_path: Path) -> None:
    (tmp_path / "reviewed.csv").write_bytes(b"\xff\xfe\x00")

    reviews, findings = read_reviews(tmp_path)

    assert reviews == ()
    assert findings


def test_the_command_names_uses_the_record_and_says_when_a_list_is_not_used(tmp_path: Path) -> None:
    names, pairs, lists = tmp_path / "names.csv", tmp_path / "pairs.csv", tmp_path / "lists"
    lists.mkdir()
    names.write_text("name\nHuawei Technologeis\n", "utf-8")
    pairs.write_text("name1,name2\na,b\n", "utf-8")
    (lists / "reviewed.csv").write_text(
        HEAD + "Huawei Technologeis,US-889:Huawei Technologies Company,different,me,2026-01-01,\n", "utf-8"
    )

    held = tool("names", names, "--list", "US-889", "--lists", lists, "--json", "-")
    compared = tool("names", pairs, "--list", "US-889", "--lists", lists)
    (lists / "reviewed.csv").write_text(HEAD + "a,e,perhaps,me,2026-01-01,\n", "utf-8")
    broken = tool("names", names, "--list", "US-889", "--lists", lists)

    row = next(one for one in held.json["rows"] if one["entry"] == "US-889:Huawei Technologies Company")
    assert (row["band"], row["reviewed"]["answer"]) == ("none", "different")
    assert "not against US-889" in compared.err
    assert (broken.status, "S103" in broken.err) == (1, True)
