"""How well scores agree with what people said of the same pairs, beside a plain comparison of texts (TF-IDF)."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shortlists.matching.facts import of_applicant, of_job
from shortlists.matching.scoring import score

RELEVANT = 2
"""From this label (of 0 to 3) on a pair counts as a fit; where the file knows only 0 and 1, from 1."""
CUT = 10
_WORD = re.compile(r"\w[\w+#.-]*\w[+#]*|\w")
Side = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    job: Side
    applicant: Side
    label: float
    job_key: str
    applicant_key: str


@dataclass(frozen=True, slots=True)
class Quality:
    """`auc` and `ndcg` from 0 to 1, `spearman` from -1 to 1; `by_job` ranks applicants, `by_applicant` jobs."""

    auc: float
    spearman: float
    ndcg_by_job: float
    ndcg_by_applicant: float


def scored(pairs: Sequence[Pair]) -> list[float]:
    """Before rounding, so that near pairs do not become equal."""
    jobs = {pair.job_key: of_job(**pair.job) for pair in pairs}
    people = {pair.applicant_key: of_applicant(**pair.applicant) for pair in pairs}
    results = (score(jobs[pair.job_key], people[pair.applicant_key]) for pair in pairs)
    return [0.40 * one.keywords + 0.35 * one.title + 0.25 * one.location for one in results]


def by_words(pairs: Sequence[Pair]) -> list[float]:
    """Cosine of TF-IDF vectors over all texts of the file: logarithmic frequencies, smoothed idf, no stop words."""
    texts = {("job", pair.job_key): _text(pair.job) for pair in pairs}
    texts |= {("applicant", pair.applicant_key): _text(pair.applicant) for pair in pairs}
    vectors = _vectors(texts)
    return [_dot(vectors["job", pair.job_key], vectors["applicant", pair.applicant_key]) for pair in pairs]


def _text(side: Side) -> str:
    return " ".join(" ".join(value) if isinstance(value, list | tuple) else str(value) for value in side.values())


def _vectors(texts: Mapping[Any, str]) -> dict[Any, dict[str, float]]:
    counts = {key: Counter(_WORD.findall(text.lower())) for key, text in texts.items()}
    known = Counter(word for words in counts.values() for word in words)
    idf = {word: math.log((1 + len(texts)) / (1 + number)) + 1 for word, number in known.items()}
    made = {}
    for key, words in counts.items():
        raw = {word: (1 + math.log(number)) * idf[word] for word, number in words.items()}
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        made[key] = {word: value / length for word, value in raw.items()}
    return made


def _dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(value * other.get(word, 0.0) for word, value in one.items())


def measure(pairs: Sequence[Pair], values: Sequence[float]) -> Quality:
    labels = [pair.label for pair in pairs]
    from_on = RELEVANT if max(labels, default=0) > 1 else 1
    return Quality(
        auc=auc([label >= from_on for label in labels], values),
        spearman=spearman(labels, values),
        ndcg_by_job=_mean_ndcg(pairs, values, lambda pair: pair.job_key),
        ndcg_by_applicant=_mean_ndcg(pairs, values, lambda pair: pair.applicant_key),
    )


def auc(relevant: Sequence[bool], values: Sequence[float]) -> float:
    """The chance that a pair which fits is scored above one that doesn't; ties are half."""
    ranks, good = _ranks(values), sum(relevant)
    bad = len(relevant) - good
    if not good or not bad:
        return math.nan
    total = sum(rank for rank, is_good in zip(ranks, relevant, strict=True) if is_good)
    return (total - good * (good + 1) / 2) / (good * bad)


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    first, second = _ranks(one), _ranks(other)
    mean = (len(one) + 1) / 2
    shared = sum((a - mean) * (b - mean) for a, b in zip(first, second, strict=True))
    spread = math.sqrt(sum((a - mean) ** 2 for a in first) * sum((b - mean) ** 2 for b in second))
    return shared / spread if spread else math.nan


def _ranks(values: Sequence[float]) -> list[float]:
    """From 1; equal values share the mean of their ranks."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in order[start : end + 1]:
            ranks[place] = (start + end) / 2 + 1
        start = end + 1
    return ranks


def _mean_ndcg(pairs: Sequence[Pair], values: Sequence[float], key: Callable[[Pair], str]) -> float:
    """Over groups in which anything fits at all."""
    groups: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for pair, value in zip(pairs, values, strict=True):
        groups[key(pair)].append((value, pair.label))
    found = [ndcg(group) for group in groups.values() if any(label for _value, label in group)]
    return sum(found) / len(found) if found else math.nan


def ndcg(group: Sequence[tuple[float, float]]) -> float:
    """Of pairs of value and label, at the first `CUT`; equal values count with their labels' mean."""
    means: dict[float, list[float]] = defaultdict(list)
    for value, label in group:
        means[value].append(2**label - 1)
    gains = [sum(means[value]) / len(means[value]) for value, _label in sorted(group, key=lambda pair: -pair[0])]
    ideal = sorted((2**label - 1 for _value, label in group), reverse=True)
    return _discounted(gains) / _discounted(ideal)


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains[:CUT]))
