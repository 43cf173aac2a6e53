"""From a research question to adaptive customer interviews and an evidence-backed customer-journey map.

>>> from journey_core import Study
>>> interview = Study("Where do claims hurt?", template="insurance").interview()
>>> interview.start().text[:29]
'Thank you for taking the time'
"""
from __future__ import annotations

from . import _functions, _tasks, errors, types
from ._corpus import Corpus, Table
from ._event_log import EventLog
from ._functions import *  # noqa: F403
from ._interview import Interview
from ._journey import VERSION as __version__
from ._meter import Metered
from ._provider import ModelRequest, Provider
from ._read import read
from ._run import CodingRun, code, code_async, code_documents, code_documents_async
from ._simulate import Cohort, Respondent, insurance_cohort
from ._store import MemoryStore, SqliteStore, Store
from ._stream import UI_MESSAGE_HEADERS, ui_message_stream
from ._study import Study
from ._tasks import *  # noqa: F403
from .errors import *  # noqa: F403
from .types import *  # noqa: F403

__all__ = [
    "Cohort",
    "CodingRun",
    "Corpus",
    "EventLog",
    "Interview",
    "MemoryStore",
    "Metered",
    "ModelRequest",
    "Provider",
    "Respondent",
    "SqliteStore",
    "Store",
    "Study",
    "Table",
    "UI_MESSAGE_HEADERS",
    "__version__",
    "code",
    "code_async",
    "code_documents",
    "code_documents_async",
    "insurance_cohort",
    "read",
    "ui_message_stream",
]
__all__ += _functions.__all__
__all__ += _tasks.__all__
__all__ += errors.__all__
__all__ += types.__all__
