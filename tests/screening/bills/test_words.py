import pytest
from hypothesis import given
from hypothesis import strategies as st

from dronedeal.screening.bills import COUNTRIES, country_of
from dronedeal.screening.bills.words import fields_of, joined


@given(st.lists(st.text(st.sampled_from("a;\\ \n\t"), max_size=5) | st.text(max_size=5), min_size=1, max_size=4))
def test_fields_read_back_as_they_were_joined(fields: list[str]) -> None:
    read = fields_of(joined(*fields))

    assert read + [""] * (len(fields) - len(read)) == fields


def test_blanks_around_fields_do_not_count() -> None:
    assert fields_of("CN ; 40 ;; Maker") == ["CN", "40", "", "Maker"]


@pytest.mark.parametrize(("text", "code"), [("CN", "CN"), ("cn", "CN"), ("China", "CN"), (" türkiye ", "TR"), ("", ""), ("??", ""), ("CHN", None), ("EU", None)])  # fmt: skip
def test_a_country_is_known_by_code_or_name(text: str, code: str | None) -> None:
    assert country_of(text) == code


def test_every_country_has_a_code_and_a_name() -> None:
    assert len(COUNTRIES) == 250
    assert all(len(code) == 2 and code.isupper() and name for code, name in COUNTRIES.items())
    assert list(COUNTRIES) == sorted(COUNTRIES)
