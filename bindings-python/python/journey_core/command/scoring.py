"""Accuracy, macro-F1 and rank correlation, with 95 % intervals."""
from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Iterable, Iterator, Mapping, Optional, Sequence

from .._functions import wilson_interval
from ..types import Interval

RESAMPLES = 1000
"""Resamples of the interval of macro-F1."""
Pairs = Counter[tuple[str, str]]
"""How often a label was wanted and another found."""


@dataclass(frozen=True)
class Label:
    """How a label fared."""

    texts: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """The share of those found that are right."""
        return _share(self.right, self.found)

    @property
    def recall(self) -> float:
        """The share of those wanted that were found."""
        return _share(self.right, self.texts)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return _share(2 * self.right, self.texts + self.found)


@dataclass(frozen=True)
class Measured:
    """Accuracy with Wilson's interval, and the mean F1 over the labels of the data with the percentiles of a bootstrap."""

    base: int
    accuracy: float
    accuracy_interval: Interval
    macro_f1: float
    macro_f1_interval: Interval
    labels: dict[str, Label]

    def line(self, name: str) -> str:
        """The measures in a line."""
        accuracy, macro_f1 = _told(self.accuracy, self.accuracy_interval), _told(self.macro_f1, self.macro_f1_interval)
        return f"{name:<34} accuracy {accuracy}  macro-F1 {macro_f1}"


def measured(wanted: Sequence[str], found: Mapping[str, Sequence[str]]) -> dict[str, Measured]:
    """Measures what several coders found, all on the same resamples."""
    names = sorted(set(wanted))
    pairs = {coder: list(zip(wanted, labels)) for coder, labels in found.items()}
    drawn: dict[str, list[float]] = {coder: [] for coder in found}
    for places in _resamples(len(wanted)):
        for coder, all in pairs.items():
            drawn[coder].append(_macro_f1(_labels(Counter(map(all.__getitem__, places)), names)))
    return {coder: _measured(all, names, sorted(drawn[coder])) for coder, all in pairs.items()}


def _measured(pairs: list[tuple[str, str]], names: list[str], drawn: list[float]) -> Measured:
    labels = _labels(Counter(pairs), names)
    right = sum(wanted == found for wanted, found in pairs)
    low, high = (drawn[math.floor(share * (RESAMPLES - 1) + 0.5)] for share in (0.025, 0.975))
    return Measured(
        base=len(pairs),
        accuracy=_share(right, len(pairs)),
        accuracy_interval=wilson_interval(right, len(pairs)) or Interval(low=0.0, high=1.0),
        macro_f1=_macro_f1(labels),
        macro_f1_interval=Interval(low=low, high=high),
        labels=labels,
    )


def _labels(pairs: Pairs, names: Iterable[str]) -> dict[str, Label]:
    texts, found = Counter[str](), Counter[str]()
    for (wanted, other), count in pairs.items():
        texts[wanted] += count
        found[other] += count
    return {name: Label(texts[name], found[name], pairs[name, name]) for name in names}


def _macro_f1(labels: Mapping[str, Label]) -> float:
    met = [label.f1 for label in labels.values() if label.texts + label.found]
    return sum(met) / max(len(met), 1)


def _resamples(size: int) -> Iterator[list[int]]:
    """Places of the data, drawn with replacement: always the same for the same size (a linear congruential generator, Knuth's)."""
    random = 7
    for _ in range(RESAMPLES):
        places = []
        for _ in range(size):
            random = (random * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) & 0xFFFF_FFFF_FFFF_FFFF
            places.append((random >> 33) % size)
        yield places


def spearman(pairs: Sequence[tuple[float, float]]) -> Optional[float]:
    """Spearman's rank correlation, with mean ranks for ties (Spearman 1904); nothing where one side does not vary."""
    left, right = (_ranks([pair[side] for pair in pairs]) for side in (0, 1))
    mean = (len(pairs) + 1) / 2
    spread = math.sqrt(_moment(left, left, mean) * _moment(right, right, mean))
    return _moment(left, right, mean) / spread if spread else None


def _moment(one: list[float], two: list[float], mean: float) -> float:
    return sum((left - mean) * (right - mean) for left, right in zip(one, two))


def _ranks(values: list[float]) -> list[float]:
    counts, below, ranks = Counter(values), 0, {}
    for value in sorted(counts):
        ranks[value] = below + (counts[value] + 1) / 2
        below += counts[value]
    return [ranks[value] for value in values]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _told(value: float, interval: Interval) -> str:
    return f"{value:.3f} [{interval.low:.3f}, {interval.high:.3f}]"
