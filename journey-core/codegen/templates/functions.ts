// Generated from the library's types by journey-core/codegen; change those instead.

import { call, callBytes } from './call.js';
import type * as t from './types.js';
{% for function in functions %}
{%- if let Some(comment) = function.comment %}
{{ comment }}
{%- endif %}
export function {{ function.called }}({{ function.parameters() }}): {{ function.kind }} {
  return {{ function.run }}("{{ function.name }}", {{ function.arguments }}) as {{ function.kind }};
}
{% endfor %}
