"""A clause said, what was counted, and what it must come to: every line and promise of it, checked by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from dronedeal.deal import Clause, Goods, Line, MoneyIn, Quarter, Right
from dronedeal.document import fields_of
from dronedeal.forms import FORMS, Setting, Unreadable, compose
from dronedeal.reading import exact
from dronedeal.unfolding import unfold
from tests.deals import START, Facts, deal


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What a clause comes to: ``owes`` and ``passes`` hold every line of it by label, ``keeps`` its promises."""

    clause: Clause
    beside: tuple[Clause, ...] = ()
    facts: tuple[Facts, ...] = ()
    tables: Mapping[str, object] = field(default_factory=dict[str, object])
    settled: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    years: int = 1
    start: Quarter = START
    owes: Mapping[str, str] = field(default_factory=dict[str, str])
    passes: Mapping[str, str] = field(default_factory=dict[str, str])
    keeps: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join(key for key in self.clause.said if key not in {"systems", "sites"})

    def holds(self) -> None:
        """Check every line and promise."""
        agreement = deal(*self.beside, self.clause, years=self.years, start=self.start, **self.tables)
        unfolded = unfold(agreement)
        facts = {counted: values for one in self.facts for counted, values in one.items()}
        amounts = exact(unfolded, facts, settled=self.settled, at_base=True)
        lines = [line for line in unfolded.lines if line.clause == self.clause.id]
        money = {line.label: _pays(line, amounts[line.path]) for line in lines if isinstance(line.what, MoneyIn)}
        others = {line.label: _gives(line, amounts[line.path]) for line in lines if not isinstance(line.what, MoneyIn)}
        keeps = tuple(
            f"{one.by} to {one.to}: {one.promise} {' '.join(one.about)}".strip()
            for one in unfolded.standing
            if one.clause == self.clause.id
        )

        assert money == self.owes
        assert others == self.passes
        assert keeps == self.keeps


def _pays(line: Line, amounts: tuple[Decimal, ...]) -> str:
    return f"{line.debtor} to {line.creditor}: {' '.join(f'{amount:f}' for amount in amounts)}"


def _gives(line: Line, amounts: tuple[Decimal, ...]) -> str:
    match line.what:
        case Right(kind=kind):
            what = f"right to {kind}"
        case Goods(system=system):
            what = system
        case _:
            what = "money"
    return f"{line.debtor} to {line.creditor}: {what} {' '.join(f'{amount.normalize():f}' for amount in amounts)}"


def refused(clause: Clause, **tables: object) -> tuple[str, str]:
    """The key at fault and the message with which a clause is refused; the key is one of its form."""
    with pytest.raises(Unreadable) as raised:
        compose(Setting(clause=clause, deal=deal(clause, **tables)))
    assert raised.value.key in fields_of(FORMS[clause.form])
    assert raised.value.mend
    return raised.value.key, str(raised.value)
