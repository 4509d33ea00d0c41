"""Most favoured licensee: a royalty that follows a better rate granted to another. Not a price: favoured_partner ties those."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from dronedeal.deal.number import Number
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.deal.quantity import Constant, Counted, Fixed, Least, Quantity, Running, Thing, minus, shifted
from dronedeal.forms.setting import Setting

__all__ = ["MostFavoured", "favoured_rate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MostFavoured:
    """The licensee pays no higher a rate than any other licensee of the licensor.

    Parameters
    ----------
    switches
        ``grant``: from the quarter in which the other has its rate (events ``granted``); ``election``: from the quarter
        after the licensee elects it (events ``elected``). What was paid before is never rated anew.
    """

    switches: Literal["grant", "election"]
    place: Place = field(default=NOWHERE, compare=False)


def favoured_rate(setting: Setting, favoured: MostFavoured, rate: Number) -> Quantity:
    """The rate in force: the lower of the clause's own and the lowest that counts so far; settle.md R6."""
    thing = Thing.GRANTED if favoured.switches == "grant" else Thing.ELECTED
    one = Constant(value=Decimal(1))
    below = Counted(thing=thing, subject=setting.name, place=favoured.place)
    to_date = Running(of=setting.new_peaks("most_favoured", below, favoured.place), over="term")
    best: Quantity = to_date if favoured.switches == "grant" else shifted(to_date, 1)
    return Least(parts=(Fixed(number=rate), minus(one, best)))
