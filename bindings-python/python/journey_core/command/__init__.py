"""The command `journey`: from files of customers' words to a map, without a line of code."""
from __future__ import annotations

from .main import main

__all__ = ["main"]
