"""Fund: partners commit money, lines are financed from it, returns flow back. Not a budget: nobody may spend it on purchases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Duration, Money, PartyName, Share, SiteName, With
from dronedeal.deal.quantity import Balance, Counted, Drawn, Fixed, Masked, Quantity, Scale, Sum, Thing
from dronedeal.deal.term import All, Due, Keep, Term
from dronedeal.forms.setting import Setting, Unreadable

__all__ = ["fund"]


def fund(
    setting: Setting,
    *,
    manager: PartyName,
    commitments: Mapping[PartyName, Money],
    shares: Mapping[PartyName, Share],
    finances: Mapping[SiteName, Share],
    returns: Mapping[PartyName, Share] | None = None,
    pay_after: Annotated[Duration | None, With("returns")] = None,
    account: str = "",
    since: Quarter | None = None,
    until: Quarter | None = None,
) -> Term:
    """A common fund: calls are shared among the committed, capital of lines is paid from it, profit returns to it.

    Parameters
    ----------
    manager
        The fund itself, a party of kind ``fund``.
    commitments
        The most each contributor pays over the term.
    shares
        Share of each call each contributor pays, until its commitment is used up; who covers a gap is another clause.
    finances
        Lines the fund pays for, with its share of their capital.
    returns
        Share of the profit of the companies financed that comes back, by company; divided as the calls are.
    pay_after
        How long after the quarter returns are paid.
    account
        The contributors' budget account.
    since
        First quarter of calls.
    until
        First quarter without.
    """
    owners = {site: setting.deal.sites[site].of for site in finances}
    financed: dict[str, Quantity] = {
        site: Scale(by=Fixed(number=share), of=Counted(thing=Thing.CAPITAL_SPENT, subject=site), place=share.place)
        for site, share in finances.items()
    }
    call = Sum(parts=tuple(financed.values()))
    first = setting.in_quarter(since)
    start = Due(anchor="start")
    parts: list[Term] = [
        setting.pays(manager, owners[site], amount, f"finances/{site}", due=start) for site, amount in financed.items()
    ]
    parts.append(
        Keep(
            by=manager,
            to=manager,
            promise="finances",
            about=tuple(finances),
            text="may finance only these lines",
            place=setting.clause.place_of("finances"),
        )
    )
    for party in commitments:
        if party not in shares:
            message = f"{party} has a commitment and no share of calls"
            raise Unreadable(message, key="commitments", mend=f"give {party} a share, or no commitment")
    for party, share in shares.items():
        if party not in commitments:
            message = f"{party} has a share of calls and no commitment"
            raise Unreadable(message, key="shares", mend=f"give {party} a commitment, or no share")
        commitment = commitments[party]
        unused = Balance(
            name=f"{setting.name}/commitment/{party}",
            added=Masked(of=Fixed(number=commitment), mask=first),
            wanted=Scale(by=Fixed(number=share), of=call),
            place=commitment.place,
        )
        parts.append(setting.pays(party, manager, Drawn(balance=unused), f"call/{party}", due=start, account=account))
    statement = Due(anchor="statement", after=pay_after)
    for company, part in (returns or {}).items():
        profit = Scale(by=Fixed(number=part), of=Counted(thing=Thing.PROFIT, subject=company), place=part.place)
        parts.append(setting.pays(company, manager, profit, f"returns/{company}", due=statement))
        parts.extend(
            setting.pays(
                manager, party, Scale(by=Fixed(number=share), of=profit), f"returns/{company}/{party}", due=statement
            )
            for party, share in shares.items()
        )
    return setting.within(All(parts=tuple(parts)), since, until)
