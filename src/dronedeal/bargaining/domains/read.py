"""Domains from files of others: which format it is, and what goes with what. Not the formats themselves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from dronedeal.bargaining.domains.additive import geniusweb, negmas_issues, negmas_profile
from dronedeal.bargaining.domains.domain import Domain, Issue, Profile
from dronedeal.bargaining.domains.figure import Unread
from dronedeal.bargaining.domains.genius import Element, genius_issues, genius_profile, xml_of
from dronedeal.deal.finding import Finding, Unsound
from dronedeal.deal.place import Place
from dronedeal.document import nodes_of, text_of
from dronedeal.document.node import Table

__all__ = ["read_domain"]


def read_domain(files: Sequence[Path]) -> Domain:
    """Read a finite domain: GENIUS XML (domain and profiles), GeniusWeb JSON (profiles), or NegMAS YAML or JSON (domain and functions).

    A folder stands for the files in it, by name. Formats are told by what files say, not by their names.

    Raises
    ------
    Unsound
        A file cannot be read, or does not fit the others; its findings say where.
    """
    try:
        return _read([file for one in files for file in _within(one)])
    except Unread as unread:
        raise Unsound((unread.finding,)) from unread


_SUFFIXES = frozenset({".xml", ".json", ".yml", ".yaml"})


def _within(path: Path) -> list[Path]:
    return sorted(one for one in path.iterdir() if one.suffix.lower() in _SUFFIXES) if path.is_dir() else [path]


def _read(files: list[Path]) -> Domain:
    name, issues = "", tuple[Issue, ...]()
    xml: list[tuple[Element, Path]] = []
    functions: list[tuple[Table, Path]] = []
    profiles: list[Profile] = []
    for file in files:
        text = _sound(text_of(file, file.name))
        if text.lstrip()[:1] == "<":
            root = xml_of(text, file.name)
            if _is_domain(root):
                name, issues = file.stem, genius_issues(root, file.name)
            else:
                xml.append((root, file))
            continue
        table = _sound(nodes_of(text, file.name))
        if "issues" in table.entries:
            name, issues = file.stem, negmas_issues(table)
        elif "weights" in table.entries or "type" in table.entries:
            functions.append((table, file))
        elif "issuesValues" not in table.entries:  # a GeniusWeb domain by itself says nothing that its profiles do not
            here, own, profile = geniusweb(table, file.stem)
            if profiles and own != issues:
                message = f"{file.name} has other issues than the profiles before it"
                raise Unread(message, table.place, "name profiles of one domain", "N103")
            name, issues = here, own
            profiles.append(profile)
    if not issues:
        message = "no domain is among the files"
        place = Place(files[0].name if files else "")
        raise Unread(message, place, "name a domain file and its profiles, or GeniusWeb profiles")
    profiles.extend(genius_profile(root, issues, file.stem) for root, file in xml)
    profiles.extend(negmas_profile(table, issues, file.stem) for table, file in functions)
    if not profiles:
        message = f"{name} comes without a profile"
        raise Unread(message, Place(files[0].name), "name the profiles of its parties too")
    return Domain(name=name, issues=issues, profiles=tuple(profiles))


def _is_domain(root: Element) -> bool:
    """Whether a GENIUS file is a domain rather than a profile: it weighs and evaluates nothing."""
    return root.tag == "negotiation_template" or not any(
        True for tag in ("weight", "evaluator", "reservation") for _ in root.within(tag)
    )


_NO_TABLE = "D111"
"""What a deal's document is told then is of no use here."""

_Found = TypeVar("_Found", str, Table)


def _sound(found: _Found | Finding) -> _Found:
    if isinstance(found, Finding) and found.code == _NO_TABLE:
        message = "the file is no table of keys"
        raise Unread(message, found.place, "name a domain file, or a profile")
    if isinstance(found, Finding):
        raise Unsound((found,))
    return found
