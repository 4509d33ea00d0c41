from pathlib import Path

import pytest

from dronedeal.report.case import Case, planned
from dronedeal.report.lanes import LaneBroken, Lanes, lane_count
from tests.report.folder import LOW, write


def test_one_case_needs_no_process() -> None:
    assert lane_count(1) == 0
    assert lane_count(0) == 0


def test_answers_come_in_the_order_of_the_cases_and_are_those_of_this_process(tmp_path: Path) -> None:
    folder = write(tmp_path, scenarios={"low": LOW, "broken": "nonsense: 1\n"})
    cases = [Case(folder=folder, side=None, scenario=name) for name in (None, "low", "broken")]

    with Lanes(2) as lanes:
        answers = [future.result() for future in lanes.plan(cases)]

    here = [planned(case) for case in cases]
    assert [answer.case for answer in answers] == cases
    assert [None if one.plan is None else one.plan.parties for one in answers] == [
        None if one.plan is None else one.plan.parties for one in here
    ]
    assert answers[2].unsound == "scenarios/broken.yaml:1:1 D201 a deal has no key nonsense"


def test_a_process_that_dies_is_told(tmp_path: Path) -> None:
    case = Case(folder=write(tmp_path), side=None, scenario=None)

    with Lanes(1) as lanes:
        lanes._all[0].kill()
        lanes._all[0].wait()

        with pytest.raises(LaneBroken, match="ended before it answered"):
            lanes.plan([case])[0].result()


def test_what_goes_wrong_in_a_process_is_told_where_it_was_asked(tmp_path: Path) -> None:
    case = Case(folder=write(tmp_path), side=None, scenario=None, costs=None)  # type: ignore[arg-type]
    wrong = Case(folder=None, side=None, scenario=None)  # type: ignore[arg-type]

    with Lanes(1) as lanes:
        with pytest.raises(LaneBroken, match="Traceback"):
            lanes.plan([wrong])[0].result()
        assert lanes.plan([case])[0].result().plan is not None
