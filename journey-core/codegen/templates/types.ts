// Generated from the library's types by journey-core/codegen; change those instead.
{% for definition in types %}
{%- match definition %}
{%- when Definition::Interface with { name, comment, members } %}
{{ comment }}
export interface {{ name }} {
{%- for member in members %}
{%- if let Some(comment) = member.comment %}
  {{ comment }}
{%- endif %}
  {{ member.name }}{% if member.optional %}?{% endif %}: {{ member.kind }};
{%- endfor %}
}
{%- when Definition::Alias with { name, comment, kind } %}
{{ comment }}
export type {{ name }} = {{ kind }};
{%- endmatch %}
{% endfor %}
