// Generated from the library's types by journey-core/codegen; change those instead.

import { runTask } from './drive.js';
import type { Provider } from './provider.js';
import type * as t from './types.js';

/** What every task takes besides its own options. */
export interface TaskOptions {
  /** The model; without one the built-in engine does the work. */
  provider?: Provider;
  /** Cancels. */
  signal?: AbortSignal;
}
{% for task in tasks %}
/** Options of {@link {{ task.called }}}. */
export interface {{ task.options }} extends TaskOptions {
{%- for member in task.members %}
{%- if let Some(comment) = member.comment %}
  {{ comment }}
{%- endif %}
  {{ member.declared }};
{%- endfor %}
}
{% if let Some(comment) = task.comment %}
{{ comment }}
{%- endif %}
export async function {{ task.called }}({% for one in task.required %}{{ one }}, {% endfor %}options: {{ task.options }} = {}): Promise<{{ task.kind }}> {
  return (await runTask("{{ task.name }}", {{ task.arguments }}, options)) as {{ task.kind }};
}
{% endfor %}
