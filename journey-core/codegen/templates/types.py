"""The library's data as typed classes.

Generated from the library's types by journey-core/codegen; change those instead.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, Union

from ._methods import {{ mixins|join(", ") }}
from ._record import Record, _fields, _list, _mapping, _octets, _tuple, _union, _variants

__all__ = [
{%- for name in exported %}
    "{{ name }}",
{%- endfor %}
]

{% for body in bodies %}
{%- match body %}
{%- when Body::Names with { name, values, documentation } -%}
{{ name }} = Literal[
{%- for value in values %}
    {{ value }},
{%- endfor %}
]
{%- if let Some(documentation) = documentation %}
{{ documentation }}
{%- endif %}
{%- when Body::Class with (class) -%}
@dataclass(kw_only=True, slots=True)
class {{ class.name }}({{ class.base }}):
{%- if let Some(documentation) = class.documentation %}
    {{ documentation }}
{%- endif %}
{%- for field in class.fields %}
    {{ field.name }}: {{ field.kind }}{% if let Some(default) = field.default %} = {{ default }}{% endif %}
{%- if let Some(documentation) = field.documentation %}
    {{ documentation }}
{%- endif %}
{%- endfor %}
{%- endmatch %}

{% endfor %}
{%- for alias in aliases -%}
{{ alias.name }} = {{ alias.kind }}
{%- if let Some(documentation) = alias.documentation %}
{{ documentation }}
{%- endif %}

{% endfor %}
{%- for table in tables %}
{%- match table %}
{%- when Table::Fields with { name, readers } -%}
_fields({{ name }}, {{ readers }})
{%- when Table::Union with { name, members } -%}
_union({{ name }}, {{ members }})
{%- endmatch %}
{% endfor %}
