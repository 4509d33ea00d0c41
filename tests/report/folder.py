"""A small deal as a folder: two states, a maker, a line abroad, kits and a bar, a scenario and private overlays."""

from pathlib import Path

DEAL = """
dronedeal: 1
title: A small deal
text: Two states and a maker, as claimed in V001
horizon: {start: 2027-Q1, years: 2, step: quarter}
currency: USD
parties:
  home: {kind: state, role: principal, name: Homeland, discount_rate: 10%}
  buyer:
    kind: state
    role: principal
    discount_rate: 4%
    budgets: {drones: {fiscal_year: 10-01, by_year: {2027: 40M USD, 2028: {value: 40M USD, claims: [C002]}}}}
  makers: {kind: company, in: UA, discount_rate: 15%, owns: [interceptor], tax: 18%, taxed_by: home}
  line_company: {kind: company, in: US, discount_rate: 10%}
systems:
  interceptor:
    name: Interceptor drone
    domain: air
    effects: {counter_uas: 1}
    unit_cost: {triangle: [2_500 USD, 4_000 USD, 6_000 USD], claims: [C001]}
    support: 500 USD
    kits: {as_is: {}, cleared: {extra_cost: 20%, from: 2027-Q3}}
    barred:
      - {kit: as_is, buyer: buyer, from: 2027-Q1, rule: A-RULE, why: parts from elsewhere, claims: [C002]}
      - {buyer: buyer, from: 2027-Q1, rule: B-RULE, why: lost competitions}
sites:
  home_line: {in: UA, of: makers, makes: [interceptor], capacity: {value: 3_000/quarter, claims: [C001]}, reserve: 50%, reserved_for: home}
  abroad: {in: US, of: line_company, makes: [interceptor], cost: 1.2, under: licence, build: {capital: 1_000 USD, most: 500/quarter, lead: 1 quarter}}
needs:
  front: {of: home, service: Air Force, role: counter_uas, kind: flow, own: yes, quantity: 1_000/quarter, worth: {then: [[20_000, 20_000 USD]]}}
  bases: {of: buyer, service: Army, role: counter_uas, kind: flow, quantity: 800/quarter, worth: {avoids: dear, then: [[8_000, 12_000 USD]]}}
alternatives:
  dear: {for: buyer, name: Dear interceptor, role: counter_uas, unit_cost: C002, capacity: 50/quarter}
events:
  stop: {what: Money stops}
terms:
  orders: {kind: purchase, status: existing, seller: makers, buyer: home, systems: [interceptor], price: {value: 1.2, times: unit_cost, claims: [C001]}}
  sale: {kind: purchase, seller: makers, buyer: buyer, systems: [interceptor], price: {open: [1.2, 1.6], times: unit_cost, quantum: 0.01}, advance: 15%, pay_after: 45 days, lead: 1 quarter}
  licence: {kind: licence, licensor: makers, licensee: line_company, systems: [interceptor], sites: [abroad], upfront: 1M USD, royalty: {value: 5%, claims: [C001]}, pay_after: 30 days}
  line_sale: {kind: purchase, seller: line_company, buyer: buyer, systems: [interceptor], price: {value: 1.9, times: unit_cost}}
  waiver: {kind: relief, by: buyer, to: makers, rule: B-RULE, systems: [interceptor], since: 2027-Q2}
  exit: {kind: termination, by: buyer, to: home, cause: non_appropriation, event: stop, terms: [sale], wind_down: 2M USD}
"""

CLAIMS = """\
id,subject,quantity,low,high,unit,as_of,publisher,published,title,url,confidence,note
C001,system.interceptor,Unit cost,2500,6000,USD/unit,2026,A paper,2026,Costs,https://example.org/costs,low,
C002,system.dear,Price of the dear interceptor,30000,30000,USD/unit,2026,A ministry,2026,Prices,https://example.org/prices,high,
V001,deal.small,Value of the deal as one president put it,100000000,200000000,USD,2026,A president,2026,Speech,javascript:alert(1),low,
"""

LOW = "scenario: No money for drones\nparties: {buyer: {budgets: {drones: {by_year: {2027: 1M USD, 2028: 1M USD}}}}}\n"


def write(
    folder: Path, deal: str = DEAL, *, scenarios: dict[str, str] | None = None, private: dict[str, str] | None = None
) -> Path:
    """Write the deal, its claims, scenarios and private overlays into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "deal.yaml").write_text(deal, encoding="utf-8")
    (folder / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    for name, files in (("scenarios", scenarios), ("private", private)):
        for key, text in (files or {}).items():
            (folder / name).mkdir(exist_ok=True)
            (folder / name / f"{key}.yaml").write_text(text, encoding="utf-8")
    return folder
