"""Reserve for returns: part of each royalty waits until goods can no longer be given back. Not the retention of a purchase."""

from __future__ import annotations

from dataclasses import dataclass, field

from dronedeal.deal.field import Share
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.deal.quantity import Balance, Drawn, Fixed, Quantity, Scale, Thing, minus, shifted
from dronedeal.forms.setting import Setting, Unreadable, part_of_all

__all__ = ["Held", "Reserve", "held_back"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """Part of each royalty is held back and released later, less royalties on goods given back.

    Parameters
    ----------
    share
        Share of each royalty held back.
    quarters
        How many quarters it is held.
    """

    share: Share
    quarters: int
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A royalty in its parts: paid at once, held and released ``quarters`` later, and what returns take off releases."""

    paid: Quantity
    held: Quantity
    returns: Quantity


def held_back(setting: Setting, reserve: Reserve, royalty: Quantity) -> Held:
    """Split a royalty; returns are taken off what is released in their quarter, and the rest off later releases; settle.md R14.

    Raises
    ------
    Unreadable
        It is held for no quarter, or may be more than the royalty.
    """
    part_of_all(reserve.share, "reserve", "share")
    if reserve.quarters < 1:
        message = "a reserve is held at least one quarter"
        raise Unreadable(message, key="reserve", mend="say for how many quarters, or drop the reserve")
    held = Scale(by=Fixed(number=reserve.share), of=royalty, place=reserve.place)
    returned = setting.reported(Thing.GIVEN_BACK, place=reserve.place)
    taken = Balance(
        name=f"{setting.name}/returns", added=returned, wanted=shifted(held, reserve.quarters), place=reserve.place
    )
    return Held(paid=minus(royalty, held), held=held, returns=Drawn(balance=taken))
