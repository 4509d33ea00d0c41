"""Answers that may be yes, no or not known, and how they combine. Not the questions.

The strong three-valued logic of Kleene, "On notation for ordinal numbers", Journal of Symbolic Logic 3 (1938): every
connective is monotone in what is known, so that taking a fact away can turn an answer into "not known" and never into its
opposite. The law that a removed fact never betters a verdict (law 9) rests on this.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from dronedeal.screening.vocabulary import GRADES, Grade

__all__ = ["NO", "Answer", "all_of", "any_of", "no", "none_of", "unknown", "weakest", "yes"]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer and what it rests on.

    Parameters
    ----------
    value
        True, False, or None where it is not known.
    because
        Why it is so, as the end of a sentence.
    missing
        The facts that would settle it; empty unless it is not known.
    grade
        The weakest evidence that it rests on.
    """

    value: bool | None
    because: str = ""
    missing: tuple[str, ...] = ()
    grade: Grade = "government_cleared"


NO = Answer(False)
"""A plain no."""


def yes(because: str, grade: Grade = "government_cleared") -> Answer:
    """A yes and its reason."""
    return Answer(True, because, (), grade)


def no(because: str = "", grade: Grade = "government_cleared") -> Answer:
    """A no and its reason."""
    return Answer(False, because, (), grade)


def unknown(*missing: str, because: str = "") -> Answer:
    """Not known, for want of some facts."""
    return Answer(None, because, missing)


def any_of(answers: Iterable[Answer]) -> Answer:
    """Yes if any is, no if none is; else not known, and what is missing of all."""
    every: list[Answer] = []
    for one in answers:
        if one.value:
            return one
        every.append(one)
    return _joined(every, otherwise=False)


def all_of(answers: Iterable[Answer]) -> Answer:
    """No if any is no, yes if all are; else not known, and what is missing of all."""
    every: list[Answer] = []
    for one in answers:
        if one.value is False:
            return one
        every.append(one)
    return _joined(every, otherwise=True)


def none_of(answers: Iterable[Answer]) -> Answer:
    """The opposite of ``any_of``."""
    one = any_of(answers)
    return one if one.value is None else Answer(not one.value, one.because, (), one.grade)


def weakest(grades: Iterable[Grade]) -> Grade:
    """The weakest of some grades; the strongest there is, if there are none."""
    held = frozenset(grades)
    if len(held) == 1:
        return next(iter(held))
    for grade in GRADES:
        if grade in held:
            return grade
    return GRADES[-1]


def _joined(every: list[Answer], *, otherwise: bool) -> Answer:
    """What is not known, if anything is not; else all that is known."""
    if len(every) == 1:
        return every[0]
    unsettled = [one for one in every if one.value is None]
    answers, value = (unsettled, None) if unsettled else (every, otherwise)
    if len(answers) == 1:
        return answers[0]
    missing = tuple(dict.fromkeys(chain.from_iterable([one.missing for one in answers])))
    because = "; ".join(dict.fromkeys([one.because for one in answers if one.because]))
    return Answer(value, because, missing, weakest([one.grade for one in answers]))
