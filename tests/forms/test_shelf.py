"""Every form on the shelf has a hand-checked example, and the shelf refuses what no form can mean."""

from importlib import import_module

import pytest

from dronedeal.forms import FORMS
from tests.deals import clause, times_unit_cost
from tests.forms.example import refused


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_an_example(form: str) -> None:
    """A form without ``tests/forms/test_<form>.py`` and its EXAMPLES fails here."""
    examples = import_module(f"tests.forms.test_{form}").EXAMPLES

    assert {example.clause.form for example in examples} == {form}


def test_a_forms_name_is_the_kind_a_document_writes() -> None:
    assert {name: form.__name__ for name, form in FORMS.items()} == {name: name for name in FORMS}


def test_a_multiple_of_unit_cost_needs_a_system_to_be_the_price_of() -> None:
    key, message = refused(clause("amends", "compensation", payer="buyer", payee="state", amount=times_unit_cost(2)))

    assert (key, message) == ("amount", "amount is no price of a system, so unit_cost means nothing here")
