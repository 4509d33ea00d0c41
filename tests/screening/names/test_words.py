import pytest

from dronedeal.screening.names.script import normal
from dronedeal.screening.names.words import words_of


def concepts(text: str) -> list[str]:
    return [word.concept for word in words_of(normal(text)) if word.weight]


@pytest.mark.parametrize(
    "name",
    [
        "Vega Co., Ltd.",
        "Vega GmbH",
        "Vega S.p.A.",
        "Vega S.A.",
        "Vega Sp. z o.o.",
        "Vega Anonim Şirketi",
        "Vega Aktiengesellschaft",
        "ООО «Вега»",
        "Общество с ограниченной ответственностью «Вега»",
        "OBSHCHESTVO S OGRANICHENNOY OTVETSTVENNOSTYU VEGA",
        "Публичное акционерное общество «Вега»",
        "ТОВ «Вега»",
        "Приватне акціонерне товариство «Вега»",
        "Limited Liability Company Vega",
        "Open Joint Stock Company Vega",
    ],
)
def test_legal_forms_weigh_nothing(name: str) -> None:
    assert concepts(name) == ["vega"]


@pytest.mark.parametrize(
    "name", ["大疆有限公司", "大疆股份有限公司", "株式会社大疆", "㈱大疆", "대강 주식회사", "(주)대강"]
)
def test_legal_forms_written_without_blanks_weigh_nothing(name: str) -> None:
    assert concepts(name) in (["大疆"], ["대강"])


@pytest.mark.parametrize(
    "same",
    [
        ("завод", "factory", "plant", "works", "Fabrik", "工厂"),
        ("научно-производственное объединение", "NPO", "НПО", "Scientific and Production Association"),
        ("НИИ", "научно-исследовательский институт", "Research Institute", "研究院"),
        ("ОКБ", "Design Bureau", "конструкторское бюро", "конструкторське бюро"),
        ("technologies", "tech", "технологии", "科技", "teknoloji"),
        ("communications", "comm", "связи", "通信"),
        ("Intl", "International", "международный", "国际"),
        ("банк", "Bank", "银行", "банка"),
        ("Shenzhen", "SZ", "深圳市"),
        ("Murom", "Муромский", "Муром"),
        ("авиационный", "авиационная", "Aviatsionnaya", "Aviation"),
        ("No. 5", "№ 5", "5-й", "5th", "第五"),
    ],
)
def test_words_that_mean_the_same_are_one(same: tuple[str, ...]) -> None:
    assert len({tuple(concepts(word)) for word in same}) == 1


def test_chinese_is_cut_at_the_words_that_are_known() -> None:
    words = words_of(normal("深圳市大疆创新科技有限公司"))

    assert [(word.plain, word.kind) for word in words] == [
        ("深圳", "place"),
        ("大疆", "core"),
        ("创新", "common"),
        ("科技", "common"),
        ("有限公司", "legal"),
    ]


@pytest.mark.parametrize(
    ("written", "number"), [("第五十四", "#54"), ("第十五", "#15"), ("第二十", "#20"), ("第54", "#54")]
)
def test_chinese_ordinals_are_numbers(written: str, number: str) -> None:
    assert concepts(f"{written}研究所")[0] == number


def test_letters_with_blanks_between_are_one_word() -> None:
    assert concepts("D J I Technology") == ["dji", "technology"]


def test_whom_a_plant_is_named_after_weighs_little() -> None:
    plain = words_of(normal("НПО Энергомаш"))[-1].weight

    honoured = words_of(normal("НПО Энергомаш имени академика Глушко"))[-1].weight

    assert honoured < plain
