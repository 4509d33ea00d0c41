from pathlib import Path

import pytest

from dronedeal.document import read_folder
from dronedeal.lanes import LaneBroken, Lanes, lane_count
from dronedeal.planning import struck_out, worked_out
from dronedeal.report.case import Case, StruckCase, WithoutCase
from tests.report.folder import LOW, write

CASES = Case.__module__


def without(folder: Path, scenario: str = "low") -> WithoutCase:
    return WithoutCase(folder=folder, side=None, scenario=scenario)


def test_one_case_needs_no_process() -> None:
    assert lane_count(1) == 0
    assert lane_count(0) == 0


def test_answers_come_in_the_order_of_the_cases_and_are_those_of_this_process(tmp_path: Path) -> None:
    folder = write(tmp_path, scenarios={"low": LOW, "broken": "nonsense: 1\n"})
    names = ("low", "broken")
    first = [without(folder, name) for name in names]

    with Lanes(2, loading=CASES, resting=1) as lanes:
        read = [future.result() for future in lanes.ask(first)]
        lanes.wake()
        cases = [Case(scenario=name, without=one, package={}) for name, one in zip(names, read, strict=True)]
        answers = [future.result() for future in lanes.ask(cases)]

    here = [Case(scenario=one.scenario, without=one.run(), package={}).run() for one in first]
    assert [None if one.plan is None else one.plan.parties for one in answers] == [
        None if one.plan is None else one.plan.parties for one in here
    ]
    assert answers[1].unsound == "scenarios/broken.yaml:1:1 D201 a deal has no key nonsense"


def test_clauses_struck_elsewhere_are_worth_what_they_are_here(tmp_path: Path) -> None:
    deal = read_folder(write(tmp_path)).deal
    assert deal is not None
    worked = worked_out(deal)
    assert worked.no_deal is not None
    assert worked.chosen is not None
    out = struck_out(worked.plan, deal, worked.no_deal.floors, worked.chosen)

    with Lanes(1, loading=CASES) as lanes:
        there = lanes.ask([StruckCase(deal=out, names=out.names[:2])])[0].result()

    assert there == [out.without(name) for name in out.names[:2]]


def test_a_scenario_keeps_the_package_it_still_allows(tmp_path: Path) -> None:
    richer = "parties: {buyer: {budgets: {drones: {by_year: {2027: 900M USD, 2028: 900M USD}}}}}\n"
    folder = write(tmp_path, scenarios={"richer": richer})
    deal = read_folder(folder).deal
    assert deal is not None
    package = {path: 0.97 * value for path, value in worked_out(deal).plan.package.items()}

    plan = Case(scenario="richer", without=without(folder, "richer").run(), package=package).run().plan

    assert plan is not None
    assert package
    assert plan.package == package


def test_a_process_that_dies_is_told(tmp_path: Path) -> None:
    asked = without(write(tmp_path, scenarios={"low": LOW}))

    with Lanes(1, loading=CASES) as lanes:
        lanes._all[0].kill()
        lanes._all[0].wait()

        with pytest.raises(LaneBroken, match="ended before it answered"):
            lanes.ask([asked])[0].result()


def test_what_goes_wrong_in_a_process_is_told_where_it_was_asked(tmp_path: Path) -> None:
    asked = without(write(tmp_path, scenarios={"low": LOW}))
    wrong = WithoutCase(folder=None, side=None, scenario="low")  # type: ignore[arg-type]

    with Lanes(1, loading=CASES) as lanes:
        with pytest.raises(LaneBroken, match="Traceback"):
            lanes.ask([wrong])[0].result()
        assert lanes.ask([asked])[0].result().deal is not None
