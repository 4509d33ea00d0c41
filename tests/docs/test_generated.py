"""What is generated in the docs is fresh, and everything that should have a page has one."""

import re
from pathlib import Path

import pytest

from dronedeal.deal import Thing
from dronedeal.deal.codes import CODES
from dronedeal.document.describe import owners, refresh, refreshed, stale
from dronedeal.forms import FORMS
from dronedeal.screening import Rule

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
REFRESH = (
    "from pathlib import Path; from dronedeal.document.describe import refresh; from dronedeal.screening import Rule; "
    'refresh(Path("docs"), Rule)'
)
CODE = re.compile(r'"([A-Z]\d{3})"')


def codes_in_src() -> set[str]:
    sources = (path for path in (ROOT / "src").rglob("*.py") if "codes" not in path.parts)
    return {code for path in sources for code in CODE.findall(path.read_text("utf-8"))}


def test_no_page_is_stale() -> None:
    pages = [page.relative_to(ROOT).as_posix() for page in stale(DOCS, Rule)]

    assert pages == [], f"write them anew: python -c '{REFRESH}'"


def test_every_noun_and_form_has_its_table_on_a_page() -> None:
    text = "".join(page.read_text("utf-8") for page in sorted(DOCS.rglob("*.md")))

    missing = [name for name in owners(Rule) if f"<!-- keys: {name} -->" not in text]

    assert missing == []


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_a_page_with_an_example_that_runs(form: str) -> None:
    page = DOCS / "reference" / "forms" / f"{form}.md"

    assert page.is_file()
    text = page.read_text("utf-8")
    assert f"<!-- keys: forms.{form} -->" in text
    assert "```python\n" in text


def test_every_counted_thing_is_in_its_table() -> None:
    text = (DOCS / "reference" / "counted-things.md").read_text("utf-8")

    missing = [thing.value for thing in Thing if f"| {thing.value} |" not in text]

    assert missing == []


def test_every_code_used_is_explained_and_every_code_explained_is_used() -> None:
    used = codes_in_src()

    assert sorted(used - CODES.keys()) == []
    assert sorted(CODES.keys() - used) == []


def test_codes_are_listed_under_their_own_name() -> None:
    assert list(CODES) == [code.code for code in CODES.values()]
    assert list(CODES) == sorted(CODES)


def test_no_page_is_kept_for_a_code_that_is_gone() -> None:
    pages = {page.stem for page in (DOCS / "findings").glob("*.md")} - {"index"}

    assert pages == CODES.keys()


def test_a_mark_without_a_noun_is_an_error() -> None:
    with pytest.raises(KeyError):
        refreshed("<!-- keys: forms.barter -->\n<!-- end -->\n")


def test_refreshing_writes_what_is_stale_and_no_more(tmp_path: Path) -> None:
    page, plain = tmp_path / "page.md", tmp_path / "plain.md"
    (tmp_path / "findings").mkdir()
    page.write_text("Before.\n\n<!-- keys: deal.Kit -->\nold\n<!-- end -->\n\nAfter.\n", "utf-8")
    plain.write_text("Nothing generated.\n", "utf-8")

    written = refresh(tmp_path)

    assert page in written
    assert plain not in written
    assert "| `extra_cost` | share |  |" in page.read_text("utf-8")
    assert page.read_text("utf-8").startswith("Before.\n")
    assert page.read_text("utf-8").endswith("\nAfter.\n")
    assert refresh(tmp_path) == ()


@pytest.mark.parametrize("form", FORMS)
def test_the_rows_a_page_shows_are_the_rows_its_block_asserts(form: str) -> None:
    text = (DOCS / "reference" / "forms" / f"{form}.md").read_text("utf-8")
    shown = re.findall(r"^\| (\d{4}-\d\d-\d\d) \| `(\S+)` \| .+ \| (\S+) (?:USD|units) \|$", text, re.MULTILINE)
    asserted = re.findall(r'^    \("(\d{4}-\d\d-\d\d)", "(\S+)", "(\S+)"\),$', text, re.MULTILINE)

    assert shown == asserted


def test_every_link_within_a_page_has_its_heading() -> None:
    broken: list[str] = []

    for page in sorted(DOCS.rglob("*.md")):
        text = page.read_text("utf-8")
        headings = {
            heading.strip("# ").lower().replace(" ", "-") for heading in re.findall(r"^#+ .+$", text, re.MULTILINE)
        }
        broken += [f"{page.name}#{link}" for link in re.findall(r"\]\(#([\w-]+)\)", text) if link not in headings]

    assert broken == []
