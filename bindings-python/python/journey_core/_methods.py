"""What some data classes can do beside holding data."""
from __future__ import annotations

import os
import pathlib
import re
from typing import TYPE_CHECKING, Any, Dict, Optional, Union, cast

from ._call import call

if TYPE_CHECKING:
    from .types import ReplyMessage


class ReplyMethods:
    """What the participant sees next."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """The messages as one text."""
        return "\n\n".join(message.text for message in cast(Any, self).messages)

    @property
    def question(self) -> "Optional[ReplyMessage]":
        """The message that is answered; none when the interview is over."""
        reply = cast(Any, self)
        return None if reply.outcome is not None or not reply.messages else cast("ReplyMessage", reply.messages[-1])

    @property
    def finished(self) -> bool:
        """Whether the interview is over."""
        return cast(Any, self).outcome is not None


class AnswerMethods:
    """An answer that shows itself."""

    __slots__ = ()

    def markdown(self) -> str:
        """The answer as text: claims with their quotations and a table."""
        return str(call("answer_markdown", {"answer": self}))

    def _repr_markdown_(self) -> str:
        return self.markdown()


class StrategyMethods:
    """A strategy that shows itself."""

    __slots__ = ()

    def markdown(self) -> str:
        """The strategy as text."""
        return str(call("strategy_markdown", {"strategy": self}))

    def _repr_markdown_(self) -> str:
        return self.markdown()


class MapMethods:
    """A map that draws itself."""

    __slots__ = ()

    def svg(self, *, segments: bool = False, evidence: Optional[str] = None) -> str:
        """The picture as one self-contained SVG."""
        return str(call("map_svg", {"map": self, "segments": segments, "evidence": evidence}))

    def html(self, *, segments: bool = False) -> str:
        """One self-contained page: picture, table with every value, priorities, evidence."""
        return str(call("map_html", {"map": self, "segments": segments}))

    def markdown(self) -> str:
        """The map as Markdown."""
        return str(call("map_markdown", {"map": self}))

    def mermaid(self) -> str:
        """The map as a Mermaid journey."""
        return str(call("map_mermaid", {"map": self}))

    def description(self) -> str:
        """The map in a few sentences."""
        return str(call("map_description", {"map": self}))

    def save(self, path: Union[str, "os.PathLike[str]"], *, segments: bool = False) -> pathlib.Path:
        """Writes the map by the file's ending: `.svg`, `.html`, `.md`, `.mmd`, `.json`, or `.png` where `resvg_py` or `cairosvg` is installed."""
        from .errors import InvalidError

        target = pathlib.Path(path)
        ending = target.suffix.lower()
        if ending == ".png":
            target.write_bytes(_png(self.svg(segments=segments)))
            return target
        writers: Dict[str, Any] = {
            ".svg": lambda: self.svg(segments=segments),
            ".html": lambda: self.html(segments=segments),
            ".md": self.markdown,
            ".mmd": self.mermaid,
            ".json": lambda: str(call("map_json", {"map": self})),
        }
        if ending not in writers:
            known = ", ".join([*writers, ".png"])
            raise InvalidError("invalid", f"path: `{ending}` is not known; use one of {known}", False, {"field": "path"})
        target.write_text(writers[ending](), encoding="utf-8")
        return target

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Dict[str, str]:
        picture = self.svg()
        # The picture in a scrolling box; no script, nothing from elsewhere.
        html = f'<div style="overflow-x:auto;max-width:100%">{picture}</div>'
        return {"text/html": html, "image/svg+xml": picture, "text/plain": self.description()}


def _png(svg: str) -> bytes:
    """A picture as PNG by whichever converter is installed."""
    from .errors import InvalidError

    svg = _light(svg)
    try:
        import resvg_py  # type: ignore[import-untyped,import-not-found,unused-ignore]

        return bytes(resvg_py.svg_to_bytes(svg_string=svg, background="#ffffff", zoom=2))
    except ImportError:
        pass
    try:
        import cairosvg  # type: ignore[import-untyped,import-not-found,unused-ignore]

        return bytes(cairosvg.svg2png(bytestring=svg.encode(), background_color="#ffffff", scale=2))
    except ImportError:
        problem = "path: no converter to PNG is installed; pip install resvg_py or cairosvg, or save as .svg"
        raise InvalidError("invalid", problem, False, {"field": "path"}) from None


def _light(svg: str) -> str:
    """The picture in its light colours and in fonts that converters find: what only browsers read is left out."""
    style = svg[svg.index("<style>") + 7 : svg.index("</style>")]
    plain = re.sub(r"@media\([^)]*\)\{(?:[^{}]*\{[^{}]*\})*\}", "", style)
    plain = re.sub(r"font-family:[^;}]+", "font-family:Arial,'Noto Sans','DejaVu Sans',sans-serif", plain)
    return svg.replace(style, plain)
