import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from dronedeal.report import write_study
from tests.report.conftest import Written
from tests.report.folder import CLAIMS, DEAL, write

VOID = {"meta", "link", "br", "img", "input", "hr", "path", "line", "rect", "circle"}
ASIDE = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


class Reader(HTMLParser):
    """Walks a page: whether tags nest, every tag with its attributes, the headings in order."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")

    def having(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(params=["study", "no_zone"])
def written(request: pytest.FixtureRequest) -> Written:
    found: Written = request.getfixturevalue(request.param)
    return found


def test_tags_nest_and_close(written: Written) -> None:
    read = Reader(written.page)

    assert read.wrong == []
    assert read.open == []


def test_names_on_the_page_are_its_own_and_every_link_inside_it_leads_somewhere(written: Written) -> None:
    read = Reader(written.page)
    names = [attrs["id"] for _, attrs in read.tags if "id" in attrs]

    assert len(names) == len(set(names))
    assert {str(attrs["href"])[1:] for attrs in read.having("a") if str(attrs.get("href")).startswith("#")} <= set(
        names
    )
    assert set(re.findall(r"url\(#([^)]+)\)", written.page)) <= set(names)


def test_nothing_is_loaded_from_outside(written: Written) -> None:
    read = Reader(written.page)
    outside = [
        (tag, key, value)
        for tag, attrs in read.tags
        for key, value in attrs.items()
        if key in {"src", "href", "xlink:href", "data", "action", "poster", "srcset"}
        and value
        and not value.startswith("#")
    ]

    assert {tag for tag, _, _ in outside} <= {"a"}
    assert not re.search(r"@import|url\((?!#)", written.page)
    assert (
        set(re.findall(r"https?://[^\"'<> ]+", re.sub(r"<a [^>]*>|<span class=\"code\">[^<]*", "", written.page)))
        <= ASIDE
    )
    assert "default-src 'none'" in written.page


def test_sources_are_links_that_tell_nobody_where_they_were_followed_from(study: Written) -> None:
    links = [attrs for attrs in Reader(study.page).having("a") if str(attrs["href"]).startswith("http")]

    assert {attrs["href"] for attrs in links} == {"https://example.org/costs", "https://example.org/prices"}
    assert all("noreferrer" in str(attrs["rel"]) for attrs in links)


def test_an_address_that_is_no_web_address_is_text(study: Written) -> None:
    assert 'href="javascript' not in study.page
    assert "javascript:alert(1)" in study.page


def test_headings_go_down_one_level_at_a_time(written: Written) -> None:
    levels = [int(tag[1]) for tag, _ in Reader(written.page).tags if re.fullmatch("h[1-6]", tag)]

    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_every_column_a_scope(written: Written) -> None:
    tables = re.findall(r"<table.*?</table>", written.page, re.DOTALL)

    assert tables
    assert [table[:80] for table in tables if not re.match(r"<table[^>]*><caption>\S", table)] == []
    assert [table[:80] for table in tables if re.search(r"<th(?! scope=)[ >]", table)] == []


def test_every_figure_says_what_it_shows(study: Written) -> None:
    figures = re.findall(r"<svg.*?</svg>", study.page, re.DOTALL)

    assert len(figures) >= 8
    assert all('role="img"' in one and "<desc" in one for one in figures)


def test_the_first_page_has_what_a_minister_asks_for(study: Written) -> None:
    for said in (
        "Sign if …", "No money for drones", "Compared with walking away", "Owed in any case", "What each gain is made of",
        "What it does to own forces", "what has been learned is not unlearned", "The legal gate, channel by channel",
        "A-RULE", "waiver lifts B-RULE", "Three break-evens", "The cost of leaving", "Next dates", "balanced given these walk-aways",
        "no legal advice", "Not accredited for classified overlays",
    ):  # fmt: skip
        assert said in study.page, said
    assert "fair " not in study.page.lower().replace("affair", "")


def test_analysts_find_their_tables(study: Written) -> None:
    for name in (
        "deliveries", "capacity", "cash", "needs", "splits", "clauses", "binds", "open", "numbers", "sources", "proof",
    ):  # fmt: skip
        assert f'<section id="{name}"' in study.page


def test_assumptions_are_marked_and_sourced_numbers_are_not(study: Written) -> None:
    rows = dict(re.findall(r'<tr><td><span class="code">([^<]+)</span></td><td>(.*?)</td>', study.page))

    assert 'class="a"' in rows["parties.home.discount_rate"]
    assert 'class="a"' not in rows["systems.interceptor.unit_cost"]
    assert 'class="a"' not in rows["terms.sale.price"]


def test_without_a_plan_the_page_says_why_and_shows_the_rest(no_zone: Written) -> None:
    assert "Do not sign" in no_zone.page
    assert "No zone, because no package lifts everybody to its walk-away" in no_zone.page
    for said in ("A-RULE", "Owed in any case", "kit cleared can be built", "https://example.org/costs"):
        assert said in no_zone.page
    assert no_zone.dossier.break_evens == ()
    assert no_zone.dossier.channels == ()


def test_what_a_document_says_is_never_markup(tmp_path: Path) -> None:
    evil = "<script>alert('deal')</script><img src=x onerror=alert(2)>"
    deal = DEAL.replace("title: A small deal", f'title: "{evil}"').replace("name: Interceptor drone", f'name: "{evil}"')
    folder = write(tmp_path / "deal", deal.replace("why: parts from elsewhere", f'why: "{evil}"'))
    (folder / "claims.csv").write_text(CLAIMS.replace(",low,\n", f',low,"{evil}"\n'), encoding="utf-8")

    page = write_study(folder, tmp_path / "out").read_text("utf-8")

    read = Reader(page)
    assert read.wrong == []
    assert len(read.having("script")) == 1
    assert read.having("img") == []
    assert not [attrs for _, attrs in read.tags if any(key.startswith("on") for key in attrs)]
    for figure in (tmp_path / "out" / "figures").iterdir():
        assert "<script" not in figure.read_text("utf-8")


def luminance(color: str) -> float:
    parts = [int(color[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ["ink", "muted", "navy", "sign", "if", "not"])
@pytest.mark.parametrize("behind", ["#ffffff", "#f4f6f8"])
def test_text_stands_out_from_what_is_behind_it(study: Written, name: str, behind: str) -> None:
    found = re.search(rf"--{name}: (#[0-9a-f]{{6}})", study.page)
    assert found is not None

    dark, light = sorted((luminance(found[1]), luminance(behind)))

    assert (light + 0.05) / (dark + 0.05) >= 4.5
