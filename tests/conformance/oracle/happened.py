"""Events: which stand, and what they come to, quarter by quarter."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from tests.conformance.oracle.days import Quarter

Event = dict[str, str]
Key = tuple[str, ...]


def name(event: Event) -> str:
    return f"{event['source']}/{event['id']}"


def day(event: Event) -> date:
    return date.fromisoformat(event["effective_on"])


def standing(events: Iterable[Event], to: date) -> list[Event]:
    """Events to a day that nothing corrects or withdraws, by day, source and id."""
    known = {(event["source"], event["id"]): event for event in events}
    gone = {(event["source"], event["corrects"]) for event in known.values() if event.get("corrects")}
    left = [event for key, event in known.items() if key not in gone and event["kind"] != "withdrawn"]
    return sorted((event for event in left if day(event) <= to), key=lambda one: (day(one), one["source"], one["id"]))


class Counts:
    """What was counted by quarter. Returns undo the latest deliveries of the same goods to the same receiver."""

    def __init__(self, events: list[Event], quarters: list[Quarter]) -> None:
        self.rows: defaultdict[Key, list[Fraction]] = defaultdict(lambda: [Fraction(0)] * len(quarters))
        self.excess: list[str] = []
        for event in events:
            quarter = Quarter.of(day(event))
            if quarter not in quarters:
                continue
            at = quarters.index(quarter)
            match event["kind"]:
                case "delivered":
                    self.rows[_goods(event)][at] += int(event["quantity"])
                case "returned":
                    self._undo(event, at)
                case "produced":
                    self.rows["produced", event["of"], event["system"], _kit(event)][at] += int(event["quantity"])
                case "invested":
                    self.rows["invested", event["of"]][at] += Fraction(event["amount"])
                case "metered":
                    self.rows["metered", event["of"]][at] += Fraction(event["quantity"])
                case "credited":
                    self.rows["credited", event["of"], event["what"]][at] += Fraction(event["amount"])
                case "secured" | "drawn" | "released":
                    self.rows[event["kind"], event["of"]][at] += Fraction(event["amount"])
                case "late":
                    row = self.rows["late", event["of"]]
                    row[at] = max(row[at], Fraction(event["quantity"]))

    def _undo(self, event: Event, at: int) -> None:
        row, left = self.rows[_goods(event)], Fraction(event["quantity"])
        while at >= 0 and left:
            taken = min(row[at], left)
            row[at] -= taken
            left -= taken
            at -= 1
        if left:
            self.excess.append(name(event))


def _goods(event: Event) -> Key:
    return "delivered", event["of"], event["system"], _kit(event), event["to"]


def _kit(event: Event) -> str:
    return event.get("kit", "standard")
