"""The library's functions.

Generated from the library's types by journey-core/codegen; change those instead.
"""
from __future__ import annotations

from typing import Any

from ._call import call as _call
from ._record import _list, _mapping, _octets, _tuple, _variants
from ._study import Study
from .types import *  # noqa: F403

__all__ = [
{%- for function in functions %}
    "{{ function.name }}",
{%- endfor %}
]
{% for function in functions %}

def {{ function.name }}({{ function.parameters() }}) -> {{ function.kind }}:
{%- if let Some(documentation) = function.documentation %}
    {{ documentation }}
{%- endif %}
    return _call("{{ function.name }}", {{ function.arguments }}{% if let Some(reader) = function.reader %}, {{ reader }}{% endif %})  # type: ignore[no-any-return]
{% endfor %}
