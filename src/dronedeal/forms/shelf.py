"""The shelf of forms: every form by name. A new form is one file, one page and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from dronedeal.deal.deal import numbers_of
from dronedeal.deal.number import Number, Product, parts_of
from dronedeal.deal.term import Term
from dronedeal.forms.callback import callback
from dronedeal.forms.compensation import compensation
from dronedeal.forms.data_access import data_access
from dronedeal.forms.export_levy import export_levy
from dronedeal.forms.favoured_partner import favoured_partner
from dronedeal.forms.fund import fund
from dronedeal.forms.guarantee import guarantee
from dronedeal.forms.joint_production import joint_production
from dronedeal.forms.licence import licence
from dronedeal.forms.offset import offset
from dronedeal.forms.purchase import purchase
from dronedeal.forms.relief import relief
from dronedeal.forms.security import security
from dronedeal.forms.setting import Setting, Unreadable
from dronedeal.forms.subsidiary import subsidiary
from dronedeal.forms.swap import swap
from dronedeal.forms.technology import technology
from dronedeal.forms.termination import termination
from dronedeal.forms.third_country import third_country

__all__ = ["FORMS", "compose"]

FORMS: Mapping[str, Callable[..., Term]] = MappingProxyType(
    {
        form.__name__: form
        for form in (
            purchase,
            licence,
            joint_production,
            subsidiary,
            technology,
            swap,
            offset,
            fund,
            compensation,
            data_access,
            security,
            export_levy,
            third_country,
            guarantee,
            relief,
            favoured_partner,
            callback,
            termination,
        )
    }
)
"""Forms by the ``kind`` a document gives them."""

_PRICES = frozenset({"price", "prices", "one_gives", "other_gives"})
"""Keys that price the units of a system, whose ``unit_cost`` can then be meant."""


def compose(setting: Setting) -> Term:
    """Turn a clause into the term it stands for.

    Raises
    ------
    Unreadable
        Its arguments do not fit together.
    """
    for key, value in setting.clause.said.items():
        for number in numbers_of(value):
            _whole(number, key)
    return FORMS[setting.clause.form](setting, **setting.clause.said)


def _whole(number: Number, key: str) -> None:
    """Refuse multiples of a unit cost where no system is priced, and multiples inside a series."""
    for part in parts_of(number):
        if not isinstance(part, Product):
            continue
        if part is not number:
            message = f"{key} holds a multiple of a number inside a series"
            raise Unreadable(message, key=key, mend="write {by_year: {2027: 1.2}, times: unit_cost}")
        if part.times == "unit_cost" and key not in _PRICES:
            message = f"{key} is no price of a system, so unit_cost means nothing here"
            raise Unreadable(message, key=key, mend="write an amount, or times: systems.NAME.unit_cost")
