create table visit (
  site             text collate "C" not null,
  node             text collate "C" not null,
  call_id          text collate "C" not null,
  visit_number     bigint not null,
  linked_id        text,
  queue            text collate "C" not null,
  outcome          text not null,
  entered_us       bigint not null,
  left_us          bigint,
  answered_us      bigint,
  ended_us         bigint,
  lost_us          bigint,
  wait_us          bigint,
  ring_us          bigint,
  talk_us          bigint,
  hold_us          bigint,
  wrap_up_us       bigint,
  missed_rings     bigint not null,
  agent            text collate "C",
  caller_number    text collate "C",
  called_number    text collate "C",
  entry_position   bigint,
  exit_position    bigint,
  hung_up_by       text,
  transfer_kind    text,
  transfer_to      text,
  transfer_context text,
  transfer_method  text,
  flags            text[] not null,
  positions        bigint[] not null,
  excluded         boolean not null,
  -- By call first: site and node say little, and a rebuild sorts by what differs several times as fast.
  primary key (call_id, site, node, visit_number)
);
comment on table visit is 'One stay of a call in a queue: from ENTERQUEUE to its terminal row, and the conversation that followed.';
comment on column visit.site is 'Short name of the site.';
comment on column visit.node is 'Short name of the PBX.';
comment on column visit.call_id is 'callid of queue_log: uniqueid of the callers channel.';
comment on column visit.visit_number is 'Counts the stays of the call over all queues, from 1.';
comment on column visit.linked_id is 'linkedid of the call; null: queue_log does not know it.';
comment on column visit.queue is 'Technical name of the queue.';
comment on column visit.outcome is 'ANSWERED, ABANDONED, TIMEOUT, EXIT_KEY, EXIT_EMPTY, WITHDRAWN, CALLBACK, LOST_SYSTEM or OPEN.';
comment on column visit.entered_us is 'When the caller entered.';
comment on column visit.left_us is 'When his wait ended: answer, hang-up or exit. null: he waits, or nobody knows.';
comment on column visit.answered_us is 'When an agent answered.';
comment on column visit.ended_us is 'When the conversation ended. null: there was none, it goes on, or nobody knows.';
comment on column visit.lost_us is 'Where the end is unknown: it was over by then (restart of the PBX, next entry of the call).';
comment on column visit.wait_us is 'left_us - entered_us; null where either is unknown.';
comment on column visit.ring_us is 'Sum of all presentations to agents, answered or not.';
comment on column visit.talk_us is 'ended_us - answered_us; null where either is unknown.';
comment on column visit.hold_us is 'Time on hold; null: queue_log does not know it.';
comment on column visit.wrap_up_us is 'Wrap-up as configured when it began.';
comment on column visit.missed_rings is 'Presentations that an agent did not take.';
comment on column visit.agent is 'Member name of the agent who answered.';
comment on column visit.caller_number is 'Number of the caller.';
comment on column visit.called_number is 'Number that he dialled.';
comment on column visit.entry_position is 'Place in the queue at the entry.';
comment on column visit.exit_position is 'Place in the queue when he left without an answer.';
comment on column visit.hung_up_by is 'CALLER, AGENT or UNKNOWN; null: nobody yet, or he left otherwise.';
comment on column visit.transfer_kind is 'BLIND or ATTENDED; null: not transferred.';
comment on column visit.transfer_to is 'Extension or application.';
comment on column visit.transfer_context is 'Dialplan context of a blind transfer.';
comment on column visit.transfer_method is 'BRIDGE, APP or LINK of an attended transfer.';
comment on column visit.flags is 'What to know before trusting it to the second: inferredEntry, inferredAnswer, inferredEnd, lostEnd, repeatedEnd, joinedEnd, ambiguousTime, ...';
comment on column visit.positions is 'Log positions of the rows that it was read from; of more than a thousand the first 900 and the last 100.';
comment on column visit.excluded is 'Somebody has excluded its call: it counts in no periodic table.';

-- Few rows, asked for at every restart of a PBX and by every board.
create index visit_unfinished on visit (site, node) where left_us is null or (answered_us is not null and ended_us is null);
-- Conversations without an end of their own: an end under another callid may belong to one.
create index visit_dangling on visit (site, node, queue, agent, answered_us)
  where answered_us is not null and (ended_us is null or flags && '{joinedEnd,inferredEnd}');
-- Waits likewise.
create index visit_waiting on visit (site, node, queue, entered_us) where left_us is null or flags && '{joinedEnd}';

create table refusal (
  site          text collate "C" not null,
  node          text collate "C" not null,
  call_id       text collate "C" not null,
  position      bigint not null,
  queue         text collate "C" not null,
  reason        text not null,
  at_us         bigint not null,
  called_number text collate "C",
  excluded      boolean not null,
  primary key (site, node, call_id, position)
);
comment on table refusal is 'A call that was aimed at a queue and never entered it.';
comment on column refusal.site is 'Short name of the site.';
comment on column refusal.node is 'Short name of the PBX.';
comment on column refusal.call_id is 'callid of queue_log.';
comment on column refusal.position is 'Log position of the row.';
comment on column refusal.queue is 'Technical name of the queue.';
comment on column refusal.reason is 'FULL, CLOSED, JOIN_EMPTY, DIVERT_RATIO or DIVERT_WAIT.';
comment on column refusal.at_us is 'When it was refused.';
comment on column refusal.called_number is 'Number that the caller dialled.';
comment on column refusal.excluded is 'Somebody has excluded its call: it counts in no periodic table.';

create table loose_end (
  site        text collate "C" not null,
  node        text collate "C" not null,
  call_id     text collate "C" not null,
  position    bigint not null,
  queue       text collate "C" not null,
  agent       text collate "C",
  since_us    bigint not null,
  primary key (site, node, call_id, position)
);
create index loose_end_near on loose_end (site, node, queue, agent, since_us);
comment on table loose_end is 'Ends of conversations and waits that nothing of the same callid explains: history is cut, or the callid changed.';
comment on column loose_end.site is 'Short name of the site.';
comment on column loose_end.node is 'Short name of the PBX.';
comment on column loose_end.call_id is 'callid that the end was written under.';
comment on column loose_end.position is 'Log position of the row.';
comment on column loose_end.queue is 'Technical name of the queue.';
comment on column loose_end.agent is 'Member name of the agent; null: it ends a wait.';
comment on column loose_end.since_us is 'Instant of the row minus the talk, or the wait, that it states.';

create table unplaced_call (
  site    text collate "C" not null,
  node    text collate "C" not null,
  call_id text collate "C" not null,
  primary key (site, node, call_id)
);
comment on table unplaced_call is 'Calls whose rows have made neither a visit nor a refusal so far, e.g. a DID before its ENTERQUEUE.';
comment on column unplaced_call.site is 'Short name of the site.';
comment on column unplaced_call.node is 'Short name of the PBX.';
comment on column unplaced_call.call_id is 'callid of queue_log.';

create table exclusion (
  site    text collate "C" not null,
  node    text collate "C" not null,
  call_id text collate "C" not null,
  primary key (site, node, call_id)
);
comment on table exclusion is 'Names of calls that people have excluded from the figures: each uniqueid and linkedid that such a call had when it was said.';
comment on column exclusion.site is 'Short name of the site.';
comment on column exclusion.node is 'Short name of the PBX.';
comment on column exclusion.call_id is 'callid of queue_log, if any row has it.';

create table excluded_entry (
  site     text collate "C" not null,
  node     text collate "C" not null,
  call_id  text collate "C" not null,
  position bigint not null,
  queue    text collate "C" not null,
  at_us    bigint not null,
  primary key (site, node, call_id, position)
);
create index excluded_entry_at on excluded_entry (at_us);
comment on table excluded_entry is 'ENTERQUEUE rows of excluded calls: they are in entry_count, and leave it where figures are asked for without these calls.';
comment on column excluded_entry.site is 'Short name of the site.';
comment on column excluded_entry.node is 'Short name of the PBX.';
comment on column excluded_entry.call_id is 'callid of queue_log.';
comment on column excluded_entry.position is 'Log position of the row.';
comment on column excluded_entry.queue is 'Technical name of the queue.';
comment on column excluded_entry.at_us is 'Time of the row.';
