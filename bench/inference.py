"""``python -m bench inference``: how well the other side is read from few offers, by ``dronedeal`` and by two well-known models.

Domains and bidders are generated (``bench.bidders``), and nothing was tuned on these: on others of the same generator, numbers 0 to 29, our
least effective particles were chosen, and the rivals' step, error and gain, in the rivals' favour. Two measures: the rank correlation of
estimated and true utilities over up to 2,000 packages; and the share of the best Nash product reached when choosing by the estimate.
Differences are paired by domain; intervals are from resampling domains.
"""

from __future__ import annotations

import time

import numpy as np
from scipy.stats import spearmanr

from bench.bidders import BIDDERS, Generated, generated, offers_of, worth
from bench.row import Row
from dronedeal.bargaining.estimate import estimate
from tests.rivals.opponent_models import bayesian, frequency

_FIRST, _DOMAINS, _COUNTS = 1000, 100, (3, 5, 10, 20)
_MODELS = ("ours", "classic frequency", "Hindriks-Tykhonov")
_MEASURES = ("rank correlation", "share of Nash product")


def run(*, quick: bool) -> list[Row]:
    """Measure; ``quick`` shows that it runs."""
    domains, counts = (2, (3,)) if quick else (_DOMAINS, _COUNTS)
    drawn = [generated(_FIRST + at) for at in range(domains)]
    return [row for count in counts for row in _rows(drawn, count)]


def _rows(drawn: list[Generated], count: int) -> list[Row]:
    found = np.zeros((len(drawn), len(BIDDERS), len(_MODELS), len(_MEASURES)))
    inside, width, seconds = [], [], []
    for at, one in enumerate(drawn):
        prior = estimate(one.positions, np.zeros((0, len(one.positions)), dtype=np.int64), ordered=one.ordered)
        for which, bidder in enumerate(BIDDERS):
            offers = offers_of(one, bidder, count, _FIRST + at)
            started = time.perf_counter()
            ours = estimate(one.positions, offers, ordered=one.ordered)
            seconds.append(time.perf_counter() - started)
            true = np.array([np.ptp(values) for values in one.theirs])
            inside += list((ours.low <= true) & (true <= ours.high))
            width.append((ours.high - ours.low).sum() / (prior.high - prior.low).sum())
            models = (list(ours.worths), frequency(one.sizes, offers), bayesian(one.sizes, offers))
            found[at, which] = [_scores(one, worths) for worths in models]
    size = f"{count} offers, {len(drawn)} domains × {len(BIDDERS)} bidders"
    means = found.mean(axis=1)
    rows = [
        Row(name=f"{measure}, {model}", value=float(means[:, at, what].mean()), unit="", size=size)
        for what, measure in enumerate(_MEASURES)
        for at, model in enumerate(_MODELS)
    ]
    for what, measure in enumerate(_MEASURES):
        for at, model in enumerate(_MODELS[1:], start=1):
            less = means[:, 0, what] - means[:, at, what]
            low, high = _interval(less)
            said = f"{size}; 95 % of resampled domains: {low:+.3f} to {high:+.3f}; better in {int((less > 0).sum())} domains"
            rows.append(Row(name=f"{measure}, ours − {model}", value=float(less.mean()), unit="", size=said))
    rows.append(Row(name="true weights inside our 10–90 % band", value=float(np.mean(inside)), unit="", size=size))
    rows.append(Row(name="width of that band ÷ before any offer", value=float(np.mean(width)), unit="", size=size))
    rows.append(Row(name="an estimate, median", value=float(np.median(seconds)) * 1e3, unit="ms", size=size))
    return rows


def _scores(one: Generated, worths: list[np.ndarray]) -> tuple[float, float]:
    true, guess, ours = (worth(each, one.packages) for each in (one.theirs, worths, one.ours))
    rank = 0.0 if np.ptp(guess) == 0 else float(spearmanr(true, guess).statistic)
    product = true * ours
    return rank, float(product[np.argmax(guess * ours)] / product.max())


def _interval(values: np.ndarray) -> tuple[float, float]:
    rng = np.random.default_rng(7)
    means = values[rng.integers(0, values.size, size=(4000, values.size))].mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(low), float(high)
