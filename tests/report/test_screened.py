"""What the study tells of screening: bars that relief lifts, and why bills are of no real product, each sentence once."""

import types
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from dronedeal.document import read_folder
from dronedeal.report.basis import Basis
from dronedeal.report.charts_screening import screening as chart
from dronedeal.report.dossier import Dossier
from dronedeal.report.screened import ScreeningShown, screening
from dronedeal.screening import clear
from dronedeal.unfolding import unfold

EXAMPLE = Path("examples/us-ukraine")
LIFTED = "its bars lifted, a question is open"


@pytest.fixture(scope="module")
def basis() -> Basis:
    read = read_folder(EXAMPLE)
    assert read.deal is not None
    cleared = clear(EXAMPLE, read.deal)
    nothing = types.SimpleNamespace(deliveries=())
    made = types.SimpleNamespace(
        deal=cleared.deal, cleared=cleared, unfolded=unfold(cleared.deal), folder=EXAMPLE, plan=nothing, settled={}
    )
    return cast("Basis", made)  # of a basis, screening asks for these alone, and a plan takes its time


@pytest.fixture(scope="module")
def shown(basis: Basis) -> ScreeningShown:
    found = screening(basis)
    assert found is not None
    return found


def test_a_bar_that_the_memorandum_lifts_is_no_bar_from_its_first_quarter_on(
    basis: Basis, shown: ScreeningShown
) -> None:
    since = next(index for index, one in enumerate(basis.deal.horizon.quarters) if str(one) == "2028-Q1")
    (kit,) = [kit for buyer in shown.buyers for kit in buyer.kits if any(kit.lifted)]

    assert kit.system == "Long-range one-way drone"
    assert kit.kit == "cleared"
    assert [index for index, lifted in enumerate(kit.lifted) if lifted] == list(range(since, len(kit.lifted)))
    assert [index for index, barred in enumerate(kit.barred) if barred] == list(range(since))


def test_the_chart_marks_what_is_lifted_and_says_so_in_words(basis: Basis, shown: ScreeningShown) -> None:
    quarters = tuple(map(str, basis.deal.horizon.quarters))
    figure = chart(cast("Dossier", types.SimpleNamespace(screening=shown, quarters=quarters)))

    assert figure is not None
    states = [
        row["state"] for row in figure.spec["datasets"]["rows"] if row["kit"] == "Long-range one-way drone, cleared"
    ]
    assert states == [LIFTED if int(quarter[:4]) >= 2028 else "barred" for quarter in quarters]
    assert "lifted by relief in 16" in figure.alt


def test_why_bills_are_of_no_real_product_is_said_once_with_how_many_bills_say_it(shown: ScreeningShown) -> None:
    assert len(set(shown.synthetic)) == len(shown.synthetic)
    assert f"({shown.made_up} bills)." in shown.synthetic[0]
    assert shown.synthetic[0].startswith("No real product")


def test_why_questions_are_open_is_said_with_the_lists_that_are_not_held(basis: Basis, shown: ScreeningShown) -> None:
    cleared = basis.cleared
    assert cleared is not None
    open_ = {(one.rule, one.buyer, one.system, one.kit): one for one in cleared.clearances if (one.verdict, one.kind) == ("unknown", "bar")}  # fmt: skip
    asking = [key for key, one in open_.items() if any("which is not held" in fact for fact in one.missing)]

    assert f" buyer: {len(open_)} times. In {len(asking)} of them it is a list that is not held here: US-1260H (" in shown.questions  # fmt: skip
    assert "Besides, most often missing: critical_system of the purchase (" in shown.questions


def test_nothing_is_said_of_questions_where_none_is_open(basis: Basis) -> None:
    cleared = basis.cleared
    assert cleared is not None
    sure = replace(cleared, clearances=tuple(one for one in cleared.clearances if one.verdict != "unknown"))

    found = screening(cast("Basis", types.SimpleNamespace(**{**vars(basis), "cleared": sure})))

    assert found is not None
    assert found.questions == ""


def test_every_rule_that_is_named_has_its_title(shown: ScreeningShown) -> None:
    named = {rule for buyer in shown.buyers for rule in buyer.rules} | {
        one.rule for one in (*shown.turns, *shown.costs)
    }

    assert named <= shown.titles.keys()
    assert shown.titles["US-DOD-848"].startswith("No drones or named components from China")
