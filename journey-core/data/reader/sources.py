"""The labelled sentences and words that the reader learns from, and parts of texts; `train.py` says where they come from."""

import csv
import json
import pathlib
import re
import xml.etree.ElementTree as tree

import numpy as np

KINDS = ["experience", "general", "hypothetical", "need", "talk"]
EMOTIONS = (
    "anger anxiety confidence confusion delight disappointment distrust embarrassment frustration gratitude grief neutral relief "
    "satisfaction surprise trust"
).split()
UNKNOWN = -1
CLAUSES = 40_000


def lexicon(folder):
    """Words with their mean ratings, −4 to 4, and how far the raters were apart."""
    lines = next(pathlib.Path(folder).rglob("vader_lexicon.txt")).read_text(encoding="utf-8").splitlines()
    return {word: (float(mean), float(spread)) for word, mean, spread in (line.split("\t")[:3] for line in lines)}


def graded(score, middle):
    """The chance that people would call a mean rating of −4 to 4 strong."""
    return float(1 / (1 + np.exp(-(abs(score) - middle) / 0.35)))


def row(text, side, weight, source, target=None, strong=UNKNOWN, kind=UNKNOWN, emotion=UNKNOWN):
    return (text, target, side, strong, kind, emotion, weight, source)


def rated(folder):
    """Words, and snippets of reviews, tweets and editorials, with mean ratings."""
    found = []
    for name, weight in (("amazonReview", 0.7), ("movieReview", 0.36), ("nytEditorial", 0.25), ("tweets", 0.6)):
        path = next(pathlib.Path(folder).rglob(f"{name}*GroundTruth.txt"))
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            _, score, text = line.split("\t", 2)
            score = float(score)
            if 0.4 < abs(score) < 0.8:
                continue
            strong = graded(score, 2.0) if abs(score) >= 0.8 else UNKNOWN
            found.append(row(text, 1 if abs(score) <= 0.4 else 2 if score > 0 else 0, weight, name, strong=strong))
    for word, (mean, spread) in lexicon(folder).items():
        if word.isalpha() and spread <= 1.5:
            found.append(row(word, 0 if mean < 0 else 2, 0.3, "lexicon", strong=graded(mean, 2.2)))
    return found


def about(mams):
    found = []
    for sentence in tree.parse(mams).getroot():
        for aspect in sentence.iter("aspectCategory"):
            side = ["negative", "neutral", "positive"].index(aspect.get("polarity"))
            found.append(row(sentence.find("text").text, side, 1.0, "mams", target=aspect.get("category")))
    return found


def simulated(personas):
    told = [told for experience in json.loads(pathlib.Path(personas).read_text())["experiences"] for told in experience["told"]]
    return [row(one["text"], int(np.sign(one["valence"])) + 1, 0.7, "personas") for one in told]


def shared(folder):
    """The sentences of the shared interviews and chats by their place."""
    found = {}
    with open(pathlib.Path(folder) / "followups/interviews.csv", encoding="utf-8") as file:
        for at, excerpt in enumerate(csv.DictReader(file)):
            for turn, said in enumerate(re.split(r"\n(?=Interview(?:er|ee):)", excerpt["Interview Turns"])):
                for part, text in enumerate(re.split(r"(?<=[.!?])\s+", said.split(":", 1)[-1].strip())):
                    found[f"followups/{at}/{turn}/{part}"] = text.strip()
    for chat in json.loads((pathlib.Path(folder) / "abcd/abcd_sample.json").read_text()):
        for turn, (_, said) in enumerate(chat["original"]):
            for part, text in enumerate(re.split(r"(?<=[.!?])\s+", said)):
                found[f"abcd/{chat['convo_id']}/{turn}/{part}"] = text
    return found


def labelled(path, texts=None):
    found = []
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        kind, valence, emotion, _, _, text = line.split("\t")
        valence = int(valence)
        felt = {"strong": abs(valence) - 1.0, "emotion": EMOTIONS.index(emotion)} if valence else {}
        found.append(row(texts[text] if texts else text, int(np.sign(valence)) + 1, 0.6, "labels", kind=KINDS.index(kind), **felt))
    return found


def terms(table, rows):
    """The same sentences about the word that comes nearest to the category, so that any target can be read and not eight."""
    found = []
    for text, about, side, _, _, _, weight, _ in rows:
        words = [word.strip(".,!?;:()\"'").lower() for word in text.split()]
        words = [word for word in words if len(word) > 2 and word != about]
        target = table.unit(about)
        near = [float(table.unit(word) @ target) for word in words]
        if near and max(near) > 0.45:
            found.append(row(text, side, 0.5 * weight, "terms", target=words[int(np.argmax(near))]))
    return found


def clauses(texts):
    """Parts of texts, because what is read is often a part."""
    parts = {part.strip() for text in texts for part in re.split(r"(?:[,;:–—]| - |\. )\s*(?:and|but|so|because|which|or)?\s", text)}
    parts = sorted(part for part in parts - set(texts) if len(part.split()) >= 3)
    return [parts[at] for at in np.random.default_rng(1).permutation(len(parts))[:CLAUSES]]
