-- Keys begin with the call: site and node are the same in nearly all rows, and to compare them first is most of what a sort or a look costs.
create table call (
  site               text collate "C" not null,
  node               text collate "C" not null,
  call_id            text collate "C" not null,
  id                 bigint not null,
  linked_ids         text[] not null,
  direction          text not null,
  outcome            text not null,
  started_us         bigint not null,
  answered_us        bigint,
  ended_us           bigint,
  ring_us            bigint,
  talk_us            bigint,
  hold_us            bigint,
  wait_us            bigint,
  hung_up_by         text,
  caller_number      text collate "C",
  caller_name        text,
  called_number      text collate "C",
  caller_canonical   text collate "C",
  called_canonical   text collate "C",
  destination_kind   text,
  destination_id     text collate "C",
  destination_name   text,
  requested_number   text collate "C",
  requested_name     text,
  from_unique_id     text collate "C",
  to_unique_id       text collate "C",
  queues             text[] not null,
  agents             text[] not null,
  has_recording      boolean not null,
  has_voicemail      boolean not null,
  transferred        boolean not null,
  transfer_direction text,
  flags              text[] not null,
  words              text[] not null,
  tags               text[] not null,
  exclusion_reason   text,
  exclusion_text     text,
  excluded_us        bigint,
  excluded_by        text,
  primary key (call_id, site, node)
);
comment on table call is 'One contact: all channels that are tied by linkedid, transfer, pickup or retrieval, from the first ring to the last hang-up.';
comment on column call.site is 'Short name of the site.';
comment on column call.node is 'Short name of the PBX.';
comment on column call.call_id is 'uniqueid of its first channel: also its first linkedid.';
comment on column call.id is 'Log position of its first row: a number that a rebuild gives again.';
comment on column call.linked_ids is 'Every linkedid that its channels had, the oldest first.';
comment on column call.direction is 'INBOUND, OUTBOUND, INTERNAL or UNKNOWN.';
comment on column call.outcome is 'ANSWERED, NO_ANSWER, BUSY, REFUSED, ABANDONED, VOICEMAIL, FORWARDED, FAILED, UNTERMINATED or IN_PROGRESS.';
comment on column call.started_us is 'When its first channel began.';
comment on column call.answered_us is 'When the caller first talked to somebody; null: never.';
comment on column call.ended_us is 'When its last channel ended; null: it goes on, or nobody knows.';
comment on column call.ring_us is 'Time that any phone rang for the caller.';
comment on column call.talk_us is 'Time in which two parties talked, hold included; null: unterminated.';
comment on column call.hold_us is 'Time on hold; null: no source tells of holds.';
comment on column call.wait_us is 'Sum of its waits in queues; null: it was in no queue, or a wait goes on or is unknown.';
comment on column call.hung_up_by is 'CALLER, CALLEE, AGENT, SYSTEM or UNKNOWN; null: nobody yet.';
comment on column call.caller_number is 'Number of the caller, as the PBX wrote it.';
comment on column call.caller_name is 'Name of the caller, as the PBX wrote it.';
comment on column call.called_number is 'Number that he dialled, as the PBX wrote it.';
comment on column call.caller_canonical is 'Digits of caller_number, at most the last 9: what numbers are compared by.';
comment on column call.called_canonical is 'Digits of called_number, at most the last 9.';
comment on column call.destination_kind is 'Whom it was for, as the dialplan of Wazo tells: USER, GROUP, QUEUE, CONFERENCE or MEETING; null: nothing tells.';
comment on column call.destination_id is 'uuid or number of that in the product.';
comment on column call.destination_name is 'Its name in the product.';
comment on column call.requested_number is 'Number of the user whom it was for before it was first sent on; null: it was not, or nothing tells.';
comment on column call.requested_name is 'His name in the product.';
comment on column call.from_unique_id is 'uniqueid of the party who placed the call.';
comment on column call.to_unique_id is 'uniqueid of the party who talked to him last, or was rung last.';
comment on column call.queues is 'Technical names of its queues, in the order of the entries.';
comment on column call.agents is 'Member names of the agents who took it or were rung for it.';
comment on column call.has_recording is 'A part of it was recorded.';
comment on column call.has_voicemail is 'A voicemail was reached.';
comment on column call.transferred is 'A party was passed on to another.';
comment on column call.transfer_direction is 'Direction of its last transfer: INTERNAL, OUTBOUND or UNKNOWN; null: none.';
comment on column call.flags is 'What to know before trusting it to the second: cutStart, lostEnd, withoutCel, withoutBridges.';
comment on column call.words is 'Words for full text: of the names of caller and parties, of queues, agents and numbers; in lower case, without accents, ascending.';
comment on column call.tags is 'Tags that people gave it, in the order in which they were given.';
comment on column call.exclusion_reason is 'Why its figures do not count: TEST, DUPLICATE, CLOCK_ERROR or OTHER. null: they count.';
comment on column call.exclusion_text is 'What was written beside the reason.';
comment on column call.excluded_us is 'When it was excluded.';
comment on column call.excluded_by is 'Who excluded it: label of a token.';

create table party (
  site         text collate "C" not null,
  node         text collate "C" not null,
  call_id      text collate "C" not null,
  seq          bigint not null,
  unique_id    text collate "C" not null,
  channel      text not null,
  line         text collate "C" not null,
  role         text not null,
  is_external  boolean,
  number       text collate "C",
  name         text,
  agent        text collate "C",
  queue        text collate "C",
  dialled      text collate "C",
  started_us   bigint not null,
  answered_us  bigint,
  ended_us     bigint,
  talked_us    bigint,
  ring_us      bigint,
  talk_us      bigint not null,
  hold_us      bigint,
  hangup_cause bigint,
  primary key (call_id, site, node, seq)
);
comment on table party is 'One channel of a person, or a line to the outside, in a call; halves of Local channels are folded away.';
comment on column party.site is 'Short name of the site.';
comment on column party.node is 'Short name of the PBX.';
comment on column party.call_id is 'The call that it was part of.';
comment on column party.seq is 'Counts the parties of the call, from 1, in the order of their starts.';
comment on column party.unique_id is 'uniqueid of the channel.';
comment on column party.channel is 'Name of the channel: PJSIP/1001-0000007a.';
comment on column party.line is 'The same without its counter: PJSIP/1001.';
comment on column party.role is 'CALLER, CALLEE, CONSULTATION, PICKER or RETRIEVER.';
comment on column party.is_external is 'A line to the outside; null: nothing tells.';
comment on column party.number is 'Its own number, as the PBX wrote it.';
comment on column party.name is 'Its own name, as the PBX wrote it.';
comment on column party.agent is 'Member name of the agent, where a queue rang or connected him.';
comment on column party.queue is 'Technical name of the queue that rang it.';
comment on column party.dialled is 'Number that it dialled; null: it was rung.';
comment on column party.started_us is 'When the channel began.';
comment on column party.answered_us is 'When it was answered.';
comment on column party.ended_us is 'When it ended; null: it goes on, or nobody knows.';
comment on column party.talked_us is 'When it first talked to another party.';
comment on column party.ring_us is 'From its start to its answer or end; null: it dialled.';
comment on column party.talk_us is 'Time in conversation with at least one other party, hold included, as far as it is over.';
comment on column party.hold_us is 'Time that this party had others on hold; null: no source tells of holds.';
comment on column party.hangup_cause is 'Q.850 cause of its end.';

create table talk_quarter (
  site       text collate "C" not null,
  node       text collate "C" not null,
  call_id    text collate "C" not null,
  seq        bigint not null,
  quarter_us bigint not null,
  unique_id  text collate "C" not null,
  talk_us    bigint not null,
  hold_us    bigint not null,
  primary key (call_id, site, node, seq, quarter_us)
);
comment on table talk_quarter is 'Talk and hold by quarter of an hour of the parties who talked more than once or had others on hold: read it through the view party_quarter.';
comment on column talk_quarter.site is 'Short name of the site.';
comment on column talk_quarter.node is 'Short name of the PBX.';
comment on column talk_quarter.call_id is 'The call.';
comment on column talk_quarter.seq is 'Number of the party in the call.';
comment on column talk_quarter.quarter_us is 'Start of the quarter of an hour (UTC).';
comment on column talk_quarter.unique_id is 'uniqueid of the party.';
comment on column talk_quarter.talk_us is 'Its talk within the quarter, hold included.';
comment on column talk_quarter.hold_us is 'Time within the quarter that it had others on hold; 0 also where no source tells of holds.';

-- One conversation without a hold, which is what most parties have, is cut when it is read.
create view party_quarter as
select site, node, call_id, seq, quarter_us, unique_id, talk_us, hold_us from talk_quarter
union all
select p.site, p.node, p.call_id, p.seq, q.quarter_us, p.unique_id,
  least(p.talked_us + p.talk_us, q.quarter_us + 900000000) - greatest(p.talked_us, q.quarter_us), 0
from party p
cross join lateral generate_series(
  p.talked_us - mod(p.talked_us, 900000000), p.talked_us + p.talk_us - 1, 900000000) as q (quarter_us)
where p.talk_us > 0 and not exists (
  select from talk_quarter t
  where t.site = p.site and t.node = p.node and t.call_id = p.call_id and t.seq = p.seq);
comment on view party_quarter is 'Talk and hold of a party, cut at the quarters of an hour; only quarters in which there is any.';
comment on column party_quarter.site is 'Short name of the site.';
comment on column party_quarter.node is 'Short name of the PBX.';
comment on column party_quarter.call_id is 'The call.';
comment on column party_quarter.seq is 'Number of the party in the call.';
comment on column party_quarter.quarter_us is 'Start of the quarter of an hour (UTC).';
comment on column party_quarter.unique_id is 'uniqueid of the party.';
comment on column party_quarter.talk_us is 'Its talk within the quarter, hold included.';
comment on column party_quarter.hold_us is 'Time within the quarter that it had others on hold; 0 also where no source tells of holds.';

create table transfer (
  site                  text collate "C" not null,
  node                  text collate "C" not null,
  call_id               text collate "C" not null,
  seq                   bigint not null,
  kind                  text not null,
  method                text,
  at_us                 bigint not null,
  by_unique_id          text collate "C" not null,
  to_exten              text collate "C",
  context               text,
  transferred_unique_id text collate "C",
  target_unique_id      text collate "C",
  direction             text not null,
  primary key (call_id, site, node, seq)
);
comment on table transfer is 'Every time that a party of a call was passed on to another.';
comment on column transfer.site is 'Short name of the site.';
comment on column transfer.node is 'Short name of the PBX.';
comment on column transfer.call_id is 'The call.';
comment on column transfer.seq is 'Counts the transfers of the call, from 1.';
comment on column transfer.kind is 'BLIND or ATTENDED.';
comment on column transfer.method is 'BRIDGE, LINK, APP or THREE_WAY of an attended transfer.';
comment on column transfer.at_us is 'When it was completed.';
comment on column transfer.by_unique_id is 'uniqueid of the party who transferred.';
comment on column transfer.to_exten is 'Extension or application that was asked for; of an attended transfer the number that was consulted.';
comment on column transfer.context is 'Dialplan context of a blind transfer.';
comment on column transfer.transferred_unique_id is 'uniqueid of the party who was passed on.';
comment on column transfer.target_unique_id is 'uniqueid of the party who took over; null: nobody answered.';
comment on column transfer.direction is 'INTERNAL or OUTBOUND by where the target is; UNKNOWN: nobody was reached.';

create table hold (
  site           text collate "C" not null,
  node           text collate "C" not null,
  call_id        text collate "C" not null,
  seq            bigint not null,
  by_unique_id   text collate "C",
  held_unique_id text collate "C",
  from_us        bigint not null,
  to_us          bigint,
  visit_call_id  text collate "C",
  visit_number   bigint,
  primary key (call_id, site, node, seq)
);
comment on table hold is 'Times on hold. Where no source tells of holds there are none here, and hold_us of the call is null.';
comment on column hold.site is 'Short name of the site.';
comment on column hold.node is 'Short name of the PBX.';
comment on column hold.call_id is 'The call.';
comment on column hold.seq is 'Counts the holds of the call, from 1.';
comment on column hold.by_unique_id is 'uniqueid of the party who pressed hold; null: only the music tells of it.';
comment on column hold.held_unique_id is 'uniqueid of the party who heard the music.';
comment on column hold.from_us is 'When it began.';
comment on column hold.to_us is 'When it ended; null: it goes on, or nobody knows.';
comment on column hold.visit_call_id is 'callid of queue_log of the visit whose agent pressed it; null: it was of no visit.';
comment on column hold.visit_number is 'Number of that visit, as in queue_visits.';

create table ring (
  site          text collate "C" not null,
  node          text collate "C" not null,
  call_id       text collate "C" not null,
  seq           bigint not null,
  visit_call_id text collate "C" not null,
  visit_number  bigint not null,
  queue         text collate "C" not null,
  agent         text collate "C" not null,
  unique_id     text collate "C" not null,
  outcome       text not null,
  from_us       bigint not null,
  to_us         bigint not null,
  at_us         bigint not null,
  position      bigint not null,
  told_us       bigint,
  primary key (call_id, site, node, seq)
);
comment on table ring is 'Rings at members of queues, as the manager interface tells them; none where it was not heard. Figures take them for what queue_log says of the same.';
comment on column ring.site is 'Short name of the site.';
comment on column ring.node is 'Short name of the PBX.';
comment on column ring.call_id is 'The call.';
comment on column ring.seq is 'Counts the rings of the call, from 1.';
comment on column ring.visit_call_id is 'callid of queue_log of the visit that rang.';
comment on column ring.visit_number is 'Number of the visit, as in queue_visits.';
comment on column ring.queue is 'Technical name of the queue.';
comment on column ring.agent is 'Member name of the agent.';
comment on column ring.unique_id is 'uniqueid of the channel that the queue dialled.';
comment on column ring.outcome is 'ANSWERED, MISSED or CANCELED (the caller left, or another one answered).';
comment on column ring.from_us is 'When it began to ring.';
comment on column ring.to_us is 'When it rang no longer.';
comment on column ring.at_us is 'By which instant figures of agents count it: that of its row in queue_log, else to_us.';
comment on column ring.position is 'In the log, of its row in queue_log; where there is none, of the event that says how it ended.';
comment on column ring.told_us is 'How long it rang by its row in queue_log; null: there is none.';

create table heard_visit (
  site          text collate "C" not null,
  node          text collate "C" not null,
  visit_call_id text collate "C" not null,
  visit_number  bigint not null,
  call_id       text collate "C" not null,
  queue         text collate "C" not null,
  agent         text collate "C",
  called_number text collate "C",
  entered_us    bigint not null,
  answered_us   bigint,
  holds         bigint not null,
  hold_us       bigint,
  more_hold_us  bigint not null,
  more_ring_us  bigint,
  primary key (visit_call_id, site, node, visit_number)
);
create index heard_visit_of_call on heard_visit (call_id, site, node);
comment on table heard_visit is 'Visits of which queue_log does not tell all: with holds that AMI or CEL tells, or rings that AMI tells.';
comment on column heard_visit.site is 'Short name of the site.';
comment on column heard_visit.node is 'Short name of the PBX.';
comment on column heard_visit.visit_call_id is 'callid of queue_log of the visit.';
comment on column heard_visit.visit_number is 'Number of the visit, as in queue_visits.';
comment on column heard_visit.call_id is 'The call.';
comment on column heard_visit.queue is 'Technical name of the queue.';
comment on column heard_visit.agent is 'Member name of the agent who answered.';
comment on column heard_visit.called_number is 'Number that the caller dialled; null: nobody knows.';
comment on column heard_visit.entered_us is 'When the caller entered.';
comment on column heard_visit.answered_us is 'When the agent answered.';
comment on column heard_visit.holds is 'How often the agent pressed hold.';
comment on column heard_visit.hold_us is 'How long he had the caller on hold; null: no source but queue_log tells.';
comment on column heard_visit.more_hold_us is 'What that is more than queue_log says: what the sums of queue_visits and agent_states lack.';
comment on column heard_visit.more_ring_us is 'What all rings of the visit are more than queue_log says; null: the manager interface tells of none.';

create table attached_data (
  site       text collate "C" not null,
  node       text collate "C" not null,
  call_id    text collate "C" not null,
  seq        bigint not null,
  id         bigint not null,
  at_us      bigint not null,
  key        text collate "C" not null,
  value      text collate "C" not null,
  by_command boolean not null,
  actor      text,
  primary key (call_id, site, node, seq)
);
comment on table attached_data is 'Keys and values that the dialplan (ATTACHED_DATA) or a command attached to a call; those of the dialplan first.';
comment on column attached_data.site is 'Short name of the site.';
comment on column attached_data.node is 'Short name of the PBX.';
comment on column attached_data.call_id is 'The call.';
comment on column attached_data.seq is 'Counts those of the call, from 1.';
comment on column attached_data.by_command is 'A command attached it; false: the dialplan.';
comment on column attached_data.actor is 'Who sent the command: label of a token.';
comment on column attached_data.id is 'Log position of its event: a number that a rebuild gives again.';
comment on column attached_data.at_us is 'When it was attached.';
comment on column attached_data.key is 'What stands before the first =.';
comment on column attached_data.value is 'What stands behind it.';

create table recording (
  site         text collate "C" not null,
  node         text collate "C" not null,
  call_id      text collate "C" not null,
  seq          bigint not null,
  recording_id text collate "C" not null,
  file         text,
  from_us      bigint not null,
  to_us        bigint,
  primary key (call_id, site, node, seq)
);
comment on table recording is 'Recordings of parts of a call.';
comment on column recording.site is 'Short name of the site.';
comment on column recording.node is 'Short name of the PBX.';
comment on column recording.call_id is 'The call.';
comment on column recording.seq is 'Counts the recordings of the call, from 1.';
comment on column recording.recording_id is 'As the PBX calls it.';
comment on column recording.file is 'Path on the PBX; null: the PBX does not say.';
comment on column recording.from_us is 'When it began.';
comment on column recording.to_us is 'When it ended; null: it goes on, or nobody knows.';

create table missed_user (
  site    text collate "C" not null,
  node    text collate "C" not null,
  call_id text collate "C" not null,
  seq     bigint not null,
  at_us   bigint not null,
  user_id text collate "C",
  number  text collate "C",
  name    text,
  primary key (call_id, site, node, seq)
);
comment on table missed_user is 'Users whom a call was for and who did not take it, as the dialplan of Wazo tells: perhaps no phone of theirs was there.';
comment on column missed_user.site is 'Short name of the site.';
comment on column missed_user.node is 'Short name of the PBX.';
comment on column missed_user.call_id is 'The call.';
comment on column missed_user.seq is 'Counts those of the call, from 1.';
comment on column missed_user.at_us is 'When it was told.';
comment on column missed_user.user_id is 'uuid of the user in the product.';
comment on column missed_user.number is 'His number.';
comment on column missed_user.name is 'His name in the product.';

create table witness (
  site         text collate "C" not null,
  node         text collate "C" not null,
  call_id      text collate "C" not null,
  seq          bigint not null,
  started_us   bigint not null,
  figure       text not null,
  party        text collate "C",
  queue        text collate "C",
  agent        text collate "C",
  bridges_us   bigint,
  queue_log_us bigint,
  ami_us       bigint,
  primary key (call_id, site, node, seq)
);
comment on table witness is 'Figures that two sources tell differently by more than a second.';
comment on column witness.site is 'Short name of the site.';
comment on column witness.node is 'Short name of the PBX.';
comment on column witness.call_id is 'The call.';
comment on column witness.seq is 'Counts the differences of the call, from 1.';
comment on column witness.started_us is 'When the call began.';
comment on column witness.figure is 'talk, wait, ring or hold.';
comment on column witness.party is 'uniqueid of the party; null: the figure is of the whole call or of a visit.';
comment on column witness.queue is 'Technical name of the queue.';
comment on column witness.agent is 'Member name of the agent.';
comment on column witness.bridges_us is 'What CEL says, from bridges; what the figures of calls are made from.';
comment on column witness.queue_log_us is 'What queue_log says.';
comment on column witness.ami_us is 'What the manager interface says.';

create table mention (
  site       text collate "C" not null,
  node       text collate "C" not null,
  call_id    text collate "C" not null,
  kind       text collate "C" not null,
  name       text collate "C" not null,
  started_us bigint not null,
  primary key (call_id, site, node, kind, name)
);
comment on table mention is 'Who and what is in a call, each once: calls of a queue, an agent, a line or a number are found by it, in the order of their starts.';
comment on column mention.site is 'Short name of the site.';
comment on column mention.node is 'Short name of the PBX.';
comment on column mention.call_id is 'The call.';
comment on column mention.kind is 'queue, agent, line where a source names it, or canonical: the digits of a number, at most the last 9.';
comment on column mention.name is 'Name of the queue or line, member name of the agent, or number of a party, of the caller or called.';
comment on column mention.started_us is 'When the call began.';
