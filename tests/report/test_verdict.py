from dataclasses import replace

from dronedeal.report.front import Answer, Gain, Scenario
from dronedeal.report.verdict import verdict
from tests.report.conftest import Written


def scenario(name: str, **gains: float) -> Scenario:
    status = "optimal" if gains else "no zone"
    return Scenario(
        id=name, title=name, status=status, because="", joint_gain=sum(gains.values()) if gains else None, gains=gains
    )


def answer(study: Written, *scenarios: Scenario, gains: tuple[Gain, ...] | None = None) -> Answer:
    shown = study.dossier.gains if gains is None else gains
    return verdict(study.basis, scenarios, shown, study.dossier.gates).answer


def test_sign_when_every_principal_gains_everywhere(study: Written) -> None:
    assert answer(study) == "sign"
    assert answer(study, scenario("good", home=1.0, buyer=1.0)) == "sign"


def test_sign_if_some_scenario_has_no_plan_or_no_gain(study: Written) -> None:
    good = scenario("good", home=1.0, buyer=1.0)

    assert answer(study, good, scenario("none")) == "sign if"
    assert answer(study, good, scenario("lopsided", home=1.0, buyer=0.0)) == "sign if"


def test_scenarios_are_counted_as_people_count(study: Written) -> None:
    good, bad = scenario("good", home=1.0, buyer=1.0), scenario("bad", home=1.0, buyer=0.0)

    said = [
        verdict(study.basis, told, study.dossier.gains, study.dossier.gates).headline
        for told in ((good,), (good, good), (good,) * 3, (bad,), (good, bad))
    ]

    assert [one.rpartition("walking away ")[2] for one in said] == [
        "in the base case and in the one scenario.",
        "in the base case and in both scenarios.",
        "in the base case and in all 3 scenarios.",
        "in the base case, but not in the one scenario.",
        "in the base case, but not in 1 of 2 scenarios.",
    ]


def test_who_would_lose_is_told_how_much(study: Written) -> None:
    bad = scenario("bad", home=0.0, buyer=-5e6)

    said = verdict(study.basis, (bad,), study.dossier.gains, study.dossier.gates)

    assert "“bad” does not come about (Homeland would gain nothing and Buyer would lose 5.00 m USD)." in said.conditions
    assert not [reason for reason in said.reasons if "can be held" in reason]


def test_do_not_when_a_principal_gains_nothing_in_the_base_case(study: Written) -> None:
    gains = tuple(replace(gain, base=0.0) if gain.party == "buyer" else gain for gain in study.dossier.gains)

    assert answer(study, gains=gains) == "do not"


def test_do_not_when_there_is_no_zone(no_zone: Written) -> None:
    assert no_zone.dossier.verdict.answer == "do not"
    assert no_zone.dossier.verdict.headline.startswith("No zone, because ")


def test_the_walk_away_is_named(study: Written) -> None:
    home, buyer = study.dossier.verdict.walk_aways

    assert "existing terms orders" in home.rests_on
    assert "alternatives Dear interceptor" in buyer.rests_on


def test_conditions_name_the_scenarios_and_the_reliefs(study: Written) -> None:
    conditions = " ".join(study.dossier.verdict.conditions)

    assert "“No money for drones” does not come about" in conditions
    assert "waiver lifts B-RULE" in conditions
