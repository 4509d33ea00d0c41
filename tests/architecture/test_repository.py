"""What the repository must, and must not, hold beside the code."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from urllib.parse import urlsplit

from tests.architecture.project import ROOT, kept_files, name

EVERYTHING = "./install all,test,bench && .venv/bin/just check"
SETTINGS = re.compile(r"(index-url|find-links|trusted-host)$", re.IGNORECASE)
VARIABLES = re.compile(r"(INDEX_URL|INDEX|FIND_LINKS|TRUSTED_HOST|NPM_CONFIG_REGISTRY)$", re.IGNORECASE)


def settings() -> list[str]:
    """Where this machine fetches packages from, as its pip and its environment say."""
    values = [value for key, value in os.environ.items() if VARIABLES.search(key)]
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "config", "list"]
    listing = subprocess.run(pip, capture_output=True, text=True, check=False)
    for line in listing.stdout.splitlines():
        key, _, value = line.partition("=")
        if SETTINGS.search(key):
            values.append(str(ast.literal_eval(value)))
    return values


def private_places() -> set[str]:
    """Hosts and folders of registries that are this machine's own."""
    places: set[str] = set()
    for word in " ".join(settings()).split():
        url = urlsplit(word if "/" in word else f"//{word}")
        places |= {url.hostname} if url.hostname else {url.path}
    return {place for place in places if len(place) > 1}


def test_no_file_names_the_registry_of_this_machine() -> None:
    places = private_places()

    naming = [
        f"{name(path)}: {place}" for path in kept_files() for place in places if place.encode() in path.read_bytes()
    ]

    assert naming == []


def test_the_lock_holds_versions_and_no_address() -> None:
    lock = (ROOT / "constraints.txt").read_text("utf-8").splitlines()

    strange = [line for line in lock if not re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; [\w .'<>=!]+)?", line)]

    assert strange == []
    assert ROOT / "uv.lock" not in kept_files()


def test_the_lock_covers_what_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE))

    missing = {re.split(r"[\[<>=!~;\s]", one.lower(), maxsplit=1)[0] for one in wanted} - locked

    assert missing == set()


def test_ci_runs_what_the_readme_says() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    ci = (ROOT / ".ci" / "run").read_text("utf-8")

    assert EVERYTHING in readme.splitlines()
    assert EVERYTHING in ci.splitlines()


def test_every_change_note_can_be_read_by_towncrier() -> None:
    towncrier = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["towncrier"]
    kinds = "|".join(kind["directory"] for kind in towncrier["type"])
    shape = re.compile(rf"(\d+|\+[\w-]+)\.({kinds})(\.\d+)?\.md|README\.md")

    unreadable = [path.name for path in sorted((ROOT / "changelog.d").iterdir()) if not shape.fullmatch(path.name)]

    assert unreadable == []
