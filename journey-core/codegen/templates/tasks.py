"""Work that asks a model; without a provider the built-in engine does it.

Generated from the library's types by journey-core/codegen; change those instead.
"""
from __future__ import annotations

from typing import Any

from ._drive import run_task as _run, run_task_async as _run_async
from ._provider import Provider
from .types import *  # noqa: F403

__all__ = [
{%- for task in tasks %}
    "{{ task.name }}",
    "{{ task.name }}_async",
{%- endfor %}
]
{% for task in tasks %}
{%- for (head, suffix, run) in [("def", "", "_run"), ("async def", "_async", "await _run_async")] %}

{{ head }} {{ task.name }}{{ suffix }}({% for one in task.required %}{{ one }}, {% endfor %}provider: Provider | None = None{% if !task.optional.is_empty() %}, *{% endif %}{% for one in task.optional %}, {{ one }}{% endfor %}) -> {{ task.kind }}:
{%- if let Some(documentation) = task.documentation %}
    {{ documentation }}
{%- endif %}
    return {{ run }}("{{ task.name }}", {{ task.arguments }}, provider, {{ task.reader_or_none() }})  # type: ignore[no-any-return]
{% endfor %}
{%- endfor %}
