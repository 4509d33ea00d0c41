"""The starter deal, with a scenario and private overlays, read by every test and changed by none."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import dronedeal

SCENARIO = "scenario: The dear interceptor gets cheap.\nalternatives: {dear_interceptor: {unit_cost: 30_000 USD}}\n"
PARTNER = "parties: {partner: {walk_away: {adds: 1_234_567 USD, why: a secret offer}}}\n"
HOME = "parties: {home: {discount_rate: 9%}}\nregimes: {war: {believed: {home: 70%}}, peace: {believed: {home: 30%}}}\n"
REGIMES = """
events: {calm: {what: The fighting stops}}
regimes:
  war: {probability: 60%, since: 2028-Q1}
  peace: {probability: 40%, since: 2028-Q1, events: {calm: 2028-Q1}}
"""


SLOW = ("bargain", "break_even", "choose", "coalitions", "plan", "regimes", "simulate", "talks")


@pytest.fixture(scope="session")
def answers() -> dict[tuple[str, ...], Any]:
    """What verbs have answered in this process, by what they were asked."""
    return {}


@pytest.fixture
def remembered(answers: dict[tuple[str, ...], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Verbs that work a question out once: for tests of how answers are shown, not of how they are found."""

    def once(verb: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*words: object, progress: object = None, **more: object) -> Any:
            del progress
            question = (verb.__name__, repr(words), repr(more))
            if question not in answers:
                answers[question] = verb(*words, **more)
            return answers[question]

        return asked

    for name in SLOW:
        monkeypatch.setattr(dronedeal, name, once(getattr(dronedeal, name)))


@pytest.fixture(scope="session")
def deal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deal") / "deal"
    dronedeal.new(folder)
    document = folder / "deal.yaml"
    document.write_text(document.read_text("utf-8").replace("\nterms:\n", f"{REGIMES}\nterms:\n"), "utf-8")
    for name, text in (
        ("scenarios/cheap.yaml", SCENARIO), ("private/partner.yaml", PARTNER), ("private/home.yaml", HOME),
    ):  # fmt: skip
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def own(deal: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    return shutil.copytree(deal, tmp_path / "own")


@pytest.fixture
def unsound(own: Path) -> Path:
    text = (own / "deal.yaml").read_text("utf-8")
    (own / "deal.yaml").write_text(text.replace("support: 500 USD", "suport: 500 USD"), "utf-8")
    return own


@pytest.fixture
def infeasible(own: Path) -> Path:
    text = (own / "deal.yaml").read_text("utf-8")
    (own / "deal.yaml").write_text(text.replace("lead: 1 quarter", "least: 4_000/quarter"), "utf-8")
    return own
