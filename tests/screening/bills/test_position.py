import json

from hypothesis import given
from hypothesis import strategies as st

from dronedeal.screening.bills.position import places_of_pointers

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=15,
)


def pointers(value: object, at: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], object]]:
    items: list[tuple[str | int, object]] = list(enumerate(value)) if isinstance(value, list) else list(value.items()) if isinstance(value, dict) else []  # fmt: skip
    return [(at, value), *(each for step, inner in items for each in pointers(inner, (*at, step)))]


@given(value=VALUES, indent=st.sampled_from([None, 0, 2]), plain=st.booleans())
def test_every_pointer_leads_to_where_its_value_stands(value: object, indent: int | None, *, plain: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=plain)
    wanted = pointers(value)

    places = places_of_pointers(text.encode("utf-8", "surrogatepass"), "f", [pointer for pointer, _ in wanted])

    for pointer, inner in wanted:
        place = places[pointer]
        rest = "\n".join(text.split("\n")[place.line - 1 :])[place.column - 1 :]
        if pointer and isinstance(pointer[-1], str):
            assert rest.startswith(json.dumps(pointer[-1], ensure_ascii=plain) + ":")
        else:
            assert json.JSONDecoder().raw_decode(rest)[0] == inner


def test_a_pointer_to_what_is_not_there_leads_to_what_it_would_be_in() -> None:
    places = places_of_pointers(b'{"a": {"b": 1}}', "f", [("a", "c"), ("x",)])

    assert [(one.line, one.column) for one in places.values()] == [(1, 2), (1, 1)] or set(
        map(str, places.values())
    ) == {"f:1:2", "f:1:1"}
