"""Reading the command line: help that is a page of what is needed first, and further pages by topic."""
from __future__ import annotations

import argparse
import difflib
import shutil
from typing import Any, NoReturn, Optional

from .failing import invalid

WIDTH = 110
"""The widest that help is written."""


class Parser(argparse.ArgumentParser):
    """A parser whose help has topics, and whose errors are raised for the command to tell."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", _Help)
        super().__init__(add_help=False, **options)
        self._topics: dict[str, Any] = {}
        self._examples: dict[str, str] = {}
        self._positionals.title = "arguments"
        self.add_argument("-h", "--help", action=_Show, nargs="?", metavar="TOPIC", help=argparse.SUPPRESS)

    def topic(self, name: str, title: str, description: Optional[str] = None, examples: str = "") -> Any:
        """A group of options with a page of its own."""
        self._topics[name], self._examples[name] = self.add_argument_group(title, description), examples
        return self._topics[name]

    def page(self, name: Optional[str]) -> str:
        """The page of a topic; of any other name the first one."""
        topic = self._topics.get(name or "")
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        if topic is None:
            formatter.add_text(self.description)
        for group in [topic] if topic is not None else [one for one in self._action_groups if one not in self._topics.values()]:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        for text in (self._contents(), self.epilog) if topic is None else (self._examples[name or ""],):
            formatter.add_text(text)
        return formatter.format_help()

    def format_help(self) -> str:
        """The first page."""
        return self.page(None)

    # The overloads of the standard library say no more than this.
    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Reads the arguments; what is not known is an error of the command that it was given to."""
        options, unknown = super().parse_known_args(args, namespace)
        if unknown:
            near = difflib.get_close_matches(unknown[0].partition("=")[0], self._option_string_actions, n=1)
            self.error(f"`{unknown[0]}` is not known{f', but `{near[0]}` is' if near else ''}")
        return options, unknown

    def error(self, message: str) -> NoReturn:
        """Says what is wrong with the use."""
        raise invalid(self.prog, message, f"see `{self.prog} --help`")

    def _contents(self) -> Optional[str]:
        if not self._topics:
            return None
        width = max(len(name) for name in self._topics)
        lines = [f"  --help {name:<{width}}  {topic.title}" for name, topic in self._topics.items()]
        return "\n".join(["more options:", *lines])


class _Show(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option_string: Optional[str] = None) -> None:
        print(parser.page(values).rstrip() if isinstance(parser, Parser) else parser.format_help())
        parser.exit()


class _Help(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns))

    def _format_args(self, action: argparse.Action, default_metavar: str) -> str:
        return f"{action.metavar}…" if action.nargs == "+" else super()._format_args(action, default_metavar)
