"""The suite itself: large enough, one file a form, written by the generator, and by an oracle that knows nothing of dronedeal."""

import ast
import json
from pathlib import Path

from dronedeal.forms import FORMS
from tests.conformance.generate import FOLDERS, HERE, written

FILES = sorted(HERE.glob("*.json"))


def test_the_files_are_what_the_generator_writes() -> None:
    assert {path.name: path.read_text("utf-8") for path in FILES} == dict(written())


def test_the_suite_has_as_many_cases_and_postings_as_it_says() -> None:
    cases = [case for path in FILES for case in json.loads(path.read_text("utf-8"))]
    postings = sum(len(closing["entries"]) for case in cases for closing in case["expected"]["closings"])

    assert len(cases) >= 150
    assert postings >= 1_500
    assert f"{len(cases)} cases and {postings:,} entries" in (HERE / "README.md").read_text("utf-8")


def test_every_form_has_a_module_and_every_key_of_a_case_is_explained() -> None:
    readme = (HERE / "README.md").read_text("utf-8")

    assert set(FORMS) <= {path.stem for path in (HERE / "clauses").glob("*.py")}
    assert all(f"`{path.stem}`" in readme for path in FILES)


def test_the_oracle_imports_nothing_of_dronedeal() -> None:
    own = [HERE / "cases.py", HERE / "generate.py"]
    own += [path for folder in (*FOLDERS, "oracle") for path in (HERE / folder).glob("*.py")]

    imported = {name for path in own for name in _imports(path)}

    assert not {name for name in imported if name.partition(".")[0] not in {"tests", *_STANDARD}}
    assert all(name.startswith("tests.conformance") for name in imported if name.startswith("tests"))


_STANDARD = {"calendar", "collections", "dataclasses", "datetime", "decimal", "fractions", "importlib", "itertools", "json", "math", "pathlib", "random", "types", "typing", "__future__"}  # fmt: skip


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found
