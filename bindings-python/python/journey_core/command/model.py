"""Which model does the work; without one the built-in engine."""
from __future__ import annotations

import argparse
import os
from typing import Any, Optional

from .._meter import Metered
from ..types import Budget
from .failing import invalid
from .parsing import Parser

PROVIDERS = ("builtin", "openai", "anthropic", "litellm")


def add(parser: Parser) -> None:
    """The options of the model."""
    group = parser.topic("model", "a language model that codes, asks and answers", "Without --provider the built-in engine does the work, on this machine.")
    group.add_argument("--provider", choices=PROVIDERS, default="builtin", help="whose model it is; litellm has all others")
    group.add_argument(
        "--model", metavar="NAME", help="name of the model; the key is read from the provider's usual variable, such as OPENAI_API_KEY"
    )
    group.add_argument("--base-url", metavar="URL", help="address of a server, for any with an API of that shape")
    group.add_argument(
        "--replies", metavar="FILE", help="keep the model's replies in this file and never pay for the same request twice, also after a crash"
    )
    group.add_argument("--max-tokens", type=int, metavar="N", help="stop when the model has used this many tokens")
    group.add_argument("--concurrency", type=int, default=4, metavar="N", help="documents and interviews at a time (4)")


def provider(options: argparse.Namespace) -> Optional[Metered]:
    """The model that was named, behind its budget and its kept replies."""
    if options.provider == "builtin":
        for name in ("model", "base_url", "replies", "max_tokens"):
            if getattr(options, name) is not None:
                raise invalid(f"--{name.replace('_', '-')}", "it belongs to a model and none is named", f"add --provider {PROVIDERS[1]}")
        return None
    if not options.model:
        raise invalid("--model", f"{options.provider} needs the name of a model", "add --model NAME")
    try:
        client = _CLIENTS[options.provider](options)
    except ImportError as error:
        fix = f"pip install 'journey-core[{options.provider}]'"
        raise invalid("--provider", f"the package `{error.name}` is not installed", fix) from error
    return Metered(client, budget=Budget(max_tokens=options.max_tokens), replies=options.replies)


def _openai(options: argparse.Namespace) -> Any:
    import openai

    from ..providers.openai import AsyncOpenAI

    # A server of one's own asks for no key, but its client does.
    key = os.environ.get("OPENAI_API_KEY") or ("none" if options.base_url else None)
    if key is None:
        raise invalid("OPENAI_API_KEY", "the variable is not set", "set it to your key, or name a server of your own with --base-url")
    return AsyncOpenAI(options.model, openai.AsyncOpenAI(base_url=options.base_url, api_key=key, max_retries=0))


def _anthropic(options: argparse.Namespace) -> Any:
    import anthropic

    from ..providers.anthropic import AsyncAnthropic

    return AsyncAnthropic(options.model, anthropic.AsyncAnthropic(base_url=options.base_url, max_retries=0))


def _litellm(options: argparse.Namespace) -> Any:
    from ..providers.litellm import AsyncLiteLlm

    return AsyncLiteLlm(options.model, **({"api_base": options.base_url} if options.base_url else {}))


_CLIENTS = {"openai": _openai, "anthropic": _anthropic, "litellm": _litellm}
