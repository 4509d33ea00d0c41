"""What a document may say, as Markdown: key tables of nouns and forms, pages of codes. Not the prose around them.

A page of the docs holds a generated table between two marks, and ``refresh`` writes them anew:

    <!-- keys: forms.purchase -->
    <!-- end -->
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias, assert_never

from dronedeal.deal.codes import CODES, Code
from dronedeal.document.fields import Choice, Field, ItemsOf, Noun, NumberOf, Shape, TableOf, TextOf, fields_of
from dronedeal.document.read import SECTIONS, TABLES
from dronedeal.document.schema import nouns_within
from dronedeal.forms import FORMS

__all__ = ["code_table", "finding_page", "key_table", "owners", "refresh", "refreshed", "stale"]

_Owner: TypeAlias = type | Callable[..., Any]

_MARK = re.compile(r"<!-- (?P<mark>codes|keys: (?P<name>[\w.]+)) -->\n.*?<!-- end -->", re.DOTALL)
_NUMBERS = {
    "": "number",
    "option": "yes, no, taken or left",
    "money_rate": "money a quarter or year",
    "rate": "units a quarter or year",
}
_SCALARS = {"flag": "yes or no", "whole": "whole number", "date": "day", "decimal": "number, or per cent"}
_ONE = {
    "parties": "party", "systems": "system", "technologies": "technology", "sites": "site", "needs": "need",
    "alternatives": "alternative", "events": "event", "regimes": "regime", "terms": "term", "claims": "claim",
}  # fmt: skip
_FENCES = {".yaml": "yaml", ".csv": "csv"}


def owners(*more: type) -> Mapping[str, _Owner]:
    """Every noun and form that has keys, by the name a mark gives it: ``forms.purchase``, ``deal.Party``.

    Parameters
    ----------
    more
        Nouns of packages above this one that have files of their own, such as rules.
    """
    found: dict[str, _Owner] = {f"deal.{noun.__name__}": noun for noun in (*TABLES.values(), *SECTIONS.values())}
    found.update({f"{noun.__module__.split('.')[1]}.{noun.__name__}": noun for noun in more})
    found.update({f"forms.{name}": form for name, form in FORMS.items()})
    for owner in tuple(found.values()):
        for noun in nouns_within(owner):
            found[f"{noun.__module__.split('.')[1]}.{noun.__name__}"] = noun
    return found


def key_table(owner: _Owner) -> str:
    """The keys of a noun or a form as a Markdown table: key, what it holds, whether it must be said, what it means.

    Parameters
    ----------
    owner
        A dataclass noun of ``deal`` or ``forms``, or a form.

    Returns
    -------
    The table, without a newline at its end. A noun among the values links to a heading of its name on the same page.
    """
    rows = [
        f"| `{key}` | {_holds(one.shape)} | {'yes' if one.required else ''} | {_cell(_meaning(one))} |"
        for key, one in fields_of(owner).items()
    ]
    return "\n".join(("| key | holds | required | meaning |", "|---|---|---|---|", *rows))


def code_table() -> str:
    """Every finding code with its title, as a Markdown table of links to their pages."""
    rows = [f"| [{code}]({code}.md) | {_cell(one.title)} |" for code, one in CODES.items()]
    return "\n".join(("| code | what is wrong |", "|---|---|", *rows))


def finding_page(code: Code) -> str:
    """The page of one finding code: what, why, a bad and a good example, the mend.

    Returns
    -------
    Markdown, a newline at its end; examples are fenced in the language of their file.
    """
    fence = f"```{_FENCES.get(Path(code.file).suffix, 'text')}"
    where = f" (`{code.file}`)" if code.file not in {"", "deal.yaml"} else ""
    return "\n\n".join(
        (
            f"# {code.code}: {code.title}",
            code.what,
            f"**Why it matters.** {code.why}",
            f"Bad{where}:",
            f"{fence}\n{code.bad}\n```",
            f"Good{where}:",
            f"{fence}\n{code.good}\n```",
            f"**Mend.** {code.mend}\n",
        )
    )


def refreshed(text: str, *more: type) -> str:
    """A page with what stands between its marks written anew; ``more`` as for ``owners``.

    Raises
    ------
    KeyError
        A mark names no noun and no form.
    """
    known = owners(*more)

    def anew(found: re.Match[str]) -> str:
        table = code_table() if found["name"] is None else key_table(known[found["name"]])
        return f"<!-- {found['mark']} -->\n\n{table}\n\n<!-- end -->"

    return _MARK.sub(anew, text)


def stale(docs: Path, *more: type) -> dict[Path, str]:
    """Pages that are not as they should be, with the text they should have.

    Parameters
    ----------
    docs
        The folder of the docs; codes have their pages in ``findings/``.
    more
        As for ``owners``.
    """
    wanted = {docs / "findings" / f"{code}.md": finding_page(one) for code, one in CODES.items()}
    for page in sorted(docs.rglob("*.md")):
        if page not in wanted:
            wanted[page] = refreshed(page.read_text("utf-8"), *more)
    return {page: text for page, text in wanted.items() if not page.is_file() or page.read_text("utf-8") != text}


def refresh(docs: Path, *more: type) -> tuple[Path, ...]:
    """Write every stale page of the docs anew; returns those written."""
    pages = stale(docs, *more)
    for page, text in pages.items():
        page.write_text(text, "utf-8", newline="\n")
    return tuple(pages)


def _holds(shape: Shape) -> str:
    match shape:
        case NumberOf(dimension=dimension):
            return _NUMBERS.get(dimension, dimension)
        case TextOf(kind=kind, table=table):
            return _ONE.get(table, table) or _SCALARS.get(kind, kind)
        case Choice(words=words):
            return ", ".join(f"`{word}`" for word in words if word)
        case ItemsOf(item=item):
            return f"list of {_many(item)}"
        case TableOf(item=item, table=table, words=words):
            return f"table: {'one of its words' if words else _ONE.get(table, 'name')} → {_holds(item)}"
        case Noun(type=noun):
            return f"[{noun.__name__}](#{noun.__name__.lower()})"
        case _:
            assert_never(shape)


def _many(item: Shape) -> str:
    if isinstance(item, TextOf):
        return item.table or f"{item.kind}s"
    return _holds(item)


def _meaning(one: Field) -> str:
    """What a key means, and which keys must stand beside it."""
    return f"{one.text} Only with {' or '.join(f'`{key}`' for key in one.beside)}." if one.beside else one.text


def _cell(text: str) -> str:
    """Text as it may stand in a cell: single backticks, no bare bars."""
    return text.replace("``", "`").replace("|", "\\|")
