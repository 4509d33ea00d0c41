"""The one way to write a record, held against what Python's own writer makes of it."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dronedeal.settlement.canonical import canonical

WORDS = st.text(st.characters(exclude_categories=("Cs",)))
RECORDS = st.dictionaries(
    WORDS,
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | WORDS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
        max_leaves=12,
    ),
    max_size=6,
)


@given(RECORDS)
def test_a_record_is_written_as_python_would_with_sorted_keys_and_no_blanks(record: dict[str, object]) -> None:
    plain = json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    assert canonical(record) == plain.encode()


@pytest.mark.parametrize("value", [Decimal("1.5"), 2**64, b"bytes", {1: "a"}])
def test_what_has_no_one_way_to_be_written_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical({"value": value})
