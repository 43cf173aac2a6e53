"""Progress, cancelling, and work that waits for an event loop."""
from __future__ import annotations

import asyncio
import contextlib
from typing import Any, Callable, Iterable, Optional, Union

from .errors import CancelledError, InvalidError

Cancel = Callable[[], bool]
"""Says whether to stop."""
Progressed = Union[bool, Callable[[int, int], None]]
"""Whether there is a bar, or a function of done and all."""


class Bar:
    """A progress bar where `tqdm` is installed, or a function of done and all."""

    def __init__(self, progress: Progressed, total: int, what: str) -> None:
        self._done, self._total, self._call, self._bar = 0, total, None, None
        if callable(progress):
            self._call = progress
        elif progress:
            with contextlib.suppress(ImportError):
                from tqdm.auto import tqdm  # type: ignore[import-untyped,unused-ignore]

                self._bar = tqdm(total=total, desc=what)

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        if self._call is not None:
            self._call(self._done, self._total)
        if self._bar is not None:
            self._bar.update()


def stop(cancel: Optional[Cancel]) -> None:
    """Raises when the work was cancelled."""
    if cancel is not None and cancel():
        raise CancelledError("cancelled", "cancelled")


async def all_of(works: Iterable[Any]) -> None:
    """Waits for all; the first failure cancels the rest and is raised."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise


def in_loop(work: Any, other: str) -> Any:
    """Runs async work to its end; inside an event loop `other` is to be awaited instead."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    if _in_notebook():
        # A notebook runs a loop of its own: the work gets a thread with another one.
        import concurrent.futures

        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, work).result()
    work.close()
    raise InvalidError("invalid", f"loop: an event loop is running; await `{other}` instead", False, {"field": "loop"})


def _in_notebook() -> bool:
    try:
        from IPython import get_ipython  # type: ignore[import-not-found,attr-defined,unused-ignore]
    except ImportError:
        return False
    return get_ipython() is not None  # type: ignore[no-untyped-call,unused-ignore]
