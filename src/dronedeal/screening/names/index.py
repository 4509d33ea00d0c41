"""A list of organisations, searched by many names at once: identifiers, then exact names, then the nearest by trigrams scored. No verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from types import MappingProxyType

from dronedeal.screening.names.align import is_related
from dronedeal.screening.names.form import Form, forms_of
from dronedeal.screening.names.grams import Grams, block_text
from dronedeal.screening.names.match import NOTHING, REVIEW, Likeness, compare_forms
from dronedeal.screening.names.named import Named, identifier

__all__ = ["Hit", "Index"]

_NEAREST = 10
_LEAST_COSINE = 0.35
_MANY = 1000.0
_LIGHTEST = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Somebody on the list whom a name may be, by ``Named.id``, and how alike they are."""

    id: str
    likeness: Likeness


class Index:
    """Listed organisations, ready to be searched.

    Notes
    -----
    A word that many of them share weighs less, as it tells less (inverse document frequency; Spärck Jones 1972, Journal of
    Documentation 28(1)); listed aliases of one of them count once. So a score is a fact of two names and a list.
    """

    def __init__(self, entities: Iterable[Named]) -> None:
        """Read every name of every entity once."""
        self.entities = tuple(entities)
        self._forms: list[Form] = []
        self._owners: list[int] = []
        self._exact: dict[str, list[int]] = {}
        self._identifiers: dict[str, list[tuple[int, str]]] = {}
        for at, entity in enumerate(self.entities):
            for form in (form for name in entity.names for form in forms_of(name)):
                self._exact.setdefault(form.exact, []).append(len(self._forms))
                self._forms.append(form)
                self._owners.append(at)
            for text in entity.identifiers:
                self._identifiers.setdefault(identifier(text), []).append((at, text))
        self._weights = _weights(self._forms, self._owners, len(self.entities))
        self._grams = Grams([block_text(form) for form in self._forms])

    @property
    def weights(self) -> Mapping[str, float]:
        """What words of the list weigh, by concept, where that is less than their own weight."""
        return MappingProxyType(self._weights)

    def search(
        self,
        names: Sequence[str],
        identifiers: Sequence[Sequence[str]] | None = None,
    ) -> list[tuple[Hit, ...]]:
        """Whom each name may be.

        Parameters
        ----------
        identifiers
            Identifiers beside each name, as many as names; none if not given.

        Returns
        -------
        For each name its hits in band ``hit`` or ``review``: exact ones first, then by score, then in the order of the list. An entity comes once, by its best
        alias. Of fuzzy ones only the ``_NEAREST`` by trigrams are scored.
        """
        if identifiers is not None and len(identifiers) != len(names):
            raise ValueError(
                f"{len(identifiers)} sets of identifiers beside {len(names)} names: give one for each name"
            )
        distinct = list(dict.fromkeys(names))
        found = dict(zip(distinct, self._by_name(distinct), strict=True))
        known: Sequence[Sequence[str]] = identifiers or [()] * len(names)
        return [self._hits(found[name], given) for name, given in zip(names, known, strict=True)]

    def _by_name(self, names: list[str]) -> list[dict[int, Likeness]]:
        """For each name the likeness of every entity that it may be, by position."""
        asked = [(at, form) for at, name in enumerate(names) for form in forms_of(name)]
        near: list[dict[int, list[Form]]] = [{} for _ in names]
        for at, form in asked:
            for place in self._exact.get(form.exact, ()) if form.exact else ():
                near[at].setdefault(self._owners[place], []).append(self._forms[place])
        rows, places = self._grams.nearest([block_text(form) for _, form in asked], _NEAREST, _LEAST_COSINE)
        for row, place in zip(rows.tolist(), places.tolist(), strict=True):
            at, form = asked[row]
            listed = self._forms[place]
            if is_related(form, listed):
                near[at].setdefault(self._owners[place], []).append(listed)
        return [
            {
                owner: likeness
                for owner, forms in owners.items()
                if (likeness := compare_forms(forms_of(name), tuple(forms), self._weights, least=REVIEW)) is not NOTHING
            }
            for name, owners in zip(names, near, strict=True)
        ]

    def _hits(self, by_name: dict[int, Likeness], given: Sequence[str]) -> tuple[Hit, ...]:
        found = dict(by_name)
        for text in filter(None, map(identifier, given)):
            for at, listed in self._identifiers.get(text, ()):
                found[at] = Likeness(score=1.0, band="hit", exact=True, alias=listed, tokens=((text, text),))
        ranked = sorted(found.items(), key=lambda item: (not item[1].exact, -item[1].score, item[0]))
        return tuple(Hit(id=self.entities[at].id, likeness=likeness) for at, likeness in ranked)


def _weights(forms: list[Form], owners: list[int], count: int) -> dict[str, float]:
    """The share of its weight that a word keeps which several entities have, by concept."""
    holders: dict[str, set[int]] = {}
    for form, owner in zip(forms, owners, strict=True):
        for word in form.words:
            if word.kind == "core":
                holders.setdefault(word.concept, set()).add(owner)
    most = log(count + _MANY)
    return {
        concept: max(_LIGHTEST, 1 - log(len(owning)) / most)
        for concept, owning in sorted(holders.items())
        if len(owning) > 1
    }
