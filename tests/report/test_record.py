import json
from pathlib import Path
from typing import Any

import jsonschema_rs

from dronedeal.report.figures import dossier
from dronedeal.report.page import page
from dronedeal.report.record import record as dumps
from dronedeal.report.record import schema
from dronedeal.report.sheets import sheets
from tests.report.conftest import Written
from tests.report.folder import write

ROOT = Path(__file__).resolve().parents[2]


def record(written: Written) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((written.out / "study.json").read_text("utf-8"))
    return found


def test_the_record_keeps_its_schema(study: Written, no_zone: Written) -> None:
    valid = jsonschema_rs.validator_for(schema())

    assert [error.message for error in valid.iter_errors(record(study))] == []
    assert [error.message for error in valid.iter_errors(record(no_zone))] == []


def test_the_schema_refuses_what_no_study_writes(study: Written) -> None:
    valid = jsonschema_rs.validator_for(schema())
    whole = record(study)

    assert not valid.is_valid({**whole, "format": 2})
    assert not valid.is_valid({**whole, "seconds": 3.0})
    assert not valid.is_valid({key: value for key, value in whole.items() if key != "verdict"})


def test_the_schema_in_the_documentation_is_this_one() -> None:
    assert json.loads((ROOT / "docs/reference/study.schema.json").read_text("utf-8")) == schema()


def test_the_record_says_what_the_plan_says(study: Written) -> None:
    whole, plan = record(study), study.basis.plan

    assert whole["status"] == plan.status
    assert whole["joint_gain"] == plan.joint_gain
    assert {gain["party"]: gain["base"] for gain in whole["gains"] if gain["principal"]} == {
        party: plan.parties[party].gain for party in ("home", "buyer")
    }


def test_no_private_overlay_reaches_anybody_else(tmp_path: Path) -> None:
    private = {
        "home": "parties: {home: {walk_away: {adds: 1M USD, why: a secret hope}}}\n",
        "buyer": "parties: {buyer: {walk_away: {adds: 2M USD, why: another secret}}}\n",
    }
    folder = write(tmp_path / "deal", private=private)
    said: dict[str | None, bytes] = {}

    for side in (None, "home", "buyer", "neutral"):
        shown = dossier(folder, side=side)
        said[side] = dumps(shown) + page(shown, {}).encode() + repr(sheets(shown)).encode()

    assert {side for side, text in said.items() if b"a secret hope" in text} == {"home", "neutral"}
    assert {side for side, text in said.items() if b"another secret" in text} == {"buyer", "neutral"}
    assert {side for side, text in said.items() if b"private/home.yaml" in text} == {"home", "neutral"}
    assert b"Homeland: its own private overlay" in said["home"]


def test_the_page_on_the_record_names_every_key() -> None:
    page = (ROOT / "docs/reference/study-json.md").read_text("utf-8")

    assert [key for key in schema()["properties"] if f"`{key}`" not in page] == []
