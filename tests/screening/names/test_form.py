import pytest

from dronedeal.screening.names.form import forms_of


def readings(name: str) -> list[tuple[str, str]]:
    return [(form.reading, form.exact) for form in forms_of(name)]


def test_a_brand_in_brackets_is_a_form_of_its_own() -> None:
    assert ("brand", "catl") in readings("Contemporary Amperex Technology Co., Limited (CATL)")


def test_a_brand_in_chinese_brackets_is_a_form_of_its_own() -> None:
    assert ("brand", "dji") in readings("大疆创新\uff08DJI\uff09")


@pytest.mark.parametrize(
    "name", ["Unicom (Hong Kong) Limited", "Vega (Holdings) Ltd", "Vega (Pvt) Ltd", "Vega (Group)"]
)
def test_places_and_common_words_in_brackets_are_no_brand(name: str) -> None:
    assert [reading for reading, _ in readings(name)] == ["whole"]


def test_what_stands_in_quotes_is_a_form_of_its_own() -> None:
    assert ("quoted", "сатурн") in readings("НПО «Сатурн»")


def test_a_former_name_is_a_form_of_its_own() -> None:
    assert ("brand", "gammatek") in readings("Deltatek LLC f/k/a Gammatek LLC")


def test_names_in_two_scripts_side_by_side_are_forms_of_their_own() -> None:
    assert {exact for _, exact in readings("海康威视 Hikvision")} >= {"海康威视", "hikvision"}


@pytest.mark.parametrize("name", ["", "   ", "\x00\x1f", "Co., Ltd.", "有限公司", "ООО", "😀", "()", "«»", "的"])
def test_what_names_nobody_has_no_form(name: str) -> None:
    assert forms_of(name) == ()
