"""A small deal of two sides that solves in no time, with secrets of each side in files of their own."""

from __future__ import annotations

from pathlib import Path

__all__ = ["DEAL", "HOME", "PARTNER", "sealed", "written"]

DEAL = """\
dronedeal: 1
title: A small deal at the table
horizon: {start: 2027-Q1, years: 2}
currency: USD
parties:
  home: {kind: state, role: principal, discount_rate: {triangle: [6%, 12%, 20%]}}
  partner: {kind: state, role: principal, discount_rate: {triangle: [3%, 5%, 9%]}, budgets: {main: {by_year: {2027: 9M USD, 2028: 9M USD}}}}
systems:
  interceptor: {domain: air, effects: {intercept: 1}, unit_cost: 3_000 USD}
sites:
  plant: {in: UA, of: home, makes: [interceptor], capacity: 600/quarter}
needs:
  sky: {of: partner, service: Air Force, role: intercept, kind: flow, quantity: 400/quarter, worth: {then: [[250, 6_000 USD], [400, 4_000 USD]]}}
technologies:
  links: {owner: home, worth: {partner: 0.5M USD}}
terms:
  sale: {kind: purchase, seller: home, buyer: partner, systems: [interceptor], price: {open: [1, 2.5], times: unit_cost, quantum: 0.05}, advance: {open: [0%, 50%], quantum: 5%}, pay_after: 90 days}
  signature: {kind: compensation, payer: partner, payee: home, amount: {open: [0 USD, 2M USD], quantum: 100_000 USD}, on: 2027-Q1, what: experience}
  use: {kind: technology, owner: home, user: partner, technologies: [links], rights: use, fee: 200_000 USD, optional: yes}
"""
HOME = """\
parties:
  home:
    walk_away: {adds: 300_000 USD}
    mandate: {gain: 400_000 USD, limits: {floor: {number: terms.sale.price, at_least: 1.2}}}
"""
PARTNER = """\
parties:
  partner:
    walk_away: {adds: 500_000 USD}
    mandate: {limits: {dear: {number: terms.signature.amount, at_most: 1.5M USD}}}
needs:
  sky: {worth: {then: [[250, 7_000 USD], [400, 4_500 USD]]}}
"""


def written(folder: Path, *, home: str = HOME, partner: str = PARTNER, deal: str = DEAL) -> Path:
    """The deal with both sides' overlays, as a neutral reads it."""
    (folder / "private").mkdir(parents=True)
    (folder / "deal.yaml").write_text(deal, "utf-8")
    (folder / "private" / "home.yaml").write_text(home, "utf-8")
    (folder / "private" / "partner.yaml").write_text(partner, "utf-8")
    return folder


def sealed(folder: Path, side: str) -> Path:
    """The deal with one side's overlay alone, as that side holds it."""
    written(folder)
    (folder / "private" / ("partner.yaml" if side == "home" else "home.yaml")).unlink()
    return folder
