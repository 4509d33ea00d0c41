import pytest

from dronedeal.screening.names.script import LONGEST, fold, latin, normal, stem


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Müller  Martini AG", "muller martini ag"),
        ("Işık Teknoloji A.Ş.", "isik teknoloji as"),
        ("Robert Bosch G.m.b.H.", "robert bosch gmbh"),
        ("ＺＴＥ　Corp", "zte corp"),
        ("大疆創新科技", "大疆创新科技"),
        ("O\u200bPQ\x00R", "opq r"),
        ("Łódź Ø", "lodz o"),
    ],
)
def test_ways_of_writing_one_name_are_normal_alike(written: str, expected: str) -> None:
    assert normal(written) == expected


@pytest.mark.parametrize(
    ("native", "roman"),
    [("Муромский", "muromskii"), ("Харків", "kharkiv"), ("щит", "shchit"), ("Яковлев", "yakovlev"), ("大疆", "大疆")],
)
def test_cyrillic_is_read_in_latin_letters_and_chinese_is_left(native: str, roman: str) -> None:
    assert latin(normal(native)) == roman


@pytest.mark.parametrize(
    ("one", "other"),
    [("yevgeniy", "evgeni"), ("mueller", "muller"), ("rosoboronexport", "rosoboroneksport"), ("kharkov", "harkov")],
)
def test_spellings_of_one_sound_fold_into_one(one: str, other: str) -> None:
    assert fold(one).removeprefix("i") == fold(other)


def test_an_adjective_of_a_place_has_the_stem_of_the_place() -> None:
    assert stem(fold("muromskiy")) == "murom"


def test_a_name_is_read_no_further_than_the_longest() -> None:
    assert len(normal("ﷺ" * 1_000_000)) <= LONGEST
