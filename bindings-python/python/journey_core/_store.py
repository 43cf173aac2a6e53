"""Stores."""
from __future__ import annotations

import json
import os
import uuid
from typing import Callable, List, Optional, Union

from . import _journey
from ._interview import Interview, now_ms, read_event
from ._provider import Provider
from ._record import encode
from ._study import Study
from .errors import StoreError
from .types import Document, Guide, InterviewEvent, InterviewRecord, InterviewSummary, Participant, RetryPolicy

__all__ = ["MemoryStore", "SqliteStore", "Store"]


_HOST = os.uname().nodename if hasattr(os, "uname") else "host"


def _is_gone(holder: str) -> bool:
    """Whether a holder was a process of this host that runs no more."""
    host, _, rest = holder.rpartition("-")[0].rpartition("-")
    if host != _HOST or not rest.isdigit() or os.name != "posix":
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


class Store:
    """Where interviews are kept: an input counts once it is stored, and survives a crash from then on."""

    __slots__ = ("_native", "_holder")

    def __init__(self, native: _journey.Store) -> None:
        """Made by `MemoryStore` and `SqliteStore`."""
        self._native = native
        self._holder = f"{_HOST}-{os.getpid()}-{uuid.uuid4().hex[:8]}"

    def begin(
        self,
        study: Study,
        id: str,
        *,
        participant: Optional[Participant] = None,
        address: Optional[str] = None,
        provider: Optional[Provider] = None,
        retry: Optional[RetryPolicy] = None,
        clock: Callable[[], int] = now_ms,
    ) -> Interview:
        """Creates an interview and takes hold of it."""
        who = participant or Participant(id=id)
        record = InterviewRecord(id=id, study=study.id, participant=who, guide="", address=address, created=clock())
        study._about(who)
        whole = study.to_json() if study.quotas or study.experience.sign_in_required else None
        native = self._native.begin(encode(record), study._native, self._holder, encode(retry or {}), whole)
        return Interview(native, provider, keeps=True, clock=clock)

    def resume(
        self,
        id: str,
        *,
        study: Optional[Study] = None,
        provider: Optional[Provider] = None,
        retry: Optional[RetryPolicy] = None,
        clock: Callable[[], int] = now_ms,
    ) -> Interview:
        """Takes up an interview that any process may have begun; one of this host that was killed is taken up at once."""
        whole = study.to_json() if study is not None and study.quotas else None
        arguments = (id, self._holder, encode(retry or {}), clock(), whole)
        try:
            native = self._native.resume(*arguments)
        except StoreError as error:
            holder = str((error.context or {}).get("holder", ""))
            if not _is_gone(holder):
                raise
            self._native.release(id, holder)
            native = self._native.resume(*arguments)
        return Interview(native, provider, keeps=True, clock=clock)

    def release(self, id: str) -> None:
        """Lets go of an interview, so that another process may take it up at once."""
        self._native.release(id, self._holder)

    def list(self, study: str) -> List[InterviewSummary]:
        """The interviews of a study."""
        return [InterviewSummary._of(one) for one in json.loads(self._native.list(study))]

    def record(self, id: str) -> InterviewRecord:
        """What is known of an interview besides its log."""
        return InterviewRecord._of(json.loads(self._native.record(id)))

    def guide(self, id: str) -> Guide:
        """The guide that an interview began under."""
        return Guide._of(json.loads(self._native.guide(id)))

    def log(self, id: str) -> List[InterviewEvent]:
        """The events of an interview."""
        return [read_event(one) for one in json.loads(self._native.log(id))]

    def document(self, id: str) -> Document:
        """The transcript of an interview."""
        native = _journey.Guide(self._native.guide(id)).replay(id, self._native.log(id), "{}", True, "")
        return Document._of(json.loads(native.document(self.record(id).participant.id)))

    def delete(self, id: str) -> None:
        """Deletes an interview with its log."""
        self._native.delete(id)

    def redeem(self, token: str) -> bool:
        """Notes a single-use token; whether this was its first use."""
        return self._native.redeem(token)


class MemoryStore(Store):
    """A store that lives as long as the process."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(_journey.Store.memory())


class SqliteStore(Store):
    """A store in a SQLite file."""

    __slots__ = ("path",)

    def __init__(self, path: Union[str, "os.PathLike[str]"]) -> None:
        self.path = os.fspath(path)
        super().__init__(_journey.Store.sqlite(self.path))
