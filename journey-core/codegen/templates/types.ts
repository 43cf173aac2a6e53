// Generated from the library's types by journey-core/codegen; change those instead.
{% for definition in types %}
{%- if let Some(comment) = definition.comment %}
{{ comment }}
{%- endif %}
{%- match definition.form %}
{%- when Form::Interface with (members) %}
export interface {{ definition.name }} {
{%- for member in members %}
{%- if let Some(comment) = member.comment %}
  {{ comment }}
{%- endif %}
  {{ member.name }}{% if member.optional %}?{% endif %}: {{ member.kind }};
{%- endfor %}
}
{%- when Form::Alias with (kind) %}
export type {{ definition.name }} = {{ kind }};
{%- endmatch %}
{% endfor %}
