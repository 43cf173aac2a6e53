"""Simulated customers."""
from __future__ import annotations

import json
from typing import Dict, List, Optional, Union

from . import _journey
from ._record import _variants, encode
from .types import AnswerFormat, Persona, StructuredAnswer

__all__ = ["Cohort", "Respondent", "insurance_cohort"]


class Respondent:
    """Someone simulated who answers an interviewer."""

    __slots__ = ("_native",)

    def __init__(self, persona: Union[Persona, _journey.Respondent], seed: int = 0) -> None:
        self._native = persona if isinstance(persona, _journey.Respondent) else _journey.Respondent(encode(persona), seed)

    def say(self, message: str) -> Optional[str]:
        """Answers a message; none leaves the interview."""
        return self._native.say(message)

    def consent(self, message: str) -> Optional[str]:
        """Answers whether they agree to take part."""
        return self._native.consent(message)

    def answer(self, message: str, answer: AnswerFormat) -> Optional[StructuredAnswer]:
        """Answers with a number or a choice; none skips."""
        given = self._native.answer(message, encode(answer))
        return None if given is None else _variants("StructuredAnswer")(json.loads(given))

    @property
    def response_ms(self) -> int:
        """Milliseconds that the last answer would have taken."""
        return self._native.response_ms()


class Cohort:
    """Simulated customers with known experiences, to pilot a study. Everything that comes of them is labelled as simulated."""

    __slots__ = ("_native",)

    def __init__(self, native: _journey.Cohort) -> None:
        """Made by `insurance_cohort`."""
        self._native = native

    def __len__(self) -> int:
        return len(self._native)

    @property
    def personas(self) -> List[Persona]:
        """The personas."""
        return [Persona._of(one) for one in json.loads(self._native.personas())]

    @property
    def segment_names(self) -> Dict[str, str]:
        """The names of the segments by id."""
        return dict(self._native.segment_names())

    def respondent(self, number: int) -> Respondent:
        """The respondent of a persona, by position."""
        return Respondent(self._native.respondent(number))


def insurance_cohort(seed: int = 7) -> Cohort:
    """The 89 insurance customers of the seed study."""
    return Cohort(_journey.Cohort.insurance(seed))
