"""Codes D4xx and D5xx: what is wrong with a deal although every word of it could be read. Not what a plan finds."""

from __future__ import annotations

from dronedeal.deal.codes.code import Code, example

__all__ = ["SENSE"]

SENSE = (
    Code(
        code="D401",
        title="a name that stands nowhere",
        what="A party, system, site, clause, event, claim or path is named that the deal does not hold. The nearest is "
        "shown.",
        why="A sale to a buyer that does not exist delivers nothing and owes nothing.",
        bad=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: arny, systems: [drone], price: 5_000 USD}
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone], price: 5_000 USD}
        """),
        mend="Correct the name, or add what it names.",
    ),
    Code(
        code="D501",
        title="a share out of proportion",
        what="A share lies below -100% or above 1,000%.",
        why="It is nearly always a percentage without its sign: a royalty of `6` is 600%.",
        bad=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: 5_000 USD, advance: 15}
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone],
                 price: 5_000 USD, advance: 15%}
        """),
        mend="Write 6% for six hundredths, or 0.06.",
    ),
    Code(
        code="D502",
        title="a stock without its size or shelf life",
        what="A need of kind `stock` lacks `stock`, the most effects held, or `shelf_life`, how long an effect counts.",
        why="Without them a stock is a flow: it could be filled for ever, or would never need to be filled again.",
        bad=example("""
        needs:
          strikes:
            of: army
            service: Army
            role: strike
            kind: stock
            quantity: 400/quarter
            worth: {then: [[1_000, 9_000 USD]]}
        """),
        good=example("""
        needs:
          strikes:
            of: army
            service: Army
            role: strike
            kind: stock
            stock: 2_000
            shelf_life: 3 years
            quantity: 400/quarter
            worth: {then: [[1_000, 9_000 USD]]}
        """),
        mend="Give both, or make it a flow.",
    ),
    Code(
        code="D503",
        title="a need worth nothing",
        what="A need neither avoids an alternative nor declares a worth.",
        why="No plan would spend anything on it, so it would go unserved without a reason shown.",
        bad=example("""
        needs:
          strikes:
            of: army
            service: Army
            role: strike
            kind: flow
            quantity: 400/quarter
            worth: {}
        """),
        good=example("""
        needs:
          strikes:
            of: army
            service: Army
            role: strike
            kind: flow
            quantity: 400/quarter
            worth: {then: [[1_000, 9_000 USD]]}
        """),
        mend="Say which alternative it avoids, or declare a worth.",
    ),
    Code(
        code="D504",
        title="a worth that rises with quantity",
        what="The steps of a declared worth are not in order, or a later step is worth more than an earlier one.",
        why="The planner fills steps from the best down, which is right only if worth diminishes.",
        bad=example("""
        needs:
          strikes:
            of: army
            service: Army
            role: strike
            kind: flow
            quantity: 400/quarter
            worth: {then: [[1_000, 4_000 USD], [2_000, 9_000 USD]]}
        """),
        good=example("""
        needs:
          strikes:
            of: army
            service: Army
            role: strike
            kind: flow
            quantity: 400/quarter
            worth: {then: [[1_000, 9_000 USD], [2_000, 4_000 USD]]}
        """),
        mend="Order the steps by `up_to`, with worth falling.",
    ),
    Code(
        code="D505",
        title="a need that no system serves",
        what="A warning: no system has the need's role among its `effects`, so only an alternative can serve it.",
        why="Often the role is spelt differently in the two places.",
        bad=example("""
        needs:
          strikes:
            of: army
            service: Army
            role: strikes
            kind: flow
            quantity: 400/quarter
            worth: {then: [[1_000, 9_000 USD]]}
        """),
        good=example("""
        needs:
          strikes:
            of: army
            service: Army
            role: strike
            kind: flow
            quantity: 400/quarter
            worth: {then: [[1_000, 9_000 USD]]}
        """),
        mend="Give a system this role under `effects`, or correct the role.",
    ),
    Code(
        code="D506",
        title="an alternative of another party or role",
        what="A need avoids an alternative that is for another party, or serves another role.",
        why="What one army need not buy is no saving of another's.",
        bad=example("""
        alternatives:
          missile: {for: maker, role: strike, unit_cost: 60_000 USD, capacity: 10/quarter}
        needs:
          strikes:
            of: army
            service: Army
            role: strike
            kind: flow
            quantity: 400/quarter
            worth: {avoids: missile}
        """),
        good=example("""
        alternatives:
          missile: {for: army, role: strike, unit_cost: 60_000 USD, capacity: 10/quarter}
        needs:
          strikes:
            of: army
            service: Army
            role: strike
            kind: flow
            quantity: 400/quarter
            worth: {avoids: missile}
        """),
        mend="Name an alternative of the same party and role.",
    ),
    Code(
        code="D507",
        title="no such budget",
        what="A need is paid from an account that its party does not have.",
        why="What is paid from nowhere is limited by nothing.",
        bad=example("""
        needs:
          strikes:
            of: army
            service: Army
            role: strike
            kind: flow
            quantity: 400/quarter
            worth: {then: [[1_000, 9_000 USD]]}
            account: procurment
        """),
        good=example("""
        parties:
          army: {budgets: {procurement: {by_year: {2027: 5M USD}}}}
        needs:
          strikes:
            of: army
            service: Army
            role: strike
            kind: flow
            quantity: 400/quarter
            worth: {then: [[1_000, 9_000 USD]]}
            account: procurement
        """),
        mend="Name one of the party's budgets.",
    ),
    Code(
        code="D508",
        title="a site that can make nothing",
        what="A site has neither `capacity` nor `build`.",
        why="It would never make a unit, and no plan could say why.",
        bad=example("""
        sites:
          second: {in: UA, of: maker, makes: [drone]}
        """),
        good=example("""
        sites:
          second: {in: UA, of: maker, makes: [drone], capacity: 500/quarter}
        """),
        mend="Give it capacity, capacity that can be built, or both.",
    ),
    Code(
        code="D509",
        title="half a reserve",
        what="A site says how much is reserved but not for whom, or for whom but not how much.",
        why="Either half alone reserves nothing.",
        bad=example("""
        sites:
          second: {in: UA, of: maker, makes: [drone], capacity: 500/quarter, reserve: 60%}
        """),
        good=example("""
        sites:
          second: {in: UA, of: maker, makes: [drone], capacity: 500/quarter, reserve: 60%, reserved_for: army}
        """),
        mend="Give both `reserve` and `reserved_for`, or neither.",
    ),
    Code(
        code="D510",
        title="no such kit",
        what="A bar names a kit that its system does not have. A system without `kits` has one, `standard`.",
        why="The bar would close nothing, and a plan would buy what may not be bought.",
        bad=example("""
        systems:
          drone:
            kits: {as_is: {}, cleared: {extra_cost: 21%}}
            barred: [{kit: as-is, buyer: army}]
        """),
        good=example("""
        systems:
          drone:
            kits: {as_is: {}, cleared: {extra_cost: 21%}}
            barred: [{kit: as_is, buyer: army}]
        """),
        mend="Name one of the system's kits.",
    ),
    Code(
        code="D511",
        title="a file outside the folder",
        what="A kit's bill of materials is an absolute path, a link, or climbs out of the deal's folder with `..`.",
        why="A deal received from somebody else must not make this machine read its other files.",
        bad=example("""
        systems:
          drone: {kits: {as_is: {bom: ../elsewhere/drone.cdx.json}}}
        """),
        good=example("""
        systems:
          drone: {kits: {as_is: {bom: boms/drone.cdx.json}}}
        """),
        mend="Keep the file inside the deal's folder and give its path from there.",
    ),
    Code(
        code="D512",
        title="probabilities that do not sum to one",
        what="The regimes that branch from the same point must have probabilities between nought and one that sum to one, also as each "
        "party believes; so must the probability of a scenario lie.",
        why="Expected values would otherwise be too large or too small in every report.",
        bad=example("""
        regimes:
          peace: {probability: 30%}
          war: {probability: 60%}
        """),
        good=example("""
        regimes:
          peace: {probability: 30%}
          war: {probability: 70%}
        """),
        mend="Make them sum to one.",
    ),
    Code(
        code="D513",
        title="a fiscal year that begins within a quarter",
        what="A budget's fiscal year begins on the first day of January, April, July or October.",
        why="Plans count in quarters; a year that begins within one would split a quarter's payments by guesswork.",
        bad=example("""
        parties:
          army: {budgets: {procurement: {fiscal_year: 09-15, by_year: {2027: 5M USD}}}}
        """),
        good=example("""
        parties:
          army: {budgets: {procurement: {fiscal_year: 10-01, by_year: {2027: 5M USD}}}}
        """),
        mend="Write 01-01, 04-01, 07-01 or 10-01.",
    ),
    Code(
        code="D514",
        title="an open number outside the terms",
        what="A number of a party, system, site, need, alternative, rate or regime is `open`.",
        why="Only terms are bargained over. What a drone costs to make is not on the table, even if nobody knows it.",
        bad=example("""
        systems:
          drone: {unit_cost: {open: [3_000 USD, 5_000 USD]}}
        """),
        good=example("""
        systems:
          drone: {unit_cost: {uniform: [3_000 USD, 5_000 USD]}}
        """),
        mend="Write an agreed, uncertain or disputed number, or move it into a clause.",
    ),
    Code(
        code="D515",
        title="a multiple that leads to no value",
        what="A number is given as `times:` another, and following these references leads back to it; or to `unit_cost` where no system is "
        "priced; or it is what a system costs to make (`unit_cost`, `learning`, `extra_cost`), which is a number of its own.",
        why="It has no value.",
        bad=example("""
        terms:
          one: {kind: compensation, payer: army, payee: maker, amount: {value: 2, times: terms.two.amount}}
          two: {kind: compensation, payer: army, payee: maker, amount: {value: 3, times: terms.one.amount}}
        """),
        good=example("""
        terms:
          one: {kind: compensation, payer: army, payee: maker, amount: {value: 2, times: terms.two.amount}}
          two: {kind: compensation, payer: army, payee: maker, amount: 5_000 USD}
        """),
        mend="Give one of the numbers a value.",
    ),
    Code(
        code="D516",
        title="a count that rests on itself",
        what="What a clause counts is made of what it pays: a levy on a levy, a share of the profit from which it is "
        "itself taken.",
        why="It has no value, or more than one.",
        bad=example("""
        terms:
          levy: {kind: export_levy, state: army, payer: maker, terms: [levy], share: 5%}
        """),
        good=example("""
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [drone], price: 5_000 USD}
          levy: {kind: export_levy, state: army, payer: maker, terms: [sale], share: 5%}
        """),
        mend="Let one of the clauses count something else.",
    ),
    Code(
        code="D517",
        title="regimes in a circle",
        what="Following `after` from a regime leads back to it.",
        why="A tree of futures begins somewhere; in a circle none of its branches could ever be reached.",
        bad=example("""
        regimes:
          peace: {probability: 100%, after: war}
          war: {probability: 100%, after: peace}
        """),
        good=example("""
        regimes:
          peace: {probability: 100%}
          war: {probability: 100%, after: peace}
        """),
        mend="Let one of them come after none.",
    ),
    Code(
        code="D518",
        title="an event before the horizon",
        what="An event happens, in the document or in a regime, before the first quarter; or a regime is known then.",
        why="What is paid once when it happens would fall into no quarter and be lost.",
        bad=example("""
        events:
          ceasefire: {on: 2026-Q4}
        """),
        good=example("""
        events:
          ceasefire: {on: 2027-Q1}
        """),
        mend="Leave out what has happened already, and write the deal as it stands after it.",
    ),
    Code(
        code="D519",
        title="a system named like a payment",
        what="A clause has a row for each system and one for each payment, and a system has the name of a payment: "
        "`price`, `advance`, `retention`, `damages`.",
        why="Two rows would have one name, and nobody could tell the drones from the money.",
        bad=example("""
        systems:
          price: {domain: air, effects: {strike: 1}, unit_cost: 3_000 USD}
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [price], price: 5_000 USD}
        """),
        good=example("""
        systems:
          price_drone: {domain: air, effects: {strike: 1}, unit_cost: 3_000 USD}
        terms:
          sale: {kind: purchase, seller: maker, buyer: army, systems: [price_drone], price: 5_000 USD}
        """),
        mend="Call the system something else; its `name` may be any words.",
    ),
    Code(
        code="D520",
        title="a discount rate that leaves nothing of today",
        what="A party's discount rate is -50% or less, or could be drawn so. A little below zero is allowed.",
        why="At -100% a year from now would weigh without bound, and at -50% the last of thirty years weighs a thousand "
        "million times the first: one day would decide the plan.",
        bad=example("""
        parties:
          army: {kind: state, discount_rate: -100%}
        """),
        good=example("""
        parties:
          army: {kind: state, discount_rate: -1%}
        """),
        mend="Write a yearly rate above -50%, as 4%.",
    ),
    Code(
        code="D521",
        title="a value after the horizon",
        what="A series or a budget names a year or a quarter that begins after the horizon has ended.",
        why="It is never read: the value before it holds to the end, which may not be what a slip of the pen meant.",
        bad=example("""
        terms:
          sale:
            {kind: purchase, seller: maker, buyer: army, systems: [drone], price: 5_000 USD, most: {by_year: {2027: 90/quarter, 2082: 40/quarter}}}
        """),
        good=example("""
        terms:
          sale:
            {kind: purchase, seller: maker, buyer: army, systems: [drone], price: 5_000 USD, most: {by_year: {2027: 90/quarter, 2028: 40/quarter}}}
        """),
        mend="Name a year of the horizon, or leave the value out.",
    ),
    Code(
        code="D522",
        title="correlations that cannot be",
        what="Rank correlations stated of some numbers contradict each other: no numbers could hang together like that, "
        "or one correlates with itself, or one pair is stated twice and differently, or what is named is a series rather than "
        "one of its values.",
        why="If two numbers both rise with a third, they cannot fall with each other: such numbers cannot be drawn.",
        bad=example("""
        parties:
          army: {kind: state, discount_rate: {uniform: [2%, 5%], correlates: {parties.army.discount_rate: 0.9}}}
        """),
        good=example("""
        parties:
          army: {kind: state, discount_rate: {uniform: [2%, 5%]}}
        """),
        mend="Bring the correlations nearer to zero, or leave one out: what is not stated follows from the rest.",
    ),
    Code(
        code="D523",
        title="a regime known before the one it follows",
        what="A regime comes `after` another that is known later, or by no quarter of its own while it follows one that has a quarter.",
        why="What comes after a branch cannot be told before that branch is.",
        bad=example("""
        regimes:
          peace: {probability: 100%, since: 2028-Q1}
          relapse: {probability: 100%, after: peace, since: 2027-Q3}
        """),
        good=example("""
        regimes:
          peace: {probability: 100%, since: 2028-Q1}
          relapse: {probability: 100%, after: peace, since: 2028-Q3}
        """),
        mend="Give the later branch a later quarter.",
    ),
    Code(
        code="D524",
        title="an event that is both dated and left to chance, or may never happen",
        what="An event has a `probability` and happens `on` a quarter of its own, or a regime dates it; or no quarter lies between its `since` and "
        "its `until`, or it lasts none.",
        why="Nobody could tell whether it is certain.",
        bad=example("""
        events:
          blockade: {on: 2028-Q1, probability: 20%}
        """),
        good=example("""
        events:
          blockade: {probability: 20%, since: 2028-Q1, until: 2029-Q1}
        """),
        mend="Date the event, or give it a probability; let `until` come after `since`.",
    ),
    Code(
        code="D525",
        title="what happens on an event left to chance",
        what="A clause names an event that has a `probability`, or an event without one says who pays nothing.",
        why="Simulation draws when such an event happens and what it closes and leaves unpaid, but terms become rows before anything is drawn; "
        "plans, over regimes too, have no payment that fails.",
        bad=example("""
        events:
          blockade: {probability: 20%}
        terms:
          cover: {kind: guarantee, guarantor: army, beneficiary: maker, debtor: maker, event: blockade, amount: 1M USD}
        """),
        good=example("""
        events:
          blockade: {}
        regimes:
          open: {probability: 80%, since: 2028-Q1}
          shut: {probability: 20%, since: 2028-Q1, events: {blockade: 2028-Q1}}
        terms:
          cover: {kind: guarantee, guarantor: army, beneficiary: maker, debtor: maker, event: blockade, amount: 1M USD}
        """),
        mend="Let an event that clauses follow happen in a regime or a scenario, and one that keeps somebody from paying by chance: neither does both.",
    ),
    Code(
        code="D526",
        title="an event that happens before its branch is known",
        what="A regime dates an event before its own `since`.",
        why="What has happened tells the branches apart: a plan would have to act as if nobody had noticed.",
        bad=example("""
        events:
          ceasefire: {}
        regimes:
          peace: {probability: 100%, since: 2028-Q1, events: {ceasefire: 2027-Q3}}
        """),
        good=example("""
        events:
          ceasefire: {}
        regimes:
          peace: {probability: 100%, since: 2027-Q3, events: {ceasefire: 2027-Q3}}
        """),
        mend="Let the branch be known when its first event happens.",
    ),
    Code(
        code="D527",
        title="an event that happens in every branch",
        what="An event that regimes date has a date of its own, `on`, too.",
        why="In every branch that does not date it, it happens then: there is none in which it does not.",
        bad=example("""
        events:
          ceasefire: {on: 2028-Q2}
        regimes:
          peace: {probability: 50%, since: 2028-Q1, events: {ceasefire: 2028-Q1}}
          war: {probability: 50%, since: 2028-Q1}
        """),
        good=example("""
        events:
          ceasefire: {}
        regimes:
          peace: {probability: 50%, since: 2028-Q1, events: {ceasefire: 2028-Q1}}
          war: {probability: 50%, since: 2028-Q1}
        """),
        mend="Leave `on` out, and date the event in each branch in which it happens.",
    ),
    Code(
        code="D528",
        title="branches known at different times",
        what="Regimes that come after the same branch have different `since`.",
        why="To know that one has come is to know that the others have not: the first date gives the rest away.",
        bad=example("""
        regimes:
          peace: {probability: 50%, since: 2028-Q1}
          war: {probability: 50%}
        """),
        good=example("""
        regimes:
          peace: {probability: 50%, since: 2028-Q1}
          war: {probability: 50%, since: 2028-Q1}
        """),
        mend="Give them the same quarter.",
    ),
)
"""Codes of sense, in order."""
