import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dronedeal.screening.names import Index, Named, compare

PAIRS = Path(__file__).resolve().parents[1] / "data" / "name_pairs.csv"

LISTED = (
    Named(
        id="dji",
        names=("Shenzhen DJI Technology Co., Ltd.", "Da-Jiang Innovations", "深圳市大疆创新科技有限公司", "大疆"),
        identifiers=("91440300795413649U", "LEI:300300DJITEST0000001"),
    ),
    Named(id="quectel", names=("Quectel Wireless Solutions Co., Ltd.", "移远通信")),
    Named(id="hobbywing", names=("Shenzhen Hobbywing Technology Co., Ltd.",)),
    Named(id="catl", names=("Contemporary Amperex Technology Co., Limited (CATL)", "宁德时代")),
)


def ids(name: str) -> list[str]:
    return [hit.id for hit in Index(LISTED).search([name])[0]]


def test_a_native_alias_hits_exactly_and_is_shown() -> None:
    [[hit]] = Index(LISTED).search(["大疆"])

    assert (hit.id, hit.likeness.exact, hit.likeness.alias) == ("dji", True, "大疆")


def test_an_identifier_hits_exactly_whatever_the_name() -> None:
    [[hit]] = Index(LISTED).search(["Unheard-of Ltd"], [["300300-djitest-0000001"]])

    assert (hit.id, hit.likeness.exact, hit.likeness.alias) == ("dji", True, "LEI:300300DJITEST0000001")


@pytest.mark.parametrize("text", ["", " ", "LEI:", "12", "n/a"])
def test_what_is_too_short_to_identify_identifies_nobody(text: str) -> None:
    listed = Index([Named(id="one", names=("Vega",), identifiers=(text,))])

    assert listed.search(["Orion"], [[text]]) == [()]


def test_a_shared_city_and_common_word_find_nobody() -> None:
    assert ids("Shenzhen Yuxi Technology Co., Ltd.") == []


def test_an_entity_comes_once_by_its_best_alias() -> None:
    [[hit]] = Index(LISTED).search(["DaJiang Innovation"])

    assert (hit.id, hit.likeness.alias, hit.likeness.exact) == ("dji", "Da-Jiang Innovations", False)


def test_answers_stand_in_the_order_asked() -> None:
    found = Index(LISTED).search(["CATL", "nobody", "移远通信", "CATL"])

    assert [[hit.id for hit in hits] for hits in found] == [["catl"], [], ["quectel"], ["catl"]]


def test_a_word_that_many_have_weighs_less() -> None:
    many = Index(
        [Named(id=str(at), names=(f"Zhongke {word}",)) for at, word in enumerate(["Abaro", "Bolix", "Curim", "Dovan"])]
    )

    assert many.weights["zhongke"] < 1.0
    assert "abaro" not in many.weights


def test_aliases_of_one_entity_do_not_make_its_name_common() -> None:
    one = Index([Named(id="one", names=("Abaro", "Abaro Systems", "Abaro Group"))])

    assert "abaro" not in one.weights


def test_a_list_of_nobody_finds_nobody() -> None:
    assert Index([]).search(["Vega", ""]) == [(), ()]
    assert Index([Named(id="one", names=("", "Ltd"))]).search(["Vega", "Ltd"]) == [(), ()]


def test_no_names_have_no_answers() -> None:
    assert Index(LISTED).search([]) == []


def test_identifiers_must_be_as_many_as_names() -> None:
    with pytest.raises(ValueError, match="give one for each name"):
        Index(LISTED).search(["one", "two"], [[]])


def test_the_same_list_gives_the_same_answers() -> None:
    names = ["Shenzhen DJI", "Quectel", "宁德时代新能源"]

    assert Index(LISTED).search(names) == Index(LISTED).search(names)


with PAIRS.open(encoding="utf-8", newline="") as _file:
    NAMES = sorted({row[column] for row in csv.DictReader(_file) for column in ("name1", "name2")})


@given(
    listed=st.lists(st.sampled_from(NAMES), min_size=1, max_size=40, unique=True),
    asked=st.lists(st.sampled_from(NAMES), max_size=8),
)
def test_hits_are_those_of_comparing_with_everybody(listed: list[str], asked: list[str]) -> None:
    index = Index([Named(id=name, names=(name,)) for name in listed])

    found = index.search(asked)

    for name, hits in zip(asked, found, strict=True):
        everybody = {other: compare(name, other, index.weights) for other in listed}
        expected = {other: likeness for other, likeness in everybody.items() if likeness.band == "hit"}
        assert {hit.id: hit.likeness for hit in hits if hit.likeness.band == "hit"} == expected
        assert all(hit.likeness == everybody[hit.id] for hit in hits)
