"""Trains `weights.bin`: what a sentence tells and how it felt, read on the vectors of `../meaning/table.bin`.

    env/bin/pip install numpy jax optax
    env/bin/pip download --no-deps --no-binary :all: vaderSentiment==3.3.2   # its lexicon and rated snippets, MIT; unpack both archives
    env/bin/python train.py ../meaning/table.bin MAMS/acsa_train.xml vaderSentiment-3.3.2 ../personas/insurance.json SHARED weights.bin

A reader of four layers: a projection of each token and of its mean rating in the lexicon; a convolution over five tokens (negation, degree, what would have been); an
attention that stands where the target is named and fades with each learned clause boundary between; linear layers for the side
(negative, neutral, positive), the strength, the kind of statement and the emotion. Data: the sentences of `sentences.tsv`, labelled for
this by `GUIDELINES.md`, and those of `shared.tsv`, which stand in the folder SHARED (`followups/interviews.csv`,
`abcd/abcd_sample.json`) and are named by their place; MAMS categories (Jiang et al. 2019, Apache-2.0); words, and snippets of reviews, tweets and editorials, with mean
ratings (Hutto and Gilbert 2014, MIT); the phrases of this library's simulated customers. A tenth of each is held out and printed.
"""

import csv
import json
import pathlib
import re
import struct
import sys
import xml.etree.ElementTree as tree

import jax
import jax.numpy as jnp
import numpy as np
import optax

HIDDEN = 64
KEY = 16
WIDTH = 2
LONGEST = 72
EPOCHS = 24
BATCH = 64
BUCKETS = [12, 20, 28, 40, LONGEST]
KINDS = ["experience", "general", "hypothetical", "need", "talk"]
EMOTIONS = (
    "anger anxiety confidence confusion delight disappointment distrust embarrassment frustration gratitude grief neutral relief satisfaction "
    "surprise trust"
).split()
UNKNOWN = -1

def lexicon(folder):
    """Words with their mean ratings, −4 to 4, and how far the raters were apart."""
    lines = next(pathlib.Path(folder).rglob("vader_lexicon.txt")).read_text(encoding="utf-8").splitlines()
    return {word: (float(mean), float(spread)) for word, mean, spread in (line.split("\t")[:3] for line in lines)}


class Table:
    def __init__(self, path, ratings):
        data = pathlib.Path(path).read_bytes()
        rows, dimensions, group, size = struct.unpack("<IHHI", data[4:16])
        words = data[16 : 16 + size].decode().split("\n")
        self.index = {word: at for at, word in enumerate(words)}
        at = 16 + size
        count = rows * dimensions // group
        scale = (np.frombuffer(data, "<u2", count, at).astype(np.uint32) << 16).view(np.float32).reshape(rows, -1, 1)
        packed = np.frombuffer(data, np.uint8, rows * dimensions // 2, at + 2 * count).reshape(rows, -1)
        codes = np.stack([packed & 15, packed >> 4], 2).reshape(rows, dimensions // group, group).astype(np.float32) - 8
        self.vectors = np.concatenate([(codes * scale).reshape(rows, dimensions), np.zeros((1, dimensions), np.float32)])
        self.nothing = rows
        self.prior = np.array([round(32 * ratings[word][0]) if word in ratings else 0 for word in words] + [0], np.int8)
        self.inputs = np.concatenate([self.vectors, self.prior[:, None] / np.float32(64)], 1)

    def unit(self, text):
        vector = self.vectors[self.ids(text) or [self.nothing]].mean(0)
        return vector / max(np.linalg.norm(vector), 1e-9)

    def ids(self, text):
        out, word = [], ""
        for character in text.lower() + " ":
            if character.isalnum():
                word += character
                continue
            out += self._pieces(word) if word else []
            word = ""
            if not character.isspace() and character in self.index:
                out.append(self.index[character])
        return out

    def _pieces(self, word):
        out, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = ("##" if start else "") + word[start:end]
                if piece in self.index:
                    out.append(self.index[piece])
                    start = end
                    break
            else:
                return [self.nothing]
        return out


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
        if not about:
            continue
        words = [word.strip(".,!?;:()\"'").lower() for word in text.split()]
        words = [word for word in words if len(word) > 2 and word != about]
        vectors = [table.unit(word) for word in words]
        near = [float(vector @ table.unit(about)) for vector in vectors]
        if near and max(near) > 0.45:
            found.append(row(text, side, 0.5 * weight, "terms", target=words[int(np.argmax(near))]))
    return found


def arrays(table, rows):
    ids = np.full((len(rows), LONGEST), table.nothing)
    mask = np.zeros((len(rows), LONGEST), np.float32)
    target = np.zeros((len(rows), table.vectors.shape[1]), np.float32)
    named = np.zeros(len(rows), np.float32)
    for at, row in enumerate(rows):
        one = table.ids(row[0])[:LONGEST]
        ids[at, : len(one)] = one
        mask[at, : len(one)] = 1
        if row[1]:
            target[at] = table.unit(row[1]); named[at] = 1
    return ids, mask, target, named


def begin(key, dimensions):
    keys = jax.random.split(key, 12)
    normal = lambda key, shape, size: jax.random.normal(key, shape) * size
    return {
        "project": normal(keys[0], (dimensions, HIDDEN), dimensions**-0.5),
        "key": normal(keys[1], (dimensions, KEY), dimensions**-0.5),
        "query": normal(keys[2], (dimensions, KEY), dimensions**-0.5),
        "convolve": normal(keys[3], (2 * WIDTH + 1, HIDDEN, HIDDEN), (5 * HIDDEN) ** -0.5),
        "bias": jnp.zeros(HIDDEN),
        "prior": normal(keys[8], (HIDDEN,), 0.3),
        "boundary": jnp.zeros(HIDDEN),
        "opinion": jnp.zeros(HIDDEN),
        "telling": jnp.zeros(HIDDEN),
        "class": normal(keys[4], (HIDDEN, 3), HIDDEN**-0.5),
        "offset": jnp.zeros(3),
        "strong": normal(keys[5], (HIDDEN, 1), HIDDEN**-0.5),
        "strong_offset": jnp.zeros(1),
        "kind": normal(keys[6], (2 * HIDDEN, len(KINDS)), HIDDEN**-0.5),
        "kind_offset": jnp.zeros(len(KINDS)),
        "emotion": normal(keys[7], (HIDDEN, len(EMOTIONS)), HIDDEN**-0.5),
        "emotion_offset": jnp.zeros(len(EMOTIONS)),
        "sharp": jnp.array([4.0]),
        "alike": jnp.array([6.0]),
        "fade": jnp.array([-2.0]),
    }


def read(weights, inputs, mask, target, named, drop=None):
    """Log odds of the sides, of strength, of the kinds and of the emotions, for a batch of tokens."""
    vectors, prior = inputs[..., :-1], inputs[..., -1:]
    alike = jnp.einsum("bid,bd->bi", vectors / jnp.maximum(jnp.linalg.norm(vectors, axis=2, keepdims=True), 1e-9), target)
    if drop is not None:
        key, rate = drop
        words, units = jax.random.split(key)
        kept = jax.random.bernoulli(words, 1 - rate / 3, vectors.shape[:2] + (1,))
        vectors, prior = vectors * kept, prior * kept
        vectors = vectors * jax.random.bernoulli(units, 1 - rate, (vectors.shape[0], 1, vectors.shape[2])) / (1 - rate)
    inner = vectors @ weights["project"] + prior * weights["prior"]
    padded = jnp.pad(inner, ((0, 0), (WIDTH, WIDTH), (0, 0)))
    hidden = jnp.tanh(sum(padded[:, at : at + inner.shape[1]] @ weights["convolve"][at] for at in range(2 * WIDTH + 1)) + weights["bias"])
    if drop is not None:
        hidden = hidden * jax.random.bernoulli(jax.random.fold_in(key, 1), 0.8, hidden.shape) / 0.8
    near = jnp.einsum("bik,bk->bi", vectors @ weights["key"], target @ weights["query"]) * weights["sharp"][0]
    near = near + weights["alike"][0] * alike
    place = jax.nn.softmax(jnp.where(mask > 0, near, -1e9), axis=1)
    walls = jnp.cumsum(jax.nn.softplus(inner @ weights["boundary"] + weights["fade"][0]) * mask, axis=1)
    fades = jnp.exp(-jnp.abs(walls[:, :, None] - walls[:, None, :]))
    share = jnp.einsum("bj,bij->bi", place, fades)
    share = jnp.where(named[:, None] > 0, jnp.log(share + 1e-6), 0.0)
    attention = jax.nn.softmax(jnp.where(mask > 0, hidden @ weights["opinion"] + share, -1e9), axis=1)
    felt = jnp.einsum("bi,bih->bh", attention, hidden)
    telling = jax.nn.softmax(jnp.where(mask > 0, hidden @ weights["telling"], -1e9), axis=1)
    whole = jnp.einsum("bi,bih->bh", telling, hidden)
    mean = jnp.einsum("bi,bih->bh", mask / jnp.maximum(mask.sum(1, keepdims=True), 1), hidden)
    return (felt @ weights["class"] + weights["offset"], (felt @ weights["strong"])[:, 0] + weights["strong_offset"][0],
            jnp.concatenate([whole, mean], 1) @ weights["kind"] + weights["kind_offset"], felt @ weights["emotion"] + weights["emotion_offset"])


def train(table, rows, seed):
    ids, mask, target, named = arrays(table, rows)
    side, strong, kind, emotion, importance = (np.array([row[at] for row in rows], np.float32 if at in (3, 6) else int) for at in (2, 3, 4, 5, 6))
    weights = begin(jax.random.key(seed), table.vectors.shape[1])
    buckets = np.searchsorted(BUCKETS, mask.sum(1))
    steps = EPOCHS * len(rows) // BATCH
    optimiser = optax.adamw(optax.cosine_decay_schedule(3e-3, steps), weight_decay=3e-3)
    state = optimiser.init(weights)

    def loss(weights, vectors, mask, target, named, side, strong, kind, emotion, importance, key):
        sides, strengths, kinds, emotions = read(weights, vectors, mask, target, named, (key, 0.3))
        wanted = jax.nn.one_hot(side, 3) * 0.9 + 0.1 / 3
        total = -(jax.nn.log_softmax(sides) * wanted).sum(1) @ importance / importance.sum()
        known = importance * (strong >= 0)
        graded = jnp.clip(strong, 0.05, 0.95)
        total += -(graded * jax.nn.log_sigmoid(strengths) + (1 - graded) * jax.nn.log_sigmoid(-strengths)) @ known / importance.sum()
        for odds, label, weight in ((kinds, kind, 1.0), (emotions, emotion, 0.7)):
            count = odds.shape[1]
            wanted = jax.nn.one_hot(label, count) * 0.9 + 0.1 / count
            total += weight * -(jax.nn.log_softmax(odds) * wanted).sum(1) @ (importance * (label >= 0)) / importance.sum()
        return total

    @jax.jit
    def step(weights, state, *batch):
        value, gradient = jax.value_and_grad(loss)(weights, *batch)
        change, state = optimiser.update(gradient, state, weights)
        return optax.apply_updates(weights, change), state, value

    random, key = np.random.default_rng(seed), jax.random.key(seed + 100)
    for epoch in range(EPOCHS):
        order, total = random.permutation(len(rows)), 0.0
        batches = []
        for bucket, long in enumerate(BUCKETS):
            own = order[buckets[order] == bucket]
            batches += [(long, own[start : start + BATCH]) for start in range(0, len(own) - BATCH + 1, BATCH)]
        for which in random.permutation(len(batches)):
            long, at = batches[which]
            key, drop = jax.random.split(key)
            weights, state, value = step(weights, state, table.inputs[ids[at, :long]], mask[at, :long], target[at], named[at], side[at], strong[at], kind[at], emotion[at], importance[at], drop)
            total += float(value)
        if epoch % 10 == 9:
            print("epoch", epoch, "loss", total / len(batches), flush=True)
    return weights


def outputs(table, weights, rows):
    ids, mask, target, named = arrays(table, rows)
    reader = jax.jit(lambda *batch: read(weights, *batch))
    got = [reader(table.inputs[ids[at : at + 500]], mask[at : at + 500], target[at : at + 500], named[at : at + 500]) for at in range(0, len(rows), 500)]
    return [np.concatenate([np.asarray(one[at]) for one in got]) for at in range(4)]


def macro(guess, labels, count):
    of = [2 * ((guess == at) & (labels == at)).sum() / max((guess == at).sum() + (labels == at).sum(), 1) for at in range(count)]
    return float(np.mean(of))


def score(name, out, rows):
    side = np.array([row[2] for row in rows])
    guess = out[0].argmax(1)
    line = f"{name:14} n={len(rows):5} side accuracy {(guess == side).mean():.3f} macro-F1 {macro(guess, side, 3):.3f}"
    kind = np.array([row[4] for row in rows])
    if (kind >= 0).all():
        found = out[2].argmax(1)
        line += f"; kind accuracy {(found == kind).mean():.3f} macro-F1 {macro(found, kind, len(KINDS)):.3f}"
        strong = np.array([row[3] for row in rows])
        right = (strong >= 0) & (guess == side)
        line += f"; strong, where the side is right: {((out[1] > 0) == (strong > 0.5))[right].mean():.3f} (majority {max(strong[right].mean(), 1 - strong[right].mean()):.3f})"
        emotion = np.array([row[5] for row in rows])
        line += f"; emotion {(out[3].argmax(1) == emotion)[emotion >= 0].mean():.3f}"
    print(line, flush=True)


def write(path, table, weights):
    order = "project prior key query convolve bias boundary opinion telling class offset strong strong_offset kind kind_offset emotion emotion_offset"
    names = order.split() + ["sharp", "alike", "fade"]
    sizes = struct.pack("<HHH", HIDDEN, KEY, WIDTH)
    prior = table.prior[:-1].tobytes()
    pathlib.Path(path).write_bytes(b"JCR1" + sizes + prior + b"".join(np.asarray(weights[name], "<f4").tobytes() for name in names))


def main(table, mams, ratings, personas, folder, path):
    table = Table(table, lexicon(ratings))
    here = pathlib.Path(__file__).parent
    rows = labelled(here / "sentences.tsv") + labelled(here / "shared.tsv", shared(folder)) + about(mams) + rated(ratings) + simulated(personas)
    texts = sorted({row[0] for row in rows})
    held = set(np.random.default_rng(1).permutation(texts)[: len(texts) // 10])
    train_rows, held_rows = [row for row in rows if row[0] not in held], [row for row in rows if row[0] in held]
    weights = train(table, train_rows + terms(table, train_rows), 0)
    for source in sorted({row[7] for row in held_rows}):
        chosen = [row for row in held_rows if row[7] == source]
        score(source, outputs(table, weights, chosen), chosen)
    write(path, table, weights)


if __name__ == "__main__":
    main(*sys.argv[1:])
