"""What moved: between two waves, or since an earlier result."""
from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Optional, Sequence

from .._corpus import Corpus
from .._functions import wave_conclusions, with_baseline
from ..types import Document, Framework, MapOptions, Observation, Quotation, WaveComparison
from . import console
from .failing import invalid
from .results import Earlier, Results

BEFORE, AFTER = "before", "after"


def check(options: argparse.Namespace, documents: Sequence[Document], framework: Framework, before: Optional[Earlier]) -> None:
    """Refuses waves that no document has, and an earlier result under other stages."""
    waves = sorted({one.wave for one in documents if one.wave is not None})
    unknown = [wave for wave in options.compare or () if wave not in waves]
    if unknown:
        known = ", ".join(waves) or "none: name their column with --wave-column, or make them with --waves"
        raise invalid("--compare", f"there is no wave `{unknown[0]}`", f"waves are {known}")
    if before is not None and before.framework != framework:
        raise invalid(
            "--before", "the earlier result was mapped onto other stages", "leave --industry and --framework out, or map both onto the same"
        )


def add(options: argparse.Namespace, corpus: Corpus, before: Optional[Earlier], found: Results) -> None:
    """Adds the comparison that was asked for."""
    if before is not None:
        compared = two_runs(before, found, options.seed)
        found.map = with_baseline(found.map, compared)
    elif options.compare is not None:
        earlier, later = options.compare
        compared = corpus.compare_waves(earlier, later, options=MapOptions(seed=options.seed))
    else:
        if len(corpus.waves) > 1:
            console.note(options, f"waves are {', '.join(corpus.waves)}: --compare BEFORE AFTER tells what moved between two of them")
        return
    found.more["waves.json"] = compared
    found.sections.append(section(compared))


def two_runs(before: Earlier, found: Results, seed: int) -> WaveComparison:
    """Compares an earlier result with this one, each as a wave."""
    earlier = _wave(BEFORE, before.documents, before.observations, found.framework)
    later = _wave(AFTER, found.documents, found.observations, found.framework)
    return earlier.merge(later).compare_waves(BEFORE, AFTER, options=MapOptions(seed=seed))


def _wave(name: str, documents: list[Document], observations: list[Observation], framework: Framework) -> Corpus:
    """A result as a wave. Ids get its name before them: two results may hold the same document, coded twice."""
    named = [replace(one, id=f"{name}/{one.id}", wave=name) for one in documents]
    return Corpus(named, [_moved(one, name) for one in observations], framework)


def _moved(one: Observation, wave: str) -> Observation:
    def moved(quote: Quotation) -> Quotation:
        return replace(quote, document=f"{wave}/{quote.document}")

    evidence = [moved(quote) for quote in one.evidence]
    cause = None if one.cause is None else moved(one.cause)
    return replace(one, id=f"{wave}/{one.id}", document=f"{wave}/{one.document}", evidence=evidence, cause=cause, expectation=None)


def section(compared: WaveComparison) -> str:
    """The comparison as a section of the report."""
    lines = [f"## What moved from {compared.before} to {compared.after}", ""]
    lines += [f"Respondents: {compared.respondents[0]} and {compared.respondents[1]}, {compared.respondents_in_both} in both.", ""]
    lines += [f"- {conclusion}" for conclusion in wave_conclusions(compared)]
    return "\n".join(lines) + "\n"
