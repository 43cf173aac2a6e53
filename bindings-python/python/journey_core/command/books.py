"""The codebook: definitions for the coder, and where merges take what was coded."""
from __future__ import annotations

import argparse
import pathlib
from typing import Optional

from .._functions import migrate_observations, read_qdc
from ..types import Codebook, Observation
from .failing import invalid
from .planning import read_json


def opened(options: argparse.Namespace) -> Optional[Codebook]:
    """The codebook that was named."""
    if options.codebook is None:
        return None
    path = pathlib.Path(options.codebook)
    if path.suffix.lower() != ".qdc":
        return Codebook.from_dict(read_json(options.codebook, "a codebook as codebook.json of a result has it"))
    try:
        return read_qdc(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise invalid(options.codebook, f"it cannot be read: {error.strerror}", "name a file that exists") from error


def moved(options: argparse.Namespace, observations: list[Observation]) -> list[Observation]:
    """The observations where the codebook's merges took their codes."""
    codebook = opened(options)
    return observations if codebook is None else migrate_observations(codebook, observations)
