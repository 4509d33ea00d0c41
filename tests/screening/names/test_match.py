import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dronedeal.screening.names import HIT, REVIEW, band_of, compare


@pytest.mark.parametrize(
    ("score", "band"), [(1.0, "hit"), (HIT, "hit"), (0.8499, "review"), (REVIEW, "review"), (0.6, "none")]
)
def test_bands_begin_at_their_bounds(score: float, band: str) -> None:
    assert band_of(score) == band


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GUANGZHOU HAIGE COMM GRP", "Guangzhou Haige Communications Group"),
        ("CNOOC ENERGY TECH & SRVCES LTD", "CNOOC Energy Technology & Services Limited"),
        ("Муромский приборостроительный завод", "Murom Instrument-Making Plant"),
        ("ООО «ЗАЛА АЭРО»", "ZALA AERO LLC"),
        ("Hobby Wing Technology", "Hobbywing Technology"),
        ("CNOOC", "China National Offshore Oil Corporation"),
        ("TSMC", "Taiwan Semiconductor Manufacturing Company"),
        ("深圳市大疆創新科技有限公司", "大疆创新科技"),
        ("Lokheed Martin Corp.", "Lockheed Martin Corporation"),
    ],
)
def test_one_organisation_written_twice_is_a_hit(one: str, other: str) -> None:
    assert compare(one, other).band == "hit"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Robert Bosch GmbH", "Bosch"),
        ("Vector Industries", "Victor Industries"),
        ("Bank of China", "Agricultural Bank of China"),
    ],
)
def test_what_may_be_one_organisation_is_for_review(one: str, other: str) -> None:
    assert compare(one, other).band == "review"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shenzhen Hobbywing Technology", "Shenzhen DJI Technology"),
        ("Hangzhou Yuxi Technology", "Hangzhou Yushu Technology"),
        ("Factory No. 5", "Factory No. 15"),
        ("Завод № 5", "Factory No. 15"),
        ("杭州宇树科技有限公司", "杭州宇溪科技有限公司"),
        ("中国电子科技集团公司第五十四研究所", "中国电子科技集团公司第三十八研究所"),
        ("Deutsche Bank AG", "Deutsche Bahn AG"),
        ("General Atomics", "General Motors"),
    ],
)
def test_shared_places_and_common_words_are_no_hit(one: str, other: str) -> None:
    assert compare(one, other).band == "none"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hytera Communications Corp., Ltd", "HYTERA COMMUNICATIONS"),
        ("深圳市大疆創新科技有限公司", "深圳市大疆创新科技"),
        ("CATL", "Contemporary Amperex Technology Co., Limited (CATL)"),
        ("ООО «Зала Аэро»", "ЗАЛА АЭРО"),
    ],
)
def test_the_same_normal_name_is_exact(one: str, other: str) -> None:
    assert compare(one, other).exact
    assert compare(one, other).score == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ООО «ЗАЛА АЭРО»", "ZALA AERO"),
        ("Guangzhou Haige Comm", "Guangzhou Haige Communications"),
        ("Haige Guangzhou", "Guangzhou Haige"),
        ("Vega GmbH", "Vega AG"),
        ("НПО «Сатурн»", "Сатурн"),
        ("x" * 400, "x" * 401),
    ],
)
def test_a_name_that_is_only_alike_is_not_exact(one: str, other: str) -> None:
    assert not compare(one, other).exact


def test_different_plants_of_one_quoted_name_are_not_alike_by_it() -> None:
    found = compare("Конструкторское бюро «Сатурн»", "Банк «Сатурн»")

    assert found.band != "hit"


def test_the_form_that_hit_is_shown() -> None:
    found = compare("CATL", "Contemporary Amperex Technology Co., Limited (CATL)")

    assert found.alias == "CATL"


def test_the_words_that_hit_are_shown_in_the_order_asked() -> None:
    found = compare("Murom Instrument Plant", "Муромский приборостроительный завод")

    assert found.tokens == (("murom", "муромскии"), ("instrument", "приборостроительныи"), ("plant", "завод"))


def test_word_order_does_not_matter() -> None:
    listed = "Guangzhou Haige Communications Group"

    assert compare("Haige Guangzhou Group Comm", listed).score == compare("Guangzhou Haige Comm Group", listed).score


NAMES = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [
                "Shenzhen",
                "DJI",
                "Technology",
                "Co",
                "Ltd",
                "ООО",
                "Завод",
                "№",
                "5",
                "15",
                "Вега",
                "«Сатурн»",
                "(CATL)",
                "大疆科技有限公司",
                "深圳市",
                "NPO",
                "da",
                "Jiang",
                "DaJiang",
                "No.",
                "Semens",
                "Siemens",
            ]
        ),
        max_size=7,
    ).map(" ".join),
)


@given(one=NAMES, other=NAMES)
def test_the_score_is_that_of_the_names_turned_round(one: str, other: str) -> None:
    there, back = compare(one, other), compare(other, one)

    assert (there.score, there.band, there.exact) == (back.score, back.band, back.exact)
    assert 0.0 <= there.score <= 1.0


@pytest.mark.parametrize(
    "hostile", ["", " ", "\x00\x1b\x07", "Co., Ltd.", "有限公司 株式会社", "😀" * 50, "((((", "«" * 500]
)
def test_what_names_nobody_is_like_nobody(hostile: str) -> None:
    assert compare(hostile, "Shenzhen DJI Technology").score == 0.0
    assert compare(hostile, hostile).score == 0.0


@pytest.mark.parametrize("sign", ["a", "a ", "大", "(", "«a", "A.", "aka ", "ﷺ", "́", "1 "])
def test_a_million_signs_are_answered_at_once(sign: str) -> None:
    begun = time.process_time()

    compare(sign * 1_000_000, sign * 999_999)

    assert time.process_time() - begun < 1.0
