create table activity (
  site                    text collate "C" not null,
  agent                   text collate "C" not null,
  start_us                bigint not null,
  login_us                bigint not null,
  ready_us                bigint not null,
  pause_us                bigint not null,
  wrap_up_us              bigint not null,
  ringing_us              bigint not null,
  talking_us              bigint not null,
  answered                bigint not null,
  missed                  bigint not null,
  hold_us                 bigint not null,
  talk_of_answered_us     bigint not null,
  wrap_up_of_answered_us  bigint not null,
  transferred_blind       bigint not null,
  transferred_attended    bigint not null,
  pauses                  text not null,
  queues                  text not null,
  intervals               text not null,
  calls                   text not null,
  primary key (site, agent, start_us)
);
comment on table activity is 'What agents did, in quarters of an hour: read it through the views quarter, quarter_pause, quarter_queue, interval and agent_call.';
comment on column activity.site is 'Short name of the site.';
comment on column activity.agent is 'Member name, e.g. Agent/8001.';
comment on column activity.start_us is 'Start of the quarter of an hour, microseconds since 1970 UTC.';
comment on column activity.login_us is 'Logged in, whatever he did: union over queues and interfaces, clipped to the quarter.';
comment on column activity.ready_us is 'In state READY, clipped.';
comment on column activity.pause_us is 'In state PAUSED, clipped; by reason in pauses.';
comment on column activity.wrap_up_us is 'In state WRAP_UP, clipped.';
comment on column activity.ringing_us is 'In state RINGING, clipped.';
comment on column activity.talking_us is 'In state TALKING, clipped; conversations that outlive the logoff too.';
comment on column activity.answered is 'Calls answered in the quarter.';
comment on column activity.missed is 'Rings that he let out, or refused, in the quarter.';
comment on column activity.hold_us is 'Whole hold of the calls answered in the quarter, where a product writes it.';
comment on column activity.talk_of_answered_us is 'Whole talk of the calls answered in the quarter, not clipped.';
comment on column activity.wrap_up_of_answered_us is 'Whole wrap-up of the calls answered in the quarter, not clipped.';
comment on column activity.transferred_blind is 'Calls answered in the quarter that he transferred unannounced.';
comment on column activity.transferred_attended is 'Calls answered in the quarter that he transferred after asking.';
comment on column activity.pauses is 'In state PAUSED, clipped, as JSON: [[reason, length]].';
comment on column activity.queues is 'What he did for each queue, as JSON: [[queue, answered, missed, talk, ring, hold, wrap-up]]; whole lengths.';
comment on column activity.intervals is 'Intervals that ended in the quarter, as JSON: [[from - start, length, state, logged in, queue, call, reason]].';
comment on column activity.calls is 'Calls answered, missed or canceled in the quarter, as JSON: [[at - start, position, outcome, ring, talk, hold, wrap-up, queue, call, transfer]].';

create view interval as
select
  site,
  agent,
  start_us as quarter_us,
  start_us + (cells ->> 0)::bigint as from_us,
  start_us + (cells ->> 0)::bigint + (cells ->> 1)::bigint as to_us,
  cells ->> 2 as state,
  cells ->> 6 as reason,
  cells ->> 4 as queue,
  cells ->> 5 as call_id,
  cells ->> 3 = '1' as logged_in
from activity, json_array_elements(intervals::json) cells;
comment on view interval is 'A length of time that an agent spent in one state and that is over. Those of one agent never overlap and leave no gap; what goes on is in agent_now.';
comment on column interval.site is 'Short name of the site.';
comment on column interval.agent is 'Member name, e.g. Agent/8001.';
comment on column interval.quarter_us is 'Start of the quarter of an hour in which it ended: what an index finds it by.';
comment on column interval.from_us is 'Beginning, microseconds since 1970 UTC.';
comment on column interval.to_us is 'End (exclusive), microseconds since 1970 UTC.';
comment on column interval.state is 'LOGGED_OUT, READY, PAUSED, WRAP_UP, RINGING, TALKING or UNCERTAIN; the one that counts when several hold.';
comment on column interval.reason is 'Of PAUSED; null: none given.';
comment on column interval.queue is 'Of TALKING, RINGING and WRAP_UP.';
comment on column interval.call_id is 'callid of queue_log, of TALKING, RINGING and WRAP_UP.';
comment on column interval.logged_in is 'Counts as login time. Not so a conversation that outlives the logoff, nor anything uncertain.';

create view agent_call as
select
  site,
  agent,
  start_us as quarter_us,
  (cells ->> 1)::bigint as position,
  start_us + (cells ->> 0)::bigint as at_us,
  cells ->> 7 as queue,
  cells ->> 8 as call_id,
  cells ->> 2 as outcome,
  (cells ->> 3)::bigint as ring_us,
  (cells ->> 4)::bigint as talk_us,
  (cells ->> 5)::bigint as hold_us,
  (cells ->> 6)::bigint as wrap_up_us,
  cells ->> 9 as transfer
from activity, json_array_elements(calls::json) cells;
comment on view agent_call is 'A call of a queue that rang at an agent, once for each ring that queue_log tells of.';
comment on column agent_call.site is 'Short name of the site.';
comment on column agent_call.agent is 'Member name.';
comment on column agent_call.quarter_us is 'Start of the quarter of an hour of at_us: what an index finds it by.';
comment on column agent_call.position is 'In the log, of the row that tells it: CONNECT, RINGNOANSWER, RINGCANCELED, or the end where the CONNECT is missing.';
comment on column agent_call.at_us is 'The answer, or when it was missed or canceled.';
comment on column agent_call.queue is 'Technical name.';
comment on column agent_call.call_id is 'callid of queue_log.';
comment on column agent_call.outcome is 'ANSWERED, MISSED (rang out, or refused) or CANCELED (the caller left).';
comment on column agent_call.ring_us is 'How long it rang, as the row says.';
comment on column agent_call.talk_us is 'From the answer to the first end, hold included; null: it goes on, or its end was never written.';
comment on column agent_call.hold_us is 'Of talk_us, where a product writes it to queue_log; Asterisk itself does not.';
comment on column agent_call.wrap_up_us is 'As its row says, less what a next call, a logoff or the agent cut off.';
comment on column agent_call.transfer is 'BLIND or ATTENDED, when the agent transferred the call.';

create table session (
  site    text collate "C" not null,
  agent   text collate "C" not null,
  from_us bigint not null,
  to_us   bigint,
  line    text,
  primary key (site, agent, from_us)
);
comment on table session is 'When an agent was logged in, and on which line (agent_position of contact-center 5.12).';
comment on column session.site is 'Short name of the site.';
comment on column session.agent is 'Member name.';
comment on column session.from_us is 'Login, or the move to this line.';
comment on column session.to_us is 'Logoff, move, or the restart of the PBX that ended it; null: it goes on.';
comment on column session.line is 'extension@context, or the interface; null: no row tells it.';

create table membership (
  site    text collate "C" not null,
  agent   text collate "C" not null,
  queue   text collate "C" not null,
  from_us bigint not null,
  to_us   bigint,
  penalty bigint,
  primary key (site, agent, queue, from_us)
);
comment on table membership is 'Memberships that rows tell of (ADDMEMBER, REMOVEMEMBER, PENALTY); static ones write none.';
comment on column membership.site is 'Short name of the site.';
comment on column membership.agent is 'Member name.';
comment on column membership.queue is 'Technical name.';
comment on column membership.from_us is 'ADDMEMBER, or the change of penalty.';
comment on column membership.to_us is 'REMOVEMEMBER, or the next change of penalty; null: it goes on.';
comment on column membership.penalty is 'null: never told since he was added.';

create table agent_now (
  site             text collate "C" not null,
  agent            text collate "C" not null,
  state            text not null,
  since_us         bigint not null,
  reason           text,
  queue            text,
  call_id          text,
  logged_in        boolean not null,
  wrap_up_until_us bigint,
  line             text,
  login_us         bigint,
  first_sign_us    bigint not null,
  last_sign_us     bigint not null,
  queues           jsonb not null,
  paused_queues    text[] not null,
  agent_state      text not null,
  primary key (site, agent)
);
comment on table agent_now is 'Where every known agent stands after his newest sign of life: the state that goes on.';
comment on column agent_now.site is 'Short name of the site.';
comment on column agent_now.agent is 'Member name.';
comment on column agent_now.state is 'As in interval. WRAP_UP is over at wrap_up_until_us without a row; a silence of 31 days makes any state but LOGGED_OUT UNCERTAIN.';
comment on column agent_now.since_us is 'When the state began.';
comment on column agent_now.reason is 'Of PAUSED.';
comment on column agent_now.queue is 'Of TALKING, RINGING and WRAP_UP.';
comment on column agent_now.call_id is 'Of TALKING, RINGING and WRAP_UP.';
comment on column agent_now.logged_in is 'Counts as login time.';
comment on column agent_now.wrap_up_until_us is 'End of the wrap-up that runs, be it the state that shows or not.';
comment on column agent_now.line is 'Line or interface of the session.';
comment on column agent_now.login_us is 'Beginning of the session that goes on, or did when sight of it was lost.';
comment on column agent_now.first_sign_us is 'First sign of life ever.';
comment on column agent_now.last_sign_us is 'Newest sign of life.';
comment on column agent_now.queues is 'Queues he is a member of: [{"queue", "penalty"}], penalty null where unknown.';
comment on column agent_now.paused_queues is 'Queues he is paused in one by one.';
comment on column agent_now.agent_state is 'All that the fold knows of him (domain/agents/state.ts), as JSON.';

create table unseen_agent (
  site        text collate "C" not null,
  agent       text collate "C" not null,
  agent_state text not null,
  primary key (site, agent)
);
comment on table unseen_agent is 'Names that only penalties were set for, or whose phone was heard to ring: interfaces whose agent nobody told, mostly. No agents, until a sign of life.';
comment on column unseen_agent.site is 'Short name of the site.';
comment on column unseen_agent.agent is 'The name as written.';
comment on column unseen_agent.agent_state is 'As agent_now.agent_state.';

create table day_entry (
  site        text collate "C" not null,
  agent       text collate "C" not null,
  day_us      bigint not null,
  agent_state text not null,
  implied     text,
  primary key (site, agent, day_us)
);
comment on table day_entry is 'Where an agent stood at the start of each UTC day that has signs of him: a late row needs the fold of its day only, and of the next ones until nothing changes.';
comment on column day_entry.site is 'Short name of the site.';
comment on column day_entry.agent is 'Member name.';
comment on column day_entry.day_us is 'Start of the UTC day.';
comment on column day_entry.agent_state is 'As agent_now.agent_state, but for when his first sign was: 0 where there was one.';
comment on column day_entry.implied is 'What rows of this day tell about earlier days (domain/agents/step.ts), as JSON; null: nothing.';

create table alias (
  site     text collate "C" not null,
  node     text collate "C" not null,
  key      text collate "C" not null,
  at_us    bigint not null,
  position bigint not null,
  agent    text not null,
  primary key (site, node, key, at_us, position)
);
comment on table alias is 'Who used a line or interface from an instant on, until the next one (domain/agents/aliases.ts).';
comment on column alias.site is 'Short name of the site.';
comment on column alias.node is 'Short name of the PBX; empty: told by an administrator, for all of them.';
comment on column alias.key is 'What the names of one phone share: 1001 for 1001@default and PJSIP/1001.';
comment on column alias.at_us is 'From when on.';
comment on column alias.position is 'In the log, of the row or decision that tells it.';
comment on column alias.agent is 'Member name.';

create table interface_day (
  site   text collate "C" not null,
  node   text collate "C" not null,
  key    text collate "C" not null,
  day_us bigint not null,
  primary key (site, node, key, day_us)
);
comment on table interface_day is 'Days on which rows name an agent by a line or interface: whom they are about may be told later (alias).';
comment on column interface_day.site is 'Short name of the site.';
comment on column interface_day.node is 'Short name of the PBX.';
comment on column interface_day.key is 'As alias.key.';
comment on column interface_day.day_us is 'Start of the UTC day.';

create table site (
  site      text collate "C" primary key,
  time_zone text not null
);
comment on table site is 'Sites with agents, and the zone that cuts their days.';
comment on column site.site is 'Short name of the site.';
comment on column site.time_zone is 'IANA name; UTC as long as the site is not registered.';

create table node (
  site      text collate "C" not null,
  node      text collate "C" not null,
  newest_us bigint not null,
  primary key (site, node)
);
comment on table node is 'PBXs that wrote queue_log rows.';
comment on column node.site is 'Short name of the site.';
comment on column node.node is 'Short name of the PBX.';
comment on column node.newest_us is 'Instant of its newest row.';

create table restart (
  site     text collate "C" not null,
  node     text collate "C" not null,
  position bigint not null,
  at_us    bigint not null,
  since_us bigint,
  primary key (site, node, position)
);
comment on table restart is 'Starts of the PBXs.';
comment on column restart.site is 'Short name of the site.';
comment on column restart.node is 'Short name of the PBX.';
comment on column restart.position is 'In the log, of the QUEUESTART.';
comment on column restart.at_us is 'Instant of the QUEUESTART.';
comment on column restart.since_us is 'Newest row of the PBX before it: from then on open states are uncertain. null: there is none.';

create table heard_ring (
  site      text collate "C" not null,
  node      text collate "C" not null,
  call_id   text collate "C" not null,
  began     bigint not null,
  queue     text collate "C" not null,
  agent     text collate "C" not null,
  unique_id text collate "C" not null,
  from_us   bigint not null,
  to_us     bigint,
  outcome   text not null,
  told_us   bigint not null,
  completed_us bigint,
  primary key (site, node, call_id, began)
);
create index heard_ring_of_agent on heard_ring (site, agent, from_us);
comment on table heard_ring is 'Rings of members of queues, as the manager interface tells them (domain/calls/path/ring-attempts.ts).';
comment on column heard_ring.site is 'Short name of the site.';
comment on column heard_ring.node is 'Short name of the PBX.';
comment on column heard_ring.call_id is 'uniqueid of the caller: callid of queue_log.';
comment on column heard_ring.began is 'In the log, of AgentCalled.';
comment on column heard_ring.queue is 'Technical name.';
comment on column heard_ring.agent is 'MemberName.';
comment on column heard_ring.unique_id is 'Of the channel that rings.';
comment on column heard_ring.from_us is 'Instant of AgentCalled.';
comment on column heard_ring.to_us is 'Its first end; null: it goes on, or nobody heard it within an hour.';
comment on column heard_ring.outcome is 'ANSWERED, MISSED or CANCELED; as long as nothing else was said the last.';
comment on column heard_ring.told_us is 'Instant of the event that says how it ended; of AgentCalled where none does.';
comment on column heard_ring.completed_us is 'Instant of AgentComplete: the conversation is over. null: it goes on, or nobody heard its end within an hour of AgentCalled.';

create table heard_node (
  site      text collate "C" not null,
  node      text collate "C" not null,
  newest_us bigint not null,
  primary key (site, node)
);
comment on table heard_node is 'PBXs whose manager interface told of rings.';
comment on column heard_node.site is 'Short name of the site.';
comment on column heard_node.node is 'Short name of the PBX.';
comment on column heard_node.newest_us is 'Instant of the newest event about a ring, of queues or others.';

create table heard_gap (
  site    text collate "C" not null,
  node    text collate "C" not null,
  from_us bigint not null,
  to_us   bigint not null,
  primary key (site, node, from_us, to_us)
);
comment on table heard_gap is 'Times in which nobody heard the manager interface of a PBX: rings there are those of queue_log.';
comment on column heard_gap.site is 'Short name of the site.';
comment on column heard_gap.node is 'Short name of the PBX.';
comment on column heard_gap.from_us is 'Its beginning.';
comment on column heard_gap.to_us is 'Its end.';
