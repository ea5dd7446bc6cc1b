-- What the figures of agents are made from, in the build {schema}: calls that rang at them, and their states that are over.
select
  site,
  'call ' || agent || ' ' || position as key,
  null as node,
  call_id,
  agent as name,
  at_us,
  'CALL' as kind,
  outcome as state,
  queue,
  null as reason,
  at_us as "beganAt",
  null::bigint as "endedAt",
  null::boolean as "loggedIn",
  ring_us as "ringSeconds",
  talk_us as "talkSeconds",
  hold_us as "holdSeconds",
  wrap_up_us as "wrapUpSeconds",
  transfer
from {schema}.agent_call
union all
select site, 'state ' || agent || ' ' || from_us, null, call_id, agent, from_us,
  'STATE', state, queue, reason, from_us, to_us, logged_in, null, null, null, null, null
from {schema}.interval
