"""Trains `weights.bin`: polarity of a text towards a target, read on the vectors of `../meaning/table.bin`.

    env/bin/pip install numpy jax optax
    env/bin/pip download --no-deps --no-binary :all: vaderSentiment==3.3.2   # its rated snippets, MIT; unpack both archives
    env/bin/python train.py ../meaning/table.bin MAMS/acsa_train.xml hutto_ICWSM_2014 ../personas/insurance.json weights.bin

A reader of four layers: a projection of each token; a convolution over five tokens (negation, degree, what would have been); an
attention that stands where the target is named and fades with each learned clause boundary between; a softmax over negative,
neutral, positive. Data: MAMS categories (Jiang et al. 2019, Apache-2.0), snippets of reviews, tweets and editorials with mean
ratings (Hutto and Gilbert 2014, MIT), the phrases of this library's simulated customers. A tenth of each is held out and printed.
"""

import json
import pathlib
import struct
import sys
import xml.etree.ElementTree as tree

import jax
import jax.numpy as jnp
import numpy as np
import optax

HIDDEN = 32
KEY = 16
WIDTH = 2
LONGEST = 72
EPOCHS = 40


class Table:
    def __init__(self, path):
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


def examples(mams, snippets, personas):
    """Text, target or none, class 0–2, weight, source."""
    found = []
    for sentence in tree.parse(mams).getroot():
        for aspect in sentence.iter("aspectCategory"):
            side = ["negative", "neutral", "positive"].index(aspect.get("polarity"))
            found.append((sentence.find("text").text, aspect.get("category"), side, 1.0, "mams"))
    for name, weight in (("amazonReview", 0.7), ("movieReview", 0.12), ("nytEditorial", 0.25), ("tweets", 0.6)):
        path = next(pathlib.Path(snippets).rglob(f"{name}*GroundTruth.txt"))
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            _, score, text = line.split("\t", 2)
            score = float(score)
            if 0.4 < abs(score) < 0.8:
                continue
            found.append((text, None, 1 if abs(score) <= 0.4 else 2 if score > 0 else 0, weight, name))
    for experience in json.loads(pathlib.Path(personas).read_text())["experiences"]:
        for told in experience["told"]:
            found.append((told["text"], None, int(np.sign(told["valence"])) + 1, 0.7, "personas"))
    return found


def terms(table, rows):
    """The same sentences about the word that comes nearest to the category, so that any target can be read and not eight."""
    found = []
    for text, about, side, weight, source in rows:
        if not about:
            continue
        words = [word.strip(".,!?;:()\"'").lower() for word in text.split()]
        words = [word for word in words if len(word) > 2 and word != about]
        vectors = [table.unit(word) for word in words]
        near = [float(vector @ table.unit(about)) for vector in vectors]
        if near and max(near) > 0.45:
            found.append((text, words[int(np.argmax(near))], side, 0.5 * weight, "terms"))
    return found


def arrays(table, rows):
    ids = np.full((len(rows), LONGEST), table.nothing)
    mask = np.zeros((len(rows), LONGEST), np.float32)
    target = np.zeros((len(rows), table.vectors.shape[1]), np.float32)
    named = np.zeros(len(rows), np.float32)
    for at, (text, about, *_) in enumerate(rows):
        one = table.ids(text)[:LONGEST]
        ids[at, : len(one)] = one
        mask[at, : len(one)] = 1
        if about:
            target[at] = table.unit(about)
            named[at] = 1
    return ids, mask, target, named


def begin(key, dimensions):
    keys = jax.random.split(key, 8)
    normal = lambda key, shape, size: jax.random.normal(key, shape) * size
    return {
        "project": normal(keys[0], (dimensions, HIDDEN), dimensions**-0.5),
        "key": normal(keys[1], (dimensions, KEY), dimensions**-0.5),
        "query": normal(keys[2], (dimensions, KEY), dimensions**-0.5),
        "convolve": normal(keys[3], (2 * WIDTH + 1, HIDDEN, HIDDEN), (5 * HIDDEN) ** -0.5),
        "bias": jnp.zeros(HIDDEN),
        "boundary": jnp.zeros(HIDDEN),
        "opinion": jnp.zeros(HIDDEN),
        "class": normal(keys[4], (HIDDEN, 3), HIDDEN**-0.5),
        "offset": jnp.zeros(3),
        "sharp": jnp.array([4.0]),
        "alike": jnp.array([6.0]),
        "fade": jnp.array([-2.0]),
    }


def read(weights, vectors, mask, target, named, drop=None):
    """Log odds of the classes for a batch of token vectors."""
    alike = jnp.einsum("bid,bd->bi", vectors / jnp.maximum(jnp.linalg.norm(vectors, axis=2, keepdims=True), 1e-9), target)
    if drop is not None:
        key, rate = drop
        words, units = jax.random.split(key)
        vectors = vectors * jax.random.bernoulli(words, 1 - rate / 3, vectors.shape[:2] + (1,))
        vectors = vectors * jax.random.bernoulli(units, 1 - rate, (vectors.shape[0], 1, vectors.shape[2])) / (1 - rate)
    inner = vectors @ weights["project"]
    padded = jnp.pad(inner, ((0, 0), (WIDTH, WIDTH), (0, 0)))
    hidden = jnp.tanh(sum(padded[:, at : at + inner.shape[1]] @ weights["convolve"][at] for at in range(2 * WIDTH + 1)) + weights["bias"])
    if drop is not None:
        hidden = hidden * jax.random.bernoulli(jax.random.fold_in(key, 1), 0.8, hidden.shape) / 0.8
    near = jnp.einsum("bik,bk->bi", vectors @ weights["key"], target @ weights["query"]) * weights["sharp"][0]
    # A word that names the target outright, in whatever domain.
    near = near + weights["alike"][0] * alike
    place = jax.nn.softmax(jnp.where(mask > 0, near, -1e9), axis=1)
    walls = jnp.cumsum(jax.nn.softplus(inner @ weights["boundary"] + weights["fade"][0]) * mask, axis=1)
    fades = jnp.exp(-jnp.abs(walls[:, :, None] - walls[:, None, :]))
    share = jnp.einsum("bj,bij->bi", place, fades)
    share = jnp.where(named[:, None] > 0, jnp.log(share + 1e-6), 0.0)
    attention = jax.nn.softmax(jnp.where(mask > 0, hidden @ weights["opinion"] + share, -1e9), axis=1)
    return jnp.einsum("bi,bih->bh", attention, hidden) @ weights["class"] + weights["offset"]


def train(table, rows, seed):
    ids, mask, target, named = arrays(table, rows)
    labels, importance = np.array([row[2] for row in rows]), np.array([row[3] for row in rows], np.float32)
    weights = begin(jax.random.key(seed), table.vectors.shape[1])
    batch = 64
    steps = EPOCHS * len(rows) // batch
    optimiser = optax.adamw(optax.cosine_decay_schedule(3e-3, steps), weight_decay=3e-3)
    state = optimiser.init(weights)

    def loss(weights, vectors, mask, target, named, labels, importance, key):
        odds = read(weights, vectors, mask, target, named, (key, 0.3))
        wanted = jax.nn.one_hot(labels, 3) * 0.9 + 0.1 / 3
        return -(jax.nn.log_softmax(odds) * wanted).sum(1) @ importance / importance.sum()

    @jax.jit
    def step(weights, state, *batch):
        value, gradient = jax.value_and_grad(loss)(weights, *batch)
        change, state = optimiser.update(gradient, state, weights)
        return optax.apply_updates(weights, change), state, value

    random, key = np.random.default_rng(seed), jax.random.key(seed + 100)
    for epoch in range(EPOCHS):
        order, total = random.permutation(len(rows)), 0.0
        for start in range(0, len(order) - batch + 1, batch):
            at = order[start : start + batch]
            key, drop = jax.random.split(key)
            weights, state, value = step(weights, state, table.vectors[ids[at]], mask[at], target[at], named[at], labels[at], importance[at], drop)
            total += float(value)
        if epoch % 10 == 9:
            print("epoch", epoch, "loss", total / (len(order) // batch), flush=True)
    return weights


def probabilities(table, weights, rows):
    ids, mask, target, named = arrays(table, rows)
    reader = jax.jit(lambda *batch: jax.nn.softmax(read(weights, *batch)))
    return np.concatenate([np.asarray(reader(table.vectors[ids[at : at + 500]], mask[at : at + 500], target[at : at + 500], named[at : at + 500])) for at in range(0, len(rows), 500)])


def score(name, found, labels):
    guess = found.argmax(1)
    f1 = [2 * ((guess == at) & (labels == at)).sum() / max((guess == at).sum() + (labels == at).sum(), 1) for at in range(3)]
    print(f"{name:14} n={len(labels):5} accuracy {(guess == labels).mean():.3f} macro-F1 {np.mean(f1):.3f}", flush=True)


def write(path, weights):
    order = ["project", "key", "query", "convolve", "bias", "boundary", "opinion", "class", "offset", "sharp", "alike", "fade"]
    sizes = struct.pack("<HHH", HIDDEN, KEY, WIDTH)
    pathlib.Path(path).write_bytes(b"JCP1" + sizes + b"".join(np.asarray(weights[name], "<f4").tobytes() for name in order))


def main(table, mams, snippets, personas, path, check=None):
    table = Table(table)
    rows = examples(mams, snippets, personas)
    texts = sorted({row[0] for row in rows})
    held = set(np.random.default_rng(1).permutation(texts)[: len(texts) // 10])
    train_rows, held_rows = [row for row in rows if row[0] not in held], [row for row in rows if row[0] in held]
    weights = train(table, train_rows + terms(table, train_rows), 0)
    found = probabilities(table, weights, held_rows)
    labels = np.array([row[2] for row in held_rows])
    for source in sorted({row[4] for row in held_rows}):
        chosen = np.array([row[4] == source for row in held_rows])
        score(source, found[chosen], labels[chosen])
    if check:
        rows = [row for row in examples(check, snippets, personas) if row[4] == "mams"]
        score("check", probabilities(table, weights, rows), np.array([row[2] for row in rows]))
    write(path, weights)


if __name__ == "__main__":
    main(*sys.argv[1:])
