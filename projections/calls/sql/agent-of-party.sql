-- Of a party {p}: who was logged in on the line when the channel began, by the name of the line, else by its number (roaming agents).
case
  when {p}.agent is not null then {p}.agent
  when {p}.is_external then null
  else coalesce((
    select case when s.to_us is null or s.to_us > {p}.started_us then s.agent end
    from agent_states.session s
    where s.site = {p}.site and substring(s.line from '^(?:[A-Za-z0-9]+/)?([^@/]+)') = substring({p}.line from '^(?:[A-Za-z0-9]+/)?([^@/]+)') collate "default"
      and s.from_us <= {p}.started_us
    order by s.from_us desc
    limit 1
  ), (
    select case when s.to_us is null or s.to_us > {p}.started_us then s.agent end
    from agent_states.session s
    where s.site = {p}.site and substring(s.line from '^(?:[A-Za-z0-9]+/)?([^@/]+)') = {p}.number collate "default"
      and {p}.number is distinct from substring({p}.line from '^(?:[A-Za-z0-9]+/)?([^@/]+)') and s.from_us <= {p}.started_us
    order by s.from_us desc
    limit 1
  ))
end
