"""Files of events: each row gives an event or findings by row and column, whatever the others say."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dronedeal.settlement import Event, body_of, read_events, said_events
from dronedeal.settlement.event import event_of
from tests.settlement.settling import sale

HEADER = "source,id,kind,effective_on,of,system,to,quantity,by,amount,currency,corrects,note\n"
GOOD = "maker,d-1,delivered,2027-02-01,sale,drone,,40,,,,,\n"


def read(text: str, folder: Path, name: str = "events.csv") -> tuple[tuple[Event, ...], list[tuple[str, str]]]:
    (folder / name).write_text(text, "utf-8")
    events, findings = read_events(folder / name, sale())
    return events, [(finding.code, str(finding.place)) for finding in findings]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("maker,d-2,delivered,2027-02-30,sale,drone,,40,,,,,", ("L104", "events.csv:3:4")),
        ("maker,d-2,delivered,2037-02-03,sale,drone,,40,,,,,", ("L104", "events.csv:3:4")),
        ("maker,d-2,delivered,2027-02-03,sale,drone,,40.5,,,,,", ("L104", "events.csv:3:8")),
        ("maker,d-2,delivered,2027-02-03,sale,drone,,-40,,,,,", ("L104", "events.csv:3:8")),
        ("maker,d-2,delivered,2027-02-03,sale,drone,,,,,,,", ("L104", "events.csv:3:8")),
        ("maker,d-2,delivered,2027-02-03,sal,drone,,40,,,,,", ("L105", "events.csv:3:5")),
        ("maker,d-2,delivered,2027-02-03,sale,boat,,40,,,,,", ("L105", "events.csv:3:6")),
        ("maker,d-2,delivered,2027-02-03,sale,drone,state,40,,,,,", ("L105", "events.csv:3:7")),
        ("maker,d-2,delivered,2027-02-03,sale,drone,,40,,5,USD,,", ("L104", "events.csv:3:10")),
        ("maker,d 2,delivered,2027-02-03,sale,drone,,40,,,,,", ("L104", "events.csv:3:2")),
        ("maker,d-2,vended,2027-02-03,sale,drone,,40,,,,,", ("L104", "events.csv:3:3")),
        ("buyer,p-1,paid,2027-02-03,,,maker,,buyer,5.001,USD,,", ("L104", "events.csv:3:10")),
        ("buyer,p-1,paid,2027-02-03,,,maker,,buyer,5,XXX,,", ("L104", "events.csv:3:11")),
        ("buyer,p-1,paid,2027-02-03,,,buyer,,buyer,5,USD,,", ("L105", "events.csv:3:7")),
        ("maker,w-1,withdrawn,2027-02-03,,,,,,,,,", ("L104", "events.csv:3:12")),
        ("maker,d-2", ("L103", "events.csv:3")),
    ],
)
def test_what_cannot_stand_is_found_where_it_stands(row: str, found: tuple[str, str], tmp_path: Path) -> None:
    events, findings = read(f"{HEADER}{GOOD}{row}\n", tmp_path)

    assert found in findings
    assert [event.id for event in events] == ["d-1"]


def test_a_figure_of_too_many_digits_says_how_many_are_read(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text(f"{HEADER}{GOOD.replace('40', '9' * 16)}", "utf-8")

    _, [finding] = read_events(tmp_path / "events.csv", sale())

    assert (finding.message, finding.mend) == (
        "quantity has 16 digits", "write at most 15; a larger figure as several events",
    )  # fmt: skip


def test_csv_and_json_lines_say_the_same(tmp_path: Path) -> None:
    line = '{"source":"maker","id":"d-1","kind":"delivered","effective_on":"2027-02-01","of":"sale","system":"drone","quantity":40.0}'

    one, other = read(HEADER + GOOD, tmp_path), read(line + "\n", tmp_path, "events.jsonl")

    assert one == other
    assert [body_of(event) for event in one[0]] == [
        {"source": "maker", "id": "d-1", "kind": "delivered", "effective_on": "2027-02-01", "of": "sale", "system": "drone",
         "kit": "standard", "to": "buyer", "quantity": "40"}
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "id,id\n", 'id\n"open\n', "\x00"])
def test_a_file_that_is_none_is_a_finding(text: str, tmp_path: Path) -> None:
    events, findings = read(text, tmp_path)

    assert events == ()
    assert findings


@pytest.mark.parametrize("text", ["[1]", "{", '{"id":1,"id":2}', '{"when":1}', '{"id":true}', '{"id":[1]}', "9" * 5000])
def test_a_line_that_is_no_event_is_a_finding(text: str, tmp_path: Path) -> None:
    assert read(text, tmp_path, "events.jsonl")[1]


@given(text=st.text(max_size=80) | st.lists(st.text(max_size=9), max_size=13).map(lambda row: HEADER + ",".join(row)))
def test_no_text_is_more_than_findings(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("events.csv", "events.jsonl"):
        (folder / name).write_bytes(text.encode("utf-8", "replace"))
        read_events(folder / name, sale())


def test_what_a_body_says_is_the_event() -> None:
    said = {
        "source": "buyer", "id": "p", "kind": "paid", "effective_on": "2027-02-01", "by": "buyer", "to": "maker",
        "amount": Decimal("10.50"), "currency": "USD",
    }  # fmt: skip

    [event], findings = said_events([said], sale())

    assert findings == ()
    assert event_of(body_of(event)) == event
    assert body_of(event)["amount"] == "10.5"
