"""Reading one quantity exactly, for hand-checked values."""

from decimal import Decimal

from dronedeal.deal import Counted, Horizon, Quantity, Quarter, Thing
from dronedeal.reading import ExactReader, rounded
from tests.deals import START, numbers

UNITS = Counted(thing=Thing.UNITS_DELIVERED, subject="sale")
OTHER = Counted(thing=Thing.UNITS_DELIVERED, subject="other")
YEAR = Horizon(start=START, years=1)
TWO_YEARS = Horizon(start=START, years=2)
FROM_JULY = Horizon(start=Quarter(2027, 3), years=2)


def values(
    quantity: Quantity, *units: object, horizon: Horizon = YEAR, other: tuple[object, ...] = ()
) -> list[Decimal]:
    """The quantity a quarter, given what was counted of ``UNITS`` and of ``OTHER``."""
    facts = {UNITS: numbers(*units, periods=horizon.periods), OTHER: numbers(*other, periods=horizon.periods)}
    return list(ExactReader(horizon, facts).read(quantity))


def cents(quantity: Quantity, *units: object, horizon: Horizon = YEAR, other: tuple[object, ...] = ()) -> list[str]:
    """The quantity a quarter as a payable line shows it."""
    return [str(rounded(value)) for value in values(quantity, *units, horizon=horizon, other=other)]
